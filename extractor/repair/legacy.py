"""Legacy Vietnamese encodings back to Unicode: which one it is, and where it stands.

A font name decides where there is one, run by run; else the evidence of the text: the encoding
under which far more words are Vietnamese syllables than as they stand. A line that has Unicode
letters of its own is left alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.models import Edit, Run
from extractor.repair.edits import apply
from extractor.repair.encodings import Encoding, encodings, is_good
from extractor.repair.syllables import KINDS, Kind

_TOKEN = re.compile(r"[^ \t\n\r\f]+")
_NEXT = re.compile(r"\s*(\S)")
_NO_LETTERS = re.compile(r"[^A-Za-z]+")
_DIGIT = re.compile(r"\d")
_TWO_CAPITALS = re.compile(r"[A-Z][^A-Za-z \t\n\r\f]*[A-Z]")
"""Without them no word is proven to be in capitals."""
_UNICODE = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111\u0128\u0168]")
_SEEN = 48
"""Words tried when an encoding is guessed; more adds cost, not certainty."""
_SURE, _GAIN = 0.8, 0.25
"""Share of the words that must be syllables once decoded, and by how much it must grow."""


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
    if sum(is_good(apply(word, encoding.edits(word, "a"))) for word in few) * 2 < len(few):
        return 0.0
    before = sum(KINDS[word] in (Kind.MARKED, Kind.PLAIN) for word in sample) / len(sample)
    decoded = [KINDS[apply(word, encoding.edits(word, "a"))] for word in sample]
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
    capitals = _in_capitals(piece)
    for match in _TOKEN.finditer(piece):
        word = match.group()
        at = start + match.start()
        after = _NEXT.match(piece, match.end()) if word[-1] in ".?" else None
        behind = after[1] if after else ""
        for e in encoding.edits(word, behind):
            new = e.new.upper() if match.start() in capitals else e.new
            edits.append(Edit(at + e.start, at + e.end, new))
    return edits


def _in_capitals(piece: str) -> set[int]:
    """Starts of the words set in capitals whose marked letters are coded as small ones.

    Fonts with capitals of their own left no trace of it in the text: 'CéNG HßA'. Two plain
    capitals prove a word; a word of one ('X·') goes with its neighbours.
    """
    if not _TWO_CAPITALS.search(piece):
        return set()
    words = list(_TOKEN.finditer(piece))
    plain = [_plain(match.group()) for match in words]
    proven = [
        len(p) > 1 and p.isupper() and not _DIGIT.search(m.group())
        for p, m in zip(plain, words, strict=True)
    ]
    found = set()
    for i, match in enumerate(words):
        near = [j for j in (i - 1, i + 1) if 0 <= j < len(words)]
        goes = all(proven[j] for j in near) and (len(near) > 1 if not plain[i] else bool(near))
        goes = goes and (not plain[i] or plain[i].isupper())
        if proven[i] or goes:
            found.add(match.start())
    return found


def _plain(word: str) -> str:
    """The ASCII letters of a word."""
    return _NO_LETTERS.sub("", word)
