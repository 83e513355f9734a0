"""The adder: a declared sum, with its alternative wholes and splits, against one view.

Accepts whichever alternative fits and says which conventions that speaks for; silent about
which cell is wrong when none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product

from extractor.book.rules import Signed, Split, Sum
from extractor.checks.cells import Cell, View
from extractor.checks.verdict import Terms, Verdict, Way, hangs_on_assumed, meets, total
from extractor.models import Outcome

Offers = list[tuple[Terms, Split]]
MOST_READINGS = 8
"""Combinations tried where a passage gives a metric several values."""


UNREAD = "unread-part"
"""A figure's note where its reader saw one more part beside it that is no metric."""


def adds_up(whole: int, parts: Sequence[int]) -> bool:
    """Whether the parts make the whole: for readers that ask where a bracket belongs."""
    return sum(parts) == whole


def weigh(rule: Sum, view: View) -> Verdict | None:
    """The verdict on one sum in one view; None where nothing of it is printed."""
    if view.cells.keys().isdisjoint(rule.metrics):
        return None
    unclear = [m for m in view.ambiguous if m in rule.metrics]
    return _weigh_each(rule, view, unclear) if unclear else _weigh(rule, view)


def _weigh_each(rule: Sum, view: View, unclear: list[str]) -> Verdict | None:
    """Where a metric has several values: consistent if any of them fits, else blocked.

    Unless it fails without that metric too, as it would were none of the values printed.
    """
    verdict = None
    readings = product(*(view.ambiguous[m] for m in unclear))
    for reading in islice(readings, MOST_READINGS):
        cells = view.cells | {cell.metric: cell for cell in reading}
        verdict = _weigh(
            rule, replace(view, cells=cells, ambiguous={}, borrowed=set(), disputed=set())
        )
        if verdict and verdict.outcome == "consistent":
            verdict.view = view
            return verdict
    if verdict and verdict.outcome == "cannot-tell":
        verdict.view = view
        return verdict
    clear = {m: cell for m, cell in view.cells.items() if m not in unclear}
    without = _weigh(rule, replace(view, cells=clear, ambiguous={}))
    if without and without.outcome == "inconsistent":
        return without
    return verdict and Verdict(
        rule.rule, view, "blocked", missing=tuple(unclear), whole=verdict.whole, parts=verdict.parts
    )


def _weigh(rule: Sum, view: View) -> Verdict | None:
    wholes = [
        (terms, whole.sets)
        for whole in rule.wholes
        if view.shown.items().isdisjoint(whole.refuted_by.items())
        and (terms := signed_terms(whole.signed, view, real=True))
    ]
    if rule.with_whole and not (wholes and any(_real(view, m) for m in rule.part_metrics)):
        return None
    splits = [(t, s) for s in rule.splits if _offered(s, view) and (t := _parts(s, view))]
    # A split is offered, and a whole told, where one of its cells is printed.
    if not splits and not wholes and not _any(rule, view):
        return None
    if held := _held(rule, view, wholes, splits):
        return held
    unknown = tuple(m for m in rule.metrics if m in view.cells and not view.cells[m].known)
    if unknown:
        whole = wholes[0][0] if wholes else ()
        parts = splits[0][0] if splits else ()
        return Verdict(rule.rule, view, "blocked", whole=whole, parts=parts, missing=unknown)
    closing = [(t, s) for t, s in splits if s.closes]
    if wholes and closing:
        failed = _failed(rule, view, wholes, closing)
        failed.ways = _ways(wholes, splits)
        return failed
    return _partial(rule, view, [w for w, _ in wholes])


def _held(
    rule: Sum,
    view: View,
    wholes: Iterable[tuple[Terms, dict[str, str | bool]]],
    splits: Offers,
) -> Verdict | None:
    """The first alternative that fits, with the votes of all that do."""
    found: Verdict | None = None
    told: list[dict[str, str | bool]] = []
    for parts, split in splits:
        if not _known(parts):
            continue
        sum_of_parts = total(parts)
        for whole, sets in wholes:
            if not _known(whole) or not meets(total(whole), sum_of_parts):
                continue
            found = found or Verdict(rule.rule, view, "consistent", whole=whole, parts=parts)
            told.append({**sets, **split.sets})
    if found:
        found.ways = _ways(wholes, splits)
        for name in {name for sets in told for name in sets}:
            # An alternative that fits without a word on the convention leaves it open.
            values = {sets[name] for sets in told if name in sets}
            found.votes[name] = values
    return found


def _ways(wholes: Iterable[tuple[Terms, dict[str, str | bool]]], splits: Offers) -> tuple[Way, ...]:
    """Every whole with every split, as far as they are known."""
    return tuple(
        Way(whole, parts, {**sets, **split.sets}, split.closes)
        for whole, sets in wholes
        for parts, split in splits
        if _known(whole) and _known(parts)
    )


def _failed(
    rule: Sum, view: View, wholes: list[tuple[Terms, dict[str, str | bool]]], closing: Offers
) -> Verdict:
    """Complete, and nothing fits: an error, unless a term is itself in dispute."""
    parts, split = max(closing, key=lambda offer: len(offer[0]))
    made = Decimal(total(parts)[0])
    near = sorted(wholes, key=lambda w: (len(w[0]), abs(total(w[0])[0] - made)))
    whole = near[0][0]
    verdict = Verdict(
        rule.rule, view, "inconsistent", whole=whole, parts=parts,
        code="sum-mismatch", choices=tuple(near),
    )  # fmt: skip
    if blocked(verdict):
        return verdict
    over = total(parts)[0] > total(whole)[1]
    if not over and any(c.figure and c.figure.note == UNREAD for c in verdict.cells()):
        verdict.outcome, verdict.code = "cannot-tell", ""
        return verdict
    closed = any(m in view.cells for m in split.closed_by)
    if split.closed_by and not over and (not closed or len(parts) == 1):
        verdict.severity = "warning"
        if len(parts) == 1:  # 'không hài lòng: 13' of 7.540
            verdict.outcome, verdict.code = "cannot-tell", ""
            verdict.missing = tuple(m for m in split.optional if m not in view.cells)
    return verdict


def blocked(verdict: Verdict) -> bool:
    """Turns a failure into 'blocked' where a term is in dispute.

    That is: where it mixes tellings and they differ, or hangs on a figure whose group its
    reader assumed. Then either a number is wrong or the assumption is: a question, no error.
    """
    view = verdict.view
    metrics = [cell.metric for cell in verdict.cells()]
    doubtful = view.doubtful(metrics)
    if doubtful and any(m in view.borrowed for m in metrics):
        verdict.outcome, verdict.code, verdict.missing = "blocked", "", doubtful
        return True
    if assumed := hangs_on_assumed(verdict):
        verdict.outcome, verdict.missing = "blocked", assumed
        verdict.severity, verdict.variant = "warning", "assumed"
        return True
    return False


def _partial(rule: Sum, view: View, wholes: list[Terms]) -> Verdict:
    """Not complete: one part may still be more than every whole."""
    missing, disputed = _missing(rule, view, bool(wholes))
    limit = max((total(whole)[1] for whole in wholes), default=None)
    if limit is not None:
        for metric in rule.part_metrics:
            cell = view.cells.get(metric)
            if cell and cell.lo > limit and metric not in rule.free:
                whole = max(wholes, key=lambda w: total(w)[1])
                verdict = Verdict(
                    rule.rule, view, "inconsistent", "at-most", whole, ((cell, 1),),
                    code="part-exceeds-whole",
                )  # fmt: skip
                blocked(verdict)
                return verdict
    outcome: Outcome = "blocked" if disputed else "cannot-tell"
    parts = tuple((view.cells[m], 1) for m in rule.part_metrics if _real(view, m))
    whole = wholes[0] if wholes else ()
    return Verdict(
        rule.rule, view, outcome, "equal" if not whole else "at-most", whole, parts, missing=missing
    )  # fmt: skip


def _missing(rule: Sum, view: View, has_whole: bool) -> tuple[tuple[str, ...], bool]:
    """The fewest metrics that would complete it, and whether they are told but disputed."""
    offers = [s for s in rule.splits if s.parts and s.closes] or list(rule.splits)
    lacks = [[m for m in s.parts or s.optional if m not in view.cells] for s in offers]
    lack = min((x for x in lacks if x), key=len, default=[])
    if not has_whole:
        lack = [rule.wholes[0].of, *lack]
    return tuple(lack), any(m in view.disputed for m in lack)


def signed_terms(signed: Signed, view: View, *, real: bool = False) -> Terms:
    """The cells of an expression, () where one is not there; ``real`` takes no blanks."""
    terms = []
    for metric, sign in signed:
        cell = view.cells.get(metric)
        if cell is None or (real and cell.figure is None):
            return ()
        terms.append((cell, sign))
    return tuple(terms)


def _offered(split: Split, view: View) -> bool:
    cells = view.cells
    if not (split.printed <= cells.keys() and cells.keys().isdisjoint(split.unless)):
        return False
    return not split.inside or all(cells[i.part].lo <= cells[i.of].hi for i in split.inside)


def _parts(split: Split, view: View) -> Terms:
    """The split's cells; () where none of them is really printed."""
    metrics = (*split.parts, *(m for m in split.optional if m in view.cells))
    terms = tuple([(view.cells[m], 1) for m in metrics])
    return terms if any(cell.figure for cell, _ in terms) else ()


def _known(terms: Terms) -> bool:
    return False not in [cell.known for cell, _ in terms]


def _real(view: View, metric: str) -> Cell | None:
    cell = view.cells.get(metric)
    return cell if cell and cell.figure else None


def _any(rule: Sum, view: View) -> bool:
    return any(m in view.cells and view.cells[m].figure for m in rule.metrics)
