"""Rows that say of what the columns' figures are: 'Kết quả giải quyết' beside 'Đã số hóa'.

Or of which services: 'Toàn trình' beside 'Tổng số hồ sơ | Hồ sơ trực tuyến | Tỷ lệ'.

Such a row is no unit and no field of work: it is a heading that stands at the side. Knows
headings; no values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.book.metrics import grammar, metrics, resolve
from extractor.book.tables import table_book
from extractor.tables.columns import Column, read_columns
from extractor.tables.words import meaning

FEWEST = 2
"""Rows that name an object."""


def crossed(
    labels: Sequence[str], columns: Sequence[Column], damaged: bool
) -> dict[str, list[Column]]:
    """The columns as each of these rows makes them mean; {} where no rows say of what they are."""
    if services := _of_services(labels, columns, damaged):
        return services
    repeating, objects = table_book().headings.repeating, grammar().classes["object"]
    if not any(column.own & repeating and not column.own & objects for column in columns):
        return {}
    named = [label for label in dict.fromkeys(labels) if _is_object(label, damaged)]
    if len(named) < FEWEST:
        return {}
    return {label: _beside(label, columns, damaged) for label in named}


def _of_services(
    labels: Sequence[str], columns: Sequence[Column], damaged: bool
) -> dict[str, list[Column]]:
    """The columns of files, of those online and of their share, as those of each row's services."""
    found = {label: _service(label, damaged) for label in dict.fromkeys(labels)}
    named = {label: metric for label, metric in found.items() if metric}
    pair = _part_and_whole(columns)
    if len(named) < FEWEST or len(set(named.values())) < len(named) or pair is None:
        return {}
    part, whole = pair
    return {label: _as_service(metric, part, whole, columns) for label, metric in named.items()}


def _as_service(
    metric: str, part: Column, whole: Column, columns: Sequence[Column]
) -> list[Column]:
    """The columns with the service's metrics in place of the part, the whole and the rate."""
    declared = metrics()[metric]
    due = declared.of if (declared.of or "").endswith(".due") else None  # else nobody's but all
    instead = {part.metric: metric, whole.metric: due, part.rate: declared.rate}
    return [
        replace(c, metric=instead.get(c.metric), rate=declared.rate if c is part else None)
        if c.metric
        else c
        for c in columns
    ]


def _service(label: str, damaged: bool) -> str | None:
    """The count of the services that a row names and nothing else does."""
    said = meaning(label, damaged)
    bare = frozenset(f for f in said.features if not f.startswith("unit:"))
    if said.strange or said.negated or len(bare & grammar().services) != 1:
        return None
    resolved = resolve(bare & grammar().services, frozenset(), "count")
    known = bare <= grammar().services | {"online"}
    return resolved.metric if resolved and known and not resolved.rivals else None


def _part_and_whole(columns: Sequence[Column]) -> tuple[Column, Column] | None:
    """The one column of files that came in by a channel, and that of all of them."""
    counts = {c.metric: c for c in columns if c.metric and c.kind == "count"}
    pairs = [
        (c, counts[whole])
        for c in counts.values()
        if (whole := metrics()[c.metric or ""].of or "") in counts and c.rate
    ]
    return pairs[0] if len(pairs) == 1 else None


def _beside(label: str, columns: Sequence[Column], damaged: bool) -> list[Column]:
    paths = [(label, *column.path) for column in columns]
    of = meaning(label, damaged).features & grammar().classes["object"]
    return read_columns(paths, subject=frozenset(), damaged=damaged, of=of)


def _is_object(label: str, damaged: bool) -> bool:
    """Its words say of what something was done, and nothing else."""
    said = meaning(label, damaged)
    allowed = grammar().classes["object"] | table_book().headings.wholes
    bare = {f for f in said.features if not f.startswith("unit:")}
    known = not said.strange and not said.negated
    return known and bare <= allowed and bool(bare & grammar().classes["object"])
