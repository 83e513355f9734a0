"""Prose → figures: segment, match, assemble, a line a stage.

Knows how contexts run down the outline and how a claim becomes a figure of the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.assemble.claims import Claim, Context, Unread
from extractor.assemble.clause import Reader
from extractor.assemble.reattach import reattach
from extractor.book.metrics import grammar
from extractor.book.notfigures import section_headings, sections, title_words
from extractor.book.terms import own_level
from extractor.match.items import Passage, read_passage
from extractor.match.phrases import find
from extractor.match.scopes import as_meant
from extractor.match.tokens import tokens
from extractor.models import CleanPage, DocumentHead, Evidence, Figure, Reading, Scope
from extractor.repair import raw_span
from extractor.segment import Block, segment
from extractor.text import fold

_NOTES = {"list-by-sum": "list-by-sum", "reattached": "reattached-by-arithmetic"}
"""Decisions of the grammar that are shown with a figure."""
_DIGIT = re.compile(r"\d")
_PERIOD_PART = re.compile(r"\d+|[a-z]+")
_BULLETS = frozenset("-+*•")
_SHORT = 80
"""Longest line that may be a heading though nothing marks it as one."""
_HEADING = 160
"""Longest passage whose scope holds for what stands below it."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the prose of a document says, and which numbers were left aside and why."""

    blocks: tuple[Block, ...]
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


def assemble(pages: Sequence[CleanPage], head: DocumentHead | None = None) -> Assembled:
    """Read block after block, each in the context of the block above it."""
    head = head or DocumentHead()
    blocks = segment(pages)
    silent = not _holds_figures(head)
    contexts: dict[int | None, Context] = {None: Context(silent=silent)}
    siblings: dict[int | None, frozenset[str]] = {}
    leads: dict[int | None, tuple[str, Context]] = {}
    claims: list[Claim] = []
    unread: list[Unread] = []
    for block in blocks:
        style, led = leads.get(block.parent, ("", None))
        context = contexts[block.parent] if led is None or style != block.style else led
        contexts[block.index] = context
        if not _worth_reading(block):
            continue
        context = context.copy()
        if (
            not context.features
            and block.parent in siblings
            and (block.style in _BULLETS or block.style == "a")
        ):
            context.features, context.weak = siblings[block.parent], True
        context.silent = context.silent or _is_silent_heading(block)
        reader = _read(block, context, head)
        claims += reader.claims
        unread += reader.unread
        contexts[block.index] = _handed_down(block, context, reader)
        if _only_scope(block, reader):
            leads[block.parent] = (block.style, contexts[block.index])
        siblings[block.parent] = reader.here.features if reader.claims else frozenset()
    claims = _own_level_said(reattach(_new_among_totals(claims)), head)
    return Assembled(blocks, _own_period_unsaid(claims, head), tuple(unread))


def _read(block: Block, context: Context, head: DocumentHead) -> Reader:
    announces = _announces(block)
    passage = read_passage(block.text, damaged=block.damaged, announces=announces)
    reader = Reader(
        block.index,
        block.text,
        passage.items,
        context,
        lambda scope, printed: as_meant(scope, printed, head.issuer or "", head.parent or ""),
        damaged=block.damaged,
    )
    reader.here.period = reader.base.period = _period_said(block, passage) or context.period
    reader.read()
    reader.unread += [
        Unread(block.index, block.text[start:end], start, end, f"masked:{name}")
        for start, end, name in passage.masked
    ]
    return reader


_PERIODS = ("month", "months", "quarter", "year")
"""Masks that name a period."""


def _period_said(block: Block, passage: Passage) -> str | None:
    """The period a heading or the lead of an item names ('- Lũy kế 6 tháng: …')."""
    lead = block.text.find(":")
    if lead < 0 or lead > 80:
        lead = len(block.text) if _announces(block) else 0
    for start, end, name in passage.masked:
        if name in _PERIODS and end <= lead:
            return _plain(block.text[start:end])
    return None


def _plain(period: str) -> str:
    """'Tháng 03 năm 2024' and 'tháng 3/2024' alike."""
    telling = {fold(word) for word in grammar().words.period}
    parts = _PERIOD_PART.findall(fold(period))
    return " ".join(p.lstrip("0") for p in parts if p.isdigit() or p in telling)


def _new_among_totals(claims: list[Claim]) -> list[Claim]:
    """'Tiếp nhận trong kỳ: 457' is what is new where the scope's total stands elsewhere.

    So it is if a larger total is printed for the scope, or if only with the carry-over it is
    what was settled and what is open (R5).
    """
    found = list(claims)
    for index, claim in enumerate(claims):
        vague = claim.metric == "received.total" and "inperiod" in claim.features
        if vague and "total" not in claim.features and _is_new(claim, claims):
            found[index] = replace(claim, metric="received.new")
    return found


def _is_new(claim: Claim, claims: list[Claim]) -> bool:
    values: dict[str, int] = {}
    for other in claims:
        if other.scope == claim.scope and other.period == claim.period and other is not claim:
            values.setdefault(other.metric, int(other.value))
    total = values.get("received.total", 0)
    if total > claim.value and "received.new" not in values:
        return True
    carried, settled = values.get("received.carried_over"), values.get("resolved.total")
    pending = values.get("pending.total")
    if carried is None or settled is None or pending is None or not carried:
        return False
    return claim.value + carried == settled + pending


def _own_level_said(claims: list[Claim], head: DocumentHead) -> list[Claim]:
    """Files that a unit counts as its own, beside those of a lower level, are of its level.

    'UBND huyện tiếp nhận 2.046 hồ sơ' is the whole in a report that knows no communes, and the
    district level in one that does; feedback and tasks stay with the whole.
    """
    level = own_level(head.issuer or "")
    below = {"province": ("district", "commune"), "district": ("commune",)}.get(level or "", ())
    if level is None or not any(c.scope.level in below and _of_files(c) for c in claims):
        return claims
    own = Scope(level=level)
    return [replace(c, scope=own) if c.own and _of_files(c) else c for c in claims]


def _of_files(claim: Claim) -> bool:
    """Whether files are counted, not feedback, tasks or procedures."""
    return claim.metric.partition(".")[0] in grammar().files


def _own_period_unsaid(claims: list[Claim], head: DocumentHead) -> tuple[Claim, ...]:
    """A period is said only where a document has more than one; its own stays unsaid."""
    said = {claim.period for claim in claims} - {None}
    own = _plain(head.period.label) if head.period else None
    others = said - {own}
    if not others or (len(said) == 1 and "cumulative" not in said and own is None):
        return tuple(replace(claim, period=None) for claim in claims)
    return tuple(replace(c, period=None) if c.period == own else c for c in claims)


def _worth_reading(block: Block) -> bool:
    """A passage without a digit that announces nothing either need not be looked at."""
    text = block.text
    return (
        _DIGIT.search(text) is not None
        or _announces(block)
        or (":" in text and len(text) <= _HEADING)
    )


def _announces(block: Block) -> bool:
    """A heading, or an item that ends with a colon: what it names holds for what is below."""
    if len(block.text) > _HEADING:
        return False
    if block.style[0] in "I1aA#" or block.text.rstrip(" *_").endswith(":"):
        return True
    return len(block.text) <= _SHORT and _DIGIT.search(block.text) is None


def _only_scope(block: Block, reader: Reader) -> bool:
    """'• UBND huyện' alone on its line leads the items beside it up to the next such line."""
    if reader.claims or not reader.scopes_ever or block.style not in _BULLETS:
        return False
    words = [i for i in reader.items if i.role in ("word", "term", "number")]
    return not words and len(block.text) <= _SHORT


def _handed_down(block: Block, context: Context, reader: Reader) -> Context:
    """What the passages below this one inherit: a heading's scope, an item's group."""
    announces = _announces(block)
    passed = reader.here.copy() if reader.claims or announces else context.copy()
    if not reader.claims and block.style[0] in "I1aA":
        passed.weak = True  # a heading's verb is no figure's: 'Kết quả giải quyết hồ sơ'
    if len(set(map(repr, reader.scopes_ever))) > 1 or not announces:
        passed.scope, passed.scoped = context.scope, context.scoped
    return passed


def _is_silent_heading(block: Block) -> bool:
    """A heading under which numbers are plans or of another matter."""
    if len(block.text) > 200 or block.style[0] not in "I1aA":
        return False
    seen = [t for t in tokens(block.text, damaged=block.damaged) if t.kind == "w"][:14]
    return any(hit.first <= 1 for hit in find(section_headings(), seen, damaged=block.damaged))


def _holds_figures(head: DocumentHead) -> bool:
    """Whether a document of this kind reports figures of a period (DOMAIN §6)."""
    kinds = sections().kinds
    seen = tokens(head.title or "", damaged=False)
    owners = {hit.owner for hit in find(title_words(), seen, damaged=False)}
    if head.type in kinds.without_figures or 1 in owners:
        return False
    return head.type not in kinds.only_if_reporting or 0 in owners


def _figure(number: int, claim: Claim, block: Block, pages: Sequence[CleanPage]) -> Figure:
    printed = block.place(claim.start, claim.end)
    clean = pages[printed.page]
    quote = block.place(claim.quote_start, claim.quote_end)
    if quote.page != printed.page:
        quote = replace(printed, end=block.place(claim.start, claim.quote_end).end)
    first, last = raw_span(clean, quote.start, quote.end)
    begin, end = raw_span(clean, printed.start, printed.end)
    first, last = min(first, begin), max(last, end)
    text = clean.page.text
    return Figure(
        id=f"f{number}",
        scope=claim.scope,
        metric=claim.metric,
        value=claim.value,
        printed=text[begin:end],
        qualifier=claim.qualifier,
        evidence=Evidence(
            page=clean.page.number,
            quote=text[first:last],
            start=first,
            end=last,
            bbox=clean.page.words.over(begin, end),
            printed_start=begin,
            printed_end=end,
        ),
        reading=Reading(reader=clean.page.reader, confidence=_confidence(clean, claim)),
        block=f"b{block.index}",
        period=claim.period,
        pattern=claim.metric,
        note=_NOTES.get(claim.note, "") or ("group-assumed" if claim.assumed else ""),
    )


def _confidence(clean: CleanPage, claim: Claim) -> float:
    """A first estimate: by the page's health and how the label was found."""
    base = {"good": 0.99, "fair": 0.95, "poor": 0.85}[clean.health.quality]
    return round(max(0.5, base - 0.05 * claim.cost - (0.2 if claim.assumed else 0.0)), 3)
