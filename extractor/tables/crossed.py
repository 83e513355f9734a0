"""Rows that say of what the columns' figures are: 'Kết quả giải quyết' beside 'Đã số hóa'.

Or of which services: 'Toàn trình' beside 'Tổng số hồ sơ | Hồ sơ trực tuyến | Tỷ lệ'; or by which
channel files came: 'Qua bưu chính' beside 'Tiếp nhận | Đã giải quyết'.

Such a row is no unit and no field of work: it is a heading that stands at the side. Knows
headings; no values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.book.metrics import grammar, metrics, resolve
from extractor.book.tables import table_book
from extractor.tables.called import are_fields
from extractor.tables.collected import read_rows
from extractor.tables.columns import Column, read_columns
from extractor.tables.labels import summed
from extractor.tables.neighbours import names_place
from extractor.tables.row import Row
from extractor.tables.table import FileTable
from extractor.tables.words import meaning, owner_of_all

FEWEST = 2
"""Rows that name an object, or a channel."""
CAME = ("received.new", "received.total")
"""What the channels part, the first that a table tells."""
SHARE = "received.online_rate"
"""The only share of a channel that has a name."""


def crossed(
    labels: Sequence[str], columns: Sequence[Column], damaged: bool
) -> dict[str, list[Column]]:
    """The columns as each of these rows makes them mean; {} where no rows say of what they are."""
    if services := _of_services(labels, columns, damaged):
        return services
    if channels := _of_channels(labels, columns, damaged):
        return channels
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


def parting(rows: Sequence[Row], columns: Sequence[Column]) -> set[int]:
    """Numbers of rows that part the reporter's figures: by ways, by what was asked. Nobody's."""
    told = {column.label for column in columns}
    if told & {"field", "unit", "either"} or not told & {"aspect", "metric"}:
        return set()
    unknown = [row for row in rows if row.scope and row.scope.level == "field" and row.label]
    return set() if are_fields([r.label for r in unknown]) else {row.number for row in unknown}


def by_channel(table: FileTable) -> FileTable:
    """The table; where its rows are channels a bare share is that of what came by them."""
    labels = [row.label for row in read_rows(table)]
    if not _of_channels(labels, table.columns, table.damaged):
        return table
    columns = [replace(c, metric=SHARE) if _is_share(c) else c for c in table.columns]
    return replace(table, columns=columns)


def _of_channels(
    labels: Sequence[str], columns: Sequence[Column], damaged: bool
) -> dict[str, list[Column]]:
    """'Trực tuyến', 'Trực tiếp' beside 'Tiếp nhận | Đã giải quyết': what came in by each.

    How much of that was settled has no name; a sum below them tells all columns but the share.
    """
    came = next((c for m in CAME for c in columns if c.metric == m and c.kind == "count"), None)
    ways = [label for label in dict.fromkeys(labels) if _is_channel(label, damaged)]
    sums = [la for la in labels if owner_of_all(table_book().totals, summed(la), damaged)]
    others = {*labels} - {*ways, *sums, ""}
    aspects = any(c.label == "aspect" for c in columns)
    if came is None or len(ways) < FEWEST or (others and not aspects):
        return {}
    told = [_way(label, came, damaged) for label in ways]
    if None in told or len(set(told)) < len(told):
        return {}
    found = {
        label: [_by_way(c, metric, came) for c in columns]
        for label, metric in zip(ways, told, strict=True)
    }
    found |= {label: [_by_way(c, None, came) for c in columns] for label in others}
    whole = [replace(c, metric=None) if c.metric == SHARE else c for c in columns]
    return found | dict.fromkeys(sums, whole)


def _way(label: str, came: Column, damaged: bool) -> str | None:
    """What came in by the channel that a row names."""
    (way,) = read_columns([(*came.path, label)], subject=frozenset(), damaged=damaged)
    return way.metric or ("received.in_person" if names_place(label) else None)


def _by_way(column: Column, metric: str | None, came: Column) -> Column:
    """A column as a row of this channel makes it mean."""
    if column is came:
        return replace(column, metric=metric)
    rate = metrics()[metric].rate if metric and (column.metric == SHARE) else None
    return replace(column, metric=rate)


def _is_share(column: Column) -> bool:
    """'Tỷ lệ (%)' and no more."""
    return column.kind == "rate" and column.metric is None and not column.label


def _is_channel(label: str, damaged: bool) -> bool:
    """Whether it says how files come in, and nothing else."""
    said = meaning(label, damaged)
    bare = {f for f in said.features if not f.startswith("unit:")} - {"received"}
    known = not said.strange and not said.negated
    return names_place(label) or (known and bool(bare) and bare <= grammar().classes["channel"])


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
