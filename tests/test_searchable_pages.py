"""What a copy leaves as it was, what it takes out, and that it is one for archives."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms, ImageOps

from extractor.models import Page
from extractor.writers.searchable import hidden
from tests.makers.copies import arrived, copied, told
from tests.makers.images import jbig2, one_strip, packed, pdf
from tests.makers.pdf import render
from tests.test_searchable_words import HIGH, ROWS, WIDE, laid, scan

GREY = Image.fromarray(np.tile(np.arange(0, 240, 4, dtype=np.uint8), (84, 1)))
COLOURED = Image.merge("RGB", (GREY, GREY.transpose(Image.Transpose.FLIP_LEFT_RIGHT), GREY))


def said(path: Path, number: int = 0) -> str:
    """A page's text as a viewer gives it, its words parted by single blanks."""
    text = pypdfium2.PdfDocument(path)[number].get_textpage().get_text_range()
    return " ".join(text.split())


def streams(path: Path) -> list[bytes]:
    """The raw bytes of every picture in the file."""
    with pikepdf.open(path) as document:
        return [
            thing.read_raw_bytes()
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image
        ]


def seen(path: Path, number: int = 0, scale: float = 1.0) -> Any:
    """The page as a viewer draws it, forms and all."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    return document[number].render(scale=scale).to_numpy().astype(int)


# ------------------------------------------------------------------- the picture untouched


@pytest.mark.parametrize(
    ("compression", "data", "bits", "colours", "codes"),
    [
        ("DCTDecode", lambda: packed(COLOURED, "JPEG", quality=60), 8, "DeviceRGB", ()),
        ("CCITTFaxDecode", lambda: one_strip(GREY), 1, "DeviceGray", ()),
        ("JBIG2Decode", lambda: jbig2(GREY), 1, "DeviceGray", ()),
        # Allowed in PDF/A-2, but the validator knows too little of it to confirm that.
        ("JPXDecode", lambda: packed(COLOURED, "JPEG2000"), 8, "DeviceRGB", ("copy-not-archival",)),
    ],
)
def test_a_pictures_bytes_are_those_of_the_original(
    compression: str,
    data: Callable[[], bytes],
    bits: int,
    colours: str,
    codes: tuple[str, ...],
    tmp_path: Path,
) -> None:
    path = pdf(tmp_path / "a.pdf", data(), compression, GREY.size, bits, colours)
    copy = copied(path, [laid()], *codes)
    assert streams(copy) == streams(path) == [data()]
    assert said(copy) == " ".join(" ".join(ROWS).split())
    assert np.array_equal(seen(copy), seen(path))


def test_a_jpeg_file_is_in_the_copy_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    COLOURED.save(path, quality=71, dpi=(200, 200))
    copy = copied(path, [laid(wide=60 * 72 / 200, high=84 * 72 / 200)])
    assert streams(copy) == [path.read_bytes()]
    with pikepdf.open(copy) as document:
        box = [float(side) for side in document.pages[0].mediabox]
    assert box == pytest.approx([0, 0, 60 * 72 / 200, 84 * 72 / 200], abs=0.01)


def clear() -> Image.Image:
    image = COLOURED.convert("RGBA")
    image.putalpha(GREY)
    return image


def deep() -> Image.Image:
    return Image.fromarray(np.arange(60 * 84, dtype=np.uint16).reshape(84, 60) * 13)


@pytest.mark.parametrize(
    ("form", "image"),
    [
        ("PNG", COLOURED),
        ("PNG", GREY),
        ("PNG", GREY.point(lambda level: level > 100, "1")),
        ("PNG", COLOURED.quantize(16)),
        ("PNG", clear()),
        ("PNG", deep()),
        ("TIFF", COLOURED),
        ("TIFF", GREY.point(lambda level: level > 100, "1")),
        ("TIFF", deep()),
        ("WEBP", COLOURED),
        ("GIF", COLOURED.quantize(16)),
        ("BMP", COLOURED),
    ],
    ids=lambda value: value if isinstance(value, str) else value.mode,
)
def test_pixels_come_through_without_loss(form: str, image: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form.lower()}"
    image.save(path, lossless=True)
    copy = copied(path, [laid()])
    with pikepdf.open(copy) as document, Image.open(path) as before:
        stored: Any = document.pages[0].Resources.XObject.Im
        after = pikepdf.PdfImage(stored)
        assert after.filters == ["/FlateDecode"]
        if image.mode == "I;16":
            raw = np.frombuffer(stored.read_bytes(), ">u2").reshape(84, 60)
            assert np.array_equal(raw, np.asarray(before))
            return
        shown = after.as_pil_image().convert("RGB")
        assert np.array_equal(np.asarray(shown), np.asarray(before.convert("RGB")))
        if image.mode == "RGBA":
            mask = pikepdf.PdfImage(stored.SMask).as_pil_image()
            assert np.array_equal(np.asarray(mask), np.asarray(image.getchannel("A")))


def test_every_page_of_a_tiff_has_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    COLOURED.save(path, save_all=True, append_images=[COLOURED] * 2, dpi=(72, 72))
    pages = [laid((f"Trang {n}",), 60, 84) for n in (1, 3)]
    pages[1] = Page(3, pages[1].text, "ocr", 60, 84, pages[1].words)
    copy = copied(path, pages)
    assert [said(copy, n) for n in range(3)] == ["Trang 1", "", "Trang 3"]


@pytest.mark.parametrize("lies", range(1, 9))
def test_a_photo_lies_as_its_camera_says(lies: int, tmp_path: Path) -> None:
    """Taken over byte for byte, and shown upright all the same."""
    exif = Image.Exif()
    exif[0x0112] = lies
    path = tmp_path / "a.jpg"
    COLOURED.save(path, exif=exif, quality=95, dpi=(72.6, 72.6))
    with Image.open(path) as image:
        upright = np.asarray(ImageOps.exif_transpose(image).convert("RGB")).astype(int)
    high, wide = upright.shape[:2]
    copy = copied(path, [laid(wide=wide * 72 / 72.6, high=high * 72 / 72.6)])
    assert streams(copy) == [path.read_bytes()]
    shown = seen(copy, scale=72.6 / 72)[..., ::-1]
    assert shown.shape == upright.shape
    assert np.abs(shown - upright).mean() < 4


# ----------------------------------------------------------------------- what was there before


def layered(path: Path, *contents: bytes, things: Any = None) -> Path:
    """A scan with more in its content: ``{image}`` stands for the picture."""
    with pikepdf.open(scan(path), allow_overwriting_input=True) as document:
        page = document.pages[0]
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources.Font = Dictionary(F=document.make_indirect(helvetica))
        for name, thing in (things(document) if things else {}).items():
            page.Resources.XObject[name] = thing
        whole = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % (WIDE, HIGH)
        page.Contents = document.make_stream(b"\n".join(contents).replace(b"{image}", whole))
        document.save(path)
    return path


OLD = b"BT /F 12 Tf 3 Tr 60 700 Td (Tong s6 ho so) Tj T* (sai) ' 1 2 (lan nua) \" ET"
SEEN = b"BT /F 12 Tf 0 Tr 60 600 Td (dau ky) Tj ET"
BEHIND = b"BT /F 12 Tf 60 650 Td (nam sau) Tj ET"


@pytest.mark.parametrize(
    ("contents", "kept"),
    [
        ((b"{image}", OLD), ""),
        ((b"{image}", b"q 1 0 0 1 0 0 cm", OLD, b"Q"), ""),
        ((BEHIND, b"{image}"), ""),
        ((b"{image}", SEEN), "dau ky "),
        ((OLD, BEHIND, b"{image}", SEEN), "dau ky "),
        ((b"{image} q 3 Tr Q", SEEN), "dau ky "),
    ],
)
def test_text_that_nobody_sees_is_replaced(
    contents: tuple[bytes, ...], kept: str, tmp_path: Path
) -> None:
    path = layered(tmp_path / "a.pdf", *contents)
    copy = copied(path, [laid()], *(["copy-not-archival"] if kept else []))
    assert said(copy) == kept + " ".join(" ".join(ROWS).split())
    assert np.array_equal(seen(copy), seen(path))
    assert streams(copy) == streams(path)


def form(document: pikepdf.Pdf, content: bytes, inner: Any = None) -> pikepdf.Object:
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(F=helvetica))
    if inner is not None:
        resources.XObject = Dictionary(Fm=inner)
    box = Array([0, 0, WIDE, HIGH])
    return document.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources
    )


def test_text_within_forms_is_looked_for_and_other_pages_keep_theirs(tmp_path: Path) -> None:
    """Two pages share their resources; only one of them was read as a picture."""

    def things(document: pikepdf.Pdf) -> dict[str, Any]:
        return {"/Outer": form(document, b"/Fm Do " + SEEN, form(document, OLD))}

    path = layered(tmp_path / "a.pdf", b"{image} /Outer Do", things=things)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages.append(document.pages[0])
        document.save(path)
    copy = copied(path, [laid()], "copy-not-archival")
    assert said(copy) == "dau ky " + " ".join(" ".join(ROWS).split())
    assert said(copy, 1) == said(path, 1) == "Tong s6 ho so sai lan nua dau ky"
    assert np.array_equal(seen(copy), seen(path))


def test_a_form_may_show_text_in_the_font_of_its_page(tmp_path: Path) -> None:
    def things(document: pikepdf.Pdf) -> dict[str, Any]:
        return {"/Outer": form(document, b"BT 0 Tr 60 600 Td (dau ky) Tj ET")}

    path = layered(tmp_path / "a.pdf", b"{image} /F 12 Tf", OLD, b"/Outer Do", things=things)
    copy = copied(path, [laid()], "copy-not-archival")
    assert np.array_equal(seen(copy), seen(path))
    assert "Tong" not in said(copy)


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    def things(document: pikepdf.Pdf) -> dict[str, Any]:
        made = form(document, b"/Fm Do " + OLD)
        made.Resources.XObject = Dictionary(Fm=made)
        return {"/Outer": made}

    path = layered(tmp_path / "a.pdf", b"{image} /Outer Do", things=things)
    assert said(copied(path, [laid()], "copy-not-archival")).endswith(
        " ".join(" ".join(ROWS).split())
    )


@pytest.mark.parametrize(
    ("style", "hides"), [("/ca 0.4", False), ("/BM /Multiply", False), ("/ca 1", True)]
)
def test_what_shines_through_is_seen(style: str, hides: bool, tmp_path: Path) -> None:
    key, value = style.split()
    path = layered(tmp_path / "a.pdf", b"%s q /G gs {image} Q" % BEHIND)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        given: Any = Name(value) if value.startswith("/") else float(value)
        document.pages[0].Resources.ExtGState = Dictionary(G=Dictionary({key: given}))
        document.save(path)
    with pikepdf.open(path) as document:
        assert hidden.strip(document, document.pages[0], (0, 0, WIDE, HIGH)) == hides


def test_pages_that_were_not_read_as_pictures_stay_as_they_are(tmp_path: Path) -> None:
    """Also this one's font, which is named in its content and neither used nor in the file."""
    digital = render(tmp_path / "digital.pdf", "Tổng số hồ sơ: 1.465")
    path = scan(tmp_path / "mixed.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as document, pikepdf.open(digital) as one:
        document.pages.insert(0, one.pages[0])
        document.save(path)
    second = laid()
    pages = [Page(1, "x", "text-layer"), Page(2, second.text, "ocr", WIDE, HIGH, second.words)]
    copy = copied(path, pages, "copy-not-archival")
    with pikepdf.open(copy) as after, pikepdf.open(path) as before:
        assert after.pages[0].Contents.read_raw_bytes() == before.pages[0].Contents.read_raw_bytes()
        assert after.pages[0].Resources == before.pages[0].Resources
    assert said(copy, 0) == "Tổng số hồ sơ: 1.465"
    assert said(copy, 1) == " ".join(" ".join(ROWS).split())


def test_a_copy_of_a_copy_says_everything_once(tmp_path: Path) -> None:
    first = copied(scan(tmp_path / "a.pdf"), [laid(("Lần thứ nhất",))])
    second = copied(first, [laid()])
    assert said(second) == " ".join(" ".join(ROWS).split())


# ------------------------------------------------------------------------------- for archives

XMP = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def told_of(path: Path, name: str) -> list[str]:
    with pikepdf.open(path) as document:
        packet = document.Root.Metadata.read_raw_bytes()
    tree = etree.fromstring(packet)
    return [
        " ".join(map(str, node.itertext())).strip() for node in tree.iterfind(f".//{name}", XMP)
    ]


def busy(path: Path) -> Path:
    """A scan with much that an archive does not take."""
    with pikepdf.open(scan(path), allow_overwriting_input=True) as document:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        root, page = document.Root, document.pages[0]
        root.OpenAction = script
        root.AA = Dictionary(WC=script)
        root.Names = Dictionary(
            JavaScript=Dictionary(Names=Array([String("a"), script])),
            EmbeddedFiles=Dictionary(Names=Array([])),
        )
        page.AA = Dictionary(O=script)
        page.Resources.XObject.I.Interpolate = True
        page.Annots = Array(
            [
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script),
                Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=Array([0, 0, 9, 9])),
            ]
        )
        document.docinfo["/Title"] = "Báo cáo <quý I> & phụ lục"
        document.docinfo["/CreationDate"] = "D:20240315093000+07'00'"
        document.save(path, encryption=pikepdf.Encryption(owner="x"))
    return path


def test_the_copy_is_one_for_archives(tmp_path: Path) -> None:
    copy = copied(busy(tmp_path / "a.pdf"), [laid()])
    data = copy.read_bytes()
    assert data.startswith(b"%PDF-1.7\n%") and all(byte > 127 for byte in data[10:14])
    assert told_of(copy, "pdfaid:part") == ["2"]
    assert told_of(copy, "pdfaid:conformance") == ["B"]
    assert told_of(copy, "dc:title") == ["Báo cáo <quý I> & phụ lục"]
    assert told_of(copy, "xmp:CreateDate") == ["2024-03-15T09:30:00+07:00"]
    with pikepdf.open(copy) as document:
        assert not document.is_encrypted
        assert len(document.trailer.ID) == 2 and "/Info" not in document.trailer
        assert not document.Root.keys() & {"/OpenAction", "/AA", "/AcroForm", "/Perms"}
        assert not document.Root.Names.keys()
        page: Any = document.pages[0]
        assert "/AA" not in page and "/Interpolate" not in page.Resources.XObject.I
        assert [(note.Subtype, note.F, "/A" in note) for note in page.Annots] == [
            ("/Link", 4, False)
        ]
        (intent,) = cast(Any, document.Root.OutputIntents)
        assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)
        profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
        assert profile.profile.xcolor_space.strip() == "RGB"
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert [f.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()[:4] for f in fonts] == [
            b"\0\1\0\0"
        ]


def test_fonts_that_are_not_in_the_file_are_named_and_nothing_is_claimed(tmp_path: Path) -> None:
    path = layered(tmp_path / "a.pdf", b"{image}", SEEN)
    target = tmp_path / "copy.pdf"
    (problem,) = told(path, [laid()], target)
    assert problem.code == "copy-not-archival" and "not embedded" in problem.detail
    assert told_of(target, "pdfaid:part") == []
    assert "1.465" in said(target)


@pytest.mark.parametrize("content", [b"0 0 0 1 k", b"/DeviceCMYK cs"])
def test_inks_of_a_press_are_named(content: bytes, tmp_path: Path) -> None:
    path = layered(tmp_path / "a.pdf", content, b"{image}")
    (problem,) = told(path, [laid()], tmp_path / "copy.pdf")
    assert problem.code == "copy-not-archival" and "DeviceCMYK" in problem.detail
    assert told_of(tmp_path / "copy.pdf", "pdfaid:part") == []


def signed(path: Path) -> Path:
    """A scan with a signature's stamp; nobody's signature is in it."""
    with pikepdf.open(scan(path), allow_overwriting_input=True) as document:
        look = form(document, b"0 0 0.6 RG 4 w 10 10 180 20 re S")
        look.BBox = Array([0, 0, 200, 40])
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("chu-ky"),
                F=132,
                Rect=Array([380, 790, 580, 830]),
                AP=Dictionary(N=look),
                V=Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 32),
            )
        )
        document.pages[0].Annots = Array([field])
        document.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
        document.save(path)
    return path


def test_a_signed_original_is_untouched_and_its_copy_says_that_it_is_none(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    copy = copied(path, [laid()], "copy-unsigned")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert np.array_equal(seen(copy), seen(path)), "the stamp is still there"
    assert seen(copy).min() < 50
    with pikepdf.open(copy) as document:
        assert "/AcroForm" not in document.Root and not document.pages[0].get("/Annots")
    assert told_of(copy, "pdfaid:part") == ["2"]


def test_the_same_original_gives_the_same_copy(tmp_path: Path) -> None:
    path = busy(tmp_path / "a.pdf")
    first = copied(path, [laid()]).read_bytes()
    assert copied(path, [laid()]).read_bytes() == first


# ------------------------------------------------------------------------------- when there is none


def test_a_file_that_has_changed_meanwhile_is_not_copied(tmp_path: Path) -> None:
    from extractor.writers.searchable.send import write_copy
    from tests.makers.copies import LIMITS

    path, target = scan(tmp_path / "a.pdf"), tmp_path / "copy.pdf"
    source = arrived(path)
    path.write_bytes(path.read_bytes() + b"\n% more")
    (problem,) = write_copy(source, [laid()], target, LIMITS, "en")
    assert problem.code == "copy-other-file" and not target.exists()


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("a.pdf", lambda path: path.write_bytes(b"%PDF-1.7\nnothing"), "copy-failed"),
        ("a.jpg", lambda path: path.write_bytes(b"\xff\xd8\xffnothing"), "copy-failed"),
        ("a.txt", lambda path: path.write_text("Tổng số: 5"), "copy-no-picture"),
    ],
)
def test_what_cannot_be_copied_is_named(name: str, make: Any, code: str, tmp_path: Path) -> None:
    path, target = tmp_path / name, tmp_path / "copy.pdf"
    make(path)
    target.write_text("earlier")
    assert [problem.code for problem in told(path, [laid()], target)] == [code]
    assert target.read_text() == "earlier"


def test_a_copy_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path, target = scan(tmp_path / "a.pdf"), tmp_path / "a.txt" / "copy.pdf"
    (tmp_path / "a.txt").write_text("a file")
    (problem,) = told(path, [laid()], target)
    assert problem.code == "copy-unwritten"
    (problem,) = told(path, [laid()], tmp_path)
    assert problem.code == "copy-unwritten"
    (problem,) = told(path, [laid()], path)
    assert problem.code == "copy-is-original"


def test_a_page_number_beyond_the_file_is_passed_over(tmp_path: Path) -> None:
    first = laid()
    extra = Page(9, first.text, "ocr", WIDE, HIGH, first.words)
    assert said(copied(scan(tmp_path / "a.pdf"), [first, extra])) == " ".join(first.text.split())
