"""Where each unit stands for a term: what it owes, what came, when, and which version counts.

The one question that the desk asks::

    with opened(folder) as archive, archive.reading() as connection:
        roll = standings(connection, parse("2024-03"))
        for one in roll.standings:
            one.unit.full, one.status, one.counts and one.counts.report_id

A report is never guessed into its place: a name that fits no unit for certain is a *stranger*
('a new unit, please confirm'), a document without period or issuer is *unplaced*. Knows the
archive through :mod:`.delivered`; figures only as counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import Connection, select

from extractor.archive.asking import document
from extractor.archive.deciding import judged
from extractor.archive.naming import matcher
from extractor.archive.schema import units as own_units
from extractor.models import Report
from extractor.office.delivered import Given, oddly, on_term, unplaced
from extractor.office.duties import Calendar, Duty
from extractor.office.keeping import calendar
from extractor.office.moments import Moment
from extractor.office.terms import Term
from extractor.office.versions import Version, sorted_out
from extractor.units.matching import How, Matcher
from extractor.units.placing import Placer, written
from extractor.units.tree import Tree, Unit

Status = Literal[
    "missing", "duplicated", "returned", "unread", "late", "undated", "awaited", "on-time", "extra"
]
"""The worst first. 'missing': nothing came and the day is over; 'awaited': it is not over.
'duplicated': a person must say which of several counts. 'returned': all that came was sent back.
'unread': something came, and no figure could be read from it. 'undated': nothing tells whether
it came in time. 'extra': it came and was not owed."""
STATUSES: tuple[Status, ...] = get_args(Status)
LOOSE_DAYS = 60
"""Days after the cut-off in which a document without a period may be one on the term."""
Why = Literal["no-period", "odd-period", "no-issuer", "failed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit and one duty for one term."""

    unit: Unit
    duty: Duty | None
    """None where the unit owes nothing and gave something ('extra')."""
    term: Term
    due: date | None
    status: Status
    counts: Version | None = None
    """The version that counts; None where none does (yet)."""
    came: Moment | None = None
    """When the first version came that was not sent back, and by what evidence."""
    versions: tuple[Version, ...] = ()
    """All that came, with their roles; what counts first."""

    @property
    def parent(self) -> str:
        """Id of the unit's superior, '' without one."""
        return self.unit.parent

    @property
    def accepted(self) -> bool:
        """Whether a person accepted the version that counts."""
        return self.counts is not None and self.counts.accepted is not None

    def of(self, role: str) -> tuple[Version, ...]:
        """The versions in one role, such as 'annex', 'copy', 'replaced' or 'undecided'."""
        return tuple(one for one in self.versions if one.role == role)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name that issued reports on the term and means no unit for certain."""

    written: str
    """Issuer and superior as printed: what ``units-confirm`` takes."""
    how: How
    candidates: tuple[Unit, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A document that may be one on the term; its head does not tell."""

    why: Why
    version: Version


@dataclass(frozen=True, slots=True)
class Roll:
    """The whole answer for a term."""

    term: Term
    calendar: Calendar
    tree: Tree
    standings: tuple[Standing, ...]
    """The worst first, then by name."""
    strangers: tuple[Stranger, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def owed(self) -> tuple[Standing, ...]:
        """Without what nobody asked for."""
        return tuple(one for one in self.standings if one.duty is not None)


@dataclass(frozen=True, slots=True)
class Known:
    """What is the same for every term of one view of the archive."""

    calendar: Calendar
    tree: Tree
    matcher: Matcher
    judged: dict[str, tuple[str, str]]
    own: frozenset[str]
    """Ids of the units that the office's own table holds."""


def known(connection: Connection) -> Known:
    """To be asked for once, where several terms are wanted.

    Raises:
        PatternError: the calendar that the office loaded is none for this program.
    """
    own = frozenset(connection.execute(select(own_units.c.id)).scalars())
    names = matcher(connection)
    return Known(calendar(connection), names.tree, names, judged(connection), own)


def standings(
    connection: Connection, term: Term, today: date | None = None, of: Known | None = None
) -> Roll:
    """Every unit's standing for a term.

    Args:
        connection: one view of the archive (``archive.reading()``).
        term: as :func:`extractor.office.terms.parse` gives it.
        today: the day on which a report that is not there is missed; today's by default.
        of: what :func:`known` told of the same view.

    Raises:
        PatternError: the calendar that the office loaded is none for this program.
    """
    return _Desk(connection, term, today or date.today(), of or known(connection)).roll()


class _Desk:
    """One answer in the making."""

    def __init__(self, connection: Connection, term: Term, today: date, of: Known) -> None:
        self._db, self._term, self._today = connection, term, today
        self._calendar, self._tree, self._own = of.calendar, of.tree, of.own
        self._duties = self._calendar.running(term)
        self._cutoff = (
            self._duties[0].cutoff if self._duties else Duty.model_fields["cutoff"].default
        )
        on = term.end(self._cutoff).isoformat()
        self._placer = Placer(of.matcher, self._tree, on)
        self._judged = of.judged
        self._asked: set[int] = set()

    def roll(self) -> Roll:
        given = on_term(self._db, self._term, self._cutoff, self._calendar.tolerance)
        placed: defaultdict[str, list[Given]] = defaultdict(list)
        strange: defaultdict[str, list[Given]] = defaultdict(list)
        nameless = []
        for one in filter(self._relevant, given):
            if not one.issuer:
                nameless.append(one)
                continue
            match = self._placer.place(one.issuer, one.parent)
            if match.unit is not None:
                placed[match.unit.id].append(one)
            else:
                strange[written(one.issuer, one.parent)].append(one)
        found = [*self._owed(placed), *self._extras(placed)]
        found.sort(key=lambda s: (STATUSES.index(s.status), s.unit.parent, s.unit.name, s.unit.id))
        return Roll(
            self._term, self._calendar, self._tree, tuple(found),
            tuple(self._stranger(name, them) for name, them in sorted(strange.items())),
            tuple(self._loose(nameless)),
        )  # fmt: skip

    def _relevant(self, one: Given) -> bool:
        """Whether a document may be what any duty of the term asks for."""
        return any(_answers(one, duty) for duty in self._duties) or not self._duties

    # ------------------------------------------------------------------ units that are known

    def _owed(self, placed: dict[str, list[Given]]) -> Iterator[Standing]:
        for duty in self._duties:
            for unit in self._calendar.owing(duty, self._term, self._tree, self._own):
                given = [one for one in placed.get(unit.id, ()) if _answers(one, duty)]
                self._asked.update(one.report_id for one in given)
                yield self._standing(unit, duty, given)

    def _extras(self, placed: dict[str, list[Given]]) -> Iterator[Standing]:
        """What came and nobody owes; a document without figures is then no report."""
        for id, all_given in placed.items():
            given = [one for one in all_given if one.report_id not in self._asked]
            if versions := self._sorted([one for one in given if one.counts], None):
                yield Standing(
                    self._tree[id], None, self._term, None, "extra", _counting(versions),
                    _came(versions), versions,
                )  # fmt: skip

    def _standing(self, unit: Unit, duty: Duty, given: list[Given]) -> Standing:
        due = self._calendar.due(duty, self._term)
        versions = self._sorted(given, duty)
        counts, came = _counting(versions), _came(versions)
        status = self._status(versions, counts, came, due)
        return Standing(unit, duty, self._term, due, status, counts, came, versions)

    def _status(
        self, versions: tuple[Version, ...], counts: Version | None, came: Moment | None, due: date
    ) -> Status:
        if not versions:
            return "missing" if self._today > due else "awaited"
        if any(one.role == "undecided" for one in versions):
            return "duplicated"
        if counts is None or came is None:
            back = all(one.role == "returned" for one in versions)
            return "returned" if back else "unread"
        timely = came.timely(due)
        return "undated" if timely == "late" and self._doubtful(versions, came) else timely

    def _doubtful(self, versions: tuple[Version, ...], came: Moment) -> bool:
        """Whether the date that makes it late was not read for certain."""
        first = next(one for one in versions if one.moment == came)
        date_ = self._report(first).document.readings.get("date")
        return came.evidence == "dated" and date_ is not None and date_.status == "unresolved"

    # ----------------------------------------------------------------------- their versions

    def _sorted(self, given: Iterable[Given], duty: Duty | None) -> tuple[Version, ...]:
        versions = [self._version(one, duty) for one in given]
        back = frozenset(s for s, (action, _) in self._judged.items() if action == "returned")
        return tuple(sorted_out(versions, back, self._report))

    def _version(self, one: Given, duty: Duty | None) -> Version:
        action, at = self._judged.get(one.sha256, ("", None))
        return Version(
            one.sha256, one.report_id, one.paths, one.number, one.title, one.moment, one.added,
            one.of(duty.metrics) if duty else sum(one.counts.values()),
            accepted=at if action == "accepted" else None,
            strays=one.strays if one.strays > self._calendar.tolerance else 0,
            overwritten=one.overwritten,
        )  # fmt: skip

    def _report(self, version: Version) -> Report:
        return Report.model_validate_json(document(self._db, version.sha256))

    # ---------------------------------------------------------------------- what is a question

    def _stranger(self, name: str, given: list[Given]) -> Stranger:
        match = self._placer.place(given[0].issuer or "", given[0].parent)
        return Stranger(name, match.how, match.units, self._sorted(given, None))

    def _loose(self, nameless: list[Given]) -> Iterator[Unplaced]:
        for one in nameless:
            yield Unplaced("no-issuer", self._version(one, None))
        for one in oddly(self._db, self._term, self._cutoff, self._calendar.tolerance):
            if self._near(one) and self._asked_for(one):
                yield Unplaced("odd-period", self._version(one, None))
        for one in filter(self._near, unplaced(self._db)):
            if one.status == "failed":
                yield Unplaced("failed", self._version(one, None))
            elif self._asked_for(one):
                yield Unplaced("no-period", self._version(one, None))

    def _near(self, one: Given) -> bool:
        """Whether it may have been given for the term, by its day."""
        start = datetime.combine(self._term.start(self._cutoff), datetime.min.time())
        end = datetime.combine(self._term.end(self._cutoff), datetime.max.time())
        return start <= one.moment.last and one.moment.first <= end + timedelta(days=LOOSE_DAYS)

    def _asked_for(self, one: Given) -> bool:
        return any(_answers(one, duty) and one.of(duty.metrics) for duty in self._duties)


def _answers(one: Given, duty: Duty) -> bool:
    """Whether a document may be what a duty asks for: its type fits, or it is only a table."""
    return one.type in duty.types or (one.type is None and one.of(duty.metrics) > 0)


def _counting(versions: Iterable[Version]) -> Version | None:
    return next((one for one in versions if one.role == "counts"), None)


def _came(versions: Iterable[Version]) -> Moment | None:
    """When the first came that was not sent back and could be read."""
    given = [one.moment for one in versions if one.role not in ("returned", "unread")]
    return min(given, key=lambda m: (m.last, m.first), default=None)
