"""Roman numerals before items of page images, their strokes read as other letters: 'IIU/', 'VHI.'.

A heading whose numeral is lost heads nothing, and what stands below it is taken for the part above.
Knows strokes and the beginnings of lines; a single letter is a letter unless others show otherwise.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache

import regex

from extractor.book.loading import Declared, load

MOST = 3
"""Strokes side by side in one numeral."""


class Numerals(Declared):
    """``patterns/text/numerals.toml``."""

    one: tuple[str, ...]
    two: tuple[str, ...]
    words: tuple[str, ...]


@cache
def _declared() -> Numerals:
    return load(Numerals, "text/numerals.toml")


@cache
def _numeral() -> regex.Pattern[str]:
    one, two = ("".join(map(regex.escape, signs)) for signs in (_declared().one, _declared().two))
    return regex.compile(
        rf"['‘’“(]?(?<mark>(?<ten>X{{0,2}})(?:(?<five>V?)(?<ones>[{one}{two}]{{0,7}})"
        rf"|(?<four>[{one}]{{1,2}}|H)(?<next>[VX])))"
        r"(?:(?<end>[.,:)/⁄])[ ]+\p{Lu}|(?<=[LU])(?<bare>)[ ]\p{Lu}{2,}[^\p{Ll}]+$)"
    )


_LOST = regex.compile(r"(?<end>[/⁄])[ ]+\p{Lu}{2}")
"""'/ KẾT QUẢ': of 'I/' the stroke is lost."""
_TITLE = regex.compile(r"\P{L}*[^\P{L}\p{Ll}]{2}|[^\P{L}\p{Ll}]\P{L}+[^\P{L}\p{Ll}]{2}")
"""Two capitals: a heading's words."""
_PRINTED = regex.compile(r"X{0,2}(?:I[VX]|V?I{0,3})")
_BEFORE = {"L": "K", "H": "G"}
"""What stands above a letter where items are lettered."""
_SIGNS = {"/": "/", "⁄": "/", ")": ")"}


def numeral(line: str, marks: Set[str]) -> tuple[int, str] | None:
    """The end of a misread mark at the beginning of a line, and what is printed there.

    Args:
        line: as it was read.
        marks: what all lines of the page begin with, up to their first blank.
    """
    if lost := _LOST.match(line):
        return lost.end("end"), "I/"
    match = _numeral().match(line)
    if match is None or not match["mark"]:
        return None
    mark, sign = match["mark"], match["end"] or ""
    if not _is_numeral(mark, line[match.end("mark") + len(sign) :], marks):
        return None
    meant = _meant(match) + _SIGNS.get(sign, ".")
    printed = line[: match.end("mark") + len(sign)]
    return (len(printed), meant) if meant != printed else None


def _meant(match: regex.Match[str]) -> str:
    if match["next"]:
        return f"{match['ten']}I{match['next']}"
    strokes = sum(2 if stroke in _declared().two else 1 for stroke in match["ones"])
    return match["ten"] + match["five"] + "I" * min(strokes, MOST)


def _is_numeral(mark: str, behind: str, marks: Set[str]) -> bool:
    """Whether strokes are a numeral and no letter, digit or word."""
    title = _TITLE.match(behind) is not None
    if mark.isdecimal():  # '1. KẾT QUẢ' is one where others are, and none counts on
        return title and _others(marks) and not _counted(marks)
    if mark in _BEFORE:
        lettered = any(
            other[:1] == _BEFORE[mark] for other in marks if other[1:] in (".", ")", "/")
        )
        return not lettered and (mark == "L" or title)
    if len(mark) == 1:
        return title or bool(_PRINTED.fullmatch(mark)) or mark in "[|"
    return mark not in _declared().words or _others(marks)


def _others(marks: Set[str]) -> bool:
    """Whether some line begins with a numeral that was read as it is printed."""
    return any(_PRINTED.fullmatch(mark[:-1]) for mark in marks if len(mark) > 1)


def _counted(marks: Set[str]) -> bool:
    """Whether some line begins with another number than one of strokes."""
    return any(mark[:1].isdecimal() and mark.strip("1.,/)") for mark in marks)
