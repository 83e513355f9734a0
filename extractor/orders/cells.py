"""The target in one cell of a table, of what its row or its heading names.

Knows a cell's words; which cells hold targets is known to :mod:`extractor.orders.matrix`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from extractor.book.orders import compiled, order_sections, targets
from extractor.numbers import as_count, as_decimal
from extractor.orders.compared import NUMBER, Comparison, Target, compared
from extractor.orders.layout import fits, level_of, says
from extractor.orders.named import metric_named
from extractor.orders.targets import find_targets, is_electronic, names_nothing
from extractor.text import fold

_BARE = regex.compile(rf"(?P<before>[^\d%]*){NUMBER}(?P<rest>[^\d]*)")
_SPAN = regex.compile(r"\d\s*%?\s*[-–]\s*\d")
_PERCENT = regex.compile(r"\(?%\)?")
_UNIT = regex.compile(r"\((?P<unit>\p{L}[\p{L}\s]{1,18})\)[\s*_]*$")
_WHOLE = 100
_FEW = 4
"""Words of a label that only says that a target follows: 'Chỉ tiêu phải đạt: …'."""


def target_in_cell(measure: str, words: str, unit: str, around: str = "") -> Target | None:
    """The target in a table's cell, of what its row or heading names; ``unit``: '%', 'Hồ sơ', ''.

    A number alone is one: the table says that it is to be reached. ``around``: its heading and
    the line over the table, whose 'tối thiểu' holds for a number without a comparison of its own.
    Two numbers with a dash between them are none: which of them binds is not said.
    """
    words = level_of(words)
    if _SPAN.search(words):
        return None
    found = _rate(measure, words) if unit == "%" or "%" in words else _count(measure, words, unit)
    if found is None or found.comparison != "=":
        return found
    return replace(found, comparison=_sign(around) or "=")


def _rate(measure: str, words: str) -> Target | None:
    printed = words if "%" in words else regex.sub(r"(\d[\d.,]*)", r"\1%", words, count=1)
    found = [t for t in find_targets(f"{measure}: {printed}") if "%" in t.printed]
    if not found or found[-1].value > _WHOLE:
        return None
    rate = found[-1]
    if (
        rate.metric is None
        and not rate.reduced
        and compiled(targets().words.rated).match(fold(measure).strip(" *_-"))
        and not is_electronic(fold(measure))
    ):  # 'Tỷ lệ hồ sơ trễ hạn cấp phường, xã': no sentence, that a comma might end
        rate = replace(rate, metric=metric_named(measure, damaged=False))
    return _by_how_much(measure, rate)


def _by_how_much(measure: str, found: Target) -> Target:
    """'Giảm hồ sơ trễ hạn | 50 %': by how much, which no figure measures; 'dưới 2 %' is a level."""
    changes = compiled(rf"{targets().words.reduced}\b").match(fold(measure).strip(" *_-"))
    level = found.comparison in ("<", "<=")
    return found if changes is None or level else replace(found, metric=None)


def _count(measure: str, words: str, unit: str) -> Target | None:
    match = _BARE.fullmatch(words)
    value = _number(match["n"], unit or match["rest"]) if match else None
    if match is None or value is None:
        return None
    metric = metric_named(measure, damaged=False, kind="count")
    counted = unit or (match["rest"] if fits("counted_in", match["rest"]) else "")
    if metric and (_is_of_others(measure, counted) or fits("brought", metric)):
        metric = None
    comparison = compared(words, match, 0, match.start("n")) or "="
    return Target(match.start("n"), match.end("n"), metric, comparison, value, match["n"])


def _number(printed: str, unit: str) -> int | Decimal | None:
    """'1,5 lần', '0,5 ngày': a part of one, of what is no file."""
    whole = as_count(printed)
    return (
        whole
        if whole is not None or not unit.strip() or fits("files", unit)
        else as_decimal(printed)
    )


def _is_of_others(measure: str, unit: str) -> bool:
    """Meetings, machines, procedures are counted, and no files: 'Buổi nhận hồ sơ lưu động'."""
    if (unit and not fits("files", unit)) or fits("lengths", measure):
        return True
    folded = fold(measure).strip(" *_-")
    words = targets().words
    others = compiled(rf"{words.opening}{words.others}\b")
    return others.match(folded) is not None


def _sign(around: str) -> Comparison | None:
    """'Mức tối thiểu phải đạt' over a table, 'không quá (%)' in a heading."""
    least, most = says("at_least", around), says("at_most", around)
    if (least is None) == (most is None):
        return None
    return ">=" if least else "<="


def often_in_cell(words: str) -> Target | None:
    """'Tối thiểu 02 lần/tháng': how often, in a cell of time."""
    sign = _sign(words)
    said = fold(words)
    match = compiled(order_sections().columns["often"]).search(said)
    if sign is None or match is None:
        return None
    number = regex.match(r"\d+", match.group())
    value = as_count(number.group()) if number else None
    if number is None or value is None:
        return None
    end = match.start() + len(number.group())
    return Target(match.start(), end, None, sign, value, number.group())


def is_rate(measure: str) -> bool:
    """Whether a bare number under such a heading is one of a hundred, though no '%' stands."""
    folded = fold(measure).strip(" *_-")
    words = targets().words
    if compiled(words.rated).match(folded):
        return True
    return not is_counted(measure) and metric_named(measure, damaged=False) is not None


def says_rate(line: str) -> bool:
    """'Giao chỉ tiêu tỷ lệ hồ sơ trực tuyến …': the numbers below are of a hundred."""
    return compiled(rf"\b{targets().words.rated}").search(fold(line)) is not None


def is_counted(measure: str) -> bool:
    """Whether a measure is counted one by one: 'Số hồ sơ …'."""
    folded = fold(measure).strip(" *_-")
    counted = compiled(targets().words.numbered)
    return counted.match(folded) is not None


def unit_in_brackets(head: str) -> str:
    """'Hồ sơ quá hạn (hồ sơ)': what a heading says that its cells count; '' where it is silent."""
    match = _UNIT.search(head)
    unit = match["unit"] if match is not None else ""
    return unit if fits("files", unit) or fits("counted_in", unit) else ""


def targets_listed(words: str) -> list[Target]:
    """Those of a cell that lists several: each by its own words, else by those before it."""
    found = find_targets(words)
    pieces = [piece for piece in words.split(";") if piece.strip()]
    if len(pieces) < 2:
        return found
    apart = [target for piece in pieces for target in _apart(piece)]
    if len(apart) < len(found) or not all(apart):
        return found
    return [target for target in apart if target]


def _apart(piece: str) -> list[Target | None]:
    """The targets of a piece; None for one whose words do not say what it is of."""
    label, _, level = piece.partition(":")
    if fits("aimed", label.strip(" -+")) and len(label.split()) <= _FEW:
        bare = target_in_cell("", level.strip(), "")
        return [bare] if bare else [*find_targets(piece)]
    folded = fold(piece)
    return [
        None if t.metric is None and names_nothing(folded[: t.start], folded[t.end :]) else t
        for t in find_targets(piece)
    ]


def without_percent(words: str) -> str:
    """A heading without its '(%)'."""
    return " ".join(_PERCENT.sub("", words).split())
