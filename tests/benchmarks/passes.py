"""Every pass that the line makes over a document, taken down so that it can be made again, bare.

Taken down are the calls themselves: those of tesseract with the pictures they got (the page, its
sheets of cells, rectangles read again, the way up), and what the third witness is shown. The
second look at numbers of sums that fail makes passes too: they are made for a document, not for a
page, and are taken down from a run of the whole line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest import mock

from extractor import batch, second_look
from extractor.images.opening import open_page
from extractor.models import Page, Source
from extractor.ocr import closer, engine, scan, third
from extractor.settings import Limits, Scanning, Settings

ENGINE, THIRD = "tesseract", "third"
_READS = ("GetTSVText", "GetUTF8Text", "DetectOrientationScript", "run")
"""Calls that read; the others only put something before the engine."""


@dataclass
class Passes:
    """What was asked for one page, or in one second look at it, in order."""

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


def looked_again(path: Path, settings: Settings) -> list[Passes]:
    """The passes of the second look at a document, a page each."""
    asked: list[tuple[Source, Sequence[second_look.Place]]] = []
    seen = second_look._seen

    def asking(
        source: Source, places: Sequence[second_look.Place], settings: Settings
    ) -> Mapping[second_look.Place, tuple[str, ...]]:
        asked.append((source, places))
        return seen(source, places, settings)

    with mock.patch.object(second_look, "_seen", asking):
        (report,) = batch.run([path], settings)
    assert report.source.status == "ok"
    found = []
    for source, places in asked:
        for number, some in groupby(places, key=lambda place: place[0]):
            found.append(passes := Passes())
            with _heard(passes):
                closer.at(open_page(source, number), [box for _, box in some])
    return found


def again(passes: Passes, only: str = "") -> int:
    """The same calls with the same pictures, and nothing else; how many words or places came."""
    found = 0
    for who, language, method, args in passes.calls:
        if only in ("", who):
            real = third._network()[0] if who == THIRD else engine._engine(language)
            found += bool(getattr(real, method)(*args)) and method in _READS
    return found
