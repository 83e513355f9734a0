"""A way of counting that the rest of the document refutes excuses nothing: it raises a question."""

from __future__ import annotations

import pytest

from extractor.checks import examine
from extractor.evaluate.planted.kinds import Planted
from extractor.evaluate.planted.score import relations_broken
from extractor.models import Figure, Finding
from tests.reports import report
from tests.test_checks import checked, told

LEVELS = ("district", "commune", "land_registry")
APART = "S 9; Se 5; So 3; Sl 1"
INSIDE = "S 8; Se 3; So 8; Sl 0"


def figures(*texts: str) -> list[Figure]:
    pairs = zip(LEVELS, texts, strict=False)
    return [f for level, text in pairs for f in told(text, level=level)]


def questions(*texts: str) -> list[Finding]:
    findings = checked(*figures(*texts)).findings
    return [f for f in findings if f.params.get("variant") == "otherwise"]


@pytest.mark.parametrize(
    ("texts", "equation"),
    [
        ((APART, INSIDE), "8 ≠ 3 + 8 + 0 = 11"),
        ((APART, "S 7; Se 0; So 7; Sl 0", INSIDE), "8 ≠ 3 + 8 + 0 = 11"),
        (("T 10; N 8; C 2", "T 8; N 8; C 2"), "8 ≠ 8 + 2 = 10"),
        (("T 9; S 8; So 6; rate 75", "T 9; S 8; So 6; rate 66,67"), "66,67 % ≠ 6/8 = 75 %"),
    ],
)
def test_a_way_that_another_passage_refutes_is_no_excuse(
    texts: tuple[str, ...], equation: str
) -> None:
    whole = [text.replace("rate", "resolved.on_time_rate") for text in texts]
    (found,) = questions(*whole)
    assert (found.severity, found.equation) == ("warning", equation)


@pytest.mark.parametrize(
    "texts",
    [(INSIDE,), ("S 9; Se 5; So 9; Sl 0", INSIDE), ("S 9; Se 0; So 9; Sl 0", INSIDE),
     (APART, INSIDE, "S 7; Se 2; So 7; Sl 0"), ("T 10; N 8; C 2", "T 8; N 8")],
    ids=["alone", "the other follows it", "zero tells nothing", "a third follows it",
         "the other's figures are not told"],
)  # fmt: skip
def test_a_way_that_nothing_refutes_is_let_pass(texts: tuple[str, ...]) -> None:
    assert questions(*texts) == []


@pytest.mark.parametrize(
    ("texts", "wrong", "to", "broken"),
    [
        (("S 8; Se 0; So 8; Sl 0",), "resolved.early", "3", 0),
        (("S 8; Se 0; So 8; Sl 0", APART), "resolved.early", "3", 1),
        (("S 8; Se 0; So 8; Sl 0",), "resolved.on_time", "9", 1),
    ],
    ids=["another way is open", "another way is refuted", "no other way"],
)
def test_an_error_breaks_what_no_open_way_lets_hold(
    texts: tuple[str, ...], wrong: str, to: str, broken: int
) -> None:
    before = figures(*texts)
    bad = next(f for f in before if f.metric == wrong)
    after = [
        f.model_copy(update={"printed": to, "value": int(to)}) if f is bad else f for f in before
    ]
    planted = Planted("digit-typed", report(figures=after), (bad.id,), (bad.value,), "author")
    verdicts = [verdict for verdict, _ in examine(report(figures=before)).verdicts]
    assert relations_broken(planted, verdicts) == broken
