"""What a column or a row means by those beside it: spans, bare totals, shares, fees."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.models import DocumentHead, Figure
from extractor.tables import read_tables
from tests.test_tables import Spec, page_of


def told(
    rows: Sequence[Sequence[Spec]], *, above: str = "", issuer: str | None = None
) -> set[tuple[str, str, object]]:
    """(level, metric, value) of every figure that was read."""
    head = DocumentHead(type="BC", issuer=issuer)
    return {(f.scope.level, f.metric, f.value) for f in figures(rows, head, above=above)}


def figures(
    rows: Sequence[Sequence[Spec]], head: DocumentHead, *, above: str = ""
) -> Sequence[Figure]:
    return [f for f in read_tables([page_of((above, rows))], head) if f.status != "unresolved"]


@pytest.mark.parametrize("span", ["Năm 2021", "Quý III", "Tháng 8"])
@pytest.mark.parametrize("sum_of_both", [True, False])
def test_the_one_span_beside_the_carry_over_is_what_came_new(span: str, sum_of_both: bool) -> None:
    """With the sum of both, or proven by what became of them."""
    both = ["Tổng"] if sum_of_both else []
    rows: list[list[Spec]] = [
        [("TT", 2, 1), ("Lĩnh vực", 2, 1), ("Tiếp nhận", 1, 2 + len(both)),
         ("Đã giải quyết", 2, 1), ("Đang giải quyết", 2, 1)],
        ["Tồn kỳ trước", span, *both],
        ["1", "Hộ tịch", "4", "90", *(["94"] if both else []), "91", "3"],
        ["2", "Đất đai", "2", "60", *(["62"] if both else []), "55", "7"],
        ["3", "Xây dựng", "7", "20", *(["27"] if both else []), "24", "3"],
    ]  # fmt: skip
    found = told(rows)
    assert {("field", "received.new", n) for n in (90, 60, 20)} <= found
    assert not {n for _, metric, n in found if metric == "received.total"} & {90, 60, 20}


@pytest.mark.parametrize("whole", ["Cộng", "Tổng", "Tổng số"])
def test_the_total_over_its_own_carry_over_is_all_that_came(whole: str) -> None:
    """Its heading names the period; the carry-over stands below the same one."""
    rows: list[list[Spec]] = [
        [("Đơn vị", 3, 1), ("Số phải giải quyết trong quý", 1, 3), ("Đã giải quyết", 3, 1)],
        [(whole, 2, 1), ("Trong đó", 1, 2)],
        ["Quý trước chuyển qua", "Nhận trực tuyến"],
        ["Xã An Phú", "70", "10", "60", "66"],
        ["Xã Bình Lộc", "35", "5", "30", "31"],
    ]
    found = told(rows)
    assert {("unit", "received.total", 70), ("unit", "received.total", 35)} <= found
    assert "received.new" not in {metric for _, metric, _ in found}


@pytest.mark.parametrize("word", ["Cộng", "Tổng"])
def test_a_bare_word_of_sums_is_the_total_of_its_group(word: str) -> None:
    rows: list[list[Spec]] = [
        [("Lĩnh vực", 2, 1), ("Kết quả giải quyết", 1, 3), ("Đang giải quyết", 2, 1)],
        ["Trước hạn", "Quá hạn", word],
        ["Dược", "24", "3", "27", "4"],
        ["Mỹ phẩm", "15", "1", "16", "2"],
    ]
    assert ("field", "resolved.total", 27) in told(rows)


@pytest.mark.parametrize("word", ["Cộng", "Tổng", "Tổng số"])
def test_a_bare_sum_of_services_is_none_of_what_came_in(word: str) -> None:
    rows: list[list[Spec]] = [["Toàn trình", "Một phần", word], ["211", "82", "293"]]
    found = told(rows, above="Hồ sơ dịch vụ công trực tuyến")
    assert ("whole", "online_full.count", 211) in found
    assert 293 not in {value for _, _, value in found}


@pytest.mark.parametrize("word", ["Cộng", "Tổng cộng"])
def test_a_sum_below_the_classes_of_a_rating_is_how_many_rated(word: str) -> None:
    rows: list[list[Spec]] = [
        ["Mức độ", "Số phiếu"],
        ["Rất hài lòng", "96"],
        ["Hài lòng", "41"],
        ["Bình thường", "3"],
        [word, "140"],
    ]
    found = told(rows, above="Mức độ hài lòng")
    assert ("whole", "satisfaction.total", 140) in found
    assert "received.total" not in {metric for _, metric, _ in found}


def test_a_share_of_what_was_not_late_is_told_by_the_count_beside_it() -> None:
    rows: list[list[Spec]] = [
        [("Loại việc", 2, 1), ("Hồ sơ đã trả", 1, 4)],
        ["Kịp hạn (sớm và đúng hạn)", "Chậm hạn", "Cộng", "% kịp hạn"],
        ["Tách thửa", "70", "6", "76", "92,1"],
        ["Cấp đổi", "46", "0", "46", "100,0"],
    ]
    found = told(rows)
    assert ("field", "resolved.early_or_on_time", 70) in found
    rates = {metric: value for _, metric, value in found if metric.endswith("rate")}
    assert rates.keys() == {"resolved.early_or_on_time_rate"}


def test_one_row_without_a_name_is_the_reporters() -> None:
    """Its first number stands below a heading that nobody knows, and is no name."""
    rows: list[list[Spec]] = [
        [("Tổng số giao", 2, 1), ("Đã hoàn thành", 1, 3), ("Đang thực hiện", 2, 1)],
        ["Tổng", "Đúng hạn", "Quá hạn"],
        ["214", "189", "186", "3", "25"],
    ]
    found = told(rows, above="Nhiệm vụ được giao")
    assert ("whole", "tasks.completed", 189) in found
    assert ("whole", "tasks.in_progress", 25) in found


def test_online_of_files_with_a_fee_is_the_fee_that_was_paid() -> None:
    rows: list[list[Spec]] = [
        ["Hồ sơ phải thu phí, lệ phí", "Hồ sơ đã nộp trực tuyến", "Tỷ lệ (%)"],
        ["400", "300", "75,0"],
    ]
    found = told(rows, above="Thanh toán phí, lệ phí")
    assert ("whole", "payment.due", 400) in found
    assert ("whole", "payment.count", 300) in found
    assert not {metric for _, metric, _ in found if metric.startswith("received")}


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("Chi nhánh Văn phòng Đăng ký đất đai khu vực Hòa An", "whole"),
        ("UBND huyện Hòa An", "commune"),
    ],
)
def test_places_of_the_land_are_no_level_below_its_registry(issuer: str, level: str) -> None:
    rows: list[list[Spec]] = [
        ["TT", "Xã", "Đã trả nhưng chậm hạn", "Chưa trả, đã quá hạn"],
        ["1", "Xã Hùng An", "5", "4"],
        ["2", "Xã Vĩnh Tuy", "3", "2"],
        ["", "Cộng 02 xã", "8", "6"],
    ]
    found = told(rows, above="Hồ sơ đất đai chậm hạn và quá hạn", issuer=issuer)
    assert (level, "resolved.late", 8) in found


@pytest.mark.parametrize(
    ("heading", "read"),
    [("Số công chức", True), ("Số cán bộ, công chức trực", True), ("Số đơn thư", False)],
)
def test_who_works_there_beside_what_was_settled(heading: str, read: bool) -> None:
    """A column of staff is passed over; one of petitions makes the table one of other matters."""
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị", heading, "Hồ sơ tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
        ["1", "Xã Hùng An", "12", "90", "81", "9"],
        ["2", "Xã Vĩnh Tuy", "11", "60", "55", "5"],
    ]
    found = told(rows)
    assert (("unit", "resolved.total", 81) in found) == read
    assert 12 not in {value for _, _, value in found}


@pytest.mark.parametrize("broken", [True, False])
def test_prose_above_a_table_says_nothing_of_whose_it_is(broken: bool) -> None:
    """Whether its sentence stands in one line or was broken into several."""
    prose = [
        "1. Đánh giá chung: Trung tâm Phục vụ hành chính công",
        "xã tiếp nhận mới 150 hồ sơ, trong đó nhiều hồ sơ",
        "nộp qua mạng.",
    ]
    rows: list[list[Spec]] = [
        ["Chỉ tiêu", "Số lượng"],
        ["Hồ sơ đã giải quyết", "136"],
        ["Hồ sơ đang giải quyết", "14"],
    ]
    above = ("\n" if broken else " ").join(prose) + "\n2. Số liệu cụ thể"
    assert ("whole", "resolved.total", 136) in told(rows, above=above)
