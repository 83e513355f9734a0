"""One folder of everything that can be wrong: each input has its named outcome, none costs another.

From the path to the reading, through the real reading process, as the line does it.
"""

from __future__ import annotations

import io
import os
import re
import string
import struct
import tomllib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from extractor import isolate
from extractor.intake import intake
from extractor.models import ReadResult
from extractor.readers import HARMLESS, READERS, image
from extractor.settings import Limits
from tests.makers.files import codes, pages, para, word, zip_bytes, zipped
from tests.makers.pdf import Picture, render

ROOT = Path(__file__).parent.parent
LIMITS = Limits(seconds=60, text_mb=4)
GOOD = "Đã giải quyết 354 hồ sơ"
BOMB = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'


def read_all(paths: list[Path], workdir: Path, limits: Limits = LIMITS) -> list[ReadResult]:
    return [
        isolate.read(arrival.source, limits, noted=arrival.problems)
        for arrival in intake([str(path) for path in paths], limits, workdir)
    ]


def outcome(result: ReadResult) -> tuple[str, tuple[str, ...]]:
    return result.status, tuple(problem.code for problem in result.problems)


def locked(path: Path) -> None:
    render(path, GOOD, password="kín")


def truncated(path: Path) -> None:
    render(path, "\f".join([GOOD] * 20))
    path.write_bytes(path.read_bytes()[:-1500])


def no_pages(path: Path) -> None:
    with pikepdf.new() as document:
        document.save(path)


def huge(path: Path) -> None:
    """100 MB of text, nearly all of it a hole in the file's last part."""
    with path.open("wb") as stream:
        stream.write(f"{GOOD}\n".encode() * 200_000)
        stream.write(b" " * (100 << 20))


def mixed(path: Path) -> None:
    render(path, [GOOD, "\f", Picture()])


def write(data: str | bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data if isinstance(data, bytes) else data.encode())


BAD: list[tuple[str, Callable[[Path], object], str, tuple[str, ...]]] = [
    ("empty.docx", write(b""), "failed", ("empty-file",)),
    ("blank.txt", write(" \n"), "failed", ("no-text",)),
    ("suffix.pdf", write(GOOD), "ok", ("wrong-suffix",)),
    ("suffix.txt", lambda path: render(path, GOOD), "ok", ()),
    ("locked.pdf", locked, "failed", ("encrypted-pdf",)),
    ("nopages.pdf", no_pages, "failed", ("no-pages",)),
    ("noise.pdf", write(b"%PDF-1.4 noise"), "failed", ("truncated-pdf", "damaged-pdf")),
    ("scan.pdf", lambda path: render(path, [Picture(), Picture()]), "failed", ("needs-ocr",) * 2),
    ("mixed.pdf", mixed, "partial", ("needs-ocr",)),
    ("photo.png", write(b"\x89PNG\r\n\x1a\n...."), "failed", ("needs-ocr",)),
    ("bomb.docx", lambda path: zipped(
        path, {"[Content_Types].xml": "<a/>", "word/document.xml": BOMB}), "failed", ("xml-bomb",)),
    ("swollen.docx", lambda path: word(path, " " * (64 << 20)), "failed", ("zip-bomb",)),
    ("broken.xlsx", lambda path: zipped(
        path, {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<"}), "failed",
     ("damaged-workbook",)),
    ("huge.txt", huge, "partial", ("text-limit",)),
    ("program.doc", write(b"MZ\x90\0"), "failed", ("unknown-kind",)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "status", "found"), BAD, ids=[row[0] for row in BAD])
def test_every_bad_input_has_its_outcome(
    tmp_path: Path,
    name: str,
    make: Callable[[Path], object],
    status: str,
    found: tuple[str, ...],
) -> None:
    make(tmp_path / name)
    (result,) = read_all([tmp_path / name], tmp_path)
    assert outcome(result) == (status, found)
    if status != "failed":
        assert GOOD in result.pages[0].text


def test_a_truncated_pdf_keeps_what_it_has(tmp_path: Path) -> None:
    truncated(tmp_path / "a.pdf")
    (result,) = read_all([tmp_path / "a.pdf"], tmp_path)
    assert (result.status, result.problems[0].code) == ("partial", "truncated-pdf")
    assert sum(GOOD in page.text for page in result.pages) >= 15


def test_one_bad_folder_costs_no_good_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, make, *_ in BAD:
        make(folder / name)
    for name in ("aaa.txt", "mmm.txt", "zzz.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    (folder / os.fsdecode(b"\xff\x1b[2J\n.txt")).write_text(GOOD, encoding="utf-8")
    zipped(folder / "m.zip", {"../evil.txt": "x", "good.txt": GOOD, "bomb": bytes(30 << 20)})
    work = tmp_path / "work"
    work.mkdir()
    results = read_all([tmp_path / "missing", folder], work)
    read = [result for result in results if result.status == "ok" and not result.problems]
    assert sum(any(GOOD in page.text for page in result.pages) for result in read) == 6
    assert len(results) == 1 + len(BAD) + 3 + 1 + 3
    assert outcome(results[0]) == ("failed", ("vanished-file",))
    assert all(result.problems for result in results if result.status != "ok")
    assert all(result.source.path.isprintable() for result in results)


def test_a_file_that_vanishes_between_arrival_and_reading(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    results = []
    for arrival in intake([str(tmp_path)], LIMITS, tmp_path):
        if arrival.source.path.endswith("a.txt"):
            (tmp_path / "a.txt").unlink()
        results.append(outcome(isolate.read(arrival.source, LIMITS, noted=arrival.problems)))
    assert results == [("failed", ("vanished-file",)), ("ok", ())]


def test_the_original_is_never_touched(tmp_path: Path) -> None:
    truncated(tmp_path / "a.pdf")
    word(tmp_path / "b.docx", para(GOOD))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    work = tmp_path / "work"
    work.mkdir()
    read_all(list(before), work)
    assert before == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in before}
    assert list(work.iterdir()) == []


# --------------------------------------------------------------------------------- images


def tiff(count: int, order: str = "<", loop: bool = False) -> bytes:
    out = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    for i in range(count):
        following = 8 + 6 * (i + 1) if i + 1 < count else (8 if loop else 0)
        out += struct.pack(order + "HI", 0, following)
    return out


@pytest.mark.parametrize(
    ("data", "count", "whole"),
    [
        (tiff(1), 1, True), (tiff(3), 3, True), (tiff(2, ">"), 2, True),
        (tiff(3, loop=True), 3, False), (tiff(2)[:12], 1, False),
        (b"II*\0\xff\xff\xff\xff", 1, False), (b"\xff\xd8\xff", 1, True), (b"II*\0", 1, True),
    ],
)  # fmt: skip
def test_images_are_counted_and_each_needs_ocr(
    tmp_path: Path, data: bytes, count: int, whole: bool
) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(data)
    assert image.count(path) == (count, whole)
    assert codes(path, "image") == [*(() if whole else ["truncated-tiff"]), *["needs-ocr"] * count]
    assert [page.number for page in pages(path, "image")] == list(range(1, count + 1))


def test_a_tiff_by_a_library(tmp_path: Path) -> None:
    pillow = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    frames = [pillow.new("L", (9, 9)) for _ in range(3)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    (tmp_path / "a.tif").write_bytes(out.getvalue())
    assert image.count(tmp_path / "a.tif") == (3, True)


# ------------------------------------------------------------------------------- messages

CATALOGUE = tomllib.loads((ROOT / "patterns/messages/problems.toml").read_text(encoding="utf-8"))


def used_codes() -> set[str]:
    """Every code the machine can say, from its own text."""
    folders = ("readers", "ocr", "images")
    files = [path for name in folders for path in (ROOT / "extractor" / name).glob("*.py")]
    files += [
        ROOT / f"extractor/{name}.py" for name in ("intake", "archives", "isolate", "answers")
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = re.findall(r'(?:Problem|Refused|return )\(\s*"([a-z-]+)"', text)
    either = re.findall(r'Problem\("([a-z-]+)" if [^"]*? else "([a-z-]+)"\)', text)
    renamed = re.findall(r'"[a-z-]+": "(page-[a-z-]+)"', text)
    return {*said, *renamed, *(code for pair in either for code in pair)} - {"image"}


def test_every_problem_has_words_and_every_wording_a_problem() -> None:
    assert used_codes() == set(CATALOGUE)
    assert set(CATALOGUE) >= HARMLESS


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_both_languages_say_what_happened_and_what_to_do(code: str) -> None:
    entry = CATALOGUE[code]
    assert set(entry) == {"vi", "en"}
    fields = [
        {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        for text in entry.values()
    ]
    assert fields[0] == fields[1] <= {"detail"}
    for text in entry.values():
        assert text.format(detail="x").count(". ") >= 1, "what happened, then the remedy"
        assert text.endswith(".")


def test_every_kind_has_one_reader() -> None:
    assert set(READERS) == {
        "text", "markdown", "docx", "doc", "xlsx", "xls", "ods", "pdf", "image",
    }  # fmt: skip


def test_a_kind_without_a_reader_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(zip_bytes({}))
    assert codes(path, "zip") == ["unknown-kind"]
    assert codes(path, "empty") == ["empty-file"]
