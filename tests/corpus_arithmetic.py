"""The identities R1 to R9 over gold, said plainly and apart from the extractor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial
from itertools import product
from typing import Any

Key = tuple[str, str | None, str | None]
Group = dict[str, list[Decimal]]

LATE = "resolved.late"
PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "resolved.total": (
        ("resolved.early", "resolved.on_time", LATE),
        ("resolved.early_or_on_time", LATE),
    ),
    "pending.total": (("pending.in_time", "pending.overdue"),),
    "satisfaction.total": (
        tuple(
            f"satisfaction.{c}" for c in ("very_satisfied", "satisfied", "neutral", "unsatisfied")
        ),
    ),
    "feedback_received.total": (
        ("feedback_received.new", "feedback_received.carried_over"),
        ("feedback_received.on_regulation", "feedback_received.on_conduct"),
        ("feedback_resolved.total", "feedback_pending.total"),
    ),
    "tasks.completed": (("tasks.completed_on_time", "tasks.completed_late"),),
}  # fmt: skip
RATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "resolved.early_rate": ("resolved.early", ("resolved.total", "received.total")),
    "resolved.on_time_rate": ("resolved.on_time", ("resolved.total", "received.total")),
    "resolved.early_or_on_time_rate": (
        "resolved.early_or_on_time", ("resolved.total", "received.total"),
    ),
    "resolved.late_rate": (LATE, ("resolved.total", "received.total")),
    "received.online_rate": ("received.online", ("received.new", "received.total")),
    **{
        f"{group}.rate": (f"{group}.count", (f"{group}.due",))
        for group in (
            "digitised_records", "digitised_results", "online_level3", "online_level4", "payment",
        )
    },
}  # fmt: skip
REST = ("awaiting_supplement.total", "withdrawn.total", "refused.total", "stopped.total")


def groups(loaded: dict[str, Any]) -> dict[Key, Group]:
    found: dict[Key, Group] = defaultdict(lambda: defaultdict(list))
    for f in loaded["figures"]:
        found[f["level"], f["unit"], f.get("period")][f["metric"]].append(Decimal(f["value"]))
    return found


def _some(group: Group, metrics: tuple[str, ...]) -> list[Decimal]:
    return [group[m][0] for m in metrics if m in group]


def broken_sums(group: Group, open_three_ways: bool = False) -> Iterator[tuple[str, str]]:
    for total, splits in PARTS.items():
        if total not in group:
            continue
        whole = group[total][0]
        for parts in splits:
            given = _some(group, parts)
            if len(given) == len(parts) and sum(given) != whole:
                if not (open_three_ways and total == "pending.total" and sum(given) < whole):
                    yield "sum-mismatch", total
            elif any(part > whole for part in given):
                yield "part-exceeds-whole", total
    t, n, c = (group.get(f"received.{m}", [None])[0] for m in ("total", "new", "carried_over"))
    if t is not None and n is not None and c is not None and t not in (n + c, n):
        yield "sum-mismatch", "received.total"
    online = group.get("received.online", [None])[0]
    away = _some(group, ("received.in_person", "received.postal", "received.in_person_or_postal"))
    full = {"received.in_person", "received.postal"} <= set(group) or (
        "received.in_person_or_postal" in group
    )
    if online is not None and t is not None and online > t:
        yield "part-exceeds-whole", "received.total"
    elif online is not None and full:
        split = online + sum(away)
        bases = [b for b in (n, t, None if t is None or c is None else t - c) if b is not None]
        if bases and split not in bases:
            yield "sum-mismatch", "received.new" if n is not None else "received.total"


def broken_balance(group: Group) -> Iterator[tuple[str, str]]:
    if {"received.total", "resolved.total", "pending.total"} <= set(group):
        received = group["received.total"][0]
        new = group.get("received.new", [None])[0]
        if new == received:
            received += group.get("received.carried_over", [Decimal(0)])[0]
        out = group["resolved.total"][0] + group["pending.total"][0] + sum(_some(group, REST))
        if out > received:
            yield "balance-exceeded", "received.total"


def fits(rate: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    if not denominator:
        return True
    exponent = rate.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    exact, step = numerator * 100 / denominator, Decimal(1).scaleb(-places)
    return rate in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN))


def broken_rates(group: Group) -> Iterator[tuple[str, str]]:
    for rate, (over, under) in RATES.items():
        bases = _some(group, under)
        if rate in group and over in group and bases:
            numerator = group[over][0]
            if rate == "resolved.on_time_rate" and "resolved.early" in group:
                numerator += group["resolved.early"][0]  # 'đúng hạn' said of both together
            both = (numerator, group[over][0])
            if not any(fits(group[rate][0], up, down) for up in both for down in bases):
                yield "rate-mismatch", rate


def conflicts(group: Group) -> Iterator[tuple[str, str]]:
    for metric, values in group.items():
        if len(values) > 1:
            yield "conflict", metric


def broken(group: Group, open_three_ways: bool) -> set[tuple[str, str]]:
    """What fails whichever of two conflicting values is taken, and the conflicts themselves."""
    choices = product(*([(metric, [v]) for v in values] for metric, values in group.items()))
    sums = partial(broken_sums, open_three_ways=open_three_ways)
    rules = (sums, broken_balance, broken_rates)
    each = [{b for rule in rules for b in rule(dict(choice))} for choice in choices]
    return set.intersection(*each) | set(conflicts(group))
