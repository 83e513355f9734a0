"""A long row of pages of which only the first stay in memory; the others wait on the disk.

Every stage goes through a document's pages once and in order, and looks back at a few of them.
So a document of thousands of pages need not be held: what does not fit on the shelf's near end
lies in a file without a name, gone with the shelf, and is read back when it is looked at.
Knows nothing of pages but that they can be pickled.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args, overload

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")

NEAR = 64
"""Items that stay in memory: nearly every report whole, some 2 MB of an annex."""
_AT_HAND = 4
"""Items from the disk that are kept for another look."""


class _Away(NamedTuple):
    """Where an item lies in the file."""

    start: int
    length: int


class Shelf(Sequence[T]):
    """Items in the order in which they were put; equal are shelves that hold the same.

    Put only what nobody else writes: an item from the disk is another object each time.
    """

    def __init__(self, items: Iterable[T] = (), *, near: int = NEAR) -> None:
        self._near = near
        self._items: list[T | _Away] = []
        self._file: IO[bytes] | None = None
        self._end = 0
        self._at_hand: OrderedDict[int, T] = OrderedDict()
        for item in items:
            self.put(item)

    def put(self, item: T) -> None:
        """Add an item behind the last. One that the disk has no place for stays in memory."""
        self._items.append(item if len(self._items) < self._near else self._put_away(item))

    def _put_away(self, item: T) -> T | _Away:
        packed = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="baocao-")  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            self._file.seek(self._end)
            self._file.write(packed)
            self._file.flush()
        except OSError:
            return item
        place = _Away(self._end, len(packed))
        self._end += len(packed)
        return place

    def _bring(self, index: int, place: _Away) -> T:
        found = self._at_hand.get(index)
        if found is None:
            assert self._file is not None
            self._file.seek(place.start)
            # Nobody but this process can reach the file: it has no name.
            found = self._at_hand[index] = pickle.loads(self._file.read(place.length))
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        return found

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[at] for at in range(len(self))[index]]
        item = self._items[index]
        return self._bring(index % len(self), item) if isinstance(item, _Away) else item

    def __iter__(self) -> Iterator[T]:
        for at, item in enumerate(self._items):
            yield self._bring(at, item) if isinstance(item, _Away) else item

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Shelf):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Shelf({list(self)!r})"

    def __reduce__(self) -> tuple[type[Shelf[T]], tuple[list[T]]]:
        return Shelf, (list(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """In JSON, a list of the items."""
        from pydantic_core import core_schema as schema

        (held,) = get_args(source)
        items = handler(tuple.__class_getitem__((held, ...)))
        shown = schema.plain_serializer_function_ser_schema(tuple, return_schema=items)
        return schema.no_info_after_validator_function(cls, items, serialization=shown)
