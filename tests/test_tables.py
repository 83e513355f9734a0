"""Tables by hand: grids in, figures out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.book.tables import Form, table_book
from extractor.models import Cell, CleanPage, DocumentHead, Figure, Health, Page, Period, Table
from extractor.tables import read_tables
from extractor.tables.columns import read_columns
from extractor.tables.values import value_of

Spec = str | tuple[str, int, int]
"""A cell's text, or (text, row span, column span)."""


def page_of(
    *tables: tuple[str, Sequence[Sequence[Spec]]],
    number: int = 1,
    reader: str = "docx",
    diagnosis: str = "clean",
) -> CleanPage:
    """A page of (text above, rows); a place covered by a span is not written again."""
    text, made = "", []
    for above, rows in tables:
        text += above + "\n" if above else ""
        start, cells, taken = len(text), [], set()
        width = max(sum(1 if isinstance(c, str) else c[2] for c in row) for row in rows)
        for r, row in enumerate(rows):
            col = 0
            for spec in row:
                content, down, right = (spec, 1, 1) if isinstance(spec, str) else spec
                while (r, col) in taken:
                    col += 1
                taken |= {(r + i, col + j) for i in range(down) for j in range(right)}
                begin = len(text)
                text += content
                box = (col * 10.0, r * 10.0, (col + right) * 10.0, (r + down) * 10.0)
                cells.append(Cell(r, col, down, right, begin, len(text), box))
                text += "\t"
                col += right
            text += "\n"
        made.append(Table(len(rows), width, tuple(cells), start, len(text)))
    page = Page(number, text, reader, tables=tuple(made))
    return CleanPage(page, text, (), Health("good", diagnosis))


def told(figures: Sequence[Figure]) -> dict[tuple[str, str | None, str], object]:
    return {(f.scope.level, f.scope.name, f.metric): f.value for f in figures}


FORM_06: list[list[Spec]] = [
    [
        ("TT", 3, 1),
        ("Lĩnh vực", 3, 1),
        ("Tiếp nhận", 1, 4),
        ("Đã giải quyết", 1, 4),
        ("Đang giải quyết", 1, 3),
    ],
    [
        ("Tổng số", 2, 1),
        ("Trong kỳ", 1, 2),
        ("Từ kỳ trước", 2, 1),
        ("Tổng số", 2, 1),
        ("Trước hạn", 2, 1),
        ("Đúng hạn (bao gồm cả hồ sơ chờ bổ sung và trả lại/xin rút)", 2, 1),
        ("Quá hạn", 2, 1),
        ("Tổng số", 2, 1),
        ("Trong hạn", 2, 1),
        ("Quá hạn", 2, 1),
    ],
    ["Trực tuyến", "Trực tiếp, dịch vụ\nbưu chính"],
    [
        "(1)",
        "(2)",
        "(3)=(4)+(5)+(6)",
        "(4)",
        "(5)",
        "(6)",
        "(7)=(8)+(9)+(10)",
        "(8)",
        "(9)",
        "(10)",
        "(11)=(12)+(13)",
        "(12)",
        "(13)",
    ],
]
METRICS = [c.metric for f in table_book().forms if f.name == "form-06" for c in f.column]
ROW_1 = [
    "1",
    "Đất đai",
    "1.465",
    "1.000",
    "400",
    "65",
    "1.300",
    "900",
    "350",
    "50",
    "165",
    "160",
    "05",
]
ROW_2 = ["2", "Hộ tịch", "10", "00", "10", "-", "10", "4", "6", "0", "", "0", "–"]
TOTAL = [
    "",
    "Tổng cộng",
    "1.475",
    "1.000",
    "410",
    "65",
    "1.310",
    "904",
    "356",
    "50",
    "165",
    "160",
    "5",
]


def test_form_06_gives_a_figure_for_every_printed_cell() -> None:
    found = read_tables([page_of(("", [*FORM_06, ROW_1, ROW_2, TOTAL]))])
    values = told(found)
    for row, scope in ((ROW_1, ("field", "Đất đai")), (TOTAL, ("whole", None))):
        for metric, printed in zip(METRICS, row[2:], strict=True):
            assert values[(*scope, metric)] == int(printed.replace(".", ""))
    zeros = {f.metric: (f.printed, f.value) for f in found if f.scope.name == "Hộ tịch"}
    assert zeros["received.carried_over"] == ("-", 0)
    assert zeros["pending.overdue"] == ("–", 0)
    assert zeros["received.online"] == ("00", 0)
    assert "pending.total" not in zeros  # blank: never guessed
    assert len(found) == 11 * 3 - 1


def test_every_figure_leads_to_its_cell() -> None:
    page = page_of(("Biểu số II.06a/VPCP/KSTT", [*FORM_06, ROW_1, TOTAL]), number=4)
    found = read_tables([page])
    assert len({f.id for f in found}) == len(found)
    for figure in found:
        e = figure.evidence
        assert page.page.text[e.start : e.end] == e.quote
        assert page.page.text[e.printed_start : e.printed_end] == figure.printed
        assert e.start <= e.printed_start and e.printed_end <= e.end
        assert e.page == 4 and e.bbox is not None
    first = found[0]
    assert first.id == "t4.1.5.3"
    assert first.evidence.cell == "table 1, row 5, column 3"
    assert first.evidence.quote.startswith("1\tĐất đai\t1.465")
    assert (first.origin, first.block, first.reading.reader) == ("table", "table1:row1", "docx")


def unmerged(repeat: bool) -> list[list[Spec]]:
    a, b, c = "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"

    def fill(text: str) -> str:
        return text if repeat else ""

    return [
        [
            "STT",
            "Đơn vị",
            a,
            fill(a),
            fill(a),
            fill(a),
            b,
            fill(b),
            fill(b),
            fill(b),
            c,
            fill(c),
            fill(c),
        ],
        [
            fill("STT"),
            fill("Đơn vị"),
            "Tổng số",
            "Trong kỳ",
            fill("Trong kỳ"),
            "Từ kỳ trước",
            "Tổng số",
            "Trước hạn",
            "Đúng hạn",
            "Quá hạn",
            "Tổng số",
            "Trong hạn",
            "Quá hạn",
        ],
        [
            fill("STT"),
            fill("Đơn vị"),
            fill("Tổng số"),
            "Trực tuyến",
            "Trực tiếp, dịch vụ bưu chính",
            fill("Từ kỳ trước"),
            fill("Tổng số"),
            fill("Trước hạn"),
            fill("Đúng hạn"),
            fill("Quá hạn"),
            fill("Tổng số"),
            fill("Trong hạn"),
            fill("Quá hạn"),
        ],
    ]


@pytest.mark.parametrize("repeat", [True, False], ids=["repeated cells", "blank cells"])
def test_headings_without_merged_cells(repeat: bool) -> None:
    row: list[Spec] = ["1", "Phòng Tư pháp", *(str(n) for n in range(3, 14))]
    values = told(read_tables([page_of(("", [*unmerged(repeat), row]))]))
    assert values == {("unit", "Phòng Tư pháp", m): n for n, m in enumerate(METRICS, 3)}


@pytest.mark.parametrize("form", table_book().forms, ids=lambda form: str(form.name))
def test_headings_of_declared_forms_resolve(form: Form) -> None:
    paths = [("TT",), ("Lĩnh vực",), *(column.heading for column in form.column)]
    columns = read_columns(paths, subject=frozenset(), damaged=False)
    assert [c.label for c in columns[:2]] == ["order", "field"]
    assert [c.metric or "" for c in columns[2:]] == [c.metric for c in form.column]


@pytest.mark.parametrize(
    ("path", "metric"),
    [
        (
            ("Đã giải quyết", "Đúng hạn (bao gồm cả hồ sơ chờ bổ sung và trả lại/xin rút)"),
            "resolved.on_time",
        ),
        (("Số hồ sơ đã giải quyết (7)=(8)+(9)+(10)",), "resolved.total"),
        (("TIẾP NHẬN", "TỔNG SỐ"), "received.total"),
        (("Kết quả giải quyết TTHC", "Tiếp nhận", "Qua dịch vụ BCCI"), "received.postal"),
        (("Đang giải quyết (quá hạn)",), "pending.overdue"),
        (("Đã giải quyết", "Tỷ lệ đúng hạn (%)"), "resolved.on_time_rate"),
        (("Đã giải quyết", "Đúng hạn", "Tỷ lệ (%)"), "resolved.on_time_rate"),
        (("Đã giải quyết", "Đúng hạn", "Số lượng"), "resolved.on_time"),
        (("Đã giải quyết", "Cùng kỳ năm trước"), None),
        (("Đang giải quyết", "Đến hạn"), None),
        (("Số hồ sơ tiếp nhận qua Zalo, Facebook",), None),
        (("Đã giải quyết", "Ghi chú"), None),
        (("Quá hạn", "Có thư xin lỗi"), None),
        (("Hồ sơ dừng xử lý",), "stopped.total"),
        (("Tồn trước",), "received.carried_over"),
        (("Đã giải quyết", "Đúng"), "resolved.on_time"),
        (("Hồ sơ gia hạn, tạm treo", "Tổng số"), None),
        (("Kết quả rà soát", "Tổng số"), None),
        (("Chờ xử lý (còn hạn)",), "pending.in_time"),
        (("Quá hạn chưa trả",), "pending.overdue"),
        (("Còn phải giải quyết",), "pending.total"),
        (("Số hồ sơ chưa giải quyết", "Quá hạn giải quyết"), "pending.overdue"),
        (("Hồ sơ chưa được thẩm định, đã giải quyết",), None),
        (("Trực tuyến", "Đúng hạn"), None),
        (("Tổng số TTHC",), None),
        (
            ("Số mới tiếp nhận (trực tiếp hoặc dịch vụ bưu chính)",),
            "received.in_person_or_postal",
        ),
        (("Mới tiếp nhận (qua mạng, tại quầy và qua dịch vụ bưu chính)",), "received.new"),
        (("Đã giải quyết", "Trước hạn", "SL"), "resolved.early"),
    ],
)
def test_one_heading(path: tuple[str, ...], metric: str | None) -> None:
    (column,) = read_columns([path], subject=frozenset(), damaged=False)
    assert column.metric == metric


def test_flat_headings_take_their_group_from_the_left() -> None:
    flat = [
        "TT",
        "Đơn vị",
        "Tổng số hồ sơ tiếp nhận",
        "Đã giải quyết",
        "Đúng hạn",
        "Trễ hạn",
        "Đang giải quyết",
        "Chưa đến hạn",
        "Quá hạn",
    ]
    columns = read_columns([(t,) for t in flat], subject=frozenset(), damaged=False)
    assert [c.metric for c in columns[2:]] == [
        "received.total",
        "resolved.total",
        "resolved.on_time",
        "resolved.late",
        "pending.total",
        "pending.in_time",
        "pending.overdue",
    ]


@pytest.mark.parametrize(
    ("headings", "metrics"),
    [
        (
            ["Tiếp nhận>Tổng số", "Tiếp nhận>Trong kỳ>Tổng số", "Tiếp nhận>Từ kỳ trước"],
            ["received.total", "received.new", "received.carried_over"],
        ),
        (
            ["Tổng số hồ sơ", "Tiếp nhận trong kỳ", "Kỳ trước chuyển sang"],
            ["received.total", "received.new", "received.carried_over"],
        ),
        (
            ["Tổng số", "Hồ sơ tồn kỳ trước", "Hồ sơ tiếp nhận"],
            ["received.total", "received.carried_over", "received.new"],
        ),
        (["Tiếp nhận trong kỳ", "Đã giải quyết"], ["received.total", "resolved.total"]),
        (
            ["Nhận giải quyết>Kỳ trước", "Nhận giải quyết>Trong kỳ", "Nhận giải quyết>Cộng"],
            ["received.carried_over", "received.new", "received.total"],
        ),
    ],
)
def test_headings_that_depend_on_their_neighbours(headings: list[str], metrics: list[str]) -> None:
    paths = [tuple(heading.split(">")) for heading in headings]
    columns = read_columns(paths, subject=frozenset(), damaged=False)
    assert [c.metric for c in columns] == metrics


SHORT: list[Spec] = ["TT", "Đơn vị", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                [("A. Sở ban ngành", 1, 5)],
                ["1", "Sở Tư pháp", "10", "8", "2"],
                ["2", "Ban Quản lý khu kinh tế", "20", "20", "0"],
                ["", "Cộng", "30", "28", "2"],
                [("B. Huyện, thị xã, thành phố", 1, 5)],
                ["1", "TP. Sa Đéc", "5", "5", "0"],
                ["2", "Huyện Cao Lãnh", "6", "4", "2"],
                ["", "Tổng cộng", "41", "37", "4"],
            ],
            [
                ("unit", "Sở Tư pháp", 10),
                ("unit", "Ban Quản lý khu kinh tế", 20),
                ("department", None, 30),
                ("unit", "TP. Sa Đéc", 5),
                ("unit", "Huyện Cao Lãnh", 6),
                ("whole", None, 41),
            ],
            id="groups without numbers, a sum of the group, a sum of all",
        ),
        pytest.param(
            [
                ["I", "Huyện, thị xã, thành phố", "11", "9", "2"],
                ["1", "Huyện Tam Nông", "5", "5", "0"],
                ["2", "Thị xã Hồng Ngự", "6", "4", "2"],
                ["II", "Xã, phường, thị trấn", "7", "7", "0"],
                ["1", "Xã An Hòa", "3", "3", "0"],
                ["2", "Thị trấn Tràm Chim", "4", "4", "0"],
                ["", "Tổng số", "18", "16", "2"],
            ],
            [
                ("district", None, 11),
                ("unit", "Huyện Tam Nông", 5),
                ("unit", "Thị xã Hồng Ngự", 6),
                ("commune", None, 7),
                ("unit", "Xã An Hòa", 3),
                ("unit", "Thị trấn Tràm Chim", 4),
                ("whole", None, 18),
            ],
            id="groups with their own subtotals",
        ),
        pytest.param(
            [
                ["1", "Cấp tỉnh", "10", "8", "2"],
                ["2", "UBND cấp huyện", "20", "20", "0"],
                ["3", "Cấp xã", "30", "30", "0"],
                ["", "Tổng", "60", "58", "2"],
            ],
            [
                ("province", None, 10),
                ("district", None, 20),
                ("commune", None, 30),
                ("whole", None, 60),
            ],
            id="levels as rows",
        ),
        pytest.param(
            [
                ["I", "Cấp huyện", "10", "8", "2"],
                ["II", "Cấp xã", "20", "20", "0"],
                ["", "Tổng cộng", "30", "28", "2"],
            ],
            [("district", None, 10), ("commune", None, 20), ("whole", None, 30)],
            id="Roman numerals that open no group",
        ),
        pytest.param(
            [
                ["", "Tổng số", "30", "28", "2"],
                ["1", "Xã An Hòa", "10", "8", "2"],
                ["2", "Xã Phú Cường", "20", "20", "0"],
            ],
            [("commune", None, 30), ("unit", "Xã An Hòa", 10), ("unit", "Xã Phú Cường", 20)],
            id="the total first",
        ),
        pytest.param(
            [
                ["A", "Thủ tục hành chính cấp huyện", "16", "14", "2"],
                ["1", "Phòng Tư pháp", "10", "8", "2"],
                ["2", "Phòng Nội vụ", "6", "6", "0"],
                ["B", "TTHC thuộc thẩm quyền giải quyết của UBND cấp xã", "20", "20", "0"],
                ["1", "Xã An Hòa", "20", "20", "0"],
                ["", "Tổng cộng (A+B)", "36", "34", "2"],
            ],
            [
                ("district", None, 16),
                ("unit", "Phòng Tư pháp", 10),
                ("unit", "Phòng Nội vụ", 6),
                ("commune", None, 20),
                ("unit", "Xã An Hòa", 20),
                ("whole", None, 36),
            ],
            id="levels inside longer labels",
        ),
        pytest.param(
            [
                ["I", "Sở Tư pháp", "16", "14", "2"],
                ["1", "Hộ tịch", "10", "8", "2"],
                ["2", "Luật sư", "6", "6", "0"],
                ["II", "Sở Y tế", "20", "20", "0"],
                ["1", "Dược phẩm", "20", "20", "0"],
                ["", "Tổng cộng", "36", "34", "2"],
            ],
            [
                ("unit", "Sở Tư pháp", 16),
                ("field", "Hộ tịch", 10),
                ("field", "Luật sư", 6),
                ("unit", "Sở Y tế", 20),
                ("field", "Dược phẩm", 20),
                ("whole", None, 36),
            ],
            id="fields of work under named units",
        ),
        pytest.param(
            [
                ["1", "Xã An Hòa", "10", "8", "2"],
                ["2", "Xã Phú Cường", "20", "20", "0"],
                ["", "Tổng cộng cấp xã", "30", "28", "2"],
                ["3", "Phòng Tư pháp", "5", "5", "0"],
                ["", "Tổng số toàn huyện", "35", "33", "2"],
            ],
            [
                ("unit", "Xã An Hòa", 10),
                ("unit", "Xã Phú Cường", 20),
                ("commune", None, 30),
                ("unit", "Phòng Tư pháp", 5),
                ("whole", None, 35),
            ],
            id="a total that names its level",
        ),
        pytest.param(
            [
                [("I. Huyện, thị xã, thành phố", 1, 5)],
                ["1", "Huyện A", "10", "8", "2"],
                ["", "Tổng cộng", "10", "8", "2"],
                [("II. Xã, phường, thị trấn", 1, 5)],
                ["1", "Xã B", "7", "7", "0"],
                ["", "Tổng cộng", "7", "7", "0"],
            ],
            [
                ("unit", "Huyện A", 10),
                ("district", None, 10),
                ("unit", "Xã B", 7),
                ("commune", None, 7),
            ],
            id="sums of groups called totals, and none of all",
        ),
    ],
)
def test_rows_get_their_scopes(
    rows: list[list[Spec]], expected: list[tuple[str, str | None, int]]
) -> None:
    found = read_tables([page_of(("", [SHORT, *rows]))])
    got = [(f.scope.level, f.scope.name, f.value) for f in found if f.metric == "received.total"]
    assert got == expected


HEADING: list[Spec] = ["TT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]


def pages_of(*bodies: tuple[str, Sequence[Sequence[Spec]]]) -> list[CleanPage]:
    return [page_of(body, number=n) for n, body in enumerate(bodies, 1)]


@pytest.mark.parametrize(
    ("second", "blocks", "levels"),
    [
        pytest.param(
            ("", [HEADING, ["3", "Y tế", "4", "4", "0"], ["", "Tổng cộng", "37", "33", "4"]]),
            ["table1:row1", "table1:row2", "table1:row3", "table1:row4"],
            ["field", "field", "field", "whole"],
            id="heading repeated",
        ),
        pytest.param(
            ("2", [["3", "Y tế", "4", "4", "0"], ["", "Tổng cộng", "37", "33", "4"]]),
            ["table1:row1", "table1:row2", "table1:row3", "table1:row4"],
            ["field", "field", "field", "whole"],
            id="no heading, a page number above",
        ),
        pytest.param(
            (
                "BIỂU TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC CỦA UBND CẤP XÃ\nTháng 5 năm 2024",
                [HEADING, ["1", "Y tế", "4", "4", "0"], ["", "Tổng cộng", "4", "4", "0"]],
            ),
            ["table1:row1", "table1:row2", "table2:row1", "table2:row2"],
            ["field", "field", "field", "commune"],
            id="another table of the same shape",
        ),
    ],
)
def test_a_table_over_two_pages(
    second: tuple[str, Sequence[Sequence[Spec]]], blocks: list[str], levels: list[str]
) -> None:
    rows: list[list[Spec]] = [
        HEADING,
        ["1", "Đất đai", "20", "18", "2"],
        ["2", "Hộ tịch", "13", "11", "2"],
    ]
    first = ("", rows)
    found = read_tables(pages_of(first, second))
    received = [f for f in found if f.metric == "received.total"]
    assert [f.block for f in received] == blocks
    assert [f.scope.level for f in received] == levels
    assert [f.evidence.page for f in received] == [1, 1, 2, 2]
    assert len({f.id for f in found}) == len(found)


def test_a_heading_misread_on_the_next_page_image_opens_no_table() -> None:
    rows: list[Sequence[Spec]] = [HEADING, ["1", "Đất đai", "20", "18", "2"]]
    again: list[Sequence[Spec]] = [
        ["TT", "Lĩnh vực", "Tiếp nhận ˆ", "Đã giải quyết", "Đang giải quyết"],
        ["2", "Hộ tịch", "13", "11", "2"],
    ]
    pages = [
        page_of(body, number=n, reader="ocr")
        for n, body in enumerate((("", rows), ("2", again)), 1)
    ]
    blocks = [f.block for f in read_tables(pages) if f.metric == "resolved.total"]
    assert blocks == ["table1:row1", "table1:row2"]


@pytest.mark.parametrize(
    ("line", "level"),
    [("Kết quả giải quyết của UBND cấp xã như sau:", "commune"), ("Lưu: VT, cấp xã.", "whole")],
)
def test_a_page_image_that_ends_with_a_colon_heads_the_table_on_the_next(
    line: str, level: str
) -> None:
    table: list[Sequence[Spec]] = [HEADING, ["", "Tổng cộng", "33", "29", "4"]]
    first = CleanPage(Page(1, line, "ocr"), line, (), Health("good", "clean"))
    second = page_of(("2", table), number=2, reader="ocr")
    found = read_tables([first, second])
    assert {f.scope.level for f in found} == {level}


def test_a_table_split_in_two_on_one_page() -> None:
    halves: list[tuple[str, list[list[Spec]]]] = [
        ("", [HEADING, ["1", "Đất đai", "20", "18", "2"]]),
        ("", [HEADING, ["2", "Hộ tịch", "13", "11", "2"], ["", "Tổng cộng", "33", "29", "4"]]),
    ]
    found = read_tables([page_of(*halves)])
    assert {f.block for f in found} == {"table1:row1", "table1:row2", "table1:row3"}
    assert len({f.id for f in found}) == 9


@pytest.mark.parametrize(
    ("above", "level"),
    [
        ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ\nTẠI UBND CẤP XÃ", "commune"),
        ("Kết quả giải quyết hồ sơ tại UBND cấp xã như sau:", "commune"),
        ("b) Cấp huyện:", "district"),
        ("Đơn vị báo cáo: UBND cấp xã", "whole"),
        (
            "Trong kỳ, các cán bộ, công chức tiếp dân đã phối hợp chặt chẽ với nhau cùng\n"
            "Ủy ban nhân dân cấp xã trong việc hướng dẫn, đôn đốc các đơn vị trực thuộc gửi\n"
            "Số liệu cụ thể tại bảng dưới đây",
            "whole",
        ),
    ],
    ids=["title", "lead-in", "heading", "the form's head", "wrapped prose"],
)
def test_the_level_of_a_whole_table(above: str, level: str) -> None:
    rows: list[list[Spec]] = [
        HEADING,
        ["1", "Đất đai", "9", "7", "2"],
        ["", "Tổng cộng", "9", "7", "2"],
    ]
    found = read_tables([page_of((above, rows))])
    assert [f.scope.level for f in found if f.metric == "received.total"][-1:] == [level]


def test_a_field_under_two_levels_is_not_one_and_the_same() -> None:
    rows: list[list[Spec]] = [
        ["I", "Cấp huyện", "", "", ""],
        ["1", "Đất đai", "20", "18", "2"],
        ["II", "Cấp xã", "", "", ""],
        ["1", "Đất đai", "13", "11", "2"],
    ]
    names = [f.scope.name for f in read_tables([page_of(("", [HEADING, *rows]))])]
    assert sorted(set(names), key=str) == ["Cấp huyện / Đất đai", "Cấp xã / Đất đai"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                ["TT", "Nội dung", "Cấp tỉnh", "Cấp huyện", "Tổng cộng"],
                ["1", "Tổng số hồ sơ tiếp nhận", "10", "20", "30"],
                ["", "Trong đó: - Từ kỳ trước chuyển qua", "1", "2", "3"],
                ["", "- Trực tuyến", "4", "5", "9"],
                ["2", "Đã giải quyết", "9", "18", "27"],
                ["", "Quá hạn", "1", "0", "1"],
                ["3", "Đang giải quyết", "1", "2", "3"],
                ["", "Quá hạn", "0", "1", "1"],
            ],
            {
                ("province", None, "received.total"): 10,
                ("district", None, "received.total"): 20,
                ("whole", None, "received.total"): 30,
                ("province", None, "received.carried_over"): 1,
                ("whole", None, "received.online"): 9,
                ("district", None, "resolved.late"): 0,
                ("whole", None, "resolved.late"): 1,
                ("district", None, "pending.overdue"): 1,
                ("whole", None, "pending.total"): 3,
            },
            id="levels as columns",
        ),
        pytest.param(
            [
                ["Chỉ tiêu", "Số lượng"],
                ["Số hồ sơ tiếp nhận", "1.465 hồ sơ"],
                ["Số hồ sơ đã giải quyết", "1.300 (88,7%)"],
                ["Số hồ sơ giải quyết quá hạn", "5"],
            ],
            {
                ("whole", None, "received.total"): 1465,
                ("whole", None, "resolved.total"): 1300,
                ("whole", None, "resolved.late"): 5,
            },
            id="one column of numbers",
        ),
        pytest.param(
            [
                ["TT", "Nội dung", "ĐVT", "Xã An Hòa", "Xã Phú Cường", "So với cùng kỳ"],
                ["1", "Tiếp nhận", "hồ sơ", "10", "20", "5"],
                ["2", "Đã giải quyết", "hồ sơ", "9", "18", "6"],
            ],
            {
                ("unit", "Xã An Hòa", "received.total"): 10,
                ("unit", "Xã Phú Cường", "received.total"): 20,
                ("unit", "Xã An Hòa", "resolved.total"): 9,
                ("unit", "Xã Phú Cường", "resolved.total"): 18,
            },
            id="units as columns, a comparison passed over",
        ),
        pytest.param(
            [
                ["TT", "Chỉ tiêu", "Cấp huyện", "Lũy kế"],
                ["1", "Tổng số hồ sơ đã giải quyết", "20", "90"],
                ["", "Đúng hạn", "19", "88"],
                ["", "Quá hạn", "1", "2"],
                ["2", "Tổng số hồ sơ đang giải quyết", "5", "5"],
                ["", "Chưa đến hạn", "3", "3"],
                ["", "Quá hạn", "2", "2"],
            ],
            {
                ("district", None, "resolved.late"): 1,
                ("district", None, "pending.in_time"): 3,
                ("district", None, "pending.overdue"): 2,
                ("whole", None, "resolved.total"): 90,
            },
            id="a part that names its group opens none",
        ),
    ],
)
def test_tables_turned_round(
    rows: list[list[Spec]], expected: dict[tuple[str, str | None, str], int]
) -> None:
    found = read_tables([page_of(("Kết quả giải quyết hồ sơ TTHC", rows))])
    values = told(found)
    assert {key: values.get(key) for key in expected} == expected
    assert {f.evidence.quote for f in found}.isdisjoint({""})


NUMBERS: list[Spec] = ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        (
            "Danh sách cán bộ",
            [
                ["TT", "Họ tên", "Năm sinh", "Hệ số"],
                ["1", "Nguyễn Văn A", "1980", "3,66"],
                ["2", "Lê B", "1985", "3,33"],
            ],
        ),
        (
            "",
            [
                ["TT", "Tên văn bản", "Ngày"],
                ["1", "Quyết định 12", "15/3/2024"],
                ["2", "Kế hoạch 5", "1/2/2024"],
            ],
        ),
        (
            "Lịch tiếp công dân",
            [["TT", "Đơn vị", "Tiếp nhận", "Đã giải quyết"], ["1", "Xã A", "3", "2"]],
        ),
        ("Kết quả giải quyết đơn thư, khiếu nại, tố cáo", [SHORT, ["1", "Xã A", "3", "2", "1"]]),
        (
            "",
            [
                ["TT", "Đơn vị", "Số vụ việc tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
                ["1", "Xã A", "3", "2", "1"],
            ],
        ),
        (
            "Văn bản đến",
            [["TT", "Loại", "Tổng số", "Đã xử lý", "Quá hạn"], ["1", "Công văn", "30", "20", "10"]],
        ),
        ("", [["TT", "Đơn vị", "Tổng số", "Nam", "Nữ"], ["1", "Xã A", "30", "20", "10"]]),
        (
            "",
            [
                ["TT", "Nội dung", "Thời gian thực hiện", "Kinh phí"],
                ["1", "Tuyên truyền", "3", "20"],
            ],
        ),
        ("Biểu số II.06a/VPCP/KSTT", FORM_06),
    ],
    ids=[
        "staff",
        "documents",
        "citizens",
        "petitions",
        "cases",
        "letters",
        "people",
        "plan",
        "a blank form",
    ],
)
def test_other_tables_yield_nothing(above: str, rows: list[list[Spec]]) -> None:
    assert read_tables([page_of((above, rows))]) == ()


def test_figures_as_rows_and_columns_at_once_are_not_guessed() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Nội dung", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"],
        ["1", "Hồ sơ đã giải quyết", "9", "5", "3", "1"],
        ["2", "Hồ sơ đang giải quyết", "4", "0", "3", "1"],
    ]
    assert read_tables([page_of(("Kết quả giải quyết hồ sơ", rows))]) == ()


def test_a_column_of_numbers_whose_heading_is_not_understood_names_no_row() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Cơ quan chuyên môn", "Tzng", "Trực tuyến", "Đã giải quyết", "Đang giải quyết"],
        ["1", "Phòng Tư pháp", "28", "17", "25", "3"],
        ["2", "Phòng Tài chính", "156", "100", "147", "9"],
    ]
    found = read_tables([page_of(("Tiếp nhận và giải quyết hồ sơ", rows))])
    assert {f.scope.name for f in found} == {"Phòng Tư pháp", "Phòng Tài chính"}


def test_a_table_may_begin_anywhere_on_a_sheet() -> None:
    rows: list[list[Spec]] = [
        ["", "", "", "", *row] for row in (HEADING, ["1", "Đất đai", "9", "7", "2"])
    ]
    found = read_tables([page_of(("", rows), reader="xlsx")])
    assert [(f.scope.name, f.value) for f in found] == [("Đất đai", v) for v in (9, 7, 2)]


def test_a_report_on_petitions_yields_nothing() -> None:
    head = DocumentHead(title="Kết quả công tác tiếp công dân, giải quyết khiếu nại, tố cáo")
    assert read_tables([page_of(("", [SHORT, ["1", "Xã A", "3", "2", "1"]]))], head) == ()


GARBLED: list[list[Spec]] = [
    ["TT", "Llnh vyc", *("ll}{l" for _ in range(11))],
    [f"({n})" for n in range(1, 14)],
]


@pytest.mark.parametrize(
    ("above", "rows", "count"),
    [
        ("Bieu s6 II.06a/VPCP/KSTT", GARBLED, 11),
        ("Mẫu số: 06a", GARBLED, 11),
        ("", GARBLED, 0),
        ("", [GARBLED[0], FORM_06[3]], 11),
        ("Biểu số II.06a", [GARBLED[0], [f"({n})" for n in range(1, 12)]], 0),
    ],
    ids=["number printed", "other spelling", "no form named", "sums printed", "other columns"],
)
def test_unreadable_headings_follow_the_form(
    above: str, rows: list[list[Spec]], count: int
) -> None:
    width = len(rows[1])
    row: list[Spec] = ["1", "Dat dai", *(str(n) for n in range(3, width + 1))]
    found = read_tables([page_of((above, [*rows, row]), diagnosis="unmarked")])
    assert [(f.metric, f.value) for f in found] == list(zip(METRICS, range(3, 14), strict=True))[
        :count
    ]
    assert {f.pattern for f in found} <= {"form-06"}


def test_a_heading_that_says_otherwise_is_believed_over_the_form() -> None:
    swapped = [list(row) for row in unmerged(repeat=True)]
    for row in swapped:
        row[7], row[8] = row[8], row[7]
    found = read_tables(
        [
            page_of(
                (
                    "Biểu số II.06a",
                    [*swapped, FORM_06[3], ["1", "Đất đai", *map(str, range(3, 14))]],
                )
            )
        ]
    )
    values = {f.metric: f.value for f in found}
    assert (values["resolved.on_time"], values["resolved.early"]) == (8, 9)


@pytest.mark.parametrize(
    ("cell", "value", "status", "printed"),
    [
        ("1.465", 1465, "read", "1.465"),
        ("1955", 1955, "read", "1955"),
        ("1 465", 1465, "read", "1 465"),
        ("00", 0, "read", "00"),
        ("-", 0, "read", "-"),
        ("12*", 12, "read", "12"),
        ("**685**", 685, "read", "685"),
        ("1.234 (1)", 1234, "read", "1.234"),
        ("12\u00b2", 12, "read", "12"),
        (" 12\n", 12, "read", "12"),
        ("05 hồ sơ", 5, "read", "05"),
        ("1.2O4", None, "unresolved", "1.2O4"),
        ("12,5", None, "unresolved", "12,5"),
        ("12/15", None, "unresolved", "12/15"),
        ("5 xã", None, "unresolved", "5"),
        ("\ufffd", None, "unresolved", "\ufffd"),
    ],
)
def test_cells(cell: str, value: int | None, status: str, printed: str) -> None:
    found = read_tables([page_of(("", [HEADING, ["1", "Đất đai", cell, "7", "8"]]))])
    first = next(f for f in found if f.metric == "received.total")
    assert (first.value, first.status, first.printed) == (value, status, printed)


@pytest.mark.parametrize("cell", ["", " ", "x", "Không báo cáo", "…"])
def test_cells_that_are_no_figures(cell: str) -> None:
    found = read_tables([page_of(("", [HEADING, ["1", "Đất đai", cell, "7", "8"]]))])
    assert [f.metric for f in found] == ["resolved.total", "pending.total"]


@pytest.mark.parametrize(
    "raw", ["1.465", "O", "l2", "abc", "(1)", "9" * 5000, "1 " * 5000, "%", "*"]
)
def test_any_cell_has_an_answer(raw: str) -> None:
    value = value_of(raw)
    assert raw[value.start : value.end] == value.printed


def test_two_columns_of_one_meaning_are_in_doubt() -> None:
    head: list[Spec] = ["TT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Hồ sơ đã xử lý"]
    found = read_tables([page_of(("", [head, ["1", "Đất đai", "9", "7", "8"]]))])
    told_of = {f.printed: (f.value, f.status, f.note) for f in found}
    assert told_of["9"] == (9, "read", "")
    assert told_of["7"] == told_of["8"] == (None, "unresolved", "ambiguous-column")


def test_rates_counts_and_money() -> None:
    head: list[Spec] = [
        "TT",
        "Đơn vị",
        "Tiếp nhận",
        "Đã giải quyết đúng hạn",
        "Tỷ lệ đúng hạn (%)",
        "Số tiền thanh toán phí, lệ phí (triệu đồng)",
    ]
    found = read_tables([page_of(("", [head, ["1", "Xã A", "9", "7 (77,8%)", "77,8", "2,5"]]))])
    assert [(f.metric, float(f.value or 0)) for f in found] == [
        ("received.total", 9),
        ("resolved.on_time", 7),
        ("resolved.on_time_rate", 77.8),
        ("resolved.on_time_rate", 77.8),
        ("payment.fee_amount", 2_500_000),
    ]
    assert len({f.id for f in found}) == 5


@pytest.mark.parametrize(
    ("above", "heading", "periods"),
    [
        ("Lũy kế từ đầu năm", [HEADING], {"cumulative"}),
        ("", [HEADING], {None}),
        (
            "",
            [
                ["TT", "Lĩnh vực", ("Trong tháng", 1, 2), ("Lũy kế từ đầu năm", 1, 2)],
                ["", "", "Tiếp nhận", "Đã giải quyết", "Tiếp nhận", "Đã giải quyết"],
            ],
            {None, "cumulative"},
        ),
        (
            "",
            [
                ["TT", "Lĩnh vực", ("Quý I/2023", 1, 2), ("Quý I/2024", 1, 2)],
                ["", "", "Tiếp nhận", "Đã giải quyết", "Tiếp nhận", "Đã giải quyết"],
            ],
            {"Quý I/2023", "Quý I/2024"},
        ),
    ],
    ids=["caption", "the document's own", "beside one another", "two periods"],
)
def test_periods(above: str, heading: list[list[Spec]], periods: set[str | None]) -> None:
    row = ["1", "Đất đai", "4", "3", "2", "1"][
        : sum(1 if isinstance(c, str) else c[2] for c in heading[0])
    ]
    found = read_tables([page_of((above, [*heading, row]))])
    assert {f.period for f in found} == periods
    assert all(f.status == "read" for f in found)


def test_a_text_report_has_no_table_and_a_long_one_is_read_whole() -> None:
    rows = [[str(n), f"Xã Số {n}", *(str(n * k) for k in range(3, 14))] for n in range(1, 101)]
    page = page_of(("", [*FORM_06, *rows]))
    assert read_tables([page_of()]) == ()
    assert len(read_tables([page])) == 1100


SIDE_BY_SIDE: list[list[Spec]] = [
    ["TT", "Lĩnh vực", ("Quý I/2023", 1, 2), ("Quý I/2024", 1, 2)],
    ["", "", "Tiếp nhận", "Đã giải quyết", "Tiếp nhận", "Đã giải quyết"],
    ["1", "Đất đai", "4", "3", "2", "1"],
]


def test_the_documents_own_period_is_not_said_again() -> None:
    period = Period(start=None, end=None, label="quý I năm 2024", kind="quarter")
    found = read_tables([page_of(("", SIDE_BY_SIDE))], DocumentHead(period=period))
    assert [(f.period, f.value) for f in found] == [(None, 2), (None, 1)]


@pytest.mark.parametrize(
    ("head", "levels"),
    [
        (None, ["district", "commune"]),
        (DocumentHead(type="BC", issuer="ỦY BAN NHÂN DÂN HUYỆN TAM NÔNG"), ["district", "commune"]),
        (DocumentHead(type="BC", issuer="ỦY BAN NHÂN DÂN XÃ AN HÒA"), ["district", "whole"]),
        (DocumentHead(type="KH"), []),
        (DocumentHead(type="BC", title="Công tác tiếp công dân, khiếu nại, tố cáo"), []),
    ],
    ids=["nobody", "a district", "a commune is itself", "a plan", "another matter"],
)
def test_the_document_around_a_table(head: DocumentHead | None, levels: list[str]) -> None:
    rows: list[list[Spec]] = [
        SHORT,
        ["1", "Cấp huyện", "9", "7", "2"],
        ["2", "Cấp xã", "5", "5", "0"],
    ]
    found = read_tables([page_of(("", rows))], head)
    assert [f.scope.level for f in found if f.metric == "received.total"] == levels


def test_cells_of_a_part_and_its_whole_are_two_figures() -> None:
    rows = [
        ["TT", "Đơn vị", "Hồ sơ được số hóa/hồ sơ tiếp nhận", "Tỷ lệ (%)"],
        ["1", "Xã Hòa An", "325/336", "96,73"],
        ["2", "Xã Hòa Bình", "12/5", "98,00"],
    ]
    figures = read_tables([page_of(("", rows))])
    found = {(f.scope.name, f.metric): f.value for f in figures}
    assert found[("Xã Hòa An", "digitised_records.count")] == 325
    assert found[("Xã Hòa An", "digitised_records.due")] == 336
    assert found[("Xã Hòa Bình", "digitised_records.count")] is None
    assert len({f.id for f in figures}) == len(figures)


def test_rows_numbered_below_one_row_stand_under_it() -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Kết quả"],
        ["I", "Tiếp nhận hồ sơ", ""],
        ["1", "Hồ sơ tiếp nhận mới", "354"],
        ["1.1", "Nộp trực tuyến", "301"],
        ["", "Trong đó: toàn trình", "190"],
        ["", "Trong đó: một phần", "111"],
        ["1.2", "Nộp trực tiếp", "53"],
    ]
    found = {f.metric: f.value for f in read_tables([page_of(("", rows))])}
    assert (found["received.new"], found["received.in_person"]) == (354, 53)
    assert (found["online_partial.count"], found["received.online"]) == (111, 301)
