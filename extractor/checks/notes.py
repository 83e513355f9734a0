"""What is said of single figures: not read for certain, of an assumed group, or attached elsewhere.

Knows the notes that readers leave on figures; judges no arithmetic of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.accounts import SOLE
from extractor.checks.findings import make
from extractor.checks.verdict import (
    ASSUMED,
    NARROWED,
    REATTACHED,
    SETTLED,
    SURROUNDINGS,
    Verdict,
    equation,
)
from extractor.messages import Param
from extractor.models import Figure, Finding, Report

LONGEST = 120
"""Characters of a quote that a message repeats; the whole of it stands with the figure."""


def notes_on(report: Report, verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """A warning for every figure that is in doubt; where a bracket was moved, that it was."""
    for figure in report.figures:
        if figure.value is None or figure.status == "unresolved":
            yield _unresolved(figure)
        elif figure.note in (ASSUMED, NARROWED):
            yield _assumed(figure)
        elif figure.note == SETTLED:
            yield _settled(figure)
    for verdict in verdicts:
        if verdict.outcome == "consistent" and verdict.kind == "equal" and _moved(verdict):
            yield _reattached(verdict)
    yield from _beside(report, verdicts)
    yield from _sole(report)


def _sole(report: Report) -> Iterator[Finding]:
    """One warning for the figures of the only account, which stands beside a name."""
    told = [f for f in report.figures if f.note == SOLE]
    if told:
        yield make(
            "ambiguous-claim", "warning", told[0].scope, told[0].metric,
            {
                "variant": "sole", "figures": "; ".join(f.printed for f in told),
                "quote": _short(told[0].evidence.quote),
            },
            figures=told, cause="reading", rule="R0",
        )  # fmt: skip


def _beside(report: Report, verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """A warning for each sentence of which a number was not understood, where no sum judges others.

    Of such figures in twelve reports by an author new to the program half were not what they were
    taken for, of those that a sum bears out one in nine.
    """
    judged = {f for v in verdicts if v.outcome == "consistent" or v.code for f in v.figures()}
    figures = {f.id: f for f in report.figures if f.status == "read" and f.id not in judged}
    sentences: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for aside in report.asides:
        near = tuple(id for id in aside.beside if id in figures)
        if near:
            sentences[near].append(aside.printed)
    for near, printed in sentences.items():
        told = [figures[id] for id in near]
        yield make(
            "ambiguous-claim", "warning", told[0].scope, told[0].metric,
            {
                "variant": "beside", "others": "; ".join(printed),
                "figures": "; ".join(figure.printed for figure in told),
                "quote": _short(told[0].evidence.quote),
            },
            figures=told, cause="reading", rule="R0",
        )  # fmt: skip


def _unresolved(figure: Figure) -> Finding:
    return make(
        "unresolved-figure", "warning", figure.scope, figure.metric,
        _seen(figure), figures=[figure], cause="reading", rule="R0",
    )  # fmt: skip


def _settled(figure: Figure) -> Finding:
    return make(
        "unresolved-figure", "info", figure.scope, figure.metric,
        {**_seen(figure), "variant": "settled"}, figures=[figure], cause="reading", rule="R0",
    )  # fmt: skip


def _seen(figure: Figure) -> dict[str, Param]:
    """What is said of a print that was in doubt, and what else it may be."""
    params: dict[str, Param] = {"metric": f"metric:{figure.metric}", "printed": figure.printed}
    others = [seen for seen in figure.reading.alternatives if seen.strip()]
    if figure.note == "thousands-lost":
        params["variant"] = "thousands"
    elif figure.note == SURROUNDINGS:
        params["variant"] = "around"
    elif others:
        params |= {"variant": "seen", "others": "; ".join(others)}
    return params


def _assumed(figure: Figure) -> Finding:
    return make(
        "ambiguous-claim", "warning", figure.scope, figure.metric,
        {
            "variant": "group" if figure.note == ASSUMED else NARROWED,
            "metric": f"metric:{figure.metric}",
            "printed": figure.printed, "quote": _short(figure.evidence.quote),
        },
        figures=[figure], rule="R0",
    )  # fmt: skip


def _moved(verdict: Verdict) -> bool:
    return any(c.figure and c.figure.note == REATTACHED for c, _ in verdict.parts)


def _reattached(verdict: Verdict) -> Finding:
    metric = verdict.whole[0][0].metric
    return make(
        "ambiguous-claim", "info", verdict.view.scope, metric,
        {
            "variant": "reattached", "metric": f"metric:{metric}", "equation": equation(verdict),
            "metrics": f"metrics:{','.join(c.metric for c, _ in verdict.parts)}",
        },
        figures=[c.figure for c in verdict.cells() if c.figure],
        equation=equation(verdict), rule=verdict.rule,
    )  # fmt: skip


def _short(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
