"""Names of files made from names in documents, which anybody may have written.

Knows what systems take in a name; not what is in the file.
"""

from __future__ import annotations

LONGEST = 120
"""Characters of a name that are kept; file systems take 255 bytes."""
PLAIN = frozenset(" -_.,()!+=@#&~'[]")
"""Signs that every system takes in a name."""


def plain_name(part: str, longest: int = LONGEST) -> str:
    """A name that any system takes: no separator, no sign of a shell, not too long."""
    safe = "".join(char if char.isalnum() or char in PLAIN else "_" for char in part).strip(" .")
    return safe if len(safe) <= longest else f"{safe[: longest // 2]}~{safe[-longest // 2 :]}"
