"""Whose account the figures of a document are, where it holds no more than one.

A report tells of the body that sends it. A name met on the way ('một cửa cấp huyện và xã đã tiếp
nhận …', '02 công chức của Sở trực tại Trung tâm …') may say where something is done; it is a scope
for certain only beside the account of another. Knows figures and the document's head; no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import groupby

from extractor.book.terms import is_commune, own_level
from extractor.models import DocumentHead, Figure, Scope

SOLE = "sole-account"
"""Note of a figure beside a name that may be no scope: no other account stands in the document."""
AGREED = 2
"""Figures by which a counter and the whole are taken for one body."""
TELLING = 10
"""A smaller number may be the same by chance."""
_WHOLE = Scope(level="whole")
_MAIN = frozenset({"received.total", "received.new", "resolved.total", "pending.total"})
"""What an account is known by."""


def with_one_account(
    figures: Sequence[Figure], head: DocumentHead | None = None
) -> tuple[Figure, ...]:
    """All figures of a document, those of the reporter's own counter as its own.

    Those of the one account there is, where it stands beside a name, bear :data:`SOLE`: of 260
    reports with a gold two read so were all the whole's, and one was not.
    """
    whole = _of_the_whole(figures)
    figures = [_changed(f, scope=_WHOLE) if f.id in whole else f for f in figures]
    issuer = (head.issuer if head is not None else None) or ""
    own = _own_counter(figures, issuer)
    if own:
        return tuple(_changed(f, scope=_WHOLE) if f.id in own else f for f in figures)
    sole = _sole(figures) or _counter_of_a_body(figures, issuer)
    asked = {f.id for f in figures if f.id in sole and f.status == "read"}
    return tuple(_changed(f, note=SOLE) if f.id in asked else f for f in figures)


def _changed(figure: Figure, **update: Scope | str) -> Figure:
    return figure.model_copy(update=update)


def _of_the_whole(figures: Sequence[Figure]) -> Set[str]:
    """'Các cơ quan trong tỉnh nhận 900 hồ sơ', where 900 is a table's sum and 300 its 'Cấp tỉnh'.

    The figures of a run of one level's, two of which at least the tables have for the whole and
    otherwise for the level. What no table has goes with the figure before it.
    """
    tables: dict[Scope, dict[tuple[str, str | None], object]] = defaultdict(dict)
    for f in figures:
        if f.origin == "table" and f.value is not None:
            tables[f.scope][f.metric, f.period] = f.value
    prose = (f for f in figures if f.origin == "prose")
    found: set[str] = set()
    for scope, run in groupby(prose, key=lambda f: f.scope):
        if scope.name is None and scope != _WHOLE and scope in tables:
            found |= _agreeing(list(run), tables[_WHOLE], tables[scope])
    return found


def _agreeing(
    run: Sequence[Figure],
    whole: Mapping[tuple[str, str | None], object],
    level: Mapping[tuple[str, str | None], object],
) -> Set[str]:
    """Ids of the run's figures that are of the whole."""
    told: list[bool | None] = []
    for f in run:
        values = (table.get((f.metric, f.period)) for table in (whole, level))
        of_whole, of_level = (f.value is not None and f.value == value for value in values)
        told.append(of_whole if of_whole != of_level else None)
    sure = {
        f.value for f, said in zip(run, told, strict=True) if said and (f.value or 0) >= TELLING
    }
    if len(sure) < AGREED:
        return frozenset()
    mine: set[str] = set()
    last = next(said for said in told if said is not None)
    for f, said in zip(run, told, strict=True):
        last = last if said is None else said
        mine |= {f.id} if last else set()
    return mine


def _own_counter(figures: Sequence[Figure], issuer: str) -> Set[str]:
    """'Trung tâm Phục vụ hành chính công xã nhận mới 1.323 hồ sơ' above a table that says so too.

    Where prose and table agree on two figures at least and differ on none they are of one body.
    """
    counter = [f for f in figures if f.scope.level == "centre" and f.origin == "prose"]
    if not counter or not is_commune(issuer) or len({f.scope for f in counter}) > 1:
        return frozenset()
    told = {
        (f.metric, f.period): f.value
        for f in figures
        if f.origin == "table" and f.scope == _WHOLE and f.value is not None
    }
    both = [(f.value, told[f.metric, f.period]) for f in counter if (f.metric, f.period) in told]
    differ = len(both) < AGREED or any(one != other for one, other in both)
    return frozenset() if differ else {f.id for f in counter}


def _sole(figures: Sequence[Figure]) -> Set[str]:
    """The figures of the one account that there is, where it is not the whole's.

    What is in doubt is no account of the whole: whose it is was perhaps lost.
    """
    accounts: dict[Scope, set[str]] = defaultdict(set)
    for f in figures:
        if f.metric in _MAIN and f.value and _is_told(f):
            accounts[f.scope].add(f.metric)
    bodies = [scope for scope in accounts if scope.level != "field"]
    if _WHOLE in accounts or len(bodies or accounts) != 1:
        return frozenset()
    metrics = list(accounts.values())
    halves = len(metrics) == 2 and metrics[0].isdisjoint(metrics[1])  # 'dân tộc: nhận 3; trả 3'
    mine = accounts if halves else bodies or accounts
    return {f.id for f in figures if f.scope in mine}


def _is_told(figure: Figure) -> bool:
    """Whether it was read, or is of a body that was named."""
    return figure.status == "read" or figure.scope != _WHOLE


def _counter_of_a_body(figures: Sequence[Figure], issuer: str) -> Set[str]:
    """A centre that a department's report names: where its staff take in what is its own."""
    if own_level(issuer) != "whole" or is_commune(issuer):
        return frozenset()
    scopes = {f.scope for f in figures if f.scope.level not in ("field", "unit")} - {_WHOLE}
    if {scope.level for scope in scopes} != {"centre"} or len(scopes) > 1:
        return frozenset()
    centre = [f for f in figures if f.scope in scopes]
    told = {(f.metric, f.period): f.value for f in figures if f.scope == _WHOLE and _is_told(f)}
    counts = [f for f in centre if f.metric in _MAIN]
    if any(told.get((f.metric, f.period), f.value) != f.value for f in counts):
        return frozenset()
    return {f.id for f in centre}
