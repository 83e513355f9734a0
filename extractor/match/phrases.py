"""Finds declared phrases in a passage's tokens: longest first, marks and misreadings weighed.

On clean text a phrase's marks must be there, but for a slip in one word of several; on text that
lost its marks the bare letters suffice, and a word of the phrase may be misread as far as
:mod:`extractor.match.near` allows. Only the words that may come next are ever compared, so the
cost does not grow with the number of phrases.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count

from extractor.book.phrases import ANY_NUMBER, State
from extractor.book.reading import first_words
from extractor.match.near import distance
from extractor.match.tokens import SURE, Tokens
from extractor.repair.syllables import is_bare

SLACK = 0.5


@dataclass(slots=True)  # not frozen: made by the thousand, and never changed
class Hit:
    """Phrase at tokens ``first`` to ``last``; ``cost`` 0 is letter for letter."""

    first: int
    last: int
    owners: tuple[int, ...]
    """Whose phrase it is; several where two owners declare the same words."""
    cost: float

    @property
    def owner(self) -> int:
        """The first of the owners."""
        return self.owners[0]


def find(
    start: State,
    seen: Tokens,
    *,
    damaged: bool,
    slack: float = SLACK,
    worn: bool = False,
    lone: bool = False,
) -> list[Hit]:
    """Every phrase in the tokens, none overlapping, left to right.

    ``slack`` is the cost a phrase of damaged text may have for each of its words, ``lone`` lets
    one of a single word have it where it stands by a number; on ``worn`` text the letters are
    there, and any mark may be misread.
    """
    if damaged:
        return _find_near(start, seen, slack, lone)
    hits: list[Hit] = []
    end = 0
    words, second = seen.folded, start.second
    last = len(words) - 1
    for at in _begins(second, seen):
        if at < end:
            continue
        behind = words[at + 1] if at < last else ""
        onward = second.get(words[at], ())
        # 'số' begins a hundred phrases, and alone is none.
        if onward is not None and behind not in onward:
            onward = second.get(ANY_NUMBER, ()) if seen.kinds[at] == "n" else ()
            if onward is not None and behind not in onward:
                continue
        best = _longest(start, seen, at, worn)
        if best is not None:
            hits.append(best)
            end = best.last
    return hits


def _begins(second: Container[str], seen: Tokens) -> Iterable[int]:
    """The tokens on which a phrase may begin, left to right; for the most part none does."""
    known = compress(count(), map(second.__contains__, seen.folded))
    if ANY_NUMBER not in second or "n" not in seen.kinds:
        return known
    return sorted({*known, *compress(count(), map("n".__eq__, seen.kinds))})


def _find_near(start: State, seen: Tokens, slack: float, lone: bool = False) -> list[Hit]:
    """The same on text that lost its marks."""
    begins = [at for at in range(len(seen.folded)) if _onward(start, seen, at)]
    hits: list[Hit] = []
    end = 0
    for at in begins:
        if at < end:
            continue
        best = _longest_near(start, seen, at, slack)
        if best is None and lone and _by_number(seen, at, hits):
            best = _lone(start, seen, at, slack)
        elif best is not None and best.cost >= 1:
            best = _not_over_nearer(start, seen, best, slack)
        elif best is not None and best.cost and _is_noun_misread(start, seen, best, slack):
            best = None
        if best is not None:
            hits.append(best)
            end = best.last
    return hits


def _is_noun_misread(start: State, seen: Tokens, hit: Hit, slack: float) -> bool:
    """'S6 hod so' is 'số' and 'hồ sơ', not 'số hóa': nothing is lost with the words before."""
    last = hit.last - 1
    if last == hit.first or seen.folded[last] in start.words:
        return False
    if not all(map(_is_first, seen.folded[hit.first : last])):
        return False
    other = _longest_near(start, seen, last, slack)
    return other is not None and other.last > hit.last and other.cost <= hit.cost


@lru_cache(maxsize=1_000)
def _is_first(word: str) -> bool:
    """Whether it may be a word with which a passage begins, misread or not: 'S6'."""
    return any(distance(word, meant) is not None for meant in first_words())


def _by_number(seen: Tokens, at: int, hits: list[Hit]) -> bool:
    """Whether a word stands beside a number, or behind the noun that a number counts."""
    first = hits[-1].first if hits and hits[-1].last == at else at
    return "n" in seen.kinds[max(first - 1, 0) : first] + seen.kinds[at + 1 : at + 2]


def _lone(start: State, seen: Tokens, at: int, slack: float) -> Hit | None:
    """A phrase of one word, misread: 'mdi' for 'mới'. What may be a syllable is left as it is."""
    word = seen.folded[at]
    if seen.kinds[at] != "w" or is_bare(word):
        return None
    near = [(step, s.ends) for s, step in _onward(start, seen, at) if s.ends and step <= slack]
    least = min((step for step, _ in near), default=0.0)
    found = {ends for step, ends in near if step == least}
    return Hit(at, at + 1, found.pop(), least) if len(found) == 1 else None


def find_at(start: State, seen: Tokens, at: int) -> Hit | None:
    """The longest phrase of damaged text that begins at a token."""
    return _longest_near(start, seen, at, SLACK)


def _not_over_nearer(start: State, seen: Tokens, hit: Hit, slack: float) -> Hit | None:
    """A misread phrase that runs into one that is less misread ends before it.

    'ho so phái giai quyet' is 'hồ sơ' and 'phải giải quyết', not 'hồ sơ thầu' and 'giải quyết';
    but 'trwéc va dung han' is all of 'trước và đúng hạn': what only ends with it says less.
    """
    for at in range(hit.first + 1, hit.last):
        other = _longest_near(start, seen, at, slack)
        if other is None or other.last - at < 2 or other.last <= hit.last:
            continue
        rest = _longest_near(start, seen, hit.first, slack, until=at)
        if other.cost == 0 or (rest and rest.cost + other.cost < hit.cost):
            return rest
    return hit


def _longest(start: State, seen: Tokens, first: int, worn: bool = False) -> Hit | None:
    """The longest phrase that begins at ``first`` on text that kept its marks.

    A slip is allowed in one word of several; on worn text in each of them.
    """
    words, kinds = seen.folded, seen.kinds
    ends: list[int] = []
    state = start
    for at in range(first, len(words)):
        word = words[at]
        onward = state.moves.get(word)
        if onward is None:
            if word not in state.words:
                if kinds[at] not in "nx":
                    break
                word = ANY_NUMBER
            onward = state.step(word)
            if onward is None:
                break
        state = onward
        if state.ends:
            ends.append(at + 1)
    for last in reversed(ends):
        known = start.printed.get(seen.lower[seen.starts[first] : seen.ends[last - 1]])
        owners, cost = known or _spelled(start, seen, first, last)
        if not cost or cost <= _slips(kinds[first:last], worn):
            return Hit(first, last, owners, float(cost))
    return None


def cut_at(start: State, seen: Tokens, hit: Hit, last: int) -> Hit | None:
    """The phrase that a hit begins with, up to a token; None where there is none."""
    state: State | None = start
    for word in seen.folded[hit.first : last]:
        state = state and state.step(word)
    return Hit(hit.first, last, state.ends, 0.0) if state is not None and state.ends else None


def _slips(kinds: str, worn: bool) -> int:
    """In how many words of a phrase a slip is allowed; '2022 số' is no '# sở'."""
    length = len(kinds) - kinds.count("n") - kinds.count("x")
    return 0 if length < 2 else length if worn else 1


def _spelled(start: State, seen: Tokens, first: int, last: int) -> tuple[tuple[int, ...], int]:
    """Whose phrase the tokens are by their marks, at what cost; remembered by their print."""
    if len(start.printed) > 50_000:
        start.printed.clear()
    told = start.spelled(seen.marks(first, last))
    start.printed[seen.lower[seen.starts[first] : seen.ends[last - 1]]] = told
    return told


def _longest_near(
    start: State, seen: Tokens, first: int, slack: float, until: int | None = None
) -> Hit | None:
    """The longest phrase at ``first`` on damaged text; among equals the cheapest."""
    words, kinds = seen.folded, seen.kinds
    if kinds[first] == "n" and not {words[first], ANY_NUMBER} & start.words.keys():
        return None  # a figure is taken for a misread word only amid a phrase ('Ty 18' for 'Tỷ lệ')
    best: Hit | None = None
    paths: dict[State, float] = {start: 0.0}
    for at in range(first, min(first + 16, len(words) if until is None else until)):
        onward: dict[State, float] = {}
        for state, cost in paths.items():
            for child, step in _onward(state, seen, at):
                least = onward.get(child)
                if least is None or cost + step < least:
                    onward[child] = cost + step
        if not onward:
            break
        paths = onward
        limit = _allowed(at + 1 - first, slack)
        for state, cost in paths.items():
            if (
                state.ends
                and cost <= limit
                and (at > first or len(state.ends) == 1 or _is_one_word(start, words[first]))
                and (best is None or best.last <= at or cost < best.cost)
            ):
                best = Hit(first, at + 1, state.ends, cost)
    return best


def _is_one_word(start: State, word: str) -> bool:
    """Whether the letters are one word's: 'huyen' is 'huyện', 'dung' may be 'đúng' or 'dừng'."""
    return len(start.words.get(word, ())) == 1


def _onward(state: State, seen: Tokens, at: int) -> list[tuple[State, float]]:
    """Where the automaton goes on with a token, at what cost; remembered for each token."""
    return _ways(state, seen.said[at])


def _ways(state: State, said: str) -> list[tuple[State, float]]:
    known = state.ways.get(said)
    if known is None:
        if len(state.ways) > 20_000:
            state.ways.clear()
        known = state.ways[said] = _steps(state, said[1:], said[0])
    return known


def _steps(state: State, word: str, kind: str) -> list[tuple[State, float]]:
    exact = state.step(word)
    if exact is not None:
        return [(exact, 0.0)]
    if kind in ("p", SURE):
        return []
    if kind in "nx" and (onward := state.step(ANY_NUMBER)) is not None:
        return [(onward, 0.0)]
    return _near(state, word, kind)


def continues(state: State, word: str, *, damaged: bool) -> bool:
    """Whether a phrase goes on with this folded word, or on damaged text with one it may be."""
    return word in state.words or (damaged and bool(_ways(state, "w" + word)))


def _near(state: State, seen: str, kind: str) -> list[tuple[State, float]]:
    """Misread words: all that is near where few words may come; half a step where many may."""
    if len(seen) > 12 or (kind == "n" and (len(seen) > 2 or not seen.isdecimal())):
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
