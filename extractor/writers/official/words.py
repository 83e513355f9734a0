"""What the official table says, from the catalogue: labels, notes, counts of what is missing.

Knows the keys of ``patterns/messages/official.toml``; no cell and no file format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.book.names import Lang, level_name
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import Note
from extractor.consolidate.official.remarks import NOT_THERE
from extractor.consolidate.official.table import Group, Line
from extractor.consolidate.official.whole import Official
from extractor.messages import Param, catalogue, say

ROMAN = ("", "I", "II", "III", "IV")
NAMED = 6
"""Units without a report that the head names; the sheet of submissions has them all."""


def tell(key: str, lang: Lang, **params: Param) -> str:
    """A text of the official table; numbers are grouped as the language does."""
    shown = {k: count(v, lang) if isinstance(v, int) else v for k, v in params.items()}
    return say(f"official.{key}", shown, lang)


def count(number: int, lang: Lang) -> str:
    """'1.234' in Vietnamese, '1,234' in English."""
    text = f"{number:,}"
    return text.replace(",", ".") if lang == "vi" else text


def period(asked: Asked, lang: Lang) -> str:
    """'Quý I năm 2024'."""
    kind = asked.kind
    key = f"{kind}-{asked.number}" if kind == "half-year" else kind
    roman = ROMAN[asked.number] if kind == "quarter" else ""
    params = {"year": str(asked.year), "number": f"{asked.number:02}", "roman": roman}
    return tell(f"kind.{key}", lang, **params)


def numeral(number: int) -> str:
    """'IV': groups are numbered so."""
    found = ""
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                        (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        while number >= value:
            found, number = found + sign, number - value
    return found


def noted(note: Note, lang: Lang) -> str:
    """A note in words, its month before it where it has one."""
    params: dict[str, Param] = {
        key: value if isinstance(value, str) else count(value, lang) for key, value in note.params
    }
    if levels := params.get("levels"):
        params["levels"] = ", ".join(level_name(one, lang) for one in str(levels).split(","))
    text = say(f"official.note.{note.key}", params, lang)
    month = params.get("month")
    return tell("said-in", lang, month=month, text=text) if month else text


def heading(group: Group, lang: Lang) -> str:
    """Of a group: its superior's name, or what its units are."""
    if group.title:
        return group.title
    key = f"group.{group.level}"
    return tell(key, lang) if f"official.{key}" in catalogue() else level_name(group.level, lang)


def called(line: Line, lang: Lang) -> str:
    """What a line is called."""
    if line.kind == "rest":
        return tell("rest", lang)
    if line.kind == "own":
        return tell("own", lang, unit=line.name)
    return line.name


def head(official: Official, lang: Lang) -> tuple[tuple[str, bool], ...]:
    """What stands above the table, a line each, and whether it is an alarm."""
    told = (*_learned(official, lang), *_apart(official, lang), *_lacking(official, lang))
    return (*told, *_states(official, lang), *_as(official, lang))


def _learned(official: Official, lang: Lang) -> Iterable[tuple[str, bool]]:
    if official.learned:
        names = _names(official.learned, lang)
        yield tell("head.learned", lang, count=len(official.learned), names=names), True


def _apart(official: Official, lang: Lang) -> Iterable[tuple[str, bool]]:
    table = official.table
    if table.apart:
        names = _names([unit.full for unit in table.apart], lang)
        yield tell("head.apart", lang, unit=table.unit.full, names=names), True


def _lacking(official: Official, lang: Lang) -> Iterable[tuple[str, bool]]:
    table = official.table
    if not table.expected and not official.learned:
        yield tell("head.nobody", lang, unit=table.unit.full), True
        return
    gone = [one for one in table.missing if one.status in NOT_THERE]
    units = list(dict.fromkeys(one.unit.full for one in gone))
    if units:
        key = "head.lacking-months" if table.expected > table.units else "head.lacking"
        yield tell(
            key, lang, missing=len(units), units=table.units, names=_names(units, lang),
            reports=len(gone), expected=table.expected,
        ), True  # fmt: skip
    others = [one.unit.full for one in table.missing if one.status not in NOT_THERE]
    if others:
        names = _names(list(dict.fromkeys(others)), lang)
        yield tell("head.unused", lang, count=len(others), names=names), True
    if not table.missing and not official.learned:
        yield tell("head.whole", lang, expected=table.expected, units=table.units), False


def _names(units: Sequence[str], lang: Lang) -> str:
    names = "; ".join(units[:NAMED])
    if len(units) > NAMED:
        return tell("head.names-more", lang, names=names, count=len(units) - NAMED)
    return names


def _states(official: Official, lang: Lang) -> Iterable[tuple[str, bool]]:
    states = official.table.states
    counts = {
        "unresolved": states["unresolved"],
        "disputed": states["disputed"],
        "differences": len(official.differences),
        "strangers": len(official.strangers),
    }
    if any(counts.values()):
        yield tell("head.states", lang, **counts), True
    else:
        yield tell("head.clean", lang), False


def _as(official: Official, lang: Lang) -> Iterable[tuple[str, bool]]:
    if official.as_ == "printed":
        yield tell("head.as-printed", lang), False
    elif official.decided:
        yield tell("head.as-decided", lang, count=official.decided), False
