"""A finding's name holds over runs, kinds of file and readings; the seeds accuse nobody else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extractor.batch import run
from extractor.cli.scans import judge
from extractor.evaluate.scans.records import records
from extractor.models import Finding, Report
from extractor.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus"
TWINS = ("document.txt", "document.docx", "document.pdf")


@cache
def reports(folder: Path) -> tuple[Report, ...]:
    """One of each kind of file."""
    files = [folder / name for name in TWINS if (folder / name).exists()]
    return tuple(run(files, Settings(), jobs=1))


def errors(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("number", "wrong"),
    [("000", ["digitised_results.rate"]), ("001", ["pending.total", "resolved.total"])],
)
def test_a_seed_has_the_same_errors_by_name_in_every_kind_of_file(
    number: str, wrong: list[str]
) -> None:
    (folder,) = (CORPUS / "seeds").glob(f"{number}_*")
    found = [errors(report) for report in reports(folder)]
    assert len(found) == len(TWINS)
    names = {frozenset(f.id for f in each) for each in found}
    assert len(names) == 1 and "" not in next(iter(names))
    assert [sorted(str(f.metric) for f in each) for each in found] == [wrong] * len(TWINS)


def test_an_error_of_seed_001_ranks_its_explanations_by_their_odds() -> None:
    (folder,) = (CORPUS / "seeds").glob("001_*")
    for finding in errors(reports(folder)[0]):
        odds = [e.odds for e in finding.explanations]
        assert odds == sorted(odds, reverse=True) and sum(odds) == pytest.approx(1, abs=0.05)


def test_an_error_keeps_its_name_when_the_page_is_read_otherwise() -> None:
    """Scans of three levels are three readings: what was read otherwise beside it changes none."""
    read = [judge(r.result()) for r in records(CORPUS) if r.case.name.startswith("u20")]
    found = [{f.id for f in errors(report)} for report in read]
    assert len(read) > 2 and found[0]
    assert all(names == found[0] for names in found)
    text = next(folder for folder in (CORPUS / "tuned").glob("u20-*"))
    written = {f.id for report in run([next(text.glob("document.*"))], Settings(), jobs=1)
               for f in errors(report)}  # fmt: skip
    assert written == found[0]
    told = {tuple(f.evidence.bbox for f in report.figures) for report in read}
    assert len(told) > 1, "the readings differ"
