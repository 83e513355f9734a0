"""Makes odd and hostile files: archives, bombs, damaged and locked documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from extractor.intake import Arrival, intake
from extractor.models import Page, Problem, Source
from extractor.readers.serve import read_here
from extractor.settings import Limits

LIMITS = Limits()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def source(path: Path, kind: str, media: str = "") -> Source:
    return Source(str(path), kind, media, "", path.stat().st_size, str(path))


def pages(path: Path, kind: str, limits: Limits = LIMITS) -> list[Page]:
    return [i for i in read_here(source(path, kind), limits) if isinstance(i, Page)]


def codes(path: Path, kind: str, limits: Limits = LIMITS) -> list[str]:
    found: list[str] = []
    for item in read_here(source(path, kind), limits):
        found += [p.code for p in item.problems] if isinstance(item, Page) else [item.code]
    return found


def arrivals(path: Path, workdir: Path, limits: Limits = LIMITS) -> list[Arrival]:
    workdir.mkdir(exist_ok=True)
    return list(intake([str(path)], limits, workdir))


def noted(found: list[Arrival]) -> list[tuple[str, ...]]:
    return [tuple(p.code for p in arrival.problems) for arrival in found]


def cells(page: Page, table: int = 0) -> dict[tuple[int, int], str]:
    return {(c.row, c.col): page.text[c.start : c.end] for c in page.tables[table].cells}


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def zip_bytes(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """A DOCX whose ``w:body`` holds ``body``; ``parts`` are further parts by name."""
    spaces = (
        f'xmlns:w="{W}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
    )
    document = f"<w:document {spaces}><w:body>{body}</w:body></w:document>"
    return zipped(
        path, {"[Content_Types].xml": TYPES, "word/document.xml": document, **(parts or {})}
    )


def part(tag: str, inner: str) -> str:
    return f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>'


def para(text: str, before: str = "") -> str:
    return f'<w:p>{before}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def is_problem(item: Page | Problem) -> bool:
    return isinstance(item, Problem)
