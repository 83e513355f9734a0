"""What witnesses saw of one line, beside what is taken of it and how sure that is."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.book.counted import Case
from extractor.images.picture import Picture
from extractor.models import Page, Word, Words
from extractor.ocr import third
from extractor.ocr.engine import Seen
from extractor.ocr.page import read_page
from extractor.ocr.prints import Habits, in_order, numbers
from extractor.ocr.told import Told
from extractor.ocr.trust import case_of, is_sure, trust, worth
from extractor.ocr.witness import hear

WIDE, HIGH, PITCH = 20, 40, 60
"""Pixels of a letter, of a line, and from line to line."""


def line(text: str, at: int = 0, *, confidence: float = 0.9, left: int = 0) -> list[Seen]:
    """A line as an engine gives it: every letter of one width, so that places answer."""
    found, x = [], left
    for word in text.split(" "):
        right = x + WIDE * len(word)
        if word:
            top = at * PITCH
            found.append(Seen(word, x, top, right, top + HIGH, confidence, at, 0))
        x = right + WIDE
    return found


def told(vie: str, eng: str, seen: str | None = None) -> list[Told]:
    """One line by two passes; ``seen`` is what the third says of any place it is asked about."""
    look = None if seen is None else ("line", lambda *_: (seen, 0.9))
    return hear({"vie": line(vie), "eng": line(eng)}, look)


@pytest.mark.parametrize(
    ("vie", "eng", "third", "taken", "case"),
    [
        ("kỳ: 38.417 hồ sơ,", "ky: 38.417 hd so,", None, "kỳ: 38.417 hồ sơ,", "both"),
        # A digit is dropped, a sign is lost: who saw a print in order, and who else saw it.
        ("có 18,6% hồ sơ", "co 118,6% hd so", "118,6%", "có 118,6% hồ sơ", "two"),
        ("có 18,6% hồ sơ", "co 118,6% hd so", "18,6%", "có 18,6% hồ sơ", "two-longer"),
        ("có 36,872 hồ sơ", "co 36.872 hd so", "36.872", "có 36.872 hồ sơ", "two"),
        ("có 36,872 hồ sơ", "co 36.872 hd so", None, "có 36.872 hồ sơ", "signs"),
        ("đạt 959 hồ", "dat 95% ho", "95%", "đạt 95% hồ", "two"),
        ("(14,4395), quá", "(14,43%), qua", "(14,43%),", "(14,43%), quá", "two"),
        ("còn E6 hồ sơ", "con 16 hd so", "16", "còn 16 hồ sơ", "two"),
        ("còn 3i hồ sơ", "con 31 hd so", "37", "còn 37 hồ sơ", "one"),
        # The third alone against two that agree is only asked where these are in doubt.
        ("có 40:718 hồ sơ", "co 40:718 hd so", "40.718", "có 40.718 hồ sơ", "signs"),
        ("có 40:718 hồ sơ", "co 40:718 hd so", "40:718", "có 40:718 hồ sơ", "odd"),
        # A letter that another witness takes for a digit; a syllable stays one.
        ("quá hạn o hồ", "qua han 5 ho", "5", "quá hạn 5 hồ", "two-silent"),
        ("tổng số hồ", "tong 86 ho", None, "tổng số hồ", None),
        # One number read apart is one again; its blank keeps it in doubt.
        ("chi 7.845 16.000 đồng", "chi 7.845.116.000 dong", None,
         "chi 7.845.116.000 đồng", "one"),
        ("có 6. 130 giấy", "co 6. 130 giay", "6.130", "có 6.130 giấy", "odd"),
        ("hạn đi 540 hồ sơ", "han 31. 540 hd so", None, "hạn đi 540 hồ sơ", "one"),
        ("76710 hồ sơ", "76/10 hd so", "76/10", "76/10 hồ sơ", "two-longer"),
        ("có 22 634 hồ sơ", "co 22 634 hd so", None, "có 22 634 hồ sơ", "both"),
        ("có 49 lượt hồ", "co 49 10 ho", None, "có 49 lượt hồ", "both"),
        ("đạt 41 8% hồ", "dat 41 8% ho", None, "đạt 41 8% hồ", "odd"),
        # Glued to a word, the digits are compared alone.
        ("hạn:1.127 hồ", "han:1.127 ho", None, "hạn:1.127 hồ", "both"),
        ("tháng!2 năm", "thang12 nam", "thang12", "tháng12 năm", "two"),
        # Figures read as capitals: who saw them as figures is right, where somebody did.
        ("quá OI lần", "qua 01 lan", "01", "quá 01 lần", "two"),
        ("quá OI lần", "qua OI lan", "01", "quá 01 lần", "signs"),
        ("có O1 lớp", "co O1 lop", "01", "có 01 lớp", "signs"),
        ("có II lượt", "co 11 luot", "11", "có 11 lượt", "two"),
        ("quá OI lần", "qua OI lan", "OI", "quá OI lần", None),
        ("quá OI lần", "qua OI lan", None, "quá OI lần", None),
        ("các lô hàng", "cac 10 hang", "10", "các lô hàng", None),
        ("ngày 15/12/2024 đến", "ngay 15/12/2024 den", None, "ngày 15/12/2024 đến", "both"),
    ],
)  # fmt: skip
def test_what_is_taken_and_what_it_is_worth(
    vie: str, eng: str, third: str | None, taken: str, case: str | None
) -> None:
    found = told(vie, eng, third)
    assert " ".join(one.word.text for one in found) == taken
    cases = [case_of(number) for one in found for number in one.numbers]
    assert cases[:1] == ([] if case is None else [case])
    assert len(set(cases)) <= 1


def test_all_that_was_seen_is_kept_and_what_was_taken_comes_first() -> None:
    (number,) = told("18,6%", "118,6%", "118,6%")[0].numbers
    assert number.seen == (("eng", "118,6%"), ("line", "118,6%"), ("vie", "18,6%"))


def test_the_third_is_asked_only_where_the_passes_differ() -> None:
    asked = []

    def look(*box: int) -> tuple[str, float]:
        asked.append(box)
        return "118,6%", 0.9

    hear({"vie": line("có 37.906 và 18,6%"), "eng": line("co 37.906 va 118,6%")}, ("line", look))
    assert asked == [(13 * WIDE, 0, 19 * WIDE, HIGH)]


def test_a_number_that_the_first_pass_dropped_is_heard_and_in_doubt() -> None:
    vie = [word for word in line("quá hạn 00 hồ sơ") if word.text != "00"]
    found = hear({"vie": vie, "eng": line("qua han 00 hd so")})
    (number,) = [n for one in found for n in one.numbers]
    assert "00" in [one.word.text for one in found]
    assert (case_of(number), is_sure(case_of(number))) == ("one", False)


def test_a_faint_word_is_not_sure_although_two_agree() -> None:
    faint = {name: line("còn 3 hồ", confidence=0.3) for name in ("vie", "eng")}
    (number,) = [n for one in hear(faint) for n in one.numbers]
    assert (case_of(number), is_sure(case_of(number))) == ("both-faint", False)
    (number,) = [n for one in hear(faint, ("line", lambda *_: ("3", 0.9))) for n in one.numbers]
    assert (case_of(number), is_sure(case_of(number))) == ("three", True)


def test_a_count_that_breaks_the_pages_way_is_in_doubt() -> None:
    text = "có 1.465 và 2.139 và 4.561 và 1637 hồ"
    numbers = [n for one in told(text, text) for n in one.numbers]
    assert [case_of(number) for number in numbers] == ["both", "both", "both", "odd"]


@pytest.mark.parametrize(
    ("print_", "right"),
    [
        ("0", True), ("00", True), ("05", True), ("511", True), ("38.417", True),
        ("6.138.250.000", True), ("92,91%", True), ("99.57%", True), ("100%", True),
        ("10,18", True), ("1 465", True), ("1955", True), ("1.465,5", True),
        ("012", False), ("0.417", False), ("38.41", False), ("14,4395", False),
        ("7.845 16.000", False), ("40:718", False), ("E6", False), ("966G", False),
        ("1.4655", False), ("92,915%", False),
    ],
)  # fmt: skip
def test_the_print_of_a_number_is_in_order_or_not(print_: str, right: bool) -> None:
    assert in_order(print_) is right


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4.880/5.006 hồ sơ,", ["4.880", "5.006"]),
        ("(92,91%);", ["92,91%"]),
        ("hạn:1.127 hồ sơ", ["1.127"]),
        ("15/12/2024", ["15", "12", "2024"]),
        ("số 318/BC-UBND", ["318"]),
        ("E6 hồ sơ", ["E6"]),
    ],
)
def test_where_numbers_stand(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in numbers(text)] == found


def test_a_page_that_fills_its_small_counts_doubts_a_bare_one() -> None:
    habits = Habits(["01", "05", "02", "1.465"])
    assert [habits.broken_by(seen) for seen in ("1", "0", "03", "12")] == [
        True,
        False,
        False,
        False,
    ]


def test_what_a_vote_is_worth_is_counted() -> None:
    assert Case(name="x", meaning="", seen=98, right=98, scans=98).worth == 0.99
    assert Case(name="x", meaning="", seen=0, right=0, scans=0).worth == 0.5
    few = Case(name="x", meaning="", seen=90, right=90, scans=1)
    assert few.worth == 0.75  # one scan more like it, half of it wrong
    declared = {case.name: case.worth >= trust().sure for case in trust().case}
    assert {name for name, sure in declared.items() if sure} <= {"both", "three", "two"}
    for number in told("18,6%", "118,6%")[0].numbers:
        assert worth(case_of(number)) == next(c.worth for c in trust().case if c.name == "one")


# ------------------------------------------------------------------------------- the page


def page(*lines: tuple[str, str], layer: Page | None = None, lean: float = 0.0) -> Page:
    """A page of (vie, eng) lines on a white picture that lies ``lean`` radians on its page."""
    said = {
        "vie": [word for n, (vie, _) in enumerate(lines) for word in line(vie, n)],
        "eng": [word for n, (_, eng) in enumerate(lines) for word in line(eng, n)],
    }
    cos, sin, scale = np.cos(lean), np.sin(lean), 72 / 300
    to_page = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]]) * scale
    to_page[2, 2] = 1.0
    white = np.full((700, 2400), 255, np.uint8)
    picture = Picture(white, 300.0, to_page, 600.0, 600.0)
    return read_page(picture, 1, layer, read=lambda _, language: said[language], eye=lambda _: None)


def test_sights_stand_at_their_numbers_in_the_pages_text() -> None:
    made = page(("tiếp nhận 38.417 hồ", "tiep nhan 38.417 ho"), ("đạt 18,6% hồ", "dat 118,6% ho"))
    assert made.text.splitlines() == ["tiếp nhận 38.417 hồ", "đạt 118,6% hồ"]
    shown = [(made.text[s.start : s.end], s.sure) for s in made.sights]
    assert shown == [("38.417", True), ("118,6%", False)]


def test_where_much_of_a_page_is_disputed_nothing_of_it_is_sure() -> None:
    clear, torn = ("còn 31 hồ sơ",) * 2, ("còn 31 hồ sơ", "con 37 hd so")
    lines = [*[clear] * 8, *[torn] * 2]
    assert [sight.sure for sight in page(*lines).sights].count(True) == 8
    lines = [*[clear] * 5, *[torn] * 5]
    assert {(sight.sure, sight.how) for sight in page(*lines).sights} == {(False, "rough")}


def test_lines_of_a_skewed_page_stay_whole_and_boxes_lie_on_the_page() -> None:
    lean = 0.05
    lines = [
        (f"dòng {n} gồm nhiều chữ dài ra tới tận mép phải trang có 1{n}",) * 2 for n in range(3)
    ]
    made = page(*lines, lean=lean)
    assert made.text.splitlines() == [vie for vie, _ in lines]
    last = next(w for w in reversed(made.words) if made.text[w.start : w.end] == "10")
    x0, top, _, _ = last.box
    assert top == pytest.approx(np.tan(lean) * x0, abs=15)
    assert top > 10


def test_a_stroke_over_two_lines_does_not_tie_them_together() -> None:
    stroke = Seen("ì", 11 * WIDE, 0, 12 * WIDE, PITCH + HIGH, 0.2, 1, 0)
    vie = [*line("một hai ba bốn", 0), *line("năm sáu bảy tám", 1), stroke]
    picture = Picture(np.full((400, 2400), 255, np.uint8), 300.0, np.eye(3) * 0.24, 600.0, 600.0)
    made = read_page(picture, 1, read=lambda *_: vie, eye=lambda _: None)
    assert made.text.splitlines()[0] == "một hai ba bốn"


def test_a_text_layer_is_one_more_witness() -> None:
    scale = 72 / 300
    words = [(w.left, w.top, w.right, w.bottom, w.text) for w in line("đạt 118,6% hồ")]
    text, placed = "", []
    for *box, word in words:
        x0, top, x1, bottom = (side * scale for side in box)
        placed.append(Word(len(text), len(text) + len(word), (x0, top, x1, bottom)))
        text += word + " "
    layer = Page(1, text, "text-layer", words=Words(placed))
    (sight,) = page(("đạt 18,6% hồ", "dat 118,6% ho"), layer=layer).sights
    assert sight.seen == (("eng", "118,6%"), ("layer", "118,6%"), ("vie", "18,6%"))


def test_the_third_is_not_asked_about_a_place_too_wide_for_a_number() -> None:
    white = np.full((60, 4000), 255, np.uint8)
    assert third.read(white, 0, 0, 4000, 60) == ("", 0.0)


@pytest.mark.parametrize(
    ("word", "sure", "others", "taken"),
    [
        ("IŠ", 0.75, 0.95, "15"),  # no word, and the other pass is sure
        ("IŠ", 0.95, 0.95, "IŠ"),  # nor would it be one: a sign somebody printed
        ("IŠ", 0.75, 0.5, "IŠ"),
        ("ba", 0.75, 0.95, "ba"),  # a word
        ("IŠH", 0.75, 0.95, "IŠH"),  # of another length
    ],
)
def test_letters_that_are_no_word_yield_to_a_number_that_is_sure(
    word: str, sure: float, others: float, taken: str
) -> None:
    box = (10, 10, 50, 40)
    passes = {"vie": [Seen(word, *box, sure, 0, 0)], "eng": [Seen("15", *box, others, 0, 0)]}
    (told,) = hear(passes)
    assert told.word.text == taken
    assert bool(told.numbers) == taken.isdecimal()


@pytest.mark.parametrize(("sure", "taken"), [(0.97, "ở"), (0.5, "8")])
def test_a_letter_with_marks_is_a_word_where_its_pass_is_sure(sure: float, taken: str) -> None:
    box = (10, 10, 30, 40)
    passes = {"vie": [Seen("ở", *box, sure, 0, 0)], "eng": [Seen("6", *box, 0.6, 0, 0)]}
    (told,) = hear(passes, ("line", lambda *_: ("8", 0.42)))
    assert told.word.text == taken
