"""How long a pattern may take on a text that somebody else wrote.

A hostile text can make a pattern search for hours; a clock ends that. But to ask the clock takes
several times what most patterns need for the lines they are tried on, and on so short a text no
pattern of the book is slow: a test holds each of them to that.
"""

from __future__ import annotations

SHORT = 200
"""Characters that are looked at without a clock: nearly every line of a head, most sentences."""
SECONDS = 1.0
"""What one pattern may take on one longer text."""


def patience(text: str) -> float | None:
    """The ``timeout`` of a pattern that looks at ``text`` or at a part of it."""
    return None if len(text) <= SHORT else SECONDS
