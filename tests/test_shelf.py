"""Pages that wait on the disk are the same pages, and a line that reads them says the same."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from extractor import isolate, shelf
from extractor.head import frame, read_head, windows
from extractor.intake import intake
from extractor.models import Page, Report
from extractor.pipeline import read_document
from extractor.repair import repair
from extractor.settings import Settings
from extractor.shelf import Shelf

SEEDS = sorted(Path("corpus/seeds").glob("*/document.*"))
SETTINGS = Settings()


@given(st.lists(st.text()), st.integers(0, 6), st.data())
def test_it_is_a_sequence(items: list[str], near: int, data: st.DataObject) -> None:
    row = Shelf(items, near=near)
    assert (len(row), list(row), list(reversed(row))) == (len(items), items, items[::-1])
    assert row == Shelf(items, near=2)
    for at in data.draw(st.lists(st.integers(-3, 12), max_size=6)):
        if -len(items) <= at < len(items):
            assert row[at] == items[at]
        assert row[at:] == items[at:]
    with pytest.raises(IndexError):
        row[len(items)]


def test_what_is_put_later_is_behind_what_was_looked_at() -> None:
    row: Shelf[int] = Shelf(range(5), near=1)
    assert row[3] == 3
    row.put(5)
    assert list(row) == [0, 1, 2, 3, 4, 5]
    assert row != Shelf(range(5))


def test_no_place_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert list(Shelf(range(5), near=2)) == [0, 1, 2, 3, 4]


def test_it_travels_as_its_items() -> None:
    pages = Shelf([Page(n, f"trang {n}", "text") for n in range(1, 5)], near=2)
    assert pickle.loads(pickle.dumps(pages)) == pages
    adapter = TypeAdapter(Shelf[Page])
    assert adapter.validate_json(adapter.dump_json(pages)) == pages


def told(path: Path) -> Report:
    (arrival,) = intake([str(path)], SETTINGS.limits, path.parent)
    return read_document(arrival, SETTINGS)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.parent.name[:3] + path.suffix)
def test_a_document_on_the_disk_says_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    near = told(path)
    monkeypatch.setattr(shelf.Shelf.__init__, "__kwdefaults__", {"near": 0})
    assert told(path) == near


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.parent.name[:3] + path.suffix)
def test_stretches_hold_every_citation_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = told(path).document.citations
    monkeypatch.setattr(windows, "SIZE", 1500)
    assert told(path).document.citations == whole


def test_stretches_cover_the_text() -> None:
    pages = [repair(Page(n, f"Trang {n}. " * 30, "text")) for n in range(1, 900)]
    text = "\n".join(page.text for page in pages)
    found = list(windows.windowed(pages))
    assert len(found) > 3
    assert (
        "".join(w.text[w.first - w.start :][: (w.last or len(text)) - w.first] for w in found)
        == text
    )
    for window in found:
        assert text[window.start :].startswith(window.text)
        assert len(window.text) < windows.SIZE + 1000


TEXTS = [path for path in SEEDS if path.suffix == ".txt"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parent.name[:3])
def test_head_and_foot_stand_at_the_ends(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands between them, and however much of it."""
    (arrival,) = intake([str(path)], SETTINGS.limits, path.parent)
    (page,) = isolate.read(arrival.source, SETTINGS.limits).pages
    half = page.text.index("\n", len(page.text) // 2)
    between = [f"Phần {number}. Nội dung phụ." for number in range(600)]
    first, last = (repair(Page(1, text, "text")) for text in (page.text[:half], page.text[half:]))
    middle = [repair(Page(1, text, "text")) for text in between]
    reach = len(page.text)
    monkeypatch.setattr(frame, "REACH", reach)
    assert len(frame.frame_of([first, *middle, last]).text) < 2 * reach + len(page.text)
    assert read_head([first, *middle, last]) == read_head([first, last])
