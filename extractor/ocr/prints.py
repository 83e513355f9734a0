"""Numbers as they stand in read text: where they are, and whether their print is in order.

Shapes and habits are data (``patterns/reading/printed_numbers.toml``). Knows characters; not
what a number counts, and no witness.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

import regex

from extractor.book.loading import Declared, load
from extractor.text import fold

_CHUNK = regex.compile(r"[^\s/()\[\];–—\-+=<>\"“”'‘’⁄]+")
_WORDY = regex.compile(r"[^\W\d_]{2}")
_BARE = regex.compile(r"(?:(?<=\w)[^\w\s:;.,%])?\d(?:[\d.,:]*\d)?%?")
_CORE = regex.compile(r"\d.*\d|\d")
_ALONE = regex.compile(r"[(\[]?\d(?:[\d.,]*\d)?%?[)\].,;:]*")
_BLANKS = regex.compile(r"\s+")
_BEHIND_SIGN = regex.compile(r"(?<=%)\p{Ll}(?=\W*$)")
"""Half of the sign: its second ring is read as a letter as well ('96,73%c')."""
_STARTS = ".,:;"
_ENDS = ".,:;!?…*"


class Prints(Declared):
    """``patterns/reading/printed_numbers.toml``."""

    meaning: str
    shapes: tuple[str, ...]
    unparted: str
    whole: str
    habit: int
    roman_behind: tuple[str, ...]
    counted: tuple[str, ...]
    figures_behind: tuple[str, ...]
    numeral_behind: tuple[str, ...]
    shapes_of_figures: str
    signs_for_figures: str
    alike: dict[str, str]

    @cached_property
    def in_order(self) -> regex.Pattern[str]:
        """Any of the shapes, or without dots between thousands."""
        return regex.compile("|".join((*self.shapes, self.unparted)))

    @cached_property
    def as_figures(self) -> dict[int, str]:
        """Of letters that figures are read as: the figure."""
        return str.maketrans(self.alike)

    @cached_property
    def counts(self) -> frozenset[tuple[str, ...]]:
        """What numbers count, as folded words."""
        return frozenset(tuple(fold(noun).split()) for noun in self.counted)

    @cached_property
    def before_figures(self) -> frozenset[str]:
        """Folded words behind which figures stand."""
        return frozenset(map(fold, self.figures_behind))

    @cached_property
    def before_numerals(self) -> frozenset[str]:
        """Folded words behind which Roman numerals stand, of quarters and others."""
        return frozenset(map(fold, (*self.roman_behind, *self.numeral_behind)))

    @cached_property
    def before_romans(self) -> frozenset[str]:
        """Folded words behind which Roman numerals stand."""
        return frozenset(map(fold, self.roman_behind))

    @cached_property
    def in_one(self) -> regex.Pattern[str]:
        """Without dots between thousands."""
        return regex.compile(self.unparted)

    @cached_property
    def other(self) -> regex.Pattern[str]:
        """What tells nothing of the page's way."""
        return regex.compile(self.whole)


@cache
def prints() -> Prints:
    """How numbers are printed."""
    return load(Prints, "reading/printed_numbers.toml")


def as_printed(text: str) -> str:
    """What an engine saw of a word, its letters in composed form and a per cent sign as one."""
    text = unicodedata.normalize("NFC", text)
    return _BEHIND_SIGN.sub("", text) if "%" in text else text


def spots(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch of ``text`` that a number may fill, digits or not, left to right.

    A stretch glued to a word gives its digits alone ('hạn:1.127' → '1.127').
    """
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        while end > start and text[end - 1] in _ENDS:
            end -= 1
        while start < end and text[start] in _STARTS:
            start += 1
        if _WORDY.search(text, start, end) and not is_alike(text[start:end]):
            yield from (bare.span() for bare in _BARE.finditer(text, start, end))
        elif start < end:
            yield start, end


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that hold a digit."""
    return ((a, b) for a, b in spots(text) if any(c.isdecimal() for c in text[a:b]))


@lru_cache(4096)
def core(seen: str) -> str:
    """From the first digit to the last, blanks out: what two witnesses must agree on."""
    found = _CORE.search(seen)
    return _BLANKS.sub("", found.group()) if found else ""


def is_bare(seen: str) -> bool:
    """Whether it is a number and nothing else, but for signs around it."""
    return bool(_ALONE.fullmatch(seen))


@lru_cache(4096)
def is_alike(seen: str) -> bool:
    """Whether it is made of letters that figures are read as, and of figures ('OI', '3O')."""
    figures = seen.translate(prints().as_figures)
    return figures.isdecimal() and any(map(str.isalpha, seen))


def as_figures(seen: str) -> str:
    """The figures that were read as letters; what is not made of such letters as it is."""
    return seen.translate(prints().as_figures) if is_alike(seen) else seen


@lru_cache(4096)
def digits(seen: str) -> str:
    """Its digits alone, those that were read as letters too."""
    bare = seen.strip(_STARTS + "()[]%")
    figures = bare.translate(prints().as_figures) if is_alike(bare) else seen
    return "".join(c for c in figures if c.isdecimal())


def holds_more(seen: str, taken: str) -> bool:
    """Whether all digits of ``taken`` stand in ``seen`` in their order, and others with them.

    A per cent sign is often read as one or two digits: what follows the digits before it is none.
    """
    more, fewer = digits(seen), digits(taken)
    if len(more) <= len(fewer) or ("%" in taken and more.startswith(fewer)):
        return False
    rest = iter(more)
    return all(digit in rest for digit in fewer)


@lru_cache(4096)
def in_order(seen: str) -> bool:
    """Whether nothing seems lost of the print and nothing glued to it."""
    return bool(prints().in_order.fullmatch(seen))


class Habits:
    """How one page prints its counts, told by the numbers that are beyond doubt."""

    def __init__(self, seen: Iterable[str]) -> None:
        declared = prints()
        ways: Counter[str] = Counter()
        for print_ in seen:
            if declared.other.fullmatch(print_):
                continue
            ways["parted"] += "." in print_ and "%" not in print_
            ways["unparted"] += bool(declared.in_one.fullmatch(print_))
            ways["filled"] += len(print_) == 2 and print_[0] == "0" and print_ != "00"
            ways["bare"] += len(print_) == 1 and print_ != "0"
        self._parts = ways["parted"] >= max(declared.habit, 3 * ways["unparted"])
        self._fills = ways["filled"] >= max(declared.habit, 3 * ways["bare"])

    def broken_by(self, seen: str) -> bool:
        """Whether the print goes against the page's way: a sign or a leading zero may be lost."""
        declared = prints()
        if declared.other.fullmatch(seen):
            return False
        if self._parts and declared.in_one.fullmatch(seen):
            return True
        return self._fills and len(seen) == 1 and seen in "123456789"
