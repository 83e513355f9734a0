"""Single cells of a workbook: what a value becomes, and what it looks like.

Whatever comes from a document is text and stays text: no formula, no link, no character that
XML forbids. Knows XlsxWriter's cells; no sheet and no table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.book.names import Lang
from extractor.messages import say

TEXT_LIMIT = 32_767
"""Characters (UTF-16 units) a cell can hold."""
ROW_LIMIT = 1_048_576
LINK_LIMIT = 65_000
"""A sheet opens with at most 65.530 links."""
EXACT = 10**15
"""From here on a spreadsheet's number loses digits."""

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FILLS = {"error": "#F8CBC6", "warning": "#FFE699", "info": "#DDEBF7"}
INK = {"error": "#7A1410", "warning": "#5C4400", "info": "#1F3864"}

Look = Mapping[str, Any]
BASE: Look = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
GRID: Look = {"border": 1, "border_color": "#A6A6A6"}
PLAIN: Look = {}
DATE: Look = {"num_format": "dd/mm/yyyy", "align": "center"}
TEXT: Look = {"num_format": "@"}
KINDS: Mapping[str, Look] = {
    kind: {"num_format": form}
    for kind, form in {"count": "#,##0", "rate": "0.00", "money": "#,##0"}.items()
}
"""How a figure looks by the kind of its metric; a locale sets its own grouping sign."""
HEADER: Look = {
    **GRID,
    "bold": True,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "bg_color": "#E2E8EE",
}


def safe(value: str, limit: int = TEXT_LIMIT) -> str:
    """Text that every spreadsheet program opens: legal characters, at most ``limit`` units."""
    text = _ILLEGAL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= limit:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= limit * 2:
        return text
    return units[: (limit - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def as_date(value: str | None) -> date | None:
    """A full ISO date that a spreadsheet can count from 1900, else None."""
    try:
        found = date.fromisoformat(value or "")
    except ValueError:
        return None
    return found if found.year > 1900 else None


def printed_day(value: str | None) -> str:
    """'31/10/2023' of an ISO date, '09/2023' of one without its day."""
    parts = (value or "").split("-")
    return "/".join(reversed(parts)) if all(map(str.isdigit, parts)) else value or ""


class Pen:
    """Writes cells of one workbook; the same look is one format, however often it is used."""

    def __init__(self, workbook: Any, lang: Lang) -> None:
        self.workbook, self.lang = workbook, lang
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._known: dict[tuple[int, ...], tuple[tuple[Look, ...], Any]] = {}

    def say(self, key: str, **params: str | int | float) -> str:
        """A text of the catalogue."""
        return say(f"book.{key}", params, self.lang)

    def look(self, *looks: Look) -> Any:
        """The format of these properties; later ones win.

        Looks are constants: each is known by its identity and kept, so that a million cells
        cost a million look-ups and not a million merged dictionaries.
        """
        known = tuple(map(id, looks))
        if known not in self._known:
            merged: dict[str, Any] = dict(BASE)
            for look in looks:
                merged.update(look)
            key = tuple(sorted(merged.items()))
            if key not in self._formats:
                self._formats[key] = self.workbook.add_format(merged)
            self._known[known] = (looks, self._formats[key])
        return self._known[known][1]

    def put(self, sheet: Any, row: int, col: int, value: object, *looks: Look) -> None:
        """A cell by the type of its value: number, date, text, or blank for None and ''."""
        if value is None or value == "":
            sheet.write_blank(row, col, None, self.look(*looks))
        elif isinstance(value, date):
            sheet.write_datetime(row, col, value, self.look(*looks, DATE))
        elif _is_number(value):
            sheet.write_number(row, col, value, self.look(*looks))
        else:
            sheet.write_string(row, col, safe(str(value)), self.look(*looks, TEXT))

    def comment(self, sheet: Any, row: int, col: int, lines: list[str]) -> None:
        """A note beside a cell, sized for what it says."""
        text = safe("\n".join(dict.fromkeys(line for line in lines if line)), 2_000)
        if text:
            height = 24 + 16 * sum(1 + len(line) // 42 for line in text.split("\n"))
            options = {"width": 300, "height": min(height, 320), "author": "", "font_size": 9}
            sheet.write_comment(row, col, text, options)


def _is_number(value: object) -> bool:
    """Whether a spreadsheet can hold the value as it is."""
    number = isinstance(value, int | float | Decimal)
    return number and math.isfinite(value) and abs(value) < EXACT  # type: ignore[arg-type]


def tint(severity: str | None) -> Look:
    """Fill and ink of a severity; nothing for None."""
    return PLAIN if severity is None else _TINTS[severity]


_TINTS: Mapping[str, Look] = {
    severity: {"bg_color": fill, "font_color": INK[severity], "bold": severity == "error"}
    for severity, fill in FILLS.items()
}


LINE = 15.0
"""Points a line of print takes."""
MOST_LINES = 20


def height(told: Iterable[tuple[object, float]]) -> float | None:
    """Points a row needs for its wrapped (value, column width) cells; None if one line does.

    Programs that open a workbook do not all fit rows themselves.
    """
    most = max((lines(value, width) for value, width in told), default=1)
    return None if most <= 1 else LINE * min(most, MOST_LINES)


def lines(value: object, width: float) -> int:
    """How many lines a text takes in a column so many characters wide."""
    room = max(1, int(width) - 1)
    parts = str(value).split("\n") if value is not None else []
    return sum(max(1, -(-len(part) // room)) for part in parts)
