"""The score of scans: what stands where, by place and by order, and what was wrong in silence."""

from __future__ import annotations

import pytest

from extractor.evaluate.gold import Gold, GoldFigure
from extractor.evaluate.scans.place import Found, find_cells, find_numbers, prose
from extractor.evaluate.scans.score import ScanScore, by_level, score_pages, score_report
from extractor.evaluate.scans.truth import Printed, TrueCell, Truth
from extractor.evaluate.snippets import read_line
from extractor.models import Box, Cell, Page, Sight, Table, Word, Words

LEFT, MIDDLE, RIGHT = (10.0, 10.0, 40.0, 20.0), (50.0, 10.0, 80.0, 20.0), (90.0, 10.0, 120.0, 20.0)


def page(*words: tuple[str, Box], sights: tuple[Sight, ...] = (), width: float = 200.0) -> Page:
    """A page of words, a blank between them."""
    placed, text = [], ""
    for word, box in words:
        placed.append(Word(len(text), len(text) + len(word), box))
        text += word + " "
    return Page(1, text, "ocr", width, width, Words(placed), sights=sights)


def truth(*numbers: tuple[str, Box]) -> Truth:
    return Truth(200.0, 200.0, words=tuple(Printed(text, box) for text, box in numbers))


@pytest.mark.parametrize(
    ("printed", "read", "found"),
    [
        pytest.param([("15", LEFT)], [("15", LEFT)], ["15"], id="exact"),
        pytest.param([("15", LEFT)], [("16", LEFT)], ["16"], id="swapped"),
        pytest.param([("15", LEFT), ("12", RIGHT)], [("12", LEFT), ("15", RIGHT)], ["12", "15"],
                     id="values that stand in each other's place"),
        pytest.param([("15", LEFT)], [("15", RIGHT)], [""], id="right value elsewhere"),
        pytest.param([("15", LEFT)], [], [""], id="dropped"),
        pytest.param([("1.465", LEFT)], [("1.", (10, 10, 18, 20)), ("465", (20, 10, 40, 20))],
                     ["1 465"], id="broken"),
        pytest.param([("3", (10, 10, 15, 20)), ("15", (20, 10, 30, 20))],
                     [("3/15", (10, 10, 30, 20))], ["3", "15"], id="ratio in one word"),
        pytest.param([("3", (10, 10, 15, 20)), ("15", (20, 10, 30, 20))],
                     [("8/15)", (10, 10, 31, 20))], ["8", "15"], id="ratio, one swapped"),
        pytest.param([("15", LEFT), ("12", MIDDLE)], [("1512", (10, 10, 80, 20))], ["", "1512"],
                     id="glued: one of them is read, wrong"),
        pytest.param([("15", LEFT)], [("ky15", (0, 10, 40, 20))], ["15"], id="glued to a word"),
        pytest.param([("15", LEFT)], [("l5", LEFT)], ["5"], id="a digit become a letter"),
    ],
)  # fmt: skip
def test_numbers_are_found_by_place_and_order(
    printed: list[tuple[str, Box]], read: list[tuple[str, Box]], found: list[str]
) -> None:
    got = find_numbers(truth(*printed), page(*read))
    if found == ["", "1512"]:
        assert sorted(f.read for f in got) == found
    else:
        assert [f.read for f in got] == found


def test_boxes_are_those_of_the_page_the_reader_saw() -> None:
    (found,) = find_numbers(truth(("15", LEFT)), page(("15", (20, 20, 80, 40)), width=400.0))
    assert found.exact


@pytest.mark.parametrize(
    ("read", "seen", "sure", "exact", "known", "silent"),
    [
        ("15", ("15", "15"), True, True, True, 0),
        ("16", ("16", "15"), False, False, True, 0),
        ("16", ("16", "18"), False, False, False, 0),
        ("16", ("16", "15"), True, False, False, 1),
        ("15", ("15", "16"), False, True, True, 0),
    ],
)
def test_a_doubt_counts_when_the_truth_was_seen(
    read: str, seen: tuple[str, str], sure: bool, exact: bool, known: bool, silent: int
) -> None:
    sight = Sight(0, 2, (("vie", seen[0]), ("eng", seen[1])), 0.5, sure)
    true = truth(("15", LEFT))
    (found,) = find_numbers(true, page((read, LEFT), sights=(sight,)))
    assert (found.exact, found.known) == (exact, known)
    assert score_pages([true], [page((read, LEFT), sights=(sight,))]).numbers.silent == silent


def test_what_nobody_read_is_missed_but_not_silent() -> None:
    score = score_pages([truth(("15", LEFT))], [])
    assert (score.numbers.exact.right, score.numbers.exact.of, score.numbers.silent) == (0, 1, 0)


def cell(text: str, box: Box, col: int = 0, header: bool = False) -> TrueCell:
    return TrueCell(0, 0, col, 1, 1, text, box, header)


def test_cells_are_read_by_a_table_or_else_by_words() -> None:
    true = Truth(200.0, 200.0, cells=(cell("15", LEFT), cell("12", RIGHT, 1), cell("(1)", MIDDLE)))
    plain = page(("15", (20, 12, 30, 18)), ("12", (100, 12, 110, 18)))
    assert [f.exact for f in find_cells(true, plain)] == [True, True]
    cells = (Cell(0, 0, 1, 1, 0, 2, LEFT), Cell(0, 1, 1, 1, 0, 2, RIGHT))
    ruled = Page(1, plain.text, "ocr", 200, 200, plain.words, (Table(1, 2, cells, 0, 5),))
    assert [f.read for f in find_cells(true, ruled)] == ["15", "15"]


def test_lines_side_by_side_may_be_read_in_either_order_and_tables_are_left_out() -> None:
    true = Truth(
        200.0,
        200.0,
        lines=(Printed("a b", LEFT), Printed("c", RIGHT), Printed("9", (10, 50, 20, 60))),
        cells=(cell("9", (5, 45, 30, 65)),),
    )
    read = page(("c", RIGHT), ("a", (10, 10, 20, 20)), ("b", (30, 10, 40, 20)),
                ("8", (10, 50, 20, 60)))  # fmt: skip
    assert prose(true, read) == ("c a b", "c a b")


def test_silent_errors_are_the_scans_own() -> None:
    gold = Gold(figures=(GoldFigure(level="whole", metric="resolved.total", value=354),))
    right, wrong = read_line("Đã giải quyết 354 hồ sơ."), read_line("Đã giải quyết 364 hồ sơ.")
    silent = []
    for from_scan, from_text in ((wrong, right), (right, right), (wrong, wrong)):
        score = ScanScore()
        score_report(score, from_scan, gold, from_text)
        silent.append((score.silent, score.figures.silent))
    assert silent == [(1, 1), (0, 0), (0, 1)]


def test_scores_add_up_by_level() -> None:
    true, read = truth(("15", LEFT)), page(("15", LEFT))
    scored = [("L0", score_pages([true], [read])), ("L1", score_pages([true], []))]
    total = by_level([*scored, ("L0", score_pages([true], []))])
    assert {name: (s.pages, s.numbers.exact.right) for name, s in total.items()} == {
        "L0": (2, 1),
        "L1": (1, 0),
    }


def test_a_number_among_what_was_seen_is_known() -> None:
    sight = Sight(0, 2, (("vie", "16%"), ("eng", "15%")), 0.5, sure=False)
    assert Found("15", "16", (sight,)).known
