"""One consolidation from the archive: which reports count, what they say, who has not reported.

Knows the archive and the standings of the desk; the table itself is made by
:mod:`extractor.consolidate.official`, which knows neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic_core import from_json
from sqlalchemy import Connection, func, select

from extractor.archive.deciding import FIGURE, laid_over
from extractor.archive.reading import body_of
from extractor.archive.schema import decisions, reports
from extractor.archive.troubles import usage
from extractor.book.head import period_words
from extractor.book.names import Lang
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.fields import by_field
from extractor.consolidate.official.holding import held
from extractor.consolidate.official.kin import Kin, last_day
from extractor.consolidate.official.outlook import outlook
from extractor.consolidate.official.table import Office, Table
from extractor.consolidate.official.told import ScopeKey, Told, told
from extractor.consolidate.official.whole import As, Official, Submission, Used
from extractor.office.delivered import told_terms
from extractor.office.newcomers import gaps, with_learned
from extractor.office.standing import Roll, Standing, known, standings
from extractor.office.terms import MONTHS, Term, counted_months, ending
from extractor.units.tree import LEARNED, Tree, Unit

By = Literal["unit", "field"]
_AT_ONCE = 500
_USED = "counts", "annex"
"""Roles of versions whose figures are taken: the report that counts and its tables."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    term: Term
    to_date: bool = False
    unit: str = ""
    """Id or name of a unit; '' for the one above all that owe reports."""
    level: str | None = None
    by: By = "unit"
    as_: As = "decided"

    def asked(self) -> Asked:
        """As months."""
        last = self.term.year * 12 + self.term.last - 1
        first = self.term.year * 12 if self.to_date else last - self.term.months + 1
        return Asked(first, last, self.to_date)


def consolidated(
    connection: Connection, wish: Wish, lang: Lang, today: date | None = None
) -> Official:
    """The consolidation that is asked for.

    Args:
        connection: one view of the archive (``archive.reading()``).
        wish: what is asked for.
        lang: of the findings of corrected reports, and of mistakes.
        today: the day on which a report that is not there is missed; today's by default.

    Raises:
        UsageError: no such unit, or several could be meant.
    """
    return _Desk(connection, wish, lang, today or date.today()).whole()


@dataclass(frozen=True, slots=True)
class _Counted:
    """A version that counts, and for which unit and months."""

    unit: str
    months: range
    sha256: str
    report: int
    path: str
    annex: bool


@dataclass(slots=True)
class _Read:
    """All reports as printed or as decided."""

    told: dict[str, list[Told]] = field(default_factory=dict)
    decided: int = 0


class _Desk:
    """One consolidation under way."""

    def __init__(self, connection: Connection, wish: Wish, lang: Lang, today: date) -> None:
        self._db, self._wish, self._lang = connection, wish, lang
        self._asked = wish.asked()
        self._known, self._months = with_learned(connection, known(connection), lang)
        self._tree: Tree = self._known.tree
        self._receiver = self._known.calendar.receiver
        self._rolls = {
            term: standings(connection, term, today, self._known) for term in self._terms()
        }
        self._counted = list(_counted(self._rolls))

    def whole(self) -> Official:
        """Everything."""
        unit, wish = self._unit(), self._wish
        read = self._read(decided=wish.as_ != "printed")
        office = Office(self._tree, read.told, self._owed())
        table = self._table(office, unit)
        printed = None
        if wish.as_ == "both":
            as_printed = Office(self._tree, self._read(decided=False).told, office.owed)
            printed = self._table(as_printed, unit)
        below = [n for t in Kin(self._tree, self._asked).top(unit) for n in t.all()]
        mine = {node.unit.id: node.unit for node in below}
        return Official(
            table, wish.as_, _days(office, self._asked, mine), self._above(unit),
            outlook(office, self._asked, unit, wish.level), held(office, self._asked, unit),
            tuple(self._submissions(mine)), tuple(_used(office, self._asked, mine)),
            tuple(self._strangers()), read.decided, printed,
            tuple(self._new(mine)),
        )  # fmt: skip

    def _told(self) -> frozenset[Term]:
        """All that there may be a report on."""
        calendar = self._known.calendar
        cutoffs = {duty.cutoff for duty in calendar.duties} | {period_words().cutoff.day}
        return told_terms(self._db, cutoffs, calendar.tolerance)

    def _terms(self) -> list[Term]:
        """The months asked for, and of all others those that there is a report on."""
        told = self._told()
        months = {ending(month, 1) for month in self._asked.months}
        return [term for term in _terms(self._asked) if term in told or term in months]

    def _table(self, office: Office, unit: Unit) -> Table:
        if self._wish.by == "field":
            return by_field(office, self._asked, unit)
        return office.table(self._asked, unit, self._wish.level)

    # ------------------------------------------------------------------------------ whose

    def _unit(self) -> Unit:
        """The unit that is meant."""
        on = last_day(self._asked.last)
        name = self._wish.unit or self._receiver
        if name in self._tree:
            return self._tree[name]
        if name:
            match = self._known.matcher.match(name, on)
            if match.unit is None:
                raise usage("archive.no-unit", self._lang, unit=name)
            return match.unit
        tops = self._tops(on)
        if not tops:
            told = ", ".join(map(str, sorted(self._told(), reverse=True)[:8])) or "—"
            raise usage("office.no-reports", self._lang, period=str(self._wish.term), told=told)
        if len(tops) != 1:
            names = ", ".join(unit.id for unit in tops[:8]) or "—"
            raise usage("office.which-unit", self._lang, units=names)
        return tops[0]

    def _tops(self, on: str) -> list[Unit]:
        """The uppermost units of all that owe or gave a report in the months asked for."""
        found: dict[str, Unit] = {}
        for roll in self._within():
            owing = roll.owed or roll.standings
            for one in owing:
                above = self._tree.ancestors(one.unit.id)
                top = above[-1] if above else one.unit
                found[top.id] = top
        gone = [unit for unit in found.values() if any(s in found for s in unit.successors)]
        left = [unit for unit in found.values() if unit not in gone]
        return sorted(left, key=lambda unit: (not unit.stands(on), unit.id))

    def _above(self, unit: Unit) -> Unit | None:
        return self._tree[unit.parent] if unit.parent else None

    # ------------------------------------------------------------------------------- what

    def _read(self, *, decided: bool) -> _Read:
        """What the counted reports say; several of one unit and period are one report."""
        touched = self._touched() if decided else Counter[str]()
        found = _Read(decided=sum(touched[one.sha256] for one in self._counted))
        by_report = {one.report: one for one in self._counted}
        for report, body in self._bodies(list(by_report)):
            one = by_report[report]
            data = from_json(body)
            if touched[one.sha256]:
                corrected = laid_over(self._db, one.sha256, self._lang).report
                data = from_json(corrected.model_dump_json(by_alias=True))
            said = told(data, one.path, one.months)
            if said is not None:
                _join(found.told.setdefault(one.unit, []), said, annex=one.annex)
        return found

    def _touched(self) -> Counter[str]:
        """Hash → figures of it that people decided."""
        counted = func.count(decisions.c.target.distinct())
        chosen = select(decisions.c.sha256, counted).where(decisions.c.kind == FIGURE)
        return Counter(dict(self._db.execute(chosen.group_by(decisions.c.sha256)).all()))

    def _bodies(self, ids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        for at in range(0, len(ids), _AT_ONCE):
            piece = ids[at : at + _AT_ONCE]
            chosen = select(reports.c.id, reports.c.body).where(reports.c.id.in_(piece))
            for row in self._db.execute(chosen.order_by(reports.c.id)):
                yield row.id, body_of(row.body)

    def _owed(self) -> dict[tuple[str, int], str]:
        """By unit and month: how the report stands; of longer terms where no month is owed."""
        found: dict[tuple[str, int], str] = {}
        for term in sorted(self._rolls, key=lambda term: term.months):
            for one in self._rolls[term].owed:
                keys = [(one.unit.id, month) for month in counted_months(term)]
                if term.months == 1 or not any(key in found for key in keys):
                    found |= dict.fromkeys(keys, one.status)
        return found | gaps(self._months, self._asked.months)

    def _new(self, mine: dict[str, Unit]) -> Iterator[str]:
        """Learned units that are in the table."""
        there = {unit for unit, _ in gaps(self._months, self._asked.months)}
        there |= {one.unit for one in self._counted if one.months[-1] in self._asked.months}
        new = (mine[id] for id in there & mine.keys() if mine[id].source == LEARNED)
        yield from sorted(unit.full for unit in new)

    def _submissions(self, mine: dict[str, Unit]) -> Iterator[Submission]:
        """What each unit gave in the months asked for, by superior and name."""
        rows: dict[str, list[str]] = {}
        for n, month in enumerate(self._asked.months):
            for one in self._rolls[ending(month, 1)].standings:
                if one.unit.id in mine and one.unit.id != self._wish.unit:
                    statuses = rows.setdefault(one.unit.id, [""] * len(self._asked.months))
                    statuses[n] = one.status
        units = sorted((mine[id] for id in rows), key=lambda u: (u.level, u.parent, u.name))
        for unit in units:
            above = self._above(unit)
            yield Submission(unit.full, above.full if above else "", tuple(rows[unit.id]))

    def _strangers(self) -> Iterator[tuple[str, str]]:
        """Documents of the months asked for that have no certain place; each once."""
        seen: dict[str, str] = {}
        for roll in self._within():
            for path, why in _placeless(roll):
                seen.setdefault(path, why)
        yield from seen.items()

    def _within(self) -> Iterator[Roll]:
        """Of the terms that lie in the months asked for."""
        for term, roll in self._rolls.items():
            months = counted_months(term)
            if months.start >= self._asked.first and months.stop - 1 <= self._asked.last:
                yield roll


def _placeless(roll: Roll) -> Iterator[tuple[str, str]]:
    for stranger in roll.strangers:
        for version in stranger.versions:
            yield version.paths[0], stranger.written
    for loose in roll.unplaced:
        yield loose.version.paths[0], loose.why


def _terms(asked: Asked) -> list[Term]:
    """The terms that the table, its comparisons and its charts need: back to a year before."""
    first, last = min(asked.first, asked.last - 11) - 1, asked.last
    first = min(first, asked.first - 12)
    return [
        ending(month, length)
        for length in MONTHS.values()
        for month in range(first + length - 1, last + 1)
        if ((month + 1) % 12 == 9 if length == 9 else (month + 1) % length == 0)
    ]


def _counted(rolls: dict[Term, Roll]) -> Iterator[_Counted]:
    for term, roll in rolls.items():
        for one in roll.standings:
            yield from _versions(one, counted_months(term))


def _versions(one: Standing, months: range) -> Iterator[_Counted]:
    if one.counts is None:
        return
    for version in one.versions:
        if version.role in _USED:
            annex = version.role == "annex"
            path = version.paths[0]
            yield _Counted(one.unit.id, months, version.sha256, version.report_id, path, annex)


def _join(told: list[Told], said: Told, *, annex: bool) -> None:
    """One more report of a unit; a table that goes with a report adds what that does not say."""
    same = next(
        (t for t in told if t.when.first == said.when.first and t.when.last == said.when.last), None
    )
    if same is None:
        told.append(said)
        return
    main, other = (same, said) if annex else (said, same)
    scopes: dict[ScopeKey, Any] = {**other.scopes, **main.scopes}
    main.scopes = scopes
    told[told.index(same)] = main


def _days(office: Office, asked: Asked, mine: Iterable[str]) -> tuple[date, date]:
    """The days that most reports print for the first and the last month; else the Decree's."""
    starts, ends = Counter[date](), Counter[date]()
    for unit in mine:
        for report in office.reports.get(unit, ()):
            if (
                report.when.dated
                and report.when.first >= asked.first
                and report.when.last <= asked.last
            ):
                starts[report.when.start] += report.when.first == asked.first
                ends[report.when.end] += report.when.last == asked.last
    start, end = asked.days()
    return _most(starts, start), _most(ends, end)


def _most(days: Counter[date], otherwise: date) -> date:
    found = [(count, day) for day, count in days.items() if count]
    return max(found)[1] if found else otherwise


def _used(office: Office, asked: Asked, mine: dict[str, Unit]) -> Iterator[Used]:
    """The documents of the months asked for."""
    for id, unit in mine.items():
        for report in sorted(office.reports.get(id, ()), key=lambda r: r.when):
            if report.when.first >= asked.first and report.when.last <= asked.last:
                yield Used(
                    unit.full, report.when.label(), report.document, report.number, report.date,
                    report.sha256,
                )  # fmt: skip
