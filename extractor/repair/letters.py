"""Repairs of single letters: composed forms, line ends, invisible and compatibility characters.

Each repair is a plain function from text to edits. Digits keep their value always.
"""

from __future__ import annotations

import re
import unicodedata

import regex

from extractor.models import Edit
from extractor.repair.edits import apply
from extractor.text import MARKS

_MARKED = re.compile("([\u0300-\u036f])[\u0300-\u036f]*")
_GRAPHEME = regex.compile(r"\X")

INVISIBLE = frozenset(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
)
"""Soft hyphen, zero-width and direction marks: nothing of them is seen on the page."""

_UNSEEN = re.compile(f"[{''.join(sorted(INVISIBLE))}]+")
_LINE_ENDS = {"\r": "\n", "\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_BARRED = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
_COMPATIBLE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)} | {
    chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)
}


_LOOSE = re.compile(f"(?:(?<=[^\\W\\d_])|(?<=[{MARKS}])) (?=[{MARKS}])")


def loose_marks(text: str) -> list[Edit]:
    """The blank between a letter and its mark taken out: no mark begins a word."""
    return [Edit(m.start(), m.start() + 1, "") for m in _LOOSE.finditer(text)]


def nfc(text: str) -> list[Edit]:
    """Letters and their marks composed (Unicode normal form C)."""
    if not any(mark in text for mark in MARKS) and unicodedata.is_normalized("NFC", text):
        return []
    for pattern in (_MARKED, _GRAPHEME):  # the second is exact for every script, and slow
        edits = _normalised(pattern, text)
        if unicodedata.is_normalized("NFC", apply(text, edits)):
            return edits
    return [Edit(0, len(text), unicodedata.normalize("NFC", text))]


def _normalised(pattern: re.Pattern[str] | regex.Pattern[str], text: str) -> list[Edit]:
    edits = []
    for match in pattern.finditer(text):
        start = max(0, match.start() - bool(match.re.groups))
        old = text[start : match.end()]
        new = unicodedata.normalize("NFC", old)
        if new != old:
            edits.append(Edit(start, match.end(), new))
    return edits


def line_ends(text: str) -> list[Edit]:
    """Every line ends in one newline character."""
    return [
        Edit(m.start(), m.end(), "\n") for m in re.finditer(r"\r\n|[\r\x0b\x85\u2028\u2029]", text)
    ]


def invisible(text: str) -> list[Edit]:
    """Characters without any print removed; they cut words in two."""
    return [Edit(m.start(), m.end(), "") for m in _UNSEEN.finditer(text)]


def compatible(text: str) -> list[Edit]:
    """Ligatures and full-width forms as plain characters; a digit stays that digit."""
    return _mapped(text, _COMPATIBLE)


def barred_d(text: str) -> list[Edit]:
    """The look-alikes of đ (Icelandic eth, African d) as the Vietnamese letter."""
    return _mapped(text, _BARRED)


def _mapped(text: str, table: dict[str, str]) -> list[Edit]:
    signs = re.compile(f"[{''.join(table)}]")
    return [Edit(m.start(), m.end(), table[m.group()]) for m in signs.finditer(text)]


SIGNS: dict[str, frozenset[str]] = {
    "line-ends": frozenset(_LINE_ENDS),
    "invisible-characters": INVISIBLE,
    "compatibility-characters": frozenset(_COMPATIBLE),
    "barred-d": frozenset(_BARRED),
}
"""Without one of these characters on the page the repair of that name has nothing to do."""

ANY_SIGN = re.compile(f"[{re.escape(''.join(sorted(frozenset().union(*SIGNS.values()))))}]")
"""One look at the page for all of them; most pages have none."""
