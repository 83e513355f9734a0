"""Made scans: the same seed gives the same pixels, and the truth stands where the ink is."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from extractor.evaluate.gold import cases
from extractor.evaluate.scans.damage import LEVELS
from extractor.evaluate.scans.make import Scan, scans
from extractor.evaluate.scans.manuscript import Grid, Prose, joined, manuscript
from extractor.evaluate.scans.sets import Drawn, choose, drawn, load_sets
from extractor.evaluate.scans.truth import NUMBER

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
PROSE, TABLE = "u27-thanh-pho-my-tho-ty-le-ngoac", "u20-hai-lang-phu-luc"


@cache
def document(name: str) -> Drawn:
    case = next(c for c in cases(CORPUS) if c.name == name and not c.garbled)
    found = drawn(case, load_sets(CORPUS)["tuned"])
    assert found is not None
    return found


@cache
def pages(name: str, level: str) -> list[Scan]:
    return scans(document(name), LEVELS[level])


def print_of(made: list[Scan]) -> str:
    return hashlib.sha256(b"".join(page.pixels.tobytes() for page in made)).hexdigest()


@pytest.mark.parametrize("level", ["L2", "L4"])
def test_another_process_makes_the_same_pixels(level: str) -> None:
    code = f"import tests.test_scans_made as t; print(t.print_of(t.pages({PROSE!r}, {level!r})))"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == print_of(pages(PROSE, level))


def test_levels_documents_and_seeds_differ() -> None:
    made = [pages(PROSE, "L2"), pages(PROSE, "L3"), pages(TABLE, "L2")]
    assert len({print_of(one) for one in made}) == 3


def dark(page: Scan, box: tuple[float, float, float, float]) -> float:
    """How much darker than the page at large the middle of a box is."""
    left, top, right, bottom = (round(v * page.dpi / 72) for v in box)
    inside = page.pixels[top:bottom, left:right].min(axis=(0, 1)).mean()
    return float(np.median(page.pixels) - inside)


@pytest.mark.parametrize(("name", "level"), [*((PROSE, level) for level in LEVELS), (TABLE, "L1")])
def test_every_number_has_ink_where_the_truth_says(name: str, level: str) -> None:
    for page in pages(name, level):
        places = [(word.text, word.box) for word in page.truth.words]
        places += [(cell.text, cell.box) for cell in page.truth.cells if cell.number]
        assert [text for text, box in places if dark(page, box) < 40] == []


def test_the_truth_holds_the_document_and_every_number_of_it_once() -> None:
    truths = [page.truth for page in pages(PROSE, "L0")]
    source = [p.text for p in document(PROSE).parts if isinstance(p, Prose)]
    text = " ".join(truth.text for truth in truths)
    page_numbers = [str(number) for number in range(2, len(truths) + 1)]
    assert "".join(sorted(text)).split() == "".join(sorted("".join(source + page_numbers))).split()
    numbers = [w.text for truth in truths for w in truth.words]
    assert sorted(numbers) == sorted(NUMBER.findall(text))


def test_the_cells_of_a_table_are_those_of_its_source() -> None:
    grid = next(part for part in document(TABLE).parts if isinstance(part, Grid))
    cells = [c for page in pages(TABLE, "L1") for c in page.truth.cells]
    got = [(c.row, c.col, c.row_span, c.col_span, c.text) for c in cells]
    want = [(r, c, d - r + 1, e - c + 1, text) for r, c, d, e, text in grid.cells()]
    assert got == want


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["Trong kỳ tiếp nhận được", "12 hồ sơ."], ["Trong kỳ tiếp nhận được 12 hồ sơ."]),
        (["Đã giải quyết 12 hồ sơ;", "còn 3 hồ sơ"], ["Đã giải quyết 12 hồ sơ;", "còn 3 hồ sơ"]),
        (["Kết quả của huyện năm", "- Cấp xã 12"], ["Kết quả của huyện năm", "- Cấp xã 12"]),
    ],
)  # fmt: skip
def test_broken_lines_are_joined(lines: list[str], paragraphs: list[str]) -> None:
    assert joined(lines) == paragraphs


def test_the_sets_share_nothing_and_are_large_enough() -> None:
    sets = load_sets(CORPUS)
    tuned, measured = sets["tuned"], sets["measured"]
    assert not set(tuned.folders) & set(measured.folders)
    assert not set(tuned.faces) & set(measured.faces)
    assert tuned.seed != measured.seed
    for one in (tuned, measured):
        truths = [s.truth() for d in choose(CORPUS, one) for s in d.sheets()]
        assert sum(len(t.words) for t in truths) >= 400
        assert sum(c.number for t in truths for c in t.cells) >= 150


def test_a_workbook_is_no_manuscript() -> None:
    case = next(c for c in cases(CORPUS) if c.name.startswith("u10") and not c.garbled)
    assert manuscript(case) == ()
