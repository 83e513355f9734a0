"""What people said of figures: written into the log, and laid over what was read.

Nothing that was read is changed: the log holds the place on the page, what stood there before
and what a person said, and replaying it over the report gives the report as decided. A figure is
known again by its place and its meaning, so that a decision outlives a new reading of the same
original; one whose figure a new reading no longer has is told, never dropped in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Connection, insert, select

from extractor.archive.asking import Told, document
from extractor.archive.opening import Archive
from extractor.archive.schema import decisions
from extractor.archive.times import now
from extractor.archive.troubles import usage
from extractor.book.names import Lang
from extractor.decide import Decision, decide
from extractor.models import Figure, Report
from extractor.pipeline import check

FIGURE = "figure"
"""Kind of a decision on one figure; ``target`` is its :func:`place_of`."""
REPORT = "report"
"""Kind of a decision on a whole report: ``after`` is the verdict."""
Action = Literal["confirmed", "corrected"]
Verdict = Literal["accepted", "returned"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A report with what people said laid over it, judged anew."""

    report: Report
    read: Report
    """The same as it was read."""
    said: tuple[Decision, ...]
    """In the order in which they were made."""
    lost: tuple[str, ...]
    """Places of decisions whose figure this reading does not have."""


def place_of(figure: Figure) -> str:
    """Where a figure stands and what it means, as one text."""
    at, scope = figure.evidence, figure.scope
    where = [at.page, at.printed_start, at.printed_end, at.cell]
    return json.dumps([*where, figure.metric, scope.level, scope.name], ensure_ascii=False)


def record(
    archive: Archive,
    sha256: str,
    figure: str,
    action: Action,
    value: Decimal | None,
    by: str,
    reason: str,
) -> Figure:
    """Write a decision on a figure into the log; returns the figure as decided.

    Args:
        archive: where to.
        sha256: the original.
        figure: the figure's id in the valid report.
        action: 'confirmed' as printed, or 'corrected'.
        value: the right value of a corrected one; None where the page has none.
        by: who.
        reason: why.

    Raises:
        UsageError: the report has no such figure.
    """
    with archive.writing() as connection, connection.begin():
        before = _one(laid_over(connection, sha256, archive.lang).report, figure)
        if before is None:
            raise usage("archive.no-figure", archive.lang, figure=figure)
        said = {"action": action, "value": None if value is None else str(value)}
        if action == "confirmed":
            said["printed"] = before.printed
        row = {
            "at": now(),
            "by": by,
            "kind": FIGURE,
            "sha256": sha256,
            "target": place_of(before),
            "before": json.dumps({"action": before.status, "value": _text(before)}),
            "after": json.dumps(said),
            "reason": reason,
        }
        connection.execute(insert(decisions), row)
        after = _one(laid_over(connection, sha256, archive.lang).report, figure)
        assert after is not None
        return after


def _one(report: Report, figure: str) -> Figure | None:
    return next((one for one in report.figures if one.id == figure), None)


def _text(figure: Figure) -> str | None:
    return None if figure.value is None else str(figure.value)


def laid_over(connection: Connection, sha256: str, lang: Lang) -> Decided:
    """The valid report of an original as decided; without decisions, as it was read."""
    read = Report.model_validate_json(document(connection, sha256))
    said: list[Decision] = []
    lost: list[str] = []
    mine = (decisions.c.sha256 == sha256) & (decisions.c.kind == FIGURE)
    rows = connection.execute(select(decisions).where(mine).order_by(decisions.c.id)).all()
    places = {place_of(figure): figure for figure in read.figures} if rows else {}
    for row in rows:
        figure = places.get(row.target)
        if figure is not None and _stands(figure, row):
            said.append(_decision(figure.id, row))
        else:
            lost.append(row.target)
    report = check(decide(read, said), lang) if said else read
    return Decided(report, read, tuple(said), tuple(dict.fromkeys(lost)))


def _stands(figure: Figure, row: Any) -> bool:
    """Whether what was confirmed is still what is read: a newer program may see another number."""
    confirmed = json.loads(row.after).get("printed")
    return confirmed in (None, figure.printed)


def _decision(figure: str, row: Any) -> Decision:
    told = json.loads(row.after)
    value = None if told["value"] is None else Decimal(told["value"])
    whole = int(value) if value is not None and value == value.to_integral_value() else value
    return Decision(
        figure=figure,
        action=told["action"],
        value=whole,
        by=row.by,
        at=row.at,
        reason=row.reason,
    )


def judge(archive: Archive, sha256: str, verdict: Verdict, by: str, reason: str) -> str | None:
    """A person accepts a report or sends it back; returns what was said of it before.

    Raises:
        UsageError: a report is sent back without a reason.
    """
    if verdict == "returned" and not reason.strip():
        raise usage("archive.no-reason", archive.lang)
    with archive.writing() as connection, connection.begin():
        before, _ = judged(connection).get(sha256, (None, ""))
        row = {
            **{"at": now(), "by": by, "kind": REPORT, "sha256": sha256, "target": sha256},
            **{"before": before, "after": verdict, "reason": reason},
        }
        connection.execute(insert(decisions), row)
        return before


def judged(connection: Connection) -> dict[str, tuple[str, str]]:
    """Of each original that a person judged: the last word on it, and its ISO time."""
    chosen = select(decisions).where(decisions.c.kind == REPORT).order_by(decisions.c.id)
    return {row.sha256: (row.after, row.at) for row in connection.execute(chosen)}


def verdicts(connection: Connection, sha256: str) -> list[Told]:
    """What people said of one report, the first word first: verdict, by, at, reason."""
    mine = (decisions.c.kind == REPORT) & (decisions.c.sha256 == sha256)
    columns = (
        decisions.c.after.label("verdict"),
        *(decisions.c[n] for n in ("by", "at", "reason")),
    )
    rows = connection.execute(select(*columns).where(mine).order_by(decisions.c.id))
    return [dict(row) for row in rows.mappings()]


def log(connection: Connection) -> Iterator[Told]:
    """Every decision, in the order in which they were made."""
    for row in connection.execute(select(decisions).order_by(decisions.c.id)).mappings():
        yield dict(row)
