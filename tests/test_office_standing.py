"""Where units stand: terms, what is owed by when, which version counts, what is a question."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from extractor import cli
from extractor.archive import adding
from extractor.archive.asking import listed
from extractor.archive.deciding import judge
from extractor.archive.moving import export, take_in
from extractor.archive.naming import confirm, drafted, seen
from extractor.archive.naming import load as load_units
from extractor.archive.opening import opened
from extractor.archive.reading import Read, rows
from extractor.archive.schema import calendars, decisions, reports
from extractor.batch import Job
from extractor.cli.accounts import days_of
from extractor.errors import UsageError
from extractor.intake import sha256_of
from extractor.models import DocumentHead, Period, Report, Signed, SourceInfo
from extractor.office.duties import shipped
from extractor.office.keeping import calendar, load, written
from extractor.office.moments import moment
from extractor.office.standing import Roll, standings
from extractor.office.terms import meant, parse
from extractor.units.table import COLUMNS
from tests.archives import Kept
from tests.reports import row

UNITS = """tinh,Tân An,tỉnh,province,,,,,,
so,Sở Y tế,sở,department,tinh,,,,,
h1,Mỹ Lộc,huyện,district,tinh,,2025-06-30,x-new,,
h2,Hòa Bắc,huyện,district,tinh,,2025-06-30,x-new,,
x1,Tân Lập,xã,commune,h1,,2025-06-30,x-new,,
x2,Tân Lập,xã,commune,h2,,2025-06-30,x-new,,
x-new,Tân Lập,xã,commune,tinh,2025-07-01,,,,
"""


@dataclass
class Sent:
    """A made report: who, on what, when, how much."""

    issuer: str | None
    label: str | None
    base: int = 100
    dated: str | None = None
    signed: str | None = None
    parent: str | None = None
    number: str | None = "1/BC-UBND"
    start: str | None = None
    end: str | None = None
    type: str | None = "BC"
    title: str = ""
    empty: bool = False


class Desk:
    """An archive of made reports, and the questions to it."""

    def __init__(self, kept: Kept, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kept, self.inbox = kept, inbox
        self.sent: dict[str, Sent] = {}
        inbox.mkdir()
        monkeypatch.setattr(adding, "read_one", self._read)

    def _read(self, job: Job) -> Read:
        source = job.start.source  # type: ignore[union-attr]
        sent = self.sent[source.sha256]
        info = SourceInfo(
            path=source.path, sha256=source.sha256, media_type="", pages=1, status="ok"
        )
        period = sent.label is not None and Period(
            start=sent.start, end=sent.end, label=sent.label, kind="unknown"
        )
        head = DocumentHead(
            type=sent.type, issuer=sent.issuer, parent=sent.parent, number=sent.number,
            date=sent.dated, title=sent.title, period=period or None,
            signed=(Signed(by="A", at=sent.signed),) if sent.signed else (),
        )  # fmt: skip
        figures = () if sent.empty else tuple(row("whole", None, sent.base))
        return rows(Report(source=info, document=head, figures=figures), [])

    def send(self, name: str, sent: Sent) -> str:
        """Takes a report in; its hash."""
        path = self.inbox / name
        path.write_text(repr(sent), encoding="utf-8")
        self.sent[sha256_of(path)] = sent
        self.kept.add(path)
        return sha256_of(path)

    def roll(self, term: str, today: str = "2030-01-01") -> Roll:
        told = parse(term)
        assert told is not None
        with opened(self.kept.root) as archive, archive.reading() as connection:
            return standings(connection, told, date.fromisoformat(today))

    def statuses(self, term: str, today: str = "2030-01-01") -> dict[str, str]:
        return {one.unit.id: one.status for one in self.roll(term, today).standings}

    def judge(self, sha256: str, verdict: Any, reason: str = "x") -> None:
        with opened(self.kept.root) as archive:
            judge(archive, sha256, verdict, "An", reason)

    def set_calendar(self, old: str, new: str) -> None:
        with opened(self.kept.root) as archive:
            with archive.reading() as connection:
                text = written(connection)
            assert old in text
            path = self.inbox.parent / "calendar.toml"
            path.write_text(text.replace(old, new), encoding="utf-8")
            load(archive, path, "An")


@pytest.fixture
def desk(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(kept, tmp_path / "in", monkeypatch)
    path = tmp_path / "units.csv"
    path.write_text(",".join(COLUMNS) + "\n" + UNITS, encoding="utf-8")
    with opened(kept.root) as archive:
        load_units(archive, path, "An")
    return desk


H1, H2, SO = "UBND huyện Mỹ Lộc", "UBND huyện Hòa Bắc", "Sở Y tế"
MARCH = "tháng 3/2024"

# ------------------------------------------------------------------------------------- terms


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-03", "2024-02-15", "2024-03-14"),
        ("2024-01", "2023-12-15", "2024-01-14"),
        ("2024-Q1", "2023-12-15", "2024-03-14"),
        ("2024-h2", "2024-06-15", "2024-12-14"),
        ("2024-9M", "2023-12-15", "2024-09-14"),
        ("2024", "2023-12-15", "2024-12-14"),
    ],
)
def test_terms_and_their_days(text: str, start: str, end: str) -> None:
    term = parse(text)
    assert term is not None
    assert (str(term), str(term.start(14)), str(term.end(14))) == (text.upper(), start, end)
    assert term.back(1).end(14) < term.start(14) or term.months == 9
    assert term.back(-1).back(1) == term


@pytest.mark.parametrize("text", ["2024-13", "2024-Q5", "24-03", "2024-6M", "", "2024-3"])
def test_what_is_no_term(text: str) -> None:
    assert parse(text) is None


def test_a_months_last_day_as_cut_off() -> None:
    term = parse("2024-02")
    assert term is not None
    assert (str(term.start(31)), str(term.end(31))) == ("2024-02-01", "2024-02-29")


PERIODS = [
    (None, None, "tháng 3/2024", ("2024-03", 0)),
    ("2024-02-15", "2024-03-14", "tháng 3/2024", ("2024-03", 0)),
    ("2024-03-01", "2024-03-31", "tháng 3/2024", ("2024-03", 17)),
    ("2024-07-21", "2024-08-20", "từ 21/7/2024 đến 20/8/2024", ("2024-08", 6)),
    ("2019-12-01", "2020-02-29", "quý I/2020", ("2020-Q1", 14)),
    ("2019-12-01", "2020-02-29", "từ 01/12/2019 đến 29/02/2020", ("2020-Q1", 14)),
    ("2022-12-07", "2023-12-04", "năm 2023", ("2023", 10)),
    (None, None, "6 tháng đầu năm 2024", ("2024-H1", 0)),
    (None, None, "9 tháng đầu năm 2024", ("2024-9M", 0)),
    (None, None, "05 tháng đầu năm 2024", None),
    ("2024-01-01", "2024-04-30", "từ 01/01/2024 đến 30/4/2024", None),
    ("2024-02-10", "2024-05-09", "từ 10/02/2024 đến 09/5/2024", None),
]


@pytest.mark.parametrize(("start", "end", "label", "expected"), PERIODS)
def test_the_term_that_a_printed_period_means(
    start: str | None, end: str | None, label: str, expected: tuple[str, int] | None
) -> None:
    told = meant(Period(start=start, end=end, label=label, kind="unknown"), 14, 20)
    assert (told and (str(told.term), told.strays)) == expected


def test_a_day_off_puts_the_deadline_off() -> None:
    month = next(duty for duty in shipped().duties if duty.id == "month")
    due = {text: shipped().due(month, term) for text in ("2024-03", "2024-05")
           if (term := parse(text))}  # fmt: skip
    assert due == {"2024-03": date(2024, 3, 25), "2024-05": date(2024, 5, 27)}  # Monday, Saturday
    off = shipped().model_copy(update={"days_off": ("03-25", "2024-03-26")})
    term = parse("2024-03")
    assert term is not None
    assert off.due(month, term) == date(2024, 3, 27)


# ------------------------------------------------------------------------------- what is owed


def test_nothing_came(desk: Desk) -> None:
    assert desk.statuses("2024-03") == dict.fromkeys(("so", "h1", "h2", "x1", "x2"), "missing")
    assert set(desk.statuses("2024-03", "2024-03-25").values()) == {"awaited"}


def test_districts_owe_until_they_end_and_the_merged_from_their_start(desk: Desk) -> None:
    assert set(desk.statuses("2025-06")) == {"so", "h1", "h2", "x1", "x2"}
    assert set(desk.statuses("2025-07")) == {"so", "x-new"}
    assert set(desk.statuses("2025-H1")) == {"so", "h1", "h2", "x1", "x2"}
    assert set(desk.statuses("2025")) == {"so", "x-new"}


def test_an_office_asks_otherwise(desk: Desk) -> None:
    desk.set_calendar('receiver = ""', 'receiver = "h1"')
    assert set(desk.statuses("2024-03")) == {"x1"}
    desk.set_calendar('receiver = "h1"', 'receiver = "tinh"')
    desk.set_calendar("cutoff = 14\ndue = 11", 'cutoff = 31\ndue = 5\nlevels = ["district"]')
    assert set(desk.statuses("2024-03")) == {"h1", "h2"}
    (one, *_) = desk.roll("2024-03").standings
    assert (one.due, one.parent) == (date(2024, 4, 5), "tinh")
    log = desk.kept.rows(select(decisions))
    assert [r.kind for r in log] == ["units-loaded", *["calendar-loaded"] * 3]
    assert desk.kept.count(calendars) == 3


FAULTS = {
    "an unknown key": ("cutoff = 14", "cut_off = 14", "did you mean 'cutoff'"),
    "no such day": ("cutoff = 14", "cutoff = 32", "cutoff"),
    "no such level": ("cutoff = 14", 'levels = ["xa"]', "levels"),
    "no such metric": ("cutoff = 14", 'metrics = ["received"]', "metrics"),
    "no TOML": ("cutoff = 14", "cutoff =", "calendar.toml"),
    "no such unit": ('receiver = ""', 'receiver = "nobody"', "'nobody'"),
    "no such day off": ('"01-01"', '"31-12"', "days_off"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_calendar_with_a_mistake_changes_nothing(desk: Desk, name: str) -> None:
    old, new, says = FAULTS[name]
    with pytest.raises(UsageError, match=says):
        desk.set_calendar(old, new)
    with opened(desk.kept.root) as archive, archive.reading() as connection:
        assert calendar(connection) == shipped()


def test_a_calendar_that_was_changed_by_other_means_is_found(desk: Desk) -> None:
    desk.set_calendar("cutoff = 14", "cutoff = 15")
    assert desk.kept.verify().faults == []
    with opened(desk.kept.root) as archive, archive.writing() as connection, connection.begin():
        connection.execute(update(calendars).values(text=""))
    assert [fault.code for fault in desk.kept.verify().faults] == ["calendar-damaged"]


def test_a_period_that_was_changed_by_other_means_is_found(desk: Desk) -> None:
    desk.send("a.txt", Sent(H1, MARCH, signed="2024-03-25T23:00:00+07:00"))
    assert desk.kept.verify().faults == []
    with opened(desk.kept.root) as archive, archive.writing() as connection, connection.begin():
        connection.execute(update(reports).values(period_label="tháng 4/2024"))
    assert [fault.code for fault in desk.kept.verify().faults] == ["report-damaged"]


def test_a_desk_moves_whole(desk: Desk, tmp_path: Path) -> None:
    desk.set_calendar("cutoff = 14", "cutoff = 15")
    desk.judge(desk.send("a.txt", Sent(H1, MARCH, dated="2024-03-20")), "accepted")
    before = desk.roll("2024-03").standings
    with opened(desk.kept.root) as archive:
        export(archive, tmp_path / "out")
    desk.kept = Kept(tmp_path / "other", None)
    with opened(desk.kept.root) as archive, opened(tmp_path / "out") as source:
        take_in(archive, source)
    assert desk.roll("2024-03").standings == before
    assert any(one.accepted for one in before)
    assert desk.kept.verify().faults == []


# --------------------------------------------------------------------------- what came, and when

WHEN = {
    "signed in time": (Sent(H1, MARCH, signed="2024-03-25T23:00:00+07:00"), "on-time", "signed"),
    "signed in time in UTC": (Sent(H1, MARCH, signed="2024-03-25T16:59:00Z"), "on-time", "signed"),
    "signed a minute late": (Sent(H1, MARCH, signed="2024-03-25T17:01:00Z"), "late", "signed"),
    "dated in time": (Sent(H1, MARCH, dated="2024-03-20"), "on-time", "dated"),
    "dated late": (Sent(H1, MARCH, dated="2024-04-02"), "late", "dated"),
    "dated with a month alone": (Sent(H1, MARCH, dated="2024-03"), "undated", "dated"),
    "dated with the month before": (Sent(H1, MARCH, dated="2024-02"), "on-time", "dated"),
    "without a date": (Sent(H1, MARCH), "undated", "added"),
    "dated in times to come": (Sent(H1, MARCH, dated="2924-03-20"), "undated", "added"),
    "without a figure": (Sent(H1, MARCH, empty=True, dated="2024-03-20"), "unread", None),
}  # fmt: skip


@pytest.mark.parametrize("name", WHEN)
def test_on_time_late_or_nobody_can_tell(desk: Desk, name: str) -> None:
    sent, status, evidence = WHEN[name]
    desk.send("a.txt", sent)
    one = next(s for s in desk.roll("2024-03").standings if s.unit.id == "h1")
    assert (one.status, one.came and one.came.evidence) == (status, evidence)
    assert len(one.versions) == 1


def test_a_moment_that_is_not_certain() -> None:
    told = moment(None, "2024-03", "2025-01-01T00:00:00Z")
    assert (str(told.first), str(told.last)) == ("2024-03-01 00:00:00", "2024-03-31 23:59:59")
    assert not told.before(moment(None, "2024-03-31", "2025-01-01T00:00:00Z"))
    assert told.before(moment(None, "2024-04-01", "2025-01-01T00:00:00Z"))


def test_a_list_of_a_month_has_the_reports_that_print_no_days(desk: Desk) -> None:
    desk.send("a.txt", Sent(H1, MARCH))
    desk.send("b.txt", Sent(H1, "tháng 3", start="2024-03-01", end="2024-03-31"))
    desk.send("c.txt", Sent(H1, "tháng 4/2024"))
    desk.send("d.txt", Sent(H1, None))
    with opened(desk.kept.root) as archive, archive.reading() as connection:
        months = list(listed(connection, *days_of("2024-03")))
        year = list(listed(connection, *days_of("2024")))
    assert [Path(line["path"]).name for line in months] == ["a.txt", "b.txt"]
    assert len(year) == 3


# ------------------------------------------------------------------------- which version counts


def roles(desk: Desk, unit: str = "h1") -> tuple[str, dict[str, str]]:
    """A unit's status and, by file, the role of what it gave for March."""
    one = next(s for s in desk.roll("2024-03").standings if s.unit.id == unit)
    return one.status, {Path(v.paths[0]).name: v.role for v in one.versions}


def test_the_version_signed_last_counts(desk: Desk) -> None:
    desk.send("b.txt", Sent(H1, MARCH, 200, dated="2024-03-28"))
    desk.send("a.txt", Sent(H1, MARCH, 100, dated="2024-03-20"))
    assert roles(desk) == ("on-time", {"b.txt": "counts", "a.txt": "replaced"})


def test_two_of_one_day_are_a_question_until_a_person_decides(desk: Desk) -> None:
    first = desk.send("a.txt", Sent(H1, MARCH, 100, dated="2024-03-20"))
    second = desk.send("b.txt", Sent(H1, MARCH, 200, dated="2024-03-20"))
    assert roles(desk) == ("duplicated", {"a.txt": "undecided", "b.txt": "undecided"})
    desk.judge(second, "returned")
    assert roles(desk) == ("on-time", {"a.txt": "counts", "b.txt": "returned"})
    desk.judge(first, "returned")
    assert roles(desk)[0] == "returned"
    desk.judge(second, "accepted")
    desk.judge(first, "accepted")
    desk.judge(first, "returned")
    assert roles(desk) == ("on-time", {"b.txt": "counts", "a.txt": "returned"})
    with pytest.raises(UsageError, match="lý do"):
        desk.judge(first, "returned", " ")
    assert desk.kept.verify().faults == []


def test_an_acceptance_decides_between_two(desk: Desk) -> None:
    first = desk.send("a.txt", Sent(H1, MARCH, 100, dated="2024-03-20"))
    desk.send("b.txt", Sent(H1, MARCH, 200, dated="2024-03-20"))
    desk.judge(first, "accepted")
    assert roles(desk) == ("on-time", {"a.txt": "counts", "b.txt": "replaced"})
    one = next(s for s in desk.roll("2024-03").standings if s.unit.id == "h1")
    assert one.accepted


def test_the_same_twice_is_one(desk: Desk) -> None:
    sent = Sent(H1, MARCH, 100, dated="2024-03-20")
    desk.send("a.txt", sent)
    desk.send("again.txt", sent)
    desk.send("signed.txt", Sent(H1, MARCH, 100, signed="2024-03-21T08:00:00+07:00"))
    one = next(s for s in desk.roll("2024-03").standings if s.unit.id == "h1")
    told = {Path(v.paths[0]).name: (v.role, len(v.paths)) for v in one.versions}
    assert (one.status, told) == ("on-time", {"signed.txt": ("counts", 1), "a.txt": ("copy", 2)})


def test_a_name_that_was_written_over_replaces(desk: Desk) -> None:
    desk.send("a.txt", Sent(H1, MARCH, 100))
    desk.send("a.txt", Sent(H1, MARCH, 200))
    one = next(s for s in desk.roll("2024-03").standings if s.unit.id == "h1")
    assert [v.role for v in one.versions] == ["counts", "replaced"]
    desk.send("a.txt", Sent(H1, "tháng 4/2024", 300))
    assert roles(desk) == ("undated", {"a.txt": "replaced"})
    assert desk.statuses("2024-04")["h1"] == "undated"


def test_a_table_goes_with_its_report(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.office import versions

    monkeypatch.setattr(versions, "is_annex", lambda report: report.document.number is None)
    desk.send("a.txt", Sent(H1, MARCH, 100, dated="2024-03-20"))
    desk.send("b.xlsx.txt", Sent(H1, MARCH, 200, dated="2024-03-20", number=None))
    assert roles(desk) == ("on-time", {"a.txt": "counts", "b.xlsx.txt": "annex"})


# ----------------------------------------------------------------------------- whose it may be


def test_the_line_above_tells_which_of_two(desk: Desk) -> None:
    desk.send("a.txt", Sent("UBND xã Tân Lập", MARCH, 10, "2024-03-20", parent=H1))
    desk.send("b.txt", Sent("UBND xã Tân Lập", MARCH, 20, "2024-03-20", parent=H2))
    desk.send("c.txt", Sent("UBND xã Tân Lập", MARCH, 30, "2024-03-20"))
    desk.send("d.txt", Sent("Sở Y tế", MARCH, 30, "2024-03-20", parent="UBND tỉnh An Giang"))
    desk.send("e.txt", Sent("UBND xã Tân Mới", MARCH, 30, "2024-03-20"))
    desk.send("f.txt", Sent(None, MARCH, 30, "2024-03-20"))
    desk.send("g.txt", Sent(H1, None, 30, "2024-03-20"))
    desk.send("h.txt", Sent(H1, None, 30, "2023-03-20"))
    desk.send("i.txt", Sent(H1, MARCH, 30, "2024-03-20", type="KH"))
    roll = desk.roll("2024-03")
    assert {s.unit.id for s in roll.standings if s.status == "on-time"} == {"x1", "x2"}
    assert {(s.written, s.how) for s in roll.strangers} == {
        ("UBND xã Tân Lập", "ambiguous"),
        ("Sở Y tế, UBND tỉnh An Giang", "place"),
        ("UBND xã Tân Mới", "unknown"),
    }
    loose = {(u.why, Path(u.version.paths[0]).name) for u in roll.unplaced}
    assert loose == {("no-issuer", "f.txt"), ("no-period", "g.txt")}
    with opened(desk.kept.root) as archive:
        confirm(archive, "Sở Y tế, UBND tỉnh An Giang", "so", "An", "a slip in its letterhead")
    assert desk.statuses("2024-03")["so"] == "on-time"


def test_a_report_on_an_odd_span_is_told_where_it_ends(desk: Desk) -> None:
    desk.send("a.txt", Sent(H1, "05 tháng đầu năm 2024", dated="2024-05-20"))
    desk.send("b.txt", Sent(H1, "kỳ này", dated="2024-05-20"))
    desk.send("c.txt", Sent(H1, "kỳ này", dated="2024-05-20", type="KH"))
    told = {term: {(u.why, Path(u.version.paths[0]).name) for u in desk.roll(term).unplaced}
            for term in ("2024-05", "2024-06", "2024-03", "2023-05")}  # fmt: skip
    odd = ("odd-period", "b.txt")
    assert told == {
        "2024-05": {("odd-period", "a.txt"), odd}, "2024-06": {odd}, "2024-03": set(),
        "2023-05": set(),
    }  # fmt: skip


def test_a_word_on_a_bare_name_is_not_one_on_the_line_above(desk: Desk) -> None:
    desk.send("a.txt", Sent("UBND xã Tân Lập", MARCH, 10, "2024-03-20", parent=H1))
    desk.send("b.txt", Sent("UBND xã Tân Lập", MARCH, 20, "2024-03-20", parent=H2))
    desk.send("c.txt", Sent("UBND xã Tân Lập", MARCH, 30, "2024-03-20"))
    desk.send("d.txt", Sent("UBND xã Tân Mới", MARCH, 10, "2024-03-20", parent=H1))
    desk.send("e.txt", Sent("UBND xã Tân Mới", MARCH, 20, "2024-03-20", parent=H2))
    with opened(desk.kept.root) as archive, archive.reading() as connection:
        met = list(seen(connection))
    assert [(one.asked, one.match.how, one.last) for one in met] == [
        ("UBND xã Tân Lập", "ambiguous", "2024-03-14"),
        (f"UBND xã Tân Lập, {H2}", "name", "2024-03-14"),
        (f"UBND xã Tân Lập, {H1}", "name", "2024-03-14"),
        (f"UBND xã Tân Mới, {H2}", "unknown", "2024-03-14"),
        (f"UBND xã Tân Mới, {H1}", "unknown", "2024-03-14"),
    ]
    assert [one.id for one in drafted(met)] == ["tanmoi-xã", "tanmoi-xã-myloc"]
    with opened(desk.kept.root) as archive:
        confirm(archive, "UBND xã Tân Lập", "x1", "An", "")
    roll = desk.roll("2024-03")
    files = {
        s.unit.id: {Path(v.paths[0]).name for v in s.versions}
        for s in roll.standings if s.versions
    }  # fmt: skip
    assert files == {"x1": {"a.txt", "c.txt"}}
    assert (f"UBND xã Tân Lập, {H2}", "place") in {(s.written, s.how) for s in roll.strangers}


def test_what_nobody_asked_for_is_told(desk: Desk) -> None:
    desk.send("a.txt", Sent("UBND tỉnh Tân An", MARCH, 10, "2024-03-20"))
    assert desk.statuses("2024-03")["tinh"] == "extra"
    assert len(desk.roll("2024-03").owed) == 5


def test_a_district_that_has_ended_is_asked_about(desk: Desk) -> None:
    desk.send("a.txt", Sent(H1, "tháng 8/2025", 10, "2025-08-20"))
    (stranger,) = desk.roll("2025-08").strangers
    assert (stranger.how, [unit.id for unit in stranger.candidates]) == ("time", ["h1"])


# ---------------------------------------------------------------------------- rates, commands


def test_rates_below_each_superior(desk: Desk) -> None:
    from extractor.office.rates import by_parent, rate

    desk.send("a.txt", Sent(H1, MARCH, 10, "2024-03-20"))
    desk.send("b.txt", Sent(H2, MARCH, 20, "2024-04-20"))
    roll = desk.roll("2024-03")
    whole = rate(roll.standings)
    assert (whole.owed, whole.over, whole.given, whole.share(whole.given)) == (
        5,
        5,
        2,
        Fraction(2, 5),
    )
    assert dict(whole.counts) == {"missing": 3, "late": 1, "on-time": 1}
    told = [(one.parent, one.given, one.over) for one in by_parent(roll.standings)]
    assert told == [("h1", 0, 1), ("h2", 0, 1), ("tinh", 2, 3)]
    early = rate(desk.roll("2024-03", "2024-03-15").standings)
    assert (early.owed, early.over, early.share(early.given)) == (5, 2, Fraction(1))
    assert rate([]).share(0) is None


def test_the_commands(
    desk: Desk, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOCAO_ARCHIVE", str(desk.kept.root))
    first = desk.send("a.txt", Sent(H1, MARCH, 10, "2024-03-20"))
    desk.send("b.txt", Sent(H1, MARCH, 20, "2024-03-20"))
    desk.send("c.txt", Sent(H2, MARCH, 20, "2024-03-20"))
    desk.send("d.txt", Sent(H2, MARCH, 20, "2024-03-21"))
    desk.send("e.txt", Sent("UBND xã Tân Lập", MARCH, 30, "2024-03-20"))
    desk.send("f.txt", Sent(None, MARCH, 30, "2024-03-20"))
    capfd.readouterr()

    def run(*args: str) -> tuple[int, str, str]:
        code = cli.main(["archive", *args])
        said = capfd.readouterr()
        return code, said.out, said.err

    code, told, _ = run("status", "--period", "2024-03")
    lines = told.splitlines()
    assert code == 0
    assert lines[0] == "Kỳ 2024-03 (15/02/2024 – 14/03/2024)"
    assert lines[1] == "Phải gửi 5 báo cáo: chưa gửi: 3 · trùng, chờ quyết định: 1 · đúng hạn: 1"
    assert lines[2] == "  Toàn bộ: đã gửi 2/5 (40,0 %), đúng hạn 1/5 (20,0 %)"
    marks = [line.split("]")[0] for line in lines if line.startswith("[")]
    assert marks == [
        *["[chưa gửi"] * 3, "[trùng, chờ quyết định", "[đúng hạn", "[xin xác nhận",
        "[chưa xếp được",
    ]  # fmt: skip
    assert sum("trùng nội dung" in line for line in lines) == 1
    assert [line[:3] for line in lines[-3:]] == ["→ T", "→ T", "→ C"]
    told = run("status", "--period", "2024-03", "--format", "csv")[1]
    rows_ = list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))
    assert [r["status"] for r in rows_] == [
        *["missing"] * 3, "duplicated", "on-time", "stranger", "unplaced"
    ]  # fmt: skip
    assert run("accept", first[:12], "--by", "An")[0] == 0
    assert run("return", "c.txt")[0] == 2
    assert run("return", "c.txt", "--reason", "sai kỳ")[0] == 0
    assert run("return", "d.txt", "--reason", "sai kỳ")[0] == 0
    assert "\nđã chấp nhận – An, 20" in run("show", first[:12])[1]
    assert "Z: sai kỳ\n" in run("show", "c.txt")[1]
    listed = [line.split(" | ")[-1] for line in run("list")[1].splitlines()]
    assert Counter(listed) == {"đã chấp nhận": 1, "đã trả lại": 2, "ok": len(listed) - 3}
    documents = json.loads(run("list", "--format", "json")[1])
    assert Counter(one["verdict"] for one in documents)["returned"] == 2
    told_ = json.loads(run("status", "--period", "2024-03", "--format", "json")[1])
    by_unit = {one["unit"]: (one["status"], one["accepted"]) for one in told_["standings"]}
    assert (by_unit["h1"], by_unit["h2"]) == (("on-time", True), ("returned", False))
    assert told_["rates"]["all"]["owed"] == 5
    mine = json.loads(run("status", "--period", "2024-03", "--unit", "h1", "-f", "json")[1])
    assert {one["unit"] for one in mine["standings"]} == {"h1", "x1"}
    assert [json.loads(line)["after"] for line in run("decisions")[1].splitlines()][1:] == [
        "accepted", "returned", "returned",
    ]  # fmt: skip
    assert run("status", "--period", "2024-13")[0] == 2
    assert run("status", "--unit", "nobody")[0] == 2
    assert run("status")[0] == 0
    path = tmp_path / "c.toml"
    assert run("duties", "-o", str(path))[0] == 0
    path.write_text(path.read_text("utf-8").replace('period = "month"', 'period = "year"'), "utf-8")
    assert run("duties-load", str(path))[0] == 0
    assert "duties-load" in run("status", "--period", "2024-03")[1]


def test_an_archive_that_nobody_told_of_units(
    kept: Kept, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["archive", "status", "--period", "2024-03", "-a", str(kept.root)]) == 0
    assert "units-load" in capfd.readouterr().out
