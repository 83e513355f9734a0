"""What archives are told of a document: 21 fields, nothing guessed, checksums that hold."""

from __future__ import annotations

import csv
import hashlib
import http.server
import io
import re
import threading
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from docx import Document as Docx
from PIL import Image

from extractor import cli
from extractor.archive.describing import Described, describe
from extractor.archive.metadata import _origin, _read, documents, identifier
from extractor.archive.opening import opened
from extractor.book.archival import Profile, metadata, profile
from extractor.book.head import types
from extractor.errors import UsageError
from extractor.models import PageReading, PartReading, Report, Source
from extractor.readers import office
from extractor.writers import bag
from tests.archives import UNSCANNED, Kept
from tests.reports import report

SEEDS = Path(__file__).parent.parent / "corpus" / "seeds"
SEED = SEEDS / "000_6eeb68b3cf7004b9"
TEXT = """UBND XÃ AN HÒA
Số: 12/BC-UBND        An Hòa, ngày 15 tháng 3 năm 2024

BÁO CÁO
Kết quả giải quyết thủ tục hành chính tháng 3 năm 2024

Đã giải quyết 12 hồ sơ, trong đó quá hạn 00 hồ sơ.
"""
PDF = Source("a.pdf", "pdf", "application/pdf", "f" * 64, 1, "")
needs_office = pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed")


def read(made: Report, source: Source = PDF) -> dict[str, str]:
    return _read(made, source)


def test_the_fields_are_those_of_the_circular_in_its_order() -> None:
    assert len(metadata().fields) == len(set(metadata().fields)) == 21
    assert metadata().fields[:4] == ("docId", "docCode", "maintenance", "typeName")
    assert set(read(report())) <= set(metadata().fields)
    # Every type that a head may have is one of the circular's, or 'another kind'.
    assert {t.code for t in types().types} - set(metadata().types) == {
        "KL", "NĐ", "TT", "TTLT", "L", "PL",
    }  # fmt: skip


def test_what_a_document_tells() -> None:
    assert read(report(issuer="UBND phường An Hòa")) == {
        "typeName": "14",
        "codeNumber": "12",
        "codeNotation": "BC-UBND",
        "issuedDate": "15/03/2024",
        "organName": "UBND phường An Hòa",
        "subject": "Báo cáo kết quả giải quyết thủ tục hành chính tháng 3 năm 2024",
        "language": "Tiếng Việt",
        "numberOfPage": "2",
        "confidenceLevel": "01",
    }


def headed(**parts: Any) -> Report:
    made = report()
    return made.model_copy(update={"document": made.document.model_copy(update=parts)})


@pytest.mark.parametrize(
    ("parts", "field", "told"),
    [
        ({"number": None}, "codeNumber", ""),
        ({"number": None}, "codeNotation", ""),
        ({"number": "15"}, "codeNumber", ""),
        ({"number": "15/UBND-VP"}, "codeNotation", "UBND-VP"),
        ({"date": "2024-03"}, "issuedDate", ""),
        ({"date": None}, "issuedDate", ""),
        ({"issuer": None}, "organName", ""),
        ({"title": None}, "subject", ""),
        ({"type": None}, "typeName", ""),
        ({"type": "CV"}, "typeName", "22"),
        ({"type": "QĐ"}, "typeName", "02"),
        ({"type": "KL"}, "typeName", "32"),
        ({"readings": {"number": PartReading(status="unresolved")}}, "codeNumber", ""),
        ({"readings": {"date": PartReading(status="unresolved")}}, "issuedDate", ""),
        ({"readings": {"date": PartReading()}}, "issuedDate", "15/03/2024"),
    ],
)
def test_blanks_and_doubts_stay_blank(parts: dict[str, Any], field: str, told: str) -> None:
    assert read(headed(**parts))[field] == told


def pages(*readers: str, diagnosis: str = "clean", status: str = "ok") -> Report:
    made = report(status=status)
    readings = tuple(
        PageReading(page=n, reader=r, quality="good", diagnosis=diagnosis)
        for n, r in enumerate(readers, start=1)
    )
    return made.model_copy(update={"source": made.source.model_copy(update={"readings": readings})})


@pytest.mark.parametrize(
    ("made", "kind", "code"),
    [
        (pages("text-layer", "text-layer"), "pdf", "01"),
        (pages("docx"), "docx", "01"),
        (pages("ocr", "ocr"), "pdf", "02"),
        (pages("text-layer", "ocr"), "pdf", "03"),
        (pages("text", diagnosis="unmarked"), "text", ""),
        (pages("text"), "text", "01"),
        (pages(), "pdf", ""),
        (pages("ocr", status="failed"), "pdf", ""),
    ],
)
def test_how_a_document_came_to_be_a_file(made: Report, kind: str, code: str) -> None:
    assert _origin(made, Source("a", kind, "", "", 1, "")) == code


@pytest.mark.parametrize(
    ("diagnosis", "told"), [("clean", "Tiếng Việt"), ("foreign", ""), ("noise", "")]
)
def test_the_language_is_told_where_the_pages_show_it(diagnosis: str, told: str) -> None:
    assert read(pages("text-layer", diagnosis=diagnosis))["language"] == told


def test_sheets_are_counted_only_of_what_has_sheets() -> None:
    assert read(report(), Source("a", "text", "", "", 1, ""))["numberOfPage"] == ""


def test_identifiers_are_of_the_form_of_the_initiative() -> None:
    told = identifier("3a663485-dafa-404e-8595-c4a954916578", "0" * 64)
    domain = r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+"
    assert re.fullmatch(rf"oai:{domain}:[\w-]+", told)


# ------------------------------------------------------------------------ out of an archive


def export(
    kept: Kept, target: Path, added: Profile | None = None, copies: bool = False
) -> Described:
    with opened(kept.root) as archive:
        told = UNSCANNED if copies else None
        return describe(archive, target, added or profile(None), told, 1)


def sheet(file: Path) -> list[dict[str, str]]:
    text = file.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def filled(kept: Kept, tmp_path: Path) -> Kept:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "=cmd.txt").write_text("Đã giải quyết 7 hồ sơ. <&>", encoding="utf-8")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")  # the same document again
    kept.add(folder)
    return kept


def test_csv_and_xml_tell_the_same_of_each_document(filled: Kept, tmp_path: Path) -> None:
    told = export(filled, tmp_path / "out", Profile(file="H05.01", maintenance="Vĩnh viễn"))
    rows = sheet(tmp_path / "out" / "data" / "metadata.csv")
    root = ET.parse(tmp_path / "out" / "data" / "metadata.xml").getroot()
    parsed = [{field.tag: field.text or "" for field in one} for one in root]
    assert told.documents == len(rows) == 2
    assert rows == parsed
    assert all(tuple(row) == metadata().fields for row in rows)
    by_number = {row["codeNumber"]: row for row in rows}
    assert by_number["12"]["issuedDate"] == "15/03/2024"
    assert by_number["12"]["organName"] == "Ủy ban nhân dân xã An Hòa"
    assert {row["maintenance"] for row in rows} == {"Vĩnh viễn"}
    assert sorted(row["docCode"] for row in rows) == ["H05.01.0000001", "H05.01.0000002"]
    assert {one.attrib["identifier"] for one in root} == {row["docId"] for row in rows}
    assert {row["keyword"] + row["autograph"] + row["format"] for row in rows} == {""}


def test_hostile_text_is_escaped_and_no_formula(filled: Kept, tmp_path: Path) -> None:
    export(filled, tmp_path / "out")
    rows = sheet(tmp_path / "out" / "data" / "files.csv")
    assert {Path(row["path"]).name for row in rows} == {"=cmd.txt", "a.txt"}
    hostile = headed(title='=1+1 </subject> & "\x00', issuer="@x")
    with opened(filled.root) as archive, archive.reading() as connection:
        (first, *_) = documents(connection, archive.id, Profile())
    first.fields.update(read(hostile))
    from extractor.archive.describing import _xml
    from extractor.writers.records import table

    (told,) = ET.fromstring(_xml("x", [first]))
    assert told.findtext("subject") == '=1+1 </subject> & "'
    text = "".join(table(metadata().fields, [[first.fields[n] for n in metadata().fields]]))
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["subject"].startswith("'=") and row["organName"] == "'@x"


def test_the_checksums_hold_and_the_same_archive_gives_the_same_folder(
    filled: Kept, tmp_path: Path
) -> None:
    export(filled, tmp_path / "one")
    export(filled, tmp_path / "two")
    names = [p.relative_to(tmp_path / "one") for p in sorted((tmp_path / "one").rglob("*.*"))]
    assert len(names) == 8
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        lines = (tmp_path / "one" / manifest).read_text(encoding="utf-8").splitlines()
        assert lines
        for line in lines:
            digest, _, name_ = line.partition("  ")
            assert hashlib.sha256((tmp_path / "one" / name_).read_bytes()).hexdigest() == digest
    with pytest.raises(UsageError):
        export(filled, tmp_path / "one")


def test_names_of_a_manifest_are_written_as_bagit_wants_them() -> None:
    assert bag._called(Path("data/a%b\nc.pdf")) == "data/a%25b%0Ac.pdf"


def test_a_documents_name_and_number_stay_for_ever(filled: Kept, tmp_path: Path) -> None:
    def told() -> dict[str, tuple[str, str]]:
        with opened(filled.root) as archive, archive.reading() as connection:
            found = list(documents(connection, archive.id, Profile()))
        return {one.source.sha256: (one.identifier, one.name) for one in found}

    before = told()
    later = tmp_path / "later"
    later.mkdir()
    (later / "0.txt").write_text("Đã giải quyết 9 hồ sơ.", encoding="utf-8")
    (tmp_path / "in" / "=cmd.txt").write_text("Đã giải quyết 8 hồ sơ.", encoding="utf-8")
    filled.add(later, tmp_path / "in")
    after = told()
    # What a later version stands for is not told of; the others are called as they were.
    assert len(after) == 3
    assert {sha: name for sha, name in after.items() if sha in before}.items() <= before.items()
    names = [*before.values(), *(after[sha] for sha in after.keys() - before.keys())]
    assert len({name for _, name in names}) == len(names) == 4


# ---------------------------------------------------------------------------------- copies


def test_a_pdf_gets_a_copy_named_by_its_code(kept: Kept, tmp_path: Path) -> None:
    kept.add(SEED / "document.pdf")
    told = export(kept, tmp_path / "out", Profile(file="H05"), copies=True)
    assert (told.documents, told.copied) == (1, 1)
    (row,) = sheet(tmp_path / "out" / "data" / "files.csv")
    copy = tmp_path / "out" / "data" / row["copy"]
    assert copy.name == "H05.0000001.pdf"
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == row["copy_sha256"]
    assert row["copy"] in (tmp_path / "out" / "manifest-sha256.txt").read_text(encoding="utf-8")
    # It claims no more than it was found to be.
    with pikepdf.open(copy) as pdf, pdf.open_metadata() as claims:
        assert bool(claims.pdfa_status) == (row["pdf_a"] == "PDF/A-2b")


@needs_office
@pytest.mark.parametrize("name", ["a.txt", "document.docx"])
def test_what_is_no_pdf_becomes_one_through_libreoffice(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    if name == "a.txt":
        source.write_text(TEXT, encoding="utf-8")
    else:
        source.write_bytes((SEED / name).read_bytes())
    kept = Kept(tmp_path / "kho", None)
    kept.add(source)
    told = export(kept, tmp_path / "out", copies=True)
    assert (told.copied, told.archival, told.problems) == (1, 1, [])
    (row,) = sheet(tmp_path / "out" / "data" / "metadata.csv")
    copy = tmp_path / "out" / "data" / "documents" / "0000001.pdf"
    with pikepdf.open(copy) as pdf, pdf.open_metadata() as claims:
        assert claims.pdfa_status == "2B"
        assert row["numberOfPage"] == str(len(pdf.pages))


def test_without_libreoffice_it_is_said_and_the_metadata_is_there(
    filled: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    told = export(filled, tmp_path / "out", copies=True)
    assert (told.documents, told.copied) == (2, 0)
    assert {problem.code for _, problem in told.problems} == {"needs-libreoffice"}
    assert len(sheet(tmp_path / "out" / "data" / "metadata.csv")) == 2


@needs_office
def test_a_conversion_asks_the_network_for_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/x.png".encode()
        (tmp_path / "in").mkdir()
        file = tmp_path / "in" / "in.docx"
        file.write_bytes(linked(url))
        program = office.find()
        assert program is not None
        made = office.convert(program, file, "pdf", 100)
        assert isinstance(made, Path) and made.read_bytes().startswith(b"%PDF")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def linked(url: bytes) -> bytes:
    """A document whose picture lies elsewhere."""
    picture, made, changed = io.BytesIO(), io.BytesIO(), io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    document = Docx()
    document.add_picture(picture)
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"r:embed=", b"r:link=")
            if name == "word/_rels/document.xml.rels":
                target = b'Target="' + url + b'" TargetMode="External"'
                part = re.sub(rb'Target="media/[^"]*"', target, part)
            new.writestr(name, part)
    assert url in zipfile.ZipFile(changed).read("word/_rels/document.xml.rels")
    return changed.getvalue()


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, root = tmp_path / "a.txt", str(tmp_path / "kho")
    source.write_text(TEXT, encoding="utf-8")
    assert cli.main(["archive", "init", root]) == 0
    assert cli.main(["archive", "add", str(source), "--archive", root]) == 0
    added, out = tmp_path / "profile.toml", tmp_path / "out"
    told = ["archive", "metadata", "--archive", root, "-o", str(out), "--profile", str(added)]
    assert cli.main(told) == 0
    assert profile(added) == Profile()  # made, to be filled in
    assert (out / "bagit.txt").read_text(encoding="utf-8") == bag.DECLARATION
    assert cli.main(told) == 2
    assert str(out) in capsys.readouterr().err
