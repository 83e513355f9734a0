"""Printed numbers: every form of DOMAIN §5 beside its value, and the way back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.numbers import (
    as_count,
    as_decimal,
    decimals,
    find_numbers,
    show_count,
    show_decimal,
)

COUNTS: list[tuple[str, int | None]] = [
    ("0", 0),
    ("00", 0),
    ("02", 2),
    ("371", 371),
    ("1955", 1955),
    ("268763", 268_763),
    ("1.465", 1_465),
    ("1,465", 1_465),
    ("1 465", 1_465),
    ("1\u00a0465", 1_465),
    ("61.240", 61_240),
    ("7.845.116.000", 7_845_116_000),
    ("1.000.000", 1_000_000),
    ("10.000", 10_000),
    ("68,48", None),
    ("99.57", None),
    ("0.465", None),
    ("1465.123", None),
    ("1.46", None),
    ("1.4651", None),
    ("1.465,5", None),
    ("1.465,500", None),
    ("", None),
    ("hồ sơ", None),
    ("12a", None),
]

DECIMALS: list[tuple[str, str, int]] = [
    ("68,48", "68.48", 2),
    ("99.57", "99.57", 2),
    ("99,5", "99.5", 1),
    ("100", "100", 0),
    ("00", "0", 0),
    ("0,16", "0.16", 2),
    ("10,18", "10.18", 2),
    ("5,2", "5.2", 1),
    ("2,578", "2.578", 3),
    ("98,780", "98.780", 3),
    ("1.465,5", "1465.5", 1),
    ("12.345.678,9", "12345678.9", 1),
    ("7.845.116.000", "7845116000", 0),
]

FOUND: list[tuple[str, list[str]]] = [
    ("tiếp nhận 1.465 / 2.139 hồ sơ", ["1.465", "2.139"]),
    ("4.561/5.650 HS", ["4.561", "5.650"]),
    ("đạt 68,48%, còn 31.52 %", ["68,48", "31.52"]),
    ("kỳ1.304 hạn:1.127", ["1.304", "1.127"]),
    ("1 465 hồ sơ", ["1 465"]),
    ("trước hạn 341, đúng hạn 13.", ["341", "13"]),
    ("gồm 120,45,09", ["120,45", "09"]),
    ("7.845.116.000 đồng", ["7.845.116.000"]),
    ("00 hồ sơ", ["00"]),
    ("là 1.545,", ["1.545"]),
    ("5,2 tỷ đồng", ["5,2"]),
    ("1.465,5 triệu", ["1.465,5"]),
    ("không có số nào", []),
]


@pytest.mark.parametrize(("printed", "value"), COUNTS, ids=[p or "empty" for p, _ in COUNTS])
def test_as_count(printed: str, value: int | None) -> None:
    assert as_count(printed) == value


@pytest.mark.parametrize(("printed", "value", "places"), DECIMALS, ids=[d[0] for d in DECIMALS])
def test_as_decimal_keeps_the_printed_places(printed: str, value: str, places: int) -> None:
    assert as_decimal(printed) == Decimal(value)
    assert decimals(printed) == places


@pytest.mark.parametrize("printed", ["2, 13%", "68,48 %"])
def test_a_rate_with_its_sign_has_its_places(printed: str) -> None:
    """A reader of images leaves the sign in the print; it stopped the judge once."""
    assert as_decimal(printed) is None
    assert decimals(printed) == 2


@pytest.mark.parametrize(("text", "printed"), FOUND, ids=[t for t, _ in FOUND])
def test_find_numbers(text: str, printed: list[str]) -> None:
    assert [n.printed for n in find_numbers(text)] == printed


@given(st.integers(0, 10**12))
def test_a_count_shown_is_read_again(value: int) -> None:
    shown = show_count(value)
    assert as_count(shown) == value
    assert [n.printed for n in find_numbers(f"tiếp nhận {shown} hồ sơ")] == [shown]


@given(st.integers(0, 10**9), st.integers(1, 2))
def test_a_decimal_shown_is_read_again(units: int, places: int) -> None:
    value = Decimal(units).scaleb(-places)
    shown = show_decimal(value)
    assert as_decimal(shown) == value
    assert decimals(shown) == places
    assert [n.printed for n in find_numbers(f"đạt {shown}%")] == [shown]


@given(st.text(st.sampled_from("0123456789.,  \u00a0ah/%()\n"), max_size=60))
def test_found_numbers_stand_apart_and_take_every_digit(text: str) -> None:
    found = list(find_numbers(text))
    covered = set()
    last = 0
    for number in found:
        assert text[number.start : number.end] == number.printed
        assert number.start >= last
        assert number.printed[0].isdigit() and number.printed[-1].isdigit()
        last = number.end
        covered |= set(range(number.start, number.end))
    assert {i for i, c in enumerate(text) if c.isdigit()} <= covered


@given(st.text(st.one_of(st.characters(categories=["Nd"]), st.sampled_from(".,  a")), max_size=30))
def test_no_print_makes_reading_raise(text: str) -> None:
    for number in find_numbers(text):
        count, value = as_count(number.printed), as_decimal(number.printed)
        assert count is None or count >= 0
        assert count is None or value is not None
        assert decimals(number.printed) >= 0
