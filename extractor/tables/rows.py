"""Whose figures a row holds: totals told from units, groups that give the rows below a level.

Knows labels, numerals and sums of rows; knows no metric.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.book.tables import table_book
from extractor.match.scopes import HOUSES, is_territory
from extractor.models import Scope
from extractor.tables.called import are_fields, is_body
from extractor.tables.columns import Column
from extractor.tables.groups import (
    bodies,
    by_listing,
    by_place,
    is_level,
    score,
    styles_of_units,
)
from extractor.tables.labels import level_listed, level_of, level_summed, summed
from extractor.tables.row import Group
from extractor.tables.row import Row as Row
from extractor.tables.words import named, owner_of_all, period_of_row
from extractor.text import fold

MOST_SUMS = 60
"""Total rows whose sum is tried against the rows above; forms have a handful."""
LOOKED = 40
"""Rows looked at to see what the rows of a table are."""
LONGEST = 200
"""Characters of a label; a longer text is a remark below the table."""


@dataclass(slots=True)
class _Table:
    """The state of going down a table."""

    kind: str
    """What the label column names: field, unit, either or ''."""
    above: tuple[str, str] | None
    """(level, words) the caption gives."""
    damaged: bool
    numerals_group: bool
    """Roman numerals and letters open groups, other rows being numbered otherwise."""
    openers: set[int] = field(default_factory=set)
    """Numbers of rows that open a group by their place."""
    of_units: frozenset[str] = frozenset()
    """Styles of numerals whose rows are units: one like a unit makes its siblings such."""
    bodies: int = 0
    """Rows of a plain list that are single units."""
    groups: list[Group] = field(default_factory=list)
    closed: list[Group] = field(default_factory=list)
    plain: list[Row] = field(default_factory=list)
    heading: str = ""
    """The first word over the rows' names: below 'Cấp' stand 'Tỉnh', 'Huyện', 'Xã'."""
    listed: str | None = None
    """The level of the units, where all rows but sums are units of one: for a sum above them."""
    summed: Row | None = None
    """The first sum of all rows of a table without groups."""
    levels: int = 0
    """Rows that name a level instead of a unit."""
    sums: int = 0


def give_scopes(
    rows: Sequence[Row], columns: Sequence[Column], above: tuple[str, str] | None, damaged: bool
) -> None:
    """Set ``scope`` of every row that holds figures, going down the table."""
    _count_on(rows)
    kinds = [c.label for c in columns if c.label in ("field", "unit", "either")]
    plain = any(
        r.cells and r.style not in ("roman", "letter") and not _total(r, damaged) for r in rows
    )
    kind = "either" if len(set(kinds)) > 1 else (kinds[0] if kinds else "") or ""
    if kind == "field" and not _mostly_units(rows, damaged):
        kind = "fields only"
    if kind in ("either", "") and _mostly_fields(rows, damaged):
        kind = "fields only"
    table = _Table(kind, above or _level_of_heading(columns, damaged), damaged, plain)
    table.bodies = bodies(rows, damaged)
    table.of_units, table.openers = styles_of_units(rows, damaged), by_place(rows, damaged)
    over = next((c.path[-1] for c in columns if c.path and c.label in ("unit", "either", None)), "")
    table.listed = _listed(rows, damaged)
    table.heading = over.split()[0] if over and not kind.startswith("field") else ""
    labelled = any(row.label for row in rows) or sum(bool(row.cells) for row in rows) > 1
    end = next((row for row in reversed(rows) if row.cells), None)
    for row in rows:
        if not row.cells:
            _maybe_group(table, row)
        elif not row.label or (row.label.isdecimal() and not _period(table, row)):
            _unlabelled(table, row, labelled)
        else:
            _one(table, row, last=row is end)
    by_listing((*table.closed, *table.groups), damaged)
    _tell_apart(rows)


def _count_on(rows: Sequence[Row]) -> None:
    """Between rows 4 and 6 of a page image stands row 5, whatever its numeral was read as."""
    for before, row, after in zip(rows, rows[1:], rows[2:], strict=False):
        if row.grid.page.page.reader != "ocr" or not row.marker or row.style == "arabic":
            continue
        last, following = before.marker, after.marker
        if last.isdecimal() and following.isdecimal() and int(following) == int(last) + 2:
            row.marker = str(int(last) + 1)


def _tell_apart(rows: Sequence[Row]) -> None:
    """A field of work that stands under two groups goes by both names ('Cấp xã / Hộ tịch')."""
    fields = [r for r in rows if r.scope is not None and r.scope.level == "field"]
    seen = Counter(fold(r.scope.name or "") for r in fields if r.scope)
    for row in fields:
        if row.scope and row.around and seen[fold(row.scope.name or "")] > 1:
            row.scope = Scope(level="field", name=f"{row.around} / {row.scope.name}")


def _listed(rows: Sequence[Row], damaged: bool) -> str | None:
    """The level of the units that a table without groups lists."""
    named = [row for row in rows if row.label and not _total(row, damaged)]
    grouped = any(row.style in ("roman", "letter") or not row.cells for row in named)
    return None if grouped else level_listed([row.label for row in named])


def _mostly_units(rows: Sequence[Row], damaged: bool) -> bool:
    """Under 'field of work' most rows name units: the heading is the form's, not the table's."""
    data = [row for row in rows if row.cells and row.label and not _total(row, damaged)]
    units = sum(is_body(row.label, damaged) for row in data[:LOOKED])
    return units * 2 >= len(data[:LOOKED])


def _mostly_fields(rows: Sequence[Row], damaged: bool) -> bool:
    """Whether the rows below levels are known fields, where the heading leaves that open.

    Offices are called by their field ('Tư pháp' below 'Các sở'): with departments nobody knows.
    """
    named = [row for row in rows if row.label and not _total(row, damaged)]
    levels = {found[0] for row in named if (found := level_of(row.label, damaged))}
    data = [row for row in named if row.cells and row.style not in ("roman", "letter")]
    return "department" not in levels and are_fields([row.label for row in data])


def _level_of_heading(columns: Sequence[Column], damaged: bool) -> tuple[str, str] | None:
    """The level that the heading over the rows' names gives ('Xã, phường')."""
    for column in columns:
        if column.metric is not None:
            break
        if column.label in (None, "unit", "either") and column.path:
            found = level_of(column.path[-1], damaged)
            if found is not None:
                return found
    return None


def _one(table: _Table, row: Row, *, last: bool) -> None:
    strength = _total(row, table.damaged)
    level = None if strength else level_summed(row.label, table.damaged)
    row.period = "" if strength else _period(table, row)
    if row.period:
        row.scope = _whole(table, row)
    elif strength:
        row.scope = _total_scope(table, row, strength, last)
    elif level:
        of_all = last and table.levels and score(row, _leaves(table)) == 1.0  # 'Tổng cộng huyện'
        row.scope = _whole(table, row) if of_all else Scope(level=level)
        table.levels += 1
    elif _opens_group(table, row):
        group = _open(table, row)
        group.own = row
        table.levels += group.level is not None
        outer = table.groups[-2] if len(table.groups) > 1 else None
        row.scope = _of_body(table, row) if group.is_unit else _plain_scope(table, row, outer)
    else:
        group_or_none = table.groups[-1] if table.groups else None
        row.scope = _plain_scope(table, row, group_or_none)
        table.levels += row.scope.name is None
        table.plain.append(row)
        for group in table.groups:
            group.rows.append(row)


def _period(table: _Table, row: Row) -> str:
    """The span of time that names the row: below 'Tháng' a number does."""
    said = f"{table.heading} {row.label}" if row.label.isdecimal() else row.label
    return period_of_row(said, table.damaged)


def _unlabelled(table: _Table, row: Row, labelled: bool) -> None:
    """A row without a name: the only one there is, or a sum; else nobody knows whose it is."""
    if not labelled or (table.plain and score(row, table.plain) == 1.0):
        row.scope = _whole(table, row)
    else:
        row.scope, row.note = Scope(level="unit"), "row-without-label"


def _maybe_group(table: _Table, row: Row) -> None:
    """A row of words only: a group if it bears a numeral of groups, a level, or spans columns."""
    if not row.label or len(row.label) > LONGEST:
        return
    if row.style == "arabic" and row.number not in table.openers:
        return
    wide = any(cell.col_span > 2 for cell in row.grid.filled(row.index))
    if row.style or wide or level_of(row.label, table.damaged):
        _open(table, row)


def _opens_group(table: _Table, row: Row) -> bool:
    if row.number in table.openers:
        return True
    if row.style in ("roman", "letter"):
        return table.numerals_group
    return not row.style and bool(level_of(row.label, table.damaged)) and _numbered(table)


def _numbered(table: _Table) -> bool:
    """Other rows bear numerals, so that one without is no row like them."""
    return any(row.style == "arabic" for row in table.plain) or bool(table.groups)


def _open(table: _Table, row: Row) -> Group:
    """Open a group; one of the same or an outer numeral closes those inside it."""
    style = _style(table, row)
    for depth, group in enumerate(table.groups):
        if group.style == style:
            table.closed += table.groups[depth:]
            del table.groups[depth:]
            break
    found = level_of(row.label, table.damaged)
    if style in table.of_units and not is_level(row.label, table.damaged):
        found = None
    outer = table.groups[-1].level if table.groups else None
    group = Group(style, found[0] if found else outer, found[1] if found else row.label)
    one = style in table.of_units or is_body(row.label, table.damaged)
    group.is_unit = found is None and one
    table.groups.append(group)
    return group


def _style(table: _Table, row: Row) -> str:
    """'C' behind 'B' is a letter, although it is a numeral as well."""
    if row.style == "roman" and len(row.marker) == 1 and row.marker not in "IVX":
        return "letter"
    return f"{row.style}{row.marker.count('.') or ''}"


def _total(row: Row, damaged: bool) -> str | None:
    """The strength of a total's label, or None for a row that is none."""
    for text in (summed(row.label), row.marker):
        found = owner_of_all(table_book().totals, text, damaged) if text else None
        if found is not None:
            return found[0]
    return None


def _total_scope(table: _Table, row: Row, strength: str, last: bool) -> Scope:
    """The whole table's sum or the group's: by arithmetic, else by its words and place."""
    group = table.groups[-1] if table.groups else None
    if group is None:
        return Scope(level="whole") if _is_of_more(table, row) else _whole(table, row)
    of_group, of_all = 0.0, 0.0
    table.sums += 1
    if table.sums <= MOST_SUMS:
        of_group, of_all = score(row, group.rows), score(row, _leaves(table))
    closes = strength == "group" or not last
    if of_group > of_all or (of_group == of_all and closes and group.own is None):
        return Scope(level=group.level) if group.level else Scope(level="unit", name=group.text)
    return _whole(table, row)


def _is_of_more(table: _Table, row: Row) -> bool:
    """A second sum, of other tables as well: the first one was that of all rows above."""
    first = table.summed = table.summed or row
    return score(first, _leaves(table)) == 1.0 > score(row, _leaves(table))


def _leaves(table: _Table) -> list[Row]:
    """Rows that no other row of the table contains."""
    alone = [g.own for g in (*table.closed, *table.groups) if g.own is not None and not g.rows]
    return table.plain + alone


def _whole(table: _Table, row: Row) -> Scope:
    """The level the table's title names, or that of its units where all are of one."""
    told = {group.level for group in (*table.closed, *table.groups) if group.level}
    if len(told) > 1:
        return Scope(level="whole")
    if table.above:
        return Scope(level=table.above[0])
    parted = table.levels or any(g.is_unit for g in (*table.closed, *table.groups))
    below = table.listed if not table.plain else None
    level = None if parted else level_listed([other.label for other in table.plain]) or below
    return Scope(level=level or "whole")


def _of_body(table: _Table, row: Row) -> Scope:
    """A body's own scope: a counter and a land registry are levels with a name."""
    if level_of(row.label, table.damaged) and _style(table, row) in table.of_units:
        return Scope(level="unit", name=row.label)
    names = named(row.label, table.damaged)
    level = names[0].phrase.level if names and names[0].first else "unit"
    return Scope(level=level if level in HOUSES else "unit", name=row.label)


def _among_units(table: _Table, row: Row) -> bool:
    """Whether the rows beside it are single units, so that one numbered like them is another."""
    if row.style != "arabic":
        return _style(table, row) in table.of_units
    above = {row.scope.level for row in table.plain if row.scope is not None}
    return table.bodies > 1 and above <= {"unit"}


def _plain_scope(table: _Table, row: Row, group: Group | None) -> Scope:
    """A level, a named unit or a field of work."""
    found = level_of(row.label, table.damaged)
    if found is None and table.heading and " " not in row.label:
        found = level_of(f"{table.heading} {row.label}", table.damaged)
    if found is not None:
        one = found[0] in HOUSES and _among_units(table, row)
        return Scope(level="unit", name=row.label) if one else Scope(level=found[0])
    names = named(row.label, table.damaged)
    first = names[0] if names and names[0].first else None
    if first is not None and first.phrase.level == "whole" and first.whole:
        return _whole(table, row)
    if first is not None and first.phrase.level in HOUSES:
        return _of_body(table, row)
    inside_unit = group is not None and group.is_unit and first is None
    by_heading = table.kind == "unit" and not inside_unit
    a_field = table.kind == "fields only" and row.style not in ("roman", "letter")
    by_name = not a_field and is_body(row.label, table.damaged)
    if by_heading or by_name:
        return Scope(level="unit", name=row.label)
    in_level = group is not None and group.level is not None and first is None and not inside_unit
    if table.kind not in ("field", "fields only") and in_level:
        return Scope(level="unit", name=row.label)
    field_of = first.rest if first is not None and first.phrase.level == "field" else ""
    label = field_of or row.label
    row.around = group.text if group is not None else table.above[1] if table.above else ""
    if group is not None and group.is_unit and is_territory(group.text):
        label, row.around = f"{group.text} / {label}", ""
    return Scope(level="field", name=label)
