"""X1 over the tree: what a unit carries over against what it, or those it was made of, left open.

Knows the ways of counting an opening and a closing (``patterns/across/relations.toml``); a break
is where none of them fits. Knows numbers of two reports; no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.book.joining import Closing, relations
from extractor.book.rules import Signed
from extractor.consolidate.official.told import Number, Numbers, Told


def opening(told: Numbers) -> Number | None:
    """What is carried over, where it is read for certain."""
    for signed in relations().carry_over[0].signed:
        value = _value(told, signed)
        if value is not None:
            first = told[signed[0][0]]
            return first._replace(value=value)
    return None


def closings(report: Told, told: Numbers) -> dict[str, int]:
    """By the way of counting: what the period left open."""
    found: dict[str, int] = {}
    for closing in relations().carry_over[0].closing:
        if closing.name in found or not _applies(closing, report):
            continue
        value = next(_values(told, closing), None)
        if value is not None:
            found[closing.name] = value
    return found


def summed(each: Sequence[dict[str, int]]) -> dict[str, int]:
    """The same of several units together, by the ways that all of them tell."""
    if not each:
        return {}
    ways = set.intersection(*(set(one) for one in each))
    return {way: sum(one[way] for one in each) for way in each[0] if way in ways}


def _applies(closing: Closing, report: Told) -> bool:
    """Whether its conditions hold; the only one declared asks what the total holds."""
    ways = {"received_includes_carried_over": report.includes}
    return all(ways.get(name) == value for name, value in closing.needs.items()) and not any(
        ways.get(name) == value for name, value in closing.unless.items()
    )


def _values(told: Numbers, closing: Closing) -> Iterator[int]:
    less = [told[metric] for metric in closing.less if metric in told]
    for signed in closing.signed:
        value = _value(told, signed)
        if value is not None and all(number.sure for number in less):
            yield value - sum(number.value or 0 for number in less)


def _value(told: Numbers, signed: Signed) -> int | None:
    """The expression; None where not all of it was read for certain."""
    numbers = [(told.get(metric), sign) for metric, sign in signed]
    if any(number is None or not number.sure for number, _ in numbers):
        return None
    return sum(sign * (number.value or 0) for number, sign in numbers if number is not None)
