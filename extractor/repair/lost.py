"""Letters and marks that a program threw away: 'ti?p nh?n', 'tiep nhan', 'tip nhn' is 'tiếp nhận'.

What is printed of a syllable is known then for certain, so each word can only have been one of
those that show so; taken are those that stand beside one another in reports
(:mod:`extractor.repair.restored`). Digits and signs are never touched, a word that no known one
shows as is left alone, and so are the letters of a name that stands beside nothing known.
Knows spelling and neighbours; not what a word means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from extractor.models import CleanPage, Edit
from extractor.repair.misread import NAME as MISREAD
from extractor.repair.restored import (
    ALONE,
    EACH,
    NUMBER,
    SIGN,
    UNKNOWN,
    Option,
    chosen,
    is_borne,
    known,
    weighed,
)
from extractor.repair.set_words import lost_words, set_words
from extractor.repair.syllables import KINDS, Kind
from extractor.text import UNREAD, fold

SHOWN = f"?\u25a1\u25a0\u25af\u00bf{UNREAD}"
"""What programs show for a letter that they cannot write."""
_WORD = rf"[{SHOWN}]{{0,3}}[^\W\d_](?:[^\W\d_]|[{SHOWN}])*|(?<=\s)[{SHOWN}]{{1,3}}(?=\s)"
_TOKEN = re.compile(rf"(?P<number>\d[\d.,/%]*)|(?P<word>{_WORD})|(?P<sign>[^\s\w]|_|\n\s*\n)")
_HOLED = re.compile(rf"[^\W\d_][{SHOWN}]+[^\W\d_]|(?<!\S)[{SHOWN}][^\W\d_]")
_UNREAD = re.compile(rf"[^\W\d_][{UNREAD}\u25a1]+[^\W\d_]|[^\W\d_][{UNREAD}](?!\S)")
_OPENS = re.compile(r"(?:\A|\n|[.!]\s|[|\t]|\s\s)[\W_]*\Z")
_CELL = re.compile(r"(?:\A|[|\t\n]|\s\s)[ *_]*\Z")
_AMID = re.compile(r"[|\t]|\S {3,}\S")
"""What parts the cells of a line."""
_LONGEST = 10
_MARKED = 0.75
"""Share of the words of ordinary text that bear a mark."""
_WIDE = -3.0
"""Log of the probability that a letter of Latin-1 was among those that could not be written."""
_LEFT = 0.06
"""Share of the words that may be left as they were for a page to be read like any other."""
FEW, SOME = 4, 0.008
"""Words that lack something, and their share of all, from which a page is looked at."""
_GARBLED = 0.03
"""Share of words that are none with any marks, from which letters were misread as well: in texts
that an engine garbled 5 % and more are such, in those that lost their marks hardly any."""
_DROPPED, _LEFT_MARKED = 0.3, 0.15
"""Shares of words that are none, and of those with marks of Latin-1, where letters were dropped."""
_NEVER = -30.0
_JOINS = ("-", "–", ",")
"""Signs amid a name: 'Lao động - Thương binh và Xã hội'."""
_SURELY = 2.0
"""How much likelier (log) a name's word is than any other that it may be."""


class Loss(NamedTuple):
    """One way of losing letters."""

    name: str
    shows: Callable[[str], str]
    """What of a syllable tells it: all that may be one on the page have the same."""
    price: Callable[[str, str, float], float]
    """Printed, meant, share of marks lost → the log of how likely the one shows the other."""


def _holed(word: str) -> str:
    return "".join("*" if char in SHOWN or not char.isascii() else char for char in word)


def _hole(printed: str, meant: str, _: float) -> float:
    likely = 0.0
    for shown, letter in zip(printed, meant, strict=True):
        if shown in SHOWN:
            likely += _WIDE if letter < "\u0100" else 0.0
        elif shown != letter:
            return _NEVER
    return likely


def _kept(word: str) -> str:
    return "".join(char for char in word if char < "\u0100" and char not in SHOWN)


def _bare(printed: str, meant: str, lost: float) -> float:
    likely = 0.0
    for shown, letter in zip(printed, meant, strict=True):
        if letter.isascii():
            likely += 0.0 if shown == letter else _NEVER
        elif shown == letter:
            likely += log(1.0 - lost)
        else:
            likely += log(lost) if shown.isascii() else _NEVER
    return likely


HOLES = Loss("unwritten-letters", _holed, _hole)
DROPPED = Loss("dropped-letters", _kept, lambda printed, meant, _: 0.0)
MARKS = Loss("lost-marks", fold, _bare)
LOSSES = (HOLES, MARKS, DROPPED)
_NAMES = frozenset((MISREAD, *(loss.name for loss in LOSSES)))


def is_spelled(page: CleanPage) -> bool:
    """Whether what was lost or misread on a page was found again: its words are as they were."""
    return page.health.quality != "poor" and any(fix.name in _NAMES for fix in page.fixes)


def is_misspelled(page: CleanPage) -> bool:
    """Whether letters or marks of a page's words are not those of the print."""
    return page.health.diagnosis != "clean" and not is_spelled(page)


def loss_of(text: str, tokens: Sequence[str]) -> Loss | None:
    """How letters were lost on a page, by what is left; None where nothing seems to be.

    Capitals may begin names, of which none is known.
    """
    kinds = [KINDS[one] for one in tokens[:: len(tokens) // 500 + 1] if not one[0].isupper()]
    words = sum(kind in (Kind.MARKED, Kind.PLAIN, Kind.BARE, Kind.BAD) for kind in kinds)
    if not words:
        return None
    if _many(len(_HOLED.findall(text)), len(tokens)) or _UNREAD.search(text):
        return HOLES
    bare, bad = kinds.count(Kind.BARE), kinds.count(Kind.BAD)
    marked = kinds.count(Kind.MARKED) / words
    if _many(bare, words) and bare > bad and bad < _GARBLED * words:
        return MARKS
    dropped = bad > _DROPPED * words and marked > _LEFT_MARKED and not _foreign(text)
    return DROPPED if dropped else None


def _many(found: int, words: int) -> bool:
    return found >= FEW and found > SOME * words


def _foreign(text: str) -> bool:
    """Whether letters beyond Latin-1 stand on the page: none of them was dropped."""
    return sum(char >= "\u0100" and char.isalpha() for char in text) * 100 > len(text)


@cache
def _shown(loss: Loss) -> dict[str, tuple[str, ...]]:
    """What is printed → the known words that show so; abbreviations in capitals."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in known().alone:
        if word.isalpha():
            told = loss.shows(word)
            found[told.upper() if word.isupper() else told].append(word)
    return {told: tuple(words) for told, words in found.items()}


def found_again(text: str, loss: Loss) -> list[Edit]:
    """The words that lost something as they were, as far as their neighbours tell."""
    matches = list(_TOKEN.finditer(text))
    share = _share_lost(match.group() for match in matches)
    sure = _sure(matches, loss)
    row = list(
        chosen(
            weighed((sure[at], 0.0)) if sure.get(at) else _options(match, loss, share)
            for at, match in enumerate(matches)
        )
    )
    edits = []
    for at, (match, word) in enumerate(zip(matches, row, strict=True)):
        printed = match.group()
        if match["word"] is None or word in (UNKNOWN, SIGN, NUMBER):
            continue
        opens = _OPENS.search(text, max(0, match.start() - 4), match.start()) is not None
        named = any(map(str.isupper, printed)) and not opens
        told, last = sure.get(at), matches[at - 1].group() if at else ""
        if told == "" or (named and not told and not _is_told(row, at, printed, loss, last)):
            continue
        if row[at + 1 : at + 2] in ([], [SIGN], [NUMBER]):
            word = _of_cell(text, match, loss) or word
        capitals = _amid_capitals(matches, at)
        new = word.upper() if capitals else _shaped(word, printed, opens=opens)
        if new != printed:
            edits.append(Edit(match.start(), match.end(), new))
    return edits


def _sure(matches: Sequence[re.Match[str]], loss: Loss) -> dict[int, str]:
    """The words of phrases that always stand so; '' for one that may be either of two."""
    if loss is not HOLES:
        return {}
    words = [at for at, match in enumerate(matches) if match.group() not in _JOINS]
    printed = [matches[at]["word"] or "" for at in words]
    told = set_words(printed, _hole_in)
    return {words[n]: word for n, word in told.items() if any(char in SHOWN for char in printed[n])}


def _of_cell(text: str, match: re.Match[str], loss: Loss) -> str | None:
    """The word with which a cell of a table begins: 'Cong' is 'Cộng'."""
    if not _CELL.search(text, max(0, match.start() - 4), match.start()):
        return None
    if not _AMID.search(text, text.rfind("\n", 0, match.start()) + 1, _line_end(text, match.end())):
        return None
    shown = loss.shows(match.group().lower())
    told = [word for word in lost_words().cells if loss.shows(word) == shown]
    return told[0] if len(told) == 1 else None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _is_told(row: Sequence[str], at: int, printed: str, loss: Loss, before_it: str) -> bool:
    """Whether a name's word can be but one of those met beside it; marks change no letter.

    Of several, the one that was met beside both ('XÃ H?I CHỦ' is 'XÃ HỘI CHỦ', not 'XÃ HẢI'), or
    surely oftener than the others ('S? Xây dựng' is 'Sở Xây dựng', not 'Số Xây dựng').
    """
    if loss is MARKS or not is_borne(row, at):
        return loss is MARKS and is_borne(row, at)
    others = _shown(loss).get(loss.shows(printed.lower()), ())
    before, behind = row[max(at - 1, 0) : at], row[at + 1 : at + 2]
    borne = [one for one in others if is_borne([*before, one, *behind], len(before))]
    if len(borne) > 1 and _is_of_name(printed, before_it):
        return False
    if len(borne) > 1 and before and behind:
        borne = [o for o in borne if is_borne([*before, o], 1) and is_borne([o, *behind], 0)]
    if len(borne) > 1:
        most = sorted((_met(one, before, behind), one) for one in borne)[-2:]
        borne = [most[1][1]] if most[1][0] - most[0][0] > _SURELY else []
    return borne == [row[at]]


def _is_of_name(printed: str, last: str) -> bool:
    """Whether a word with a capital stands behind a place's kind or a name: it may be any."""
    return not printed.isupper() and (
        last.istitle() or any(_hole_in(last.lower(), one) for one in lost_words().before_places)
    )


def _hole_in(printed: str, meant: str) -> bool:
    """Whether a word is another with letters that could not be written: none of them ASCII."""
    return len(printed) == len(meant) and all(
        not letter.isascii() if shown in SHOWN else shown == letter
        for shown, letter in zip(printed, meant, strict=True)
    )


def _met(word: str, before: Sequence[str], behind: Sequence[str]) -> float:
    """The log of how likely a word stands between two."""
    told = known()
    likely = told.alone.get(word, _NEVER)
    likely += sum(told.behind.get(word, {}).get(one, 0.0) for one in before)
    return likely + sum(told.behind.get(one, {}).get(word, 0.0) for one in behind)


def _shaped(word: str, printed: str, *, opens: bool) -> str:
    """A word with the capitals of the print; one without its first letter as sentences begin."""
    letters = [char for char in printed if char.isalpha()]
    several = len(letters) > 1 or (letters and printed[0] in SHOWN)
    if word.isupper() or (several and all(map(str.isupper, letters))):
        return word.upper()
    first = printed[0].isupper() or (opens and printed[0] in SHOWN)
    return word[0].upper() + word[1:] if first else word


def _amid_capitals(matches: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the words beside a word are in capitals: of 'PHỤC V?' one letter was left.

    An abbreviation may stand beside any.
    """
    if any(map(str.islower, matches[at].group())):
        return False
    near = matches[max(at - 1, 0) : at + 2]
    close = [a.string[a.end() : b.start()] == " " for a, b in pairwise(near)]
    others = (one.group() for one in near if one is not matches[at])
    beside = [word for word, one in zip(others, close, strict=True) if one]
    words = [word for word in beside if any(map(str.isalpha, word))]
    told = [w for w in words if sum(map(str.isalpha, w)) > 1 and w not in known().alone]
    return bool(told) and all(map(str.isupper, words))


def _share_lost(words: Iterator[str]) -> float:
    kinds = [KINDS[word] for word in words]
    spelled = sum(kind in (Kind.MARKED, Kind.PLAIN, Kind.BARE) for kind in kinds)
    marked = kinds.count(Kind.MARKED) / max(spelled, 1)
    return min(max(1.0 - marked / _MARKED, 0.02), 0.999)


def _options(match: re.Match[str], loss: Loss, lost: float) -> Sequence[Option]:
    printed = match["word"]
    if printed is None:
        return weighed((NUMBER if match["number"] else SIGN, 0.0))
    left = (UNKNOWN, ALONE + EACH * len(printed))
    if len(printed) > _LONGEST:
        return weighed(left)
    small = printed.lower()
    words = _shown(loss).get(loss.shows(small), ())
    told = [(word, loss.price(small, word, lost)) for word in words]
    if printed == printed.upper() and len(printed) > 1:
        capitals = _shown(loss).get(loss.shows(printed).upper(), ())
        told += [(w, loss.price(small, w.lower(), lost)) for w in capitals if w.isupper()]
    return weighed(left, *((word, likely) for word, likely in told if likely > _NEVER))


def unfound(text: str) -> float:
    """Share of the words of a page that still lack something."""
    words = [match["word"] for match in _TOKEN.finditer(text) if match["word"]]
    lacking = sum(_lacks(word) for word in words)
    return lacking / max(len(words), 1)


def _lacks(word: str) -> bool:
    if any(char in SHOWN for char in word):
        return True
    return not word[0].isupper() and KINDS[word] in (Kind.BARE, Kind.BAD)


def is_whole(text: str) -> bool:
    """Whether so little is left that a page may be read like any other."""
    return unfound(text) <= _LEFT
