"""What the archive's commands say: accounts, lists, one document, what is damaged.

Knows how results are laid out as text and JSON; asks nobody for anything.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from extractor.cli.terminal import clean, tell
from extractor.cli.words import heading, say
from extractor.cli.work import DONE, INCOMPLETE, INTERRUPTED, NOTHING_READ, TOOL_MISSING
from extractor.errors import MISSING_TOOLS, UsageError

if TYPE_CHECKING:
    from extractor.archive.verifying import Tally
    from extractor.archive.writing import Outcome


class Account:
    """What became of the files of one run."""

    def __init__(self) -> None:
        self._all: list[Outcome] = []
        self.interrupted = False

    def take(self, outcome: Outcome) -> None:
        """One more; its problems are told at once."""
        self._all.append(outcome)
        for problem in outcome.problems:
            place = say("page", number=problem["page"]) if problem["page"] else ""
            tell(f"{outcome.path}{place}: {problem['message']} [{problem['code']}]")

    def show(self, form: str) -> None:
        """All of it on standard output: a table, or JSON with every file."""
        from extractor.archive.writing import KINDS

        counts = Counter(outcome.outcome for outcome in self._all)
        if form == "json":
            files = [_told(outcome) for outcome in self._all]
            print(_json({"counts": {kind: counts[kind] for kind in KINDS}, "files": files}))
            return
        rows = [(heading(f"outcome:{kind}"), counts[kind]) for kind in KINDS if counts[kind]]
        rows.append((heading("outcome:total"), len(self._all)))
        width = max(len(name) for name, _ in rows)
        for name, count in rows:
            print(f"{name:<{width}}  {count:>7}")

    def exit_code(self) -> int:
        """As of every command that reads: 0, 3, 4, 5 or 130."""
        if self.interrupted:
            return INTERRUPTED
        codes = {problem["code"] for outcome in self._all for problem in outcome.problems}
        if not codes.isdisjoint(MISSING_TOOLS):
            return TOOL_MISSING
        statuses = Counter(outcome.status for outcome in self._all)
        if not statuses["ok"] + statuses["partial"]:
            tell(say("nothing-read"))
            return NOTHING_READ
        if len(statuses) == 1 and statuses["ok"]:
            return DONE
        partial, failed = statuses["partial"], statuses["failed"]
        tell(say("incomplete", partial=partial, failed=failed, total=statuses.total()))
        return INCOMPLETE


def _told(outcome: Outcome) -> dict[str, Any]:
    told = {name: getattr(outcome, name) for name in ("path", "sha256", "outcome", "status")}
    return {**told, "problems": list(outcome.problems), "like": outcome.like}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def days_of(period: str | None) -> tuple[str | None, str | None]:
    """First and last day of '2024-03' or '2024', as text that ISO days can be compared with.

    Raises:
        UsageError: it is neither.
    """
    if period is None:
        return None, None
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", period):
        raise UsageError(say("bad-period", given=period))
    return period, f"{period}-31" if len(period) == 7 else f"{period}-12-31"


def write_list(documents: Iterable[dict[str, Any]], out: TextIO, form: str) -> None:
    """A line a document; in JSON an array of objects."""
    if form == "json":
        out.write(_json(list(documents)) + "\n")
        return
    for told in documents:
        out.write(clean(" | ".join(_line(told))) + "\n")


def _line(told: dict[str, Any]) -> Iterator[str]:
    yield told["sha256"][:12]
    yield told["path"]
    yield " ".join(part for part in (told["type"], told["document_number"]) if part) or "—"
    yield told["issuer"] or "—"
    yield f"{told['period_start'] or '?'} … {told['period_end'] or '?'}"
    yield say("archive-counts", figures=told["figures"], findings=told["findings"])
    yield told["status"]
    if told["verdict"]:
        yield heading(f"role:{told['verdict']}")


def write_document(
    body: bytes, history: list[dict[str, Any]], verdicts: list[dict[str, Any]], form: str
) -> None:
    """One document on standard output; JSON is the document object as it was made."""
    if form == "json":
        print(body.decode())
        return
    told = json.loads(body)
    for version in history:
        print(clean(say("archive-version", **version)))
    for said in verdicts:
        verdict = heading(f"role:{said['verdict']}")
        told_by = say("archive-verdict", verdict=verdict, by=said["by"], at=said["at"])
        print(clean(f"{told_by}: {said['reason']}" if said["reason"] else told_by))
    print()
    head = told["document"]
    for name in ("type", "number", "issuer", "date", "title"):
        print(clean(f"{name}: {head[name] or '—'}"))
    print(clean(f"period: {head['period']['label'] if head['period'] else '—'}"))
    print()
    for figure in told["figures"]:
        print(clean(_figure(figure)))
    for finding in told["findings"]:
        print(clean(f"[{finding['severity']}] {finding['code']}: {finding['message']}"))


def _figure(figure: dict[str, Any]) -> str:
    scope, place = figure["scope"], figure["evidence"]
    whose = scope["level"] + (f" [{scope['name']}]" if scope["name"] else "")
    quote = " ".join(place["quote"].split())
    value = figure["printed"]
    if figure["status"] == "corrected":
        value = f"{value} ⇒ {'—' if figure['value'] is None else figure['value']}"
    said = "" if figure["status"] == "read" else f" [{figure['status']}]"
    return f"{figure['id']}: {whose} {figure['metric']} = {value}{said}: “{quote}”"


def write_tally(tally: Tally, form: str) -> None:
    """What a verification found; what is wrong on standard output, each on a line."""
    counts = {
        name: getattr(tally, name) for name in ("originals", "reports", "derived", "underived")
    }
    if form == "json":
        faults = [{"code": fault.code, "what": fault.what} for fault in tally.faults]
        print(_json({**counts, "faults": faults}))
        return
    for fault in tally.faults:
        print(clean(f"{heading(f'fault:{fault.code}')}: {fault.what} [{fault.code}]"))
    sys.stdout.flush()
    tell(say("archive-verified", faults=len(tally.faults), **counts))
