"""Sums and rates that hold only in a way of counting which the document's other passages refute.

Such a way is no excuse: the relation is told in the way that the others follow, as a question, for
a document may change its ways. Knows verdicts and their alternatives; no convention by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.book.rules import rules
from extractor.checks.cells import View
from extractor.checks.rates import CLOSENESS, fit
from extractor.checks.verdict import Terms, Verdict, hangs_on_assumed, meets, total

Metrics = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """One way of counting, whatever the view: of a rate, its parts over its base."""

    whole: Metrics
    parts: Metrics
    base: Metrics = ()
    usual: bool = True
    """A sum that closes; the rate's usual base."""

    def fits(self, view: View) -> bool | None:
        """Whether the view's figures agree with it; None where they are not all told."""
        sides = [_terms(side, view) for side in (self.whole, self.parts, self.base)]
        if None in sides:
            return None
        whole, parts, base = (side or () for side in sides)
        if self.base:
            return fit(whole[0][0], total(parts), total(base)) in CLOSENESS
        return meets(total(whole), total(parts))


def _terms(metrics: Metrics, view: View) -> Terms | None:
    if any(m in view.ambiguous or m not in view.cells for m, _ in metrics):
        return None
    terms = tuple((view.cells[m], sign) for m, sign in metrics)
    return terms if all(cell.known for cell, _ in terms) else None


def _metrics(terms: Terms) -> Metrics:
    return tuple((cell.metric, sign) for cell, sign in terms)


def manners(verdict: Verdict) -> list[Manner]:
    """The ways in which the relation may hold, the likeliest first."""
    if verdict.kind == "rate":
        rates = ((parts, base, usual) for parts, base, usual in verdict.quotients)
        whole = _metrics(verdict.whole)
        return [Manner(whole, _metrics(p), _metrics(b), usual) for p, b, usual in rates]
    return [Manner(_metrics(w.whole), _metrics(w.parts), (), w.closes) for w in verdict.ways]


def followed(verdict: Verdict, others: Sequence[Verdict]) -> Manner | None:
    """The way that the others follow and this does not, where they refute all in which it holds."""
    told = manners(verdict)
    fits = [manner.fits(verdict.view) for manner in told]
    held = [manner for manner, holds in zip(told, fits, strict=True) if holds]
    # A way some of whose figures are not told here says nothing of them.
    failed = [manner for manner, holds in zip(told, fits, strict=True) if holds is False]
    for manner in failed:
        if held and all(_refuted(h, manner, told, others) for h in held):
            return manner
    return None


def _refuted(held: Manner, manner: Manner, told: list[Manner], others: Sequence[Verdict]) -> bool:
    """Two passages tell it, or one where ``manner`` is the likelier; none tells the contrary."""
    if not manner.usual:
        return False
    pairs = [(manner.fits(o.view), held.fits(o.view)) for o in others]
    if (False, True) in pairs:
        return False
    likelier = not held.usual or told.index(manner) < told.index(held)
    return pairs.count((True, False)) >= (1 if likelier else 2)


def question(verdicts: Iterable[Verdict]) -> None:
    """Turn what only such a way excuses into warnings, told in the way of the others."""
    groups: dict[str, list[Verdict]] = {}
    # A balance may leave a rest: its ways are weighed where it is drawn up.
    balances = {b.id for b in rules().balance}
    for verdict in verdicts:
        told = verdict.ways or verdict.quotients
        if told and verdict.outcome == "consistent" and verdict.relation not in balances:
            groups.setdefault(verdict.relation, []).append(verdict)
    found = [pair for group in groups.values() if len(group) > 1 for pair in _strange(group)]
    for verdict, manner in found:
        _tell(verdict, manner)


def _strange(group: Sequence[Verdict]) -> Iterator[tuple[Verdict, Manner]]:
    for verdict in group:
        if verdict.kind == "rate" and verdict.code != "rate-base":
            continue
        others = [o for o in group if o.view is not verdict.view]
        manner = followed(verdict, others)
        if manner is not None and not hangs_on_assumed(verdict):
            yield verdict, manner


def _tell(verdict: Verdict, manner: Manner) -> None:
    sides = (_terms(s, verdict.view) or () for s in (manner.whole, manner.parts, manner.base))
    verdict.whole, verdict.parts, verdict.base = sides
    verdict.outcome, verdict.severity, verdict.variant = "cannot-tell", "warning", "otherwise"
    verdict.code = "rate-mismatch" if verdict.kind == "rate" else "sum-mismatch"
    verdict.votes, verdict.ways, verdict.quotients = {}, (), ()
