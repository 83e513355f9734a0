"""What one report says, as lean as ten thousand of them must be: scopes, metrics, numbers.

Reads the document object of the contract as plain data, so that a year of reports needs neither
time nor memory for what a table does not show. Chooses nothing between reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from extractor.across.periods import Stretch, stretch
from extractor.consolidate.official.asked import Asked
from extractor.models import Period

Doubt = Literal["", "unresolved", "several", "disputed", "about", "decided"]
ScopeKey = tuple[str, str | None]
WHOLE: ScopeKey = ("whole", None)
_GROUPS = frozenset(
    {"received", "resolved", "pending", "awaiting_supplement", "withdrawn", "refused", "stopped"}
)


class Number(NamedTuple):
    """One printed number: what can be counted of it, and what must be said beside it."""

    value: int | None
    """None where the number was not read for certain: it is then never counted."""
    printed: str
    doubt: Doubt = ""
    why: str = ""
    """Of a disputed number: what the finding says; of several: all that are printed."""
    page: int = 1

    @property
    def sure(self) -> bool:
        """Whether nobody has reason to look at it again."""
        return self.value is not None and self.doubt in ("", "decided")


Numbers = dict[str, Number]


@dataclass(slots=True)
class Told:
    """One report."""

    document: str
    sha256: str
    issuer: str
    parent: str
    when: Stretch
    date: str
    number: str
    includes: bool | None = None
    """Whether its total received holds what was carried over; None where it does not show."""
    split_of_new: bool = False
    """Whether its split by channel is of the files newly received."""
    scopes: dict[ScopeKey, Numbers] = field(default_factory=dict)


def told(
    body: Mapping[str, Any], path: str | None = None, months: range | None = None
) -> Told | None:
    """The report of a document object; None where it has no months or no figures of files.

    ``months``: those that the office takes its period for, where that was found out before.
    """
    head = body["document"]
    when = _when(head["period"])
    if months is not None:
        when = _of_months(months, when)
    if when is None:
        return None
    disputed = _disputed(body["findings"])
    scopes: dict[ScopeKey, Numbers] = {}
    for figure in body["figures"]:
        metric = figure["metric"]
        if figure["period"] is None and metric.split(".")[0] in _GROUPS:
            scope = figure["scope"]
            numbers = scopes.setdefault((scope["level"], scope["name"]), {})
            number = _number(figure, disputed.get(figure["id"], ""))
            old = numbers.get(metric)
            numbers[metric] = number if old is None else _either(old, number)
    if not scopes:
        return None
    ways = body["conventions"]
    return Told(
        path or body["source"]["path"], body["source"]["sha256"], head["issuer"] or "",
        head["parent"] or "", when, head["date"] or "", head["number"] or "",
        ways.get("received_includes_carried_over"),
        ways.get("channel_split_of") == "received.new", scopes,
    )  # fmt: skip


def _when(period: Mapping[str, Any] | None) -> Stretch | None:
    if period is None:
        return None
    return _stretch(period["start"], period["end"], period["label"], period["kind"])


def _of_months(months: range, printed: Stretch | None) -> Stretch:
    """These months, with the days that are printed."""
    first, last = months.start, months.stop - 1
    if printed is not None:
        return Stretch(last, first, printed.start, printed.end, printed.dated)
    return Stretch(last, first, *Asked(first, last).days(), dated=False)


@lru_cache(maxsize=4096)
def _stretch(start: str | None, end: str | None, label: str, kind: Any) -> Stretch | None:
    return stretch(Period(start=start, end=end, label=label, kind=kind))


def _disputed(findings: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Figure id → what the gravest finding says that accuses it."""
    found: dict[str, str] = {}
    for severity in ("error", "warning"):
        for finding in findings:
            if finding["severity"] == severity:
                for figure in finding["figures"]:
                    found.setdefault(figure, finding["message"] or finding["code"])
    return found


def _number(figure: Mapping[str, Any], dispute: str) -> Number:
    """A decided figure is what a person said; nothing else speaks against it."""
    status, value = figure["status"], _whole(figure["value"])
    printed, page = figure["printed"], figure["evidence"]["page"]
    if status in ("confirmed", "corrected"):
        return Number(value, printed, "decided", status, page)
    if status == "unresolved" or value is None:
        may = "; ".join(figure["reading"]["alternatives"])
        return Number(None, printed, "unresolved", may, page)
    if dispute:
        return Number(value, printed, "disputed", dispute, page)
    if figure["qualifier"] != "exact":
        return Number(value, printed, "about", figure["qualifier"], page)
    return Number(value, printed, "", "", page)


def _whole(value: Any) -> int | None:
    """A count; None for what is no whole number."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return None
    return number if number == float(value) else None


_TRUST = ("decided", "", "about", "disputed", "several", "unresolved")


def _either(a: Number, b: Number) -> Number:
    """Of two tellings of one figure the surer; two that differ are in doubt."""
    first, second = sorted((a, b), key=lambda n: _TRUST.index(n.doubt))
    told_twice = first.value is not None and second.value is not None
    if first.doubt == "decided" or not told_twice or first.value == second.value:
        return first
    return first._replace(doubt="several", why=f"{a.printed}; {b.printed}")


def speaking(report: Told, level: str) -> tuple[Numbers | None, Sequence[str]]:
    """What a report says of its whole unit, and the levels that had to be added for it.

    Levels are only added where nothing is told of the whole: 'district level' may hold its
    communes already, so whoever uses such a sum must say so.
    """
    if WHOLE in report.scopes:
        return report.scopes[WHOLE], ()
    unnamed = {key[0]: told for key, told in report.scopes.items() if key[1] is None}
    if len(unnamed) <= 1:
        return next(iter(unnamed.values()), None), ()
    return _added(list(unnamed.values())), tuple(unnamed)


def own(report: Told, level: str) -> Numbers | None:
    """What a report says of the unit's own level alone, without the units below it."""
    return report.scopes.get((level, None))


def _added(parts: Sequence[Numbers]) -> Numbers:
    """The metrics that every part tells, added; the gravest doubt stays."""
    found: Numbers = {}
    for metric in set.intersection(*(set(part) for part in parts)):
        cells = [part[metric] for part in parts]
        worst = max(cells, key=lambda n: _TRUST.index(n.doubt))
        known = [n.value for n in cells if n.value is not None]
        value = sum(known) if len(known) == len(cells) else None
        found[metric] = worst._replace(value=value, printed=" + ".join(n.printed for n in cells))
    return found
