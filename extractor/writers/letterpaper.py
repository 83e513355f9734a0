"""An official letter as DOCX in the layout of Decree 30/2020/NĐ-CP, annex I.

Knows paper: margins, places of the nine parts, faces and sizes. What the letter says comes from
:mod:`extractor.letters`. The same letter is the same file, byte for byte.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from extractor.writers.cells import safe

FACE = "Times New Roman"
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
"""Margins in mm: the decree wants 20-25, 20-25, 30-35 and 15-20."""
HEAD = (70, 95)
FOOT = (85, 80)
"""Widths of the two columns in mm; together the width of the text."""
BODY = 14
SMALL = 13
_CENTRE, _LEFT, _BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_POINTS = 72 / 25.4
_EMS = {"upper": 0.70, "lower": 0.47}
"""About how wide a letter of the face is, in ems; enough for the rules under names."""


class Paper:
    """One letter, written from its top to its bottom."""

    def __init__(self) -> None:
        self._document = Document()
        self._normal()
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        self._page_number(section.header.paragraphs[0])
        self._plain_properties()

    def _normal(self) -> None:
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = FACE, Pt(BODY)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in [name for name in fonts.attrib if "Theme" in name]:
            del fonts.attrib[name]
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FACE)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        style.element.get_or_add_rPr().append(language)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0

    def _plain_properties(self) -> None:
        """The template of the library names its own author."""
        told = self._document.core_properties
        told.author = told.last_modified_by = told.title = told.comments = ""
        told.language = "vi-VN"

    @staticmethod
    def _page_number(paragraph: Any) -> None:
        """In the middle above the text, from the second page on."""
        paragraph.alignment = _CENTRE
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = paragraph.add_run()
            run.font.size = Pt(SMALL)
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = text
            run._r.append(mark)

    def head(
        self, parent: str, issuer: str, number: str, subject: str, nation: tuple[str, str], day: str
    ) -> None:
        """The upper part: the agency with number and subject, the nation with place and day."""
        left, right = self._columns(HEAD)
        if parent:
            self._line(left, parent.upper(), 12)
        self._line(left, issuer.upper(), 12, bold=True)
        self._rule(left, issuer.upper(), 12, 0.4, HEAD[0])
        self._line(left, number, SMALL, before=4)
        self._line(left, subject, 12, before=4)
        self._line(right, nation[0], 12, bold=True)
        self._line(right, nation[1], SMALL, bold=True)
        self._rule(right, nation[1], SMALL, 1.0, HEAD[1])
        self._line(right, day, SMALL, italic=True, before=4)
        self._drop_first(left, right)

    def addressed(self, text: str) -> None:
        """Whom it is for."""
        self._line(self._document, text, BODY, before=18, after=12)

    def text(self, text: str, *, bold: bool = False, with_next: bool = False) -> None:
        """A paragraph of the body; ``with_next``: on one page with what follows."""
        self.pieces([(text, bold)], with_next=with_next)

    def pieces(self, pieces: Sequence[tuple[str, bool]], *, with_next: bool = False) -> None:
        """A paragraph of the body of plain and bold pieces."""
        paragraph = self._document.add_paragraph()
        paragraph.alignment = _BOTH
        form = paragraph.paragraph_format
        form.first_line_indent, form.space_before, form.line_spacing = Mm(12.7), Pt(6), 1.1
        form.keep_with_next = with_next
        for text, bold in pieces:
            self._run(paragraph, text, BODY, bold=bold, italic=False)

    def foot(
        self, recipients: Sequence[str], title: str, authority: str, position: str, signer: str
    ) -> None:
        """The lower part: who gets it, and who signs."""
        self._line(self._document, "", 8).paragraph_format.keep_with_next = True
        left, right = self._columns(FOOT)
        self._line(left, title, 12, bold=True, italic=True, align=_LEFT)
        for one in recipients:
            self._line(left, f"- {one}", 11, align=_LEFT)
        for line in (authority, position):
            if line:
                self._line(right, line.upper(), BODY, bold=True)
        for _ in range(4):
            self._line(right, "", BODY)
        self._line(right, signer, BODY, bold=True)
        self._drop_first(left, right)
        for row in self._document.tables[-1].rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def written(self) -> bytes:
        """The file; its parts carry no time."""
        made, plain = BytesIO(), BytesIO()
        self._document.save(made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(plain, "w") as new:
            for name in old.namelist():
                part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                part.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(part, old.read(name))
        return plain.getvalue()

    def _columns(self, widths: tuple[int, int]) -> tuple[Any, Any]:
        table = self._document.add_table(1, 2)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = Mm(width)
            margins = OxmlElement("w:tcMar")
            for side in ("w:start", "w:end"):
                margin = OxmlElement(side)
                margin.set(qn("w:w"), "0")
                margin.set(qn("w:type"), "dxa")
                margins.append(margin)
            cell._tc.get_or_add_tcPr().append(margins)
        return table.rows[0].cells[0], table.rows[0].cells[1]

    @staticmethod
    def _drop_first(*cells: Any) -> None:
        """A new cell brings an empty paragraph along."""
        for cell in cells:
            cell._tc.remove(cell.paragraphs[0]._p)

    def _line(
        self,
        place: Any,
        text: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        before: float = 0,
        after: float = 0,
        align: Any = _CENTRE,
    ) -> Any:
        paragraph = place.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(after)
        self._run(paragraph, text, size, bold=bold, italic=italic)
        return paragraph

    def _run(self, paragraph: Any, text: str, size: float, *, bold: bool, italic: bool) -> None:
        run = paragraph.add_run(safe(text))
        run.font.size, run.bold, run.italic = Pt(size), bold, italic

    def _rule(self, place: Any, text: str, size: float, share: float, width: float) -> None:
        """A rule below a name: an empty line whose border is as long as ``share`` of the text."""
        ems = sum(_EMS["upper" if letter.isupper() else "lower"] for letter in text)
        room = width * _POINTS
        length = min(ems * size, room * 0.9) * share
        paragraph = self._line(place, "", 2)
        paragraph.paragraph_format.left_indent = Pt((room - length) / 2)
        paragraph.paragraph_format.right_indent = Pt((room - length) / 2)
        borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            top.set(qn(f"w:{name}"), value)
        borders.append(top)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
        )
