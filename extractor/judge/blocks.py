"""Blocks: the relations of a report that hang together because they share printed figures.

A block is judged alone, and only one in which something fails. What is told twice is a relation
too. Knows which relations count; not how they are solved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.checks import Examined
from extractor.checks.cells import View, cell_of
from extractor.checks.openings import RULE as OPENS
from extractor.checks.verdict import Verdict
from extractor.models import Check, Figure, Finding

Told = tuple[Verdict, Finding | None]


@dataclass(frozen=True, slots=True)
class Block:
    """Relations that share figures; ``failing`` are those that an error was told of."""

    relations: tuple[Told, ...]

    @property
    def failing(self) -> tuple[Told, ...]:
        """The relations behind the errors, in the order of the report."""
        return tuple((v, f) for v, f in self.relations if _fails(f))


def _fails(finding: Finding | None) -> bool:
    return finding is not None and finding.severity == "error"


def blocks_of(examined: Examined) -> list[Block]:
    """The blocks in which an error was told, in the order of their first relation.

    What a doubt excuses, and what could not be told, binds nothing.
    """
    told = list(examined.verdicts)
    if not any(_fails(f) for _, f in told) and not any(_fails(f) for _, f in examined.compared):
        return []
    told += _repeats(examined)
    used = [(v, f) for v, f in told if _binds(v) and (f is None or f.severity != "warning")]
    return [b for b in map(Block, _joined(used)) if b.failing]


def _binds(verdict: Verdict) -> bool:
    """Whether the relation was told of printed figures, and holds or fails.

    An opening may be a copy of what was left open: that confirms neither.
    """
    return (
        verdict.rule != OPENS
        and verdict.outcome in ("consistent", "inconsistent")
        and any(cell.figure for cell in verdict.cells())
    )


def _joined(told: Iterable[Told]) -> list[tuple[Told, ...]]:
    """Relations put together where they share a figure."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while (up := leader.setdefault(name, name)) != name:
            leader[name] = leader[up]
            name = leader[name]
        return name

    known = [(pair, pair[0].figures()) for pair in told]
    for _, figures in known:
        first = find(figures[0])
        for other in figures[1:]:
            leader[find(other)] = first
    groups: dict[str, list[Told]] = {}
    for pair, figures in known:
        groups.setdefault(find(figures[0]), []).append(pair)
    return [tuple(group) for group in groups.values()]


def _repeats(examined: Examined) -> Iterator[Told]:
    """Figures that were held against another telling of themselves, as equalities."""
    figures = {f.id: f for f in examined.report.figures}
    for check, finding in examined.compared:
        told = [figures[name] for name in dict.fromkeys(check.figures)]
        if len({(f.value, f.printed) for f in told}) <= 2 and len(told) > 1:
            yield _equal(check, told), finding


def _equal(check: Check, told: list[Figure]) -> Verdict:
    """The first telling against the next that differs, or against the second."""
    first = told[0]
    other = next((f for f in told[1:] if f.value != first.value), told[1])
    whole, part = ((cell_of(f), 1) for f in (first, other))
    return Verdict(
        check.rule, View(check.scope), check.outcome, "equal", whole=(whole,), parts=(part,)
    )
