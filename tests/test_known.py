"""A misread word of a page image is put right by its neighbours, and only where one word fits."""

from __future__ import annotations

import pytest

from extractor.models import Page, Word, Words
from extractor.repair import repair
from extractor.repair.known import Neighbours, neighbours


def scanned(text: str, sure: float) -> Page:
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        words.append(Word(at, at + len(word), (at, 0.0, at + len(word), 10.0), sure))
        at += len(word)
    return Page(1, text, "ocr", 595, 842, words=Words(words))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Tống số hổ sơ tiếp nhận", "Tổng số hồ sơ tiếp nhận"),
        ("Kỳ trước chuyến sang", "Kỳ trước chuyển sang"),
        ("thuộc thẩm quyên giải quyết", "thuộc thẩm quyền giải quyết"),
        ("qua dịch vụ BCCT 12 hồ sơ", "qua dịch vụ BCCI 12 hồ sơ"),
        ("giải quyết của LBND cấp xã", "giải quyết của UBND cấp xã"),
        ("Nhà 0 và công sở", "Nhà ở và công sở"),
        ("Tống", "Tổng"),
        # a common word that was read well, a person, a count, a word of no phrase
        ("Hồ tịch", "Hồ tịch"),
        ("Ông Tống Văn Nam", "Ông Tống Văn Nam"),
        ("quá hạn 0 và 6 hồ sơ", "quá hạn 0 và 6 hồ sơ"),
        ("Cấp xã 0", "Cấp xã 0"),
        ("xã Xuân Hổ", "xã Xuân Hổ"),
    ],
)
def test_words_read_with_confidence(read: str, meant: str) -> None:
    assert repair(scanned(read, 0.95)).text == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Hồ tịch", "Hộ tịch"),
        ("thẩm quven giải quyết", "thẩm quyền giải quyết"),
        ("Uý ban nhân đân", "Ủy ban nhân dân"),
        # both may be meant, or the neighbours do not agree
        ("đơn vị tỉnh giao", "đơn vị tỉnh giao"),
        ("tiếp nhân và trả", "tiếp nhận và trả"),
    ],
)
def test_words_in_doubt(read: str, meant: str) -> None:
    assert repair(scanned(read, 0.7)).text == meant


def test_born_digital_words_are_their_authors() -> None:
    assert repair(Page(1, "Tống số hổ sơ", "text")).text == "Tống số hổ sơ"


def test_every_way_through_a_phrase_is_known() -> None:
    known = Neighbours()
    known.take("(trễ|quá) hạn [giải quyết], BCCI")
    assert known.before["hạn"] == {"trễ", "quá"}
    assert known.after["giải"] == {"quyết"}
    assert "giải" in known.after["hạn"]
    assert known.short == {"BCCI"}


def test_phrases_of_the_book_count() -> None:
    assert "hạn" in neighbours().after["trễ"]
    assert "tịch" in neighbours().after["hộ"]
