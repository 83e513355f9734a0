"""What the passages of a document hand down: whose it is, by when, under which part.

Knows places and which passage stands under which; what a passage orders is known to
:mod:`extractor.orders.passages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extractor.orders.clauses import sentences
from extractor.orders.held import dated_by, day_of_heading
from extractor.orders.labels import measure_of
from extractor.orders.outline import Place, opening
from extractor.orders.passage import Passage, actor_of_heading, asks_for
from extractor.segment import Block


class Inherited:
    """The place of each passage that was read, by its number."""

    def __init__(self, parents: Mapping[int, int | None]) -> None:
        self.attached = -1
        """Where what was issued with it begins: nothing above holds there."""
        self._parents = parents
        self._places: dict[int | None, Place] = {None: Place()}
        self._bare: int | None = None
        """'PHẦN I', whose name is the line below it."""

    def above(self, block: Block) -> Place:
        """What a block inherits: a passage without a mark only from a heading or a lead."""
        parent = self._parents[block.index]
        if parent is not None and parent < self.attached:
            return Place()
        place = self._places.get(parent, Place())
        if block.style == "plain" and not place.lead and parent is not None:
            return Place(part=place.part)
        return place

    def fill(self, block: Block, said: Mapping[str, Any]) -> None:
        """'Thời hạn: …' right below a heading holds for all that stands under it."""
        parent = self._parents[block.index]
        place = self._places.get(parent)
        if parent is None or place is None or not place.lead:
            return
        if said.get("actor"):
            place = replace(place, actor=said["actor"])
        if said.get("deadline") or said.get("repeat"):
            words, repeat = said.get("deadline_words"), said.get("repeat")
            place = replace(place, day=said.get("deadline"), day_words=words, repeat=repeat)
        self._places[parent] = place

    def keep(self, block: Block, place: Place) -> None:
        """The place that a block hands down; the name of a part is that of its bare mark."""
        self._places[block.index] = place
        if self._bare == block.index - 1 and block.style == "plain" and place.lead:
            self._places[self._bare] = place
        bare = opening(block.text) >= len(block.text.rstrip(" *_.:\n"))
        self._bare = block.index if bare else None


def handed_down(passage: Passage, place: Place, heading: bool, told: str | None) -> Place:
    """The actor and the deadline that hold for the items below.

    ``told``: whom the first order of the passage names.
    """
    last = 0
    if heading and passage.text.rstrip(" \n*_").endswith(":"):
        said_all = [*sentences(passage.text, opening(passage.text))]
        last = said_all[-1][0] if said_all else 0
        told = told if len(said_all) < 2 else None
    actor = told or place.actor
    if heading:
        asked_of = actor_of_heading(passage)
        actor = asked_of or actor
        place = replace(place, asks=asks_for(passage) if asked_of else place.asks)
        introduces = place.part in ("before", "open") and asked_of is None
        dated = day_of_heading(passage, last, plain=introduces)
        if dated is not None:
            place = dated_by(place, passage, dated)
    elif passage.text.rstrip(" \n*_").endswith(":"):
        place = replace(place, lead=True)
    measure = measure_of(passage, place.measure) if place.lead else None
    return replace(place, actor=actor, measure=measure)
