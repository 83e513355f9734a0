"""What an engine without Vietnamese makes of Vietnamese letters, and back: 'dting' was 'đúng'.

How each letter comes out, and how often, was counted on pages of which the text is known
(``patterns/reading/misreadings.toml``). A garbled word was one of the known syllables; how likely
each of them is printed like that is found by walking their tree, the likeliest way first.
Knows letters; no neighbours of words, and nothing of what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from math import log

from extractor.book.loading import Declared, load

OTHER = -7.5
"""Log of the probability that a letter comes out as some one character never seen of it."""
MARGIN = 6.5
"""How much less likely than the likeliest a syllable may print a word (log)."""
LEAST, EACH = -9.0, -0.3
"""Log of the least probability of a word, and what each of its letters adds."""
MOST = 8
"""Syllables that a word may have been."""
STEPS = 2_000
"""Ways looked at for one word."""
LONGEST = 12
"""Letters of a garbled syllable."""
_NEVER = -99.0
_OTHERS = (_NEVER, OTHER, OTHER - 1.0)
"""The same of none, one and two characters."""


class Misreadings(Declared):
    """``patterns/reading/misreadings.toml``."""

    meaning: str
    made_with: str
    letters: dict[str, str]
    """A letter, or two beside each other → what it came out as, and of 1000 how often:
    'o 554, 6 207'; '-' where nothing was left of it."""


Odds = dict[str, float]
"""What a letter comes out as → the log of how often."""


@dataclass(slots=True)
class Node:
    """A beginning of syllables."""

    word: str = ""
    """The syllable that ends here, or ''."""
    ways: dict[str, list[tuple[float, Node]]] = field(default_factory=dict)
    """What is printed → how likely it is one of the letters to come, and where that leads."""
    children: dict[str, Node] = field(default_factory=dict)


@cache
def _letters() -> dict[str, Odds]:
    declared = load(Misreadings, "reading/misreadings.toml").letters
    found: dict[str, Odds] = {}
    for letter, told in declared.items():
        pairs = (pair.rsplit(" ", 1) for pair in told.split(", "))
        found[letter] = {
            "" if seen == "-" else seen: log(float(often) / 1000) for seen, often in pairs
        }
    return found


@cache
def _best() -> Odds:
    """What is on a page → how often, at best, any letter comes out so."""
    best: Odds = {}
    for odds in _letters().values():
        for seen, often in odds.items():
            best[seen] = max(often, best.get(seen, _NEVER))
    return best


def tree(syllables: Iterable[str]) -> Node:
    """The syllables by their letters."""
    root = Node()
    for syllable in syllables:
        node = root
        for letter in syllable:
            node = node.children.setdefault(letter, Node())
        node.word = syllable
    _ways(root)
    return root


def _ways(node: Node) -> None:
    known = _letters()
    for letter, child in node.children.items():
        _ways(child)
        both = [(known.get(letter + second, {}), far) for second, far in child.children.items()]
        for odds, to in ((known.get(letter, {}), child), *both):
            for seen, often in odds.items():
                node.ways.setdefault(seen, []).append((often, to))


def meant(root: Node, seen: str) -> list[tuple[str, float]]:
    """The syllables that a lower-case word may have been, and the log of how likely each is so."""
    rest = _rest(seen)
    limit = LEAST + EACH * len(seen)
    found: dict[str, float] = {}
    heap: list[tuple[float, int, Node, int, float]] = [(-rest[0], 0, root, 0, 0.0)]
    count = 0
    for _ in range(STEPS):
        if not heap:
            break
        hope, _, node, at, so_far = heappop(heap)
        if -hope < limit:
            break
        if at == len(seen) and node.word and node.word not in found:
            found[node.word] = so_far
            limit = max(limit, so_far - MARGIN)
            if len(found) == MOST:
                break
        for end in range(at, min(at + 2, len(seen)) + 1):
            ways = node.ways.get(seen[at:end], [])
            other = _OTHERS[end - at]
            if so_far + other + rest[end] >= limit:
                ways = [*ways, *((other, child) for child in node.children.values())]
            for often, child in ways:
                likely = so_far + often
                if likely + rest[end] >= limit:
                    count += 1
                    heappush(heap, (-likely - rest[end], count, child, end, likely))
    return list(found.items())


def _rest(seen: str) -> list[float]:
    """How likely, at best, is what stands from each letter on."""
    best = _best()
    rest = [0.0] * (len(seen) + 1)
    for at in range(len(seen) - 1, -1, -1):
        one = max(best.get(seen[at], OTHER), OTHER) + rest[at + 1]
        rest[at] = one
        if at + 2 <= len(seen):
            two = max(best.get(seen[at : at + 2], _NEVER), _OTHERS[2])
            rest[at] = max(one, two + rest[at + 2])
    return rest
