"""The last day that a printed deadline means: of a month, a quarter, a week, a span of days.

Knows the calendar and what a match of the book's forms holds; where deadlines stand is known to
:mod:`extractor.orders.deadlines`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.book.orders import compiled, deadlines
from extractor.patience import Match
from extractor.text import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


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


def last_day(match: Match, text: str, signed: Signed) -> str | None:
    """The last day that is meant, ISO; ``text``: the words with their marks."""
    got = {key: value for key, value in match.groupdict().items() if value is not None}
    if "near" in got:
        return _of_week(signed.day, got["near"], _number(match, text, "wd"))
    if "today" in got:
        return _shifted(signed.day, got["today"])
    if "this" in got or "next" in got:
        return _running(signed.day, got.get("this") or got["next"], 1 if "next" in got else 0)
    if "which" in got:
        return _of_this_month(signed.day, int(got["d"]))
    printed = got.get("y") or got.get("y2")
    year = int(printed) if printed else signed.year
    if year is None:
        return None
    if "d" in got:
        return _iso(year, int(got["m"]), int(got["d"]))
    if "m" in got:
        month = _number(match, text, "m")
        if month is None and _is_later(match, text):
            return _running(signed.day, deadlines().month, 1)
        return None if month is None else _of_month(match, text, got, year, month)
    if "q" in got:
        quarter = _ROMAN.get(got["q"]) or _number(match, text, "q")
        end = _end_before(year, 3 * (quarter - _back(match))) if quarter else None
        return _working(end) if end and "work" in got else end
    if "half" in got:
        begun = got["half"].startswith("d")
        return end_of(year, min(_number(match, text, "n") or 6, 12) if begun else 12)
    end = _end_before(year, 12 * (1 - _back(match)))
    return _working(end) if "work" in got else end


def computed_day(match: Match, text: str, signed: Signed) -> str | None:
    """'trong vòng 20 ngày kể từ ngày 01/4/2024': the first day is not counted (Civil Code 147)."""
    year = int(match["y"]) if match["y"] else signed.year
    begun = _iso(year, int(match["m"]), int(match["d"])) if year else None
    return _later(match, text, begun) if begun is not None else None


def day_since_signed(match: Match, text: str, signed: Signed) -> str | None:
    """'trong vòng 5 ngày kể từ ngày ký Kế hoạch này'; None where its own day is not printed."""
    whole = signed.day is not None and len(signed.day) == len("2000-01-01")
    return _later(match, text, signed.day) if signed.day and whole else None


def _later(match: Match, text: str, begun: str) -> str | None:
    """The day so many days, weeks or months behind another."""
    number, day = _number(match, text, "n"), date.fromisoformat(begun)
    if number is None:
        return None
    length = deadlines().lengths.get(match["unit"])
    if length is not None:
        return (day + timedelta(days=number * length)).isoformat()
    months = 12 * day.year + day.month - 1 + number
    return min(
        f"{months // 12}-{months % 12 + 1:02}-{day.day:02}", end_of(months // 12, months % 12 + 1)
    )


def _number(match: Match, text: str, group: str) -> int | None:
    """A number in digits, or in words with their marks ('tháng Sáu', and not 'tháng sau')."""
    if match[group] is None:
        return None
    words = " ".join(text[match.start(group) : match.end(group)].lower().split())
    return int(words) if words.isdigit() else deadlines().numbers.get(words)


def _is_later(match: Match, text: str) -> bool:
    """'tháng sau', on a page whose marks are there: 'tháng sáu' is the sixth."""
    said = text[match.start("m") : match.end("m")]
    return said == deadlines().later and fold(text) != text.lower()


def _of_month(match: Match, text: str, got: dict[str, str], year: int, month: int) -> str | None:
    """The last day of a month, or of a week or a part of it."""
    if "w" in got:
        said = got["w"].removeprefix(deadlines().ordinal).strip().lstrip("0")
        last = next(d for words, d in deadlines().weeks.items() if said.startswith(words))
    elif "part" in got:
        last = deadlines().of_month[" ".join(got["part"].split())]
    elif "edge" in got:
        number = _number(match, text, "n")
        last = number if number and got["edge"].startswith("d") else 31
    else:
        end = _end_before(year, month - _back(match))
        return _working(end) if "work" in got else end
    return min(f"{year}-{month:02}-{last:02}", end_of(year, month))


def _back(match: Match) -> int:
    """'trước tháng 7', 'trước khi bước vào quý III': over by the end of the one before."""
    before = compiled(deadlines().ahead).match(match.group())
    return 1 if before is not None else 0


def _working(day: str) -> str:
    """The last day up to this one that is no Saturday or Sunday."""
    at = date.fromisoformat(day)
    return (at - timedelta(days=max(0, at.weekday() - 4))).isoformat()


def _end_before(year: int, month: int) -> str:
    """The last day of the month; of month 0, of the year before."""
    return end_of(year, month) if month else end_of(year - 1, 12)


def _of_week(signed: str | None, week: str, weekday: int | None) -> str | None:
    """A day of the week of the signature or of the next one: Monday is 2, else the last, 8."""
    if signed is None or len(signed) < len("2000-01-01"):
        return None
    day = date.fromisoformat(signed)
    ahead = (weekday or 8) - 2 - day.weekday() + (0 if week == deadlines().this_week else 7)
    return (day + timedelta(days=ahead)).isoformat()


def _shifted(signed: str | None, day: str) -> str | None:
    """The day of the signature, or the next one."""
    if signed is None or len(signed) < len("2000-01-01"):
        return None
    ahead = 0 if day.endswith(deadlines().this_week) else 1
    return (date.fromisoformat(signed) + timedelta(days=ahead)).isoformat()


def _of_this_month(signed: str | None, day: int) -> str | None:
    """'ngày 20 tháng này': of the month of the signature."""
    if signed is None or len(signed) < len("2000-01"):
        return None
    return _iso(int(signed[:4]), int(signed[5:7]), day)


def _running(signed: str | None, unit: str, ahead: int) -> str | None:
    """The last day of the month, the quarter or the year of the signature, or of the next one."""
    if signed is None or len(signed) < len("2000-01"):
        return None
    length = {deadlines().month: 1, deadlines().quarter: 3}.get(unit, 12)
    month = (-(-int(signed[5:7]) // length) + ahead) * length
    return end_of(int(signed[:4]) + (month - 1) // 12, (month - 1) % 12 + 1)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def end_of(year: int, month: int) -> str:
    """The last day of a month, ISO."""
    return date(year, month, monthrange(year, month)[1]).isoformat()
