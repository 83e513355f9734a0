"""Where the words of a page stand: kept as numbers, shown as words.

A long document has a million words. As objects they would take 250 bytes each and outlive the
reading; here a word is six whole numbers of two bytes each wherever the page is no larger than
A4 and its text no longer than 65.535 characters. Knows no page.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import le
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch), origin at the page's top left."""

_FIELDS = 6
_SCALE = 64
"""Steps in a point: two bytes reach 1.023 points, and a step is finer than a hundredth seen."""
_SEEN = 2
"""Decimals of a point that are shown: so few that a step is found again from what was shown."""
_NARROW, _WIDE = "H", "i"
_FARTHEST = 10_000_000.0
"""In points: a word placed beyond is put here. No sheet reaches a hundredth of it."""
_UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place: ``page.text[start:end]``."""

    start: int
    end: int
    box: Box
    confidence: float | None = None
    """0..1 from an OCR engine; None for born-digital text."""


class Words(Sequence[Word]):
    """The words of one page in the order of its text; each is made when it is looked at.

    A box is kept to within a hundredth of a point. Equal are those that hold the same.

    Raises:
        ValueError: the words do not follow one another in the text.
    """

    __slots__ = ("_numbers", "_sure")

    def __init__(self, words: Iterable[Word] = ()) -> None:
        given = tuple(words)
        self._numbers = _numbers((word.start, word.end, word.box) for word in given)
        self._sure = _confidences([word.confidence for word in given])
        _in_order(self._numbers)

    @classmethod
    def placed(
        cls, places: Iterable[tuple[int, int, Box]], sure: Sequence[float | None] = ()
    ) -> Words:
        """Words from (start, end, box), with a confidence each where an engine gave one.

        Raises:
            ValueError: as for the class.
        """
        return cls._of(_numbers(places), _confidences(sure))

    @classmethod
    def from_bytes(cls, packed: bytes, sure: Sequence[float | None] = ()) -> Words:
        """What :meth:`to_bytes` gave, with the words' confidences if there are any.

        Raises:
            ValueError: no such bytes, or words that do not follow one another.
        """
        kind = packed[:1].decode("ascii")
        if kind not in (_NARROW, _WIDE):
            raise ValueError(f"no words begin with {kind!r}")
        numbers = array(kind)
        numbers.frombytes(memoryview(packed)[1:])
        if len(numbers) % _FIELDS or len(sure) not in (0, len(numbers) // _FIELDS):
            raise ValueError("words are not six whole numbers each")
        return cls._of(numbers, _confidences(sure))

    @classmethod
    def _of(cls, numbers: array[int], sure: array[float]) -> Words:
        _in_order(numbers)
        return cls._trusted(numbers, sure)

    @classmethod
    def _trusted(cls, numbers: array[int], sure: array[float]) -> Words:
        made = cls.__new__(cls)
        made._numbers, made._sure = numbers, sure
        return made

    def to_bytes(self) -> bytes:
        """How wide the numbers are, then six a word in this machine's own byte order."""
        return self._numbers.typecode.encode() + self._numbers.tobytes()

    @property
    def confidences(self) -> list[float | None]:
        """One for each word, or none at all for born-digital text."""
        return [None if sure == _UNKNOWN else sure for sure in self._sure]

    @property
    def end(self) -> int:
        """Where the last word ends in the text; 0 without words."""
        return self._numbers[1 - _FIELDS] if self._numbers else 0

    def between(self, start: int, end: int) -> Words:
        """The words that share a character with ``text[start:end]``."""
        every = range(len(self))
        first = bisect_right(every, start, key=lambda i: self._numbers[i * _FIELDS + 1])
        last = bisect_left(every, end, first, key=lambda i: self._numbers[i * _FIELDS])
        return self[first:last]

    def over(self, start: int, end: int) -> Box | None:
        """The box around the words that share a character with ``text[start:end]``, if any."""
        numbers = self._numbers and self.between(start, end)._numbers
        if not numbers:
            return None
        return _box(
            min(numbers[2::_FIELDS]),
            min(numbers[3::_FIELDS]),
            max(numbers[4::_FIELDS]),
            max(numbers[5::_FIELDS]),
        )

    def __len__(self) -> int:
        return len(self._numbers) // _FIELDS

    def __iter__(self) -> Iterator[Word]:
        return map(self._word, range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Words: ...
    def __getitem__(self, index: int | slice) -> Word | Words:
        if not isinstance(index, slice):
            return self._word(range(len(self))[index])
        first, last, step = index.indices(len(self))
        if step != 1:
            raise ValueError("words are cut without a step")
        cut = slice(first * _FIELDS, last * _FIELDS)
        return self._trusted(self._numbers[cut], self._sure[first:last])

    def _word(self, index: int) -> Word:
        at = index * _FIELDS
        start, end, *sides = self._numbers[at : at + _FIELDS]
        sure = self._sure[index] if self._sure else _UNKNOWN
        return Word(start, end, _box(*sides), None if sure == _UNKNOWN else sure)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Words):
            return NotImplemented
        return self._numbers == other._numbers and self._sure == other._sure

    def __hash__(self) -> int:
        return hash((len(self), self.end))

    def __repr__(self) -> str:
        return f"Words({list(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """In JSON, a list of words."""
        from pydantic_core import core_schema as schema

        words = handler(tuple[Word, ...])
        shown = schema.plain_serializer_function_ser_schema(tuple, return_schema=words)
        return schema.no_info_after_validator_function(cls, words, serialization=shown)


def _box(x0: int, top: int, x1: int, bottom: int) -> Box:
    return (
        round(x0 / _SCALE, _SEEN),
        round(top / _SCALE, _SEEN),
        round(x1 / _SCALE, _SEEN),
        round(bottom / _SCALE, _SEEN),
    )


def _numbers(places: Iterable[tuple[int, int, Box]]) -> array[int]:
    flat = chain.from_iterable((start, end, *box) for start, end, box in places)
    values = list(flat)
    for field in range(2, _FIELDS):
        values[field::_FIELDS] = _steps(values[field::_FIELDS])
    narrow = not values or (min(values) >= 0 and max(values) < 1 << 16)
    return array(_NARROW if narrow else _WIDE, values)  # type: ignore[arg-type]


def _steps(values: list[float]) -> list[int]:
    try:
        found = [round(value * _SCALE) for value in values]
        array(_WIDE, found)
    except (OverflowError, ValueError):  # a file may place a word anywhere, or nowhere
        return [_step(value) for value in values]
    return found


def _step(value: float) -> int:
    return round(min(max(value, -_FARTHEST), _FARTHEST) * _SCALE) if value == value else 0


def _confidences(given: Sequence[float | None]) -> array[float]:
    if all(sure is None for sure in given):
        return array("d")
    return array("d", [_UNKNOWN if sure is None else sure for sure in given])


def _in_order(numbers: array[int]) -> None:
    """Each word begins where the one before has ended, or later."""
    starts, ends = numbers[::_FIELDS], numbers[1::_FIELDS]
    if starts and starts[0] < 0:
        raise ValueError(f"a word begins at {starts[0]}")
    if not all(map(le, starts, ends)) or not all(map(le, ends, islice(starts, 1, None))):
        raise ValueError("the words do not follow one another")
