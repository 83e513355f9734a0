"""What is known of each document, in the 21 fields of Circular 05/2025/TT-BNV.

A field that the document does not tell, or that was not read for certain, stays blank: an
archivist fills it in, nothing here guesses. Knows reports and the archive's numbers; no format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from extractor.archive.asking import document, listed
from extractor.archive.citing import Graph, Naming
from extractor.archive.schema import originals, versions
from extractor.book.archival import Profile, metadata
from extractor.models import DocumentHead, Report, Source
from extractor.writers.cells import as_date

IMAGE = "ocr"
PAPER = frozenset({"pdf", "image"})
"""Kinds whose pages are sheets of paper; those of others are only parts of the text."""
VIETNAMESE = frozenset({"clean", "unmarked", "lost-letters", "legacy-encoding", "glyph-remap"})
"""What a page's text was judged to be where it is Vietnamese, however damaged."""
WORN = frozenset({"unmarked", "noise"})
"""What only a recognition of page images does to a text."""
TEXT = frozenset({"text", "markdown"})


@dataclass(frozen=True, slots=True)
class Document:
    """An original as an archive tells of it."""

    identifier: str
    """By which it is named for ever: of the collection and of its content."""
    number: int
    """In the order in which it was taken in; never given to another."""
    source: Source
    """Its path is the name under which it stands now; ``file`` is ''."""
    report: Report
    name: str
    """Of its file, without a suffix."""
    fields: dict[str, str]
    named: tuple[Naming, ...]
    """What other documents it names."""


def identifier(archive: str, sha256: str) -> str:
    """As the Open Archives Initiative writes them (oai-identifier 2.0): a domain, then a name.

    Each part of a domain begins with a letter, so the collection's number gets one in front.
    """
    return f"oai:baocao.a{archive}:{sha256}"


def documents(
    connection: Connection,
    archive: str,
    profile: Profile,
    start: str | None = None,
    end: str | None = None,
) -> Iterator[Document]:
    """Each distinct document that counts, by its number.

    ``start`` and ``end`` are ISO days: only reports whose period ends between them.
    """
    paths: dict[str, str] = {}
    for line in listed(connection, start, end):
        paths.setdefault(line["sha256"], line["path"])
    graph = Graph(connection)
    for sha256, number in _numbered(connection):
        if sha256 in paths:
            yield _document(connection, graph, archive, profile, sha256, number, paths[sha256])


def _numbered(connection: Connection) -> list[tuple[str, int]]:
    """Each original with its number: 1, 2, 3 … in the order in which they were first taken in.

    That order never changes, for what comes later comes in a later run, or later in the same one.
    """
    together = versions.c.run_id == originals.c.run_id
    first = (
        select(originals.c.sha256)
        .join(versions, (versions.c.sha256 == originals.c.sha256) & together)
        .group_by(originals.c.sha256, originals.c.run_id)
        .order_by(
            originals.c.run_id,
            func.min(versions.c.file_id),
            func.min(versions.c.number),
            originals.c.sha256,
        )
    )
    return [(sha256, n) for n, sha256 in enumerate(connection.execute(first).scalars(), start=1)]


def _document(
    connection: Connection,
    graph: Graph,
    archive: str,
    profile: Profile,
    sha256: str,
    number: int,
    path: str,
) -> Document:
    report = Report.model_validate_json(document(connection, sha256))
    kept = select(originals).where(originals.c.sha256 == sha256)
    row = connection.execute(kept).one()
    source = Source(path, row.kind, row.media_type, sha256, row.size, "")
    told = identifier(archive, sha256)
    code = metadata().doc_code.format(file=profile.file, number=number) if profile.file else ""
    fields = dict.fromkeys(metadata().fields, "")
    named = tuple(graph.of(sha256, report.document))
    fields |= {"docId": told, "docCode": code, **_added(profile), **_read(report, source)}
    fields["description"] = "; ".join(_related(archive, named))
    name = code or metadata().number.format(number=number)
    return Document(told, number, source, report, name, fields, named)


def _related(archive: str, named: Iterable[Naming]) -> Iterator[str]:
    """The documents of the collection that it names, only what is certain."""
    for one in named:
        if one.link.standing == "resolved":
            kept = ", ".join(identifier(archive, target["sha256"]) for target in one.targets)
            told = {"number": one.link.citation.number, "identifier": kept}
            yield metadata().relation.format(relation=metadata().relations[one.link.role], **told)


def _added(profile: Profile) -> dict[str, str]:
    return {
        "maintenance": profile.maintenance,
        "inforSign": profile.infor_sign,
        "mode": profile.mode,
        "riskRecovery": profile.risk_recovery,
        "riskRecoveryStatus": profile.risk_recovery_status,
        "process": profile.process,
    }


def _read(report: Report, source: Source) -> dict[str, str]:
    """What the document itself tells."""
    head = _certain(report.document)
    number, _, notation = (head.number or "").partition("/")
    day = as_date(head.date)
    dated = {"day": day.day, "month": day.month, "year": day.year} if day else None
    return {
        "typeName": _type(head.type),
        "codeNumber": number.strip() if notation else "",
        "codeNotation": notation.strip(),
        "issuedDate": metadata().date.format(**dated) if dated else "",
        "organName": head.issuer or "",
        "subject": head.title or "",
        "language": _language(report),
        "numberOfPage": str(report.source.pages) if source.kind in PAPER else "",
        "confidenceLevel": _origin(report, source),
    }


def _certain(head: DocumentHead) -> DocumentHead:
    """The head without the parts that were not read for certain from a page image."""
    doubtful = {name for name, part in head.readings.items() if part.status == "unresolved"}
    parts = ("type", "number", "date", "issuer", "title")
    return head.model_copy(update=dict.fromkeys((p for p in parts if p in doubtful), None))


def _type(type: str | None) -> str:
    return metadata().types.get(type, metadata().other_type) if type else ""


def _language(report: Report) -> str:
    """Told only where every page that has text is Vietnamese."""
    judged = {r.diagnosis for r in report.source.readings} - {"empty", "stamp-only"}
    return metadata().language if judged and judged <= VIETNAMESE else ""


def _origin(report: Report, source: Source) -> str:
    """Told where the pages tell it: a bare text may have come from either."""
    codes, readings = metadata().origin, report.source.readings
    if not readings or report.source.status == "failed":
        return ""
    if source.kind in TEXT and any(r.diagnosis in WORN for r in readings):
        return ""
    images = [reading.reader == IMAGE for reading in readings]
    if all(images):
        return codes.scanned
    return codes.mixed if any(images) else codes.born_digital
