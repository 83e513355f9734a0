"""A picture made ready and read for the first time; turned, where that reading is noise.

The way up is seen from the print wherever print shows it (:mod:`extractor.images.upright`). The
engine tells it too, but takes half a second: it is asked only of a page that makes no sense. A
page of tables makes little either way up; without its rules it does (at the worst damage 0.75 to
0.77 upright and 0.39 to 0.45 on its head, where with them it is 0.35 to 0.39 both ways).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

from extractor.images.picture import Picture, Pixels
from extractor.images.prepare import prepare
from extractor.images.upright import turned_by
from extractor.ocr import engine, languages
from extractor.ocr.engine import Seen

NOISE = 0.6
"""Mean confidence of a page's words below which it may lie wrong: turned pages have 0.3 to 0.5,
upright ones 0.7 (very bad) to 0.95."""
OVER = 180
"""Degrees that turn a page on its head."""
FEW = 8
"""Words below which a mean says nothing."""


def ready(
    picture: Picture,
    read: Callable[[Picture, str], list[Seen]] = engine.read,
    facing: Callable[[Picture], int | None] = engine.facing,
    keep: Callable[[str, Pixels], None] | None = None,
    made: Picture | None = None,
    bare: Callable[[Picture], Picture] = lambda picture: picture,
) -> tuple[Picture, list[Seen]]:
    """The picture as it is best read, and what the pass for words saw on it.

    ``made`` is what :func:`prepare` gave before; its stages are shown where ``keep`` wants them.
    ``bare`` gives a picture without its rules, the same where it has none.
    """
    if made is None or keep is not None:
        made = prepare(picture, keep)
    seen = read(made, languages.WORDS)
    if sense(seen) >= NOISE or len(seen) < FEW:
        return made, seen
    plain = bare(made)
    if plain is not made:
        seen = read(plain, languages.WORDS)
        if sense(seen) >= NOISE:
            return made, seen
    # Print misleads on a page of few lines, and noise tells the engine nothing: then upside down
    # is what remains.
    degrees = facing(plain) or OVER
    again = read(turned_by(plain, degrees), languages.WORDS)
    if sense(again) <= sense(seen):
        return made, seen
    turned = turned_by(made, degrees)
    if keep is not None:
        keep(turned.steps[-1].name, turned.pixels)
    return turned, again


def sense(seen: Sequence[Seen]) -> float:
    """Mean confidence of the words, 0..1."""
    return fmean(word.confidence for word in seen) if seen else 0.0
