"""How many page images a run has before it and behind it, counted across its processes.

Two files grow by a byte a page; their sizes are the counts. Knows nothing of pages.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

Kind = Literal["asked", "read"]


def count(folder: str, kind: Kind) -> None:
    """One more, where a run is watched (``folder`` is not '')."""
    if folder:
        with contextlib.suppress(OSError), (Path(folder) / kind).open("ab") as file:
            file.write(b".")


def counted(folder: Path) -> tuple[int, int]:
    """(read, asked) so far."""
    return _size(folder / "read"), _size(folder / "asked")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
