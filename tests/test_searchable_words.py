"""The words of a copy lie on their print, in order, with their marks, whichever way a page lies."""

from __future__ import annotations

import ctypes
import io
import math
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageFont

from extractor.models import Box, Page, Word, Words
from extractor.ocr.joined import joined
from extractor.writers.searchable import font
from extractor.writers.searchable.lines import lines
from tests.makers.copies import copied
from tests.makers.images import packed, pdf

ROWS = (
    "ỦY BAN NHÂN DÂN HUYỆN TÂN AN",
    "Số: 318/BC-UBND",
    "Tổng số hồ sơ tiếp nhận: 1.465 hồ sơ, trong đó kỳ trước chuyển sang 162 hồ sơ.",
    "- Đã giải quyết: 68,48 %; quá hạn: 03.",
)
WIDE, HIGH = 595.2, 841.92


def laid(rows: tuple[str, ...] = ROWS, wide: float = WIDE, high: float = HIGH) -> Page:
    """The rows as words in rectangles, as on a level page."""
    text, words = "", []
    for number, row in enumerate(rows):
        left = 60.0
        for word in row.split():
            width = 5.5 * len(word)
            box = (left, 80.0 + 40 * number, left + width, 91.0 + 40 * number)
            words.append(Word(len(text), len(text) + len(word), box, 0.9))
            text += word + " "
            left += width + 4
        text = text[:-1] + "\n"
    return Page(1, text, "ocr", wide, high, Words(words), image_share=1.0)


def moved(page: Page, move: Any, size: tuple[float, float] | None = None) -> Page:
    """The page with each word's box sent through ``move``, which takes a point to another."""

    def sent(box: Box) -> Box:
        corners = [move(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = zip(*corners, strict=True)
        return (min(xs), min(ys), max(xs), max(ys))

    words = Words(Word(w.start, w.end, sent(w.box), w.confidence) for w in page.words)
    wide, high = size or (page.width, page.height)
    return Page(1, page.text, "ocr", wide, high, words, image_share=1.0)


def scan(path: Path, rotate: int = 0, points: tuple[float, float] = (WIDE, HIGH)) -> Path:
    grey = Image.new("L", (60, 84), 230)
    return pdf(path, packed(grey, "JPEG"), "DCTDecode", grey.size, points=points, rotate=rotate)


def found(path: Path) -> list[tuple[str, Box]]:
    """Every word that a viewer finds, with its place on the page as it is shown."""
    page = pypdfium2.PdfDocument(path)[0]
    text = page.get_textpage()
    said: str = text.get_text_range()
    wide, high = page.get_size()
    words: list[tuple[str, list[Box]]] = [("", [])]
    for i, char in enumerate(said):
        if char.isspace():
            words.append(("", []))
        else:
            words[-1] = (words[-1][0] + char, [*words[-1][1], shown(page, text, i, wide, high)])
    return [(word, around(boxes)) for word, boxes in words if word]


def shown(page: Any, text: Any, index: int, wide: float, high: float) -> Box:
    left, bottom, right, top = text.get_charbox(index)
    corners = []
    for x, y in ((left, bottom), (right, top)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            page, 0, 0, round(100 * wide), round(100 * high), 0, x, y, across, down
        )
        corners.append((across.value / 100, down.value / 100))
    (x0, y0), (x1, y1) = corners
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def around(boxes: list[Box]) -> Box:
    lows, highs = [[f(b[i] for b in boxes) for i in at] for f, at in ((min, (0, 1)), (max, (2, 3)))]
    return (lows[0], lows[1], highs[0], highs[1])


def overlap(one: Box, other: Box) -> float:
    """Shared area by the area of both, 0..1."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0.0, wide) * max(0.0, high)
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)]
    return shared / (sum(areas) - shared)


def held(page: Page, copy: Path, least: float = 0.8) -> None:
    """Every word is found where it stands, in order, and nothing else is."""
    seen = found(copy)
    assert [word for word, _ in seen] == page.text.split()
    places = zip(seen, page.words, strict=True)
    assert [w for (w, box), there in places if overlap(box, there.box) < least] == []


def test_words_are_found_on_their_print(tmp_path: Path) -> None:
    page = laid()
    held(page, copied(scan(tmp_path / "a.pdf"), [page]), least=0.9)


def test_what_is_copied_is_the_text_with_its_marks(tmp_path: Path) -> None:
    spelt = tuple(unicodedata.normalize("NFC", row) for row in ROWS)
    copy = copied(scan(tmp_path / "a.pdf"), [laid(spelt)])
    lines_ = pypdfium2.PdfDocument(copy)[0].get_textpage().get_text_range().split("\r\n")
    assert [line.strip() for line in lines_ if line.strip()] == list(spelt)
    with pdfplumber.open(copy) as other:
        assert other.pages[0].extract_text().split("\n") == list(spelt)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("cut", [(0, 0), (30, 12)])
def test_a_page_that_is_shown_turned_or_cut(
    rotate: int, cut: tuple[int, int], tmp_path: Path
) -> None:
    path = scan(tmp_path / "a.pdf", rotate, (WIDE, HIGH) if rotate % 180 == 0 else (HIGH, WIDE))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        box = [float(side) for side in document.pages[0].mediabox]
        cropped = [box[0] + cut[0], box[1] + cut[1], box[2] - 5, box[3] - cut[1]]
        document.pages[0].obj.MediaBox = [box[0] - 7, box[1] - 9, box[2], box[3]]
        document.pages[0].obj.CropBox = cropped
        document.save(path)
    wide, high = pypdfium2.PdfDocument(path)[0].get_size()
    page = laid(wide=wide, high=high)
    held(page, copied(path, [page]))


@pytest.mark.parametrize(
    ("turn", "size"),
    [
        (lambda x, y: (HIGH - y, x), (HIGH, WIDE)),
        (lambda x, y: (WIDE - x, HIGH - y), (WIDE, HIGH)),
        (lambda x, y: (y, WIDE - x), (HIGH, WIDE)),
    ],
    ids=["clockwise", "upside down", "counter-clockwise"],
)
def test_a_scan_that_lies_on_its_side(turn: Any, size: tuple[float, float], tmp_path: Path) -> None:
    page = moved(laid(), turn, size)
    held(page, copied(scan(tmp_path / "a.pdf", points=size), [page]), least=0.6)


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.7, 3.0])
def test_print_that_lies_askew(degrees: float, tmp_path: Path) -> None:
    """The words follow their line; the boxes around leaning words hold more than the words."""
    lean = math.radians(degrees)

    def move(x: float, y: float) -> tuple[float, float]:
        return (
            WIDE / 2 + (x - WIDE / 2) * math.cos(lean) - (y - HIGH / 2) * math.sin(lean),
            HIGH / 2 + (x - WIDE / 2) * math.sin(lean) + (y - HIGH / 2) * math.cos(lean),
        )

    page = moved(laid(), move)
    held(page, copied(scan(tmp_path / "a.pdf"), [page]))
    lean_of = [line.angle for line in lines(page) if len(line.words) > 4]
    assert lean_of == pytest.approx([-lean] * len(lean_of), abs=math.radians(0.1))
    copy = pypdfium2.PdfDocument(copied(scan(tmp_path / "b.pdf"), [page]))
    said = copy[0].get_textpage().get_text_range()
    assert " ".join(said.split()) == " ".join(page.text.split())


def test_two_pages_on_one_sheet(tmp_path: Path) -> None:
    """The left page is read before the right one."""
    left = laid(("Trang thứ nhất", "có hai dòng."), 842, 595)
    right = moved(laid(("Trang thứ hai", "cũng vậy."), 842, 595), lambda x, y: (x + 421, y))
    page = joined(left, right)
    held(page, copied(scan(tmp_path / "a.pdf", points=(842, 595)), [page]))


def test_boxes_that_run_into_one_another_are_still_two_words(tmp_path: Path) -> None:
    page = laid(("hành án",))
    first, second = page.words
    wide = (*first.box[:2], second.box[0] + 4, first.box[3])
    words = Words([Word(first.start, first.end, wide), second])
    page = Page(1, page.text, "ocr", WIDE, HIGH, words)
    assert [word for word, _ in found(copied(scan(tmp_path / "a.pdf"), [page]))] == ["hành", "án"]


def test_words_that_are_parted_by_no_blank_stay_so(tmp_path: Path) -> None:
    words = Words([Word(0, 5, (60, 80, 90, 91)), Word(5, 6, (90, 80, 93, 91))])
    page = Page(1, "UBND;.\n"[:6], "ocr", WIDE, HIGH, words)
    assert [word for word, _ in found(copied(scan(tmp_path / "a.pdf"), [page]))] == ["UBND;."]


def test_cells_of_one_row_follow_one_another(tmp_path: Path) -> None:
    text = "Lĩnh vực\t1.465\t162\nĐất đai\t0\t-\n"
    places = {"Lĩnh": 60, "vực": 90, "1.465": 250, "162": 420, "Đất": 60, "đai": 84, "0": 260}
    words, at = [], 0
    for part in text.split():
        start = text.index(part, at)
        at = start + len(part)
        row = text.count("\n", 0, start)
        left = places.get(part, 425)
        words.append(Word(start, at, (left, 90 + 20 * row, left + 5 * len(part), 100 + 20 * row)))
    page = Page(1, text, "ocr", WIDE, HIGH, Words(words))
    copy = copied(scan(tmp_path / "a.pdf"), [page])
    held(page, copy)
    with pdfplumber.open(copy) as other:
        rows = other.pages[0].extract_text().split("\n")
    assert rows == ["Lĩnh vực 1.465 162", "Đất đai 0 -"]


def test_lines_of_a_page_without_words() -> None:
    assert list(lines(Page(1, "", "ocr", WIDE, HIGH))) == []


def test_the_font_is_whole_and_blank() -> None:
    letters = ImageFont.truetype(io.BytesIO(font.program()), 100)
    assert letters.getlength("  ") == 100
    assert letters.getmask("  ").getbbox() is None
    assert font.coded("Ủ\U0001f600") == b"<1ee6fffd>"


def test_a_blank_goes_no_further_than_the_next_word() -> None:
    for line in lines(laid()):
        for word, following in pairwise(line.words):
            assert word.at + word.width + word.space == pytest.approx(following.at)
