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

_PAGE_NUMBER = re.compile(
    r"(?:^|(?<=\n))[ \t\xa0]*((?:[-–] ?|Trang |Page )?\d{1,3}(?: ?[-–]|/\d{1,3})?)[ \t\xa0]*(?=\n|\Z)"
)
_BLANK = re.compile(r"(?:\n[ \t\xa0]*){2,}\Z")
_NOTE_MARK = re.compile(r"<sup>\s*\d{1,2}\s*</sup>|[^\W\d_][\])”\"]?\d{1,2}(?![\d.,/%])")
_SIGNS = re.compile(r"@|\d\d:\d\d")
_HEAD = 80
"""Longest line that may be a running head."""


class Asides(Declared):
    """``patterns/text/asides.toml``."""

    signature: tuple[str, ...]
    time: str
    footnote: str
    cited: tuple[str, ...]


@cache
def _asides() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Signature line, signing time, footnote line."""
    declared = load(Asides, "text/asides.toml")
    signature = "|".join(f"(?:{pattern})" for pattern in declared.signature)
    cited = "|".join(map(regex.escape, declared.cited))
    return (
        regex.compile(signature, regex.I),
        regex.compile(declared.time),
        regex.compile(rf"{declared.footnote}(?i:(?:{cited})\b)?"),
    )


def aside(text: str) -> tuple[Aside, ...]:
    """Give the spans to set aside, in order and apart from each other."""
    found = [*_page_numbers(text), *_running_heads(text), *_signatures(text)]
    found += _footnotes(text, found)
    kept: list[Aside] = []
    for span in sorted(found):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _page_numbers(text: str) -> list[Aside]:
    """Bare small numbers on a line of their own, with a gap around: not a column of a table."""
    found = []
    for match in _PAGE_NUMBER.finditer(text):
        before, after = (
            text[: match.start(1)].rstrip(" \t\xa0"),
            text[match.end(1) :].lstrip(" \t\xa0"),
        )
        if _apart(before, after):
            found.append((match.start(1), match.end(1), "page-number"))
    return found


def _apart(before: str, after: str) -> bool:
    top, bottom = not before.strip(), not after.strip()
    if top and bottom:
        return False
    neighbours = (
        before.rstrip().rsplit("\n", 1)[-1].strip(),
        after.lstrip().split("\n", 1)[0].strip(),
    )
    if any(
        _PAGE_NUMBER.fullmatch(line) or line.endswith((":", "|")) for line in neighbours if line
    ):
        return False
    if top or bottom:
        return True
    if not (
        _BLANK.search(before)
        and after.startswith("\n")
        and not after[1:].lstrip(" \t\xa0")[:1].strip()
    ):
        return False
    return (
        not neighbours[0][-1:].isalpha()
        or len(before) - len(before.rstrip()) > 2
        and _spaced(before)
    )


def _spaced(before: str) -> bool:
    """Whether the gap before is wider than the text's ordinary one (two empty lines or more)."""
    return before[len(before.rstrip()) :].count("\n") > 2


def _running_heads(text: str) -> list[Aside]:
    """Short lines that open a page's every sheet: the same line after each form feed."""
    if "\f" not in text:
        return []
    heads = [(m.start(1), m.end(1)) for m in re.finditer(r"(?:\A|\f)\s*([^\n]{4,80})", text)]
    often = Counter(text[a:b].strip() for a, b in heads)
    return [(a, b, "running-head") for a, b in heads if often[text[a:b].strip()] > 2]


def _signatures(text: str) -> list[Aside]:
    """The block a signing program leaves: its lines, and those between them."""
    if not _SIGNS.search(text):
        return []
    signature, time, _ = _asides()
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\s][^\n]*", text)]
    marks = [i for i, (a, b) in enumerate(lines) if signature.search(text[a:b].strip())]
    groups: list[list[int]] = []
    for mark in marks:
        if groups and mark - groups[-1][-1] <= 3:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    found = []
    for group in groups:
        start, end = lines[group[0]][0], lines[group[-1]][1]
        if time.search(text, start, end):
            found.append((start, end, "signature-block"))
    return found


def stamp_only(text: str) -> bool:
    """Whether a text is nothing but the stamp of a digital signature."""
    signature, time, _ = _asides()
    if not time.search(text):
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marks = sum(signature.search(line) is not None for line in lines)
    rest = sum(len(line.split()) for line in lines if not signature.search(line))
    return marks >= 2 and rest <= 14 * marks and rest <= 45


def _footnotes(text: str, others: list[Aside]) -> list[Aside]:
    """Notes at the foot of a sheet: after a gap, opened by a mark the body bears at a word."""
    if not _NOTE_MARK.search(text):
        return []
    note = _asides()[2]
    found = []
    for match in re.finditer(r"(?:^|(?<=\n))[ \t]*((?:<sup>|\[)?\d{1,2}\b[^\n]*)", text):
        opening = note.match(match[1])
        if opening is None or not _noted(text[: match.start()], opening["mark"], match[1]):
            continue
        cited = opening.end() > len(opening["mark"]) + 2
        if match[1].startswith("<sup>") or cited:
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
    """A note runs on over broken lines up to the line that ends with a full stop."""
    for _ in range(12):
        if text[:end].rstrip().endswith((".", ";")):
            break
        after = re.compile(r"\s*([^\n]+)").match(text, end)
        if after is None or after[1].lstrip().startswith(("-", "+", "<sup>", "#", "**")):
            break
        end = after.end(1)
    return len(text[:end].rstrip())
