"""Phrases as they are declared, and the automaton in which they are looked up.

A phrase is words with ``[optional]`` parts and ``(one|of these)``: ``"(trễ|quá) (hạn|hẹn)"``.
``#`` stands for any number. Words are kept with their marks and filed under their folded
form, so that text that lost its marks finds the same phrase. The automaton is made
deterministic only where text leads it (subset construction on demand), so that compiling costs
no more than the words declared.
Knows nothing of what a phrase means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from extractor.book.reading import confusable
from extractor.text import fold

ANY_NUMBER = "#"
"""A word of a phrase that stands for any number ('# xã')."""
_PART = regex.compile(r"[()\[\]|]|[,./+&:-]|[^\s()\[\]|,./+&:-]+")


@dataclass(slots=True, eq=False)
class Node:
    """A place between two words of a phrase."""

    edges: dict[str, list[tuple[str, Node]]] = field(default_factory=dict)
    """Folded word → (the word with its marks, where it leads), for each that folds so."""
    ends: list[int] = field(default_factory=list)
    """Owners of the phrases that may end here."""


_LONG_ENOUGH = 3
"""Letters from which a word with other marks is rather a slip than another word."""


@lru_cache(maxsize=20_000)
def same_word(seen: str, meant: str) -> bool:
    """Equal but for the place of the tone mark (hoà, hòa) and the form of composition."""
    return seen == meant or sorted(unicodedata.normalize("NFD", seen)) == sorted(
        unicodedata.normalize("NFD", meant)
    )


def _slip(seen: str, meant: str, known: bool) -> int:
    """What it costs to take one marked word for another.

    A short one with other marks is another word: 'hồ sơ cư trú' tells of no 'hồ sơ cũ'. So is one
    that is ``known``: 'lĩnh vực xây dựng giải quyết' stops nothing ('dừng giải quyết').
    """
    if same_word(seen, meant):
        return 0
    return 2 if not seen.isascii() and (known or len(seen) < _LONG_ENOUGH) else 1


class State:
    """A set of places at once; ``step`` gives the next, made when first asked for."""

    __slots__ = (
        *("_known", "_nodes", "_second", "_variants"),
        *("ends", "moves", "others", "printed", "ways", "words"),
    )

    def __init__(self, nodes: frozenset[Node], known: dict[frozenset[Node], State]) -> None:
        self._nodes = nodes
        self._known = known
        self._variants: dict[str, tuple[str, ...]] | None = None
        self.moves: dict[str, State] = {}
        """Words met so far → where they lead; asked first, for a call of ``step`` costs more."""
        self.others: frozenset[str] = frozenset()
        """At the start: marked words that are known from elsewhere, and so no slips."""
        self.ways: dict[str, list[tuple[State, float]]] = {}
        """Tokens of damaged text met so far → where they may lead, at what cost."""
        self.printed: dict[str, tuple[tuple[int, ...], int]] = {}
        """What was met so far as it is printed → what ``spelled`` says of its words."""
        self._second: dict[str, Collection[str] | None] | None = None
        self.ends = tuple(sorted({owner for node in nodes for owner in node.ends}))
        self.words: dict[str, frozenset[str]] = {}
        """Folded word → the marked forms in which phrases go on with it."""
        forms: dict[str, set[str]] = {}
        for node in nodes:
            for word, edges in node.edges.items():
                forms.setdefault(word, set()).update([marked for marked, _ in edges])
        self.words = {word: frozenset(marked) for word, marked in forms.items()}

    @property
    def second(self) -> dict[str, Collection[str] | None]:
        """Each word that goes on → those of which one must follow; None where none need to."""
        if self._second is None:
            self._second = {word: self._behind(word) for word in self.words}
        return self._second

    def _behind(self, word: str) -> Collection[str] | None:
        onward = self.step(word)
        free = onward is None or onward.ends or ANY_NUMBER in onward.words
        return None if free or onward is None else onward.words

    def openings(self) -> str:
        """A pattern over folded text, found wherever a phrase may begin in undamaged text.

        A look that costs less than to take the text apart; it may find what is no phrase.
        """
        found = []
        for word in sorted(self.words):
            onward = self.second[word]
            first = r"\d" if word == ANY_NUMBER else re.escape(word)
            behind = "" if onward is None else "|".join(map(re.escape, sorted(onward)))
            found.append(rf"{first}\s*(?:{behind})" if behind else first)
        return "|".join(found)

    def variants(self) -> dict[str, tuple[str, ...]]:
        """Words half a step from one that goes on (one letter confused) → the words meant."""
        if self._variants is None:
            same = confusable()
            found: dict[str, set[str]] = {}
            for word in self.words:
                for i, letter in enumerate(word):
                    for other in same.get(letter, ""):
                        found.setdefault(word[:i] + other + word[i + 1 :], set()).add(word)
            self._variants = {seen: tuple(sorted(meant)) for seen, meant in found.items()}
        return self._variants

    def spelled(self, words: tuple[str, ...]) -> tuple[tuple[int, ...], int]:
        """Owners of the phrases nearest to these marked words, and how many words differ.

        The path by folded words may belong to several phrases ('đúng', 'dừng'); their marks
        tell them apart. A word that is none (a number) matches ``#`` and itself.
        """
        here = dict.fromkeys(self._nodes, 0)
        for word in words:
            bare = fold(word)
            onward: dict[Node, int] = {}
            for node, cost in here.items():
                known = word in self.others
                steps = [(to, cost + _slip(word, m, known)) for m, to in node.edges.get(bare, ())]
                if word[0].isdigit():
                    steps += [(to, cost) for _, to in node.edges.get(ANY_NUMBER, ())]
                for to, step in steps:
                    onward[to] = min(step, onward.get(to, step))
            here = onward
        least = min((cost for node, cost in here.items() if node.ends), default=len(words))
        owners = {o for node, cost in here.items() if cost == least for o in node.ends}
        return tuple(sorted(owners)), least

    def step(self, word: str) -> State | None:
        """Where the folded ``word`` leads; None if no phrase goes on with it."""
        if word not in self.words:
            return None
        state = self.moves.get(word)
        if state is None:
            nodes = frozenset(to for n in self._nodes for _, to in n.edges.get(word, ()))
            state = self._known.get(nodes)
            if state is None:
                state = self._known.setdefault(nodes, State(nodes, self._known))
            self.moves[word] = state
        return state


def automaton(owners: list[tuple[str, ...]]) -> State:
    """The start of an automaton over all phrases; ``ends`` index ``owners``.

    Raises:
        ValueError: the brackets of a phrase do not pair, or it may be empty.
    """
    root = Node()
    for index, phrases in enumerate(owners):
        for phrase in phrases:
            for last in _grow({root}, phrase):
                if last is root:
                    raise ValueError(f"{phrase!r} may be empty")
                if index not in last.ends:
                    last.ends.append(index)
    return State(frozenset({root}), {})


def _grow(start: set[Node], phrase: str) -> set[Node]:
    """File ``phrase`` behind the nodes of ``start``; returns the nodes where it may end."""
    parts = _PART.findall(phrase)
    ends, at = _alternatives(parts, 0, start)
    if at != len(parts):
        raise ValueError(f"brackets do not pair in {phrase!r}")
    return ends


def _alternatives(parts: list[str], at: int, start: set[Node]) -> tuple[set[Node], int]:
    """``a b|c`` up to a closing bracket or the end."""
    ends: set[Node] = set()
    here = start
    while at < len(parts) and parts[at] not in ")]":
        if parts[at] == "|":
            ends |= here
            here = start
        elif parts[at] in "([":
            inner, close = _alternatives(parts, at + 1, here)
            if close >= len(parts) or parts[close] != (")" if parts[at] == "(" else "]"):
                raise ValueError(f"brackets do not pair in {' '.join(parts)!r}")
            here = inner | here if parts[at] == "[" else inner
            at = close
        else:
            node, word = Node(), parts[at].lower()
            for before in here:
                before.edges.setdefault(fold(word), []).append((word, node))
            here = {node}
        at += 1
    return ends | here, at
