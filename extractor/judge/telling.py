"""Explanations as they leave the program: changes, codes of reasons, and the odds among them.

Knows which reasons there are to give; their words are in ``patterns/messages/judge.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from extractor.book.judging import odds
from extractor.checks.verdict import computed, equation, show
from extractor.judge.acts import ATTACHED, SHIFTED, SWAPPED
from extractor.judge.candidates import RECKONED, SEEN
from extractor.judge.candidates import Change as Altered
from extractor.judge.hypotheses import MOVED
from extractor.judge.ranking import AS_PRINTED, Explained, cause_of
from extractor.judge.relations import Net, Relation
from extractor.judge.weights import same_digits
from extractor.messages import Param
from extractor.models import Cause, Change, Explanation, Figure, Reason, Scope, Suggestion
from extractor.slips import reprint

OMITTED, APART, UNEXPLAINED = "omitted", "apart", "unexplained"
ACTS = frozenset({SWAPPED, MOVED, ATTACHED, SHIFTED, OMITTED, APART, AS_PRINTED})
"""What is told as a whole; other explanations tell each change."""
MOST_EQUATIONS = 2
OPEN = "open"
"""The reason where the relations do not say what number a figure would have to be."""


def told(
    net: Net, relation: Relation, kept: Sequence[Explained], whole: float
) -> list[Explanation]:
    """The explanations that are kept; ``whole`` is the chance of all of them together."""
    return [
        Explanation(
            act=one.act,
            cause=cause_of(one.causes),
            odds=round(one.chance / whole, 3),
            changes=tuple(_change(c) for c in one.changes),
            reasons=tuple(_reasons(net, relation, one)),
        )
        for one in kept
    ]


def _change(altered: Altered) -> Change:
    return Change.model_validate(
        {"figure": altered.figure.id, "from": altered.figure.printed, "to": altered.to}
    )


def suggestions(relation: Relation, kept: Sequence[Explained], whole: float) -> list[Suggestion]:
    """Single figures of the relation that may stand for another number.

    One that no slip explains is offered only where nothing else is as likely, and none that asks
    anything of what holds now.
    """
    found = []
    for one in kept:
        own = [c for c in one.changes if c.to]
        if any(r.relation.verdict.code == "" for r in one.rests):
            continue
        alone = one.act != UNEXPLAINED or one.chance / whole >= odds().search.cause
        if len(own) == 1 and len(one.changes) == 1 and alone and one.act not in ACTS:
            shown = {"figure": own[0].figure.id, "from": own[0].figure.printed, "to": own[0].to}
            score = round(one.chance / whole, 3)
            found.append(Suggestion.model_validate({**shown, "reason": own[0].how, "score": score}))
    return found


def _reasons(net: Net, relation: Relation, one: Explained) -> Iterator[Reason]:
    """What was done first, then what speaks for it, then what speaks against it."""
    if one.act in ACTS:
        yield Reason(code=f"explained.{one.act}", params=_act_params(relation, one))
    else:
        yield from (_slip(c) for c in one.changes)
        yield from _truncated(relation, one)
    for change in one.changes:
        for code, scope in change.reasons:
            if code != SEEN or change.how != SEEN:
                yield Reason(code=f"explained.{code}", params=_about(change, scope))
        if change.to and _looked_alike(change.figure):
            params: dict[str, Param] = {"printed": _print(change.figure)}
            yield Reason(code="explained.same-again", params=params)
    if len(one.mends) > 1:
        yield Reason(code="explained.mends", params={"count": len(one.mends)})
    elif equations := _confirming(net, relation, one):
        yield Reason(code="explained.confirmed", params={"equations": "; ".join(equations)})
    for rest in one.rests:
        if rest.relation is not relation and rest.relation.verdict.code == "":
            shown = equation(rest.relation.verdict)
            yield Reason(code="explained.breaks", params={"equation": shown})


def _looked_alike(figure: Figure) -> bool:
    """Whether all readings of a second look saw what was read."""
    again = figure.reading.again
    return bool(again) and all(same_digits(seen, figure.printed) for seen in again)


def _slip(change: Altered) -> Reason:
    params: dict[str, Param] = {"from": change.figure.printed, "to": change.to}
    return Reason(code=f"suggestion.{change.how if change.to else OPEN}", params=params)


def _truncated(relation: Relation, one: Explained) -> Iterator[Reason]:
    """A rate is offered cut off, as the report cuts its others: what rounding would give."""
    verdict = relation.verdict
    if len(one.changes) != 1 or one.changes[0].how != RECKONED or verdict.kind != "rate":
        return
    change, exact = one.changes[0], computed(verdict.parts, verdict.base)
    if exact is None or not isinstance(change.value, Decimal):
        return
    rounded = exact.quantize(change.value, ROUND_HALF_UP)
    if rounded != change.value:
        shown = reprint(change.figure.printed, rounded)
        yield Reason(code="explained.truncated", params={"rounded": shown})


def _about(change: Altered, scope: Scope | None) -> dict[str, Param]:
    params: dict[str, Param] = {"to": change.to}
    if scope is not None:
        params["scope"] = scope.name or f"level:{scope.level}"
    return params


def _act_params(relation: Relation, one: Explained) -> dict[str, Param]:
    if one.act == SWAPPED:
        return {"first": _print(one.about[0]), "second": _print(one.about[1])}
    if one.act == ATTACHED:
        return {"printed": one.about[0].printed, "metric": f"metric:{one.about[0].metric}"}
    if one.act == MOVED:
        return _moved(one.changes)
    size = next((r.size for r in one.rests if r.relation is relation), None)
    return {"size": show(size)} if size is not None else {}


def _print(figure: Figure) -> str:
    return figure.printed.strip()


def _moved(changes: Sequence[Altered]) -> dict[str, Param]:
    """Files go from where there are too many to where there are too few."""
    off = [(int(c.value or 0) - int(c.figure.value or 0), c.figure) for c in changes]
    (_, too_many), (size, too_few) = sorted(off, key=lambda pair: pair[0])
    return {
        "size": show(size),
        "from_metric": f"metric:{too_many.metric}",
        "from_print": _print(too_many),
        "to_metric": f"metric:{too_few.metric}",
        "to_print": _print(too_few),
    }


def _confirming(net: Net, relation: Relation, one: Explained) -> list[str]:
    """Equations that hold over all the relation's other figures; [] where one stands alone."""
    blamed = {net.index[c.figure.id] for c in one.changes if c.figure.id in net.index}
    others = [i for i in sorted(relation.spots - blamed) if net.spots[i].figure]
    values, found = net.values, dict[str, None]()
    if not blamed or not others:
        return []
    for spot in others:
        holding = [
            r for r in net.relations
            if spot in r.spots and r is not relation and r.verdict.kind == "equal"
            and r.verdict.outcome == "consistent" and r.holds(values)
        ]  # fmt: skip
        if not holding:
            return []
        found.setdefault(equation(holding[0].verdict))
    return list(found)[:MOST_EQUATIONS]


def because(cause: Cause, kept: Sequence[Explained], shares: Mapping[Cause, float]) -> str:
    """The code of the sentence that says why this cause."""
    if cause == "author":
        if any(c.figure.reading.again for one in kept for c in one.changes):
            return "because.looked"
        digital = shares.get("reading", 0.0) <= odds().search.excluded
        return "because.digital" if digital else "because.author"
    if cause == "unknown":
        explains = kept[0].act not in (UNEXPLAINED, APART, AS_PRINTED)
        return "because.open" if explains else "because.unexplained"
    return f"because.{cause}"
