"""V1 between documents: a unit's own report against its superior's line for it, and all together.

That the superior counts all its units and only them is known only where other figures of the same
line agree: then the one that does not is a break, and an error. Else the parts are no more than
the whole, or it cannot be told. Knows the reports of one period; nothing of time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.across.ledger import Ledger, Place, ScopeKey, Telling, UnitKey, Words
from extractor.across.lines import (
    WHOLE,
    Line,
    could_be_a_unit,
    evident,
    lines_of,
    weight,
    whole_lines,
)
from extractor.across.reasons import explained, suspects
from extractor.across.telling import Judged, checked, off, places_of, remark
from extractor.book.joining import relations
from extractor.checks.cells import Value
from extractor.checks.verdict import show, total
from extractor.messages import Param
from extractor.models import Explanation, Outcome, Severity

RULE = "V1"
UNIT = "unit"
Months = tuple[int, int]
Book = dict[ScopeKey, Telling]
"""All that one unit tells of one period, by scope."""


def levels(ledger: Ledger) -> Iterator[Judged]:
    """Every superior of every period with those of its units that are at hand."""
    books = _books(ledger)
    below = _below(books)
    shared = Counter(words for words, _ in ledger.names)
    for (unit, months), book in books.items():
        if shared[unit[0]] > 1:
            continue  # several bear the name: whose units these are, no letterhead tells
        named = {scope[1]: t for scope, t in book.items() if scope[0] == UNIT and scope[1]}
        units = below.get((unit[0], months), {})
        if not named and not units:
            continue
        name = ledger.names[unit]
        known = dict(units)
        for words in named.keys() - known.keys():
            found = books.get(((words, unit[0]), months)) or books.get(((words, ()), months))
            if found is not None:
                known[words] = found
        yield from _missing(named, known, name)
        broken: set[str] = set()
        for words, line in named.items():
            if words in known:
                yield from _row(line, known[words], name, broken)
        yield from _groups(book, known, ledger, name, broken)


def _missing(
    named: Mapping[Words, Telling], known: Mapping[Words, Book], unit: str
) -> Iterator[Judged]:
    """Units of the superior's table without a report of their own, where nearly all have one."""
    absent = [line for words, line in named.items() if words not in known]
    declared = relations().expected
    if len(named) < declared.units or len(named) - len(absent) < declared.share * len(named):
        return
    for line in absent:
        params: dict[str, Param] = {
            "unit": line.scope.name or "", "parent": unit, "period": line.when.label(),
            "variant": "listed",
        }  # fmt: skip
        about = (unit, line.scope.name or "", line.when.label())
        cell = next(iter(line.cells.values()), None)
        places = places_of(line, [cell] if cell else [])
        finding = remark("missing-report", "info", params, about=about, rule="V2", places=places)
        yield Judged(None, finding)


def _books(ledger: Ledger) -> dict[tuple[UnitKey, Months], Book]:
    found: defaultdict[tuple[UnitKey, Months], Book] = defaultdict(dict)
    for (unit, scope), series in ledger.tellings.items():
        for telling in series:
            if not telling.to_date:
                found[unit, (telling.when.first, telling.when.last)][scope] = telling
    return found


def _below(
    books: Mapping[tuple[UnitKey, Months], Book],
) -> dict[tuple[Words, Months], dict[Words, Book]]:
    """By superior and period: its units' books."""
    found: defaultdict[tuple[Words, Months], dict[Words, Book]] = defaultdict(dict)
    for (unit, months), book in books.items():
        if unit[1]:
            found[unit[1], months][unit[0]] = book
    return found


# --------------------------------------------------------------- one line and one report


def _row(line: Telling, book: Book, unit: str, broken: set[str]) -> Iterator[Judged]:
    """The superior's line for a unit against its own report, in the way that fits best."""
    ways = [list(whole_lines(line, way)) for way in _ways(book)]
    best = max(ways, key=weight, default=[])
    if not best:
        return
    failing = [one for one in best if not one.holds()]
    yield from (_agreed(one) for one in best if one.holds())
    if not failing:
        return
    if not evident(best) or len(failing) > relations().levels.share * len(best):
        yield _strange(failing, unit)
        return
    broken.update(one.metric for one in failing)
    for one in failing:
        yield _break(one, unit, "row", _gravity(one))


def _ways(book: Book) -> Iterator[list[Telling]]:
    """What its superior's line may be: the whole, its own level, or all levels."""
    whole = book.get((WHOLE, ()))
    if whole is not None:
        yield [whole]
    parts = [t for (level, name), t in book.items() if not name and level != WHOLE]
    yield from ([part] for part in parts)
    if len(parts) > 1:
        yield parts


def _gravity(line: Line) -> Severity:
    """An error only where both speak of the very same days."""
    when = line.head.when
    same = all((t.when.start, t.when.end) == (when.start, when.end) for t, _ in line.parts)
    return "error" if same and when.dated else "warning"


# ---------------------------------------------------------------- a level and all its units


def _groups(
    book: Book, units: Mapping[Words, Book], ledger: Ledger, unit: str, broken: set[str]
) -> Iterator[Judged]:
    """Each level of the superior's report against the reports of the units of that level."""
    kinds: defaultdict[str, dict[Words, Book]] = defaultdict(dict)
    for words, own in units.items():
        kinds[_level(own, ledger)][words] = own
    heads = {level: t for (level, name), t in book.items() if not name}
    for level, members in kinds.items():
        if level in heads and len(members) > 1:
            yield from _level_of(heads[level], list(members.values()), unit, broken)
    if WHOLE in heads and len(units) > 1 and not (kinds.keys() & heads.keys()):
        yield from _level_of(heads[WHOLE], list(units.values()), unit, broken)


def _level(book: Book, ledger: Ledger) -> str:
    telling = next(iter(book.values()))
    return ledger.parts[telling.unit].level


def _level_of(
    head: Telling, books: Sequence[Book], unit: str, broken: set[str]
) -> Iterator[Judged]:
    """The sum in the way that fits best; what the lines have told already is not told again."""
    ways = []
    for own in (False, True):
        chosen = [_speaking(book, own=own) for book in books]
        tellings = [t for t in chosen if t is not None]
        if len(tellings) == len(books):
            ways.append(list(lines_of(head, tellings)))
    best = max(ways, key=weight, default=[])
    for one in best:
        if one.holds():
            yield _agreed(one)
        elif one.metric in broken:
            yield checked(RULE, head.scope, "blocked", one.equation(), [one.metric])
        else:
            yield from _unequal(one, best, unit)


def _speaking(book: Book, *, own: bool) -> Telling | None:
    """The telling of a unit that its superior may count: the whole, or its own level alone."""
    parts = [t for (level, name), t in book.items() if not name and level != WHOLE]
    whole = book.get((WHOLE, ()))
    if own:
        return parts[0] if parts else whole
    return whole or (parts[0] if len(parts) == 1 else None)


def _unequal(one: Line, lines: Sequence[Line], unit: str) -> Iterator[Judged]:
    """A break where the other figures show that all units are in; else more than all, or untold."""
    scope = one.head.scope
    if not one.complete:
        yield checked(RULE, scope, "cannot-tell", missing=[one.metric])
        return
    failing = [line for line in lines if line.complete and not line.holds()]
    few = len(failing) <= relations().levels.share * len(lines)
    if evident(lines) and few and not could_be_a_unit(lines):
        yield _break(one, unit, "level", _gravity(one))
    elif total(one.terms())[0] > total(one.left)[1]:
        yield _break(one, unit, "exceeds", "info")
    else:
        yield checked(RULE, scope, "cannot-tell", one.equation().replace("≠", "?"))


# ----------------------------------------------------------------------------- as told


def _agreed(one: Line) -> Judged:
    return checked(RULE, one.head.scope, "consistent", one.equation())


def _break(one: Line, unit: str, variant: str, severity: Severity) -> Judged:
    stated, computed = one.stated, total(one.terms())[0]
    text = one.equation()
    child = one.parts[0][0]
    params: dict[str, Param] = {
        "metric": f"metric:{one.metric}", "unit": unit, "period": one.head.when.label(),
        "equation": text, "stated": show(stated), "computed": show(computed),
        "difference": off(stated, computed), "variant": variant, "count": len(one.parts),
        "child": child.reports[0].document.issuer or "",
    }  # fmt: skip
    finding = remark(
        "parent-mismatch", severity, params, about=(unit, one.head.when.label(), variant),
        rule=RULE, places=_places(one), scope=one.head.scope, metric=one.metric, equation=text,
        stated=stated, computed=computed, explanations=_why(one, stated, computed),
    )  # fmt: skip
    outcome: Outcome = "cannot-tell" if severity == "info" else "inconsistent"
    return Judged(checked(RULE, one.head.scope, outcome, text).check, finding)


def _places(one: Line) -> list[Place]:
    found = places_of(one.head, (cell for cell, _ in one.left))
    for telling, terms in one.parts:
        found += places_of(telling, (cell for cell, _ in terms))
    return found


def _why(one: Line, stated: Value, computed: Value) -> tuple[Explanation, ...]:
    gap = computed - stated
    found = suspects(one.head, one.left, gap)
    for telling, terms in one.parts:
        found += suspects(telling, terms, -gap)
    return explained(found)


def _strange(failing: Sequence[Line], unit: str) -> Judged:
    """Hardly a figure agrees: the two count in different ways, or at different times."""
    one = failing[0]
    child, scope = one.parts[0][0], one.head.scope
    params: dict[str, Param] = {
        "variant": "strange", "unit": unit, "period": one.head.when.label(),
        "child": child.reports[0].document.issuer or "", "equation": one.equation(),
        "metrics": f"metrics:{','.join(f.metric for f in failing)}",
    }  # fmt: skip
    finding = remark(
        "parent-mismatch", "info", params, about=(unit, one.head.when.label(), "strange"),
        rule=RULE, places=[p for f in failing for p in _places(f)], scope=scope,
        equation=one.equation(),
    )  # fmt: skip
    return Judged(checked(RULE, scope, "cannot-tell", one.equation()).check, finding)
