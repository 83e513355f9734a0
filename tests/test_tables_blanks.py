"""Tables set with blanks in plain text that have a name and one number a line."""

from __future__ import annotations

import pytest

from extractor.models import DocumentHead, Page
from extractor.readers.drawn import drawn_tables
from extractor.repair import repair
from extractor.tables import read_tables

FEEDBACK = """\
TT    Nội dung                                       Số PAKN
1     Số phản ánh, kiến nghị tiếp nhận                    46
      - Kỳ trước chuyển sang                               5
      - Tiếp nhận mới                                     41
2     Số phản ánh, kiến nghị đã xử lý                     43
3     Đang xử lý                                           3
"""


def values(text: str) -> dict[str, object]:
    page = repair(Page(1, text, "text", tables=tuple(drawn_tables(text))))
    return {f.metric: f.value for f in read_tables([page], DocumentHead(type="BC"))}


def test_one_number_a_line_below_a_head_is_a_table() -> None:
    assert values(FEEDBACK) == {
        "feedback_received.total": 46,
        "feedback_received.carried_over": 5,
        "feedback_received.new": 41,
        "feedback_resolved.total": 43,
        "feedback_pending.total": 3,
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: lines[:4],
        lambda lines: [lines[0], *(line[: 40 + i] + line[45:] for i, line in enumerate(lines[1:]))],
        lambda lines: [*lines, *["      - Theo lĩnh vực                       như trên"] * 3],
    ],
    ids=["no head", "too few", "not below one another", "words among them"],
)
def test_what_is_no_such_table(change: object) -> None:
    assert callable(change)
    text = "\n".join(change(FEEDBACK.splitlines()))
    assert drawn_tables(text) == []


def line(marker: str, name: str, *cells: str) -> str:
    return f"{marker:4}{name:22}{''.join(f'{cell:>9}' for cell in cells)}".rstrip()


HEAD = [
    line("TT", "Đơn vị", "Tổng", "Kỳ trước", "Mới", "Tổng", "Đúng", "Quá"),
    line("", "", "số", "chuyển", "nhận", "số", "hạn", "hạn"),
]
MIDDLE = [f"{'':28}{'Tiếp nhận':^27}{'Đã giải quyết':^27}", *HEAD]
LEFT = [f"{'':30}{'Tiếp nhận':<27}Đã giải quyết", *HEAD]
THREE = (["120", "20", "100", "110", "104", "6"], ["40", "4", "36", "38", "38", "0"])
LAST = [
    line("3", "Phòng Y tế", "9", "0", "9", "9", "9", "0"),
    line("", "Cộng", "169", "24", "145", "157", "151", "6"),
]
BESIDE_FIRST = [
    line("1", "Phòng Nông nghiệp và", *THREE[0]),
    line("", "Môi trường"),
    line("2", "Phòng Văn hóa, Khoa", *THREE[1]),
    line("", "học và Thông tin"),
    *LAST,
]
BESIDE_LAST = [
    line("1", "Phòng Nông nghiệp và"),
    line("", "Môi trường", *THREE[0]),
    line("2", "Phòng Văn hóa, Khoa"),
    line("", "học và Thông tin", *THREE[1]),
    *LAST,
]


def scoped(text: str) -> dict[tuple[str | None, str], object]:
    page = repair(Page(1, text, "text", tables=tuple(drawn_tables(text))))
    figures = read_tables([page], DocumentHead(type="BC"))
    return {(f.scope.name, f.metric): f.value for f in figures}


@pytest.mark.parametrize("rows", [BESIDE_FIRST, BESIDE_LAST], ids=["first", "last"])
@pytest.mark.parametrize("head", [MIDDLE, LEFT], ids=["by the middle", "by the left"])
def test_names_and_headings_over_several_lines(head: list[str], rows: list[str]) -> None:
    """Numbers beside a name's first line or its last; headings that one blank parts."""
    found = scoped("\n".join([*head, *rows]))
    office = "Phòng Văn hóa, Khoa học và Thông tin"
    assert found["Phòng Nông nghiệp và Môi trường", "received.total"] == 120
    assert found[office, "received.carried_over"] == 4
    assert found[office, "received.new"] == 36
    assert found[office, "resolved.total"] == 38
    assert found["Phòng Y tế", "resolved.late"] == 0
    assert {found[scope, "resolved.on_time"] for scope, _ in found} == {104, 38, 9, 151}
    assert len(found) == 24


def test_a_line_that_heads_rows_below_a_short_name_is_no_part_of_it() -> None:
    rows = [*LAST[:1], "    Khối xã", *BESIDE_FIRST[:4], *LAST[1:]]
    assert scoped("\n".join([*MIDDLE, *rows]))["Phòng Y tế", "received.total"] == 9


def test_prose_behind_a_table_is_no_part_of_it() -> None:
    text = "\n".join([*MIDDLE, *BESIDE_FIRST])
    (table,) = drawn_tables(f"{text}\n      Trong đó 12 hồ sơ nộp trực tuyến.\n")
    assert table.end == len(text)


def test_a_row_whose_numbers_are_blank_has_not_those_of_the_sum_below_it() -> None:
    rows = [line("1", "Phòng Tư pháp", *THREE[0]), line("2", "Phòng Nội vụ"), *BESIDE_FIRST[2:]]
    assert ("Phòng Văn hóa, Khoa học và Thông tin", "resolved.total") in (
        found := scoped("\n".join([*MIDDLE, *rows]))
    )
    assert not any("Nội vụ" in (scope or "") for scope, _ in found)
    blank_last = [*MIDDLE, *BESIDE_FIRST[:4], line("3", "Phòng Y tế"), LAST[1]]
    assert scoped("\n".join(blank_last))[None, "received.total"] == 169


def test_a_heading_broken_behind_a_comma_is_one() -> None:
    head = [
        line("TT", "Đơn vị", "Đã giải", "Tỷ lệ", "TT,"),
        line("", "", "quyết", "trước,", "BCCI"),
        line("", "", "", "đúng hạn"),
        line("", "", "", "(%)"),
    ]
    rows = [line(str(i), f"Phòng số {i}", "50", "98,00", "12") for i in (1, 2, 3)]
    found = scoped("\n".join(["Số hồ sơ của các phòng", "", *head, *rows]))
    assert found["Phòng số 1", "resolved.early_or_on_time_rate"] == 98
    assert found["Phòng số 2", "received.in_person_or_postal"] == 12


WIDE = [f"Phòng thứ {name}" for name in ("nhất", "hai", "ba", "tư")]


def test_lines_of_one_word_remarks_and_columns_without_a_group() -> None:
    """Headings that end on one line: 'Kỳ' stands alone above 'trước'; dashes are zero."""
    head = [
        f"{'':28}{'Tiếp nhận':^27}{'Đã giải quyết':^27}",
        line("", "", "", "Kỳ"),
        line("", "", "", "trước", "Mới", "", "Đúng", "", "Tỷ lệ"),
        line("TT", "Đơn vị", "Tổng số", "chuyển", "nhận", "Tổng số", "hạn"),
    ]
    head[-1] += f"{'Quá hạn':>9}{'đúng hạn':>9}  Ghi chú"
    rows = [
        line("1", WIDE[0], "-", "-", "7", "-", "-", "-", "98,00"),
        line("2", WIDE[1], "12", "2", "10", "11", "10", "1", "90,91") + "  Chờ ý kiến",
        line("3", WIDE[2], "5", "-", "5", "5", "5", "-", "100,00"),
        line("4", WIDE[3], "9", "1", "8", "9", "9", "-", "100,00"),
    ]
    found = scoped("\n".join(["Số hồ sơ của các phòng:", "", *head, *rows]))
    assert found[WIDE[0], "received.new"] == 7
    assert found[WIDE[1], "received.carried_over"] == 2
    assert found[WIDE[1], "resolved.late"] == 1
    assert found[WIDE[2], "resolved.total"] == 5
    assert found[WIDE[3], "resolved.on_time_rate"] == 100
    assert len(found) == 28


def test_columns_are_numbered_even_where_one_blank_parts_two_numbers() -> None:
    numbers = line("", "", *(f"({i})" for i in range(3, 9)))
    rows = [f"(1) (2){numbers[7:]}", *BESIDE_FIRST]
    assert len(scoped("\n".join([*MIDDLE, *rows]))) == 24
