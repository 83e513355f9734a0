"""UTF-8 that was read as Windows-1252 or Latin-1: 'há»“ sÆ¡' is 'hồ sơ'.

Each Vietnamese letter became two or three characters. What a program threw away of them, because
its encoding has no letter there, is marked as unread and found by the words around it elsewhere.
Knows bytes, no spelling. Proof is the pair of characters that begins nearly every marked letter.
"""

from __future__ import annotations

import re
import unicodedata

from extractor.models import Edit
from extractor.text import UNREAD

_BYTES = {bytes([b]).decode("cp1252", errors="ignore"): b for b in range(0x80, 0x100)} | {
    chr(b): b for b in range(0x80, 0x100)
}
_BYTES.pop("", None)
_HELD = "".join(map(re.escape, (char for char, b in _BYTES.items() if b < 0xC0)))
_SEQUENCE = re.compile(
    f"[\u00c2-\u00df][{_HELD}]|[\u00e0-\u00ef][{_HELD}]{{2}}|[\u00f0-\u00f4][{_HELD}]{{3}}"
)
"""A lead byte and those that must follow it."""
_LOST = f"[?{UNREAD}\u25a1]"
"""What some programs show for a byte without a letter; others show nothing."""
_TORN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(f"\u00e2\u20ac{_LOST}?"), "\u201d"),
    (re.compile(f"\u00c4(?:{_LOST}(?=[^\\W\\d_]))?"), "\u0110"),
    (re.compile("\u00c3 (?![^\\W\\d_]?[A-Z])"), "\u00e0"),
    (re.compile(f"(?:\u00e1[\u00ba\u00bb]?|[\u00c3\u00c6])(?:{_LOST}(?=[^\\W\\d_]|\\s))?"), UNREAD),
)
"""Letters whose last byte was lost; of some there is but one. The third's is a blank that parts
nothing, which many programs write as any other."""
_PROOF = re.compile("\u00e1[\u00ba\u00bb]|\u00c4[\u2018\u0091]|\u00c6[\u00b0\u00a1]")
_ENOUGH, _OFTEN = 3, 12
"""Pairs that prove it, and of how many characters beyond ASCII one must be such."""


def mojibake(text: str) -> list[Edit]:
    """The letters that the bytes were; nothing where the text does not prove it."""
    found = len(_PROOF.findall(text))
    if found < _ENOUGH or found * _OFTEN < sum(char > "\x7f" for char in text):
        return []
    edits = [
        Edit(m.start(), m.end(), new) for m in _SEQUENCE.finditer(text) if (new := _letter(m[0]))
    ]
    taken = {at for edit in edits for at in range(edit.start, edit.end)}
    for pattern, letter in _TORN:
        for match in pattern.finditer(text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                edits.append(Edit(*match.span(), letter))
    return sorted(edits, key=lambda edit: edit.start)


def _letter(sequence: str) -> str:
    """The one character that the bytes are; '' if they are none that is printed."""
    try:
        char = bytes(map(_BYTES.__getitem__, sequence)).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return char if unicodedata.category(char)[0] not in "C" or char in "\ufeff\u200b" else ""
