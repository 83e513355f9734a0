"""Which figure is wrong, and why: the failing relations of a report judged as an auditor would.

Relations that share figures form a block; the lightest sets of figures whose change lets all of
them hold are found, what those figures may have been is weighed by how numbers are misread and
mistyped, and every explanation that comes near the best is told with its reasons. Nothing is
changed, nothing that the checks excused becomes an accusation, and 'as printed' is always among the
answers. Knows one report; not others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.checks import Examined, examine
from extractor.judge.acts import acts_on
from extractor.judge.blocks import Block, blocks_of
from extractor.judge.candidates import Prints
from extractor.judge.hypotheses import Maker
from extractor.judge.identity import named
from extractor.judge.jointly import jointly
from extractor.judge.locating import locate
from extractor.judge.lone import lone
from extractor.judge.ranking import Explained, cause_of, ranked, shares, shown
from extractor.judge.relations import Net, Relation, net_of
from extractor.judge.telling import because, suggestions, told
from extractor.judge.weights import Evidence
from extractor.models import Finding, Report

__all__ = ["explain_block", "judge", "judge_report"]


def judge_report(report: Report) -> Report:
    """The report with its findings, each error explained."""
    return judge(examine(report))


def judge(examined: Examined) -> Report:
    """What was examined, its errors explained and its findings named."""
    report = examined.report
    explained: dict[int, Finding] = {}
    for block in blocks_of(examined):
        explained.update(explain_block(block, report))
    findings = (explained.get(id(f), f) for f in report.findings)
    figures = {f.id: f for f in report.figures} if report.findings else {}
    return report.model_copy(update={"findings": tuple(named(findings, figures))})


def explain_block(block: Block, report: Report) -> Iterator[tuple[int, Finding]]:
    """The findings of a block's errors by the identity of the plain ones."""
    evidence, prints = Evidence(report), Prints(report)
    net = net_of(block, evidence, report.conventions)
    plain = {id(verdict): finding for verdict, finding in block.failing if finding}
    failing = [r for r in net.relations if id(r.verdict) in plain]
    maker = Maker(net, prints, report.conventions)
    acts = acts_on(net, failing)
    for located in locate(net, failing, acts) if failing else ():
        hypotheses = [h for solution in located.solutions for h in maker.of(solution)]
        alone = [ranked(net, relation, hypotheses, acts, maker) for relation in located.relations]
        together = jointly(net, located.relations, alone)
        for relation, every in zip(located.relations, together, strict=True):
            finding = plain.pop(id(relation.verdict))
            yield id(finding), _told(net, relation, every, located.status, finding)
    for verdict, _ in block.failing:
        if (left := plain.get(id(verdict))) is not None:
            single = Relation(verdict, (), frozenset())
            every = lone(verdict, evidence, prints)
            yield id(left), _told(Net(), single, every, "alone", left)


def _told(
    net: Net, relation: Relation, every: Sequence[Explained], status: str, finding: Finding
) -> Finding:
    """One finding with its explanations, its cause and its suggestions."""
    kept, by_cause = shown(every, relation), shares(every)
    whole = sum(one.chance for one in every)
    cause = cause_of(by_cause)
    return finding.model_copy(
        update={
            "cause": cause,
            "cause_odds": {name: round(share, 3) for name, share in sorted(by_cause.items())},
            "suggestions": tuple(suggestions(relation, kept, whole)),
            "explanations": tuple(told(net, relation, kept, whole)),
            "search": status,
            "params": {**finding.params, "because": because(cause, kept, by_cause)},
        }
    )
