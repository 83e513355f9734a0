"""Units from a CSV that an office can edit in a spreadsheet, and back into one.

Knows the columns and what may be wrong with them: every mistake is named by line and column.
Takes commas, semicolons or tabs, and the mark with which Excel begins a UTF-8 file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from extractor.book.loading import root
from extractor.book.names import LEVELS, Lang
from extractor.errors import UsageError
from extractor.messages import say
from extractor.units.tree import Tree, Unit

COLUMNS = (
    *("id", "name", "kind", "level", "parent"),
    *("from", "to", "successors", "aliases", "source"),
)
_NEEDED = ("id", "name", "kind", "level")
_SHOWN = 5
"""Mistakes that are told at once."""


@cache
def shipped() -> Tree:
    """The units that come with the program: provinces of both times and districts of one name."""
    return Tree(read(root() / "units" / "units.csv"))


def read(path: Path, above: Tree | None = None, lang: Lang = "vi") -> tuple[Unit, ...]:
    """The units of a file; parents and successors may also stand in ``above``.

    Raises:
        UsageError: no such file, or mistakes in it, the first few by line and column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(say("units.unreadable", {"path": str(path)}, lang)) from error
    except UnicodeDecodeError as error:
        raise UsageError(say("units.encoding", {"path": str(path)}, lang)) from error
    table = _table(text)
    wrong = sorted(set(table[0] if table else ()) ^ set(COLUMNS))
    if wrong:
        params = {"path": str(path), "wrong": ", ".join(wrong), "columns": ", ".join(COLUMNS)}
        raise UsageError(say("units.columns", params, lang))
    rows = [dict(zip(table[0], row, strict=False)) for row in table[1:]]
    units = {n: _unit(row) for n, row in enumerate(rows, 2) if any(row.values())}
    faults = list(_faults(units, above))
    if faults:
        told = [say("units.fault", fault | {"path": str(path)}, lang) for fault in faults[:_SHOWN]]
        raise UsageError("\n".join(told))
    return tuple(units.values())


def _table(text: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=sign)]


def _unit(row: dict[str, str]) -> Unit:
    lists = {
        name: tuple(part.strip() for part in row.get(name, "").split(";") if part.strip())
        for name in ("successors", "aliases")
    }
    plain = {name: row.get(name, "") for name in (*_NEEDED, "parent", "source")}
    return Unit(**plain, **lists, start=row.get("from", ""), end=row.get("to", ""))  # type: ignore[arg-type]


def _faults(units: dict[int, Unit], above: Tree | None) -> Iterator[dict[str, str]]:
    ids = {unit.id: n for n, unit in reversed(units.items())}
    known = {unit.id: unit for unit in (above.all() if above else ())}
    known |= {unit.id: unit for unit in units.values()}
    for n, unit in units.items():
        for column, value in _wrong(unit, known):
            yield {"line": str(n), "column": column, "value": value or "—"}
        if ids[unit.id] != n:
            yield {"line": str(n), "column": "id", "value": unit.id}


def _wrong(unit: Unit, known: dict[str, Unit]) -> Iterator[tuple[str, str]]:
    """Column and value of each mistake in one row."""
    for name in _NEEDED:
        if not getattr(unit, name):
            yield name, ""
    if unit.level and unit.level not in LEVELS:
        yield "level", unit.level
    for column, day in (("from", unit.start), ("to", unit.end)):
        if day and not is_day(day):
            yield column, day
    if unit.start and unit.end and unit.end < unit.start:
        yield "to", unit.end
    if unit.parent and (unit.parent not in known or _circular(unit, known)):
        yield "parent", unit.parent
    for successor in unit.successors:
        if successor not in known or successor == unit.id:
            yield "successors", successor


def is_day(text: str) -> bool:
    """Whether it is a day in the form 2025-07-01."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _circular(unit: Unit, known: dict[str, Unit]) -> bool:
    seen = {unit.id}
    above = unit.parent
    while above in known:
        if above in seen:
            return True
        seen.add(above)
        above = known[above].parent
    return False


def overlaps(tree: Tree) -> list[tuple[Unit, Unit]]:
    """Pairs of one rank, name and parent that stood at the same time: one unit twice."""
    groups: dict[tuple[str, str, str], list[Unit]] = {}
    for unit in tree.all():
        groups.setdefault((unit.kind, unit.name, unit.parent), []).append(unit)
    found = []
    for group in groups.values():
        group.sort(key=lambda unit: unit.start)
        found += [(a, b) for a, b in pairwise(group) if not a.end or b.start <= a.end]
    return found


def written(units: Iterable[Unit]) -> Iterator[str]:
    """The units as lines of such a file, a byte-order mark before the first for Excel."""
    yield "\ufeff" + ",".join(COLUMNS) + "\r\n"
    for u in units:
        buffer = io.StringIO()
        lists = ("; ".join(u.successors), "; ".join(u.aliases))
        row = (u.id, u.name, u.kind, u.level, u.parent, u.start, u.end, *lists, u.source)
        csv.writer(buffer, lineterminator="\r\n").writerow(row)
        yield buffer.getvalue()
