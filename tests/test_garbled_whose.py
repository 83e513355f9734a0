"""Whose a figure of a garbled text is: in doubt where a heading or a name was lost."""

from __future__ import annotations

import pytest

from extractor.book.doubts import borne_by_sums, is_sure
from extractor.judge import judge_report
from extractor.models import Report
from tests.test_checks import SOURCE
from tests.test_garbled import garbled

LEVEL = ("b) Cap xa:", "- Da tiép nhan 355 ho so.", "- Da giai quyét 351 ho so.")


def cases(*lines: str) -> dict[tuple[str, object], str]:
    """(level, value) → the case of the figure."""
    return {(f.scope.level, f.value): f.reading.around for f in garbled(*lines)}


def test_who_names_no_one_beside_a_level_that_counts_the_same_is_in_doubt() -> None:
    lost = ("a) Dbx wvqx:", "- Da tiép nhan 402 ho so.", "- Da giai quyét 371 ho so.")
    found = cases(*lost, *LEVEL)
    assert found["whole", 402] == found["whole", 371] == "text-beside"
    assert found["commune", 355].startswith(("text-clear", "text-slip"))
    assert not is_sure("text-beside") and not borne_by_sums("text-beside")


def test_all_that_is_the_sum_of_its_levels_is_in_no_doubt() -> None:
    found = cases("a) Dbx wvqx:", "- Da tiép nhan 355 ho so.", *LEVEL)
    assert found["whole", 355] != "text-beside"


def test_who_names_all_or_itself_is_in_no_doubt() -> None:
    found = cases("- Toan huyén da tiép nhan 402 ho so.", "- Cap xa da tiép nhan 355 ho so.")
    assert found["whole", 402] != "text-beside"


def test_what_is_told_otherwise_further_on_is_in_doubt_there_and_all_beside_it() -> None:
    first = ("- Da tiép nhan 900 ho so.", "- Da giai quyét 850 ho so.")
    more = (
        "Cx px:",
        "+ Da tiép nhan 355 ho so.",
        "+ Da giai quyét 351 ho so.",
        "+ Tré han 04 ho so.",
    )
    found = cases(*first, *more)
    assert {found["whole", value] for value in (355, 351, 4)} == {"text-disputed"}
    assert {found["whole", value] for value in (900, 850)} == {"text-first"}
    assert not is_sure("text-disputed") and not borne_by_sums("text-disputed")
    assert borne_by_sums("text-first")


def test_the_smaller_of_two_that_comes_first_is_in_doubt_too() -> None:
    found = cases("- Da tiép nhan 355 ho so.", "Cx px:", "+ Da tiép nhan 900 ho so.")
    assert set(found.values()) == {"text-disputed"}


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("2. Tai bqzn wkk xa Tan Lap: da tiép nhan 702 ho so.", "text-misheard"),
        ("2. Tai cac sd: da tiép nhan 702 ho so.", "text-clear"),
        ("2. Tai cac so: da tiép nhan 702 ho so.", "text-clear"),
    ],
)
def test_a_scope_among_strange_words_is_in_doubt(line: str, case: str) -> None:
    assert garbled(line)[0].reading.around == case


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("- Da tiép nhan 6 ho so.", "text-digit"),  # 'ở'? counts below ten are printed '06'
        ("- Da tiép nhan 06 ho so.", "text-clear"),
        ("- Da tiép nhan 0 ho so.", "text-clear"),
        ("- Da tiép nhan 14 911 ho so, dang giai quyét 14 866 ho so.", "text-digit"),  # 'là 911'
        ("- Da tiép nhan 72 911 ho so, dang giai quyét 72 866 ho so.", "text-clear"),
    ],
)
def test_digits_that_may_be_letters_are_in_doubt(line: str, case: str) -> None:
    assert garbled(line)[0].reading.around == case


def test_a_digit_behind_a_sign_is_a_word() -> None:
    line = "- $6 ho so da tiép nhan: 1.640 ho so. §6 h6 so tré han: 12 ho so."
    assert [(f.metric, f.value) for f in garbled(line)] == [
        ("received.total", 1640),
        ("resolved.late", 12),
    ]


def test_what_is_named_among_strange_words_no_sum_bears_out() -> None:
    (figure,) = garbled("- UBND xa Tan Lap tiép nhan bang ghi chep 120 ho so.")
    assert figure.reading.around == "text-named-some"
    assert not borne_by_sums("text-named-some")


def test_misread_words_lead_to_the_reporter_as_printed_ones_do() -> None:
    figures = garbled("a) Déi v6i UBND huyén:", "- Da tiép nhan 402 ho so.", *LEVEL)
    assert {f.value: f.scope.level for f in figures}[402] == "whole"  # of an unknown issuer


def test_an_earlier_time_told_beside_is_set_aside_though_its_words_are_misread() -> None:
    line = "- Tiép nhan 402 ho so, tang 6,4% so véi thang truéc (thang 4: 158.273 ho so)."
    assert [f.value for f in garbled(line)] == [402]


@pytest.mark.parametrize(
    ("early", "severities"),
    [(36, {"error"}), (12, {"warning"})],  # 36 + 10 is a slip; 12 + 10 are another's
)
def test_a_sum_of_garbled_text_that_is_far_off_accuses_nobody(
    early: int, severities: set[str]
) -> None:
    figures = garbled(
        "- Da tiép nhan 50 ho so, da gidi quyét 48 ho so.",
        f"- Da gidi quyét 48 ho so (truéc han {early}, ding han 10, tré han 0).",
    )
    report = judge_report(Report(source=SOURCE, figures=figures))
    told = {f.severity for f in report.findings if "resolved.total" in (f.metric or "")}
    assert told - {"info"} == severities


def test_an_office_behind_a_misread_sign_is_named() -> None:
    (figure,) = garbled("- $6 Tai nguyén va Moi truong tiép nhan 402 ho so.")
    assert figure.scope.level == "unit"
