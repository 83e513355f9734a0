"""What one unit gave for one term, sorted out: which report counts, and what the others are.

Of versions the one signed last counts and the others stay, 'replaced'. Two that say the same are
one report given twice. Two that differ, and of which neither is certainly the later, are a
question: a person accepts one or returns the other, and that decides. Knows no unit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.across.doubles import compare, is_annex, replaces
from extractor.models import Report
from extractor.office.moments import Moment

Role = Literal["counts", "annex", "copy", "replaced", "undecided", "returned", "unread"]
"""'annex': a table that goes with the report that counts. 'copy': says the same as the one that
counts. 'replaced': a later version counts. 'undecided': one of several, of which a person must
say which counts. 'returned': sent back by a person. 'unread': nothing could be read from it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One distinct content that was given, under whatever names."""

    sha256: str
    report_id: int
    """Of the valid reading of it."""
    paths: tuple[str, ...]
    """Every name under which it was added; more than one: the same bytes were given again."""
    number: str | None
    title: str | None
    moment: Moment
    added: str
    """ISO time in UTC at which the archive took it in."""
    figures: int
    role: Role = "counts"
    accepted: str | None = None
    """ISO time in UTC of a person's acceptance that stands; None without one."""
    strays: int = 0
    """Days between the end of its period, as printed, and the cut-off."""
    overwritten: tuple[str, ...] = ()
    """Contents that later took a name of this one."""


Load = Callable[[Version], Report]
"""The document object of a version; asked for only where there are several."""


def sorted_out(given: Sequence[Version], returned: frozenset[str], load: Load) -> list[Version]:
    """The same versions with their roles, what counts first.

    Args:
        given: all that a unit gave for a term.
        returned: hashes of those that a person sent back.
        load: reads a document object.
    """
    back = [replace(one, role="returned") for one in given if one.sha256 in returned]
    live = [one for one in given if one.sha256 not in returned]
    unread = [replace(one, role="unread") for one in live if not one.figures]
    read = sorted((one for one in live if one.figures), key=_order)
    return [*_sorted(read, load), *unread, *back]


def _order(one: Version) -> tuple[object, ...]:
    return one.moment.last, one.moment.first, one.added, one.report_id


def _sorted(read: list[Version], load: Load) -> list[Version]:
    if len(read) < 2:
        return read
    reports = {one.sha256: load(one) for one in read}
    tables = [one for one in read if is_annex(reports[one.sha256])]
    mains = [one for one in read if one not in tables] or tables
    annexes = [] if mains is tables else [replace(one, role="annex") for one in tables]
    standing, others = _folded(mains, reports)
    chosen = _accepted(mains)
    if chosen is not None and chosen not in standing:
        others = [replace(one, role="replaced") for one in mains if one is not chosen]
        standing = [chosen]
    elif chosen is not None:
        others += [replace(one, role="replaced") for one in standing if one is not chosen]
        standing = [chosen]
    if len(standing) > 1:
        standing = [replace(one, role="undecided") for one in standing]
    return [*standing, *annexes, *others]


def _folded(
    mains: Sequence[Version], reports: dict[str, Report]
) -> tuple[list[Version], list[Version]]:
    """Those that stand when each has met the ones before it, and the others with their roles."""
    standing: list[Version] = []
    others: list[Version] = []
    for new in mains:
        met = {old.sha256: _met(old, new, reports) for old in standing}
        if "same" in met.values():
            old = next(one for one in standing if met[one.sha256] == "same")
            best, copy = _better(old, new)
            standing[standing.index(old)] = best
            others.append(replace(copy, role="copy"))
        elif set(met.values()) == {"later"}:
            others += [replace(old, role="replaced") for old in standing]
            standing = [new]
        else:
            standing.append(new)
    return standing, others


def _met(old: Version, new: Version, reports: dict[str, Report]) -> str:
    """What a version is to one before it: the 'same', a 'later' one, or 'other'."""
    before, after = reports[old.sha256], reports[new.sha256]
    compared = compare(before, after)
    if compared.shared and not compared.changed:
        return "same"
    if replaces(before, after) or new.sha256 in old.overwritten:
        return "later"
    # Two that share no figure may be two halves: that one came later does not put the other off.
    return "later" if compared.shared and old.moment.before(new.moment) else "other"


def _better(old: Version, new: Version) -> tuple[Version, Version]:
    """Of two that say the same, the one with more figures, else the later; then the other."""
    return (old, new) if old.figures > new.figures else (new, old)


def _accepted(mains: Sequence[Version]) -> Version | None:
    """The version that a person accepted when all of the others were there to be chosen."""
    said = [one for one in mains if one.accepted and all(o.added <= one.accepted for o in mains)]
    return max(said, key=lambda one: one.accepted or "", default=None)
