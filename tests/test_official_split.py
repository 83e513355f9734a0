"""A unit that was split in July 2025: one before, several after, and nobody counted twice."""

from __future__ import annotations

import pytest

from extractor.archive.naming import load
from extractor.archive.opening import opened
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.holding import held
from extractor.consolidate.official.outlook import outlook
from extractor.consolidate.official.table import Office
from extractor.consolidate.official.told import Told
from extractor.units.table import COLUMNS
from extractor.units.tree import Tree, Unit
from tests.test_office_standing import Desk, Sent
from tests.test_office_standing import desk as desk
from tests.test_official import line, numbers, said, value

JANUARY, JUNE, JULY, DECEMBER = (2025 * 12 + month for month in (0, 5, 6, 11))
TOP = Unit("t", "Điện Biên", "tỉnh", "province")
NEWS = ("x-bac", "x-nam", "p-dong")
OLD = Unit("x-cu", "Thanh Yên", "xã", "commune", "t", "", "2025-06-30", NEWS)
NEW = tuple(
    Unit(id, name, kind, "commune", "t", "2025-07-01")
    for id, name, kind in zip(
        NEWS, ("Thanh Yên", "Nam Yên", "Đông Yên"), ("xã", "xã", "phường"), strict=True
    )
)


def split(**left_out: int) -> Office:
    """An office over the year: 120 a month before, 40 each after; without the months left out."""
    reports: dict[str, list[Told]] = {
        OLD.id: [said(m, numbers(120)) for m in range(JANUARY - 12, JULY)]
    }
    for unit in NEW:
        gone = left_out.get(unit.id.replace("-", "_"))
        reports[unit.id] = [said(m, numbers(40)) for m in range(JULY, DECEMBER + 1) if m != gone]
    owed = {(OLD.id, m): "on-time" for m in range(JANUARY, JULY)}
    for unit in NEW:
        there = {report.when.first for report in reports[unit.id]}
        for m in range(JULY, DECEMBER + 1):
            owed[unit.id, m] = "on-time" if m in there else "missing"
    return Office(Tree((TOP, OLD, *NEW)), reports, owed)


def test_each_stands_in_its_own_months() -> None:
    at = {m: split().table(Asked(m, m), TOP) for m in (JUNE, JULY)}
    assert [one.unit for one in at[JUNE].lines] == [OLD.id]
    assert {one.unit for one in at[JULY].lines} == set(NEWS)
    assert value(at[JUNE].total, "resolved.total") == 135
    assert value(at[JULY].total, "resolved.total") == 3 * 45


def test_a_year_counts_no_file_twice_and_is_whole() -> None:
    table = split().table(Asked(JANUARY, DECEMBER), TOP)
    assert {one.unit for one in table.lines} == {OLD.id, *NEWS}
    # Carried over in January, and what came in each month: what the old one left is no new file.
    assert value(table.total, "received.total") == 60 + 6 * 120 + 6 * 3 * 40
    assert value(table.total, "resolved.total") == 6 * 135 + 6 * 3 * 45
    assert value(table.total, "pending.total") == 3 * 15
    assert (table.expected, table.units, table.missing) == (6 + 18, 4, ())
    for unit in NEWS:
        assert value(line(table, unit), "received.carried_over") is None


def test_a_missing_report_is_asked_of_the_one_that_owes_it() -> None:
    table = split(x_nam=JULY + 1).table(Asked(JULY, DECEMBER), TOP)
    assert [(one.unit.id, one.month) for one in table.missing] == [("x-nam", JULY + 1)]
    assert {cell.state for cell in line(table, "x-bac")} == {"ok"}
    assert "partial" in {cell.state for cell in line(table, "x-nam")}


def test_what_the_new_ones_begin_with_is_no_contradiction() -> None:
    """Which of the old one's files went to whom, no report tells."""
    assert held(split(), Asked(JULY, JULY), TOP) == ()


@pytest.mark.parametrize("asked", [Asked(JANUARY, DECEMBER), Asked(JULY, JULY)])
def test_one_of_several_is_not_given_all_of_the_old_one(asked: Asked) -> None:
    """Asked for alone, it has its own months, and no year before: that was another, larger unit."""
    below = Unit("so", "Văn phòng", "phòng", "unit", "x-bac", "2025-07-01")
    earlier = Unit("so-cu", "Văn phòng", "phòng", "unit", OLD.id, "", "2025-06-30", ("so",))
    made = split()
    reports = {
        "so-cu": [said(m, numbers(120)) for m in range(JANUARY - 12, JULY)],
        "so": [said(m, numbers(40)) for m in range(JULY, DECEMBER + 1)],
    }
    office = Office(Tree((TOP, OLD, *NEW, below, earlier)), reports, made.owed)
    table = office.table(asked, NEW[0])
    assert [one.unit for one in table.lines] == ["so"]
    assert outlook(office, asked, NEW[0]).year_before.row is None
    assert table.apart == ((OLD,) if asked.first < JULY else ())


def test_the_year_before_is_of_all_of_them_together() -> None:
    found = outlook(split(), Asked(JULY, DECEMBER), TOP)
    assert found.year_before.row is not None
    assert value(found.year_before.row, "resolved.total") == 6 * 135
    assert found.before is not None and found.before.row is not None
    assert value(found.before.row, "resolved.total") == 6 * 135


UNITS = """tinh,Tân An,tỉnh,province,,,,,,
x-cu,Thanh Yên,xã,commune,tinh,,2025-06-30,x-bac; x-nam,,
x-bac,Thanh Yên,xã,commune,tinh,2025-07-01,,,,
x-nam,Nam Yên,xã,commune,tinh,2025-07-01,,,,
"""


def test_each_owes_in_its_own_time_and_the_old_name_is_the_one_that_has_it_now(desk: Desk) -> None:
    path = desk.inbox.parent / "split.csv"
    path.write_text(",".join(COLUMNS) + "\n" + UNITS, encoding="utf-8")
    with opened(desk.kept.root) as archive:
        load(archive, path, "An")
    desk.send("a.txt", Sent("UBND xã Thanh Yên", "tháng 6/2025", 120, "2025-06-20"))
    desk.send("b.txt", Sent("UBND xã Thanh Yên", "tháng 7/2025", 40, "2025-07-20"))
    assert desk.statuses("2025-06") == {"x-cu": "on-time"}
    assert desk.statuses("2025-07") == {"x-bac": "on-time", "x-nam": "missing"}
