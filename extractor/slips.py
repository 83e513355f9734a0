"""Whether one printed number can have come of another by a single slip, and how likely.

Compares printed strings, not values: '03' and '00' are one digit apart, and so are '61,55' and
'65,55'. Which digits are alike is data (``patterns/judge/slips.toml``), one table for reading and
one for typing. Knows no sum and no document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.book.judging import SlipTable, Way, slip_tables
from extractor.numbers import show_count, show_decimal

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Slip:
    """``code`` names what happened, ``to`` is the number as it would have been printed."""

    code: str
    to: str
    weight: float
    """0..1, against other slips of the same way."""


def slip_of(printed: str, value: Number, way: Way) -> Slip | None:
    """The likeliest single slip by which ``value`` came to be printed so; None for none.

    A value that is printed so already is no slip.
    """
    old = "".join(c for c in printed if c.isdigit())
    if not old or not old.isascii() or value < 0:
        return None
    new = _digits(printed, value, len(old))
    table = slip_tables().of(way)
    found = max(_slips(old, new, table), key=lambda slip: slip[1], default=None)
    return found and Slip(found[0], reprint(printed, value), found[1])


def reprint(printed: str, value: Number) -> str:
    """The value in the manner of the print: decimals, leading zeros, thousands parted or not."""
    if isinstance(value, Decimal):
        shown = show_decimal(value)
        return shown if "." not in printed or "," in printed else shown.replace(",", ".")
    digits = [c for c in printed if c.isdigit()]
    if len(str(value)) <= len(digits) and len(str(value).zfill(len(digits))) == len(digits):
        padded = str(value).zfill(len(digits))
        if padded == str(value) or digits[0] == "0":
            left = iter(padded)
            return "".join(next(left) if c.isdigit() else c for c in printed)
    parted = "." in printed or len(digits) < 4
    return show_count(value) if parted else str(value)


def _digits(printed: str, value: Number, length: int) -> str:
    """The digits of the value as this print would have them."""
    if isinstance(value, Decimal):
        return "".join(c for c in f"{value:f}" if c.isdigit())
    padded = printed.lstrip()[:1] == "0"
    return str(value).zfill(length) if padded else str(value)


def _slips(old: str, new: str, table: SlipTable) -> Iterator[tuple[str, float]]:
    if len(old) == len(new):
        yield from _same_length(old, new, table)
        return
    padded = old[0] == "0" and len(old) > 1
    if len(new) > len(old) and not padded:
        yield from _longer(old, new, table)
    elif len(new) < len(old):
        yield from _shorter(old, new, table)


def _same_length(old: str, new: str, table: SlipTable) -> Iterator[tuple[str, float]]:
    changed = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    if not changed:
        yield "separator-lost", table.separator
    elif len(changed) == 1:
        weight = table.pair(old[changed[0]], new[changed[0]])
        alike = weight is not None
        yield ("digit-confused" if alike else "digit-changed"), weight or table.otherwise
    elif len(changed) == 2 and changed[1] == changed[0] + 1:
        a, b = changed
        if old[a] == new[b] and old[b] == new[a]:
            yield "digits-swapped", table.swapped


def _longer(old: str, new: str, table: SlipTable) -> Iterator[tuple[str, float]]:
    """Something of the true number is not in the print."""
    if len(new) == len(old) + 1 and old in set(_without_one(new)):
        yield "digit-missing", table.dropped
    lost = len(new) - len(old)
    if (new.endswith(old) and len(old) % 3 == 0) or (new.startswith(old) and lost % 3 == 0):
        yield "number-split", table.split


def _shorter(old: str, new: str, table: SlipTable) -> Iterator[tuple[str, float]]:
    """Something is in the print that is not of the true number."""
    if len(old) == len(new) + 1:
        doubled = {old[:i] + old[i + 1 :] for i in range(1, len(old)) if old[i] == old[i - 1]}
        if new in doubled:
            yield "digit-doubled", table.doubled
        elif new in set(_without_one(old)):
            yield "digit-extra", table.inserted
    elif len(new) > 1 and (old.endswith(new) or old.startswith(new)):
        yield "number-glued", table.glued


def _without_one(digits: str) -> Iterator[str]:
    return (digits[:i] + digits[i + 1 :] for i in range(len(digits)))


def neighbours(printed: str) -> Iterator[str]:
    """Every print one digit away, in the same manner: changed, lost, added, doubled, swapped.

    A number that came of a slip is among the neighbours of its print.
    """
    digits = [c for c in printed if c.isdigit()]
    for at in range(len(digits) + 1):
        for digit in "0123456789":
            yield redigit(printed, [*digits[:at], digit, *digits[at:]])
            if at < len(digits):
                yield redigit(printed, [*digits[:at], digit, *digits[at + 1 :]])
        yield redigit(printed, [*digits[:at], *digits[at + 1 :]])
        if 0 < at < len(digits):
            swapped = [*digits[: at - 1], digits[at], digits[at - 1], *digits[at + 1 :]]
            yield redigit(printed, swapped)


def redigit(printed: str, digits: Sequence[str]) -> str:
    """The digits of a count in the manner of a print: thousands parted where they are."""
    text = "".join(digits)
    if "." not in printed or len(text) < 4 or text[0] == "0":
        return text
    head = len(text) % 3 or 3
    return ".".join([text[:head], *(text[i : i + 3] for i in range(head, len(text), 3))])
