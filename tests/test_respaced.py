"""Blanks lost, put in or multiplied, letters set apart, syllables parted at a line's end."""

from __future__ import annotations

import gc
import random
import time

import pytest

from extractor.models import CleanPage, Page, Table
from extractor.readers.columns import in_turn
from extractor.readers.drawn import drawn_tables
from extractor.repair import raw_span, repair, replay
from tests.benchmarks.damages import WAYS

SAID = """BÁO CÁO
Tình hình giải quyết thủ tục hành chính

Trong quý, Bộ phận Một cửa tiếp nhận 354 hồ sơ, trong đó kỳ trước chuyển sang 12 hồ sơ.
Đã giải quyết 340 hồ sơ: trước hạn 300, đúng hạn 38, quá hạn 02. Đang giải quyết 14 hồ sơ.
Phòng Tư pháp đề nghị các đơn vị đổi số liệu, số hóa kết quả giải quyết thủ tục hành chính.
"""


def mended(text: str, tables: tuple[Table, ...] = ()) -> CleanPage:
    page = repair(Page(1, text, "text", tables=tables))
    assert replay(text, page.fixes) == page.text
    return page


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "way", ["split-15", "split-60", "glued-10", "glued-50", "spaced-letters", "spaced-flat"]
)
def test_blanks_stand_where_words_want_them(way: str, seed: int) -> None:
    text = WAYS[way](SAID, random.Random(seed))
    assert text != SAID
    assert mended(text).text == SAID


def test_digits_set_apart_are_one_number_and_their_place_is_known() -> None:
    line = "Đ ã g i ả i q u y ế t 1 . 2 3 4 h ồ s ơ"
    page = mended(SAID + line + "\n")
    assert "Đã giải quyết 1.234 hồ sơ" in page.text
    at = page.text.index("1.234")
    start, end = raw_span(page, at, at + 5)
    assert page.page.text[start:end] == "1 . 2 3 4"


def test_single_letters_in_cells_stay_apart() -> None:
    head = "A   B   C   D   E   F   G   H\n"
    rows = "1   2   3   4   5   6   7   8\n11  12  13  14  15  16  17  18\n" * 3
    tables = tuple(drawn_tables(head + rows))
    assert tables
    assert mended(head + rows, tables).text == head + rows


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Đã giải quy-\nết 12 hồ sơ", "Đã giải quyết 12 hồ sơ"),
        ("việc văn hóa-\nxã hội", "việc văn hóa-\nxã hội"),
        ("kinh tế -\nxã hội", "kinh tế -\nxã hội"),
        ("đã nhận:\n- tiếp nhận 12", "đã nhận:\n- tiếp nhận 12"),
    ],
)
def test_a_hyphen_at_a_line_s_end_parts_a_syllable_or_two_words(printed: str, meant: str) -> None:
    assert mended(SAID + printed + "\n").text == SAID + meant + "\n"


def test_blanks_multiplied_all_over_a_page_part_nothing() -> None:
    text = SAID.replace(" ", " \t  ")
    assert mended(text).text == SAID


def test_a_letterhead_s_columns_stay_apart() -> None:
    head = "SỞ TƯ PHÁP            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    assert mended(head + SAID).text == head + SAID


def test_names_in_another_tongue_move_no_blank() -> None:
    text = SAID + "Các xã Krông Búk, Ea Kao, Đắk Tô, Plei Kần, Mook Trê và Pờ Y đã báo cáo.\n"
    assert mended(text).text == text


def test_a_page_in_capitals_is_read_in_small_letters() -> None:
    text = (SAID + "Xã Bằng Lăng tiếp nhận 12 hồ sơ TTHC; UBND xã đã giải quyết.\n") * 3
    page = mended(text.upper())
    assert "tiếp nhận 354 hồ sơ, trong đó kỳ trước chuyển sang 12 hồ sơ" in page.text
    assert "Xã Bằng Lăng tiếp nhận 12 hồ sơ TTHC; UBND xã đã giải quyết" in page.text


@pytest.mark.parametrize("text", [SAID, "ỦY BAN NHÂN DÂN XÃ BẰNG LĂNG\nBÁO CÁO\n"])
def test_a_heading_in_capitals_stays_so(text: str) -> None:
    assert mended(text).text == text


def test_two_columns_of_running_text_are_read_in_turn() -> None:
    text = SAID.replace("\n", " ") * 6
    text = WAYS["two-columns"](text, random.Random(1))
    said = " ".join(in_turn(text).split())
    assert said == " ".join((SAID * 6).split())


def test_a_table_set_with_blanks_is_no_column_of_text() -> None:
    rows = [
        f"Lĩnh vực {name} của huyện và các xã        Tiếp nhận được {n}12 hồ sơ"
        for n, name in enumerate(("hộ tịch", "đất đai", "chứng thực", "xây dựng") * 4)
    ]
    assert in_turn("\n".join(rows)) == "\n".join(rows)


def test_a_page_without_an_end_costs_no_more_a_word() -> None:
    def seconds(text: str) -> float:
        gc.disable()  # of all that the tests before it left
        since = time.process_time()
        mended(text)
        took = time.process_time() - since
        gc.enable()
        return took

    torn = WAYS["split-60"](SAID, random.Random(1)).translate(
        str.maketrans("\n.,:0123456789", " " * 14)
    )
    torn = " ".join(torn.split())
    seconds(torn)
    assert seconds(f"{torn} " * 80) < 60 * max(seconds(f"{torn} " * 4), 0.01)
