"""Rates that share their words: 'đạt lần lượt 90 % và 95 %', 'đạt 60 % và 80 % số hồ sơ …'.

Knows the targets of one clause and what stands between them; each by itself is read in
:mod:`extractor.orders.targets`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.book.orders import compiled, targets
from extractor.orders.compared import Target
from extractor.orders.named import metric_named
from extractor.text import fold

_LABEL = regex.compile(r"[;.:]\s")
_PIECE = regex.compile(r",|(?<!\w)va(?!\w)")


def shared(text: str, folded: str, found: Sequence[Target], damaged: bool) -> list[Target]:
    """The same targets, with the measures that their common words give them."""
    again = _with_following(folded, found)
    return _in_turn(text, folded, again, damaged)


def _with_following(folded: str, found: Sequence[Target]) -> list[Target]:
    """'đến quý II có 60 % và đến quý IV có 80 % số hồ sơ nộp trực tuyến': both are of them."""
    words = targets().words
    noun = compiled(rf"(?<!\w)(?:{words.files}|{words.others})\b")
    kept = [*found]
    for at, (one, after) in enumerate(itertools.pairwise(found)):
        ahead = folded[found[at - 1].end if at else 0 : one.start]
        between = folded[one.end : after.start]
        joined = compiled(words.joining).match(between)
        listed = compiled(words.listing).match(between)
        joined = joined or listed
        named = not listed and (noun.search(ahead) or noun.search(between))
        if one.metric is None and after.metric and joined and not (one.reduced or named):
            kept[at] = replace(one, metric=after.metric)
    return kept


def _in_turn(text: str, folded: str, found: Sequence[Target], damaged: bool) -> list[Target]:
    """'đúng hạn, trực tuyến đạt lần lượt 98 %, 60 %': each label has the rate of its place.

    Where the labels are not known one by one, no rate but the first keeps its measure.
    """
    kept = [*found]
    matches = [*compiled(targets().words.in_turn).finditer(folded)]
    begun = 0
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(folded)
        stop = regex.search(r"[;.]\s", folded, pos=match.end(), endpos=end)
        end = stop.start() if stop else end
        run = [i for i, one in enumerate(found) if match.end() <= one.start < end]
        start = max((m.end() for m in _LABEL.finditer(folded, begun, match.start())), default=begun)
        begun = match.end()
        cuts = [start, *(m.end() for m in _PIECE.finditer(folded, start, match.start()))]
        pieces = [text[a:b] for a, b in itertools.pairwise([*cuts, match.start()])]
        named = [metric_named(piece, damaged) for piece in pieces]
        if len(named) != len(run) or None in named:
            named = [found[i].metric if i == run[0] else None for i in run]
        for i, metric in zip(run, named, strict=True):
            kept[i] = replace(found[i], metric=metric)
    return kept


def bodiless(label: str) -> str:
    """'UBND các xã nâng tỷ lệ …' from what is measured on: who does it is no noun of it."""
    bodies = compiled(rf"\W*{targets().words.opening}{targets().words.bodies}")
    match = bodies.match(fold(label))
    return label[match.end() :] if match else label
