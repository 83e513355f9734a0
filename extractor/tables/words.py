"""What a heading, a label or a caption line says: features, scopes and kinds, with coverage.

Looks phrases up; decides nothing about the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.book.metrics import grammar
from extractor.book.phrases import same_word
from extractor.book.tables import Lookup, scope_words, table_book, term_words
from extractor.book.terms import ScopePhrase, term_book
from extractor.match.phrases import Hit, find
from extractor.match.tokens import Tokens, tokens

BEFORE = "before"
"""The period of ``patterns/tables/rows.toml`` that is only compared with."""
MOST = 400
"""Characters of a cell that are looked at; a longer one is prose."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of one heading say."""

    features: frozenset[str]
    covered: int
    """Words inside a term."""
    strange: int
    """Words neither in a term nor weightless."""
    negated: bool
    """A word outside the terms turns them round ('chưa …')."""
    first: str = ""
    """The feature that opens it, nouns of what is counted apart."""


@dataclass(frozen=True, slots=True)
class Named:
    """A scope phrase in a label."""

    phrase: ScopePhrase
    first: bool
    """It opens the label."""
    whole: bool
    """Nothing else of weight stands in the label."""
    text: str
    """The words of the phrase as printed."""
    rest: str
    """What stands behind it."""


@lru_cache(maxsize=4_000)
def meaning(text: str, damaged: bool, clear: bool = False) -> Meaning:
    """The features of a heading, and how much of it they explain.

    Rarer words are heard where no image was read (``clear``): a misread letter would look like
    them.
    """
    seen = _tokens(text, damaged)
    hits = find(term_book().terms(damaged=damaged or not clear), seen, damaged=damaged)
    if not damaged:
        hits = [hit for hit in hits if _spelled(seen, hit, term_words()[hit.owner])]
    told = [f for i in range(len(hits)) if (f := _feature(hits, i))]
    features = frozenset(part for f in told for part in grammar().implies.get(f, (f,)))
    inside = {i for hit in hits for i in range(hit.first, hit.last)}
    light = _light(damaged)
    words = [i for i, kind in enumerate(seen.kinds) if kind == "w"]
    outside = [i for i in words if i not in inside]
    shown, marked = _shown(seen, damaged), seen.marked
    strange = [i for i in outside if shown[i] not in light]
    if strange and len(words) > 2:  # 'Đã giải quyết quý II/2024', '… 6 tháng đầu năm 2024'
        strange = _outside_spans(strange, text, damaged)
    return Meaning(
        features,
        len(words) - len(outside),
        len(strange),
        any(marked[i] in table_book().headings.negations for i in outside),
        next((f for f in told if not f.startswith("unit:")), ""),
    )


def _outside_spans(places: Sequence[int], text: str, damaged: bool) -> list[int]:
    """The places of words that stand in no span of time."""
    spans = _hits(table_book().row_periods, text, damaged)
    return [at for at in places if not any(hit.first <= at < hit.last for hit in spans)]


def strange_words(text: str, damaged: bool) -> list[tuple[int, int]]:
    """Where the words stand that are neither in a term nor weightless."""
    seen = _tokens(text, damaged)
    hits = find(term_book().term_tree, seen, damaged=damaged)
    if not damaged:
        hits = [hit for hit in hits if _spelled(seen, hit, term_words()[hit.owner])]
    inside = {i for hit in hits for i in range(hit.first, hit.last)}
    light, shown = _light(damaged), _shown(seen, damaged)
    return [
        (seen.starts[i], seen.ends[i])
        for i, kind in enumerate(seen.kinds)
        if kind == "w" and i not in inside and shown[i] not in light
    ]


def _feature(hits: list[Hit], at: int) -> str | None:
    """What a hit says; a group right behind a deadline only says whose deadline it is."""
    feature = term_book().features[hits[at].owner]
    weak = feature in table_book().headings.behind_deadline
    if at and weak and hits[at - 1].last == hits[at].first:
        before = term_book().features[hits[at - 1].owner]
        if grammar().class_of(before) == "timing":
            return None
    return feature


@lru_cache(maxsize=4_000)
def named(text: str, damaged: bool) -> tuple[Named, ...]:
    """Every scope the text names, left to right."""
    seen = _tokens(text, damaged)
    found = []
    for hit in find(term_book().scope_tree, seen, damaged=damaged):
        phrase = _for_tables(hit)
        spelled = damaged or any(_spelled(seen, hit, scope_words()[o]) for o in hit.owners)
        printed = _printed(text, seen, hit)
        # Without its marks 'hồ sơ' holds an office ('Sở'): a name that goes on has a capital.
        if damaged and phrase is not None and phrase.name == "phrase-until" and printed.islower():
            continue
        if phrase is not None and spelled:
            whole = _is_all(seen, hit, _light(damaged), damaged)
            rest = text[seen.ends[hit.last - 1] :].strip(" :,;-")
            found.append(Named(phrase, _opens(seen, hit), whole, printed, rest))
    return tuple(found)


_PASSAGES = ("below", "phrase-lead")
"""Kinds of phrases that speak of passages only."""


def _for_tables(hit: Hit) -> ScopePhrase | None:
    """The owner that speaks of a row, not of a passage or of words to be hidden."""
    phrases = [term_book().scopes[owner] for owner in hit.owners]
    fit = [p for p in phrases if p.level in table_book().scopes and p.name not in _PASSAGES]
    named = [p for p in fit if p.name != "lead"]
    for phrase in (*named, *(p for p in fit if p.level != "own")):
        return phrase
    return None


def owner_of_all(
    lookup: Lookup, text: str, damaged: bool, *, light: bool = False
) -> tuple[str, str] | None:
    """(owner, its words) of a phrase that is all of the text; None if there is none.

    With ``light``, weightless words may stand around it.
    """
    seen = _tokens(text, damaged)
    spare = _light(damaged) if light else frozenset()
    for hit in _hits(lookup, text, damaged):
        if _is_all(seen, hit, spare, damaged):
            return lookup.owners[hit.owner], _printed(text, seen, hit)
    return None


def period_of_row(label: str, damaged: bool) -> str:
    """The span of time that a row's label names and nothing else, or ''."""
    found = owner_of_all(table_book().row_periods, label, damaged)
    return (found[0] or label) if found is not None else ""


def behind(lookup: Lookup, text: str, damaged: bool) -> str | None:
    """What stands behind a phrase that opens the text; None if none does."""
    seen = _tokens(text, damaged)
    hits = _hits(lookup, text, damaged)
    if not hits or not _opens(seen, hits[0]):
        return None
    return text[seen.ends[hits[0].last - 1] :]


def owner_at_start(lookup: Lookup, text: str, damaged: bool) -> str | None:
    """The owner of a phrase that opens the text."""
    seen = _tokens(text, damaged)
    hits = _hits(lookup, text, damaged)
    return lookup.owners[hits[0].owner] if hits and _opens(seen, hits[0]) else None


def label_kind(text: str, damaged: bool) -> str | None:
    """What a label column's heading names: a phrase that opens it, and weightless words."""
    book = table_book()
    seen = _tokens(text, damaged)
    hits = _hits(book.labels, text, damaged)
    if not hits or not _opens(seen, hits[0]):
        return None
    inside = {i for hit in hits for i in range(hit.first, hit.last)}
    outside = (i for i, kind in enumerate(seen.kinds) if kind == "w" and i not in inside)
    rest = (i for i in outside if len(seen.folded[i]) > 1)
    light, shown = _light(damaged), _shown(seen, damaged)
    known = all(shown[i] in light for i in rest)
    return book.labels.owners[hits[0].owner] if known else None


def said(lookup: Lookup, text: str, damaged: bool) -> list[tuple[str, str]]:
    """(owner, its words) of every phrase in the text."""
    seen = _tokens(text, damaged)
    hits = _hits(lookup, text, damaged)
    return [(lookup.owners[hit.owner], _printed(text, seen, hit)) for hit in hits]


def owners(lookup: Lookup, text: str, damaged: bool) -> list[str]:
    """The owner of every phrase in the text."""
    hits = _hits(lookup, text, damaged)
    return [lookup.owners[hit.owner] for hit in hits]


@lru_cache(maxsize=500)
def _tokens(text: str, damaged: bool) -> Tokens:
    return tokens(text[:MOST], damaged=damaged)


_known: dict[tuple[int, str, bool], list[Hit]] = {}


def _hits(lookup: Lookup, text: str, damaged: bool) -> list[Hit]:
    """The phrases in the text; a label is looked up once however often it is asked for."""
    key = (id(lookup), text, damaged)
    hits = _known.get(key)
    if hits is None:
        if len(_known) > 2_000:
            _known.clear()
        seen = _tokens(text, damaged)
        hits = find(lookup.tree, seen, damaged=damaged)
        if not damaged:
            hits = [hit for hit in hits if _spelled(seen, hit, lookup.words[hit.owner])]
        _known[key] = hits
    return hits


def _spelled(seen: Tokens, hit: Hit, words: frozenset[str]) -> bool:
    """Whether the words bear their marks: 'đúng' alone is not 'dừng'; one slip in several is."""
    kinds, marks = seen.kinds[hit.first : hit.last], seen.marks(hit.first, hit.last)
    said = [word for word, kind in zip(marks, kinds, strict=True) if kind == "w"]
    wrong = sum(not any(same_word(text, word) for word in words) for text in said)
    return wrong <= (len(said) > 1)


def _opens(seen: Tokens, hit: Hit) -> bool:
    return "w" not in seen.kinds[: hit.first]


def _shown(seen: Tokens, damaged: bool) -> Sequence[str]:
    """The words as far as they can be trusted."""
    return seen.folded if damaged else seen.marked


def _is_all(seen: Tokens, hit: Hit, light: frozenset[str], damaged: bool) -> bool:
    """No word of weight stands outside the hit; letters and numerals of enumerations have none."""
    shown, marked = _shown(seen, damaged), seen.marked
    return all(
        seen.kinds[i] != "w"
        or len(marked[i]) == 1
        or set(marked[i]) <= {"i", "v", "x"}
        or shown[i] in light
        for i in (*range(hit.first), *range(hit.last, len(shown)))
    )


def _light(damaged: bool) -> frozenset[str]:
    """Words that weigh nothing in a heading or label."""
    return table_book().weightless if damaged else table_book().headings.filler


def _printed(text: str, seen: Tokens, hit: Hit) -> str:
    return text[seen.starts[hit.first] : seen.ends[hit.last - 1]]


def weightless(text: str, damaged: bool, *, counted: bool = False) -> bool:
    """'Số lượng', 'Kết quả', 'Số hồ sơ': a heading that only says that numbers follow.

    With ``counted``, what they are of other than files may be said too ('Số PAKN').
    """
    said = meaning(text, damaged)
    weak = {"total", "result", "inperiod", "cumulative", "rate"}
    weak |= set(grammar().weight.counted) if counted else set()
    return not said.strange and all(f in weak or f.startswith("unit:") for f in said.features)
