"""Which figure is wrong, and why: on the seeds, by example, and against brute force."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.batch import run
from extractor.checks import examine
from extractor.checks.balance import OPEN
from extractor.checks.sums import UNREAD
from extractor.judge import judge_report
from extractor.judge.blocks import blocks_of
from extractor.judge.linear import Line, solve
from extractor.judge.mip import minimise
from extractor.judge.relations import Net, net_of
from extractor.judge.solve import Search
from extractor.judge.weights import Evidence
from extractor.messages import hints, retold
from extractor.models import Figure, Finding, PageReading, Report, Scope
from extractor.settings import Settings
from tests.test_checks import SOURCE, checked, figure, only, told

SEEDS = Path(__file__).parent.parent / "corpus" / "seeds"
POOR = SOURCE.model_copy(update={"readings": (PageReading(page=1, reader="text", quality="poor"),)})


@cache
def seed(number: str) -> Report:
    (folder,) = SEEDS.glob(f"{number}_*")
    (report,) = run([folder / "document.txt"], Settings(), jobs=1)
    return report


def errors(report: Report) -> dict[str | None, Finding]:
    return {f.metric: f for f in report.findings if f.severity == "error"}


def swaps(finding: Finding, act: str | None = None) -> list[tuple[str, str]]:
    """What each explanation of one change would replace, in order."""
    return [
        (e.changes[0].from_, e.changes[0].to)
        for e in finding.explanations
        if len(e.changes) == 1 and act in (None, e.act)
    ]


# ------------------------------------------------------------------------------ the seeds


def test_seed_001_lists_the_four_repairs_and_ranks_the_misread_digit_first() -> None:
    finding = errors(seed("001"))["resolved.total"]
    assert swaps(finding, "slip")[0] == ("03", "00")
    assert set(swaps(finding, "slip")) == {
        ("03", "00"), ("1.196", "1.199"), ("1.127", "1.124"), ("69", "66"),
    }  # fmt: skip
    assert finding.explanations[0].text == (
        "03 → 00: một chữ số, hay bị đọc nhầm; cấp huyện cùng báo cáo ghi 00"
    )
    assert finding.cause == "reading"
    assert finding.search == "complete"


def test_seed_001_calls_the_open_files_unexplained_and_the_rests_omitted() -> None:
    report = seed("001")
    finding = errors(report)["pending.total"]
    assert (finding.cause, finding.suggestions) == ("unknown", ())
    assert {"161", "119", "00"} == {a for a, _ in swaps(finding, "unexplained")}
    assert retold(finding, "en").because == "No single slip explains the difference."
    rests = {f.difference: f for f in report.findings if f.code == "balance-remainder"}
    assert {39, 30} == set(rests)
    assert {(f.severity, f.cause) for f in rests.values()} == {("info", "omitted-category")}
    assert report.conventions["channel_split_of"] == "received.total"


def test_seed_000_names_the_rate_and_neither_of_its_numbers() -> None:
    report = seed("000")
    (finding,) = errors(report).values()
    assert (finding.code, finding.cause) == ("rate-mismatch", "author")
    assert [e.act for e in finding.explanations] == ["rate", "as-printed"]
    assert swaps(finding) == [("61,55", "65,53")]
    assert report.conventions["rate_mode"] == "truncate"
    assert "1.465 = 329 + 1.136" in finding.explanations[0].text
    assert finding.explanations[0].reasons[1].params == {"rounded": "65,54"}
    assert [line.partition(":")[0] for line in hints(finding)[1:]] == ["99 %", "< 1 %"]


# ------------------------------------------------------------------------------ by example


def acts(finding: Finding) -> list[str]:
    return [e.act for e in finding.explanations]


def test_as_printed_is_always_an_answer() -> None:
    finding = retold(only(checked(*told("P 161; Pi 119; Po 00"))), "en")
    (last,) = [e for e in finding.explanations if e.act == "as-printed"]
    assert (last.cause, last.changes) == ("unknown", ())
    assert last.text == "the numbers are right as printed; the rule does not apply here"


def test_a_cell_that_two_relations_belie_is_named_alone() -> None:
    report = checked(*told("T 508; N 457; C 45; S 400; P 102; Pi 100; Po 2"))
    assert swaps(errors(report)["received.total"])[0] == ("508", "502")


def test_what_leaves_a_rate_of_the_same_figure_wrong_is_no_match_for_what_mends_both() -> None:
    """Two slips of other parts mend the sum alone: 1655 → 1665 and 228 → 238."""
    report = checked(*told("S 1902; Se 1655; So 228; Sl 9"), figure("resolved.late_rate", "1,00"))
    for finding in errors(report).values():
        assert swaps(finding)[0] == ("9", "19")
        assert finding.explanations[0].odds > 0.9


def test_a_category_that_the_rule_knows_and_the_report_omits_is_offered() -> None:
    finding = only(checked(*told("T 498; N 431; Non 400; Nc 20")))
    omitted = next(e for e in finding.explanations if e.act == "omitted")
    assert omitted.cause == "omitted-category"
    assert dict(omitted.reasons[0].params) in ({"size": "11"}, {"size": "78"})


def test_two_figures_that_changed_places_are_one_act() -> None:
    report = checked(*told("T 457; N 502; C 45; S 400; P 102"))
    found = [e for f in errors(report).values() for e in f.explanations if e.act == "swapped"]
    assert found and {c.from_ for c in found[0].changes} == {"457", "502"}
    assert found[0] is errors(report)["received.total"].explanations[0]


def test_a_breakdown_of_another_total_is_one_act() -> None:
    report = checked(*told("T 500; N 431; S 498; Se 400; So 31; Sl 0; P 2"))
    assert "attached" in acts(errors(report)["resolved.total"])


def test_what_a_witness_saw_comes_first() -> None:
    seen = [f.model_copy(update={"reading": f.reading.model_copy(
        update={"reader": "ocr", "confidence": 0.99,
                "alternatives": ("124",) if f.printed == "127" else ()})})
        for f in told("S 196; Se 127; So 69; Sl 3")]  # fmt: skip
    finding = errors(judge_report(Report(source=POOR, figures=tuple(seen))))["resolved.total"]
    assert swaps(finding)[0] == ("127", "124")
    assert finding.cause == "reading"


def test_a_warning_is_never_explained_into_an_accusation() -> None:
    report = checked(*told("K 4.812; Kd 10.000; digitised_results.rate 48,2"))
    (finding,) = report.findings
    assert (finding.severity, finding.cause, finding.explanations) == ("warning", "unknown", ())


def test_a_figure_that_a_person_has_confirmed_is_believed() -> None:
    figures = [f.model_copy(update={"status": "confirmed"}) if f.printed == "69" else f
               for f in told("S 196; Se 127; So 69; Sl 3")]  # fmt: skip
    finding = only(checked(*figures))
    assert "69" not in {a for a, _ in swaps(finding)}


def test_a_finding_keeps_its_name_when_figures_are_numbered_anew() -> None:
    text = "S 1.196; Se 1.127; So 69; Sl 03"
    first = only(checked(*told(text)))
    again = [f.model_copy(update={"id": f"x{n}"}) for n, f in enumerate(told(text))]
    assert only(checked(*again)).id == first.id != ""
    other = only(checked(*told("S 1.196; Se 1.127; So 69; Sl 04")))
    assert other.id != first.id


def test_a_finding_keeps_its_name_whatever_stands_beside_it() -> None:
    wrong = told("S 1.196; Se 1.127; So 69; Sl 03", level="commune", block="b2")
    before = [*told("T 10; N 8; C 3", level="district"), *told("P 161; Pi 119; Po 00")]
    after = told("S 1.196; Se 1.127; So 69; Sl 03", level="department", block="b3")

    def name(*figures: Figure) -> str:
        (found,) = (
            f for f in checked(*figures).findings if f.scope == Scope(level="commune") and f.id
        )
        return found.id

    alone = name(*wrong)
    assert alone == name(*before, *wrong) == name(*wrong, *before, *after) == name(*after, *wrong)


def test_findings_alike_have_names_of_their_own() -> None:
    report = checked(*told("P 9; Pi 7; Po 0", block="a"), *told("P 19; Pi 7; Po 0", block="b"))
    names = [f.id for f in report.findings]
    assert len(set(names)) == len(names)


# -------------------------------------------------------------------- against brute force

TERMS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([-2, -1, 1, 2])), max_size=3)


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    found = []
    for terms in draw(st.lists(TERMS, min_size=1, max_size=4)):
        merged = tuple(dict(terms).items())
        lo = draw(st.integers(-6, 12))
        found.append(Line(merged, lo, draw(st.sampled_from([lo, lo + 3, None]))))
    box = [Line(((i, 1),), 0, 6) for i in range(3)]
    return [*found, *box]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(lines())
def test_elimination_loses_no_solution(system: list[Line]) -> None:
    found = solve(system, 3)
    right = [v for v in product(range(7), repeat=3) if all(line.holds(v) for line in system)]
    if found is None:
        assert not right
        return
    for at, value in enumerate(found):
        assert value is None or {v[at] for v in right} <= {value}


def net_for(figures: Sequence[Figure]) -> Net | None:
    examined = examine(Report(source=POOR, figures=tuple(figures)))
    blocks = blocks_of(examined)
    return net_of(blocks[0], Evidence(examined.report), {}) if blocks else None


COUNTS = st.integers(0, 30)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.tuples(*[COUNTS] * 11))
def test_the_search_finds_what_the_solver_finds(counts: tuple[int, ...]) -> None:
    names = ("T", "N", "C", "S", "Se", "So", "Sl", "P", "Pi", "Po", "B")
    net = net_for([figure_of(n, c) for n, c in zip(names, counts, strict=True)])
    if net is None:
        return
    searched = Search(net).run(0.0, 20_000)
    solved = minimise(net, net.relations, 0.0, 20.0, most=1)
    assert searched.complete
    assert solved.solutions[0].weight == pytest.approx(searched.solutions[0].weight)
    again = Search(net).run(0.0, 20_000)
    assert again.solutions == searched.solutions


def figure_of(name: str, count: int) -> Figure:
    (found,) = told(f"{name} {count}")
    return found.model_copy(update={"id": name})


def test_nothing_is_said_where_nothing_fails() -> None:
    examined = examine(Report(source=SOURCE, figures=tuple(told("S 354; Se 341; So 13; Sl 00"))))
    assert blocks_of(examined) == []


def test_a_large_block_goes_to_the_solver_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.book.judging import odds

    small = odds().model_copy(update={"search": odds().search.model_copy(update={"nodes": 1})})
    monkeypatch.setattr("extractor.judge.locating.odds", lambda: small)
    finding = only(checked(*told("S 1.196; Se 1.127; So 69; Sl 03")))
    assert finding.search in ("optimal", "time")
    assert {a for a, _ in swaps(finding)} == {"1.196", "1.127", "69", "03"}


def test_a_lone_figure_is_left_to_its_own_finding() -> None:
    report = checked(figure("digitised_results.rate", "6848"))
    finding = only(report)
    assert (finding.code, finding.search, finding.cause) == (
        "part-exceeds-whole", "alone", "author",
    )  # fmt: skip
    assert swaps(finding)[0] == ("6848", "68,48")
    assert "as-printed" in acts(finding)
    assert ("101,2", "10,2") in swaps(only(checked(figure("digitised_results.rate", "101,2"))))


def test_a_figure_with_room_is_not_blamed_for_all_its_room() -> None:
    finding = only(checked(*told("K 13.380; Kd 1.574")))
    assert swaps(finding, "slip")[0][0] == "13.380"


def test_every_error_has_its_explanations_and_their_words() -> None:
    for text in ("K 12; Kd 10", "T 500; S 400; P 120", "G 1; Gp 2", "S 10; Sl 12"):
        finding = retold(only(checked(*told(text))))
        assert "as-printed" in acts(finding)
        assert all(e.text and "{" not in e.text for e in finding.explanations)


def test_files_counted_in_the_wrong_row_are_one_act() -> None:
    rows = [("U1", "30", "10"), ("U2", "40", "30"), ("U3", "50", "50")]
    figures = [
        figure(metric, printed, level="unit", name=name, block=f"table1:row{n}", origin="table")
        for n, (name, *cells) in enumerate(rows)
        for metric, printed in zip(("resolved.total", "resolved.on_time"), cells, strict=True)
    ]
    figures += [
        figure(metric, printed, level="unit", name=name, block=f"table1:row{n}", origin="table")
        for n, (name, printed) in enumerate((("U1", "0"), ("U2", "30"), ("U3", "0")))
        for metric in ("resolved.late",)
    ]
    figures += [
        figure(metric, printed, level="whole", block="table1:row9", origin="table")
        for metric, printed in (
            ("resolved.total", "120"), ("resolved.on_time", "90"), ("resolved.late", "30"),
        )
    ]  # fmt: skip
    report = checked(*figures)
    moved = [e for f in errors(report).values() for e in f.explanations if e.act == "moved"]
    assert moved
    assert {frozenset((c.from_, c.to) for c in e.changes) for e in moved} >= {
        frozenset({("30", "10"), ("40", "60")})
    }
    assert all("{" not in e.text for f in report.findings for e in retold(f).explanations)


def test_every_figure_of_a_sum_that_may_be_to_blame_is_listed() -> None:
    # A slip in the one that was read badly is by far the likeliest: the other is listed, too.
    seen = [f.model_copy(update={"reading": f.reading.model_copy(
        update={"reader": "ocr", "confidence": 0.8 if f.printed == "3.188" else 0.98})})
        for f in told("T 3.207; N 3.188; C 27")]  # fmt: skip
    finding = errors(judge_report(Report(source=POOR, figures=tuple(seen))))["received.total"]
    assert swaps(finding)[0][0] == "3.188"
    assert {"3.188", "27"} <= {a for a, _ in swaps(finding)}


def test_a_total_that_may_leave_out_the_carry_over_binds_no_other_sum() -> None:
    # 15 settled and 9 open of 17: the words leave open whether those carried over are in it.
    figures = [
        f.model_copy(update={"note": OPEN}) if f.metric == "received.total" else f
        for f in told("T 17; S 15; Se 10; So 5; Sl 0; P 9; Pi 9; Po 0")
    ]
    assert not errors(judge_report(Report(source=SOURCE, figures=tuple(figures))))
    wrong = [f.model_copy(update={"printed": "1", "value": 1}) if f.metric == "pending.total" else f
             for f in figures]  # fmt: skip
    finding = errors(judge_report(Report(source=SOURCE, figures=tuple(wrong))))["pending.total"]
    assert ("1", "9") in swaps(finding)


def test_a_part_that_was_seen_and_not_read_may_hold_the_rest() -> None:
    # 18 and 1 of 21: a third part stands there that is no metric. The total row bears 18 out.
    rows = [("U1", "21", "188", "1"), ("U2", "10", "8", "2"), (None, "31", "26", "3")]
    metrics = ("pending.total", "pending.in_time", "pending.overdue")
    figures = [
        figure(
            metric, printed, level="unit" if name else "whole", name=name,
            block=f"table1:row{n}", origin="table",
        ).model_copy(update={"note": UNREAD if printed in ("21", "31") else ""})
        for n, (name, *cells) in enumerate(rows)
        for metric, printed in zip(metrics, cells, strict=True)
    ]  # fmt: skip
    report = judge_report(Report(source=SOURCE, figures=tuple(figures)))
    assert {swaps(f)[0] for f in errors(report).values()} == {("188", "18")}
