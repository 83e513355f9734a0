"""From what the witnesses told to the Sights of a page's text.

Knows where the words went when the page was composed; not what is taken and why.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from extractor.models import Sight, Words
from extractor.ocr.trust import ROUGH, case_of, is_rough, is_sure, worth
from extractor.ocr.witness import Testimony, Told
from extractor.readers.glyphs import Token


def sights(
    parts: Sequence[Sequence[Told]], tokens: Sequence[Token], words: Words
) -> tuple[Sight, ...]:
    """Every number of the page in the order of its text.

    Args:
        parts: the words as they were taken; each part of a page is rough or not by itself.
        tokens: the same words on the page, one for each.
        words: where they stand in the composed text.
    """
    places: defaultdict[object, deque[int]] = defaultdict(deque)
    for word in words:
        places[word.box, word.end - word.start].append(word.start)
    # Boxes are kept in steps: the same way round, so that they are found again.
    boxes = Words.placed((i, i + 1, token.box) for i, token in enumerate(tokens))
    rough = [is_rough([number for one in part for number in one.numbers]) for part in parts]
    told = [(one, rough[n]) for n, part in enumerate(parts) for one in part]
    found = []
    for (one, is_part_rough), token, placed in zip(told, tokens, boxes, strict=True):
        starts = places.get((placed.box, len(token.text)))
        if one.numbers and starts:
            start = starts.popleft()
            found += [_sight(number, start, rough=is_part_rough) for number in one.numbers]
    return tuple(sorted(found, key=lambda sight: sight.start))


def _sight(number: Testimony, at: int, *, rough: bool) -> Sight:
    case = ROUGH if rough else case_of(number)
    return Sight(
        at + number.start, at + number.end, number.seen, round(worth(case), 4), is_sure(case), case
    )
