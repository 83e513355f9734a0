"""Garbled words put right by what stands beside them: letters, marks, and never a figure."""

from __future__ import annotations

import pytest

from extractor.models import Page
from extractor.repair import clean_span, raw_span, repair
from extractor.repair.channel import meant, tree
from extractor.repair.edits import apply
from extractor.repair.restored import NAME, is_restored, restored
from extractor.repair.syllables import KINDS, Kind

GARBLED = (
    "Thuc hién nhiém vu dugc giao, cac co quan, don vi da trién khai déng bd cac giai phap cdi "
    "cach thi tuc hanh chinh, nang cao chat lwong phuc vu ngudi dan va doanh nghiép."
)


def put_right(text: str) -> str:
    return apply(text, restored(text))


@pytest.mark.parametrize(
    ("seen", "meant_"),
    [
        ("tdng s6 hd so da tiép nhan", "tổng số hồ sơ đã tiếp nhận"),
        ("h6 so gidi quyét dting han", "hồ sơ giải quyết đúng hạn"),
        ("h6 so gidi quyét trudc han", "hồ sơ giải quyết trước hạn"),
        ("ty 1é hd so tré han 1a 0,4%", "tỷ lệ hồ sơ trễ hạn là 0,4%"),
        ("ty 16 100%", "tỷ lệ 100%"),  # a number that is none
        ("hd'so gui qua buu chinh", "hồ sơ gửi qua bưu chính"),  # specks between words
        ("UBND cac xa, phuong", "UBND các xã, phường"),
        ("TIEP NHAN HO SO", "TIEP NHAN HO SO"),  # of capitals the letters alone
        ("KET QUA GIAI QUYET TTHC", "KET QUA GIAI QUYET TTHC"),
        ("Tré han 12 hd so", "Tré hạn 12 hồ sơ"),
        ("Cdng dan rut 12 hd so", "Cong dân rút 12 hồ sơ"),
    ],
)
def test_words_are_what_stands_beside_one_another(seen: str, meant_: str) -> None:
    assert put_right(seen) == meant_


@pytest.mark.parametrize(
    "text",
    [
        "xwqz kjhg bcdfgh",  # none of the known syllables
        "Yén Thd, Krông Búk, Đắk Tô",  # names stand beside anything
        "1.240 + 86 = 1.326",
        "12 06 2024",
    ],
)
def test_what_may_be_anything_is_left(text: str) -> None:
    assert put_right(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "da tiép nhan 16 hd so, tra 6 hd so",
        "da tiép nhan 14 911 ho so, dang gidi quyét 14 866 ho so",  # thousands apart, or 'là 911'
        "UBND QUAN 6 bao cao",
        "thang 6 va thang 11, quy 1",
        "con 06 hd so; 41/1.126 ho so (4%)",
    ],
)
def test_no_number_becomes_a_word(text: str) -> None:
    assert [c for c in put_right(text) if c.isdecimal()] == [c for c in text if c.isdecimal()]


def test_the_repair_is_recorded_and_leads_back_to_the_page() -> None:
    page = repair(Page(1, f"{GARBLED}\n\nDa tiép nhan 1.240 hd so.", "text-layer"))
    assert is_restored(page)
    assert page.fixes[-1].name == NAME
    assert page.health.quality == "poor"  # as it was: what was put right is no proof of itself
    start = page.text.index("1.240 hồ sơ")
    raw = raw_span(page, start, start + len("1.240 hồ sơ"))
    assert page.page.text[slice(*raw)] == "1.240 hd so"
    assert clean_span(page, *raw) == (start, start + len("1.240 hồ sơ"))


def test_nearly_all_of_a_garbled_sentence_has_its_marks_again() -> None:
    words = put_right(GARBLED).replace(",", "").rstrip(".").split()
    assert sum(KINDS[word] in (Kind.MARKED, Kind.PLAIN) for word in words) > 0.95 * len(words)


@pytest.mark.parametrize(
    "text", ["Đã tiếp nhận 120 hồ sơ, đúng hạn 118 hồ sơ.", "The office received 120 files in May."]
)
def test_clean_and_foreign_pages_are_left(text: str) -> None:
    page = repair(Page(1, f"{text} " * 20, "text-layer"))
    assert not is_restored(page)


def test_the_likeliest_way_comes_first() -> None:
    found = meant(tree(["đúng", "dừng", "đang", "hồ"]), "ding")
    assert {"đúng", "dừng"} <= {word for word, _ in found}
    assert "hồ" not in dict(found)


def test_a_flood_of_letters_ends() -> None:
    assert put_right("6é" * 5_000) == "6é" * 5_000
    assert restored("i1l|tj " * 2_000) is not None
