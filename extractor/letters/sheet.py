"""The office's own table of what units are asked: a row a finding, those held back too.

Knows the columns; how a sheet looks is the writers'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from extractor.letters.collecting import Entry, Letter
from extractor.letters.telling import about, document, quotes, states
from extractor.writers import longsheets
from extractor.writers.cells import Pen
from extractor.writers.longsheets import CENTRE, WRAP, Column
from extractor.writers.text import one_line
from extractor.writers.workbook import OPTIONS

COLUMNS = (
    Column("letter", 8, 30, WRAP),
    Column("unit", 18, 28, WRAP),
    Column("document", 18, 28, WRAP),
    Column("severity", 10, 12, {**CENTRE, "bold": True}, "severity"),
    Column("about", 16, 28, WRAP),
    Column("equation", 24, 38, WRAP),
    Column("quote", 40, 60, WRAP),
    Column("page", 6, 8, CENTRE),
    Column("asks", 30, 44, WRAP),
    Column("state", 14, 20, WRAP, "asking"),
    Column("answer", 24, 40, WRAP),
    Column("code", 14, 22),
)
MADE = datetime(2000, 1, 1)
"""The workbook's own date: a table does not change with the day on which it is made."""


def sheet_bytes(letters: Sequence[Letter]) -> bytes:
    """The table as an XLSX file."""
    import pandas as pd
    import xlsxwriter

    rows = [row for letter in letters for row in _rows(letter)]
    frame = pd.DataFrame(rows, columns=[column.key for column in COLUMNS], dtype=object)
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        pen = Pen(workbook, "vi")
        workbook.set_properties({"title": pen.say("sheet.letters"), "created": MADE})
        sheet = workbook.add_worksheet(pen.say("sheet.letters"))
        longsheets.fill(pen, sheet, frame, COLUMNS, _paint, "nothing_findings")
    return buffer.getvalue()


def _rows(letter: Letter) -> Iterator[dict[str, Any]]:
    for entry in letter.entries:
        shown, _ = quotes(entry, letter)
        report = entry.said[0].report if entry.said else letter.reports[0]
        yield {
            "letter": letter.file if entry.part != "held" else "",
            "unit": letter.unit,
            "document": f"{document(report, period=True)}\n{one_line(report.source.path)}",
            "severity": entry.finding.severity,
            "about": about(entry),
            "equation": states(entry),
            "quote": "\n".join("".join(piece.text for piece in one.quote) for one in shown),
            "page": ", ".join(dict.fromkeys(str(one.page) for one in shown)),
            "asks": entry.question.asks,
            "state": state_of(entry),
            "answer": None,
            "code": entry.finding.code,
        }


def state_of(entry: Entry) -> str:
    """'look' before anybody is asked, 'decided' where a person has already looked, or 'ask'."""
    if entry.decided:
        return "decided"
    return "look" if entry.part in ("held", "reading") else "ask"


def _paint(record: longsheets.Record, column: Column) -> str | None:
    return str(record["severity"]) if column.key in ("severity", "equation") else None
