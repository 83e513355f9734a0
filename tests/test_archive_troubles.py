"""What can stand in the archive's way: one plain sentence, the right exit code, nothing harmed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from extractor import cli
from extractor.archive import adding
from extractor.archive import originals as originals_of
from extractor.archive.migrations.steps import STEPS
from extractor.archive.opening import create, opened, url_of
from extractor.archive.schema import decisions, originals, outcomes, runs
from extractor.batch import Job
from extractor.errors import MissingToolError, NothingReadError, OutputError, UsageError
from tests.archives import UNSCANNED, Kept, made, start, write_some

posix = pytest.mark.skipif(os.name == "nt", reason="mounts and signals of POSIX")
file_only = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What a server's own keepers look after."""
server_only = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
"""What a database in one folder cannot meet with."""


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read: it is the archive that is tried."""
    monkeypatch.setattr(adding, "read_one", made)
    for name in ("BAOCAO_ARCHIVE", "BAOCAO_DATABASE", "BAOCAO_LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write_some(tmp_path / "in", 12)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB of its own, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("mounting a file system needs more rights than this user has")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@posix
def test_a_full_disk_keeps_what_was_added(small_disk: Path, tmp_path: Path) -> None:
    kept = Kept(small_disk / "kho", None)
    large = tmp_path / "large"
    large.mkdir()
    for number in range(40):
        (large / f"{number:02}.txt").write_bytes(os.urandom(30_000))
    done: list[Any] = []
    with opened(kept.root) as archive, pytest.raises(OutputError, match="đầy"):
        done.extend(adding.add(archive, [large], UNSCANNED, 1))
    assert 0 < len(done) < 40
    assert kept.count(originals) == len(done)
    assert kept.verify().faults == []
    # Room is made, and the same call goes on with the rest.
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    told = kept.outcomes(large)
    assert told == ["unchanged"] * len(done) + ["added"] * (40 - len(done))
    assert kept.verify().faults == []


@posix
@file_only
def test_a_disk_that_fills_inside_the_database(kept: Kept, inbox: Path) -> None:
    kept.add(inbox / "000.txt")
    with opened(kept.root) as archive, archive.engine.connect() as connection:
        size = connection.execute(text("PRAGMA page_count")).scalar_one()

    def limited(file: Path) -> Any:
        connection = real(file)
        connection.execute(f"PRAGMA max_page_count={size + 1}")
        return connection

    from extractor.archive import opening

    real = opening._sqlite
    with pytest.MonkeyPatch.context() as full, pytest.raises(OutputError, match="đầy"):
        full.setattr(opening, "_sqlite", limited)
        kept.add(inbox)
    assert kept.verify().faults == []
    assert set(kept.outcomes(inbox)) == {"unchanged", "added"}
    assert kept.verify().faults == []
    assert list((kept.root / "incoming").iterdir()) == []


@posix
def test_a_folder_that_can_only_be_read(small_disk: Path, inbox: Path) -> None:
    kept = Kept(small_disk / "kho", None)
    kept.add(inbox / "000.txt")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(OutputError, match="Không ghi được"):
        kept.add(inbox)
    assert kept.count(originals) == 1
    assert kept.verify().faults == []
    with pytest.raises(OutputError, match="Không ghi được"):
        create(small_disk / "other", None, "vi")


def test_two_writers(kept: Kept, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.archive import place

    monkeypatch.setattr(place, "PATIENCE", 0.1)
    with opened(kept.root) as archive, archive.writing():
        with pytest.raises(OutputError, match=f"{os.getpid()}"):
            kept.add(inbox)
        assert kept.count(originals) == 0  # reading goes on
    assert kept.outcomes(inbox) == ["added"] * 12


@server_only
def test_two_writers_with_two_folders_on_one_server(
    kept: Kept, inbox: Path, tmp_path: Path
) -> None:
    """A server's archive may be reached from two machines, whose folders know no common lock."""
    shutil.copytree(kept.root, tmp_path / "mirror")
    with (
        opened(kept.root) as archive,
        archive.writing(),
        opened(tmp_path / "mirror") as mirror,
        pytest.raises(OutputError, match="đang bận"),
    ):
        list(adding.add(mirror, [inbox], UNSCANNED, 1))
    assert kept.outcomes(inbox) == ["added"] * 12


def test_a_newer_database_is_refused_untouched(kept: Kept, inbox: Path) -> None:
    kept.add(inbox / "000.txt")
    with opened(kept.root) as archive, archive.writing() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = (kept.root / "archive.json").read_bytes()
    with pytest.raises(MissingToolError, match="9999") as told:
        kept.add(inbox)
    assert told.value.exit_code == 5
    assert (kept.root / "archive.json").read_bytes() == before
    assert "9999" not in STEPS


def test_a_step_that_fails_leaves_no_half(tmp_path: Path, database: str | None) -> None:
    from alembic import op

    def broken(*_: Any) -> None:
        raise RuntimeError("no power")

    with pytest.MonkeyPatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(op, "create_index", broken)
        create(tmp_path / "kho", database, "vi")
    create(tmp_path / "kho", database, "vi")
    with opened(tmp_path / "kho") as archive, archive.reading() as connection:
        assert connection.execute(select(decisions)).all() == []


@file_only
def test_a_database_that_is_none(kept: Kept, inbox: Path) -> None:
    kept.add(inbox)
    database = kept.root / "archive.db"
    database.write_bytes(b"no database" * 1000)
    with pytest.raises(NothingReadError, match="bị hỏng"):
        kept.add(inbox)
    database.unlink()
    with pytest.raises(NothingReadError, match="đã mất"):
        kept.add(inbox)
    assert len(list(originals_of.kept(archive_place(kept)))) == 12


def archive_place(kept: Kept) -> Any:
    from extractor.archive.place import Place

    return Place(kept.root)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(NothingReadError, match="Không nối được"):
        create(tmp_path / "kho", "postgresql://baocao@127.0.0.1:9/none", "vi")


@server_only
def test_a_password_is_not_written_down(
    tmp_path: Path, request: pytest.FixtureRequest, database: str
) -> None:
    create(tmp_path / "kho", database.replace("baocao@", "baocao:secret@"), "vi")
    assert "secret" not in (tmp_path / "kho" / "archive.json").read_text()
    with opened(tmp_path / "kho"):
        pass


@pytest.fixture
def locked(database: str) -> Iterator[str]:
    """The URL of a database that one account reaches by its password alone, without rights."""
    import psycopg

    hba = "SELECT unnest(ARRAY['host all locked 127.0.0.1/32 scram-sha-256', '{}'])"
    rest = "host all all 127.0.0.1/32 trust"
    with psycopg.connect(database, autocommit=True) as server:
        (file,) = server.execute("SHOW hba_file").fetchone() or ("",)
        server.execute("CREATE ROLE locked LOGIN PASSWORD 'right'")
        server.execute(f"COPY ({hba.format(rest)}) TO '{file}'")
        server.execute("SELECT pg_reload_conf()")
        yield database.replace("baocao@", "locked:{}@")
        server.execute(f"COPY (SELECT '{rest}') TO '{file}'")
        server.execute("SELECT pg_reload_conf()")
        server.execute("DROP ROLE locked")


@server_only
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_who_may_not_is_told_why(locked: str, tmp_path: Path, lang: Any) -> None:
    password, account, name = {
        "vi": ("mật khẩu", "không có quyền", "tên cơ sở dữ liệu"),
        "en": ("password", "no right", "name of the database"),
    }[lang]
    for url, told in {
        locked.format("wrong"): f"password authentication failed.*{password}",
        locked.format("right"): f"{account}.*permission denied",
        locked.replace("locked:{}@", "baocao@") + "x": f"does not exist.*{name}",
    }.items():
        until = time.monotonic() + 10  # until the server has read whom it lets in
        while True:
            with pytest.raises(NothingReadError) as found:
                create(tmp_path / "kho", url, lang)
            if re.search(told, str(found.value)) or time.monotonic() > until:
                break
        assert re.search(told, str(found.value)) and "right@" not in str(found.value)
        assert not (tmp_path / "kho" / "archive.json").exists()


@server_only
def test_a_server_that_stops_midway(
    kept: Kept, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was added is whole, and the same command goes on."""
    import psycopg

    seen: list[Job] = []

    def read(job: Job) -> Any:
        seen.append(job)
        if len(seen) == 6:
            gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
            mine = "datname = current_database() AND pid <> pg_backend_pid()"
            with psycopg.connect(kept.url or "", autocommit=True) as server:
                server.execute(gone + mine)
        return made(job)

    monkeypatch.setattr(adding, "read_one", read)
    with pytest.raises(NothingReadError, match=r"Mất kết nối.*chạy lại đúng lệnh này"):
        kept.add(inbox)
    assert kept.verify().faults == []
    assert set(kept.outcomes(inbox)) <= {"added", "unchanged"}
    assert kept.count(originals) == 12
    assert kept.verify().faults == []


CARDS = {
    "no card": (None, "không phải là kho"),
    "a damaged card": ("{", "Không đọc được"),
    "a card of another form": ('{"format": 2, "id": "", "database": ""}', "Không đọc được"),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_folder_that_is_none(name: str, tmp_path: Path) -> None:
    card, says = CARDS[name]
    if card is not None:
        (tmp_path / "archive.json").write_text(card)
    with pytest.raises(UsageError, match=says), opened(tmp_path):
        pass


def test_what_is_not_ours_is_left_alone(tmp_path: Path, database: str | None, inbox: Path) -> None:
    with pytest.raises(UsageError, match=r"000\.txt"):
        create(inbox, database, "vi")
    first, second = Kept(tmp_path / "a", database), Kept(tmp_path / "b", None)
    first.add(inbox / "000.txt")
    told = json.loads((second.root / "archive.json").read_text())
    if database is not None:
        with pytest.raises(UsageError, match="kho khác"):
            create(tmp_path / "c", database, "vi")
        told["database"] = database
        (second.root / "archive.json").write_text(json.dumps(told))
    else:
        shutil.copy(first.root / "archive.db", second.root)
    with pytest.raises(UsageError, match="không phải của kho"), opened(second.root):
        pass


@pytest.mark.parametrize("given", ["nonsense", "mysql://a@b/c", "sqlite://"])
def test_a_url_that_is_none(given: str) -> None:
    with pytest.raises(UsageError, match="postgresql://"):
        url_of(given, "vi")


def test_a_file_named_from_here_is_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    create(tmp_path / "kho", "sqlite:///beside.db", "vi")
    monkeypatch.chdir("/")
    with opened(tmp_path / "kho") as archive, archive.reading() as connection:
        assert connection.execute(select(runs)).all() == []
    assert (tmp_path / "beside.db").exists()


def test_tables_of_another_program_are_left_alone(tmp_path: Path, database: str | None) -> None:
    root = tmp_path / "kho"
    if database is None:
        import sqlite3

        root.mkdir()
        with sqlite3.connect(root / "archive.db") as connection:
            connection.execute("CREATE TABLE theirs (a)")
    else:
        import psycopg

        with psycopg.connect(database) as server:
            server.execute("CREATE TABLE theirs (a int)")
    with pytest.raises(UsageError, match="theirs"):
        create(root, database, "vi")


# ------------------------------------------------------------------------------------ killed


def kill_once(kept: Kept, folder: Path, after: int, delay: float) -> None:
    """Adds in a process of its own, which is killed ``delay`` seconds after so many files."""
    process = start(kept.root, folder)
    assert process.stdout is not None
    for _ in range(after + 1):
        if not process.stdout.readline():
            break
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def try_kills(kept: Kept, tmp_path: Path, times: int) -> int:
    """Kills at many moments over a growing inbox; returns how many runs were broken off."""
    import random

    chance = random.Random(times)
    folder = tmp_path / "in"
    for number in range(times):
        for more in range(8):
            text_ = f"Đã giải quyết {number}{more} hồ sơ của tháng.\n" * chance.randrange(1, 400)
            (folder / f"{number:03}-{more}.txt").write_text(text_, encoding="utf-8")
        # Files go on record, and are told of, several at once: killed before, amid and behind it.
        after = max(0, 8 * number + chance.randrange(-32, 8))
        kill_once(kept, folder, after, chance.random() * 0.02)
        assert kept.verify().faults == []
    for number in range(60):  # on a quick machine every run may have been at its end
        if any(run.state == "broken-off" for run in kept.rows(select(runs))):
            break
        (folder / f"more-{number}.txt").write_text(f"Đã giải quyết {number} hồ sơ.", "utf-8")
        process = start(kept.root, folder)
        time.sleep(0.1 + 0.9 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert kept.verify().faults == []
    names = {str(path) for path in folder.iterdir()}
    assert {o.path for o in kept.add(folder)} == names
    assert set(kept.outcomes(folder)) == {"unchanged"}
    assert (kept.count(originals), kept.verify().faults) == (len(names), [])
    assert list((kept.root / "incoming").iterdir()) == []
    return len([run for run in kept.rows(select(runs)) if run.state == "broken-off"])


@posix
def test_killed_at_any_moment(kept: Kept, inbox: Path, tmp_path: Path) -> None:
    assert try_kills(kept, tmp_path, 8 if kept.url is None else 4) > 0


def test_what_an_ended_run_left_is_finished(kept: Kept, inbox: Path) -> None:
    """Staged and on record: put in place. Staged and not on record, or half: removed."""
    kept.add(inbox / "000.txt")
    place = archive_place(kept)
    (path,) = originals_of.kept(place)
    path.replace(place.incoming / path.name)
    (place.incoming / ("0" * 64)).write_bytes(b"never recorded")
    (place.incoming / "half.part").write_bytes(b"half")
    assert kept.verify().faults == []  # staged is as good as in place
    assert kept.outcomes(inbox / "001.txt") == ["added"]
    assert len(list(originals_of.kept(place))) == 2
    assert list(place.incoming.iterdir()) == []


def test_a_copy_made_while_writing_goes_on_is_sound(kept: Kept, tmp_path: Path) -> None:
    from extractor.archive.moving import export

    folder = write_some(tmp_path / "many", 150)
    process = start(kept.root, folder)
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    with opened(kept.root) as archive:
        count = export(archive, tmp_path / "out")
    process.communicate()
    copy = Kept.__new__(Kept)
    copy.root, copy.url = tmp_path / "out", None
    assert 19 <= count <= 150
    assert copy.verify().faults == []
    assert (copy.count(originals), kept.count(originals)) == (count, 150)


def test_a_run_that_is_stopped_says_so(kept: Kept, inbox: Path) -> None:
    with opened(kept.root) as archive:
        some = adding.add(archive, [inbox], UNSCANNED, 1)
        next(some)
        some.close()  # type: ignore[attr-defined]
    (run,) = kept.rows(select(runs))
    assert (run.state, run.ended is not None) == ("interrupted", True)
    assert kept.count(outcomes) == kept.count(originals) > 0


# ----------------------------------------------------------------------------- command line


def test_the_commands_and_their_codes(
    tmp_path: Path, inbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root, out = str(tmp_path / "kho"), str(tmp_path / "out")

    def run(*args: str) -> tuple[int, str, str]:
        code = cli.main(["archive", *args])
        said = capfd.readouterr()
        return code, said.out, said.err

    assert run("add", str(inbox))[0] == 2
    assert run("init", root)[0] == 0
    code, told, _ = run("add", str(inbox), "-a", root, "-j", "1", "--format", "json")
    counts = json.loads(told)["counts"]
    assert (code, counts["added"], counts["unchanged"]) == (0, 12, 0)
    code, told, _ = run("add", str(inbox), "-a", root, "-j", "1")
    assert (code, told.split()) == (0, ["Không", "đổi", "12", "Tổng", "số", "tệp", "12"])
    (inbox / "empty.txt").write_bytes(b"")
    assert run("add", str(inbox / "gone.txt"), "-a", root)[0] == 4
    code, told, _ = run("list", "-a", root, "--format", "json")
    assert (code, len(json.loads(told))) == (0, 12)
    assert run("list", "-a", root, "--period", "2024-13")[0] == 2
    assert run("list", "-a", root, "--period", "2024-03")[:2] == (0, "")
    assert len(run("list", "-a", root)[1].splitlines()) == 12
    code, told, _ = run("show", "003.txt", "-a", root, "--format", "json")
    assert (code, len(json.loads(told)["figures"])) == (0, 11)
    assert "received.total = 100" in run("show", "003.txt", "-a", root)[1]
    assert (run("show", "none", "-a", root)[0], run("show", "", "-a", root)[0]) == (2, 2)
    assert run("export", out, "-a", root)[0] == 0
    assert run("import", out, "-a", root)[0] == 2
    assert run("init", str(tmp_path / "b"))[0] == 0
    assert run("import", out, "-a", str(tmp_path / "b"))[0] == 0
    assert run("verify", "-a", str(tmp_path / "b"), "--sample", "0")[0] == 0
    (tmp_path / "b" / "originals" / "stray").touch()
    code, told, _ = run("verify", "-a", str(tmp_path / "b"), "--sample", "0", "--format", "json")
    assert (code, json.loads(told)["faults"][0]["code"]) == (1, "original-unknown")
    assert "stray" in run("verify", "-a", str(tmp_path / "b"), "--sample", "0")[1]


def test_interrupted_at_the_command_line(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path / "kho", None)
    calls: list[int] = []

    def stopping(job: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return made(job)

    monkeypatch.setattr(adding, "read_one", stopping)
    assert cli.main(["archive", "add", str(inbox), "-a", str(kept.root), "-j", "1"]) == 130
    assert kept.verify().faults == []
    (run,) = kept.rows(select(runs))
    assert run.state == "interrupted"


def test_the_database_itself_holds_the_rows_together(kept: Kept) -> None:
    from sqlalchemy.exc import IntegrityError

    row = {"sha256": "a", "size": 1, "kind": "text", "media_type": "", "run_id": 77}
    with (
        opened(kept.root) as archive,
        archive.writing() as connection,
        pytest.raises(IntegrityError),
        connection.begin(),
    ):
        connection.execute(insert(originals), row)
