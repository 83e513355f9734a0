"""How well scans were read: characters, numbers, cells, figures, and what was wrong in silence.

Knows when each is right; adds up. Where things stand is known by :mod:`place`, figures and
findings are compared as those of any document, by :mod:`extractor.evaluate.score`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.evaluate.gold import Gold
from extractor.evaluate.scans.place import Found, find_cells, find_numbers, prose
from extractor.evaluate.scans.truth import Truth
from extractor.evaluate.score import Score, compare, wrong_in_silence
from extractor.evaluate.tally import Ratio
from extractor.models import Page, Report
from extractor.text import fold


@dataclass
class Places:
    """Numbers, or cells, in their places."""

    exact: Ratio = field(default_factory=Ratio)
    known: Ratio = field(default_factory=Ratio)
    """Exact, or in doubt with the truth among the alternatives."""
    silent: int = 0
    """Wrong and not in doubt; those of which nothing was read at all are not among them."""
    doubted: int = 0
    """In doubt, exact or not."""

    def count(self, found: Found) -> None:
        """One more."""
        self.exact.count(found.exact)
        self.known.count(found.known)
        self.silent += bool(found.read) and not found.exact and found.sure
        self.doubted += not found.sure

    def add(self, other: Places) -> None:
        """Counts the other's as well."""
        self.exact.add(other.exact)
        self.known.add(other.known)
        self.silent += other.silent
        self.doubted += other.doubted


@dataclass
class ScanScore:
    """What one document read from its scan got right, or many together."""

    pages: int = 0
    characters: Ratio = field(default_factory=Ratio)
    """Printed characters outside of tables less the edits that lead to them, of all."""
    bare: Ratio = field(default_factory=Ratio)
    """The same without marks and capitals."""
    numbers: Places = field(default_factory=Places)
    hand: Places = field(default_factory=Places)
    """Numbers written by hand."""
    cells: Places = field(default_factory=Places)
    figures: Score = field(default_factory=Score)
    """As for any document; its ``silent`` holds those that text gives as well."""
    of_gold: int = 0
    """Figures in the gold."""
    unresolved: int = 0
    silent: int = 0
    """Wrong figures, neither unresolved nor pointed at, that the same document's text does not
    give: the scan's own."""
    seconds: float = 0.0

    def add(self, other: ScanScore) -> None:
        """Adds another score to this one."""
        for name in ("characters", "bare", "numbers", "hand", "cells", "figures"):
            getattr(self, name).add(getattr(other, name))
        for name in ("pages", "of_gold", "unresolved", "silent", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def score_pages(truths: Sequence[Truth], pages: Sequence[Page]) -> ScanScore:
    """The pages of a document against what is printed on them; a page not read is all wrong."""
    score = ScanScore(pages=len(truths))
    for truth, page in _pairs(truths, pages):
        _score_page(score, truth, page)
    return score


def all_found(truths: Sequence[Truth], pages: Sequence[Page]) -> list[Found]:
    """Every number and every cell of a document with what was read there."""
    pairs = _pairs(truths, pages)
    return [f for t, p in pairs for f in (*find_numbers(t, p), *find_cells(t, p))]


def _pairs(truths: Sequence[Truth], pages: Sequence[Page]) -> list[tuple[Truth, Page]]:
    by_number = {page.number: page for page in pages}
    return [(t, by_number.get(n, Page(n, "", "ocr"))) for n, t in enumerate(truths, 1)]


def _score_page(score: ScanScore, truth: Truth, page: Page) -> None:
    for word, found in zip(truth.words, find_numbers(truth, page), strict=True):
        (score.hand if word.hand else score.numbers).count(found)
    for found in find_cells(truth, page):
        score.cells.count(found)
    printed, read = prose(truth, page)
    score.characters.add(_right(printed, read))
    score.bare.add(_right(fold(printed), fold(read)))


def _right(printed: str, read: str) -> Ratio:
    from rapidfuzz.distance import Levenshtein

    edits = Levenshtein.distance(printed, read)
    return Ratio(max(len(printed) - edits, 0), len(printed))


def score_report(score: ScanScore, report: Report, gold: Gold, from_text: Report) -> None:
    """Adds the figures and findings: against gold, and against the same document as text."""
    score.figures = compare(report, gold)
    score.of_gold = len(gold.figures)
    score.unresolved = sum(f.status == "unresolved" for f in report.figures)
    score.silent = len(wrong_in_silence(report, gold) - wrong_in_silence(from_text, gold))


def by_level(scored: Iterable[tuple[str, ScanScore]]) -> dict[str, ScanScore]:
    """Scores added up by level, in the order in which levels come."""
    total: dict[str, ScanScore] = {}
    for level, score in scored:
        total.setdefault(level, ScanScore()).add(score)
    return total
