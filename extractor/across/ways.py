"""The ways of counting of one unit over its reports: what all of them show, and where one differs.

Each report says for itself what its figures show (:mod:`extractor.checks.conventions`); here those
of one unit are laid beside each other in the order of time. A change is a remark, no error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.across.ledger import Filed, Ledger, Place
from extractor.across.telling import remark
from extractor.messages import Param
from extractor.models import MIXED, Convention, Figure, Finding

Key = tuple[str, str]


def changed_ways(ledger: Ledger) -> Iterator[Finding]:
    """A remark for each convention that a report shows otherwise than the last that showed it."""
    for unit, filed in ledger.by_unit().items():
        last: dict[Key, tuple[Filed, Convention]] = {}
        for one in filed:
            for convention in one.report.convention_evidence:
                key = (convention.name, convention.about)
                before = last.get(key)
                if convention.told:
                    last[key] = (one, convention)
                    if before and before[1].value != convention.value:
                        yield _change(ledger.names[unit], before, last[key])


def learned(filed: Iterable[Filed]) -> dict[str, str]:
    """What the reports of a unit show together: convention (and what it is about) → value."""
    seen: dict[str, set[str]] = {}
    for one in filed:
        for convention in one.report.convention_evidence:
            if convention.seen:
                name = " ".join(filter(None, (convention.name, convention.about)))
                value = {convention.value} if convention.told else set(convention.seen)
                seen.setdefault(name, set()).update(value)
    return {name: min(values) if len(values) == 1 else MIXED for name, values in seen.items()}


def _change(unit: str, before: tuple[Filed, Convention], now: tuple[Filed, Convention]) -> Finding:
    convention = now[1]
    params: dict[str, Param] = {
        "variant": "way_of" if convention.about else "way",
        "unit": unit,
        "convention": f"convention:{convention.name}",
        "about": f"metric:{convention.about}" if convention.about else "",
        "period": now[0].when.label(),
        "value": said(convention.value),
        "equation": "; ".join(convention.equations[:1]),
        "before": before[0].when.label(),
        "usual": said(before[1].value),
        "equation_before": "; ".join(before[1].equations[:1]),
    }
    places = [place for one, shown in (before, now) for place in _places(one, shown)]
    return remark(
        "convention-changed", "info", params, about=(unit, convention.name, convention.about),
        rule="conventions", places=places, metric=convention.about or None,
        documents=[before[0].report, now[0].report],
    )  # fmt: skip


def said(value: str) -> Param:
    """A value as a parameter that is said by name: metrics, or a word."""
    return f"metrics:{value}" if "." in value else f"custom:{value}"


def _places(one: Filed, shown: Convention) -> Sequence[Place]:
    figures: dict[str, Figure] = {f.id: f for f in one.report.figures}
    return [Place(one.report, figures[name]) for name in shown.figures if name in figures]
