"""What each column counts, from the path of headings over it.

A column's own words come from its lowest heading; what they leave open comes from the headings
above, the nearest first. Knows no rows and no values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extractor.book.metrics import Kind, Resolution, grammar, metrics, resolve
from extractor.book.tables import table_book
from extractor.tables.called import are_fields
from extractor.tables.column import Column as Column
from extractor.tables.heading import Heading, read_heading
from extractor.tables.neighbours import by_neighbours, rate_of
from extractor.tables.words import (
    BEFORE,
    label_kind,
    named,
    owner_at_start,
    owner_of_all,
    owners,
    period_of_row,
)

_WORD = regex.compile(r"\p{L}+")


def read_columns(
    paths: Sequence[tuple[str, ...]],
    *,
    subject: frozenset[str],
    damaged: bool,
    scan: bool = False,
    clear: bool = False,
    of: frozenset[str] = frozenset(),
) -> list[Column]:
    """Every column's meaning; ``subject`` are features the table's caption hands on.

    Headings of a ``scan`` may be guessed where a word of theirs was misread; those that were read
    from no image are ``clear``. ``of`` is the object
    that a row names beside them ('Kết quả giải quyết').
    """
    columns: list[Column] = []
    group: str | None = None
    for col, path in enumerate(paths):
        column = _read(col, path, subject, group, damaged, scan=scan, clear=clear, of=of)
        bare = column.own - table_book().headings.wholes if of else column.own
        if bare == {"rate"} and column.metric is None and columns:
            column = rate_of(column, columns[-2:])
        group = _group_of(column.metric) or group
        columns.append(column)
    return by_neighbours(columns)


def _read(
    col: int,
    path: tuple[str, ...],
    subject: frozenset[str],
    group: str | None,
    damaged: bool,
    *,
    scan: bool,
    clear: bool,
    of: frozenset[str],
) -> Column:
    if not path:
        return Column(col, path)
    book = table_book()
    for text in path:
        aside = [reason for reason in owners(book.asides, text, damaged) if reason]
        if aside:
            return Column(col, path, aside=aside[0])
    label = label_kind(path[-1], damaged)
    if label == "remark":
        return Column(col, path, label=label)
    whole = " ".join(path)
    base = Column(
        col,
        path,
        label=label,
        period=_period(path, damaged),
        level=_level(path, damaged),
        factor=_factor(whole, damaged),
        ratio=_ratio(path[-1], damaged),
    )
    if label is not None and owner_of_all(book.labels, path[-1], damaged) is not None:
        return base  # 'Đơn vị giải quyết' settles nothing
    said = [read_heading(text, damaged, scan=scan, clear=clear) for text in path]
    base = replace(base, guessed=any(heading.guessed for heading in said))
    if span := _span(path, said, damaged):
        told = span if any(char.isdecimal() for char in span) or span == "cumulative" else None
        base, said = replace(base, period=told or base.period), said[:-1]
    return _resolved(base, said, subject, group, of)


def _span(path: tuple[str, ...], said: list[Heading], damaged: bool) -> str:
    """The span of time in which a heading ends ('Đã giải quyết | Quý II'), or ''.

    Of what came in 'Trong kỳ' says more: that it is new.
    """
    span = period_of_row(path[-1], damaged) if len(path) > 1 else ""
    over = {f for heading in said[:-1] for f in heading.features}
    flow = "inperiod" in said[-1].features and "received" in over
    return "" if flow or span == BEFORE else span


def _ratio(text: str, damaged: bool) -> tuple[str, str] | None:
    """What the two numbers of 'a/b' are below 'A/B'; None where either side is not certain.

    What is digitised or paid has a whole of its own; any other whole must be named.
    """
    sides = [read_heading(side, damaged, scan=False) for side in text.split("/")]
    said = [_own_and_context([side])[0] for side in sides]
    if len(sides) != 2 or not all(side.understood for side in sides):
        return None
    part, whole = (_resolve(own, frozenset(), "count", None) if own else None for own in said)
    if part is None or part.rivals:
        return None
    own = metrics()[part.metric].of
    if own is not None and own.endswith(".due"):
        return part.metric, own
    return (part.metric, whole.metric) if whole and not whole.rivals else None


def _resolved(
    base: Column,
    said: list[Heading],
    subject: frozenset[str],
    group: str | None,
    of: frozenset[str],
) -> Column:
    """The column with its metric, if its headings give one."""
    own, context = _own_and_context(said)
    if not own:  # 'Cấp xã | Tỷ lệ (%)': a share, whatever of
        share = said[-1].features == {"rate"} or (said[-1].empty and "%" in base.path[-1])
        return replace(base, kind="rate") if share else base
    own, doubtful = _with_object(own, said, of)
    base = replace(base, own=own | said[-1].features)
    context |= _handed_on(subject, own | context)
    context |= _nouns(said[-1])
    everything = own | context
    base = replace(base, period="cumulative" if "cumulative" in everything else base.period)
    own, context = own - {"cumulative"}, context - {"cumulative"}
    own |= _service_online(own, context)
    percent = any("%" in text for text in base.path[-2:]) or "rate" in everything
    kind: Kind = "rate" if percent else "money" if "amount" in everything else "count"
    if base.label is not None and kind == "count" and not own & grammar().classes["group"]:
        return base
    found = _resolve(own, context, kind, group)
    topics = own & grammar().classes["topic"]
    if found is not None and not _has_room(found.metric, context | topics):
        return base
    per_cent = _resolve(own, context, "rate", group)
    if found is None:
        return base if kind == "count" else replace(base, kind=kind)
    own_rate = metrics()[found.metric].rate  # 'Thanh toán phí trực tuyến': a share of it
    return replace(
        base,
        metric=found.metric,
        kind=kind,
        label=None,
        rate=(None if per_cent.rivals else per_cent.metric) if per_cent else own_rate,
        ambiguous=bool(found.rivals) or doubtful,
    )


def _handed_on(subject: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """What the caption says of a column: no subject of what counts files, no second topic."""
    services = grammar().services
    others = grammar().classes["topic"] | grammar().classes["subject"]
    if said & (grammar().classes["rating"] | {"rating"}):  # what people thought is told apart
        return frozenset()
    topics = frozenset() if said & others else subject & services
    return topics | {f for f in subject - services if not said & {f, "unit:file"}}


def _service_online(own: frozenset[str], context: frozenset[str]) -> frozenset[str]:
    """'Mức độ 3 | Nộp qua mạng': what came in online by a service is the service's own count."""
    services = context & grammar().services
    alone = "online" in own and not own & grammar().classes["topic"]
    return services if alone and len(services) == 1 else frozenset()


def _nouns(heading: Heading) -> frozenset[str]:
    """What the noun of a heading says was counted: 'Hồ sơ nộp phí' are no times of it."""
    counted = grammar().units
    return frozenset(counted[f] for f in heading.features if counted.get(f))


def _resolve(
    own: frozenset[str], context: frozenset[str], kind: Kind, group: str | None
) -> Resolution | None:
    """As the book resolves; a deadline without a group takes its left neighbour's."""
    found = resolve(own, context, kind)
    if found and found.rivals:
        found = resolve(own - {"total"}, context, kind) or found
    if found and found.assumed and group and own & table_book().headings.by_neighbour:
        return resolve(own, context | {group}, kind) or found
    return found


def _has_room(metric: str, context: frozenset[str]) -> bool:
    """Whether the metric means all that the headings above say ('online' over 'on time': no)."""
    declared = metrics()[metric]
    room = declared.may.union(*declared.needs)
    return all(grammar().class_of(f) not in table_book().headings.binding for f in context - room)


def _own_and_context(said: list[Heading]) -> tuple[frozenset[str], frozenset[str]]:
    """The lowest heading's features, and those above that it leaves open."""
    rest = list(said)
    leaf = rest.pop()
    if not leaf.understood or any(heading.negated for heading in rest):
        return frozenset(), frozenset()
    own = leaf.features
    while rest and (leaf.empty or not own - table_book().headings.dependent):
        leaf = rest.pop()
        if not leaf.understood:
            return frozenset(), frozenset()
        own = (own - {"total"} if leaf.features else own) | leaf.features
    context: frozenset[str] = frozenset()
    for heading in reversed(rest):
        filled = {grammar().class_of(f) for f in context} - {None}
        context |= {f for f in heading.features if grammar().class_of(f) not in filled}
    if own & grammar().classes["group"]:
        context -= table_book().headings.period_words
    return _without_title_words(own, own | context), _without_title_words(context, own | context)


def _with_object(
    own: frozenset[str], said: list[Heading], of: frozenset[str]
) -> tuple[frozenset[str], bool]:
    """What 'Đã số hóa' below 'Số hóa kết quả' is of; whether that is in doubt."""
    objects = grammar().classes["object"]
    if not own & table_book().headings.repeating or own & objects:
        return own, False
    if of:
        return own | of, False
    at = next((i for i, h in reversed(list(enumerate(said[:-1]))) if h.features & objects), None)
    if at is None:
        return own, False
    if said[at].is_title:
        return own, all("unit:file" not in heading.features for heading in said[at + 1 :])
    return own | (said[at].features & objects), False


def _without_title_words(features: frozenset[str], everything: frozenset[str]) -> frozenset[str]:
    heads = table_book().headings
    dropped = frozenset(f for f in features if f.startswith("unit:"))
    if everything.isdisjoint(heads.title_words_need) and len(everything - dropped) > 1:
        dropped |= heads.title_words
    return features - dropped


def _period(path: tuple[str, ...], damaged: bool) -> str | None:
    """A heading above the figures' own that names a period with a number in it."""
    for text in path[:-1]:
        digits = any(c.isdecimal() for c in text)
        if digits and owner_at_start(table_book().period, text, damaged) is not None:
            return text
    return None


def _level(path: tuple[str, ...], damaged: bool) -> tuple[str, str] | None:
    for text in reversed(path):
        for name in named(text, damaged):
            bare = name.phrase.level == "unit" and _kind_alone(text)
            if name.whole and name.phrase.level != "field" and not bare:
                level = name.phrase.level
                return level, text if level == "unit" else name.text
    fields = [text for text in path[:-1] if are_fields([text])]
    return ("field", fields[-1]) if fields else None


def _kind_alone(text: str) -> bool:
    """'TT', 'Xã', 'Chia theo phòng, đơn vị': no unit's name but what stands before one."""
    words = _WORD.findall(text)
    named = not text.isupper() and any(word[0].isupper() for word in words[1:])
    known = table_book().headings.filler | _kind_words()
    return not named and all(word.lower() in known for word in words)


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(word.lower() for kind in table_book().kinds for word in kind.split())


def _factor(text: str, damaged: bool) -> int:
    found = owners(table_book().money, text, damaged)
    return int(found[0]) if found else 1


def _group_of(metric: str | None) -> str | None:
    """The feature that stands for the metric's group."""
    if metric is None:
        return None
    groups = grammar().classes["group"]
    return next((f for f in sorted(metrics()[metric].needs[0]) if f in groups), None)
