"""`extract --searchable`: which copies there are, under which names, and how a run ends."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from extractor.cli import main
from extractor.copies import Copies
from extractor.intake import lost
from extractor.models import Problem
from extractor.ocr import languages
from tests.makers.files import zipped
from tests.makers.pdf import PageBreak, render
from tests.test_ocr_engine import NEXT, TEXT, scanned

REPORT = "BÁO CÁO\nTổng số hồ sơ tiếp nhận: 1.465 hồ sơ."


def baocao(*args: object) -> int:
    return main(["extract", *map(str, args), "--cache", "none", "--lang", "en"])


def below(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def said(path: Path) -> str:
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    return " ".join(text.split())


def test_one_document_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = render(tmp_path / "a.pdf", REPORT), tmp_path / "copies" / "one.PDF"
    assert baocao(path, "--searchable", out) == 0
    assert "1.465" in said(out)
    told = json.loads(capsys.readouterr().out)
    # The maker of these PDFs names a font on every page that is neither used nor in the file.
    assert [problem["code"] for problem in told["source"]["problems"]] == ["copy-not-archival"]
    assert told["source"]["status"] == "ok"


def test_several_documents_a_copy_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A locked and a damaged file cost themselves only; text needs no copy."""
    folder, out = tmp_path / "reports", tmp_path / "copies"
    (folder / "xã").mkdir(parents=True)
    render(folder / "a.pdf", REPORT)
    render(folder / "xã" / "a.pdf", REPORT)
    render(folder / "locked.pdf", REPORT, password="x")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "note.txt").write_text(REPORT, encoding="utf-8")
    zipped(folder / "more.zip", {"b.pdf": (folder / "a.pdf").read_bytes()})
    assert baocao(folder, "--searchable", out) == 3
    assert below(out) == ["a.pdf", "more.zip!b.pdf", "xã/a.pdf"]
    codes = {
        Path(one["source"]["path"]).name: [p["code"] for p in one["source"]["problems"]]
        for one in json.loads(capsys.readouterr().out)
    }
    assert codes["note.txt"] == ["copy-no-picture"]
    assert codes["a.pdf"] == ["copy-not-archival"]
    assert "encrypted-pdf" in codes["locked.pdf"]


def test_text_among_scans_is_no_fault_and_text_alone_is(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(REPORT, encoding="utf-8")
    path = render(tmp_path / "a.pdf", REPORT)
    assert baocao(note, path, "--searchable", tmp_path / "copies") == 0
    assert baocao(note, "--searchable", tmp_path / "copies") == 3


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("a.pdf", "a.pdf", "--searchable", "one.pdf"), "names one file"),
        (("folder", "--searchable", "one.pdf"), "names one file"),
        (("a.zip", "--searchable", "one.pdf"), "names one file"),
        (("a.pdf", "--searchable", "a.pdf"), "never overwritten"),
        (("folder", "--searchable", "folder/copies"), "inside the folder"),
    ],
)
def test_names_that_would_lose_something(
    args: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    before = render(tmp_path / "a.pdf", REPORT).read_bytes()
    zipped(tmp_path / "a.zip", {"a.pdf": before})
    assert baocao(*args) == 2
    assert said in capsys.readouterr().err
    assert below(tmp_path) == ["a.pdf", "a.zip"]
    assert (tmp_path / "a.pdf").read_bytes() == before


def test_an_original_in_the_way_of_its_copy_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = render(tmp_path / "a.pdf", REPORT)
    before = path.read_bytes()
    assert baocao(path, "--searchable", tmp_path) == 3
    assert "[copy-is-original]" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named_and_the_figures_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = render(tmp_path / "a.pdf", REPORT)
    (tmp_path / "file").write_text("x")
    assert baocao(path, "--searchable", tmp_path / "file" / "copy.pdf") == 3
    shown = capsys.readouterr()
    assert "[copy-unwritten]" in shown.err
    assert json.loads(shown.out)["figures"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["/d/in/a.pdf"], ["a.pdf"]),
        (["/d/in/a.tif", "/d/in/a.PDF"], ["a.tif.pdf", "a.PDF"]),
        (["/d/in/x/a.pdf", "/d/in/y/a.pdf"], ["x/a.pdf", "y/a.pdf"]),
        (["/elsewhere/a.pdf", "/other/A.pdf"], ["a.pdf", "A-2.pdf"]),
        (["/d/in/m.zip!../x\\y:z.jpg"], ["m.zip!/x_y_z.jpg.pdf"]),
        (["/d/in/" + "ạ" * 300 + ".pdf"], ["ạ" * 60 + "~" + "ạ" * 56 + ".pdf"]),
        (["/"], ["_.pdf"]),
    ],
)
def test_every_copy_has_a_name_of_its_own(
    given: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda self: str(self) == "/d/in")
    copies = Copies(Path("/out"), [Path("/d/in")])
    starts = [lost(path, Problem("x")) for path in given]
    assert [copies.target(start) for start in starts] == [Path("/out") / name for name in expected]


@pytest.mark.slow
@pytest.mark.skipif(bool(languages.missing()), reason="language data are missing")
@pytest.mark.parametrize("suffix", ["pdf", "tif"])
def test_a_scan_is_read_once_and_its_copy_searched(suffix: str, tmp_path: Path) -> None:
    digital = render(tmp_path / "digital.pdf", [TEXT, PageBreak(), NEXT])
    path, out = scanned(digital, tmp_path / f"scan.{suffix}"), tmp_path / "copy.pdf"
    assert baocao(path, "--searchable", out, "-o", tmp_path / "a.json") == 0
    assert said(out) == " ".join(TEXT.split())
