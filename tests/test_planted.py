"""Errors planted in consistent reports: the generator, the kinds, and what the judge must reach."""

from __future__ import annotations

from random import Random

import pytest

from extractor.checks import examine
from extractor.evaluate.planted.kinds import KINDS, Planted
from extractor.evaluate.planted.made import made
from extractor.evaluate.planted.run import UNTOUCHED, evaluate_planted, plant
from extractor.evaluate.planted.score import Tally, false_accusations, rank, relations_broken
from extractor.judge import judge
from extractor.models import Change, Explanation, Finding, Report
from extractor.slips import neighbours, slip_of
from tests.reports import figure, report

SEED = 11


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return list(made(SEED, 120))


def test_the_same_seed_makes_the_same_reports(reports: list[Report]) -> None:
    assert list(made(SEED, 5)) == reports[:5]
    assert list(made(SEED + 1, 5)) != reports[:5]


def test_made_reports_are_told_in_mixed_ways(reports: list[Report]) -> None:
    metrics = {f.metric for r in reports for f in r.figures}
    assert {"received.postal", "resolved.early_or_on_time", "withdrawn.total"} <= metrics
    assert {f.origin for r in reports for f in r.figures} == {"prose", "table"}
    prints = {f.printed for r in reports for f in r.figures}
    assert {"00", "0"} <= prints
    assert any("." in p for p in prints) and any(len(p) > 3 and p.isdigit() for p in prints)


def test_nobody_is_accused_of_what_is_consistent(reports: list[Report]) -> None:
    assert false_accusations([judge(examine(r)) for r in reports]) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_says_the_truth_about_what_it_planted(kind, reports: list[Report]) -> None:  # type: ignore[no-untyped-def]
    made_ = [p for n, r in enumerate(reports) if (p := kind(r, Random(n)))]
    assert made_
    sources = {r.source.path: {f.id: f for f in r.figures} for r in reports}
    for planted in made_:
        before = sources[planted.report.source.path]
        after = {f.id: f for f in planted.report.figures}
        changed = {i for i, f in after.items() if f.value != before[i].value}
        assert changed == set(planted.wrong)
        assert tuple(before[i].value for i in planted.wrong) == planted.true


def test_most_planted_errors_are_named_first_with_their_number_and_cause() -> None:
    outcome = evaluate_planted([], 200, SEED)
    assert (outcome.untouched, outcome.accused) == (UNTOUCHED, [])
    two = outcome.kinds["over 2+"]
    assert two.seen.share == two.listed.share == 1.0
    assert two.first.share >= 0.95 and two.cause.share >= 0.9
    one = outcome.kinds["over 1"]
    assert one.listed.share >= 0.97 and one.first.share >= 0.6
    again = [p.report for p in plant(list(made(SEED, 60)), 20, SEED)]
    assert again == [p.report for p in plant(list(made(SEED, 60)), 20, SEED)]


@pytest.mark.parametrize("printed", ["1.196", "03", "7", "10.000", "1955"])
def test_a_single_slip_is_a_neighbour(printed: str) -> None:
    near = set(neighbours(printed))
    for other in ("1.199", "00", "17", "1.000", "1956", "1195", "30", "1.916"):
        if slip := slip_of(printed, int(other.replace(".", "")), "reading"):
            assert slip.code in ("number-split", "number-glued") or slip.to in near


def test_ranks_are_shared_by_ties() -> None:
    def explained(figure: str, odds: float) -> Explanation:
        change = Change.model_validate({"figure": figure, "from": "1", "to": "2"})
        return Explanation(act="slip", cause="author", odds=odds, changes=(change,))

    finding = Finding(
        code="sum-mismatch", severity="error",
        explanations=(explained("a", 0.5), explained("b", 0.2), explained("c", 0.2)),
    )  # fmt: skip
    assert [rank(finding, {name}) for name in "abc"] == [1, 2, 2]
    assert rank(finding, {"d"}) > 100
    assert Tally().first.share == 1.0


@pytest.mark.parametrize(
    ("wrong", "broken"),
    [
        (("resolved.late", "resolved.early"), 0),
        (("resolved.late", "resolved.total"), 1),
        (("resolved.late",), 1),
        (("pending.overdue",), 0),
    ],
)
def test_what_no_relation_tells_apart_is_told(wrong: tuple[str, ...], broken: int) -> None:
    told = {"resolved.total": 60, "resolved.early": 30, "resolved.on_time": 20, "resolved.late": 10}
    told["pending.overdue"] = 4
    true = tuple(told[m] for m in wrong)
    now = told | dict(zip(wrong, true[::-1] if len(true) > 1 else (true[0] + 1,), strict=True))
    before, after = (
        report(figures=[figure(m, n, id=m) for m, n in each.items()]) for each in (told, now)
    )
    planted = Planted("any", after, wrong, true, "author")
    assert relations_broken(planted, [v for v, _ in examine(before).verdicts]) == broken
