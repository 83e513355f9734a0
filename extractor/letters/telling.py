"""A letter's findings in words: which document, where in it, the quote, the equation, the question.

Knows how Vietnamese letters call documents and days; the words are in ``patterns/letters``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from extractor.book.head import types
from extractor.book.letters import Sender, words
from extractor.book.names import level_name, metric_name
from extractor.letters.collecting import Entry, Letter, Said
from extractor.models import Report
from extractor.writers.cells import as_date
from extractor.writers.quotes import Piece, Quote, kind, places, shown_difference
from extractor.writers.text import one_line

AROUND = 220
"""Characters of a quote that are kept on either side of its numbers."""
DIFFERENCE = "{difference}"
QUOTES = 8
"""Places that are quoted of one finding; the others are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a document, and where they stand."""

    where: str
    page: int
    quote: Quote


def about(entry: Entry) -> str:
    """'Đã giải quyết, cấp xã'; the scope where there is no figure, '' where there is neither."""
    finding = entry.finding
    scope = finding.scope
    if scope is None or (scope.level == "whole" and not finding.metric):
        whose = ""
    else:
        whose = scope.name or level_name(scope.level)
    if scope and scope.name and scope.level == "field":
        whose = f"{level_name(scope.level)} {scope.name}"
    elif scope and scope.name and scope.level not in ("whole", "unit"):
        whose = f"{scope.name} ({level_name(scope.level)})"
    metric = metric_name(finding.metric) if finding.metric else ""
    if metric and whose:
        return one_line(words().whose.format(metric=metric, scope=whose))
    return one_line(metric or whose[:1].upper() + whose[1:])


def states(entry: Entry) -> str:
    """The equation as printed with what is missing; the message of a finding that has none."""
    finding = entry.finding
    if not finding.equation:
        return f"{one_line(finding.message).rstrip('.')}."
    equation = one_line(finding.equation)
    if finding.difference is None:
        own = entry.question.states if DIFFERENCE not in entry.question.states else ""
        return (own or words().states).format(equation=equation)
    off = shown_difference(finding.difference, "vi", kind(finding.metric or ""))
    form = entry.question.states or words().states_off
    return form.format(equation=equation, difference=off)


def quotes(entry: Entry, letter: Letter) -> tuple[list[Place], int]:
    """The first places of a finding, and how many there are beyond them."""
    found = list(_places(entry.said, letter))
    return found[:QUOTES], len(found[QUOTES:])


def _places(said: Sequence[Said], letter: Letter) -> Iterator[Place]:
    by_report: dict[str, list[Said]] = {}
    for one in said:
        by_report.setdefault(one.report.source.sha256, []).append(one)
    asked = {_called(report) for report in letter.about()}
    for ones in by_report.values():
        name = _called(ones[0].report)
        cells = {(o.figure.evidence.page, o.figure.evidence.quote): o for o in ones}
        for (page, text), quote in places([one.figure for one in ones]).items():
            one = cells[page, text]
            told = _where(page, one.figure.evidence.cell)
            if asked != {name}:
                told = words().where_document.format(document=name, where=told)
            yield Place(told, page, shortened(quote))


def _called(report: Report) -> str:
    """A document among others; one without a number by its period."""
    return document(report, period=not report.document.number)


def _where(page: int, cell: str | None) -> str:
    form = words().where_cell if cell else words().where
    return form.format(page=page, cell=one_line(cell or ""))


def shortened(quote: Quote) -> Quote:
    """The quote on one line, without what stands far from its numbers."""
    marked = [n for n, piece in enumerate(quote) if piece.marked]
    first, last = (marked[0], marked[-1]) if marked else (len(quote), -1)
    pieces = []
    for n, (text, is_marked) in enumerate(quote):
        line = " ".join(text.split())
        spaced = f"{' ' * text[:1].isspace()}{line}{' ' * (bool(line) and text[-1:].isspace())}"
        pieces.append(Piece(spaced if is_marked else _cut(spaced, n < first, n > last), is_marked))
    return tuple(pieces)


def _cut(text: str, before: bool, after: bool) -> str:
    """Before the first number its end, behind the last its beginning, between them both."""
    if before and after:
        return text if len(text) <= 2 * AROUND else f"{text[: 2 * AROUND].rstrip()}…"
    if before:
        return text if len(text) <= AROUND else f"…{text[-AROUND:].lstrip()}"
    if after:
        return text if len(text) <= AROUND else f"{text[:AROUND].rstrip()}…"
    return text if len(text) <= 2 * AROUND else f"{text[:AROUND]} … {text[-AROUND:]}"


def document(report: Report, period: bool = False) -> str:
    """'Báo cáo số 12/BC-UBND ngày 15/3/2024', with its period where that is asked for."""
    head, said = report.document, words()
    name = next((t.name for t in types().types if t.code == head.type), said.document_type)
    day = as_date(head.date)
    form = said.document_unnumbered
    if head.number:
        form = said.document if day else said.document_undated
    told = form.format(type=name, number=one_line(head.number or ""), date=_day(report))
    if period and head.period and head.period.label:
        told = said.of_period.format(document=told, period=one_line(head.period.label))
    return told


def _day(report: Report) -> str:
    day = as_date(report.document.date)
    return f"{day.day:02}/{day.month}/{day.year}" if day else ""


def subject(letter: Letter) -> str:
    """What the letter is about, with the period where all its documents have one."""
    labels = {
        one_line(r.document.period.label) if r.document.period else "" for r in letter.about()
    }
    only = labels.pop() if len(labels) == 1 else ""
    return words().subject_period.format(period=only) if only else words().subject


def opening(letter: Letter, sender: Sender) -> str:
    """What was looked at, and what is asked."""
    told = "; ".join(dict.fromkeys(document(r, period=True) for r in letter.about()))
    said = words().opening.format(documents=told, issuer=issuer(sender))
    return said[:1].upper() + said[1:]


def issuer(sender: Sender) -> str:
    """The sending office inside a sentence."""
    return sender.issuer or words().sender


def untold(letter: Letter) -> str:
    """What could not be checked, '' where nothing was."""
    if not letter.untold:
        return ""
    names = [metric_name(metric) for metric in islice(letter.lacking, QUOTES)]
    lacking = "; ".join(names) + ("; …" if len(letter.lacking) > QUOTES else "")
    return words().untold.format(count=letter.untold, metrics=lacking or "…")


def closing(sender: Sender) -> str:
    """That nothing is concluded, and what is asked for by when."""
    by = words().deadline.format(day=sender.reply_by) if sender.reply_by else ""
    return words().closing.format(issuer=issuer(sender), deadline=by)
