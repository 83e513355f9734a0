"""Letters where a number is awaited: what is taken for them, and the figure that comes of it."""

from __future__ import annotations

import re

import pytest

from extractor.figures import read_figures
from extractor.models import Page, Sight, Word, Words
from extractor.ocr.engine import Seen
from extractor.ocr.prints import as_printed
from extractor.ocr.told import Told
from extractor.ocr.trust import case_of, is_sure
from extractor.ocr.witness import hear
from extractor.repair import repair
from extractor.text import UNREAD

WIDE, HIGH = 20, 40


def line(text: str, sure: float) -> list[Seen]:
    """A line of letters of one width; the word in braces is seen with that confidence."""
    found, x = [], 0
    for word in text.split(" "):
        bare = word.strip("{}")
        right = x + WIDE * len(bare)
        found.append(Seen(bare, x, 0, right, HIGH, sure if bare != word else 0.95, 0, 0))
        x = right + WIDE
    return found


def told(vie: str, seen: str, sure: float) -> list[Told]:
    """What is taken where both passes see letters; ``seen`` by who is asked for a place."""
    passes = {"vie": line(vie, sure), "eng": line(vie, sure)}
    return hear(passes, ("line", lambda *_: (seen, 0.9)))


@pytest.mark.parametrize(
    ("vie", "sure", "third", "taken"),
    [
        ("còn {ŠT} hồ sơ quá hạn", 0.7, "87", "còn 87 hồ sơ quá hạn"),
        ("còn {ŠT} hồ sơ quá hạn", 0.7, "&T", f"còn {UNREAD} hồ sơ quá hạn"),
        ("còn {§} lượt", 0.7, "", f"còn {UNREAD} lượt"),
        ("chi {IÑ.Š} tỷ đồng", 0.2, "1n.s", f"chi {UNREAD} tỷ đồng"),
        # The marks were lost or misread: the noun is the same.
        ("{SI§} hỗ sở đang", 0.7, "", f"{UNREAD} hỗ sở đang"),
        ("còn {ST} hồ sơ", 0.3, "", f"còn {UNREAD} hồ sơ"),
        # '11' is read as two strokes, behind 'tháng' whatever their form.
        ("ngày 18 tháng {II} năm", 0.6, "", "ngày 18 tháng 11 năm"),
        ("ngày 18 tháng {TÌ} năm", 0.7, "11", "ngày 18 tháng 11 năm"),
        # A syllable gives way only where it was hardly seen and another saw a number.
        ("phát hiện {kí} hồ sơ", 0.1, "02", "phát hiện 02 hồ sơ"),
        ("phát hiện {kí} hồ sơ", 0.1, "ki", "phát hiện kí hồ sơ"),
        ("phát hiện {kí} hồ sơ", 0.8, "02", "phát hiện kí hồ sơ"),
        ("quá hạn: {Š§;} trước hạn", 0.7, "", f"quá hạn: {UNREAD}; trước hạn"),
        # Printed so: abbreviations, numerals of headings and parts, words.
        ("của {VPĐKĐĐ} hồ sơ", 0.95, "VPDKDD", "của VPĐKĐĐ hồ sơ"),
        ("{IV.} TTHC cấp xã", 0.7, "14", "IV. TTHC cấp xã"),
        ("nhóm {IV} hồ sơ", 0.7, "14", "nhóm IV hồ sơ"),
        ("còn {IV} hồ sơ", 0.7, "14", "còn 14 hồ sơ"),
        ("Lưu: {VTF,} KSTT", 0.3, "VT", "Lưu: VTF, KSTT"),
        ("các {giiải} hồ sơ", 0.4, "gii", "các giiải hồ sơ"),
    ],
)
def test_what_is_taken_where_a_number_is_awaited(
    vie: str, sure: float, third: str, taken: str
) -> None:
    heard = told(vie, third, sure)
    assert " ".join(one.word.text for one in heard) == taken
    mended = taken != vie.replace("{", "").replace("}", "")
    here = [n for one in heard for n in one.numbers if one.word.text.strip(";") not in vie]
    assert bool(here) == mended
    assert not any(is_sure(case_of(number)) for number in here)
    for number in here:  # all that was seen goes with it
        assert {name for name, _ in number.seen} == {"vie", "eng", "line"}


def page(text: str) -> Page:
    """A page image on which nobody could read the marked numbers."""
    words = Words(
        Word(m.start(), m.end(), (5.0 * m.start(), 10, 5.0 * m.end(), 20), 0.95)
        for m in re.finditer(r"\S+", text)
    )
    sights = tuple(
        Sight(m.start(), m.end(), (("vie", "ŠT"), ("eng", "8I")), 0.4, False, "one")
        for m in re.finditer(UNREAD, text)
    )
    return Page(1, text, "ocr", 600, 800, words=words, sights=sights)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Đã giải quyết 45 hồ sơ, trong đó trước hạn {UNREAD} hồ sơ, quá hạn 0 hồ sơ.",
            [("resolved.total", 45), ("resolved.early", None), ("resolved.late", 0)],
        ),
        (
            f"Tiếp nhận mới {UNREAD} hồ sơ, trong đó trực tuyến 40 hồ sơ, trực tiếp 10 hồ sơ.",
            [("received.new", None), ("received.online", 40), ("received.in_person", 10)],
        ),
        # Of a date nothing is counted.
        (
            f"Kết quả tháng {UNREAD} năm 2025: tiếp nhận mới 50 hồ sơ.",
            [("received.new", 50)],
        ),
    ],
)
def test_a_number_that_nobody_could_read_is_an_unresolved_figure(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    figures = read_figures([repair(page(text))])
    assert [(f.metric, f.value) for f in figures] == expected
    for figure in figures:
        lost = figure.value is None
        assert figure.status == ("unresolved" if lost else "read")
        assert figure.reading.alternatives == (("ŠT", "8I") if lost else ())


@pytest.mark.parametrize(
    ("seen", "printed"),
    [("96,73%c", "96,73%"), ("(%c)", "(%)"), ("%c,", "%,"), ("50%", "50%"), ("cả%năm", "cả%năm")],
)
def test_a_per_cent_sign_is_one_sign(seen: str, printed: str) -> None:
    assert as_printed(seen) == printed
