"""Ruled tables on pictures drawn here, beside the cells that are found and what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import pytest

from extractor.images.picture import Picture, Pixels
from extractor.images.walls import tables, without
from extractor.models import Page, Word, Words
from extractor.ocr.engine import Seen
from extractor.ocr.grid import Ink, gridded
from extractor.ocr.grid_lost import heard_again, lost
from extractor.ocr.grid_read import SHAPE, read_cells
from extractor.ocr.grid_sheet import BETWEEN, alone, sheets
from extractor.ocr.page import read_page
from extractor.ocr.told import Told
from extractor.repair import repair
from extractor.repair.smudges import faint
from extractor.tables.values import value_of
from extractor.text import UNREAD

DPI = 300.0
XS, YS = (120, 500, 760, 1020, 1280), (150, 260, 370, 480, 590)
WIDE, HIGH = 1400, 800

Draw = Callable[[Pixels], None]
Line = tuple[int, int, int, int]


def paper() -> Pixels:
    return np.full((HIGH, WIDE), 255, np.uint8)


def ruled(
    xs: Sequence[int] = XS, ys: Sequence[int] = YS, *, gone: Sequence[Line] = (), lean: float = 0.0
) -> Pixels:
    """A table of these walls, less those in ``gone`` (x0, y0, x1, y1 of what is white)."""
    page = paper()
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, 3)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), 0, 3)
    for x0, y0, x1, y1 in gone:
        page[y0:y1, x0:x1] = 255
    if lean:
        turn = np.array([[1.0, 0.0, 0.0], [lean, 1.0, 0.0]])
        page = np.asarray(cv2.warpAffine(page, turn, (WIDE, HIGH), borderValue=255.0), np.uint8)
    return page


def write(page: Pixels, text: str, x: int, y: int) -> None:
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_COMPLEX, 1.3, 0, 3)


def printed(page: Pixels | None = None) -> Pixels:
    """The table with a word, figures, a dash, and one cell left blank in every body row."""
    page = ruled() if page is None else page
    for row in range(4):
        write(page, "Ho so", XS[0] + 40, YS[row] + 70)
        write(page, str(117 + row), XS[1] + 60, YS[row] + 70)
        cv2.line(page, (XS[2] + 110, YS[row] + 55), (XS[2] + 140, YS[row] + 55), 0, 4)
    return page


def shape(page: Pixels) -> list[tuple[int, int, list[tuple[int, int, int, int]]]]:
    """(rows, columns, rooms as (row, col, row_span, col_span)) of every table."""
    found = gridded(Picture(page, DPI, np.diag([0.24, 0.24, 1.0]), WIDE * 0.24, HIGH * 0.24))
    return [
        (g.rows, g.cols, [(r.row, r.col, r.row_span, r.col_span) for r in g.rooms])
        for g in (found.grids if found else ())
    ]


def broken(page: Pixels, *, share: float) -> None:
    """Takes so much of all ink away, in bits of a fifth of a millimetre."""
    rng = np.random.default_rng(7)
    holes = rng.random((HIGH // 6 + 1, WIDE // 6 + 1)) < share
    page[np.kron(holes, np.ones((6, 6), bool))[:HIGH, :WIDE]] = 255


def stamped(page: Pixels) -> None:
    cv2.circle(page, (700, 400), 190, 60, 6)
    cv2.ellipse(page, (900, 500), (240, 60), 20, 0, 340, 90, 4)


def faded(page: Pixels) -> None:
    page[:] = 255 - (255 - page) // 3


def pale(page: Pixels) -> None:
    page[:] = 255 - (255 - page) // 6


EVERY = [(row, col, 1, 1) for row in range(4) for col in range(4)]


@pytest.mark.parametrize(
    ("hurt", "lean"),
    [
        (lambda _: None, 0.0),
        (lambda _: None, 0.004),
        (lambda page: broken(page, share=0.25), 0.0),
        (stamped, 0.0),
        (faded, 0.0),
        (pale, 0.0),
    ],
    ids=["clean", "leaning", "broken", "stamped", "faded", "pale"],
)
def test_every_cell_is_found_whatever_happened_to_the_rules(hurt: Draw, lean: float) -> None:
    page = printed(ruled(lean=lean))
    hurt(page)
    assert shape(page) == [(4, 4, EVERY)]


def test_cells_without_a_wall_between_them_are_one() -> None:
    header = [
        (XS[2] - 2 + 5, YS[1] - 4, XS[2] - 2, YS[1]),
        (XS[2] - 4, YS[0] + 3, XS[2] + 5, YS[1] - 2),
    ]
    tall = (XS[0] + 3, YS[1] - 4, XS[1] - 2, YS[1] + 5)
    ((rows, cols, rooms),) = shape(ruled(gone=[*header, tall]))
    assert (rows, cols) == (4, 4)
    assert {(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)} <= set(rooms)


def test_print_that_stands_where_a_merged_cell_has_no_wall_makes_none() -> None:
    page = ruled(gone=[(XS[0] + 3, YS[1] - 4, XS[1] - 2, YS[1] + 5)])
    write(page, "Illlll lll", XS[0] + 30, YS[1] + 14)
    ((_, _, rooms),) = shape(page)
    assert (0, 0, 2, 1) in rooms


def test_two_tables_are_two_and_come_top_down() -> None:
    low = [y + 30 for y in (600, 680, 760)]
    page = np.minimum(ruled(ys=(100, 210, 320, 430)), ruled(xs=(200, 600, 1000), ys=low))
    assert [(rows, cols) for rows, cols, _ in shape(page)] == [(3, 4), (2, 2)]


def lines_of_text(page: Pixels) -> None:
    for y in range(100, 760, 62):
        write(page, "lI llH iTl EFl Hll THE Lll III lIl HHH EEE", 60, y)


def underlined(page: Pixels) -> None:
    for y in (120, 300, 520):
        write(page, "Cong hoa xa hoi", 300, y - 12)
        cv2.line(page, (300, y), (800, y), 0, 3)


def framed(page: Pixels) -> None:
    cv2.rectangle(page, (60, 60), (1340, 740), 0, 4)
    lines_of_text(page)


@pytest.mark.parametrize("draw", [lambda _: None, lines_of_text, underlined, framed, stamped])
def test_what_is_no_table_gives_none(draw: Draw) -> None:
    page = paper()
    draw(page)
    assert shape(page) == []


def test_rules_are_taken_out_and_print_is_left() -> None:
    page = printed()
    bare = without(page, tables(page, DPI))
    walls = (ruled() < 128) & (printed(paper()) > 128)
    assert (bare[walls] > 200).mean() > 0.99
    assert (bare[printed(paper()) < 128] < 128).mean() > 0.99


# ----------------------------------------------------------------------------- cells


def picture(page: Pixels) -> Picture:
    return Picture(page, DPI, np.diag([0.24, 0.24, 1.0]), WIDE * 0.24, HIGH * 0.24)


def test_cells_with_ink_are_those_with_print_specks_are_none() -> None:
    page = printed()
    for row in range(4):
        cv2.circle(page, (XS[3] + 60 + 30 * row, YS[row] + 40), 2, 0, -1)
    found = gridded(picture(page))
    assert found is not None
    columns = [sum(XS[c] < ink.box[0] < XS[c + 1] for ink in found.inks) for c in range(4)]
    assert columns == [4, 4, 4, 0]
    assert [ink.dash for ink in found.inks] == [False, False, True] * 4
    assert not any(ink.lines for ink in found.inks)


def test_words_read_on_a_sheet_come_back_to_their_cells() -> None:
    found = gridded(picture(printed()))
    assert found is not None
    (sheet,) = sheets(found.inks)
    assert sheet.picture.pixels.shape[1] > 4 * BETWEEN
    for cell in sheet.cells:
        height, width = cell.ink.pixels.shape
        seen = Seen("x", cell.left, cell.top, cell.left + width, cell.top + height, 1.0, 0, 0)
        words = sheet.words([seen])
        (mine,) = words[sheet.cells.index(cell)]
        assert (mine.left, mine.top) == cell.ink.box[:2]
        assert sum(map(len, words)) == 1


PITCH = 105
"""Pixels from row to row on a sheet of one line of print."""


def reader(**said: str) -> Callable[[Picture, str], list[Seen]]:
    """An engine that reads each cell of a sheet, in its order, as the words of its pass say."""

    def read(sheet: Picture, language: str) -> list[Seen]:
        ink = np.asarray(sheet.pixels < 200, np.uint8)
        joined = cv2.dilate(ink, np.ones((21, 61), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
        places = sorted(
            (round((t + h / 2) / PITCH), int(x), int(t), int(w), int(h))
            for x, t, w, h, _ in stats[1:]
        )
        words = said[language].split(" ")
        assert len(words) == len(places)
        return [
            Seen(word, x + 30, top + 10, x + wide - 30, top + high - 10, 0.9, n, 0)
            for n, (word, (_, x, top, wide, high)) in enumerate(zip(words, places, strict=True))
            if word != "_"
        ]

    return read


def one_column(*texts: str) -> Pixels:
    """A table of two columns and a row for each text, which stands in the second."""
    ys = [150 + 110 * n for n in range(len(texts) + 1)]
    page = ruled(xs=(120, 300, 620), ys=ys)
    for y, text in zip(ys, texts, strict=False):
        if text == "-":
            cv2.line(page, (450, y + 55), (480, y + 55), 0, 4)
        elif text:
            write(page, text, 400, y + 70)
    return page


def heard(page: Pixels, vie: str, eng: str, third: str | None = None) -> dict[str, list[Told]]:
    found = gridded(picture(page))
    assert found is not None
    look = None if third is None else ("line", lambda *_: (third, 0.9))
    told = read_cells(found, reader(vie=vie, eng=eng), look, {}, 0)
    by_text: dict[str, list[Told]] = {}
    for one in told:
        by_text.setdefault(one.word.text, []).append(one)
    return by_text


def test_a_cell_is_heard_as_a_whole() -> None:
    told = heard(one_column("117", "118", "", "118"), "117 11 _", "117 118 118", "118")
    assert {text: len(all_) for text, all_ in told.items()} == {"117": 1, "118": 2}
    (sure,), (mended,), (late,) = (told["117"][0].numbers, *(one.numbers for one in told["118"]))
    assert sure.seen == (("eng", "117"), ("vie", "117"))
    assert mended.seen == (("eng", "118"), ("line", "118"), ("vie", "11"))
    assert late.seen == (("eng", "118"), ("line", "118"), ("vie", ""))


def test_on_a_worn_page_the_scan_itself_is_heard_in_every_cell_of_numbers() -> None:
    found = gridded(picture(one_column("117", "Hoa", "54")))
    assert found is not None
    seen = iter(("117", "Hoa", "54"))
    places: dict[object, str] = {}

    def scan(*box: int) -> tuple[str, float]:
        return places.setdefault(box, next(seen, "")), 0.9

    told = read_cells(found, reader(vie="117 Hòa 4", eng="117 Hoa 4"), None, {}, 0, scan)
    by_text = {one.word.text: one for one in told}
    assert set(by_text) == {"117", "Hòa", "54"}
    assert by_text["117"].numbers[0].agreed == 3
    assert by_text["54"].numbers[0].seen == (("scan", "54"), ("eng", "4"), ("vie", "4"))
    assert not by_text["117"].borne


def test_a_number_is_a_number_although_a_pass_takes_it_for_a_word() -> None:
    told = heard(one_column("51", "52"), "lãi 52", "51 52", "51")
    assert set(told) == {"51", "52"}


def test_ink_that_nobody_reads_is_no_empty_cell() -> None:
    told = heard(one_column("117", "", "118"), "117 _", "117 _", "")
    assert set(told) == {"117", UNREAD}
    assert told[UNREAD][0].numbers[0].agreed == 0


def test_a_dash_is_told_by_its_form_and_by_those_who_see_one() -> None:
    told = heard(one_column("117", "-"), "117 —", "117 _")
    (number,) = told["-"][0].numbers
    assert number.seen == ((SHAPE, "-"), ("vie", "-"), ("eng", ""))


def page_of(vie: str, eng: str) -> Page:
    page = one_column("117", "118", "-")
    return read_page(
        picture(page), 1,
        read=lambda *_: [], block=reader(vie=vie, eng=eng), eye=lambda _: None,
    )  # fmt: skip


def test_cells_stand_in_the_pages_table_with_boxes_and_sights() -> None:
    page = page_of("117 118 -", "117 113 -")
    (table,) = page.tables
    shown = [page.text[cell.start : cell.end] for cell in table.cells]
    assert shown == ["", "117", "", "118", "", "-"]
    boxes = [cell.box for cell in table.cells if cell.col == 1]
    assert [box and round(box[1] / 0.24, -1) for box in boxes] == [150, 260, 370]
    sure = {page.text[sight.start : sight.end]: sight.sure for sight in page.sights}
    assert sure == {"117": True, "118": False, "-": True}


def test_letters_among_numbers_are_none_and_words_stay() -> None:
    page = one_column("117", "118", "119", "120", "xx")
    told = heard(page, "117 118 119 120 tP", "117 118 119 120 tt", "47")
    assert told["47"][0].numbers[0].seen == (("line", "47"), ("eng", "tt"), ("vie", "tP"))
    told = heard(page, "117 118 119 120 tP", "117 118 119 120 tt", "tP")
    assert told[UNREAD][0].numbers[0].agreed == 0
    told = heard(page, "117 118 119 120 xin", "117 118 119 120 xin", "xin")
    assert set(told) == {"117", "118", "119", "120", "xin"}
    told = heard(page, "117 118 119 120 Ì", "117 118 119 120 Ì", "i")
    assert told[UNREAD][0].numbers[0].agreed == 0


@pytest.mark.parametrize(
    ("vie", "eng", "seen"), [("117 _", "117 ab", "ab"), ("117 4%54", "117 _", "4%54")]
)
def test_what_one_pass_alone_sees_and_is_no_number_stays(vie: str, eng: str, seen: str) -> None:
    (doubted,) = heard(one_column("117", "54"), vie, eng)[UNREAD]
    assert seen in {print_ for _, print_ in doubted.numbers[0].seen}


def test_dirt_beside_a_number_is_no_part_of_it() -> None:
    told = heard(one_column("117", "(3)"), '"117 (3)', "117 (3)")
    assert set(told) == {"117", "(3)"}


def test_a_number_with_fewer_figures_than_its_ink_has_patches_is_in_doubt() -> None:
    told = heard(one_column("241", "117"), "24 117", "24 117", "241")
    (found,), (whole,) = (told[text][0].numbers for text in ("241", "117"))
    assert (found.odd, found.agreed, found.seen[0]) == (True, 1, ("line", "241"))
    assert not whole.odd
    told = heard(one_column("241", "117"), "24 117", "24 117", "2")
    assert told["24"][0].numbers[0].odd


@pytest.mark.parametrize("seen", ["11?", "11)", "11%", "11l"])
def test_a_sign_in_a_figures_place_is_a_figure_lost(seen: str) -> None:
    told = heard(one_column("118", "117"), f"{seen} 117", f"{seen} 117", "118")
    assert [one.numbers[0].odd for one in told.get("118", []) + told.get(seen, [])] == [True]
    assert not told["117"][0].numbers[0].odd


def test_a_roman_one_among_numbers_is_none() -> None:
    page = one_column("117", "118", "119", "I")
    told = heard(page, "117 118 119 I", "117 118 119 I", "1")
    assert told["1"][0].numbers[0].agreed == 1


def test_print_that_a_signature_ties_to_its_neighbours_is_still_in_its_cell() -> None:
    page = one_column("117", "118", "119")
    cv2.line(page, (410, 190), (470, 440), 0, 3)
    found = gridded(picture(page))
    assert found is not None
    assert len(found.inks) == 3


def test_what_nobody_could_read_is_doubtful_in_a_table() -> None:
    assert (len(UNREAD), value_of(UNREAD).sort) == (1, "doubtful")


@pytest.mark.parametrize(
    ("mean", "sure", "doubted"),
    [(0.97, 0.5, False), (0.97, 0.2, True), (0.8, 0.5, True), (0.8, 0.7, False)],
)
def test_a_name_wants_more_confidence_on_a_faded_page(
    mean: float, sure: float, doubted: bool
) -> None:
    text = "Hộ tịch " + "hồ sơ " * 20
    starts = [0, *range(8, 8 + 6 * 20, 6)]
    words = [Word(at, at + 2, (0, 0, 1, 1), mean) for at in starts[1:]]
    page = Page(1, text, "ocr", words=Words([Word(0, 2, (0, 0, 1, 1), sure), *words]))
    assert (bool(faint(repair(page))) and faint(repair(page))[0][0] == 0) is doubted


def test_ink_that_nobody_read_is_no_name() -> None:
    page = Page(1, "\ufffd hồ", "ocr", words=Words([Word(0, 1, (0, 0, 1, 1), 0.99)]))
    assert faint(repair(page)) == ((0, 1),)


def spans(page: Pixels) -> set[tuple[int, int, int]]:
    """(row, column, columns) of the cells that stand over several columns."""
    found = gridded(picture(page))
    assert found is not None
    (grid,) = found.grids
    return {(r.row, r.col, r.col_span) for r in grid.rooms if r.col_span > 1}


ROWS = (60, 170, 280, 390, 500, 610, 720)
HOLE = (755, 395, 766, 496)
"""Where a wall is missing in the fourth row."""


@pytest.mark.parametrize(
    ("gone", "texts", "expected"),
    [
        # A wall that is missing between two numbers is asked for.
        (HOLE, [("1.234", 560, 460), ("567", 840, 460)], set()),
        # Where no print says so it is not, nor where words go over both columns.
        (HOLE, [], {(3, 1, 2)}),
        (HOLE, [("HHHHHHHH", 640, 460)], {(3, 1, 2)}),
        # A heading over three columns: what stands under it is a letter's stroke.
        ((505, 63, 1275, 168), [("HHHHHHHHH", 660, 135)], {(0, 1, 3)}),
    ],
)
def test_print_denies_walls_and_asks_for_them(
    gone: Line, texts: list[tuple[str, int, int]], expected: set[tuple[int, int, int]]
) -> None:
    page = ruled(ys=ROWS, gone=[gone])
    for text in texts:
        write(page, *text)
    if gone is not HOLE:
        page[75:160, 759:762] = 0
    assert spans(page) == expected


def test_a_line_of_a_cell_that_was_passed_over_is_read_again() -> None:
    page = paper()
    write(page, "AB", 600, 220)
    write(page, "CD", 600, 290)
    corners = [(600, 190), (630, 190), (600, 260), (630, 260)]
    letters = np.array([(x, y, x + 25, y + 30, 400) for x, y in corners], np.int32)
    box = (595, 185, 660, 295)
    ink = Ink(box, page[179:301, 589:666], 30.0, True, False, 4, (0, 0), letters)
    sheet = alone(ink, 1.0)
    seen = [Seen("CD", 600, 260, 655, 290, 0.9, 1, 0)]
    assert lost(ink, seen) == (600, 190, 655, 220)
    assert lost(ink, [*seen, Seen("AB", 600, 190, 655, 220, 0.9, 0, 0)]) is None

    def whole(picture: Picture) -> list[Seen]:
        assert picture.height > sheet.picture.height
        height, width = picture.pixels.shape
        return [Seen("AB CD", 40, 40, width - 40, height - 40, 0.9, 0, 0)]

    assert [w.text for w in heard_again(sheet, [seen], whole)[0]] == ["AB CD"]
    assert heard_again(sheet, [seen], lambda _: [])[0] == seen


def first_column(*texts: str) -> Pixels:
    """A table whose rows count themselves in the first column; nothing else stands in it."""
    ys = [150 + 110 * n for n in range(len(texts) + 1)]
    page = ruled(xs=(120, 420, 620), ys=ys)
    for y, text in zip(ys, texts, strict=False):
        write(page, text, 220, y + 70)
    return page


@pytest.mark.parametrize(
    ("printed", "vie", "eng", "expected"),
    [
        (("117", "I", "2"), "117 I 2", "117 _ 2", ["117", "1", "2"]),
        (("117", "I", "2"), "117 I 2", "117 I 2", ["117", "1", "2"]),
        (("117", "I", "2"), "117 ị 2", "117 _ 2", ["117", "1", "2"]),
        (("117", "I", "1"), "117 _ 1", "117 I 1", ["117", "I", "1"]),
        (("10", "II", "12"), "10 II 12", "10 I1 12", ["10", "11", "12"]),
        # Rows counted anew below it: a group opens, whose numeral is none of its figures.
        (("117", "4", "II", "1"), "117 4 _ 1", "117 4 _ 1", ["117", "4", "II", "1"]),
        (("117", "4", "II", "1"), "117 4 11 1", "117 4 II 1", ["117", "4", "II", "1"]),
        (("10", "II", "1"), "10 _ 1", "10 II 1", ["10", "11", "1"]),
        # Nothing tells what it is: it is there, and in doubt.
        (("117", "I", "7"), "117 _ 7", "117 I 7", ["117", UNREAD, "7"]),
    ],
)
def test_strokes_are_what_the_rows_around_them_tell(
    printed: tuple[str, ...], vie: str, eng: str, expected: list[str]
) -> None:
    told = heard(first_column(*printed), vie, eng)
    assert set(told) == set(expected)


def test_the_point_in_a_rows_own_number_is_its_own() -> None:
    told = heard(first_column("117", "2.1", "2.2"), "117 21 2.2", "117 2.1 2.2", "2.1")
    assert set(told) == {"117", "2.1", "2.2"}
    counts = heard(one_column("117", "2.1", "118"), "117 21 118", "117 2.1 118", "2.1")
    assert set(counts) == {"117", "21", "118"}  # among counts it is a speck


def test_a_figure_that_one_pass_read_as_a_letter_is_sure_where_two_others_agree() -> None:
    told = heard(one_column("71", "117"), "7I 117", "71 117", "71")
    (number,) = told["71"][0].numbers
    assert (number.odd, number.agreed) == (False, 2)
    told = heard(one_column("78", "117"), "7S 117", "78 117", "78")
    assert told["78"][0].numbers[0].odd


def test_a_lone_figure_that_is_broken_is_cut_out_as_high_as_print() -> None:
    page = printed()
    write(page, "2", XS[3] + 60, YS[1] + 70)
    figure = page[YS[1] + 10 : YS[2] - 10, XS[3] + 40 : XS[3] + 110]
    rows = np.flatnonzero((figure < 128).any(axis=1))
    upper = (rows[0] + rows[-1]) // 2
    below = figure[upper:]
    below[below < 200] = 200  # what is left of it is fainter than ink
    found = gridded(Picture(page, DPI, np.eye(3), WIDE, HIGH))
    assert found is not None
    cell = next(ink for ink in found.inks if ink.box[0] > XS[3] and ink.box[1] > YS[1])
    top, bottom = cell.box[1] - YS[1] - 10, cell.box[3] - YS[1] - 10
    assert top <= rows[0]
    assert bottom >= rows[-1]
