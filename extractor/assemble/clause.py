"""The grammar of a passage: which number belongs to which label.

Reads items left to right. A label may stand before its number ('đã giải quyết 354 hồ sơ') or
behind ('00 hồ sơ quá hạn'); what a bracket or 'trong đó' holds is part of the number before
it and takes its group from there; a per cent or an amount without a label of its own belongs to
the figure before it; a number with nothing but a new scope repeats the figure before it for
that scope. No phrase is known here: only roles, features and classes.
"""

from __future__ import annotations

from extractor.assemble.claims import Claim, Unread
from extractor.assemble.denials import is_denied
from extractor.assemble.labels import features_of, handed_on, heavy, left_by, subjects, units
from extractor.assemble.lists import SAID_BEHIND
from extractor.assemble.of_all import OfAll
from extractor.assemble.periods import CUMULATIVE
from extractor.assemble.said import Number
from extractor.book.metrics import grammar
from extractor.match.inturn import IN_TURN
from extractor.match.items import Item

_TELLING = frozenset("([)];:.")
"""Signs that open, close or end something; a comma does none of it."""
_LEFT_OVER = ("carried", "stock")
_ON = frozenset(",(")
"""Signs behind which those are still spoken of who were named last."""


class Reader(OfAll):
    """Walks a passage once and binds its numbers."""

    def read(self) -> None:
        """Walk the passage once."""
        items, end, at = self.items, len(self.items), 0
        while at < end:
            role = (item := items[at]).role
            quiet = role == "word" and item.scope is None and item.start not in self.periods
            if quiet or item.start in self.used:
                at += 1  # most items are words, which alone say nothing
            elif role == "number" or role == "zero":
                at = self._number(at)
            else:
                if role != "sign" or item.start in self.periods:
                    self._other(at, item)
                else:
                    self.of_others = self.of_others and item.text in _ON
                    if item.text in _TELLING:
                        self._sign(at, item)
                at += 1
        self._settle_list()
        self.drop_fused()
        self.here.announced = self.announced_below()
        if self.announces_anew():
            self.here.features -= grammar().classes["group"]
        self.scopes_ever += self.scopes_said
        if not self.claims and self.zone:
            self.here.channel = self.channel_headed() or self.here.channel
            self._announce()

    def _other(self, at: int, item: Item) -> None:
        """A label, a scope, or the lead of another period (for which a sign may stand)."""
        if item.role == "term":
            if not self.told_of_all(at):
                self._hear(item)
        elif item.role == "scope" or item.scope is not None:
            self._enter(at, item)
        elif item.role == "inside":
            self.inside = self._whole_of_split()
            if self.fresh():
                self._announce()
            else:
                self.zone = []
        elif item.start in self.periods and not self._carried_next(at):
            said = self.periods[item.start] or None
            self.new_scope |= self.of_longer(at, said) or self.here.period == CUMULATIVE != said
            self.here.period = said
        elif item.role == "sign":
            self.of_others = self.of_others and item.text in _ON
            self._sign(at, item)

    def _carried_next(self, at: int) -> bool:
        """'(quý IV/2023 chuyển sang 100 hồ sơ': where files came from, no period of theirs."""
        behind = self.items[at : at + 3]
        return any(i.feature in _LEFT_OVER or i.text == "carried" for i in behind)

    def _whole_of_split(self) -> int | None:
        """Where the number stands that 'trong đó' splits.

        It is the last one; at the head of a sentence, what the sentence before was about: of two
        'Trong đó …' in a row the second splits the same total again.
        """
        if not self.claims:
            return None
        if self.claims[-1].start >= self.sentence_start:
            closed, count = self.split  # 'N hồ sơ (a, b), trong đó …': N again, not b
            return self.claims[count - 1 if closed == len(self.claims) and count else -1].start
        first = next(c for c in self.claims if c.start >= self.before_start)
        return first.start if first.bracket_of is None else first.bracket_of

    def _hear(self, item: Item) -> None:
        """A label: kept for the number it stands by."""
        if item.feature == CUMULATIVE:
            self.here.period = CUMULATIVE
            self.new_scope = True  # the same figures again, for another span of time
        elif item.feature == "inperiod" and self.here.period == CUMULATIVE:
            self.here.period = None  # 'từ đầu năm 5.100 hồ sơ; riêng tháng này 742'
            self.zone.append(item)
        elif item.feature == "rest" and self.lists_units():
            self.rest_of = len(self.claims)
            if not self.text[self.scope_end : item.start].strip():  # 'các huyện còn lại 60'
                self.new_scope = False
        else:
            self.zone.append(item)

    def _sign(self, at: int, item: Item) -> None:
        """A sign; a comma says nothing."""
        sign = item.text
        if sign in "([":
            self.name_apart(at)
            if self.new_scope and self.fresh() and self.here.scope.level == "unit":
                said = features_of(heavy(self.zone))
                self.listed = said if said <= grammar().classes["timing"] else frozenset()
            if self.new_files() and self.here.below == "field" and not self.fresh():
                self._announce()  # 'theo lĩnh vực, hồ sơ mới nhiều nhất là hộ tịch (40), …'
            self.frames.append(self.frame())
            self.inside = self.claims[-1].start if self.claims and not self.fresh() else self.inside
            self.zone = list(self.zone) if self.fresh() else []
        elif sign in ")]" and self.frames:
            self.close(at)
        elif sign == ";":
            self.here.features |= features_of(self.zone) & subjects()
            self.zone, self.of, self.of_rest = [], None, False
            self.leave_attribute()
            self._end_part()
        elif sign == ":":
            self._lead(at)
            self.narrow = self.narrow or self.narrowed(at)
            if not self._number_next(at) or self.grouped_behind(at + 1):
                self.lead = self.channel_led()
            if not self._number_next(at):
                self._announce()
                self.hear_arisen(at)
                self.zone = []
        elif sign == "." and self._ends_sentence(at):
            self._end_sentence(at)

    def _number_next(self, at: int) -> bool:
        return at + 1 < len(self.items) and self.items[at + 1].role in ("number", "zero")

    def _end_sentence(self, at: int) -> None:
        self._settle_list()
        self.leave_attribute()
        self.zone, self.of = [], None
        self.subject = self.of_rest = self.of_some = False
        self.listed = self.arisen = frozenset()
        self.foreign = self.inside = None
        self.frames = []
        if self.claims and self.claims[-1].start >= self.sentence_start:
            self.before_start = self.sentence_start
        if (level := self.leads_passage(at)) is not None:
            self.base.scope, self.base.scoped = level, True
            self.led = (level, 0)
        several = self._several_subjects() or self._in_passing_only()
        self.sentence_start = self.items[at].end
        if several:
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
        self.scopes_ever += self.scopes_said
        self.scopes_said, self.lead, self.narrow = [], self.base.channel, False
        self.part_from = len(self.claims)
        self.here.period = self.base.period
        if at + 1 < len(self.items) and self.items[at + 1].role != "inside":
            topics = (grammar().classes["topic"] | grammar().classes["paid"]) - self.base.features
            self.here.features = self.here.features - topics

    def _announce(self) -> None:
        """What is named before a colon or without a number holds for what follows."""
        self.here.features = handed_on(features_of(self.zone), self.here.features)
        if self.fresh() or self.new_files():
            self.announced = features_of(self.zone)
            self.announced_at = len(self.claims)

    def _number(self, at: int) -> int:
        """Bind the number at ``at``; returns where to go on."""
        if self.items[at].role == "zero":
            if none := self.none_came(at):  # whatever became of what was told before
                self.here.features -= grammar().classes["group"]
            behind = none or self.none_left(at) or self.said_of_all(at)
            self.zone = [] if behind else self.zone
            if not self.is_zero(at):
                return at + 1
        number = self.look(at)
        if len(self.claims) > 1 and not self.new_scope:
            self.leave_list(number)
            self.sum_of_list(number)
        self._name_before(at)
        attribute, onward = self.attribute(number)
        if attribute is None and onward == number.onward:
            attribute, onward = self.called_behind(number)
        if attribute is not None:
            self.enter_attribute(attribute)
            self.named_behind = len(self.claims) + 1
        claim = self.of_whom(self._bind(number))
        self.of_others = False
        if isinstance(claim, Claim):
            self.foreign = None
            if (whole := self.both_of_all(number, claim)) is not None:
                self.claims.append(whole)
            self.claims.append(claim)
            if number.post:
                end = self.items[number.onward - 1].end
                self.used.update([i.start for i in number.post if i.start > end])
            self._follow(claim, onward)
            self.zone = []
            return max(onward, at + 1)
        self._leave(number, claim)
        # what stands behind a share that is no figure is its base, and labels nothing; what was
        # said behind a number that no metric counts is said of it
        passed = number.kind == "rate" or claim in SAID_BEHIND or onward > number.onward
        return max(onward, at + 1) if passed else at + 1

    def _leave(self, number: Number, reason: str) -> None:
        """Set a number aside; one of something else takes its parts with it."""
        item = number.item
        heard = frozenset(i.feature for i in self.zone)
        self.take_back(number, reason)
        self.unread.append(Unread(self.block, item.text, item.start, item.end, reason, heard))
        if number.kind == "rate":
            self.passed.add(item.start)
        elif number.kind == "count" and any(i.feature == "unit:file" for i in number.post):
            self.unread_count = item.start
        counted = frozenset(i.feature for i in number.post) & subjects()
        self.here.features |= counted  # 'Thực hiện 45 nhiệm vụ: hoàn thành đúng hạn 40'
        alone = reason == "no-label" and number.kind == "count" and not units(number.post)
        told = number.value is not None and any(c.value == number.value for c in self.claims)
        if reason == "unknown-unit" or (alone and not told):  # '(2.085/2.310)' tells 2.085 again
            self.foreign = item.start
        self.of = None
        if reason != "unknown-unit":  # there the label waits for the number it belongs to
            self.zone = []

    def _bind(self, number: Number) -> Claim | str:
        """The claim of a number, or why there is none."""
        reason = self._not_a_figure(number)
        if reason or number.value is None:
            return reason or "not-a-count"
        own, subject = self.own(number.post)
        own |= self.left_over(number)
        if self.fused(number):
            return "two-labels"
        item = number.item
        if (told := self.mentioned(number, own)) is not None:
            start, end = self._quoted(number)
            return told._replace(start=item.start, end=item.end, quote_start=start, quote_end=end)
        found = self.meaning(number, own, subject)
        if self.of_reason(number, found.metric if found else ""):
            return "of-reason"
        if found is None:
            return "no-metric" if own else "no-label"
        if number.kind == "count" and self.of is None and not self.near(number.at, number.post):
            return "label-too-far"
        start, end = self._quoted(number)
        return Claim(
            block=self.block,
            metric=found.metric,
            scope=self.here.scope,
            value=number.value,
            printed=self.text[item.start : item.end],
            start=item.start,
            end=item.end,
            quote_start=start,
            quote_end=end,
            qualifier=self.qualifier(number.at),
            features=own | subject | self.here.features | self.arisen,
            cost=sum([i.cost for i in (*self.zone, *number.post)]),
            assumed=found.assumed,
            narrowed=self.narrow or self.narrowed(number.at) or self.unnamed(),
            rivals=found.rivals,
            own=self.here.own,
            period=self.here.period,
            bracket_of=self.inside,
            note="repeated" if found.repeated else "whole-of" if self.of is not None else "",
            unheard=self.unheard(number.at, end) if self.damaged else (),
        )

    def _not_a_figure(self, number: Number) -> str:
        """Why a number cannot be one of this report's figures, or ''."""
        if self.here.silent:
            return "plan-section"
        if self.foreign is not None and self.of_foreign(number, self.foreign):
            return "part-of-other"
        if number.kind == "count" and (not number.unit_known or self.counts_units(number.at)):
            return "unknown-unit"
        if self.counts_owners(number):
            return "unknown-unit"
        if self.of_some or self.of_each(number):
            return "of-some-units"
        if self.of_others and number.kind == "count":
            return "of-others"
        said = heavy(self.zone) or heavy(number.post)
        how = {"damaged": self.damaged}
        if number.item.role != "zero" and is_denied(said, self.items, self.text, **how):
            return "not-done"
        if self.rest_of == len(self.claims) and not self.new_scope and not heavy(number.post):
            return "rest-of-list"
        if (self.of_rest or self.left_of_list(number)) and number.kind == "count":
            return "rest-of-list"
        heard = [i.feature for i in self.zone]
        if "rest" in heard and self.rest_of_others(number):
            self.of_rest = True
            return "rest-of-list"  # 'các đơn vị còn lại tiếp nhận 939 hồ sơ'
        items, at = self.items, number.at
        if at and items[at - 1].text == "/" and self.of is None and self.claims:
            return "whole-of-ratio"  # '23/25 nhiệm vụ': of what, no metric says
        row = at + 1 < len(items) and items[at + 1].role == "number"
        return "number-run" if row or number.item.feature == IN_TURN else ""

    def _quoted(self, number: Number) -> tuple[int, int]:
        """The words that say the figure: its nearest labels, the number, what stands behind."""
        item = number.item
        if self.zone:
            start = min(item.start, *[label.start for label in self.zone[-4:]])
        else:
            start = self._quote_from(number.at)
        end = self.items[number.onward - 1].end if number.onward > number.at else item.end
        return start, max(end, item.end)

    def _quote_from(self, at: int) -> int:
        """Where the quote of a number without a label begins: behind the last number."""
        last = self.claims[-1].quote_end if self.claims else 0
        first = max(last, self.sentence_start)
        while first < self.items[at].start and not self.text[first].isalnum():
            first += 1
        return first

    def _follow(self, claim: Claim, onward: int) -> None:
        """What the next number may build on."""
        whole = claim.note == "whole-of"
        told = left_by(claim.metric, claim.features, claim.assumed, whole)
        self.here.features = handed_on(told, self.here.features)
        self.here.weak = False
        self.new_scope = False
        if claim.note == "repeated" and claim.period == CUMULATIVE and self.told_again(claim.end):
            self.here.period = self.base.period
        self.of = None
        if self.slash_follows(onward):
            claim = self.claims[-1] = self.counted_of_due(claim)
            self.of = self.base_of_share(claim)
