"""Decides for each page whether its text layer is kept, its image read, or both.

Looks at what the reader brought and at the text's health; opens no picture. Knows shares and
diagnoses, no language.
"""

from __future__ import annotations

from typing import Literal

from extractor.models import Page
from extractor.repair import repair
from extractor.repair.health import judge

Wanted = Literal["layer", "image", "both"]

PICTURED = ("ocr", "text-layer")
"""Readers of pages that have a face to be looked at."""
UNSEEN = frozenset({"needs-ocr", "unmapped-text"})
"""What a reader says of a page whose text is not the page's."""
SCAN_IMAGE = 0.5
"""Share of the page under images from which it may be a scan ..."""
HIDDEN = 0.2
"""... and of its text that is not seen, from which that is some OCR's work: it is heard, and the
image is read as well, because nobody knows how that engine read digits."""


def wanted(page: Page, how: Literal["auto", "never", "always"]) -> Wanted:
    """What is to be read of the page."""
    if page.reader not in PICTURED or how == "never":
        return "layer"
    if any(problem.code in UNSEEN for problem in page.problems):
        return "image"
    scan = page.image_share >= SCAN_IMAGE and page.hidden_share >= HIDDEN
    if how == "always" or scan:
        return "image" if judge(page.text).quality == "poor" else "both"
    return "image" if _unreadable(page) else "layer"


def _unreadable(page: Page) -> bool:
    """Whether born-digital text stays poor after all repairs although its glyphs may be right.

    A page that shows no marks has none in its picture either: it is left as it is. Letters that
    were found again by what was left of them are better looked at.
    """
    if judge(page.text).quality != "poor":
        return False
    health = repair(page).health
    if health.diagnosis == "lost-letters":
        return True
    return health.quality == "poor" and health.diagnosis in (
        "legacy-encoding", "glyph-remap", "noise",
    )  # fmt: skip
