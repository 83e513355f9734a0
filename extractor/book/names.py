"""What metrics and levels are called in front of people, from ``patterns/names.toml``.

The order of the file is the order of columns and rows everywhere. Knows nothing of how a
metric is written in documents: that is the pattern of the metric.
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from extractor.book.loading import Declared, load

Lang = Literal["vi", "en"]
Kind = Literal["count", "rate", "money"]


class LevelName(Declared):
    """A level of a scope in both languages."""

    vi: str
    en: str


class MetricName(LevelName):
    """A metric in both languages, with its kind and its column in form 06, if any."""

    kind: Kind
    column: int | None = None


class Names(Declared):
    """``patterns/names.toml``."""

    metric: dict[str, MetricName]
    level: dict[str, LevelName]


@cache
def names() -> Names:
    """The whole file, read once."""
    return load(Names, "names.toml")


def metric_name(metric: str, lang: Lang = "vi") -> str:
    """'resolved.total' → 'Đã giải quyết'; an unknown metric is called by its own code."""
    entry = names().metric.get(metric)
    return metric if entry is None else entry.en if lang == "en" else entry.vi


def metric_kind(metric: str) -> Kind:
    """'count', 'rate' (per cent) or 'money' (đồng). Raises KeyError for an unknown metric."""
    return names().metric[metric].kind


def metric_column(metric: str) -> int | None:
    """The metric's column in form 06, 3 to 13; None where the form has none."""
    entry = names().metric.get(metric)
    return None if entry is None else entry.column


def level_name(level: str, lang: Lang = "vi") -> str:
    """'commune' → 'cấp xã'; an unknown level is called by its own code."""
    entry = names().level.get(level)
    return level if entry is None else entry.en if lang == "en" else entry.vi


METRICS: Final[tuple[str, ...]] = tuple(names().metric)
"""Every metric, in the order of the vocabulary."""

LEVELS: Final[tuple[str, ...]] = tuple(names().level)
"""Every level, widest first."""
