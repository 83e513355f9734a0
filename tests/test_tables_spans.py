"""Columns of several spans of time, of levels and of fractions; rows that count their members."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.head.months import is_over
from extractor.models import DocumentHead, Figure, Period
from extractor.tables import read_tables
from tests.test_tables import Spec, page_of, told

HALF = Period(start="2023-12-15", end="2024-06-14", label="6 tháng đầu năm 2024", kind="half-year")
QUARTER = Period(start="2024-03-15", end="2024-06-14", label="quý II năm 2024", kind="quarter")


def read(rows: Sequence[Sequence[Spec]], own: Period = HALF) -> Sequence[Figure]:
    return read_tables([page_of(("", rows))], DocumentHead(type="BC", period=own))


def by_period(figures: Sequence[Figure]) -> set[tuple[str, str | None, object]]:
    return {(f.metric, f.period, f.value) for f in figures}


def test_quarters_of_a_half_year_below_a_merged_heading() -> None:
    """'Số lượng' spans 'Quý I', 'Quý II' and '6 tháng': three tellings of each row."""
    rows: list[list[Spec]] = [
        [("STT", 2, 1), ("Chỉ tiêu", 2, 1), ("Số lượng (hồ sơ)", 1, 3)],
        ["Quý I", "Quý II", "6 tháng"],
        ["1", "Hồ sơ tiếp nhận mới", "120", "130", "250"],
        ["2", "Đã giải quyết", "110", "120", "230"],
        ["3", "Đang giải quyết cuối kỳ", "10", "20", "20"],
    ]
    figures = by_period(read(rows))
    assert {p for _, p, _ in figures} == {"Quý I", "Quý II", None}
    assert ("received.new", "Quý I", 120) in figures
    assert ("pending.total", None, 20) in figures


@pytest.mark.parametrize("spans", [("Quý II", "Lũy kế"), ("Trong quý", "Từ đầu năm đến nay")])
@pytest.mark.parametrize("first", [0, 1])
def test_each_figure_of_the_own_span_and_of_the_year(spans: tuple[str, str], first: int) -> None:
    """Two columns under every figure, in either order."""
    order = (first, 1 - first)
    rows: list[list[Spec]] = [
        [("TT", 2, 1), ("Đơn vị", 2, 1), ("Hồ sơ đã giải quyết", 1, 2), ("Quá hạn", 1, 2)],
        [*(spans[i] for i in order), *(spans[i] for i in order)],
        ["1", "Xã A", *(("90", "170")[i] for i in order), *(("1", "3")[i] for i in order)],
        ["2", "Xã B", *(("60", "140")[i] for i in order), *(("0", "5")[i] for i in order)],
    ]
    figures = by_period(read(rows, QUARTER))
    assert {("resolved.total", None, 90), ("resolved.total", "cumulative", 170)} <= figures
    assert {("resolved.late", None, 1), ("resolved.late", "cumulative", 5)} <= figures
    assert len(figures) == 8


def test_a_sum_of_the_year_beside_several_figures_may_be_of_any() -> None:
    rows: list[list[Spec]] = [
        [("TT", 2, 1), ("Đơn vị", 2, 1), ("Tiếp nhận", 1, 3), ("Đã giải quyết", 2, 1)],
        ["Kỳ trước", "Trong kỳ", "Lũy kế"],
        ["1", "Xã A", "4", "90", "170", "91"],
        ["2", "Xã B", "2", "60", "140", "61"],
    ]
    figures = by_period(read(rows, QUARTER))
    assert ("received.new", None, 90) in figures
    assert {value for _, period, value in figures if period == "cumulative"} == {None}


@pytest.mark.parametrize(
    ("heading", "own"),
    [
        ("Năm 2023", HALF),
        ("Kết quả năm 2023", HALF),
        ("6 tháng đầu năm 2023", HALF),
        ("Quý I/2024", QUARTER),
        ("Quý I", QUARTER),
        ("Quý trước", QUARTER),
    ],
)
def test_a_span_before_the_own_is_only_compared_with(heading: str, own: Period) -> None:
    """Turned and upright: the last period's figures are none of this report."""
    turned: list[list[Spec]] = [
        ["TT", "Nội dung", heading, "Kỳ này"],
        ["1", "Hồ sơ tiếp nhận mới", "1200", "800"],
        ["2", "Hồ sơ đã giải quyết", "1100", "700"],
    ]
    upright: list[list[Spec]] = [
        [("TT", 2, 1), ("Đơn vị", 2, 1), (heading, 1, 2), ("Kỳ này", 1, 2)],
        ["Tiếp nhận", "Đã giải quyết", "Tiếp nhận", "Đã giải quyết"],
        ["1", "Xã An Nhứt", "1200", "1100", "800", "700"],
        ["2", "Xã Tam Phước", "120", "110", "80", "70"],
    ]
    assert {f.value for f in read(turned, own)} == {800, 700}
    assert {f.value for f in read(upright, own)} == {800, 700, 80, 70}


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ("Quý I", False),
        ("Tháng 6", False),
        ("Năm 2024", False),
        ("Lũy kế từ đầu năm", False),
        ("Tháng 12", True),
        ("Năm 2023", True),
        ("Kết quả năm 2023", True),
    ],
)
def test_what_ended_before(said: str, over: bool) -> None:
    assert is_over(said, HALF) is over


FRACTIONS: list[list[Spec]] = [
    [("Nội dung", 2, 1), ("Các phòng chuyên môn", 1, 2), ("Các xã, phường", 1, 2)],
    ["Số lượng", "Tỷ lệ (%)", "Số lượng", "Tỷ lệ (%)"],
    ["Hồ sơ được số hóa/hồ sơ tiếp nhận mới", "17/19", "89,47", "88/89", "98,88"],
    ["Kết quả được số hóa/hồ sơ đã giải quyết", "16/17", "94,12", "84/89", "94,38"],
    ["Hồ sơ thanh toán trực tuyến/hồ sơ có phí", "6/7", "85,71", "63/65", "96,92"],
]


def test_fractions_below_levels() -> None:
    """A row names part and whole, a column the level, the one beside it the share."""
    figures = told(read(FRACTIONS))
    assert len(figures) == 18
    assert figures["district", None, "digitised_records.due"] == 19
    assert figures["commune", None, "payment.count"] == 63
    assert float(str(figures["commune", None, "payment.rate"])) == 96.92


def test_a_share_behind_the_fraction_and_no_share_column() -> None:
    rows: list[list[Spec]] = [
        ["Chỉ tiêu", "Cấp huyện", "Cấp xã"],
        ["Số hóa hồ sơ (đã số hóa/phải số hóa)", "16/17 (94,12%)", "84/89 (94,38%)"],
        ["Số hóa kết quả (đã số hóa/phải số hóa)", "6/7", "63/65"],
    ]
    figures = told(read(rows))
    assert figures["district", None, "digitised_records.count"] == 16
    assert float(str(figures["commune", None, "digitised_records.rate"])) == 94.38
    assert figures["commune", None, "digitised_results.due"] == 65


def test_below_a_name_nobody_knows_no_share_is_the_whole() -> None:
    """'Khu vực biển | Số lượng, Tỷ lệ': whose they are is not said, so nothing is read."""
    first: list[Spec] = [("Nội dung", 2, 1), ("Khu vực biển", 1, 2), ("Cấp xã", 1, 2)]
    rows = [first, *FRACTIONS[1:]]
    assert {f.scope.level for f in read(rows)} == {"commune"}


@pytest.mark.parametrize("label", ["Cấp xã (64 xã, phường)", "UBND cấp xã (7 xã, 1 thị trấn)"])
def test_a_bracket_that_counts_members_leaves_a_level(label: str) -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị", "Tiếp nhận", "Đã giải quyết"],
        ["I", "Các phòng (02 phòng)", "200", "190"],
        ["1", "Phòng Tư pháp", "100", "95"],
        ["2", "Phòng Nội vụ", "100", "95"],
        ["II", label, "30", "29"],
        ["", "Tổng cộng", "230", "219"],
    ]
    figures = told(read(rows))
    assert figures["district", None, "received.total"] == 200
    assert figures["commune", None, "received.total"] == 30
    assert figures["whole", None, "received.total"] == 230


@pytest.mark.parametrize(
    ("above", "period"),
    [
        ("Trong tháng nhận 27 hồ sơ tháng 9 để lại. Chi tiết trong tháng như sau:", None),
        ("Trong tháng nhận 27 hồ sơ. Chi tiết của tháng 9 như sau:", "tháng 9"),
    ],
)
def test_of_prose_over_a_table_its_last_sentence_tells_the_span(
    above: str, period: str | None
) -> None:
    own = Period(start=None, end=None, label="tháng 10 năm 2023", kind="month")
    rows: list[list[Spec]] = [
        ["Đơn vị", "Tiếp nhận", "Đã giải quyết"],
        ["Xã An Hòa", "4", "3"],
    ]
    found = read_tables([page_of((above, rows))], DocumentHead(period=own))
    assert [(f.value, f.period) for f in found] == [(4, period), (3, period)]


def test_months_their_quarters_and_the_sum_of_all() -> None:
    rows: list[list[Spec]] = [
        [("Chỉ tiêu", 2, 1), ("Quý I", 1, 2), ("Quý II", 1, 2), ("Cộng 6 tháng", 2, 1)],
        ["Tháng 3", "Cộng quý I", "Tháng 6", "Cộng quý II"],
        ["Hồ sơ tiếp nhận mới", "11", "30", "12", "40", "70"],
        ["Đã giải quyết", "10", "29", "11", "38", "67"],
    ]
    figures = by_period(read(rows))
    new = {period: value for metric, period, value in figures if metric == "received.new"}
    assert new == {"Tháng 3": 11, "Cộng quý I": 30, "Tháng 6": 12, "Cộng quý II": 40, None: 70}
