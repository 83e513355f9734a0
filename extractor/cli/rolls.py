"""How a roll of standings is laid out: as text for people, as CSV and JSON for programs.

Knows layout; asks nobody for anything.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TextIO

from extractor.cli.terminal import clean
from extractor.cli.words import heading, say
from extractor.office.duties import Duty
from extractor.office.rates import Rate, by_parent, rate

if TYPE_CHECKING:
    from extractor.office.moments import Moment
    from extractor.office.standing import Roll, Standing
    from extractor.office.versions import Version

COLUMNS = (
    *("period", "status", "unit", "name", "parent", "duty", "due", "came", "evidence", "accepted"),
    *("report", "path", "versions", "note"),
)


def write(roll: Roll, out: TextIO, form: str) -> None:
    """The roll, the worst first."""
    if form == "json":
        out.write(json.dumps(_told(roll), ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        out.write("\ufeff")  # for Excel
        table = csv.writer(out, lineterminator="\r\n")
        table.writerow(COLUMNS)
        table.writerows([row[name] for name in COLUMNS] for row in _rows(roll))
    else:
        out.writelines(clean(line) + "\n" for line in _lines(roll))


# -------------------------------------------------------------------------------------- text


def _lines(roll: Roll) -> Iterator[str]:
    duties = roll.calendar.running(roll.term)
    cutoff = duties[0].cutoff if duties else Duty.model_fields["cutoff"].default
    start, end = roll.term.start(cutoff), roll.term.end(cutoff)
    yield say("status-term", term=roll.term, start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
    yield from _counted(roll)
    if not duties:
        yield say("status-no-duty", term=roll.term)
    elif not roll.owed:
        yield say("status-nobody")
    for one in roll.standings:
        yield _line(roll, one)
        yield from (f"    {_version(version)}" for version in _worth_telling(one))
    for stranger in roll.strangers:
        meant = "; ".join(f"{unit.full} [{unit.id}]" for unit in stranger.candidates)
        said = say("status-stranger", name=stranger.written, how=heading(f"match:{stranger.how}"))
        yield f"{said}{f' ({meant})' if meant else ''}"
        yield from (f"    {_version(version)}" for version in stranger.versions)
    for loose in roll.unplaced:
        yield say("status-unplaced", why=heading(f"loose:{loose.why}"), file=_file(loose.version))
    yield from _remedies(roll)


def _counted(roll: Roll) -> Iterator[str]:
    whole = rate(roll.standings)
    if not whole.owed:
        return
    counts = (f"{heading(f'standing:{status}')}: {n}" for status, n in whole.counts.items())
    yield say("status-owed", owed=whole.owed, counts=" · ".join(counts))
    yield "  " + _rate(heading("standing:all"), whole)
    parents = by_parent(roll.standings)
    for one in parents if len(parents) > 1 else ():
        name = roll.tree[one.parent].full if one.parent in roll.tree else "—"
        yield "  " + _rate(name, one)


def _rate(name: str, one: Rate) -> str:
    on_time = one.counts.get("on-time", 0)
    return say(
        "status-rate", name=name, given=one.given, over=one.over, on_time=on_time,
        given_share=percent(one.share(one.given)), on_time_share=percent(one.share(on_time)),
    )  # fmt: skip


def percent(share: Fraction | None) -> str:
    """'66,7 %', rounded half up; '—' for none."""
    if share is None:
        return "—"
    tenths = int(share * 1000 + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10} %"


def _line(roll: Roll, one: Standing) -> str:
    above = f", {roll.tree[one.parent].full}" if one.parent in roll.tree else ""
    parts = [f"[{heading(f'standing:{one.status}')}] {one.unit.full}{above} [{one.unit.id}]"]
    if len(roll.calendar.running(roll.term)) > 1 and one.duty is not None:
        parts.append(one.duty.name)
    if one.due is not None and one.status != "on-time":
        parts.append(say("status-due", day=f"{one.due:%d/%m/%Y}"))
    if one.came is not None:
        parts.append(_when(one.came))
    if one.counts is not None:
        parts.append(_file(one.counts))
    if one.accepted:
        parts.append(heading("role:accepted"))
    return " | ".join(parts)


def _worth_telling(one: Standing) -> Iterator[Version]:
    """The versions that the line itself does not tell all of."""
    for version in one.versions:
        if version.role != "counts" or len(version.paths) > 1 or version.strays:
            yield version


def _version(one: Version) -> str:
    parts = [f"{heading(f'role:{one.role}')}: {_file(one)}", _when(one.moment)]
    if one.number:
        parts.append(one.number)
    if len(one.paths) > 1:
        parts.append(say("status-again", count=len(one.paths), others=", ".join(one.paths[1:])))
    if one.strays:
        parts.append(say("status-strays", days=one.strays))
    return " | ".join(parts)


def _file(one: Version) -> str:
    return f"{one.paths[0] if one.paths else '—'} ({one.sha256[:12]})"


def _when(moment: Moment) -> str:
    day = f"{moment.last:%d/%m/%Y}"
    if moment.evidence == "dated" and moment.first.date() != moment.last.date():
        day = f"{moment.last:%m/%Y}"
    return say(f"came-{moment.evidence}", day=day)


def _remedies(roll: Roll) -> Iterator[str]:
    statuses = {one.status for one in roll.standings}
    for status in ("duplicated", "unread"):
        if status in statuses:
            yield say(f"status-remedy-{status}")
    if roll.strangers:
        yield say("status-remedy-strangers")
    if roll.unplaced:
        yield say("status-remedy-unplaced")


# --------------------------------------------------------------------------------- CSV and JSON


def _rows(roll: Roll) -> Iterator[dict[str, Any]]:
    """One a standing, then one for each name and document that has no unit for certain."""
    empty = dict.fromkeys(COLUMNS, "")
    for one in roll.standings:
        count, came = one.counts, one.came
        yield empty | {
            "period": str(roll.term), "status": one.status, "unit": one.unit.id,
            "name": one.unit.full, "parent": one.parent, "duty": one.duty.id if one.duty else "",
            "due": one.due or "", "came": came.day if came else "",
            "evidence": came.evidence if came else "", "accepted": int(one.accepted),
            "report": count.sha256 if count else "",
            "path": count.paths[0] if count and count.paths else "",
            "versions": len(one.versions),
            "note": "; ".join(f"{v.role}: {_file(v)}" for v in _worth_telling(one)),
        }  # fmt: skip
    for stranger in roll.strangers:
        note = f"{stranger.how}: {', '.join(unit.id for unit in stranger.candidates)}"
        files = "; ".join(map(_file, stranger.versions))
        yield empty | {
            "period": str(roll.term), "status": "stranger", "name": stranger.written,
            "path": files, "versions": len(stranger.versions), "note": note.strip(": "),
        }  # fmt: skip
    for loose in roll.unplaced:
        yield empty | {
            "period": str(roll.term), "status": "unplaced", "report": loose.version.sha256,
            "path": _file(loose.version), "versions": 1, "note": loose.why,
        }  # fmt: skip


def _told(roll: Roll) -> dict[str, Any]:
    return {
        "period": str(roll.term),
        "rates": {
            "all": _rate_told(rate(roll.standings)),
            "by_parent": [_rate_told(one) for one in by_parent(roll.standings)],
        },
        "standings": [_standing_told(one) for one in roll.standings],
        "strangers": [
            {
                "written": one.written, "how": one.how,
                "candidates": [unit.id for unit in one.candidates],
                "versions": [_version_told(version) for version in one.versions],
            }
            for one in roll.strangers
        ],
        "unplaced": [
            {"why": one.why, "version": _version_told(one.version)} for one in roll.unplaced
        ],
    }  # fmt: skip


def _rate_told(one: Rate) -> dict[str, Any]:
    return {
        "parent": one.parent, "owed": one.owed, "over": one.over, "given": one.given,
        "counts": dict(one.counts),
    }  # fmt: skip


def _standing_told(one: Standing) -> dict[str, Any]:
    return {
        "unit": one.unit.id, "name": one.unit.full, "parent": one.parent,
        "duty": one.duty.id if one.duty else None, "due": one.due and one.due.isoformat(),
        "status": one.status, "accepted": one.accepted,
        "came": one.came and {"day": one.came.day, "evidence": one.came.evidence},
        "counts": one.counts and one.counts.sha256,
        "versions": [_version_told(version) for version in one.versions],
    }  # fmt: skip


def _version_told(one: Version) -> dict[str, Any]:
    return {
        "sha256": one.sha256, "report_id": one.report_id, "role": one.role,
        "paths": list(one.paths), "number": one.number, "title": one.title,
        "day": one.moment.day, "evidence": one.moment.evidence, "figures": one.figures,
        "accepted": one.accepted, "strays": one.strays,
    }  # fmt: skip
