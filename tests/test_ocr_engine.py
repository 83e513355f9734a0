"""The engine: what it says is taken apart rightly, and the line reads pages through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from extractor.images.picture import Picture
from extractor.models import (
    Box,
    Cell,
    Page,
    ReadResult,
    Report,
    Sight,
    Step,
    Table,
    Word,
    Words,
)
from extractor.ocr import engine, languages
from extractor.ocr.engine import Seen
from extractor.ocr.ghosts import without_ghosts
from extractor.ocr.joined import joined
from extractor.ocr.ready import ready
from extractor.pipeline import read_document
from extractor.settings import Limits, Scanning, Settings
from extractor.stages import Stage
from tests.makers.pdf import PageBreak, render

TSV = "\n".join(
    "\t".join(row)
    for row in [
        ("1", "1", "0", "0", "0", "0", "0", "0", "900", "900", "-1", ""),
        ("4", "1", "1", "1", "1", "0", "10", "10", "300", "30", "-1", ""),
        ("5", "1", "1", "1", "1", "1", "10", "12", "60", "28", "96.5", "Tổng"),
        ("5", "1", "1", "1", "1", "2", "80", "12", "40", "28", "0", "1.465"),
        ("5", "1", "1", "1", "2", "1", "10", "52", "40", "28", "91", 'a"b'),
        ("5", "1", "2", "1", "1", "1", "10", "92", "40", "28", "95", " "),
        ("5", "1", "2", "1", "1", "2", "60", "92", "40", "28", "-1", "12"),
        ("5", "1", "2"),
    ]
)


def test_a_row_is_a_word_with_its_line_and_block() -> None:
    assert engine._words(TSV) == [
        Seen("Tổng", 10, 12, 70, 40, 0.965, 1, 1),
        Seen("1.465", 80, 12, 120, 40, 0.0, 1, 1),
        Seen('a"b', 10, 52, 50, 80, 0.91, 2, 1),
        Seen("12", 60, 92, 100, 120, 0.0, 3, 2),
    ]


def line(number: int, top: int, height: int, *words: tuple[str, int, int, float]) -> list[Seen]:
    return [Seen(t, x, top, x + w, top + height, sure, number, 1) for t, x, w, sure in words]


BODY = line(2, 100, 40, ("Tổng", 0, 90, 0.9), ("hồ", 100, 50, 0.9), ("sơ", 160, 50, 0.9))


@pytest.mark.parametrize(
    ("above", "left"),
    [
        # a line of marks over the words they belong to
        (line(1, 88, 20, ("À", 40, 15, 0.5), ("ˆ", 115, 15, 0.9), ("'", 170, 9, 0.2)), 0),
        # the same far above them, or read with confidence, or as high as they are
        (line(1, 20, 20, ("À", 40, 15, 0.5), ("ê", 115, 15, 0.9), ("v", 170, 9, 0.2)), 3),
        (line(1, 88, 20, ("a", 40, 15, 0.9), ("b", 115, 15, 0.9), ("c", 170, 9, 0.9)), 3),
        (line(1, 88, 40, ("À", 40, 15, 0.5), ("A", 115, 15, 0.9), ("x", 170, 9, 0.2)), 3),
        # nothing with a digit is dropped
        (line(1, 88, 20, ("À", 40, 15, 0.5), ("1", 115, 15, 0.2), ("x", 170, 9, 0.2)), 3),
        # a lone mark, a speck, the end of a rule; a hyphen and a blank to be filled stay
        (line(1, 88, 20, ("`", 40, 15, 0.95), ("Tổng", 300, 90, 0.9)), 1),
        (line(1, 20, 20, (".", 40, 5, 0.3), ("_", 100, 60, 0.5), ("Tổng", 300, 90, 0.9)), 1),
        # the shadow of an edge beside two lines; a title in large type stays
        (line(1, 60, 200, ("an", 0, 15, 0.4)), 0),
        (line(1, 60, 200, ("an", 0, 150, 0.4)), 1),
        (line(1, 20, 20, ("-", 40, 5, 0.3), ("....", 100, 60, 0.3)), 2),
    ],
)
def test_what_is_no_word_is_dropped(above: list[Seen], left: int) -> None:
    kept = without_ghosts([*above, *BODY])
    assert kept[-3:] == BODY
    assert len(kept) - 3 == left


def test_nothing_seen_is_nothing() -> None:
    assert without_ghosts([]) == []


@pytest.fixture
def nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(languages, "_standard", lambda: iter(()))
    languages.folder.cache_clear()
    yield tmp_path
    languages.folder.cache_clear()


def test_missing_data_are_named(nowhere_else: Path) -> None:
    assert languages.missing() == ("vie", "eng")
    languages.folder.cache_clear()
    (nowhere_else / "eng.traineddata").write_bytes(b"x")
    assert languages.missing() == ("vie",)
    languages.folder.cache_clear()
    (nowhere_else / "vie.traineddata").write_bytes(b"x")
    assert languages.missing() == ()
    assert languages.folder() == nowhere_else


def test_a_missing_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "ENGINE", "no_such_package_of_that_name")
    assert languages.missing() == ("no_such_package_of_that_name",)


# ----------------------------------------------------------------- pictures made ready

SHEET = Picture(np.full((60, 40), 255, np.uint8), 300, np.eye(3), 40, 60)


def words(count: int, sure: float) -> list[Seen]:
    return [Seen("hồ", 0, 10 * n, 9, 10 * n + 9, sure, n, 1) for n in range(count)]


@pytest.mark.parametrize(
    ("first", "second", "degrees", "turned"),
    [
        (words(50, 0.95), words(50, 0.99), 180, False),  # it makes sense: nobody is asked
        (words(50, 0.4), words(50, 0.95), 90, True),
        (words(50, 0.4), words(50, 0.3), 90, False),  # the engine was wrong
        (words(50, 0.4), words(50, 0.95), 0, True),  # upside down is what remains
        (words(50, 0.4), words(50, 0.95), None, True),
        (words(50, 0.4), words(50, 0.39), None, False),
        (words(3, 0.4), words(50, 0.95), 90, False),
        ([], words(50, 0.95), 90, False),
    ],
)
def test_a_page_of_noise_is_turned_if_it_then_makes_sense(
    first: list[Seen], second: list[Seen], degrees: int | None, turned: bool
) -> None:
    told = iter([first, second])
    picture, seen = ready(SHEET, lambda *_: next(told), lambda _: degrees)
    assert seen == (second if turned else first)
    assert any(step.name == "turned" for step in picture.steps) is turned
    assert (picture.pixels.shape == (40, 60)) is (turned and degrees == 90)


@pytest.mark.parametrize(
    ("ruled", "upright", "over", "turned"),
    [(0.38, 0.75, 0.9, False), (0.35, 0.42, 0.76, True), (0.38, 0.42, 0.39, False)],
)
def test_a_page_of_tables_is_judged_without_its_rules(
    ruled: float, upright: float, over: float, turned: bool
) -> None:
    told = iter([words(50, ruled), words(50, upright), words(50, over)])
    plain = replace(SHEET, pixels=SHEET.pixels.copy())
    found, seen = ready(SHEET, lambda *_: next(told), lambda _: None, bare=lambda _: plain)
    assert any(step.name == "turned" for step in found.steps) is turned
    assert seen[0].confidence == (over if turned else upright)


def test_two_pages_of_one_picture_become_one_with_all_its_places() -> None:
    def side(text: str, x: float) -> Page:
        cell = Cell(0, 0, 1, 1, 0, 2)
        return Page(
            1, text, "ocr", 800, 600,
            words=Words([Word(0, 2, (x, 10, x + 20, 20), 0.9), Word(3, 5, (x, 30, x + 20, 40))]),
            tables=(Table(1, 1, (cell,), 0, 2),),
            sights=(Sight(3, 5, (("vie", text[3:5]),), 0.9, True),),
            steps=(Step("parted", x),),
        )  # fmt: skip

    page = joined(side("số 12", 10), side("kỳ 34", 410))
    assert page.text == "số 12\nkỳ 34"
    assert [page.text[w.start : w.end] for w in page.words] == ["số", "12", "kỳ", "34"]
    assert [page.text[s.start : s.end] for s in page.sights] == ["12", "34"]
    assert [page.text[c.start : c.end] for t in page.tables for c in t.cells] == ["số", "kỳ"]
    assert [step.measure for step in page.steps] == [10, 410]
    assert page.words.over(6, 8) == (410, 10, 430, 20)


# --------------------------------------------------------------------- with the engine

TEXT = """ỦY BAN NHÂN DÂN
HUYỆN TÂN AN
Số: 318/BC-UBND

BÁO CÁO
Kết quả giải quyết thủ tục hành chính quý I năm 2024

Tổng số hồ sơ tiếp nhận: 1.465 hồ sơ, trong đó tiếp nhận mới 1.303 hồ sơ, kỳ trước
chuyển sang 162 hồ sơ. Đã giải quyết 1.196 hồ sơ, trong đó trước hạn 1.127 hồ sơ,
đúng hạn 66 hồ sơ, quá hạn 03 hồ sơ. Đang giải quyết 269 hồ sơ."""
NEXT = "Đang giải quyết 269 hồ sơ, trong đó trong hạn 262 hồ sơ, quá hạn 07 hồ sơ."
HOW = Settings(limits=Limits(seconds=60, page_seconds=120))


def read(path: Path, settings: Settings = HOW) -> tuple[Report, tuple[Page, ...]]:
    from extractor.intake import intake

    pages: list[Page] = []

    def keep(value: Stage) -> Stage:
        if isinstance(value, ReadResult):
            pages.extend(value.pages)
        return value

    (arrival,) = intake([str(path)], settings.limits, path.parent)
    return read_document(arrival, settings, keep=keep), tuple(pages)


def figures(report: Report) -> dict[str, str]:
    return {figure.metric: figure.printed for figure in report.figures}


def scanned(pdf: Path, out: Path, blank: Box | None = None, pen: str = "") -> Path:
    """A PDF of the pages' pictures alone, at 200 dpi; in a blank of the first a hand may write."""
    import pypdfium2

    document, scale = pypdfium2.PdfDocument(pdf), 200 / 72
    shots = [document[i].render(scale=scale).to_pil().convert("RGB") for i in range(2)]
    if blank is not None:
        left, top, right, bottom = (round(side * scale) for side in blank)
        sheet = np.array(shots[0])
        sheet[top - 4 : bottom + 5, left - 3 : right + 4] = 255
        face = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX
        cv2.putText(sheet, pen, (left + 12, bottom - 6), face, 1.1, (30, 50, 190), 3)
        shots[0] = Image.fromarray(sheet)
    shots[0].save(out, save_all=True, append_images=shots[1:], resolution=200)
    document.close()
    return out


needs_data = pytest.mark.skipif(bool(languages.missing()), reason="language data are missing")


@pytest.mark.slow
@needs_data
@pytest.mark.parametrize("suffix", ["pdf", "tif"])
def test_a_scan_gives_the_figures_of_the_text_at_their_places(suffix: str, tmp_path: Path) -> None:
    digital = render(tmp_path / "digital.pdf", [TEXT, PageBreak(), NEXT])
    expected, (before, _) = read(digital)
    report, pages = read(scanned(digital, tmp_path / f"scan.{suffix}"))
    assert len(figures(expected)) > 7
    assert figures(report) == figures(expected)
    assert report.document.number == expected.document.number == "318/BC-UBND"
    assert [r.reader for r in report.source.readings] == ["ocr", "ocr"]
    assert (report.source.status, report.source.problems) == ("ok", ())
    for number in ("1.465", "1.196"):
        wanted = before.words.over(*span(before, number))
        found = pages[0].words.over(*span(pages[0], number))
        assert wanted is not None
        assert found == pytest.approx(wanted, abs=6)
    assert all(word.confidence is not None for word in pages[0].words)


@pytest.mark.slow
@needs_data
@pytest.mark.parametrize("pen", ["", "57", "208"])
def test_a_blank_is_read_or_in_doubt_where_a_hand_filled_it(pen: str, tmp_path: Path) -> None:
    printed = TEXT.replace("318/BC-UBND", "8888888 /BC-UBND")
    digital = render(tmp_path / "digital.pdf", [printed, PageBreak(), NEXT])
    report, (before, _) = read(digital)
    assert (report.document.number, report.document.readings) == ("8888888/BC-UBND", {})
    blank = before.words.over(*span(before, "8888888"))
    assert blank is not None
    report, _ = read(scanned(digital, tmp_path / "scan.pdf", blank, pen))
    number, told = report.document.number, report.document.readings["number"]
    if not pen:
        assert (number, told.status) == (None, "read")
    else:
        assert told.status == "unresolved" or number == f"{pen}/BC-UBND"
        assert told.bbox is not None
        assert told.bbox[0] < blank[0] < blank[2] < told.bbox[2]


def span(page: Page, text: str) -> tuple[int, int]:
    at = page.text.index(text)
    return at, at + len(text)


@pytest.mark.slow
@needs_data
def test_a_layer_under_the_image_is_one_more_reading_and_stages_can_be_seen(tmp_path: Path) -> None:
    digital = render(tmp_path / "digital.pdf", [TEXT, PageBreak(), NEXT])
    shown = tmp_path / "shown"
    how = HOW.model_copy(update={"scans": Scanning(mode="always", pictures=str(shown))})
    report, pages = read(digital, how)
    assert {page.reader for page in pages} == {"ocr"}
    assert figures(report) == figures(read(digital)[0])
    assert min(shown.iterdir()).name.endswith(".01-opened.png")
    assert any(".p0002." in p.name for p in shown.iterdir())
