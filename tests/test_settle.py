"""Doubtful readings beside what the sums make of them; and how a figure comes by its doubt."""

from __future__ import annotations

import pytest

from extractor.figures import read_figures
from extractor.judge import judge_report as check_report
from extractor.messages import render
from extractor.models import CleanPage, Figure, Health, Page, Reading, Report, Sight
from extractor.numbers import find_numbers
from extractor.settle import settle
from extractor.sightings import sighting
from extractor.tables import read_tables
from tests.test_checks import SHORT, SOURCE, figure
from tests.test_tables import page_of

Spec = tuple[str, str]


def report(text: str, **where: str) -> Report:
    """'S 354; Se 341|347; So 13': prints of one passage; of '341|347' nobody is sure."""
    found = []
    for number, part in enumerate(text.split("; ")):
        metric, _, prints = part.partition(" ")
        taken, *others = prints.split("|")
        made = figure(SHORT.get(metric, metric), taken, number=number, **where)
        status = "unresolved" if others else "read"
        sure, seen = (0.6 if others else 1.0), tuple(filter(None, others))
        reading = Reading(reader="ocr", confidence=sure, alternatives=seen)
        found.append(made.model_copy(update={"status": status, "reading": reading}))
    return Report(source=SOURCE, figures=tuple(found))


def shown(settled: Report) -> list[tuple[str, str]]:
    """(print, status) of the figures that were in doubt, or are."""
    return [(f.printed, f.status) for f in settled.figures if f.reading.confidence != 1.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One reading alone makes the sum hold.
        ("S 354; Se 347|341; So 13; Sl 0", [("341", "read")]),
        ("S 354; Se 341|347; So 13; Sl 0", [("341", "read")]),
        # Two in doubt: one combination of four.
        ("S 354|334; Se 347|341; So 13; Sl 0", [("354", "read"), ("341", "read")]),
        # Two combinations hold: nobody chooses.
        ("S 354|360; Se 341|347; So 13; Sl 0", [("354", "unresolved"), ("341", "unresolved")]),
        # None holds, be it the author's error: it stays as it is.
        ("S 354; Se 340|347; So 13; Sl 0", [("340", "unresolved")]),
        # No sum to hold it.
        ("S 354; Se 341|347", [("341", "unresolved")]),
        ("S 354|334", [("354", "unresolved")]),
        # Odd in print, seen alike by all: the sum bears it out.
        ("S 1354; Se 1341|; So 13; Sl 0", [("1341", "read")]),
        # A second sum speaks against the reading that the first asks for.
        (
            "T 400; S 354; P 46; Se 347|341; So 13; Sl 0; N 400|300; C 0",
            [("341", "read"), ("400", "read")],
        ),
        ("T 500; S 354|364; P 146; Se 351; So 13; Sl 0", [("354", "unresolved")]),
        # A rate bears out its count.
        ("resolved.on_time_rate 92,59|92,5; So 350; S 378", [("92,59", "read")]),
        ("resolved.on_time_rate 92,59; So 350|850; S 378", [("350", "read")]),
        # Seen with a blank in it, which is no number's.
        ("S 31553; Se 540|31. 540; So 13; Sl 0", [("31. 540", "read")]),
        # What hangs on a settled one is settled after it.
        ("T 400|408; S 354; P 46; N 391|397; C 9", [("400", "read"), ("391", "read")]),
        # A sum of zeros tells nothing.
        ("P 0; Pi 0|8; Po 0", [("0", "unresolved")]),
    ],
)
def test_what_the_sums_settle(text: str, expected: list[tuple[str, str]]) -> None:
    settled = settle(report(text))
    assert shown(settled) == expected


def test_a_dash_that_was_seen_in_a_table_is_none() -> None:
    doubtful = "T 6; N 6; C 7|·; S 6; P 7|·"  # 7 + 6 - 6 = 7, and 0 + 6 - 6 = 0
    assert shown(settle(report(doubtful))) == [("7", "read"), ("7", "read")]
    assert {status for _, status in shown(settle(report(doubtful, origin="table")))} == {
        "unresolved"
    }


def test_a_settled_figure_says_so_and_keeps_what_else_was_seen() -> None:
    judged = check_report(settle(report("S 354; Se 347|341; So 13; Sl 0")))
    (early,) = [f for f in judged.figures if f.metric == "resolved.early"]
    assert (early.value, early.note) == (341, "settled-by-arithmetic")
    assert early.reading.alternatives == ("347",)
    assert early.reading.confidence >= 0.95
    (finding,) = judged.findings
    assert (finding.code, finding.severity, finding.cause) == (
        "unresolved-figure",
        "info",
        "reading",
    )
    assert "341" in finding.message
    assert "only reading" in render(finding, "en")


def test_a_doubtful_figure_blocks_its_sum_and_accuses_nobody() -> None:
    judged = check_report(settle(report("S 354; Se 340|347; So 13; Sl 0")))
    assert {f.severity for f in judged.findings} == {"warning"}
    assert {c.outcome for c in judged.checks if c.rule == "R3"} == {"blocked"}
    (finding,) = judged.findings
    assert "347" in finding.message


def test_a_sure_number_is_never_touched_and_its_sum_may_fail() -> None:
    before = report("S 354; Se 341; So 14; Sl 0; P 161; Pi 119|42; Po 42")
    after = settle(before)
    assert [f.value for f in after.figures] == [f.value for f in before.figures]
    assert "sum-mismatch" in {f.code for f in check_report(after).findings}


def test_a_figure_whose_meaning_is_in_doubt_is_not_settled_by_its_sum() -> None:
    before = report("S 354; Se 347|341; So 13; Sl 0")
    noted = [
        f.model_copy(update={"note": "ambiguous-column"}) if f.status == "unresolved" else f
        for f in before.figures
    ]
    after = settle(before.model_copy(update={"figures": tuple(noted)}))
    assert shown(after) == [("347", "unresolved")]


# ------------------------------------------------------------- headings borne out by sums


def table(rows: str, dark: str, around: str = "head-dark") -> Report:
    """'S 35 Se 30 So 5; …': rows of a scan's table; the headings of ``dark`` are in doubt."""
    found: list[Figure] = []
    for number, row in enumerate(rows.split("; "), 1):
        words = row.split()
        for metric, printed in zip(words[::2], words[1::2], strict=True):
            made = figure(SHORT[metric], printed, number=len(found), name=f"Xã {number}")
            doubt = metric in dark.split()
            reading = Reading(reader="ocr", confidence=0.9, around=around if doubt else "table")
            found.append(
                made.model_copy(
                    update={
                        "origin": "table",
                        "block": f"table1:row{number}",
                        "reading": reading,
                        "status": "unresolved" if doubt else "read",
                        "note": "surroundings-unread" if doubt else "",
                    }
                )
            )
    return Report(source=SOURCE, figures=tuple(found))


@pytest.mark.parametrize(
    ("rows", "dark", "around", "open_"),
    [
        ("S 35 Se 30 So 5 Sl 0; S 48 Se 41 So 6 Sl 1; S 9 Se 7 So 2 Sl 0", "Se", "head-dark", []),
        # One row does not tell.
        ("S 35 Se 30 So 5 Sl 0", "Se", "head-dark", ["30"]),
        # Rows that do not add up stay in doubt, and what only a doubtful heading blocks with them.
        (
            "S 35 Se 30 So 5 Sl 0; S 48 Se 41 So 6 Sl 1; S 9 Se 7 So 2 Sl 0; S 52 Se 40 So 2 Sl 0;"
            " S 17 Se 11 So 6 Sl 0",
            "Se",
            "head-dark",
            ["52", "40", "2", "0"],
        ),
        # So does the column where many do not.
        ("S 35 Se 30 So 5 Sl 0; S 48 Se 41 So 6 Sl 1; S 9 Se 6 So 2 Sl 0", "Se", "head-dark",
         ["30", "41", "9", "6", "2", "0"]),
        # Whose figures they are no sum tells.
        ("S 35 Se 30 So 5 Sl 0; S 48 Se 41 So 6 Sl 1", "Se", "name-dark", ["30", "41"]),
    ],
)  # fmt: skip
def test_sums_of_rows_bear_a_heading_out(
    rows: str, dark: str, around: str, open_: list[str]
) -> None:
    settled = settle(table(rows, dark, around))
    assert [f.printed for f in settled.figures if f.status == "unresolved"] == open_
    told = {f.note for f in settled.figures if f.reading.around == around and f.status == "read"}
    assert told <= {"borne-out-by-arithmetic"}


# ------------------------------------------------------------------ from sights to figures


def seen(text: str, *doubts: tuple[str, str]) -> Page:
    """A page of an image: every number a sight, sure unless another reading is given for it."""
    others = dict(doubts)
    sights = []
    for n in find_numbers(text):
        other = others.get(n.printed)
        said = (("vie", n.printed), ("eng", n.printed if other is None else other))
        sights.append(Sight(n.start, n.end, said, 0.6 if other else 0.999, other is None))
    return Page(1, text, "ocr", sights=tuple(sights))


TEXT = "a) Đã giải quyết: 354 hồ sơ, trong đó: trước hạn 347, đúng hạn 13, quá hạn 0 hồ sơ."


def test_a_figure_of_prose_carries_what_was_seen_of_its_number() -> None:
    page = seen(TEXT, ("347", "341"))
    clean = CleanPage(page, TEXT, (), Health("good", "clean"))
    figures = {f.metric: f for f in read_figures([clean])}
    early, total = figures["resolved.early"], figures["resolved.total"]
    assert (early.status, early.value, early.reading.alternatives) == ("unresolved", 347, ("341",))
    assert early.reading.confidence < 0.61
    assert (total.status, total.reading.alternatives) == ("read", ())
    settled = settle(Report(source=SOURCE, figures=tuple(figures.values())))
    assert {f.metric: f.value for f in settled.figures}["resolved.early"] == 341


def test_a_figure_of_a_table_carries_what_was_seen_of_its_cell() -> None:
    made = page_of(
        ("", [["Đơn vị", "Tiếp nhận", "Đã giải quyết", "Quá hạn"], ["Xã A", "15", "12", "3"]]),
        reader="ocr",
    )
    at = made.text.index("12")
    sight = Sight(at, at + 2, (("vie", "12"), ("eng", "72"), ("line", "")), 0.6, False)
    page = Page(1, made.text, "ocr", tables=made.page.tables, sights=(sight,))
    figures: list[Figure] = list(read_tables([CleanPage(page, made.text, (), made.health)]))
    doubtful = [(f.printed, f.value, f.reading.alternatives) for f in figures if f.status != "read"]
    assert doubtful == [("12", 12, ("72",))]


def test_born_digital_text_is_beyond_doubt() -> None:
    assert sighting(Page(1, "có 354 hồ sơ", "text-layer"), 3, 6).sure
