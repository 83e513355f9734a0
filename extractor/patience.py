"""How long a pattern may take on text that nobody vouches for.

A clock costs more than most matches: the engine asks the system for the time at every call. In a
text so short that none of our patterns can lose itself in it there is nothing to be timed; that
this is so for each of them, whatever stands there, is what ``tests/test_patience.py`` looks at.
"""

from __future__ import annotations

SHORT = 400
"""Characters of a text that needs no clock."""


def patience(text: str, seconds: float = 1.0) -> float | None:
    """The ``timeout`` for one pattern on ``text``: so many seconds, None on a short one."""
    return None if len(text) <= SHORT else seconds
