"""Sets a manuscript on sheets as Decree 30/2020/ND-CP, appendix I, lays a document out.

Knows the parts of a page and their places; draws through :mod:`sheet`, tables through
:mod:`ruled`. Nothing is left to chance here: two runs give the same sheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from extractor.evaluate.scans.manuscript import Grid, Part, Prose, layout
from extractor.evaluate.scans.ruled import rule_table
from extractor.evaluate.scans.sheet import A4, Face, Sheet

MM = 72 / 25.4
_TOP, _BOTTOM, _LEFT, _RIGHT = 20 * MM, 20 * MM, 30 * MM, 16 * MM
_INDENT = 12.7 * MM
_FULL = 0.9
"""A line that fills so much of the measure is spread to fill all of it."""
_BLOCKS = {"left": "letterhead", "right": "letterhead", "signed": "close", "recipients": "close"}
_AGENCY, _NATION = 0.19, 0.71
"""Where the two columns of the letterhead have their middles, in shares of the measure."""
_WIDE = 7
"""Columns from which a table is set across."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set."""

    face: str
    size: float = 13.5
    """Of the body, in points; the decree has 13 or 14."""
    leading: float = 1.3
    after: float = 4.0
    """Room after a paragraph, in points."""
    hand: bool = False
    """The number of the document is written in by hand."""


def typeset(parts: Sequence[Part], style: Style) -> list[Sheet]:
    """The sheets of a document; wide tables turn theirs to landscape."""
    setter = _Setter(style)
    for kind, group in groupby(parts, key=_block):
        block = list(group)
        for grid in [part for part in block if isinstance(part, Grid)]:
            setter.grid(grid)
        prose = [part for part in block if isinstance(part, Prose)]
        if kind == "letterhead":
            setter.letterhead(prose)
        elif kind == "close":
            setter.close(prose)
        else:
            for part in prose:
                setter.paragraph(part)
    return setter.sheets


def _block(part: Part) -> str:
    if isinstance(part, Grid):
        return "grid"
    return _BLOCKS.get(part.role, part.role)


class _Setter:
    """The sheet at hand and how far down it is filled."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.face = Face(style.face, "", style.size)
        self.sheets: list[Sheet] = []
        self._waiting: list[Prose] = []
        self._turn(wide=False)

    # ------------------------------------------------------------------ sheets

    def _turn(self, wide: bool) -> None:
        """A new sheet, with its number from the second on."""
        width, height = A4[::-1] if wide else A4
        self.sheet = Sheet(width, height)
        self.sheets.append(self.sheet)
        self.left, self.right = (_LEFT * 0.6, width - _RIGHT) if wide else (_LEFT, width - _RIGHT)
        self.y = _TOP
        if len(self.sheets) > 1:
            self._centred(str(len(self.sheets)), self.face.sized(13), width / 2, 13 * MM)

    @property
    def room(self) -> float:
        """What is left of the sheet, in points."""
        return self.sheet.height - _BOTTOM - self.y

    def _need(self, height: float) -> None:
        if self.room < height:
            self._turn(wide=self.sheet.width > self.sheet.height)

    def _narrow(self) -> None:
        """Prose of some length stands on upright paper."""
        if self.sheet.width > self.sheet.height:
            self._turn(wide=False)

    # ------------------------------------------------------------------- prose

    def paragraph(self, part: Prose) -> None:
        """Title lines are centred and bold, all else is justified."""
        if part.role == "title":
            self._waiting.append(part)
            return
        self._flush()
        self._narrow()
        self._body(part.text)

    def _flush(self) -> None:
        for part in self._waiting:
            self._title(part)
        self._waiting = []

    def _title(self, part: Prose) -> None:
        self._need(60)
        face = self.face.styled("b")
        for words in _wrap(part.text.split(), face, (self.right - self.left) * 0.86):
            self._down(face)
            self._centred(" ".join(words), face, (self.left + self.right) / 2, self.y)
        self.y += 2

    def _body(self, text: str) -> None:
        face = self.face.styled("b") if _heading(text) else self.face
        words = text.split()
        if not words:
            return
        indent = 0.0 if text[:1].islower() else _INDENT
        lines = _wrap(words, face, self.right - self.left, indent)
        for n, line in enumerate(lines):
            self._need(face.size * self.style.leading)
            self._down(face)
            left = self.left + (indent if n == 0 else 0)
            last = n == len(lines) - 1
            gap = self._gap(line, face, self.right - left, last)
            self.sheet.line(line, left, self.y, face, gap)
        self.y += self.style.after

    def _gap(self, words: list[str], face: Face, measure: float, last: bool) -> float:
        """Between words: that of the face, or what fills the line."""
        space = face.width(" ")
        natural = sum(map(face.width, words))
        full = natural + space * (len(words) - 1)
        if len(words) < 2 or full > measure or (last and full < _FULL * measure):
            return space
        return (measure - natural) / (len(words) - 1)

    def _down(self, face: Face) -> None:
        self.y += face.size * self.style.leading

    def _centred(self, text: str, face: Face, middle: float, base: float) -> float:
        """The text about ``middle``; gives its width."""
        words = text.split()
        space = face.width(" ")
        width = sum(map(face.width, words)) + space * (len(words) - 1)
        self.sheet.line(words, middle - width / 2, base, face, space)
        return width

    # -------------------------------------------------------------- letterhead

    def letterhead(self, parts: list[Prose]) -> None:
        """The agency and the number at left, the national title, motto and date at right."""
        top = self.y
        left = [p.text for p in parts if p.role == "left"]
        right = [p.text for p in parts if p.role == "right"]
        numbered = [t for t in left if regex.match(layout().numbered, t) or _number_blank(t)]
        names = [t for t in left if t not in numbered]
        dated = [t for t in right if regex.search(layout().dated, t)]
        mottos = [t for t in right if t not in dated]
        low = max(self._column(names, _AGENCY, top), self._column(mottos, _NATION, top))
        self._below(numbered, dated, low + 8)
        self.y += 10

    def _column(self, texts: list[str], middle: float, top: float) -> float:
        """Lines above one another, the last bold and underlined; gives where they end."""
        self.y, width = top, 0.0
        at = self.left + (self.right - self.left) * middle
        room = (self.right - self.left) * (0.4 if middle < 0.5 else 0.6)
        for n, text in enumerate(texts):
            face = self.face.sized(12.0).styled("b" if n == len(texts) - 1 or middle > 0.5 else "")
            for words in _wrap(text.split(), face, room):
                self._down(face)
                width = self._centred(" ".join(words), face, at, self.y)
        if texts:
            half = width * (0.22 if middle < 0.5 else 0.5)
            self.sheet.rule(at - half, self.y + 4, at + half, self.y + 4, 0.6)
        return self.y + 4

    def _below(self, numbered: list[str], dated: list[str], top: float) -> None:
        width = self.right - self.left
        self.y = top
        self._down(self.face)
        for text in numbered[:1]:
            self._numbered(text, self.left + width * _AGENCY)
        for text in dated[:1]:
            face = self.face.sized(13).styled("i")
            self._centred(text, face, self.left + width * _NATION, self.y)
        for text in (*numbered[1:], *dated[1:]):
            self._down(self.face)
            self._centred(text, self.face.sized(12), self.left + width * _AGENCY, self.y)

    def _numbered(self, text: str, middle: float) -> None:
        """The document's number, printed, or by hand in the blank that is left for it."""
        found = regex.match(layout().numbered, text)
        face = self.face.sized(13)
        if not (self.style.hand and found):
            self._centred(text, face, middle, self.y)
            return
        before = text[: found.start(1)].strip()
        left = middle - 60
        self.sheet.line([before], left, self.y, face, 0)
        at = left + face.width(before) + 6
        at += self.sheet.by_hand(found[1], at, self.y, face) + 6
        self.sheet.line([found[2]], at, self.y, face, 0)

    # ------------------------------------------------------------------- close

    def close(self, parts: list[Prose]) -> None:
        """Who is told at left; who signs, with room for it, and the name at right."""
        self._flush()
        told = [p.text for p in parts if p.role == "recipients"]
        signed = [p.text for p in parts if p.role == "signed"]
        self._need(60 + 62 + 16 * max(len(told) * 0.8, len(signed)))
        top = self.y + 6
        self.y = top
        for n, text in enumerate(told):
            face = self.face.sized(11).styled("b" if n == 0 else "")
            self._down(face)
            self.sheet.line(text.split(), self.left, self.y, face, face.width(" "))
        low, self.y = self.y, top
        self._sign(signed)
        self.y = max(low, self.y) + 12

    def _sign(self, texts: list[str]) -> None:
        face = self.face.styled("b")
        middle = self.left + (self.right - self.left) * 0.76
        for n, text in enumerate(texts):
            if n == len(texts) - 1:
                self.sheet.signed = (middle - 60, self.y + 4, middle + 60, self.y + 58)
                self.y += 58
            self._down(face)
            self._centred(text, face, middle, self.y)

    # ------------------------------------------------------------------ tables

    def grid(self, grid: Grid) -> None:
        """A ruled table, on as many sheets as it needs, its header on each."""
        wide = len(grid.rows[0]) >= _WIDE
        if wide and self.sheet.width < self.sheet.height:
            self._turn(wide=True) if self.sheet.lines else self._start_wide()
        self._flush()
        done = 0
        while done < len(grid.rows):
            self._need(140)
            done, self.y = rule_table(self.sheet, grid, done, (self.left, self.y + 6, self.right),
                                      self.sheet.height - _BOTTOM, self.face)  # fmt: skip
            if done < len(grid.rows):
                self._turn(wide)

    def _start_wide(self) -> None:
        self.sheets.pop()
        self._turn(wide=True)


def _number_blank(text: str) -> bool:
    return "/" in text and len(text) < 40 and not regex.search(r"\d+/\d+/\d+", text)


def _heading(text: str) -> bool:
    numbered = regex.match(r"([IVX]+|\d+(\.\d+)*)\.\s", text) is not None
    short = len(text) < 60 and text[-1:].isalpha() and not regex.search(r"\d{2}", text)
    return text.isupper() or (numbered and short)


def _wrap(words: list[str], face: Face, measure: float, indent: float = 0.0) -> list[list[str]]:
    """Words in lines no longer than the measure, the first ``indent`` shorter."""
    space = face.width(" ")
    lines: list[list[str]] = [[]]
    at = indent
    for word in words:
        width = face.width(word)
        if lines[-1] and at + width > measure:
            lines.append([])
            at = 0.0
        lines[-1].append(word)
        at += width + space
    return lines
