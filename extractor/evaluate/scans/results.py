"""Scores of scans as plain JSON. Knows their shape only."""

from __future__ import annotations

from typing import Any

from extractor.evaluate.results import as_json as figures_as_json
from extractor.evaluate.results import ratio_as_json
from extractor.evaluate.scans.score import Places, ScanScore


def as_json(score: ScanScore) -> dict[str, Any]:
    """Everything a score holds, shares beside the counts they come from."""
    return {
        "pages": score.pages,
        "character_error_rate": round(1 - score.characters.share, 6),
        "character_error_rate_unmarked": round(1 - score.bare.share, 6),
        "numbers": _places(score.numbers),
        "handwritten": _places(score.hand),
        "cells": _places(score.cells),
        "figures": figures_as_json(score.figures),
        "figures_in_gold": score.of_gold,
        "unresolved": score.unresolved,
        "silent_from_scan": score.silent,
        "silent_share": round(silent_share(score), 6),
        "seconds": round(score.seconds, 3),
        "seconds_a_page": round(score.seconds / max(score.pages, 1), 3),
    }


def silent_share(score: ScanScore) -> float:
    """Of the figures of the gold: those that the scan made wrong with no warning."""
    return score.silent / max(score.of_gold, 1)


def _places(places: Places) -> dict[str, Any]:
    return {
        "exact": ratio_as_json(places.exact),
        "exact_or_known_doubt": ratio_as_json(places.known),
        "silent": places.silent,
        "doubted": places.doubted,
    }
