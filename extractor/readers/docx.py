"""Reads Word files (DOCX) straight from their XML.

Knows paragraphs, lists, tables, text boxes, notes, headers and tracked changes: text as a
person sees it in the final document, deleted and hidden text out. A page ends where Word last
ended it, moved to the next paragraph's start so that no sentence is torn.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.models import Cell, Page, Problem, Run, Source, Table
from extractor.readers.compose import PageText
from extractor.readers.docx_parts import GONE, MC, MOST_NESTED, Room, blocks, boxes, branch, rooms
from extractor.readers.fonts import legacy
from extractor.readers.ooxml import Package, Refused, W
from extractor.readers.styles import Lists, Styles, on, value
from extractor.settings import Limits

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
SIGNS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
LAYOUT_COLUMNS = 3


@dataclass(slots=True)
class Piece:
    """Text of one run, and its font where that is a legacy one."""

    text: str
    font: str = ""


@dataclass(slots=True)
class Para:
    """A paragraph's text, with what hangs on it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    break_before: bool = False
    break_after: bool = False

    def seen(self) -> bool:
        """Whether anything of it shows."""
        return any(piece.text.strip() for piece in self.pieces)


def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """The document's pages; a part that must not be read is named and left out."""
    try:
        with Package(Path(source.file), limits) as package:
            yield from _read(package, limits)
    except zipfile.BadZipFile as error:
        yield Problem("damaged-docx", None, str(error))


def _read(package: Package, limits: Limits) -> Iterator[Page | Problem]:
    problems: list[Problem] = []

    def part(name: str) -> Any:
        try:
            return package.root(name)
        except Refused as refused:
            problems.append(Problem(refused.code, None, refused.detail))
            return None

    document = part("word/document.xml")
    body = None if document is None else document.find(W + "body")
    if body is None:
        yield from problems or [Problem("damaged-docx")]
        return
    styles = Styles(part("word/styles.xml"))
    writer = _Writer(styles, Lists(part("word/numbering.xml"), styles), limits)
    for kind in ("footnotes", "endnotes"):
        writer.learn_notes(kind, part(f"word/{kind}.xml"))
    heads = [part(name) for name in package.names("word/header")]
    feet = [part(name) for name in package.names("word/footer")]
    yield from problems
    writer.margin(heads)
    yield from writer.body(body)
    writer.margin(feet)
    yield from writer.rest()


class _Writer:
    """Writes the body into pages one by one."""

    def __init__(self, styles: Styles, lists: Lists, limits: Limits) -> None:
        self.styles = styles
        self.lists = lists
        self.limits = limits
        self.notes: dict[tuple[str, str], Any] = {}
        self.number = 0
        self._blank()

    def _blank(self) -> None:
        self.text = PageText()
        self.tables: list[Table] = []
        self.fonts: list[Run] = []
        self.pending: list[tuple[str, str]] = []
        self.break_due = False
        self.content = False

    def learn_notes(self, kind: str, root: Any) -> None:
        for note in [] if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                self.notes[kind, note.get(W + "id", "")] = note

    def margin(self, roots: list[Any]) -> None:
        """Headers or footers, each wording once, bare page numbers left out."""
        said = set()
        for root in roots:
            for element in () if root is None else root.iter(W + "p"):
                para = self._paragraph(element)
                wording = "".join(piece.text for piece in para.pieces).strip()
                if any(char.isalpha() for char in wording) and wording not in said:
                    said.add(wording)
                    self._write(para)

    def body(self, body: Any) -> Iterator[Page | Problem]:
        for block in blocks(body):
            if block.tag == W + "p":
                yield from self._body_paragraph(block)
            else:
                self._table(block)
            if self.break_due:
                yield from self._turn()

    def _body_paragraph(self, element: Any) -> Iterator[Page | Problem]:
        properties = element.find(W + "pPr")
        para = self._paragraph(element)
        before = properties is not None and on(properties.find(W + "pageBreakBefore"))
        if before or para.break_before:
            yield from self._turn()
        self._write(para)
        section = None if properties is None else properties.find(W + "sectPr")
        new_page = section is not None and value(section, "type") != "continuous"
        self.break_due |= para.break_after or new_page

    def _turn(self) -> Iterator[Page | Problem]:
        """End the page, unless nothing stands on it."""
        self.break_due = False
        if self.content:
            yield self._page()

    def rest(self) -> Iterator[Page]:
        if self.text.length or not self.number:
            yield self._page()

    def _page(self) -> Page:
        for key in self.pending:
            for element in self.notes.pop(key, ()):
                self._write(self._paragraph(element))
        self.number += 1
        page = Page(
            number=self.number,
            text=self.text.text(),
            reader="docx",
            tables=tuple(self.tables),
            fonts=tuple(self.fonts),
        )
        self._blank()
        return page

    # ---------------------------------------------------------------- paragraphs

    def _paragraph(self, element: Any) -> Para:
        properties = element.find(W + "pPr")
        style = "" if properties is None else value(properties, "pStyle")
        para = Para()
        self._walk(element, style, para, 0)
        if para.seen() and (label := self.lists.label(properties, style)):
            para.pieces.insert(0, Piece(label))
        return para

    def _walk(self, element: Any, style: str, para: Para, depth: int) -> None:
        """Collect what the children of a paragraph or run show."""
        for child in element:
            tag = child.tag
            if tag in GONE or not isinstance(tag, str) or depth > MOST_NESTED:
                continue
            if tag == W + "r":
                if not self.styles.hidden(child):
                    self._run(child, style, para)
            elif tag == MC + "AlternateContent":
                self._walk(branch(child), style, para, depth + 1)
            elif tag in (W + "drawing", W + "pict", W + "object"):
                para.boxes += boxes(child)
            elif tag in (W + "p", W + "tbl", W + "txbxContent"):
                continue
            elif tag == MATH + "t":
                para.pieces.append(Piece(child.text or ""))
            else:
                self._walk(child, style, para, depth + 1)

    def _run(self, run: Any, style: str, para: Para) -> None:
        font = legacy(self.styles.font(run, style))
        for child in run:
            tag = child.tag
            if tag == W + "t":
                para.pieces.append(Piece(child.text or "", font))
            elif tag == W + "lastRenderedPageBreak" or child.get(W + "type") == "page":
                self._break(para)
            elif tag == W + "br":
                para.pieces.append(Piece("\n"))
            elif tag in SIGNS:
                para.pieces.append(Piece(SIGNS[tag]))
            elif tag in NOTES:
                para.notes.append((NOTES[tag], child.get(W + "id", "")))
            elif tag == MC + "AlternateContent":
                self._walk(branch(child), style, para, 1)
            elif tag in (W + "drawing", W + "pict", W + "object"):
                para.boxes += boxes(child)

    def _break(self, para: Para) -> None:
        if para.seen():
            para.break_after = True
        else:
            para.break_before = True

    def _write(self, para: Para) -> None:
        """A paragraph as a line of its own, then its text boxes."""
        if para.seen():
            self.text.newline()
            self._pieces(para.pieces)
            self.text.newline()
            self.content = True
        self.pending += para.notes
        for box in para.boxes:
            for block in blocks(box):
                if block.tag == W + "p":
                    self._write(self._paragraph(block))
                else:
                    self._table(block)

    def _pieces(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            start, end = self.text.add(piece.text)
            if not piece.font or start == end:
                continue
            last = self.fonts[-1] if self.fonts else None
            if last is not None and last.end == start and last.font == piece.font:
                self.fonts[-1] = Run(last.start, end, piece.font)
            else:
                self.fonts.append(Run(start, end, piece.font))

    # -------------------------------------------------------------------- tables

    def _table(self, element: Any) -> None:
        found = rooms(element)
        rows = 1 + max((room.row for room in found), default=-1)
        cols = max((room.col + room.wide for room in found), default=0)
        plain = cols <= LAYOUT_COLUMNS and not self.styles.ruled(element)
        if rows < 2 or cols < 2 or plain:
            self._laid_out(found)
            return
        self.text.newline()
        self._ruled(found, rows, cols, "\n", "\t")
        self.text.newline()
        self.content = True

    def _laid_out(self, rooms: list[Room]) -> None:
        """A table that only places text (the head, the signatures): cell after cell."""
        for room in rooms:
            for block in blocks(room.element):
                if block.tag == W + "p":
                    para = self._paragraph(block)
                    self.break_due |= para.break_after
                    self._write(para)
                else:
                    self._table(block)

    def _ruled(self, rooms: list[Room], rows: int, cols: int, line: str, gap: str) -> None:
        at = len(self.tables)
        start = self.text.length
        cells: list[Cell] = []
        for room in rooms:
            if cells:
                self.text.add(gap if room.row == cells[-1].row else line)
            begin = self.text.length
            self._cell(room.element)
            cells.append(Cell(room.row, room.col, room.tall, room.wide, begin, self.text.length))
        self.tables.insert(at, Table(rows, cols, tuple(cells), start, self.text.length))

    def _cell(self, element: Any, depth: int = 0) -> None:
        """A cell's paragraphs on one line; a table inside it becomes a table as well."""
        begin = self.text.length
        for block in blocks(element):
            if block.tag == W + "p" and not any(True for _ in block.iter(W + "r")):
                continue
            if self.text.length > begin and self.text.last != " ":
                self.text.add(" ")
            if block.tag != W + "p":
                inner = rooms(block)
                rows = 1 + max((room.row for room in inner), default=-1)
                cols = max((room.col + room.wide for room in inner), default=0)
                self._ruled(inner, rows, cols, " ", " ")
                continue
            para = self._paragraph(block)
            self.break_due |= para.break_after or (para.break_before and self.content)
            self.pending += para.notes
            self._pieces(_one_line(para.pieces))
            for box in para.boxes:
                self._cell(box, depth + 1)


def _one_line(pieces: list[Piece]) -> list[Piece]:
    """The pieces without line ends and tabs, blanks at both ends dropped."""
    made = [Piece(p.text.replace("\n", " ").replace("\t", " "), p.font) for p in pieces]
    while made and not made[0].text.strip():
        made.pop(0)
    while made and not made[-1].text.strip():
        made.pop()
    if made:
        made[0].text = made[0].text.lstrip()
        made[-1].text = made[-1].text.rstrip()
    return made
