"""What is odd about the declared relations, as faults of the pattern book.

Their algebra, the cases that prove them and, given documents, whether one was ever told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.book.patterns import Fault
from extractor.book.rules import rules
from extractor.evaluate.rules.cases import broken_cases
from extractor.evaluate.rules.statistics import Met

UNEXERCISED = "unexercised"
FOLDER = "rules"


def faults_of_rules(met: Mapping[str, Met] | None = None) -> Iterator[Fault]:
    """Every fault; ``met`` is what a corpus told of each relation."""
    from extractor.evaluate.rules.algebra import implied  # brings the solver with it

    for odd in implied(rules()):
        yield Fault(FOLDER, odd.name, odd.code, odd.detail)
    for case in broken_cases():
        yield Fault(case.file or FOLDER, case.relation, case.code, case.detail)
    for name, one in (met or {}).items():
        if not one.told:
            yield Fault(
                FOLDER, name, UNEXERCISED, "no document of the corpus holds it or breaks it"
            )
