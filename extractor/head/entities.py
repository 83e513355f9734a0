"""Agencies, people, places and dates in short stretches of damaged text, by spaCy's rules.

A blank pipeline with a SpanRuler: no model, no network. Words are compared without marks and
may hold one reading error (spaCy's FUZZY matching). Importing spaCy costs 0.7 s and a pass
some milliseconds, so that only what the plain grammar cannot read comes here, and only in
small windows; the import stands inside the function that needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.book.head import agencies, entity_patterns, people
from extractor.repair.gazetteer import places
from extractor.text import fold

_TOKEN = re.compile(r"[\w&]+(?:[./-]\d+)*|[^\w\s]")
_LONGEST = 4000
"""Characters looked at; more is no small window."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing at ``text[start:end]``; label AGENCY, PERSON, PLACE or DATE."""

    start: int
    end: int
    label: str
    text: str
    """Whitespace collapsed; an agency's known words as they are spelled."""


def find_entities(text: str) -> tuple[Entity, ...]:
    """Entities of the first 4.000 characters, longest first where they overlap, in order."""
    tokens = list(_TOKEN.finditer(text[:_LONGEST]))
    nlp, ruler = _ruler()
    doc = ruler(_document(nlp, tokens))
    taken: set[int] = set()
    kept = []
    for span in sorted(doc.spans["ruler"], key=lambda s: (s.start - s.end, s.start)):
        if not taken.isdisjoint(range(span.start, span.end)):
            continue
        taken.update(range(span.start, span.end))
        start, end = tokens[span.start].start(), tokens[span.end - 1].end()
        kept.append(Entity(start, end, span.label_, _spelled(span)))
    return tuple(sorted(kept, key=lambda e: e.start))


def _spelled(span: Any) -> str:
    """A pattern's id spells its first words; the name after them stands as read."""
    known = span.id_.split()
    return " ".join([*known, *(token.text for token in span[len(known) :])])


def _document(nlp: Any, tokens: list[re.Match[str]]) -> Any:
    """Our own tokens, so that line breaks part no name; NORM holds them without marks."""
    from spacy.tokens import Doc

    doc = Doc(nlp.vocab, words=[t.group() for t in tokens])
    for token in doc:
        token.norm_ = fold(token.text)
    return doc


@cache
def _ruler() -> tuple[Any, Any]:
    """The blank pipeline and its rules, built once a process."""
    import spacy

    nlp = spacy.blank("xx")
    ruler: Any = nlp.add_pipe("span_ruler", config={"annotate_ents": False})
    ruler.add_patterns([*_declared(), *_agencies(), *_people(), *_places()])
    return nlp, ruler


def _declared() -> Iterator[dict[str, Any]]:
    for pattern in entity_patterns().patterns:
        yield {"label": pattern.label, "pattern": list(pattern.tokens)}


def _word(word: str) -> dict[str, Any]:
    """One word without marks; from three letters on, one of them may be misread."""
    norm = fold(word)
    return {"NORM": {"FUZZY1": norm} if len(norm) >= entity_patterns().fuzzy_from else norm}


def _agencies() -> Iterator[dict[str, Any]]:
    """A beginning word, perhaps capitalised words, perhaps a place word and its name.

    A single beginning word must stand as printed and go on: 'ban' and 'bộ' are other words too.
    """
    name = {"IS_TITLE": True, "OP": "{1,5}"}
    towns = {t: [_word(w) for w in t.split()] for t in agencies().places if "." not in t}
    alone = sorted({fold(s) for s in agencies().starts if " " not in s})
    single: list[dict[str, Any]] = [{"NORM": {"IN": alone}, "TEXT": {"REGEX": r"^[A-ZĐ]"}}]
    long = [(s, [_word(w) for w in s.split()]) for s in agencies().starts if " " in s]
    for start, head in (("", single), *long):
        known = "" if head is single else start
        yield {"label": "AGENCY", "pattern": [*head, name], "id": known}
        if known:
            yield {"label": "AGENCY", "pattern": head, "id": known}
        for town, words in towns.items():
            spelled = f"{known} {town}" if known else ""
            yield {"label": "AGENCY", "pattern": [*head, *words, name], "id": spelled}
            yield {"label": "AGENCY", "pattern": [*head, *words], "id": spelled}


def _people() -> Iterator[dict[str, Any]]:
    surnames = sorted({fold(name) for name in people().surnames})
    first = {"NORM": {"IN": surnames}, "IS_TITLE": True}
    yield {"label": "PERSON", "pattern": [first, {"IS_TITLE": True, "OP": "{1,4}"}]}


def _places() -> Iterator[dict[str, Any]]:
    for province in places().provinces:
        for name in (province.name, *province.districts):
            if " " in name and "-" not in name:
                tokens = [{"NORM": fold(w), "IS_TITLE": True} for w in name.split()]
                yield {"label": "PLACE", "pattern": tokens}
