"""The digital signatures that a PDF carries: who it says has signed it, for whom, and when.

Nothing is verified here, neither the bytes signed nor the chain of certificates: a signature is
evidence for a reader, no proof. Knows the dictionaries of ISO 32000 (12.8.1) and the subject of
an X.509 certificate; not what a name means.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from extractor.models import Seal

MOST = 32
"""Signatures that are looked at."""
DEEPEST = 8
"""Levels of fields below one another."""
LARGEST = 1 << 20
"""Bytes of a signature: with its chain and a time stamp it takes 10 to 60 KB."""
_LONGEST = 200
_TIME = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?([+\-Z])?(?:(\d\d)'?(\d\d)?)?")


def seals(document: Any) -> tuple[Seal, ...]:
    """The signatures of an open pikepdf document; never raises for what stands in it."""
    found: list[Seal] = []
    # Damage has many faces, and pikepdf's own errors no public base.
    with contextlib.suppress(Exception):
        found.extend(filter(None, map(_seal, _fields(document.Root.get("/AcroForm")))))
    return tuple(dict.fromkeys(found))


def _fields(form: Any) -> Iterator[Any]:
    """The values of signature fields, at whatever depth."""
    nodes = [(node, 0) for node in (form.get("/Fields", ()) if form is not None else ())]
    seen = 0
    while nodes and seen < MOST * DEEPEST:
        node, depth = nodes.pop(0)
        seen += 1
        if depth < DEEPEST:
            nodes += [(kid, depth + 1) for kid in list(node.get("/Kids", ()))[:MOST]]
        value = node.get("/V")
        if value is not None and (node.get("/FT") == "/Sig" or _is_signature(value)):
            yield value


def _is_signature(value: Any) -> bool:
    return hasattr(value, "get") and value.get("/ByteRange") is not None


def _seal(value: Any) -> Seal | None:
    subject = _subject(value.get("/Contents"))
    by = subject.get("CN") or _text(value.get("/Name"))
    at = _time(_text(value.get("/M")))
    if not by:
        return None
    return Seal(by, at, tuple(dict.fromkeys(v for k in ("OU", "O") if (v := subject.get(k)))))


def _text(value: Any) -> str:
    if value is None:
        return ""
    try:
        return " ".join(str(value).split())[:_LONGEST]
    except (UnicodeDecodeError, ValueError):
        return ""


def _time(printed: str) -> str | None:
    """'D:20241126104048+07'00'' → '2024-11-26T10:40:48+07:00'."""
    from datetime import datetime

    match = _TIME.match(printed)
    if match is None:
        return None
    *parts, zone, hours, minutes = match.groups()
    try:
        time = datetime(*(int(part or 0) for part in parts))  # type: ignore[arg-type]
    except ValueError:
        return None
    if zone == "Z":
        return f"{time.isoformat()}+00:00"
    return time.isoformat() + (f"{zone}{hours}:{minutes or '00'}" if zone and hours else "")


def _subject(contents: Any) -> dict[str, str]:
    """CN, OU and O of the certificate that signed; empty where there is none to be read."""
    if contents is None:
        return {}
    from cryptography.hazmat.primitives.serialization import pkcs7

    body = bytes(contents)
    if len(body) > LARGEST:
        return {}
    try:
        certificates = pkcs7.load_der_pkcs7_certificates(_whole(body))
    except Exception:  # a blob from outside: whatever is wrong with it, it says nothing
        return {}
    above = {certificate.issuer for certificate in certificates}
    leaves = [c for c in certificates if c.subject not in above] or certificates
    return _named(leaves[0].subject) if leaves else {}


def _named(subject: Any) -> dict[str, str]:
    from cryptography.x509 import NameOID

    wanted = {
        "CN": NameOID.COMMON_NAME,
        "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
        "O": NameOID.ORGANIZATION_NAME,
    }
    found = ((key, subject.get_attributes_for_oid(oid)) for key, oid in wanted.items())
    return {key: _text(values[0].value) for key, values in found if values}


def _whole(body: bytes) -> bytes:
    """The structure without the zeros that fill its room up (X.690, 8.1.3: length octets)."""
    if len(body) < 2 or body[1] < 0x80:
        return body[: 2 + body[1]] if len(body) > 1 else body
    octets = body[1] & 0x7F
    if octets == 0:
        return body  # of unknown length: it ends where it says
    return body[: 2 + octets + int.from_bytes(body[2 : 2 + octets], "big")]
