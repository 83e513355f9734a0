"""What a passage itself may explain is a question; what it does not explain stays an error."""

from __future__ import annotations

import pytest

from extractor.checks import check_report
from extractor.figures import asides_of, figures_of
from extractor.models import Report
from tests.passages import assembled, clean
from tests.test_checks import SOURCE


def judged(text: str) -> list[tuple[str, str, object]]:
    """(severity, code, variant) of every finding above a remark."""
    found = assembled(text)
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
