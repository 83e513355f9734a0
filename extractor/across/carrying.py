"""X1: what a period opens with against what the period before left open.

Which files count as left open differs by office: each unit's own periods tell, and the way that
most of them show is its convention. Periods must touch; where they do not, nothing is told.
Knows series of tellings; the ways themselves are data (``patterns/across/relations.toml``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.across.ledger import Ledger, Place, ScopeKey, Telling, UnitKey
from extractor.across.reasons import why
from extractor.across.telling import Judged, checked, compared, off, places_of, remark
from extractor.book.joining import CarryOver, Closing, relations
from extractor.book.rules import Signed
from extractor.checks.verdict import Terms, meets, show, total
from extractor.messages import Param
from extractor.models import Outcome

Touch = Literal["exact", "near", "apart"]
RULE = "X1"
BLOCKED = "blocked"
WHOLE = "whole"
SUPERIORS = ("", "province", "district")
"""Levels of units that have others below them; '' where the name does not tell."""
FEW = 3
"""So many pairs that fail, and more than hold: the unit counts in a way that is not known."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two periods that follow each other, and all that the opening may be."""

    before: Telling
    after: Telling
    touch: Touch
    opening: Terms
    closings: Mapping[str, Terms]

    def fits(self) -> tuple[str, ...]:
        """The ways of counting in which it holds."""
        opening = total(self.opening)
        return tuple(n for n, terms in self.closings.items() if meets(opening, total(terms)))

    def between(self) -> bool:
        """Whether it lies between the ways: a level whose units count in different ways."""
        opening = total(self.opening)
        every = [total(terms) for terms in self.closings.values()]
        return min(lo for lo, _ in every) < opening[0] and opening[1] < max(hi for _, hi in every)

    def telling(self) -> str | None:
        """The one way that it shows, if it holds in that way alone."""
        fits = self.fits()
        values = {total(self.closings[name]) for name in self.closings}
        return fits[0] if len(fits) == 1 and len(values) > 1 else None


Conventions = dict[tuple[tuple[UnitKey, ScopeKey], str], str]


def carried_over(ledger: Ledger, conventions: Conventions) -> Iterator[Judged]:
    """Every opening of every series; ``conventions`` takes what each series shows."""
    for key, series in ledger.tellings.items():
        own = [t for t in series if not t.to_date]
        for rule in relations().carry_over:
            pairs = list[Pair]()
            for before, after in following(own):
                pair = _pair(before, after, rule)
                if isinstance(pair, Pair):
                    pairs.append(pair)
                elif pair is not None:
                    yield pair
            known = _convention(pairs)
            if known:
                conventions[key, rule.metric] = known
            several = _is_of_several(key[1], ledger.parts[key[0]].level)
            yield from _series(pairs, rule, known, ledger.names[key[0]], several=several)


def _is_of_several(scope: ScopeKey, own: str) -> bool:
    """Whether a scope holds several units, which may count in different ways.

    One that the text names is one, and so are a unit's own level and all of a unit without units.
    """
    level, name = scope
    return not name and level != own and (level != WHOLE or own in SUPERIORS)


def following(series: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Each telling with the one before: of the same length, else the shortest."""
    ending: defaultdict[int, list[Telling]] = defaultdict(list)
    for telling in series:
        ending[telling.when.last].append(telling)
    for after in series:
        found = ending.get(after.when.first - 1, ())
        if found:
            length = after.when.length
            yield min(found, key=lambda t: (t.when.length != length, t.when.length)), after


def touching(before: Telling, after: Telling) -> Touch:
    """How the end of one period lies to the beginning of the next."""
    days = (after.when.start - before.when.end).days - 1
    if before.when.dated != after.when.dated:
        return "near"
    return "exact" if days == 0 else "near" if abs(days) <= relations().expected.near else "apart"


def _pair(before: Telling, after: Telling, rule: CarryOver) -> Pair | Judged | None:
    """The pair, or why it cannot be told; None where the opening is not printed at all."""
    opening = _first(rule.signed, after)
    if opening is None:
        return None
    closings: dict[str, Terms] = {}
    for way in rule.closing:
        terms = _closing(way, before)
        if terms == BLOCKED:
            return checked(RULE, after.scope, "blocked", missing=[rule.closing[0].of[0]])
        if terms and not isinstance(terms, str):
            closings.setdefault(way.name, terms)
    if opening == BLOCKED or isinstance(opening, str):
        return checked(RULE, after.scope, "blocked", missing=[rule.metric])
    if not closings:
        return checked(RULE, after.scope, "cannot-tell", missing=[rule.closing[0].of[0]])
    return Pair(before, after, touching(before, after), opening, closings)


def _first(expressions: Sequence[Signed], telling: Telling) -> Terms | str | None:
    """The first expression that is printed whole; BLOCKED where a figure of it is unclear."""
    unclear = False
    for signed in expressions:
        if all(m in telling.cells for m, _ in signed):
            return tuple((telling.cells[m], sign) for m, sign in signed)
        unclear |= all(m in telling.cells or m in telling.unclear for m, _ in signed)
    return BLOCKED if unclear else None


def _closing(way: Closing, before: Telling) -> Terms | str | None:
    shown = before.reports[0].conventions
    if any(shown.get(name) != value for name, value in way.needs.items()):
        return None
    if any(shown.get(name) == value for name, value in way.unless.items()):
        return None
    terms = _first(way.signed, before)
    if terms is None or isinstance(terms, str):
        return terms if way.name == "pending" else None
    less = tuple((before.cells[m], -1) for m in way.less if m in before.cells)
    return (*terms, *less)


def _convention(pairs: Sequence[Pair]) -> str | None:
    """The way that more than one pair shows, and more than show another or lie between."""
    votes = Counter(way for pair in pairs if (way := pair.telling()))
    ranked = votes.most_common(1)
    if not ranked or ranked[0][1] < 2:
        return None
    against = votes.total() - ranked[0][1] + sum(p.between() for p in pairs if not p.fits())
    return ranked[0][0] if ranked[0][1] > against else None


def _series(
    pairs: Sequence[Pair], rule: CarryOver, known: str | None, unit: str, *, several: bool
) -> Iterator[Judged]:
    """What each pair comes to; those that the unit's own way may explain are told once."""
    failing = [pair for pair in pairs if not pair.fits()]
    strange = len(failing) >= FEW and 2 * len(failing) > len(pairs)
    untold: defaultdict[str, list[Pair]] = defaultdict(list)
    # A unit that leaves a day out between its months, and whose files go on all the same.
    loose = sum(pair.touch == "near" and bool(pair.fits()) for pair in pairs) > 1
    for pair in pairs:
        if pair.fits():
            yield _held(pair, rule, known, unit)
        elif (known is None or several) and pair.between():
            untold["between"].append(pair)
        elif strange:
            untold["strange"].append(pair)
        elif pair.touch == "apart" or (pair.touch == "near" and not loose):
            untold["apart"].append(pair)
        else:
            yield _mismatch([pair], rule, known, unit, "")
    for variant, some in untold.items():
        yield _mismatch(some, rule, known, unit, variant)
        yield from (_untold(pair, known) for pair in some[1:])


def _held(pair: Pair, rule: CarryOver, known: str | None, unit: str) -> Judged:
    fits = pair.fits()
    if known and known not in fits and known in pair.closings:
        return _changed(pair, rule, known, fits[0], unit)
    way = known if known and known in fits else fits[0]
    text = compared(pair.opening, pair.closings[way], "=")
    return checked(RULE, pair.after.scope, "consistent", text)


def _usual(pair: Pair, known: str | None) -> str:
    return known if known and known in pair.closings else next(iter(pair.closings))


def _untold(pair: Pair, known: str | None) -> Judged:
    text = compared(pair.opening, pair.closings[_usual(pair, known)], "?")
    return checked(RULE, pair.after.scope, "cannot-tell", text)


def _mismatch(
    pairs: Sequence[Pair], rule: CarryOver, known: str | None, unit: str, variant: str
) -> Judged:
    """A warning; with a ``variant`` a remark, for more than a wrong number may explain it."""
    pair = pairs[0]
    way = _usual(pair, known)
    closing = pair.closings[way]
    stated, computed = total(pair.opening)[0], total(closing)[0]
    text = compared(pair.opening, closing)
    others = [f"{name}:{show(total(t)[0])}" for name, t in pair.closings.items() if name != way]
    params = _params(pair, rule, unit) | {
        "equation": text, "stated": show(stated), "computed": show(computed),
        "difference": off(stated, computed), "way": f"way:{way}", "count": len(pairs),
        "others": f"ways:{','.join(others)}", "variant": variant or ("ways" if others else "plain"),
    }  # fmt: skip
    finding = remark(
        "carry-over-mismatch", "info" if variant else "warning", params,
        about=(*_about(pair, unit), variant), rule=RULE, places=_places(pair, closing),
        scope=pair.after.scope, metric=rule.metric, equation=text, stated=stated,
        computed=computed, explanations=why(pair.before, pair.after, pair.opening, closing),
    )  # fmt: skip
    outcome: Outcome = "cannot-tell" if variant else "inconsistent"
    return Judged(checked(RULE, pair.after.scope, outcome, text).check, finding)


def _changed(pair: Pair, rule: CarryOver, known: str, now: str, unit: str) -> Judged:
    closing = pair.closings[now]
    text = compared(pair.opening, closing, "=")
    params = _params(pair, rule, unit) | {
        "equation": text, "way": f"way:{now}", "usual": f"way:{known}",
    }  # fmt: skip
    finding = remark(
        "convention-changed", "info", params, about=_about(pair, unit), rule=RULE,
        places=_places(pair, closing), scope=pair.after.scope, metric=rule.metric, equation=text,
    )  # fmt: skip
    return Judged(checked(RULE, pair.after.scope, "consistent", text).check, finding)


def _params(pair: Pair, rule: CarryOver, unit: str) -> dict[str, Param]:
    return {
        "metric": f"metric:{rule.metric}", "unit": unit,
        "period": pair.after.when.label(), "before": pair.before.when.label(),
        "end": pair.before.when.end.strftime("%d/%m/%Y"),
        "start": pair.after.when.start.strftime("%d/%m/%Y"),
    }  # fmt: skip


def _about(pair: Pair, unit: str) -> tuple[str, ...]:
    return (unit, pair.before.when.label(), pair.after.when.label())


def _places(pair: Pair, closing: Terms) -> list[Place]:
    opening = places_of(pair.after, (cell for cell, _ in pair.opening))
    return opening + places_of(pair.before, (cell for cell, _ in closing))
