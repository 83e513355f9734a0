"""Pictures of pages: opened from a file, measured, and made ready to be read.

Knows pixels; knows no character, no language and no engine.
"""
