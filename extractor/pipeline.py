"""The line: from a path to a report, a line a stage.

Knows the order of the stages and nothing of what they do. Handing documents out to several
processes is in :mod:`extractor.batch`; looking at what lies between is in
:mod:`extractor.stages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.decide import Decision, decide
from extractor.describe import describe, spoken
from extractor.intake import Arrival
from extractor.models import ReadResult, Report, made
from extractor.scratch import scratch
from extractor.shelf import Shelf
from extractor.stages import Cleaned, Keep, Stage, nowhere

if TYPE_CHECKING:
    from extractor.book.names import Lang
    from extractor.settings import Settings

_as_report = made(Report)
IMAGED = frozenset({"pdf", "image"})
"""Kinds of sources whose pages may be read as pictures."""


def read_document(
    start: Arrival | Stage,
    settings: Settings,
    decisions: Sequence[Decision] = (),
    lang: Lang = "vi",
    keep: Keep = nowhere,
) -> Report:
    """One document, from wherever on the line it stands, to its judged report.

    ``keep`` is given each intermediate as it comes.
    """
    value = start
    with _keeping_ready(start, settings) as settings:
        if isinstance(value, Arrival):
            value = keep(read(value, settings))
        if isinstance(value, ReadResult):
            value = keep(clean(value))
        if isinstance(value, Cleaned):
            value = keep(settle(look_again(settle(assemble(value, lang)), value, settings)))
    report: Report = keep(check(decide(value, decisions), lang))
    return report


@contextmanager
def _keeping_ready(start: Arrival | Stage, settings: Settings) -> Iterator[Settings]:
    """Pictures that are made ready to be read are kept, until they were looked at again."""
    imaged = isinstance(start, Arrival) and start.source.kind in IMAGED
    if not imaged or settings.scans.mode == "never":
        yield settings
        return
    with scratch() as folder:
        scans = settings.scans.model_copy(update={"ready": folder})
        yield settings.model_copy(update={"scans": scans})


def read(arrival: Arrival, settings: Settings) -> ReadResult:
    """What came in → pages, in a child process with limits."""
    from extractor import isolate

    return isolate.read(
        arrival.source,
        settings.limits,
        noted=arrival.problems,
        meanwhile=_load_stages,
        scans=settings.scans,
    )


def _load_stages() -> None:
    """Import what comes after reading; once, and while the first document is being read."""
    from extractor import figures, head, judge, orders, repair, settle, tables  # noqa: F401


def clean(pages: ReadResult) -> Cleaned:
    """Pages → pages whose damage is repaired and whose health is judged."""
    from extractor.repair import repair

    cleaned = Shelf(repair(page) for page in pages.pages)
    return Cleaned(replace(pages, pages=Shelf()), cleaned)


def assemble(cleaned: Cleaned, lang: Lang) -> Report:
    """Pages → head, figures, and what a plan or a letter orders."""
    from extractor import figures
    from extractor.accounts import with_one_account
    from extractor.head import read_head
    from extractor.orders import read_orders
    from extractor.tables import as_tables_tell, overlooked, read_tables

    head = read_head(cleaned.pages)
    prose = figures.assemble(cleaned.pages, head)
    told = figures.figures_of(prose, cleaned.pages) + read_tables(cleaned.pages, head)
    read = with_one_account(as_tables_tell(told), head)
    orders = read_orders(cleaned.pages, head, read)
    if orders.others:
        read = tuple(f for f in read if f.id not in orders.others)
    return _as_report(
        source=describe(cleaned, lang),
        document=head,
        kind=orders.kind,
        commitments=orders.commitments,
        inspected=orders.inspected,
        figures=read,
        asides=figures.asides_of(prose),
        overlooked=overlooked(cleaned.pages, read, head),
        conventions={},
    )


def settle(report: Report) -> Report:
    """Report → the same with the doubtful readings that its sums leave no choice about."""
    from extractor import settle

    return settle.settle(report)


def look_again(report: Report, cleaned: Cleaned, settings: Settings) -> Report:
    """Report → the same with what a second look at page images saw of sums that fail."""
    from extractor import second_look

    pages = (clean.page for clean in cleaned.pages)
    return second_look.look_again(report, pages, cleaned.read.source, settings)


def check(report: Report, lang: Lang) -> Report:
    """Report → the same with the outcome of every check, and its findings explained."""
    from extractor.judge import judge_report

    return spoken(judge_report(report), lang)
