"""Letters and marks that were thrown away on a text's way here, and UTF-8 that was misread."""

from __future__ import annotations

import random
import unicodedata

import pytest

from extractor.models import CleanPage, Page
from extractor.ocr.layers import wanted
from extractor.readers.drawn import drawn_tables
from extractor.repair import judge, raw_span, repair, replay
from extractor.repair.lost import is_misspelled
from tests.benchmarks.damages import WAYS
from tests.passages import read

SAID = """BÁO CÁO
Tình hình giải quyết thủ tục hành chính

Trong quý, Bộ phận Một cửa tiếp nhận 354 hồ sơ, trong đó kỳ trước chuyển sang 12 hồ sơ.
Đã giải quyết 340 hồ sơ: trước hạn 300, đúng hạn 38, quá hạn 02. Đang giải quyết 14 hồ sơ.
Sở Tư pháp đề nghị các đơn vị đổi số liệu, số hóa kết quả giải quyết thủ tục hành chính.
"""
TABLE = """
| Lĩnh vực | Tiếp nhận | Đã giải quyết |
|---|---|---|
| Hộ tịch | 20 | 18 |
| Đất đai | 30 | 25 |
| Cộng | 50 | 43 |
"""


def damaged(way: str, text: str = SAID) -> str:
    return WAYS[way](text, random.Random("a test"))


def mended(text: str) -> CleanPage:
    page = repair(Page(1, text, "text"))
    assert replay(text, page.fixes) == page.text
    return page


@pytest.mark.parametrize(
    "way",
    ["no-marks", "no-marks-no-d", "letters-as-?", "letters-as-box", "nfd",
     "nfd-loose", "utf8-as-cp1252", "utf8-cp1252-gaps", "utf8-cp1252-?", "utf8-as-latin1"],
)  # fmt: skip
def test_a_text_is_as_it_was_before(way: str) -> None:
    assert damaged(way) != SAID
    assert mended(damaged(way)).text == SAID


def test_letters_that_left_nothing_are_found_by_their_neighbours() -> None:
    found = mended(damaged("letters-gone"))
    assert "tiếp nhận 354 hồ sơ" in found.text
    assert "trước hạn 300, đúng hạn 38, quá hạn 02" in found.text
    assert (found.health.quality, found.health.diagnosis) == ("poor", "lost-letters")


@pytest.mark.parametrize("way", ["no-marks", "letters-as-?"])
def test_such_a_page_is_never_called_good(way: str) -> None:
    health = mended(damaged(way)).health
    assert health.quality == "fair"
    assert health.diagnosis == {"no-marks": "unmarked", "letters-as-?": "lost-letters"}[way]


@pytest.mark.parametrize(("way", "layer"), [("letters-as-?", "image"), ("no-marks", "layer")])
def test_the_picture_of_a_page_may_still_have_the_letters(way: str, layer: str) -> None:
    """Marks that are not there were not printed; a '?' stands where the picture has a letter."""
    page = Page(number=1, text=damaged(way), reader="text-layer")
    assert wanted(page, "auto") == layer


def test_where_too_little_was_found_the_page_is_poor() -> None:
    words = "Kr?ng?? Bl?ng?? Trw?m Qw?ng?? Zh?ng?? "
    page = mended(SAID + words * 12)
    assert page.health.quality == "poor"
    assert is_misspelled(page)


def test_a_question_is_no_letter() -> None:
    asked = SAID + "Vì sao hồ sơ quá hạn? Ai chịu trách nhiệm? Khi nào xong? Bao giờ? Ở đâu? "
    assert mended(asked).text == asked
    assert mended(asked).health.quality == "good"


def test_a_name_that_may_be_another_keeps_its_hole() -> None:
    found = mended(damaged("letters-as-?") + "Bà Tr?n Th? H?nh và ông V?n.")
    assert "H?nh" in found.text


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("C?NG HÒA XÃ H?I CH? NGH?A VI?T NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("?y ban nhân dân t?nh B?n Tre", "Ủy ban nhân dân tỉnh Bến Tre"),
        ("Xã H?i ??ng h?p", "Xã H?i"),
        ("TRUNG TÂM PH?C V? HÀNH CHÍNH CÔNG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
        ("UBND thành ph? Ph? Yên", "thành phố Ph? Yên"),
    ],
)
def test_what_always_stands_together_is_found_whole(printed: str, meant: str) -> None:
    """A commune 'XÃ H?I' made of the national title took every commune's figures for all."""
    assert meant in mended(f"{printed}\n\n{damaged('letters-as-?')}").text


@pytest.mark.parametrize(("word", "meant"), [("Cong", "Cộng"), ("Thang 7", "Tháng 7")])
def test_a_cell_begins_with_another_word_than_sentences(word: str, meant: str) -> None:
    table = damaged("no-marks-no-d", TABLE).replace("Cong", word)
    assert f"| {meant} |" in mended(damaged("no-marks-no-d") + table).text


def test_columns_stand_as_they_stood_in_print() -> None:
    row = "{:<24}{:>10}{:>10}\n"
    rows = [("Hộ tịch", "20", "18"), ("Đất đai", "30", "25"), ("Chứng thực", "40", "39")]
    text = row.format("Lĩnh vực", "Nhận", "Trả") + "".join(row.format(*one) for one in rows)
    (wanted,) = drawn_tables(text)
    loose = unicodedata.normalize("NFD", text)
    from extractor.readers.plain import _tables

    (table,) = _tables(Page(1, loose, "text"))
    assert [(cell.row, cell.col) for cell in table.cells] == [(c.row, c.col) for c in wanted.cells]
    shown = [unicodedata.normalize("NFC", loose[c.start : c.end]) for c in table.cells]
    assert shown == [text[c.start : c.end] for c in wanted.cells]


def test_a_quote_is_found_in_the_bytes_as_they_came() -> None:
    raw = damaged("utf8-as-cp1252")
    page = mended(raw)
    at = page.text.index("tiếp nhận 354")
    start, end = raw_span(page, at, at + len("tiếp nhận 354"))
    assert raw[start:end].encode("cp1252").decode() == "tiếp nhận 354"


@pytest.mark.parametrize("text", [SAID, SAID + "Quán «Café déjà vu», 5 €/m²."])
def test_what_was_read_well_is_left_alone(text: str) -> None:
    assert mended(text).text == text


def test_a_text_of_an_engine_without_vietnamese_is_not_taken_for_one_without_marks() -> None:
    garbled = "Tong s6 hd so da gidi quyét trude han, dting han; qua hgn 02 hd so trén h¢ thong. "
    page = mended(garbled * 6)
    assert "lost-marks" not in [fix.name for fix in page.fixes]
    assert judge(garbled * 6).quality == "poor"


@pytest.mark.parametrize("name", ["xã Th?i H?a", "xã Hữu S?n", "phường Bình H?ng A"])
def test_a_name_goes_on_behind_a_letter_that_was_lost(name: str) -> None:
    (figure,) = (f for f in read(f"Trễ hạn 08 hồ sơ ({name}: 05 hồ sơ).") if f.value == 5)
    assert figure.name == name
