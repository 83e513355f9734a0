"""Pages of pictures read: the engine, its witnesses, and how their work is spread and kept.

Knows characters on pictures; what is done to a picture before is in :mod:`extractor.images`.
"""
