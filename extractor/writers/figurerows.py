"""Figures as rows of a table: a flat row for each, with its document, its place and its findings.

Knows the columns and what each means; a column's type here is its type in every format. Knows no
format and no store. Text is as the page has it: whoever writes a format makes it harmless there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args

from extractor.book.names import Lang, metric_name, names
from extractor.decide import Decision
from extractor.models import Figure, Frozen, Number, Report

if TYPE_CHECKING:
    import pandas as pd

WHOLE = 1 << 63
"""From here on a number fits no 64-bit integer."""


class FigureRow(Frozen):
    """A figure of a document, as a row."""

    document: str
    """Path of the document as it was given; archive.zip!member.docx for a member."""
    sha256: str
    """Of the document's bytes, in hex."""
    page: int
    """From 1."""
    issuer: str | None
    """The reporting agency, as printed."""
    period_label: str | None
    """The document's period, as printed."""
    period_start: date | None
    """First day of the document's period; null where it is not known for certain."""
    period_end: date | None
    """Last day of the document's period."""
    level: str
    """Whose figure: whole, province, district, commune, land_registry, department, centre, unit."""
    unit: str | None
    """The unit inside the level, where the text names one."""
    metric: str
    """What is counted: 'group.measure' of the vocabulary."""
    metric_name: str
    """The same in words, in the language asked for."""
    value: Number | None
    """Files, per cent or đồng by 'kind'; null where the page has no number or it was not read."""
    printed: str
    """The characters on the page: '1.465', '00'."""
    qualifier: str
    """What the text says of its exactness: exact, about, over or under."""
    status: str
    """read; unresolved (not sure: look at the page); confirmed or corrected (a person's word)."""
    confidence: float
    """Probability, 0..1, that the number was read as it is printed."""
    origin: str
    """prose or table."""
    quote: str
    """The characters of the page around the number."""
    start: int
    """Where the quote begins in the text of the page."""
    end: int
    """Where it ends (exclusive)."""
    findings: str
    """Codes of the findings that the figure stands in, with spaces between; '' for none."""
    id: str
    """Name of the figure within its document."""
    kind: str
    """count, rate (per cent) or money (đồng)."""
    whole: int | None
    """The value where it is a whole number of at most 64 bits, else null."""
    own_period: str | None
    """The period of this figure where it is not the document's: as printed, or 'cumulative'."""
    parent: str | None
    """The agency's superior, as printed."""
    type: str | None
    """Abbreviation of the document's type: BC, KH, CV ..."""
    number: str | None
    """Of the document, as printed; null where it is blank."""
    signed: str | None
    """Date of the document: YYYY-MM-DD, or YYYY-MM where the day is blank."""
    reader: str
    """How the page was read: text-layer, ocr, docx, xlsx or text."""
    alternatives: str
    """What else the number may be, a JSON array."""
    cell: str | None
    """Address in the sheet or the table, for a figure from one."""
    line: int | None
    """Line of the page's text in which the number stands, from 1."""
    printed_start: int
    """Where the printed number begins in the text of the page."""
    printed_end: int
    """Where it ends (exclusive)."""
    bbox: str | None
    """Box of the printed number on the page in points, a JSON array; null where none is known."""
    pattern: str
    """The pattern that read it."""


class DecidedRow(FigureRow):
    """A figure of an archive: the same row, and what people decided about it.

    'value' and 'status' are as read where figures are asked for as printed or both ways, and as
    decided where they are asked for as decided.
    """

    value_decided: Number | None
    """The number that counts after people's decisions; the one read where nobody decided."""
    status_decided: str
    """The status after people's decisions."""
    decided_by: str | None
    """Who decided last; null where nobody did."""
    decided_at: str | None
    """When, ISO 8601 in UTC."""
    decided_why: str | None
    """The reason given."""


View = Literal["printed", "decided", "both"]


def rows_of(report: Report, lang: Lang = "vi") -> Iterator[FigureRow]:
    """A row for each figure, in the order of the document."""
    for row in _rows(report, lang):
        yield FigureRow(**row)


def decided_rows(
    read: Report, decided: Report, said: Iterable[Decision], view: View, lang: Lang = "vi"
) -> Iterator[DecidedRow]:
    """A row for each figure of a report and of the same report as decided.

    Args:
        read: the report as it was read.
        decided: the same figures with the decisions laid over them.
        said: the decisions.
        view: whether value, status and findings are as read or as decided.
        lang: of the names.
    """
    last = {decision.figure: decision for decision in said}
    after = {figure.id: figure for figure in decided.figures}
    for row in _rows(decided if view == "decided" else read, lang):
        figure, word = after[row["id"]], last.get(row["id"])
        yield DecidedRow(
            **row,
            value_decided=figure.value,
            status_decided=figure.status,
            decided_by=word.by if word else None,
            decided_at=word.at if word else None,
            decided_why=word.reason if word else None,
        )


def _rows(report: Report, lang: Lang) -> Iterator[dict[str, Any]]:
    head, source, period = report.document, report.source, report.document.period
    mine = {
        "document": source.path,
        "sha256": source.sha256,
        "issuer": head.issuer,
        "parent": head.parent,
        "type": head.type,
        "number": head.number,
        "signed": head.date,
        "period_label": period and period.label,
        "period_start": _day(period.start if period else None),
        "period_end": _day(period.end if period else None),
    }
    codes: dict[str, dict[str, None]] = {}
    for found in report.findings:
        for figure in found.figures:
            codes.setdefault(figure, {})[found.code] = None
    for figure_ in report.figures:
        yield {
            **mine,
            **_meaning(figure_, lang),
            **_place(figure_),
            "findings": " ".join(codes.get(figure_.id, ())),
        }


def _meaning(f: Figure, lang: Lang) -> dict[str, Any]:
    entry = names().metric.get(f.metric)
    return {
        "id": f.id,
        "level": f.scope.level,
        "unit": f.scope.name,
        "metric": f.metric,
        "metric_name": metric_name(f.metric, lang),
        "kind": entry.kind if entry else "count",
        "value": f.value,
        "whole": _whole(f.value),
        "printed": f.printed,
        "qualifier": f.qualifier,
        "status": f.status,
        "origin": f.origin,
        "own_period": f.period,
        "pattern": f.pattern,
        "confidence": f.reading.confidence,
        "reader": f.reading.reader,
        "alternatives": json.dumps(f.reading.alternatives, ensure_ascii=False),
    }


def _whole(value: int | Decimal | None) -> int | None:
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value and -WHOLE <= whole < WHOLE else None


def _place(f: Figure) -> dict[str, Any]:
    at = f.evidence
    kept = ("page", "quote", "start", "end", "cell", "line", "printed_start", "printed_end")
    told = {name: getattr(at, name) for name in kept}
    return {**told, "bbox": None if at.bbox is None else json.dumps(at.bbox)}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def type_of(model: type[FigureRow], column: str) -> type | None:
    """str, int, float or date: what a column holds beside null; None for a number of any kind."""
    annotation = model.model_fields[column].annotation
    parts = [part for part in get_args(annotation) or (annotation,) if part is not type(None)]
    plain = parts[0] if len(parts) == 1 else None
    return plain if plain in (str, int, float, date) else None


def encodable(value: Any) -> Any:
    """Text without halves of surrogate pairs, which no table of another program takes."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


_PANDAS = {str: "string", int: "Int64", float: "Float64", date: "datetime64[s]"}


def frame(rows: Iterable[FigureRow], model: type[FigureRow] = FigureRow) -> pd.DataFrame:
    """The rows as a pandas table: string, Int64, Float64 and datetime64[s] columns.

    'value' and 'value_decided' are Float64 there, which is exact up to 15 digits; 'whole' is
    exact, and 'printed' is what the page has.
    """
    import pandas as pd

    columns = list(model.model_fields)
    given = [[encodable(getattr(row, name)) for name in columns] for row in rows]
    table = pd.DataFrame(given, columns=columns, dtype=object)
    for name in columns:
        kind = type_of(model, name)
        if kind is None:
            table[name] = [None if value is None else float(value) for value in table[name]]
        table[name] = table[name].astype(_PANDAS[kind or float])  # type: ignore[call-overload]
    return table
