"""What confidences are worth, counted; and the file of shares written anew."""

from __future__ import annotations

import pytest

from extractor.book.loading import root
from extractor.evaluate.gold import Gold
from extractor.evaluate.scans.run import ScoredScan
from extractor.evaluate.scans.score import ScanScore
from extractor.evaluate.scans.trust import (
    Count,
    counted,
    of_figures,
    of_numbers,
    reliability,
    rewritten,
)
from extractor.evaluate.scans.truth import Printed, Truth
from extractor.models import Page, ReadResult, Report, Sight, Source, Word, Words
from extractor.ocr.trust import trust
from tests.test_checks import SOURCE, figure


def scan() -> ScoredScan:
    """Two printed numbers, one read wrong and in doubt; two figures, one wrong."""
    text = "354 hồ sơ, 347"
    boxes = ((0.0, 0.0, 30.0, 10.0), (100.0, 0.0, 130.0, 10.0))
    printed = (Printed("354", boxes[0]), Printed("341", boxes[1]))
    words = Words([Word(0, 3, boxes[0], 0.9), Word(11, 14, boxes[1], 0.4)])
    sights = (
        Sight(0, 3, (("vie", "354"),), 0.999, True, "both"),
        Sight(11, 14, (("vie", "347"), ("eng", "341")), 0.6, False, "one"),
    )
    page = Page(1, text, "ocr", 200.0, 50.0, words=words, sights=sights)
    gold = Gold.model_validate(
        {"figures": [{"level": "district", "metric": "resolved.total", "value": 354}]}
    )
    figures = (figure("resolved.total", "354"), figure("resolved.early", "347"))
    return ScoredScan(
        "L2", "a", (Truth(200.0, 50.0, words=printed),), gold,
        ReadResult(Source("a", "image", "", "", 0, ""), (page,)),  # type: ignore[arg-type]
        Report(source=SOURCE, figures=figures), ScanScore(),
    )  # fmt: skip


def test_numbers_and_figures_are_counted_by_their_confidence() -> None:
    assert list(of_numbers([scan()])) == [(0.999, True), (0.6, False)]
    assert list(of_figures([scan()])) == [(1.0, True), (1.0, False)]
    ways = counted([scan(), scan()])
    assert {name: (way.seen, way.right, len(way.scans)) for name, way in ways.items()} == {
        "both": (2, 2, 1),
        "one": (2, 0, 1),
    }


def test_bins_hold_what_is_marked_alike() -> None:
    bins = reliability([(0.96, True), (0.97, False), (1.0, True), (0.2, False)])
    shown = [(b.low, b.high, round(b.marked, 3), b.count.right, b.count.of) for b in bins]
    assert shown == [(0.0, 0.5, 0.2, 0, 1), (0.95, 0.98, 0.965, 1, 2), (0.999, 1.0, 1.0, 1, 1)]


def test_the_file_of_shares_takes_the_new_counts_and_keeps_the_rest() -> None:
    text = (root() / "reading" / "trust.toml").read_text(encoding="utf-8")
    again = rewritten(text, {"both": Count(9, 7, {("L2", "a"), ("L2", "b")})}, "nine pages")
    old = [case for case in trust().case if case.name != "both"]
    assert 'name = "both"' in again
    assert "seen = 9\nright = 7\nscans = 2\n" in again
    assert 'made_with = "nine pages"' in again
    assert all(f"seen = {case.seen}\nright = {case.right}\n" in again for case in old)


@pytest.mark.parametrize("case", trust().case, ids=lambda case: case.name)
def test_no_share_is_more_than_whole(case: object) -> None:
    assert 0 <= case.right <= case.seen  # type: ignore[attr-defined]
