"""Scores as a table to read, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractor.cli.words import heading, say

if TYPE_CHECKING:
    from extractor.evaluate.corpus import Scored
    from extractor.evaluate.orders import OrdersScore
    from extractor.evaluate.score import Key, Score
    from extractor.evaluate.tally import Ratio, Tally

_METRICS_SHOWN = 12
"""The worst metrics of a set; the JSON has all."""


def as_text(scores: Mapping[str, Score]) -> str:
    """A row a set, then the heads, then the metrics that are not perfect."""
    parts = [
        table(_overview_head(), [_overview(name, score) for name, score in scores.items()]),
        table(*_heads(scores)),
    ]
    ordering = [_orders(name, s.orders) for name, s in scores.items() if s.orders.documents]
    if ordering:
        parts.append(table([heading(n) for n in _ORDERS], ordering))
    worst = [
        row for name, score in scores.items() if " " not in name for row in _worst(name, score)
    ]
    if worst:
        names = ("set", "metric", "precision", "recall", "f1", "extra", "missed")
        parts.append(table([heading(n) for n in names], worst))
    return "\n".join(parts)


def _overview_head() -> list[str]:
    names = ("set", "documents", "not-read", "figures", "precision", "recall", "f1", "exact-value")
    more = ("scope", "whole-reports", "findings-found", "false-alarms", "silent", "seconds")
    return [heading(name) for name in (*names, *more)]


def _overview(name: str, score: Score) -> list[str]:
    figures = score.figures
    shares = (figures.precision, figures.recall, figures.f1)
    return [
        name,
        str(score.documents),
        str(score.unread),
        f"{figures.right}/{figures.right + figures.missed}",
        *(_percent(share) for share in (*shares, score.values.share, score.scopes.share)),
        _of(score.reports),
        _of(score.findings),
        str(score.false_alarms),
        str(score.silent),
        f"{score.seconds:.1f}",
    ]


_ORDERS = (
    *("set", "documents", "kinds", "commitments", "precision", "recall", "f1", "actors"),
    *("deadlines", "targets", "inspected", "cites", "targets-as-figures"),
)


def _orders(name: str, orders: OrdersScore) -> list[str]:
    """Plans, letters and the like: what they order, not how their figures were read."""
    found = orders.commitments
    return [
        name,
        str(orders.documents),
        _of(orders.kinds),
        f"{found.right}/{found.right + found.missed}",
        *(_percent(share) for share in (found.precision, found.recall, found.f1)),
        *(_of(ratio) for ratio in (orders.actors, orders.deadlines, orders.targets)),
        *(_percent(tally.f1) for tally in (orders.inspected, orders.cites)),
        str(orders.achieved),
    ]


def _heads(scores: Mapping[str, Score]) -> tuple[list[str], list[list[str]]]:
    fields = list(dict.fromkeys(field for score in scores.values() for field in score.head))
    rows = [
        [name, *(_of(score.head[field]) if field in score.head else "" for field in fields)]
        for name, score in scores.items()
    ]
    return [heading("set"), *(heading(field) for field in fields)], rows


def _worst(name: str, score: Score) -> list[list[str]]:
    imperfect = [item for item in score.metrics.items() if item[1].extra + item[1].missed]
    ranked = sorted(imperfect, key=lambda item: (item[1].f1, item[0]))
    return [[name, metric, *_tally(tally)] for metric, tally in ranked[:_METRICS_SHOWN]]


def _tally(tally: Tally) -> list[str]:
    shares = (tally.precision, tally.recall, tally.f1)
    return [*(_percent(share) for share in shares), str(tally.extra), str(tally.missed)]


def wrong_text(scored: Sequence[Scored]) -> str:
    """Each document that is not exactly right: what is missing and what is too much."""
    from extractor.evaluate.orders import wrong_orders
    from extractor.evaluate.score import difference

    lines = []
    for one in scored:
        missed, extra = difference(one.report, one.case.gold)
        told = [say("missed", figure=_figure(key)) for key in missed]
        told += [say("extra", figure=_figure(key)) for key in extra]
        for code, words in wrong_orders(one.report, one.case.gold):
            told.append(say(code, figure=words))
        if told:
            lines += [f"\n{one.file}", *told]
    return "\n".join(lines) + ("\n" if lines else "")


def _figure(key: Key) -> str:
    level, unit, metric, value = key
    if value is None:
        return f"{level} {metric} = —"
    return f"{level}{f' [{unit}]' if unit else ''} {metric} = {value:f}"


def _percent(share: float) -> str:
    return f"{share * 100:.2f}"


def _of(ratio: Ratio) -> str:
    return f"{ratio.right}/{ratio.of}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of fixed width, the first to the left, the others to the right."""
    cells = [head, *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    return "\n".join(lines) + "\n"
