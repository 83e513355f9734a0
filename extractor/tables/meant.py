"""What scopes and periods of tables mean in the mouth of the unit that reports.

Knows the document's head; changes no number and no place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from extractor.book.metrics import grammar
from extractor.book.notfigures import sections
from extractor.book.rules import rules
from extractor.book.terms import own_level
from extractor.head.months import told, told_of
from extractor.match.scopes import as_meant, house_of, is_own
from extractor.match.titles import is_of_other_matter
from extractor.models import DocumentHead, Figure, Period, Scope
from extractor.tables.words import meaning
from extractor.text import fold

OWN = "own"
"""The period of ``patterns/tables/rows.toml`` that is the document's."""
PLACES, REGISTRY = ("commune", "district"), "land_registry"
"""Levels of places, and the office that has none below it."""
_PART = re.compile(r"\d+|[a-z]+")


def holds_tables(head: DocumentHead | None) -> bool:
    """Whether a document of this kind reports figures: plans and decisions do not."""
    if head is None:
        return True
    if head.type in sections().kinds.without_figures:
        return False
    return not is_of_other_matter(head.title)


def as_told_elsewhere(figures: Sequence[Figure], vague: Mapping[str, str]) -> Sequence[Figure]:
    """The figures, columns of ``vague`` ids as what another table calls the same numbers.

    'Nhận trong kỳ 4.120' beside a table that prints 'mới 4.120, phải giải quyết 4.230' for it. A
    column goes by its sum, or by two of its numbers; a table that prints both knows them apart.
    """
    own = {(_table_of(f), f.metric) for f in figures if f.id not in vague} if vague else set()
    vague = {f.id: o for f in figures if (o := vague.get(f.id)) and (_table_of(f), o) not in own}
    if not vague:
        return figures
    told = {_key(f) for f in figures if f.id not in vague}
    known = {key[:3] for key in told}
    columns: dict[tuple[str, str, str | None], list[Figure]] = {}
    for f in figures:
        if f.id in vague and f.value:
            columns.setdefault(_column_of(f), []).append(f)
    proven = set()
    for column, held in columns.items():
        so = [f for f in held if _as_told(f, vague[f.id], told) is not f]
        other = [f for f in held if f not in so and (vague[f.id], *_key(f)[1:3]) in known]
        enough = len(so) > 1 or len(held) == 1 or any(f.scope.name is None for f in so)
        if so and enough and len(so) > len(other):
            proven.add(column)
    return [
        f.model_copy(update={"metric": vague[f.id]})
        if f.id in vague and _column_of(f) in proven
        else f
        for f in figures
    ]


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.metric, figure.scope, figure.period, figure.value


def _column_of(figure: Figure) -> tuple[str, str, str | None]:
    """What one column of a table counts, as far as its figures say."""
    return _table_of(figure), figure.metric, figure.period


def _as_told(figure: Figure, other: str, told: Set[object]) -> Figure:
    number = _key(figure)[1:]
    apart = (other, *number) in told and (figure.metric, *number) not in told
    return figure.model_copy(update={"metric": other}) if apart else figure


def as_tables_tell(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """All figures of a document, a bare 'tiếp nhận 1.012 hồ sơ' as the table that prints 1.012.

    Where a table tells that number of the same unit and span as what is new, and none as all that
    came in. Words that say that it is all ('tổng số') are left to the checks.
    """
    tables = {(f.metric, f.scope, f.period, f.value) for f in figures if f.origin == "table"}
    news = {balance.total: balance.new for balance in rules().balance}
    return tuple(
        _as_told(f, news[f.metric], tables)
        if f.origin == "prose" and f.metric in news and f.value and _is_bare(f)
        else f
        for f in figures
    )


def _is_bare(figure: Figure) -> bool:
    return "total" not in meaning(figure.evidence.quote, False).features


def fields_apart(
    figures: Sequence[Figure], levels: Mapping[str, tuple[str, str]]
) -> Sequence[Figure]:
    """The figures, a field of work that two tables of two levels tell otherwise by both names.

    'Hộ tịch 105' below 'I. Cấp huyện', 'Hộ tịch 34' below 'II. Cấp xã'. ``levels``: of tables, as
    blocks begin with them.
    """
    told: dict[tuple[str, str, str | None], dict[str, object]] = {}
    for f in figures:
        at = levels.get(_table_of(f))
        if at is not None and f.scope.level == "field":
            key = (fold(f.scope.name or ""), f.metric, f.period)
            told.setdefault(key, {})[at[0]] = f.value
    both = {name for (name, _, _), by in told.items() if len(by) > 1}
    differ = any(len(set(by.values())) > 1 for by in told.values())
    split = both if differ else set()  # one that happens to print the same is two as well
    return [_apart(f, split, levels.get(_table_of(f))) for f in figures]


def _apart(figure: Figure, split: Set[str], level: tuple[str, str] | None) -> Figure:
    name = figure.scope.name or ""
    if level is None or figure.scope.level != "field" or fold(name) not in split:
        return figure
    scope = Scope(level="field", name=f"{level[1]} / {name}")
    return figure.model_copy(update={"scope": scope})


def as_reported(figures: Sequence[Figure], head: DocumentHead | None) -> tuple[Figure, ...]:
    """The figures with levels as the reporter means them and the document's own period unsaid."""
    issuer = (head.issuer if head is not None else None) or ""
    named = _of_reporter(figures, issuer)
    figures = [named.get(f.id, f) for f in figures] if named else figures
    levels = {f.scope.level for f in figures if f.scope.name is None}
    scopes = {level: _meant(level, issuer) for level in levels}
    periods = _periods({f.period for f in figures}, head)
    return tuple(_changed(f, scopes, periods) for f in figures)


def _of_reporter(figures: Sequence[Figure], issuer: str) -> dict[str, Figure]:
    """The figures of rows that bear the reporter's own name, by id: all of it, or its own level.

    'UBND huyện Bảo Lâm' over its offices beside 'Các xã' is the district level.
    """
    mine = [f for f in figures if f.scope.name and is_own(f.scope.name, issuer)]
    levels = (
        {(_table_of(f), f.scope.level) for f in figures if f.scope.name is None} if mine else ()
    )
    own = own_level(issuer)
    found = {}
    for f in mine:
        beside = any(at == _table_of(f) and level not in ("whole", own) for at, level in levels)
        scope = Scope(level=own if own and beside else "whole")
        found[f.id] = f.model_copy(update={"scope": scope})
    return found


def _table_of(figure: Figure) -> str:
    return figure.block.partition(":")[0]


def _changed(
    figure: Figure, scopes: dict[str, Scope], periods: dict[str | None, str | None]
) -> Figure:
    scope = scopes[figure.scope.level] if figure.scope.name is None else figure.scope
    period = periods[figure.period]
    if scope.level == figure.scope.level and period == figure.period:
        return figure
    return figure.model_copy(update={"scope": scope, "period": period})


def _meant(level: str, issuer: str) -> Scope:
    """A level's scope; the whole where the reporter names itself.

    Places in which the land lies are no level below a land registry: their sum is its own.
    """
    if level in PLACES and house_of(issuer) == REGISTRY:
        return Scope(level="whole")
    return as_meant(Scope(level=level), "", issuer) or Scope(level="whole")


def _periods(said: set[str | None], head: DocumentHead | None) -> dict[str | None, str | None]:
    """Each printed period, or None for the document's own and for the only one there is."""
    period = head.period if head is not None else None
    own = _plain(period.label) if period is not None else None
    printed = {p for p in said if p is not None}
    if own is None and len(printed) == 1 and None not in said and "cumulative" not in said:
        return dict.fromkeys(said)
    same = {p for p in printed if p == OWN or _is_own(_plain(p), own) or _same_months(p, period)}
    return {p: None if p in same else p for p in said}


def _same_months(printed: str, own: Period | None) -> bool:
    """'Tháng 8' in a report of 'tháng 8 năm 2022'."""
    there, here = told(printed), told_of(own)
    return there is not None and here is not None and there in (here, (0, *here[1:]))


def _is_own(plain: str, own: str | None) -> bool:
    """'Trong tháng', 'Quý này': of a report on a month, a quarter; not of one on '6 tháng'."""
    if plain == own:
        return True
    bare = plain.isalpha()
    return bare and (own is None or own.split()[:1] == [plain])


def _plain(period: str) -> str:
    """'Quý I năm 2024' and 'quý I/2024' alike; 'Tháng 03' and 'tháng 3'."""
    telling = {fold(word) for word in grammar().words.period}
    parts = _PART.findall(fold(period))
    return " ".join(p.lstrip("0") for p in parts if p.isdecimal() or p in telling)
