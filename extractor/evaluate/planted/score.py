"""Scores the judge on planted errors: seen, ranked, offered, its cause named; nobody else accused.

Knows the truth about each plant and reads findings as a user does: where several name the wrong
figure, the worst of them counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.book.rules import rules
from extractor.checks import relations
from extractor.checks.otherwise import manners
from extractor.checks.verdict import Verdict
from extractor.evaluate.planted.kinds import Planted
from extractor.evaluate.tally import Ratio
from extractor.models import Explanation, Finding, Report
from extractor.numbers import as_count, as_decimal


@dataclass(slots=True)
class Tally:
    """What became of the plants of one sort."""

    planted: int = 0
    seen: Ratio = field(default_factory=Ratio)
    """Of those that break a relation: an error or a warning names the figure."""
    error: Ratio = field(default_factory=Ratio)
    """Or, as an error."""
    first: Ratio = field(default_factory=Ratio)
    """Of the errors: no explanation without the wrong figure is likelier than the best with it."""
    three: Ratio = field(default_factory=Ratio)
    listed: Ratio = field(default_factory=Ratio)
    value: Ratio = field(default_factory=Ratio)
    """Of the errors: an explanation has the right number for it."""
    cause: Ratio = field(default_factory=Ratio)

    def add(self, other: Tally) -> None:
        """Counts the other's as well."""
        self.planted += other.planted
        for name in ("seen", "error", "first", "three", "listed", "value", "cause"):
            getattr(self, name).add(getattr(other, name))


def score(planted: Planted, judged: Report, told: int) -> Tally:
    """The tally of one plant; ``told`` is how many relations it breaks."""
    tally = Tally(planted=1)
    wrong = set(planted.wrong)
    loud = [f for f in judged.findings if f.severity == "error"]
    if planted.silent:
        tally.seen.count(not loud)
        return tally
    if not wrong:
        tally.cause.count(all(f.cause == planted.cause for f in loud))
        return tally
    if told:
        naming = [f for f in judged.findings if f.severity != "info" and wrong & set(f.figures)]
        tally.seen.count(bool(naming))
        tally.error.count(any(f.severity == "error" for f in naming))
    about = [f for f in loud if wrong & set(f.figures) and f.explanations]
    if about:
        ranks = [rank(f, wrong) for f in about]
        tally.first.count(max(ranks) == 1)
        tally.three.count(max(ranks) <= 3)
        tally.listed.count(max(ranks) < UNLISTED)
        truth = dict(zip(planted.wrong, planted.true, strict=True))
        tally.value.count(all(_offered(f, truth) for f in about))
        tally.cause.count(all(f.cause == planted.cause for f in about))
    return tally


UNLISTED = 1000


def rank(finding: Finding, wrong: set[str]) -> int:
    """One more than there are likelier figures; ties share a rank."""
    best = max((e.odds for e in finding.explanations if _blames(e, wrong)), default=None)
    if best is None:
        return UNLISTED
    return 1 + sum(
        e.odds > best and not _blames(e, wrong) and e.act != "as-printed"
        for e in finding.explanations
    )


def _blames(explanation: Explanation, wrong: set[str]) -> bool:
    return any(change.figure in wrong for change in explanation.changes)


def _offered(finding: Finding, truth: Mapping[str, object]) -> bool:
    """Whether some explanation has the right number for a wrong figure of the finding."""
    return any(
        c.figure in truth and truth[c.figure] in (as_count(c.to), as_decimal(c.to))
        for e in finding.explanations
        for c in e.changes
        if c.to
    )


def relations_broken(planted: Planted, verdicts: Sequence[Verdict]) -> int:
    """How many equalities and rates that held no longer do, by plain adding up.

    None where two parts of every sum they are in changed places: nothing in the report can show it.
    A balance may leave a rest, and levels in prose need not make the whole: they are none. None,
    too, where every one still holds: in its own way, as 0 % of any number, or in another way of
    counting that no other passage of the report refutes.
    """
    now = {f.id: f.value for f in planted.report.figures if f.id in planted.wrong}
    truth = dict(zip(planted.wrong, planted.true, strict=True))
    off = {name: Decimal(now[name] or 0) - Decimal(truth[name] or 0) for name in now}
    broken = [v for v in verdicts if v.outcome == "consistent" and _binds(v) and _off(v, off)]
    after = relations(planted.report.figures) if broken else []
    return 0 if all(_open(v, after, verdicts) for v in broken) else len(broken)


def _open(broken: Verdict, after: Iterable[Verdict], before: Iterable[Verdict]) -> bool:
    """Whether the relation still holds in a way that fits wherever else the report tells it."""
    others = [v.view for v in before if v.relation == broken.relation and _apart(v, broken)]
    return any(
        manner.fits(now.view) and not any(manner.fits(view) is False for view in others)
        for now in after
        if now.relation == broken.relation and now.outcome == "consistent"
        if not _apart(now, broken)
        for manner in manners(now)
    )


def _apart(verdict: Verdict, other: Verdict) -> bool:
    """Whether they are told of other figures."""
    return set(verdict.figures()).isdisjoint(other.figures())


def _off(verdict: Verdict, off: Mapping[str, Decimal]) -> bool:
    """Whether these differences leave a sum unequal, or touch a rate."""
    if verdict.kind == "rate":
        return not off.keys().isdisjoint(verdict.figures())
    sides = (*verdict.whole, *((cell, -sign) for cell, sign in verdict.parts))
    return sum(sign * off.get(cell.id, Decimal(0)) for cell, sign in sides) != 0


def _binds(verdict: Verdict) -> bool:
    """Whether its parts must make the whole."""
    if not (verdict.whole and verdict.parts):
        return False
    if verdict.kind == "rate":
        # What a rate's name is also used for never accuses, nor does an unusual base.
        return verdict.code != "rate-base" and any(usual for *_, usual in verdict.quotients)
    told = [w for w in verdict.ways if w.parts == verdict.parts]
    loose = verdict.rule == "V1" and not verdict.view.table
    balance = verdict.rule in {b.rule for b in rules().balance}
    closes = not told or any(w.closes for w in told)
    return verdict.kind == "equal" and closes and not loose and not balance


def false_accusations(reports: Sequence[Report]) -> list[tuple[str, str]]:
    """Errors told of reports that nothing was planted in: (report, message)."""
    return [
        (report.source.path, finding.message)
        for report in reports
        for finding in report.findings
        if finding.severity == "error"
    ]
