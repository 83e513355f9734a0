"""A document through the line, and what comes of it as rows: done in the worker, not the writer.

Knows the columns of the tables and the document object; touches no database.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from functools import cache
from typing import Any, NamedTuple

from extractor.archive.rows import Row
from extractor.archive.schema import storable as storable
from extractor.archive.search.entry import Entry, entry_of
from extractor.batch import Job, crashed, one
from extractor.book.loading import root
from extractor.errors import MISSING_TOOLS
from extractor.models import CleanPage, Figure, Finding, Report, SourceInfo
from extractor.settings import Settings
from extractor.stages import Cleaned
from extractor.version import __version__

_QUICK = 1
"""zlib's level: a fifth of the size for half of the time that the default takes."""


class Read(NamedTuple):
    """What came of one document, ready to be written down."""

    report: Row
    pages: list[Row]
    figures: list[Row]
    findings: list[Row]
    problems: list[Row]
    entry: Entry


@cache
def program() -> str:
    """The version of the program and, shortened, of the knowledge it reads by."""
    digest = hashlib.sha256()
    for path in sorted(p for p in root().rglob("*") if p.suffix in (".toml", ".csv")):
        digest.update(path.relative_to(root()).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def settings_text(settings: Settings) -> str:
    """The settings on which results depend, as one JSON text; equal for equal settings."""
    told = {"limits": settings.limits.model_dump(), "ocr": settings.scans.mode}
    return json.dumps(told, sort_keys=True)


def fingerprint(told: str) -> str:
    """A short name for :func:`settings_text`."""
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def read_one(job: Job) -> Read:
    """One document from its bytes to its rows."""
    pages: list[Row] = []

    def keep(value: Any) -> Any:
        if isinstance(value, Cleaned):
            pages.extend(map(_page, value.pages))
        return value

    return rows(one(job, also=keep), pages)


def lost(job: Job) -> Read:
    """The rows of a document whose worker died of it."""
    return rows(crashed(job), [])


def rows(report: Report, pages: list[Row]) -> Read:
    """A report as rows; ``pages`` are those of its text."""
    body = report.model_dump_json(by_alias=True).encode(errors="replace")
    source = report.source
    figures = [_figure(seq, figure) for seq, figure in enumerate(report.figures)]
    return Read(
        {
            "status": source.status,
            "pages": source.pages,
            "body": zlib.compress(body, _QUICK),
            "body_sha256": hashlib.sha256(body).hexdigest(),
            "again": int(_again(source)),
            **_head(report),
        },
        pages,
        figures,
        [_finding(seq, finding) for seq, finding in enumerate(report.findings)],
        [{"code": p.code, "page": p.page, "message": p.message} for p in source.problems],
        entry_of(
            report.document.model_dump(),
            (page["repaired"] or page["text"] for page in pages),
            figures,
        ),
    )


def body_of(packed: bytes) -> bytes:
    """The document object as it was written, JSON in UTF-8."""
    return zlib.decompress(packed)


def _again(source: SourceInfo) -> bool:
    """Whether the document should be read anew when it is added anew."""
    codes = {problem.code for problem in source.problems}
    return source.status == "failed" or not codes.isdisjoint(MISSING_TOOLS)


def _head(report: Report) -> Row:
    head = report.document
    told: Row = {
        name: storable(getattr(head, name))
        for name in ("type", "number", "issuer", "parent", "date", "title")
    }
    for name in ("start", "end", "kind", "label"):
        told[f"period_{name}"] = storable(getattr(head.period, name)) if head.period else None
    stamps = [stamp.at for stamp in head.signed if stamp.at]
    told["signed"] = storable(max(stamps, default=None))
    return told


def _page(page: CleanPage) -> Row:
    raw = page.page.text
    return {
        "number": page.page.number,
        "reader": page.page.reader,
        "quality": page.health.quality,
        "text": storable(raw),
        "repaired": None if page.text == raw else storable(page.text),
    }


def _figure(seq: int, figure: Figure) -> Row:
    place, reading = figure.evidence, figure.reading
    return {
        "seq": seq,
        "figure": figure.id,
        "level": figure.scope.level,
        "unit": storable(figure.scope.name),
        "metric": figure.metric,
        "value": None if figure.value is None else str(figure.value),
        "amount": None if figure.value is None else float(figure.value),
        "printed": storable(figure.printed),
        "qualifier": figure.qualifier,
        "status": figure.status,
        "confidence": reading.confidence,
        "period": storable(figure.period),
        "page": place.page,
        "start": place.start,
        "end": place.end,
        "bbox": None if place.bbox is None else json.dumps(place.bbox),
        "cell": storable(place.cell),
        "quote": storable(place.quote),
    }


def _finding(seq: int, finding: Finding) -> Row:
    scope = finding.scope
    return {
        "seq": seq,
        "finding": finding.id,
        "code": finding.code,
        "severity": finding.severity,
        "level": scope.level if scope else None,
        "unit": storable(scope.name) if scope else None,
        "metric": finding.metric,
        "equation": storable(finding.equation),
        "figures": json.dumps(finding.figures),
        "message": storable(finding.message),
    }
