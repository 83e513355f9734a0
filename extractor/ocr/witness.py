"""What several witnesses say of the numbers of one page, and which of it is taken.

The first pass gives the words; other passes over the same picture are laid beside it place by
place, and where they differ on a number, or its print is out of order, one more is asked to look
at that place alone. Digits are dropped more often than swapped, so readings are compared whole,
never mixed digit by digit. Knows places, prints and votes; what a vote is worth is known to
:mod:`extractor.ocr.trust`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.ocr.aligned import Place, groups, piece, places, rejoined, stretches
from extractor.ocr.awaited import SIGNS, Awaited, awaited, is_number, is_unread
from extractor.ocr.engine import Seen
from extractor.ocr.prints import (
    Habits,
    as_figures,
    core,
    digits,
    holds_more,
    in_order,
    is_alike,
    is_bare,
    numbers,
    spots,
)
from extractor.ocr.told import Pieces, Testimony, Told, nothing_read
from extractor.repair.syllables import is_syllable
from extractor.text import UNREAD

Look = Callable[[int, int, int, int], tuple[str, float]]
"""A witness of single places: a rectangle of the picture's pixels → what stands there, how sure."""


ENOUGH = 3
"""Witnesses that outweigh the page's way of printing."""
SCAN = "scan"
"""The witness that looked at a worn page's scan itself, in which no stroke is lost."""
ON_SCAN = ("eng-scan", "vie-scan")
"""The engine's passes over cells as that scan shows them, for figures and for words."""
FAINT = 0.1
"""Confidence of a word below which even three that agree may all have missed a digit."""
NOWHERE = -1
"""Line of a word that the first pass did not see: the numbers of lines are the pass's own."""
UNSURE = 0.5
"""Confidence of a word below which one more witness is asked although the others agree."""
SURE = 0.85
"""Confidence from which a number is heard where the first pass, less sure, saw no word."""


@dataclass(slots=True)
class _Number:
    """A stretch of a place's leading text, and what each witness saw of it."""

    start: int
    end: int
    pieces: Pieces
    taken: str = ""
    """What is taken, where that is known."""


@dataclass(slots=True)
class _Hearing:
    """One place, what each witness saw of the whole of it, and the numbers there."""

    place: Place
    passes: tuple[str, ...]
    texts: dict[str, str]
    sure: dict[str, float]
    numbers: list[_Number] = field(default_factory=list)


def hear(passes: Mapping[str, Sequence[Seen]], look: tuple[str, Look] | None = None) -> list[Told]:
    """The first pass's words with their numbers weighed, and numbers that only others saw.

    Args:
        passes: witness → its words, all in pixels of one picture.
        look: name and eye of the witness that is asked where those differ.
    """
    return hear_places(places(tuple(passes.values())), tuple(passes), look)


def hear_places(
    found: Sequence[Place], names: Sequence[str], look: tuple[str, Look] | None = None
) -> list[Told]:
    """The same of places that are known, as the cells of a table are.

    Args:
        found: in each at least one witness saw something.
        names: of the witnesses, in the order in which places have them.
        look: as above.
    """
    hearings = [_hearing(place, names) for place in found]
    habits = Habits(p for h in hearings for n in h.numbers if (p := _undisputed(n.pieces)))
    told: list[Told] = []
    for hearing, by in zip(hearings, awaited(found), strict=True):
        doubted = any(_doubted(n.pieces, hearing.sure, habits) for n in hearing.numbers)
        if look and (doubted or by or _may_be_number(hearing)):
            hearing = _asked(hearing, look)
        if by and not hearing.numbers:
            hearing.numbers = list(_misread(hearing, by))
        told += _told(hearing, habits)
    return told


def _hearing(place: Place, names: Sequence[str]) -> _Hearing:
    texts = dict(zip(names, place.texts(), strict=True))
    sure = {
        name: min((word.confidence for word in words), default=0.0)
        for name, words in zip(names, place.words, strict=True)
    }
    hearing = _Hearing(place, tuple(names), texts, sure)
    hearing.numbers = list(_numbers(hearing))
    return hearing


def _lead(hearing: _Hearing) -> str:
    """The text that the others are held against: the first that holds anything."""
    return next(text for text in hearing.texts.values() if text)


def _numbers(hearing: _Hearing) -> Iterator[_Number]:
    """The stretches of the leading text that some witness takes for a number."""
    if not any(c.isdecimal() for text in hearing.texts.values() for c in text):
        return
    lead = _lead(hearing)
    theirs = {name: rejoined(text, list(spots(text))) for name, text in hearing.texts.items()}
    # A witness of single places leaves blanks out: it cannot tell whether two numbers are one.
    others = [(hearing.texts[name], theirs[name]) for name in hearing.passes]
    roman = any(word.roman for word in hearing.place.words[0])
    if not roman and _is_misread(lead, hearing):
        yield _Number(0, len(lead), hearing.texts)
        return
    for start, end in stretches(lead, rejoined(lead, list(spots(lead))), others):
        if roman and not any(c.isdecimal() for c in lead[start:end]):
            continue  # its form told; who knows no numerals sees figures there
        pieces = {
            name: piece(lead, text, (start, end), theirs[name])
            for name, text in hearing.texts.items()
        }
        if _counts(lead[start:end], pieces, hearing.sure[hearing.passes[0]]):
            yield _Number(start, end, pieces)


def _is_misread(lead: str, hearing: _Hearing) -> bool:
    """'IŠ' where another pass is sure of '15': no word, and no letters that figures are read as."""
    if not lead.isalpha() or is_syllable(lead.lower()) or is_alike(lead):
        return False
    mine, *others = hearing.passes
    texts, sure = hearing.texts, hearing.sure
    seen = (texts[name] for name in others if sure[name] >= SURE > sure[mine])
    return any(is_bare(text) and len(digits(text)) == len(lead) for text in seen)


def _misread(hearing: _Hearing, by: Awaited) -> Iterator[_Number]:
    """Letters where a number is awaited, if another saw one or if nothing else may be printed."""
    words = hearing.place.words[0]
    told = any(word.roman for word in words)  # a numeral: of its strokes others see figures
    if told or not (is_number(words, hearing.texts.values()) or is_unread(words, by)):
        return
    lead = _lead(hearing)
    start = len(lead) - len(lead.lstrip(SIGNS))
    pieces = {name: text.strip(SIGNS) for name, text in hearing.texts.items()}
    bare = {name: text for name, text in pieces.items() if is_bare(text)}
    if not bare:
        pieces[hearing.passes[0]] = alike = as_figures(pieces[hearing.passes[0]])
        bare = {hearing.passes[0]: alike} if is_bare(alike) else {}
    yield _Number(start, len(lead.rstrip(SIGNS)), pieces, choose(bare) or UNREAD)


def _counts(mine: str, pieces: Pieces, sure: float) -> bool:
    """Whether a stretch is a number: by its digits, or by another witness where it is no word.

    One letter is a word where it bears marks and the pass is sure of it: 'ở', which others see
    as a 6 or an 8.
    """
    if any(c.isdecimal() for c in mine):
        return True
    long = len(mine) > 1 or (sure >= SURE and not mine.isascii())
    word = long and is_syllable(mine.lower()) and not is_alike(mine)
    return not word and any(is_bare(seen) for seen in pieces.values())


def _undisputed(pieces: Pieces) -> str:
    """What every witness saw alike, or ''."""
    seen = set(pieces.values())
    return seen.pop() if len(seen) == 1 else ""


def _key(seen: str) -> str:
    """What must be the same for two witnesses to agree; the per cent sign is no part of it."""
    return core(seen).rstrip("%")


def _doubted(pieces: Pieces, sure: Mapping[str, float], habits: Habits) -> bool:
    taken = choose(pieces)
    if any(_key(seen) != _key(taken) for seen in pieces.values()):
        return True
    unsure = min(sure.values()) < UNSURE
    return unsure or not in_order(taken) or habits.broken_by(taken)


def _may_be_number(hearing: _Hearing) -> bool:
    """Whether it is a word that a number is read as, and known for no numeral."""
    words = hearing.place.words[0]
    alike = len(words) == 1 and is_alike(words[0].text.strip("(),.;:"))
    return alike and not (hearing.numbers or words[0].roman)


def _asked(hearing: _Hearing, look: tuple[str, Look]) -> _Hearing:
    """The same place with what one more witness saw there."""
    name, eye = look
    text, sure = eye(*hearing.place.box())
    more = _Hearing(
        hearing.place, hearing.passes, {**hearing.texts, name: text}, {**hearing.sure, name: sure}
    )
    more.numbers = list(_numbers(more))
    return more


def choose(pieces: Pieces, habits: Habits | None = None) -> str:
    """The reading to take: digits that most saw; of their prints one in order, then the commonest.

    A print in the page's way goes before one against it: signs are lost, and seldom added. A
    decimal comma is lost to a dot more often than the other way round. Where no two saw the
    same digits the witness that came last is taken: the best reader of bad print. Who looked at
    the scan itself goes before all of them, also where it saw what they saw and more digits.
    """
    seen = [p for p in pieces.values() if digits(p)]
    if not seen:
        return ""
    same, alike = Counter(map(_key, seen)), Counter(map(digits, seen))
    scan = pieces.get(SCAN, "")
    if digits(scan):
        seen.insert(0, scan)
    elif max(alike.values()) == 1:
        seen.reverse()

    def rank(seen: str) -> tuple[int, bool, bool, bool, int, bool]:
        decimal = "%" in seen and "," in seen
        usual = habits is None or not habits.broken_by(seen)
        return alike[digits(seen)], in_order(seen), usual, decimal, same[_key(seen)], "%" in seen

    best = max(seen, key=rank)
    # The passes drop digits together, where strokes were taken out; none is added on the scan.
    return scan if is_bare(scan) and holds_more(scan, best) else best


def _told(hearing: _Hearing, habits: Habits) -> Iterator[Told]:
    """The place's words as they are taken."""
    words = list(hearing.place.words[0])
    if not words:
        yield from _unseen(hearing, habits)
        return
    offsets, at = [], 0
    for word in words:
        offsets.append((at, at + len(word.text)))
        at += len(word.text) + 1
    lead = _lead(hearing)
    for first, last in groups(offsets, [(n.start, n.end) for n in hearing.numbers]):
        begin, end = offsets[first][0], offsets[last][1]
        inside = [n for n in hearing.numbers if begin <= n.start and n.end <= end]
        yield _spliced(
            _one(words[first : last + 1]), lead[begin:end], begin, inside, hearing, habits
        )


def _one(words: Sequence[Seen]) -> Seen:
    """Several words as one."""
    if len(words) == 1:
        return words[0]
    return replace(
        words[0],
        text=" ".join(w.text for w in words),
        top=min(w.top for w in words),
        right=max(w.right for w in words),
        bottom=max(w.bottom for w in words),
        confidence=min(w.confidence for w in words),
    )


def _spliced(
    word: Seen, text: str, begin: int, found: Sequence[_Number], hearing: _Hearing, habits: Habits
) -> Told:
    """The word with what was taken in the place of what its own pass saw."""
    made, at = "", 0
    testimonies: list[Testimony] = []
    for number in found:
        taken = number.taken or choose(number.pieces, habits)
        made += text[at : number.start - begin]
        testimonies += _weighed(taken, len(made), number.pieces, hearing, habits)
        made += taken
        at = number.end - begin
    return Told(replace(word, text=made + text[at:]), tuple(testimonies))


def _weighed(
    taken: str, at: int, pieces: Pieces, hearing: _Hearing, habits: Habits
) -> Iterator[Testimony]:
    """What was taken, number by number: '76/10' may stand where another saw '76710'."""
    if taken == UNREAD:
        yield nothing_read(at, pieces)
    for start, end in rejoined(taken, list(numbers(taken))):
        mine = taken[start:end]
        seen = {
            n: piece(taken, p, (start, end), rejoined(p, list(spots(p)))) for n, p in pieces.items()
        }
        same = [name for name, p in seen.items() if _key(p) == _key(mine)]
        rest = [name for name in seen if name not in same]
        yield Testimony(
            at + start,
            at + end,
            tuple((name, seen[name]) for name in (*same, *rest)),
            agreed=len(same),
            looked=any(name not in hearing.passes for name in same),
            alike=all(digits(p) == digits(mine) for p in seen.values()),
            odd=_is_odd(mine, [seen[name] for name in same], habits),
            longer=any(holds_more(seen[name], mine) for name in rest),
            silent=not all(map(digits, seen.values())),
            least=min((hearing.sure[name] for name in same), default=0.0),
        )


def _is_odd(taken: str, same: Sequence[str], habits: Habits) -> bool:
    """Whether the print has lost something, as far as its form tells."""
    if not all(in_order(seen) for seen in (taken, *(p for p in same if " " in p))):
        return True
    return habits.broken_by(taken) and len(same) < ENOUGH


def _unseen(hearing: _Hearing, habits: Habits) -> Iterator[Told]:
    """A number that the first pass did not see at all."""
    words = next(words for words in hearing.place.words if words)
    whole = replace(_one(words), line=NOWHERE)
    if len(hearing.numbers) == 1 and is_bare(whole.text):
        yield _spliced(whole, whole.text, 0, hearing.numbers, hearing, habits)
