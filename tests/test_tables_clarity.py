"""What stands around the figures of a scan's table decides whether they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractor.book.doubts import is_sure, worth
from extractor.models import CleanPage, Figure, Page, Sight, Word, Words
from extractor.tables import read_tables
from extractor.tables.called import are_fields
from extractor.tables.column import Column
from extractor.tables.grid import Grid
from extractor.tables.guess import guessed
from extractor.tables.header import column_numbers
from extractor.tables.numbered import with_numerals
from extractor.text import UNREAD
from tests.test_tables import page_of

HEAD = ["Đơn vị", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]
ROWS = [["Xã An Khánh", "15", "12", "3"], ["Xã Đông La", "27", "24", "3"]]

FIELDS = ["Lĩnh vực", *HEAD[1:]]
OF_FIELDS = [["Đất đai", "15", "12", "3"], ["Hộ tịch", "27", "24", "3"]]


def scan(rows: Sequence[Sequence[str]], faint: str = "", disputed: Sequence[str] = ()) -> CleanPage:
    """A table on a page image: one word hardly seen, some numbers seen in two ways."""
    made = page_of(("", [list(row) for row in rows]), reader="ocr")
    words = Words(
        Word(m.start(), m.end(), (0.0, 0.0, 9.0, 9.0), 0.2 if m[0] == faint else 0.97)
        for m in re.finditer(r"\S+", made.text)
    )
    sights = tuple(
        Sight(m.start(), m.end(), (("vie", m[0]), ("eng", m[0][:-1] + "9")), 0.5, False, "one")
        for m in re.finditer(r"\b\d+\b", made.text)
        if m[0] in disputed
    )
    page: Page = replace(made.page, words=words, sights=sights)
    return replace(made, page=page)


def told(page: CleanPage) -> list[Figure]:
    return list(read_tables([page]))


@pytest.mark.parametrize(
    ("page", "cases"),
    [
        (scan([HEAD, *ROWS]), {"table"}),
        (scan([HEAD, *ROWS], disputed=["12"]), {"table-some"}),
        (scan([HEAD, *ROWS], disputed=["12", "15", "27"]), {"table-rough"}),
        (
            scan([HEAD, *ROWS], faint="Đông", disputed=["12", "15", "27"]),
            {"table-rough", "name-dark"},
        ),
        (scan([FIELDS, *OF_FIELDS], faint="đai"), {"table-some", "name-listed"}),
        (
            scan([FIELDS, ["Đất đại", *OF_FIELDS[0][1:]], OF_FIELDS[1]], faint="đại"),
            {"table-some", "name-listed"},
        ),
        (scan([HEAD, *ROWS], faint="Đông"), {"table-some", "name-dark"}),
        (scan([HEAD, *ROWS], faint="nhận"), {"head-dark", "head-some"}),
        (scan([HEAD, [f"{ROWS[0][0]} (%)", *ROWS[0][1:]], ROWS[1]], faint="(%)"), {"table"}),
        (scan([HEAD, *ROWS, ["73", "42", "36", "6"]]), {"table-some", "name-none"}),
        (scan([HEAD, *ROWS, [UNREAD, "42", "36", "6"]]), {"table-some", "name-dark"}),
    ],
)
def test_the_case_of_a_row(page: CleanPage, cases: set[str]) -> None:
    figures = told(page)
    assert {figure.reading.around for figure in figures} == cases
    for figure in figures:
        certain = is_sure(figure.reading.around) and not figure.reading.alternatives
        assert (figure.status == "read") is certain
        assert figure.reading.confidence <= worth(figure.reading.around) + 0.001


def test_on_a_worn_page_a_name_in_no_list_is_read_where_two_readers_saw_its_letters() -> None:
    page = scan([HEAD, *ROWS, [f"{UNREAD} {UNREAD} {UNREAD}", "42", "36", "6"]])
    assert {f.reading.around for f in told(page)} == {"name-dark"}
    name = "Xã Đông La"
    at = page.page.text.index(name)
    spans = tuple((at + m.start(), at + m.end()) for m in re.finditer(r"\S+", name))
    borne = told(replace(page, page=replace(page.page, borne=spans)))
    assert {f.scope.name for f in borne if f.status == "read"} == {name}
    partly = told(replace(page, page=replace(page.page, borne=spans[:-1])))
    assert {f.reading.around for f in partly} == {"name-dark"}


def test_a_sum_below_units_and_fields_is_open_where_a_name_is_dark() -> None:
    head, total = ["Tên gọi", *HEAD[1:]], ["Cộng", "84", "72", "12"]
    units = told(scan([head, *ROWS, ["Xã Vân Hà", "42", "36", "6"], total], faint="Vân"))
    assert {f.status for f in units if f.scope.name is None} == {"read"}
    both = told(scan([head, *ROWS, ["l . mm Tư pháp", "42", "36", "6"], total], faint="mm"))
    assert {f.scope.level for f in both} == {"unit", "field", "whole"}
    assert {f.status for f in both if f.scope.name is None} == {"unresolved"}


@pytest.mark.parametrize(
    ("labels", "fields"),
    [
        (["Đất đai", "Hộ tịch", "Chứng thực", "Tổng cộng"], True),
        (["Đất đai", "Hộ tịch", "Xã An Khánh", "Tổng cộng"], False),
        ([], False),
    ],
)
def test_names_tell_that_they_are_fields_of_work(labels: list[str], fields: bool) -> None:
    assert are_fields(labels) is fields


def test_a_dark_heading_is_that_of_its_column() -> None:
    figures = told(scan([HEAD, *ROWS], faint="nhận"))
    dark = {figure.metric for figure in figures if figure.reading.around == "head-dark"}
    assert dark == {"received.total"}


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        (["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)"], 5),
        (["(1)", "2", "(3)“(4)* (5", "(4)", "(5)"], 5),
        (["(1)", "(2)", "ŒTFF(4)", "(4)", "(5)"], 5),
        (["1", "Xã An Khánh", "3", "4", "5"], 0),
        (["25", "23", "3", "14", "5"], 0),
    ],
)
def test_a_row_of_column_numbers_some_of_them_misread(row: list[str], numbers: int) -> None:
    page = scan([["TT", "Đơn vị", "Tiếp nhận", "Giải quyết", "Còn lại"], row, ["1"] * 5])
    found, _ = column_numbers(Grid(page, page.page.tables[0]), 1)
    assert list(found.values()) == list(range(1, numbers + 1))


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Trực tryen toàn trình", "trực tuyến toàn trình"),
        ("Treng hạn", "trong hạn"),
        ("Tôön kỳ trước", "tồn kỳ trước"),
        ("Cọng", "cộng"),  # and says nothing: not 'tổng', that is less like it
        ("phan trước chuyên", None),  # all words would have to be others
        ("Tiếp nhận", None),  # nothing is strange
        ("Ghi xyz", None),  # nothing is near
    ],
)
def test_a_misread_heading_is_the_known_one_near_it(heading: str, meant: str | None) -> None:
    found = guessed(heading)
    assert (found and found.lower()) == meant


def test_what_stands_under_a_guessed_heading_is_unresolved() -> None:
    head = [*HEAD[:2], "Đã giải quyêl", HEAD[3]]
    figures = [f for f in told(scan([head, *ROWS])) if f.metric == "resolved.total"]
    assert {(f.reading.around, f.status) for f in figures} == {("head-guessed", "unresolved")}


def test_what_came_in_beside_a_heading_nobody_read_may_be_new_or_all() -> None:
    head = ["Đơn vị", "Wjfk trước", "Tiếp nhận", "Đã giải quyết"]
    rows = [["Xã An Khánh", "4", "15", "12"], ["Xã Đông La", "9", "27", "24"]]
    told_so = {f.metric: (f.reading.around, f.status) for f in told(scan([head, *rows], "Wjfk"))}
    assert told_so["received.total"] == ("head-dark", "unresolved")
    assert told_so["resolved.total"] == ("head-some", "read")
    clear = {f.metric: f.status for f in told(scan([["Đơn vị", "Ghi chú", *head[2:]], *rows]))}
    assert clear["received.total"] == "read"


def test_a_heading_of_which_a_part_was_not_seen_says_nothing() -> None:
    head = [HEAD[0], f"{UNREAD} tiếp nhận", *HEAD[2:]]
    assert "received.total" not in {f.metric for f in told(scan([head, *ROWS]))}


def test_a_row_between_4_and_6_opens_no_group() -> None:
    rows = [[n, f"Xã {name}", "15", "12", "3"] for n, name in
            [("4", "An Khánh"), ("V", "Đông La"), ("6", "Vân Côn")]]  # fmt: skip
    figures = told(scan([["TT", *HEAD], *rows]))
    assert {f.scope.name for f in figures} == {"Xã An Khánh", "Xã Đông La", "Xã Vân Côn"}


def test_a_table_of_a_file_has_no_such_case() -> None:
    page = page_of(("", [HEAD, *ROWS]))
    assert {(f.reading.around, f.status, f.reading.confidence) for f in told(page)} == {
        ("", "read", 1.0)
    }


def test_cases_that_lose_names_are_worth_least() -> None:
    assert worth("name-none") < worth("name-dark") < worth("head-dark") < worth("table")
    assert is_sure("table") and is_sure("table-some") and not is_sure("name-dark")


def test_whose_figures_they_are_is_open_where_the_heading_over_names_is_dark() -> None:
    figures = told(scan([["Đơm wị", *HEAD[1:]], *ROWS], faint="wị"))
    assert {f.reading.around for f in figures if f.scope.level == "field"} <= {"name-dark"}
    assert not any(f.status == "read" and f.scope.level in ("field", "whole") for f in figures)


def test_a_sum_that_lost_its_marks_is_no_unit() -> None:
    figures = told(scan([HEAD, *ROWS, ["Công", "42", "36", "6"]], faint="nhận"))
    assert {f.status for f in figures if f.scope.name == "Công"} == {"unresolved"}


TURNED = [
    ["TT", "Chỉ tiêu", "Xã An Khánh", "Xã Đông La", "Cộng"],
    ["1", "Hồ sơ tiếp nhận", "15", "27", "42"],
    ["2", "Hồ sơ đã giải quyết", "12", "24", "36"],
    ["3", "Hồ sơ đang giải quyết", "3", "3", "6"],
]


def test_a_figure_in_a_joined_cell_shows_that_walls_were_lost() -> None:
    """There neither many doubts nor a name of a list is let pass."""
    made = scan(
        [HEAD, *ROWS, ["Đất đai", "42", "36", "6"]], faint="đai", disputed=["12", "15", "27"]
    )
    (table,) = made.page.tables
    cells = tuple(
        replace(cell, row_span=2) if (cell.row, cell.col) == (1, 3) else cell
        for cell in table.cells
        if (cell.row, cell.col) != (2, 3)
    )
    page = replace(made, page=replace(made.page, tables=(replace(table, cells=cells),)))
    assert {f.reading.around for f in told(page)} == {"table-many", "name-dark"}


@pytest.mark.parametrize("name", ["Cọng", "Tống cọng"])
def test_what_is_like_a_total_is_no_field_of_work(name: str) -> None:
    figures = told(scan([FIELDS, *OF_FIELDS, [name, "42", "36", "6"]]))
    assert {f.status for f in figures if f.value in (42, 36, 6)} == {"unresolved"}
    assert {f.status for f in figures if f.value in (15, 27)} == {"read"}


def test_a_row_that_says_no_more_than_what_it_counts_was_read() -> None:
    figures = told(scan(TURNED, faint="giải"))
    assert {f.reading.around for f in figures if f.metric != "received.total"} == {"name-listed"}
    strange = [TURNED[0], TURNED[1], ["2", "Hồ sơ đã giải quyết dờm", *TURNED[2][2:]], TURNED[3]]
    figures = told(scan(strange, faint="dờm"))
    assert {f.status for f in figures if f.metric == "resolved.total"} <= {"unresolved"}


@pytest.mark.parametrize(
    ("heading", "marks", "named"),
    [
        ("1", ("I", "1", "2", "3"), True),
        ("T1", ("I", "1", "2", "3."), True),
        ("1", ("I", "1", "2", "Xã"), False),
        ("Nhóm", ("A", "B", "C", "D"), False),
    ],
)
def test_row_numbers_are_known_below_a_heading_that_was_misread(
    heading: str, marks: Sequence[str], named: bool
) -> None:
    rows = [[mark, *row[1:]] for mark, row in zip(marks, [TURNED[1], *TURNED[1:]], strict=True)]
    page = scan([[heading, *TURNED[0][1:]], *rows])
    grid = Grid(page, page.page.tables[0])
    columns = [Column(col, ()) for col in range(5)]
    assert (with_numerals(columns, grid, 1, 5)[0].label == "order") is named


def test_a_rows_own_number_is_no_part_of_its_name() -> None:
    page = scan([TURNED[0], [UNREAD, *TURNED[1][1:]], *TURNED[2:]])
    assert {(f.status, f.reading.around) for f in told(page)} == {("read", "table")}


def test_a_unit_that_nobody_could_read_has_no_sure_figure_nor_has_the_sum_beside_it() -> None:
    page = scan([[*TURNED[0][:3], f"{UNREAD} Đông La", "Cộng"], *TURNED[1:]])
    figures = told(page)
    assert {f.scope.name for f in figures if f.status == "read"} == {"Xã An Khánh"}
    assert len(figures) == 9
