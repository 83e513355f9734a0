"""A figure beside its quote: where in the quote the printed number stands, how a value is shown.

Knows how numbers are printed in either language; no file format.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from extractor.book.names import Kind, Lang, names
from extractor.messages import say
from extractor.models import Figure
from extractor.numbers import show_count, show_decimal


class Piece(NamedTuple):
    """A stretch of a quote; ``marked`` where it is a figure's printed number."""

    text: str
    marked: bool


Quote = tuple[Piece, ...]
Place = tuple[int, str]
"""Page and quote: figures that share both are shown once."""


def quote(figure: Figure) -> Quote:
    """The quote with its printed number set apart, if it can be told which it is."""
    return _cut(figure.evidence.quote, [_span(figure)])


def places(figures: Iterable[Figure]) -> dict[Place, Quote]:
    """Each quote once, in the order of the figures, with every printed number set apart."""
    spans: dict[Place, list[tuple[int, int]]] = {}
    for figure in figures:
        place = (figure.evidence.page, figure.evidence.quote)
        spans.setdefault(place, []).append(_span(figure))
    return {place: _cut(place[1], found) for place, found in spans.items()}


def _span(figure: Figure) -> tuple[int, int]:
    """Where in its quote the printed number stands; (0, 0) if it cannot be told."""
    evidence, printed = figure.evidence, figure.printed
    start = evidence.printed_start - evidence.start
    end = evidence.printed_end - evidence.start
    if 0 <= start < end <= len(evidence.quote):
        return start, end
    if printed and evidence.quote.count(printed) == 1:
        start = evidence.quote.index(printed)
        return start, start + len(printed)
    return 0, 0


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> Quote:
    pieces: list[Piece] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at and end > start:
            pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
            at = end
    pieces.append(Piece(text[at:], False))
    return tuple(piece for piece in pieces if piece.text)


def kind(metric: str) -> Kind:
    """The metric's kind; a count for one that is not in the vocabulary."""
    entry = names().metric.get(metric)
    return entry.kind if entry else "count"


def shown_difference(value: int | Decimal | float, lang: Lang, kind: Kind) -> str:
    """As :func:`shown`, with a true minus; rates differ by percentage points, not by per cent."""
    text = shown(value, lang, "count" if kind == "rate" else kind).replace("-", "−")
    return f"{text} {say('book.points', {}, lang)}" if kind == "rate" else text


def shown(value: int | Decimal | float | None, lang: Lang = "vi", kind: Kind = "count") -> str:
    """'1.465', '68,48 %', '5.200.000 đ' ('1,465', '68.48 %' in English); '' for None."""
    if value is None:
        return ""
    exact = value if isinstance(value, int) else Decimal(str(value))
    if lang == "en":
        text = f"{exact:,}" if isinstance(exact, int) else f"{exact:,f}"
    else:
        text = show_count(exact) if isinstance(exact, int) else show_decimal(exact)
    return f"{text} %" if kind == "rate" else f"{text} ₫" if kind == "money" else text
