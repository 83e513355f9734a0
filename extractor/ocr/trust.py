"""How often a number told like this one is right: what a vote of the witnesses is worth.

The shares are counts on made scans whose truth is known (``patterns/reading/trust.toml``, counted
anew by ``python -m extractor.cli.refit``); nothing here is chosen by eye but which
cases are told apart. Knows no page and no picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor.book.counted import Case
from extractor.book.loading import Declared, load
from extractor.ocr.third import NAME as LINE
from extractor.ocr.told import Testimony
from extractor.ocr.witness import FAINT, ON_SCAN, SCAN, UNSURE

ROUGH = "rough"
"""The case of every number on a rough page."""


class Trust(Declared):
    """``patterns/reading/trust.toml``."""

    meaning: str
    made_with: str
    sure: float
    """Worth from which a number is read."""
    rough: float
    """Share of a page's numbers in doubt from which all of them are."""
    rough_from: int
    """Numbers that a page must have to tell."""
    case: tuple[Case, ...]


@cache
def trust() -> Trust:
    """What votes are worth."""
    return load(Trust, "reading/trust.toml")


@cache
def _worth() -> dict[str, float]:
    return {case.name: case.worth for case in trust().case}


def case_of(told: Testimony) -> str:
    """Which of the cases a number is, on a page that reads as others do."""
    whole = told.agreed == len(told.seen)
    if told.odd:
        return "odd" if whole else "odd-disputed"
    if is_on_scan(told):
        return _on_scan(told)
    if whole:
        faint = told.least < (FAINT if told.looked else UNSURE)
        agreed = "three" if told.looked else "both"
        return f"{agreed}-faint" if faint else agreed
    if told.agreed < 2:
        return "signs" if told.alike else "one"
    if not told.looked:
        return "outvoted"
    return "two-longer" if told.longer else "two-silent" if told.silent else "two"


def is_on_scan(told: Testimony) -> bool:
    """Whether somebody looked at the scan itself, where no strokes are missing."""
    return any(name == SCAN for name, _ in told.seen)


def _on_scan(told: Testimony) -> str:
    """The case of a number by whether the look at the scan has company."""
    same = {name for name, _ in told.seen[: told.agreed]}
    if SCAN not in same:
        if told.agreed > 1:
            return "scan-read" if told.alike else "scan-against"
        return "one"
    # What was made of the scan has lost strokes: it counts where it shows more, not less.
    if told.agreed == len(told.seen) or (same.issuperset(ON_SCAN) and not told.longer):
        return "three"
    if same == {SCAN}:
        return "scan-alone"
    if not same.isdisjoint(ON_SCAN):
        return "scan-read"
    # The network that looks at single places is one witness, whatever it is shown.
    return "scan-line" if same == {SCAN, LINE} else "scan-two"


def is_rough(page: Sequence[Testimony]) -> bool:
    """Whether so much of a page is disputed that agreeing on the rest means little.

    Where strokes are missing both passes drop the same digits; on the scan none are.
    """
    page = [told for told in page if not is_on_scan(told)]
    agreed = sum(case_of(told) in ("both", "three") for told in page)
    declared = trust()
    return len(page) >= declared.rough_from and len(page) - agreed >= declared.rough * len(page)


def worth(case: str) -> float:
    """Probability, 0..1, that what was taken in such a case is what is printed."""
    return _worth().get(case, 0.0)


def is_sure(case: str) -> bool:
    """Whether that is enough for a figure to be read from it."""
    return worth(case) >= trust().sure
