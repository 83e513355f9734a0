"""Turned tables as offices set them: places and levels in columns, one number a row, wholes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.models import DocumentHead, Period
from extractor.readers.drawn import drawn_tables
from extractor.tables import read_tables
from extractor.tables.heading import read_heading
from extractor.tables.labels import is_name_of_place, level_of
from tests.passages import figures
from tests.test_tables import Spec, page_of, told

MARCH = DocumentHead(
    type="BC", period=Period(start=None, end=None, label="tháng 3/2024", kind="month")
)
SPRING = DocumentHead(
    type="BC", period=Period(start=None, end=None, label="quý I/2024", kind="quarter")
)


def places(*names: str) -> list[list[Spec]]:
    return [
        ["Nội dung", *names, "Cộng 02 xã"],
        ["Nhận mới", "30", "12", "42"],
        ["**Đã giải quyết**", "28", "11", "39"],
        ["- Trễ hẹn", "2", "0", "2"],
        ["**Đang giải quyết**", "2", "1", "3"],
        ["- Trễ hẹn", "1", "0", "1"],
    ]


def test_places_that_say_not_what_they_are() -> None:
    values = told(read_tables([page_of(("Hồ sơ TTHC", places("Yên Thọ", "Đồng Văn 2")))]))
    assert values["unit", "Yên Thọ", "received.new"] == 30
    assert values["unit", "Đồng Văn 2", "resolved.total"] == 11
    assert values["commune", None, "received.new"] == 42
    # Stars of bold words are no bullets: below each of them stand parts of it.
    assert values["unit", "Yên Thọ", "resolved.late"] == 2
    assert values["unit", "Yên Thọ", "pending.overdue"] == 1


def test_other_names_that_nobody_knows_are_nobodys() -> None:
    found = read_tables([page_of(("Hồ sơ TTHC", places("Diện đặc biệt", "Diện phổ thông")))])
    assert {f.scope.level for f in found} == {"commune"}


@pytest.mark.parametrize(
    ("name", "is_place"),
    [("Tân Hòa", True), ("Phú Lợi 2", True), ("Đất đai", False), ("HỘ TỊCH", False)],
)
def test_names_of_places(name: str, is_place: bool) -> None:
    assert is_name_of_place(name) is is_place


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("UBND huyện, TX, TP", "district"),
        ("Huyện/thị xã/thành phố", "district"),
        ("UBND xã, phường, TT", "commune"),
        ("Xã - phường - thị trấn", "commune"),
    ],
)
def test_kinds_of_units_in_short_are_a_level(label: str, level: str) -> None:
    found = level_of(label, False)
    assert found is not None and found[0] == level


def test_levels_below_a_heading_that_names_no_rows() -> None:
    rows: list[list[Spec]] = [
        ["Danh mục", "Tổng số", "Trong đó", "", ""],
        ["", "", "Sở, ngành", "Huyện, thị xã, thành phố", "Xã, phường, thị trấn"],
        ["Nhận mới", "60", "10", "20", "30"],
        ["Đã giải quyết", "57", "9", "19", "29"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows), reader="text")]))
    assert values["whole", None, "received.new"] == 60
    assert values["district", None, "resolved.total"] == 19
    assert values["commune", None, "resolved.total"] == 29


def test_one_number_a_row_beside_units_and_remarks() -> None:
    rows: list[list[Spec]] = [
        ["Nội dung", "ĐVT", "Số lượng", "Ghi chú"],
        ["Nhận mới", "Hồ sơ", "60", "đường truyền lỗi"],
        ["Kết quả giải quyết", "Hồ sơ", "57", ""],
        ["Trước hạn", "Hồ sơ", "50", ""],
        ["Đúng hạn", "Hồ sơ", "7", ""],
        ["Còn đang giải quyết", "Hồ sơ", "3", ""],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows), reader="text")]))
    assert values["whole", None, "received.new"] == 60
    assert values["whole", None, "resolved.total"] == 57  # the whole of the parts below it
    assert values["whole", None, "pending.total"] == 3


def test_what_is_told_right_after_a_whole_is_of_another_matter() -> None:
    rows: list[list[Spec]] = [
        ["STT", "Chỉ tiêu", "ĐVT", "Số lượng"],
        ["I", "HỒ SƠ", "", ""],
        ["1", "Nhận mới", "Hồ sơ", "40"],
        ["2", "Đã trả kết quả", "Hồ sơ", "35"],
        ["II", "THANH TOÁN", "", ""],
        ["1", "Hồ sơ nộp phí, lệ phí trực tuyến", "Hồ sơ", "9"],
        ["III", "PHẢN ÁNH, KIẾN NGHỊ", "", ""],
        ["1", "Đã nhận", "PAKN", "5"],
        ["2", "Đã trả lời", "PAKN", "4"],
        ["3", "Đang xem xét", "PAKN", "1"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["whole", None, "received.new"] == 40
    assert values["whole", None, "feedback_received.total"] == 5
    assert values["whole", None, "feedback_resolved.total"] == 4
    assert values["whole", None, "feedback_pending.total"] == 1


FRAME = """Kết quả giải quyết hồ sơ TTHC
┌──────────────────┬───────┬──────────┬─────────┐
│     Nội dung     │  ĐVT  │ Số lượng │ Ghi chú │
├──────────────────┼───────┼──────────┼─────────┤
│        (1)       │  (2)  │    (3)   │   (4)   │
├──────────────────┼───────┼──────────┼─────────┤
│ Nhận mới         │ Hồ sơ │       60 │         │
│ Đã giải quyết    │ Hồ sơ │       57 │         │
│ - Quá hạn        │ Hồ sơ │        - │         │
│ Đang giải quyết  │ Hồ sơ │        3 │         │
│ - Quá hạn        │ Hồ sơ │        - │         │
└──────────────────┴───────┴──────────┴─────────┘
"""


def test_numbers_of_columns_and_dashes_in_a_frame() -> None:
    (table,) = drawn_tables(FRAME)
    assert table.rows == 7  # with its heading and the line that counts the columns


def test_the_last_row_of_a_frame_may_have_one_number() -> None:
    rows = ["│ Nhận mới │ 41 │ 60 │", "│ Đã trả   │ 40 │ 57 │", "│ Rút      │  1 │    │"]
    rule = "┼──────────┼────┼────┼"
    lines = [rule, "│ Nội dung │ A  │ B  │", rule, *rows, rule]
    (table,) = drawn_tables("\n".join(lines) + "\n")
    assert table.rows == 4


SPLIT: list[list[Spec]] = [
    [("Đơn vị", 2, 1), ("Tồn kỳ trước", 2, 1), ("Tiếp nhận", 1, 3), ("Đã trả", 2, 1),
     ("Chuyển kỳ sau giải quyết", 2, 1)],
    ["Tổng", "Trực tuyến", "Trực tiếp"],
    ["Phòng Nội vụ", "8", "40", "30", "10", "43", "5"],
    ["Phòng Tư pháp", "3", "21", "20", "1", "20", "4"],
]  # fmt: skip


def read_split(rows: Sequence[Sequence[Spec]]) -> dict[tuple[str, str | None, str], object]:
    return told(read_tables([page_of(("Hồ sơ TTHC", rows))]))


def test_a_whole_of_channels_beside_the_carry_over_is_what_balances() -> None:
    assert read_split(SPLIT)["unit", "Phòng Nội vụ", "received.new"] == 40
    every = [[*r[:2], *c, *r[5:]] for r, c in zip(SPLIT[2:], (["48"], ["24"]), strict=True)]
    of_all = [*SPLIT[:2], *([*r[:3], "30", "18", *r[3:]] for r in every)]
    assert read_split(of_all)["unit", "Phòng Nội vụ", "received.total"] == 48
    other = [*SPLIT[:2], *([*row[:6], "1"] for row in SPLIT[2:])]
    assert read_split(other)["unit", "Phòng Tư pháp", "received.total"] is None  # nobody can say


def test_a_span_before_the_own_behind_what_is_counted() -> None:
    rows: list[list[Spec]] = [
        ["Lĩnh vực", "Nhận mới quý I/2024", "Đã giải quyết quý I/2024", "Đã giải quyết quý I/2023"],
        ["Đất đai", "30", "28", "41"],
        ["Hộ tịch", "20", "19", "17"],
    ]
    found = read_tables([page_of(("Hồ sơ TTHC", rows))], SPRING)
    assert told(found)["field", "Đất đai", "resolved.total"] == 28
    assert {f.value for f in found} == {30, 28, 20, 19}


def test_the_reports_own_month_is_no_number_of_files() -> None:
    assert not figures("Hồ sơ nộp trực tuyến trong tháng 3", MARCH)
    (other,) = figures("Hồ sơ nộp trực tuyến trong tháng 3 hồ sơ", MARCH)
    assert other.value == 3
    assert figures("Tiếp nhận trong tháng 5 hồ sơ", MARCH)


@pytest.mark.parametrize(
    ("text", "in_money"),
    [("Phí, lệ phí thu trực tuyến (đồng)", True), ("Hồ sơ nộp phí trực tuyến (đồng)", False)],
)
def test_a_unit_of_money_in_a_bracket(text: str, in_money: bool) -> None:
    assert ("amount" in read_heading(text, False, scan=False).features) is in_money


@pytest.mark.parametrize("blank", ["", "Đã giải quyết"], ids=["left blank", "merged or said again"])
@pytest.mark.parametrize(
    "heads", [("Nhóm", "Chỉ tiêu", "Số lượng"), ("Nội dung", "Phân loại", "Số hồ sơ")]
)
def test_rows_named_in_two_columns(heads: tuple[str, str, str], blank: str) -> None:
    came = "Hồ sơ tiếp nhận" if blank else ""
    rows: list[list[Spec]] = [
        list(heads),
        ["Hồ sơ tiếp nhận", "Tồn đầu kỳ", "4"],
        [came, "Trực tuyến", "30"],
        [came, "Trực tiếp", "10"],
        ["Đã giải quyết", "Tổng số", "38"],
        [blank, "Trước hạn", "35"],
        [blank, "Trễ hạn", "3"],
    ]
    assert told(read_tables([page_of(("Hồ sơ TTHC", rows))])) == {
        ("whole", None, "received.carried_over"): 4,
        ("whole", None, "received.online"): 30,
        ("whole", None, "received.in_person"): 10,
        ("whole", None, "resolved.total"): 38,
        ("whole", None, "resolved.early"): 35,
        ("whole", None, "resolved.late"): 3,
    }


def test_a_second_column_of_offices_parts_no_rows() -> None:
    rows: list[list[Spec]] = [
        ["Nội dung", "Nơi tổng hợp", "Số lượng"],
        ["Nhận mới", "Văn phòng", "40"],
        ["Đã giải quyết", "Văn phòng", "38"],
        ["Trễ hạn", "Thanh tra", "3"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["whole", None, "received.new"] == 40
    assert values["whole", None, "resolved.total"] == 38


@pytest.mark.parametrize("spans", [("Kỳ này", "Kỳ trước"), ("Năm nay", "Năm trước")])
def test_the_time_before_beside_each_figure_is_compared_with(spans: tuple[str, str]) -> None:
    rows: list[list[Spec]] = [
        [("Lĩnh vực", 2, 1), ("Nhận mới", 1, 2), ("Đã giải quyết", 1, 2)],
        [*spans, *spans],
        ["Đất đai", "30", "51", "28", "52"],
        ["Hộ tịch", "20", "61", "19", "62"],
    ]
    found = read_tables([page_of(("Hồ sơ TTHC", rows))], SPRING)
    assert {f.value for f in found} == {30, 28, 20, 19}
    assert not any(f.metric == "received.carried_over" for f in found)


def test_what_came_from_the_time_before_is_carried_over() -> None:
    rows: list[list[Spec]] = [
        [("Lĩnh vực", 2, 1), ("Tiếp nhận", 1, 2), ("Đã giải quyết", 2, 1)],
        ["Trong kỳ", "Kỳ trước"],
        ["Đất đai", "30", "5", "28"],
        ["Hộ tịch", "20", "6", "19"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))], SPRING))
    assert values["field", "Đất đai", "received.carried_over"] == 5


def test_shares_below_one_heading_with_their_counts() -> None:
    rows: list[list[Spec]] = [
        [("Lĩnh vực", 2, 1), ("Đã giải quyết", 1, 5)],
        ["Tổng số", "Đúng hạn, trước hạn", "Tỷ lệ (%)", "Quá hạn", "Tỷ lệ (%)"],
        ["Đất đai", "40", "30", "75,00", "10", "25,00"],
        ["Hộ tịch", "50", "45", "90,00", "5", "10,00"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["field", "Đất đai", "resolved.early_or_on_time_rate"] == 75
    assert values["field", "Đất đai", "resolved.late_rate"] == 25


def test_weeks_and_the_sum_of_all() -> None:
    rows: list[list[Spec]] = [
        ["Giai đoạn", "Nhận mới", "Đã giải quyết"],
        ["Tuần 1", "30", "28"],
        ["Tuần 2", "20", "19"],
        ["Tất cả", "50", "47"],
    ]
    found = read_tables([page_of(("Hồ sơ TTHC", rows))])
    assert {f.scope.level for f in found} == {"whole"}
    assert {f.period for f in found if f.value == 30} == {"Tuần 1"}


def test_all_units_of_a_kind_are_their_level() -> None:
    rows: list[list[Spec]] = [
        ["Địa bàn", "Nhận mới", "Đã giải quyết"],
        ["Yên Thọ", "30", "28"],
        ["Tân Hòa", "20", "19"],
        ["Toàn bộ các xã", "50", "47"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["commune", None, "received.new"] == 50


def test_a_group_among_rows_set_with_tabs() -> None:
    text = (
        "Nội dung\tToàn tỉnh\tCấp xã\nHỒ SƠ THỦ TỤC HÀNH CHÍNH\t\t\n"
        "Nhận mới\t60\t30\nĐã giải quyết\t57\t29\n"
    )
    (table,) = drawn_tables(text)
    assert (table.rows, table.cols) == (4, 3)


@pytest.mark.parametrize(("came", "metric"), [("40", "received.new"), ("60", "received.total")])
def test_more_done_than_came_in_the_period_was_there_before(came: str, metric: str) -> None:
    rows: list[list[Spec]] = [
        ["Nội dung", "Số lượng"],
        ["Hồ sơ nhận trong kỳ", came],
        ["Đã giải quyết", "38"],
        ["Hồ sơ đang giải quyết", "9"],
    ]
    turned = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert turned["whole", None, metric] == int(came)
    upright = [["Lĩnh vực", *(str(row[0]) for row in rows[1:])], ["Đất đai", came, "38", "9"]]
    found = told(read_tables([page_of(("Hồ sơ TTHC", upright))]))
    assert found["field", "Đất đai", metric] == int(came)


@pytest.mark.parametrize(
    ("heading", "metric"),
    [
        ("Số dư đầu kỳ", "received.carried_over"),
        ("Cuối kỳ", "pending.total"),
        ("Sớm", "resolved.early"),
        ("Đang quá hạn", "pending.overdue"),
    ],
)
def test_short_headings(heading: str, metric: str) -> None:
    heads = ["Lĩnh vực", "Nhận mới", "Đã giải quyết", heading]
    rows: list[list[Spec]] = [[*heads], ["Đất đai", "40", "38", "9"], ["Hộ tịch", "30", "28", "8"]]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["field", "Đất đai", metric] == 9
