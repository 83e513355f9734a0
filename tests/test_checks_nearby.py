"""What a passage itself may explain is a question; what it does not explain stays an error."""

from __future__ import annotations

import pytest

from extractor.figures import asides_of, figures_of
from extractor.judge import judge_report as check_report
from extractor.models import DocumentHead, Period, Report
from tests.passages import REPORT, assembled, clean, figures
from tests.test_checks import SOURCE, checked, codes, row


def judged(text: str, head: DocumentHead = REPORT) -> list[tuple[str, str, object]]:
    """(severity, code, variant) of every finding above a remark."""
    found = assembled(text, head)
    report = check_report(
        Report(source=SOURCE, figures=figures_of(found, [clean(text)]), asides=asides_of(found))
    )
    return [
        (f.severity, f.code, f.params.get("variant", ""))
        for f in report.findings
        if f.severity != "info"
    ]


SUMS = [
    (
        "a part nobody read",
        "Đã giải quyết 500 hồ sơ: trước hạn 400, đúng hạn 88, trễ hạn 00, gia hạn thêm 12.",
        [("warning", "sum-mismatch", "unread")],
    ),
    (
        "another number nobody read",
        "Đã giải quyết 500 hồ sơ: trước hạn 400, đúng hạn 88, trễ hạn 00, gia hạn thêm 11.",
        [("error", "sum-mismatch", "")],
    ),
    (
        "withdrawn files counted among the settled, as the balance shows",
        """Tổng số hồ sơ tiếp nhận 730 hồ sơ.
Đã giải quyết 710 hồ sơ, trong đó đúng hạn 690, trễ hạn 08, rút hồ sơ 12.
Đang giải quyết 20 hồ sơ.""",
        [("warning", "sum-mismatch", "inside")],
    ),
    (
        "withdrawn files beside the settled, as the balance shows",
        """Tổng số hồ sơ tiếp nhận 742 hồ sơ.
Đã giải quyết 710 hồ sơ, trong đó đúng hạn 690, trễ hạn 08.
Rút hồ sơ 12 hồ sơ. Đang giải quyết 20 hồ sơ.""",
        [("error", "sum-mismatch", "")],
    ),
    (
        "settled and open under one total",
        """Tổng số hồ sơ giải quyết: 2.050 hồ sơ. Trong đó: số hồ sơ đã giải quyết 2.000 hồ sơ
(trước hạn 1.800; đúng hạn 195; trễ hạn 5); số hồ sơ đang giải quyết 50 hồ sơ.""",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in SUMS], ids=[r[0] for r in SUMS])
def test_a_gap_that_the_passage_prints_is_a_question(
    text: str, expected: list[tuple[str, str, object]]
) -> None:
    assert judged(text) == expected


TOTALS = [
    ("a verb alone", "Tiếp nhận 890 hồ sơ; giải quyết 905 hồ sơ; đang giải quyết 45 hồ sơ.", True),
    (
        "the total of all",
        "Tổng số hồ sơ tiếp nhận 890; đã giải quyết 905; đang giải quyết 45.",
        False,
    ),
    (
        "a total, and a carry-over spoken of",
        """Tổng số hồ sơ tiếp nhận 890; đã giải quyết 905 (gồm cả hồ sơ tồn kỳ trước);
đang giải quyết 45.""",
        True,
    ),
    (
        "the origin is printed",
        """Tiếp nhận 890 hồ sơ (mới 800, kỳ trước chuyển sang 90); giải quyết 905 hồ sơ;
đang giải quyết 45 hồ sơ.""",
        False,
    ),
    (
        "other scopes close with the bare verb",
        """- Sở Y tế: tiếp nhận 890 hồ sơ; giải quyết 905 hồ sơ; đang giải quyết 45 hồ sơ.
- Sở Nội vụ: tiếp nhận 100 hồ sơ; giải quyết 95 hồ sơ; đang giải quyết 05 hồ sơ.""",
        False,
    ),
]


@pytest.mark.parametrize(("text", "doubt"), [r[1:] for r in TOTALS], ids=[r[0] for r in TOTALS])
def test_a_total_that_may_leave_the_carry_over_out_accuses_nobody(text: str, doubt: bool) -> None:
    finding = ("warning", "balance-exceeded", "carried")
    assert judged(text) == [finding if doubt else ("error", "balance-exceeded", "")]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Đang giải quyết 88 hồ sơ (trong hạn 80, quá hạn 5, chờ bổ sung 3).", "warning"),
        ("Đang giải quyết 88 hồ sơ (trong hạn 80, quá hạn 5, chờ bổ sung 4).", "error"),
        ("Đang giải quyết 88 hồ sơ (trong hạn 80, quá hạn 5).\nChờ bổ sung 3 hồ sơ.", "error"),
    ],
    ids=["as many", "not as many", "another passage"],
)
def test_files_that_wait_in_the_brackets_of_a_sum_may_be_part_of_it(
    text: str, severity: str
) -> None:
    assert [s for s, code, _ in judged(text) if code == "sum-mismatch"] == [severity]


KINDS = [
    ("the lead narrows", "Hồ sơ liên thông: tiếp nhận 1.050 hồ sơ; giải quyết 1.040 hồ sơ.", True),
    ("the noun narrows", "Riêng hồ sơ đất đai giải quyết 1.060 hồ sơ.", True),
    ("another lead", "Đánh giá chung: đã tiếp nhận 1.520 hồ sơ.", False),
    ("a known noun", "Tổng số hồ sơ TTHC đã tiếp nhận: 1.520 hồ sơ.", False),
    ("where it stands", "Tổng số hồ sơ của Sở Tư pháp tiếp nhận là 1.520 hồ sơ.", False),
]


@pytest.mark.parametrize(("text", "narrowed"), [r[1:] for r in KINDS], ids=[r[0] for r in KINDS])
def test_files_of_one_kind_are_pointed_at(text: str, narrowed: bool) -> None:
    found = figures(text)
    assert found
    assert all((f.note == "narrowed") == narrowed for f in found)


def test_files_of_one_kind_conflict_with_nothing() -> None:
    total = "Tổng số hồ sơ tiếp nhận 1.250 hồ sơ."
    said = [code for _, code, _ in judged(f"{total}\nHồ sơ liên thông: tiếp nhận 1.050 hồ sơ.")]
    assert "duplicate-conflict" not in said
    same = judged(f"{total}\nToàn huyện đã tiếp nhận 1.050 hồ sơ.")
    assert ("error", "duplicate-conflict", "") in same


MAY = Period(start=None, end=None, label="tháng 5", kind="month")
PERIODS = [
    ("another month", "Tiếp nhận 640 hồ sơ; tháng 4 tiếp nhận 665 hồ sơ.", 2),
    ("the document's own", "Trong tháng 5 tiếp nhận 640 hồ sơ.", 1),
    ("where files came from", "Tiếp nhận 640 hồ sơ (tháng 4 chuyển sang 75 hồ sơ).", 1),
    ("a span", "Từ tháng 4 đến tháng 5 tiếp nhận 640 hồ sơ.", 1),
]


@pytest.mark.parametrize(("text", "periods"), [r[1:] for r in PERIODS], ids=[r[0] for r in PERIODS])
def test_a_clause_on_another_period_is_told_apart(text: str, periods: int) -> None:
    may = DocumentHead(type="BC", period=MAY)
    assert len({f.period for f in figures(text, may)}) == periods


def test_a_column_of_rates_that_all_its_rows_belie_was_misread() -> None:
    def table(*rates: str) -> list[str]:
        text = "S 100; Seo 95; Sl 5; resolved.late_rate "
        rows = [row("table1", i, "unit", f"Xã {i}", text + rate) for i, rate in enumerate(rates)]
        return codes(checked(*(f for figures_of_row in rows for f in figures_of_row)))

    assert table("95", "95", "95") == []
    assert table("5", "5", "95") == ["rate-mismatch"]


BESIDE = [
    (
        "a number nobody read in the sentence of a figure that no sum bears out",
        "Đã giải quyết 354 hồ sơ, kiểm tra lại 17 lượt bàn giao.",
        [("warning", "ambiguous-claim", "beside")],
    ),
    (
        "the same in the next sentence",
        "Đã giải quyết 354 hồ sơ. Kiểm tra lại 17 lượt bàn giao.",
        [],
    ),
    (
        "the figures are borne out by their sum",
        "Đã giải quyết 354 hồ sơ (đúng hạn 350, trễ hạn 4), kiểm tra lại 17 lượt bàn giao.",
        [],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), BESIDE, ids=[row[0] for row in BESIDE])
def test_a_number_beside_that_was_not_understood_is_a_question(
    why: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert judged(text) == expected


def test_one_question_is_asked_of_a_sentence() -> None:
    text = (
        "Tiếp nhận 512 hồ sơ, đã giải quyết 354 hồ sơ, kiểm tra lại 17 lượt bàn giao, 19 lượt họp."
    )
    found = assembled(text)
    made = figures_of(found, [clean(text)])
    report = check_report(Report(source=SOURCE, figures=made, asides=asides_of(found)))
    (finding,) = [f for f in report.findings if f.params.get("variant") == "beside"]
    assert finding.figures == tuple(figure.id for figure in made)
    assert (finding.params["others"], finding.params["figures"]) == ("17; 19", "512; 354")
