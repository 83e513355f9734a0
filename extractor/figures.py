"""Prose → figures: segment, match, assemble, a line a stage.

Knows what claims of a whole document say of each other, and how one becomes a figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from extractor.assemble.claims import Claim, Unread
from extractor.assemble.clarity import Around
from extractor.assemble.fields import fields_by_sum
from extractor.assemble.levels import (
    bases_of_own_level,
    own_centre_said,
    own_level_said,
    voices_of_the_reporter,
)
from extractor.assemble.made_up import NOTE as SCOPE_BY_SUM
from extractor.assemble.made_up import whole_by_sums
from extractor.assemble.periods import is_ahead, is_past, plain_period
from extractor.assemble.ratings import rated
from extractor.assemble.reattach import early_among_on_time, reattach
from extractor.assemble.totals import OPEN_TOTAL, totals_told_apart
from extractor.assemble.walk import Walk
from extractor.book.doubts import GARBLED, UNREAD_AROUND, is_sure, worth
from extractor.book.notfigures import sections
from extractor.head.months import names_month, told_of
from extractor.match.titles import REPORTS, is_of_other_matter, told_by
from extractor.models import Aside, CleanPage, DocumentHead, Evidence, Figure, Period, Reading, made
from extractor.numbers import LOST, as_count, as_decimal
from extractor.repair import raw_span
from extractor.segment import Block, segment
from extractor.sightings import sighting

_NOTES = {
    "list-by-sum": "list-by-sum",
    "reattached": "reattached-by-arithmetic",
    OPEN_TOTAL: OPEN_TOTAL,
    SCOPE_BY_SUM: SCOPE_BY_SUM,
}
"""Decisions of the grammar that are shown with a figure."""
_UNDERSTOOD = frozenset({"not-done", "of-reason", "rest-of-list", "whole-of-ratio"})
"""Why a number is left aside that was understood."""
_SENTENCE = 300
"""Characters within which a number may stand in the sentence of another."""
_COMPARED = 6
"""Figures before a rate of which it may be a share."""
_ENDS = re.compile(r"[.;!?]\s")
_SUMMED = 60
"""Characters of a passage that may be the sum of the one above it: 'Cộng: 2.878 hồ sơ.'"""
_TRUST = {"good": 0.99, "fair": 0.95, "poor": 0.85}
"""Confidence in what is read letter for letter, by the health of its page."""
_as_figure, _as_evidence, _as_aside = made(Figure), made(Evidence), made(Aside)


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the prose of a document says, and which numbers were left aside and why."""

    blocks: Mapping[int, Block]
    """By their index: those that the claims and the unread numbers stand in."""
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]


def read_figures(
    pages: Sequence[CleanPage], head: DocumentHead | None = None
) -> tuple[Figure, ...]:
    """Every figure of the document's prose, in reading order."""
    return figures_of(assemble(pages, head), pages)


def figures_of(assembled: Assembled, pages: Sequence[CleanPage]) -> tuple[Figure, ...]:
    """The claims of a document's prose as figures, each with its place on the page."""
    return tuple(
        _figure(number, claim, assembled.blocks[claim.block], pages)
        for number, claim in enumerate(assembled.claims, 1)
    )


def asides_of(assembled: Assembled) -> tuple[Aside, ...]:
    """Counts that stand among the figures of a passage and were not read, in reading order."""
    near: dict[int, list[tuple[int, str]]] = defaultdict(list)
    told: dict[int, list[Claim]] = defaultdict(list)
    for number, claim in enumerate(assembled.claims, 1):
        insort(near[claim.block], (claim.start, f"f{number}"))
        told[claim.block].append(claim)
    return tuple(
        _as_aside(
            block=f"b{unread.block}",
            printed=unread.printed,
            value=value,
            beside=_beside(unread, near[unread.block], assembled.blocks[unread.block].text),
        )
        for unread in assembled.unread
        if unread.block in near
        and not unread.reason.startswith("masked")
        and (value := as_count(unread.printed)) is not None
        and not _is_share(unread, told[unread.block], assembled.blocks[unread.block].text)
    )


def _is_share(unread: Unread, told: Sequence[Claim], text: str) -> bool:
    """'tiếp nhận 800, đã giải quyết 760 hồ sơ, đạt 95%': what share one is of another before it."""
    rate = as_decimal(unread.printed)
    if rate is None or not text[unread.end : unread.end + 2].lstrip().startswith("%"):
        return False
    counts = [int(c.value) for c in told if c.value == int(c.value) and c.start < unread.start]
    pairs = permutations(counts[-_COMPARED:], 2)
    return any(part <= whole and abs(100 * part - rate * whole) < whole for part, whole in pairs)


def _beside(unread: Unread, near: Sequence[tuple[int, str]], text: str) -> tuple[str, ...]:
    """The figures between which and the number no sentence ends; none where it was understood."""
    if unread.reason in _UNDERSTOOD:
        return ()
    at = unread.start
    first = bisect_left(near, (at - _SENTENCE, ""))
    within = near[first : bisect_left(near, (at + _SENTENCE, ""), first)]
    return tuple(figure for start, figure in within if not _ENDS.search(text, *sorted((start, at))))


def assemble(
    pages: Sequence[CleanPage], head: DocumentHead | None = None, *, everything: bool = False
) -> Assembled:
    """Read block after block, each in the context of the block above it.

    A document of a kind that reports no figures is not read at all. ``everything`` keeps also
    the numbers left aside where no figure stands.
    """
    head = head or DocumentHead()
    silent = not _holds_figures(head)
    if silent and not everything:
        return Assembled({}, (), ())
    walk = Walk(head, silent=silent, everything=everything)
    blocks: dict[int, Block] = {}
    unread: list[Unread] = []
    around = Around(pages)
    above = False
    for block in segment(pages):
        around.visit(block)
        told = len(walk.claims)
        walk.visit(block)
        here = len(walk.claims) > told
        if everything or here or (above and walk.unread and len(block.text) <= _SUMMED):
            blocks[block.index] = block
            unread += walk.unread
        walk.unread.clear()
        above = here
    claims = totals_told_apart(rated(walk.claims, unread), unread, walk.heard)
    claims = fields_by_sum(claims, walk.period)
    claims = bases_of_own_level(own_level_said(early_among_on_time(reattach(claims)), head), head)
    claims = whole_by_sums(own_centre_said(voices_of_the_reporter(claims, head), head))
    claims = [
        c
        for c in around.told(claims, blocks, unread, walk.damaged)
        if _is_reported(c, head, walk.period)
        and not _is_month(c, blocks[c.block].text, head.period)
    ]
    read = {(c.block, c.start) for c in claims}
    left = tuple(u for u in unread if (u.block, u.start) not in read)
    return Assembled(blocks, _own_period_unsaid(claims, head), left)


def _is_reported(claim: Claim, head: DocumentHead, own: str) -> bool:
    """Whether it is told of the report's time, or of what was left over from before it."""
    left_over = claim.metric.endswith(".carried_over")
    signed = (head.date or "")[:4]
    if not own and signed and (claim.period or "").isdecimal() and str(claim.period) > signed:
        return False  # below 'NĂM 2019' in a report of 2018 that names no period
    return not is_ahead(claim.period, own) and (left_over or not is_past(claim.period, head.period))


def _is_month(claim: Claim, text: str, own: Period | None) -> bool:
    """'Hồ sơ trực tuyến trong tháng 4' in a report of April: no number of files, but the month."""
    month = told_of(own)
    alone = month is not None and month[1] == month[2] == claim.value
    return alone and claim.quote_end == claim.end and names_month(text[: claim.start])


def _own_period_unsaid(claims: list[Claim], head: DocumentHead) -> tuple[Claim, ...]:
    """A period is said only where a document has more than one; its own stays unsaid."""
    said = {claim.period for claim in claims} - {None}
    own = plain_period(head.period.label) if head.period else None
    others = said - {own}
    if not others or (len(said) == 1 and "cumulative" not in said and own is None):
        unsaid = said
    else:
        unsaid = {own}
    unsaid.discard(None)
    return tuple(c._replace(period=None) if c.period in unsaid else c for c in claims)


def _holds_figures(head: DocumentHead) -> bool:
    """Whether a document of this kind reports figures of a period (DOMAIN §6)."""
    kinds = sections().kinds
    if head.type in kinds.without_figures or is_of_other_matter(head.title):
        return False
    return head.type not in kinds.only_if_reporting or REPORTS in told_by(head.title)


def _figure(number: int, claim: Claim, block: Block, pages: Sequence[CleanPage]) -> Figure:
    printed = block.place(claim.start, claim.end)
    clean = pages[printed.page]
    quote = block.place(claim.quote_start, claim.quote_end)
    if quote.page != printed.page:
        quote = printed._replace(end=block.place(claim.start, claim.quote_end).end)
    first, last = raw_span(clean, quote.start, quote.end)
    begin, end = raw_span(clean, printed.start, printed.end)
    first, last = first if first < begin else begin, last if last > end else end
    text = clean.page.text
    seen = sighting(clean.page, begin, end)
    return _as_figure(
        id=f"f{number}",
        scope=claim.scope,
        metric=claim.metric,
        value=None if claim.value == LOST else claim.value,
        printed=text[begin:end],
        qualifier=claim.qualifier,
        evidence=_as_evidence(
            page=clean.page.number,
            quote=text[first:last],
            start=first,
            end=last,
            bbox=clean.page.words.over(begin, end),
            printed_start=begin,
            printed_end=end,
            line=text.count("\n", 0, begin) + 1,
        ),
        reading=_reading(
            clean.page.reader,
            round(_confidence(clean, claim) * seen.confidence, 3),
            seen.alternatives,
            claim.clarity,
        ),
        status=seen.status if is_sure(claim.clarity) else "unresolved",
        block=f"b{block.index}",
        period=claim.period,
        pattern=claim.metric,
        note=_note(claim),
    )


@lru_cache(maxsize=100)
def _reading(reader: str, confidence: float, alternatives: tuple[str, ...], around: str) -> Reading:
    """One value for the many figures that were read alike."""
    return Reading(reader=reader, confidence=confidence, alternatives=alternatives, around=around)


def _note(claim: Claim) -> str:
    """The one decision that is shown with a figure; doubts before others."""
    if claim.assumed:
        return "group-assumed"
    if not is_sure(claim.clarity):
        return UNREAD_AROUND
    return "narrowed" if claim.narrowed else _NOTES.get(claim.note, "")


def _confidence(clean: CleanPage, claim: Claim) -> float:
    """By what is read around it on a page image; of text by the page's health and the label.

    What a case of garbled text is worth was counted on texts that we know; others are damaged
    otherwise.
    """
    if claim.clarity:
        sure = worth(claim.clarity) - (0.2 if claim.assumed else 0.0)
        garbled = claim.clarity.startswith(GARBLED)
        return min(max(0.5, sure), _TRUST["fair"]) if garbled else sure
    base = _TRUST[clean.health.quality]
    return round(max(0.5, base - 0.05 * claim.cost - (0.2 if claim.assumed else 0.0)), 3)
