"""Which documents are drawn as scans and in which style: ``corpus/scans.toml``, held to its word.

Knows how a set is chosen, by rule and by program: nobody needs to look at a document that is
only measured.
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import RootModel, ValidationError

from extractor.book.loading import Declared
from extractor.errors import UsageError
from extractor.evaluate.gold import Case, cases
from extractor.evaluate.scans.manuscript import Part, manuscript
from extractor.evaluate.scans.sheet import Sheet
from extractor.evaluate.scans.typeset import Style, typeset

FILE = "scans.toml"
_HAND = 3
"""One document in so many has its number written in by hand."""


class Set(Declared):
    """Where a set's documents come from and how many; how they are set."""

    folders: tuple[str, ...]
    seed: int
    faces: tuple[str, ...]
    sizes: tuple[float, ...]
    numbers: int
    cells: int
    pages: int
    """Longer documents are left out: what a page costs is spent on many hands."""


class Sets(RootModel[dict[str, Set]]):
    """Every set by its name."""


@dataclass(frozen=True)
class Drawn:
    """A document of a set, ready to be drawn."""

    case: Case
    parts: tuple[Part, ...]
    style: Style
    seed: int

    def sheets(self) -> list[Sheet]:
        """Printed anew."""
        return typeset(self.parts, self.style)


def load_sets(corpus: Path) -> dict[str, Set]:
    """The sets of a corpus.

    Raises:
        UsageError: no such file, or not of the shape.
    """
    path = corpus / FILE
    try:
        return Sets.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).root
    except (OSError, ValueError, ValidationError) as error:
        raise UsageError(f"{path}: {error}") from error


def drawn(case: Case, chosen: Set) -> Drawn | None:
    """A document in its style; None where there is nothing to typeset."""
    parts = manuscript(case)
    if not parts:
        return None
    chance = _chance(chosen.seed, case.name)
    style = Style(
        face=chosen.faces[chance % len(chosen.faces)],
        size=chosen.sizes[chance // 7 % len(chosen.sizes)],
        hand=chance // 31 % _HAND == 0,
    )
    return Drawn(case, parts, style, chosen.seed)


def choose(corpus: Path, chosen: Set) -> Iterator[Drawn]:
    """The documents of a set: in shuffled order, each that adds what is still wanted."""
    numbers, cells = chosen.numbers, chosen.cells
    for case in _shuffled(corpus, chosen):
        if numbers <= 0 and cells <= 0:
            return
        one = drawn(case, chosen)
        if one is None:
            continue
        truths = [sheet.truth() for sheet in one.sheets()]
        in_prose = sum(len(truth.words) for truth in truths)
        in_tables = sum(cell.number for truth in truths for cell in truth.cells)
        wanted = (in_tables and cells > 0) or (not in_tables and numbers > 0)
        if len(truths) <= chosen.pages and wanted:
            numbers, cells = numbers - in_prose, cells - in_tables
            yield one


def _shuffled(corpus: Path, chosen: Set) -> list[Case]:
    found = [case for case in cases(corpus) if case.set in chosen.folders]
    return sorted(found, key=lambda case: _chance(chosen.seed, case.name))


def _chance(seed: int, name: str) -> int:
    return zlib.crc32(f"{seed} {name}".encode())
