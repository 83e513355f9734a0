"""Tables in layouts that authors give them, each written in several ways: they read the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractor.models import CleanPage, DocumentHead, Figure, Page, Period
from extractor.readers.drawn import drawn_tables
from extractor.readers.markdown import pipe_tables
from extractor.repair import repair
from extractor.tables import read_tables
from tests.test_tables import Spec, page_of, told

Rows = Sequence[Sequence[Spec]]
ABOVE = "Kết quả giải quyết hồ sơ như sau:"


def in_cells(rows: Rows, above: str = ABOVE) -> CleanPage:
    """As a DOCX delivers it, merged cells and all."""
    return page_of((above, rows))


def with_bars(rows: Rows, above: str = ABOVE) -> CleanPage:
    """As Markdown: one row of headings, the others among the body."""
    head, *body = [f"| {' | '.join(row)} |" for row in _flat(rows)]
    rule = "|" + "---|" * len(_flat(rows)[0])
    text = "\n".join([above, "", head, rule, *body, ""])
    return repair(Page(1, text, "text", tables=tuple(pipe_tables(text))))


def with_tabs(rows: Rows, above: str = ABOVE) -> CleanPage:
    return _plain([above, *("\t".join(row) for row in _flat(rows))])


def with_cut_tabs(rows: Rows, above: str = ABOVE) -> CleanPage:
    """As an editor leaves it that takes off what nobody sees at the end of a line."""
    return _plain([above, *("\t".join(row).rstrip() for row in _flat(rows))])


def with_blanks(rows: Rows, above: str = ABOVE) -> CleanPage:
    """Words begin where their column does, numbers end there."""
    flat = _flat(rows)
    wide = [max(len(row[col]) for row in flat) for col in range(len(flat[0]))]
    lines = [above, ""]
    for row in flat:
        cells = [
            text.ljust(width) if width > 12 or not text[-1:].isdigit() else text.rjust(width)
            for text, width in zip(row, wide, strict=True)
        ]
        lines.append("   ".join(cells).rstrip())
    return _plain(lines)


def _plain(lines: Sequence[str]) -> CleanPage:
    text = "\n".join([*lines, ""])
    return repair(Page(1, text, "text", tables=tuple(drawn_tables(text))))


def _flat(rows: Rows) -> list[list[str]]:
    """Every row with a text in each column; what a merged cell covers is blank."""
    width = sum(1 if isinstance(spec, str) else spec[2] for spec in rows[0])
    found = [[""] * width for _ in rows]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        col = 0
        for spec in row:
            content, down, right = (spec, 1, 1) if isinstance(spec, str) else spec
            while (r, col) in taken:
                col += 1
            found[r][col] = content
            taken |= {(r + i, col + j) for i in range(down) for j in range(right)}
            col += right
    return found


Way = Callable[..., CleanPage]
WAYS = (in_cells, with_bars, with_tabs, with_cut_tabs)
ALSO_BLANKS = (*WAYS, with_blanks)


def read(page: CleanPage) -> tuple[Figure, ...]:
    return read_tables([page], DocumentHead(type="BC"))


LISTED = [
    ("Xã Minh Tân", "120", "117", "3"),
    ("Xã Yên Lạc", "95", "95", "0"),
    ("Xã Phú Hòa", "230", "224", "6"),
    ("Xã Tân Lập", "81", "80", "1"),
    ("Thị trấn Đồi Ngang", "310", "301", "9"),
]
SUM = ("Cộng", "836", "817", "19")
HEADS = ("Tên xã", "Tổng số hồ sơ", "Đã giải quyết", "Đang giải quyết")
METRICS = ("received.total", "resolved.total", "pending.total")
EXPECTED = {
    ("commune" if name == "Cộng" else "unit", None if name == "Cộng" else name, metric): int(value)
    for name, *values in (*LISTED, SUM)
    for metric, value in zip(METRICS, values, strict=True)
}


@pytest.mark.parametrize("parted", [False, True], ids=["", "an empty column between"])
@pytest.mark.parametrize("total", ["first", "last"])
@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("order", [False, True], ids=["names only", "numbered"])
@pytest.mark.parametrize("way", WAYS)
def test_a_list_folded_into_halves(
    way: Way, order: bool, count: int, total: str, parted: bool
) -> None:
    """Every heading stands again over each half, and its rows go on where the first ended."""
    listed = [SUM, *LISTED] if total == "first" else [*LISTED, SUM]
    names = iter(range(1, 9))
    lines = [
        [*([""] if order and row is SUM else [str(next(names))] if order else []), *row]
        for row in listed
    ]
    head = [*(["TT"] if order else []), *HEADS]
    deep = -(-len(lines) // count)
    between = [""] if parted else []
    blank = [""] * len(head)
    rows: list[list[Spec]] = [_side_by_side([head] * count, between)]
    for at in range(deep):
        ats = range(at, at + deep * count, deep)
        rows.append(_side_by_side([lines[i] if i < len(lines) else blank for i in ats], between))
    assert told(read(way(rows))) == EXPECTED


def _side_by_side(parts: Sequence[Sequence[str]], between: Sequence[str]) -> list[Spec]:
    return [text for i, part in enumerate(parts) for text in [*(between if i else []), *part]]


def test_headings_alike_without_names_are_no_halves() -> None:
    """'Trong hạn | Quá hạn | Trong hạn | Quá hạn' below headings that were lost are none."""
    rows: list[list[Spec]] = [
        ["", "Trong hạn", "Quá hạn", "Trong hạn", "Quá hạn"],
        ["Xã Minh Tân", "120", "3", "117", "2"],
        ["Xã Yên Lạc", "95", "1", "80", "0"],
    ]
    found = read(in_cells(rows))
    assert not any(figure.value is not None for figure in found)


SPANS: list[list[Spec]] = [
    [("TT", 2, 1), ("Lĩnh vực", 2, 1), ("Tháng 5/2025", 1, 3), ("Lũy kế 5 tháng", 1, 2),
     ("Ghi chú", 2, 1)],
    ["Nhận mới", "Đã trả", "Quá hạn", "Nhận mới", "Đã trả"],
    ["", "Tổng số", "30", "28", "01", "140", "139", ""],
    ["1", "Hộ tịch", "20", "19", "01", "90", "90", "01 hồ sơ chờ xác minh"],
    ["2", "Đất đai", "10", "09", "00", "50", "49", ""],
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_month_beside_the_sum_of_several(way: Way) -> None:
    """Remarks that most rows lack, and a heading of several columns in the first of its cells."""
    found = {(f.scope.name, f.metric, f.period): f.value for f in read(way(SPANS))}
    assert len(found) == 15
    assert found["Hộ tịch", "resolved.late", "Tháng 5/2025"] == 1
    assert found[None, "received.new", "cumulative"] == 140
    assert found["Đất đai", "resolved.total", "cumulative"] == 49
    assert found["Đất đai", "resolved.total", "Tháng 5/2025"] == 9


def test_headings_set_with_one_tab_each_say_not_where_they_stand() -> None:
    """Two titles over five columns, and not a blank cell: over which of them does each stand?"""
    lines = ["\t".join(row).rstrip() for row in _flat(SPANS)]
    lines[0] = "TT\tLĩnh vực\tTháng 5/2025\tLũy kế 5 tháng\tGhi chú"
    assert read(_plain([ABOVE, *lines])) == ()


MEASURES = (
    ("1", "Kỳ trước chuyển sang", "received.carried_over"),
    ("2", "Tiếp nhận mới", "received.new"),
    ("3", "Đã giải quyết", "resolved.total"),
    ("3.1", "Đúng hạn", "resolved.on_time"),
    ("3.2", "Quá hạn", "resolved.late"),
    ("4", "Đang giải quyết", "pending.total"),
)
SECTIONS = {
    "whole": ((12, 300, 290, 286, 4, 22), (14, 250, 252, 247, 5, 12)),
    "district": ((5, 100, 98, 96, 2, 7), (4, 80, 79, 76, 3, 5)),
    "commune": ((7, 200, 192, 190, 2, 15), (10, 170, 173, 171, 2, 7)),
}
CALLED = (
    {"whole": "TOÀN HUYỆN (A+B)", "district": "CẤP HUYỆN (các phòng)", "commune": "CẤP XÃ"},
    {"whole": "Tổng cộng", "district": "Các phòng chuyên môn", "commune": "UBND các xã, thị trấn"},
)


@pytest.mark.parametrize(
    "order", [("district", "commune", "whole"), ("whole", "commune", "district")]
)
@pytest.mark.parametrize("called", CALLED, ids=["levels", "bodies"])
@pytest.mark.parametrize("marks", ["ABC", ("I", "II", "III"), ("", "", "")], ids=["A", "I", "none"])
@pytest.mark.parametrize("way", ALSO_BLANKS)
def test_the_same_rows_once_for_every_level(
    way: Way, marks: Sequence[str], called: dict[str, str], order: Sequence[str]
) -> None:
    rows: list[list[Spec]] = [["TT", "Chỉ tiêu", "Tháng 4", "Tháng 5"]]
    for mark, level in zip(marks, order, strict=True):
        rows.append([mark, called[level], "", ""])
        for at, (number, name, _) in enumerate(MEASURES):
            rows.append([number, name, *(str(month[at]) for month in SECTIONS[level])])
    found = {(f.scope.level, f.metric, f.period): f.value for f in read(way(rows))}
    assert found == {
        (level, metric, period): month[at]
        for level, months in SECTIONS.items()
        for period, month in zip(("Tháng 4", "Tháng 5"), months, strict=True)
        for at, (_, _, metric) in enumerate(MEASURES)
    }


def test_sections_of_time_and_what_they_are_compared_with() -> None:
    rows: list[list[Spec]] = [
        ["TT", "Nội dung", "Số lượng"],
        ["I", "Tháng 5/2025", ""],
        ["1", "Đã giải quyết", "290"],
        ["2", "Đang giải quyết", "22"],
        ["II", "Cùng kỳ năm trước", ""],
        ["1", "Đã giải quyết", "270"],
        ["2", "Đang giải quyết", "30"],
        ["III", "Lũy kế từ đầu năm", ""],
        ["1", "Đã giải quyết", "1490"],
    ]
    found = {(f.metric, f.period): f.value for f in read(in_cells(rows))}
    assert found == {
        ("resolved.total", "Tháng 5/2025"): 290,
        ("pending.total", "Tháng 5/2025"): 22,
        ("resolved.total", "cumulative"): 1490,
    }


@pytest.mark.parametrize("over", ["Chia theo phòng, đơn vị", "Các đơn vị trực thuộc"])
@pytest.mark.parametrize("way", [in_cells, with_bars, with_tabs])
def test_bodies_side_by_side_are_known_by_their_own_names(way: Way, over: str) -> None:
    """A field in a name makes it no other; a registry among units is one of them."""
    units = ["Văn phòng Đăng ký đất đai", "Phòng Quản lý đất đai", "Chi cục Kiểm lâm"]
    rows: list[list[Spec]] = [
        [("TT", 2, 1), ("Chỉ tiêu", 2, 1), ("Toàn Sở", 2, 1), (over, 1, 3)],
        [*units],
        ["1", "Tiếp nhận mới", "60", "30", "20", "10"],
        ["2", "Đã giải quyết", "57", "29", "19", "9"],
    ]
    found = {(f.scope.name, f.metric): f.value for f in read(way(rows))}
    assert found[None, "received.new"] == 60
    assert [found[unit, "resolved.total"] for unit in units] == [29, 19, 9]
    assert len(found) == 8


MARKED: list[list[Spec]] = [
    [("TT", 2, 1), ("Lĩnh vực", 2, 1), ("Số TTHC", 2, 1), ("DVC mức độ", 1, 2),
     ("Hồ sơ tiếp nhận", 1, 3), ("Đã giải quyết", 2, 1)],
    ["3", "4", "Năm 2019", "Nhận mới", "Cộng"],
    ["", "Tổng số", "97", "", "", "16", "520", "536", "511"],
    ["1", "Trồng trọt và Chăn nuôi", "61", "x", "x", "9", "301", "310", "290"],
    ["2", "Thủy sản", "20", "x", "", "4", "150", "154", "152"],
    ["3", "Thủy lợi", "16", "", "", "3", "69", "72", "69"],
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_what_the_year_before_left_proves_by_the_sum(way: Way) -> None:
    """'Năm 2019' beside the new files and all of them is no comparison; 'x' is no figure."""
    head = DocumentHead(type="BC", period=period("2020-01-01", "2020-12-31"))
    found = {(f.scope.name, f.metric): f.value for f in read_tables([way(MARKED)], head)}
    assert found["Thủy sản", "received.carried_over"] == 4
    assert found["Thủy lợi", "procedures.total"] == 16
    assert len(found) == 4 * 5
    apart = [[*row[:5], "8", *row[6:]] if len(row) == 9 else row for row in MARKED]
    found = {(f.scope.name, f.metric): f.value for f in read_tables([way(apart)], head)}
    assert not any(metric == "received.carried_over" for _, metric in found)


def test_headings_with_numbers_among_more_words_are_no_rows() -> None:
    text = """Kết quả theo lĩnh vực:

                        DVC mức độ     Hồ sơ tiếp nhận         Hồ sơ đã giải quyết
TT  Lĩnh vực                             Năm   Nhận    Cộng    Cộng    Sớm   Đúng    Trễ
                           3     4      2019    mới                    hạn    hạn    hạn
1   Trồng trọt             x     x         9    301     310     290    200     85      5
2   Thủy sản               x               4    150     154     152    100     50      2
3   Thủy lợi                               3     69      72      69     40     29      0
"""
    head = DocumentHead(type="BC", period=period("2020-01-01", "2020-12-31"))
    page = _plain(text.splitlines())
    found = {(f.scope.name, f.metric): f.value for f in read_tables([page], head)}
    assert found["Thủy sản", "received.carried_over"] == 4
    assert found["Thủy sản", "received.total"] == 154
    assert found["Thủy lợi", "resolved.late"] == 0
    assert found["Trồng trọt", "resolved.total"] == 290
    assert len(found) == 3 * 7


def period(start: str, end: str) -> Period:
    return Period(start=start, end=end, label="", kind="year")


def test_rarer_words_head_columns_and_rows_where_no_image_was_read() -> None:
    """'Còn làm dở', 'vừa kịp hẹn': on a scan a misread heading would look like them."""
    heads: list[Spec] = ["TT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Kịp hẹn", "Đang làm"]
    rows: list[list[Spec]] = [heads, ["1", "Đất đai", "30", "28", "28", "2"]]
    told = {f.metric: f.value for f in read(page_of((ABOVE, rows)))}
    assert (told["resolved.on_time"], told["pending.total"]) == (28, 2)
    seen = {f.metric for f in read(page_of((ABOVE, rows), reader="ocr"))}
    assert "received.total" in seen
    assert "resolved.on_time" not in seen
    turned: list[list[Spec]] = [
        ["TT", "Nội dung", "Số lượng"],
        ["1", "Đã giải quyết", "28"],
        ["1.1", "Kịp hẹn", "27"],
        ["1.2", "Lỡ hẹn", "1"],
    ]
    told = {f.metric: f.value for f in read(page_of((ABOVE, turned)))}
    assert told == {"resolved.total": 28, "resolved.on_time": 27, "resolved.late": 1}


@pytest.mark.parametrize("way", ALSO_BLANKS)
def test_a_row_numbered_on_is_not_what_the_row_above_is(way: Way) -> None:
    """'6 Còn cuối kỳ' behind '5 Từ chối' is another figure; '6.1' is a part of row 6."""
    rows: list[list[Spec]] = [
        ["TT", "Nội dung", "Số lượng"],
        ["1", "Hồ sơ đã trả", "290"],
        ["1.1", "Trả trễ", "4"],
        ["2", "Từ chối, trả lại", "3"],
        ["3", "Hồ sơ còn cuối kỳ", "22"],
        ["3.1", "Trong đó đã trễ hẹn", "2"],
        ["4", "Ghi nhận trên sổ", "7"],
    ]
    assert {f.metric: f.value for f in read(way(rows))} == {
        "resolved.total": 290,
        "resolved.late": 4,
        "refused.total": 3,
        "pending.total": 22,
        "pending.overdue": 2,
    }


@pytest.mark.parametrize("total", [True, False], ids=["a total", "none"])
@pytest.mark.parametrize("remark", [True, False], ids=["with reasons", "numbers last"])
@pytest.mark.parametrize("way", ALSO_BLANKS)
def test_a_list_of_one_number_and_why(way: Way, remark: bool, total: bool) -> None:
    rows: list[list[Spec]] = [["Lĩnh vực", "Số trễ hẹn", "Lý do"]]
    late = {
        "Đất đai": ("123", "Hồ sơ gốc bị mất"),
        "Hộ tịch": ("55", "Xác minh ở 02 nơi"),
        "Xây dựng": ("3", "Chờ kiểm tra"),
        "Người có công": ("18", "Sở thẩm định lại"),
    }
    rows += [[name, *told] for name, told in late.items()]
    rows += [["Cộng", "199", ""]] if total else []
    if not remark:
        rows = [row[:2] for row in rows]
    found = {
        (f.scope.name, f.metric): f.value for f in read(way(rows, "Hồ sơ trả kết quả trễ hẹn"))
    }
    expected = {(name, "resolved.late"): int(number) for name, (number, _) in late.items()}
    assert found == expected | ({(None, "resolved.late"): 199} if total else {})


def test_names_numbers_and_words_set_anyhow_are_no_table() -> None:
    lines = [
        "Nơi nhận          Số bản        Ghi chú",
        "Sở Nội vụ    01 bản chính        gửi văn thư",
        "Lưu hồ sơ       2       bộ phận một cửa",
        "Công an huyện         3   để biết",
        "Phòng Y tế  4        để biết",
    ]
    assert read(_plain([ABOVE, *lines])) == ()


@pytest.mark.parametrize(
    ("rate", "printed", "expected"),
    [
        ("54,08", "9.876", 9_876_000_000),
        ("54.08", "9.876", None),
        ("54", "9.876", None),
        ("54,1", "9,876", 9_876_000),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_points_of_money_part_thousands_where_commas_part_decimals(
    way: Way, rate: str, printed: str, expected: int | None
) -> None:
    """'9.876' triệu: thousands of them only if the table's other numbers say so."""
    rows: list[list[Spec]] = [
        ["Cấp", "Hồ sơ có phí", "Hồ sơ thanh toán trực tuyến", "Tỷ lệ (%)", "Số tiền (triệu đồng)"],
        ["Cấp tỉnh", "61", "33", rate, printed],
        ["Cấp huyện", "188", "71", "37", "344"],
    ]
    found = {(f.scope.level, f.metric): f.value for f in read(way(rows))}
    assert found["province", "payment.fee_amount"] == expected
    assert found["district", "payment.fee_amount"] == 344_000_000
