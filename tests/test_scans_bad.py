"""Odd and hostile page images through the line: handled, or refused by name; nothing else lost."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from extractor import isolate
from extractor.models import ReadResult, Source
from extractor.ocr import languages
from extractor.readers.kinds import kind_of
from extractor.settings import Limits, Scanning
from tests.makers.pdf import PageBreak, Picture, render

MOST_MB = 400
"""What a worker may take, whatever the page."""


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "missing", lambda: ())


def read(path: Path, tmp_path: Path) -> ReadResult:
    kind, media = kind_of(path)
    source = Source(path.name, kind, media, "", path.stat().st_size, str(path))
    how = Scanning(cores=2, slots=str(tmp_path / "slots"))
    limits = Limits(page_seconds=120)
    return isolate.read(source, limits, scans=how, scanner="tests.makers.scanners:opened")


def image(size: tuple[int, int], form: str, mode: str = "L", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, form, **more)
    return out.getvalue()


def header(width: int, height: int) -> bytes:
    """A PNG that promises a size and holds nothing."""
    body = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    chunk = b"\0\0\0\x0d" + body + zlib.crc32(body).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")


def animated() -> bytes:
    frames = [Image.new("RGB", (60, 80), (n * 40, 90, 90)) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "made", "codes"),
    [
        ("a0.png", lambda: image((9933, 14043), "PNG", dpi=(300, 300)), []),
        ("a0.jpg", lambda: image((9933, 14043), "JPEG", "RGB", dpi=(300, 300)), []),
        ("header.png", lambda: header(40_000, 40_000), ["image-too-large"]),
        ("cut.jpg", lambda: image((900, 900), "JPEG")[:300], ["image-damaged"]),
        ("tiny.png", lambda: image((1, 1), "PNG"), ["no-text"]),
        ("strip.png", lambda: image((6000, 2), "PNG"), ["no-text"]),
        ("g4.tif", lambda: image((1700, 2200), "TIFF", "1", compression="group4"), []),
        ("moving.webp", animated, ["animated-image"]),
    ],
)
def test_an_image_file_is_read_or_refused_by_name(
    name: str, made: Callable[[], bytes], codes: list[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(made())
    result = read(path, tmp_path)
    assert [problem.code for problem in result.problems] == codes
    assert len(result.pages) == 1


@pytest.mark.parametrize(("form", "mode"), [("PNG", "L"), ("JPEG", "RGB")])
def test_a_large_page_is_opened_within_the_memory_of_a_worker(
    form: str, mode: str, tmp_path: Path
) -> None:
    """In a program of its own: a child of this one would begin with all that the tests hold."""
    path = tmp_path / f"a0.{form.lower()}"
    path.write_bytes(image((9933, 14043), form, mode, dpi=(300, 300)))
    call = f"import tests.test_scans_bad as t; t.tell_memory({str(path)!r}, {str(tmp_path)!r})"
    told = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)
    assert 0 < int(told.stdout) < MOST_MB


def tell_memory(path: str, folder: str) -> None:
    """Prints the most memory, in MB, that the reading of an image's page took."""
    languages.missing = lambda: ()
    (page,) = read(Path(path), Path(folder)).pages
    print(int(page.text.split()[0]))


def test_a_spoilt_page_costs_itself_and_no_other(tmp_path: Path) -> None:
    import pikepdf

    path = render(
        tmp_path / "a.pdf", [Picture(), Picture(), "Đã giải quyết 354 hồ sơ", PageBreak()]
    )
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        (name,) = document.pages[0].Resources.XObject.keys()
        spoilt = document.make_stream(image((80, 110), "JPEG")[:200])
        spoilt.Type, spoilt.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        spoilt.Width, spoilt.Height, spoilt.BitsPerComponent = 80, 110, 8
        spoilt.ColorSpace, spoilt.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.DCTDecode
        document.pages[0].Resources.XObject[name] = spoilt
        document.save(path)
    result = read(path, tmp_path)
    assert [(p.code, p.page) for p in result.problems] == [("image-damaged", 1)]
    assert [bool(page.text) for page in result.pages] == [False, True, True]
    assert "354" in result.pages[2].text
    assert result.status == "partial"
