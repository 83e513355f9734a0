"""Glyph remaps: letters that a wrong font table put in the place of others, 'PHỊNG' for 'PHÒNG'.

Only a word that is no syllable as printed and is one after the exchange counts as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from extractor.book.loading import Declared, load
from extractor.models import Edit
from extractor.repair.syllables import common, is_syllable

_WORD = re.compile(r"[^\W\d_]+")
EVIDENCE = 3
"""Proven words from which the listed ambiguous words of the page are exchanged too."""
SEVERAL = 2
"""Rare words that must prove it: one alone may be a name ('Cư Pơng')."""


class Glyphs(Declared):
    """``patterns/text/glyphs.toml``."""

    letters: dict[str, str]
    words: dict[str, str]


@cache
def _tables() -> tuple[dict[int, str], re.Pattern[str], dict[str, str]]:
    declared = load(Glyphs, "text/glyphs.toml")
    letters = "".join(map(re.escape, declared.letters))
    return str.maketrans(declared.letters), re.compile(f"[{letters}]"), declared.words


@lru_cache(maxsize=50_000)
def _meant(word: str) -> str | None:
    """The word meant, when the printed one is impossible; None otherwise."""
    table, signs, _ = _tables()
    if not signs.search(word) or is_syllable(word.lower()):
        return None
    new = word.translate(table)
    return new if len(new) == len(word) and is_syllable(new.lower()) else None


def evidence(words: Iterable[str]) -> int:
    """How many words an exchange of glyphs would make syllables.

    A frequent syllable counts each time; another, which may be a name ('Cư Pơng'), once.
    """
    meant = [new.lower() for word in words if (new := _meant(word)) is not None]
    frequent = [new for new in meant if new in common()]
    return len(frequent) + len(set(meant) - common())


def remapped(tokens: Iterable[str]) -> int:
    """The same for tokens, whatever signs stand at them."""
    return evidence(word for token in tokens for word in _WORD.findall(token))


def glyph_remap(text: str) -> list[Edit]:
    """Exchange the letters back in every word that proves it; lengths stay as they are."""
    _, signs, known = _tables()
    if not signs.search(text):
        return []
    proven = [(m, new) for m in _WORD.finditer(text) if (new := _meant(m.group())) is not None]
    if evidence(m.group() for m, _ in proven) < SEVERAL and not any(
        new.lower() in common() for _, new in proven
    ):
        return []
    edits = [Edit(m.start(), m.end(), new) for m, new in proven]
    if len(proven) >= EVIDENCE:
        for match in _WORD.finditer(text):
            word = match.group()
            new = known.get(word.lower())
            if new is not None and _meant(word) is None:
                edits.append(Edit(match.start(), match.end(), _cased(new, word)))
        edits.sort(key=lambda edit: edit.start)
    return edits


def _cased(new: str, model: str) -> str:
    return "".join(c.upper() if m.isupper() else c for c, m in zip(new, model, strict=True))
