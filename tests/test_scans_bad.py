"""Odd and hostile page images through the line: handled, or refused by name; nothing else lost."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from extractor import isolate
from extractor.models import ReadResult, Source
from extractor.ocr import languages
from extractor.readers.kinds import kind_of
from extractor.settings import Limits, Scanning
from tests.makers.large import A0, A2, LARGE, in_pdf
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
        ("a0.png", lambda: image(A0, "PNG", dpi=(300, 300)), ["image-reduced"]),
        ("a0.jpg", lambda: image(A0, "JPEG", "RGB", dpi=(300, 300)), ["image-reduced"]),
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


def tiff_of(count: int) -> bytearray:
    """Pages of noise, one behind the other, each packed."""
    chance = np.random.default_rng(3)
    frames = [Image.fromarray(chance.integers(0, 255, (90, 60), np.uint8)) for _ in range(count)]
    out = io.BytesIO()
    more = {"append_images": frames[1:], "compression": "tiff_deflate"}
    frames[0].save(out, "TIFF", save_all=True, **more)
    return bytearray(out.getvalue())


def test_a_spoilt_page_of_a_tiff_costs_itself(tmp_path: Path) -> None:
    data = tiff_of(3)
    with Image.open(io.BytesIO(data)) as found:
        found.seek(1)
        (start,), (length,) = found.tag_v2[273], found.tag_v2[279]  # type: ignore[attr-defined]
    data[start : start + length] = b"x" * length
    (path := tmp_path / "a.tif").write_bytes(data)
    result = read(path, tmp_path)
    assert [(p.code, p.page) for p in result.problems] == [("image-damaged", 2)]
    assert [bool(page.text) for page in result.pages] == [True, False, True]
    assert result.status == "partial"


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.99])
def test_a_tiff_cut_short_says_so(kept: float, tmp_path: Path) -> None:
    data = tiff_of(3)
    (path := tmp_path / "a.tif").write_bytes(data[: int(len(data) * kept)])
    result = read(path, tmp_path)
    assert "truncated-tiff" in [problem.code for problem in result.problems]
    assert result.status in ("partial", "failed")
    assert len(result.pages) <= 3


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("grey.png", lambda: image(A0, "PNG", dpi=(300, 300))),
        ("colour.jpg", lambda: image(A0, "JPEG", "RGB", dpi=(300, 300))),
        ("cmyk.jpg", lambda: image(A0, "JPEG", "CMYK", dpi=(300, 300))),
        ("steps.jpg", lambda: image(A0, "JPEG", "L", dpi=(300, 300), progressive=True)),
        ("16.tif", lambda: image(A2, "TIFF", "I;16", dpi=(300, 300))),
        ("g4.tif", lambda: image(A0, "TIFF", "1", compression="group4", dpi=(300, 300))),
        ("lossy.webp", lambda: image(A0, "WEBP", "RGB")),
        ("a3.webp", lambda: image((3508, 4961), "WEBP", "RGB")),
        ("a0.pdf", lambda: in_pdf(A0, image(A0, "JPEG", "RGB"), "/DCTDecode", "/DeviceRGB", 8)),
        (
            "jpx.pdf",
            lambda: in_pdf(
                (4960, 7016), image((4960, 7016), "JPEG2000"), "/JPXDecode", "/DeviceGray", 8
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_large_page_is_opened_or_refused_within_the_memory_of_a_worker(
    name: str, made: Callable[[], bytes], tmp_path: Path
) -> None:
    """In a program of its own: a child of this one would begin with all that the tests hold."""
    path = tmp_path / name
    path.write_bytes(made())
    call = f"import tests.test_scans_bad as t; t.tell_memory({str(path)!r}, {str(tmp_path)!r})"
    told = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)
    memory, *codes = told.stdout.split()
    assert 0 < int(memory) < MOST_MB
    assert codes in ([], ["image-too-large"], ["image-reduced"])


@pytest.mark.slow
@pytest.mark.skipif(bool(languages.missing()), reason="language data are missing")
def test_the_largest_page_that_is_not_shrunk_is_read_within_the_memory_of_a_worker(
    tmp_path: Path,
) -> None:
    """With the engine: its passes, the search for rules, a table of 720 cells."""
    (path := tmp_path / "a3.jpg").write_bytes(LARGE["a3.jpg"]())
    call = f"import tests.makers.large as l; l.tell({str(path)!r}, {str(tmp_path)!r})"
    told = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)
    memory, *codes = told.stdout.split()
    assert 100 < int(memory) < MOST_MB
    assert codes == []


def tell_memory(path: str, folder: str) -> None:
    """Prints the most memory, in MB, that the reading of an image's page took; what it said."""
    languages.missing = lambda: ()
    problems = read(Path(path), Path(folder)).problems
    print((Path(folder) / "memory").read_text(), *(problem.code for problem in problems))


def test_a_spoilt_page_costs_itself_and_no_other(tmp_path: Path) -> None:
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
