"""The metric that a label's own words mean, where the pattern book resolves them to one.

Knows a label; which label belongs to a number is known to those who ask.
"""

from __future__ import annotations

from typing import Literal

from extractor.book.metrics import grammar, resolve
from extractor.book.orders import compiled, targets
from extractor.book.terms import term_book
from extractor.match.phrases import find
from extractor.match.tokens import tokens
from extractor.text import fold


def metric_named(label: str, damaged: bool, kind: Literal["rate", "count"] = "rate") -> str | None:
    """The metric that a label's own words mean."""
    features = features_of(label, damaged=damaged) - {"rate"}
    if not features:
        return None
    asked = features | ({"rate"} if kind == "rate" else set())
    meant = resolve(asked, frozenset(), kind)
    if meant is None and kind == "rate" and (must := _must(label, damaged)):
        return metric_named(must, damaged, kind)
    if meant is None and features & grammar().classes["channel"]:  # 'được xử lý trực tuyến'
        meant = resolve(asked - grammar().classes["group"], frozenset(), kind)
    return meant.metric if meant else None


def _must(label: str, damaged: bool) -> str | None:
    """'hồ sơ phải được số hóa' without its 'phải': of a target it counts what has been done."""
    words = targets().words.must
    match = compiled(fold(words) if damaged else words).search(label)
    return label[: match.start()] + label[match.end() :] if match else None


def features_of(label: str, *, damaged: bool = False) -> frozenset[str]:
    """What the pattern book recognises in a label."""
    book = term_book()
    hits = find(book.terms(damaged=damaged), tokens(label, damaged=damaged), damaged=damaged)
    return frozenset(
        feature for hit in hits if not (feature := book.features[hit.owners[0]]).startswith("unit:")
    )
