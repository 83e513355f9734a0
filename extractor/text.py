"""The folded alphabet: Vietnamese letters without their marks, one character for one.

Folding keeps every offset, so that a match on folded text is a span of the text itself.
Knows letters only; what the words mean is in the pattern book.
"""

from __future__ import annotations

import re
from codecs import charmap_build, charmap_encode
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from _codecs import _EncodingMap

UNREAD = "\ufffd"
"""Stands for ink that a reader saw and could not read: something is there."""

MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
"""Combining tone and vowel marks of Vietnamese."""
_TONES = MARKS[:5]
_VOWELS = "a\u0103\u00e2e\u00eaio\u00f4\u01a1u\u01b0y"
_SIGNS = "\u00a0\u2013\u2014\u201c\u201d"
"""Signs that stand in most reports."""


@cache
def _folding() -> dict[int, str]:
    """Code point → its bare lower-case letter, for every letter that has one."""
    table: dict[int, str] = {}
    for point in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)):
        base = normalize("NFD", chr(point))[0].lower()
        if len(base) == 1 and base != chr(point):
            table[point] = base
    table |= dict.fromkeys((0x110, 0x111, 0xD0, 0xF0), "d")  # Đ đ Ð ð
    table |= dict.fromkeys(
        (0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000, 0x0A, 0x0D, 0x09, 0x0C), " "
    )
    table |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
    table |= dict.fromkeys((0x201C, 0x201D, 0x201E), '"')
    return table


def fold(text: str) -> str:
    """Lower case, no marks, plain spaces and dashes; ``len(fold(t)) == len(t)``.

    Nearly all text is of some 240 characters, which are folded by a table of bytes, three times as
    quick as by decomposition.
    """
    if text.isascii():
        return text.encode().translate(_PLAIN).decode()
    codes, letters = _usual()
    try:
        return charmap_encode(text, "strict", codes)[0].translate(letters).decode()
    except UnicodeEncodeError:
        return _unusual(text)


def plain(name: str) -> str:
    """A name for comparing: no marks, no capitals, single spaces."""
    return " ".join(fold(name).split())


@cache
def _usual() -> tuple[dict[int, int] | _EncodingMap, bytes]:
    """What gives each character of Vietnamese print a byte, and the folded letter of each byte."""
    marked = {normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in ("", *_TONES)}
    small = sorted(char for char in marked | {"\u0111"} if not char.isascii())
    plain = "".join(chr(code) for code in range(128) if code >= 32 or chr(code) in "\0\t\n\f\r")
    chars = f"{plain}{''.join(small)}{''.join(small).upper()}{_SIGNS}"
    letters = "".join(map(_unusual, chars)).encode()
    return charmap_build(chars.ljust(256, "\ufffe")), letters.ljust(256, b"\0")


def _unusual(text: str) -> str:
    """Folded by dropping marks from decomposed letters.

    Where a character has no plain letter under it (dashes, quotes, a mark on its own), those
    alone, or else all, are looked up one by one.
    """
    plain = _bare(text)
    if len(plain) == len(text):
        return plain
    plain = _bare(_OTHER.sub(lambda match: _folding().get(ord(match[0]), "?"), text))
    return plain if len(plain) == len(text) else text.translate(_folding())


def _bare(text: str) -> str:
    """Letters without marks; characters without a letter are lost."""
    joined = text.replace("\u0111", "d").replace("\u0110", "d")
    kept = normalize("NFD", joined).encode("ascii", "ignore")
    return kept.translate(_PLAIN).decode()


_OTHER = re.compile("[^\x00-\x7f\u00c0-\u024f\u1e00-\u1eff]")
_PLAIN = bytes(
    0x20 if byte in b"\n\r\t\x0c" else byte + 32 if 0x41 <= byte <= 0x5A else byte
    for byte in range(256)
)
