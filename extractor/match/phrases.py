"""Finds declared phrases in a passage's tokens: longest first, marks and misreadings weighed.

On clean text a phrase's marks must be there, but for a slip in one word of several; on text that
lost its marks the bare letters suffice, and a word of the phrase may be misread as far as
:mod:`extractor.match.near` allows. Only the words that may come next are ever compared, so the
cost does not grow with the number of phrases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from extractor.book.phrases import ANY_NUMBER, State
from extractor.match.near import distance
from extractor.match.tokens import Token
from extractor.repair.syllables import is_bare

SLACK = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """Phrase at ``tokens[first:last]``; ``cost`` 0 is letter for letter."""

    first: int
    last: int
    owners: tuple[int, ...]
    """Whose phrase it is; several where two owners declare the same words."""
    cost: float

    @property
    def owner(self) -> int:
        """The first of the owners."""
        return self.owners[0]


def find(start: State, tokens: list[Token], *, damaged: bool, slack: float = SLACK) -> list[Hit]:
    """Every phrase in the tokens, none overlapping, left to right.

    ``slack`` is the cost a phrase of damaged text may have for each of its words.
    """
    hits: list[Hit] = []
    first_words = start.words
    longest = partial(_longest_near, slack=slack) if damaged else _longest
    end = 0
    if damaged:
        begins = [i for i, t in enumerate(tokens) if t.folded in first_words or _steps(start, t)]
    else:
        begins = [i for i, t in enumerate(tokens) if t.folded in first_words]
        if ANY_NUMBER in first_words:
            begins = sorted({*begins, *(i for i, t in enumerate(tokens) if t.kind == "n")})
    last = len(tokens)
    for at in begins:
        if not damaged and at + 1 < last and _stops_at(start, tokens[at], tokens[at + 1]):
            continue  # as most do: 'số' alone begins a hundred phrases
        best = longest(start, tokens, at) if at >= end else None
        if best is not None and best.cost >= 1:
            best = _not_over_exact(start, tokens, best, slack)
        if best is not None:
            hits.append(best)
            end = best.last
    return hits


def _stops_at(start: State, first: Token, behind: Token) -> bool:
    """Whether a phrase of ``first`` goes no further: a word that is none, and none follows it."""
    state = start.moves.get(first.folded)
    return (
        state is not None
        and not state.ends
        and behind.kind not in "nx"
        and behind.folded not in state.words
    )


def _not_over_exact(start: State, tokens: list[Token], hit: Hit, slack: float) -> Hit | None:
    """A misread phrase that swallows one printed right ends before it.

    'ho so phái giai quyet' is 'hồ sơ' and 'phải giải quyết', not 'hồ sơ thầu' and 'giải quyết'.
    """
    for at in range(hit.first + 1, hit.last):
        other = _longest_near(start, tokens, at, slack)
        if other and other.cost == 0 and other.last - other.first > 1 and other.last >= hit.last:
            return _longest_near(start, tokens[:at], hit.first, slack)
    return hit


def _longest(start: State, tokens: list[Token], first: int) -> Hit | None:
    """The longest phrase that begins at ``first`` on text that kept its marks."""
    best: Hit | None = None
    state = start
    for at in range(first, len(tokens)):
        token = tokens[at]
        word = token.folded
        if token.kind in "nx" and word not in state.words:
            word = ANY_NUMBER
        onward = state.moves.get(word) or state.step(word)
        if onward is None:
            break
        state = onward
        if state.ends:
            owners, cost = start.spelled(tuple(t.text for t in tokens[first : at + 1]))
            if cost <= (0 if at == first else 1):
                best = Hit(first, at + 1, owners, float(cost))
    return best


def _longest_near(start: State, tokens: list[Token], first: int, slack: float) -> Hit | None:
    """The longest phrase at ``first`` on damaged text; among equals the cheapest."""
    best: Hit | None = None
    paths: dict[State, float] = {start: 0.0}
    if tokens[first].kind == "n" and not {tokens[first].folded, ANY_NUMBER} & start.words.keys():
        return None  # a figure is taken for a misread word only amid a phrase ('Ty 18' for 'Tỷ lệ')
    for at in range(first, min(first + 16, len(tokens))):
        onward: dict[State, float] = {}
        for state, cost in paths.items():
            for child, step in _steps(state, tokens[at]):
                onward[child] = min(cost + step, onward.get(child, 99.0))
        if not onward:
            break
        paths = onward
        limit = _allowed(at + 1 - first, slack)
        for state, cost in paths.items():
            if (
                state.ends
                and cost <= limit
                and (at > first or len(state.ends) == 1)  # 'dung': 'đúng' or 'dừng'?
                and (best is None or best.last <= at or cost < best.cost)
            ):
                best = Hit(first, at + 1, state.ends, cost)
    return best


def _steps(state: State, token: Token) -> list[tuple[State, float]]:
    """Where the automaton goes on with this token, at what cost; remembered for each word."""
    exact = state.step(token.folded)
    if exact is not None:
        return [(exact, 0.0)]
    if token.kind == "p":
        return []
    if token.kind in "nx" and (onward := state.step(ANY_NUMBER)) is not None:
        return [(onward, 0.0)]
    known = state.near.get(token.folded)
    if known is None:
        if len(state.near) > 20_000:
            state.near.clear()
        known = state.near[token.folded] = _near(state, token)
    return known


def _near(state: State, token: Token) -> list[tuple[State, float]]:
    """Misread words: all that is near where few words may come; half a step where many may."""
    seen = token.folded
    if len(seen) > 12 or (token.kind == "n" and (len(seen) > 2 or not seen.isdecimal())):
        return []
    few = len(state.words) <= 60
    words = state.words if few or not is_bare(seen) else state.variants().get(seen, ())
    found = []
    for word in words:
        step = distance(seen, word)
        child = state.step(word) if step is not None else None
        if child is not None and step is not None:
            found.append((child, step))
    return found


def _allowed(length: int, slack: float) -> float:
    """Total cost a phrase of so many words may have on damaged text: a lone word, none."""
    return 0.0 if length == 1 else slack * length
