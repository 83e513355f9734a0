"""Every single line of the corpus by itself; known failures must fail, or be moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.evaluate.gold import Gold
from extractor.evaluate.score import difference
from extractor.evaluate.snippets import KNOWN_FAILURES, Line, files, load_lines, read_line

CORPUS = Path(__file__).parent.parent / "corpus"


def cases() -> list[object]:
    found: list[object] = []
    for path in files(CORPUS):
        hard = path.stem == KNOWN_FAILURES
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if hard else []
        for number, line in enumerate(load_lines(path), 1):
            found.append(pytest.param(line, id=f"{path.stem}-{number}", marks=marks))
    return found


@pytest.mark.parametrize("line", cases())
def test_a_line_gives_its_figures_and_no_other(line: Line) -> None:
    missed, extra = difference(read_line(line.text), Gold(figures=line.figures))
    assert (missed, extra) == ([], [])
