"""Every pass that the line makes over a page, taken down so that it can be made again, bare.

Taken down are the calls themselves: those of tesseract with the pictures they got (the page, its
sheets of cells, rectangles read again, the way up), and what the third witness is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from extractor.models import Page, Source
from extractor.ocr import engine, scan, third
from extractor.settings import Limits, Scanning

ENGINE, THIRD = "tesseract", "third"
_READS = ("GetTSVText", "DetectOrientationScript", "run")
"""Calls that read; the others only put something before the engine."""


@dataclass
class Passes:
    """What was asked for one page, in order."""

    calls: list[tuple[str, str, str, tuple[Any, ...]]] = field(default_factory=list)
    """(who, language, method, arguments)."""

    def count(self, who: str) -> int:
        """How many of them read something."""
        return sum(of == who and method in _READS for of, _, method, _ in self.calls)


@dataclass
class _Heard:
    """An engine whose calls are taken down."""

    real: Any
    who: str
    language: str
    passes: Passes

    def __getattr__(self, method: str) -> Any:
        def call(*args: Any) -> Any:
            self.passes.calls.append((self.who, self.language, method, args))
            return getattr(self.real, method)(*args)

        return call


@contextmanager
def _heard(passes: Passes) -> Iterator[None]:
    opened, network = engine._engine, third._network

    def one(language: str) -> _Heard:
        return _Heard(opened(language), ENGINE, language, passes)

    def other() -> tuple[Any, str, list[str]]:
        session, name, letters = network()
        return _Heard(session, THIRD, "", passes), name, letters

    with mock.patch.object(engine, "_engine", one), mock.patch.object(third, "_network", other):
        yield


def taken_down(source: Source, number: int) -> Passes:
    """The passes over one page of a file, which is read in this very process."""
    passes = Passes()
    with _heard(passes):
        (page,) = scan.read(source, Limits(), number, False, Scanning())
    assert isinstance(page, Page)
    return passes


def again(passes: Passes, only: str = "") -> int:
    """The same calls with the same pictures, and nothing else; how many words or places came."""
    found = 0
    for who, language, method, args in passes.calls:
        if only in ("", who):
            real = third._network()[0] if who == THIRD else engine._engine(language)
            found += bool(getattr(real, method)(*args)) and method in _READS
    return found
