"""A shot as the page's template draws it: in points of its line, with words for who cannot see it.

Knows the form of an SVG's view box; no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.book.names import Lang
from extractor.messages import say
from extractor.models import Figure
from extractor.writers.crops.gallery import Album, Shot

PIXELS = 1.6
"""Of a screen, to a point of the page: print of 11 points is as large as the text around it."""
PAD = 1.5
"""Points by which a mark stands off the print."""

Rectangle = tuple[float, float, float, float]
"""x, y, width and height."""


@dataclass(frozen=True, slots=True)
class ShotView:
    """A picture on the page."""

    image: str
    box: str
    wide: int
    high: int
    marks: tuple[Rectangle, ...]
    words: tuple[Rectangle, ...]
    alt: str


def shots_of(figures: Iterable[Figure], album: Album, lang: Lang) -> tuple[ShotView, ...]:
    """What the page image shows of these figures, all of one page; () where there is nothing."""
    given = list(figures)
    printed = " · ".join(dict.fromkeys(figure.printed for figure in given))
    page = given[0].evidence.page if given else 0
    return tuple(_view(s, page, printed, lang) for s in album.of(f.id for f in given))


def shots_by_place(
    places: Sequence[Sequence[Figure]], album: Album, lang: Lang
) -> list[tuple[ShotView, ...]]:
    """The same place by place; a line that several share is shown once, all marked in it."""
    lines = {f.id: album.shots[f.id].image for p in places for f in p if f.id in album.shots}
    shown: set[str] = set()
    found = []
    for members in places:
        fresh = {lines[f.id] for f in members if f.id in lines} - shown
        shown |= fresh
        of_it = [f for place in places for f in place if lines.get(f.id) in fresh]
        found.append(shots_of(of_it, album, lang))
    return found


def shot_of(key: str, page: int, printed: str, album: Album, lang: Lang) -> tuple[ShotView, ...]:
    """The same of one place that is no figure's."""
    return tuple(_view(shot, page, printed, lang) for shot in album.of([key]))


def _view(shot: Shot, page: int, printed: str, lang: Lang) -> ShotView:
    x, y, wide, high = shot.window
    return ShotView(
        image=shot.image,
        box=f"{x:.1f} {y:.1f} {wide:.1f} {high:.1f}",
        wide=round(wide * PIXELS),
        high=round(high * PIXELS),
        marks=tuple(_rectangle(*mark, PAD) for mark in shot.marks),
        words=tuple(_rectangle(*word, 0.0) for word in shot.words),
        alt=say("sheet.picture", {"page": page, "printed": printed}, lang),
    )


def _rectangle(x0: float, top: float, x1: float, bottom: float, pad: float) -> Rectangle:
    return (
        round(x0 - pad, 1),
        round(top - pad, 1),
        round(x1 - x0 + 2 * pad, 1),
        round(bottom - top + 2 * pad, 1),
    )
