"""Units of an office without a table of its own: learned from heads, marked so, never joined."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractor import cli
from extractor.archive.learning import learned
from extractor.archive.naming import drafted, load, seen
from extractor.archive.opening import opened
from extractor.consolidate.official.whole import Official
from extractor.errors import UsageError
from extractor.office.consolidating import Wish, consolidated
from extractor.office.terms import parse
from extractor.units.table import shipped, written
from tests.archives import Kept

TEXT = """{above}{unit}
Số: {number}/BC-UBND        {place}, ngày 15 tháng {month} năm 2023

BÁO CÁO
Kết quả giải quyết thủ tục hành chính tháng {month} năm 2023

Tổng số hồ sơ tiếp nhận: {count} hồ sơ, trong đó tiếp nhận mới {count} hồ sơ. Đã giải quyết {count}
hồ sơ, trong đó đúng hạn {count} hồ sơ, quá hạn 00 hồ sơ.
"""
GO_DAU, TAN_CHAU = "UBND HUYỆN GÒ DẦU", "UBND HUYỆN TÂN CHÂU"
TAY_NINH = "UBND TỈNH TÂY NINH"
Given = tuple[str, str, int, int]
"""Superior, unit, month, files."""


def fill(kept: Kept, folder: Path, *given: Given) -> None:
    folder.mkdir()
    for n, (above, unit, month, count) in enumerate(given):
        place = unit.rpartition(" ")[2].title()
        text = TEXT.format(
            above=f"{above}\n" if above else "", unit=unit, place=place, month=f"{month:02}",
            number=n + 1, count=count,
        )  # fmt: skip
        (folder / f"{n:02}.txt").write_text(text, "utf-8")
    kept.add(folder)


def official(kept: Kept, period: str, unit: str = "") -> Official:
    term = parse(period)
    assert term is not None
    with opened(kept.root) as archive, archive.reading() as connection:
        return consolidated(connection, Wish(term, unit=unit), "vi", date(2024, 1, 1))


def lines(made: Official) -> dict[str, int | None]:
    """What each line says was received."""
    return {line.name: line.row[0].value for line in made.table.lines}


def test_a_table_is_made_of_the_units_that_heads_tell(kept: Kept, tmp_path: Path) -> None:
    fill(
        kept, tmp_path / "in",
        (GO_DAU, "UBND XÃ BÀU ĐỒN", 3, 10), (GO_DAU, "UBND XÃ PHƯỚC ĐÔNG", 3, 20),
        (TAN_CHAU, "UBND XÃ TÂN HÀ", 3, 40), (TAY_NINH, GO_DAU, 2, 5),
        (TAY_NINH, "UBND HUYỆN TÂN CHÂU", 2, 5),
    )  # fmt: skip
    made = official(kept, "2023-03")
    assert made.table.unit.full == "tỉnh Tây Ninh"
    assert lines(made) == {"huyện Gò Dầu": 30, "huyện Tân Châu": 40}
    assert lines(official(kept, "2023-03", "huyện Gò Dầu")) == {
        "xã Bàu Đồn": 10,
        "xã Phước Đông": 20,
    }
    assert {"xã Bàu Đồn", "xã Tân Hà"} <= set(made.learned)
    assert all(line.notes[0].key == "learned" for line in made.table.lines)


def test_who_reported_before_and_after_is_missed(kept: Kept, tmp_path: Path) -> None:
    fill(
        kept, tmp_path / "in", *((GO_DAU, "UBND XÃ BÀU ĐỒN", month, 10) for month in (2, 4)),
        *((GO_DAU, "UBND XÃ PHƯỚC ĐÔNG", month, 20) for month in (2, 3)),
    )  # fmt: skip
    march, april = official(kept, "2023-03"), official(kept, "2023-04")
    assert [one.unit.full for one in march.table.missing] == ["xã Bàu Đồn"]
    assert march.table.total[0].state == "partial"
    assert lines(april) == {"xã Bàu Đồn": 10}  # nobody knows whether the other still owes one


def test_without_a_superior_all_stand_below_one(kept: Kept, tmp_path: Path) -> None:
    fill(kept, tmp_path / "in", ("", "UBND XÃ BÀU ĐỒN", 3, 10), ("", "UBND XÃ TÂN HÀ", 3, 40))
    made = official(kept, "2023-03")
    assert lines(made) == {"xã Bàu Đồn": 10, "xã Tân Hà": 40}
    assert made.table.unit.full == "Tất cả đơn vị có báo cáo"


def names(kept: Kept) -> set[tuple[str, str]]:
    """Each learned unit with its superior."""
    with opened(kept.root) as archive, archive.reading() as connection:
        tree = learned(connection, shipped(), "?").tree
    return {
        (unit.full, tree[unit.parent].full if unit.parent else "")
        for unit in tree.all()
        if unit.source == "learned" and unit.level == "commune"
    }


LIKE = [
    # two of one name below two superiors are two
    (
        [(GO_DAU, "UBND XÃ TÂN LẬP", 3, 1), (TAN_CHAU, "UBND XÃ TÂN LẬP", 3, 1)],
        {("xã Tân Lập", "huyện Gò Dầu"), ("xã Tân Lập", "huyện Tân Châu")},
    ),
    # a letter apart: two where both reported on a month, else a question
    (
        [(GO_DAU, "UBND XÃ TÂN THÀNH", 3, 1), (GO_DAU, "UBND XÃ TÂN THẠNH", 3, 1)],
        {("xã Tân Thành", "huyện Gò Dầu"), ("xã Tân Thạnh", "huyện Gò Dầu")},
    ),
    (
        [(GO_DAU, "UBND XÃ TÂN THÀNH", m, 1) for m in (1, 2)]
        + [(GO_DAU, "UBND XÃ TÂN THẠNH", 3, 1)],
        {("xã Tân Thành", "huyện Gò Dầu")},
    ),
    # spelled in two ways
    (
        [(GO_DAU, "UBND XÃ TÂN HÀ", 3, 1), (GO_DAU, "ỦY BAN NHÂN DÂN XÃ TÂN HÀ", 4, 1)],
        {("xã Tân Hà", "huyện Gò Dầu")},
    ),
    # heads that stand above each other in a circle
    (
        [("UBND XÃ TÂN HÀ", "UBND XÃ BÀU ĐỒN", 3, 1), ("UBND XÃ BÀU ĐỒN", "UBND XÃ TÂN HÀ", 3, 1)],
        set(),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), LIKE)
def test_nothing_is_joined(
    given: list[Given], expected: set[tuple[str, str]], tmp_path: Path
) -> None:
    kept = Kept(tmp_path / "kho", None)
    fill(kept, tmp_path / "in", *given)
    assert names(kept) == expected


def test_the_offices_own_table_goes_before(kept: Kept, tmp_path: Path) -> None:
    """What was learned, drafted as a table and loaded, makes the same one without a doubt."""
    fill(
        kept, tmp_path / "in", (TAY_NINH, GO_DAU, 2, 5),
        *((GO_DAU, f"UBND XÃ {name}", 3, n) for n, name in enumerate(("BÀU ĐỒN", "TÂN HÀ"), 1)),
    )  # fmt: skip
    before = lines(official(kept, "2023-03", "huyện Gò Dầu"))
    table = tmp_path / "units.csv"
    with opened(kept.root) as archive:
        with archive.reading() as connection:
            table.write_text("".join(written(drafted(seen(connection)))), "utf-8")
        load(archive, table, "An")
    after = official(kept, "2023-03", "huyện Gò Dầu")
    assert lines(after) == before == {"xã Bàu Đồn": 1, "xã Tân Hà": 2}
    assert after.learned == () and after.table.expected == 2


def test_reports_of_quarters_alone_make_a_table_too(kept: Kept, tmp_path: Path) -> None:
    text = TEXT.replace("tháng {month} năm 2023\n\nTổng", "quý I năm 2023\n\nTổng")
    (tmp_path / "q.txt").write_text(
        text.format(above="", unit="UBND XÃ TÂN HÀ", place="Tân Hà", month="03", number=1, count=7),
        "utf-8",
    )
    kept.add(tmp_path / "q.txt")
    made = official(kept, "2023-Q1")
    assert made.table.unit.full == "xã Tân Hà" and made.learned == ("xã Tân Hà",)
    assert made.table.printed is not None and made.table.printed.row[0].value == 7
    with pytest.raises(UsageError, match="2023-Q1"):
        official(kept, "2022-05")


def test_the_command_says_so(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(kept, tmp_path / "in", (GO_DAU, "UBND XÃ BÀU ĐỒN", 3, 10))
    args = ["archive", "consolidate", "--archive", str(kept.root), "--period", "2023-03"]
    assert cli.app.main([*args, "-o", str(tmp_path / "b.xlsx")]) == 0
    said = capsys.readouterr().err
    assert "xin xác nhận: xã Bàu Đồn" in said and "units-seen" in said
