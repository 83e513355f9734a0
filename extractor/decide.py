"""The only door for human values: a person's recorded decisions laid over a report.

It stands before the one and only check, so that a corrected value is judged like a read one.
Knows no page and no store; where decisions are kept is a later part of the project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from extractor.models import Figure, Frozen, Number, Report


class Decision(Frozen):
    """What a person said about one figure, and who and when."""

    figure: str
    """The figure's id."""
    action: Literal["confirmed", "corrected"]
    value: Number | None = None
    """The right value, for 'corrected'; None there means that the page has none."""
    by: str = ""
    at: str = ""
    """ISO 8601."""
    reason: str = ""


def decide(report: Report, decisions: Sequence[Decision] = ()) -> Report:
    """The report with the decisions in it; the last decision on a figure is the one that counts.

    What was printed stays in the evidence. A decision on a figure that the report does not
    have changes nothing.
    """
    last = {decision.figure: decision for decision in decisions}
    if not last:
        return report
    figures = tuple(_decided(figure, last) for figure in report.figures)
    return report.model_copy(update={"figures": figures})


def _decided(figure: Figure, last: Mapping[str, Decision]) -> Figure:
    decision = last.get(figure.id)
    if decision is None:
        return figure
    update: dict[str, object] = {"status": decision.action}
    if decision.action == "corrected":
        update["value"] = decision.value
    return figure.model_copy(update=update)
