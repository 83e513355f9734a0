"""One self-contained HTML page: figures beside their quotes, findings with their equations.

Knows the template and how it is filled; everything that comes from a document is escaped, and
the page's own policy forbids it to run or fetch anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractor.across import Joined, join
from extractor.across.timeline import timeline
from extractor.book.names import Lang
from extractor.messages import say
from extractor.models import Report
from extractor.writers.atomic import replace
from extractor.writers.cells import printed_day
from extractor.writers.crops.gallery import Gallery
from extractor.writers.pageview import SEVERITIES, document, findings, outcomes
from extractor.writers.quotes import shown

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Control characters, which no HTML page may hold."""


class Tile(NamedTuple):
    """A number of the overview."""

    name: str
    value: str
    kind: str


def write_page(
    reports: Iterable[Report], path: Path, lang: Lang = "vi", pictures: Path | None = None
) -> None:
    """Writes the page of these reports to ``path``; ``pictures``: the folder that has theirs.

    Raises:
        OutputError: the file cannot be written; an earlier one is whole.
    """
    pieces = page(reports, lang, pictures)
    with replace(path, lang) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8", errors="replace"))


def page(
    reports: Iterable[Report], lang: Lang = "vi", pictures: Path | None = None
) -> Iterator[str]:
    """The page, piece by piece."""
    given = list(reports)
    joined = join(given, lang)
    checks = [check for report in given for check in report.checks]
    gallery = Gallery(pictures, given)
    albums = [gallery.album(number, report) for number, report in enumerate(given)]
    by_path = {r.source.path: album for r, album in zip(given, albums, strict=True)}
    pieces = _template().generate(
        lang=lang,
        t=lambda key, **params: say(key, params, lang),
        day=printed_day,
        tiles=list(_tiles(given, joined, lang)),
        outcomes=outcomes((*checks, *joined.checks), lang),
        documents=[
            document(report, lang, album) for report, album in zip(given, albums, strict=True)
        ],
        across=findings(joined.findings, (), lang, albums=by_path),
        units=[list(rows) for _, rows in groupby(timeline(given), key=lambda row: row.unit)],
    )
    for piece in pieces:
        yield _ILLEGAL.sub("", piece)


def _tiles(reports: list[Report], joined: Joined, lang: Lang) -> Iterator[Tile]:
    found = Counter(finding.severity for report in reports for finding in report.findings)
    found.update(finding.severity for finding in joined.findings)
    figures = [figure for report in reports for figure in report.figures]
    unsure = sum(figure.status == "unresolved" for figure in figures)
    yield Tile(say("sheet.documents", {}, lang), shown(len(reports), lang), "")
    yield Tile(say("sheet.figures", {}, lang), shown(len(figures), lang), "")
    for severity in SEVERITIES:
        kind = severity if found[severity] else ""
        yield Tile(say(f"book.severity.{severity}", {}, lang), shown(found[severity], lang), kind)
    kind = "warning" if unsure else ""
    yield Tile(say("book.status.unresolved", {}, lang), shown(unsure, lang), kind)


@cache
def environment() -> Environment:
    """What fills the pages' templates: whatever is filled in is escaped."""
    import jinja2

    folder = Path(__file__).parent / "templates"
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@cache
def _template() -> Template:
    return environment().get_template("page.html.j2")
