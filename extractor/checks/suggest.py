"""One-digit repairs that would make a failing sum hold: all of them, none chosen.

Works on the printed characters of one figure at a time; a repair that breaks a relation which
holds now is not offered. Knows which digits are alike only from ``patterns/rules``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.book.rules import rules
from extractor.checks.cells import Cell
from extractor.checks.rates import fit
from extractor.checks.verdict import Verdict, meets, total
from extractor.models import Figure, Suggestion
from extractor.numbers import show_count

CONFIRMED = 0.6
"""What each other relation that holds, and would still hold, leaves of a repair's score."""


def suggest(verdict: Verdict, holding: Sequence[Verdict]) -> tuple[Suggestion, ...]:
    """Every one-digit repair, the most plausible first.

    ``holding`` are the relations that hold now, of the whole document.
    """
    found: dict[tuple[str, int], Suggestion] = {}
    for cell, value in _closing(verdict):
        repair = repair_of(cell, value)
        if repair is None or cell.figure is None or (cell.figure.id, value) in found:
            continue
        change = {cell.figure.id: value}
        others = [v for v in holding if any(c.figure is cell.figure for c in v.cells())]
        if all(still_holds(other, change) for other in others):
            printed, reason, score = repair
            found[cell.figure.id, value] = _offer(
                cell.figure, printed, reason, score * CONFIRMED ** len(others)
            )
    return tuple(sorted(found.values(), key=lambda s: -s.score))


def _offer(figure: Figure, printed: str, reason: str, score: float) -> Suggestion:
    shown = {"from": figure.printed, "to": printed, "reason": reason, "score": round(score, 3)}
    return Suggestion.model_validate({"figure": figure.id, **shown})


def _closing(verdict: Verdict) -> Iterator[tuple[Cell, int]]:
    """Each exact cell with the values of it that would make the sides equal."""
    for whole in [w for w, _ in verdict.choices] or [verdict.whole]:
        signed = [*whole, *((cell, -sign) for cell, sign in verdict.parts)]
        if not all(cell.exact and isinstance(cell.lo, int) for cell, _ in signed):
            continue
        off = int(sum(sign * cell.lo for cell, sign in signed))
        for cell, sign in signed:
            value = int(cell.lo) - sign * off
            if cell.figure and value >= 0:
                yield cell, value


def still_holds(verdict: Verdict, change: dict[str, int]) -> bool:
    """Whether a relation that holds would hold with some figures changed."""
    wholes, splits = verdict.ways
    if wholes:
        sums = [total(parts, change) for parts in splits]
        return any(meets(total(whole, change), parts) for whole in wholes for parts in sums)
    parts = total(verdict.parts, change)
    if verdict.kind == "rate":
        return fit(verdict.whole[0][0], parts, total(verdict.base, change), slack=True) != "none"
    whole = total(verdict.whole, change)
    return whole[1] >= parts[0] if verdict.kind == "at-most" else meets(whole, parts)


def repair_of(cell: Cell, value: int) -> tuple[str, str, float] | None:
    """How the print becomes ``value`` by one digit: new print, reason, score; None if not."""
    figure = cell.figure
    if figure is None:
        return None
    old = "".join(c for c in figure.printed if c.isdigit())
    table = rules().confusions
    if not old or not old.isascii() or int(old) != cell.lo or table is None:
        return None
    new = str(value).zfill(len(old))
    if len(new) == len(old):
        changed = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        return _same_length(figure.printed, old, new, changed)
    if len(new) == len(old) + 1 and old in set(_without_one(new)):
        return _reprint(figure.printed, value), "digit-missing", table.missing
    return _shorter(figure.printed, old, value)


def _same_length(
    printed: str, old: str, new: str, changed: list[int]
) -> tuple[str, str, float] | None:
    table = rules().confusions
    assert table is not None
    if len(changed) == 1:
        at = changed[0]
        weight = table.substituted(old[at], new[at])
        if weight is None:
            return _redigit(printed, new), "digit-changed", table.otherwise
        return _redigit(printed, new), "digit-confused", weight
    if len(changed) == 2 and changed[1] == changed[0] + 1:
        a, b = changed
        if old[a] == new[b] and old[b] == new[a]:
            return _redigit(printed, new), "digits-swapped", table.swapped
    return _shorter(printed, old, int(new))


def _shorter(printed: str, old: str, value: int) -> tuple[str, str, float] | None:
    table = rules().confusions
    if table and len(old) > 1 and str(value).zfill(len(old) - 1) in set(_without_one(old)):
        return _reprint(printed, value), "digit-doubled", table.doubled
    return None


def _without_one(digits: str) -> Iterable[str]:
    return (digits[:i] + digits[i + 1 :] for i in range(len(digits)))


def _redigit(printed: str, digits: str) -> str:
    """The print with its digits replaced one for one; everything else stays."""
    left = iter(digits)
    return "".join(next(left) if c.isdigit() else c for c in printed)


def _reprint(printed: str, value: int) -> str:
    """The value in the manner of the print: with thousands parted or not."""
    parted = "." in printed or not any(c.isdigit() for c in printed[4:])
    return show_count(value) if parted else str(value)
