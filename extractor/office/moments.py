"""When a report was given, as far as that can be told, and by what evidence.

A signature tells the second, a head the day, and where both are silent the archive knows the
day before which it must have been. Nobody is called late on less. Knows no report.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

Evidence = Literal["signed", "dated", "added"]
"""By the signature, by the date in the head, or only by the day on which it was added."""
Timely = Literal["on-time", "late", "undated"]

_HERE = timezone(timedelta(hours=7))
"""Viet Nam's time, in which a day begins and ends for those who report."""
_EVER = datetime(1, 1, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """Not before ``first`` and not after ``last``, in Viet Nam's time."""

    first: datetime
    last: datetime
    evidence: Evidence

    @property
    def day(self) -> str:
        """The day as ISO text; of a report without a date the one on which it was added."""
        return self.last.date().isoformat()

    def before(self, other: Moment) -> bool:
        """Whether it was certainly earlier."""
        return self.last < other.first

    def timely(self, due: date) -> Timely:
        """Whether it came by the end of that day."""
        if self.last.date() <= due:
            return "on-time"
        return "late" if self.first.date() > due else "undated"


def moment(signed: str | None, dated: str | None, added: str) -> Moment:
    """The moment of a report.

    Args:
        signed: ISO time of its last signature.
        dated: the date in its head, 'YYYY-MM-DD' or 'YYYY-MM'.
        added: ISO time in UTC at which the archive took it in: what is signed or dated later
            than that was misread, and tells nothing.
    """
    latest = _time(added) or datetime.max
    stamp = _time(signed)
    if stamp is not None and stamp <= latest + _DAY:
        return Moment(stamp, stamp, "signed")
    days = _days(dated)
    if days is not None and days[0] <= latest + _DAY:
        return Moment(*days, "dated")
    return Moment(_EVER, latest, "added")


def _time(written: str | None) -> datetime | None:
    try:
        told = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return told.astimezone(_HERE).replace(tzinfo=None) if told.tzinfo else told


def _days(written: str | None) -> tuple[datetime, datetime] | None:
    """First and last second of a day, or of a month of which no day is told."""
    whole = written if written and len(written) > 7 else f"{written}-01"
    first = _time(whole)
    if first is None or not written:
        return None
    days = 1 if len(written) > 7 else monthrange(first.year, first.month)[1]
    return first, first + days * _DAY - timedelta(seconds=1)


def here(at: str) -> datetime:
    """An ISO time in UTC, in Viet Nam's time."""
    return datetime.fromisoformat(at).astimezone(UTC).astimezone(_HERE).replace(tzinfo=None)
