"""Ways of counting: what a document's own figures show of them, and what changes between two."""

from __future__ import annotations

import pytest

from extractor.across import join
from extractor.messages import render, say_convention
from extractor.models import Convention, Figure, Report
from tests.reports import report
from tests.test_checks import checked, figure, told


def shown(figures: list[Figure]) -> dict[str, Convention]:
    """By name, and what it is about."""
    found = checked(*figures).convention_evidence
    return {" ".join(filter(None, (c.name, c.about))): c for c in found}


INCLUDES, CHANNELS, EARLY = (
    "received_includes_carried_over", "channel_split_of", "on_time_includes_early",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "value", "count"),
    [
        ("T 502; N 457; C 45", INCLUDES, "yes", 1),
        ("T 457; N 457; C 45", INCLUDES, "no", 1),
        ("T 457; N 457; C 0", INCLUDES, "cannot-tell", 0),
        ("T 457; N 457", INCLUDES, "cannot-tell", 0),
        ("T 100; C 10; S 80; P 20", INCLUDES, "yes", 1),
        ("T 90; C 10; S 80; P 20", INCLUDES, "no", 1),
        ("T 100; C 10; S 70; P 20", INCLUDES, "cannot-tell", 0),
        ("T 100; N 90; C 10; S 80; P 20", INCLUDES, "yes", 2),
        ("T 498; N 431; Non 477; Noff 21", CHANNELS, "received.total", 1),
        ("T 498; N 431; Non 400; Noff 31", CHANNELS, "received.new", 1),
        ("T 431; N 431; Non 400; Noff 31", CHANNELS, "cannot-tell", 0),
        ("S 354; So 350; Se 300; Sl 4", EARLY, "yes", 1),
        ("S 354; Se 341; So 13; Sl 00", EARLY, "no", 1),
        ("S 354; Se 341; So 9; Sl 4", "overdue_covers", "settled", 1),
        ("P 10; Pi 8; Po 2", "overdue_covers", "open", 1),
        ("S 354; Se 341; So 9; Sl 4; P 10; Pi 8; Po 2", "overdue_covers", "each", 2),
        ("P 10; Pi 10; Po 0", "overdue_covers", "cannot-tell", 0),
        ("T 100; S 80; P 15; B 5", "exits_stand awaiting_supplement.total", "beside", 1),
        ("T 100; S 80; P 20; B 5", "exits_stand awaiting_supplement.total", "inside", 1),
        ("T 100; S 80; P 20; B 0", "exits_stand awaiting_supplement.total", "cannot-tell", 0),
        ("T 100; S 70; P 20; B 5", "exits_stand awaiting_supplement.total", "cannot-tell", 0),
        ("T 100; S 80; P 10; B 10; W 10", "exits_stand withdrawn.total", "cannot-tell", 0),
    ],
)
def test_a_convention_is_shown_by_what_holds_only_so(
    text: str, name: str, value: str, count: int
) -> None:
    found = shown(told(text))[name]
    assert (found.value, sum(found.seen.values())) == (value, count)
    assert bool(found.equations) == bool(found.figures) == bool(count)


RATE = "digitised_results.rate"


@pytest.mark.parametrize(
    ("rate", "count", "due", "mode", "base"),
    [
        ("68,48", "1.465", "2.139", "truncate", "digitised_results.due"),
        ("68,49", "1.465", "2.139", "round", "digitised_results.due"),
        ("50", "1", "2", "cannot-tell", "digitised_results.due"),
        ("0", "0", "2", "cannot-tell", "cannot-tell"),
        ("61,55", "329", "502", "cannot-tell", "cannot-tell"),
    ],
)
def test_a_rate_shows_how_it_was_rounded_and_of_what(
    rate: str, count: str, due: str, mode: str, base: str
) -> None:
    found = shown(told(f"{RATE} {rate}; K {count}; Kd {due}; T 2"))
    assert (found["rate_mode"].value, found[f"rate_base {RATE}"].value) == (mode, base)


@pytest.mark.parametrize(
    ("whole", "outer", "inner", "value"),
    [(100, 40, 60, "no"), (100, 100, 60, "yes"), (100, 70, 60, "cannot-tell"),
     (100, 100, 0, "cannot-tell")],
)  # fmt: skip
def test_whether_a_level_holds_the_one_below(
    whole: int, outer: int, inner: int, value: str
) -> None:
    levels = (("whole", whole), ("district", outer), ("commune", inner))
    figures = [figure("received.total", str(n), level=level) for level, n in levels]
    assert shown(figures)["district_includes_communes"].value == value


def test_what_is_shown_both_ways_is_mixed_and_counted() -> None:
    figures = [*told("T 10; N 8; C 2", level="district"), *told("T 8; N 8; C 2", level="commune")]
    found = shown(figures)[INCLUDES]
    assert (found.value, found.seen) == ("mixed", {"yes": 1, "no": 1})
    assert say_convention(found, "en").value == "both ways (no: 1; yes: 1)"


def test_a_document_that_follows_one_way_throughout_is_not_accused() -> None:
    for text in ("T 457; N 457; C 45; S 400; P 102", "T 502; N 457; C 45; Non 480; Noff 22"):
        assert checked(*told(text)).findings == ()


# ------------------------------------------------------------------------- over a batch


def month(number: int, text: str) -> Report:
    made = checked(*told(text, level="whole"))
    period = (f"2024-{number:02}-01", f"2024-{number:02}-28", f"tháng {number} năm 2024")
    empty = report(f"{number}.txt", period=period)
    kept = {"figures": made.figures, "convention_evidence": made.convention_evidence}
    return empty.model_copy(update=kept)


def test_a_change_between_reports_of_one_unit_is_a_remark_with_both_quotes() -> None:
    same = "T 502; N 457; C 45"
    joined = join([month(1, same), month(2, "T 460; N 460"), month(3, "T 457; N 457; C 45")])
    (found,) = (f for f in joined.findings if f.code == "convention-changed")
    assert found.severity == "info"
    assert found.documents == ("1.txt", "3.txt")
    assert {c.document for c in found.cited} == {"1.txt", "3.txt"}
    assert "502 = 457 + 45" in found.message and "457 = 457" in render(found, "en")
    assert "{" not in render(found, "en") + found.message
    (unit,) = joined.units
    assert unit.conventions[INCLUDES] == "mixed"


def test_reports_that_agree_teach_the_unit_s_way() -> None:
    joined = join([month(1, "T 502; N 457; C 45"), month(2, "T 90; N 60; C 30")])
    assert not [f for f in joined.findings if f.code == "convention-changed"]
    assert joined.units[0].conventions[INCLUDES] == "yes"
