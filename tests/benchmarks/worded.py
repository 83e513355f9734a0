"""``python -m tests.benchmarks.worded [COUNT [SEED]]``: made reports, worded at random, read.

Each report is put together from the wordings of ``wordings.toml``, joined in the ways offices join
them (sentences, semicolons, items, paragraphs; levels, units and fields beside each other), over
accounts whose sums hold. So the truth is known, and every finding of an error is a false one. What
is missed or read wrong is counted by wording: it shows faults of structure, not of vocabulary, as
the wordings are the developers' own.
"""

from __future__ import annotations

import random
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extractor.intake import intake
from extractor.pipeline import read, read_document
from extractor.settings import Settings
from extractor.text import fold

COUNT, SEED = 300, 0
LARGE, SMALL = 9000, 1500
"""Files of the whole, and of a level, unit or field."""
MORE = 4
"""Groups told besides files, at most."""
ASIDES = 0.3
"""How often a unit or a field is shown beside the whole."""
LEVELS = {"Cấp tỉnh": "province", "Cấp huyện": "district", "Cấp xã": "commune"}
UNITS = ("Sở Xây dựng", "Sở Tư pháp", "Sở Công Thương", "UBND huyện Bình Sơn", "UBND huyện Mộ Đức")
FIELDS = ("Lĩnh vực đất đai", "Lĩnh vực hộ tịch", "Lĩnh vực xây dựng")
RATES = {
    "intime_all_rate": ("intime_all", "settled"),
    "late_rate": ("late", "settled"),
    "early_rate": ("early", "settled"),
    "ontime_rate": ("ontime", "settled"),
    "online_rate": ("online", "new"),
    "records_rate": ("records", "records_due"),
    "results_rate": ("results", "results_due"),
    "paid_rate": ("paid", "payable"),
}
HEAD = """{head}

Số: 45/BC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Quảng Ngãi, ngày 20 tháng 6 năm 2024

BÁO CÁO
Kết quả tiếp nhận, giải quyết thủ tục hành chính quý II năm 2024 {of}

I. KẾT QUẢ

{body}

II. KHÓ KHĂN

Không có.
"""
OFFICES = (
    ("ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI", "của UBND tỉnh", "toàn tỉnh", (*LEVELS, "")),
    ("ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI", "của UBND tỉnh", "toàn tỉnh", UNITS),
    ("UBND TỈNH QUẢNG NGÃI\nSỞ XÂY DỰNG", "của Sở Xây dựng", "Sở", FIELDS),
    ("ỦY BAN NHÂN DÂN\nHUYỆN MỘ ĐỨC", "của huyện Mộ Đức", "toàn huyện", ("Cấp huyện", "Cấp xã")),
    ("ỦY BAN NHÂN DÂN\nXÃ PHỔ THẠNH", "của xã Phổ Thạnh", "UBND xã", FIELDS),
)
NEAR = {
    OFFICES[0][0]: (*UNITS, "UBND xã Tịnh Khê"),
    OFFICES[2][0]: ("Chi cục Giám định", "Phòng Quản lý nhà", "Trung tâm Quy hoạch"),
    OFFICES[3][0]: ("Phòng Tư pháp", "UBND xã Đức Minh", "UBND thị trấn Mộ Đức"),
    OFFICES[4][0]: (),
}
"""Units that are shown beside the whole, by the head of who reports."""
WORK = ("đất đai", "hộ tịch", "xây dựng", "chứng thực", "môi trường", "người có công")
WAYS = ("sentences", "semicolons", "items", "letters", "paragraphs")
Key = tuple[str, str, str, Decimal]
"""Level, name, metric and value."""


@dataclass
class Made:
    """A report and what it tells, with the wording of each figure."""

    text: str
    told: dict[Key, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What became of one report: figures by wording, and what is wrong."""

    told: Counter[str]
    missed: Counter[str]
    wrong: list[str]
    accused: list[str]


@cache
def wordings() -> dict[str, Any]:
    """The file beside this one."""
    return tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))


def account(dice: random.Random, size: int) -> dict[str, int]:
    """Counts whose sums hold, no two of the files' alike, none below two."""
    while True:
        carried, new = dice.randint(size // 40, size // 8), dice.randint(size // 2, size)
        received = carried + new
        open_ = dice.randint(received // 30 + 3, received // 6)
        settled = received - open_
        late = dice.randint(2, settled // 50 + 3)
        early = dice.randint(settled // 3, settled - late - 5)
        overdue = dice.randint(2, max(3, open_ // 3))
        post = dice.randint(2, new // 30 + 3)
        online = dice.randint(new // 3, new - post - 5)
        files = {
            "received": received, "carried": carried, "new": new, "settled": settled,
            "early": early, "ontime": settled - late - early, "late": late,
            "intime_all": settled - late, "open": open_, "due_later": open_ - overdue,
            "overdue": overdue, "online": online, "counter": new - online - post, "post": post,
            "paper": new - online,
        }  # fmt: skip
        if len(set(files.values())) == len(files) and min(files.values()) > 1:
            break
    payable, answered, unanswered = dice.randint(300, 2000), dice.randint(5, 40), dice.randint(2, 9)
    content = [dice.randint(a, b) for a, b in ((300, 900), (50, 299), (10, 40), (2, 9))]
    full = dice.randint(2, online - 2)
    more = {
        "due_later_all": open_, "records_due": received, "results_due": settled,
        "records": dice.randint(received // 2, received - 9),
        "results": dice.randint(settled // 2, settled - 7),
        "payable": payable, "paid": dice.randint(100, payable - 5),
        "answered": answered, "unanswered": unanswered, "heard": answered + unanswered,
        "heard_before": 1, "heard_new": answered + unanswered - 1, "asked": sum(content),
        "very_content": content[0], "content": content[1], "neutral": content[2],
        "discontent": content[3], "withdrawn": dice.randint(2, 30), "refused": dice.randint(31, 60),
        "awaited": dice.randint(61, 99), "stopped": dice.randint(2, 30),
        "procedures": dice.randint(300, 1900), "full": full, "partial": online - full,
    }  # fmt: skip
    return files | more


def printed(number: int, style: str) -> str:
    """As offices print it: with dots, with a zero before one digit, or bare."""
    if style == "bare":
        return str(number)
    return f"{number:02d}" if style == "zero" and number < 10 else f"{number:,}".replace(",", ".")


class Writer:
    """Writes one report."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.style = self.dice.choice(("dot", "zero", "bare"))
        self.told: dict[Key, str] = {}

    def say(self, wording: Any, counts: dict[str, int], who: str, body: str) -> str:
        """The wording with its numbers, and what it tells noted for ``body``."""
        shares = {
            name: f"{Decimal(100 * counts[part]) / counts[whole]:.2f}"
            for name, (part, whole) in RATES.items()
        }
        shown = {name: printed(count, self.style) for name, count in counts.items()}
        shown |= {name: share.replace(".", ",") for name, share in shares.items()}
        for name in wording["tells"]:
            value = Decimal(shares[name]) if name in shares else Decimal(counts[name])
            key = (*scope_of(body), wordings()["metrics"][name], value)
            self.told[key] = wording["text"]
        return str(wording["text"]).format(who=who, Who=who[:1].upper() + who[1:], **shown)

    def pick(self, kind: str) -> Any:
        """One wording of a kind."""
        return self.dice.choice(wordings()[kind])

    def noise(self) -> str:
        """A sentence that tells no figure."""
        dice, text = self.dice, str(self.pick("noise"))
        many = printed(dice.randint(100, 9000), self.style)
        return text.format(share="12,5", many=many, few=dice.randint(3, 19))

    def aside(self, kind: str, names: dict[str, tuple[str, ...]], whole: dict[str, int]) -> str:
        """A unit or a field shown behind what the ``whole`` was told to have of a kind."""
        fit = [a for a in wordings()["asides"] if a["after"] == kind and names[a["of"]]]
        chosen, dice = self.dice.choice(fit), self.dice
        told = [one.split() for one in chosen["tells"]]
        named = dict(zip("xyz", dice.sample(names[chosen["of"]], 3), strict=True))
        metrics = {metric: name for name, metric in reversed(wordings()["metrics"].items())}
        counts = dict.fromkeys("abd", 0)
        for _, metric, letter in told:
            counts[letter] = dice.randint(1, max(1, whole.get(metrics[metric], 0) // 3))
        rates = {letter: Decimal(dice.randint(4000, 9900)) / 100 for letter in "pq"}
        for who, metric, number in told:
            value = rates[number] if number in rates else Decimal(counts[number])
            self.told[chosen["of"], fold(named[who]), metric, value] = chosen["text"]
        shown = {n: str(v).replace(".", ",") for n, v in (counts | rates).items()}
        said = str(chosen["text"]).format(**named, **shown)
        return said[0].upper() + said[1:]

    def apart(
        self,
        body: str,
        who: str,
        size: int,
        *,
        more: bool,
        beside: dict[str, tuple[str, ...]] | None = None,
    ) -> list[str]:
        """What came in, was settled, is open, how it came, and what belongs to it.

        ``beside``: units and fields that are shown behind some of it.
        """
        counts = account(self.dice, size)
        kinds = ("came", "settled", "open", "ways")
        chosen = [self.pick(kind) for kind in kinds]
        if "new" not in chosen[0]["tells"]:
            chosen.pop()  # of what the ways are is then not told
        said = [self.say(one, counts, who, body) for one in chosen]
        for at, kind in enumerate(kinds[: len(said)] if beside else ()):
            if beside and self.dice.random() < ASIDES:
                said[at] += f". {self.aside(kind, beside, counts)}"
        groups: set[str] = set()
        for one in self.dice.sample(wordings()["more"], MORE) if more else ():
            group = wordings()["metrics"][one["tells"][0]].partition(".")[0]
            if group not in groups and not (group.startswith("online") and "ways" in groups):
                groups.add(group)
                said += [self.noise()] if self.dice.random() < 0.3 else []
                said.append(self.say(one, counts, who, body))
        return said

    def joined(self, said: list[str], way: str) -> str:
        """One body's sentences as an office sets them."""
        if way == "sentences":
            return ". ".join(said) + "."
        if way == "semicolons":
            return "; ".join([said[0], *(one[0].lower() + one[1:] for one in said[1:])]) + "."
        if way == "paragraphs":
            return ".\n\n".join(said) + "."
        marks = "abcdeghiklmno" if way == "letters" else "-" * len(said)
        between = ") " if way == "letters" else " "
        return "\n".join(f"{m}{between}{s}." for m, s in zip(marks, said, strict=False))

    def together(self, who: str, bodies: tuple[str, ...]) -> str:
        """Bodies beside each other, each told in the same words."""
        kinds = ("came_short", "settled_short", "open_short")
        chosen, ways = [self.pick(kind) for kind in kinds], self.pick("ways_short")
        chosen += [ways] if "new" in chosen[0]["tells"] else []
        lead, between = self.pick("leads"), self.dice.choice((", ", "; ", ". "))
        parts = []
        for body in ("", *bodies):
            counts = account(self.dice, SMALL if body else LARGE)
            said = [self.say(one, counts, who, body) for one in chosen]
            if between == ". ":
                said = [said[0], *(one[0].upper() + one[1:] for one in said[1:])]
            small = body[:1].lower() + body[1:] if body.startswith(("Cấp", "Lĩnh")) else body
            opens = lead.format(body=small, Body=body) if body else who[:1].upper() + who[1:] + " "
            parts.append(opens + between.join(said) + ".")
        return "1. Kết quả\n" + "\n".join(parts)

    def report(self) -> Made:
        """The whole report."""
        head, of, who, names = self.dice.choice(OFFICES)
        bodies = tuple(name for name in names if name)
        if self.dice.random() < 0.4:
            body = self.together(who, bodies)
        else:
            alone = self.dice.random() < 0.5
            parts = [("", "Tình hình chung", LARGE)]
            parts += [] if alone else [(name, name, SMALL) for name in bodies]
            way = self.dice.choice(WAYS)
            near = {"field": WORK, "unit": NEAR[head]} if alone and way != "semicolons" else None
            said = [
                self.apart(n, "đơn vị" if n else who, s, more=alone, beside=near)
                for n, _, s in parts
            ]
            body = "\n\n".join(
                f"{at}. {title}\n{self.joined(told, way)}"
                for at, ((_, title, _), told) in enumerate(zip(parts, said, strict=True), start=1)
            )
        return Made(HEAD.format(head=head, of=of, body=body), self.told)


def scope_of(body: str) -> tuple[str, str]:
    """The level and folded name that a body's figures have."""
    if not body:
        return "whole", ""
    if body in LEVELS:
        return LEVELS[body], ""
    return ("field", fold(body[9:])) if body.startswith("Lĩnh") else ("unit", fold(body))


def read_made(made: Made, folder: Path) -> Outcome:
    """The report, read and held against what it tells."""
    path = folder / "report.txt"
    path.write_text(made.text, "utf-8")
    settings = Settings()
    (asset,) = intake([str(path)], settings.limits, folder)
    report = read_document(read(asset, settings), settings)
    got = {
        (f.scope.level, fold(f.scope.name or ""), f.metric, Decimal(str(f.value))): f
        for f in report.figures
        if f.value is not None and f.status != "unresolved"
    }
    named = {key: (key[0], "", *key[2:]) for key in got}  # a level may keep its name
    read_ = {key for key in made.told if key in got} | {n for n in named.values() if n in made.told}
    wrong = [
        f"{key[0]} {key[1]} {key[2]} = {key[3]}: {f.evidence.quote[:90]!r}"
        for key, f in got.items()
        if key not in made.told and named[key] not in made.told
    ]
    missed = Counter(text for key, text in made.told.items() if key not in read_)
    accused = [f.equation for f in report.findings if f.severity == "error"]
    return Outcome(Counter(made.told.values()), missed, wrong, accused)


def main() -> None:
    """Makes and reads the reports; prints what was missed by wording, and all that is wrong."""
    count = int(sys.argv[1]) if sys.argv[1:] else COUNT
    seed = int(sys.argv[2]) if sys.argv[2:] else SEED
    told: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong, accused = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(seed, seed + count):
            outcome = read_made(Writer(number).report(), Path(folder))
            told, missed = told + outcome.told, missed + outcome.missed
            wrong, accused = wrong + len(outcome.wrong), accused + len(outcome.accused)
            for text in (*outcome.wrong, *outcome.accused):
                print(f"report {number}: {text}")
    for text, times in missed.most_common():
        print(f"missed {times} of {told[text]}: {text}")
    total = told.total()
    print(
        f"{count} reports, {total} figures: missed {missed.total()}, "
        f"wrong {wrong}, accused {accused}"
    )


if __name__ == "__main__":
    main()
