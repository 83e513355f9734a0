"""By when and how often: days, months, quarters, events and rhythms in a clause.

Knows dates and the words before them; not what is to be done. A day without a year takes that
of the document; a year before the document's is no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.book.orders import compiled, deadlines, opened
from extractor.models import Repeat
from extractor.orders.days import Signed, computed_day, day_since_signed, end_of, last_day
from extractor.patience import Match, Opened

_YEAR = re.compile(r"[^.;]*?(?:nam |/)(?P<y>20\d\d)(?![\d/])")
_NEAR = 2
"""Years after the document's in which a day without its own may fall."""
_AHEAD = 64
"""Characters before a day that may make it one of the past."""
_LENGTH = re.compile(r"(?:ngay|tuan|thang),?\s*(?:ke|tinh|tu|sau)\b")
"""What every length of time from a day holds: asked first."""
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
    year: bool | None = None
    """Of a day, a month, a quarter: whether its year is printed. None for a year itself."""


def find_deadlines(text: str, folded: str, signed: Signed) -> list[Deadline]:
    """Every deadline of a clause and its folded form, in order."""
    if not _hint().search(folded):
        return []
    found = [*_computed(text, folded, signed), *_regular(folded), *_begun(folded)]
    found += [*_dated(text, folded, signed), *_events(folded), *_rhythms(folded)]
    found += _bare_years(text, folded, signed)
    kept: list[Deadline] = []
    for one in found:  # what came first in the list wins where two overlap
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda d: d.start)


@cache
def _hint() -> regex.Pattern[str]:
    """Words without which there is none: asked first."""
    return regex.compile(
        r"\d|\b(?:hom|moi sang|buoi|ngay|tuan|thang|quy|nam|thu (?:hai|ba|tu|sau|bay)|chu nhat)\b"
    )


def agreeing(days: Sequence[Deadline]) -> list[Deadline]:
    """Of a yearly rhythm and a day: with its year the day binds, without one the rhythm.

    'đánh giá công chức hằng năm (hoàn thành: quý II/2019)', 'định kỳ 6 tháng (trước 10/6)'.
    """
    yearly = [d for d in days if d.repeat in ("year", "half-year")]
    if not yearly:
        return list(days)
    once = any(d.day and d.year for d in days)
    return [d for d in days if (d not in yearly if once else d.year is not False)]


def _computed(text: str, folded: str, signed: Signed) -> list[Deadline]:
    if not _LENGTH.search(folded):
        return []
    found = []
    for match in _lengths().finditer(folded):
        day = computed_day(match, text, signed)
        if day is not None and not signed.is_past(day):
            found.append(Deadline(match.start(), match.end(), day, year=bool(match["y"])))
    for match in _since_signed().finditer(folded):
        day = day_since_signed(match, text, signed)
        if day is not None:
            found.append(Deadline(match.start(), match.end(), day))
    return found


@cache
def _since_signed() -> Opened:
    return opened(_filled(deadlines().since_signed))


@cache
def _lengths() -> Opened:
    return opened(_filled(deadlines().computed))


def _filled(form: str) -> str:
    """A form with what the names in braces stand for."""
    for name, part in deadlines().parts.items():
        form = form.replace(f"{{{name}}}", part)
    return form


def _dated(text: str, folded: str, signed: Signed) -> list[Deadline]:
    found = []
    for match in _forms().finditer(folded):
        before = text[max(0, match.start() - _AHEAD) : match.start()].lower()
        if compiled(deadlines().not_after).search(before):
            continue
        files = before + text[match.start() : match.end()].lower().split()[0]
        if compiled(deadlines().of_files).search(files):
            continue
        has_year = _has_year(match)
        day = last_day(match, text, signed)
        if day is not None and has_year is False and signed.is_past(day):
            day = last_day(match, text, Signed(_next_year(folded, match.end(), signed), signed.day))
        if day is not None and not signed.is_past(day):
            found.append(Deadline(match.start(), match.end(), day, year=has_year))
    return found


def _next_year(folded: str, end: int, signed: Signed) -> int | None:
    """'… 10% trong quý I và 15% trong quý II năm 2019': the year of the next day, if it is near."""
    match = _YEAR.match(folded, end, end + _AHEAD)
    year = int(match["y"]) if match else None
    near = year is not None and signed.year is not None and 0 < year - signed.year <= _NEAR
    return year if near else None


def _has_year(match: Match) -> bool | None:
    got = match.groupdict()
    if not any(got[one] for one in ("d", "m", "q")):
        return None
    return bool(got["y"] or got["y2"])


def _begun(folded: str) -> list[Deadline]:
    """'từ quý I/2024 trở đi': a beginning, and no last day."""
    begins = opened(deadlines().begins)
    return [Deadline(m.start(), m.end(), None) for m in begins.finditer(folded)]


def _bare_years(text: str, folded: str, signed: Signed) -> list[Deadline]:
    """'năm 2025 không quá 08 hồ sơ', 'cả năm đạt 75%': only a target may have it for its own."""
    found = []
    for match in opened(deadlines().quarter_of_target).finditer(folded):
        end = last_day(match, text, signed)
        if end is not None and not signed.is_past(end):
            found.append(Deadline(match.start(), match.end(), end, bare=True))
    for match in opened(deadlines().year_of_target).finditer(folded):
        year = int(match["y"]) if match["y"] else signed.year
        day = end_of(year, 12) if year else None
        if day is not None and not signed.is_past(day):
            found.append(Deadline(match.start(), match.end(), day, bare=True))
    return found


@cache
def _forms() -> Opened:
    """Words before a day and the day; or what needs none before it."""
    book = deadlines()
    forms = "|".join(f"(?P<f_{name}>{_filled(form)})" for name, form in book.forms.items())
    alone = "|".join(f"(?P<a_{name}>{_filled(form)})" for name, form in book.alone.items())
    return opened(rf"{book.before} ?(?:{forms})|{alone}")


def _regular(folded: str) -> list[Deadline]:
    """'trước ngày 15 hàng tháng': a day of every month, quarter or year."""
    if not _often().search(folded):
        return []
    found = []
    for match in opened(deadlines().regular).finditer(folded):
        repeat = _rhythms(match.group())
        if repeat:
            found.append(Deadline(match.start(), match.end(), None, repeat[0].repeat))
    return found


def _events(folded: str) -> list[Deadline]:
    if not next(_any_event().finditer(folded), None):
        return []
    return [
        Deadline(match.start(), match.end(), None)
        for event in deadlines().events
        for match in opened(event).finditer(folded)
    ]


@cache
def _any_event() -> Opened:
    """Asked first: most clauses name none."""
    return opened("|".join(f"(?:{event})" for event in deadlines().events))


def _rhythms(folded: str) -> list[Deadline]:
    if not _often().search(folded):
        return []
    found = []
    for match in _repeats().finditer(folded):
        name = str(match.lastgroup).replace("_", "-")
        repeat = next(r for r in _REPEATS if r == name)
        found.append(Deadline(match.start(), match.end(), None, repeat))
    return found


@cache
def _often() -> re.Pattern[str]:
    """Words without which there is no rhythm: asked first."""
    return re.compile(deadlines().often)


@cache
def _repeats() -> Opened:
    book = deadlines().repeats
    forms = "|".join(f"(?P<{name.replace('-', '_')}>{_filled(book[name])})" for name in book)
    return opened(rf"(?:{forms})(?!\w)")
