"""The ordered table of repairs and the one function that runs it over a page."""

from __future__ import annotations

from collections.abc import Callable

from extractor.models import CleanPage, Edit, Fix, Page
from extractor.repair import letters
from extractor.repair.aside import aside
from extractor.repair.edits import Stretch, anchors, apply, compose, stretches
from extractor.repair.health import judge

Repair = Callable[[str], list[Edit]]

REPAIRS: tuple[tuple[str, Repair], ...] = (
    ("nfc", letters.nfc),
    ("line-ends", letters.line_ends),
    ("invisible-characters", letters.invisible),
    ("compatibility-characters", letters.compatible),
    ("barred-d", letters.barred_d),
)


def repair(page: Page) -> CleanPage:
    """The page with every repair of the table applied and recorded, judged, asides marked."""
    text, fixes = page.text, []
    trail: list[Stretch] = []
    seen = set(text)
    for name, function in REPAIRS:
        signs = letters.SIGNS.get(name)
        if signs is not None and seen.isdisjoint(signs):
            continue
        edits = function(text)
        if edits:
            text = apply(text, edits)
            trail = compose(trail, stretches(edits))
            fixes.append(Fix(name, tuple(edits)))
    return CleanPage(page, text, tuple(fixes), judge(text), aside(text), anchors(trail))
