"""What was read and how it went, in words for a person.

Knows how a reading becomes the ``source`` part of a document object; the words themselves are
in the catalogue of messages.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor.book.names import Lang
from extractor.intake import Arrival
from extractor.messages import retold, say
from extractor.models import (
    CleanPage,
    PageReading,
    Problem,
    Report,
    Source,
    SourceInfo,
    SourceProblem,
    made,
)
from extractor.stages import Cleaned, Stage

_as_source, _as_reading = made(SourceInfo), made(PageReading)


def describe(cleaned: Cleaned, lang: Lang) -> SourceInfo:
    """The source, its problems in words, and how each page was read."""
    source = cleaned.read.source
    return _as_source(
        path=source.path,
        sha256=source.sha256,
        media_type=source.media_type,
        pages=len(cleaned.pages),
        status=cleaned.read.status,
        problems=in_words(cleaned.read.problems, lang),
        readings=tuple(_reading(page) for page in cleaned.pages),
    )


def in_words(problems: Iterable[Problem], lang: Lang) -> tuple[SourceProblem, ...]:
    """Each problem with its message."""
    return tuple(
        SourceProblem(code=p.code, page=p.page, message=say(p.code, {"detail": p.detail}, lang))
        for p in problems
    )


def _reading(page: CleanPage) -> PageReading:
    return _as_reading(
        page=page.page.number,
        reader=page.page.reader,
        quality=page.health.quality,
        diagnosis=page.health.diagnosis,
        repairs=tuple(dict.fromkeys(fix.name for fix in page.fixes)),
    )


def failed(start: Arrival | Stage, lang: Lang, code: str, detail: str = "") -> Report:
    """The report of a document that could not be taken through the line."""
    source = source_of(start)
    return Report(
        source=SourceInfo(
            path=source.path,
            sha256=source.sha256,
            media_type=source.media_type,
            pages=0,
            status="failed",
            problems=in_words([Problem(code, None, detail)], lang),
        )
    )


def spoken(report: Report, lang: Lang) -> Report:
    """The report with its findings said in ``lang``."""
    return report.model_copy(update={"findings": tuple(retold(f, lang) for f in report.findings)})


def source_of(start: Arrival | Stage) -> Source | SourceInfo:
    """Where a value anywhere on the line came from; it has a path, a hash and a media type."""
    if isinstance(start, Report):
        return start.source
    if isinstance(start, Cleaned):
        return start.read.source
    return start.source
