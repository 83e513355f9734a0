"""Reads made passages as a report's text, for the tests of the prose reader."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.figures import Assembled, assemble, figures_of
from extractor.models import CleanPage, DocumentHead, Figure, Page
from extractor.repair import repair

REPORT = DocumentHead(type="BC")


class Read(NamedTuple):
    """A figure as far as a table of a test says it; the rest is taken for granted."""

    metric: str
    value: int | Decimal | None
    level: str = "whole"
    name: str | None = None


def clean(text: str) -> CleanPage:
    return repair(Page(number=1, text=text, reader="text"))


def assembled(text: str, head: DocumentHead = REPORT) -> Assembled:
    return assemble([clean(text)], head, everything=True)


def figures(text: str, head: DocumentHead = REPORT) -> tuple[Figure, ...]:
    page = clean(text)
    return figures_of(assemble([page], head), [page])


def read(text: str, head: DocumentHead = REPORT) -> list[Read]:
    """Metric, value and scope of every figure, in reading order."""
    return [Read(f.metric, f.value, f.scope.level, f.scope.name) for f in figures(text, head)]
