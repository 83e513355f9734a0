"""Archives for the tests: on SQLite, and on a PostgreSQL server of our own on loopback.

The server's programs are Debian's (``postgresql``); where they are not installed the tests of
that side are skipped and say so. Its data lie in a temporary folder and go with it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from extractor.archive import adding
from extractor.archive.adding import add
from extractor.archive.opening import create, opened
from extractor.archive.reading import Read, rows
from extractor.archive.verifying import Tally, verify
from extractor.archive.writing import Outcome
from extractor.batch import Job
from extractor.models import Report, SourceInfo
from extractor.settings import NO_SCANS, Settings
from tests.reports import row

ROOT = Path(__file__).parent.parent
UNSCANNED = Settings(scans=NO_SCANS)
SIDES = ("sqlite", "postgresql")


def _programs() -> Path | None:
    """The folder of initdb and postgres, the newest where there are several."""
    named = shutil.which("initdb")
    if named:
        return Path(named).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _as_whom() -> dict[str, Any]:
    """The server refuses to run as root; Debian's package brings a user for it."""
    root = os.name == "posix" and os.getuid() == 0
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}


@contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh server, without a database's name."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    whom = _as_whom()
    folder = Path(tempfile.mkdtemp(prefix="baocao-pg-"))
    if whom:
        shutil.chown(folder, "postgres", "postgres")
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    made = ["initdb", "-D", "data", "-U", "baocao", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(
        [programs / made[0], *made[1:], "--locale=C"], cwd=folder, check=True, **quiet, **whom
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = ["-D", "data", "-p", str(port), "-c", "listen_addresses=127.0.0.1", "-k", "", "-F"]
    process = subprocess.Popen([programs / "postgres", *told], cwd=folder, **quiet, **whom)
    url = f"postgresql://baocao@127.0.0.1:{port}"
    try:
        _wait(psycopg, url)
        yield url
    finally:
        process.send_signal(3)  # at once, whoever is connected; nothing is to be kept
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(psycopg: Any, url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"{url}/postgres").close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def new_database(url: str) -> str:
    """An empty database on the server."""
    import psycopg

    name = f"a{uuid.uuid4().hex}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{url}/{name}"


class Kept:
    """An archive, and what a test does with it."""

    def __init__(self, root: Path, url: str | None) -> None:
        self.root, self.url = root, url
        create(root, url, "vi")

    def add(self, *paths: Path, settings: Settings = UNSCANNED, jobs: int = 1) -> list[Outcome]:
        with opened(self.root) as archive:
            return list(add(archive, paths, settings, jobs))

    def outcomes(self, *paths: Path) -> list[str]:
        return [outcome.outcome for outcome in self.add(*paths)]

    def verify(self, sample: int = 0) -> Tally:
        with opened(self.root) as archive:
            return verify(archive, sample)

    def rows(self, statement: Any) -> list[Any]:
        with opened(self.root) as archive, archive.reading() as connection:
            return list(connection.execute(statement).all())

    def count(self, table: Any) -> int:
        return len(self.rows(table.select()))


def made(job: Job) -> Read:
    """Instead of reading: a document of eleven figures, so that only the archive is tried."""
    source = job.start.source  # type: ignore[union-attr]
    info = SourceInfo(
        path=source.path, sha256=source.sha256, media_type="text/plain", pages=0, status="ok"
    )
    return rows(Report(source=info, figures=tuple(row())), [])


def write_some(folder: Path, count: int) -> Path:
    """A folder of small files, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = f"Đã giải quyết {number + 10} hồ sơ, quá hạn 00 hồ sơ.\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def main() -> None:
    """``python -m tests.archives ARCHIVE FOLDER``: adds without reading, a line for each file."""
    setattr(adding, "read_one", made)  # noqa: B010 - as a test would patch it
    with opened(Path(sys.argv[1])) as archive:
        print("open", flush=True)
        for outcome in add(archive, [Path(sys.argv[2])], UNSCANNED, 1):
            print(outcome.outcome, flush=True)


def start(root: Path, folder: Path) -> subprocess.Popen[str]:
    """:func:`main` in a process of its own."""
    command = [sys.executable, "-m", "tests.archives", str(root), str(folder)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


if __name__ == "__main__":
    main()
