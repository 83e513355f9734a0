"""The target in one cell of a table, of what its row or its heading names.

Knows a cell's words; which cells hold targets is known to :mod:`extractor.orders.matrix`.
"""

from __future__ import annotations

import regex

from extractor.book.orders import compiled, targets
from extractor.numbers import as_count
from extractor.orders.targets import NUMBER, Target, compared, find_targets, metric_named
from extractor.patience import patience
from extractor.text import fold

_BARE = regex.compile(rf"(?P<before>[^\d%]*){NUMBER}(?P<rest>[^\d]*)")


def target_in_cell(measure: str, words: str, unit: str) -> Target | None:
    """The target in a table's cell, of what its row or heading names; ``unit``: '%', 'Hồ sơ', ''.

    A number alone is one: the table says that it is to be reached.
    """
    rate = unit == "%" or "%" in words
    printed = regex.sub(r"(\d[\d.,]*)(?!.*%)", r"\1%", words, count=1) if rate else words
    found = find_targets(f"{measure}: {printed}")
    if found or rate:
        return found[-1] if found else None
    match = _BARE.fullmatch(words)
    value = as_count(match["n"]) if match else None
    if match is None or value is None:
        return None
    metric = metric_named(measure, damaged=False, kind="count")
    comparison = compared(words, match, 0, match.start("n")) or "="
    return Target(match.start("n"), match.end("n"), metric, comparison, value, match["n"])


def is_rate(measure: str) -> bool:
    """Whether a bare number under such a heading is one of a hundred, though no '%' stands."""
    folded = fold(measure).strip(" *_-")
    words = targets().words
    if compiled(words.rated).match(folded, timeout=patience(folded)):
        return True
    counted = compiled(words.numbered).match(folded, timeout=patience(folded))
    return counted is None and metric_named(measure, damaged=False) is not None
