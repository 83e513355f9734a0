"""What is done once for many pages or in a cheaper way: the same comes of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractor import pipeline
from extractor.images import ink, light, patches, skew
from extractor.images.opening import open_page
from extractor.images.picture import Picture, Pixels
from extractor.images.prepare import prepare
from extractor.intake import intake
from extractor.ocr import closer, kept, languages, scan
from extractor.second_look import wanted
from extractor.settings import Limits, Scanning, Settings
from tests.test_second_look import WANT, drawn, numbers, page

CHANCE = np.random.default_rng(7)
ENGINE = pytest.mark.skipif(bool(languages.missing()), reason="needs the engine's data")


def same(one: Picture, other: Picture) -> bool:
    return (
        np.array_equal(one.pixels, other.pixels)
        and np.array_equal(one.to_page, other.to_page)
        and (one.dpi, one.width, one.height) == (other.dpi, other.width, other.height)
        and one.steps == other.steps
    )


def test_a_picture_made_ready_comes_back_as_it_was(tmp_path: Path) -> None:
    made = prepare(open_page(drawn(tmp_path), 1))
    assert made.steps
    kept.keep(tmp_path, 1, made)
    again = kept.find(tmp_path, 1)
    assert again is not None
    assert same(again, made)
    assert kept.find(tmp_path, 2) is None
    kept.keep(tmp_path, kept.PAGES + 1, made)
    assert kept.find(tmp_path, kept.PAGES + 1) is None


@pytest.mark.parametrize(
    ("name", "body"),
    [("1.json", b"{}"), ("1.json", b"[1"), ("1.npy", b"\x93NUMPY"), ("1.npy", b"")],
)
def test_a_picture_that_is_not_whole_is_not_there(tmp_path: Path, name: str, body: bytes) -> None:
    kept.keep(tmp_path, 1, prepare(open_page(drawn(tmp_path), 1)))
    (tmp_path / name).write_bytes(body)
    assert kept.find(tmp_path, 1) is None


@ENGINE
def test_the_second_look_takes_the_picture_that_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = drawn(tmp_path)
    boxes = [box for _, box in wanted(numbers("1.465", "1.303", "152"), [page()]).values()]
    list(scan.read(source, Limits(), 1, False, Scanning(ready=str(tmp_path))))
    first = closer._kept(source, 1, boxes, None, None)
    monkeypatch.setattr(closer, "prepare", None)
    assert closer._kept(source, 1, boxes, None, tmp_path) == first
    assert [seen[0] for seen in first] == ["1.465", "1.303", "152"][: len(WANT)]


def test_pictures_are_kept_for_a_document_of_pictures_and_no_longer(tmp_path: Path) -> None:
    drawn(tmp_path)
    (tmp_path / "page.txt").write_text("Số: 1/BC-UBND", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("page.png", "page.txt")]
    image, text = intake(paths, Limits(), tmp_path)
    with pipeline._keeping_ready(image, Settings()) as settings:
        assert Path(settings.scans.ready).is_dir()
    assert not Path(settings.scans.ready).exists()
    never = Settings(scans=Scanning(mode="never"))
    for start, told in ((text, Settings()), (image, never)):
        with pipeline._keeping_ready(start, told) as settings:
            assert settings.scans.ready == ""


def coloured(height: int = 300, width: int = 520) -> Pixels:
    """White paper with black, grey and coloured strokes of all strengths."""
    paper = np.full((height, width, 3), 255, np.uint8)
    for _ in range(120):
        left, top = (int(CHANCE.integers(0, side)) for side in (width, height))
        paper[top : top + 9, left : left + 30] = CHANCE.integers(60, 255, 3)
    weak = CHANCE.integers(0, ink.COLOURED + 2, (height, 40, 3))
    paper[:, :40] = 255 - weak.astype(np.uint8)
    return paper


def test_tiles_without_colour_cost_nothing_and_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pixels = coloured()
    found = ink.inks(pixels)
    assert found
    quick = ink.without(pixels, found)
    assert (quick != ink.brightest(pixels)).any()

    def unequal(tile: Pixels) -> tuple[Pixels, Pixels]:
        """As if each tile had a pixel of the strongest colour, wherever it is only looked at."""
        high, low = extremes(tile)
        if tile.base is pixels:
            low = low.copy()
            high[0, 0], low[0, 0] = 255, 0
        return high, low

    extremes = ink._extremes
    monkeypatch.setattr(ink, "_extremes", unequal)
    slow = ink.without(pixels, found)
    corners = np.zeros(slow.shape, bool)
    corners[:: ink.TILE, :: ink.TILE] = True
    assert np.array_equal(quick[~corners], slow[~corners])


def test_light_is_divided_out_at_once_or_colour_by_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = coloured(900, 640)
    paper = light.light(pixels, 150.0)
    whole = light.evenly_lit(pixels, paper)
    monkeypatch.setattr(light, "SMALL", 0)
    assert np.array_equal(light.evenly_lit(pixels, paper), whole)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.9])
def test_patches_are_numbered_as_ever(share: float) -> None:
    inked = np.asarray(CHANCE.random((211, 303)) < share, np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    mine = patches.patches(inked)
    assert np.array_equal(mine[0], labels)
    assert np.array_equal(mine[1], stats)


@pytest.mark.parametrize("strong", [0.02, 0.08, 0.095, 0.3])
def test_the_weakest_edge_is_the_tenth_or_one_of_forty(strong: float) -> None:
    page = np.full((400, 400), 255, np.uint8)
    page[CHANCE.random(page.shape) < strong] = 0
    smooth = cv2.GaussianBlur(page, (3, 3), 0).astype(np.float32)
    down, across = (np.abs(cv2.Sobel(smooth, cv2.CV_32F, x, 1 - x)) for x in (0, 1))
    strength = np.where(across < down, down, 0)
    floor = max(40.0, float(np.percentile(strength, 90)))
    _, _, weight = skew._edges(page)
    assert len(weight) == np.count_nonzero(strength > floor)
    assert weight.max() <= 4 * floor


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_openers_of_images_are_there_before_a_child_is_made() -> None:
    code = (
        "import sys, extractor.ocr.scan; from extractor.ocr import page, prints; page.warm(); "
        "print({'PIL.TiffImagePlugin', 'PIL.WebPImagePlugin', 'numpy.ma'} <= set(sys.modules),"
        " prints.prints.cache_info().currsize)"
    )
    assert run(code) == "True 1"


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux")
def test_memory_that_was_given_back_is_not_taken_from_the_system_again() -> None:
    code = (
        "import resource; from extractor.memory import roomy\n"
        "def faults(): return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "{}\n"
        "def take(): a = bytes(b'x') * (24 << 20); del a\n"
        "take(); before = faults(); take(); take(); print(faults() - before)"
    )
    usual, roomy = (int(run(code.format(call))) for call in ("None", "roomy()"))
    assert roomy < usual / 10


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux")
def test_memory_is_given_back_before_a_large_picture() -> None:
    code = (
        "from extractor.memory import frugal, roomy\n"
        "import numpy as np\n"
        "def held(): return int(open('/proc/self/statm').read().split()[1]) // 256\n"
        "roomy(); kept = [np.ones(8 << 20, np.uint8) for _ in range(12)]; del kept\n"
        "before = held(); frugal(); print(before, held())\n"
    )
    before, after = map(int, run(code).split())
    assert after < before - 60
