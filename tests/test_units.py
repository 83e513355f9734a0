"""Units over time, and what a written name means: certain, a question or unknown, no guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.book.joining import unit_names
from extractor.errors import UsageError
from extractor.repair.gazetteer import places
from extractor.units.matching import CERTAIN, Matcher, key_of
from extractor.units.names import PLACES, name_of
from extractor.units.table import COLUMNS, overlaps, read, shipped, written
from extractor.units.tree import Tree, Unit

BEFORE, AFTER = "2025-06-30", "2025-07-01"


def test_63_provinces_become_34_and_the_districts_end() -> None:
    tree = shipped()
    assert [len(tree.children(on=day)) for day in (BEFORE, AFTER)] == [63, 34]
    assert {unit.level for unit in tree.all(BEFORE)} == {"province", "district"}
    assert {unit.level for unit in tree.all(AFTER)} == {"province"}
    cities = {unit.name for unit in tree.all(AFTER) if unit.kind == "thành phố"}
    assert cities == {"Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"}


def test_every_province_that_ended_lives_on_in_one() -> None:
    tree = shipped()
    ended = [unit for unit in tree.all(BEFORE) if unit.level == "province" and unit.end]
    assert len(ended) == 52
    for unit in ended:
        (successor,) = tree.successors(unit.id)
        assert successor.stands(AFTER)
        assert unit in tree.predecessors(successor.id)
    made = [unit for unit in tree.all(AFTER) if tree.predecessors(unit.id) and unit.start == AFTER]
    assert len(made) == 23
    assert overlaps(tree) == []


def test_the_mergers_are_those_that_the_head_knows() -> None:
    tree = shipped()
    names = {"Thừa Thiên Huế": "Huế", "Thành phố Hồ Chí Minh": "Hồ Chí Minh"}
    known = {
        names.get(p.name, p.name): names.get(p.since_2025, p.since_2025) for p in places().provinces
    }
    told = {}
    for unit in tree.children(on=BEFORE):
        now = tree.successors(unit.id)[0] if unit.end else unit
        told[unit.name] = now.name
    assert told == known


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(shipped())


CASES = [
    # written                            on            how          units
    ("UBND TP. Cao Lãnh", "2024-03-14", "name", "cao-lanh-thanh-pho"),
    ("Ủy ban nhân dân huyện Cao Lãnh", "2024-03-14", "name", "cao-lanh-huyen"),
    ("UBND H. Cao Lãnh", "2024-03-14", "name", "cao-lanh-huyen"),
    ("TX. Kỳ Anh", "2024-03-14", "name", "ky-anh-thi-xa"),
    ("Tx Kỳ Anh, tỉnh Hà Tĩnh", "2024-03-14", "name", "ky-anh-thi-xa"),
    ("thị xã Hồng Ngự", "2019-03-14", "name", "hong-ngu-thanh-pho"),
    ("ỦY BAN NHÂN DÂN TỈNH HOÀ BÌNH", "2024-03-14", "name", "hoa-binh"),
    ("UBND tinh Hoa Binh", "2024-03-14", "unmarked", "hoa-binh"),
    ("Uy ban nhan dan tinh Ba Ria - Vung Tau", "2024-03-14", "unmarked", "ba-ria-vung-tau"),
    ("TP.HCM", "2024-03-14", "name", "ho-chi-minh"),
    ("TPHCM", "2026-03-14", "name", "ho-chi-minh-2025"),
    ("tỉnh Tuyên Quang", "2025-06-14", "name", "tuyen-quang"),
    ("tỉnh Tuyên Quang", "2025-07-14", "name", "tuyen-quang-2025"),
    ("thành phố Huế", "2025-02-14", "name", "hue"),
    # a question: several, none for certain, or none at that time
    ("tỉnh Tuyên Quang", None, "ambiguous", "tuyen-quang tuyen-quang-2025"),
    ("UBND tinh Quang Ninh", "2024-03-14", "ambiguous", "quang-binh quang-ninh"),
    ("UBND tinh Quang Ninh", "2025-08-14", "unmarked", "quang-ninh"),
    ("Cao Lãnh", "2024-03-14", "unranked", "cao-lanh-huyen cao-lanh-thanh-pho"),
    ("Bắc Ninh", "2024-03-14", "unranked", "bac-ninh"),
    ("huyện Bắc Ninh", "2024-03-14", "rank", "bac-ninh"),
    ("thị xã Cao Lãnh", "2024-03-14", "rank", "cao-lanh-huyen cao-lanh-thanh-pho"),
    ("thành phố Huế", "2024-02-14", "time", "hue"),
    ("thành phố Cao Lãnh", "2025-07-14", "time", "cao-lanh-thanh-pho"),
    ("tỉnh Quảng Nám", "2024-03-14", "marks", "quang-nam"),
    ("tỉnh Vĩnh Phú", "2024-03-14", "near", "vinh-phuc"),
    ("UBND tinh Quang Nqai", "2024-03-14", "near", "quang-ngai"),
    # nothing that we know
    ("thị xã Kỳ Anh, tỉnh Nghệ An", "2024-03-14", "unknown", ""),
    ("UBND P. Tân Phú", "2025-09-14", "unknown", ""),
    ("Sở Y tế tỉnh An Giang", "2024-03-14", "unknown", ""),
    ("Văn phòng UBND tỉnh An Giang", "2024-03-14", "unknown", ""),
    ("UBND tỉnh", "2024-03-14", "unknown", ""),
    ("", None, "unknown", ""),
    ("tỉnh Nam Hà", "2024-03-14", "unknown", ""),
]


@pytest.mark.parametrize(("name", "on", "how", "units"), CASES)
def test_what_a_name_means(
    name: str, on: str | None, how: str, units: str, matcher: Matcher
) -> None:
    match = matcher.match(name, on)
    assert (match.how, " ".join(sorted(unit.id for unit in match.units))) == (how, units)
    assert (match.unit is not None) is (how in CERTAIN)


@pytest.mark.parametrize("rank", [r for level in PLACES for r in unit_names().levels[level]])
@pytest.mark.parametrize("pair", unit_names().apart.pairs)
def test_the_twelve_districts_are_twelve(pair: str, rank: str, matcher: Matcher) -> None:
    """With whatever rank, mark or damage: never one unit for sure unless its own rank is there."""
    for written_ in (f"UBND {rank} {pair}", f"{rank} {pair}", f"{rank} {pair}x", pair):
        match = matcher.match(written_, "2024-03-14")
        if match.unit is not None:
            assert rank in (match.unit.kind, *(name_of(a).rank for a in match.unit.aliases))
            assert written_.endswith(f"{rank} {pair}")


def test_what_a_person_said_goes_before(matcher: Matcher) -> None:
    said = Matcher(shipped(), {key_of("UBND tỉnh Quảng Nám"): "quang-nam"})
    assert said.match("ỦY BAN NHÂN DÂN TỈNH QUẢNG NÁM").how == "confirmed"
    assert said.match("tỉnh Quảng Nàm", "2024-01-01").how == "marks"
    gone = Matcher(shipped(), {key_of("tỉnh Quảng Nám"): "no longer in the table"})
    assert gone.match("tỉnh Quảng Nám", "2024-01-01").how == "marks"


def test_an_office_below_its_place() -> None:
    an_giang = Unit("ag", "An Giang", "tỉnh", "province")
    tree = Tree([an_giang, Unit("yt", "Sở Y tế", "sở", "department", "ag")])
    for name in ("Sở Y tế", "SỞ Y TẾ TỈNH AN GIANG", "So Y te tinh An Giang"):
        match = Matcher(tree).match(name)
        assert match.unit is not None
        assert match.unit.full == "Sở Y tế"
    assert Matcher(tree).match("Sở Y tế tỉnh Hà Nam").how == "unknown"
    assert tree.ancestors("yt") == (an_giang,)


# ---------------------------------------------------------------------------------- the table


def table(path: Path, *lines: str, head: str = ",".join(COLUMNS), **more: str) -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding=more.get("encoding", "utf-8"))
    return path


def test_a_table_goes_out_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("".join(written(shipped().all())), encoding="utf-8")
    assert read(path) == shipped().all()
    semicolons = path.read_text(encoding="utf-8-sig").splitlines()[0].replace(",", ";")
    line = "a;Tân Phú;phường;commune;;2025-07-01;;;;"
    (unit,) = read(table(path, line, "", head=semicolons))
    assert (unit.full, unit.start, unit.stands("2025-06-30")) == ("phường Tân Phú", AFTER, False)


FAULTS = [
    # row                                              column
    ("a,A,xã,commune,,2025-13-01,,,,", "from"),
    ("a,A,xã,commune,,1/7/2025,,,,", "from"),
    ("a,A,xã,commune,,2025-07-01,2025-06-30,,,", "to"),
    ("a,A,xã,cấp xã,,,,,,", "level"),
    ("a,,xã,commune,,,,,,", "name"),
    ("a,A,xã,commune,nowhere,,,,,", "parent"),
    ("a,A,xã,commune,a,,,,,", "parent"),
    ("a,A,xã,commune,,,,nobody,,", "successors"),
    ("a,A,xã,commune,,,,,,\na,B,xã,commune,,,,,,", "id"),
]


@pytest.mark.parametrize(("row", "column"), FAULTS)
def test_a_mistake_is_named_by_line_and_column(row: str, column: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=rf"dòng \d, cột {column}:"):
        read(table(tmp_path / "a.csv", row))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,name\n", "các cột không đúng"),
        ("", "các cột không đúng"),
        ("tên\n".encode("cp1258", "replace").decode("latin-1"), "các cột không đúng"),
    ],
)
def test_a_file_of_another_form(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        read(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Không mở được"):
        read(tmp_path / "none.csv")
    (tmp_path / "old.csv").write_bytes("Đồng Tháp".encode("utf-16"))
    with pytest.raises(UsageError, match="CSV UTF-8"):
        read(tmp_path / "old.csv")


def test_a_unit_twice_at_one_time_is_found() -> None:
    a = Unit("a", "A", "xã", "commune", start="2020-01-01", end="2025-06-30")
    b = Unit("b", "A", "xã", "commune", start="2025-01-01")
    assert overlaps(Tree([b, a])) == [(a, b)]
    assert overlaps(Tree([a, Unit("c", "A", "xã", "commune", start="2025-07-01")])) == []
