"""From what the witnesses told to the Sights of a page's text, and to words that two readers saw.

Knows where the words went when the page was composed; not what is taken and why.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from extractor.models import Sight, Words
from extractor.ocr.told import Testimony, Told
from extractor.ocr.trust import ROUGH, case_of, is_on_scan, is_rough, is_sure, worth
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
    rough = [is_rough([number for one in part for number in one.numbers]) for part in parts]
    told = [(one, rough[n]) for n, part in enumerate(parts) for one in part]
    starts = _starts(tokens, words, [bool(one.numbers) for one, _ in told])
    found = [
        _sight(number, start, rough=is_part_rough)
        for (one, is_part_rough), start in zip(told, starts, strict=True)
        if start is not None
        for number in one.numbers
    ]
    return tuple(sorted(found, key=lambda sight: sight.start))


def borne(
    parts: Sequence[Sequence[Told]], tokens: Sequence[Token], words: Words
) -> tuple[tuple[int, int], ...]:
    """Where the words stand whose letters another reader saw too, in the order of the text."""
    told = [one for part in parts for one in part]
    starts = _starts(tokens, words, [one.borne for one in told])
    spans = zip(starts, tokens, strict=True)
    return tuple(sorted((s, s + len(t.text)) for s, t in spans if s is not None))


def _starts(tokens: Sequence[Token], words: Words, wanted: Sequence[bool]) -> Iterator[int | None]:
    """Where each wanted token begins in the composed text, if it stands there."""
    places: defaultdict[object, deque[int]] = defaultdict(deque)
    for word in words:
        places[word.box, word.end - word.start].append(word.start)
    # Boxes are kept in steps: the same way round, so that they are found again.
    boxes = Words.placed((i, i + 1, token.box) for i, token in enumerate(tokens))
    for want, token, placed in zip(wanted, tokens, boxes, strict=True):
        starts = places.get((placed.box, len(token.text)))
        yield starts.popleft() if want and starts else None


def _sight(number: Testimony, at: int, *, rough: bool) -> Sight:
    case = ROUGH if rough and not is_on_scan(number) else case_of(number)
    return Sight(
        at + number.start, at + number.end, number.seen, round(worth(case), 4), is_sure(case), case
    )
