"""Single letters of a text layer that an engine took for others."""

from __future__ import annotations

import random

import pytest

from extractor.models import CleanPage, Page
from extractor.repair import repair, replay
from extractor.repair.lost import is_misspelled
from tests.benchmarks.damages import WAYS

SAID = """BÁO CÁO
Tình hình giải quyết thủ tục hành chính

Trong quý, Bộ phận Một cửa tiếp nhận 354 hồ sơ, trong đó kỳ trước chuyển sang 12 hồ sơ.
Đã giải quyết 340 hồ sơ: trước hạn 300, đúng hạn 38, quá hạn 02. Đang giải quyết 14 hồ sơ.
Sở Tư pháp đề nghị các đơn vị báo cáo kết quả giải quyết thủ tục hành chính theo quy định.
"""
MISREAD = "Ngày cuối kỳ, qnận chuyển frả kết qnả, thánq sau uhận hồ sơ cbưa quyếf.\n"


def mended(text: str) -> CleanPage:
    page = repair(Page(1, text, "text"))
    assert replay(text, page.fixes) == page.text
    return page


def test_most_words_are_as_they_were() -> None:
    damaged = WAYS["misread-3"](SAID * 3, random.Random("a test")).split()
    now, was = mended(" ".join(damaged)).text.split(), (SAID * 3).split()
    wrong = [sum(a != b for a, b in zip(words, was, strict=True)) for words in (damaged, now)]
    assert wrong[0] > 10
    assert wrong[1] < wrong[0] / 3


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Đã giải qnyết trước hạu 20 hồ sơ", "Đã giải quyết trước hạn 20 hồ sơ"),
        ("dã tiếp nhận 12 bồ sơ", "đã tiếp nhận 12 hồ sơ"),
        ("CẤP XẬ gồrn 12 hồ sơ", "CẤP XÃ gồm 12 hồ sơ"),
        ("fiếp nhận 12 hồ sơ", "tiếp nhận 12 hồ sơ"),
    ],
)
def test_a_word_is_the_one_that_stands_beside_its_neighbours(printed: str, meant: str) -> None:
    page = mended(f"{SAID}{MISREAD}{printed}.\n")
    assert meant in page.text
    assert page.health.quality == "fair"
    assert not is_misspelled(page)


@pytest.mark.parametrize("kept", ["xã Mỹ Quởi", "1288/ĐNA-NVB", "mục lII nêu", "quận Hbải Ân"])
def test_names_numbers_and_codes_keep_their_letters(kept: str) -> None:
    assert kept in mended(f"{SAID}{MISREAD}{kept}.\n").text


@pytest.mark.parametrize(
    "text", [SAID, f"{SAID}Gửi iHanoi và website www.tinh.gov.vn, kệ để sổ.\n"]
)
def test_what_was_read_well_is_left_alone(text: str) -> None:
    page = mended(text)
    assert page.text == text
    assert page.health.quality == "good"
