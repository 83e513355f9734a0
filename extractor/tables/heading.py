"""What one heading over a column says: its features, small print and the base of a share apart.

Knows one heading's words; not what stands above it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractor.book.metrics import grammar
from extractor.book.tables import table_book
from extractor.tables.guess import guessed
from extractor.tables.words import Meaning, meaning, owner_at_start, owner_of_all
from extractor.text import UNREAD

_BRACKET = regex.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_SUM = regex.compile(
    r"[(\[]?\d{1,2}[)\]]?\s*=[\s\d()\[\]+=:/x×*.%-]*\d[)\]%]?|[(\[]\s*\d{1,2}\s*[)\]]"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a path: what it says, small print apart."""

    features: frozenset[str]
    understood: bool
    negated: bool
    empty: bool
    """Nothing but weightless words."""
    guessed: bool
    is_title: bool
    """It opens with a word that titles bear ('Kết quả số hóa'): what it says is of what is open."""


def read_heading(text: str, damaged: bool, *, scan: bool, clear: bool = False) -> Heading:
    """What the heading says; on a ``scan`` a word that was misread may be guessed.

    In ``clear`` text rarer words are heard as well.
    """
    bare, extra = _without_small_print(text, damaged)
    said = shared(bare, damaged, clear)
    mended = guessed(bare) if scan and said.strange else None
    if mended is not None:
        said = meaning(mended, damaged)
    light = grammar().weight.light
    bare_noun = all(f.startswith("unit:") or f in light for f in said.features)
    if bare_noun and (alone := owner_of_all(table_book().alone, bare, damaged)):
        said = replace(said, features=said.features | {alone[0]}, strange=0, negated=False)
    timing = {f for f in extra if _joins(f, said.features)}
    allowed = said.covered // 2 if damaged else 0
    features = _widest(said.features | timing)
    return Heading(
        features | {"amount"} if _in_money(text, features) else features,
        understood=said.strange <= allowed and not said.negated and UNREAD not in text,
        negated=said.negated,
        empty=not said.strange and not any(not f.startswith("unit:") for f in said.features),
        guessed=mended is not None,
        is_title=said.first in table_book().headings.title_words,
    )


def shared(text: str, damaged: bool, clear: bool = False) -> Meaning:
    """'Tỷ lệ nộp trực tuyến trên hồ sơ tiếp nhận mới': what a share is of names no figure."""
    for sign in table_book().headings.share_of:
        before, found, of = text.rpartition(sign)
        if not found:
            continue
        said, whole = meaning(before, damaged, clear), meaning(of, damaged, clear)
        known = not (said.strange or said.negated or whole.strange or whole.negated)
        if known and "rate" in said.features and whole.features:
            return said
    return meaning(text, damaged, clear)


def _joins(feature: str, others: frozenset[str]) -> bool:
    """Whether a feature in small print belongs to the figure ('on time (early included)')."""
    return any({feature, other} in grammar().together.pairs for other in others) and (
        grammar().class_of(feature) in ("timing", "channel")
    )


def _widest(features: frozenset[str]) -> frozenset[str]:
    """'Kịp hạn (sớm và đúng hạn)': what is said at greater length is meant."""
    said = (less for wide, less in table_book().headings.wider.items() if wide in features)
    return features.difference(*said)


def _in_money(text: str, features: frozenset[str]) -> bool:
    """'Phí, lệ phí thu trực tuyến (đồng)': a sum of what was paid, and not how often."""
    paid = features & grammar().classes["paid"] and not any(f.startswith("unit:") for f in features)
    inside = (match[1] for match in _BRACKET.finditer(text)) if paid else ()
    return any(owner_of_all(table_book().money, inner, damaged=False) for inner in inside)


def _without_small_print(text: str, damaged: bool) -> tuple[str, frozenset[str]]:
    """The heading without small print and sums, and the features of the small print."""
    extra: frozenset[str] = frozenset()
    bare = _SUM.sub(" ", text)
    for match in list(_BRACKET.finditer(bare)):
        inner = match[1].strip()
        if inner and not _qualifies(inner, damaged):
            bare = bare.replace(match.group(), " ", 1)
            extra |= meaning(inner, damaged).features
    return bare, extra


def _qualifies(inner: str, damaged: bool) -> bool:
    """A short bracket that narrows the heading, not a note on how it was counted.

    One that names nothing but channels may be longer ('trực tiếp hoặc dịch vụ bưu chính').
    """
    said = meaning(inner, damaged)
    channels = grammar().classes["channel"]
    long = len(inner.split()) > 5 and not frozenset() < said.features < channels
    if any(sign in inner for sign in "+=%") or long:
        return False
    if owner_at_start(table_book().small_print, inner, damaged) is not None:
        return False
    return not said.strange
