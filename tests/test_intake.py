"""What arrives: kinds by content, folders in order, archives by their members, names made safe."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from extractor.intake import intake
from extractor.names import passed_over, shown
from extractor.readers.kinds import kind_of
from extractor.settings import Limits
from tests.makers.files import LIMITS, arrivals, noted, para, word, zip_bytes, zipped
from tests.makers.pdf import render

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + (stream + "\0").encode("utf-16-le").ljust(128, b"\0")


OPEN = "application/vnd.oasis.opendocument."
KINDS: list[tuple[bytes, str, str]] = [
    (b"", "empty", "application/x-empty"),
    ("Báo cáo tháng 3".encode(), "text", "text/plain"),
    ("Báo cáo".encode("utf-16"), "text", "text/plain"),
    ("Báo cáo số 12 tháng 3".encode("utf-16-le"), "text", "text/plain"),
    ("Báo cáo số 12 tháng 3".encode("utf-16-be"), "text", "text/plain"),
    (b"B\xb8o c\xb8o \xae\xeb Th\xb8ng " * 20 + b"\x03", "text", "text/plain"),
    (b"# B\xc3\xa1o c\xc3\xa1o\n\nx", "markdown", "text/markdown"),
    (b"a | b\n--|--\n1 | 2\n", "markdown", "text/markdown"),
    (b"x\n<table><tr><td>1</td></tr></table>", "markdown", "text/markdown"),
    (b"a | b, khong phai bang\n", "text", "text/plain"),
    (b"junk\n%PDF-1.7\n", "pdf", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n....", "image", "image/png"),
    (b"\xff\xd8\xff\xe0", "image", "image/jpeg"),
    (b"II*\0....", "image", "image/tiff"),
    (b"RIFF....WEBPVP8 ", "image", "image/webp"),
    (b"\0\0\0\x18ftypheic", "image", "image/heic"),
    (b"{\\rtf1 x}", "doc", "application/rtf"),
    (ole("WordDocument"), "doc", "application/msword"),
    (ole("Workbook"), "xls", "application/vnd.ms-excel"),
    (ole("EncryptedPackage"), "locked", "application/x-ole-encrypted"),
    (ole("Other"), "unknown", "application/x-ole-storage"),
    (b"Rar!\x1a\x07\x00", "unknown", "application/vnd.rar"),
    (b"<!DOCTYPE html><html>", "unknown", "text/html"),
    (b"\x00\x01\x02\x03" * 50, "unknown", "application/octet-stream"),
    (b"\x01\x02\x03\x04abc" * 50, "unknown", "application/octet-stream"),
    (zip_bytes({"a.txt": "a"}), "zip", "application/zip"),
    (b"PK\x03\x04 broken", "zip", "application/zip"),
    (zip_bytes({"mimetype": OPEN + "spreadsheet"}), "ods", OPEN + "spreadsheet"),
    (zip_bytes({"mimetype": OPEN + "text"}), "doc", OPEN + "text"),
]


@pytest.mark.parametrize(("data", "kind", "media"), KINDS)
def test_kind_is_told_by_content(tmp_path: Path, data: bytes, kind: str, media: str) -> None:
    path = tmp_path / "no-suffix"
    path.write_bytes(data)
    assert kind_of(path) == (kind, media)


def test_a_file_arrives_with_its_hash_and_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    (only,) = arrivals(path, tmp_path / "work")
    assert only.source.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert (only.source.size, only.source.file, only.readable) == (3, str(path), True)


def test_a_folder_is_walked_in_order_and_litter_is_counted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden", "~$a.docx", "sub/.git/x", "Thumbs.db"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("chữ")
    skipped: list[str] = []
    found = list(intake([str(tmp_path / "in")], LIMITS, tmp_path, skipped.append))
    names = [str(Path(a.source.path).relative_to(tmp_path / "in")) for a in found]
    assert names == ["a.txt", "b.txt", "sub/c.txt"]
    assert sorted(Path(s).name for s in skipped) == [".hidden", "Thumbs.db", "~$a.docx"]


@pytest.mark.parametrize(
    ("name", "over"),
    [("~$báo cáo.docx", True), (".x", True), ("a.docx", False), ("~a.docx", False)],
)
def test_office_locks_and_hidden_files_are_passed_over(name: str, over: bool) -> None:
    assert passed_over(name) is over


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("báo cáo (1).docx", "báo cáo (1).docx"),
        ("a\nb\tc", "a\\x0ab\\x09c"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("cdp.\u202exslx", "cdp.\\u202exslx"),
        ("tệp\u2028", "tệp\\u2028"),
        (os.fsdecode(b"\xff.txt"), "\\udcff.txt"),
    ],
)
def test_names_are_shown_safely(name: str, safe: str) -> None:
    assert shown(name) == safe


def test_a_hostile_name_is_read_under_a_safe_one(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\n\xff.txt")
    path.write_text("chữ")
    (only,) = arrivals(path, tmp_path / "work")
    assert only.source.path.endswith("a\\x0a\\udcff.txt")
    assert Path(only.source.file).read_text() == "chữ"


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("a.pdf", b"plain text", ("wrong-suffix",)),
        ("a.docx", b"%PDF-1.4", ("wrong-suffix",)),
        ("a.txt", b"%PDF-1.4", ()),
        ("a.doc", b"{\\rtf1}", ()),
        ("a.pdf", b"", ("empty-file",)),
        ("a.docx", ole("EncryptedPackage"), ("encrypted-office",)),
        ("a.pdf", b"\0\1\2", ("unknown-kind",)),
    ],
)
def test_what_is_noted_of_a_file(
    tmp_path: Path, name: str, data: bytes, codes: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (only,) = arrivals(path, tmp_path / "work")
    assert tuple(p.code for p in only.problems) == codes
    assert only.readable == (codes in ((), ("wrong-suffix",)))


def test_missing_and_special_files_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("chữ")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    paths = ["missing.txt", "pipe", "nothing", "dangling", "good.txt", "good.txt/inside"]
    found = list(intake([str(tmp_path / p) for p in paths], LIMITS, tmp_path))
    assert noted(found) == [
        ("vanished-file",),
        ("not-a-file",),
        ("empty-folder",),
        ("vanished-file",),
        (),
        ("vanished-file",),
    ]


def test_a_name_with_a_zero_byte_is_named(tmp_path: Path) -> None:
    (only,) = intake(["a\0b"], LIMITS, tmp_path)
    assert (only.source.path, only.problems[0].code) == ("a\\x00b", "unreadable-file")


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_an_unreadable_folder_and_file_cost_only_themselves(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)
    locked = tmp_path / "in" / "locked"
    locked.mkdir(parents=True)
    (locked / "x.txt").write_text("x")
    (tmp_path / "in" / "a.txt").write_text("a")
    secret = tmp_path / "in" / "secret.txt"
    secret.write_text("s")
    secret.chmod(0)
    locked.chmod(0)
    pid = os.fork()
    if pid == 0:
        # Root reads everything; nobody does not.
        if os.getuid() == 0:
            os.setuid(65534)
        found = list(intake([str(tmp_path / "in")], LIMITS, tmp_path / "work"))
        expected = [(), ("unreadable-file",), ("unreadable-folder",)]
        os._exit(0 if noted(found) == expected else 1)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    locked.chmod(stat.S_IRWXU)
    assert status == 0


def test_a_file_that_vanishes_between_listing_and_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("chữ")
    found = intake([str(tmp_path)], LIMITS, tmp_path)
    first = next(found)
    (tmp_path / "b.txt").unlink()
    assert noted([first, *found]) == [(), ("vanished-file",)]


def test_a_file_over_the_size_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(3 << 20)
    assert noted(arrivals(path, tmp_path / "w", Limits(file_mb=2))) == [("file-too-large",)]


# ------------------------------------------------------------------------------- archives


def test_members_arrive_in_order_under_the_archives_name(tmp_path: Path) -> None:
    render(tmp_path / "r.pdf", "BÁO CÁO")
    inner = zip_bytes({"d.txt": "trong"})
    members: dict[str, str | bytes] = {
        "b/báo cáo.pdf": (tmp_path / "r.pdf").read_bytes(),
        "a.txt": "một",
        "c.zip": inner,
        "__MACOSX/a.txt": "x",
        "~$a.docx": "x",
    }
    path = zipped(tmp_path / "x.zip", members)
    found = arrivals(path, tmp_path / "work")
    assert [(a.source.path[len(str(tmp_path)) :], a.source.kind) for a in found] == [
        ("/x.zip!a.txt", "text"),
        ("/x.zip!b/báo cáo.pdf", "pdf"),
        ("/x.zip!c.zip!d.txt", "text"),
    ]
    assert [Path(a.source.file).read_bytes() for a in found][0::2] == ["một".encode(), b"trong"]
    assert all(Path(a.source.file).is_relative_to(tmp_path / "work") for a in found)


def with_flag(data: bytes) -> bytes:
    """The archive with its only member marked as encrypted, in both places."""
    at, central = data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8
    out = bytearray(data)
    out[at] |= 1
    out[central] |= 1
    return bytes(out)


def link() -> bytes:
    info = zipfile.ZipInfo("bad.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def damaged() -> bytes:
    data = bytearray(zip_bytes({"bad.txt": os.urandom(4000)}))
    data[200] ^= 0xFF
    return bytes(data)


HOSTILE: list[tuple[str, bytes, str]] = [
    ("parent", zip_bytes({"../../bad.txt": "x"}), "unsafe-member"),
    ("root", zip_bytes({"/etc/bad.txt": "x"}), "unsafe-member"),
    ("drive", zip_bytes({"C:\\bad.txt": "x"}), "unsafe-member"),
    ("backslash", zip_bytes({"a\\..\\..\\bad.txt": "x"}), "unsafe-member"),
    ("link", link(), "link-member"),
    ("locked", with_flag(zip_bytes({"bad.txt": "x"})), "encrypted-member"),
    ("bomb", zip_bytes({"bad.txt": bytes(30 << 20)}), "zip-bomb"),
    ("damaged", damaged(), "damaged-member"),
    ("no directory", zip_bytes({"bad.txt": "x"})[:40], "damaged-zip"),
    ("nothing", zip_bytes({}), "empty-archive"),
]


@pytest.mark.parametrize(
    ("data", "code"), [row[1:] for row in HOSTILE], ids=[r[0] for r in HOSTILE]
)
def test_a_hostile_member_is_named_and_nothing_is_written(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "in" / "x.zip"
    path.parent.mkdir()
    path.write_bytes(data)
    found = arrivals(path, tmp_path / "work")
    assert noted(found) == [(code,)]
    assert not found[0].readable
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]


def test_the_other_members_of_a_hostile_archive_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"../up.txt": "x", "good.txt": "chữ", "z.bin": b"\0\1"})
    found = arrivals(path, tmp_path / "work")
    assert noted(found) == [("unsafe-member",), (), ("unknown-kind",)]


def test_a_bomb_whose_entry_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"bad.txt": bytes(8 << 20)}))
    small = (1000).to_bytes(4, "little")
    data[22:26] = small
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = small
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    (only,) = arrivals(path, tmp_path / "work")
    assert only.problems[0].code in ("zip-bomb", "damaged-member")


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(archive_members=2), [(), (), ("too-many-members",)]),
        (Limits(archive_mb=2), [(), ("zip-bomb",), ()]),
        (Limits(archive_depth=1), [(), (), ("archive-too-deep",)]),
        (Limits(), [(), (), ()]),
    ],
)
def test_archive_limits(tmp_path: Path, limits: Limits, expected: list[tuple[str, ...]]) -> None:
    big = ("số %d\n" * 60_000) % tuple(range(60_000)) + "x" * 500_000
    path = zipped(tmp_path / "x.zip", {"a": big, "b": big, "c": zip_bytes({"d": "trong"})})
    assert noted(arrivals(path, tmp_path / "work", limits)) == expected


def test_a_docx_that_is_some_other_zip_is_named_and_its_members_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", {"report.txt": "chữ"})
    found = arrivals(path, tmp_path / "work")
    assert noted(found) == [("office-is-zip",), ()]
    assert (found[0].readable, found[1].readable) == (False, True)


def test_a_real_docx_is_no_archive(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", para("chữ"))
    (only,) = arrivals(path, tmp_path / "work")
    assert (only.source.kind, only.problems) == ("docx", ())
