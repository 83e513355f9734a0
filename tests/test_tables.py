"""Tables by hand: grids in, figures out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.book.tables import Form, table_book
from extractor.models import Cell, CleanPage, Figure, Health, Page, Table
from extractor.tables import read_tables
from extractor.tables.columns import read_columns

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
        (["Tiếp nhận>Tổng số", "Tiếp nhận>Trong kỳ>Tổng số", "Tiếp nhận>Từ kỳ trước"],
         ["received.total", "received.new", "received.carried_over"]),
        (["Tổng số hồ sơ", "Tiếp nhận trong kỳ", "Kỳ trước chuyển sang"],
         ["received.total", "received.new", "received.carried_over"]),
        (["Tổng số", "Hồ sơ tồn kỳ trước", "Hồ sơ tiếp nhận"],
         ["received.total", "received.carried_over", "received.new"]),
        (["Tiếp nhận trong kỳ", "Đã giải quyết"], ["received.total", "resolved.total"]),
    ],
)  # fmt: skip
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
            [("whole", None, 30), ("unit", "Xã An Hòa", 10), ("unit", "Xã Phú Cường", 20)],
            id="the total first",
        ),
    ],
)
def test_rows_get_their_scopes(
    rows: list[list[Spec]], expected: list[tuple[str, str | None, int]]
) -> None:
    found = read_tables([page_of(("", [SHORT, *rows]))])
    got = [(f.scope.level, f.scope.name, f.value) for f in found if f.metric == "received.total"]
    assert got == expected
