"""Whose figures group rows hold: bodies named by their rank, offices, their siblings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.models import DocumentHead
from extractor.tables import read_tables
from tests.test_tables import Spec, page_of

HEAD: list[Spec] = ["TT", "Đơn vị, lĩnh vực", "Tổng số hồ sơ tiếp nhận", "Đã giải quyết"]
Expected = list[tuple[str, str | None, int]]


def scopes(rows: Sequence[Sequence[Spec]], issuer: str = "", head: list[Spec] = HEAD) -> Expected:
    document = DocumentHead(type="BC", issuer=issuer or None)
    found = read_tables([page_of(("Kết quả giải quyết hồ sơ", [head, *rows]))], document)
    return [
        (f.scope.level, f.scope.name, int(f.value or 0))
        for f in found
        if f.metric == "received.total"
    ]


@pytest.mark.parametrize(
    ("label", "issuer", "scope"),
    [
        ("UBND HUYỆN", "Ủy ban nhân dân huyện Bảo Yên", ("district", None)),
        ("UBND huyện", "Ủy ban nhân dân tỉnh Lào Cai", ("district", None)),
        ("Ủy ban nhân dân thành phố", "Ủy ban nhân dân thành phố Bảo Lộc", ("district", None)),
        ("UBND thành phố", "Ủy ban nhân dân thành phố Cần Thơ", ("province", None)),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Lào Cai", ("province", None)),
        ("UBND huyện Si Ma", "Ủy ban nhân dân tỉnh Lào Cai", ("unit", "UBND huyện Si Ma")),
        ("Phường 1", "Ủy ban nhân dân thành phố Đông Hà", ("unit", "Phường 1")),
    ],
)  # fmt: skip
def test_a_body_without_its_own_name_is_a_level(
    label: str, issuer: str, scope: tuple[str, str | None]
) -> None:
    rows: list[list[Spec]] = [["I", label, "30", "28"], ["1", "Phòng Tư pháp", "30", "28"]]
    assert scopes(rows, issuer)[0] == (*scope, 30)


def test_fields_of_offices_go_by_their_own_names_unless_two_share_one() -> None:
    rows: list[list[Spec]] = [
        ["I", "Phòng Kinh tế", "30", "28"],
        ["1", "Đất đai", "20", "18"],
        ["2", "Thi đua - khen thưởng", "10", "10"],
        ["II", "Văn phòng HĐND và UBND", "50", "50"],
        ["1", "Chứng thực", "40", "40"],
        ["2", "Thi đua - khen thưởng", "10", "10"],
    ]
    assert scopes(rows) == [
        ("unit", "Phòng Kinh tế", 30),
        ("field", "Đất đai", 20),
        ("field", "Phòng Kinh tế / Thi đua - khen thưởng", 10),
        ("unit", "Văn phòng HĐND và UBND", 50),
        ("field", "Chứng thực", 40),
        ("field", "Văn phòng HĐND và UBND / Thi đua - khen thưởng", 10),
    ]


def test_a_group_is_a_unit_where_most_groups_of_its_numerals_are() -> None:
    rows: list[list[Spec]] = [
        ["I", "Phòng Kinh tế", "20", "18"],
        ["1", "Đất đai", "20", "18"],
        ["II", "Tổ giúp việc số 2", "40", "40"],
        ["1", "Chứng thực", "40", "40"],
        ["III", "Đầu mối liên thông", "7", "7"],
        ["1", "Nuôi con nuôi", "7", "7"],
    ]
    assert [s for s in scopes(rows) if s[0] != "field"] == [
        ("unit", "Phòng Kinh tế", 20),
        ("unit", "Tổ giúp việc số 2", 40),
        ("unit", "Đầu mối liên thông", 7),
    ]
    rows[4][1] = "Công an"  # a field of work by that name is none: then no sibling is sure
    assert ("field", "Công an", 7) in scopes(rows)


def test_a_group_inside_a_level_is_not_that_level() -> None:
    rows: list[list[Spec]] = [
        ["A", "SỞ, BAN, NGÀNH", "80", "70"],
        ["I", "Liên hiệp các hội", "50", "45"],
        ["1", "Dược phẩm", "50", "45"],
        ["II", "Sở Y tế", "30", "25"],
        ["1", "Mỹ phẩm", "30", "25"],
    ]
    assert [s for s in scopes(rows) if s[0] != "field"] == [
        ("department", None, 80),
        ("unit", "Liên hiệp các hội", 50),
        ("unit", "Sở Y tế", 30),
    ]


def row(marker: str, label: str, count: int | None) -> list[Spec]:
    return [marker, label, *([str(count)] * 2 if count is not None else ["", ""])]


DISTRICT = "Ủy ban nhân dân huyện Bảo Lâm"
OFFICES = [("1", "Phòng Tư pháp", 10), ("2", "Phòng Nội vụ", 20)]
COMMUNES = [("1", "Xã Lộc An", 20), ("2", "Xã Lộc Tân", 30)]
WHOLE = ("whole", None)
CASES: dict[str, tuple[str, list[tuple[str, str, int]], list[tuple[str, str | None]]]] = {
    "units without numerals over numbered fields": (
        "Ủy ban nhân dân tỉnh Hà Giang",
        [("", "Sở Tư pháp", 30), ("1", "Hộ tịch", 10), ("2", "Công chứng", 20),
         ("", "Sở Y tế", 50), ("1", "Dược phẩm", 50), ("", "Tổng cộng", 80)],
        [("unit", "Sở Tư pháp"), ("field", "Hộ tịch"), ("field", "Công chứng"),
         ("unit", "Sở Y tế"), ("field", "Dược phẩm"), WHOLE],
    ),
    "levels numbered 1, rows 1.1": (
        DISTRICT,
        [("1", "Cấp huyện", 30), ("1.1", "Đất đai", 10), ("1.2", "Hoạt động xây dựng", 20),
         ("2", "Cấp xã", 50), ("2.1", "Hộ tịch", 20), ("2.2", "Đất đai", 30)],
        [("district", None), ("field", "Cấp huyện / Đất đai"), ("field", "Hoạt động xây dựng"),
         ("commune", None), ("field", "Hộ tịch"), ("field", "Cấp xã / Đất đai")],
    ),
    "communes of districts": (
        "Ủy ban nhân dân tỉnh Hà Giang",
        [("I", "Huyện Đồng Văn", 30), ("1", "Xã Lũng Cú", 10), ("2", "Xã Sủng Là", 20),
         ("II", "Huyện Mèo Vạc", 50), ("1", "Xã Pả Vi", 50), ("", "Tổng cộng", 80)],
        [("unit", "Huyện Đồng Văn"), ("unit", "Xã Lũng Cú"), ("unit", "Xã Sủng Là"),
         ("unit", "Huyện Mèo Vạc"), ("unit", "Xã Pả Vi"), WHOLE],
    ),
    "names of groups that nobody knows, over units of one kind": (
        DISTRICT,
        [("I", "Tuyến trên", 30), *OFFICES, ("II", "Tuyến dưới", 50), *COMMUNES],
        [("district", None), ("unit", "Phòng Tư pháp"), ("unit", "Phòng Nội vụ"),
         ("commune", None), ("unit", "Xã Lộc An"), ("unit", "Xã Lộc Tân")],
    ),
    "the same, not their sum": (
        DISTRICT,
        [("I", "Tuyến trên", 30), *OFFICES, ("II", "Tuyến dưới", 51), *COMMUNES],
        [("district", None), ("unit", "Phòng Tư pháp"), ("unit", "Phòng Nội vụ"),
         ("unit", "Tuyến dưới"), ("unit", "Xã Lộc An"), ("unit", "Xã Lộc Tân")],
    ),
    "the reporter's name over its offices": (
        DISTRICT,
        [("I", "UBND huyện Bảo Lâm", 30), *OFFICES, ("II", "Các xã", 50), *COMMUNES],
        [("district", None), ("unit", "Phòng Tư pháp"), ("unit", "Phòng Nội vụ"),
         ("commune", None), ("unit", "Xã Lộc An"), ("unit", "Xã Lộc Tân")],
    ),
    "the reporter's name over its fields": (
        "Ủy ban nhân dân xã Lộc An",
        [("", "UBND xã Lộc An", 30), ("1", "Hộ tịch", 10), ("2", "Đất đai", 20)],
        [WHOLE, ("field", "Hộ tịch"), ("field", "Đất đai")],
    ),
    "a land registry among offices": (
        DISTRICT,
        [*OFFICES, ("3", "Chi nhánh Văn phòng Đăng ký đất đai huyện", 7), ("", "Tổng cộng", 37)],
        [("unit", "Phòng Tư pháp"), ("unit", "Phòng Nội vụ"),
         ("unit", "Chi nhánh Văn phòng Đăng ký đất đai huyện"), WHOLE],
    ),
    "a land registry beside levels": (
        DISTRICT,
        [("1", "Các phòng chuyên môn", 30), ("2", "Các xã", 7),
         ("3", "Chi nhánh Văn phòng Đăng ký đất đai huyện", 7), ("", "Tổng cộng", 44)],
        [("district", None), ("commune", None), ("land_registry", None), WHOLE],
    ),
    "a sum of all that names the rank": (
        DISTRICT,
        [*OFFICES, ("", "Cộng huyện", 30), ("3", "Xã Lộc An", 5), ("4", "Xã Lộc Tân", 7),
         ("", "Cộng xã", 12), ("", "Tổng cộng huyện", 42)],
        [("unit", "Phòng Tư pháp"), ("unit", "Phòng Nội vụ"), ("district", None),
         ("unit", "Xã Lộc An"), ("unit", "Xã Lộc Tân"), ("commune", None), WHOLE],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_groups_by_place_numerals_and_sums(name: str) -> None:
    issuer, rows, expected = CASES[name]
    heading = "Cơ quan, lĩnh vực" if any(s[0] == "field" for s in expected) else "Đơn vị"
    head: list[Spec] = ["TT", heading, *HEAD[2:]]
    assert scopes([row(*r) for r in rows], issuer, head) == [
        (level, called, count)
        for (level, called), (_, _, count) in zip(expected, rows, strict=True)
    ]
