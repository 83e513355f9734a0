"""The archive: every file accounted for, originals untouched, the same on both databases."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from extractor.archive import adding
from extractor.archive.asking import document, found, history, listed
from extractor.archive.migrations import steps
from extractor.archive.moving import SUMS, export, take_in
from extractor.archive.opening import create, opened
from extractor.archive.originals import where
from extractor.archive.reading import fingerprint, rows, settings_text, storable
from extractor.archive.schema import (
    APART,
    decisions,
    entries,
    figures,
    files,
    findings,
    metadata,
    originals,
    outcomes,
    pages,
    reports,
    runs,
    versions,
)
from extractor.errors import UsageError
from extractor.intake import sha256_of
from extractor.models import Report
from extractor.settings import Limits
from tests.archives import UNSCANNED, Kept, made, new_database, write_some

TEXT = """Tổng số hồ sơ tiếp nhận là 354 hồ sơ, trong đó: tiếp nhận mới 340 hồ sơ; kỳ trước chuyển
sang 14 hồ sơ. Đã giải quyết 350 hồ sơ (trước hạn 300 hồ sơ, đúng hạn 45 hồ sơ, trễ hạn 00 hồ sơ).
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "báo cáo.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def untouched(path: Path) -> tuple[object, ...]:
    """What must stay as it was of a file that is only read; the time of reading may not."""
    told = path.stat()
    owner = (told.st_mode, told.st_uid, told.st_gid, told.st_nlink, told.st_ino)
    return (*owner, told.st_size, told.st_mtime_ns, told.st_ctime_ns, path.read_bytes())


def test_what_was_read_is_kept_with_its_place(kept: Kept, report: Path) -> None:
    before = untouched(report)
    (outcome,) = kept.add(report)
    assert (outcome.outcome, outcome.status) == ("added", "ok")
    assert outcome.sha256 == sha256_of(report)
    assert untouched(report) == before
    found = {row.metric: row for row in kept.rows(select(figures))}
    late = found["resolved.late"]
    assert (late.printed, late.value, late.amount) == ("00", "0", 0.0)
    (page,) = kept.rows(select(pages))
    assert all(page.text[row.start : row.end] == row.quote for row in found.values())
    with opened(kept.root) as archive, archive.reading() as connection:
        assert where(archive.place, outcome.sha256).read_bytes() == report.read_bytes()
        told = Report.model_validate_json(document(connection, outcome.sha256))
    assert len(told.figures) == len(found) == 7
    assert [f.code for f in told.findings] == [row.code for row in kept.rows(select(findings))]
    assert "sum-mismatch" in {f.code for f in told.findings}


def test_every_file_is_accounted_for(kept: Kept, report: Path) -> None:
    folder = report.parent
    (folder / "a copy.txt").write_bytes(report.read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "strange.bin").write_bytes(bytes(range(256)) * 4)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("inside.txt", "Đã giải quyết 12 hồ sơ.")
    first = {Path(o.path).name: o for o in kept.add(folder)}
    assert {name: o.outcome for name, o in first.items()} == {
        "a copy.txt": "added",
        "báo cáo.txt": "duplicate",
        "empty.txt": "failed",
        "more.zip!inside.txt": "added",
        "strange.bin": "failed",
    }
    assert first["báo cáo.txt"].like == first["a copy.txt"].path
    assert [p["code"] for p in first["empty.txt"].problems] == ["empty-file"]
    # What failed is kept too, and tried again; the rest is not read a second time.
    assert kept.count(originals) == 4
    again = {Path(o.path).name: o.outcome for o in kept.add(folder)}
    assert set(again.values()) == {"unchanged", "failed"}
    assert kept.count(reports) == 4
    report.write_text(TEXT + "Hết.", encoding="utf-8")
    assert kept.outcomes(report) == ["new-version"]
    assert kept.outcomes(report.parent / "no such file") == ["failed"]
    assert kept.verify(sample=5).faults == []
    told = {(row.run_id, row.outcome) for row in kept.rows(select(outcomes))}
    assert {(1, "added"), (1, "duplicate"), (2, "unchanged"), (3, "new-version")} <= told


def test_a_name_keeps_its_versions(kept: Kept, report: Path) -> None:
    kept.add(report)
    first = sha256_of(report)
    report.write_text("Đã giải quyết 7 hồ sơ.", encoding="utf-8")
    kept.add(report)
    with opened(kept.root) as archive, archive.reading() as connection:
        told = history(connection, first)
        assert [(v["version"], v["sha256"]) for v in told] == [(1, first), (2, sha256_of(report))]
        (line,) = listed(connection)
        assert (line["version"], line["figures"]) == (2, 1)
        assert found(connection, report.name) == [sha256_of(report)]
        assert found(connection, first[:9]) == [first]
        assert found(connection, "%") == []
        assert where(archive.place, first).exists()


def test_other_settings_and_other_knowledge_read_anew(
    kept: Kept, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.add(report)
    other = UNSCANNED.model_copy(update={"limits": Limits(pages=7)})
    assert [o.outcome for o in kept.add(report, settings=other)] == ["reread"]
    assert [o.outcome for o in kept.add(report, settings=other)] == ["unchanged"]
    monkeypatch.setattr(adding, "program", lambda: "9.9.9+abc")
    assert [o.outcome for o in kept.add(report)] == ["reread"]
    assert kept.count(reports) == 3
    assert fingerprint(settings_text(other)) != fingerprint(settings_text(UNSCANNED))
    tally = kept.verify(sample=9)
    assert (tally.derived, tally.underived, tally.faults) == (2, 1, [])


def test_a_missing_tool_is_made_good_by_adding_again(
    kept: Kept, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(job: Any) -> Any:
        read = made(job)
        return read._replace(report={**read.report, "status": "partial", "again": 1})

    monkeypatch.setattr(adding, "read_one", lacking)
    assert kept.outcomes(report) == ["partial"]
    monkeypatch.setattr(adding, "read_one", made)
    assert kept.outcomes(report) == ["reread"]
    assert kept.outcomes(report) == ["unchanged"]
    assert (kept.count(reports), kept.count(figures)) == (1, 11)


def test_many_hands_and_one_writer(kept: Kept, tmp_path: Path) -> None:
    folder = write_some(tmp_path / "in", 30)
    outcomes_ = kept.add(folder, jobs=2)
    assert [Path(o.path).name for o in outcomes_] == [f"{n:03}.txt" for n in range(30)]
    assert {o.outcome for o in outcomes_} == {"added"}
    assert kept.verify(sample=3).faults == []


def test_a_file_changed_while_it_is_taken_in_is_not_kept_as_what_it_was(
    kept: Kept, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.archive import originals as module

    real = module.stage

    def touched(place: Any, file: Path, sha256: str) -> Path:
        file.write_text("something else", encoding="utf-8")
        return real(place, file, sha256)

    monkeypatch.setattr(module, "stage", touched)
    (outcome,) = kept.add(report)
    assert [p["code"] for p in outcome.problems] == ["changed-while-read"]
    assert kept.count(originals) == 0
    assert kept.verify().faults == []


def test_a_double_of_a_file_that_was_lost_on_the_way_is_taken_instead(
    kept: Kept, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.archive import originals as module

    (report.parent / "zz.txt").write_bytes(report.read_bytes())
    real = module.stage

    def lost(place: Any, file: Path, sha256: str) -> Path:
        if file == report:
            raise module.Unreadable("gone")
        return real(place, file, sha256)

    monkeypatch.setattr(module, "stage", lost)
    assert kept.outcomes(report.parent) == ["failed", "added"]
    assert kept.verify(sample=1).faults == []


def test_decisions_are_only_ever_added(kept: Kept) -> None:
    row = {
        "at": "2024-01-01T00:00:00Z",
        "by": "a",
        "kind": "confirmed",
        "target": "x",
        "reason": "",
    }
    with opened(kept.root) as archive, archive.writing() as connection:
        with connection.begin():
            connection.execute(insert(decisions), row)
        for changed in (update(decisions).values(reason="y"), delete(decisions)):
            with pytest.raises(DatabaseError, match="never changed"), connection.begin():
                connection.execute(changed)
    assert [r.reason for r in kept.rows(select(decisions))] == [""]


# ------------------------------------------------------------------------------- verification


def spoil_original(kept: Kept, sha256: str) -> None:
    with opened(kept.root) as archive:
        path = where(archive.place, sha256)
        path.chmod(0o644)
        path.write_bytes(b"x" * path.stat().st_size)


def lose_original(kept: Kept, sha256: str) -> None:
    with opened(kept.root) as archive:
        where(archive.place, sha256).unlink()


def stray(kept: Kept, _: str) -> None:
    (kept.root / "originals" / "stray").write_bytes(b"")


def changed(kept: Kept, statement: Any) -> None:
    with opened(kept.root) as archive, archive.writing() as connection, connection.begin():
        connection.execute(statement)


def lose_report(kept: Kept, _: str) -> None:
    for table in (pages, figures, findings, entries, reports):
        changed(kept, delete(table))


def spoil_report(kept: Kept, _: str) -> None:
    changed(kept, update(reports).values(body=b"x"))


DAMAGE = {
    "original-damaged": spoil_original,
    "original-missing": lose_original,
    "original-unknown": stray,
    "report-damaged": spoil_report,
    "report-missing": lose_report,
}


@pytest.mark.parametrize("code", DAMAGE)
def test_damage_is_found(code: str, kept: Kept, report: Path) -> None:
    kept.add(report)
    assert kept.verify(sample=1).faults == []
    DAMAGE[code](kept, sha256_of(report))
    assert [fault.code for fault in kept.verify(sample=1).faults] == [code]


def test_a_lost_figure_and_another_reading_are_found(
    kept: Kept, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "read_one", made)
    kept.add(report)
    assert [fault.code for fault in kept.verify(sample=1).faults] == ["report-differs"]
    changed(kept, delete(figures).where(figures.c.seq == 3))
    assert [fault.code for fault in kept.verify().faults] == ["report-damaged"]


# ------------------------------------------------------------------------------ moving, making


def everything(root: Path) -> dict[str, list[Any]]:
    with opened(root) as archive, archive.reading() as connection:
        tables = [t for t in metadata.sorted_tables if t.name != "archive"]
        return {t.name: sorted(map(tuple, connection.execute(select(t)))) for t in tables}


def test_a_collection_moves_whole_and_grows_on(
    kept: Kept, report: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kept.add(report)
    out = tmp_path / "out"
    with opened(kept.root) as archive:
        assert export(archive, out) == 1
        with pytest.raises(UsageError):
            export(archive, out)
    assert everything(out) == everything(kept.root)
    sha256 = sha256_of(report)
    assert (out / SUMS).read_text() == f"{sha256}  originals/{sha256[:2]}/{sha256}\n"
    url = new_database(request.getfixturevalue("postgresql")) if kept.url else None
    other = Kept(tmp_path / "other", url)
    with opened(other.root) as archive, opened(out) as source:
        assert take_in(archive, source) == 1
        with pytest.raises(UsageError, match="đã có tài liệu"):
            take_in(archive, source)
    assert everything(other.root) == everything(kept.root)
    assert other.verify(sample=1).faults == []
    report.write_text("Đã giải quyết 8 hồ sơ.", encoding="utf-8")
    assert other.outcomes(report) == ["new-version"]
    assert other.count(runs) == 2
    assert sorted(p.name for p in tmp_path.iterdir() if "part" in p.name) == []


def test_an_export_does_not_hide_a_lost_original(kept: Kept, report: Path, tmp_path: Path) -> None:
    from extractor.errors import NothingReadError

    kept.add(report)
    spoil_original(kept, sha256_of(report))
    with opened(kept.root) as archive, pytest.raises(NothingReadError, match="bị mất hoặc bị hỏng"):
        export(archive, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_tables_are_those_of_the_last_step(kept: Kept) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with opened(kept.root) as archive, archive.reading() as connection:
        told = {"include_name": lambda name, *_: not (name or "").startswith(APART)}
        context = MigrationContext.configure(connection, opts=told)
        assert compare_metadata(context, metadata) == []
    config = Config()
    config.set_main_option("script_location", "extractor.archive:migrations")
    config.set_main_option("path_separator", "os")
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([step.revision for step in walked])) == steps.STEPS


def test_a_making_that_was_broken_off_is_finished(
    tmp_path: Path, database: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.archive import opening

    root = tmp_path / "kho"

    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(opening, "write_card", stopped)
        with pytest.raises(KeyboardInterrupt):
            create(root, database, "vi")
    known = create(root, database, "vi")
    with opened(root) as archive:
        assert archive.id == known
    with pytest.raises(UsageError, match="đã là kho"):
        create(root, database, "vi")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("hồ sơ", "hồ sơ"), ("a\0b", "a\ufffdb"), ("a\ud800b", "a?b"), (None, None), ("a", "a")],
)
def test_text_that_no_database_takes_is_marked(given: str | None, kept: str | None) -> None:
    assert storable(given) == kept


def test_rows_hold_what_the_report_holds() -> None:
    report = Report.model_validate_json(json.dumps({"source": {
        "path": "a", "sha256": "b", "media_type": "c", "pages": 0, "status": "ok"
    }}))  # fmt: skip
    read = rows(report, [])
    assert (read.report["again"], read.figures, read.findings) == (0, [], [])
    assert {c.name for c in reports.columns} - set(read.report) == {
        *("id", "sha256", "program", "settings", "run_id")
    }


def test_names_are_found_by_path_on_a_table_of_their_own(kept: Kept, report: Path) -> None:
    kept.add(report)
    assert [row.path for row in kept.rows(select(files))] == [str(report)]
    assert [row.number for row in kept.rows(select(versions))] == [1]
    if kept.url is None:
        with opened(kept.root) as archive, archive.reading() as connection:
            told = [
                connection.execute(text(f"PRAGMA {p}")).scalar()
                for p in ("journal_mode", "synchronous")
            ]
        assert told == ["wal", 2]
