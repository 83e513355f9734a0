"""By when and how often: days, months, quarters, events and rhythms in a clause.

Knows dates and the words before them; not what is to be done. A day without a year takes that
of the document; a year before the document's is no deadline.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from extractor.book.orders import TIMEOUT, compiled, deadlines
from extractor.models import Repeat

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_REPEATS: tuple[Repeat, ...] = ("day", "week", "month", "quarter", "half-year", "year")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline at ``text[start:end]``; ``day`` is None for an event or a rhythm."""

    start: int
    end: int
    day: str | None
    repeat: Repeat | None = None


def find_deadlines(text: str, folded: str, year: int | None) -> list[Deadline]:
    """Every deadline of a clause and its folded form, in order; ``year`` is the document's."""
    if not _hint().search(folded):
        return []
    found = [*_regular(folded), *_dated(text, folded, year), *_events(folded)]
    kept: list[Deadline] = []
    for one in found:  # what came first in the list wins where two overlap
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    if all(k.repeat is None for k in kept):
        kept += [
            r for r in _rhythms(folded) if all(r.end <= k.start or r.start >= k.end for k in kept)
        ]
    return sorted(kept, key=lambda d: d.start)


@cache
def _hint() -> regex.Pattern[str]:
    """Words without which there is none: asked first."""
    return regex.compile(r"\d|\b(?:ngay|tuan|thang|quy|nam)\b")


def _dated(text: str, folded: str, year: int | None) -> list[Deadline]:
    found = []
    for match in _forms().finditer(folded, timeout=TIMEOUT):
        before = text[max(0, match.start() - 24) : match.start()].lower()
        if compiled(deadlines().not_after).search(before, timeout=TIMEOUT):
            continue
        day = _day(match, year)
        if day is not None and (year is None or int(day[:4]) >= year):
            found.append(Deadline(match.start(), match.end(), day))
    return found


@cache
def _forms() -> regex.Pattern[str]:
    """Words before a day and the day; or what needs none before it."""
    book = deadlines()
    forms = "|".join(f"(?P<f_{name}>{form})" for name, form in book.forms.items())
    alone = "|".join(f"(?P<a_{name}>{form})" for name, form in book.alone.items())
    return compiled(rf"(?<!\w)(?:{book.before} ?(?:{forms})|{alone})")


def _day(match: regex.Match[str], year: int | None) -> str | None:
    """The last day that is meant, ISO."""
    got = {key: value for key, value in match.groupdict().items() if value is not None}
    printed = got.get("y") or got.get("y2")
    whole = int(printed) if printed else year
    if whole is None:
        return None
    if "d" in got:
        return _iso(whole, int(got["m"]), int(got["d"]))
    if "m" in got:
        return _end_of(whole, int(got["m"]))
    if "q" in got:
        return _end_of(whole, 3 * (_ROMAN.get(got["q"]) or int(got["q"])))
    if "half" in got:
        return _end_of(whole, 6 if got["half"].startswith("d") else 12)
    return _end_of(whole, 6 if "f_mid" in got else 12)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _end_of(year: int, month: int) -> str:
    return date(year, month, monthrange(year, month)[1]).isoformat()


def _regular(folded: str) -> list[Deadline]:
    """'trước ngày 15 hàng tháng': a day of every month, quarter or year."""
    found = []
    for match in compiled(rf"(?<!\w)(?:{deadlines().regular})").finditer(folded, timeout=TIMEOUT):
        repeat = _rhythms(match.group())
        if repeat:
            at = match.end() - len(match.group().lstrip())
            found.append(Deadline(at, match.end(), None, repeat[0].repeat))
    return found


def _events(folded: str) -> list[Deadline]:
    return [
        Deadline(match.start(), match.end(), None)
        for event in deadlines().events
        for match in compiled(rf"(?<!\w)(?:{event})").finditer(folded, timeout=TIMEOUT)
    ]


def _rhythms(folded: str) -> list[Deadline]:
    found = []
    for match in _repeats().finditer(folded, timeout=TIMEOUT):
        name = str(match.lastgroup).replace("_", "-")
        repeat = next(r for r in _REPEATS if r == name)
        found.append(Deadline(match.start(), match.end(), None, repeat))
    return found


@cache
def _repeats() -> regex.Pattern[str]:
    book = deadlines().repeats
    forms = "|".join(f"(?P<{name.replace('-', '_')}>{book[name]})" for name in book)
    return compiled(rf"(?<!\w)(?:{forms})(?!\w)")
