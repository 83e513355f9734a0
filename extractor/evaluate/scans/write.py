"""Writes a document's scan, and its truth beside it where other programs or people want it.

Knows the form of the truth's file; how scans come about is in :mod:`make`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from extractor.evaluate.scans.files import Made
from extractor.evaluate.scans.kinds import KINDS
from extractor.evaluate.scans.sets import Drawn
from extractor.evaluate.scans.truth import Truth


def make(document: Drawn, kind: str, folder: Path, with_truth: bool) -> Made | None:
    """``<kind>/<document>.*``, and ``….truth.json``; None where it is too short for the kind."""
    place = folder / kind
    place.mkdir(parents=True, exist_ok=True)
    made = KINDS[kind].make(document, place)
    if made is not None and with_truth:
        save_truth(made.truths, made.file.with_suffix(".truth.json"))
    return made


def save_truth(pages: Iterable[Truth], path: Path) -> None:
    """The pages' truth as JSON: boxes in points to a hundredth."""
    body = [asdict(page) | {"text": page.text} for page in pages]
    path.write_text(json.dumps(_rounded(body), ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
