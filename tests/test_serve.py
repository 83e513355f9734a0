"""What the reading process does with a request, looked at from inside."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import tempfile
import time
from pathlib import Path

import pytest

from extractor.models import Page, Problem, Source
from extractor.readers import serve, wire
from extractor.settings import Limits

HOSTILE = "tests.makers.hostile:READERS"


def asked(path: Path, kind: str = "text", registry: str = serve.REGISTRY) -> bytes:
    source = Source(path.name, kind, "", "", 1, str(path))
    return serve.request(source, Limits(), registry, str(path.parent))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "tệp.txt"
    path.write_text("một\fhai", encoding="utf-8")
    return path


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own process is not to be held to a reader's limits."""
    monkeypatch.setattr(serve, "confine", lambda limits: None)
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.mark.usefixtures("free")
def test_an_answer_is_a_line_a_page_and_says_that_it_is_whole(paper: Path) -> None:
    lines: list[bytes] = []
    serve.answer(json.loads(asked(paper)), lines.append)
    pages = [wire.decode(line.strip()) for line in lines[:-1]]
    assert [page.text for page in pages if isinstance(page, Page)] == ["một", "hai"]
    assert json.loads(lines[-1]) == {"done": True}
    assert tempfile.gettempdir() == str(paper.parent)


RAISED: list[tuple[type[BaseException], str]] = [
    (MemoryError, "memory-limit"),
    (FileNotFoundError, "vanished-file"),
    (PermissionError, "unreadable-file"),
    (ValueError, "reader-error"),
    (BaseException, "reader-error"),
]


@pytest.mark.parametrize(("error", "code"), RAISED, ids=[e.__name__ for e, _ in RAISED])
def test_what_a_reader_raises_becomes_a_problem(
    error: type[BaseException], code: str, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(source: Source, limits: Limits) -> object:
        yield Page(number=1, text="một", reader="text")
        raise error("x" * 1000)

    monkeypatch.setattr(serve, "_named", lambda registry: {"text": reader})
    page, problem = serve.read_here(Source("a", "text", "", "", 1, str(paper)), Limits())
    assert isinstance(page, Page)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert len(problem.detail) <= 300


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_what_ends_the_program_is_not_held_back(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(source: Source, limits: Limits) -> object:
        raise error

    monkeypatch.setattr(serve, "_named", lambda registry: {"text": reader})
    with pytest.raises(error):
        tuple(serve.read_here(Source("a", "text", "", "", 1, ""), Limits()))


def test_text_without_end_is_cut_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("a", "flood", "", "", 1, "")
    items = list(serve.read_here(source, Limits(text_mb=1), HOSTILE))
    assert sum(len(item.text) for item in items if isinstance(item, Page)) <= 1 << 20
    assert items[-1] == Problem("text-limit", len(items), "1")


@pytest.mark.parametrize(("kind", "code"), [("empty", "empty-file"), ("nonsense", "unknown-kind")])
def test_what_no_reader_reads_is_named(kind: str, code: str) -> None:
    assert list(serve.read_here(Source("a", kind, "", "", 0, ""), Limits())) == [Problem(code)]


@pytest.mark.parametrize(("most", "memory"), [(resource.RLIM_INFINITY, 700 << 20), (1000, 1000)])
def test_limits_of_a_reader(most: int, memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    held: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda which: (0, most))
    monkeypatch.setattr(resource, "setrlimit", held.__setitem__)
    serve.confine(Limits(seconds=5, memory_mb=700))
    assert held == {
        resource.RLIMIT_AS: (memory, most),
        resource.RLIMIT_CPU: (7, 9),
        resource.RLIMIT_CORE: (0, 0),
    }


def drained(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


@pytest.mark.parametrize(
    ("kind", "kill", "end"),
    [("text", False, b'{"exit":0}'), ("leave", False, b'{"exit":7}'), ("hang", True, b"-9}")],
)
def test_the_server_forks_ends_and_buries(kind: str, kill: bool, end: bytes, paper: Path) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine, answers = os.pipe()
    registry = serve.REGISTRY if kind == "text" else HOSTILE
    running: dict[int, tuple[int, int]] = {}
    with ours, theirs:
        body = json.dumps({"id": 5, **json.loads(asked(paper, kind, registry))}).encode()
        socket.send_fds(ours, [body], [answers])
        os.close(answers)
        assert serve._obey(theirs, running) == 1
        assert [number for number, _ in running.values()] == [5]
        if kill:
            ours.send(b'{"kill": 6}')
            assert serve._obey(theirs, running) == 0
            serve._bury(running)
            assert running, "another's end is not its own"
            ours.send(b'{"kill": 5}')
            assert serve._obey(theirs, running) == 0
        until = time.monotonic() + 30
        while running and time.monotonic() < until:
            serve._bury(running)
            time.sleep(0.01)
        ours.close()
        assert serve._obey(theirs, running) is None
    assert drained(mine).strip().endswith(end)


def test_what_is_gone_already_can_be_ended_again() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    serve._kill(child)
    with pytest.raises(ProcessLookupError):
        os.kill(child, signal.SIG_DFL)
