"""Terms and scopes as declared: which phrase says what, compiled into two automata.

A *term* contributes a feature ('late', 'received', 'unit:file') to the number beside it; a
*scope* says whose number it is. Knows no grammar and no metric.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractor.book.loading import Declared, load, paths
from extractor.book.phrases import State, automaton
from extractor.repair.known import fields_of_work
from extractor.text import fold


class Term(Declared):
    """A feature and the phrases that express it."""

    feature: str
    phrases: tuple[str, ...]
    clear: bool = False
    """Heard only in text that kept its marks: of misread words too many are like these."""
    opens: bool = False
    """Heard only there, and where it opens a clause before its number ('xong 40', 'xong: 40')."""


class TermFile(Declared):
    """One class of terms."""

    meaning: str
    term: tuple[Term, ...]


class ScopePhrase(Declared):
    """Phrases that name a level, or (``level = ""``) hide words that are part of a name."""

    level: str
    phrases: tuple[str, ...]
    name: Literal[
        "none",
        "phrase",
        "phrase-and-follows",
        "until",
        "until-proper",
        "phrase-until",
        "below",
        "lead",
        "opens",
        "phrase-lead",
        "clause",
        "house",
    ] = "none"
    """The unit's name: the phrase, the phrase and the capitalised words after it, the words up
    to the next label ('lĩnh vực đất đai …', ``until-proper`` only with a capital; with the
    phrase: 'Đội Kiểm tra thuế'), the leads of the items below ('Theo lĩnh vực');
    ``lead`` has no name and counts only where the phrase opens a passage before a colon,
    ``phrase-lead`` is its own name there, with a capital,
    ``opens`` only where it opens a sentence, ``clause`` where it opens a clause with its verb or
    number, ``house`` where it has a capital and does something."""
    small: bool = False
    """Its head may have a small letter: 'phòng Quản lý dược'."""
    transparent: bool = False
    """The words inside still count as terms."""
    weak: bool = False
    """Yields to any other scope of the same clause."""
    known: bool = False
    """The known fields of work that hold no term are phrases of it too."""

    def spelled(self, terms: State) -> tuple[str, ...]:
        """All its phrases; 'bưu chính' is a field too, but rather the way that files came."""
        if not self.known:
            return self.phrases
        names = (name for name in fields_of_work() if not _holds(terms, fold(name).split()))
        return (*self.phrases, *names)


def _holds(terms: State, words: list[str]) -> bool:
    """Whether a phrase stands among the words."""
    for first in range(len(words)):
        state: State | None = terms
        for word in words[first:]:
            state = state.step(word.strip(",")) if state else None
            if state is not None and state.ends:
                return True
    return False


class ScopeFile(Declared):
    """The phrases of one level."""

    meaning: str
    scope: tuple[ScopePhrase, ...]


@dataclass(frozen=True, slots=True)
class TermBook:
    """The compiled automata; their ends index ``features`` and ``scopes``."""

    term_tree: State
    """Phrases that are told from others by their letters alone."""
    clear_tree: State
    """All of them, for text that kept its marks."""
    opening_tree: State
    """Those that say something only where they open a clause."""
    features: tuple[str, ...]
    scope_tree: State
    scopes: tuple[ScopePhrase, ...]

    def terms(self, *, damaged: bool) -> State:
        """The phrases to look for in a text; worn pages' marks are as unsure as lost ones."""
        return self.term_tree if damaged else self.clear_tree


@cache
def term_book() -> TermBook:
    """Compile ``patterns/terms`` and ``patterns/scopes`` once a process."""
    terms = [term for path in paths("terms") for term in load(TermFile, path).term]
    scopes = [scope for path in paths("scopes") for scope in load(ScopeFile, path).scope]
    clear = automaton([() if term.opens else term.phrases for term in terms])
    clear.others = frozenset(word for field in fields_of_work() for word in field.lower().split())
    return TermBook(
        automaton([() if term.clear or term.opens else term.phrases for term in terms]),
        clear,
        automaton([term.phrases if term.opens else () for term in terms]),
        tuple(term.feature for term in terms),
        automaton([scope.spelled(clear) for scope in scopes]),
        tuple(scopes),
    )


class Own(Declared):
    """Words of an issuer's name that tell its level."""

    level: str
    words: tuple[str, ...]


class Issuers(Declared):
    """``patterns/issuers.toml``."""

    meaning: str
    cities_that_are_provinces: tuple[str, ...]
    communes: tuple[str, ...]
    no_communes: tuple[str, ...]
    own: tuple[Own, ...]


@cache
def _issuers() -> Issuers:
    return load(Issuers, "issuers.toml")


@lru_cache(maxsize=2_000)
def own_level(issuer: str) -> str | None:
    """The level of a reporting unit, from its name; None if the name does not tell."""
    book = _issuers()
    bare = _bare(issuer)
    if any(bare.startswith(fold(word) + " ") for word in book.own[0].words):
        return book.own[0].level
    if any(f"thanh pho {fold(city)}" in bare for city in book.cities_that_are_provinces):
        return "province"
    for own in book.own[1:]:
        if any(f" {fold(word)} " in f" {bare} " for word in own.words):
            return own.level
    return None


def _bare(issuer: str) -> str:
    """Folded, without 'Ủy ban nhân dân' at its head."""
    return " ".join(fold(issuer).split()).removeprefix("uy ban nhan dan ").removeprefix("ubnd ")


@lru_cache(maxsize=2_000)
def is_commune(issuer: str) -> bool:
    """Whether a commune, or an office of one, reports: 'cấp xã' is then its own."""
    book = _issuers()
    bare = f" {_bare(issuer)} "
    # The district Xa Dung is no 'xã' that has lost its mark.
    if any(bare.startswith(f" {fold(word)} ") for own in book.own[1:] for word in own.words):
        return False
    for word in book.no_communes:
        bare = bare.replace(f" {fold(word)} ", " ")
    return any(f" {fold(kind)} " in bare for kind in book.communes)


@lru_cache(maxsize=2_000)
def is_of_city(issuer: str) -> bool:
    """Whether the unit belongs to a city that is a province: 'cấp thành phố' is its province."""
    bare = _bare(issuer)
    return any(f"thanh pho {fold(city)}" in bare for city in _issuers().cities_that_are_provinces)
