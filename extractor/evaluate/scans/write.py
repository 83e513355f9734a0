"""Writes a set's scans and their truth to a folder, to be looked at or read by other programs.

Knows the form of the truth's file; how scans come about is in :mod:`make`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from extractor.evaluate.scans.damage import LEVELS
from extractor.evaluate.scans.files import write
from extractor.evaluate.scans.make import scans
from extractor.evaluate.scans.sets import choose, load_sets
from extractor.evaluate.scans.truth import Truth


def write_set(corpus: Path, name: str, levels: Iterable[str], folder: Path) -> list[Path]:
    """Every document of a set at each level: ``<level>/<document>.*`` and ``….truth.json``."""
    chosen = load_sets(corpus)[name]
    written = []
    for document in list(choose(corpus, chosen)):
        for level in levels:
            stem = folder / level / document.case.name
            stem.parent.mkdir(parents=True, exist_ok=True)
            pages = scans(document, LEVELS[level])
            written.append(write(pages, stem))
            save_truth([page.truth for page in pages], stem.with_suffix(".truth.json"))
    return written


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
