"""A year of a province that is reorganised on 1/7/2025, with known troubles planted in it.

Until June departments, districts and communes report, each month; in July districts end and
communes merge by threes. What happened is drawn first: files come in, are settled or stay open, and
what a month leaves open the next begins with; new communes take over what the old ones, and a share
of what the districts, left open. Then it is told in reports, and troubles are planted: late,
missing, duplicated, replaced, contradictory ones, names that nobody knows. The truth is kept beside
it. The same seed gives the same year. How a report is written down is :mod:`.provincefiles`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

Flow = dict[str, int]
Scopes = tuple[tuple[str, str | None, tuple[tuple[str, int], ...]], ...]
"""Level, name, numbers."""
SYLLABLES = ("Tân", "Phú", "Hòa", "Bình", "Long", "Mỹ", "An", "Đức", "Sơn", "Thuận", "Hải", "Vĩnh",
             "Nà", "Mường", "Pú", "Thanh", "Quang", "Xuân")  # fmt: skip
ENDINGS = ("Thành", "Lộc", "Hưng", "Khánh", "Lâm", "Trung", "Điền", "Hội", "Nghĩa", "Giang", "Châu",
           "Phong", "Tiến", "Thịnh", "Yên", "Minh", "Phúc", "Dương")  # fmt: skip
DEPARTMENTS = (
    "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Công Thương", "Sở Y tế", "Sở Xây dựng",
    "Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Môi trường",
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Dân tộc và Tôn giáo", "Sở Ngoại vụ",
    "Thanh tra tỉnh", "Ban Quản lý khu kinh tế", "Sở Giao thông vận tải",
    "Sở Tài nguyên và Môi trường", "Sở Kế hoạch và Đầu tư", "Sở Thông tin và Truyền thông",
    "Sở Lao động, Thương binh và Xã hội", "Sở Du lịch", "Sở Quy hoạch Kiến trúc",
    "Ban Dân tộc", "Ban Quản lý các khu công nghiệp", "Sở Thương mại",
)  # fmt: skip
DISTRICTS = (
    "Mường Thanh", "Pa Thơm", "Nậm Pồ", "Tủa Sín", "Na Sang", "Phình Giàng", "Mường Đăng",
    "Chà Cang", "Ẳng Tở", "Pú Nhi", "Sín Thầu", "Xa Dung",
)  # fmt: skip
FIELDS = ("Đất đai", "Hộ tịch", "Chứng thực", "Xây dựng", "Bảo trợ xã hội")
PROVINCE = "tỉnh Điện Biên"
PROVINCE_ID = "dien-bien"
CARRIED, NEW, TOTAL = "received.carried_over", "received.new", "received.total"
ONLINE, COUNTER = "received.online", "received.in_person_or_postal"
SETTLED, OPEN = "resolved.total", "pending.total"
EARLY, ON_TIME, LATE = "resolved.early", "resolved.on_time", "resolved.late"
IN_TIME, OVERDUE = "pending.in_time", "pending.overdue"
METRICS = (TOTAL, ONLINE, COUNTER, CARRIED, SETTLED, EARLY, ON_TIME, LATE, OPEN, IN_TIME, OVERDUE)
YEAR = 2025
REFORM = 7
"""The first month that is reported by the new units."""
CUT = 14


@dataclass(frozen=True)
class Unit:
    """A row of the office's table."""

    id: str
    name: str
    kind: str
    level: str
    parent: str
    first: int = 1
    last: int = 12
    successors: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """As its letterhead calls it."""
        return f"{self.kind} {self.name}" if self.level in ("commune", "district") else self.name


@dataclass(frozen=True)
class Made:
    """One report before it is written down."""

    unit: Unit
    above: str
    month: int
    scopes: Scopes
    form: str
    """'prose' or 'table' (form 06)."""
    format: str
    number: int
    signed: date
    copy: str = ""
    """What makes its file's name another than that of its like."""
    title: str = ""
    issuer: str = ""
    """As it is typed."""

    def of(self, level: str = "whole", name: str | None = None) -> Flow:
        """The numbers of a scope."""
        return next(dict(flow) for lv, n, flow in self.scopes if (lv, n) == (level, name))


@dataclass
class Truth:
    """All that is wrong in it, and what the right table holds."""

    late: set[tuple[str, int]] = field(default_factory=set)
    missing: set[tuple[str, int]] = field(default_factory=set)
    duplicated: set[tuple[str, int]] = field(default_factory=set)
    """Two versions that differ, and nothing tells which counts."""
    copied: set[tuple[str, int]] = field(default_factory=set)
    """The same report given twice."""
    replaced: set[tuple[str, int]] = field(default_factory=set)
    parents: set[tuple[str, int]] = field(default_factory=set)
    """(district or province, month): one number is not that of the units below."""
    openings: set[tuple[str, int]] = field(default_factory=set)
    """(unit, month): the carry-over is not what the month before left open."""
    strangers: int = 0
    flows: dict[tuple[str, int], Flow] = field(default_factory=dict)
    """(unit, month) → what it did itself, as its report that counts tells it."""


@dataclass
class Province:
    """The year."""

    units: list[Unit] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)
    months: int = 12

    def usable(self, unit: str, month: int) -> bool:
        """Whether a report of the unit and month counts."""
        gone = self.truth.missing | self.truth.duplicated
        return (unit, month) in self.truth.flows and (unit, month) not in gone

    def expected(self, first: int, last: int, level: str | None = None) -> Flow:
        """The right total over months: flows added, the opening's and the closing's stocks."""
        found = dict.fromkeys(METRICS, 0)
        for (unit, month), flow in self.truth.flows.items():
            own = next(u for u in self.units if u.id == unit)
            if not first <= month <= last or not self.usable(unit, month):
                continue
            if level is not None and own.level != level:
                continue
            for metric in (SETTLED, EARLY, ON_TIME, LATE, ONLINE, COUNTER):
                found[metric] += flow[metric]
            found[TOTAL] += flow[NEW] + (flow[CARRIED] if month == first else 0)
            found[CARRIED] += flow[CARRIED] if month == first else 0
            if month == last:
                for metric in (OPEN, IN_TIME, OVERDUE):
                    found[metric] += flow[metric]
        return found


def province(
    seed: int, departments: int = 24, districts: int = 12, communes: int = 15,
    first: int = 1, last: int = 12, troubles: float = 1.0,
) -> Province:  # fmt: skip
    """The months ``first`` … ``last``; ``communes`` of each district, a multiple of three."""
    random = Random(f"province/{seed}")
    made = Province(months=last - first + 1)
    old = _units(random, made, departments, districts, communes)
    _flows(random, made, old)
    _tell(random, made, range(first, last + 1))
    _plant(random, made, troubles)
    return made


def _units(
    random: Random, made: Province, departments: int, districts: int, communes: int
) -> dict[str, list[Unit]]:
    """Puts all units of both times in; the old communes of each new one."""
    names = [f"{a} {b}" for a in SYLLABLES for b in ENDINGS]
    random.shuffle(names)
    if districts * communes * 4 // 3 > len(names):
        names += [f"{name} {end}" for end in ENDINGS for name in names]
        names.reverse()
    for n, name in enumerate(DEPARTMENTS[:departments]):
        kind = name.split()[0].lower()
        made.units.append(Unit(f"so-{n:02}", name, kind, "department", PROVINCE_ID))
    old: dict[str, list[Unit]] = {}
    for d, name in enumerate(DISTRICTS[:districts]):
        news, below = [], []
        for c in range(communes):
            new = f"x{d:02}{c // 3:02}-2025"
            unit = Unit(f"x{d:02}{c:02}", names.pop(), "xã", "commune", f"h{d:02}",
                        last=REFORM - 1, successors=(new,))  # fmt: skip
            below.append(unit)
            if c % 3 == 0:
                rank = "phường" if c == 0 else "xã"
                news.append(Unit(new, names.pop(), rank, "commune", PROVINCE_ID, first=REFORM))
            old.setdefault(new, []).append(unit)
        made.units.append(Unit(f"h{d:02}", name, "huyện", "district", PROVINCE_ID,
                               last=REFORM - 1, successors=tuple(u.id for u in news)))  # fmt: skip
        made.units += [*below, *news]
    return old


def _flows(random: Random, made: Province, old: dict[str, list[Unit]]) -> None:
    """What really happened, month by month."""
    left: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for unit in made.units:
        sizes[unit.id] = random.choice({"commune": (20, 60, 150), "district": (300, 500)}.get(
            unit.level, (80, 400, 900)))  # fmt: skip
        left[unit.id] = random.randint(0, sizes[unit.id] // 4)
    for month in range(1, 13):
        if month == REFORM:
            _hand_over(made, old, left)
        for unit in made.units:
            if unit.first <= month <= unit.last:
                flow = _month(random, sizes[unit.id], left[unit.id])
                made.truth.flows[unit.id, month] = flow
                left[unit.id] = flow[OPEN]


def _hand_over(made: Province, old: dict[str, list[Unit]], left: dict[str, int]) -> None:
    """New communes take what old ones left open; what a district did goes to its first."""
    for new, former in old.items():
        left[new] = sum(left[unit.id] for unit in former)
    for unit in made.units:
        if unit.level == "district":
            left[unit.successors[0]] += left[unit.id]


def _month(random: Random, size: int, left: int) -> Flow:
    new = max(1, round(random.gauss(size, size**0.5)))
    came = new + left
    settled = random.randint(came * 7 // 10, came)
    late = random.randint(0, settled // 15)
    early = random.randint(0, settled - late)
    held = came - settled
    overdue = random.randint(0, held // 4)
    online = random.randint(new // 3, new)
    return {
        TOTAL: came, NEW: new, ONLINE: online, COUNTER: new - online, CARRIED: left,
        SETTLED: settled, EARLY: early, ON_TIME: settled - late - early, LATE: late,
        OPEN: held, IN_TIME: held - overdue, OVERDUE: overdue,
    }  # fmt: skip


# ------------------------------------------------------------------------------ the reports


def due_in_time(month: int) -> date:
    """A day on which a report of the month is on time."""
    return date(YEAR, month, CUT) + timedelta(3)


def _tell(random: Random, made: Province, months: range) -> None:
    """A report of each unit and month, and the province's own; the truth keeps these months."""
    made.truth.flows = {k: f for k, f in made.truth.flows.items() if k[1] in months}
    formats = {unit.id: _format(random, unit) for unit in made.units}
    for unit in made.units:
        for month in months:
            if (unit.id, month) in made.truth.flows:
                made.made.append(_report(made, unit, month, *formats[unit.id]))
    for month in months:
        made.made.append(_provincial(made, month))


def _format(random: Random, unit: Unit) -> tuple[str, str]:
    if unit.level == "department":
        return "table", random.choice(("xlsx", "docx"))
    if unit.level == "district":
        return "prose", random.choice(("txt", "md", "docx"))
    return "prose", random.choice(("txt", "txt", "txt", "md", "md", "docx", "docx", "pdf"))


def _frozen(flow: Flow) -> tuple[tuple[str, int], ...]:
    return tuple(flow.items())


def added(flows: Iterator[Flow] | list[Flow]) -> Flow:
    """All of them together."""
    found: Flow = {}
    for flow in flows:
        for metric, value in flow.items():
            found[metric] = found.get(metric, 0) + value
    return found


def _report(made: Province, unit: Unit, month: int, form: str, format: str) -> Made:
    flow = made.truth.flows[unit.id, month]
    scopes: Scopes
    if unit.level == "district":
        below = [made.truth.flows[u.id, month] for u in made.units if u.parent == unit.id]
        scopes = (("district", None, _frozen(flow)), ("commune", None, _frozen(added(below))))
    elif form == "table":
        parts = _split(flow)
        fields = [("field", n, _frozen(part)) for n, part in zip(FIELDS, parts, strict=True)]
        scopes = (*fields, ("whole", None, _frozen(flow)))
    else:
        scopes = (("whole", None, _frozen(flow)),)
    above = next((u.full for u in made.units if u.id == unit.parent), PROVINCE)
    return Made(unit, above, month, scopes, form, format, month * 10, due_in_time(month),
                issuer=unit.full)  # fmt: skip


def _split(flow: Flow) -> list[Flow]:
    """The numbers by field of work: each part holds together as the whole does."""
    parts = []
    rest = dict(flow)
    for left in range(len(FIELDS), 1, -1):
        part = {m: rest[m] // left for m in (ONLINE, COUNTER, CARRIED, EARLY, ON_TIME, LATE)}
        part[NEW] = part[ONLINE] + part[COUNTER]
        part[TOTAL] = part[NEW] + part[CARRIED]
        part[SETTLED] = part[EARLY] + part[ON_TIME] + part[LATE]
        part[OPEN] = part[TOTAL] - part[SETTLED]
        if not 0 <= part[OPEN] <= rest[OPEN]:
            part = dict.fromkeys(flow, 0)
        part[OVERDUE] = min(part[OPEN], rest[OVERDUE] // left)
        part[IN_TIME] = part[OPEN] - part[OVERDUE]
        if part[IN_TIME] > rest[IN_TIME]:
            part = dict.fromkeys(flow, 0)
        parts.append({m: part[m] for m in flow})
        rest = {m: rest[m] - part[m] for m in flow}
    return [*parts, rest]


def _provincial(made: Province, month: int) -> Made:
    """The province's own report: its levels and all of it together."""
    unit = Unit(PROVINCE_ID, "Điện Biên", "tỉnh", "province", "")
    scopes = []
    for level, name in (
        ("department", "province"),
        ("district", "district"),
        ("commune", "commune"),
    ):
        flows = [made.truth.flows[u.id, month] for u in made.units
                 if u.level == level and (u.id, month) in made.truth.flows]  # fmt: skip
        if flows:
            scopes.append((name, None, _frozen(added(flows))))
    return Made(unit, "", month, tuple(scopes), "prose", "docx", month * 10,
                date(YEAR, month, CUT) + timedelta(12), issuer=PROVINCE)  # fmt: skip


# ------------------------------------------------------------------------------- troubles


def _plant(random: Random, made: Province, much: float) -> None:
    """Each trouble on reports of its own, so that none hides another."""
    truth = made.truth
    months = sorted({one.month for one in made.made})
    at = [n for n, one in enumerate(made.made) if one.unit.level == "commune"]
    random.shuffle(at)
    count = {name: max(1, round(share * len(at) * much)) for name, share in (
        ("late", 0.03), ("missing", 0.012), ("duplicated", 0.004), ("copied", 0.012),
        ("replaced", 0.012), ("openings", 0.008),
    )}  # fmt: skip
    gone: set[int] = set()
    taken: set[str] = set()

    def some(name: str) -> Iterator[int]:
        """Reports of units that no other trouble is planted in."""
        left = count[name]
        while left and at:
            n = at.pop()
            one = made.made[n]
            if one.unit.id in taken or (name == "openings" and one.month in (months[0], REFORM)):
                continue
            taken.add(one.unit.id)
            left -= 1
            yield n

    for n in some("openings"):
        _break_opening(random, made, n)
    for n in some("missing"):
        gone.add(n)
        truth.missing.add((made.made[n].unit.id, made.made[n].month))
    for n in some("late"):
        one = made.made[n]
        made.made[n] = replace(one, signed=due_in_time(one.month) + timedelta(20))
        truth.late.add((one.unit.id, one.month))
    for n in some("copied"):
        one = made.made[n]
        made.made.append(replace(one, copy="-gui-lai"))
        truth.copied.add((one.unit.id, one.month))
    for n in some("duplicated"):
        one = made.made[n]
        made.made.append(replace(_changed(random, one), copy="-ban-khac"))
        truth.duplicated.add((one.unit.id, one.month))
    for n in some("replaced"):
        one = made.made[n]
        made.made.append(replace(_changed(random, one), copy="-ban-dau", number=one.number + 1))
        made.made[n] = replace(one, signed=one.signed + timedelta(2), number=one.number + 2,
                               title="thay thế ")  # fmt: skip
        truth.replaced.add((one.unit.id, one.month))
    _break_parents(random, made, max(1, round(6 * much)))
    _strangers(made, months)
    made.made = [one for n, one in enumerate(made.made) if n not in gone]


def _changed(random: Random, one: Made) -> Made:
    """Some files less are settled: another report that holds together as well."""
    flow = one.of()
    moved = random.randint(1, max(1, min(5, flow[ON_TIME]))) if flow[ON_TIME] else 0
    for metric, sign in ((SETTLED, -1), (ON_TIME, -1), (OPEN, 1), (IN_TIME, 1)):
        flow[metric] += sign * moved
    if not moved:
        flow[TOTAL], flow[NEW] = flow[TOTAL] + 1, flow[NEW] + 1
        flow[ONLINE], flow[OPEN], flow[IN_TIME] = (
            flow[ONLINE] + 1,
            flow[OPEN] + 1,
            flow[IN_TIME] + 1,
        )
    return replace(one, scopes=(("whole", None, _frozen(flow)),))


def _break_opening(random: Random, made: Province, n: int) -> None:
    """More is carried over than was left open, and stays open: the report itself holds together."""
    one = made.made[n]
    flow = one.of()
    more = random.randint(3, 9)
    for metric in (CARRIED, TOTAL, OPEN, IN_TIME):
        flow[metric] += more
    made.made[n] = replace(one, scopes=(("whole", None, _frozen(flow)),))
    made.truth.flows[one.unit.id, one.month] = flow
    made.truth.openings.add((one.unit.id, one.month))
    _carry_on(made, n, more)
    _retell(made, one.month)


def _carry_on(made: Province, n: int, more: int) -> None:
    """What is open stays open until the unit's last month, so that nothing else breaks."""
    unit = made.made[n].unit
    for at, one in enumerate(made.made):
        if one.unit.id == unit.id and one.month > made.made[n].month:
            flow = one.of()
            for metric in (CARRIED, TOTAL, OPEN, IN_TIME):
                flow[metric] += more
            made.made[at] = replace(one, scopes=(("whole", None, _frozen(flow)),))
            made.truth.flows[unit.id, one.month] = flow
    new = unit.successors[0] if unit.successors else None
    if new is not None:
        successor = next((k for k, o in enumerate(made.made)
                          if o.unit.id == new and o.month == REFORM), None)  # fmt: skip
        for at, one in enumerate(made.made):
            if successor is not None and one.unit.id == new:
                flow = one.of()
                for metric in (CARRIED, TOTAL, OPEN, IN_TIME):
                    flow[metric] += more
                made.made[at] = replace(one, scopes=(("whole", None, _frozen(flow)),))
                made.truth.flows[new, one.month] = flow


def _retell(made: Province, first: int) -> None:
    """Districts and the province tell the sums anew."""
    for at, one in enumerate(made.made):
        if one.unit.level == "district":
            made.made[at] = _report(made, one.unit, one.month, one.form, one.format)
        elif one.unit.level == "province":
            made.made[at] = _provincial(made, one.month)


def _break_parents(random: Random, made: Province, count: int) -> None:
    """A number of a district's line, or the province's, for its communes is typed otherwise."""
    truth = made.truth
    lacking = {m for _, m in truth.missing | truth.duplicated}
    spoilt = {(u.parent, m) for u in made.units for i, m in truth.missing | truth.duplicated
              if u.id == i}  # fmt: skip
    at = [n for n, one in enumerate(made.made)
          if (one.unit.level == "district" and (one.unit.id, one.month) not in spoilt)
          or (one.unit.level == "province" and one.month not in lacking)]  # fmt: skip
    for n in random.sample(at, min(count, len(at))):
        one = made.made[n]
        flow = one.of("commune")
        metric, other = random.choice(((EARLY, SETTLED), (IN_TIME, OPEN), (ONLINE, NEW)))
        more = random.choice((1, 10, 100))
        for name in (metric, other):
            flow[name] += more
        if other != SETTLED:
            flow[TOTAL] += more
        if other == NEW:
            flow[OPEN], flow[IN_TIME] = flow[OPEN] + more, flow[IN_TIME] + more
        if other == SETTLED:
            flow[OPEN], flow[IN_TIME] = flow[OPEN] - more, flow[IN_TIME] - more
            if flow[IN_TIME] < 0:
                continue
        if other == OPEN:
            flow[NEW], flow[ONLINE] = flow[NEW] + more, flow[ONLINE] + more
        scopes = tuple(
            (lv, nm, _frozen(flow) if lv == "commune" else f) for lv, nm, f in one.scopes
        )
        made.made[n] = replace(one, scopes=scopes)
        truth.parents.add((one.unit.id, one.month))


def _strangers(made: Province, months: list[int]) -> None:
    """Units that nobody knows report too."""
    like = next(one for one in made.made if one.unit.level == "commune")
    unit = replace(like.unit, id="la", name="Không Biết", kind="xã")
    above = next((u.full for u in made.units if u.id == like.unit.parent), PROVINCE)
    for month in months[:2]:
        made.made.append(replace(like, unit=unit, month=month, issuer=unit.full, above=above,
                                 signed=due_in_time(month), format="txt"))  # fmt: skip
        made.truth.strangers += 1
