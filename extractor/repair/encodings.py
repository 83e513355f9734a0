"""Tables of the legacy Vietnamese encodings, made ready to decode a word.

The bytes arrive as Latin-1 characters, some readers make Windows-1252 of them; both are known.
Which encoding a text is in is decided elsewhere. Tables are data in ``patterns/text/encodings/``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.book.loading import Declared, load, paths
from extractor.models import Edit
from extractor.repair.edits import apply
from extractor.repair.syllables import Kind, kind

Decode = Callable[[str, str], list[Edit]]
"""A word and the first character behind the blank after it (or none) → what to replace."""

_KEPT = 10_000
"""Words of each encoding whose decoding is remembered."""
_HIGH = re.compile("[\x01-\x06\x10-\x19\x1e\x80-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")

_PUNCTUATION = {
    chr(b): shown
    for b in range(0x80, 0xA0)
    if (shown := bytes([b]).decode("cp1252", errors="ignore")) and not shown.isalpha()
}
"""Quotes and dashes of Windows-1252 where they came as control characters."""
_AMBIGUOUS = frozenset(_PUNCTUATION) | frozenset(_PUNCTUATION.values()) | {"\xa0"}


class Table(Declared):
    """One file of ``patterns/text/encodings/``; keys are hexadecimal bytes."""

    name: str
    fonts: str
    capital_fonts: str
    letters: dict[str, str]


class Viqr(Declared):
    """``patterns/text/viqr.toml``: what is typed behind a letter."""

    name: str
    vowel_marks: dict[str, str]
    tone_marks: dict[str, str]
    letters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoding ready for use; ``edits`` decodes a word."""

    name: str
    fonts: re.Pattern[str] | None
    capitals: re.Pattern[str] | None
    candidates: re.Pattern[str]
    """Finds words that could be written in it."""
    typed: bool
    """Whether its marks are ASCII signs."""
    edits: Decode


def _shown(code: str) -> Iterator[str]:
    """The characters as which bytes may have been read: Latin-1, Windows-1252."""
    raw = bytes.fromhex(code)
    yield raw.decode("latin-1")
    windows = raw.decode("cp1252", errors="ignore")
    if len(windows) == len(raw):
        yield windows


def _encoding(table: Table) -> Encoding:
    full = {seen: letter for code, letter in table.letters.items() for seen in _shown(code)}
    # Some codes are quotes, dashes or blanks of Windows-1252 as well: “ ” – … no-break space.
    plain = {seen: letter for seen, letter in full.items() if seen not in _AMBIGUOUS}
    whole, careful = _substitution(_PUNCTUATION | full), _substitution(_PUNCTUATION | plain)

    @lru_cache(maxsize=_KEPT)
    def edits(word: str, _: str) -> list[Edit]:
        found = whole(word)
        if len(plain) == len(full) or not found:
            return found
        other = careful(word)
        if len(word) > 1 and (is_good(apply(word, found)) or not is_good(apply(word, other))):
            return found
        return other

    return Encoding(
        table.name,
        re.compile(table.fonts) if table.fonts else None,
        re.compile(table.capital_fonts) if table.capital_fonts else None,
        _HIGH,
        False,
        edits,
    )


def _substitution(letters: dict[str, str]) -> Callable[[str], list[Edit]]:
    ordered = sorted(letters, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, ordered)))
    return lambda word: [
        Edit(m.start(), m.end(), letters[m.group()]) for m in pattern.finditer(word)
    ]


def _viqr(table: Viqr) -> Encoding:
    hats = "".join(map(re.escape, table.vowel_marks))
    tones = "".join(map(re.escape, table.tone_marks))
    typed = re.compile(
        rf"(?P<d>[dD][dD])|(?P<v>[aeiouyAEIOUY])(?P<h>[{hats}]?)(?P<t>[{tones}]?)(?<![a-zA-Z])"
    )

    @lru_cache(maxsize=_KEPT)
    def edits(word: str, behind: str) -> list[Edit]:
        found = []
        sentence_end = word[-1:] in ".?" and not behind.islower()
        for match in typed.finditer(word, 0, len(word) - sentence_end):
            if match["d"]:
                found.append(Edit(match.start(), match.end(), table.letters.get(match["d"], "đ")))
                continue
            hat, tone = table.vowel_marks.get(match["h"], ""), table.tone_marks.get(match["t"], "")
            new = unicodedata.normalize("NFC", match["v"] + hat + tone)
            if len(new) == 1:
                found.append(Edit(match.start(), match.end(), new))
        return found

    signs = re.compile(rf"[aeouAEOU][{hats}]|[dD][dD]|[aeiouyAEIOUY][{tones}](?=[A-Za-z])")
    return Encoding(table.name, None, None, signs, True, edits)


@cache
def encodings() -> tuple[Encoding, ...]:
    """Every encoding known, in the order of their names."""
    tables = [load(Table, path) for path in paths("text/encodings")]
    return (*map(_encoding, tables), _viqr(load(Viqr, "text/viqr.toml")))


@lru_cache(maxsize=_KEPT)
def is_good(word: str) -> bool:
    """Whether a word is a possible Vietnamese syllable, marked or not in need of a mark."""
    return kind(word) in (Kind.MARKED, Kind.PLAIN)
