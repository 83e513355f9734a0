"""What the index is asked for, whichever database keeps it. Knows words only."""

from __future__ import annotations

from typing import NamedTuple

MOST = 32
"""Words of a question: so many are shared by the parts of a long text, so that no phrase is cut."""


class Phrase(NamedTuple):
    """Words that stand side by side."""

    bare: tuple[str, ...]
    exact: tuple[str, ...] = ()
    """The same with marks; () where marks make no difference."""


class Sought(NamedTuple):
    """What must all be in a document."""

    phrases: tuple[Phrase, ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()
    """Of each, one."""
