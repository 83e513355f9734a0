"""Tables without ruling lines: numbers under one another, headings centred over them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from extractor.readers.glyphs import Token
from extractor.readers.grid import Grid
from extractor.readers.layout import compose
from extractor.readers.unruled import unruled

LETTER, LINE, HIGH = 3.0, 14.0, 10.0


def drawn(picture: str) -> list[Token]:
    """Words where they stand in the picture; a line's blanks are as wide as its letters."""
    found = []
    for row, line in enumerate(picture.splitlines()):
        at = 0
        for word in line.split(" "):
            if word:
                top = row * LINE
                found.append(Token(word, at * LETTER, top, (at + len(word)) * LETTER, top + HIGH))
            at += len(word) + 1
    return found


def read(picture: str) -> list[list[tuple[int, int, int, int, str]]]:
    """(row, column, row span, column span, words) of the cells with words, table by table."""
    tokens = drawn(picture)
    grids: list[Grid] = unruled(tokens)
    page = compose(tokens, grids, [])
    return [
        [
            (c.row, c.col, c.row_span, c.col_span, page.text[c.start : c.end])
            for c in table.cells
            if c.end > c.start
        ]
        for table in page.tables
    ]


FLAT = """\
Báo cáo kết quả giải quyết hồ sơ thủ tục hành chính của đơn vị trong quý.

TT  Lĩnh vực          Tiếp nhận    Đã trả    Đang xử lý
1   Đất đai             1.212       1.200         12
2   Hộ tịch                30          20         10
    Cộng                1.242       1.220         22
"""


def test_a_heading_over_each_column() -> None:
    (cells,) = read(FLAT)
    said = [cell[4] for cell in cells]
    assert said[:5] == ["TT", "Lĩnh vực", "Tiếp nhận", "Đã trả", "Đang xử lý"]
    assert said[5:10] == ["1", "Đất đai", "1.212", "1.200", "12"]
    assert said[15:] == ["Cộng", "1.242", "1.220", "22"]


GROUPED = """\
                    Tiếp nhận                  Đã giải quyết
Đơn vị                                                               Tồn
              Kỳ trước    Trong kỳ     Trước hạn   Đúng hạn   Trễ hạn
Xã Đại Lộc        12         140           100         40         2      10
Xã Minh Lộc        0          57            50          7         0       0
Xã Lộc Sơn         3       1.204         1.000        204         3       0
"""


def test_a_heading_over_several_columns_is_centred_over_them() -> None:
    (cells,) = read(GROUPED)
    heads = {cell[4]: cell[1:4] for cell in cells if cell[0] < 2}
    assert heads["Tiếp nhận"] == (1, 1, 2)
    assert heads["Đã giải quyết"] == (3, 1, 3)
    assert heads["Kỳ trước"][0] == 1
    assert heads["Trễ hạn"][0] == 5
    assert heads["Tồn"][0] == 6


COUNTED = """\
STT  Lĩnh vực       Nhận    Trả    Tồn
(1)  (2)             (3)    (4)    (5)
I    Lĩnh vực thuộc Sở, ngành tỉnh
1    Đất đai          12     10      2
2    Nông nghiệp và
     nông thôn         3      3      0
"""


def test_a_row_of_names_is_one_wide_cell_and_columns_may_be_counted() -> None:
    (cells,) = read(COUNTED)
    rows = {(cell[0], cell[1]): cell for cell in cells}
    counted = next(cell[0] for cell in cells if cell[4] == "(1)")
    assert [rows[counted, c][4] for c in range(5)] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert rows[counted + 1, 1][3:] == (4, "Lĩnh vực thuộc Sở, ngành tỉnh")
    assert rows[counted + 2, 2][4] == "12"


def test_a_number_misread_keeps_its_column() -> None:
    (cells,) = read(FLAT.replace("  20 ", "  ZO ").replace("  12\n", "  l2\n"))
    assert [cell[4] for cell in cells][9:15] == ["l2", "2", "Hộ tịch", "30", "ZO", "10"]


NONE = {
    "prose": "Tiếp nhận 12 hồ sơ, trả 10 hồ sơ, còn 2 hồ sơ.\nTrong đó có 3 4 5 hồ sơ mới.\n",
    "words behind the numbers": "Nhận  Trả  Tồn  Ghi chú\n12   10   2   đạt\n30   20   10  đạt\n",
    "no headings": "Trên đây là báo cáo của đơn vị.\n\n\n\n12    10    2\n30    20    10\n",
    "two columns": "Nhận    Trả\n12      10\n30      20\n",
    "not under one another": "A   B   C\n12   10   2\n 30 20    10 44\n1    2\n",
    "one row": "Nhận    Trả    Tồn\n12      10     2\n",
}


@pytest.mark.parametrize("picture", NONE.values(), ids=NONE.keys())
def test_what_is_no_table(picture: str) -> None:
    assert read(picture) == []


CELL = st.sampled_from(["", *["12", "1.204", "0", "-", "140", "98,5%"] * 3])
ROW = st.tuples(st.sampled_from(["", "Đất đai"]), st.lists(CELL, min_size=6, max_size=6))
HEADING = st.tuples(
    st.sampled_from(["Nhận", "Đã giải quyết", "Tồn"]), st.floats(0, 7), st.integers(0, 4)
)


@given(st.lists(HEADING, min_size=6, max_size=14), st.lists(ROW, min_size=2, max_size=6))
def test_the_cells_of_any_table_tile_it(
    headings: list[tuple[str, float, int]], rows: list[tuple[str, list[str]]]
) -> None:
    tokens = [put(word, 60 + 40 * col, 10 * line) for word, col, line in headings]
    for number, (label, cells) in enumerate(rows):
        line = [(label, 0.0), *((cell, 60 + 40.0 * i) for i, cell in enumerate(cells))]
        tokens += [put(text, x, 60 + 14 * number) for text, x in line if text]
    found = unruled(tokens)
    event(f"{len(found)} tables")
    for grid in found:
        taken = Counter(
            (r, c)
            for room in grid.rooms
            for r in range(room.row, room.row + room.row_span)
            for c in range(room.col, room.col + room.col_span)
        )
        assert taken == Counter((r, c) for r in range(grid.rows) for c in range(grid.cols))
        assert grid.xs == sorted(grid.xs)
        assert grid.ys == sorted(grid.ys)
    compose(tokens, found, [])


def put(text: str, x: float, y: float) -> Token:
    return Token(text, x, y, x + 4.0 * len(text), y + 9.0)
