"""Over every text of the corpus: the recorded fixes give the clean text, spans hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.models import Page
from extractor.repair import raw_span, repair, replay
from extractor.repair.layout import body, paragraphs

CORPUS = Path(__file__).parent.parent / "corpus"
TEXTS = sorted(p for p in CORPUS.rglob("document.*") if p.suffix in (".txt", ".md"))


def _read(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:  # a legacy encoding arrives as Latin-1, as readers hand it on
        return raw.decode("latin-1")


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.parent.name)
def test_corpus_text_replays(path: Path) -> None:
    text = _read(path)
    page = repair(Page(1, text, "text"))
    assert replay(text, page.fixes) == page.text
    assert repair(Page(1, page.text, "text")).text == page.text
    last = 0
    for start, end in paragraphs(page.text, page.aside):
        assert last <= start < end
        assert len(body(page.text, page.aside, start, end)) == end - start
        low, high = raw_span(page, start, end)
        assert low < high
        last = end


def test_the_corpus_was_found() -> None:
    assert TEXTS
