"""Single signs of page images that cannot be what is printed: 'trongø', 'UBND)', '2. 8 cấp huyện'.

A letter that is in no Vietnamese word, a capital's round side read once more as a bracket, the
word 'Ở' at the head of an item read as a digit, a comma as a stop, dirt as signs, the capital of a
name as the small letter that is the same stroke. Each is put
right where one reading alone is left. Knows spelling and the beginnings of items; not what a word
means.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import regex

from extractor.book.loading import Declared, load
from extractor.models import Edit
from extractor.repair.syllables import common, is_syllable

MOST = 3
"""Foreign letters in one word, each of which may have been several."""
LONGEST = 400
"""Characters before a bracket in which the one that opened it may stand."""
_WORD = regex.compile(r"\p{L}+")
_SIDE = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}{2,5}D(?P<side>\))(?=[ \n]\p{Ll})")
_STOP = regex.compile(
    r"(?:(?<![\p{L}\d.])(?<before>\p{Ll}+)|(?<before>%))(?<stop>\.)[ ]"
    r"(?=(?<behind>\p{Ll}{2,})[ ,;:])"
)
_DASHES = regex.compile(r"(?<=[\p{Ll}\d]\n)(?<dirt>(?:[-–—]{2,}|[.,:;…~_|^=]{1,4})[ ]+)(?=\p{Ll})")
_MARK = r"(?m)^\W{0,3}(?:(?:\d{1,2}|[IVX]{1,4})\.|(?:\d{1,2}\.){1,3}\d{0,2}|\p{Ll}\))[ ]"


class Placed(Declared):
    """A word at the head of an item that is read as a digit."""

    word: str
    read: tuple[str, ...]
    before: tuple[str, ...]


class Strokes(Declared):
    """``patterns/text/strokes.toml``."""

    foreign: dict[str, tuple[str, ...]]
    placed: Placed
    in_names: dict[str, str]


@cache
def _declared() -> Strokes:
    return load(Strokes, "text/strokes.toml")


@cache
def _opening() -> regex.Pattern[str]:
    placed = _declared().placed
    read, before = ("|".join(map(regex.escape, words)) for words in (placed.read, placed.before))
    return regex.compile(rf"{_MARK}(?P<read>{read})(?= (?:{before})(?!\p{{L}}))")


@cache
def _amid_capitals() -> regex.Pattern[str]:
    small = "|".join(map(regex.escape, _declared().in_names))
    return regex.compile(rf"(?<!\p{{L}})\p{{Lu}}\p{{L}}+ (?P<small>{small})(?= \p{{Lu}}\p{{Ll}})")


def misread_signs(text: str) -> list[Edit]:
    """The signs put right."""
    ways = (_foreign, _sides, _placed, _stops, _dashes, _small)
    found = [edit for way in ways for edit in way(text)]
    return sorted(found, key=lambda edit: edit.start)


def _foreign(text: str) -> Iterator[Edit]:
    """Words with a letter of no Vietnamese word, where one common word is left, or one syllable."""
    signs = frozenset(_declared().foreign)
    if signs.isdisjoint(text.lower()):
        return
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if signs.isdisjoint(word) or sum(letter in signs for letter in word) > MOST:
            continue
        ways = (_declared().foreign.get(letter, (letter,)) for letter in word)
        possible = {"".join(way) for way in product(*ways)}
        meant = possible & common() or {way for way in possible if is_syllable(way)}
        if len(meant) == 1:
            yield Edit(*match.span(), _cased(meant.pop(), match.group()))


def _cased(meant: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if like[0].isupper() else meant


def _sides(text: str) -> Iterator[Edit]:
    """The bracket behind an abbreviation's last letter that nothing opened."""
    for match in _SIDE.finditer(text):
        before = text[max(0, match.start() - LONGEST) : match.start()]
        if before.rfind("(") <= before.rfind(")") or "\n\n" in before[before.rfind("(") :]:
            yield Edit(match.start("side"), match.end("side"), "")


def _stops(text: str) -> Iterator[Edit]:
    """The comma read as a stop amid a sentence: no sentence begins without a capital."""
    if ". " not in text:
        return
    for match in _STOP.finditer(text):
        before, behind = match["before"], match["behind"]
        word = before == "%" or (before in common() and len(before) > 1)
        if word and is_syllable(behind):
            yield Edit(*match.span("stop"), ",")


def _dashes(text: str) -> Iterator[Edit]:
    """Dirt read as signs where a sentence goes on: '… đúng hẹn / -- hoặc sớm hơn'."""
    return (Edit(*match.span("dirt"), "") for match in _DASHES.finditer(text))


def _small(text: str) -> Iterator[Edit]:
    """'la' amid words with capitals: every word of a name has one."""
    for match in _amid_capitals().finditer(text):
        yield Edit(*match.span("small"), _declared().in_names[match["small"]])


def _placed(text: str) -> Iterator[Edit]:
    word = _declared().placed.word
    return (Edit(*match.span("read"), word) for match in _opening().finditer(text))
