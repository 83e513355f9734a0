"""The rules check themselves: what they imply, the cases that prove them, how often they told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from extractor.book import loading
from extractor.book.patterns import Fault
from extractor.book.rules import RuleFile, Split, Sum, relations, rules
from extractor.checks import examine
from extractor.cli import main
from extractor.evaluate.rules import lint
from extractor.evaluate.rules.algebra import implied
from extractor.evaluate.rules.cases import Broken, broken_cases, report_of
from extractor.evaluate.rules.lint import faults_of_rules
from extractor.evaluate.rules.statistics import Met, statistics


def test_the_book_implies_nothing_that_it_does_not_say() -> None:
    assert implied(rules()) == []


def adds(name: str, whole: str, *parts: str, **more: Any) -> Sum:
    split = {"parts": [f"resolved.{p}" for p in parts], **more}
    return Sum.model_validate(
        {
            "rule": "R", "id": name, "meaning": "", "source": "",
            "wholes": [{"of": f"resolved.{whole}"}], "splits": [split],
        }
    )  # fmt: skip


TIMING = adds("timing", "total", "early", "on_time", "late")
MERGED = adds("merged", "early_or_on_time", "early", "on_time")


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        ([TIMING, MERGED], []),
        (
            [TIMING, MERGED, adds("both", "total", "early_or_on_time", "late")],
            [(name, "redundant") for name in ("timing", "merged", "both")],
        ),
        ([TIMING, adds("round", "late", "total", "early")], [("timing", "forced-figure")]),
        (
            [adds("a", "total", "late"), adds("b", "late", "total", "early")],
            [("a", "forced-figure")],
        ),
        (
            [TIMING, adds("short", "total", "early", "early_or_on_time")],
            [],
        ),
        (
            [adds("a", "total", "early", "late"), adds("b", "total", "early", "on_time")],
            [("resolved.late", "hidden-equality")],
        ),
    ],
)
def test_what_relations_imply_is_told(sums: list[Sum], told: list[tuple[str, str]]) -> None:
    found = [(i.name, i.code) for i in implied(RuleFile(sum=tuple(sums)))]
    assert found == told


def test_what_forces_figures_is_named_and_nothing_else() -> None:
    sums = (TIMING, adds("round", "late", "total", "early_or_on_time"), MERGED)
    (found,) = implied(RuleFile(sum=sums))
    assert (found.code, found.detail.partition(" → ")[0]) == ("forced-figure", "timing, round")
    assert "resolved.on_time" in found.detail and "resolved.late" not in found.detail


def test_relations_that_only_zeros_meet_are_a_contradiction() -> None:
    sums = (adds("a", "total", "late", "early"), adds("b", "late", "total", "early"))
    twice = adds("c", "early", "total", "late")
    (found,) = implied(RuleFile(sum=(*sums, twice)))
    assert (found.name, found.code) == ("b", "contradiction")


def test_a_way_of_adding_that_can_never_hold_is_told_though_others_do() -> None:
    dead = {"parts": ["resolved.late"], "needs": ["resolved.early"]}
    sums = adds("a", "total", "late", "early")
    book = RuleFile(
        sum=(sums.model_copy(update={"splits": (*sums.splits, Split.model_validate(dead))}),)
    )
    assert implied(book) == []
    closed = RuleFile(sum=(*book.sum, adds("b", "total", "late", "early")))
    assert [(i.name, i.code) for i in implied(closed)] == [("a", "forced-figure")]


# ---------------------------------------------------------------------------------- cases


def test_every_relation_has_a_case_where_it_fires_and_one_where_it_is_silent() -> None:
    assert list(broken_cases()) == []


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "patterns"
    shutil.copytree(loading.root(), copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(loading, "root", lambda: copy)
    return copy


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"pending.overdue" = "128"', '"pending.overdue" = "182"', "not-silent"),
        # Figures of which the relation is not told prove nothing.
        ('"pending.overdue" = "128"', '"tasks.completed" = "1"', "not-silent"),
        ('"pending.overdue" = "00"', '"pending.overdue" = "42"', "fires-not"),
        ('"pending.overdue" = "00"', '"pending.overdue" = "00", "tasks.completed" = "1", '
         '"tasks.completed_on_time" = "2"', "fires-besides"),
        ('of = "open-by-timing"', 'of = "open-by-time"', "unknown-relation"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_come_out_is_told(book: Path, old: str, new: str, code: str) -> None:
    path = book / "cases/sums.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = [b.code for b in broken_cases()]
    missing = ["no-firing-case", "no-silent-case"] if code == "unknown-relation" else []
    assert found == [code, *missing]


# ------------------------------------------------------------------------------ statistics


def test_each_relation_is_counted_by_what_came_of_it() -> None:
    held = {"pending.total": "3", "pending.in_time": "2", "pending.overdue": "1"}
    failed = {**held, "pending.overdue": "2"}
    untold = {"pending.total": "3"}
    reports = [examine(report_of(prints)).report for prints in (held, held, failed, untold)]
    found = statistics(reports)
    assert next(iter(found)) == "open-by-timing"
    met = found["open-by-timing"]
    assert (met.told, met.documents) == (3, 3)
    assert dict(met.outcomes) == {"consistent": 2, "inconsistent": 1, "cannot-tell": 1}
    assert set(found) == set(relations(rules()))


def test_a_relation_that_no_document_tells_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "rules", lambda: RuleFile(sum=(TIMING,)))
    faults = list(faults_of_rules({"a": Met(), "b": Met(documents=1)}))
    assert [(f.name, f.code) for f in faults] == [("a", "unexercised"), ("b", "unexercised")]


# ------------------------------------------------------------------------------ the command


def test_what_the_relations_imply_and_cases_that_fail_are_faults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    odd = RuleFile(sum=(TIMING, adds("round", "late", "total", "early")))
    case = Broken("cases/a.toml", "timing", "not-silent", "…")
    monkeypatch.setattr(lint, "rules", lambda: odd)
    monkeypatch.setattr(lint, "broken_cases", lambda: [case])
    found = [(f.file, f.name, f.code) for f in faults_of_rules()]
    assert found == [("rules", "timing", "forced-figure"), ("cases/a.toml", "timing", "not-silent")]


@pytest.mark.parametrize(("code", "exit_code"), [("redundant", 1), ("unexercised", 0)])
def test_the_command_tells_them(
    code: str, exit_code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = Fault("rules", "timing", code, "merged")
    monkeypatch.setattr(lint, "faults_of_rules", lambda met: [fault])
    assert main(["patterns", "lint"]) == exit_code
    assert f"patterns/rules: timing: {code}: merged" in capsys.readouterr().out


def test_the_command_counts_what_came_of_each_relation_in_a_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (seed,) = (Path(__file__).parent.parent / "corpus" / "seeds").glob("001_*")
    folder = tmp_path / "seeds" / seed.name
    folder.mkdir(parents=True)
    for name in ("gold.json", "document.txt"):
        shutil.copy(seed / name, folder / name)
    monkeypatch.setattr(lint, "faults_of_rules", lambda met: [])
    assert main(["patterns", "lint", "--statistics", str(tmp_path)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    # Its two errors: commune level's settled files, and the land registry's open ones.
    (settled,) = (row for row in rows if row[:1] == ["settled-by-timing"])
    held, failed, *_, documents = map(int, settled[1:])
    assert (failed, documents) == (1, 1) and held >= 1
