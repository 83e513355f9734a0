"""Digital signatures in PDF files: read as evidence, whatever stands in them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509 import NameOID

from extractor import isolate
from extractor.isolate import read_here
from extractor.models import Page, Seal, Source
from extractor.ocr import languages
from extractor.readers import pdf_seals
from extractor.settings import Limits, Scanning
from tests.makers.pdf import Picture, render

WHO = {"CN": "Ủy ban nhân dân tỉnh Bình Minh", "O": "Tỉnh Bình Minh"}
_OIDS = {"CN": NameOID.COMMON_NAME, "O": NameOID.ORGANIZATION_NAME}


def certificate(
    who: dict[str, str], by: tuple[x509.Name, ec.EllipticCurvePrivateKey] | None = None
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(_OIDS[k], v) for k, v in who.items()])
    day = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    above, signing = by or (name, key)
    made = (
        x509.CertificateBuilder(above, name, key.public_key(), 1, day, day.replace(year=2030))
        .sign(signing, hashes.SHA256())
    )  # fmt: skip
    return made, key


def blob(*, chain: bool = False) -> bytes:
    """A signature with its certificate, and the one above it where there is a chain."""
    above, its_key = certificate({"CN": "Cơ quan chứng thực"})
    made, key = certificate(WHO, (above.subject, its_key) if chain else None)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"x").add_signer(made, key, hashes.SHA256())
    if chain:
        builder = builder.add_certificate(above)
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


def signed(
    path: Path,
    change: Callable[[pikepdf.Pdf, Any], None],
    contents: bytes,
    page: str | Picture = "BÁO CÁO",
) -> Source:
    """A one-page PDF with one signature field, its value changed."""
    render(path, page if isinstance(page, str) else [page])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            ByteRange=[0, 1, 2, 3],
            Contents=pikepdf.String(contents + b"\0" * 400),
            M=pikepdf.String("D:20240614104048+07'00'"),
        )
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=document.make_indirect(value))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)])
        change(document, document.Root.AcroForm.Fields[0])
        document.save(path)
    return Source(path.name, "pdf", "application/pdf", "", path.stat().st_size, str(path))


def told(source: Source) -> tuple[Seal, ...]:
    (page,) = read_here(source, Limits())
    assert isinstance(page, Page)
    assert page.text.strip() == "BÁO CÁO"
    return page.seals


def nothing(document: pikepdf.Pdf, field: Any) -> None:
    pass


def below(document: pikepdf.Pdf, field: Any) -> None:
    """The signature's field is a child of another, which names its type."""
    kid = document.make_indirect(pikepdf.Dictionary(V=field.V))
    del field.V
    field.Kids = [kid]


def round_about(document: pikepdf.Pdf, field: Any) -> None:
    field.Kids = [field]


def named(document: pikepdf.Pdf, field: Any) -> None:
    field.V.Name = pikepdf.String("Trần Thị Hà")
    field.V.M = pikepdf.String("hôm qua")


def no_field(document: pikepdf.Pdf, field: Any) -> None:
    document.Root.AcroForm.Fields = pikepdf.Array([7, pikepdf.String("x")])


AT = "2024-06-14T10:40:48+07:00"
BODY = Seal(WHO["CN"], AT, (WHO["O"],))


@pytest.mark.parametrize(
    ("change", "contents", "expected"),
    [
        (nothing, blob(), (BODY,)),
        (nothing, blob(chain=True), (BODY,)),
        (below, blob(), (BODY,)),
        (round_about, blob(), (BODY,)),
        (named, b"no signature", (Seal("Trần Thị Hà", None),)),
        (named, blob()[:300], (Seal("Trần Thị Hà", None),)),
        (nothing, b"\x30\x84\xff\xff\xff\xff", ()),
        (nothing, b"", ()),
        (no_field, blob(), ()),
    ],
)
def test_what_a_file_tells_of_its_signatures(
    change: Callable[[pikepdf.Pdf, Any], None],
    contents: bytes,
    expected: tuple[Seal, ...],
    tmp_path: Path,
) -> None:
    assert told(signed(tmp_path / "s.pdf", change, contents)) == expected


def test_a_signature_too_large_is_not_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_seals, "LARGEST", 100)
    assert told(signed(tmp_path / "s.pdf", nothing, blob())) == ()


def test_of_a_scan_the_stamp_and_the_signature_stay_with_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "missing", lambda: ())
    stamp = f"Ký bởi: {WHO['CN']}"
    source = signed(tmp_path / "s.pdf", nothing, blob(), Picture(stamp=stamp))
    how = Scanning(cores=1, slots=str(tmp_path / "slots"))
    (page,) = isolate.read(source, Limits(), scans=how, scanner="tests.makers.scanners:plain").pages
    assert (page.reader, page.text) == ("ocr", "trang 1")
    assert page.layer.strip() == stamp
    assert page.seals == (BODY,)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("D:20240614104048+07'00'", AT),
        ("D:20240614104048Z", "2024-06-14T10:40:48+00:00"),
        ("20240614104048-0330", "2024-06-14T10:40:48-03:30"),
        ("D:202406141040", "2024-06-14T10:40:00"),
        ("D:20241414104048", None),
        ("14/6/2024", None),
    ],
)
def test_times_of_pdf(printed: str, expected: str | None) -> None:
    assert pdf_seals._time(printed) == expected
