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
