"""Findings sorted into letters, one for each unit that reported.

Only errors and warnings, and only of versions that count. A finding over several documents goes
to the unit whose document says the number that was judged.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.across import Joined
from extractor.across.units import is_alone, name_of
from extractor.book.letters import Part, Question, question, words
from extractor.messages import retold
from extractor.models import Figure, Finding, Report
from extractor.writers.filenames import plain_name

Key = tuple[str, ...]
RANK = {"error": 0, "warning": 1}
DECIDED = frozenset({"confirmed", "corrected"})
IMAGE = "ocr"
"""Reader of pages that are images."""
OPEN_ENDS = frozenset({"cannot-tell", "blocked"})


@dataclass(frozen=True, slots=True)
class Said:
    """A figure that a finding is about, with its document."""

    report: Report
    figure: Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as it is put to a unit."""

    finding: Finding
    part: Part
    question: Question
    said: tuple[Said, ...]
    decided: bool
    """Whether a person has already decided on one of its figures."""


@dataclass(slots=True)
class Letter:
    """What one unit is asked."""

    unit: str | None
    """As its reports print it; None where they do not say."""
    file: str = ""
    """Name of the letter's file, without a suffix; '' where there is nothing to ask."""
    reports: list[Report] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    """By part, errors first."""
    untold: int = 0
    """Checks that could not be made."""
    lacking: tuple[str, ...] = ()
    """The metrics that those lack."""

    def asked(self) -> list[Entry]:
        """What goes into the letter; the rest is for the office to look at first."""
        return [entry for entry in self.entries if entry.part != "held"]

    def about(self) -> list[Report]:
        """Those of the unit's reports about which something is asked, in their order."""
        found = {one.report.source.sha256 for entry in self.asked() for one in entry.said}
        return [report for report in self.reports if report.source.sha256 in found]


def by_name(report: Report) -> Key:
    """Who reported, however it is typed; a document that does not say stands for itself."""
    own = name_of(report.document.issuer)
    if not own.words:
        return ("", report.source.sha256)
    above = () if is_alone(own) else name_of(report.document.parent).words
    return (*own.words, "|", *above)


def collect(
    reports: Sequence[Report],
    joined: Joined,
    key: Callable[[Report], Key] = by_name,
    wanted: Container[str] | None = None,
) -> list[Letter]:
    """A letter for each unit with something to ask or to look at, by the unit's name.

    Args:
        reports: all that were judged together.
        joined: what came of that.
        key: equal for reports of one unit.
        wanted: hashes of the documents that are asked about; None for all.
    """
    standing = _standing(reports, joined, wanted)
    letters: dict[Key, Letter] = {}
    for report in standing.values():
        letter = letters.setdefault(key(report), Letter(report.document.issuer))
        letter.reports.append(report)
        letter.entries += [entry for f in report.findings if (entry := _own(f, report))]
    by_path = {report.source.path: report for report in reports}
    for finding in joined.findings:
        entry = _across(finding, by_path)
        first = entry.said[0].report if entry and entry.said else None
        if entry and first and first.source.sha256 in standing:
            letters[key(first)].entries.append(entry)
    return list(_finished(letters.values()))


def _standing(
    reports: Sequence[Report], joined: Joined, wanted: Container[str] | None
) -> dict[str, Report]:
    """The reports that are asked about, by hash: no replaced version, no copy."""
    found: dict[str, Report] = {}
    for n, report in enumerate(reports):
        sha256 = report.source.sha256
        if n not in joined.replaced and (wanted is None or sha256 in wanted):
            found.setdefault(sha256, report)
    return found


def _own(finding: Finding, report: Report) -> Entry | None:
    figures = {figure.id: figure for figure in report.figures}
    said = [Said(report, figures[id]) for id in finding.figures if id in figures]
    return _entry(finding, said)


def _across(finding: Finding, reports: dict[str, Report]) -> Entry | None:
    said = [Said(reports[c.document], c.figure) for c in finding.cited if c.document in reports]
    return _entry(finding, said)


def _entry(finding: Finding, said: Sequence[Said]) -> Entry | None:
    if finding.severity not in RANK:
        return None
    variant = finding.params.get("variant")
    asked = question(finding.code, str(variant) if variant else None)
    decided = any(one.figure.status in DECIDED for one in said)
    return Entry(retold(finding), _part(finding, asked.part, said), asked, tuple(said), decided)


def _part(finding: Finding, part: Part, said: Sequence[Said]) -> Part:
    """A doubt about our own reading goes before all else; only errors stand among the errors."""
    if part == "held":
        return part
    if any(one.figure.status == "unresolved" for one in said) or _misread(finding, said):
        return "reading"
    return "clarify" if part == "sums" and finding.severity != "error" else part


def _misread(finding: Finding, said: Sequence[Said]) -> bool:
    """Whether a slip of reading may explain it, and nobody has compared all of it with the page."""
    unseen = [one for one in said if one.figure.status not in DECIDED]
    if finding.cause == "unknown":
        return any(_reads_badly(one) for one in unseen)
    return finding.cause == "reading" and bool(unseen)


def _reads_badly(said: Said) -> bool:
    page = said.figure.evidence.page
    pages = [r for r in said.report.source.readings if r.page == page]
    return any(r.reader == IMAGE or r.quality != "good" for r in pages)


def _finished(letters: Iterable[Letter]) -> Iterator[Letter]:
    """In order, named, with what could not be checked; units without any entry are left out."""
    order = [part.key for part in words().parts]
    place = {part: n for n, part in enumerate((*order, "held"))}
    told = sorted(
        (letter for letter in letters if letter.entries),
        key=lambda letter: (letter.unit or "", letter.reports[0].source.path),
    )
    width, n = max(3, len(str(len(told)))), 0
    for letter in told:
        once: dict[Key, Entry] = {}
        for entry in letter.entries:
            once.setdefault(_same(entry), entry)
        told_of = once.values()
        letter.entries = sorted(told_of, key=lambda e: (place[e.part], RANK[e.finding.severity]))
        checks = [c for r in letter.about() for c in r.checks if c.outcome in OPEN_ENDS]
        letter.untold = len(checks)
        letter.lacking = tuple(dict.fromkeys(m for check in checks for m in check.missing))
        if letter.asked():
            n += 1
            unit = letter.unit or words().unknown_unit
            name = words().file.format(number=f"{n:0{width}}", unit=" ".join(unit.split()))
            letter.file = plain_name(name)
        yield letter


def _same(entry: Entry) -> Key:
    """Equal for one finding on several files of one document, as DOCX and as its scan."""
    heads = {one.report.source.sha256: one.report.document for one in entry.said}
    told = [f"{head.number} {head.period and head.period.end}" for head in heads.values()]
    return (entry.finding.id or entry.finding.message, entry.part, *told)
