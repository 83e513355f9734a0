"""File names from outside: shown safely, and told apart from what office programs leave behind.

Knows characters and a few customary names; opens nothing.
"""

from __future__ import annotations

import unicodedata

OWNER_FILES = ("~$", ".~lock.")
"""Beginnings of the files by which office programs mark a document as open."""
LITTER = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})
BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no document: hidden, or an office lock."""
    return name.startswith((".", *OWNER_FILES)) or name in LITTER


def shown(name: str) -> str:
    """A name that is safe to print: control and direction characters and stray bytes escaped."""
    return "".join(char if _printable(char) else _escaped(char) for char in name)


def _printable(char: str) -> bool:
    return char not in BIDI and unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
