"""The reports of a term that letters are written about, with those to be held against them.

Which versions count is :mod:`.standing`'s to say: what a later version replaced, what was sent
back and what is a copy is not asked about. Knows which unit a name means; asks nobody anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from extractor.archive.data import reported
from extractor.archive.naming import matcher
from extractor.book.names import Lang
from extractor.letters.collecting import Key, by_name
from extractor.models import Report
from extractor.office.standing import Roll, standings
from extractor.office.terms import Term
from extractor.office.versions import Version
from extractor.units.matching import Matcher

BEFORE = 380
"""Days before a term whose reports it is held against: openings, and a year's own months."""
AFTER = 31
"""Days after its cut-off: periods that end a little late are of the term, too."""
STANDING = frozenset({"counts", "undecided", "annex"})
"""Roles of versions that are asked about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What letters are made of."""

    reports: tuple[Report, ...]
    """As decided; those of the time before too."""
    wanted: frozenset[str]
    """Hashes of the documents of the term itself that count."""
    key: Callable[[Report], Key]
    """Equal for reports of one unit."""


def asked(connection: Connection, term: Term, lang: Lang = "vi") -> Asked:
    """What is on record for a term, as people decided it."""
    roll = standings(connection, term)
    wanted = frozenset(one.sha256 for one in _versions(roll) if one.role in STANDING)
    start, end = term.start(1) - timedelta(BEFORE), term.end(31) + timedelta(AFTER)
    told = reported(connection, lang, start.isoformat(), end.isoformat())
    names = matcher(connection)
    return Asked(tuple(one.report for one in told), wanted, lambda report: _key(report, names))


def _versions(roll: Roll) -> Iterator[Version]:
    """All that came, also from names that mean no unit for certain, or that name none."""
    for standing in roll.standings:
        yield from standing.versions
    for stranger in roll.strangers:
        yield from stranger.versions
    for loose in roll.unplaced:
        yield loose.version


def _key(report: Report, names: Matcher) -> Key:
    """The unit where its name means one for certain; otherwise the name itself."""
    head = report.document
    end = head.period.end if head.period else None
    unit = names.match(head.issuer, end).unit if head.issuer else None
    return ("unit", unit.id) if unit else by_name(report)
