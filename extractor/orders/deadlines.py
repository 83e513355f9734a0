"""By when and how often: days, months, quarters, events and rhythms in a clause.

Knows dates and the words before them; not what is to be done. A day without a year takes that
of the document; a year before the document's is no deadline.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import regex

from extractor.book.orders import compiled, deadlines
from extractor.models import Repeat
from extractor.patience import patience

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_REPEATS: tuple[Repeat, ...] = ("day", "week", "month", "quarter", "half-year", "year")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline at ``text[start:end]``; ``day`` is None for an event or a rhythm."""

    start: int
    end: int
    day: str | None
    repeat: Repeat | None = None
    bare: bool = False
    """A year without a word that makes it a deadline: only a target beside it has it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """When a document was signed: its year, and its day as far as it is printed (ISO)."""

    year: int | None = None
    day: str | None = None

    def is_past(self, day: str) -> bool:
        """A day before the document's own is no deadline.

        One whose day was left blank was drafted before its month: a day of the month before is.
        """
        if self.day is not None and len(self.day) == len("2000-01"):
            months = [12 * int(d[:4]) + int(d[5:7]) for d in (day, self.day)]
            return months[0] + 1 < months[1]
        if self.day is not None:
            return day[: len(self.day)] < self.day
        return self.year is not None and int(day[:4]) < self.year


def find_deadlines(text: str, folded: str, signed: Signed) -> list[Deadline]:
    """Every deadline of a clause and its folded form, in order."""
    if not _hint().search(folded):
        return []
    found = [*_regular(folded), *_begun(folded), *_dated(text, folded, signed), *_events(folded)]
    found += _rhythms(folded)
    found += _bare_years(folded, signed)
    kept: list[Deadline] = []
    for one in found:  # what came first in the list wins where two overlap
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda d: d.start)


@cache
def _hint() -> regex.Pattern[str]:
    """Words without which there is none: asked first."""
    return regex.compile(r"\d|\b(?:ngay|tuan|thang|quy|nam)\b")


def _dated(text: str, folded: str, signed: Signed) -> list[Deadline]:
    found = []
    for match in _forms().finditer(folded, timeout=patience(folded)):
        before = text[max(0, match.start() - 24) : match.start()].lower()
        if compiled(deadlines().not_after).search(before, timeout=patience(before)):
            continue
        day = _day(match, signed)
        if day is not None and not signed.is_past(day):
            found.append(Deadline(match.start(), match.end(), day))
    return found


def _begun(folded: str) -> list[Deadline]:
    """'từ quý I/2024 trở đi': a beginning, and no last day."""
    begins = compiled(rf"(?<!\w)(?:{deadlines().begins})")
    return [
        Deadline(m.start(), m.end(), None)
        for m in begins.finditer(folded, timeout=patience(folded))
    ]


def _bare_years(folded: str, signed: Signed) -> list[Deadline]:
    """'năm 2025 không quá 08 hồ sơ': a year that only a target may have for its own."""
    found = []
    for match in compiled(deadlines().quarter_of_target).finditer(folded, timeout=patience(folded)):
        end = _day(match, signed)
        if end is not None and not signed.is_past(end):
            found.append(Deadline(match.start(), match.end(), end, bare=True))
    for match in compiled(deadlines().year_of_target).finditer(folded, timeout=patience(folded)):
        day = _end_of(int(match["y"]), 12)
        if not signed.is_past(day):
            found.append(Deadline(match.start(), match.end(), day, bare=True))
    return found


@cache
def _forms() -> regex.Pattern[str]:
    """Words before a day and the day; or what needs none before it."""
    book = deadlines()
    forms = "|".join(f"(?P<f_{name}>{form})" for name, form in book.forms.items())
    alone = "|".join(f"(?P<a_{name}>{form})" for name, form in book.alone.items())
    return compiled(rf"(?<!\w)(?:{book.before} ?(?:{forms})|{alone})")


def _day(match: regex.Match[str], signed: Signed) -> str | None:
    """The last day that is meant, ISO."""
    got = {key: value for key, value in match.groupdict().items() if value is not None}
    printed = got.get("y") or got.get("y2")
    whole = int(printed) if printed else signed.year
    if "near" in got:
        return _sunday(signed.day, got["near"])
    if "this" in got:
        return _running(signed.day, got["this"])
    if whole is None:
        return None
    if "w" in got:
        last = next(d for words, d in deadlines().weeks.items() if got["w"].startswith(words))
        return min(f"{whole}-{int(got['m']):02}-{last:02}", _end_of(whole, int(got["m"])))
    if "d" in got:
        return _iso(whole, int(got["m"]), int(got["d"]))
    before = compiled(deadlines().ahead).match(match.group(), timeout=patience(match.group()))
    back = 1 if before is not None else 0
    if "m" in got:
        return _end_before(whole, int(got["m"]) - back)
    if "q" in got:
        quarter = _ROMAN.get(got["q"]) or int(got["q"])
        return _end_before(whole, 3 * (quarter - back))
    if "half" in got:
        return _end_of(whole, 6 if got["half"].startswith("d") else 12)
    return _end_of(whole, 12)


def _end_before(year: int, month: int) -> str:
    """The last day of the month; of month 0, of the year before."""
    return _end_of(year, month) if month else _end_of(year - 1, 12)


def _sunday(signed: str | None, week: str) -> str | None:
    """The last day of the week of the signature, or of the next one."""
    if signed is None or len(signed) < len("2000-01-01"):
        return None
    day = date.fromisoformat(signed)
    ahead = 6 - day.weekday() + (0 if week == deadlines().this_week else 7)
    return (day + timedelta(days=ahead)).isoformat()


def _running(signed: str | None, unit: str) -> str | None:
    """The last day of the month or the quarter of the signature."""
    if signed is None or len(signed) < len("2000-01"):
        return None
    month = int(signed[5:7])
    last = month if unit == deadlines().month else -(-month // 3) * 3
    return _end_of(int(signed[:4]), last)


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
    for match in compiled(rf"(?<!\w)(?:{deadlines().regular})").finditer(
        folded, timeout=patience(folded)
    ):
        repeat = _rhythms(match.group())
        if repeat:
            at = match.end() - len(match.group().lstrip())
            found.append(Deadline(at, match.end(), None, repeat[0].repeat))
    return found


def _events(folded: str) -> list[Deadline]:
    return [
        Deadline(match.start(), match.end(), None)
        for event in deadlines().events
        for match in compiled(rf"(?<!\w)(?:{event})").finditer(folded, timeout=patience(folded))
    ]


def _rhythms(folded: str) -> list[Deadline]:
    found = []
    for match in _repeats().finditer(folded, timeout=patience(folded)):
        name = str(match.lastgroup).replace("_", "-")
        repeat = next(r for r in _REPEATS if r == name)
        found.append(Deadline(match.start(), match.end(), None, repeat))
    return found


@cache
def _repeats() -> regex.Pattern[str]:
    book = deadlines().repeats
    forms = "|".join(f"(?P<{name.replace('-', '_')}>{book[name]})" for name in book)
    return compiled(rf"(?<!\w)(?:{forms})(?!\w)")
