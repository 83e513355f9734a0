"""A reader that hangs, floods, dies or lies costs its own document and nothing else."""

from __future__ import annotations

import json
import mmap
import os
import subprocess
import sys
import threading
import time
from array import array
from base64 import b64encode
from pathlib import Path

import pytest

from extractor import children, isolate
from extractor.models import Cell, Page, Problem, ReadResult, Run, Source, Table, Word, Words
from extractor.readers import wire
from extractor.settings import Limits
from tests.makers.pdf import render

HOSTILE = "tests.makers.hostile:READERS"
LIMITED = Limits(seconds=30, memory_mb=700, output_mb=2)
"""Room for a child's start on a busy machine: only what runs into the clock gets less."""
CLOCK = LIMITED.model_copy(update={"seconds": 3})


def hostile(kind: str, tmp_path: Path, limits: Limits = LIMITED) -> ReadResult:
    path = tmp_path / "any"
    path.write_text("any")
    source = Source("any", kind, "", "", 3, str(path))
    return isolate.read(source, limits, registry=HOSTILE)


def text_source(tmp_path: Path, text: str = "Đã giải quyết 354 hồ sơ") -> Source:
    path = tmp_path / "tệp.txt"
    path.write_text(text, encoding="utf-8")
    return Source("tệp.txt", "text", "text/plain", "", len(text), str(path))


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text goes to a child too: it is the children that are tried."""
    monkeypatch.setattr(isolate, "LIGHT", frozenset())


@pytest.fixture(params=["forked", "spawned"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of starting a child: by the warm server, and anew."""
    if request.param == "spawned":
        monkeypatch.setattr(isolate, "open_channel", children.Spawned)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("kind", "code", "detail"),
    [
        ("hang", "time-limit", "3"),
        ("spin", "time-limit", "3"),
        ("flood", "output-limit", "2"),
        ("mumble", "output-limit", "2"),
        ("die", "reader-died", "signal 9"),
        ("leave", "reader-died", "exit 7"),
        ("swallow", "memory-limit", "700"),
        ("panic", "reader-error", "BaseException: a panic from a foreign library"),
    ],
)
def test_what_came_before_the_end_is_kept(
    kind: str, code: str, detail: str, tmp_path: Path
) -> None:
    result = hostile(kind, tmp_path, CLOCK if code == "time-limit" else LIMITED)
    last = result.problems[-1]
    assert (last.code, last.detail, result.status) == (code, detail, "partial")
    assert result.pages[0].number == 1


@pytest.mark.usefixtures("either")
def test_what_a_reader_prints_is_not_taken_for_its_answer(tmp_path: Path) -> None:
    result = hostile("chatter", tmp_path)
    assert [page.text for page in result.pages] == ["trang đầu"]
    assert (result.status, result.problems) == ("ok", ())


def test_what_a_reader_prints_goes_nowhere_though_the_parent_prints_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers of the parent's descriptors are given out anew in the server it forks."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    opened = [(tmp_path / f"{i}").open("w", buffering=1) for i in range(12)]
    for stream in opened:
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        server = children.Server()
        monkeypatch.setattr(children, "_server", server)
        try:
            result = hostile("chatter", tmp_path)
        finally:
            server.stop()
        assert (result.status, [p.text for p in result.pages]) == ("ok", ["trang đầu"])
    for stream in opened:
        stream.close()
    assert {path.read_text() for path in tmp_path.glob("[0-9]*")} == {""}


@pytest.mark.usefixtures("either")
def test_what_a_reader_started_ends_with_it(tmp_path: Path) -> None:
    result = hostile("offspring", tmp_path, CLOCK)
    pid = int(result.pages[0].text)
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            break
        if state == "Z":
            break
        time.sleep(0.01)
    else:
        pytest.fail("the reader's own child outlived it")


def test_pages_over_the_limit_are_refused_by_the_parent_too(tmp_path: Path) -> None:
    result = hostile("flood", tmp_path, Limits(pages=3, output_mb=50))
    assert result.problems[-1] == Problem("too-many-pages", None, "3")
    assert len(result.pages) == 4


def test_pages_are_handed_on_as_they_come_and_need_not_be_kept(tmp_path: Path) -> None:
    seen: list[int] = []
    source = text_source(tmp_path, "một\fhai\fba")
    result = isolate.read(source, Limits(), lambda p: seen.append(p.number), keep=False)
    assert (seen, len(result.pages), result.status) == ([1, 2, 3], 0, "ok")


@pytest.mark.parametrize("limits", [Limits(), Limits(pages=2), Limits(output_mb=1)])
def test_a_small_text_is_read_here_as_a_child_would_read_it(
    limits: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = text_source(tmp_path, "một\fhai\fba\f" + "bốn " * 60_000)
    there: list[ReadResult] = []
    with monkeypatch.context() as patch:
        patch.setattr(isolate, "LIGHT", frozenset())
        there.append(isolate.read(source, limits))
    with monkeypatch.context() as patch:
        patch.setattr(isolate, "open_channel", lambda _: pytest.fail("a child for a small text"))
        assert isolate.read(source, limits) == there[0]
    codes = [problem.code for problem in there[0].problems]
    assert codes == (["too-many-pages"] if limits.pages == 2 else [])


def test_a_large_text_is_read_by_a_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = text_source(tmp_path, "bốn " * (isolate.SMALL // 4 + 1))

    def refused(_: bytes) -> children.Channel:
        raise OSError("no more processes")

    monkeypatch.setattr(isolate, "open_channel", refused)
    assert [p.code for p in isolate.read(source, Limits()).problems] == ["reader-died"]


@pytest.mark.usefixtures("child")
def test_a_server_killed_from_outside_is_replaced(tmp_path: Path) -> None:
    source = text_source(tmp_path)
    assert isolate.read(source, Limits()).status == "ok"
    server = children._server
    assert server is not None
    os.kill(server.pid, 9)
    results = [isolate.read(source, Limits()).status for _ in range(3)]
    assert results[1:] == ["ok", "ok"]


@pytest.mark.usefixtures("child")
def test_reading_from_several_threads_at_once(tmp_path: Path) -> None:
    source = text_source(tmp_path)
    results: list[str] = []

    def work() -> None:
        results.append(isolate.read(source, Limits()).pages[0].text)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["Đã giải quyết 354 hồ sơ"] * 6


@pytest.mark.usefixtures("child")
def test_a_process_of_threads_starts_its_server_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    server = children.Server()
    monkeypatch.setattr(children, "_server", server)
    try:
        assert isolate.read(text_source(tmp_path), Limits()).status == "ok"
    finally:
        server.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="the system must tell the address space")
def test_a_large_program_hands_nothing_on_to_its_readers(tmp_path: Path) -> None:
    """Its address space would count against the limit of each: no page could be read."""
    with mmap.mmap(-1, 3 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS):
        server = children.Server()
    try:
        assert server._process is not None
        told = Path(f"/proc/{server.pid}/statm").read_bytes().split()
        assert int(told[0]) * os.sysconf("SC_PAGE_SIZE") < 1 << 30
    finally:
        server.stop()


@pytest.mark.usefixtures("child")
def test_a_forked_process_does_not_use_its_parents_server(tmp_path: Path) -> None:
    source = text_source(tmp_path)
    isolate.read(source, Limits())
    pid = os.fork()
    if pid == 0:
        code = 0 if isolate.read(source, Limits()).status == "ok" else 1
        if children._server is not None:
            children._server.stop()
        os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert isolate.read(source, Limits()).status == "ok"


def test_a_file_that_vanishes_before_it_is_read(tmp_path: Path) -> None:
    source = text_source(tmp_path)
    Path(source.file).unlink()
    result = isolate.read(source, Limits())
    assert (result.status, [p.code for p in result.problems]) == ("failed", ["vanished-file"])


def test_what_intake_noted_comes_first(tmp_path: Path) -> None:
    noted = (Problem("wrong-suffix", None, "pdf / text"),)
    result = isolate.read(text_source(tmp_path), Limits(), noted=noted)
    assert (result.status, result.problems) == ("ok", noted)


@pytest.mark.parametrize(
    ("text", "status", "codes"),
    [("chữ", "ok", []), ("  \n\f \n", "failed", ["no-text"])],
)
def test_status_of_text(tmp_path: Path, text: str, status: str, codes: list[str]) -> None:
    result = isolate.read(text_source(tmp_path, text), Limits())
    assert (result.status, [p.code for p in result.problems]) == (status, codes)


# ------------------------------------------------------------------------------ the wire

PAGE = Page(
    number=3,
    text="Tổng\t1.465 \ud800",
    reader="ocr",
    width=595.25,
    height=842.0,
    words=Words((Word(0, 4, (1.25, 2.5, 3.75, 4.0), 0.5), Word(5, 10, (5.0, 2.5, 9.0, 4.0), None))),
    tables=(Table(1, 2, (Cell(0, 0, 1, 1, 0, 4, (1.0, 2.0, 3.0, 4.0), "A1"),), 0, 10),),
    fonts=(Run(0, 4, ".VnTime"),),
    image_share=0.25,
    problems=(Problem("needs-ocr", 3),),
)


def one_word(**changed: object) -> bytes:
    """A page's line with some of its fields replaced."""
    body = json.loads(wire.encode(PAGE))["page"]
    return json.dumps({"page": body | changed}).encode()


def packed(*numbers: int, sure: list[object] | None = None) -> bytes:
    """A page's line with these numbers for its words."""
    return one_word(w=b64encode(b"i" + array("i", numbers).tobytes()).decode(), c=sure or [])


def test_a_page_survives_the_wire() -> None:
    assert wire.decode(packed(0, 4, 1, 1, 2, 2)) != PAGE
    assert wire.decode(wire.encode(PAGE)) == PAGE
    problem = Problem("text-limit", None, "16\n")
    line = wire.encode(problem)
    assert (wire.decode(line), line.count(b"\n")) == (problem, 1)


def test_a_digital_page_survives_the_wire_to_a_hundredth_of_a_point(tmp_path: Path) -> None:
    path = render(tmp_path / "a.pdf", "Đã giải quyết 354 hồ sơ")
    source = Source("a", "pdf", "", "", 1, str(path))
    (here,) = (i for i in isolate.read_here(source, Limits()) if isinstance(i, Page))
    (there,) = isolate.read(source, Limits()).pages
    assert [(w.start, w.end) for w in here.words] == [(w.start, w.end) for w in there.words]
    for a, b in zip(here.words, there.words, strict=True):
        assert a.box == pytest.approx(b.box, abs=0.011)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[1]",
        b"nonsense",
        b'{"page": 1}',
        b'{"page": {"n": 1}}',
        b'{"problem": []}',
        packed(0, 400, 1, 1, 2, 2),
        packed(-4, 4, 1, 1, 2, 2),
        packed(4, 0, 1, 1, 2, 2),
        packed(2, 4, 1, 1, 2, 2, 0, 1, 1, 1, 2, 2),
        packed(4, 1, 1, 2, 2),
        packed(0, 4, 1, 1, 2, 2, sure=[0.5, 0.5]),
        packed(0, 4, 1, 1, 2, 2, sure=["0.5"]),
        one_word(w=""),
        one_word(w="AAA"),
        one_word(w="AAAA"),
        one_word(w="ế"),
        one_word(w=[0, 4, 1, 1, 2, 2]),
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        wire.decode(line)


# ----------------------------------------------------------------------------- an early start


def test_the_server_needs_nothing_but_the_standard_library() -> None:
    """It starts before the program has loaded anything else: that is the time it saves."""
    code = "import sys, extractor.children; print('pydantic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_the_caller_works_while_the_child_reads(tmp_path: Path) -> None:
    seen: list[int] = []

    def meanwhile() -> None:
        seen.append(len(result_pages))

    result_pages: list[Page] = []
    result = isolate.read(text_source(tmp_path), Limits(), result_pages.append, meanwhile=meanwhile)
    assert (seen, len(result_pages), result.status) == ([0], 1, "ok")
