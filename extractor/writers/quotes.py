"""A figure beside its quote: where in the quote the printed number stands, how a value is shown.

Knows how numbers are printed in either language; no file format.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.book.names import Kind, Lang, names
from extractor.models import Figure
from extractor.numbers import show_count, show_decimal


class Quote(NamedTuple):
    """A quote in three parts; ``marked`` is the printed number, '' if it cannot be told."""

    before: str
    marked: str
    after: str


def quote(figure: Figure) -> Quote:
    """The quote with its printed number set apart."""
    evidence, printed = figure.evidence, figure.printed
    text = evidence.quote
    start = evidence.printed_start - evidence.start
    end = evidence.printed_end - evidence.start
    if not (0 <= start < end <= len(text)):
        start = text.find(printed) if printed else -1
        end = start + len(printed)
        if start < 0 or text.find(printed, start + 1) >= 0:  # nowhere, or it might be another
            return Quote(text, "", "")
    return Quote(text[:start], text[start:end], text[end:])


def kind(metric: str) -> Kind:
    """The metric's kind; a count for one that is not in the vocabulary."""
    entry = names().metric.get(metric)
    return entry.kind if entry else "count"


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
