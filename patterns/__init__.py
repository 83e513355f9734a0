"""What we believe: the declarative knowledge, as TOML, with no code.

``extractor.book`` loads and validates it; nothing else reads these files.
"""
