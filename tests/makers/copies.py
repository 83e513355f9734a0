"""Searchable copies of files made for a test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.intake import intake
from extractor.models import Page, Problem, Source
from extractor.settings import Limits
from extractor.writers.searchable.send import write_copy

LIMITS = Limits()


def arrived(path: Path) -> Source:
    """The file as intake takes it."""
    (arrival,) = intake([str(path)], LIMITS, path.parent)
    return arrival.source


def told(path: Path, pages: Sequence[Page], target: Path) -> tuple[Problem, ...]:
    """What is said of the file's copy."""
    return write_copy(arrived(path), pages, target, LIMITS, "en")


def copied(path: Path, pages: Sequence[Page], *codes: str) -> Path:
    """The file's copy; only what ``codes`` name may be said of it."""
    target = path.with_name(f"copy of {path.name}.pdf")
    problems = told(path, pages, target)
    assert [problem.code for problem in problems] == list(codes), problems
    return target
