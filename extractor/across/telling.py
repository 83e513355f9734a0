"""What came of a relation between documents: a check, and a finding where it did not hold.

Knows how a finding over several documents is made: its equation, both figures with their
places, and a name that is the same in every run. Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from extractor.across.ledger import Place, Telling
from extractor.across.units import name_of
from extractor.checks.cells import Cell, Value
from extractor.checks.verdict import Terms, show, show_signed, total, write
from extractor.judge.identity import LENGTH
from extractor.messages import Param, say_finding
from extractor.models import Check, Cited, Explanation, Finding, Outcome, Report, Scope, Severity


@dataclass(frozen=True, slots=True)
class Judged:
    """One relation, whatever came of it; a remark on reports is no relation and has no check."""

    check: Check | None
    finding: Finding | None = None


def checked(
    rule: str, scope: Scope, outcome: Outcome, equation: str = "", missing: Sequence[str] = ()
) -> Judged:
    """A relation that makes no finding."""
    check = Check(
        rule=rule, scope=scope, outcome=outcome, equation=equation, missing=tuple(missing)
    )
    return Judged(check)


def places_of(telling: Telling, cells: Iterable[Cell]) -> list[Place]:
    """Where cells of one telling stand; a blank of a table stands nowhere."""
    found = (telling.place(cell) for cell in cells)
    return [place for place in found if place is not None]


def cited(place: Place) -> Cited:
    """A figure with its document and period, as it leaves the program."""
    source, period = place.report.source, place.report.document.period
    return Cited(
        document=source.path, sha256=source.sha256, issuer=place.report.document.issuer or "",
        period=period.label if period else "", figure=place.figure,
    )  # fmt: skip


def remark(
    code: str,
    severity: Severity,
    params: Mapping[str, Param],
    *,
    about: Sequence[str],
    rule: str,
    places: Sequence[Place] = (),
    scope: Scope | None = None,
    metric: str | None = None,
    equation: str = "",
    stated: Value | None = None,
    computed: Value | None = None,
    explanations: Sequence[Explanation] = (),
    documents: Sequence[Report] = (),
) -> Finding:
    """A finding with its message in Vietnamese; ``about`` (unit, period, …) makes its name."""
    known = dict(params)
    if scope is not None and scope.name is None:
        known.setdefault("scope", f"level:{scope.level}")
    elif scope is not None:
        known.setdefault("scope", scope.name or "")
    difference = None if stated is None or computed is None else stated - computed
    paths = dict.fromkeys(
        [r.source.path for r in documents] or [p.report.source.path for p in places]
    )
    return Finding(
        code=code, severity=severity, scope=scope, metric=metric, equation=equation,
        stated=stated, computed=computed, difference=difference, rule=rule, params=known,
        message=say_finding(code, known), cited=tuple(map(cited, places)),
        documents=tuple(paths), explanations=tuple(explanations),
        id=_identity(code, rule, about, scope, metric, places),
    )  # fmt: skip


def _identity(
    code: str,
    rule: str,
    about: Sequence[str],
    scope: Scope | None,
    metric: str | None,
    places: Sequence[Place],
) -> str:
    """Made of what is judged and of numbers as printed; not of files, which may move."""
    parts = [code, rule, metric or "", *map(_called, about)]
    parts += [scope.level, _called(scope.name)] if scope else ["", ""]
    parts += sorted(f"{p.figure.metric}={p.figure.printed.strip()}" for p in places)
    return sha256("\0".join(parts).encode()).hexdigest()[:LENGTH]


def _called(name: str | None) -> str:
    """A name however typed."""
    return " ".join(name_of(name).words)


def compared(left: Terms, right: Terms, sign: str = "≠") -> str:
    """'30 ≠ 21 + 3 = 24'."""
    text = f"{write(left)} {sign} {write(right)}"
    lo, hi = total(right)
    return f"{text} = {show(lo)}" if len(right) > 1 and lo == hi and sign != "=" else text


def off(left: Value, right: Value) -> str:
    """'+6' or '−3'."""
    return show_signed(left - right)
