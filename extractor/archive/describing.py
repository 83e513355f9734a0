"""The metadata of an archive as a folder: CSV, XML, PDF/A copies, checksums.

Knows the order in which that is safe: all is made in a folder beside, which gets its name when it
is whole. What the fields are is in :mod:`.metadata`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree as ET

from sqlalchemy import Connection, select

from extractor.archive import originals
from extractor.archive.metadata import Document, documents, identifier
from extractor.archive.opening import Archive
from extractor.archive.papers import Made, Wanted, copies
from extractor.archive.schema import pages, reports
from extractor.archive.troubles import filing, usage
from extractor.book.archival import Profile, metadata
from extractor.intake import sha256_of
from extractor.models import SourceProblem
from extractor.settings import Settings
from extractor.writers import bag
from extractor.writers.atomic import flush
from extractor.writers.cells import safe
from extractor.writers.records import table

FOLDER = "documents"
"""Of the copies, below ``data``."""
_RELATIONS = (
    *("identifier", "relation", "standing", "cited_type", "cited_number", "cited_date"),
    *("cited_issuer", "quote", "cited_identifiers"),
)
"""Columns of ``relations.csv``: what each document names, and which document of the archive it is
(``standing`` 'resolved') or may be."""
_FILES = ("identifier", "number", "path", "sha256", "copy", "copy_sha256", "pdf_a", "problems")
"""Columns of ``files.csv``: which original a row of the metadata is of, and its copy."""


@dataclass(slots=True)
class Described:
    """What an export came to."""

    documents: int = 0
    copied: int = 0
    archival: int = 0
    problems: list[tuple[str, SourceProblem]] = field(default_factory=list)
    """Path and trouble of each copy that there is not, or that is less than it should be."""


def describe(
    archive: Archive,
    target: Path,
    profile: Profile,
    settings: Settings | None,
    jobs: int,
    days: tuple[str | None, str | None] = (None, None),
) -> Described:
    """Write the metadata of what counts into a new folder.

    Args:
        archive: where from.
        target: the folder; it must not exist.
        profile: what an archive adds.
        settings: for PDF/A copies; None makes none.
        jobs: copies made at once.
        days: ISO days between which a report's period ends; None for all.

    Raises:
        UsageError: the folder exists.
        OutputError: it cannot be written; what was begun is removed.
    """
    if target.exists():
        raise usage("archive.export-exists", archive.lang, folder=target)
    part = target.with_name(f"{target.name}.part")
    try:
        with filing(target.parent, archive.lang):
            shutil.rmtree(part, ignore_errors=True)
            (part / bag.PAYLOAD).mkdir(parents=True)
        with archive.reading() as connection:
            found = list(documents(connection, archive.id, profile, *days))
            made = _copies(archive, connection, found, part, settings, jobs) if settings else []
        with filing(target.parent, archive.lang):
            told = _write(part, archive, profile, found, made)
            part.replace(target)
            flush(target.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return told


def _copies(
    archive: Archive,
    connection: Connection,
    found: Sequence[Document],
    part: Path,
    settings: Settings,
    jobs: int,
) -> list[Made]:
    with filing(part, archive.lang):
        (part / bag.PAYLOAD / FOLDER).mkdir()

    def wanted() -> Iterator[Wanted]:
        for one in found:
            file = str(originals.where(archive.place, one.source.sha256))
            text = _text(connection, one.source.sha256)
            source = replace(one.source, file=file)
            yield Wanted(source, _copy(part, one), text, settings, archive.lang)

    return list(copies(wanted(), jobs))


def _copy(part: Path, one: Document) -> Path:
    return part / bag.PAYLOAD / FOLDER / f"{one.name}.pdf"


def _text(connection: Connection, sha256: str) -> str:
    """The pages of the last reading as they were read."""
    last = select(reports.c.id).where(reports.c.sha256 == sha256).order_by(reports.c.id.desc())
    report = connection.execute(last.limit(1)).scalar_one()
    mine = select(pages.c.text).where(pages.c.report_id == report).order_by(pages.c.number)
    return "\n".join(connection.execute(mine).scalars())


def _write(
    part: Path, archive: Archive, profile: Profile, found: Sequence[Document], made: Sequence[Made]
) -> Described:
    told = Described(documents=len(found))
    rows = []
    for n, one in enumerate(found):
        came = made[n] if made else None
        rows.append(_row(part, one, came))
        if came is None:
            continue
        told.copied += came.there
        told.archival += came.archival
        told.problems += [(one.source.path, problem) for problem in came.problems]
        if came.pages is not None:
            one.fields["numberOfPage"] = str(came.pages)
    data, names = part / bag.PAYLOAD, metadata().fields
    lines = table(names, ([one.fields[name] for name in names] for one in found))
    (data / "metadata.csv").write_text("".join(lines), encoding="utf-8", newline="")
    (data / "files.csv").write_text("".join(table(_FILES, rows)), encoding="utf-8", newline="")
    related = (line for one in found for line in _relations(archive.id, one))
    (data / "relations.csv").write_text(
        "".join(table(_RELATIONS, related)), encoding="utf-8", newline=""
    )
    (data / "metadata.xml").write_bytes(_xml(archive.id, found))
    bag.seal(part, {"External-Identifier": archive.id, "Source-Organization": profile.organisation})
    return told


def _row(part: Path, one: Document, came: Made | None) -> list[str]:
    copy = _copy(part, one)
    there = came is not None and came.there
    named = copy.relative_to(part / bag.PAYLOAD).as_posix() if there else ""
    return [
        one.identifier,
        str(one.number),
        one.source.path,
        one.source.sha256,
        named,
        sha256_of(copy) if there else "",
        "PDF/A-2b" if came is not None and came.archival else "",
        " ".join(problem.code for problem in came.problems) if came else "",
    ]


def _relations(archive: str, one: Document) -> Iterator[list[str]]:
    for naming in one.named:
        link, cited = naming.link, naming.link.citation
        told = (cited.type, cited.number, cited.date, cited.issuer, cited.quote)
        targets = " ".join(identifier(archive, target["sha256"]) for target in naming.targets)
        yield [one.identifier, link.role, link.standing, *(part or "" for part in told), targets]


def _xml(archive: str, found: Sequence[Document]) -> bytes:
    """An element for each document, in it one for each field, blanks too."""
    root = ET.Element("documents", {"archive": archive})
    for one in found:
        told = ET.SubElement(root, "document", {"identifier": one.identifier})
        for name in metadata().fields:
            ET.SubElement(told, name).text = safe(one.fields[name]) or None
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
