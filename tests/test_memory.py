"""What a page more of a long document costs: little, and no copy of it is kept."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from extractor import children, isolate
from extractor.head import frame, windows
from extractor.intake import intake
from extractor.models import ReadResult
from extractor.pipeline import clean, read_document
from extractor.settings import Settings
from extractor.shelf import Shelf
from tests.makers.pdf import render
from tests.makers.prose import page_of_prose

SETTINGS = Settings()
FEW, MANY = 10, 60


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Two PDFs of ordinary prose, a short and a long one."""
    folder = tmp_path_factory.mktemp("long")
    return {
        many: render(folder / f"{many}.pdf", "\f".join(map(page_of_prose, range(many))))
        for many in (FEW, MANY)
    }


def read(path: Path) -> ReadResult:
    (arrival,) = intake([str(path)], SETTINGS.limits, path.parent)
    return isolate.read(arrival.source, SETTINGS.limits)


def held(work: Callable[[], object]) -> tuple[int, int]:
    """Bytes that the work's result takes, and the most there were on the way."""
    gc.collect()
    tracemalloc.start()
    try:
        result = work()
        now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result is not None
    return now, most


@pytest.fixture(autouse=True)
def reach_of_a_short_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the shorter document fill what is held of one, as a hundred pages would.

    How much has come through the pipe when this process gets its turn depends on the machine's
    load: it is taken in small pieces.
    """
    monkeypatch.setattr(children, "CHUNK", 4096)
    monkeypatch.setattr(Shelf.__init__, "__kwdefaults__", {"near": FEW // 2})
    monkeypatch.setattr(frame, "REACH", 10_000)
    monkeypatch.setattr(windows, "SIZE", 10_000)


def grown(work: Callable[[int], object]) -> float:
    """Bytes for each page more: the most that was held at any time."""
    (_, few), (_, many) = (held(partial(work, pages)) for pages in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def test_a_page_read_is_not_held(documents: dict[int, Path]) -> None:
    """Its text alone is 5 KB, and was 100 KB with its words as objects."""
    read(documents[FEW])
    assert grown(lambda pages: read(documents[pages])) < 500


def test_the_whole_line_holds_of_a_page_what_it_says_of_it(documents: dict[int, Path]) -> None:
    """How it was read, two figures, two checks; text and words would be 20 KB."""
    pages = {many: read(path) for many, path in documents.items()}
    assert len(pages[MANY].pages) == MANY
    read_document(pages[MANY], SETTINGS)  # fills what is remembered of words and phrases
    assert grown(lambda many: read_document(pages[many], SETTINGS)) < 8_000


def test_a_page_that_needs_no_repair_is_no_second_text(documents: dict[int, Path]) -> None:
    cleaned = clean(read(documents[FEW]))
    assert [page.fixes for page in cleaned.pages] == [()] * FEW
    assert all(page.text is page.page.text for page in cleaned.pages)
