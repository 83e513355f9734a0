"""Terms and scopes as declared: which phrase says what, compiled into two automata.

A *term* contributes a feature ('late', 'received', 'unit:file') to the number beside it; a
*scope* says whose number it is. Knows no grammar and no metric.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.book.loading import Declared, load, paths
from extractor.book.phrases import State, automaton


class Term(Declared):
    """A feature and the phrases that express it."""

    feature: str
    phrases: tuple[str, ...]


class TermFile(Declared):
    """One class of terms."""

    meaning: str
    term: tuple[Term, ...]


class ScopePhrase(Declared):
    """Phrases that name a level, or (``level = ""``) hide words that are part of a name."""

    level: str
    phrases: tuple[str, ...]
    name: Literal["none", "phrase", "follows", "phrase-and-follows"] = "none"
    """Whether the unit's name is the phrase itself and/or the capitalised words after it."""
    transparent: bool = False
    """The words inside still count as terms."""
    weak: bool = False
    """Yields to any other scope of the same clause."""


class ScopeFile(Declared):
    """The phrases of one level."""

    meaning: str
    scope: tuple[ScopePhrase, ...]


@dataclass(frozen=True, slots=True)
class TermBook:
    """The compiled automata; their ends index ``features`` and ``scopes``."""

    term_tree: State
    features: tuple[str, ...]
    scope_tree: State
    scopes: tuple[ScopePhrase, ...]


@cache
def term_book() -> TermBook:
    """Compile ``patterns/terms`` and ``patterns/scopes`` once a process."""
    terms = [term for path in paths("terms") for term in load(TermFile, path).term]
    scopes = [scope for path in paths("scopes") for scope in load(ScopeFile, path).scope]
    return TermBook(
        automaton([term.phrases for term in terms]),
        tuple(term.feature for term in terms),
        automaton([scope.phrases for scope in scopes]),
        tuple(scopes),
    )
