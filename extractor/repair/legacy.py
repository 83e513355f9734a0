"""Legacy Vietnamese encodings: TCVN3, VNI, VPS, VISCII, Windows-1258 and VIQR back to Unicode.

The bytes arrive as Latin-1 characters, some readers make Windows-1252 of them; both are known.
A font name decides where there is one, run by run; else the evidence of the text: the encoding
under which far more words are Vietnamese syllables than as they stand. Tables are data in
``patterns/text/encodings/``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.book.loading import Declared, load, paths
from extractor.models import Edit, Run
from extractor.repair.syllables import KINDS, Kind, kind

Decode = Callable[[str, str], list[Edit]]
"""A word and the first character behind the blank after it (or none) → what to replace."""

_TOKEN = re.compile(r"[^ \t\n\r\f]+")
_HIGH = re.compile("[\x01-\x06\x10-\x19\x1e\x80-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_UNICODE = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111\u0128\u0168]")
_SEEN = 48
"""Words tried when an encoding is guessed; more adds cost, not certainty."""
_SURE, _GAIN = 0.8, 0.25
"""Share of the words that must be syllables once decoded, and by how much it must grow."""

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

    def edits(word: str, _: str) -> list[Edit]:
        found = whole(word)
        if len(plain) == len(full) or not found:
            return found
        other = careful(word)
        if len(word) > 1 and (_good(_applied(word, found)) or not _good(_applied(word, other))):
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


def _applied(word: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (word[at : edit.start], edit.new)
        at = edit.end
    return "".join(parts) + word[at:]


def _good(word: str) -> bool:
    return kind(word) in (Kind.MARKED, Kind.PLAIN)


@lru_cache(maxsize=4)  # the judge asks again for a page that repair has just asked for
def guess(text: str) -> Encoding | None:
    """The legacy encoding a text is written in, when the evidence is clear; else None."""
    if len(_UNICODE.findall(text)) * 50 > len(text):
        return None
    best, best_share = None, 0.0
    words = _TOKEN.findall(text)
    high = [word for word in words if not word.isascii()]
    for encoding in encodings():
        if encoding.typed:
            sample = list(filter(encoding.candidates.search, words)) if "^" in text else []
        else:
            sample = high
        share = _share(encoding, sample, len(words))
        if share > best_share:
            best, best_share = encoding, share
    return best


def _share(encoding: Encoding, sample: list[str], words: int) -> float:
    """Share of syllables among the words that would change; 0.0 unless it is convincing."""
    if len(sample) < 2 or len(sample) * 8 < words:
        return 0.0
    sample = sample[:: len(sample) // _SEEN + 1]
    few = sample[:12]
    if sum(_good(_applied(word, encoding.edits(word, "a"))) for word in few) * 2 < len(few):
        return 0.0
    before = sum(KINDS[word] in (Kind.MARKED, Kind.PLAIN) for word in sample) / len(sample)
    decoded = [kind(_applied(word, encoding.edits(word, "a"))) for word in sample]
    after = sum(k in (Kind.MARKED, Kind.PLAIN, Kind.OTHER, Kind.NUMBER) for k in decoded)
    marked = decoded.count(Kind.MARKED)
    share = after / len(sample)
    if share < _SURE or share < before + _GAIN or marked * 2 < len(sample):
        return 0.0
    return share + marked / len(sample) / 100


def by_fonts(text: str, runs: tuple[Run, ...]) -> tuple[str, list[Edit]] | None:
    """Decode the runs set in legacy fonts; the name tells every encoding that was met."""
    names: dict[str, None] = {}
    edits: list[Edit] = []
    at = 0
    for run in sorted(runs, key=lambda run: run.start):
        encoding = _of_font(run.font)
        if encoding is not None and run.start >= at:
            found = _run(encoding, text, run)
            names |= {encoding.name: None} if found else {}
            edits += found
            at = max(run.end, at)
    return ("+".join(names), edits) if edits else None


@cache
def _of_font(font: str) -> Encoding | None:
    named = (e for e in encodings() if e.fonts is not None and e.fonts.search(font))
    return next(named, None)


def _run(encoding: Encoding, text: str, run: Run) -> list[Edit]:
    piece = text[run.start : run.end]
    if _UNICODE.search(piece):
        return []  # such a font's name on text that is Unicode already
    edits = _decoded(encoding, piece, run.start)
    capitals = encoding.capitals is not None and encoding.capitals.search(run.font)
    return _raised(piece, run.start, edits) if capitals else edits


def _raised(piece: str, start: int, edits: list[Edit]) -> list[Edit]:
    """Capitals throughout: such fonts draw small letters as capitals."""
    touched = {edit.start for edit in edits}
    more = [
        Edit(start + i, start + i + 1, char.upper())
        for i, char in enumerate(piece)
        if char.islower() and char.isascii() and start + i not in touched
    ]
    raised = [Edit(edit.start, edit.end, edit.new.upper()) for edit in edits]
    return sorted(raised + more, key=lambda edit: edit.start)


def by_evidence(text: str) -> tuple[str, list[Edit]] | None:
    """Decode a text by the encoding it is evidently written in; line by line, Unicode left."""
    encoding = guess(text)
    if encoding is None:
        return None
    edits: list[Edit] = []
    for line in re.finditer(r"[^\n]+", text):
        if not _UNICODE.search(line.group()):
            edits += _decoded(encoding, line.group(), line.start())
    return (encoding.name, edits) if edits else None


def _decoded(encoding: Encoding, piece: str, start: int) -> list[Edit]:
    edits: list[Edit] = []
    for match in _TOKEN.finditer(piece):
        word = match.group()
        at = start + match.start()
        behind = piece[match.end() :].lstrip()[:1] if word[-1] in ".?" else ""
        edits += [Edit(at + e.start, at + e.end, e.new) for e in encoding.edits(word, behind)]
    return edits
