"""A document of the corpus as paragraphs with their parts on the page, and tables.

Knows the corpus's sources and, from ``patterns/made-scans.toml``, by what a letterhead, a title
and a signature block are known. Knows no font and no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import regex

from extractor.book.loading import Declared, load
from extractor.evaluate.gold import Case
from extractor.models import Page
from extractor.text import fold

Role = Literal["left", "right", "title", "body", "head", "signed", "recipients"]


class Layout(Declared):
    """By what the parts of a page are known (``patterns/made-scans.toml``)."""

    motto: tuple[str, ...]
    titles: tuple[str, ...]
    addressed: tuple[str, ...]
    recipients: tuple[str, ...]
    signed: tuple[str, ...]
    dated: str
    numbered: str
    stamp: str
    signature_layer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph and which part of the page it is."""

    text: str
    role: Role


def spans(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int, int, str]]:
    """(row, column, last row, last column, text) of every cell that is not swallowed.

    '<' joins a cell to its left neighbour, '^' to the one above.
    """
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                right, down = c, r
                while right + 1 < len(row) and row[right + 1] == "<":
                    right += 1
                while down + 1 < len(rows) and rows[down + 1][c] == "^":
                    down += 1
                yield r, c, down, right, text


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: '<' joins a cell to its left neighbour, '^' to the one above."""

    rows: tuple[tuple[str, ...], ...]
    header: int

    def cells(self) -> Iterator[tuple[int, int, int, int, str]]:
        """(row, column, last row, last column, text) of each cell."""
        return spans(self.rows)


Part = Prose | Grid


@cache
def layout() -> Layout:
    """The declaration."""
    return load(Layout, "made-scans.toml")


def manuscript(case: Case) -> tuple[Part, ...]:
    """The parts of a document; none if it has no source that can be typeset.

    That is a workbook, a text that is laid out in columns of blanks, or one that is damaged.
    """
    lines = _lines(case)
    return tuple(_parts(lines)) if lines else ()


def _lines(case: Case) -> list[str]:
    """The source's lines; pipe tables as they are."""
    folder = case.files[0].parent if case.files else Path()
    source = folder / "source.md"
    if source.exists():
        first, _, body = source.read_text(encoding="utf-8").partition("\n")
        return body.split("\n") if "docx" in first or "pdf" in first else []
    for file in case.files:
        if file.suffix == ".md":
            return file.read_text(encoding="utf-8").split("\n")
        if file.suffix == ".txt":
            return _clean(file)
    return []


def _clean(file: Path) -> list[str]:
    """The text as the line has repaired it; nothing where its health is less than good."""
    from extractor.repair import repair

    pages = [repair(page) for page in _pages(file)]
    if any(page.health.quality != "good" for page in pages):
        return []
    lines = [line for page in pages for line in _without_aside(page.text, page.aside)]
    return [] if any(_in_columns(line) for line in lines[14:]) else joined(lines)


def joined(lines: Iterable[str]) -> list[str]:
    """Paragraphs whose lines were broken where a page was full, whole again."""
    kept = [line.rstrip() for line in lines if line.strip()]
    lengths = sorted(map(len, kept))
    if not kept or lengths[int(len(kept) * 0.95)] > _LINE:
        return kept
    full = 0.85 * lengths[int(len(kept) * 0.9)]
    paragraphs = kept[:1]
    for before, line in pairwise(kept):
        if _runs_on(before, line.strip(), full):
            paragraphs[-1] += " " + line.strip()
        else:
            paragraphs.append(line)
    return paragraphs


_LINE = 110
"""Characters that a printed line may have: a text of longer ones is a paragraph a line."""


def _runs_on(before: str, line: str, full: float) -> bool:
    if _ends(before) or _opens(line) or _upper(line) or _upper(before):
        return False
    if len(_two(before)) > 1 or len(_two(line)) > 1:
        return False
    small = line[0].islower() or line[0].isdigit() or line[0] in "(/"
    return len(before.strip()) >= (0.7 * full if small else full)


def _pages(file: Path) -> Iterator[Page]:
    from extractor.intake import intake
    from extractor.pipeline import read
    from extractor.settings import Settings

    settings = Settings()
    for arrival in intake([str(file)], settings.limits, file.parent):
        yield from read(arrival, settings).pages


def _without_aside(text: str, aside: Iterable[tuple[int, int, str]]) -> list[str]:
    for start, end, kind in sorted(aside, reverse=True):
        if kind == "page-number":
            text = text[:start] + text[end:]
    return text.split("\n")


def _in_columns(line: str) -> bool:
    return "|" not in line and len(regex.findall(r"\S {3,}(?=\S)", line)) > 1


def _parts(lines: Iterable[str]) -> Iterator[Part]:
    """Tables where pipes are; each other line a paragraph of the part of the page it is in."""
    rows: list[tuple[str, ...]] = []
    header = 0
    teller = _Teller([line for line in lines if line.strip()])
    for line in teller.lines:
        if line.lstrip().startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
            if set("".join(cells)) <= set("-:"):
                header = len(rows)
            else:
                rows.append(cells)
            continue
        if rows:
            yield _grid(rows, header)
            rows, header = [], 0
        yield from teller.tell(line)
    if rows:
        yield _grid(rows, header)


def _grid(rows: list[tuple[str, ...]], header: int) -> Grid:
    width = max(map(len, rows))
    return Grid(tuple(row + ("",) * (width - len(row)) for row in rows), header)


class _Teller:
    """Goes down the lines and says of each what part it is."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at: Role = "body" if self._headless() else "left"

    def _headless(self) -> bool:
        return not any(
            _begins(line, layout().motto) for line in self.lines[:8] for line in _two(line)
        )

    def tell(self, line: str) -> Iterator[Prose]:
        """The line as one paragraph, or two side by side in a letterhead."""
        text = line.strip().lstrip("#").strip()
        if line.lstrip().startswith("#") or self._is_title(text):
            self.at = "title"
            yield Prose(text, "title")
        elif self.at == "left":
            yield from self._letterhead(line)
        else:
            self.at = self._next(text)
            yield Prose(text, self.at)
            if self.at == "signed" and not _upper(text):
                self.at = "body"  # the name ends the block

    def _is_title(self, text: str) -> bool:
        return _upper(text) and any(fold(text).strip() == t for t in layout().titles)

    def _letterhead(self, line: str) -> Iterator[Prose]:
        if _begins(line, layout().addressed) or len(line) > 130:
            self.at = "body"
            yield Prose(line.strip(), "body")
            return
        for text in _two(line):
            right = _begins(text, layout().motto) or regex.search(layout().dated, text)
            yield Prose(text, "right" if right else "left")

    def _next(self, text: str) -> Role:
        if _begins(text, layout().recipients):
            return "recipients"
        if _upper(text) and _begins(text, layout().signed):
            return "signed"
        if self.at in ("recipients", "signed"):
            return self.at
        centred = self.at == "title" and len(text) < 95 and not _ends(text)
        return "title" if centred and not _opens(text) else "body"


def _two(line: str) -> list[str]:
    return [part.strip() for part in regex.split(r"\s{3,}(?!/)", line.strip()) if part.strip()]


def _begins(text: str, starts: tuple[str, ...]) -> bool:
    return fold(text).strip().startswith(starts)


def _upper(text: str) -> bool:
    return text.upper() == text and any(c.isalpha() for c in text)


def _ends(text: str) -> bool:
    return text.endswith((".", ":", ";", ","))


def _opens(text: str) -> bool:
    return regex.match(r"([IVX]+|\d{1,2}(\.\d+)*|\p{Ll})[.)/]\s|[-+*•]", text) is not None
