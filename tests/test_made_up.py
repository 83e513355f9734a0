"""Figures that sums give to the whole against the level named beside them."""

from __future__ import annotations

import pytest

from extractor.assemble.claims import WHOLE, Claim
from extractor.assemble.made_up import NOTE, whole_by_sums
from extractor.models import Scope

COMMUNE, PROVINCE = Scope(level="commune"), Scope(level="province")
HERE: list[tuple[Scope, str, int]] = [
    (COMMUNE, "received.in_person", 1506),
    (COMMUNE, "received.online", 688),
    (COMMUNE, "received.postal", 24),
]
"""Told in one passage, under a level that was only the place where it was done."""


def claims(*told: tuple[int, Scope, str, int]) -> list[Claim]:
    """(passage, whose, metric, value) as claims in order."""
    return [
        Claim(block, metric, scope, value, str(value), at, at + 1, at, at + 1)
        for at, (block, scope, metric, value) in enumerate(told)
    ]


def scopes(found: list[Claim]) -> list[str]:
    return [claim.scope.level for claim in found]


def test_parts_that_make_up_a_total_of_the_whole_are_the_whole_s() -> None:
    told = claims((1, WHOLE, "received.new", 2218), *((2, *one) for one in HERE))
    found = whole_by_sums(told)
    assert scopes(found) == ["whole"] * 4
    assert [claim.note for claim in found] == ["", NOTE, NOTE, NOTE]


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("the sum is one file short", [(1, WHOLE, "received.new", 2219)]),
        ("the whole told its own", [
            (1, WHOLE, "received.new", 2218), (1, WHOLE, "received.online", 7)
        ]),
        ("the level tells more elsewhere", [
            (1, WHOLE, "received.new", 2218),
            (3, COMMUNE, "received.in_person", 1506),
            (3, COMMUNE, "received.online", 688),
        ]),
        ("the level has an account of its own", [
            (1, WHOLE, "received.new", 2218), (3, COMMUNE, "received.new", 2218)
        ]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_else_they_stay_the_level_s(why: str, told: list[tuple[int, Scope, str, int]]) -> None:
    all_of_them = claims(*((2, *one) for one in HERE), *told)
    assert scopes(whole_by_sums(all_of_them))[:3] == ["commune"] * 3, why


def test_of_one_named_unit_nothing_is_taken() -> None:
    named = Scope(level="unit", name="xã An Phú")
    told = claims((1, WHOLE, "received.new", 2218), *((2, named, m, v) for _, m, v in HERE))
    assert scopes(whole_by_sums(told))[1:] == ["unit"] * 3


def test_small_numbers_prove_nothing() -> None:
    told = claims(
        (1, WHOLE, "pending.total", 5),
        (2, COMMUNE, "pending.in_time", 3),
        (2, COMMUNE, "pending.overdue", 2),
    )
    assert scopes(whole_by_sums(told)) == ["whole", "commune", "commune"]


def test_the_sum_of_the_levels_before_it_is_of_all() -> None:
    told = claims(
        (1, PROVINCE, "received.total", 88_214),
        (1, COMMUNE, "received.total", 341_907),
        (1, COMMUNE, "received.total", 430_121),
        (1, COMMUNE, "received.carried_over", 8_813),
        (1, COMMUNE, "received.new", 421_308),
        (1, COMMUNE, "satisfaction.total", 12),
    )
    assert scopes(whole_by_sums(told)) == [
        "province", "commune", "whole", "whole", "whole", "commune"
    ]  # fmt: skip


def test_another_number_behind_two_levels_stays() -> None:
    told = claims(
        (1, PROVINCE, "received.total", 88_214),
        (1, COMMUNE, "received.total", 341_907),
        (1, COMMUNE, "received.total", 430_120),
    )
    assert scopes(whole_by_sums(told)) == ["province", "commune", "commune"]
