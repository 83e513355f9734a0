"""PDF/A copies of an archive's documents: scans and PDFs as they are, others through LibreOffice.

Knows which way each kind goes; the copy itself is :mod:`extractor.writers.searchable`'s, which
takes out what an archive must not hold and has every file judged. No original is changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from extractor.batch import Job, Pool, one
from extractor.book.names import Lang
from extractor.describe import in_words
from extractor.intake import Arrival, sha256_of
from extractor.models import Page, Problem, Source, SourceProblem
from extractor.readers import office
from extractor.scratch import scratch
from extractor.settings import Settings
from extractor.writers.searchable.send import KINDS, NOTES, write_copy

NOT_ARCHIVAL = "copy-not-archival"
_LEVEL = '{"SelectPdfVersion":{"type":"long","value":"2"}}'
"""LibreOffice's name for PDF/A-2b."""
_WRITER, _CALC = f"pdf:writer_pdf_Export:{_LEVEL}", f"pdf:calc_pdf_Export:{_LEVEL}"
_FORMS = {
    "docx": (".docx", _WRITER),
    "doc": (".doc", _WRITER),
    "xlsx": (".xlsx", _CALC),
    "xls": (".xls", _CALC),
}
"""Suffix under which LibreOffice is given a kind, and how it writes it."""
_TEXTS = frozenset({"text", "markdown"})
_UTF8 = "Text (encoded):UTF8,LF,,,"


class Wanted(NamedTuple):
    """One copy to be made."""

    source: Source
    """With the place of its bytes."""
    target: Path
    text: str
    """Of a text file: what was read of it, for its bytes may be in any encoding."""
    settings: Settings
    lang: Lang


class Made(NamedTuple):
    """What came of it."""

    there: bool
    archival: bool
    """Whether the file was found to be PDF/A-2b; only such a one claims it."""
    pages: int | None
    """Sheets of a file that had none before."""
    problems: tuple[SourceProblem, ...]


def copies(wanted: Iterable[Wanted], jobs: int) -> Iterable[Made]:
    """The copies in their order, so many at once."""
    if jobs == 1:
        yield from map(make, wanted)
        return
    pool = Pool(jobs, make, lost)
    try:
        yield from pool.in_order(wanted)
    finally:
        pool.close()


def make(wanted: Wanted) -> Made:
    """One copy; never raises for what the document does."""
    if wanted.source.kind in KINDS:
        job = Job(Arrival(wanted.source), wanted.settings, None, wanted.lang, wanted.target)
        said = one(job).source.problems
        return _made(wanted, [p for p in said if p.code.startswith("copy-")], None)
    return _converted(wanted)


def lost(wanted: Wanted) -> Made:
    """Instead of a copy whose maker died of it."""
    return _failed(wanted, Problem("copy-failed"))


def _converted(wanted: Wanted) -> Made:
    kind, program = wanted.source.kind, office.find()
    if kind not in _FORMS and kind not in _TEXTS:
        return _failed(wanted, Problem("copy-no-picture"))
    if program is None:
        return _failed(wanted, Problem("needs-libreoffice"))
    with scratch() as name:
        made = _through_office(program, wanted, Path(name))
        if isinstance(made, Problem):
            return _failed(wanted, made)
        source = replace(
            wanted.source,
            kind="pdf",
            file=str(made),
            sha256=sha256_of(made),
            size=made.stat().st_size,
        )
        blank = Page(1, "", "text-layer")  # nothing is laid under pages that are text
        limits = wanted.settings.limits
        said = write_copy(source, [blank], wanted.target, limits, wanted.lang)
        return _made(wanted, in_words(said, wanted.lang), _sheets(made))


def _through_office(program: str, wanted: Wanted, folder: Path) -> Path | Problem:
    seconds, kind = wanted.settings.limits.seconds, wanted.source.kind
    if kind in _TEXTS:
        original = folder / "in.txt"
        original.write_text(wanted.text, encoding="utf-8", errors="replace")
        return office.convert(program, original, _WRITER, seconds, reading=_UTF8)
    suffix, form = _FORMS[kind]
    original = folder / f"in{office.SUFFIXES.get(wanted.source.media_type, suffix)}"
    shutil.copyfile(wanted.source.file, original)
    return office.convert(program, original, form, seconds)


def _sheets(file: Path) -> int:
    import pikepdf

    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def _made(wanted: Wanted, said: Iterable[SourceProblem], pages: int | None) -> Made:
    problems = tuple(said)
    codes = {problem.code for problem in problems}
    there = wanted.target.is_file() and codes <= NOTES
    return Made(there, there and NOT_ARCHIVAL not in codes, pages if there else None, problems)


def _failed(wanted: Wanted, problem: Problem) -> Made:
    return Made(False, False, None, in_words([problem], wanted.lang))
