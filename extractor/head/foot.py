"""The foot of a document: who it goes to, and who signed, in what position, on whose behalf.

'Nơi nhận' (left) and the signer's block (right) come in any order, or merged line by line.
Digital signatures' traces are in :mod:`extractor.head.signatures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

import regex

from extractor.book.head import phrases, positions
from extractor.head.lines import Segment, is_upper, segments
from extractor.head.names import is_middle, is_surname, person, position, proper
from extractor.head.roles import authority, person_in
from extractor.head.roles import position as position_word
from extractor.head.signers import near_position
from extractor.models import Signer, made
from extractor.patience import Pattern
from extractor.text import fold

_as_signer = made(Signer)
_DIGIT = re.compile(r"(?<=[^\W\d_])[06](?![\d/])")
_WORDS = re.compile(r"[A-ZĐÐ][\w'’]*(?:\s+[A-ZĐÐ][\w'’]*){1,4}")
_STROKE = regex.compile(r"[\W\d_]+|\p{L}{1,2}[\W_]+(?=\p{Lu}\p{Ll})")
"""Signs and digits, or a word of a letter or two."""
_WHOLE = 3
"""Words of a name of which surely none was lost."""
_BEFORE, _AFTER, _TAIL = 900, 2000, 2600
_SHORT = 60
"""Longest line of a signer's block."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot says, and where it stands in the text."""

    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    start: int = 0
    end: int = 0
    listed: int | None = None
    """Where 'Nơi nhận' stands, if it does."""
    name: str | None = None
    """The signer's, as printed."""


@dataclass
class Draft:
    """What has been read so far."""

    pictured: bool = False
    """Whether it was read from a page image, where a stamp takes letters."""
    unmarked: bool = False
    """Whether its letters lost their marks, and the signature's strokes may be read as letters."""
    recipients: list[str] = field(default_factory=list)
    authority: list[str] = field(default_factory=list)
    position: str | None = None
    name: str | None = None
    listing: bool = False
    closed: bool = False


@lru_cache(maxsize=1)
def find_foot(text: str, body: int) -> tuple[int, int, int | None]:
    """(start, end, place of 'Nơi nhận' or None) of the foot; never before ``body``."""
    for match in _recipients_raw().finditer(text, _first_hint(text, body)):
        line = text.rfind("\n", 0, match.start()) + 1
        after = text[match.end() : match.end() + 60].lstrip("* \t:")
        if text[line : match.start()].strip(" \t*_#|-") == "" or after[:1] == "\n":
            low = max(body, match.start() - _BEFORE)
            closing = text.rfind("./.", low, match.start())
            low = text.find("\n", closing) + 1 if closing >= 0 else _signed_above(text, low, line)
            return min(low, line) if low else line, match.end() + _AFTER, match.start()
    end = len(text)
    closing = text.rfind("./.", max(body, end - _TAIL * 2))
    start = (text.find("\n", closing) + 1 or end) if closing >= 0 else max(body, end - _TAIL)
    return start, end, None


def _signed_above(text: str, low: int, line: int) -> int:
    """Where the signer's block begins that stands above ``line``; ``line`` where none does.

    Its lines are short, and one of authority or a position opens it.
    """
    begins = line
    for segment in reversed(list(segments(text, low, line))):
        if len(segment.text) > _SHORT or segment.text[-1] in ".;:,":
            break
        if authority().match(segment.text) or (is_upper(segment.text) and _is_position(segment)):
            begins = segment.start
    return begins


def _first_hint(text: str, body: int) -> int:
    """Where to begin to look: at the words as they are usually printed, if they are there."""
    usual = (text.find(words, body) for words in phrases().scan.recipients_printed)
    return min((place for place in usual if place >= 0), default=body)


def read_foot(text: str, body: int, *, unmarked: bool, pictured: bool = False) -> Foot:
    """Recipients and signer; parts that are not there stay empty or None."""
    start, end, place = find_foot(text, body)
    draft = Draft(pictured=pictured, unmarked=unmarked)
    for segment in _split(segments(text, start, end)):
        _consume(draft, _letters(segment) if unmarked else segment)
        if draft.closed:
            break
    if place is None and not (draft.name or draft.authority):
        return Foot()  # a position alone, somewhere in the body, signs nothing
    signer = _signer(draft, unmarked)
    return Foot(tuple(_tidy(draft.recipients)), signer, start, end, place, draft.name)


def _letters(segment: Segment) -> Segment:
    """'Ng6 Thi' → 'Ngo Thi': OCR in a wrong language reads marked vowels as digits."""
    text = _DIGIT.sub("o", segment.text) if _WORDS.fullmatch(segment.text) else segment.text
    return (
        segment if text is segment.text else Segment(text, fold(text), segment.start, segment.gap)
    )


def _signer(draft: Draft, unmarked: bool) -> Signer | None:
    if not (draft.name or draft.position or draft.authority):
        return None
    authority = " / ".join(_authority_text(a, unmarked) for a in draft.authority) or None
    known = near_position(draft.position) if draft.pictured and draft.position else None
    return _as_signer(
        name=person(draft.name, unmarked=unmarked) if draft.name else None,
        position=known or (position(draft.position, unmarked=unmarked) if draft.position else None),
        authority=authority,
    )


def _authority_text(printed: str, unmarked: bool) -> str:
    """'TM. UY BAN NHAN DAN' with its marks, where they were lost and are known."""
    printed = " ".join(printed.split())
    if not unmarked or "." not in printed:
        return printed
    word, rest = printed.split(".", 1)
    known = position(rest, unmarked=True)
    return f"{word}. {known if known != rest.strip() else proper(rest, unmarked=True).upper()}"


def _split(pieces: Iterator[Segment]) -> Iterator[Segment]:
    """Cuts a line on which left and right column merged with a single space."""
    for piece in pieces:
        cut = next((c for c in _seams(piece) if _is_right_column(piece.text[c:])), None)
        if cut is None:
            yield piece
            continue
        for text in (piece.text[:cut], piece.text[cut:]):
            if text.strip():
                yield Segment(text.strip(), fold(text.strip()), piece.start, piece.gap)


def _seams(piece: Segment) -> Iterator[int]:
    """Where a right column may begin: after an item's end, or at a word of authority."""
    if piece.text[0] in "-–+•" or _recipients().match(piece.folded):
        yield from (m.end() for m in _seam().finditer(piece.text))


def _is_right_column(text: str) -> bool:
    """Capitals of two words or more, a word of authority, or a name with a known family name."""
    if authority().match(text):
        return True
    name = person_in(text)
    if name and is_surname(name.split()[0]):
        return True
    return text == text.upper() and " " in text.strip() and text.strip()[-1].isalpha()


def _consume(draft: Draft, segment: Segment) -> None:
    if _is_signature(segment):
        draft.closed = bool(draft.name or draft.recipients)
    elif match := _recipients().match(segment.folded):
        draft.listing = True
        if rest := segment.text[match.end() :].strip(" :*"):
            draft.recipients.append(rest)
    elif authority().match(segment.text):
        draft.authority.append(segment.text)
    elif _is_position(segment) or (draft.pictured and _is_nearly_position(segment)):
        _take_position(draft, segment)
    elif segment.text[:1] in "-–+•" and len(segment.text) > 1:
        if draft.listing:
            draft.recipients.append(segment.text)
    elif not _take_name(draft, segment):
        _continue(draft, segment)


def _take_position(draft: Draft, segment: Segment) -> None:
    """The position; a second capital line goes on with the first ('PHÓ CHÁNH / VĂN PHÒNG')."""
    if draft.position is None:
        draft.position = segment.text
    elif draft.name is None and not draft.recipients:
        draft.position = f"{draft.position} {segment.text}"


def _take_name(draft: Draft, segment: Segment) -> bool:
    """A name: right after a position any; without one only with a known family name."""
    text = _behind_strokes(segment.text) if draft.unmarked else segment.text
    if draft.name or not (name := person_in(text)):
        return False
    if draft.unmarked and not _is_whole(name):
        return False
    known = is_surname(name.split()[0]) and 2 <= len(name.split()) <= 5
    placed = draft.position is not None or bool(draft.authority)
    if not (known or (placed and not is_upper(name))):
        return False
    if not placed and draft.listing and not draft.recipients:
        return False
    draft.name = name
    return True


def _is_whole(name: str) -> bool:
    """Not 'Văn Bình', 'Thị Lan Anh': the signature lay over the family name."""
    first, *rest = name.split()
    whole = is_surname(first) and not is_middle(first) and len(rest) + 1 >= _WHOLE
    return whole and near_position(name) is None


def _behind_strokes(text: str) -> str:
    """'__ Trần Quang Hiến', 'L Đoàn Thị Yến': a signature's strokes before the printed name."""
    while (stroke := _STROKE.match(text)) and not is_surname(text[: stroke.end()].strip()):
        text = text[stroke.end() :]
    return text


def _continue(draft: Draft, segment: Segment) -> None:
    """A line that opens nothing goes on with what is open: authority, position or a list item."""
    if _signed().fullmatch(segment.folded.strip("()[]. ")):
        return
    if is_upper(segment.text) and len(segment.text) > 2:
        if draft.position and not draft.name:
            draft.position = f"{draft.position} {segment.text}"
        elif draft.authority and not draft.name:
            draft.authority[-1] = f"{draft.authority[-1]} {segment.text}"
        else:
            draft.closed = bool(draft.name)
    elif draft.recipients and not _ended(draft.recipients[-1]):
        draft.recipients[-1] = f"{draft.recipients[-1]} {segment.text}"
    elif draft.listing and draft.recipients and not draft.name and ";" in draft.recipients[-1]:
        draft.recipients.append(segment.text)
    elif draft.name and len(segment.text) > 60:
        draft.closed = True


def _ended(item: str) -> bool:
    return item.rstrip().endswith((";", ".", "./."))


def _is_position(segment: Segment) -> bool:
    match = position_word().match(segment.folded)
    if match is None:
        return False
    return match.end() == len(segment.folded) or is_upper(segment.text)


def _is_nearly_position(segment: Segment) -> bool:
    return is_upper(segment.text) and near_position(segment.text) is not None


def _is_signature(segment: Segment) -> bool:
    s = phrases().signature
    return s.authority in segment.folded or s.stamp in segment.folded


def _tidy(items: list[str]) -> Iterator[str]:
    """One recipient each, without bullet and end signs; items run together are parted."""
    for item in items:
        for part in re.split(r";\s+[-–+]?\s*|;$", item):
            bare = re.sub(r"\s*(?:\./\.|[;.,])+$", "", " ".join(part.split()).lstrip("-–+•*_ "))
            if bare.strip("*_ "):
                yield bare.strip("*_ ")


@cache
def _recipients_raw() -> re.Pattern[str]:
    return re.compile(phrases().scan.recipients)


@cache
def _recipients() -> Pattern:
    return Pattern(rf"(?:{phrases().recipients})\s*(?::|;|$)\s*")


@cache
def _signed() -> Pattern:
    return Pattern(phrases().signed)


@cache
def _seam() -> Pattern:
    words = "|".join(regex.escape(a) for a in positions().authorities)
    return Pattern(rf"(?<=[;:.]|\./\.)\s+(?=\p{{Lu}})|\s+(?=(?:{words})\.\s*\p{{Lu}}{{2}})")
