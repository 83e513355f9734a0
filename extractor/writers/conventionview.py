"""What the report page shows of a report's ways of counting: what its figures show, and where.

Knows words; no HTML.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.book.names import Lang, metric_name
from extractor.messages import say, say_convention
from extractor.models import Convention, Report
from extractor.writers.quotes import Quote, places


@dataclass(frozen=True, slots=True)
class ConventionView:
    """One convention that is shown: its equations, and the figures of the first."""

    title: str
    value: str
    count: str
    equations: tuple[str, ...]
    evidence: tuple[tuple[int, Quote], ...]


def shown_conventions(report: Report, lang: Lang) -> tuple[ConventionView, ...]:
    """Those that some equation shows, in the order declared."""
    return tuple(_view(one, report, lang) for one in report.convention_evidence if one.seen)


def untold_conventions(report: Report, lang: Lang) -> tuple[str, ...]:
    """The others by name."""
    return tuple(_title(one, lang) for one in report.convention_evidence if not one.seen)


def _title(one: Convention, lang: Lang) -> str:
    name = say_convention(one, lang).name
    return f"{metric_name(one.about, lang)}: {name}" if one.about else name


def _view(one: Convention, report: Report, lang: Lang) -> ConventionView:
    figures = [figure for figure in report.figures if figure.id in one.figures]
    said = places(figures)
    return ConventionView(
        title=_title(one, lang),
        value=say_convention(one, lang).value,
        count=say("sheet.shown_by", {"count": sum(one.seen.values())}, lang),
        equations=one.equations,
        evidence=tuple((page, quote) for (page, _), quote in said.items()),
    )
