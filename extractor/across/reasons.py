"""Why two documents may disagree: which figure may be another number, and what speaks for it.

Single slips, last period's number left standing, figures that their own report confirms. Every
explanation is told and none is chosen: 'as printed' is always one of them, for a unit may have
put its files right between two reports. Knows figures and their own report's checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.across.ledger import Place, Telling
from extractor.across.telling import places_of
from extractor.book.joining import relations
from extractor.book.judging import odds
from extractor.checks.cells import Value
from extractor.checks.verdict import Terms, total
from extractor.judge.weights import Evidence
from extractor.messages import Param
from extractor.models import Cause, Change, Explanation, Figure, Reason
from extractor.numbers import show_count
from extractor.slips import Slip, slip_of

COPIED, AS_PRINTED, SLIP = "copied", "as-printed", "slip"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure, the number with which the relation would hold, and last period's of its kind."""

    place: Place
    needed: Value
    last: Figure | None = None
    within: str = ""
    """The equation of its own report that fails, where it is that which is explained."""


def why(before: Telling, after: Telling, opening: Terms, closing: Terms) -> tuple[Explanation, ...]:
    """Of an opening that is not what the period before left open."""
    gap = total(closing)[0] - total(opening)[0]
    return explained([*suspects(after, opening, gap, before), *suspects(before, closing, -gap)])


def suspects(
    telling: Telling, terms: Terms, gap: Value, before: Telling | None = None
) -> list[Suspect]:
    """The figures of one side of an equation whose sum would have to grow by ``gap``."""
    found = []
    for cell, sign in terms:
        for place in places_of(telling, [cell]):
            last = before.cells.get(cell.metric) if before else None
            found.append(Suspect(place, cell.lo + sign * gap, last.figure if last else None))
    return found


def explained(suspected: Iterable[Suspect]) -> tuple[Explanation, ...]:
    """Of a relation between documents."""
    printed = _told(AS_PRINTED, "unknown", (), [Reason(code="across.as-printed")])
    return _ranked(suspected, [(relations().odds.as_printed, printed)])


def explained_within(
    suspected: Iterable[Suspect], together: Sequence[Place] = ()
) -> tuple[Explanation, ...]:
    """Of a relation in one of them; ``together`` may be last period's at one stroke."""
    printed = _told(AS_PRINTED, "unknown", (), [Reason(code="explained.as-printed")])
    whole = [(odds().as_printed.chance, printed)]
    if len(together) > 1:
        whole.append((relations().odds.copied, _copied(together)))
    return _ranked(suspected, whole)


def _ranked(
    suspected: Iterable[Suspect], whole: list[tuple[float, Explanation]]
) -> tuple[Explanation, ...]:
    """The likeliest first; chances are shared among those that are told."""
    for one in suspected:
        whole += _of(one)
    shares = sum(chance for chance, _ in whole)
    ranked = sorted(whole, key=lambda pair: -pair[0])
    told = [e.model_copy(update={"odds": round(c / shares, 3)}) for c, e in ranked]
    return tuple(told[: odds().search.most_shown])


def _of(one: Suspect) -> list[tuple[float, Explanation]]:
    """That this figure is wrong: by a slip, or as last period's number."""
    if one.needed < 0 or one.needed != int(one.needed):
        return []
    figure, report = one.place.figure, one.place.report
    chances = Evidence(report).of(figure)
    told, reasons = standing(one.place, one.within)
    found = []
    if _left_standing(one):
        params: dict[str, Param] = {"printed": figure.printed.strip()}
        reason = Reason(code="across.copied", params=params)
        chance = relations().odds.copied * told
        found.append((chance, _told(COPIED, "author", [_change(one)], [reason, *reasons])))
    for way, cause, weight in (
        ("typing", "author", chances.author), ("reading", "reading", chances.reading),
    ):  # fmt: skip
        slip = slip_of(figure.printed, one.needed, "typing" if way == "typing" else "reading")
        if slip:
            chance = weight * odds().value.slip * slip.weight * told
            found.append((chance, _slipped(one, slip, cause, reasons)))
    best = max(found, key=lambda pair: pair[0], default=None)
    return [best] if best else []


def _copied(places: Sequence[Place]) -> Explanation:
    """That these figures are last period's; what they should be is not told."""
    shown = "; ".join(place.figure.printed.strip() for place in places)
    changes = [_changed(place, "") for place in places]
    return _told(
        COPIED, "author", changes, [Reason(code="across.copied", params={"printed": shown})]
    )


def _left_standing(one: Suspect) -> bool:
    """Whether the number is that of the period before, and no small one that may well recur."""
    last, figure = one.last, one.place.figure
    return (
        last is not None
        and last.value == figure.value
        and figure.value is not None
        and figure.value >= 10
    )


def _slipped(one: Suspect, slip: Slip, cause: str, reasons: Sequence[Reason]) -> Explanation:
    params: dict[str, Param] = {"from": one.place.figure.printed.strip(), "to": slip.to}
    reason = Reason(code=f"suggestion.{slip.code}", params=params)
    kind: Cause = "reading" if cause == "reading" else "author"
    return _told(SLIP, kind, [_change(one)], [reason, *reasons])


def _told(
    act: str, cause: Cause, changes: Sequence[Change], reasons: Sequence[Reason]
) -> Explanation:
    return Explanation(act=act, cause=cause, odds=0, changes=tuple(changes), reasons=tuple(reasons))


def _change(one: Suspect) -> Change:
    return _changed(one.place, show_count(int(one.needed)))


def _changed(place: Place, to: str) -> Change:
    """The figure by document and id, for ids are those of one document."""
    figure = place.figure
    name = f"{place.report.source.path}#{figure.id}"
    return Change.model_validate({"figure": name, "from": figure.printed.strip(), "to": to})


def standing(place: Place, within: str = "") -> tuple[float, list[Reason]]:
    """How much likelier its own report's relations make it that a figure is wrong, and why.

    Equalities that hold over it speak for the number; one that fails, other than ``within``,
    speaks against it.
    """
    declared = relations().odds
    mine = [c for c in place.report.checks if place.figure.id in c.figures and c.equation != within]
    failing = [c for c in mine if c.outcome == "inconsistent" and c.equation]
    params: dict[str, Param] = {"document": place.report.source.path}
    if failing:
        params["equation"] = failing[0].equation
        return declared.disputed, [Reason(code="across.disputed", params=params)]
    holding = [c for c in mine if c.outcome == "consistent" and " = " in c.equation]
    if holding:
        params["equation"] = holding[0].equation
        factor = declared.confirmed ** min(2, len(holding))
        return factor, [Reason(code="across.confirmed", params=params)]
    return 1.0, []
