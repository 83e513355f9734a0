"""How likely each printed figure is to be wrong, from the evidence of its reading.

By the reader and the page's health, the witnesses' doubts, and the figure's being told again.
What other relations say of it is not known here: the search weighs that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log

from extractor.book.doubts import worth
from extractor.book.judging import odds
from extractor.book.names import names
from extractor.checks.cells import Key, key_of
from extractor.models import Figure, Reading, Report

BORN_DIGITAL = frozenset({"text-layer", "docx", "xlsx", "text"})
DECIDED = 1e-9
"""What is left of both chances where a person has looked."""


@dataclass(frozen=True, slots=True)
class Chances:
    """Chance that a figure was misread, and that its author had another number."""

    reading: float
    author: float

    @property
    def weight(self) -> float:
        """Nats that it costs to take the figure for wrong."""
        return -log(self.reading + self.author)


class Evidence:
    """The evidence of one report."""

    def __init__(self, report: Report) -> None:
        self._quality = {r.page: r.quality for r in report.source.readings}
        self._told = Counter(_told(f) for f in report.figures)

    def of(self, figure: Figure) -> Chances:
        """The chances of one figure."""
        if figure.status in ("confirmed", "corrected"):
            return Chances(DECIDED, DECIDED)
        author = odds().author
        entry = names().metric.get(figure.metric)
        rate = entry is not None and entry.kind == "rate"
        typed = author.rate if rate else author.number
        misread = _looked(figure, self._misread(figure))
        if self._told[_told(figure)] > 1:
            typed, misread = typed * author.repeated, misread * author.repeated
        return Chances(misread, typed)

    def _misread(self, figure: Figure) -> float:
        reader, reading = odds().reader, figure.reading
        if reading.alternatives:
            return max(reader.doubted, 1 - reading.confidence)
        if reading.reader not in BORN_DIGITAL:
            return min(max(reader.engine, 1 - _of_digits(reading)), reader.doubted)
        quality = self._quality.get(figure.evidence.page, "good")
        return {"good": reader.digital, "fair": reader.fair, "poor": reader.poor}[quality]


def _looked(figure: Figure, misread: float) -> float:
    """The chance after a second look: each reading that saw the same leaves little of it."""
    reader = odds().reader
    again = [same_digits(seen, figure.printed) for seen in figure.reading.again]
    if not again:
        return misread
    off = again.count(False) - again.count(True)
    return min(max(misread * reader.again**-off, reader.digital), reader.doubted)


def same_digits(seen: str, printed: str) -> bool:
    """Whether two prints are of one number, whatever signs stand between its digits."""
    a, b = ("".join(c for c in text if c.isdecimal()) for text in (seen, printed))
    return bool(a and b) and a.lstrip("0") == b.lstrip("0")


def _of_digits(reading: Reading) -> float:
    """Confidence in the digits alone: a figure's own is also of what stands around it."""
    around = worth(reading.around) if reading.around else 1.0
    return min(1.0, reading.confidence / around)


def _told(figure: Figure) -> tuple[Key, str, object]:
    return key_of(figure), figure.metric, figure.value
