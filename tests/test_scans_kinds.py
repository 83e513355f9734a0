"""The odd shapes scans come in: the truth goes with the pixels, and files hold what they should."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pdfplumber
import pytest
from PIL import Image

from extractor.errors import MissingToolError
from extractor.evaluate.scans import fonts
from extractor.evaluate.scans.files import write_tiff
from extractor.evaluate.scans.layers import bare, write_mixed, write_stamp_layer, write_wrong_layer
from extractor.evaluate.scans.make import Scan
from extractor.evaluate.scans.shapes import side_by_side, turned
from tests.test_scans_made import PROSE, TABLE, dark, document, pages


def pale(page: Scan) -> list[str]:
    places = [(word.text, word.box) for word in page.truth.words]
    places += [(cell.text, cell.box) for cell in page.truth.cells if cell.number]
    return [text for text, box in places if dark(page, box) < 40]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_the_truth_turns_with_the_page(degrees: int) -> None:
    page = pages(PROSE, "L1")[0]
    there = turned(page, degrees)
    assert pale(there) == []
    assert np.array_equal(turned(there, 360 - degrees).pixels, page.pixels)


def test_two_pages_on_one_glass() -> None:
    first, second = pages(PROSE, "L1")[0], pages(TABLE, "L1")[0]
    both = side_by_side([first, second, first])
    assert [pale(page) for page in both] == [[], []]
    assert both[0].truth.text.split("\n") == (first.truth.text + "\n" + second.truth.text).split(
        "\n"
    )
    assert both[1] is first


def test_a_tiff_has_every_page(tmp_path: Path) -> None:
    made = write_tiff(pages(TABLE, "L1"), tmp_path / "scan")
    with Image.open(made.file) as image:
        assert getattr(image, "n_frames", 1) == len(made.truths) == 2


def test_layers_say_less_or_other_than_the_page(tmp_path: Path) -> None:
    scans = pages(TABLE, "L1")
    stamp = write_stamp_layer(document(TABLE), scans, tmp_path / "stamp")
    wrong = write_wrong_layer(document(TABLE), scans, tmp_path / "wrong")
    with pdfplumber.open(stamp.file) as pdf:
        first, second = [page.extract_text() for page in pdf.pages]
    assert 0 < len(first) < 100
    assert second == ""
    with pdfplumber.open(wrong.file) as pdf:
        text = pdf.pages[0].extract_text()
    assert sorted(text.split()) == sorted(bare(scans[0].truth.text).split())
    assert text.isascii()


def test_a_mixed_file_has_its_first_page_from_the_word_processor(tmp_path: Path) -> None:
    made = write_mixed(document(TABLE), pages(TABLE, "L1"), tmp_path / "mixed")
    with pdfplumber.open(made.file) as pdf:
        first, second = pdf.pages
        assert sorted(first.extract_text().split()) == sorted(made.truths[0].text.split())
        assert (len(first.images), len(second.images), second.extract_text()) == (0, 1, "")


def test_a_missing_face_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", ())
    fonts._find.cache_clear()
    with pytest.raises(MissingToolError, match="apt-get install fonts-liberation2"):
        fonts.file("liberation-serif", "")
    fonts._find.cache_clear()


def test_a_face_without_vietnamese_is_passed_over() -> None:
    old = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
    assert fonts.file("liberation-serif", "") != old
