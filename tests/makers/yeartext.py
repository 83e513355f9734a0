"""A made year as the text of files: the letterhead, prose for levels, a table for named units.

Only the wording is made here; the numbers and names are those of :mod:`tests.makers.year`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.makers.year import (
    CARRIED,
    COLUMNS,
    NEW,
    OPEN,
    SETTLED,
    TOTAL,
    WAITING,
    Flow,
    Made,
    Year,
    period_of,
    print_count,
    shown,
    signed,
)

LEVELS = {"district": "Tại cấp huyện", "commune": "Tại cấp xã", "whole": ""}


def write(made: Year, folder: Path) -> None:
    """A file for each report, named by its number, so that a finding leads back to the truth."""
    for number, one in enumerate(made.made):
        (folder / f"{number:04}.md").write_text(text(one), encoding="utf-8")


def text(one: Made) -> str:
    """One report as its office would have written it."""
    start, end = period_of(one.month, one.ways.cut)
    day = signed(one)
    lines = [
        f"ỦY BAN NHÂN DÂN\n{one.parent.upper()}",
        f"ỦY BAN NHÂN DÂN\n{one.printed.upper()}",
        f"Số: {one.number * 10 + one.version}/BC-UBND",
        f"{one.printed.split(' ', 1)[-1]}, ngày {day.day} tháng {day.month} năm {day.year}",
        f"BÁO CÁO\nKết quả giải quyết thủ tục hành chính tháng {one.month} năm 2024",
        f"(Số liệu từ ngày {_day(start)} đến ngày {_day(end)})",
    ]
    lines += [
        _prose(LEVELS[level], shown(flow, one.ways))
        for (level, name), flow in one.scopes.items() if not name
    ]  # fmt: skip
    rows = {name: flow for (_, name), flow in one.scopes.items() if name}
    return "\n\n".join([*lines, *([_table(rows)] if rows else [])]) + "\n"


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _prose(where: str, flow: Flow) -> str:
    said = {m: f"{print_count(v)} hồ sơ" for m, v in flow.items()}
    settled = f"- Đã giải quyết: {said[SETTLED]}"
    if "resolved.late" in flow:
        settled += (
            f" (trước hạn: {said['resolved.early']}, đúng hạn: {said['resolved.on_time']}, "
            f"trễ hạn: {said['resolved.late']})"
        )
    held = f"- Đang giải quyết: {said[OPEN]}"
    if "pending.overdue" in flow:
        held += f" (trong hạn: {said['pending.in_time']}, quá hạn: {said['pending.overdue']})"
    return "\n".join([
        f"{where}:" if where else "Kết quả tiếp nhận, giải quyết hồ sơ:",
        f"- Tổng số hồ sơ tiếp nhận: {said[TOTAL]}; tiếp nhận mới trong kỳ: {said[NEW]}; "
        f"từ kỳ trước chuyển qua: {said[CARRIED]}.",
        f"{settled}.",
        f"{held}.",
        f"- Hồ sơ chờ bổ sung: {said[WAITING]}.",
    ])  # fmt: skip


def _table(rows: dict[str, Flow]) -> str:
    head = (
        "Đơn vị", "Tổng số hồ sơ tiếp nhận", "Mới tiếp nhận", "Kỳ trước chuyển qua",
        "Đã giải quyết", "Đang giải quyết", "Chờ bổ sung",
    )  # fmt: skip
    lines = [head, ("---",) * len(head)]
    for name, flow in rows.items():
        lines.append((name, *(print_count(flow[m]) for m in COLUMNS)))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
