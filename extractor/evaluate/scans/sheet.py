"""One sheet of paper while it is being printed: ink at 300 dpi, and what stands where.

Knows how to set words on a line and to rule lines, and takes down their places as it does so.
Knows no layout. Lengths are in points from the top left corner, but for the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PIL import Image, ImageDraw

from extractor.evaluate.scans.fonts import font
from extractor.evaluate.scans.truth import NUMBER, Printed, TrueCell, Truth
from extractor.models import Box

DPI = 300
SCALE = DPI / 72
A4 = (595.28, 841.89)
_ASCENT, _DESCENT = 0.72, 0.22
"""Of the em: how high digits and capitals stand, how deep letters hang."""


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface, its style ('', 'b' or 'i') and its size in points."""

    name: str
    style: str
    size: float

    def styled(self, style: str) -> Face:
        """The same in another style."""
        return Face(self.name, style, self.size)

    def sized(self, size: float) -> Face:
        """The same at another size."""
        return Face(self.name, self.style, size)

    def width(self, text: str) -> float:
        """Of a text set in it, in points."""
        return font(self.name, self.style, self.size * SCALE).getlength(text) / SCALE


@dataclass
class Sheet:
    """A sheet being printed."""

    width: float
    height: float
    lines: list[Printed] = field(default_factory=list)
    words: list[Printed] = field(default_factory=list)
    cells: list[TrueCell] = field(default_factory=list)
    signed: Box | None = None
    """Where a signature goes."""
    printed: list[tuple[str, float, float, Face]] = field(default_factory=list)
    """Every word with its left end, its base line and its face."""
    rules: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    written: list[tuple[str, Box]] = field(default_factory=list)
    """What is to be written by hand, and where."""

    def __post_init__(self) -> None:
        size = (round(self.width * SCALE), round(self.height * SCALE))
        self.ink = Image.new("L", size, 255)
        self._pen = ImageDraw.Draw(self.ink)

    def rule(self, left: float, top: float, right: float, bottom: float, weight: float) -> None:
        """A straight line, ``weight`` points thick."""
        self.rules.append((left, top, right, bottom, weight))
        ends = tuple(round(v * SCALE) for v in (left, top, right, bottom))
        self._pen.line(ends, fill=0, width=max(1, round(weight * SCALE)))

    def line(
        self,
        words: list[str],
        left: float,
        base: float,
        face: Face,
        gap: float,
        counted: bool = True,
    ) -> None:
        """Words side by side on one base line, ``gap`` points between them.

        The numbers of a table are not ``counted`` here but in its cells.
        """
        at = left
        for word in words:
            width = face.width(word)
            self._set(word, at, base, face)
            if counted:
                self._take_down(word, at, base, face)
            at += width + gap
        box = (left, base - _ASCENT * face.size, at - gap, base + _DESCENT * face.size)
        self.lines.append(Printed(" ".join(words), box))

    def _set(self, word: str, left: float, base: float, face: Face) -> None:
        self.printed.append((word, left, base, face))
        used = font(face.name, face.style, face.size * SCALE)
        self._pen.text((left * SCALE, base * SCALE), word, font=used, fill=0, anchor="ls")

    def _take_down(self, word: str, left: float, base: float, face: Face) -> None:
        """Keep where the numbers of a word stand, each for itself."""
        for found in NUMBER.finditer(word):
            start = left + face.width(word[: found.start()])
            end = left + face.width(word[: found.end()])
            box = (start, base - _ASCENT * face.size, end, base + 0.04 * face.size)
            self.words.append(Printed(found[0], box))

    def by_hand(self, text: str, left: float, base: float, face: Face) -> float:
        """Leave room for a number to be written in; gives its width."""
        width = 0.62 * face.size * len(text)
        box = (left, base - 0.9 * face.size, left + width, base + 0.1 * face.size)
        self.written.append((text, box))
        written = Printed(text, box, hand=True)
        self.words.append(written)
        self.lines.append(written)
        return width

    def truth(self) -> Truth:
        """What was printed."""
        return Truth(
            self.width, self.height, _rows(self.lines), tuple(self.words), tuple(self.cells)
        )


def _rows(lines: list[Printed]) -> tuple[Printed, ...]:
    """The pieces with the rows they stand on, from left to right, as one reads a letterhead."""
    rows: list[list[Printed]] = []
    for line in sorted(lines, key=lambda p: (p.box[3], p.box[0])):
        if rows and abs(rows[-1][0].box[3] - line.box[3]) < _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(
        replace(piece, row=number)
        for number, row in enumerate(rows)
        for piece in sorted(row, key=lambda p: p.box[0])
    )


_SAME_ROW = 2.0
"""Points by which the feet of pieces on one row may differ: they may be of several sizes."""
