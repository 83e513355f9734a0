"""Repairs of a page's text, as tables: what is printed beside what is meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.models import CleanPage, Edit, Fix, Health, Page, Run
from extractor.repair import clean_span, raw_span, repair, replay
from extractor.repair.edits import anchors, apply, compose, stretches

CLEAN = (
    "Ủy ban nhân dân huyện báo cáo: tổng số hồ sơ tiếp nhận trong kỳ là 1.465 hồ sơ, trong đó "
    "mới tiếp nhận 1.304 hồ sơ, từ kỳ trước chuyển sang 161 hồ sơ. Đã giải quyết 1.277 hồ sơ "
    "(trước hạn 1.275 hồ sơ, trễ hạn 02 hồ sơ), đạt tỷ lệ 99,84%."
)


def cleaned(text: str, fonts: tuple[Run, ...] = ()) -> CleanPage:
    return repair(Page(1, text, "text", fonts=fonts))


@pytest.mark.parametrize(
    ("name", "raw", "clean"),
    [
        ("nfc", unicodedata.normalize("NFD", "hồ sơ quá hạn"), "hồ sơ quá hạn"),
        ("nfc", "hô\u0300 sơ tê\u0301", "hồ sơ tế"),
        ("line-ends", "đúng hạn\r\ntrễ hạn\rquá hạn", "đúng hạn\ntrễ hạn\nquá hạn"),
        ("invisible-characters", "\ufeffhồ\u200b sơ quá\u00ad hạn", "hồ sơ quá hạn"),
        ("compatibility-characters", "hồ sơ： １.４６５", "hồ sơ: 1.465"),
        ("compatibility-characters", "ﬁle", "file"),
        ("barred-d", "Ðã giải quyết; QÐ-UBND", "Đã giải quyết; QĐ-UBND"),
        ("tone-placement", "Hoà Bình, số hoá, Uỷ ban", "Hòa Bình, số hóa, Ủy ban"),
        ("tone-placement", "CỘNG HOÀ, UỶ BAN", "CỘNG HÒA, ỦY BAN"),
        ("glyph-remap", "VĂN PHỊNG huyện", "VĂN PHÒNG huyện"),
        ("glued-numbers", "trong kỳ1.304, kỳ trước", "trong kỳ 1.304, kỳ trước"),
        ("glued-numbers", "trước hạn:1.127 hồ sơ", "trước hạn: 1.127 hồ sơ"),
        ("glued-numbers", "tiếp nhận354hồ sơ", "tiếp nhận 354 hồ sơ"),
        ("glued-numbers", "quá hạn00, kỳ trước16 hồ sơ", "quá hạn 00, kỳ trước 16 hồ sơ"),
        ("glued-numbers", "từ ngày15/12/2023", "từ ngày 15/12/2023"),
        ("glued-numbers", "tỷ lệ61,55%", "tỷ lệ 61,55%"),
        ("split-syllables", "kỳ trước chuyể n sang", "kỳ trước chuyển sang"),
        ("split-syllables", "hồ s ơ quá hạn", "hồ sơ quá hạn"),
        ("split-syllables", "đã giả i quyết", "đã giải quyết"),
        ("split-syllables", "hồ sơ tiế p nhận, thủ tụ c", "hồ sơ tiếp nhận, thủ tục"),
        ("split-syllables", "thủ tụ c hành chính", "thủ tục hành chính"),
        ("split-syllables", "đã ti ếp nhận, gi ải quyết", "đã tiếp nhận, giải quyết"),
        ("split-syllables", "BÁO C ÁO; V ăn phòng", "BÁO CÁO; Văn phòng"),
        ("glued-words", "tiếp nhận trongkỳ là", "tiếp nhận trong kỳ là"),
        ("glued-words", "đãgiảiquyết 12 hồsơ", "đã giải quyết 12 hồ sơ"),
    ],
)
def test_a_repair_mends_and_is_recorded(name: str, raw: str, clean: str) -> None:
    page = cleaned(raw)
    assert page.text == clean
    assert name in {fix.name for fix in page.fixes}


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "nâng cao hiệu quả1. Tiếp tục chỉ đạo",  # a footnote mark is no figure
        "hoàn thành, toàn trình, quý II, thúy, hoạt động, khoản 2",
        "Công văn số 58/UBND-TCCB, QĐ-UBND-HC, VNEID, iDesk, mức độ 3",
        "điểm a khoản 2, phụ lục b, nhóm c; a) Việc rà soát",
        "pakn.dichvucong.gov.vn, ca@bcy.gov.vn, https://dichvucong.gov.vn",
        "chi tiết các khoản, cá nhân, tổ chức, Đắk Lắk, Kon Tum",
        "86 luong ho so 5o, l27 ho so",
        "ấp 3 xã Ân Thi, khu ấp, hồ ảnh, ông Ất ở ấp Bình An",
    ],
)
def test_what_needs_no_repair_is_left(text: str) -> None:
    assert cleaned(text).text == text


def test_a_single_digit_from_a_misread_letter_is_not_parted() -> None:
    assert cleaned("van hién 1én hd so").text == "van hién 1én hd so"


@pytest.mark.parametrize(
    "raw",
    ["hồ sơ 1.465 hồ sơ", "kỳ1.304hồ sơ", "hạn:1.127", "５０2", "S6 3l 0O", "trongkỳ12hồsơ 4"],
)
def test_digits_are_never_changed(raw: str) -> None:
    assert _digits(cleaned(raw).text) == _digits(raw)


def _digits(text: str) -> list[int]:
    """The decimal digits in order; a full-width digit is that digit."""
    return [int(c) for c in text if c in "0123456789" or "\uff10" <= c <= "\uff19"]


MADE = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            [
                "hồ sơ",
                "kỳ1.304",
                "chuyể n",
                "trongkỳ",
                "PHỊNG",
                "Ðã",
                "hoà",
                "\u0301",
                "\u00ad",
                "§éc lËp",
                "1",
                "\n\n7\n\n",
                "\r\n",
                "\ufb01",
                "Co^.ng",
                "2024-03-15T09:46:14",
                " ",
                "１",
                "a@b.vn",
                "\n1 Quyết định số 1",
                "quả1.",
            ]
        ),
    ),
    max_size=12,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(MADE)
def test_any_text_is_replayable_and_keeps_its_digits(text: str) -> None:
    page = cleaned(text)
    assert replay(text, page.fixes) == page.text
    assert _digits(page.text) == _digits(text)
    for first, last, _ in page.aside:
        assert 0 <= first < last <= len(page.text)


@settings(max_examples=100, deadline=None)
@given(MADE, st.integers(0, 60), st.integers(0, 60))
def test_spans_lead_both_ways_in_bounds_and_in_order(text: str, one: int, other: int) -> None:
    page = cleaned(text)
    start, end = sorted((min(one, len(page.text)), min(other, len(page.text))))
    low, high = raw_span(page, start, end)
    assert 0 <= low <= high <= len(text)
    before, _ = raw_span(page, 0, start)
    assert before <= low
    back = clean_span(page, low, high)
    inner = page.text[start:end]
    if inner and inner == inner.strip():  # covering; a blank put in by a repair came from nowhere
        assert back[0] <= start
        assert back[1] >= end


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CLEAN.split()), min_size=1, max_size=30).map(" ".join))
def test_clean_words_stay_as_they_are(text: str) -> None:
    assert cleaned(text).text == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*CLEAN.split(), "hoà", "kỳ1.304", "Ðã", "trongkỳ"]), min_size=8))
def test_a_second_repair_finds_nothing_to_do(words: list[str]) -> None:
    once = cleaned(" ".join(words))
    assert cleaned(once.text).fixes == ()


def _spans(draw_from: int) -> st.SearchStrategy[list[Edit]]:
    """Edits in order on a text of ``draw_from`` characters."""
    bounds = st.lists(st.integers(0, draw_from), max_size=8, unique=True).map(sorted)
    return bounds.flatmap(
        lambda at: st.lists(
            st.text("xy", max_size=3), min_size=len(at) // 2, max_size=len(at) // 2
        ).map(lambda new: [Edit(at[2 * i], at[2 * i + 1], n) for i, n in enumerate(new)])
    )


def _traced(origins: list[int | None], edits: list[Edit]) -> list[int | None]:
    """Where each character came from, after edits; None for what an edit wrote."""
    for edit in reversed(edits):
        origins = origins[: edit.start] + [None] * len(edit.new) + origins[edit.end :]
    return origins


@settings(max_examples=200, deadline=None)
@given(_spans(20), _spans(20))
def test_two_repairs_compose(first: list[Edit], second: list[Edit]) -> None:
    raw = "abcdefghijklmnopqrst"
    middle = apply(raw, first)
    second = [e for e in second if e.end <= len(middle)]
    clean = apply(middle, second)
    points = anchors(compose(stretches(first), stretches(second)))
    fixes = (Fix("one", tuple(first)), Fix("two", tuple(second)))
    page = CleanPage(Page(1, raw, "text"), clean, fixes, Health("good", "clean"), (), points)
    assert replay(raw, fixes) == clean
    origins = _traced(_traced(list(range(len(raw))), first), second)
    for at, origin in enumerate(origins):
        start, end = raw_span(page, at, at + 1)
        if origin is not None:
            assert start <= origin < end
    assert raw_span(page, 0, len(clean))[1] <= len(raw)


@pytest.mark.parametrize(
    ("raw", "quote", "expected"),
    [
        ("trong kỳ1.304, sang", "1.304", "1.304"),
        ("chuyể n sang 16", "chuyển", "chuyể n"),
        (unicodedata.normalize("NFD", "quá hạn 00"), "hạn", unicodedata.normalize("NFD", "hạn")),
        ("Coäng hoøa xaõ hoäi 12 hoà sô", "hội", "hoäi"),
        ("\ufeffhồ sơ", "hồ", "hồ"),
        ("ﬁle 12", "file", "ﬁle"),
    ],
)
def test_a_quote_is_cut_from_the_raw_text(raw: str, quote: str, expected: str) -> None:
    page = cleaned(raw)
    at = page.text.index(quote)
    start, end = raw_span(page, at, at + len(quote))
    assert raw[start:end] == expected
    assert clean_span(page, start, end) == (at, at + len(quote))
