"""The names in an archive's reports: matched, asked about, confirmed by a person, learned."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from extractor import cli
from extractor.archive import adding
from extractor.archive.naming import (
    LOADED,
    MERGED,
    SAID,
    confirm,
    drafted,
    load,
    matcher,
    merge,
    seen,
    tree,
)
from extractor.archive.opening import opened
from extractor.archive.reading import Read, rows
from extractor.archive.schema import decisions, reports, units
from extractor.batch import Job
from extractor.errors import UsageError
from extractor.models import DocumentHead, Period, Report
from extractor.units.table import COLUMNS
from tests.archives import Kept, write_some
from tests.reports import figure

ISSUERS = (
    ("UBND tỉnh Đồng Tháp", "2025-06-14"),
    ("UBND tỉnh Đồng Tháp", "2025-08-14"),
    ("UBND tỉnh Đồng Thấp", "2025-06-14"),
)


def heads(job: Job) -> Read:
    """Reports of those who issue them, each with a row of a ward that nobody knows."""
    source = job.start.source  # type: ignore[union-attr]
    issuer, end = ISSUERS[int(Path(source.path).stem) % len(ISSUERS)]
    report = {
        "source": {
            "path": source.path, "sha256": source.sha256, "media_type": "", "pages": 0,
            "status": "ok",
        },
    }  # fmt: skip
    head = DocumentHead(
        issuer=issuer, period=Period(start=None, end=end, label="tháng", kind="month")
    )
    told = Report.model_validate(report).model_copy(
        update={"document": head, "figures": (figure("received.total", 3, "unit", "P. Tân Lạ"),)}
    )
    return rows(told, [])


@pytest.fixture
def filled(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.setattr(adding, "read_one", heads)
    kept.add(write_some(tmp_path / "in", 6))
    return kept


def met(kept: Kept) -> dict[tuple[str, str | None], tuple[str, int]]:
    with opened(kept.root) as archive, archive.reading() as connection:
        return {(s.written, s.last): (s.match.how, s.reports) for s in seen(connection)}


def test_names_are_matched_on_their_day_and_asked_about(filled: Kept) -> None:
    assert met(filled) == {
        ("P. Tân Lạ", "2025-08-14"): ("unknown", 6),
        ("UBND tỉnh Đồng Tháp", "2025-06-14"): ("name", 2),
        ("UBND tỉnh Đồng Tháp", "2025-08-14"): ("name", 2),
        ("UBND tỉnh Đồng Thấp", "2025-06-14"): ("marks", 2),
    }


def test_a_persons_word_is_kept_and_counts(filled: Kept) -> None:
    with opened(filled.root) as archive:
        with pytest.raises(UsageError, match="'nobody'"):
            confirm(archive, "UBND tỉnh Đồng Thấp", "nobody", "An", "")
        with pytest.raises(UsageError, match="không chứa tên"):
            confirm(archive, "UBND tỉnh", "dong-thap", "An", "")
        confirm(archive, "UBND tỉnh Đồng Thấp", "dong-thap-2025", "An", "misread")
        confirm(archive, "Tỉnh Đồng Thấp", "dong-thap", "Bình", "checked the page")
    assert met(filled)["UBND tỉnh Đồng Thấp", "2025-06-14"] == ("confirmed", 2)
    log = [(r.kind, r.by, r.before, r.after) for r in filled.rows(select(decisions))]
    assert log == [
        (SAID, "An", None, "dong-thap-2025"), (SAID, "Bình", "dong-thap-2025", "dong-thap"),
    ]  # fmt: skip
    with opened(filled.root) as archive, archive.reading() as connection:
        match = matcher(connection).match("tỉnh Đồng Thấp")
        assert match.unit is not None
        assert match.unit.id == "dong-thap"


def test_a_new_unit_is_drafted_completed_and_loaded(filled: Kept, tmp_path: Path) -> None:
    with opened(filled.root) as archive, archive.reading() as connection:
        (new,) = drafted(seen(connection))
    assert (new.name, new.kind, new.level) == ("P. Tân Lạ", "phường", "commune")
    path = tmp_path / "units.csv"
    row = f"{new.id},Tân Lạ,phường,commune,dong-thap,,,,,"
    path.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    with opened(filled.root) as archive:
        assert load(archive, path, "An") == 1
        path.write_text(f"{','.join(COLUMNS)}\n{row.replace('dong-thap', 'gone')}\n")
        with pytest.raises(UsageError, match="cột parent"):
            load(archive, path, "An")
        path.write_text(f"{','.join(COLUMNS)}\nx,Hà Nội,thành phố,province,,,,,,\n", "utf-8")
        with pytest.raises(UsageError, match="ha-noi"):
            load(archive, path, "An")
    assert met(filled)["P. Tân Lạ", "2025-08-14"] == ("name", 6)
    assert [r.kind for r in filled.rows(select(decisions))] == [LOADED]
    assert filled.count(units) == 1
    path.write_text(",".join(COLUMNS) + "\n")
    with opened(filled.root) as archive:
        assert load(archive, path, "An") == 0
        with archive.reading() as connection:
            assert len(tree(connection)) == 99


def test_a_merger_is_a_persons_word(filled: Kept) -> None:
    def now(id: str) -> tuple[str, tuple[str, ...]]:
        with opened(filled.root) as archive, archive.reading() as connection:
            unit = tree(connection)[id]
            return unit.end, unit.successors

    def meant(written: str, on: str) -> str | None:
        with opened(filled.root) as archive, archive.reading() as connection:
            unit = matcher(connection).match(written, on).unit
            return unit.id if unit else None

    before = now("cao-bang")
    with opened(filled.root) as archive:
        for unit, into, day, says in (
            ("nobody", "ha-noi", "2027-01-01", "'nobody'"),
            ("cao-bang", "ha-noi", "1/1/2027", "1/1/2027"),
            ("cao-bang", "dong-thap", "2027-01-01", "không tồn tại"),
        ):
            with pytest.raises(UsageError, match=says):
                merge(archive, unit, into, day, "An", "")
        told = merge(archive, "cao-bang", "ha-noi", "2027-01-01", "An", "resolution")
    assert (told.end, told.successors) == now("cao-bang") == ("2026-12-31", ("ha-noi",))
    assert meant("UBND tỉnh Cao Bằng", "2026-12-31") == "cao-bang"
    assert meant("UBND tỉnh Cao Bằng", "2027-01-01") == "ha-noi"
    with opened(filled.root) as archive:
        merge(archive, "cao-bang", "cao-bang", "2027-01-01", "An", "a mistake")
    assert now("cao-bang") == before
    assert [r.kind for r in filled.rows(select(decisions))] == [MERGED, MERGED]


def test_an_archive_of_the_step_before_is_brought_up(
    tmp_path: Path, database: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.archive import opening
    from extractor.archive.migrations import steps

    with monkeypatch.context() as before:
        before.setattr(opening, "upgrade", lambda connection: steps.upgrade(connection, "0001"))
        old = Kept(tmp_path / "kho", database)
    assert old.count(units) == 0
    assert old.verify().faults == []


def test_what_stands_in_columns_now_is_taken_from_older_reports(
    filled: Kept, tmp_path: Path
) -> None:
    """Of an archive as it was before: the columns are gone, the document objects are there."""
    before = filled.rows(select(reports.c.id, reports.c.period_label))
    assert {row.period_label for row in before} == {"tháng"}
    with opened(filled.root) as archive, archive.writing() as connection, connection.begin():
        for statement in (
            "DROP TABLE fulltext", "DROP TABLE entries",
            "CREATE INDEX figures_metric ON figures (metric, level)",
            "DROP INDEX reports_label", "ALTER TABLE reports DROP COLUMN period_label",
            "ALTER TABLE reports DROP COLUMN signed", "DROP TABLE calendars",
            "UPDATE alembic_version SET version_num = '0002'",
        ):  # fmt: skip
            connection.execute(text(statement))
    told: list[int] = []
    for _ in range(2):  # once, and not of an archive that is up to date
        with opened(filled.root, renewing=told.append):
            pass
    assert told == [len(before)]
    assert filled.rows(select(reports.c.id, reports.c.period_label)) == before
    assert filled.verify().faults == []


def test_the_commands(
    filled: Kept, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOCAO_ARCHIVE", str(filled.root))
    capfd.readouterr()

    def run(*args: str) -> tuple[int, str, str]:
        code = cli.main(["archive", *args])
        said = capfd.readouterr()
        return code, said.out, said.err

    code, told, _ = run("units", "--on", "2025-07-01")
    assert (code, len(told.splitlines())) == (0, 34)
    assert run("units", "--format", "json")[0] == 0
    assert run("units", "--format", "csv", "-o", str(tmp_path / "u.csv"))[0] == 0
    assert run("units-load", str(tmp_path / "u.csv"), "--by", "An")[0] == 0
    code, told, err = run("units-seen")
    assert (code, "đơn vị mới, xin xác nhận" in told, "2 tên cần xác nhận" in err) == (
        0,
        True,
        True,
    )
    assert run("units-seen", "--format", "csv")[1].count("\n") == 2
    assert '"how": "marks"' in run("units-seen", "--format", "json")[1]
    assert run("units-confirm", "UBND tỉnh Đồng Thấp", "dong-thap", "--reason", "x")[0] == 0
    assert run("units-confirm", "UBND tỉnh Đồng Thấp", "nobody")[0] == 2
    code, _, err = run("units-merge", "cao-bang", "ha-noi", "--from", "2027-01-01")
    assert (code, "2026-12-31" in err) == (0, True)
