"""Walks a document's passages and collects what they order; each gets its place on the page.

Knows how actors and deadlines of headings and leads hold for what is below them, and of the
first sentence of an item for the next ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.book.orders import compiled, kind_book, order_sections
from extractor.models import CleanPage, Commitment, DocumentHead, Evidence
from extractor.orders import fields
from extractor.orders.asked import Governed
from extractor.orders.clauses import Clause, clauses
from extractor.orders.compared import Target
from extractor.orders.deadlines import Deadline, agreeing
from extractor.orders.duties import governed
from extractor.orders.hanging import blocks_of, parents
from extractor.orders.held import Held, dated_by, day_of, days_asked, undated
from extractor.orders.inherited import Inherited, handed_down
from extractor.orders.labels import (
    actor_label,
    is_level,
    measured_below,
    only_aims,
    phase_of,
)
from extractor.orders.outline import (
    Part,
    Place,
    addresses,
    continues,
    decides,
    is_attached,
    is_heading,
    is_title,
    leads_orders,
    opening,
    part_of,
    up_to_close,
)
from extractor.orders.parting import parted
from extractor.orders.passage import (
    REVIEW,
    Passage,
    actor_in,
    asked,
    condition_end,
    directed,
    duty_words,
    grounds,
    is_reviewed,
    names_review,
    part_said,
    printed,
    printed_day,
    signed_of,
    taken_apart,
    whole_name,
)
from extractor.orders.quoted import Span, quoted, spans_of, text_of
from extractor.orders.reviewing import Reviewing
from extractor.orders.tabled import read_tables
from extractor.segment import Block
from extractor.text import fold

_LISTS = ("tasks", "directions", "open")
"""Parts in which a name and a colon say whose what follows is."""


class Passages:
    """Reads block after block; ``commitments`` and ``told`` are what they said."""

    def __init__(
        self,
        pages: Sequence[CleanPage],
        head: DocumentHead,
        *,
        directions_only: bool,
        ordering: bool = False,
    ) -> None:
        """``ordering``: its tables say what is to be reached, whatever the type in the head."""
        self.commitments: list[Commitment] = []
        self.told = Reviewing(pages)
        self._pages = pages
        self._signed = signed_of(head, pages[0].text if pages else "")
        self._directions_only = directions_only
        self._plan = head.type in kind_book().kinds["plan"]
        self._parents: dict[int, int | None] = {}
        self._inherited = Inherited({})
        kinds = kind_book().kinds
        self._ordering = ordering or head.type in {*kinds["plan"], *kinds["decision"]}
        self._decides = head.type in kind_book().kinds["decision"]
        self._closed: list[tuple[int, int, int]] = []
        """Pages and spans of tables that were read and yet stand in the prose."""
        self._title = fold(" ".join((head.title or "").split()))
        self._answers = compiled(order_sections().answering).match(self._title) is not None
        self._begun = False
        self._ordered: list[tuple[int, int]] = []
        self._asked: list[Span] = []
        """Where orders stand, whole: a quote shows one page of them."""
        self._told: list[Span] = []
        """Where passages tell how things are, ahead of what is ordered."""
        self._headed = self._since = 0
        """The first commitments under the last heading and of the last item: a line about whose
        they are holds for them."""

    def read(self) -> None:
        """All blocks up to the signature."""
        if not self._directions_only:
            for page in self._pages:
                told, closed = read_tables(page.page, self._signed, ordering=self._ordering)
                self.commitments += told.commitments
                self.told.inspected += told.inspected
                self._closed += closed
        blocks = blocks_of(self._pages)
        self._parents = parents(blocks)
        self._inherited = Inherited(self._parents)
        heads = set(self._parents.values())
        fielded = fields.items_told(blocks, self._parents)
        addressed = listed = -1
        ended = False
        for whole in blocks:
            block, closes = up_to_close(whole)
            if ended:
                ended = not is_attached(block)
                self._inherited.attached = block.index
                continue
            folded = fold(block.text[:40]).lstrip(" *_#|")
            if compiled(order_sections().ends).match(folded):
                ended = self._begun or block.index > len(blocks) // 2
                continue
            if addresses(block, begun=bool(self.commitments)):
                addressed = listed = block.index
            elif listed >= 0 and continues(blocks[listed], block):
                listed = block.index
            passed = (
                listed == block.index
                or self._is_closed(block)
                or is_title(block, self._title, begun=self._begun)
            )
            if addressed not in (block.index, self._parents[block.index]) and not passed:
                self._visit(block, block.index in heads, fielded=block.index in fielded)
            ended = closes and self._begun

    def _is_closed(self, block: Block) -> bool:
        """It stands in a table that was read; what is drawn around that says nothing."""
        if not self._closed:
            return False
        page, start, end = spans_of(self._pages, block, 0, len(block.text))[0]
        text = next(p.page.text for p in self._pages if p.page.number == page)
        return any(
            page == there
            and start < last
            and not any(map(str.isalnum, text[start:first] + text[last:end]))
            for there, first, last in self._closed
        )

    def _visit(self, block: Block, has_children: bool, *, fielded: bool) -> None:
        """``fielded``: the lines below it say whose it is or by when."""
        heading = not fielded and is_heading(block, has_children)
        above = self._inherited.above(block)
        part = part_of(block, heading, above, begun=self._begun, plan=self._plan)
        self._begun = self._begun or (part != "before" and block.style != "plain")
        self._begun = self._begun or (not self._plan and leads_orders(block))
        self._headed = len(self.commitments) if heading else self._headed
        if self._decides and part in ("before", "open") and decides(block):
            part = "tasks"
        if self._answers and part in ("open", "tasks", "directions"):
            part = "findings"
        place = replace(above, part=part, lead=heading, told=fielded)
        if part == "purpose" or (self._directions_only and not directed(part, heading)):
            self._inherited.keep(block, place)
            if self._directions_only and names_review(fold(block.text)):
                self._ordered = []
                self._inspect(taken_apart(block, self._signed), "findings")
            return
        passage = taken_apart(block, self._signed)
        self._ordered = []
        told = self._clauses(passage, place)
        place = handed_down(passage, place, heading, told)
        self._inherited.keep(block, place)
        self._inspect(passage, place.part)
        if place.part in ("before", "findings"):
            self._told += spans_of(self._pages, block, 0, len(block.text))

    def _clauses(self, passage: Passage, place: Place) -> str | None:
        """Reads the clauses of a passage; the actor that its first order named."""
        targets = [t.start for t in passage.targets]
        begin = opening(passage.text)
        actor: str | None = None
        named: str | None = None
        if not fields.fields_only(passage):
            self._since = len(self.commitments)
        told_apart = place.part in _LISTS and not fields.fields_only(passage)
        label = actor_label(passage, begin) if told_apart else None
        aims_only = label is not None and only_aims(passage, label[1])
        first = begin
        if label is not None and not (aims_only and is_level(label[0])):
            actor, begin = label
            named = actor
        phase = phase_of(passage, begin)
        if phase is not None:
            begin = phase[1]
            place = dated_by(place, passage, phase[0]) if phase[0] else place
        heading = place.lead and not passage.text.rstrip(" \n*_").endswith(":")
        if heading:
            return None
        accepted = False
        held = Held(passage)
        days = [(d.start, d.end) for d in passage.days if not d.bare]
        for clause in clauses(passage.text, begin, passage.said, targets, days):
            if self._is_field(passage, clause):
                continue
            if clause.lead:
                actor = actor_in(passage, clause.start, clause.end) or actor
                place = replace(place, part=part_said(passage, clause) or place.part)
                here = (d for d in passage.days if clause.start <= d.start < clause.end)
                led = next((d for d in here if not d.bare), None)
                if led is not None and (led.day or (led.repeat and led.start == clause.start)):
                    place = dated_by(place, passage, led)
                continue
            told = place.part in ("before", "findings") and accepted and not clause.first
            where = replace(place, part="open") if told else place
            accepted = False
            if held.skips(clause):
                continue
            where = held.place(clause, where)
            for part in parted(passage, clause):
                if accepted and where.part in ("before", "findings"):
                    where = replace(where, part="open")  # '… và' what else they promise
                found = governed(asked(passage, part, where, actor, item=label is not None))
                if found is None:
                    continue
                accepted = True
                self._begun = self._begun or (found.told and not self._plan)
                if found.actor is not None:
                    actor = whole_name(printed(passage.text, *found.actor), place.actor)
                    named = named or actor
                self._ordered.append((part.start, part.end))
                labelled = aims_only and part.start <= begin + 1
                of_whom = replace(where, actor=actor or place.actor)
                self._keep(passage, part, found, of_whom, first if labelled else part.start)
        return named

    def _is_field(self, passage: Passage, clause: Clause) -> bool:
        """'Đơn vị thực hiện: …', 'Thời gian: …' say whose and by when the item above is."""
        changes = fields.told_of_item(passage, clause, follows=len(self.commitments) > self._since)
        since = self._since
        if changes is None and len(self.commitments) > self._headed:
            changes, since = fields.told_of_all(passage, clause), self._headed
        if changes is None:
            return False
        if len(self.commitments) == self._headed:
            self._inherited.fill(passage.block, changes)
        for at in range(since, len(self.commitments)):
            self.commitments[at] = fields.filled(self.commitments[at], changes)
        return True

    def _keep(
        self, passage: Passage, clause: Clause, found: Governed, place: Place, since: int
    ) -> None:
        """One commitment, or one for each target of the clause; ``since``: where it begins."""
        begin = condition_end(passage, clause, found)
        aims = [t for t in passage.targets if begin <= t.start < clause.end]
        days = agreeing(days_asked(passage, clause, begin))
        self._asked += spans_of(self._pages, passage.block, since, clause.end)
        for aim in (*aims,) or (None,):
            one = self._commitment(passage, clause, found, place, since, aim, days, aims)
            self.commitments.append(one)

    def _commitment(
        self,
        passage: Passage,
        clause: Clause,
        found: Governed,
        place: Place,
        since: int,
        aim: Target | None,
        days: Sequence[Deadline],
        aims: Sequence[Target] = (),
    ) -> Commitment:
        day = day_of(days, aim, aims, above=place.day is not None)
        shown = aim or day
        holds = shown.start if shown else None
        span = quoted(self._pages, passage.block, since, clause.end, holds)
        above = place if aim or not place.of_aims else undated(place)
        words = printed_day(passage, day) if day else above.day_words
        deadline = day.day if day else above.day
        repeat = next((d.repeat for d in (*([day] if day else ()), *days) if d.repeat), None)
        repeat = repeat or (None if day else above.repeat)
        return Commitment(
            what=duty_words(passage.text[found.begins if found.told else since : clause.end]),
            actor=fields.actor_apart(passage, clause, aim, aims)
            or (place.actor if found.actor else fields.actor_told(passage, clause) or place.actor),
            metric=(
                aim.metric or measured_below(passage, clause.start, aim, place.measure)
                if aim
                else None
            ),
            comparison=aim.comparison if aim else None,
            target=aim.value if aim else None,
            printed=aim.printed if aim else "",
            deadline=deadline,
            deadline_words=words,
            repeat=repeat,
            ground=grounds(passage.text[clause.start : clause.end]),
            vague=aim is None and words is None,
            quote=text_of(self._pages, span),
            page=span.page,
            start=span.start,
            end=span.end,
        )

    def _inspect(self, passage: Passage, part: Part) -> None:
        parent = self._parents[passage.block.index]
        ahead = part == "before" and not self._ordered
        self.told.read(passage, self._ordered, parent, told=part == "findings", ahead=ahead)

    def is_other(self, evidence: Evidence) -> bool:
        """Whether a figure stands in an order or among what a review found."""
        page, at, stop = evidence.page, evidence.printed_start, evidence.printed_end
        spans = [*self._asked, *((one.page, one.start, one.end) for one in self.commitments)]
        if any(there == page and start <= at < end for there, start, end in spans):
            return True
        text = next((p.page.text for p in self._pages if p.page.number == page), "")
        ahead = text[max(0, at - REVIEW) : at]
        return is_reviewed(fold(ahead), fold(text[stop : stop + REVIEW]))

    def is_told(self, evidence: Evidence) -> bool:
        """Whether a figure stands where a document tells how things are, ahead of its orders."""
        page, at = evidence.page, evidence.printed_start
        return any(there == page and start <= at < end for there, start, end in self._told)
