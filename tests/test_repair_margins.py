"""Pages read from images: their margins tell paragraphs apart, lines of noise are set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import tan

import pytest

from extractor.models import Page, Word, Words
from extractor.repair import repair
from extractor.repair.layout import body, passages

LEFT, GLYPH, HEIGHT, STEP = 80.0, 6.0, 10.0, 20.0
INDENT = 30.0
Line = tuple[float, str]


def scanned(lines: Sequence[Line], lean: float = 0.0, sure: Sequence[float] = ()) -> Page:
    """Lines that begin so far from the margin, set in letters of one width, on a leaning page."""
    text, words = "", []
    for number, (indent, line) in enumerate(lines):
        for match in re.finditer(r"\S+", line):
            left = LEFT + indent + GLYPH * match.start()
            top = 100 + STEP * number
            start = len(text) + match.start()
            box = (left - tan(lean) * top, top + tan(lean) * left)
            words.append(
                Word(
                    start,
                    start + len(match[0]),
                    (*box, box[0] + GLYPH * len(match[0]), box[1] + HEIGHT),
                    sure[number] if sure else 0.95,
                )
            )
        text += line + "\n"
    return Page(1, text, "ocr", 595, 842, words=Words(words))


def read(page: Page) -> list[str]:
    clean = repair(page)
    found = [body(clean.text, clean.aside, *span) for span in passages(clean)]
    return [" ".join(paragraph.split()) for paragraph in found]


FULL = "- Tiếp nhận trong tháng: 1.622 hồ sơ, thị trấn Đầm Hà 511, xã Đầm"


@pytest.mark.parametrize("lean", [0.0, 0.045, -0.045])
@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([(0, FULL), (0, "Hà 240, các xã còn lại 673.")], [FULL + " Hà 240, các xã còn lại 673."]),
        (
            [(INDENT, "1. Cấp thành phố"), (INDENT, "a4) Tiếp nhận: 37.244 hồ sơ."), (0, FULL)],
            ["1. Cấp thành phố", "a) Tiếp nhận: 37.244 hồ sơ.", FULL],
        ),
        # broken by hand behind a colon: a label waits for its number, a unit for its figures
        (
            [(0, FULL), (0, "Hà 240, trễ hạn:"), (0, "12 hồ sơ."), (0, FULL)],
            [FULL + " Hà 240, trễ hạn: 12 hồ sơ.", FULL],
        ),
        (
            [(0, FULL), (0, "Hà 240. Các xã còn lại:"), (0, "Đã tiếp nhận 673 hồ sơ.")],
            [FULL + " Hà 240. Các xã còn lại: Đã tiếp nhận 673 hồ sơ."],
        ),
        # a heading that fills its line, and the paragraph below it
        (
            [(INDENT, "3. " + FULL[2:-8]), (INDENT, "Trong tháng tiếp nhận 673 hồ sơ."), (0, FULL)],
            ["3. " + FULL[2:-8], "Trong tháng tiếp nhận 673 hồ sơ.", FULL],
        ),
        (
            [(INDENT, "3. " + FULL[2:-8]), (0, "Trong tháng tiếp nhận 673 hồ sơ."), (0, FULL)],
            ["3. " + FULL[2:-8], "Trong tháng tiếp nhận 673 hồ sơ.", FULL],
        ),
        (
            [(0, FULL), (INDENT, "Số hồ sơ đã trả: 4.701 hồ sơ"), (INDENT, "Số còn lại: 205")],
            [FULL + " Số hồ sơ đã trả: 4.701 hồ sơ", "Số còn lại: 205"],
        ),
        # broken by hand behind a comma: no sentence begins with a number
        ([(0, FULL), (0, "sơ,"), (0, "97 hồ sơ quá hạn.")], [FULL + " sơ, 97 hồ sơ quá hạn."]),
    ],
    ids=["full", "room", "label", "unit", "heading", "opener", "next", "comma"],
)
def test_margins_part_paragraphs(lines: list[Line], paragraphs: list[str], lean: float) -> None:
    assert read(scanned(lines, lean)) == paragraphs


def test_lines_broken_by_hand_show_no_margins() -> None:
    lines = [(0.0, FULL), (0.0, "Hồ sơ đang xử lý"), (0.0, "chưa đến hạn 12 hồ sơ"),
             (0.0, "Hồ sơ khác"), (0.0, "quá hạn 3 hồ sơ")]  # fmt: skip
    assert len(read(scanned(lines))) < len(lines) - 2


@pytest.mark.parametrize(
    ("line", "sure", "noise"),
    [
        ("Zƒ kỷ", 0.2, True),
        ("^ =", 0.9, True),
        ("l", 0.5, True),
        ("-", 0.9, False),
        ("Sö: 655/BC-UBND", 0.2, False),
        ("12", 0.9, False),
        ("Cấp xã", 0.9, False),
    ],
)
def test_noise_is_set_aside(line: str, sure: float, noise: bool) -> None:
    lines = [(0.0, "I. KẾT QUẢ"), (0.0, line), (0.0, "Tiếp nhận 12 hồ sơ.")]
    clean = repair(scanned(lines, sure=[0.95, sure, 0.95]))
    assert [clean.text[a:b] for a, b, kind in clean.aside if kind == "noise"] == [line] * noise


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("5, Các lĩnh vực khác", "5. Các lĩnh vực khác"),
        ("**5, Các lĩnh vực khác**", "**5. Các lĩnh vực khác**"),
        ("2,1, Giải quyết sớm", "2.1. Giải quyết sớm"),
        ("4a) Tiếp nhận", "a) Tiếp nhận"),
        ("'c) Đang xử lý", "c) Đang xử lý"),
        ("IH. Nhận xét", "III. Nhận xét"),
        ("H. KẾT QUẢ", "II. KẾT QUẢ"),
        ("II THANH TOÁN", "II. THANH TOÁN"),
        ("IIU/ PHẢN ÁNH", "III/ PHẢN ÁNH"),
        ("/ KẾT QUẢ", "I/ KẾT QUẢ"),
        ("IIL HẠN CHẾ", "III. HẠN CHẾ"),
        ("L. Tình hình", "I. Tình hình"),
        ("[, Bộ máy", "I. Bộ máy"),
        ("VHI. Tồn tại", "VIII. Tồn tại"),
        ("V, Lấy ý kiến", "V. Lấy ý kiến"),
        ("/BC-UBND", "/BC-UBND"),
        ("VỊ. Số hồ sơ", "VỊ. Số hồ sơ"),
        ("1. KẾT QUẢ", "1. KẾT QUẢ"),
        ("LONG AN", "LONG AN"),
        ("U. Minh", "U. Minh"),
        ("5,5 triệu đồng", "5,5 triệu đồng"),
        ("H. Tân Phú", "H. Tân Phú"),
        ("15, 16 hồ sơ", "15, 16 hồ sơ"),
    ],
)
def test_marks_of_items_are_put_right(line: str, meant: str) -> None:
    assert repair(scanned([(0.0, line)])).text.strip() == meant


@pytest.mark.parametrize(
    ("other", "line", "meant"),
    [
        ("K. Đăng ký", "L. Tình hình", "L. Tình hình"),
        ("VII. Kiến nghị", "VỊ. Tồn tại", "VI. Tồn tại"),
        ("II. TIẾP NHẬN", "1. KẾT QUẢ", "I. KẾT QUẢ"),
        ("2. TIẾP NHẬN", "1. KẾT QUẢ", "1. KẾT QUẢ"),
        ("b) Đã giải quyết", "©) Đang xử lý", "c) Đang xử lý"),
        ("b) Đã giải quyết", "äả) Tiếp nhận", "a) Tiếp nhận"),
        ("a) Tiếp nhận", "bỳ Đã giải quyết", "b) Đã giải quyết"),
        ("a) Tiếp nhận", "cũ) Trong kỳ", "cũ) Trong kỳ"),
        ("Tiếp nhận", "©) Đang xử lý", "©) Đang xử lý"),
    ],
)
def test_marks_are_told_by_the_others_of_the_page(other: str, line: str, meant: str) -> None:
    read = repair(scanned([(0.0, f"{other}."), (0.0, line)])).text
    assert [text.strip() for text in read.splitlines() if text.strip()][-1] == meant


@pytest.mark.parametrize(
    ("above", "line", "below", "meant"),
    [
        ("3. Đã trả", "4.702 hồ sơ đang xử lý", "5. Xin lỗi", "4. 702 hồ sơ đang xử lý"),
        ("3. Đã trả", "4.702 hồ sơ đang xử lý", "5.318 lượt nộp", "4.702 hồ sơ đang xử lý"),
        ("2. Đã trả", "4.702 hồ sơ đang xử lý", "5. Xin lỗi", "4.702 hồ sơ đang xử lý"),
        ("3. Đã trả", "4.702 hồ sơ đang xử lý", "4. Xin lỗi", "4.702 hồ sơ đang xử lý"),
    ],
)
def test_a_mark_glued_to_its_number_is_told_by_the_items_around(
    above: str, line: str, below: str, meant: str
) -> None:
    lines = [(0.0, f"{above}."), (0.0, f"{line}."), (0.0, f"{below}.")]
    read = repair(scanned(lines)).text
    assert f"{meant}." in read.splitlines()


def test_the_items_below_tell_a_first_item_from_a_numeral() -> None:
    below = [(0.0, "1.1. Kỳ trước chuyển sang: 3"), (0.0, "1.2. Mới tiếp nhận: 5")]
    text = repair(scanned([(0.0, "I. Số hồ sơ tiếp nhận: 8"), *below])).text
    assert text.startswith("1. Số hồ sơ")
    text = repair(scanned([(0.0, "I. KẾT QUẢ"), (0.0, "1. Số hồ sơ tiếp nhận: 8"), *below])).text
    assert text.startswith("I. KẾT QUẢ")


def test_lost_bullets_are_told_by_where_their_lines_begin() -> None:
    behind = 2 * GLYPH
    lines = [(0.0, "* UBND huyện"), (behind, "Số hồ sơ đã trả: 12"), (behind, "Số còn lại: 3"),
             (0.0, "s Số hồ sơ mới: 15"), (0.0, "Nơi nhận:")]  # fmt: skip
    text = repair(scanned(lines)).text
    assert [line[:2] for line in text.splitlines()] == ["* ", "* ", "* ", "* ", "Nơ"]
