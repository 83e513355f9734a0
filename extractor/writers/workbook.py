"""One workbook (.xlsx) from a book: form 06, figures, findings, sources.

Knows the order of the sheets and what of the book goes where. It is made in memory and put in
place in one step, so that a full disk leaves the earlier file whole.
"""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

from extractor.book.names import Lang
from extractor.consolidate import Book
from extractor.readers.own import MARK
from extractor.writers import longsheets
from extractor.writers.atomic import replace
from extractor.writers.cells import Pen
from extractor.writers.formsheet import fill_form

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def write_workbook(book: Book, path: Path, lang: Lang = "vi") -> None:
    """Writes the book to ``path``.

    Raises:
        OutputError: the file cannot be written; an earlier one is whole.
    """
    content = workbook_bytes(book, lang)
    with replace(path, lang) as stream:
        stream.write(content)


def workbook_bytes(book: Book, lang: Lang = "vi") -> bytes:
    """The workbook as it stands in a file."""
    import xlsxwriter

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        pen = Pen(workbook, lang)
        workbook.set_properties({"title": pen.say("title"), "subject": pen.say("subject")})
        workbook.set_custom_property(MARK, "consolidated")
        workbook.set_size(2400, 1400)
        form, figures, findings = (
            workbook.add_worksheet(pen.say(f"sheet.{name}"))
            for name in ("form", "figures", "findings")
        )
        _timeline(pen, workbook, book)
        _citations(pen, workbook, book)
        conventions, sources = (
            workbook.add_worksheet(pen.say(f"sheet.{name}")) for name in ("conventions", "sources")
        )
        fill_form(pen, form, book)
        _figures(pen, figures, book)
        _findings(pen, findings, book)
        longsheets.fill(
            pen, conventions, book.conventions, longsheets.CONVENTIONS, _unpainted,
            "nothing_conventions",
        )  # fmt: skip
        longsheets.fill(
            pen, sources, book.sources, longsheets.SOURCES, _source_paint, "nothing_sources"
        )
        form.activate()
    return buffer.getvalue()


def _figures(pen: Pen, sheet: Any, book: Book) -> None:
    longsheets.fill(pen, sheet, book.long, longsheets.FIGURES, _figure_paint, "nothing_figures")
    said: defaultdict[int, list[str]] = defaultdict(list)
    for row, found in zip(book.long.index, book.long["findings"], strict=True):
        if found:
            said[row].append(str(found))
    for row, message in zip(book.findings["row"], book.findings["message"], strict=True):
        if row >= 0:
            said[row].append(str(message))
    longsheets.comment_figures(pen, sheet, book.long, {r: "\n".join(s) for r, s in said.items()})


def _timeline(pen: Pen, workbook: Any, book: Book) -> None:
    """A sheet of its own where something was ordered, promised or inspected."""
    if len(book.timeline):
        sheet = workbook.add_worksheet(pen.say("sheet.timeline"))
        columns = longsheets.TIMELINE
        longsheets.fill(pen, sheet, book.timeline, columns, _outcome_paint, "nothing_findings")


def _citations(pen: Pen, workbook: Any, book: Book) -> None:
    """A sheet of its own where a document names another one."""
    if len(book.citations):
        sheet = workbook.add_worksheet(pen.say("sheet.citations"))
        columns = longsheets.CITATIONS
        longsheets.fill(pen, sheet, book.citations, columns, _cited_paint, "nothing_sources")


def _cited_paint(record: longsheets.Record, column: longsheets.Column) -> str | None:
    marked = {"possible": "info", "ambiguous": "info"}
    return marked.get(record["cited"]) if column.key == "cited" else None


def _outcome_paint(record: longsheets.Record, column: longsheets.Column) -> str | None:
    marked = {"missed": "warning", "contradicted": "warning", "near": "info", "open": "info"}
    return marked.get(record["outcome"] or "") if column.key == "outcome" else None


def _findings(pen: Pen, sheet: Any, book: Book) -> None:
    columns = longsheets.FINDINGS
    longsheets.fill(pen, sheet, book.findings, columns, _finding_paint, "nothing_findings")
    longsheets.link_findings(pen, sheet, book.findings)


def _figure_paint(record: longsheets.Record, column: longsheets.Column) -> str | None:
    """The value and its findings by severity; an unresolved status as a warning."""
    if column.key in ("value", "printed", "findings") and record["severity"]:
        return str(record["severity"])
    doubtful = record["status"] == "unresolved" and column.key in ("value", "printed", "status")
    return "warning" if doubtful else None


def _unpainted(_: longsheets.Record, __: longsheets.Column) -> str | None:
    return None


def _finding_paint(record: longsheets.Record, column: longsheets.Column) -> str | None:
    return str(record["severity"]) if column.key in ("severity", "equation") else None


def _source_paint(record: longsheets.Record, column: longsheets.Column) -> str | None:
    if column.key == "status":
        return {"partial": "warning", "failed": "error"}.get(record["status"])
    if column.key == "quality":
        return {"fair": "info", "poor": "warning"}.get(record["quality"] or "")
    marked = {"errors": "error", "inconsistent": "error", "unresolved": "warning"}
    return marked.get(column.key) if record[column.key] else None
