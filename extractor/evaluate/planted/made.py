"""Made reports that hold together, told in mixed conventions: figures only, no page is drawn.

What really happened is drawn first, then told in one set of ways, which are data
(``patterns/made-reports.toml``). The same seed gives the same reports on every machine. Knows ways
of counting; nothing of what is planted later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from math import exp, log
from random import Random

from extractor.book.loading import Declared, load
from extractor.book.names import names
from extractor.checks.balance import OPEN
from extractor.models import Evidence, Figure, PageReading, Reading, Report, Scope, SourceInfo
from extractor.numbers import as_count, as_decimal, show_count, show_decimal

Lots = dict[str, int]
EXITS = ("awaiting_supplement.total", "withdrawn.total", "refused.total", "stopped.total")


class Ways(Declared):
    """Lots of each way of counting."""

    includes_carried_over: Lots
    channel_of: Lots
    channels: Lots
    timing: Lots
    open_by_timing: Lots
    origin: Lots
    exits_listed: Lots
    exits: Lots
    rates: Lots
    mode: Lots
    decimals: Lots
    digitised: Lots


class Print(Declared):
    """Lots of each way of printing."""

    thousands: Lots
    padded: Lots


class Sizes(Declared):
    """How many files there are of a category."""

    meaning: str
    most: int
    none: float
    never_late: float


class MadeReports(Declared):
    """``patterns/made-reports.toml``."""

    levels: Lots
    rows: tuple[int, int]
    ways: Ways
    print: Print
    sizes: Sizes


@cache
def declared() -> MadeReports:
    """The lots, read once."""
    return load(MadeReports, "made-reports.toml")


@dataclass(frozen=True, slots=True)
class Told:
    """The ways of one report."""

    said: Mapping[str, str]
    never_late: bool

    def __getitem__(self, way: str) -> str:
        return self.said[way]

    def yes(self, way: str) -> bool:
        """Whether a way that is taken or not is taken."""
        return self.said[way] == "yes"


def made(seed: int, count: int) -> Iterator[Report]:
    """``count`` reports; each hangs on the seed and its own number alone."""
    for number in range(count):
        yield _report(Random(f"{seed}/{number}"), number)


def _drawn(random: Random, lots: Lots) -> str:
    return random.choices(list(lots), weights=list(lots.values()))[0]


def _told(random: Random) -> Told:
    ways = {name: _drawn(random, lots) for name, lots in declared().ways.model_dump().items()}
    prints = {name: _drawn(random, lots) for name, lots in declared().print.model_dump().items()}
    return Told({**ways, **prints}, random.random() < declared().sizes.never_late)


def _size(random: Random) -> int:
    sizes = declared().sizes
    if random.random() < sizes.none:
        return 0
    return round(exp(random.uniform(0, log(sizes.most))))


def _report(random: Random, number: int) -> Report:
    told = _told(random)
    levels = _drawn(random, declared().levels)
    if levels == "table":
        figures = list(_table(random, told))
    else:
        figures = list(_prose(random, told, levels.split(",")))
    source = SourceInfo(
        path=f"made/{number:04}", sha256="", media_type="text/plain", pages=1, status="ok",
        readings=(PageReading(page=1, reader="text", quality="good"),),
    )  # fmt: skip
    return Report(source=source, figures=tuple(figures))


def _prose(random: Random, told: Told, levels: list[str]) -> Iterator[Figure]:
    flows = {level: _flow(random, told) for level in levels if level != "whole"}
    digitised = {level: _digitised(random, told) for level in flows}
    if "whole" in levels:
        metrics = next(iter(digitised.values()))
        whole = {m: sum(d[m] for d in digitised.values()) for m in metrics}
        yield from _figures(told, Scope(level="whole"), whole, "whole", 0)
    for number, (level, flow) in enumerate(flows.items(), 1):
        yield from _figures(
            told, Scope(level=level), {**flow, **digitised[level]}, level, 100 * number
        )


def _table(random: Random, told: Told) -> Iterator[Figure]:
    rows = [_flow(random, told) for _ in range(random.randint(*declared().rows))]
    whole = {metric: sum(row[metric] for row in rows) for metric in rows[0]}
    for at, row in enumerate([*rows, whole]):
        last = at == len(rows)
        scope = Scope(level="whole") if last else Scope(level="unit", name=f"U{at + 1}")
        yield from _figures(told, scope, row, f"table1:row{at}", 1000 * at, table=True)


def _flow(random: Random, told: Told) -> dict[str, int]:
    """What came in and where it went, as the report counts it, in the order of form 06."""
    early, on_time, in_time = (_size(random) for _ in range(3))
    late, overdue = (0 if told.never_late else _size(random) // 10 for _ in range(2))
    left = {x: _size(random) // 20 if told.yes("exits") else 0 for x in EXITS}
    settled, held = early + on_time + late, in_time + overdue
    came = settled + held + sum(left.values())
    carried = random.randint(0, came // 4)
    total = came if told.yes("includes_carried_over") else came - carried
    found = {"received.total": total}
    if told.yes("origin"):
        found |= {"received.new": came - carried, "received.carried_over": carried}
    whole = told["channel_of"] == "received.total"
    split = total if whole else came - carried
    if whole or told.yes("origin"):
        found |= _channels(random, told, split)
    found |= {"resolved.total": settled, **_timing(told, early, on_time, late)}
    found["pending.total"] = held
    if told.yes("open_by_timing"):
        found |= {"pending.in_time": in_time, "pending.overdue": overdue}
    listed = {"all": EXITS, "some": EXITS[:2], "none": ()}[told["exits_listed"]]
    return found | {x: left[x] for x in listed}


def _channels(random: Random, told: Told, split: int) -> dict[str, int]:
    online = random.randint(0, split)
    if told["channels"] == "online,off-line":
        return {"received.online": online, "received.in_person_or_postal": split - online}
    post = random.randint(0, split - online)
    return {
        "received.online": online,
        "received.in_person": split - online - post,
        "received.postal": post,
    }


def _timing(told: Told, early: int, on_time: int, late: int) -> dict[str, int]:
    if told["timing"] == "early,on-time,late":
        parts = {"resolved.early": early, "resolved.on_time": on_time}
    elif told["timing"] == "merged,late":
        parts = {"resolved.early_or_on_time": early + on_time}
    else:
        parts = {"resolved.on_time": early + on_time}
    return {**parts, "resolved.late": late}


def _digitised(random: Random, told: Told) -> dict[str, int]:
    if not told.yes("digitised"):
        return {}
    due = 1 + _size(random)
    return {
        "digitised_results.count": random.randint(0, due),
        "digitised_results.due": due,
    }


RATES = (
    ("resolved.on_time_rate", "resolved.on_time", "resolved.total"),
    ("resolved.early_or_on_time_rate", "resolved.early_or_on_time", "resolved.total"),
    ("digitised_results.rate", "digitised_results.count", "digitised_results.due"),
)


def _figures(
    told: Told, scope: Scope, counts: Mapping[str, int], block: str, at: int, *, table: bool = False
) -> Iterator[Figure]:
    """The counts as printed, and their rates where the report has any."""
    printed = {metric: _print(told, count) for metric, count in counts.items()}
    for rate, over, under in RATES:
        if counts.get(under) and over in counts and told.yes("rates"):
            printed[rate] = _rate(told, counts[over], counts[under])
    for number, (metric, shown) in enumerate(printed.items(), at):
        yield figure(metric, shown, scope, block, number, table=table, origin=told.yes("origin"))


def _print(told: Told, count: int) -> str:
    if count < 10 and told.yes("padded"):
        return f"{count:02}"
    return show_count(count) if told["thousands"] == "dot" else str(count)


def _rate(told: Told, over: int, under: int) -> str:
    mode = ROUND_HALF_UP if told["mode"] == "round" else ROUND_DOWN
    unit = Decimal(1).scaleb(-int(told["decimals"]))
    return show_decimal((Decimal(100 * over) / under).quantize(unit, mode))


def figure(
    metric: str,
    printed: str,
    scope: Scope,
    block: str,
    number: int,
    *,
    table: bool,
    origin: bool,
) -> Figure:
    """A figure as if it had been read where nothing but itself stands.

    Without its ``origin`` beside it, whether a total holds the carry-over is left open.
    """
    rate = names().metric[metric].kind == "rate"
    start = 20 * number
    place = Evidence(
        page=1, quote=printed, start=start, end=start + len(printed),
        printed_start=start, printed_end=start + len(printed),
    )  # fmt: skip
    unsaid = metric == "received.total" and not origin
    return Figure(
        id=f"{block}/{metric}", scope=scope, metric=metric, printed=printed, evidence=place,
        value=as_decimal(printed) if rate else as_count(printed), block=block,
        reading=Reading(reader="text"), origin="table" if table else "prose",
        note=OPEN if unsaid else "",
    )  # fmt: skip
