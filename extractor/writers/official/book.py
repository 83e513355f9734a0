"""The workbook of one consolidation.

Knows the order of the sheets. It is made in memory and put in place in one step, so that a full
disk leaves the earlier file whole.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from extractor.book.names import Lang
from extractor.consolidate.official.whole import Official
from extractor.readers.own import MARK
from extractor.writers.atomic import replace
from extractor.writers.cells import Pen
from extractor.writers.official.charts import fill_comparison
from extractor.writers.official.sheet import fill_table
from extractor.writers.official.sides import fill_differences, fill_submissions, fill_used
from extractor.writers.official.words import period, tell
from extractor.writers.workbook import OPTIONS


def write_official(official: Official, path: Path, lang: Lang = "vi") -> None:
    """Writes the workbook to ``path``.

    Raises:
        OutputError: the file cannot be written; an earlier one is whole.
    """
    content = official_bytes(official, lang)
    with replace(path, lang) as stream:
        stream.write(content)


def official_bytes(official: Official, lang: Lang = "vi") -> bytes:
    """The workbook as it stands in a file."""
    import xlsxwriter

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        pen = Pen(workbook, lang)
        subject = f"{official.table.unit.full} · {period(official.asked, lang)}"
        workbook.set_properties({"title": pen.say("title"), "subject": subject})
        workbook.set_custom_property(MARK, "consolidated")
        workbook.set_size(2400, 1400)
        names = ["table", *(["printed"] if official.printed else [])]
        names += ["compare", "differences", "submissions", "sources"]
        sheets = {name: workbook.add_worksheet(tell(f"sheet.{name}", lang)) for name in names}
        fill_table(pen, sheets["table"], official, official.table)
        if official.printed:
            fill_table(pen, sheets["printed"], official, official.printed)
        fill_comparison(pen, sheets["compare"], official)
        fill_differences(pen, sheets["differences"], official.differences)
        fill_submissions(pen, sheets["submissions"], official)
        fill_used(pen, sheets["sources"], official)
        sheets["table"].activate()
    return buffer.getvalue()
