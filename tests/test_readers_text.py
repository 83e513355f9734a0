"""Plain text and Markdown: bytes told apart, nothing lost, tables found where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.models import Page
from extractor.readers import markdown, plain
from extractor.readers.drawn import drawn_tables
from extractor.repair import repair
from extractor.segment import segment
from extractor.settings import Limits
from extractor.tables.grid import Grid
from tests.makers.files import cells, codes, pages

TEXT = "Đã giải quyết 354 hồ sơ, trễ hạn: 00.\nTỷ lệ 68,48 %\n"
TCVN3 = b"\xa7\xe9c l\xcbp - T\xf9 do - H\xb9nh ph\xf3c\n" * 3


@pytest.mark.parametrize(
    ("data", "text", "found"),
    [
        (TEXT.encode(), TEXT, []),
        (TEXT.encode("utf-8-sig"), TEXT, []),
        (TEXT.encode("utf-16"), TEXT, []),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, []),
        (TEXT.encode("utf-16-le"), TEXT, []),
        (TEXT.encode("utf-16-be"), TEXT, []),
        (TEXT.replace("\n", "\r\n").encode(), TEXT, []),
        (TEXT.replace("\n", "\r").encode(), TEXT, []),
        (TCVN3, TCVN3.decode("latin-1"), ["legacy-bytes"]),
        (b"C\xf2ng h\xd2a\xad", "C\xf2ng h\xd2a\xad", ["legacy-bytes"]),
        (TEXT.encode() + b"\xff", TEXT + "\ufffd", ["bad-bytes"]),
        (b"\xff\xfea\0b\0c", "ab\ufffd", ["bad-bytes"]),
        (b"12", "12", []),
    ],
)
def test_bytes_become_text(tmp_path: Path, data: bytes, text: str, found: list[str]) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    assert [page.text for page in pages(path, "text")] == [text]
    assert codes(path, "text") == found


def test_form_feeds_part_pages_and_empty_ones_are_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("một\f\f hai \f", encoding="utf-8")
    assert [(p.number, p.text) for p in pages(path, "text")] == [(1, "một"), (2, " hai ")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_text_over_the_limit_is_cut_at_a_line(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a"
    path.write_text("Tổng số 1.465 hồ sơ\n" * 70_000, encoding=encoding)
    limits = Limits(text_mb=1)
    (page,) = pages(path, "text", limits)
    assert codes(path, "text", limits) == ["text-limit"]
    assert page.text.endswith("Tổng số 1.465 hồ sơ\n")
    assert len(page.text.encode(encoding)) > 1_000_000


def test_one_line_over_the_limit_is_cut_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a" * (3 << 20))
    limits = Limits(text_mb=1)
    assert len(pages(path, "text", limits)[0].text) == 1 << 20


@pytest.mark.parametrize(
    ("data", "encoding"), [(b"", None), (b"ab", None), (b"abcd", None), (b"a\0b\0", "utf-16-le")]
)
def test_unmarked_utf_16(data: bytes, encoding: str | None) -> None:
    assert plain.wide(data) == encoding


# ------------------------------------------------------------------------------ Markdown

PIPES = """# Biểu

| Lĩnh vực | Tổng số |
|:---|---:|
| Đất đai | 1.465 |
| | 0 |
sau a | b

Tên | Số
--|--
X \\| Y | **3**
"""


def test_pipe_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(PIPES, encoding="utf-8")
    (page,) = pages(path, "markdown")
    assert page.text == PIPES
    first, second = page.tables
    assert cells(page, 0) == {
        (0, 0): "Lĩnh vực", (0, 1): "Tổng số", (1, 0): "Đất đai", (1, 1): "1.465",
        (2, 0): "", (2, 1): "0", (3, 0): "sau a", (3, 1): "b",
    }  # fmt: skip
    assert cells(page, 1) == {(0, 0): "Tên", (0, 1): "Số", (1, 0): "X \\| Y", (1, 1): "**3**"}
    assert page.text[first.start :].startswith("| Lĩnh vực")
    assert page.text[second.start : second.end].endswith("**3**")


HTML = """trước
<table border=1>
<tr><th rowspan="2">Đơn vị</th><th colspan=2>Tiếp nhận</th></tr>
<tr><td> Mới </td><td><b>Cũ</b></td></tr>
<tr><td>Xã A<td>1.465</td><td></td></tr>
</TABLE>
sau
"""


def test_html_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(HTML, encoding="utf-8")
    (page,) = pages(path, "markdown")
    (table,) = page.tables
    spans = {(c.row, c.col): (c.row_span, c.col_span) for c in table.cells}
    assert (table.rows, table.cols) == (3, 3)
    assert (spans[0, 0], spans[0, 1]) == ((2, 1), (1, 2))
    assert cells(page) == {
        (0, 0): "Đơn vị", (0, 1): "Tiếp nhận", (1, 1): "Mới", (1, 2): "Cũ",
        (2, 0): "Xã A", (2, 1): "1.465", (2, 2): "",
    }  # fmt: skip
    assert page.text[table.start : table.end].startswith("<table border=1>")
    assert page.text[table.end :] == "\nsau\n"


@pytest.mark.parametrize(
    "text",
    ["a | b\nc | d", "---\n", "<table>", "<table></table>", "|\n|", "<td>1</td>", "</table>", ""],
)
def test_what_is_no_table(text: str) -> None:
    assert [*markdown.pipe_tables(text), *markdown.html_tables(text)] == []


@pytest.mark.parametrize("given", ["0", "-1", "x", "999999999999", "²"])
def test_absurd_spans_stay_small(given: str) -> None:
    (table,) = markdown.html_tables(f"<table><tr><td colspan={given}>1</td></tr></table>")
    assert 1 <= table.cols <= markdown.MOST_SPAN


BARRED = """+---------+-----------+---------+
| Đơn vị  | Tiếp nhận | Đã giải |
|         |           | quyết   |
+---------+-----------+---------+
| Xã A    |     1.204 |   1.200 |
| Xã B    |        97 |      95 |
+---------+-----------+---------+
"""
BLANKS = """Chi tiết như sau:

  Đơn vị        Tiếp nhận   Giải quyết
  ------------------------------------
  Xã A              1.204        1.200
  Xã B                 97           95

  Xã C                  3            3
  Cộng              1.304        1.298
Lũy kế: 5.000 hồ sơ.
"""
TABS = "Đơn vị\tTiếp nhận\tGiải quyết\nXã A\t12\t10\nXã B\t7\t7\nXã C\t5\t1\n"
LETTERHEAD = """UBND HUYỆN A          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/BC-UBND        Huyện A, ngày 03 tháng 5 năm 2024

Nơi nhận:                        TM. ỦY BAN NHÂN DÂN
- Như trên;                          CHỦ TỊCH
"""
SHIFTED = """  Đơn vị        Tiếp nhận   Giải quyết
  Xã A              12   10
  Xã B    7    8      9
  Xã C                  5            1
"""


@pytest.mark.parametrize(
    ("text", "rows", "last"),
    [
        (BARRED, 3, ["Xã B", "97", "95"]),
        (BLANKS, 5, ["Cộng", "1.304", "1.298"]),
        (TABS, 4, ["Xã C", "5", "1"]),
    ],
)
def test_a_table_drawn_in_plain_text(text: str, rows: int, last: list[str]) -> None:
    (table,) = drawn_tables(text)
    found = [[text[c.start : c.end] for c in table.cells if c.row == row] for row in range(rows)]
    assert (table.rows, table.cols) == (rows, 3)
    assert found[0][:2] == ["Đơn vị", "Tiếp nhận"]
    assert found[-1] == last


MERGED = """+----+---------+-----------------+-----------------+
|    |         |    Tiếp nhận    |      Đã giải quyết      |
| TT | Đơn vị  +--------+--------+--------+--------+
|    |         | Tổng   | Mới    | Tổng   | Quá    |
+====+=========+========+========+========+========+
| 1  | Xã A    |  1.204 |  1.200 |  1.000 |      4 |
| 2  | Xã B    |     97 |     95 |     90 |      - |
+----+---------+--------+--------+--------+--------+
""".replace("      Đã giải quyết      |", "  Đã giải quyết  |")


@pytest.mark.parametrize("bars", ["|", "│", "║"])
def test_merged_headings_of_a_table_drawn_with_bars(bars: str) -> None:
    text = MERGED.replace("|", bars)
    (table,) = drawn_tables(text)
    heads = {text[c.start : c.end]: (c.col, c.col_span) for c in table.cells if c.row < 3}
    assert heads["Tiếp nhận"] == (2, 2)
    assert heads["Đã giải quyết"] == (4, 2)
    assert heads["Đơn vị"] == (1, 1)
    last = [text[c.start : c.end] for c in table.cells if c.row == table.rows - 1]
    assert (table.cols, last) == (6, ["2", "Xã B", "97", "95", "90", "-"])


def test_bars_that_stand_below_none_make_no_table() -> None:
    assert drawn_tables(MERGED.replace("|  Đã giải quyết  |", "| Đã |  giải quyết |")) == []


WRAPPED = """+----+----------------------+-----------+----------+
| TT | Đơn vị               | Tiếp nhận | Giải     |
|    |                      |           | quyết    |
+----+----------------------+-----------+----------+
| 1  | Sở Lao động - Thương |     1.204 |    1.190 |
|    | binh và Xã hội       |           |          |
+----+----------------------+-----------+----------+
| 2  | Sở Nông nghiệp và    |       500 |      490 |
|    | Phát triển nông thôn |           |          |
+----+----------------------+-----------+----------+
"""
RULE = WRAPPED.splitlines()[0]


@pytest.mark.parametrize("ruled", [True, False])
def test_names_that_go_on_below(ruled: bool) -> None:
    """Rules between the rows tell where a name ends; without them its words and width do."""
    lines = [line for at, line in enumerate(WRAPPED.splitlines()) if ruled or at != 6]
    text = "\n".join(lines)
    page = Page(number=1, text=text, reader="text", tables=tuple(drawn_tables(text)))
    grid = Grid(repair(page), page.tables[0])
    names = [grid.text_at(row, 1) for row in range(grid.rows)]
    first = "Sở Lao động - Thương binh và Xã hội"
    assert first in names
    assert "Sở Nông nghiệp và Phát triển nông thôn" in names
    assert grid.text_at(names.index(first), 2) == "1.204"


def _texts(text: str) -> list[list[str]]:
    """The rows of the one table in the text, as its cells are read."""
    page = Page(number=1, text=text, reader="text", tables=tuple(drawn_tables(text)))
    (table,) = page.tables
    grid = Grid(repair(page), table)
    return [[grid.text_at(row, col) for col in range(table.cols)] for row in range(table.rows)]


OPEN = """TT | Tên đơn vị      |   Tiếp |    Đã | Còn lại
   |                 |   nhận |   trả |
-----------------------------------------------
1  | Phòng Giáo dục  |     40 |    38 |  2
   | Đào tạo         |        |       |
2  | Phòng Y tế      |     12 |    12 |  -
   | KHỐI XÃ         |        |       |
1  | Xã Tân Lập Đông |      7 |     5 |  2
   | Trung           |        |       |
   | Cộng            |     59 |    55 |  4
"""


@pytest.mark.parametrize("closed", ["", "left", "both"])
def test_a_table_without_outer_bars(closed: str) -> None:
    """A capital goes on a name that had no room for it; a title that would have had room is one."""
    text = OPEN
    if closed:
        lines = [f"| {line}" if "|" in line else line for line in OPEN.splitlines()]
        both = [f"{line:<50}|" if closed == "both" and "|" in line else line for line in lines]
        text = "\n".join(both)
    assert _texts(text) == [
        ["TT", "Tên đơn vị", "Tiếp nhận", "Đã trả", "Còn lại"],
        ["1", "Phòng Giáo dục Đào tạo", "40", "38", "2"],
        ["2", "Phòng Y tế", "12", "12", "-"],
        ["", "KHỐI XÃ", "", "", ""],
        ["1", "Xã Tân Lập Đông Trung", "7", "5", "2"],
        ["", "Cộng", "59", "55", "4"],
    ]


def test_a_heading_with_blanks_above_has_a_row_for_each_line() -> None:
    text = """| Đơn vị | Tiếp nhận |     | Đã trả |
|        | Mới       | Cũ  |        |
--------------------------------------
| Xã A   | 12        | 4   | 15     |
| Xã B   | 9         | 1   | 10     |
"""
    assert _texts(text)[:2] == [["Đơn vị", "Tiếp nhận", "", "Đã trả"], ["", "Mới", "Cũ", ""]]


@pytest.mark.parametrize(
    ("head", "rows"),
    [("Chỉ tiêu    | Số lượng", 4), ("Chỉ tiêu    | Năm 2024", 4), ("Chỉ tiêu    | 2024", 0)],
)
def test_one_column_of_numbers_between_bars(head: str, rows: int) -> None:
    text = f"""| {head} |
----------------------------
| Hồ sơ nhận  |      120 |
|  trong kỳ   |          |
| Hồ sơ trả   |      118 |
| Còn lại     |        2 |
"""
    assert [table.rows for table in drawn_tables(text)] == [rows] * bool(rows)


def test_a_heading_that_reaches_over_the_longest_name_is_not_its() -> None:
    text = """STT  Đơn vị            Tiếp nhận      Giải
                    Kỳ trước   Mới    quyết
---------------------------------------------
1    Xã Phong Phú          7     702     690
2    Xã Quy Hậu            3     333     330
3    Thị trấn Mãn Đức      1     118     119
"""
    (table,) = drawn_tables(text)
    assert {(c.col, c.col_span) for c in table.cells if "trước" in text[c.start : c.end]} == {
        (2, 1)
    }


def test_a_heading_stands_over_the_one_below_it_not_over_the_nearest_number() -> None:
    text = """Đơn vị          Tổng số     Đã giải quyết       Đang
                tiếp nhận   Đúng hạn  Quá hạn  giải quyết
Sở Y tế             1.204     590        4          10
Sở Tư pháp            900     490        -          10
Sở Xây dựng           100      90        1           9
"""
    (table,) = drawn_tables(text)
    at = {text[c.start : c.end]: c.col for c in table.cells if c.row < 2}
    assert (at["Đang"], at["giải quyết"], at["Quá hạn"]) == (4, 4, 3)


FLOODS = [
    *(LETTERHEAD, SHIFTED, "", "a  b\n" * 50, "1  2  3\n" * 9),
    "x  " + "1" * 100_000 + "x\n" + "-" * 100_000 + "x\n" + "7  " * 100_000,
]


@pytest.mark.parametrize("text", FLOODS, ids=range(len(FLOODS)))
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    assert drawn_tables(text) == []


def test_what_stands_right_above_a_drawn_table_is_prose() -> None:
    text = "Đã tiếp nhận 1.304 hồ sơ.\nChi tiết như sau:\n" + BLANKS.partition("\n\n")[2]
    page = Page(number=1, text=text, reader="text", tables=tuple(drawn_tables(text)))
    blocks = [block.text for block in segment([repair(page)])]
    assert blocks[0].startswith("Đã tiếp nhận 1.304 hồ sơ.")
    assert not any("Xã A" in block for block in blocks)
