"""The kinds of scans that are made: the levels of damage, and the odd shapes scans come in.

Knows for each kind how a document becomes one file with its truth; how pages are drawn, damaged
and written is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractor.evaluate.scans import files, layers
from extractor.evaluate.scans.damage import LEVELS
from extractor.evaluate.scans.files import Made
from extractor.evaluate.scans.make import Scan, scans
from extractor.evaluate.scans.sets import Drawn
from extractor.evaluate.scans.shapes import side_by_side, turned

Write = Callable[[Drawn, list[Scan], Path], Made]


@dataclass(frozen=True, slots=True)
class Kind:
    """A level of damage, what is done to the pages after it, and how they are written."""

    level: str
    shape: Callable[[list[Scan]], list[Scan]] = list
    write: Write = lambda _, pages, stem: files.write(pages, stem)
    least: int = 1
    """Pages that a document needs to be of this kind."""

    def make(self, document: Drawn, folder: Path) -> Made | None:
        """The document as a file in the folder; None where it is too short for this kind."""
        if len(document.sheets()) < self.least:
            return None
        pages = self.shape(scans(document, LEVELS[self.level]))
        return self.write(document, pages, folder / document.case.name)


def _turner(degrees: int) -> Callable[[list[Scan]], list[Scan]]:
    return lambda pages: [turned(page, degrees) for page in pages]


KINDS: dict[str, Kind] = {
    **{name: Kind(name) for name in LEVELS},
    "turned-90": Kind("L1", _turner(90)),
    "turned-180": Kind("L1", _turner(180)),
    "turned-270": Kind("L1", _turner(270)),
    "two-up": Kind("L1", side_by_side, least=2),
    "tiff": Kind("L1", write=lambda _, pages, stem: files.write_tiff(pages, stem)),
    "mixed": Kind("L1", write=layers.write_mixed, least=2),
    "stamp-layer": Kind("L1", write=layers.write_stamp_layer),
    "wrong-layer": Kind("L1", write=layers.write_wrong_layer),
}
"""By name; the levels first."""
