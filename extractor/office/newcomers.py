"""The desk of an office without a table of its own: units that its reports tell of.

Knows what of them may be missed; who they are is :mod:`extractor.archive.learning`'s to say.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from extractor.archive.learning import learned
from extractor.book.names import Lang
from extractor.messages import say
from extractor.office.standing import Known

Months = Mapping[str, frozenset[str]]
"""Of each learned unit: the months ('2025-05') that it reported on."""


def with_learned(connection: Connection, of: Known, lang: Lang) -> tuple[Known, Months]:
    """What is known, over a tree with the learned units; an office's own table goes before."""
    if of.own:
        return of, {}
    found = learned(connection, of.tree, say("office.all-units", {}, lang))
    return replace(of, tree=found.tree, matcher=of.matcher.over(found.tree)), found.months


def gaps(units: Months, asked: Container[int]) -> dict[tuple[str, int], str]:
    """How a learned unit stands for each month asked for between its first report and its last.

    Before and after nobody knows whether it owes one.
    """
    found = {}
    for unit, months in units.items():
        told = {int(iso[:4]) * 12 + int(iso[5:]) - 1 for iso in months}
        for month in range(min(told), max(told) + 1) if told else ():
            if month in asked:
                found[unit, month] = "extra" if month in told else "missing"
    return found
