"""One table set with blanks in many layouts: it reads the same in all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from textwrap import wrap

import pytest

from extractor.models import DocumentHead, Page
from extractor.readers.drawn import drawn_tables
from extractor.repair import repair
from extractor.tables import read_tables

GROUPS = {
    "Tiếp nhận": {
        "Tổng số": "received.total",
        "Kỳ trước chuyển": "received.carried_over",
        "Mới nhận": "received.new",
    },
    "Đã giải quyết": {
        "Tổng số": "resolved.total",
        "Trước hạn": "resolved.early",
        "Đúng hạn": "resolved.on_time",
        "Quá hạn": "resolved.late",
    },
    "Đang giải quyết": {
        "Tổng số": "pending.total",
        "Trong hạn": "pending.in_time",
        "Quá hạn": "pending.overdue",
    },
}
ROWS = {
    "Phòng Tài nguyên và Môi trường": (1250, 50, 1200, 1100, 700, 390, 10, 150, 148, 2),
    "Phòng Lao động - Thương binh và Xã hội": (306, 32, 274, 274, 173, 98, 3, 32, 32, 0),
    "Xã Bình An": (97, 4, 93, 92, 81, 11, 0, 5, 5, 0),
    "Tổng cộng": (1653, 86, 1567, 1466, 954, 499, 13, 187, 185, 2),
}
METRICS = [metric for heads in GROUPS.values() for metric in heads.values()]
NAMES, GAP = 26, "  "
Set = Callable[[str, int], str]


def laid_out(
    width: int,
    numbers: Set,
    groups: Set,
    *,
    high: bool,
    first: bool,
    label: int,
    called: Sequence[str] = tuple(GROUPS),
) -> str:
    """The table; ``high`` says that headings begin on one line, ``first`` that numbers stand
    beside a name's first line, ``label`` in which line of the headings 'TT  Đơn vị' does."""
    heads = [wrap(head, width - 1) for group in GROUPS.values() for head in group]
    wide = [max(width, *map(len, lines)) for lines in heads]
    deep = max(map(len, heads))
    if not high:
        heads = [[""] * (deep - len(lines)) + lines for lines in heads]
    spans, at = [], 0
    for name, group in zip(called, GROUPS.values(), strict=True):
        covered = wide[at : at + len(group)]
        spans.append(groups(name, sum(covered) + len(GAP) * (len(covered) - 1)))
        at += len(group)
    below = zip_longest(*heads, fillvalue="")
    lines = [GAP + GAP.join(spans), *(_line(cells, wide, numbers) for cells in below)]
    marks = ["TT  Đơn vị" if i == label else "" for i in range(len(lines))]
    lines = [f"{mark:<{NAMES + 4}}{line}" for mark, line in zip(marks, lines, strict=True)]
    for order, (name, values) in enumerate(ROWS.items(), 1):
        names = wrap(name, NAMES - 1)
        shown = [f"{value:,}".replace(",", ".") for value in values]
        for i, part in enumerate(names):
            mark = str(order) if i == 0 and name != "Tổng cộng" else ""
            beside = i == (0 if first else len(names) - 1)
            lines.append(f"{mark:<4}{part:<{NAMES}}{_line(shown, wide, numbers) if beside else ''}")
    return "\n".join(line.rstrip() for line in ["Số hồ sơ của các đơn vị như sau:", "", *lines])


def _line(cells: Sequence[str], wide: Sequence[int], numbers: Set) -> str:
    return GAP + GAP.join(numbers(cell, width) for cell, width in zip(cells, wide, strict=True))


@pytest.mark.parametrize("label", [0, 1, 2])
@pytest.mark.parametrize("first", [True, False], ids=["beside the first line", "beside the last"])
@pytest.mark.parametrize("high", [True, False], ids=["high", "low"])
@pytest.mark.parametrize("groups", [str.center, str.ljust], ids=["by the middle", "by the left"])
@pytest.mark.parametrize(
    "numbers", [str.rjust, str.center, str.ljust], ids=["right", "mid", "left"]
)
@pytest.mark.parametrize("width", [7, 8, 10])
def test_it_reads_alike(
    width: int, numbers: Set, groups: Set, high: bool, first: bool, label: int
) -> None:
    text = laid_out(width, numbers, groups, high=high, first=first, label=label)
    assert_read(text)


LONGER = [
    ("Hồ sơ tiếp nhận", "Hồ sơ đã giải quyết", "Hồ sơ đang giải quyết"),
    ("Số hồ sơ tiếp nhận", "Kết quả giải quyết", "Số hồ sơ đang giải quyết"),
    ("Hồ sơ tiếp nhận trong kỳ", "Hồ sơ đã giải quyết xong", "Hồ sơ đang trong quá trình xử lý"),
]


@pytest.mark.parametrize("called", LONGER, ids=["longer", "uneven", "wider than their columns"])
@pytest.mark.parametrize("high", [True, False], ids=["high", "low"])
@pytest.mark.parametrize("groups", [str.center, str.ljust], ids=["by the middle", "by the left"])
@pytest.mark.parametrize(
    "numbers", [str.rjust, str.center, str.ljust], ids=["right", "mid", "left"]
)
@pytest.mark.parametrize("width", [7, 10])
def test_longer_headings_stand_over_the_same_columns(
    width: int, numbers: Set, groups: Set, high: bool, called: Sequence[str]
) -> None:
    """Every group opens with 'Tổng số': that tells where the next begins, whatever its width."""
    assert_read(laid_out(width, numbers, groups, high=high, first=True, label=1, called=called))


def assert_read(text: str) -> None:
    page = repair(Page(1, text, "text", tables=tuple(drawn_tables(text))))
    found = {
        (f.scope.name or f.scope.level, f.metric): f.value
        for f in read_tables([page], DocumentHead(type="BC"))
    }
    assert found == {
        ("whole" if name == "Tổng cộng" else name, metric): value
        for name, values in ROWS.items()
        for metric, value in zip(METRICS, values, strict=True)
    }
