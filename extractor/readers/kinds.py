"""Tells what a file is by its content; the suffix is only compared with it afterwards.

Knows signatures and the insides of ZIP and OLE containers; opens nothing beyond what it needs
for that and never the network of a file's own links.
"""

from __future__ import annotations

import mmap
import re
import zipfile
from pathlib import Path

from extractor.readers.markdown import RULE
from extractor.readers.plain import BOMS, wide

HEAD = 1 << 18
OFFICE = "application/vnd.openxmlformats-officedocument."
TEXT = {"text": "text/plain", "markdown": "text/markdown"}
IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\0\0\0\x0cjP  ", "image/jp2"),
)
OTHERS = (
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-elf"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)
SUFFIXES = {
    "pdf": {".pdf"},
    "docx": {".docx", ".docm", ".dotx"},
    "doc": {".doc", ".dot", ".rtf", ".odt"},
    "xlsx": {".xlsx", ".xlsm", ".xlsb", ".xltx"},
    "xls": {".xls", ".xlt"},
    "ods": {".ods"},
    "zip": {".zip"},
}
"""Suffixes that promise a kind; any other suffix promises nothing."""
CONTROLS = dict.fromkeys(set(range(32)) - {9, 10, 12, 13, 26, 27} | {127})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(path: Path) -> tuple[str, str]:
    """(kind, media type) of the file.

    Raises:
        OSError: the file cannot be opened or read.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        return "empty", "application/x-empty"
    if b"%PDF-" in head[:1024]:
        return "pdf", "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(path)
    if head.startswith(OLE):
        return _ole(path)
    if head.startswith(b"{\\rtf"):
        return "doc", "application/rtf"
    return _image(head) or _other(head) or _text(head)


def _zipped(path: Path) -> tuple[str, str]:
    """An office file by the part every such file has, else an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            media = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                media = archive.read("mimetype")
    except Exception:  # damage in an archive has many faces; unpacking will name it
        return "zip", "application/zip"
    if "[Content_Types].xml" in names and any(n.startswith("word/") for n in names):
        return "docx", OFFICE + "wordprocessingml.document"
    if "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names):
        return "xlsx", OFFICE + "spreadsheetml.sheet"
    if media.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods", "application/vnd.oasis.opendocument.spreadsheet"
    if media.startswith(b"application/vnd.oasis.opendocument.text"):
        return "doc", "application/vnd.oasis.opendocument.text"
    if "[Content_Types].xml" in names and any(n.startswith("ppt/") for n in names):
        return "unknown", OFFICE + "presentationml.presentation"
    return "zip", "application/zip"


def _ole(path: Path) -> tuple[str, str]:
    """Old office files by the names of their streams."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for name, kind, media in (
            ("EncryptedPackage", "locked", "application/x-ole-encrypted"),
            ("WordDocument", "doc", "application/msword"),
            ("Workbook", "xls", "application/vnd.ms-excel"),
            ("Book", "xls", "application/vnd.ms-excel"),
        ):
            # A directory entry begins with the name, zero-padded to 64 bytes.
            entry = (name + "\0").encode("utf-16-le")
            at = data.find(entry)
            while at >= 0:
                if at % 128 == 0:
                    return kind, media
                at = data.find(entry, at + 1)
    return "unknown", "application/x-ole-storage"


def _image(head: bytes) -> tuple[str, str] | None:
    for magic, media in IMAGES:
        if head.startswith(magic):
            return "image", media
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image", "image/webp"
    if head[4:8] == b"ftyp":
        still = head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"heim", b"hevc")
        return ("image", "image/heic") if still else ("unknown", "video/mp4")
    return None


def _other(head: bytes) -> tuple[str, str] | None:
    for magic, media in OTHERS:
        if head.startswith(magic):
            return "unknown", media
    start = head[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "unknown", "text/html"
    if start.startswith(b"<?xml"):
        return "unknown", "text/xml"
    return None


def _text(head: bytes) -> tuple[str, str]:
    """Text where the bytes are such as people write; Markdown where a table or heading shows."""
    for bom, marked in BOMS:
        if head.startswith(bom):
            return _written(head[len(bom) :].decode(marked, errors="ignore"))
    if (encoding := wide(head)) is not None:
        return _written(head.decode(encoding, errors="ignore"))
    if b"\0" in head:
        return "unknown", "application/octet-stream"
    return _written(head.decode("utf-8", errors="replace"))


def _written(text: str) -> tuple[str, str]:
    # VISCII and TCVN3 put a few capital letters on control codes; more is no text.
    if len(text) - len(text.translate(CONTROLS)) > len(text) / 100:
        return "unknown", "application/octet-stream"
    lines = text.split("\n")
    marked = any(re.match(r"#{1,6} \S", line) for line in lines)
    ruled = any("|" in line and RULE.fullmatch(line.rstrip("\r")) for line in lines)
    kind = "markdown" if marked or ruled or "<table" in text.lower() else "text"
    return kind, TEXT[kind]


def promised(name: str) -> str | None:
    """The kind that the name's suffix promises, None where it promises none."""
    suffix = Path(name).suffix.lower()
    return next((kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes), None)
