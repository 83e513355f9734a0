"""Scores as plain JSON, and the kept ones, below which no score may fall.

The kept file holds what should repeat exactly on every machine, so no times.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.evaluate.orders import OrdersScore
from extractor.evaluate.score import HEAD_FIELDS, Score
from extractor.evaluate.tally import Ratio, Tally

_LOWER_IS_BETTER = ("false_alarms", "targets_read_as_figures", "silent_wrong_figures", "unread")
_TOLERANCE = 1e-6


def as_json(score: Score) -> dict[str, Any]:
    """Everything a score holds, shares beside the counts they come from."""
    return {
        "documents": score.documents,
        "unread": score.unread,
        "figures": _tally(score.figures),
        "exact_value": ratio_as_json(score.values),
        "scope": ratio_as_json(score.scopes),
        "qualifier": ratio_as_json(score.qualifiers),
        "whole_reports": ratio_as_json(score.reports),
        "findings": ratio_as_json(score.findings),
        "false_alarms": score.false_alarms,
        "silent_wrong_figures": score.silent,
        "head": {
            name: ratio_as_json(score.head[name]) for name in HEAD_FIELDS if name in score.head
        },
        "kinds": ratio_as_json(score.orders.kinds),
        **({"orders": _orders(score.orders)} if score.orders.documents else {}),
        "metrics": {name: _tally(tally) for name, tally in sorted(score.metrics.items())},
        "seconds": round(score.seconds, 3),
    }


def _orders(orders: OrdersScore) -> dict[str, Any]:
    return {
        "documents": orders.documents,
        "commitments": _tally(orders.commitments),
        "actors": ratio_as_json(orders.actors),
        "deadlines": ratio_as_json(orders.deadlines),
        "targets": ratio_as_json(orders.targets),
        "inspected": _tally(orders.inspected),
        "cites": _tally(orders.cites),
        "targets_read_as_figures": orders.achieved,
    }


def _tally(tally: Tally) -> dict[str, float]:
    counts = {"right": tally.right, "extra": tally.extra, "missed": tally.missed}
    shares = {name: round(getattr(tally, name), 6) for name in ("precision", "recall", "f1")}
    return {**counts, **shares}


def ratio_as_json(ratio: Ratio) -> dict[str, float]:
    """So many of so many, and their share."""
    return {"right": ratio.right, "of": ratio.of, "share": round(ratio.share, 6)}


def kept_form(scores: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    """The numbers that are kept of each set."""
    return {name: _kept(score) for name, score in sorted(scores.items())}


def _kept(score: Score) -> dict[str, float]:
    return {
        "documents": score.documents,
        "figures_f1": round(score.figures.f1, 6),
        "exact_value": round(score.values.share, 6),
        "scope": round(score.scopes.share, 6),
        "qualifier": round(score.qualifiers.share, 6),
        "whole_reports": round(score.reports.share, 6),
        "findings": round(score.findings.share, 6),
        "false_alarms": score.false_alarms,
        "silent_wrong_figures": score.silent,
        "unread": score.unread,
        **_kept_orders(score.orders),
        **{f"head_{name}": round(ratio.share, 6) for name, ratio in sorted(score.head.items())},
    }


def _kept_orders(orders: OrdersScore) -> dict[str, float]:
    """Nothing for a set that says nothing of orders."""
    kinds = {"kinds": round(orders.kinds.share, 6)} if orders.kinds.of else {}
    if not orders.documents:
        return kinds
    return kinds | {
        "commitments_f1": round(orders.commitments.f1, 6),
        "actors": round(orders.actors.share, 6),
        "deadlines": round(orders.deadlines.share, 6),
        "targets": round(orders.targets.share, 6),
        "inspected_f1": round(orders.inspected.f1, 6),
        "cites_f1": round(orders.cites.f1, 6),
        "targets_read_as_figures": orders.achieved,
    }


def load_kept(path: Path) -> dict[str, dict[str, float]]:
    """The kept results; none when nothing was ever kept.

    Raises:
        UsageError: the file is no such JSON.
    """
    if not path.exists():
        return {}
    try:
        loaded: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from error
    return loaded


def fallen(
    now: Mapping[str, Mapping[str, float]], kept: Mapping[str, Mapping[str, float]]
) -> list[tuple[str, str, float, float]]:
    """Each score that is worse than the kept one: (set, name, kept, now).

    A set or document that is gone counts as fallen too; one that was not kept yet does not.
    """
    worse = []
    for name, scores in kept.items():
        for key, before in scores.items():
            after = now.get(name, {}).get(key, 0.0)
            sign = -1 if key in _LOWER_IS_BETTER else 1
            if name not in now or sign * (after - before) < -_TOLERANCE:
                worse.append((name, key, before, after))
    return worse


def keep(path: Path, results: Mapping[str, Mapping[str, float]]) -> None:
    """Writes the results to keep."""
    path.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
