"""What the report page shows of a report: names, groups, words; no HTML.

Knows the order: what is wrong, then what is unsure, then everything beside its quote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.book.names import LEVELS, METRICS, Lang, level_name, metric_name
from extractor.messages import hints_on, say
from extractor.models import Check, Figure, Finding, Outcome, Report, Scope, Severity
from extractor.writers.conventionview import (
    ConventionView,
    shown_conventions,
    untold_conventions,
)
from extractor.writers.crops.gallery import Album, Image
from extractor.writers.crops.shown import ShotView, shots_by_place, shots_of
from extractor.writers.headview import HeadView, head_views
from extractor.writers.quotes import Quote, kind, places, quote, shown, shown_difference

OUTCOMES: tuple[Outcome, ...] = ("consistent", "inconsistent", "cannot-tell", "blocked")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

NO_PICTURES = Album()

Pair = tuple[str, str]
Count = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A row of the table."""

    name: str
    value: str
    quote: Quote
    page: int
    status: str
    also: str
    severity: str | None
    shots: tuple[ShotView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one scope."""

    title: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Words on a page."""

    page: int
    quote: Quote
    shots: tuple[ShotView, ...] = ()
    document: str = ""
    """Of a finding over several documents: which one, with line or cell."""


@dataclass(frozen=True, slots=True)
class HintView:
    """What may have happened, with the print of the figures that would be wrong."""

    text: str
    shots: tuple[ShotView, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, its equation first."""

    severity: str
    code: str
    title: str
    where: str
    equation: str
    message: str
    numbers: tuple[Pair, ...]
    hints: tuple[HintView, ...]
    evidence: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check that came to no end, and why."""

    outcome: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document from head to last figure."""

    path: str
    title: str
    issuer: str
    period: str
    outcome: str
    status: str
    count: int
    severities: tuple[Count, ...]
    head: tuple[HeadView, ...]
    problems: tuple[str, ...]
    findings: tuple[FindingView, ...]
    verdict: tuple[str, ...]
    outcomes: tuple[Count, ...]
    open_checks: tuple[CheckView, ...]
    conventions: tuple[ConventionView, ...]
    untold: tuple[str, ...]
    """Ways of counting that no figure shows."""
    unresolved: tuple[Group, ...]
    groups: tuple[Group, ...]
    images: tuple[Image, ...]
    left: str
    """What is said of figures on page images that have no picture here."""


def document(report: Report, lang: Lang, album: Album = NO_PICTURES) -> DocumentView:
    """The view of one report, with its pictures."""
    head, source = report.document, report.source
    severities = severity_of(report)
    sure = [f for f in report.figures if f.status != "unresolved"]
    unsure = [f for f in report.figures if f.status == "unresolved"]
    found = Counter(finding.severity for finding in report.findings)
    return DocumentView(
        path=source.path,
        title=head.issuer or head.title or source.path,
        issuer=head.issuer or say("sheet.no_issuer", {}, lang),
        period=head.period.label if head.period else "",
        outcome=source.status,
        status=say(f"book.status.{source.status}", {}, lang),
        count=len(report.figures),
        severities=tuple((s, found[s]) for s in SEVERITIES if found[s]),
        head=tuple(head_views(report, lang, album)),
        problems=tuple(_problem(p.page, p.message, lang) for p in source.problems),
        findings=findings(report.findings, report.figures, lang, album),
        verdict=tuple(_verdict(report, lang)),
        outcomes=outcomes(report.checks, lang) if report.checks else (),
        open_checks=tuple(_open(report.checks, lang)),
        conventions=shown_conventions(report, lang),
        untold=untold_conventions(report, lang),
        unresolved=_groups(unsure, severities, lang, album),
        groups=_groups(sure, severities, lang, album),
        images=album.images,
        left=say("sheet.pictures_left", {"left": album.left}, lang) if album.left else "",
    )


def outcomes(checks: Iterable[Check], lang: Lang) -> tuple[Count, ...]:
    """All four outcomes with their counts, zero or not."""
    counts = Counter(check.outcome for check in checks)
    return tuple((say(f"book.outcome.{o}", {}, lang), counts[o]) for o in OUTCOMES)


def severity_of(report: Report) -> dict[str, str]:
    """Figure id → the gravest severity it stands in."""
    found: dict[str, str] = {}
    for severity in reversed(SEVERITIES):
        for finding in report.findings:
            if finding.severity == severity:
                found.update(dict.fromkeys(finding.figures, severity))
    return found


def findings(
    given: Sequence[Finding],
    figures: Sequence[Figure],
    lang: Lang,
    album: Album = NO_PICTURES,
    albums: Mapping[str, Album] | None = None,
) -> tuple[FindingView, ...]:
    """Worst first; ``albums`` are those of the documents that findings over several cite."""
    known = {figure.id: figure for figure in figures}
    ordered = sorted(given, key=lambda finding: SEVERITIES.index(finding.severity))
    return tuple(_finding(finding, known, lang, album, albums or {}) for finding in ordered)


def _finding(
    finding: Finding,
    known: Mapping[str, Figure],
    lang: Lang,
    album: Album,
    albums: Mapping[str, Album],
) -> FindingView:
    figures = [known[id] for id in finding.figures if id in known]
    message = finding.message or finding.code
    return FindingView(
        severity=finding.severity,
        code=finding.code,
        title=metric_name(finding.metric, lang) if finding.metric else message,
        where=scope_title(finding.scope, lang) if finding.scope else "",
        equation=finding.equation,
        message="" if not finding.metric or _told(finding) else message,
        numbers=tuple(_numbers(finding, lang)),
        hints=tuple(_hints(finding, known, lang, album)),
        evidence=(*_evidence(figures, lang, album), *_cited(finding, lang, albums)),
    )


def _hints(
    finding: Finding, known: Mapping[str, Figure], lang: Lang, album: Album
) -> Iterable[HintView]:
    """Each explanation beside the page image of just the figures that it is about."""
    for text, named in hints_on(finding, lang):
        figures = [known[name] for name in named if name in known]
        one_page = len({f.evidence.page for f in figures}) == 1
        yield HintView(text, shots_of(figures, album, lang) if one_page else ())


def _cited(finding: Finding, lang: Lang, albums: Mapping[str, Album]) -> Iterable[Place]:
    """The figures of several documents, each by its file and as its own page shows it."""
    for one in finding.cited:
        evidence = one.figure.evidence
        place = one.document
        if evidence.cell:
            place = say("told.place_cell", {"place": place, "cell": evidence.cell}, lang)
        elif evidence.line:
            place = say("told.place_line", {"place": place, "line": evidence.line}, lang)
        shots = shots_of([one.figure], albums.get(one.document, NO_PICTURES), lang)
        yield Place(evidence.page, quote(one.figure), shots, place)


def _evidence(figures: Sequence[Figure], lang: Lang, album: Album) -> Iterable[Place]:
    """Where the figures stand, each place once."""
    said = places(figures)
    members = [
        [f for f in figures if (f.evidence.page, f.evidence.quote) == place] for place in said
    ]
    shots = shots_by_place(members, album, lang)
    for (page, _), quoted, shots_there in zip(said, said.values(), shots, strict=True):
        yield Place(page, quoted, shots_there)


def _told(finding: Finding) -> bool:
    """Whether the message says nothing that the equation under the title does not."""
    return bool(finding.equation) and finding.equation in finding.message


def _numbers(finding: Finding, lang: Lang) -> Iterable[Pair]:
    measure = kind(finding.metric) if finding.metric else "count"
    for name in ("stated", "computed"):
        value = getattr(finding, name)
        if value is not None:
            yield name, shown(value, lang, measure).replace("-", "−")
    if finding.difference is not None:
        yield "difference", shown_difference(finding.difference, lang, measure)
    if finding.cause != "unknown":
        yield "cause", say(f"book.cause.{finding.cause}", {}, lang)


def scope_title(scope: Scope, lang: Lang) -> str:
    """'Cấp xã: Phường 1'."""
    level = level_name(scope.level, lang)
    level = level[:1].upper() + level[1:]
    return f"{level}: {scope.name}" if scope.name else level


def _groups(
    figures: Sequence[Figure], severities: Mapping[str, str], lang: Lang, album: Album
) -> tuple[Group, ...]:
    """By scope, widest level first; within it in the order of the vocabulary."""
    scopes: defaultdict[tuple[str, str | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        scopes[figure.scope.level, figure.scope.name].append(figure)
    ordered = sorted(scopes.items(), key=lambda item: _rank(item[0][0], LEVELS))
    return tuple(
        Group(
            scope_title(members[0].scope, lang),
            tuple(
                _figure(figure, severities, lang, album)
                for figure in sorted(members, key=lambda f: _rank(f.metric, METRICS))
            ),
        )
        for _, members in ordered
    )


def _rank(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _figure(figure: Figure, severities: Mapping[str, str], lang: Lang, album: Album) -> FigureView:
    value = shown(figure.value, lang, kind(figure.metric))
    if figure.qualifier != "exact" and value:
        value = f"{say(f'book.qualifier.{figure.qualifier}', {}, lang)} {value}"
    others = ", ".join(figure.reading.alternatives)
    return FigureView(
        name=metric_name(figure.metric, lang),
        value=value or figure.printed,
        quote=quote(figure),
        page=figure.evidence.page,
        status=say(f"book.status.{figure.status}", {}, lang),
        also=say("sheet.also", {"values": others}, lang) if others else "",
        severity=severities.get(figure.id),
        shots=shots_of([figure], album, lang),
    )


def _problem(page: int | None, message: str, lang: Lang) -> str:
    return f"{say('book.page', {'page': page}, lang)}: {message}" if page else message


def _verdict(report: Report, lang: Lang) -> Iterable[str]:
    """What the absence of errors and warnings means: never more than the checks can bear."""
    counts = Counter(check.outcome for check in report.checks)
    if not report.checks:
        yield say("sheet.no_checks", {}, lang)
        return
    told = counts["consistent"] + counts["inconsistent"]
    if told and not any(finding.severity != "info" for finding in report.findings):
        yield say("sheet.no_findings", {"told": told}, lang)
    untold = counts["cannot-tell"] + counts["blocked"]
    if untold:
        yield say("sheet.untold", {"untold": untold}, lang)


def _open(checks: Sequence[Check], lang: Lang) -> Iterable[CheckView]:
    for check in checks:
        if check.outcome in ("cannot-tell", "blocked"):
            where = scope_title(check.scope, lang)
            missing = {"metrics": f"metrics:{','.join(check.missing)}"}
            lack = say("sheet.missing", missing, lang) if check.missing else ""
            text = " · ".join(part for part in (where, check.rule, check.equation, lack) if part)
            yield CheckView(say(f"book.outcome.{check.outcome}", {}, lang), text)
