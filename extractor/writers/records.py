"""Document objects as JSON, JSON lines and CSV, for other programs.

Knows the contract's document object; reads reports one by one, so
that a long run needs no memory. What a stream goes to is the caller's business.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TextIO

from extractor.book.names import Lang
from extractor.models import Frozen, Report, SourceInfo
from extractor.writers.figurerows import FigureRow, rows_of

BOM = "\ufeff"
"""Tells Excel that the file is UTF-8."""
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def to_json(reports: Iterable[Report], array: bool | None = None) -> Iterator[str]:
    """Pieces of one JSON text, ending with a line break.

    ``array`` None: one object for one report, an array for none or several.
    """
    source = iter(reports)
    first = list(islice(source, 2)) if array is None else []
    if array is None and len(first) == 1:
        yield from _pretty(first[0], "")
        yield "\n"
        return
    yield "["
    lead = "\n"
    for report in chain(first, source):
        yield f"{lead}  "
        yield from _pretty(report, "  ")
        lead = ",\n"
    yield "]\n" if lead == "\n" else "\n]\n"


def to_jsonl(reports: Iterable[Report]) -> Iterator[str]:
    """A line for each report."""
    for report in reports:
        yield json.dumps(_object(report), ensure_ascii=False, separators=(",", ":")) + "\n"


def to_csv(reports: Iterable[Report], lang: Lang = "vi") -> Iterator[str]:
    """A head and a line for each figure, after a byte-order mark; no cell is a formula."""
    yield from rows_to_csv((row for report in reports for row in rows_of(report, lang)), FigureRow)


def rows_to_csv(rows: Iterable[FigureRow], model: type[FigureRow]) -> Iterator[str]:
    """The same of rows of ``model``."""
    columns = tuple(model.model_fields)
    yield from table(columns, ([getattr(row, name) for name in columns] for row in rows))


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Any table as CSV, after a byte-order mark; no cell is a formula."""
    yield BOM + _line(head)
    yield from map(_line, rows)


def rows_to_jsonl(rows: Iterable[FigureRow]) -> Iterator[str]:
    """A JSON object a line for each row."""
    for row in rows:
        yield json.dumps(row.model_dump(mode="json"), ensure_ascii=False) + "\n"


def write_json(reports: Iterable[Report], out: TextIO, single: bool = False) -> None:
    """Writes :func:`to_json`; an array unless ``single``, and then only for several."""
    out.writelines(to_json(reports, None if single else True))


def write_jsonl(reports: Iterable[Report], out: TextIO) -> None:
    """Writes :func:`to_jsonl`."""
    out.writelines(to_jsonl(reports))


def write_csv(reports: Iterable[Report], out: TextIO, lang: Lang = "vi") -> None:
    """Writes :func:`to_csv`."""
    out.writelines(to_csv(reports, lang))


def _object(report: Report) -> object:
    return report.model_dump(mode="json", by_alias=True)


def _pretty(value: object, indent: str) -> Iterator[str]:
    """A report piece by piece: as one text it takes ten times what its figures take.

    As ``json.dumps`` with an indent of 2 writes it.
    """
    if isinstance(value, Report | SourceInfo):
        names = [(name, getattr(value, name)) for name in type(value).model_fields]
        items = ((f"{json.dumps(name)}: ", inner) for name, inner in names)
        yield from _enclosed("{}", items, indent)
    elif isinstance(value, tuple):
        yield from _enclosed("[]", (("", item) for item in value), indent)
    else:
        plain = value.model_dump(mode="json", by_alias=True) if isinstance(value, Frozen) else value
        text = json.dumps(plain, ensure_ascii=False, indent=2)
        yield text.replace("\n", f"\n{indent}")


def _enclosed(signs: str, items: Iterable[tuple[str, object]], indent: str) -> Iterator[str]:
    """Items between the two signs, each on a line with what stands before it; ``[]`` for none."""
    yield signs[0]
    lead = ""
    for before, item in items:
        yield f"{lead}\n{indent}  {before}"
        yield from _pretty(item, f"{indent}  ")
        lead = ","
    yield f"\n{indent}{signs[1]}" if lead else signs[1]


def _line(values: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(map(inert, values))
    return buffer.getvalue()


def inert(value: object) -> object:
    """Text that a spreadsheet would run gets an apostrophe in front; NUL is dropped."""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_ACTIVE) else text
