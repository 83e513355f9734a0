"""``baocao patterns lint --statistics``: what came of each relation over a corpus, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.book.patterns import Fault
    from extractor.evaluate.rules.statistics import Met
    from extractor.models import Outcome, Report

OUTCOMES: tuple[Outcome, ...] = ("consistent", "inconsistent", "cannot-tell", "blocked")


def met_in(corpus: Path) -> Mapping[str, Met]:
    """The statistics over the documents of a corpus, one file of each."""
    from extractor.batch import run
    from extractor.cli.terminal import progress
    from extractor.cli.words import say
    from extractor.evaluate.gold import cases
    from extractor.evaluate.rules.statistics import statistics
    from extractor.settings import Settings

    files = [case.files[0] for case in cases(corpus) if case.files and not case.garbled]
    with progress(say("evaluating")) as bar:

        def reports() -> Iterator[Report]:
            for report in run(files, Settings()):
                bar.advance()
                yield report

        return statistics(reports())


def as_text(met: Mapping[str, Met]) -> str:
    """A row a relation."""
    from extractor.cli.evaluation import table
    from extractor.cli.words import heading

    head = [heading(n) for n in ("relation", *(f"met-{o}" for o in OUTCOMES), "documents")]
    rows = [
        [name, *(str(one.outcomes[o]) for o in OUTCOMES), str(one.documents)]
        for name, one in met.items()
    ]
    return table(head, rows)


def as_json(faults: Sequence[Fault], met: Mapping[str, Met]) -> str:
    """The faults and the statistics."""
    import json
    from dataclasses import asdict

    told = {
        name: {**{o: one.outcomes[o] for o in OUTCOMES}, "documents": one.documents}
        for name, one in met.items()
    }
    found = {"faults": [asdict(fault) for fault in faults], "relations": told}
    return json.dumps(found, ensure_ascii=False, indent=1)
