"""Consistent reports under mixed conventions raise no error; a planted digit is found.

A report is drawn from what really happened (files by origin, timing, exit), then told under one
set of conventions: that is how the reports themselves come to be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from extractor.models import Figure
from extractor.numbers import show_count, show_decimal
from tests.test_checks import SHORT, checked, codes, figure

COUNT = st.one_of(st.just(0), st.integers(0, 20), st.integers(0, 12_000))
EXITS = ("awaiting_supplement.total", "withdrawn.total", "refused.total", "stopped.total")
MANY = settings(
    max_examples=1500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@dataclass
class Ways:
    """How one report tells its figures."""

    includes: bool = True
    split: str = "received.total"
    post: bool = False
    timing: str = "three"
    inside: bool = False
    listed: tuple[str, ...] = EXITS
    mode: str = ROUND_HALF_UP
    decimals: int = 2
    rate_base: str = "usual"
    blanks: bool = False
    drop_new: bool = False
    told: dict[str, str] = field(default_factory=dict)


@st.composite
def ways(draw: st.DrawFn) -> Ways:
    return Ways(
        includes=draw(st.booleans()),
        split=draw(st.sampled_from(["received.total", "received.new"])),
        post=draw(st.booleans()),
        timing=draw(st.sampled_from(["three", "merged", "two", "nested", "early-late", "all"])),
        inside=draw(st.booleans()),
        listed=tuple(x for x in EXITS if draw(st.booleans())),
        mode=draw(st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])),
        decimals=draw(st.integers(0, 2)),
        rate_base=draw(st.sampled_from(["usual", "received.total"])),
        blanks=draw(st.booleans()),
        drop_new=draw(st.booleans()),
    )


def rate(n: int, d: int, way: Ways) -> str:
    exact = Decimal(100 * n) / d
    return show_decimal(exact.quantize(Decimal(1).scaleb(-way.decimals), way.mode))


def flow(draw: st.DrawFn, way: Ways) -> dict[str, int]:
    """What came in and where it went, as the report counts it."""
    early, on_time, late, in_time, overdue = (draw(COUNT) for _ in range(5))
    if way.timing == "early-late":
        on_time = 0
    exits = {x: draw(COUNT) if not way.inside or x in way.listed else 0 for x in EXITS}
    resolved = early + on_time + late
    held = in_time + overdue
    came = resolved + held + sum(exits.values())
    if way.inside:
        in_time += sum(exits.values())
        held = in_time + overdue
    carried = draw(st.integers(0, came))
    new = came - carried
    split = came if way.split == "received.total" else new
    online = draw(st.integers(0, split))
    found = {
        "received.total": came if way.includes else new,
        "received.new": new,
        "received.carried_over": carried,
        "received.online": online,
        "resolved.total": resolved,
        "pending.total": held,
        "pending.in_time": in_time,
        "pending.overdue": overdue,
        **{x: exits[x] for x in way.listed},
        **timing(way, early, on_time, late),
    }
    if way.post:
        post = draw(st.integers(0, split - online))
        found |= {"received.in_person": split - online - post, "received.postal": post}
    else:
        found["received.in_person_or_postal"] = split - online
    return found


def timing(way: Ways, early: int, on_time: int, late: int) -> dict[str, int]:
    both = early + on_time
    told = {
        "three": {"resolved.early": early, "resolved.on_time": on_time},
        "early-late": {"resolved.early": early},
        "merged": {"resolved.early_or_on_time": both},
        "two": {"resolved.on_time": both},
        "nested": {"resolved.on_time": both, "resolved.early": early},
        "all": {
            "resolved.early": early,
            "resolved.on_time": on_time,
            "resolved.early_or_on_time": both,
        },
    }[way.timing]
    return {**told, "resolved.late": late}


def rates(found: dict[str, int], way: Ways) -> dict[str, str]:
    """Rates of what is told, over the usual denominator or over what was received."""
    base = "resolved.total" if way.rate_base == "usual" else way.rate_base
    told = {}
    for name in ("early", "on_time", "early_or_on_time", "late"):
        metric = f"resolved.{name}"
        if metric in found and found[metric] <= found[base] and found[base]:
            told[f"{metric}_rate"] = rate(found[metric], found[base], way)
    if found["received.total"] and found["received.online"] <= found["received.total"]:
        told["received.online_rate"] = rate(found["received.online"], found["received.total"], way)
    return told


def others(draw: st.DrawFn) -> dict[str, int]:
    """Feedback and ratings, which have their own sums."""
    new, carried = draw(COUNT), draw(COUNT)
    of = new + carried if draw(st.booleans()) else new
    rules, done = draw(st.integers(0, of)), draw(st.integers(0, new + carried))
    classes = [draw(COUNT) for _ in range(4)]
    names = ("very_satisfied", "satisfied", "neutral", "unsatisfied")
    return {
        "feedback_received.total": new + carried,
        "feedback_received.new": new,
        "feedback_received.carried_over": carried,
        "feedback_received.on_regulation": rules,
        "feedback_received.on_conduct": of - rules,
        "feedback_resolved.total": done,
        "feedback_resolved.published": draw(st.integers(0, done)),
        "feedback_pending.total": new + carried - done,
        "satisfaction.total": sum(classes),
        **{f"satisfaction.{n}": c for n, c in zip(names, classes, strict=True)},
    }


@st.composite
def reports(draw: st.DrawFn) -> list[Figure]:
    """Two scopes told in the same ways, in one passage or in several."""
    way = draw(ways())
    told: list[Figure] = []
    for level in ("district", "commune"):
        found = flow(draw, way)
        if draw(st.booleans()):
            found |= others(draw)
        printed = {m: show_count(v) for m, v in found.items() if v or not way.blanks}
        printed |= rates(found, way)
        if way.drop_new and (way.split == "received.total" or found["received.carried_over"]):
            printed.pop("received.new", None)
        block = draw(st.sampled_from(["one", "each"]))
        told += [
            figure(m, p, level=level, block=level if block == "one" else f"{level}-{m[:5]}")
            for m, p in printed.items()
        ]
    return told


@MANY
@given(reports())
def test_no_error_on_a_consistent_report(told: list[Figure]) -> None:
    report = checked(*told)
    loud = [f for f in report.findings if f.severity == "error"]
    assert not loud, [(f.code, f.message) for f in loud]


@st.composite
def tables(draw: st.DrawFn) -> list[Figure]:
    """Form 06 with zeros left blank, a total row, and the same totals told in prose."""
    way = Ways(listed=(), blanks=True, inside=True)
    rows = [flow(draw, way) for _ in range(draw(st.integers(2, 6)))]
    whole = {m: sum(row[m] for row in rows) for m in rows[0]}
    told = [
        figure(m, show_count(v), level="unit", name=f"U{i}", block=f"table1:row{i}", origin="table")
        for i, row in enumerate(rows)
        for m, v in row.items()
        if v
    ]
    told += [
        figure(m, show_count(v), level="whole", block="table1:row99", origin="table")
        for m, v in whole.items()
    ]
    return told + [figure(m, show_count(v), level="whole", block="p") for m, v in whole.items()]


@settings(MANY, max_examples=300)
@given(tables())
def test_no_error_on_a_consistent_table_with_its_prose(told: list[Figure]) -> None:
    report = checked(*told)
    assert codes(report) == []
    assert all(c.outcome == "consistent" for c in report.checks if c.rule == "V1")


PLANTED = (
    "received.total", "received.new", "received.carried_over", "received.online",
    "received.in_person_or_postal", "resolved.total", "resolved.early", "resolved.on_time",
    "resolved.late", "pending.total", "pending.in_time", "pending.overdue",
)  # fmt: skip


@settings(MANY, max_examples=800)
@given(st.data(), st.sampled_from(PLANTED), st.sampled_from(["received.total", "received.new"]))
def test_a_wrong_digit_in_a_complete_equality_is_found(
    data: st.DataObject, metric: str, split: str
) -> None:
    right = data.draw(st.composite(flow)(Ways(split=split)))
    assume(right["received.carried_over"] and right["resolved.early"])
    digits = str(right[metric])
    at = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    wrong = right | {metric: int(digits[:at] + digit + digits[at + 1 :])}
    assume(not tells_another_story(wrong))
    report = checked(*(figure(m, show_count(v)) for m, v in wrong.items()))
    about = {i for f in report.findings if f.severity == "error" for i in f.figures}
    assert figure(metric, "0").id in about
    planted = [
        s.to
        for f in report.findings
        for s in f.suggestions
        if s.figure == figure(metric, "0").id and s.to == show_count(right[metric])
    ]
    if str(wrong[metric]).zfill(len(digits)) == str(wrong[metric]):
        assert planted


def sums_without(told: dict[str, int], exit_: str) -> set[int]:
    """What any of the other exits make together."""
    others = [told[x] for x in EXITS if x != exit_]
    return {sum(some) for n in range(len(others) + 1) for some in combinations(others, n)}


def tells_another_story(told: dict[str, int]) -> bool:
    """Whether the planted digit happens to fit another convention: nobody could see it."""
    total, new, carried = (told[f"received.{m}"] for m in ("total", "new", "carried_over"))
    split = told["received.online"] + told["received.in_person_or_postal"]
    on_time_and_late = told["resolved.on_time"] + told["resolved.late"]
    elsewhere = (
        split in (total, new, total - carried, new + carried, total + carried)
        and new + carried == total
        and told["resolved.total"] == on_time_and_late + told["resolved.early"]
        and told["pending.total"] == told["pending.in_time"] + told["pending.overdue"]
    )
    settled = told["resolved.total"]
    rest = settled - on_time_and_late - told["resolved.early"]
    # Files that left in a named way make up the settled ones, and the balance holds with them in.
    counted_in = any(
        told[x] == rest > 0 and total - settled - told["pending.total"] in sums_without(told, x)
        for x in EXITS
    )
    return total == new or on_time_and_late == settled or counted_in or elsewhere


@settings(MANY, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(PLANTED), st.integers(0, 10**12)), max_size=30))
def test_any_figures_at_all_are_judged_without_trouble(pairs: list[tuple[str, int]]) -> None:
    told = [figure(m, show_count(v), number=i) for i, (m, v) in enumerate(pairs)]
    report = checked(*told)
    assert {f for c in report.checks for f in c.figures} <= {f.id for f in told}
    assert bool(report.checks) == bool(told)


TELLING = ("N", "C", "T", "Se", "So", "Seo", "Sl", "S")
TOLD = st.lists(st.tuples(st.sampled_from(TELLING), st.integers(0, 2)), min_size=3, max_size=9)


@settings(MANY, max_examples=700)
@given(st.lists(TOLD, min_size=2, max_size=3))
def test_any_passages_at_all_are_judged_together(passages: list[list[tuple[str, int]]]) -> None:
    """Small numbers, some told twice, so that sums hold by chance, and elsewhere otherwise."""
    levels = ("district", "commune", "land_registry")
    told = [
        figure(SHORT[letter], str(value), level=level, number=i)
        for level, passage in zip(levels, passages, strict=False)
        for i, (letter, value) in enumerate(passage)
    ]
    report = checked(*told)
    assert {f for c in report.checks for f in c.figures} <= {f.id for f in told}
    assert all(f.message for f in report.findings)
