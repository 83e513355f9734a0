"""Amounts as words of the index: found exactly if the comparison holds, and no two by one name."""

from __future__ import annotations

import operator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.archive.search.amounts import DIGITS, amount_words, words_within
from extractor.book.asking import Sign
from extractor.book.names import metric_kind, names

HOLDS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
         "=": operator.eq, "!=": operator.ne}  # fmt: skip
RATE = next(metric for metric in names().metric if metric_kind(metric) == "rate")
AMOUNTS = st.one_of(
    st.integers(-5, 120), st.sampled_from([0, 9, 10, 99, 100, 999, 1000]), st.integers(0, 10**12)
)


def found(metric: str, has: float, sign: Sign, asked: float, level: str | None = None) -> bool:
    rows = [{"metric": metric, "level": "commune", "amount": has}]
    return not set(amount_words(rows)).isdisjoint(words_within(metric, level, sign, asked))


@given(AMOUNTS, AMOUNTS.map(abs), st.sampled_from(sorted(HOLDS)))
@example(100, 100, ">")
@example(0, 0, ">=")
def test_a_count_is_found_if_the_comparison_holds(has: int, asked: int, sign: Sign) -> None:
    assert found("resolved.late", float(has), sign, float(asked)) == HOLDS[sign](has, asked)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(sorted(HOLDS)))
def test_a_rate_too_to_four_places(has: int, asked: int, sign: Sign) -> None:
    a, b = has / 10_000, asked / 10_000
    assert found(RATE, a, sign, b) == HOLDS[sign](has, asked)


@pytest.mark.parametrize(("sign", "holds"), [(">", True), ("<", False), ("=", False)])
def test_between_two_counts(sign: Sign, holds: bool) -> None:
    assert found("resolved.late", 101.0, sign, 100.5) is holds


def test_a_figure_is_of_its_metric_and_its_level() -> None:
    assert found("resolved.late", 5, "=", 5, "commune")
    assert not found("resolved.late", 5, "=", 5, "district")
    rows = [{"metric": "resolved.late", "level": "commune", "amount": 5.0}]
    assert set(amount_words(rows)).isdisjoint(words_within("pending.total", None, "=", 5))
    assert not set(amount_words([{**rows[0], "amount": None}]))
    assert found("resolved.late", 10.0 ** (DIGITS + 2), ">", 10.0**12)
    assert found("no.longer.known", 5, "=", 5)


def test_no_two_metrics_or_levels_share_a_name() -> None:
    told = {
        (metric, level): next(words_within(metric, level, "=", 1))
        for metric in names().metric
        for level in (None, *names().level)
    }
    assert len(set(told.values())) == len(told) > 100


def test_a_stretch_takes_few_words() -> None:
    for asked in (0, 9, 100, 1_465, 99_999, 123_456_789):
        assert len(list(words_within("resolved.late", None, ">", asked))) < 10 * DIGITS
