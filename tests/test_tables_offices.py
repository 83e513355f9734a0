"""Tables as one more office draws them: who settles, how people were asked, sums over tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.models import DocumentHead, Figure, Scope
from extractor.tables import read_tables
from tests.test_tables import Spec, page_of, told
from tests.test_tables_written import ALSO_BLANKS, WAYS, Way, read

UNITS: list[list[Spec]] = [
    ["1", "Sở Tư pháp", "20", "18", "2"],
    ["2", "Sở Kinh tế", "30", "29", "1"],
    ["", "Cộng", "50", "47", "3"],
]


@pytest.mark.parametrize(
    "heading",
    [
        "Đơn vị giải quyết",
        "Cơ quan, đơn vị xử lý",
        "Cơ quan tiếp nhận, giải quyết hồ sơ",
        "Nơi xử lý hồ sơ",
        "Đơn vị tiếp nhận và trả kết quả",
        "Cơ quan chủ trì giải quyết TTHC",
    ],
)
@pytest.mark.parametrize("way", ALSO_BLANKS)
def test_who_settles_is_no_figure(way: Way, heading: str) -> None:
    rows: list[list[Spec]] = [["TT", heading, "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]]
    found = read(way([*rows, *UNITS]))
    assert told(found)["unit", "Sở Kinh tế", "resolved.total"] == 29
    assert told(found)["whole", None, "received.total"] == 50
    assert len(found) == 9
    assert {f.status for f in found} == {"read"}


@pytest.mark.parametrize("heading", ["Tên gọi đã xử lý", "Kết quả giải quyết"])
def test_a_column_of_words_counts_nothing_whatever_heads_it(heading: str) -> None:
    rows: list[list[Spec]] = [["TT", heading, "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]]
    found = read_tables([page_of(("", [*rows, *UNITS]))])
    assert told(found)["unit", "Sở Kinh tế", "resolved.total"] == 29
    assert {f.status for f in found} == {"read"}


RATED = ["Tổng số lượt", "Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng"]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Hình thức khảo sát", ("Máy tính bảng tại quầy", "Quét mã QR")),
        ("Kênh đánh giá", ("Trang Zalo", "Phiếu giấy")),
        ("Đối tượng", ("Người dân", "Doanh nghiệp")),
        ("Nhóm tuổi", ("Dưới 40", "Trên 40")),
        ("Nội dung đánh giá", ("Thái độ phục vụ", "Thời gian chờ")),
        ("Đợt khảo sát", ("Đầu tháng", "Giữa tháng")),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_ways_of_asking_are_nobody(way: Way, heading: str, names: tuple[str, str]) -> None:
    rows: list[list[Spec]] = [
        [heading, *RATED],
        [names[0], "70", "60", "8", "1", "1"],
        [names[1], "30", "20", "9", "1", "0"],
        ["Cộng", "100", "80", "17", "2", "1"],
    ]
    found = read(way(rows, "Kết quả khảo sát mức độ hài lòng:"))
    assert {(f.scope.level, f.scope.name) for f in found} == {("whole", None)}
    assert {f.value for f in found} == {100, 80, 17, 2, 1}


@pytest.mark.parametrize("heading", ["Hình thức nộp hồ sơ", "Kênh tiếp nhận", "Cách nộp"])
@pytest.mark.parametrize("way", WAYS)
def test_channels_as_rows(way: Way, heading: str) -> None:
    rows: list[list[Spec]] = [
        ["STT", heading, "Hồ sơ tiếp nhận mới", "Tỷ lệ (%)", "Đã giải quyết"],
        ["1", "Trực tuyến", "60", "60,00", "55"],
        ["2", "Trực tiếp tại Bộ phận Một cửa", "30", "30,00", "28"],
        ["3", "Qua dịch vụ bưu chính công ích", "10", "10,00", "9"],
        ["", "Tổng cộng", "100", "100,00", "92"],
    ]
    assert told(read(way(rows))) == {
        ("whole", None, "received.online"): 60,
        ("whole", None, "received.online_rate"): 60,
        ("whole", None, "received.in_person"): 30,
        ("whole", None, "received.postal"): 10,
        ("whole", None, "received.new"): 100,
        ("whole", None, "resolved.total"): 92,
    }


def test_channels_among_other_rows_are_figures_of_the_columns_units() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Nội dung", "Cấp huyện", "Cấp xã", "Tổng số"],
        ["1", "Hồ sơ tiếp nhận", "60", "40", "100"],
        ["1.1", "Trực tuyến", "50", "30", "80"],
        ["1.2", "Trực tiếp", "10", "10", "20"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["district", None, "received.online"] == 50
    assert values["whole", None, "received.in_person"] == 20


@pytest.mark.parametrize(
    "label",
    [
        "Toàn huyện (Biểu 1 + Biểu 2)",
        "Tổng cộng (I + II)",
        "Tổng số (phòng + xã)",
        "Tổng cộng = I+II",
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_a_sum_may_say_of_what_it_is(way: Way, label: str) -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
        *UNITS[:2],
        ["", label, "50", "47", "3"],
    ]
    assert told(read(way(rows)))["whole", None, "received.total"] == 50


@pytest.mark.parametrize("again", ["Toàn huyện", "Tổng cộng toàn huyện"])
def test_a_second_sum_is_of_more_than_this_table(again: str) -> None:
    rows: list[list[Spec]] = [
        ["TT", "Xã", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
        ["1", "Xã An Bình", "20", "18", "2"],
        ["2", "Xã An Hòa", "30", "29", "1"],
        ["", "Cộng", "50", "47", "3"],
        ["", again, "90", "85", "5"],
    ]
    values = told(read_tables([page_of(("Biểu 2. Cấp xã", rows))]))
    assert values["commune", None, "received.total"] == 50
    assert values["whole", None, "received.total"] == 90


@pytest.mark.parametrize(
    "numbers",
    [
        ["(1)", "(2)", "(10)", "(11)", "(12)=(11)/(10)"],
        ["1", "2", "3", "4", "5=4/3*100%"],
        ["A", "B", "1", "2", "3=2:1x100"],
        ["(a)", "(b)", "(5)", "(6)", "(7)"],
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_rows_that_number_columns(way: Way, numbers: list[Spec]) -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị", "Đã giải quyết", "Đúng hạn", "Tỷ lệ đúng hạn (%)"],
        numbers,
        ["1", "Sở Tư pháp", "20", "18", "90,00"],
        ["2", "Sở Kinh tế", "30", "27", "90,00"],
    ]
    found = read(way(rows))
    assert {f.value for f in found} == {20, 18, 90, 30, 27}
    assert told(found)["unit", "Sở Tư pháp", "resolved.on_time_rate"] == 90


def test_numbers_that_leap_are_figures_where_nothing_marks_them() -> None:
    rows: list[list[Spec]] = [
        ["Tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
        ["3", "7", "12"],
    ]
    assert len(read_tables([page_of(("Hồ sơ TTHC", rows))])) == 3


@pytest.mark.parametrize("numerals", [("I", "II", "III"), ("1", "2", "3")])
def test_a_land_registry_among_single_units_is_one(numerals: tuple[str, str, str]) -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị thực hiện/Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
        [numerals[0], "Văn phòng Đăng ký đất đai", "20", "18", "2"],
        [numerals[1], "Chi cục Kiểm lâm", "30", "29", "1"],
        [numerals[2], "Phòng Nước", "10", "10", "0"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["unit", "Văn phòng Đăng ký đất đai", "received.total"] == 20


def test_a_land_registry_among_levels_is_a_level() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị giải quyết", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
        ["I", "Các phòng chuyên môn", "50", "47", "3"],
        *UNITS[:2],
        ["II", "Chi nhánh Văn phòng Đăng ký đất đai", "20", "18", "2"],
        ["III", "UBND các xã", "30", "29", "1"],
        ["1", "Xã An Bình", "30", "29", "1"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["land_registry", None, "received.total"] == 20


def test_fields_stand_below_the_offices_that_do_the_work() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị thực hiện/Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Bổ sung"],
        ["I", "Chi cục Kiểm lâm", "30", "29", "1"],
        ["1", "Lâm nghiệp", "30", "29", "1"],
        ["II", "Phòng Nước", "10", "10", "0"],
        ["1", "Tài nguyên nước", "10", "10", "0"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert values["unit", "Phòng Nước", "received.total"] == 10
    assert values["field", "Lâm nghiệp", "awaiting_supplement.total"] == 1


def _shares(rate: str, other: str) -> list[Figure]:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị", "Đã giải quyết", "Quá hạn", "Tỷ lệ quá hạn (%)"],
        ["1", "Sở Y tế", "1000", "8", rate],
        ["2", "Sở Tài chính", "2000", "4", other],
    ]
    found = read_tables([page_of(("Hồ sơ TTHC", rows), reader="xlsx")], DocumentHead(type="BC"))
    return [f for f in found if f.metric == "resolved.late_rate"]


def test_the_counts_beside_it_tell_a_share_of_one_from_per_cent() -> None:
    assert [f.value for f in _shares("0.8", "0.2")] == [Decimal("0.8"), Decimal("0.2")]
    assert [f.value for f in _shares("0.008", "0.002")] == [Decimal("0.800"), Decimal("0.200")]


@pytest.mark.parametrize("heading", ["Mã số", "Mã chỉ tiêu", "Ký hiệu"])
@pytest.mark.parametrize("way", WAYS)
def test_codes_of_rows_are_no_figures(way: Way, heading: str) -> None:
    """A letter among them is no digit that was misread."""
    rows: list[list[Spec]] = [
        [heading, "Chỉ tiêu", "Kỳ này", "Lũy kế từ đầu năm"],
        ["01", "Tiếp nhận mới", "40", "90"],
        ["02", "Đã giải quyết", "38", "85"],
        ["B", "Số hóa", "", ""],
        ["03", "Hồ sơ được số hóa khi tiếp nhận", "30", "70"],
        ["04", "Tỷ lệ (04)=(03)/(01)", "75,00", "77,78"],
    ]
    found = [f for f in read(way(rows)) if f.period != "cumulative"]
    assert [(f.metric, f.value, f.status) for f in found] == [
        ("received.new", 40, "read"),
        ("resolved.total", 38, "read"),
        ("digitised_records.count", 30, "read"),
        ("digitised_records.rate", 75, "read"),
    ]


def test_services_and_their_share_below_what_came_in_new() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị", ("Nhận mới", 1, 4), "Đã giải quyết"],
        ["", "", "Tổng", "DVC toàn trình", "Một phần", "Tỷ lệ trực tuyến (%)", ""],
        ["1", "Sở Tư pháp", "20", "8", "4", "60,00", "18"],
        ["2", "Sở Kinh tế", "30", "10", "5", "50,00", "27"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    unit = Scope(level="unit", name="Sở Tư pháp")
    assert values[unit.level, unit.name, "online_full.count"] == 8
    assert values[unit.level, unit.name, "online_partial.count"] == 4
    assert values[unit.level, unit.name, "received.online_rate"] == 60


def test_a_form_with_a_blank_heading_is_read() -> None:
    """Its number tells what the column holds; no heading says of when."""
    numbers: list[Spec] = [f"({n})" for n in range(1, 14)]
    blank: list[Spec] = ["TT", "Lĩnh vực", *[""] * 11]
    row: list[Spec] = ["1", "Đất đai", "20", "9", "9", "2", "18", "9", "8", "1", "2", "2", "0"]
    found = read_tables([page_of(("Biểu số II.06b/VPCP/KSTT", [blank, numbers, row]))])
    assert told(found)["field", "Đất đai", "received.total"] == 20
