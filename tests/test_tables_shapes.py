"""Tables in the shapes offices give them: fields below levels, months, channels, offices beside."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.accounts import with_one_account
from extractor.checks import check_report
from extractor.models import DocumentHead, Figure, Period, Report, Scope, SourceInfo
from extractor.tables import read_tables
from tests.test_tables import Spec, page_of, told

BY_LEVEL: list[list[Spec]] = [
    ["TT", "Lĩnh vực, công việc giải quyết theo cấp", "Tổng số tiếp nhận", "Đã giải quyết"],
    ["A", "TTHC thuộc thẩm quyền giải quyết của UBND cấp huyện", "30", "28"],
    ["1", "Đất đai", "20", "18"],
    ["2", "Xây dựng", "10", "10"],
    ["B", "TTHC thuộc thẩm quyền giải quyết của UBND cấp xã", "50", "50"],
    ["1", "Chứng thực", "40", "40"],
    ["2", "Đất đai", "10", "10"],
    ["", "Tổng số (A+B)", "80", "78"],
]


def test_known_fields_below_levels_are_no_units() -> None:
    for heading in (BY_LEVEL[0][1], "Theo cấp"):
        rows = [["TT", heading, *BY_LEVEL[0][2:]], *BY_LEVEL[1:]]
        values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
        assert values["field", "Chứng thực", "received.total"] == 40
        assert values["commune", None, "resolved.total"] == 50
        assert values["whole", None, "received.total"] == 80
        assert not any(level == "unit" for level, _, _ in values)


def test_names_below_departments_may_be_the_departments() -> None:
    """'Tư pháp' below 'Các sở' is an office as well as a field: not taken for a field."""
    rows: list[list[Spec]] = [
        ["TT", "Cấp giải quyết", "Tổng số tiếp nhận", "Đã giải quyết"],
        ["I", "Các sở, ban, ngành", "30", "28"],
        ["1", "Tư pháp", "20", "18"],
        ["2", "Xây dựng", "10", "10"],
    ]
    values = told(read_tables([page_of(("Hồ sơ TTHC", rows))]))
    assert ("field", "Tư pháp", "received.total") not in values


def test_all_of_the_year_is_no_unit() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Kỳ", "Hồ sơ tiếp nhận", "Đã giải quyết"],
        ["", "Cả năm", "30", "28"],
        ["1", "Quý I", "20", "18"],
        ["2", "Quý II", "10", "10"],
    ]
    found = [(f.scope, f.period, f.value) for f in read_tables([page_of(("", rows))])]
    assert (Scope(level="whole"), None, 30) in found
    assert {scope.level for scope, _, _ in found} == {"whole"}


OFFICES: list[list[Spec]] = [
    [("Chỉ tiêu", 2, 1), ("Toàn phường", 2, 1), ("Chia theo cơ quan giải quyết", 1, 3)],
    ["Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng HĐND và UBND"],
    ["Tiếp nhận", "60", "10", "20", "30"],
    ["Đã giải quyết", "57", "9", "19", "29"],
]


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("Ủy ban nhân dân phường Vũ Ninh", "whole"),
        ("Sở Tư pháp tỉnh Bắc Kạn", "whole"),
        ("Ủy ban nhân dân huyện Ba Bể", "district"),
    ],
)
def test_offices_side_by_side_and_all_of_them(issuer: str, level: str) -> None:
    head = DocumentHead(type="BC", issuer=issuer)
    above = "Kết quả giải quyết hồ sơ TTHC"
    # Without the heading 'Toàn phường': what is summed over offices is their level's.
    rows = [[("Chỉ tiêu", 2, 1), ("Tổng cộng", 2, 1), OFFICES[0][2]], *OFFICES[1:]]
    values = told(read_tables([page_of((above, rows))], head))
    assert values["unit", "Phòng Văn hóa - Xã hội", "received.total"] == 10
    assert values["unit", "Văn phòng HĐND và UBND", "resolved.total"] == 29
    assert values[level, None, "received.total"] == 60


def test_a_strange_column_among_others_that_are_strange_is_no_unit() -> None:
    rows: list[list[Spec]] = [
        ["Chỉ tiêu", "Xã An Hòa", "Điểm chuẩn", "Hệ số quy đổi"],
        ["Tiếp nhận", "60", "10", "20"],
        ["Đã giải quyết", "57", "9", "19"],
    ]
    names = {f.scope.name for f in read_tables([page_of(("Hồ sơ TTHC", rows))])}
    assert names == {"Xã An Hòa"}


def test_channels_one_below_the_other_and_their_sum() -> None:
    rows: list[list[Spec]] = [
        ["Hình thức nộp", "Trong tháng", "Lũy kế"],
        ["Trực tuyến toàn trình", "542", "1.689"],
        ["Trực tuyến một phần", "621", "2.045"],
        ["Nộp trực tiếp", "155", "699"],
        ["Qua bưu chính công ích", "05", "13"],
        ["Cộng", "1.323", "4.446"],
    ]
    found = read_tables([page_of(("Hồ sơ nhận mới", rows))])
    month = {f.metric: f.value for f in found if f.period != "cumulative"}
    assert month == {
        "online_full.count": 542,
        "online_partial.count": 621,
        "received.in_person": 155,
        "received.postal": 5,
    }


SIDE_BY_SIDE: list[list[Spec]] = [
    [("Lĩnh vực", 2, 1), ("Trong tháng", 1, 2), ("Lũy kế từ 01/7/2025", 1, 3)],
    ["Đã giải quyết", "Quá hạn", "Đã giải quyết", "Trước và đúng hạn", "Quá hạn"],
    ["Hộ tịch", "201", "8", "644", "635", "9"],
    ["Đất đai", "165", "0", "487", "485", "2"],
    ["Xây dựng", "11", "0", "40", "37", "3"],
]


def test_what_only_one_of_two_periods_prints_is_not_zero_in_the_other() -> None:
    figures = read_tables([page_of(("Kết quả giải quyết hồ sơ", SIDE_BY_SIDE))])
    source = SourceInfo(path="a", sha256="0" * 64, media_type="", pages=1, status="ok")
    report = check_report(Report(source=source, figures=figures))
    assert {f.metric for f in figures if f.period == "cumulative"} >= {"resolved.early_or_on_time"}
    assert [f.code for f in report.findings if f.severity != "info"] == []


def _prose(metric: str, value: int) -> Figure:
    """A figure of the counter, as the prose tells it."""
    (whole,) = [
        f
        for f in read_tables([page_of(("", COUNTER))])
        if f.metric == metric and f.scope.level == "whole"
    ]
    scope = Scope(level="centre", name="Trung tâm Phục vụ hành chính công xã")
    return whole.model_copy(
        update={"id": f"f-{metric}", "scope": scope, "value": value, "origin": "prose"}
    )


COUNTER: list[list[Spec]] = [
    ["Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
    ["Hộ tịch", "20", "18", "2"],
    ["Đất đai", "10", "10", "0"],
    ["Tổng cộng", "30", "28", "2"],
]


@pytest.mark.parametrize(
    ("issuer", "told_there", "level"),
    [
        ("Ủy ban nhân dân xã Thanh Oai", {"received.total": 30, "resolved.total": 28}, "whole"),
        ("Ủy ban nhân dân xã Thanh Oai", {"received.total": 30}, "centre"),
        ("Ủy ban nhân dân xã Thanh Oai", {"received.total": 30, "resolved.total": 20}, "centre"),
        ("Ủy ban nhân dân tỉnh Lai Châu", {"received.total": 30, "resolved.total": 28}, "centre"),
    ],
)
def test_a_commune_and_its_only_counter(
    issuer: str, told_there: dict[str, int], level: str
) -> None:
    prose = [_prose(metric, value) for metric, value in told_there.items()]
    tables: Sequence[Figure] = read_tables([page_of(("", COUNTER))])
    found = with_one_account((*prose, *tables), DocumentHead(type="BC", issuer=issuer))
    assert {f.scope.level for f in found if f.origin == "prose"} == {level}
    assert [f for f in found if f.origin == "table"] == list(tables)


def scopes(figures: Sequence[Figure], metric: str) -> list[tuple[str, str | None, object]]:
    return [(f.scope.level, f.scope.name, f.value) for f in figures if f.metric == metric]


HEAD: list[Spec] = ["TT", "Đơn vị", "Tổng số hồ sơ tiếp nhận", "Đã giải quyết"]


def test_offices_below_levels_and_their_fields() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị / Lĩnh vực", *HEAD[2:]],
        ["A", "SỞ, BAN, NGÀNH", "80", "70"],
        ["I", "Sở Y tế", "50", "45"],
        ["1", "Dược", "30", "27"],
        ["2", "Khám chữa bệnh", "20", "18"],
        ["B", "KHỐI HUYỆN, THỊ XÃ, THÀNH PHỐ", "40", "35"],
        ["I", "Huyện Vị Thủy", "40", "35"],
        ["1", "Đất đai", "40", "35"],
        ["", "TỔNG A+B", "120", "105"],
    ]
    assert scopes(read_tables([page_of(("", rows))]), "received.total") == [
        ("department", None, 80),
        ("unit", "Sở Y tế", 50),
        ("field", "Dược", 30),
        ("field", "Khám chữa bệnh", 20),
        ("district", None, 40),
        ("unit", "Huyện Vị Thủy", 40),
        ("field", "Huyện Vị Thủy / Đất đai", 40),
        ("whole", None, 120),
    ]


def test_ranks_below_the_word_level() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Cấp", *HEAD[2:]],
        ["1", "Tỉnh", "80", "70"],
        ["2", "Huyện", "40", "35"],
        ["3", "Xã", "10", "10"],
        ["", "Tổng", "130", "115"],
    ]
    assert scopes(read_tables([page_of(("", rows))]), "received.total") == [
        ("province", None, 80),
        ("district", None, 40),
        ("commune", None, 10),
        ("whole", None, 130),
    ]


def test_rows_without_any_name_are_nobodys() -> None:
    rows: list[list[Spec]] = [HEAD, ["1", "", "80", "70"], ["2", "", "40", "35"]]
    found = read_tables([page_of(("", rows))])
    assert {(f.value, f.note) for f in found} == {(None, "row-without-label")}
    assert scopes(read_tables([page_of(("", [HEAD, ["", "", "80", "70"]]))]), "received.total") == [
        ("whole", None, 80)
    ]


def test_months_as_numbers_and_sums_until_then() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Tháng", "Tiếp nhận", "Đã giải quyết", "Lũy kế tiếp nhận"],
        ["1", "01/2024", "100", "90", "100"],
        ["2", "02/2024", "120", "110", "220"],
        ["", "Cộng", "220", "200", "220"],
    ]
    found = read_tables([page_of(("Hồ sơ", rows))])
    assert {(f.period, f.value) for f in found if f.metric == "received.total"} == {
        ("01/2024", 100),
        ("02/2024", 120),
        (None, 220),
        ("cumulative", 220),
    }
    assert {f.scope.level for f in found} == {"whole"}


TWICE: list[list[Spec]] = [
    [("Lĩnh vực", 2, 1), ("Đã giải quyết", 1, 2), ("Hồ sơ quá hạn", 1, 2)],
    ["Tổng", "Quá hạn", "Đã giải quyết", "Chưa giải quyết"],
    ["Dược phẩm", "290", "2", "2", "1"],
    ["An toàn thực phẩm", "95", "5", "5", "0"],
]


@pytest.mark.parametrize(("second", "values"), [("5", [2, 5]), ("4", [None] * 4)])
def test_a_figure_told_in_two_columns(second: str, values: list[int | None]) -> None:
    rows = [*TWICE[:3], [*TWICE[3][:3], second, "0"]]
    found = read_tables([page_of(("Kết quả giải quyết hồ sơ", rows))])
    assert [f.value for f in found if f.metric == "resolved.late"] == values


def test_what_came_up_beside_what_was_left() -> None:
    rows: list[list[Spec]] = [
        ["Đơn vị", "Tồn đầu kỳ", "Phát sinh trong kỳ", "Tổng phải giải quyết", "Đã giải quyết"],
        ["Phòng Tư pháp", "15", "210", "225", "205"],
    ]
    values = told(read_tables([page_of(("Hồ sơ", rows))]))
    assert values["unit", "Phòng Tư pháp", "received.new"] == 210
    assert values["unit", "Phòng Tư pháp", "received.total"] == 225


@pytest.mark.parametrize(
    ("over", "known"), [("Đất đai", [("Xã Phong Phú / Đất đai", 20)]), ("Nhóm một", [])]
)
def test_fields_side_by_side_and_their_sum(over: str, known: list[tuple[str, int]]) -> None:
    """A heading that nobody knows may narrow what it stands over: then all are in doubt."""
    rows: list[list[Spec]] = [
        [("Đơn vị", 2, 1), (over, 1, 2), ("Tổng cộng", 1, 2)],
        ["Tiếp nhận", "Giải quyết", "Tiếp nhận", "Giải quyết"],
        ["Xã Phong Phú", "20", "18", "50", "48"],
        ["Xã Quy Hậu", "30", "30", "60", "60"],
    ]
    found = read_tables([page_of(("Hồ sơ", rows))])
    received = [(f.scope.name, f.value) for f in found if f.metric == "received.total"]
    total = [("Xã Phong Phú", 50 if known else None), ("Xã Quy Hậu", 60 if known else None)]
    assert set(total) <= set(received)
    assert set(known) <= set(received)
    assert ("Xã Phong Phú", 20) not in received


def test_a_bare_per_cent_sign_over_a_column_of_a_turned_table() -> None:
    rows: list[list[Spec]] = [
        [("Nội dung", 2, 1), ("Cấp huyện", 1, 2), ("Cấp xã", 1, 2)],
        ["SL", "%", "SL", "%"],
        ["Hồ sơ tiếp nhận", "225", "100", "94", "100"],
        ["Hồ sơ đã giải quyết", "205", "91,11", "92", "97,87"],
        ["Quá hạn", "5", "2,44", "1", "1,09"],
    ]
    found = read_tables([page_of(("", rows))])
    assert {f.value for f in found if f.metric == "received.total"} == {225, 94}
    assert {str(f.value) for f in found if f.metric == "resolved.late_rate"} == {"2.44", "1.09"}


MONTH = Period(start="2026-02-15", end="2026-03-14", label="tháng 3 năm 2026", kind="month")


@pytest.mark.parametrize(
    ("heading", "period"),
    [("Kỳ này", None), ("Tháng này", None), ("Trong tháng", None), ("Tuần này", "Tuần này")],
)
def test_the_documents_own_span_beside_another(heading: str, period: str | None) -> None:
    rows: list[list[Spec]] = [
        ["Nội dung", "Kỳ trước", heading, "Lũy kế từ đầu năm"],
        ["Hồ sơ tiếp nhận", "650", "690", "2.010"],
        ["Hồ sơ đã giải quyết", "640", "670", "1.980"],
    ]
    found = read_tables([page_of(("", rows))], DocumentHead(type="BC", period=MONTH))
    assert [(f.period, f.value) for f in found if f.metric == "received.total"] == [
        (period, 690),
        ("cumulative", 2010),
    ]


def test_two_sums_over_time_side_by_side_are_in_doubt() -> None:
    rows: list[list[Spec]] = [
        ["Nội dung", "Tuần này", "Lũy kế tháng", "Lũy kế năm"],
        ["Hồ sơ tiếp nhận", "160", "690", "2.010"],
        ["Hồ sơ đã giải quyết", "155", "670", "1.980"],
    ]
    found = read_tables([page_of(("", rows))], DocumentHead(type="BC", period=MONTH))
    assert {(f.period, f.note) for f in found} == {
        ("Tuần này", ""),
        ("cumulative", "ambiguous-column"),
    }


@pytest.mark.parametrize(("second", "level"), [("20", "unit"), ("80", "province")])
def test_one_row_of_a_table_is_its_level(second: str, level: str) -> None:
    rows: list[list[Spec]] = [
        HEAD,
        ["1", "Cấp tỉnh", "80", "70"],
        ["", "- Ngành dọc", second, "70"],
        ["2", "Cấp huyện", "40", "35"],
    ]
    (row,) = [f for f in read_tables([page_of(("", rows))]) if f.id == "t1.1.3.3"]
    assert row.scope.level == level


def test_rows_of_one_name_that_print_other_numbers_are_in_doubt() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Đơn vị", "Hình thức", *HEAD[2:]],
        [("1", 2, 1), ("Sở Y tế", 2, 1), "Trực tuyến", "200", "190"],
        ["Trực tiếp", "100", "95"],
        ["2", "Sở Tư pháp", "Trực tuyến", "300", "290"],
    ]
    found = read_tables([page_of(("", rows))])
    assert {(f.scope.name, f.note) for f in found} == {
        ("Sở Y tế", "ambiguous-row"),
        ("Sở Tư pháp", ""),
    }


def test_years_before_the_documents_own_are_passed_over() -> None:
    own = Period(start="2023-12-15", end="2024-12-14", label="năm 2024", kind="year")
    rows: list[list[Spec]] = [
        ["Thời gian", "Tiếp nhận", "Giải quyết"],
        ["Quý I", "100", "90"],
        ["Năm 2024", "490", "470"],
        ["Năm 2023", "450", "440"],
    ]
    found = read_tables([page_of(("Hồ sơ", rows))], DocumentHead(type="BC", period=own))
    assert {f.value for f in found} == {100, 90, 490, 470}


def test_months_that_are_numbers_below_their_word() -> None:
    rows: list[list[Spec]] = [
        ["Tháng", "Hồ sơ tiếp nhận", "Hồ sơ giải quyết"],
        ["1", "101", "91"],
        ["2", "102", "92"],
        ["3", "103", "93"],
    ]
    found = read_tables([page_of(("", rows))])
    assert {(f.scope.level, f.period) for f in found} == {
        ("whole", f"Tháng {month}") for month in (1, 2, 3)
    }
    rows[0][0] = "Mục"
    assert {f.value for f in read_tables([page_of(("", rows))])} == {None}


def test_rows_within_rows_are_not_added_twice() -> None:
    rows: list[list[Spec]] = [
        HEAD,
        ["1", "Sở Y tế", "820", "795"],
        ["1.1", "Văn phòng Sở", "500", "480"],
        ["1.2", "Chi cục An toàn vệ sinh thực phẩm", "320", "315"],
        ["2", "Sở Tư pháp", "700", "690"],
        ["", "Tổng cộng", "1.520", "1.485"],
    ]
    source = SourceInfo(path="a", sha256="0" * 64, media_type="", pages=1, status="ok")

    def codes() -> set[str]:
        figures = read_tables([page_of(("", rows))])
        return {f.code for f in check_report(Report(source=source, figures=figures)).findings}

    assert "parent-mismatch" not in codes()
    rows[2][2] = "501"
    assert "parent-mismatch" in codes()


def test_a_sum_that_holds_in_no_row_accuses_nobody() -> None:
    """A column taken for another: 'Đã giải quyết' holds what is still open."""
    rows: list[list[Spec]] = [
        ["Đơn vị", "Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn"],
        ["Sở Y tế", "10", "600", "590", "4"],
        ["Sở Tư pháp", "12", "400", "490", "0"],
        ["Sở Xây dựng", "9", "100", "90", "1"],
    ]
    source = SourceInfo(path="a", sha256="0" * 64, media_type="", pages=1, status="ok")

    def severities() -> list[str]:
        figures = read_tables([page_of(("Hồ sơ", rows))])
        findings = check_report(Report(source=source, figures=figures)).findings
        return [f.severity for f in findings if f.code == "sum-mismatch"]

    assert set(severities()) == {"warning"}
    rows[1][1] = "1.194"
    assert set(severities()) == {"error"}


def test_a_broken_line_in_a_heading() -> None:
    rows: list[list[Spec]] = [
        ["Đơn vị", "Tiếp nhận<br>(hồ sơ)", "Đã giải quyết<br/>đúng hạn"],
        ["Sở Y tế", "510", "490"],
    ]
    values = told(read_tables([page_of(("", rows))]))
    assert values["unit", "Sở Y tế", "resolved.on_time"] == 490


@pytest.mark.parametrize(
    ("second", "names"), [("34", {"CẤP HUYỆN / Hộ tịch", "CẤP XÃ / Hộ tịch"}), ("105", {"Hộ tịch"})]
)
def test_a_field_in_two_tables_of_two_levels(second: str, names: set[str]) -> None:
    heading: list[Spec] = ["Lĩnh vực", "Tổng số tiếp nhận", "Đã giải quyết"]
    first: list[list[Spec]] = [heading, ["Đất đai", "120", "110"], ["Hộ tịch", "105", "95"]]
    other: list[list[Spec]] = [heading, ["Chứng thực", "60", "60"], ["Hộ tịch", second, "95"]]
    page = page_of(("I. CẤP HUYỆN", first), ("II. CẤP XÃ", other))
    found = {f.scope.name for f in read_tables([page])}
    assert found - {"Đất đai", "Chứng thực"} == names
