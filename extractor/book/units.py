"""How alike two names of units must be to be offered as one: ``patterns/units/near.toml``."""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load


class Near(Declared):
    """near.toml."""

    about: str
    source: str
    letters: int
    most: int


@cache
def near() -> Near:
    """The declared distances."""
    return load(Near, "units/near.toml")
