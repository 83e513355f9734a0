"""Words kept as numbers say what the words said."""

from __future__ import annotations

import math
import pickle

import pytest
from pydantic import TypeAdapter

from extractor.models import Box, Page, Word, Words

PLAIN = (
    Word(0, 4, (10.25, 20.5, 30.0, 32.02)),
    Word(5, 10, (34.0, 19.5, 60.75, 31.0)),
    Word(12, 14, (10.0, 40.0, 20.0, 52.0)),
)
SEEN = (Word(0, 4, (1.0, 2.0, 3.0, 4.0), 0.87), Word(4, 5, (3.0, 2.0, 5.0, 4.0), None))


LARGE = (Word(70_000, 70_004, (1100.0, -2.5, 1130.0, 12.0)),)


@pytest.mark.parametrize("given", [(), PLAIN, SEEN, SEEN[1:], LARGE, PLAIN + LARGE])
def test_what_goes_in_comes_out(given: tuple[Word, ...]) -> None:
    words = Words(given)
    assert (tuple(words), len(words), bool(words)) == (given, len(given), bool(given))
    assert [words[i] for i in range(len(given))] == list(given)
    assert tuple(words[1:]) == given[1:]
    assert tuple(words[-2:-1]) == given[-2:-1]
    assert Words.from_bytes(words.to_bytes(), words.confidences) == words
    assert pickle.loads(pickle.dumps(words)) == words
    assert Words(words) == words


def test_equal_are_those_that_hold_the_same() -> None:
    assert Words(PLAIN) == Words(list(PLAIN))
    assert hash(Words(PLAIN)) == hash(Words(list(PLAIN)))
    assert Words(PLAIN) != Words(PLAIN[:2])
    assert Words(SEEN) != Words(Word(w.start, w.end, w.box) for w in SEEN)
    assert Words(PLAIN) != PLAIN
    with pytest.raises(IndexError):
        Words(PLAIN)[3]
    with pytest.raises(ValueError):
        Words(PLAIN)[::2]


@pytest.mark.parametrize(
    "start, end, box",
    [
        (0, 4, (10.25, 20.5, 30.0, 32.02)),
        (3, 6, (10.25, 19.5, 60.75, 32.02)),
        (6, 7, (34.0, 19.5, 60.75, 31.0)),
        (0, 99, (10.0, 19.5, 60.75, 52.0)),
        (10, 12, None),  # between two words
        (4, 5, None),
        (14, 20, None),
        (7, 7, (34.0, 19.5, 60.75, 31.0)),  # a place inside a word
        (10, 10, None),
    ],
)
def test_the_box_over_a_stretch_of_text(start: int, end: int, box: Box | None) -> None:
    touched = [w for w in PLAIN if w.start < end and w.end > start]
    assert list(Words(PLAIN).between(start, end)) == touched
    assert Words(PLAIN).over(start, end) == box


def test_no_words_no_box() -> None:
    assert Words().over(0, 100) is None
    assert (Words().end, Words(PLAIN).end) == (0, 14)


@pytest.mark.parametrize(
    "spans",
    [[(-1, 2)], [(3, 2)], [(0, 4), (3, 6)], [(5, 6), (0, 4)]],
)
def test_words_follow_one_another(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError):
        Words(Word(start, end, (0.0, 0.0, 1.0, 1.0)) for start, end in spans)


@pytest.mark.parametrize(
    "value, kept",
    [
        (1.238, 1.23),
        (842.001, 842.0),
        (-3.0, -3.0),
        (math.nan, 0.0),
        (math.inf, 1e7),
        (-1e300, -1e7),
    ],
)
def test_a_box_may_lie_anywhere(value: float, kept: float) -> None:
    (word,) = Words.placed([(0, 1, (value, 0.0, 1.0, 1.0))])
    assert word.box == (kept, 0.0, 1.0, 1.0)


@pytest.mark.parametrize("size", [1, 200])
def test_what_is_shown_is_kept_as_it_is(size: int) -> None:
    """However often a box goes round, it stays where it was first seen."""
    first = Words.placed((i, i + 1, (i * size / 7, i / 3, i / 0.7, i * 1.01)) for i in range(500))
    assert Words(first) == Words(Words(first)) == first
    for i, word in enumerate(first):
        assert word.box == pytest.approx((i * size / 7, i / 3, i / 0.7, i * 1.01), abs=0.0129)


def test_an_a4_page_takes_twelve_bytes_a_word() -> None:
    words = Words.placed((i, i + 1, (0.0, 0.0, 595.3, 841.9)) for i in range(500))
    assert len(words.to_bytes()) == 500 * 12 + 1


def test_json_shows_words() -> None:
    page = Page(1, "Tổng số 12 hồ", "ocr", words=Words(SEEN))
    adapter = TypeAdapter(Page)
    shown = adapter.dump_json(page)
    assert b'{"start":0,"end":4,"box":[1.0,2.0,3.0,4.0],"confidence":0.87}' in shown
    assert adapter.validate_json(shown) == page
