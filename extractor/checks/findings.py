"""From a verdict to a finding: the equation as printed, the numbers, the parameters of its words.

The words themselves are in ``patterns/messages/findings.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from extractor.checks.cells import Cell, Value, rate_unit
from extractor.checks.verdict import (
    CENT,
    HUNDRED,
    Verdict,
    computed,
    equation,
    quotient,
    show,
    show_signed,
    total,
    write,
)
from extractor.messages import Param, say_finding
from extractor.models import Figure, Finding, Scope, Severity

Cause = Literal["reading", "author", "omitted-category", "unknown"]


def finding_of(verdict: Verdict) -> Finding:
    """The finding of a verdict that has a code. Who is to blame is the judge's to say."""
    stated: Value | None
    result: Value | None
    if verdict.variant == "complement":
        stated, result, params = _complement(verdict)
    elif verdict.kind == "rate":
        stated, result, params = _rate(verdict)
    elif verdict.code == "part-exceeds-whole":
        stated, result, params = _part(verdict)
    else:
        stated, result, params = _sum(verdict)
    if verdict.variant:
        params["variant"] = verdict.variant
    return make(
        verdict.code,
        verdict.severity,
        verdict.view.scope,
        _about(verdict, params),
        params,
        figures=[c.figure for c in (*verdict.cells(), *_otherwise(verdict)) if c.figure],
        equation=equation(verdict),
        stated=stated,
        computed=result,
        difference=None if stated is None or result is None else stated - result,
        cause="omitted-category" if _omits(verdict) else "unknown",
        rule=verdict.rule,
    )


def _about(verdict: Verdict, params: dict[str, Param]) -> str | None:
    """The metric a finding is filed under: of a part against its whole, the whole's."""
    if (
        verdict.code == "part-exceeds-whole"
        and verdict.whole
        and verdict.variant in ("", "assumed")
    ):
        return verdict.whole[0][0].metric
    return str(params.get("metric", "")).removeprefix("metric:") or None


def make(
    code: str,
    severity: Severity,
    scope: Scope,
    metric: str | None,
    params: dict[str, Param],
    *,
    figures: Sequence[Figure],
    equation: str = "",
    stated: Value | None = None,
    computed: Value | None = None,
    difference: Value | None = None,
    cause: Cause = "unknown",
    rule: str = "",
) -> Finding:
    """A finding with its message in Vietnamese."""
    return Finding(
        code=code, severity=severity, scope=scope, metric=metric, equation=equation,
        stated=_finite(stated), computed=_finite(computed), difference=_finite(difference),
        figures=tuple(dict.fromkeys(f.id for f in figures)), cause=cause,
        rule=rule, params=params, message=say_finding(code, params),
    )  # fmt: skip


def _finite(value: Value | None) -> Value | None:
    return None if isinstance(value, Decimal) and not value.is_finite() else value


def _sum(verdict: Verdict) -> tuple[Value, Value, dict[str, Param]]:
    stated, result = _as_told(total(verdict.whole)), _as_told(total(verdict.parts))
    params: dict[str, Param] = {
        "metric": f"metric:{verdict.whole[0][0].metric}",
        "equation": equation(verdict),
        "difference": show_signed(stated - result),
    }
    if verdict.code == "balance-remainder":
        params["rest"] = show(stated - result)
        params["metrics"] = f"metrics:{','.join(verdict.missing)}"
        if not verdict.missing:
            params["variant"] = "listed"
    elif verdict.code == "balance-exceeded":
        params["excess"] = show(result - stated)
    return stated, result, params


def _as_told(interval: tuple[Value, Value]) -> Value:
    """What is told of a value that may lie between two: the middle, or where it begins."""
    low, high = interval
    if low == high or not Decimal(high).is_finite():
        return low
    middle = (low + high) / Decimal(2)
    return int(middle) if middle == middle.to_integral_value() else middle


def _complement(verdict: Verdict) -> tuple[Value, Value, dict[str, Param]]:
    params: dict[str, Param] = {
        "metric": f"metric:{verdict.parts[0][0].metric}",
        "metrics": f"metrics:{','.join(c.metric for c, _ in verdict.parts)}",
        "equation": equation(verdict),
    }
    return total(verdict.parts)[0], HUNDRED, params


def _part(verdict: Verdict) -> tuple[Value | None, Value | None, dict[str, Param]]:
    cell = verdict.parts[0][0]
    params: dict[str, Param] = {"metric": f"metric:{cell.metric}", "part": cell.printed()}
    if not verdict.whole:
        return cell.lo, None, params
    params |= {
        "whole_metric": f"metric:{verdict.whole[0][0].metric}",
        "whole": write(verdict.whole),
    }
    return cell.lo, total(verdict.whole)[1], params


def _rate(verdict: Verdict) -> tuple[Value | None, Value | None, dict[str, Param]]:
    cell = verdict.whole[0][0]
    params: dict[str, Param] = {
        "metric": f"metric:{cell.metric}",
        "printed": cell.printed(),
        "part": cell.printed(),
    }
    exact = computed(verdict.parts, verdict.base) if verdict.base else None
    if exact is None or cell.figure is None:
        return cell.lo, None, params
    unit = min(rate_unit(cell.figure), Decimal("0.01"))
    if verdict.code == "rate-truncated":
        unit /= 100
    result = exact.quantize(unit, ROUND_HALF_UP)
    params |= {
        "base": quotient(verdict),
        "computed": show(result),
        "difference": show_signed(Decimal(cell.lo) - result),
        "denominator": f"metrics:{','.join(c.metric for c, _ in verdict.base)}",
    }
    if verdict.code == "rate-mismatch" and not verdict.variant:
        others = [f"{quotient(q)} = {_cents(q)} %" for q in _quotients(verdict)]
        params |= {"variant": "bases", "others": "; ".join(others)} if others else {}
    return cell.lo, result, params


def _quotients(verdict: Verdict) -> list[Verdict]:
    """What else a rate that is none of them may usually be taken of, as it was tried."""
    told = ((parts, base) for parts, base, usual in verdict.quotients if usual)
    others = (replace(verdict, parts=p, base=b) for p, b in told if b != verdict.base)
    return [o for o in others if computed(o.parts, o.base) is not None]


def _cents(verdict: Verdict) -> str:
    exact = computed(verdict.parts, verdict.base) or Decimal(0)
    return show(exact.quantize(CENT, ROUND_HALF_UP))


def _otherwise(verdict: Verdict) -> list[Cell]:
    """The numbers that a wrong rate was held against in vain, beside those of its equation."""
    if verdict.code != "rate-mismatch" or verdict.variant:
        return []
    return [cell for other in _quotients(verdict) for cell in other.cells()]


def _omits(verdict: Verdict) -> bool:
    return verdict.code == "balance-remainder" or verdict.variant == "omitted"
