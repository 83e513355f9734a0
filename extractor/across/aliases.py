"""One unit under two names: proposed with what speaks for it, never made one.

Two names are only proposed where they share no period: two units that both report are two,
however alike their names. Names are found by what is left of them without marks, by one letter
more, less or other, and by place alone where only the rank changed; each look-up costs the same
however many units there are. Knows names and months; figures only of where two series meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.across.ledger import Ledger, UnitKey, Words
from extractor.across.telling import remark
from extractor.across.units import Name, bare, rank_groups, twins
from extractor.messages import Param
from extractor.models import Finding

RULE = "V2"
MOST = 40
"""Units that share one such key; beyond it the key tells nothing."""


@dataclass(slots=True)
class Unit:
    """A unit with the months it reported on."""

    key: UnitKey
    printed: str
    name: Name
    months: set[tuple[int, int]] = field(default_factory=set)

    @property
    def bare(self) -> str:
        """The name without marks and spaces."""
        return bare("".join(self.name.words))


Pairs = dict[UnitKey, set[UnitKey]]


def aliases(ledger: Ledger) -> tuple[Pairs, list[Finding]]:
    """Units that may be one, both ways round, and the proposals."""
    units: dict[UnitKey, Unit] = {}
    for one in ledger.filed:
        unit = units.setdefault(one.unit, Unit(one.unit, ledger.names[one.unit], one.name))
        unit.months.add((one.when.first, one.when.last))
    found: Pairs = defaultdict(set)
    told = []
    for a, b, reason in _candidates(list(units.values())):
        found[a.key].add(b.key)
        found[b.key].add(a.key)
        told.append(_proposed(a, b, reason))
    return found, told


def _candidates(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit, str]]:
    """Each pair once, with the strongest reason."""
    seen: set[frozenset[UnitKey]] = set()
    for keys, reason in (
        (_same, "superior"),
        (_bare, "marks"),
        (_near, "letter"),
        (_place, "rank"),
    ):
        groups: defaultdict[object, list[Unit]] = defaultdict(list)
        for unit in units:
            for key in dict.fromkeys(keys(unit)):
                groups[key].append(unit)
        for group in groups.values():
            if 1 < len(group) <= MOST:
                for n, a in enumerate(group):
                    for b in group[n + 1 :]:
                        pair = frozenset((a.key, b.key))
                        if pair not in seen and _may_be_one(a, b, reason):
                            seen.add(pair)
                            yield a, b, reason


def _same(unit: Unit) -> Iterator[object]:
    """The same name under superiors of which one is unknown."""
    yield unit.name.words


def _bare(unit: Unit) -> Iterator[object]:
    yield unit.bare


def _near(unit: Unit) -> Iterator[object]:
    """The name, and the name with each letter left out: names a letter apart share one."""
    bare = unit.bare
    yield bare
    if len(bare) > 5:
        yield from (bare[:n] + bare[n + 1 :] for n in range(len(bare)))


def _place(unit: Unit) -> Iterator[object]:
    if unit.name.rank:
        yield unit.name.place


def _may_be_one(a: Unit, b: Unit, reason: str) -> bool:
    if a.months & b.months or not _one_superior(a, b):
        return False
    if reason == "rank":
        return _may_change(a.name, b.name) and _one_after_other(a, b)
    if a.name.rank != b.name.rank:
        return False
    numbers = [[w for w in unit.name.words if w.isdigit()] for unit in (a, b)]
    if numbers[0] != numbers[1]:
        return False
    if reason == "marks":
        return _unmarked(a) or _unmarked(b) or _one_after_other(a, b)
    return reason != "letter" or _one_after_other(a, b) or _unmarked(a) or _unmarked(b)


def _one_superior(a: Unit, b: Unit) -> bool:
    """Whether they may stand below one superior; marks aside, for those are lost together."""
    above = [bare("".join(unit.key[1])) for unit in (a, b)]
    return above[0] == above[1] or not all(above)


def _may_change(a: Name, b: Name) -> bool:
    """Whether a place may have gone from one rank to the other: never one of the twelve pairs."""
    places, ranks = twins()
    if a.place in places and {a.rank, b.rank} <= ranks:
        return False
    return any({a.rank, b.rank} <= group for group in rank_groups())


def _one_after_other(a: Unit, b: Unit) -> bool:
    """Whether one name ends before the other begins."""
    first, second = (
        (min(f for f, _ in unit.months), max(last for _, last in unit.months)) for unit in (a, b)
    )
    return first[1] < second[0] or second[1] < first[0]


def _unmarked(unit: Unit) -> bool:
    words: Words = unit.name.place or unit.name.words
    return all(word.isascii() for word in words)


def _proposed(a: Unit, b: Unit, reason: str) -> Finding:
    first, second = sorted((a, b), key=lambda unit: min(unit.months))
    params: dict[str, Param] = {
        "variant": reason, "first": first.printed, "second": second.printed,
        "first_count": len(first.months), "second_count": len(second.months),
    }  # fmt: skip
    about = (first.printed, second.printed, reason)
    return remark("unit-alias", "info", params, about=about, rule=RULE)
