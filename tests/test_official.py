"""The official table: what is added, what stays a question, and what is said of both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.across.periods import Stretch
from extractor.consolidate.form import COLUMNS
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import Cell, Row
from extractor.consolidate.official.fields import by_field
from extractor.consolidate.official.holding import held
from extractor.consolidate.official.outlook import outlook
from extractor.consolidate.official.table import Office, Table
from extractor.consolidate.official.told import Doubt, Number, Numbers, Told, told
from extractor.units.tree import Tree, Unit
from tests.reports import broken_sum, figure, report

JANUARY = 2024 * 12
FEBRUARY, MARCH = JANUARY + 1, JANUARY + 2
QUARTER = Asked(JANUARY, MARCH)
PROVINCE = Unit("t", "Điện Biên", "tỉnh", "province")
COMMUNES = tuple(Unit(f"x{n}", f"Số {n}", "xã", "commune", "h") for n in (1, 2, 3))
DISTRICT = Unit("h", "Mường Thanh", "huyện", "district", "t")


def numbers(base: int, **other: int | Number | None) -> Numbers:
    """Numbers that hold together: half of ``base`` carried over, all but a quarter settled."""
    new, carried = base, base // 2
    came = new + carried
    left = came // 4
    found: dict[str, int | Number | None] = {
        "received.total": came, "received.new": new, "received.online": new - 1,
        "received.in_person_or_postal": 1, "received.carried_over": carried,
        "resolved.total": came - left, "resolved.early": 3, "resolved.on_time": came - left - 4,
        "resolved.late": 1, "pending.total": left, "pending.in_time": left - 1,
        "pending.overdue": 1,
    }  # fmt: skip
    found |= {key.replace("__", "."): value for key, value in other.items()}
    return {
        m: n if isinstance(n, Number) else Number(n, str(n))
        for m, n in found.items()
        if n is not None
    }


def said(
    month: int, scopes: dict[Any, Numbers] | Numbers, first: int | None = None, **more: Any
) -> Told:
    first = month if first is None else first
    when = Stretch(month, first, *Asked(first, month).days())
    given = scopes if all(isinstance(k, tuple) for k in scopes) else {("whole", None): scopes}
    name = more.pop("document", f"{month}.txt")
    return Told(name, name, "", "", when, "", "", scopes=given, **more)  # type: ignore[arg-type]


def office(
    reports: dict[str, list[Told]], units: tuple[Unit, ...] = (), months: Any = None
) -> Office:
    tree = Tree((PROVINCE, DISTRICT, *(units or COMMUNES)))
    asked = months or (JANUARY, FEBRUARY, MARCH)
    there = {(id, m) for id, given in reports.items() for r in given
             for m in range(r.when.first, r.when.last + 1)}  # fmt: skip
    owed = {
        (unit.id, m): "on-time" if (unit.id, m) in there else "missing"
        for unit in tree.all() if unit.parent == "h" for m in asked
    }  # fmt: skip
    return Office(tree, reports, owed)


def value(of: Row, metric: str) -> int | None:
    return cell(of, metric).value


def cell(of: Row, metric: str) -> Cell:
    return of[COLUMNS.index(metric)]


def keys(found: Cell) -> list[str]:
    return [note.key for note in found.notes]


def line(table: Table, unit: str) -> Row:
    return next(line.row for line in table.lines if line.unit == unit)


def doubted(value: int | None, doubt: Doubt) -> Number:
    return Number(value, str(value), doubt, "why")


# ------------------------------------------------------------------------------- the period


@pytest.mark.parametrize(
    ("asked", "kind", "start", "end"),
    [
        (Asked(JANUARY, JANUARY), "month", date(2023, 12, 15), date(2024, 1, 14)),
        (QUARTER, "quarter", date(2023, 12, 15), date(2024, 3, 14)),
        (Asked(JANUARY, JANUARY + 5), "half-year", date(2023, 12, 15), date(2024, 6, 14)),
        (Asked(JANUARY, JANUARY + 8), "nine-months", date(2023, 12, 15), date(2024, 9, 14)),
        (Asked(JANUARY, JANUARY + 11), "year", date(2023, 12, 15), date(2024, 12, 14)),
        (Asked(JANUARY, JANUARY + 4, True), "to-date", date(2023, 12, 15), date(2024, 5, 14)),
    ],
)
def test_a_period_and_its_days(asked: Asked, kind: str, start: date, end: date) -> None:
    assert (asked.kind, asked.days()) == (kind, (start, end))


def test_the_periods_beside_it() -> None:
    assert QUARTER.before() == Asked(JANUARY - 3, JANUARY - 1)
    assert QUARTER.year_before() == Asked(JANUARY - 12, JANUARY - 10)
    assert Asked(JANUARY, MARCH, to_date=True).before() is None


# ----------------------------------------------------------------------- what a report says


def test_a_report_is_read_as_it_is_printed_and_as_sure_as_it_is() -> None:
    figures, finding = broken_sum()
    unread = figure("pending.total", None, "commune", printed="1?", status="unresolved")
    about = figure("pending.overdue", 7, "commune", qualifier="about")
    old = figure("withdrawn.total", 9, "commune", period="cumulative")
    made = report("a", [*figures, unread, about, old], findings=[finding])
    found = told(made.model_dump(mode="json", by_alias=True))
    assert found is not None
    scopes = {metric: n for numbers in found.scopes.values() for metric, n in numbers.items()}
    assert scopes["pending.total"][:3] == (None, "1?", "unresolved")
    assert scopes["pending.overdue"].doubt == "about"
    assert {scopes[f.metric].doubt for f in figures if f.id in finding.figures} == {"disputed"}
    assert "withdrawn.total" not in scopes


def test_a_person_s_word_is_beyond_dispute() -> None:
    figures, finding = broken_sum()
    decided = [f.model_copy(update={"status": "corrected", "value": 5}) for f in figures]
    found = told(report("a", decided, findings=[finding]).model_dump(mode="json", by_alias=True))
    assert found is not None
    assert {n.doubt for told_ in found.scopes.values() for n in told_.values()} == {"decided"}


# --------------------------------------------------------------------------- over the months


def test_flows_are_added_and_stocks_are_not() -> None:
    months = [said(m, numbers(b)) for m, b in ((JANUARY, 100), (FEBRUARY, 40), (MARCH, 60))]
    row = line(office({"x1": months}).table(QUARTER, DISTRICT), "x1")
    singles = [numbers(b) for b in (100, 40, 60)]
    assert value(row, "resolved.total") == sum(n["resolved.total"].value or 0 for n in singles)
    assert value(row, "received.carried_over") == 50
    assert value(row, "received.total") == 50 + 200
    assert value(row, "pending.total") == singles[2]["pending.total"].value
    assert value(row, "received.online") == 197
    assert {c.state for c in row} == {"ok"}


def test_a_split_of_all_files_is_not_added_over_months() -> None:
    months = [said(m, numbers(10, received__online=14)) for m in QUARTER.months]
    row = line(office({"x1": months}).table(QUARTER, DISTRICT), "x1")
    assert cell(row, "received.online").value is None
    assert keys(cell(row, "received.online")) == ["channels"]


def test_a_missing_month_leaves_a_part_and_never_a_guess() -> None:
    months = [said(JANUARY, numbers(100)), said(FEBRUARY, numbers(40))]
    table = office({"x1": months}).table(QUARTER, DISTRICT)
    row = line(table, "x1")
    settled = cell(row, "resolved.total")
    assert (settled.state, keys(settled)) == ("partial", ["gaps"])
    assert cell(row, "pending.total") == Cell(None, "missing", cell(row, "pending.total").notes)
    assert value(row, "received.carried_over") == 50
    assert len(table.missing) == 1 + 3 + 3 and table.units == 3 and table.expected == 9


def test_a_quarter_s_own_report_stands_for_months_that_did_not_come() -> None:
    reports = [said(MARCH, numbers(100), first=JANUARY), said(FEBRUARY, numbers(7))]
    row = line(office({"x1": reports}).table(QUARTER, DISTRICT), "x1")
    assert value(row, "resolved.total") == numbers(100)["resolved.total"].value


@pytest.mark.parametrize(
    ("number", "state", "added"),
    [
        (doubted(None, "unresolved"), "unresolved", False),
        (doubted(8, "disputed"), "disputed", True),
        (doubted(8, "several"), "disputed", True),
        (doubted(8, "about"), "ok", True),
        (doubted(8, "decided"), "ok", True),
        (None, "silent", False),
    ],
)
def test_what_is_not_sure_is_marked_and_what_is_not_read_is_not_added(
    number: Number | None, state: str, added: bool
) -> None:
    reports = {
        "x1": [said(JANUARY, numbers(100, resolved__late=number))],
        "x2": [said(JANUARY, numbers(40))],
        "x3": [said(JANUARY, numbers(40))],
    }
    table = office(reports, months=(JANUARY,)).table(Asked(JANUARY, JANUARY), DISTRICT)
    found, total = cell(line(table, "x1"), "resolved.late"), cell(table.total, "resolved.late")
    assert found.state == state
    assert total.value == (10 if added else 2)
    assert total.state == ({"ok": "ok", "disputed": "disputed"}.get(state, "partial"))


def test_a_total_without_the_carry_over_is_put_as_the_form_asks() -> None:
    reports = {"x1": [said(JANUARY, numbers(100, received__total=100))]}
    row = line(office(reports).table(Asked(JANUARY, JANUARY), DISTRICT), "x1")
    assert value(row, "received.total") == 150
    assert keys(cell(row, "received.total")) == ["total-without"]


def test_early_and_on_time_in_one_figure_stand_once() -> None:
    merged = numbers(100, resolved__early=None, resolved__on_time=None)
    merged["resolved.early_or_on_time"] = Number(112, "112")
    reports = {f"x{n}": [said(JANUARY, merged if n == 1 else numbers(100))] for n in (1, 2, 3)}
    table = office(reports).table(Asked(JANUARY, JANUARY), DISTRICT)
    assert cell(line(table, "x1"), "resolved.early").state == "neutral"
    assert cell(table.total, "resolved.early") == Cell(6, "ok")
    assert value(table.total, "resolved.on_time") == 112 + 2 * 109


# ------------------------------------------------------------------------------ the tree


def everyone(month: int = JANUARY, base: int = 100) -> dict[str, list[Told]]:
    return {unit.id: [said(month, numbers(base), document=unit.id)] for unit in COMMUNES}


def summed(count: int, base: int = 100, **other: int) -> Numbers:
    whole = {m: Number((n.value or 0) * count, "") for m, n in numbers(base).items()}
    return whole | {m.replace("__", "."): Number(v, "") for m, v in other.items()}


def test_a_superior_is_recomputed_and_its_own_print_stands_beside() -> None:
    own = numbers(500)
    scopes = {("district", None): own, ("commune", None): summed(3, resolved__late=9)}
    table = office({**everyone(), "h": [said(JANUARY, scopes)]}).table(
        Asked(JANUARY, JANUARY), PROVINCE
    )
    [district] = table.lines
    assert value(district.row, "resolved.late") == 1 + 3
    assert [n.key for n in district.notes] == ["differs"]
    below = office({**everyone(), "h": [said(JANUARY, scopes)]}).table(
        Asked(JANUARY, JANUARY), DISTRICT
    )
    assert [line.kind for line in below.lines] == ["own", "unit", "unit", "unit"]
    assert below.printed is not None and value(below.printed.row, "resolved.late") == 10


def test_a_broken_sum_is_told_where_all_else_agrees() -> None:
    scopes = {("district", None): numbers(500), ("commune", None): summed(3, resolved__late=9)}
    [one] = held(
        office({**everyone(), "h": [said(JANUARY, scopes)]}), Asked(JANUARY, JANUARY), PROVINCE
    )
    assert (one.kind, one.status, one.metric, one.printed, one.made) == (
        "units", "differs", "resolved.late", 9, 3,
    )  # fmt: skip


def test_who_counts_otherwise_is_asked_and_not_accused() -> None:
    scopes = {
        ("commune", None): {m: n._replace(value=(n.value or 0) + 7) for m, n in summed(3).items()}
    }
    [one] = held(
        office({**everyone(), "h": [said(JANUARY, scopes)]}), Asked(JANUARY, JANUARY), PROVINCE
    )
    assert one.status == "strange"


def test_a_sum_over_other_days_is_asked_and_not_accused() -> None:
    scopes = {("district", None): numbers(500), ("commune", None): summed(3, resolved__late=9)}
    above = said(JANUARY, scopes)
    first, last = above.when.start, above.when.end
    above.when = Stretch(JANUARY, JANUARY, first, last.replace(day=last.day + 6))
    [one] = held(office({**everyone(), "h": [above]}), Asked(JANUARY, JANUARY), PROVINCE)
    assert one.status == "strange"


def test_a_sum_of_units_that_are_not_all_there_is_not_told() -> None:
    reports = {**everyone(), "h": [said(JANUARY, {("commune", None): summed(3, resolved__late=9)})]}
    del reports["x2"]
    assert held(office(reports), Asked(JANUARY, JANUARY), PROVINCE) == ()


def test_an_opening_that_nobody_left() -> None:
    left = numbers(100)["pending.total"].value or 0
    good = numbers(2 * left)
    for carried, found in ((good, 0), (numbers(2 * left + 2), 1)):
        reports = {"x1": [said(JANUARY, numbers(100)), said(FEBRUARY, carried)]}
        told_ = held(office(reports), Asked(FEBRUARY, FEBRUARY), PROVINCE)
        assert [one.kind for one in told_] == ["opening"] * found


def test_a_year_over_a_reform_counts_no_file_twice() -> None:
    old = [Unit(f"a{n}", f"Cũ {n}", "xã", "commune", "h", "", "2024-02-14", ("b",)) for n in (1, 2)]
    new = Unit("b", "Mới", "phường", "commune", "h", "2024-02-15")
    reports = {
        "a1": [said(JANUARY, numbers(100)), said(FEBRUARY, numbers(100))],
        "a2": [said(JANUARY, numbers(100)), said(FEBRUARY, numbers(100))],
        "b": [said(MARCH, numbers(50))],
    }
    table = office(reports, (*old, new)).table(QUARTER, DISTRICT)
    assert cell(line(table, "a1"), "pending.total").state == "neutral"
    assert cell(line(table, "b"), "received.carried_over").state == "neutral"
    assert value(table.total, "received.total") == 2 * 50 + 4 * 100 + 50
    assert value(table.total, "pending.total") == numbers(50)["pending.total"].value
    assert not table.missing


def test_fields_make_the_same_total_and_say_who_told_none() -> None:
    parts = {("field", "Đất đai"): numbers(60), ("field", "HỘ TỊCH"): numbers(40),
             ("whole", None): numbers(100)}  # fmt: skip
    again = {("field", "Hộ tịch"): numbers(20), ("whole", None): numbers(20)}
    reports = {"x1": [said(JANUARY, parts)], "x2": [said(JANUARY, again)],
               "x3": [said(JANUARY, numbers(8))]}  # fmt: skip
    asked = Asked(JANUARY, JANUARY)
    table = by_field(office(reports), asked, DISTRICT)
    assert [line.kind for line in table.lines] == ["field", "field", "rest"]
    fields = {line.name.casefold(): value(line.row, "received.total") for line in table.lines}
    assert fields == {"đất đai": 90, "hộ tịch": 90, "": 12}
    assert value(table.total, "received.total") == value(
        office(reports).table(asked, DISTRICT).total, "received.total"
    )


def test_totals_of_other_times() -> None:
    told_at = ((JANUARY - 12, 10), (JANUARY - 1, 20), (JANUARY, 30))
    reports = {u.id: [said(m, numbers(b)) for m, b in told_at] for u in COMMUNES}
    found = outlook(office(reports), Asked(JANUARY, JANUARY), DISTRICT)
    assert found.before is not None and found.before.row is not None and found.year_before.row
    assert value(found.before.row, "received.total") == 90
    assert value(found.year_before.row, "received.total") == 45
    assert [at.asked.label() for at in found.months][-2:] == ["12/2023", "01/2024"]


def test_nothing_at_all() -> None:
    table = office({}, months=(JANUARY,)).table(Asked(JANUARY, JANUARY), DISTRICT)
    assert {c.state for c in table.total} == {"missing"} and len(table.missing) == 3
