"""What a column means by the columns beside it: totals of their parts, shares, wholes.

Knows what each column was understood as by its own headings; no rows and no values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from extractor.book.metrics import grammar, metrics
from extractor.book.rules import rules
from extractor.book.tables import Beside, table_book
from extractor.tables.column import Column
from extractor.tables.words import meaning, owner_of_all, period_of_row

FEWEST = 2
"""Columns of files beside which a heading of what is none is one of its own."""
PAYMENT, TAX, FEE = "payment.count", "payment.tax_count", "payment.fee_count"
PAID = frozenset({"amount", "fee", "tax", "total"})
"""All that the heading of a sum of money says."""
SINCE = "cumulative"
"""The span of time since the year began."""
CHANNELS = frozenset({"received.online", "received.postal"})
"""Ways in which files come that are no person's own."""


def by_neighbours(columns: Sequence[Column]) -> list[Column]:
    """The columns as those beside them make them mean."""
    columns = [_of_its_span(column, columns) for column in columns]
    read = [_since(column, columns) for column in columns]
    read = [_due_of(column, read) for column in read]
    read = [
        rate_of(c, read[max(0, at - 2) : at]) if _is_share(c) else c for at, c in enumerate(read)
    ]
    read = [_before_its_parts(_total_of(column, read), read) for column in read]
    read = [_of_its_own(column, read) for column in read]
    read = [_total_of_others(column, read) for column in read]
    return beside([_of_nobody(column, read) for column in read])


def _since(column: Column, columns: Sequence[Column]) -> Column:
    """'Tiếp nhận | Kỳ trước, Trong kỳ, Lũy kế': of which figure the sum of the year is.

    Its heading names none, so beside several nobody can say.
    """
    over = column.path[:-1]
    if not column.metric or not over or meaning(column.path[-1], False).features != {"cumulative"}:
        return column
    counts = (c for c in columns if c.path[:-1] == over and c.metric and c.kind == "count")
    one = {c.metric for c in counts} <= {column.metric}
    return column if one else replace(column, ambiguous=True)


def _of_its_span(column: Column, columns: Sequence[Column]) -> Column:
    """'Tiếp nhận | Tồn năm 2018, Năm 2019, Tổng': the one span beside the carry-over is all's."""
    spans = {None, SINCE}
    if column.period in spans or not column.metric or not period_of_row(column.path[-1], False):
        return column
    balance = next((b for b in rules().balance if b.total == column.metric), None)
    siblings = [c for c in columns if c.path[:-1] == column.path[:-1] and c is not column]
    carried = balance and any(c.metric == balance.carried and not c.period for c in siblings)
    alone = all(c.period in spans or c.metric != column.metric for c in siblings)
    return replace(column, period=None) if carried and alone else column


def _due_of(column: Column, columns: Sequence[Column]) -> Column:
    """'Số hóa kết quả | Tổng số, Đã số hóa, Tỷ lệ': of how many the part beside it is.

    What came in, was settled or is all there is, under a heading of what is digitised or paid.
    """
    over = column.path[:-1]
    if not column.path or column.kind != "count" or column.label is not None or column.aside:
        return column
    words = meaning(column.path[-1], False)
    said = {f for f in words.features if not f.startswith("unit:")}
    if words.strange or words.negated or not said or not said <= table_book().headings.wholes:
        return column
    siblings = [c for c in columns if c.path[:-1] == over and c is not column]
    if not over:
        siblings = [c for c in siblings if _of_service(c)]
    dues = {
        of for c in siblings if c.metric and (of := metrics()[c.metric].of or "").endswith(".due")
    }
    if len(dues) != 1 or dues & {c.metric for c in siblings}:
        return column
    return replace(column, metric=dues.pop(), rate=None, ambiguous=False)


def _of_its_own(column: Column, columns: Sequence[Column]) -> Column:
    """'Số TTHC' and no more, beside columns that count files: those are told apart from it."""
    found = owner_of_all(table_book().alone_aside, column.path[-1], False) if column.aside else None
    family = table_book().family
    files = [c for c in columns if c.metric and family.get(c.metric.split(".")[0]) == "files"]
    if found is None or len(files) < FEWEST or any(c.metric == found[0] for c in columns):
        return column
    return replace(column, metric=found[0], aside="")


def _of_service(column: Column) -> bool:
    """Whether only what stands over the table said which kind of service the column counts."""
    services = metrics()[column.metric].needs[0] & grammar().services if column.metric else set()
    return bool(services) and not services & column.own


def _total_of_others(column: Column, columns: Sequence[Column]) -> Column:
    """'Tổng số phiếu | Rất hài lòng | …': a bare total of what all the others count, no files."""
    bare = {f for f in column.own if not f.startswith("unit:")} == {"total"}
    if column.metric is None or not bare or "unit:file" in column.own:
        return column
    whole = _whole_of(c for c in columns if c is not column)
    return replace(column, metric=whole) if whole else column


def _of_nobody(column: Column, columns: Sequence[Column]) -> Column:
    """'Trực tuyến | Trực tiếp | Cộng': a sum of what came in, with what was left before or without.

    Of services, or of nothing that is known, it is none of what came in.
    """
    said = {f for text in column.path for f in meaning(text, False).features}
    bare = {f for f in {*said, *column.own} if not f.startswith("unit:")} == {"total"}
    alone = len(columns) == 1  # a row of a turned table, which others stand below or above
    if (
        alone
        or not bare
        or column.kind != "count"
        or column.metric not in {b.total for b in rules().balance}
    ):
        return column
    others = {c.metric for c in columns if c is not column and c.metric and c.kind == "count"}
    ways = {m for m in others if metrics()[m].needs[0] & grammar().classes["channel"]}
    services = {m for m in others if metrics()[m].needs[0] & grammar().services}
    if others - ways - services:
        return column
    return replace(column, own=frozenset()) if ways else replace(column, metric=None)


def _before_its_parts(column: Column, columns: Sequence[Column]) -> Column:
    """'Số lượt | Rất hài lòng | Hài lòng': right before what other than files it is shared into."""
    plain = column.metric is None and column.kind == "count" and not (column.label or column.aside)
    if not plain or not column.path or not (_is_bare(column.path[-1]) or column.own == {"rating"}):
        return column
    behind = [c for c in columns[column.col + 1 :] if c.path[:-1] == column.path[:-1]]
    groups = [(c.metric or "").partition(".")[0] for c in behind if c.kind == "count"]
    group = groups[0] if groups else ""
    files = table_book().family.get(group) == "files"
    alike = takewhile(lambda c: (c.metric or "").startswith(f"{group}."), behind)
    whole = _whole_of(alike) if group and not files else ""
    taken = whole in {c.metric for c in columns}
    return replace(column, metric=whole) if whole and not taken else column


def may_be_whole(column: Column) -> bool:
    """'Kết quả giải quyết': a count that names its group and nothing of it."""
    said = meaning(column.path[-1], False)
    bare = {f for f in said.features if not f.startswith("unit:")}
    plain = column.metric is None and column.kind == "count" and not said.strange
    return plain and bool(bare) and bare <= table_book().headings.wholes


def opens_parts(column: Column) -> bool:
    """Whether it may be a whole of more than it says ('Kết quả giải quyết', and not 'Tổng số')."""
    heads = table_book().headings
    said = {f for f in meaning(column.path[-1], False).features if not f.startswith("unit:")}
    return may_be_whole(column) and not said <= heads.title_words | {"total"}


def with_wholes_told(rows: Sequence[Column]) -> list[Column]:
    """The rows; one that may be a whole, right above two parts of one group at least, is theirs.

    So is a bare 'Cộng' right below parts of what are no files.
    """
    told = {row.metric for row in rows}
    read = [
        replace(row, metric=whole)
        if may_be_whole(row) and (whole := _whole_of(_parts(rows[at + 1 :]))) and whole not in told
        else row
        for at, row in enumerate(rows)
    ]
    for at, row in enumerate(read):
        parts = _parts(rows[:at][::-1]) if row.kind == "count" and row.own == {"total"} else []
        whole = _whole_of(parts)
        if whole and table_book().family.get(whole.partition(".")[0]) != "files":
            read[at] = replace(row, metric=None if whole in told else whole)
    return read


def _parts(rows: Sequence[Column]) -> list[Column]:
    """The first rows that are of one group."""
    group = (rows[0].metric or "").partition(".")[0] if rows else ""
    alike = takewhile(lambda row: (row.metric or "").startswith(f"{group}."), rows)
    return list(alike) if group else []


def _is_bare(text: str) -> bool:
    """'Số lượt', 'Số phiếu': nothing but that it counts."""
    said = meaning(text, False)
    return not said.strange and all(f.startswith("unit:") for f in said.features)


def _total_of(column: Column, columns: Sequence[Column]) -> Column:
    """'Kết quả giải quyết | Tổng, Đúng hạn, Trễ hạn': the whole of its siblings."""
    over = column.path[:-1]
    if column.metric is not None or "total" not in column.own or not over:
        return column
    whole = _whole_of(c for c in columns if c.path[:-1] == over)
    return replace(column, metric=whole, kind="count") if whole else column


def _whole_of(columns: Iterable[Column]) -> str:
    """The total of the one group that these columns of counts are parts of, or ''."""
    parts = {c.metric for c in columns if c.metric and c.kind == "count"}
    groups = {part.partition(".")[0] for part in parts}
    whole = f"{groups.pop()}.total" if len(groups) == 1 else ""
    return whole if len(parts) > 1 and whole in metrics() and whole not in parts else ""


def beside(columns: Sequence[Column]) -> list[Column]:
    """The columns (or the rows of a turned table), read as their neighbours make them mean.

    Each rule sees what the one before it made of them.
    """
    read = [_of_payment(_in_person(column, columns), columns) for column in columns]
    for rule in table_book().headings.beside:
        read = [_beside(rule, column, read) for column in read]
    return read


def names_place(text: str) -> bool:
    """'Tại Trung tâm Phục vụ hành chính công': where files may be handed in."""
    return owner_of_all(table_book().places, text, damaged=False) is not None


def _of_payment(column: Column, columns: Sequence[Column]) -> Column:
    """'Hồ sơ thanh toán trực tuyến | Số tiền (đồng)': what was paid, of the column on its left."""
    said = {f for f in column.own if not f.startswith("unit:")}
    if column.metric or column.kind != "money" or not said <= PAID:
        return column
    paid = [c for c in columns if c.metric in (PAYMENT, TAX) and c.col < column.col]
    if not paid:
        return column
    tax = "tax" in said or ("fee" not in said and paid[-1].metric == TAX)
    return replace(column, metric=(TAX if tax else FEE).replace("count", "amount"))


def _in_person(column: Column, columns: Sequence[Column]) -> Column:
    """'Trực tuyến | Bưu chính | Tại Trung tâm': beside other channels a place is one."""
    plain = column.metric is None and column.kind == "count" and not (column.label or column.aside)
    if not plain or not column.path or not names_place(column.path[-1]):
        return column
    over = column.path[:-1]
    others = {c.metric for c in columns if not over or c.path[:-1] == over}
    alone = "received.in_person" not in others and not others.isdisjoint(CHANNELS)
    return replace(column, metric="received.in_person") if alone else column


def rate_of(column: Column, left: Sequence[Column]) -> Column:
    """A bare per cent column behind a count is that count's, under the same headings.

    Behind a part and its whole ('Trực tuyến | Tổng tiếp nhận | Tỷ lệ') it is the part's.
    """
    beside_it = [c for c in left if c.path[:-1] == column.path[:-1] and c.kind == "count"]
    if not beside_it and len(column.path) == 1 and _with_due(left):
        beside_it = list(left)
    if not beside_it or beside_it[-1] is not left[-1]:
        return column
    of = beside_it[-1]
    if of.rate is None and _is_part(beside_it[0].metric, of.metric):
        of = beside_it[0]
    return replace(column, metric=of.rate, period=of.period)


def _is_share(column: Column) -> bool:
    """'Tỷ lệ (%)', of which figure the columns before it must say."""
    if column.metric is not None or column.kind != "rate":
        return False
    return column.own == {"rate"} or meaning(column.path[-1], False).features == {"rate"}


def _with_due(left: Sequence[Column]) -> bool:
    """Whether a part and the whole of its own stand there, under one heading."""
    told = {c.metric for c in left if c.kind == "count"}
    one = len(left) == 2 and left[0].path[:-1] == left[1].path[:-1]
    return one and any(
        m and (metrics()[m].of or "").endswith(".due") and metrics()[m].of in told for m in told
    )


def _is_part(part: str | None, whole: str | None) -> bool:
    return part is not None and whole is not None and metrics()[part].of == whole


def _only(feature: str | None, column: Column) -> bool:
    """Whether a count's heading says this and nothing else: it names no figure by itself."""
    said = {f for f in column.own if not f.startswith("unit:")}
    return said == {feature} and column.kind == "count" and not (column.label or column.aside)


def _beside(rule: Beside, column: Column, columns: Sequence[Column]) -> Column:
    """The column, read as a rule and its neighbours make it mean."""
    if (column.metric or "") != rule.metric or (not rule.metric and not _only(rule.with_, column)):
        return column
    if rule.with_ and _is_whole_of(rule, column, columns):
        return column
    others = {c.metric for c in columns if c is not column and c.period == column.period}
    after = next((c.metric for c in columns if c.col > column.col and c.metric), None)
    if (
        (rule.with_ is None or rule.with_ in column.own)
        and rule.without not in column.own
        and others & set(rule.any_of)
        and others >= set(rule.all_of)
        and (not rule.before or after in rule.before)
        and others.isdisjoint(rule.unless)
    ):
        return replace(column, metric=rule.means)
    return column


def _is_whole_of(rule: Beside, column: Column, columns: Sequence[Column]) -> bool:
    """'Số phải giải quyết trong kỳ | Cộng, Kỳ trước chuyển qua, …': of what stands beside it."""
    over = column.path[:-1]
    if not over or meaning(column.path[-1], False).features - {"total"}:
        return False
    inside = (c for c in columns if c is not column and c.path[: len(over)] == over)
    return any(c.metric in rule.any_of and c.metric != rule.metric for c in inside)
