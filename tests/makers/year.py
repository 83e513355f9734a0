"""A year of monthly reports of communes and their districts, with known breaks planted in it.

What happened is drawn first: files come in, are settled, wait or stay open, and what a month
leaves open is what the next begins with, in the unit's own way of counting. Then each report is
told, with a model of it or as the text of a file. Names hold traps: same names in two districts,
names a mark apart, two districts of one name, one unit typed in several ways. The same seed gives
the same year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from extractor.models import Figure, Finding, Report
from tests.reports import figure, report

Flow = dict[str, int]
Scopes = Mapping[tuple[str, str | None], Flow]
CARRIED, NEW, TOTAL = "received.carried_over", "received.new", "received.total"
SETTLED, OPEN, WAITING = "resolved.total", "pending.total", "awaiting_supplement.total"
COLUMNS = (TOTAL, NEW, CARRIED, SETTLED, OPEN, WAITING)
"""What a district's table shows of each commune."""
SYLLABLES = ("Tân", "Phú", "Hòa", "Bình", "Long", "Mỹ", "An", "Đức", "Sơn", "Thuận", "Hải", "Vĩnh")
ENDINGS = (
    "Thành",
    "Thạnh",
    "Lộc",
    "Hưng",
    "Khánh",
    "Lâm",
    "Trung",
    "Điền",
    "Hội",
    "Nghĩa",
    "Giang",
)
DISTRICTS = (
    "huyện Kỳ Anh", "thị xã Kỳ Anh", "huyện Châu Thành", "thành phố Sa Đéc", "huyện Tuy Phước",
    "quận 6", "huyện Đầm Hà", "thị xã Hoài Nhơn", "huyện Hòn Đất", "huyện Con Cuông",
)  # fmt: skip


@dataclass(frozen=True)
class Ways:
    """How one unit counts and writes."""

    leaves: str
    """What it takes for left open: 'open', 'waiting' (with files awaiting supplement)."""
    total: bool
    """Whether its total holds what was carried over."""
    parts: bool
    """Whether it prints the parts of what was settled and is open."""
    cut: str
    """'decree' (15th to 14th), 'calendar', or 'loose' (15th to 13th: a day in no period)."""


@dataclass(frozen=True)
class Made:
    """One report before it is told."""

    unit: str
    parent: str
    month: int
    scopes: Scopes
    ways: Ways
    number: int
    version: int = 1
    printed: str = ""
    """The unit's name as this report types it."""


@dataclass
class Year:
    """The reports and all that is known to be wrong or missing in them."""

    made: list[Made] = field(default_factory=list)
    carried: set[tuple[str, int]] = field(default_factory=set)
    """(unit, month) whose opening is not what the month before left open."""
    parents: set[tuple[str, int]] = field(default_factory=set)
    """(district, month) with a number that is not its communes'."""
    missing: set[tuple[str, int]] = field(default_factory=set)
    corrected: set[tuple[str, int]] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    copied: set[tuple[str, int]] = field(default_factory=set)
    """All figures are the last month's."""
    hidden: set[tuple[str, int]] = field(default_factory=set)
    """Breaks that only the district's lines can show, or only who knows the unit's own way."""


def year(seed: int, communes: int = 14, districts: int = 10, breaks: int = 30) -> Year:
    """Twelve months of ``districts`` × (1 + ``communes``) units; ``breaks`` of either kind."""
    random = Random(f"year/{seed}")
    made = Year()
    for number in range(districts):
        _district(random, made, DISTRICTS[number], _names(random, communes))
    _plant_missing(random, made)
    _plant_parents(random, made, breaks)
    _plant_corrected(random, made)
    _plant_renamed(random, made)
    _plant_typing(random, made)
    return made


def _names(random: Random, count: int) -> list[str]:
    every = [f"{a} {b}" for a in SYLLABLES for b in ENDINGS]
    chosen = ["Tân Thành", "Tân Thạnh", "Tân Hưng"]
    chosen += random.sample([n for n in every if n not in chosen], count)
    ranks = ("xã", "xã", "xã", "phường", "thị trấn")
    named = [f"{random.choice(ranks) if n > 2 else 'xã'} {name}" for n, name in enumerate(chosen)]
    return [*named[: count - 2], "phường 1", "phường 10"][:count]


def _ways(random: Random) -> Ways:
    return Ways(
        random.choice(("open", "open", "waiting")), random.random() < 0.75, random.random() < 0.7,
        random.choice(("decree", "decree", "calendar", "loose")),
    )  # fmt: skip


def _district(random: Random, made: Year, name: str, communes: list[str]) -> None:
    """Its communes month by month, then itself over their sums."""
    district = f"{name}"
    months: list[dict[str, Flow]] = [{} for _ in range(12)]
    cut = _ways(random).cut
    for commune in communes:
        ways = replace(_ways(random), cut=cut)
        unit = f"{commune}, {district}"
        for month, flow in enumerate(_flows(random, ways, made, unit), 1):
            months[month - 1][commune] = flow
            made.made.append(Made(unit, district, month, {("whole", None): flow}, ways, month))
    own_ways = replace(_ways(random), cut=cut, total=True)
    for month, own in enumerate(_flows(random, own_ways, made, district, size=400), 1):
        below = {k: sum(f[k] for f in months[month - 1].values()) for k in own}
        below[TOTAL] = below[NEW] + below[CARRIED]
        scopes: dict[tuple[str, str | None], Flow] = {
            ("district", None): own, ("commune", None): below,
        }  # fmt: skip
        if district.startswith("huyện"):
            scopes |= {("unit", c): _listed(f) for c, f in months[month - 1].items()}
        made.made.append(Made(district, "tỉnh Đồng Nai", month, scopes, own_ways, month))


def _listed(flow: Flow) -> Flow:
    """A unit's line in its superior's table, where every total holds the carry-over."""
    return {**flow, TOTAL: flow[NEW] + flow[CARRIED]}


def _flows(
    random: Random, ways: Ways, made: Year, unit: str, size: int | None = None
) -> Iterator[Flow]:
    """Twelve months that follow each other, but where a break is drawn."""
    size = size or random.choice((3, 20, 60, 150, 400))
    left = random.randint(0, size // 3 + 1)
    ways_left = {left}
    broken = random.randint(2, 12) if random.random() < 0.15 else 0
    copied = random.randint(2, 12) if size > 50 and not broken and random.random() < 0.05 else 0
    flow: Flow = {}
    for month in range(1, 13):
        if month == copied:
            if len({v for v in shown(flow, ways).values() if v > 9}) > 2:
                made.copied.add((unit, month))
            apart = not min(ways_left) <= flow[CARRIED] <= max(ways_left)
            (made.carried if apart else made.hidden).add((unit, month))
            yield flow
            continue
        if month == broken:
            left += random.randint(1, 1 + size // 4)
            while min(ways_left) <= left <= max(ways_left):  # another way of counting, no break
                left += 1
            made.carried.add((unit, month))
        new = max(0, round(random.gauss(size, size**0.5)))
        came = new + left
        settled = random.randint(came * 6 // 10, came)
        late = random.randint(0, settled // 20)
        early = random.randint(0, settled - late)
        waiting = random.randint(0, (came - settled) // 2)
        held = came - settled - waiting
        overdue = random.randint(0, held // 5)
        flow = {
            TOTAL: came if ways.total else new, NEW: new, CARRIED: left, SETTLED: settled,
            "resolved.early": early, "resolved.on_time": settled - late - early,
            "resolved.late": late, OPEN: held, "pending.in_time": held - overdue,
            "pending.overdue": overdue, WAITING: waiting,
        }  # fmt: skip
        yield flow
        left = held + (waiting if ways.leaves == "waiting" else 0)
        ways_left = {held, held + waiting}


def _plant_missing(random: Random, made: Year) -> None:
    """Some communes leave out a month; a break there can no longer be seen."""
    units = sorted({m.unit for m in made.made if m.parent.startswith(("huyện", "thị", "quận"))})
    for unit in random.sample(units, len(units) // 12):
        made.missing.add((unit, random.randint(2, 11)))
    made.made = [m for m in made.made if (m.unit, m.month) not in made.missing]
    gone = {(u, m) for u, m in made.missing} | {(u, m + 1) for u, m in made.missing}
    made.hidden |= made.carried & gone
    made.carried -= gone
    made.copied -= gone


def _plant_parents(random: Random, made: Year, breaks: int) -> None:
    """A number of a district's line for its communes is typed otherwise."""
    at = [n for n, m in enumerate(made.made) if ("commune", None) in m.scopes]
    whole = [n for n in at if not {(u, made.made[n].month) for u, _ in made.missing
             if u.endswith(made.made[n].unit)} & made.missing]  # fmt: skip
    for n in random.sample(whole, min(breaks, len(whole))):
        one = made.made[n]
        flow = dict(one.scopes["commune", None])
        metric = random.choice((SETTLED, NEW, OPEN))  # which every unit prints
        flow[metric] += random.choice((1, 10, 100))
        made.made[n] = replace(one, scopes={**one.scopes, ("commune", None): flow})
        made.parents.add((one.unit, one.month))


def _plant_corrected(random: Random, made: Year) -> None:
    """A first version with another number; the one that counts was there already."""
    at = [n for n, m in enumerate(made.made) if len(m.scopes) == 1]
    for n in random.sample(at, len(at) // 60):
        one = made.made[n]
        flow = dict(one.scopes["whole", None])
        moved = min(7, flow["resolved.on_time"]) or -min(7, flow["pending.in_time"])
        for metric, sign in (
            (OPEN, 1),
            ("pending.in_time", 1),
            (SETTLED, -1),
            ("resolved.on_time", -1),
        ):
            flow[metric] += sign * moved
        if not moved:
            continue
        first = replace(one, scopes={("whole", None): flow})
        made.made[n] = replace(one, version=2)
        made.made.append(first)
        made.corrected.add((one.unit, one.month))


def _plant_renamed(random: Random, made: Year) -> None:
    """From July on a unit's name has lost its marks, or its rank has changed."""
    units = sorted({m.unit for m in made.made if m.unit.startswith("xã ")})
    taken = {u for u, _ in made.missing | made.carried | made.corrected}
    free = [u for u in units if u not in taken and "Tân Th" not in u]
    for n, unit in enumerate(random.sample(free, min(6, len(free)))):
        name = unit.partition(", ")[0]
        new = f"phường{name[2:]}" if n % 2 else _bare(name)
        made.renamed[unit] = new
        made.made = [
            replace(m, printed=new) if m.unit == unit and m.month > 6 else m for m in made.made
        ]


def _bare(name: str) -> str:
    from extractor.text import fold

    return fold(name).title()


def _plant_typing(random: Random, made: Year) -> None:
    """One name typed in several ways."""
    made.made = [m if m.printed else replace(m, printed=_typed(random, m)) for m in made.made]


def _typed(random: Random, one: Made) -> str:
    name = one.unit.partition(",")[0]
    short = name.replace("thành phố", "TP.").replace("thị xã", "TX.").replace("phường", "P.")
    return random.choice((name, name, name.upper(), short))


# ------------------------------------------------------------------------------ as told


def period_of(month: int, cut: str) -> tuple[date, date]:
    """First and last day of a month of 2024 in one way of cutting it."""
    first = date(2024, month, 1)
    if cut == "calendar":
        return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
    before = (first - timedelta(1)).replace(day=15)
    return before, first.replace(day=14 if cut == "decree" else 13)


def models(made: Year) -> list[Report]:
    """The reports as they come from reading, judged by nothing yet."""
    return [model(one, number) for number, one in enumerate(made.made)]


def model(one: Made, number: int) -> Report:
    """One report as if it had been read."""
    start, end = period_of(one.month, one.ways.cut)
    period = (start.isoformat(), end.isoformat(), f"tháng {one.month} năm 2024")
    told = report(
        f"{number:04}.md", list(_figures(one)), period=period,
        issuer=f"Ủy ban nhân dân {one.printed}", parent=f"Ủy ban nhân dân {one.parent}",
        conventions={"received_includes_carried_over": one.ways.total},
    )  # fmt: skip
    head = {"number": f"{one.number * 10 + one.version}/BC-UBND", "date": signed(one).isoformat()}
    return told.model_copy(update={"document": told.document.model_copy(update=head)})


def signed(one: Made) -> date:
    """When: a corrected version some days later."""
    return period_of(one.month, one.ways.cut)[1] + timedelta(2 + 3 * (one.version > 1))


def _figures(one: Made) -> Iterator[Figure]:
    for at, ((level, name), flow) in enumerate(one.scopes.items()):
        told = {m: flow[m] for m in COLUMNS} if name else shown(flow, one.ways)
        for metric, value in told.items():
            block = f"table1:row{at}" if name else level
            yield figure(
                metric, value, level, name, printed=print_count(value), block=block,
                quote=f"{print_count(value)} hồ sơ", id=f"{block}/{metric}",
                origin="table" if name else "prose",
            )  # fmt: skip


def shown(flow: Flow, ways: Ways) -> Flow:
    """What the unit prints of what happened."""
    parts = ("resolved.", "pending.")
    return {
        m: v for m, v in flow.items()
        if ways.parts or not m.startswith(parts) or m in (SETTLED, OPEN)
    }  # fmt: skip


def print_count(value: int) -> str:
    """'1.204'."""
    return f"{value:,}".replace(",", ".")


# ------------------------------------------------------------------------------ the score


@dataclass
class Found:
    """What was found of what was planted, and what was told of nothing planted."""

    missed: list[tuple[str, str, int]]
    invented: list[str]


def scored(made: Year, findings: Sequence[Finding]) -> Found:
    """Warnings and errors held against the truth; remarks accuse nobody and are never invented.

    A break in a commune's chain of openings stands in its district's sums as well.
    """
    truth = _truth(made)
    above = {(m.unit.partition(", ")[2], m.month) for m in made.made
             if (m.unit, m.month) in made.carried}  # fmt: skip
    above |= {(unit, month + 1) for unit, month in made.parents} | made.hidden
    above |= {(unit.partition(", ")[2], month) for unit, month in made.hidden}
    told: set[tuple[str, str, int]] = set()
    invented = []
    for finding in findings:
        if finding.severity == "info" and finding.code != "repeated-row":
            continue
        places = [made.made[int(Path(path).stem)] for path in finding.documents]
        mine = {(finding.code, m.unit, m.month) for m in places}
        if finding.code in ("period-gap", "missing-report"):
            mine = {
                t for t in truth if t[0] == "period-gap" and any(t[1] == m.unit for m in places)
            }
        hit = mine & truth
        told |= hit
        excused = finding.severity == "info" or (
            finding.code == "carry-over-mismatch" and {k[1:] for k in mine} & above
        )
        if not hit and not excused:
            invented.append(finding.message)
    return Found(sorted(truth - told), invented)


def _truth(made: Year) -> set[tuple[str, str, int]]:
    found = {("carry-over-mismatch", u, m) for u, m in made.carried}
    found |= {("parent-mismatch", u, m) for u, m in made.parents}
    found |= {("period-gap", u, m) for u, m in made.missing}
    found |= {("repeated-row", u, m) for u, m in made.copied}
    return found | {("duplicate-report", u, m) for u, m in made.corrected}
