"""What a copy says of itself: its metadata as XMP, the meaning of its colours, whether it is PDF/A.

Knows ISO 19005-2's demands on both; whether they are met otherwise is for :mod:`.archival`. The
same original gives the same bytes: nothing here looks at the clock.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any, cast
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from extractor import __version__

VERSION = "1.7"
"""Of PDF: the one that PDF/A-2 builds on."""


def declare(pdf: pikepdf.Pdf, *, archival: bool) -> None:
    """Give the file its metadata and the meaning of its colours; say what it is only if it is."""
    told = _told(pdf)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    packet = _packet(told, archival)
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    if not _intended(pdf):
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB"),
            Info=String("sRGB IEC61966-2.1"),
            DestOutputProfile=pdf.make_stream(srgb(), N=3),
        )
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _intended(pdf: pikepdf.Pdf) -> bool:
    """Whether the file is one for archives already, with colours as on a screen."""
    for intent in cast(Any, pdf.Root.get("/OutputIntents", [])):
        profile = intent.get("/DestOutputProfile")
        if intent.get("/S") == Name.GTS_PDFA1 and profile is not None and profile.get("/N") == 3:
            pdf.Root.OutputIntents = Array([intent])
            return True
    return False


@cache
def srgb() -> bytes:
    """The profile of a screen's colours (IEC 61966-2-1); the same each time."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # When it was made, and a sum over it that may be left out, are always the same.
    made[8:10] = b"\x04\x20"  # the version of profiles that PDF 1.7 knows; nothing newer is in it
    made[24:36] = bytes.fromhex("07e8 0001 0001 0000 0000 0000")
    made[84:100] = bytes(16)
    return bytes(made)


def _told(pdf: pikepdf.Pdf) -> dict[str, str]:
    """What the original says of itself, in its plain form."""
    try:
        info = pdf.trailer.get("/Info")
        given = dict(info.items()) if isinstance(info, Dictionary) else {}
        found = {key: str(value) for key, value in given.items() if isinstance(value, String)}
    except (pikepdf.PdfError, ValueError):
        return {}
    return {key: _legal(value) for key, value in found.items() if _legal(value)}


def _legal(text: str) -> str:
    """Without what XML cannot hold."""
    return re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text).strip()


def _packet(told: dict[str, str], archival: bool) -> bytes:
    """The metadata as XMP; nothing but properties that every reader of it knows."""
    properties = [
        _of("dc:format", "application/pdf"),
        _of("pdf:Producer", f"baocao {__version__}"),
        *(_of(name, told.get(key, "")) for name, key in (
            ("xmp:CreatorTool", "/Creator"), ("pdf:Keywords", "/Keywords"),
        )),
        *(_of(name, _iso(told.get(key, ""))) for name, key in (
            ("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate"),
        )),
        _of("dc:title", told.get("/Title", ""), "Alt"),
        _of("dc:description", told.get("/Subject", ""), "Alt"),
        _of("dc:creator", told.get("/Author", ""), "Seq"),
    ]  # fmt: skip
    if archival:
        properties += [_of("pdfaid:part", "2"), _of("pdfaid:conformance", "B")]
    body = "\n".join(one for one in properties if one)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/">\n'
        f"{body}\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    ).encode()


def _of(name: str, value: str, several: str = "") -> str:
    """One property; '' where there is nothing to say."""
    if not value:
        return ""
    if not several:
        return f"<{name}>{escape(value)}</{name}>"
    lang = ' xml:lang="x-default"' if several == "Alt" else ""
    item = f"<rdf:li{lang}>{escape(value)}</rdf:li>"
    return f"<{name}><rdf:{several}>{item}</rdf:{several}></{name}>"


_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?'?|Z)?")


def _iso(date: str) -> str:
    """'D:20240315093000+07'00'' as XML has it; '' for what is no date."""
    match = _DATE.match(date)
    if match is None:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        found = datetime(year, month or 1, day or 1, hour, minute, second)
    except ValueError:
        return ""
    sign, hours, minutes = match.groups()[6:]
    return found.isoformat() + (f"{sign}{hours}:{minutes or '00'}" if sign else "Z")
