"""What a page more of a long document costs: little, and no copy of it is kept."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from extractor import isolate
from extractor.intake import intake
from extractor.models import ReadResult
from extractor.pipeline import clean, read_document
from extractor.settings import Settings
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


def test_a_page_read_is_its_text_and_a_few_bytes_a_word(documents: dict[int, Path]) -> None:
    """Words as objects took 250 bytes each: 100 KB on a page such as these."""
    read(documents[FEW])
    (few, _), (many, _) = (held(partial(read, documents[pages])) for pages in (FEW, MANY))
    assert (many - few) / (MANY - FEW) < 16_000


def test_the_whole_line_holds_a_page_once(documents: dict[int, Path]) -> None:
    pages = {many: read(path) for many, path in documents.items()}
    assert len(pages[MANY].pages) == MANY
    read_document(pages[MANY], SETTINGS)  # fills what is remembered of words and phrases
    (_, few), (_, many) = (held(partial(read_document, pages[n], SETTINGS)) for n in (FEW, MANY))
    assert (many - few) / (MANY - FEW) < 40_000


def test_a_page_that_needs_no_repair_is_no_second_text(documents: dict[int, Path]) -> None:
    cleaned = clean(read(documents[FEW]))
    assert [page.fixes for page in cleaned.pages] == [()] * FEW
    assert all(page.text is page.page.text for page in cleaned.pages)
