"""Over every document of the corpus, in every format: each figure can be found on its page.

What a person is shown beside a number must be what the page says, and the value must follow
from the print alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

import pytest

from extractor.book.metrics import grammar, metrics
from extractor.figures import assemble, figures_of
from extractor.head import read_head
from extractor.intake import take
from extractor.isolate import read_here
from extractor.models import CleanPage, Figure, Page
from extractor.numbers import as_count, as_decimal
from extractor.repair import clean_span, repair, replay
from extractor.repair.layout import body
from extractor.settings import Limits
from extractor.tables import read_tables
from extractor.text import fold

CORPUS = Path(__file__).parent.parent / "corpus"
DOCUMENTS = sorted(CORPUS.glob("*/*/document.*"))
SCALES = {fold(word): scale for word, scale in grammar().scales.items()}
DASHES = " -\u2010\u2011\u2012\u2013\u2014\u2212"
SLACK = 1.0
"""Points that a box may stand over the page's edge: glyphs have slanting ends."""


def read_pages(path: Path) -> list[Page]:
    with tempfile.TemporaryDirectory() as folder:
        (arrival,) = take(path, path.name, Limits(), Path(folder))
        items = list(read_here(arrival.source, Limits()))
    return [item for item in items if isinstance(item, Page)]


def read_figures(pages: list[CleanPage]) -> Iterator[Figure]:
    """Every figure of prose and tables."""
    head = read_head(pages)
    yield from figures_of(assemble(pages, head), pages)
    yield from read_tables(pages, head)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: f"{p.parent.name}{p.suffix}")
def test_every_figure_stands_where_it_says(path: Path) -> None:
    pages = [repair(page) for page in read_pages(path)]
    assert pages
    for page in pages:
        assert replay(page.page.text, page.fixes) == page.text
    figures = list(read_figures(pages))
    assert len({figure.id for figure in figures}) == len(figures)
    by_number = {page.page.number: page for page in pages}
    for figure in figures:
        page = by_number[figure.evidence.page]
        assert_quoted(figure, page)
        assert_printed(figure, page)
        assert_boxed(figure, page, wanted=path.suffix == ".pdf")


def assert_quoted(figure: Figure, page: CleanPage) -> None:
    """The quote is the page's own characters, and the print stands inside it."""
    place, text = figure.evidence, page.page.text
    assert text[place.start : place.end] == place.quote
    assert text[place.printed_start : place.printed_end] == figure.printed
    assert place.start <= place.printed_start <= place.printed_end <= place.end
    assert figure.reading.reader == page.page.reader
    assert 0.5 <= figure.reading.confidence <= 1


def assert_printed(figure: Figure, page: CleanPage) -> None:
    """The value follows from the print: a number, a zero in words, a blank; or it is unresolved."""
    if figure.value is None:
        assert figure.status == "unresolved"
        return
    printed = clean_print(figure, page)
    if not printed[:1].isdecimal():
        assert figure.value == 0
        misread = page.health.quality != "good"
        assert not printed.strip(DASHES) or says_none(printed, misread=misread)
        return
    shown = as_decimal(printed)
    assert shown is not None
    assert Decimal(figure.value) in set(meant(figure, page, shown, as_count(printed)))


def clean_print(figure: Figure, page: CleanPage) -> str:
    place = figure.evidence
    start, end = clean_span(page, place.printed_start, place.printed_end)
    return " ".join(body(page.text, page.aside, start, end).split())


def says_none(printed: str, *, misread: bool) -> bool:
    """'Không có', 'chưa để xảy ra'; on a page that lost its marks also 'Khéng c6'."""
    words = grammar().words
    zeros = [fold(word) for word in (*words.zero, *words.none_came)]
    denial, *rest = printed.lower().split()
    if rest and rest[0] in words.lets and words.happens.issuperset(rest[1:]):
        return any(zero.split()[0] == fold(denial) for zero in zeros)
    return bool(get_close_matches(fold(printed), zeros, cutoff=0.7 if misread else 1.0))


def meant(figure: Figure, page: CleanPage, shown: Decimal, count: int | None) -> Iterator[Decimal]:
    """The values a print may have: by kind, and by the scale that is printed with it."""
    kind = metrics()[figure.metric].kind
    if kind == "rate":
        yield shown
        if figure.origin == "table":
            yield shown * 100  # a spreadsheet holds 0.985 for 98,5 %
        return
    if count is not None:
        yield Decimal(count)
    _, end = clean_span(page, figure.evidence.printed_start, figure.evidence.printed_end)
    behind = fold(page.text[end : end + 12]).replace(",", " ").replace(".", " ").split()
    yield from (shown * SCALES[word] for word in behind[:1] if word in SCALES)
    if figure.origin == "table" and kind == "money":
        yield from (shown * scale for scale in SCALES.values())


def assert_boxed(figure: Figure, page: CleanPage, *, wanted: bool) -> None:
    """In a PDF each number has its box, and the box is on the page."""
    box = figure.evidence.bbox
    assert box is not None or not wanted
    if box is None:
        return
    left, top, right, bottom = box
    assert -SLACK <= left < right <= page.page.width + SLACK
    assert -SLACK <= top < bottom <= page.page.height + SLACK


def test_the_corpus_was_found_in_every_format() -> None:
    assert {path.suffix for path in DOCUMENTS} >= {".txt", ".md", ".docx", ".xlsx", ".pdf"}
    assert {path.parent.parent.name for path in DOCUMENTS} >= {"seeds", "tuned", "measured"}


TWINS = sorted(
    folder
    for folder in {path.parent for path in DOCUMENTS}
    if len([p for p in DOCUMENTS if p.parent == folder and p.suffix in (".txt", ".docx", ".pdf")])
    > 1
)


@pytest.mark.parametrize("folder", TWINS, ids=[folder.name for folder in TWINS])
def test_twins_say_the_same(folder: Path) -> None:
    """One report as text, DOCX and PDF: the figures do not depend on the format."""
    said = {}
    for path in sorted(folder.glob("document.*")):
        pages = [repair(page) for page in read_pages(path)]
        said[path.suffix] = sorted(
            (f.scope.level, fold(f.scope.name or ""), f.metric, str(f.value))
            for f in read_figures(pages)
        )
    first = next(iter(said.values()))
    assert all(other == first for other in said.values()), said
