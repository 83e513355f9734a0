"""Decisions of another archive, or of one that was lost, written into this one's log.

A decision keeps its time and its author. One that is here already is not written twice, and one
that somebody has since decided otherwise does not come back to life. Knows the log and its form
as ``archive decisions`` prints it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, get_args

from sqlalchemy import insert, select

from extractor.archive.deciding import FIGURE, REPORT, Action, Verdict
from extractor.archive.naming import MERGED, SAID
from extractor.archive.opening import Archive
from extractor.archive.reading import storable
from extractor.archive.schema import decisions, originals
from extractor.archive.times import FORM
from extractor.archive.troubles import usage
from extractor.units.table import is_day
from extractor.units.tree import Merger

Became = Literal["taken", "known", "older", "foreign", "table"]
"""'known': it is here already. 'older': here somebody has decided on the same since. 'foreign': on
an original that is not here. 'table': that a table was loaded, which the log does not hold."""
BECAME: tuple[Became, ...] = ("taken", "known", "older", "foreign", "table")
_TEXTS = ("at", "by", "kind", "target", "reason")
_PERHAPS = ("sha256", "before", "after", "rule")


def replay(archive: Archive, lines: Iterable[str]) -> Counter[Became]:
    """Write the decisions of a log into this one, all or none; what became of them.

    Raises:
        UsageError: a line is no decision; nothing is written.
    """
    rows = list(_rows(archive, lines))
    counts: Counter[Became] = Counter()
    with archive.writing() as connection, connection.begin():
        log = connection.execute(select(decisions).order_by(decisions.c.id)).mappings().all()
        known, last = set(map(_told, log)), {_about(row): row["at"] for row in log}
        here = set(connection.execute(select(originals.c.sha256)).scalars())
        for row in rows:
            became: Became = "taken"
            if row["kind"] not in _AFTER:
                became = "table"
            elif row["sha256"] is not None and row["sha256"] not in here:
                became = "foreign"
            elif _told(row) in known:
                became = "known"
            elif last.get(_about(row), "") > row["at"]:
                became = "older"
            else:
                connection.execute(insert(decisions), row)
            counts[became] += 1
    return counts


def _about(row: Any) -> tuple[str, str | None, str]:
    """What a decision is on."""
    return row["kind"], row["sha256"], row["target"]


def _told(row: Any) -> tuple[str | None, ...]:
    return tuple(row[name] for name in ("at", "by", "kind", "sha256", "target", "after"))


def _rows(archive: Archive, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            row = {name: told[name] for name in _TEXTS}
            row |= {name: told.get(name) for name in _PERHAPS}
            _check(row)
            row = {name: storable(value) for name, value in row.items()}
        except (ValueError, TypeError, KeyError, ArithmeticError) as error:
            raise usage("archive.no-decision", archive.lang, line=number) from error
        yield row


def _check(row: dict[str, Any]) -> None:
    """Whether the row can be laid over: what is once in the log stays there for ever.

    Raises:
        ValueError, TypeError, KeyError, ArithmeticError: it cannot.
    """
    texts = all(isinstance(row[name], str) for name in _TEXTS)
    if not (texts and all(isinstance(row[name], str | None) for name in _PERHAPS)):
        raise TypeError(row)
    if datetime.strptime(row["at"], FORM).strftime(FORM) != row["at"]:
        raise ValueError(row["at"])
    if row["kind"] in (FIGURE, REPORT) and row["sha256"] is None:
        raise ValueError(row["kind"])
    if row["kind"] in _AFTER:
        _AFTER[row["kind"]](row["after"])


def _figure(after: str) -> None:
    told = json.loads(after)
    if told["action"] not in get_args(Action) or not Decimal(told["value"] or 0).is_finite():
        raise ValueError(after)


def _verdict(after: str) -> None:
    if after not in get_args(Verdict):
        raise ValueError(after)


def _unit(after: str) -> None:
    if not after:
        raise ValueError(after)


def _merger(after: str) -> None:
    told = Merger(**json.loads(after))
    if not (isinstance(told.unit, str) and isinstance(told.into, str) and is_day(told.day)):
        raise ValueError(after)


_AFTER: dict[str, Callable[[str], None]] = {
    FIGURE: _figure, REPORT: _verdict, SAID: _unit, MERGED: _merger,
}  # fmt: skip
"""The kinds that are replayed, each with what its ``after`` must be."""
