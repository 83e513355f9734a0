"""The findings as text for a terminal: what ``baocao check`` prints.

Knows the order in which things are told: errors first, the equation, the words on the page;
at the end how many checks there were, for silence must not pass for agreement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from extractor.across import Joined
from extractor.book.names import Lang, level_name
from extractor.messages import hints, say
from extractor.models import Cited, Figure, Finding, Report
from extractor.text import plain
from extractor.writers.quotes import Quote, places, quote

_RANK = {"error": 0, "warning": 1, "info": 2}
_SIGN = {"error": "✗", "warning": "!", "info": "·"}
_COLOUR = {"error": "31", "warning": "33", "info": "36", "good": "32"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
QUOTE_LIMIT = 80
"""Characters of a quote on either side of its numbers."""
CITED = 6
"""Figures told of a finding over several documents."""
QUOTES = 3
"""Quotes told of one finding; all of them are in the report page."""


def findings_text(
    reports: Iterable[Report],
    lang: Lang = "vi",
    colour: bool = False,
    joined: Joined | None = None,
) -> str:
    """All findings by document, then those across documents, then the counts.

    ``colour`` adds terminal colours; meaning never hangs on them.
    """
    given = list(reports)
    teller = _Teller(lang, colour)
    lines = [line for report in given for line in teller.document(report)]
    if joined and joined.findings:
        lines += [teller.strong(teller.say("across")), *teller.findings(joined.findings, {}), ""]
    lines += teller.totals(given, joined or Joined())
    return "\n".join(lines) + "\n"


def one_line(text: str) -> str:
    """Text of a document on one line, without anything a terminal would obey."""
    return " ".join(_CONTROL.sub(" ", text).split())


def shorten(text: str, keep_head: bool, keep_tail: bool) -> str:
    """At most ``QUOTE_LIMIT`` characters: those at the ends that stand beside a number."""
    if len(text) <= QUOTE_LIMIT:
        return text
    if keep_head and keep_tail:
        return f"{text[: QUOTE_LIMIT // 2]} … {text[-QUOTE_LIMIT // 2 :]}"
    return f"…{text[-QUOTE_LIMIT:]}" if keep_tail else f"{text[:QUOTE_LIMIT]}…"


class _Teller:
    """The language and the colours of one telling."""

    def __init__(self, lang: Lang, colour: bool) -> None:
        self.lang, self.colour = lang, colour

    def say(self, key: str, **params: str | int | float) -> str:
        return say(f"told.{key}", params, self.lang)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def strong(self, text: str) -> str:
        return self.paint(text, "1")

    def document(self, report: Report) -> Iterator[str]:
        """Head, problems, findings or what can be said without any, and a blank line."""
        head = report.document
        yield self.strong(one_line(report.source.path))
        issuer = one_line(head.issuer) if head.issuer else self.say("unknown")
        period = one_line(head.period.label) if head.period else self.say("unknown")
        yield f"  {self.say('issuer')}: {issuer} · {self.say('period')}: {period}"
        for problem in report.source.problems:
            place = f" ({self.say('page', page=problem.page)})" if problem.page else ""
            yield f"  {self.paint('!', _COLOUR['warning'])} {one_line(problem.message)}{place}"
        yield from self.findings(report.findings, {f.id: f for f in report.figures})
        if not any(finding.severity != "info" for finding in report.findings):
            yield f"  {self.silence(report)}"
        yield ""

    def silence(self, report: Report) -> str:
        """What no error and no warning means here."""
        counts = Counter(check.outcome for check in report.checks)
        if report.source.status == "failed":
            return self.paint(self.say("unread"), _COLOUR["warning"])
        if not report.checks:
            return self.say("no_checks", figures=len(report.figures))
        untold = counts["cannot-tell"] + counts["blocked"]
        said = self.say("none", consistent=counts["consistent"], untold=untold)
        return self.paint(said, _COLOUR["good"]) if not untold else said

    def findings(self, findings: Sequence[Finding], figures: dict[str, Figure]) -> Iterator[str]:
        for finding in sorted(findings, key=lambda finding: _RANK[finding.severity]):
            yield from self.finding(finding, figures)

    def finding(self, finding: Finding, figures: dict[str, Figure]) -> Iterator[str]:
        severity = say(f"book.severity.{finding.severity}", {}, self.lang)
        sign = self.paint(f"{_SIGN[finding.severity]} {severity}", _COLOUR[finding.severity])
        where = ""
        if finding.scope:
            name = one_line(finding.scope.name or "")
            where = ", ".join(filter(None, (level_name(finding.scope.level, self.lang), name)))
        message = one_line(finding.message or finding.code)
        yield f"  {sign} [{finding.code}]{f' {where}:' if where else ''} {message}"
        equation = one_line(finding.equation)
        if equation and plain(equation) not in plain(message):
            yield f"      {equation}"
        yield from self.evidence([figures[id] for id in finding.figures if id in figures])
        yield from self.cited(finding.cited)
        for hint in hints(finding, self.lang):
            yield f"      {self.say('hint', hint=one_line(hint))}"

    def evidence(self, figures: Sequence[Figure]) -> Iterator[str]:
        """The places on the page, each once, their printed numbers in bold."""
        for (page, _), said in islice(places(figures).items(), QUOTES):
            yield f"      {self.say('page', page=page)}: “{self.around(said)}”"

    def cited(self, found: Sequence[Cited]) -> Iterator[str]:
        """The figures of several documents, each with its file, page and line or cell."""
        for one in found[:CITED]:
            place = self.say("place", document=one_line(one.document), place=self.where(one))
            yield f"      {place}: “{self.around(quote(one.figure))}”"
        if len(found) > CITED:
            yield f"      {self.say('more', count=len(found) - CITED)}"

    def where(self, one: Cited) -> str:
        """'page 1, line 12'; of a table 'page 1, cell B7'."""
        evidence = one.figure.evidence
        place = self.say("page", page=evidence.page)
        if evidence.cell:
            return self.say("place_cell", place=place, cell=evidence.cell)
        return self.say("place_line", place=place, line=evidence.line) if evidence.line else place

    def around(self, said: Quote) -> str:
        """The quote on one line and about its marked numbers, short enough for a terminal."""
        pieces = [(_CONTROL.sub(" ", piece.text), piece.marked) for piece in said]
        marked = [n for n, (_, is_marked) in enumerate(pieces) if is_marked]
        parts = []
        for n, (text, is_marked) in enumerate(pieces):
            head, tail = bool(marked) and n > marked[0], not marked or n < marked[-1]
            shown = (
                self.strong(text)
                if is_marked
                else shorten(text, keep_head=head or not marked, keep_tail=tail and bool(marked))
            )
            parts.append(shown)
        return " ".join("".join(parts).split())

    def totals(self, reports: Sequence[Report], joined: Joined) -> list[str]:
        """What was read and how its checks ended."""
        if not reports:
            return [self.say("nothing")]
        found = Counter(f.severity for r in reports for f in r.findings)
        found.update(f.severity for f in joined.findings)
        ended = Counter(c.outcome for r in reports for c in r.checks)
        ended.update(c.outcome for c in joined.checks)
        unresolved = sum(f.status == "unresolved" for r in reports for f in r.figures)
        counts = {
            "documents": len(reports),
            "figures": sum(len(report.figures) for report in reports),
            "errors": found["error"],
            "warnings": found["warning"],
            "infos": found["info"],
            "unresolved": unresolved,
        }
        checks = {outcome.replace("-", "_"): 0 for outcome in ("consistent", "inconsistent")}
        checks |= {"cannot_tell": 0, "blocked": 0}
        checks |= {outcome.replace("-", "_"): count for outcome, count in ended.items()}
        return [self.strong(self.say("totals", **counts)), self.say("checks", **checks)]
