"""Print of a cell that the engine passed over: a line of a heading, a word of a name.

What is left of 'Số mới tiếp nhận' is 'tiếp nhận', which means something else. A cell in which
letters stand where no word was seen is read again, by itself and larger; what even then nobody
saw is known to be there. Knows patches of ink and words; whoever reads is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from extractor.images.picture import Picture
from extractor.ocr.engine import Seen
from extractor.ocr.grid import Ink, Patch, Patches
from extractor.ocr.grid_sheet import Sheet, alone

NEAR = 0.3
"""Heights around a word in which a letter is its own."""
FEWEST = 2
"""Letters from which something was passed over; one may be dirt."""
WIDE = 1.5
"""Heights: that wide, one patch is several letters."""
LARGER = 1.3
"""How much larger a cell is read the second time."""


def heard_again(
    sheet: Sheet, words: Sequence[list[Seen]], read: Callable[[Picture], list[Seen]]
) -> list[list[Seen]]:
    """What was seen in each cell of a sheet; of cells with lost print, as they are read alone."""
    found = []
    for cell, mine in zip(sheet.cells, words, strict=True):
        left = lost(cell.ink, mine)
        if mine and left is not None:
            single = alone(cell.ink, LARGER)
            (again,) = single.words(read(single.picture))
            mine = again if again and lost(cell.ink, again) is None else mine
        found.append(mine)
    return found


def lost(ink: Ink, words: Sequence[Seen]) -> Patch | None:
    """Around the letters of a cell at which no word was seen; None where there are hardly any."""
    free = _free(ink.places, words, NEAR * ink.height)
    wide = int((free[:, 2] - free[:, 0]).sum()) if len(free) else 0
    if len(free) < FEWEST and wide < WIDE * ink.height:
        return None
    left, top = (int(n) for n in free[:, :2].min(axis=0))
    right, bottom = (int(n) for n in free[:, 2:4].max(axis=0))
    return left, top, right, bottom


def _free(letters: Patches, words: Sequence[Seen], near: float) -> Patches:
    x, y = (letters[:, 0] + letters[:, 2]) / 2, (letters[:, 1] + letters[:, 3]) / 2
    free = np.ones(len(letters), bool)
    for word in words:
        free &= ~(
            (x >= word.left - near) & (x <= word.right + near)
            & (y >= word.top - near) & (y <= word.bottom + near)
        )  # fmt: skip
    return letters[free]
