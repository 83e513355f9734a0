"""Rows of many documents, gathered and put down together: a call a table, by the driver itself.

SQLAlchemy looks at every row of many before it hands them on, which costs more than the database
does. Knows columns and numbers, not what a row says; whoever gathers is the only one who writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, func, select, text

Row = dict[str, Any]
Values = Callable[[Row], tuple[Any, ...]]

_RESERVED = 64
"""Numbers that are asked of a server at once; those that are left over are never used."""


class Rows:
    """What is to be put down."""

    def __init__(self, connection: Connection, tables: Sequence[Table]) -> None:
        """``tables`` are in the order in which their rows may refer to each other."""
        self._db = connection
        self._rows: dict[Table, list[Row]] = {table: [] for table in tables}
        self._numbers: dict[Table, Iterator[int]] = {}

    def number(self, table: Table) -> int:
        """A number for a row of the table, higher than any before."""
        if table not in self._numbers:
            self._numbers[table] = _numbers(self._db, table)
        return next(self._numbers[table])

    def add(self, table: Table, *rows: Row) -> None:
        """Rows that have all columns of the table."""
        self._rows[table].extend(rows)

    def flush(self) -> None:
        """Put down what was gathered."""
        for table, rows in self._rows.items():
            put(self._db, table, rows)
        self.forget()

    def forget(self) -> None:
        """What was gathered is not to be put down."""
        for rows in self._rows.values():
            rows.clear()


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put rows down that have all columns of their table."""
    if rows:
        statement, values = _into(connection.dialect, table)
        connection.exec_driver_sql(statement, list(map(values, rows)))


@cache
def _into(dialect: Dialect, table: Table) -> tuple[str, Values]:
    """The statement, and what it is given of a row."""
    names = [column.name for column in table.columns]
    quoted = ", ".join(map(dialect.identifier_preparer.quote, names))
    marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(names))
    return f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})", itemgetter(*names)


def _numbers(connection: Connection, table: Table) -> Iterator[int]:
    """Ever higher ones; on a server from the sequence by which others number too."""
    if connection.dialect.name == "sqlite":
        yield from count(int(connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1)
    name = f"pg_get_serial_sequence('{table.name}', 'id')"
    some = text(f"SELECT nextval({name}) FROM generate_series(1, {_RESERVED})")
    while True:
        yield from map(int, connection.execute(some).scalars().all())
