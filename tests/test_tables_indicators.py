"""Tables 'Chỉ tiêu | Số lượng': rows that name figures, several topics, units of money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extractor.models import DocumentHead, Figure
from extractor.tables import read_tables
from extractor.tables.values import value_of
from tests.test_tables import Spec, page_of

OF_WORDS = [
    ["STT", "Chỉ tiêu", "Số lượng"],
    ["I", "Tiếp nhận hồ sơ", ""],
    ["1", "Tổng số hồ sơ", "1.440"],
    ["2", "Hồ sơ nộp trực tiếp tại quầy", "171"],
]


TOP: list[list[Spec]] = [[*row] for row in OF_WORDS]


def read(rows: Sequence[Sequence[Spec]]) -> dict[str, int | Decimal | None]:
    found: Sequence[Figure] = read_tables([page_of(("", rows))], DocumentHead(type="BC"))
    return {f.metric: f.value for f in found}


def test_a_heading_of_two_topics_hands_none_on() -> None:
    values = read(
        [
            *TOP,
            ["II", "Số hóa, thanh toán trực tuyến", ""],
            ["1", "Hồ sơ phát sinh phí, lệ phí", "574"],
            ["2", "Số tiền thu trực tuyến (đồng)", "11.486.000"],
        ]
    )
    assert values["payment.due"] == 574
    assert values["payment.fee_amount"] == 11_486_000
    assert values["received.in_person"] == 171


def test_a_row_numbered_like_the_figure_above_is_no_part_of_it() -> None:
    values = read(
        [
            *TOP,
            ["II", "Số hóa, thanh toán trực tuyến", ""],
            ["1", "Hồ sơ được số hóa khi tiếp nhận", "1.389"],
            ["2", "Hồ sơ phát sinh phí, lệ phí", "574"],
        ]
    )
    assert (values["digitised_records.count"], values["payment.due"]) == (1389, 574)


def test_a_column_of_units_says_what_money_is_counted_in() -> None:
    unit = ["Đơn vị tính", "", "Hồ sơ", "Hồ sơ", "Triệu đồng"]
    rows: list[list[str]] = [*OF_WORDS, ["3", "Số tiền phí, lệ phí thu trực tuyến", "31,6"]]
    values = read([[*row[:2], unit[i], row[2]] for i, row in enumerate(rows)])
    assert values["payment.fee_amount"] == 31_600_000
    assert values["received.total"] == 1440


@pytest.mark.parametrize("printed", ["Không", "không có", "Không phát sinh."])
def test_words_in_place_of_a_number_are_nought(printed: str) -> None:
    value = value_of(printed)
    assert (value.sort, value.count, value.decimal) == ("number", 0, Decimal(0))
    assert value.printed == printed.rstrip(".")
    assert value_of("Không rõ").sort == "words"


@pytest.mark.parametrize(
    ("label", "metric"),
    [
        ("Hồ sơ thanh toán phí, lệ phí trực tuyến", "payment.count"),
        ("Số lượt thanh toán phí, lệ phí trực tuyến", "payment.fee_count"),
    ],
)
def test_files_that_paid_are_no_times(label: str, metric: str) -> None:
    assert read([*TOP, ["3", label, "788"]])[metric] == 788


def test_what_came_in_beside_what_is_digitised_only() -> None:
    heads: list[Spec] = ["TT", "Đơn vị", "Hồ sơ tiếp nhận", "Hồ sơ được số hóa"]
    row: list[Spec] = ["1", "Sở Tư pháp", "2.318", "2.300"]
    values = read([[*heads, "Kết quả đã cấp", "Kết quả được số hóa"], [*row, "2.270", "2.214"]])
    assert (values["digitised_records.due"], values["digitised_results.due"]) == (2318, 2270)
    values = read([[*heads, "Đã giải quyết"], [*row, "2.270"]])
    assert values["received.total"] == 2318


def test_a_place_beside_channels_is_one() -> None:
    rows = [["1", "Hồ sơ tiếp nhận mới", "120"], ["1.1", "Nộp trực tuyến", "90"]]
    rows += [["1.2", "Nộp trực tiếp tại Trung tâm", "25"], ["1.3", "Qua bưu chính công ích", "5"]]
    values = read([["TT", "Nội dung", "Số liệu"], *rows])
    assert (values["received.in_person"], values["received.postal"]) == (25, 5)
    alone = [["1", "Hồ sơ tiếp nhận mới", "120"], ["2", "Đã giải quyết", "90"]]
    alone += [["3", "Tại Trung tâm Phục vụ hành chính công", "25"]]
    assert "received.in_person" not in read([["TT", "Nội dung", "Số liệu"], *alone])


def test_a_share_hands_nothing_on_and_may_tell_what_it_is_of() -> None:
    rows = [
        ["1", "Hồ sơ được số hóa khi tiếp nhận", "95"],
        ["2", "Tỷ lệ số hóa hồ sơ khi tiếp nhận (%)", "95,0"],
        ["3", "Kết quả giải quyết được số hóa", "88"],
        ["4", "Tỷ lệ hồ sơ trực tuyến trên hồ sơ tiếp nhận mới (%)", "71,5"],
    ]
    values = read([["TT", "Nội dung", "Số liệu"], *rows])
    assert values["digitised_results.count"] == 88
    assert values["received.online_rate"] == Decimal("71.5")


def test_files_from_beyond_the_boundary_are_no_figure_of_the_row_above() -> None:
    rows = [
        ["1", "Hồ sơ tiếp nhận", "120"],
        ["2", "Hồ sơ tiếp nhận trực tuyến", "90"],
        ["3", "Hồ sơ tiếp nhận không phụ thuộc địa giới hành chính", "7"],
    ]
    values = read([["TT", "Nội dung", "Số liệu"], *rows])
    assert values == {"received.total": 120, "received.online": 90}


def test_a_row_without_numeral_is_of_the_row_above_it() -> None:
    rows = [
        ["1", "Hồ sơ thanh toán trực tuyến", "40"],
        ["2", "Lượt nộp thuế đất đai", "12"],
        ["", "Số tiền (đồng)", "9.600.000"],
        ["3", "Hồ sơ được số hóa khi tiếp nhận", "95"],
        ["", "Tỷ lệ so với hồ sơ tiếp nhận (%)", "95,0"],
    ]
    values = read([["TT", "Nội dung", "Số liệu"], *rows])
    assert values["payment.tax_amount"] == 9_600_000
    assert values["digitised_records.rate"] == 95


def test_what_is_no_file_stays_it_until_files_come() -> None:
    rows = [
        ["1", "Phản ánh, kiến nghị tiếp nhận", "7"],
        ["2", "Đã xử lý", "5"],
        ["3", "Đang xử lý", "2"],
        ["4", "Hồ sơ đang giải quyết", "31"],
    ]
    values = read([["TT", "Nội dung", "Số liệu"], *rows])
    assert values["feedback_pending.total"] == 2
    assert values["pending.total"] == 31


def test_columns_of_levels_right_of_the_indicators_name_no_rows() -> None:
    heads: list[Spec] = ["Nội dung", "Các phòng", "9 phường", "Toàn quận"]
    rows = [
        ["Hồ sơ phải số hóa khi tiếp nhận", "20", "80", "100"],
        ["Hồ sơ đã số hóa", "19", "76", "95"],
        ["Hồ sơ có phí, lệ phí", "10", "40", "50"],
        ["Hồ sơ thanh toán trực tuyến", "8", "30", "38"],
    ]
    figures = read_tables([page_of(("", [heads, *rows]))], DocumentHead(type="BC"))
    found = {(f.scope.level, f.scope.name, f.metric): f.value for f in figures}
    assert found["commune", None, "digitised_records.count"] == 76
    assert found["district", None, "payment.due"] == 10
    assert found["whole", None, "payment.count"] == 38
