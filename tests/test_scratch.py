"""Folders for a while: gone at the end, and what a killed run left is swept by the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractor import scratch as module
from extractor.scratch import hold, scratch, sweep

posix = pytest.mark.skipif(os.name == "nt", reason="signals and links of POSIX")
HOLDS = """
import sys, tempfile
from pathlib import Path
from extractor.scratch import hold, scratch
tempfile.tempdir = sys.argv[1]
if len(sys.argv) > 2:
    hold(sys.argv[2])
    print(sys.argv[2], flush=True)
    sys.stdin.read()
else:
    with scratch() as folder:
        (Path(folder) / "inside").mkdir()
        (Path(folder) / "inside" / "page").write_bytes(b"x")
        print(folder, flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@contextmanager
def another(*args: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that uses a scratch folder until it is told to end, or is killed."""
    command = [sys.executable, "-c", HOLDS, *args]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_folder_and_its_lock_go_at_the_end(place: Path) -> None:
    with pytest.raises(RuntimeError), scratch() as folder:
        Path(folder, "a").write_bytes(b"x")
        assert Path(folder).stat().st_mode & 0o777 == 0o700 or os.name == "nt"
        raise RuntimeError
    assert list(place.iterdir()) == []


@posix
def test_what_a_killed_run_left_is_swept_and_what_is_in_use_stays(place: Path) -> None:
    with another(str(place)) as (dead, left), another(str(place)) as (living, used):
        kill(dead)
        assert (left / "inside" / "page").exists()
        assert sweep(str(place)) == 1
        assert not left.exists()
        assert (used / "inside" / "page").exists()
        kill(living)
    assert sweep(str(place)) == 1
    assert list(place.iterdir()) == []


@posix
def test_the_next_run_sweeps_by_itself(place: Path) -> None:
    with another(str(place)) as (dead, left):
        kill(dead)
    module._sweep_once.cache_clear()
    with scratch() as folder:
        assert not left.exists()
        assert {p.name for p in place.iterdir()} == {Path(folder).name, f"{Path(folder).name}.lock"}


@posix
def test_a_child_that_lives_on_keeps_the_folder(place: Path) -> None:
    with another(str(place)) as (dead, left), another(str(place), str(left)) as (child, _):
        kill(dead)
        assert sweep(str(place)) == 0
        assert left.exists()
        kill(child)
    assert sweep(str(place)) == 1


@posix
def test_nothing_else_is_touched(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No link is followed, and what has no lock of ours is nobody's business."""
    foreign = tmp_path_factory.mktemp("foreign")
    (foreign / "kept").write_bytes(b"x")
    (place / "baocao-a").symlink_to(foreign)
    (place / "baocao-a.lock").write_bytes(b"")
    (place / "baocao-b").mkdir()
    (place / "baocao-b.lock").symlink_to(foreign / "kept")
    (place / "baocao-slots-me").mkdir()
    (place / "baocao-c").write_bytes(b"x")
    (place / "baocao-c.lock").write_bytes(b"")
    (place / "baocao-d.lock").mkdir()
    (place / "other.lock").write_bytes(b"")
    before = sorted(p.name for p in place.iterdir())
    assert sweep(str(place)) == 0
    assert sorted(p.name for p in place.iterdir()) == before
    assert (foreign / "kept").read_bytes() == b"x"


@posix
def test_another_users_folder_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with another(str(place)) as (dead, left):
        kill(dead)
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert sweep(str(place)) == 0
    assert left.exists()


@posix
def test_a_lock_without_a_folder_is_removed(place: Path) -> None:
    """Of a run that was killed between the two."""
    (place / "baocao-a.lock").write_bytes(b"")
    assert sweep(str(place)) == 0
    assert list(place.iterdir()) == []


def test_a_folder_that_is_no_scratch_can_be_held(place: Path) -> None:
    hold(str(place))
    hold(str(place / "gone"))
