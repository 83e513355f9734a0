"""Tables in the shapes offices give them: fields below levels, months, channels, offices beside."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.checks import check_report
from extractor.models import DocumentHead, Figure, Report, Scope, SourceInfo
from extractor.tables import read_tables, with_own_counter
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
    found = with_own_counter((*prose, *tables), DocumentHead(type="BC", issuer=issuer))
    assert {f.scope.level for f in found if f.origin == "prose"} == {level}
    assert [f for f in found if f.origin == "table"] == list(tables)
