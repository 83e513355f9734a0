"""What a file's digital signatures say of its head: independent of the page, and never trusted.

A signature that names the issuer's own body bears out what was read from the page image, marks
and all; one that names other bodies only, or a time before the printed date, speaks against it.
Knows names and days; verifies nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from extractor.book.head import agencies
from extractor.head.doubts import Doubts
from extractor.head.frame import Frame
from extractor.head.lines import is_upper
from extractor.head.names import proper
from extractor.head.signatures import find_signed
from extractor.models import Signed
from extractor.text import fold

SIGNATURE: Literal["signature"] = "signature"
_MINUTE = len("2024-11-26T10:40")
_DAY, _MONTH = len("2024-11-26"), len("2024-11")
_DOUBTED = frozenset({"faint", "no-word", "witnesses"})
"""What another witness outweighs: nothing that makes the form odd, or the place unread."""


def signed_by(frame: Frame, printed: tuple[Signed, ...]) -> tuple[Signed, ...]:
    """What the text says of signatures, what the file's dictionaries do, and stamps beside images.

    One signature told twice is one.
    """
    if not (frame.seals or frame.beside):
        return printed
    found = list(printed)
    for seal in frame.seals:
        bodies = tuple(map(_cased, seal.bodies))
        found.append(Signed(by=_cased(seal.by), at=seal.at, bodies=bodies, source=SIGNATURE))
    stamped, _ = find_signed(frame.beside)
    found += [s.model_copy(update={"source": "stamp"}) for s in stamped]
    kept: dict[tuple[str, str], Signed] = {}
    for one in found:
        kept.setdefault((fold(one.by), (one.at or "")[:_MINUTE]), one)
    return tuple(kept.values())


def respelled_by(name: str | None, signed: Sequence[Signed]) -> str | None:
    """A name read from an image, its marks as a signature of the same body has them."""
    said = (other for one in signed for other in (one.by, *one.bodies))
    return next((o for o in said if name and fold(o) == fold(name)), name)


def weigh_issuer(
    doubts: Doubts, issuer: str | None, parent: str | None, signed: Sequence[Signed]
) -> None:
    """Adds to the doubts on an issuer, or takes away, what the signatures say."""
    said = [name for one in signed for name in (one.by, *one.bodies) if one.source == SIGNATURE]
    bodies = [name for name in said if _is_agency(name)]
    if issuer and any(fold(name) == fold(issuer) for name in said):
        _borne_out(doubts)
    elif issuer and bodies and not any(_related(n, own) for n in said for own in (issuer, parent)):
        doubts.say(SIGNATURE, 0.5)
    if doubts.reasons:
        doubts.alternatives += [name for name in bodies if fold(name) != fold(issuer or "")]


def weigh_date(
    doubts: Doubts, date: str | None, issuer: str | None, signed: Sequence[Signed]
) -> None:
    """The same for a date: nobody signs before the day that is printed, and many do on it.

    The day on which another than the issuer has signed (a gazette, days later) bears nothing out.
    """
    days = [(one.at[:_DAY], one.by) for one in signed if one.at and one.source == SIGNATURE]
    own = [day for day, by in days if issuer and fold(by) == fold(issuer)]
    if not days:
        return
    last = max(day for day, _ in days)
    if date and len(date) == _DAY and date > last:
        doubts.say(SIGNATURE, 0.5)
    if date in own:
        _borne_out(doubts)
    if doubts.reasons:
        doubts.alternatives += [day for day in own if day.startswith((date or "")[:_MONTH])]
    doubts.alternatives = [day for day in doubts.alternatives if day <= last and day != date]


def _borne_out(doubts: Doubts) -> None:
    doubts.agrees.append(SIGNATURE)
    if _DOUBTED.issuperset(doubts.reasons):
        doubts.reasons.clear()


def _cased(name: str) -> str:
    return proper(name) if is_upper(name) else name


def _is_agency(name: str) -> bool:
    return fold(name).startswith(tuple(fold(start) + " " for start in agencies().starts))


def _related(name: str, own: str | None) -> bool:
    """Whether all words of one name are words of the other."""
    if own is None:
        return False
    one, other = set(fold(name).split()), set(fold(own).split())
    return one <= other or other <= one
