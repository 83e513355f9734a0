"""Blocks: marks, outline, passages over a page's end, and the way back to the page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.models import Cell, CleanPage, Page, Table
from extractor.repair import repair
from extractor.segment import Block, segment, style_of

STYLES = [
    ("I. Kết quả", "I"),
    ("IV) Kiến nghị", "I"),
    ("II. Phương hướng", "I"),
    ("1. Công tác chỉ đạo", "1"),
    ("12) Nội dung khác", "1"),
    ("1.1. Tiếp nhận", "1.1"),
    ("2.3 Kết quả", "1.1"),
    ("3.1.2. Chi tiết", "1.1.1"),
    ("a) Cấp huyện", "a"),
    ("đ) Cấp xã", "a"),
    ("A. Phần chung", "A"),
    ("- Trước hạn: 5 hồ sơ", "-"),
    ("– Trước hạn: 5 hồ sơ", "-"),
    ("+ Trễ hạn: 0", "+"),
    ("• Đúng hạn", "•"),
    ("* Ghi chú", "*"),
    ("II- KẾT QUẢ", "I"),
    ("III - Phản ánh, kiến nghị", "I"),
    ("1- Cấp huyện", "1"),
    ("2 – Cấp xã", "1"),
    ("a/ Cấp huyện", "a"),
    ("b- Cấp xã", "a"),
    ("05 - 10 hồ sơ", "plain"),
    ("12 - hồ sơ trễ hạn", "plain"),
    ("Tổng số hồ sơ tiếp nhận", "plain"),
    ("1.465 hồ sơ đã tiếp nhận", "plain"),
    ("12 xã, phường", "plain"),
    ("-5 hồ sơ", "plain"),
    ("2024 là năm bản lề", "plain"),
    ("", "plain"),
]


@pytest.mark.parametrize(("text", "style"), STYLES)
def test_style_of(text: str, style: str) -> None:
    assert style_of(text) == style


def pages(*texts: str) -> list[CleanPage]:
    return [repair(Page(number=n, text=text, reader="text")) for n, text in enumerate(texts, 1)]


def outline(*texts: str) -> list[tuple[str, str | None]]:
    """(first words, first words of the block above) of every block."""
    blocks = list(segment(pages(*texts)))
    first = [" ".join(block.text.split()[:3]) for block in blocks]
    return [
        (own, None if block.parent is None else first[block.parent])
        for own, block in zip(first, blocks, strict=True)
    ]


def test_marks_with_a_dash_or_a_stroke_begin_blocks_amid_lines() -> None:
    text = "I- KẾT QUẢ\na/ Cấp huyện tiếp nhận 40 hồ sơ\nb/ Cấp xã tiếp nhận 60 hồ sơ\nII- TỒN TẠI"
    assert outline(text) == [
        ("I- KẾT QUẢ", None),
        ("a/ Cấp huyện", "I- KẾT QUẢ"),
        ("b/ Cấp xã", "I- KẾT QUẢ"),
        ("II- TỒN TẠI", None),
    ]


def test_items_hang_below_their_headings() -> None:
    text = """I. KẾT QUẢ
1. Cấp huyện
- Tiếp nhận: 300 hồ sơ.
- Giải quyết: 290 hồ sơ, trong đó:
+ Trước hạn: 280 hồ sơ.
+ Quá hạn: 10 hồ sơ.
- Đang giải quyết: 10 hồ sơ.
2. Cấp xã
- Tiếp nhận: 442 hồ sơ.
II. KIẾN NGHỊ
1. Không có."""
    assert outline(text) == [
        ("I. KẾT QUẢ", None),
        ("1. Cấp huyện", "I. KẾT QUẢ"),
        ("- Tiếp nhận:", "1. Cấp huyện"),
        ("- Giải quyết:", "1. Cấp huyện"),
        ("+ Trước hạn:", "- Giải quyết:"),
        ("+ Quá hạn:", "- Giải quyết:"),
        ("- Đang giải", "1. Cấp huyện"),
        ("2. Cấp xã", "I. KẾT QUẢ"),
        ("- Tiếp nhận:", "2. Cấp xã"),
        ("II. KIẾN NGHỊ", None),
        ("1. Không có.", "II. KIẾN NGHỊ"),
    ]


def test_decimal_headings_hang_by_their_depth() -> None:
    text = """1. Kết quả giải quyết
1.1. Cấp huyện
1.2. Cấp tỉnh
2. Tồn tại"""
    assert outline(text) == [
        ("1. Kết quả", None),
        ("1.1. Cấp huyện", "1. Kết quả"),
        ("1.2. Cấp tỉnh", "1. Kết quả"),
        ("2. Tồn tại", None),
    ]


def test_a_shallower_heading_closes_deeper_ones_that_had_none_above() -> None:
    text = """1.2. Cấp xã
- Tiếp nhận 442 hồ sơ.
2. Cấp huyện
- Tiếp nhận 300 hồ sơ."""
    assert outline(text)[2:] == [("2. Cấp huyện", None), ("- Tiếp nhận", "2. Cấp huyện")]


def test_a_heading_that_ends_in_a_units_kind_is_not_joined_to_the_next() -> None:
    assert [own for own, _ in outline("2. Cấp xã\n2.1. Tiếp nhận: 442 hồ sơ.")] == [
        "2. Cấp xã",
        "2.1. Tiếp nhận:",
    ]


def test_plain_passages_stand_under_the_heading() -> None:
    text = """1. Cấp huyện

Trong kỳ, các phòng chuyên môn đã tiếp nhận 300 hồ sơ của tổ chức, cá nhân.

Các phòng chuyên môn đã giải quyết 290 hồ sơ đúng thời hạn quy định.

2. Cấp xã

Trong kỳ, các xã đã tiếp nhận 442 hồ sơ của tổ chức, cá nhân trên địa bàn."""
    assert [above for _, above in outline(text)] == [
        None, "1. Cấp huyện", "1. Cấp huyện", None, "2. Cấp xã",
    ]  # fmt: skip


def test_a_lettered_heading_keeps_the_plain_passages_below_it() -> None:
    text = "1. Kết quả\na) Cấp huyện\nTiếp nhận 5 hồ sơ.\nb) Cấp xã\nTiếp nhận 7 hồ sơ."
    assert outline(text)[-1] == ("Tiếp nhận 7", "b) Cấp xã")


def test_a_sentence_runs_on_over_a_pages_end() -> None:
    one = "Trong tháng, Ủy ban nhân dân huyện đã tiếp nhận 742 hồ sơ, trong đó tiếp nhận mới"
    two = "700 hồ sơ, kỳ trước chuyển qua 42 hồ sơ.\n\nĐã giải quyết 650 hồ sơ."
    blocks = list(segment(pages(one, two)))
    assert blocks[0].text.split() == f"{one} {two.splitlines()[0]}".split()
    assert [p.page for p in blocks[0].pieces] == [0, 1]
    assert blocks[1].text == "Đã giải quyết 650 hồ sơ."


def test_a_finished_sentence_does_not_run_on() -> None:
    blocks = list(segment(pages("Đã tiếp nhận 742 hồ sơ.", "đã giải quyết 650 hồ sơ.")))
    assert [len(block.pieces) for block in blocks] == [1, 1]


def test_every_place_leads_back_to_its_page() -> None:
    one = "Trong tháng, Ủy ban nhân dân huyện đã tiếp nhận 742 hồ sơ, trong đó có"
    two = "700 hồ sơ mới và 42 hồ sơ kỳ trước chuyển sang."
    clean = pages(one, two)
    (block,) = segment(clean)
    for words, page in (("742 hồ sơ", 0), ("700 hồ sơ", 1), ("chuyển sang", 1)):
        start = block.text.index(words)
        place = block.place(start, start + len(words))
        assert place.page == page
        assert clean[place.page].text[place.start : place.end] == words


def test_a_span_over_the_end_is_clipped_to_its_first_page() -> None:
    clean = pages("Đã tiếp nhận 742 hồ sơ, trong đó có", "700 hồ sơ mới được tiếp nhận.")
    (block,) = segment(clean)
    place = block.place(block.text.index("trong"), block.text.index("mới"))
    assert place.page == 0
    assert clean[0].text[place.start : place.end] == "trong đó có"


def test_tables_are_left_to_their_own_reader() -> None:
    text = "Kết quả giải quyết như sau.\n\nTiếp nhận 742\n\nHết kỳ báo cáo không còn tồn đọng."
    start = text.index("Tiếp nhận")
    end = start + len("Tiếp nhận 742")
    cell = Cell(row=0, col=0, row_span=1, col_span=1, start=start, end=end)
    table = Table(rows=1, cols=1, cells=(cell,), start=start, end=end)
    page = repair(Page(number=1, text=text, reader="docx", tables=(table,)))
    assert not any("742" in block.text for block in segment([page]))


LINES = st.lists(
    st.sampled_from(
        [
            "I. KẾT QUẢ", "1. Cấp huyện", "1.1. Tiếp nhận", "a) Cấp xã", "- Trước hạn: 5 hồ sơ.",
            "+ Trễ hạn: 00 hồ sơ;", "Đã giải quyết 700 hồ sơ, trong đó:", "trước hạn 650 hồ sơ", "",
            "tiếp nhận mới là 1.545,", "12", "Số: 15/BC-UBND",
        ]
    ),
    max_size=14,
).map("\n".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=3))
def test_blocks_hold_the_pages_in_order(texts: list[str]) -> None:
    clean = pages(*texts)
    blocks = list(segment(clean))
    pieces = [piece for block in blocks for piece in block.pieces]
    for before, after in pairwise(pieces):
        assert (before.page, before.end) <= (after.page, after.start) or before.page < after.page
    for index, block in enumerate(blocks):
        assert block.index == index
        assert block.parent is None or block.parent < index
        assert_reproduces(block, clean)


def assert_reproduces(block: Block, clean: list[CleanPage]) -> None:
    """Each character of a block is that of the page, or a blank for what was set aside."""
    joined = "\n".join(clean[p.page].text[p.start : p.end] for p in block.pieces)
    assert len(joined) == len(block.text)
    assert all(a == b or b.isspace() for a, b in zip(joined, block.text, strict=True))


SET_IN = """\
II. GIẢI QUYẾT
Đã giải quyết: 331
  Trực tuyến: 300
    Toàn trình: 280
  Trực tiếp: 31
Đang giải quyết: 66
   Trong hạn: 65
   Quá hạn: 01
Từ chối: 09
"""


def test_short_lines_set_in_stand_below_the_line_further_left() -> None:
    blocks = list(segment([repair(Page(1, SET_IN, "text"))]))
    assert [b.parent for b in blocks] == [None, 0, 1, 2, 1, 0, 5, 5, 0]
    assert [b.style for b in blocks] == ["I", "plain", "-", "-", "-", "plain", "-", "-", "plain"]
    listed = SET_IN.replace("    ", "- ").replace("   ", "- ").replace("  ", "- ")
    blocks = list(segment([repair(Page(1, listed, "text"))]))
    assert [b.parent for b in blocks] == [None, 0, 1, 1, 1, 0, 5, 5, 0]


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: Sở Nội vụ\n\n      Sở báo cáo như sau",
        "Kết quả.\n- Tiếp nhận: 5",
        f"{'Trong tháng, Sở tiếp nhận và giải quyết ' * 3} 5 hồ sơ\n   Trong hạn: 65",
    ],
    ids=["a line between", "a sentence that is done", "a long line"],
)
def test_what_a_line_does_not_head(text: str) -> None:
    assert all(b.parent is None for b in segment([repair(Page(1, text, "text"))]))
