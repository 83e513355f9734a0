"""Spans of a page that are no body text: page numbers, running heads, footnotes, signatures.

They are marked, never deleted. What such lines look like is data in ``patterns/text/asides.toml``;
known here is where on a page they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import regex

from extractor.book.loading import Declared, load

Aside = tuple[int, int, str]

_PAGE_NUMBER = (
    r"\n[ \t\xa0]*((?:[-–] ?|(?:{words}) )?\d{{1,3}}(?: ?[-–]|/\d{{1,3}})?)[ \t\xa0]*(?=\n|\Z)"
)
_NOTE = re.compile(r"\n[ \t]*((?:<sup>\s*|\[)?\d{1,2}(?![\d.,)/%])[^\n]*)")
_LINE = re.compile(r"\s*([^\n]+)")
_TIME = re.compile(r":\d\d")
_NEAR = 400
"""Characters before and after a bare number that show whether it stands apart."""
_SHEET = 8000
"""Characters of body before a footnote in which its mark must stand."""
_LONGEST = 160
"""Characters of the longest line that may be part of a signature."""
_WINDOW = 700
"""Characters around a signing time in which the rest of its block stands."""


class Asides(Declared):
    """``patterns/text/asides.toml``."""

    page_words: tuple[str, ...]
    signature: tuple[str, ...]
    stamp_words: tuple[str, ...]
    time: str
    footnote: str
    cited: tuple[str, ...]


@cache
def _page_number() -> re.Pattern[str]:
    words = load(Asides, "text/asides.toml").page_words
    return re.compile(_PAGE_NUMBER.format(words="|".join(map(re.escape, words))))


@cache
def _asides() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Signature line, signing time, footnote line."""
    declared = load(Asides, "text/asides.toml")
    signature = "|".join(f"(?:{pattern})" for pattern in declared.signature)
    cited = "|".join(map(regex.escape, declared.cited))
    return (
        regex.compile(signature, regex.I),
        regex.compile(declared.time),
        regex.compile(rf"{declared.footnote}(?P<cited>(?i:{cited})\b)?"),
    )


def aside(text: str) -> tuple[Aside, ...]:
    """Give the spans to set aside, in order and apart from each other."""
    found = [*_page_numbers(text), *_running_heads(text), *_signatures(text)]
    found += _footnotes(text)
    kept: list[Aside] = []
    for span in sorted(found):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _page_numbers(text: str) -> list[Aside]:
    """Bare small numbers on a line of their own, with a gap around: not a column of a table."""
    found = []
    for match in _page_number().finditer("\n" + text):
        start, end = match.start(1) - 1, match.end(1) - 1
        if _apart(text, start, end):
            found.append((start, end, "page-number"))
    return found


def _apart(text: str, start: int, end: int) -> bool:
    """Whether a bare number stands off from the text: at an edge, or in a gap wider than usual."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    above, below = before.rstrip(), after.lstrip()
    line_above = above[above.rfind("\n") + 1 :].strip()
    line_below = below.split("\n", 1)[0].strip()
    if line_above.endswith((":", "|")) or _number(line_above) or _number(line_below):
        return False
    if not above or not below:
        return bool(above or below) and (start < _NEAR or len(text) - end < _NEAR)
    gap_above = before.count("\n", len(above))
    gap_below = after.count("\n", 0, len(after) - len(below))
    if "\f" in before[len(above) :] or "\f" in after[: len(after) - len(below)]:
        return True
    if gap_above < 2 or gap_below < 2:
        return False
    return max(gap_above, gap_below) > 2 or line_above[-1] in ".;:!?" or line_below[0].islower()


def _number(line: str) -> bool:
    return line.replace(".", "").replace(",", "").isdigit()


def _running_heads(text: str) -> list[Aside]:
    """Short lines that open a page's every sheet: the same line after each form feed."""
    if "\f" not in text:
        return []
    heads = [(m.start(1), m.end(1)) for m in re.finditer(r"(?:\A|\f)\s*([^\n]{4,80})", text)]
    often = Counter(text[a:b].strip() for a, b in heads)
    return [(a, b, "running-head") for a, b in heads if often[text[a:b].strip()] > 2]


def _signatures(text: str) -> list[Aside]:
    """The block a signing program leaves: its lines, and those between them."""
    signature, time, _ = _asides()
    found: list[Aside] = []
    for hour in _TIME.finditer(text):
        if found and hour.end() <= found[-1][1]:
            continue
        match = time.search(text, max(0, hour.start() - 24), hour.end() + 6)
        if match is None:
            continue
        low, high = max(0, match.start() - _WINDOW), match.end() + _WINDOW
        block = _block(text, match.start(), low, high, signature)
        if block is None:
            continue
        if found and block[0] <= found[-1][1] + _WINDOW // 4:
            block = (found.pop()[0], *block[1:])
        found.append(block)
    return found


def _block(text: str, at: int, low: int, high: int, signature: regex.Pattern[str]) -> Aside | None:
    """The lines around a signing time that belong to it, no three foreign lines between two.

    A time inside a sentence is none.
    """
    lines = [(m.start(), m.end()) for m in re.compile(r"[^\s][^\n]*").finditer(text, low, high)]
    own = next(i for i, (a, b) in enumerate(lines) if a <= at < b)
    marks = [
        i
        for i, (a, b) in enumerate(lines)
        if b - a <= _LONGEST and signature.search(text[a:b].strip())
    ]
    if own not in marks:
        return None
    first = last = own
    for mark in reversed([i for i in marks if i < own]):
        first = mark if first - mark <= 3 else first
    for mark in [i for i in marks if i > own]:
        last = mark if mark - last <= 3 else last
    return lines[first][0], lines[last][1], "signature-block"


def stamp_only(text: str) -> bool:
    """Whether a text is nothing but the stamp of a digital signature, on lines or run together.

    A last page with recipients, a name and a signature is more than that.
    """
    signature, time, _ = _asides()
    if not time.search(text):
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    rest = [line for line in lines if not signature.search(line)]
    marks = len(lines) - len(rest)
    if any(line.startswith(("-", "+")) or line.endswith((":", ";", ".")) for line in rest):
        return False
    if marks >= 2:
        return sum(len(line.split()) for line in rest) <= 3 * marks + 6
    said = load(Asides, "text/asides.toml").stamp_words
    return len(text.split()) <= 40 and any(word in text.lower() for word in said)


def _footnotes(text: str) -> list[Aside]:
    """Notes at the foot of a sheet: after a gap, opened by a mark the body bears at a word."""
    note = None
    found = []
    for match in _NOTE.finditer(text):
        note = note or _asides()[2]
        opening = note.match(match[1])
        if opening is None or not (opening["cited"] or match[1].startswith("<sup>")):
            continue
        if _noted(
            text[max(0, match.start(1) - _SHEET) : match.start(1)], opening["mark"], match[1]
        ):
            found.append((match.start(1), _note_end(text, match.end()), "footnote"))
    return found


def _noted(before: str, mark: str, line: str) -> bool:
    """Whether the body before bears the mark at a word's end, and a gap parts the note."""
    if line.startswith("<sup>"):
        return True
    gap = before[len(before.rstrip()) :]
    glued = rf"[^\W\d_][\])”\"]?{mark}(?![\d.,/%]\d|\d)"
    return gap.count("\n") >= 2 and re.search(glued, before) is not None


def _note_end(text: str, end: int) -> int:
    """A note runs on over broken lines up to the line that ends with a full stop.

    Where none comes, the first line alone is the note: body text must not be swallowed.
    """
    at = end
    for _ in range(10):
        line = text[max(0, at - _NEAR) : at].rstrip()
        if line.endswith((".", ";")):
            return at - (min(at, _NEAR) - len(line))
        after = _LINE.match(text, at)
        if after is None or after[1].lstrip().startswith(("-", "+", "<sup>", "#", "**")):
            break
        at = after.end(1)
    return end - (min(end, _NEAR) - len(text[max(0, end - _NEAR) : end].rstrip()))
