"""Bare numbers behind a span of time, that count what the heading above them names.

'2. Hồ sơ đã giải quyết / Trong tháng: 931 hồ sơ. Lũy kế: 3.583 hồ sơ.' Knows roles and
features; what a label means is :mod:`.meaning`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractor.assemble.claims import Context
from extractor.assemble.fields import ARISEN
from extractor.assemble.labels import features_of, heavy, small_words, subjects, units
from extractor.assemble.said import Number
from extractor.assemble.shares import Shares
from extractor.book.metrics import grammar, metrics, resolve, way_to
from extractor.match.items import Item
from extractor.match.told_once import Order

_RECEIVED, _CARRIED = "received.total", "received.carried_over"
_SPANS = ("inperiod", "cumulative")
_CAME = {"inperiod", "new"}
_STOPS = (".", ";", ":")


class Headed(Shares):
    """Asks what is named above."""

    def headed_by_span(self, number: Number) -> frozenset[str]:
        """What the heading counts, where nothing but a span and its colon precede the number."""
        named = self.base.headed
        if not named or number.kind != "count" or heavy(number.post):
            return frozenset()
        colon = self.item_at(number.at - 1)
        if colon is None or colon.text != ":":
            return frozenset()
        said = takewhile(lambda i: i.text not in _STOPS, reversed(self.items[: number.at - 1]))
        lead = [i for i in said if i.start >= self.sentence_start and i.role != "sign"]
        period = small_words("period")
        spans = all(i.feature in _SPANS or i.text in period for i in lead)
        return named if lead and spans else frozenset()

    def announced_for_span(self, number: Number) -> bool:
        """'Trễ hạn: tháng 5 là 46 hồ sơ; lũy kế là 221 hồ sơ': a span behind the label's colon."""
        told = self.announced and self.announced_at == len(self.claims)
        if not told or number.kind != "count" or not units(number.post):
            return False
        small = small_words("period") | small_words("equals") | small_words("left")
        lead = list(takewhile(lambda i: i.text != ":", reversed(self.items[: number.at])))
        spans = [i for i in lead if i.feature == "inperiod" or i.text in small_words("period")]
        held = (i.feature == "inperiod" or i.text in small or i.text.isdecimal() for i in lead)
        return bool(spans) and all(held)

    def announced_below(self) -> frozenset[str]:
        """What the items behind a colon count: the label before it, or the one figure said last."""
        if not self.text.rstrip(" *_").endswith(":"):
            return frozenset()
        if self.announced and self.announced_at == len(self.claims):
            return self.announced
        said = [c for c in self.claims if c.start >= self.sentence_start and c.bracket_of is None]
        counts = [c for c in said if metrics()[c.metric].kind == "count"]
        way = way_to(counts[0].metric, counts[0].features) if len(counts) == 1 else frozenset()
        return way if not any(grammar().class_of(f) == "channel" for f in way) else frozenset()

    def announces_anew(self) -> bool:
        """'Đã nhận 40, giải quyết 30. Cụ thể từng cấp:': the items are of no one group."""
        after = self.claims and self.claims[-1].start < self.sentence_start
        if not after or not self.text.rstrip(" *_").endswith(":"):
            return False
        each = small_words("each")
        inside = self.inside is not None
        if inside and not any(i.text in each for i in self.items if i.start >= self.sentence_start):
            return False
        groups = grammar().classes["group"]
        return len({f for claim in self.claims for f in claim.features & groups}) > 1

    def is_bare_item(self, number: Number) -> bool:
        """'- Sở A: 31;': a number behind a colon, with a sign or nothing behind it."""
        before = self.item_at(number.at - 1)
        return self._ends_bare(number) and before is not None and before.text == ":"

    def _ends_bare(self, number: Number) -> bool:
        behind = self.item_at(number.onward)
        ends = behind is None or (behind.role == "sign" and behind.text in ".;,(")
        return ends and not number.post

    def listed_above(self, number: Number, context: frozenset[str]) -> frozenset[str]:
        """'1. Số nhận vào: 564. / a) Theo lĩnh vực: hộ tịch 91; …': what the figure above counts.

        Said of the first of the list, right behind its name.
        """
        opens = self.here.below == "field" == self.here.scope.level and not self.claims
        if not opens or not self.new_scope or not self._ends_bare(number):
            return frozenset()
        named = not self.text[self.scope_end : number.item.start].strip(" :(")
        groups = context & grammar().classes["group"]
        return groups if named and len(groups) == 1 else frozenset()

    def other_ways(self, before: tuple[str, ...], behind: tuple[str, ...]) -> tuple[str, ...]:
        """'trực tuyến 174, phần còn lại 11 hồ sơ nộp tại quầy': how they came in, none is open.

        The rest of those that did not come online came by one of the two other ways.
        """
        ways = grammar().classes["channel"]
        told = [c.features & ways for c in self.claims if c.start >= self.sentence_start]
        how = not ways.isdisjoint(behind)
        if not any(told) or not (how or "received" in behind):
            return before
        online = not how and set().union(*told) == {"online"}
        return tuple(f if f != "rest" else "counter_post" for f in before if online or f != "rest")

    def new_of_split(self, own: frozenset[str]) -> bool:
        """'90, trong đó 12 của năm trước mang sang và 78 nhận trong 9 tháng': what came in anew.

        Of a split of what was received, where what was carried over stands beside it.
        """
        if own != {"received"} or self.inside is None or self.inside < self.sentence_start:
            return False
        whose = (self.here.scope, self.here.own)
        told = [c for c in self.claims if c.start >= self.inside and (c.scope, c.own) == whose]
        split = bool(told) and told[0].start == self.inside and told[0].metric == _RECEIVED
        return split and any(c.metric == _CARRIED for c in told)

    def _timing_led(self, own: frozenset[str]) -> frozenset[str]:
        """'Để quá hạn nhiều: phòng A (đã trả 5, chưa trả 4), phòng B …': said ahead of a list.

        Or above it. Only where nothing else was said, and no figure but of those listed since.
        """
        led = ":" in self.text[self.sentence_start : self.scope_end]
        told = self.announced if led and self.announced else self.here.announced
        kinds = {grammar().class_of(f) for f in told} - {None}
        if kinds != {"timing"} or self.here.scope.name is None:
            return frozenset()
        since = self.claims[self.announced_at :] if told is self.announced else self.claims
        listed = all(c.scope.name and c.start >= self.sentence_start for c in since)
        timing = told & grammar().classes["timing"]
        found = resolve(own | timing, frozenset(), "count")
        ways = metrics()[found.metric].needs if found else ()  # none for what is received late
        both = any(way & timing and way & own for way in ways)
        return timing if listed and both else frozenset()

    def timing_of_head(self, own: frozenset[str]) -> frozenset[str]:
        """'quá hạn 03 hồ sơ (đã giải quyết 02, đang giải quyết 01)': its parts are late too.

        The head is then of both groups, and no metric's. The parts may say so themselves
        ('trong đó 02 hồ sơ quá hạn đã giải quyết').
        """
        timing = grammar().classes["timing"]
        if not own & grammar().classes["group"]:
            return frozenset()
        head = next((c for c in self.claims if c.start == self.inside), None)
        if own & timing:
            if head is None or not head.assumed or not own & timing & head.features:
                return frozenset()
            self.fused_heads.add(head.start)
            return own & timing
        if self.listed and self.frames:
            return self.listed
        if head is None or not head.assumed:
            return self._timing_led(own)
        self.fused_heads.add(head.start)
        return head.features & timing or self.announced & timing


def hand_order(passed: Context, order: Order, context: Context) -> None:
    """What the bracket that ends a lead names: the numbers of each item in turn, or all of them."""
    groups = grammar().classes["group"]
    said = features_of([item for labels in order for item in labels])
    if len(order) == 1 and passed.below and said & groups:
        passed.announced = said  # 'Theo lĩnh vực (hồ sơ đã giải quyết):'
        if passed.below == "field" and "received" in said and said & _CAME:
            passed.features |= {ARISEN}  # 'Lĩnh vực (hồ sơ nhận trong kỳ)'
    elif len(order) > 1:
        passed.order, passed.below = order, passed.below or "field"
        if len(said & groups) > 1:
            passed.features, passed.announced = context.features, frozenset()


def headed(items: Sequence[Item]) -> frozenset[str]:
    """What a heading counts: files of one group, and no other word said of them.

    'Tổng số hồ sơ phải giải quyết', 'Hồ sơ trả lại do không đủ điều kiện'; not 'Kết quả giải quyết
    hồ sơ', which heads many groups, nor 'Hồ sơ tiếp nhận, giải quyết', nor 'Hồ sơ liên thông đã
    giải quyết'.
    """
    book = grammar()
    held = [i for i in takewhile(lambda i: i.text not in ("(", ":"), items) if i.role != "sign"]
    plain = small_words("fillers") | small_words("followers") | small_words("agents")
    said = [i for i in held if i.role == "term"]
    noun = next((at for at, i in enumerate(said) if i.feature == "unit:file"), len(said))
    if any(i.feature != "total" for i in said[:noun]) or not said[noun:]:
        return frozenset()
    if any(i.role != "term" and i.text not in plain for i in held):
        return frozenset()
    features = features_of(said)
    groups = {f for i in said for f in features_of([i]) if book.class_of(f) == "group"}
    apart = {i.feature for i in said} & (set(book.shares) | subjects())
    return features if len(groups) == 1 and not apart else frozenset()
