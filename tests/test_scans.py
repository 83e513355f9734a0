"""Page images on their way: in order, each at its own risk, no more at once than allowed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from extractor import cli, isolate
from extractor.images.picture import Picture
from extractor.models import Page, Problem, ReadResult, Source, Word, Words
from extractor.ocr import cache, languages, layers, slots
from extractor.settings import Limits, Scanning
from tests.makers import scanners
from tests.makers.pdf import PageBreak, render
from tests.makers.pdf import Picture as Paper

LIMITED = Limits(page_seconds=20, page_memory_mb=900)


def tiff(path: Path, pages: int, seed: int = 0) -> Source:
    """An image file of so many different pages."""
    from PIL import Image

    frames = [Image.new("L", (40 + n, 50), (seed * 31 + n * 7) % 256) for n in range(pages)]
    frames[0].save(path, "TIFF", save_all=True, append_images=frames[1:])
    return Source(path.name, "image", "image/tiff", "", path.stat().st_size, str(path))


def scanned(
    source: Source, tmp_path: Path, scanner: str, limits: Limits = LIMITED, **how: object
) -> ReadResult:
    told = {"cores": 2, "slots": str(tmp_path / "slots"), **how}
    return isolate.read(
        source,
        limits,
        scans=Scanning.model_validate(told),
        scanner=f"tests.makers.scanners:{scanner}",
    )


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests need no language data."""
    monkeypatch.setattr(languages, "missing", lambda: ())


def test_pages_come_in_order_whichever_is_ready_first(tmp_path: Path) -> None:
    result = scanned(tiff(tmp_path / "a.tif", 9), tmp_path, "plain")
    assert [page.text for page in result.pages] == [f"trang {n}" for n in range(1, 10)]
    assert (result.status, result.problems) == ("ok", ())


def test_a_page_that_ends_badly_costs_itself(tmp_path: Path) -> None:
    clock = LIMITED.model_copy(update={"page_seconds": 3})
    result = scanned(tiff(tmp_path / "a.tif", 11), tmp_path, "mixed", clock)
    assert {page.number: page.text for page in result.pages if page.text} == {
        n: f"trang {n}" for n in (1, 3, 5, 7, 9, 11)
    }
    assert [page.number for page in result.pages] == list(range(1, 12))
    assert [(p.code, p.page, p.detail) for p in result.problems] == [
        ("page-reader-died", 2, "signal 11"),
        ("page-time-limit", 4, "3"),
        ("page-memory-limit", 6, "900"),
        ("page-reader-died", 8, "RuntimeError: a fault of the engine"),
        ("image-damaged", 10, "x"),
    ]
    assert result.status == "partial"


def test_the_clock_of_the_document_does_not_run_while_its_pages_are_read(tmp_path: Path) -> None:
    hasty = LIMITED.model_copy(update={"seconds": 4.0})
    source = tiff(tmp_path / "a.tif", 40)
    begun = time.monotonic()
    result = scanned(source, tmp_path, "watched", hasty, cores=1)
    assert time.monotonic() - begun > 4
    assert (len(result.pages), result.status) == (40, "ok")


@pytest.mark.parametrize("cores", [1, 2])
def test_all_runs_together_read_no_more_pages_at_once_than_there_are_cores(
    cores: int, tmp_path: Path
) -> None:
    sources = [tiff(tmp_path / f"{n}.tif", 6) for n in range(2)]
    threads = [
        threading.Thread(target=scanned, args=(s, tmp_path, "watched"), kwargs={"cores": cores})
        for s in sources
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spans = [tuple(map(float, line.split())) for line in (tmp_path / "log").open()]
    together = [sum(a <= begun < b for a, b in spans) for begun, _ in spans]
    assert len(spans) == 12
    assert max(together) <= cores


def test_a_slot_is_free_again_when_its_holder_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from extractor.ocr import slots\n"
        "with slots.held(Path(sys.argv[1]), 1, 60): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    assert not free(tmp_path)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert free(tmp_path)


def free(folder: Path) -> bool:
    lock = slots._locker()
    assert lock is not None
    handle = slots._take(folder / "0", lock)
    if handle is not None:
        os.close(handle)
    return handle is not None


def test_who_waits_too_long_goes_on_without_a_slot(tmp_path: Path) -> None:
    with slots.held(tmp_path, 1, 1), slots.held(tmp_path, 1, 0.05):
        pass


def test_a_stopped_run_leaves_no_reader_behind(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(page: Page) -> None:
        raise Enough

    source = tiff(tmp_path / "a.tif", 40)
    with pytest.raises(Enough):
        isolate.read(
            source, LIMITED, stop, scans=Scanning(cores=1, slots=str(tmp_path / "slots")),
            scanner="tests.makers.scanners:watched",
        )  # fmt: skip
    seen = (tmp_path / "log").read_text()
    time.sleep(0.5)
    assert (tmp_path / "log").read_text() == seen
    assert seen.count("\n") < 10


# ------------------------------------------------------------------------ which pages

GOOD = (
    "Ủy ban nhân dân huyện đã tiếp nhận và giải quyết hồ sơ thủ tục hành chính theo quy định, "
    "trong đó số hồ sơ giải quyết trước hạn là 354 hồ sơ, đúng hạn 12 hồ sơ, quá hạn 00 hồ sơ."
)
UNMARKED = "Uy ban nhan dan huyen da tiep nhan va giai quyet ho so thu tuc hanh chinh theo quy dinh"
GARBLED = "ÿþ‡ŠŒ ¤¦§ ßÐ¢ £¥¤ ÿÞ¶ ¢¢¤¦ ‡‡ßÐ £¶ÿ ŠŒŒ ¤¤¦§ ‰‰ ¢£¤ ÞÞ¶ ŒŒ‡ ¤¦ ßßÐ ¢¥ ‰ŠŠ ŒŒ ÿÿ ¤¤"


def scan(text: str, hidden: float = 1.0) -> Page:
    return Page(1, text, "text-layer", image_share=0.9, hidden_share=hidden)


NEEDS = (Problem("needs-ocr", 1),)
UNMAPPED = (Problem("unmapped-text", 1),)


@pytest.mark.parametrize(
    ("page", "mode", "expected"),
    [
        (Page(1, GOOD, "text-layer"), "auto", "layer"),
        (Page(1, GOOD, "text-layer", image_share=0.2), "auto", "layer"),
        (scan(GOOD, hidden=0), "auto", "layer"),
        (scan(GOOD), "auto", "both"),
        (scan(GOOD), "never", "layer"),
        (Page(1, GOOD, "text-layer"), "always", "both"),
        (Page(1, GOOD, "docx"), "always", "layer"),
        (scan(UNMARKED), "auto", "both"),
        (scan(GARBLED), "auto", "image"),
        (Page(1, UNMARKED, "text-layer"), "auto", "layer"),
        (Page(1, GARBLED, "text-layer"), "auto", "image"),
        (Page(1, "", "ocr", problems=NEEDS), "auto", "image"),
        (Page(1, "", "ocr", problems=NEEDS), "never", "layer"),
        (Page(1, "\ufffd" * 40, "text-layer", problems=UNMAPPED), "auto", "image"),
    ],
)
def test_what_is_read_of_a_page(page: Page, mode: str, expected: str) -> None:
    assert layers.wanted(page, mode) == expected  # type: ignore[arg-type]


def test_without_language_data_pages_say_what_to_install_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(languages, "missing", lambda: ("vie",))
    pdf = render(tmp_path / "a.pdf", ["Đã giải quyết 354 hồ sơ.", PageBreak(), Paper()])
    text = tmp_path / "b.txt"
    text.write_text("Đã giải quyết 12 hồ sơ", encoding="utf-8")
    code = cli.main(["extract", str(pdf), str(text), "--jobs", "1", "--lang", "en"])
    out, err = capsys.readouterr()
    assert code == 5
    assert "tesseract-ocr-vie" in err
    assert "[needs-ocr-data]" in err
    assert '"printed": "354"' in out
    assert '"printed": "12"' in out


# ---------------------------------------------------------------------------- the cache


def picture(shade: int = 200) -> Picture:
    return Picture(np.full((50, 40), shade, np.uint8), 300, np.eye(3), 40, 50)


def test_what_a_reading_depends_on_makes_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = scanners.paper(1, "lớp chữ")
    names = [
        cache.key(picture(), None),
        cache.key(picture(201), None),
        cache.key(picture(), layer),
        cache.key(Picture(picture().pixels, 200, np.eye(3), 40, 50), None),
        cache.key(Picture(picture().pixels, 300, np.eye(3) * 2, 40, 50), None),
    ]
    monkeypatch.setattr(cache, "recipe", lambda: b"other engine")
    names.append(cache.key(picture(), None))
    assert len(set(names)) == len(names)
    assert cache.key(picture(), None) == names[-1]


def test_a_page_is_found_as_it_was_kept_under_the_number_asked_for(tmp_path: Path) -> None:
    name = "ab" + "0" * 62
    page = Page(
        3, "số 12", "ocr", 595, 842, Words([Word(0, 2, (1, 2, 3, 4), 0.5)]),
        problems=(Problem("bad-bytes", 3, "x"),),
    )  # fmt: skip
    assert cache.find(tmp_path, name, 3) is None
    cache.keep(tmp_path, name, page)
    assert cache.find(tmp_path, name, 3) == page
    found = cache.find(tmp_path, name, 7)
    assert found is not None
    assert (found.number, found.problems[0].page, found.text) == (7, 7, "số 12")
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: b"",
        lambda body: body[:-20],
        lambda body: body.replace(b"trang", b"trong"),
        lambda body: b"\n" + body,
        lambda body: sealed(b'{"done":true}\n'),
        lambda body: sealed(b'{"page":{"n":1}}\n'),
        lambda body: sealed(b"[" * 100_000),
        lambda body: sealed(b'{"page": 3}'),
        lambda body: b"x" * (cache.LARGEST + 1),
    ],
)
def test_an_entry_that_is_not_whole_is_none(spoil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    name = "cd" + "0" * 62
    cache.keep(tmp_path, name, scanners.paper(1))
    (path,) = tmp_path.rglob("*.json")
    path.write_bytes(spoil(path.read_bytes()))
    assert cache.find(tmp_path, name, 1) is None
    cache.keep(tmp_path, name, scanners.paper(1))
    assert cache.find(tmp_path, name, 1) == scanners.paper(1)


def sealed(body: bytes) -> bytes:
    """An entry with a right checksum over whatever body."""
    import hashlib

    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_a_cache_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    result = scanned(tiff(tmp_path / "a.tif", 2), tmp_path, "kept", cache=str(blocked))
    assert (len(result.pages), result.status) == (2, "ok")


def test_the_oldest_pages_go_when_there_are_too_many(tmp_path: Path) -> None:
    for n in range(20):
        cache.keep(tmp_path, f"{n:02x}" + "1" * 62, scanners.paper(n + 1, "x" * 1000))
        os.utime(next(tmp_path.glob(f"{n:02x}/*")), (n, n))
    size = sum(p.stat().st_size for p in tmp_path.rglob("*.json"))
    cache.prune(tmp_path, size // 2)
    left = [n for n in range(20) if cache.find(tmp_path, f"{n:02x}" + "1" * 62, 1)]
    assert left == list(range(20 - len(left), 20))
    assert 5 <= len(left) <= 10


BATCH = """
import sys
from multiprocessing import get_context
import tests.makers.faked  # what is faked here is faked in each worker, too
from extractor.cli import main
get_context("forkserver").set_forkserver_preload(["tests.makers.faked"])
out, cache, *files = sys.argv[1:]
main(["extract", *files, "-f", "jsonl", "-o", out, "-j", "2", "--cache", cache])
"""
KILLS = 4


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def kill_when(run: subprocess.Popen[bytes], log: Path, grown: int, pause: float) -> None:
    """Ends the program once so many lines more are in the log, and a moment has passed."""
    wanted, end = len(lines(log)) + grown, time.monotonic() + 60
    while len(lines(log)) < wanted and run.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(pause)
    helpers = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGKILL)
    run.wait()
    _, left = psutil.wait_procs(helpers, timeout=30)
    assert left == []


@pytest.mark.slow
def test_a_batch_killed_at_any_moment_reads_no_page_twice_and_loses_none(tmp_path: Path) -> None:
    """The command itself with two workers; only the engine is a slow counter of pages."""
    chance, pages = random.Random(8), 6
    files = [tiff(tmp_path / f"{n}.tif", pages, seed=n).file for n in range(3)]
    out, begun, kept = (tmp_path / name for name in ("out.jsonl", "begun", "log"))
    command = [sys.executable, "-c", BATCH, str(out), str(tmp_path / "cache"), *files]
    for _ in range(KILLS):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        kill_when(run, begun, chance.randrange(1, 5), chance.uniform(0, 0.1))
        assert not out.exists()
    assert 0 < len(lines(kept)) < 3 * pages
    subprocess.run(command, check=True, timeout=120)
    found = [json.loads(line) for line in out.read_text().splitlines()]
    assert [len(report["source"]["readings"]) for report in found] == [pages] * 3
    assert [report["source"]["problems"] for report in found] == [[]] * 3
    # Each page was read to its end once; what was broken off is what was under way at a kill.
    assert sorted(set(lines(kept))) == sorted(lines(kept))
    assert len(lines(kept)) == 3 * pages
    assert len(lines(begun)) - len(lines(kept)) <= KILLS * 2
    subprocess.run(command, check=True, timeout=120)
    assert len(lines(begun)) - len(lines(kept)) <= KILLS * 2
    assert len(lines(kept)) == 3 * pages
