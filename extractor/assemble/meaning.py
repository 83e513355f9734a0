"""Which metric a number means, from its own label, its sentence and the figures before it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile

from extractor.assemble.labels import (
    features_of,
    heavy,
    implied_by,
    named,
    said_by,
    small_words,
    subjects,
    together,
)
from extractor.assemble.parts import Parts
from extractor.assemble.said import Number
from extractor.assemble.shares import SURE, wholes
from extractor.book.metrics import Resolution, grammar, metrics, resolve
from extractor.match.items import Item
from extractor.text import fold


class Meaning(Parts):
    """Resolves a number through the pattern book."""

    def own(self, post: list[Item]) -> tuple[frozenset[str], frozenset[str]]:
        """Features of the number's own label, and the subject its unit implies."""
        before, behind = named(self.of_number(post)), named(post)
        if "rest" in before:
            before = self.other_ways(before, behind)
        said = said_by(self._as_inside(before), self._as_inside(behind))
        if "rest" in behind and resolve(said, frozenset(), "count") is None:
            split = tuple(f for f in behind if f != "rest")  # '60 hồ sơ còn lại nộp trực tiếp'
            said = said_by(self._as_inside(before), self._as_inside(split))
        return said, implied_by(before, behind)

    def _as_inside(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        """Labels as they are meant in the split we are in ('trong đó: tồn 20, mới 600')."""
        settled = self.last is not None and self.last.metric.startswith("resolved.")
        if self.inside is None or settled or grammar().inside.keys().isdisjoint(labels):
            return labels  # '90, trong đó mới 78; trả 80; tồn 10': left over at the end
        group = self._parent_metric().partition(".")[0]
        return tuple(grammar().inside.get(f, {}).get(group) or f for f in labels)

    def channel_led(self) -> frozenset[str]:
        """The one channel, service or matter that the label before a colon says, or nothing."""
        said = features_of(self.zone) - grammar().weight.light - subjects()
        if len(service := said & grammar().services) == 1 and said - service <= {"online"}:
            return service  # 'Dịch vụ công trực tuyến mức độ 3: …'
        return said if len(said) == 1 and said <= grammar().leads else frozenset()

    def channel_headed(self) -> frozenset[str]:
        """The channel of the files that a heading is about ('Hồ sơ trực tuyến'), or nothing."""
        said = {i.feature for i in heavy(self.zone)}
        channel = said & grammar().classes["channel"]
        files = any(i.feature == "unit:file" for i in self.zone)
        return (
            frozenset(channel)
            if files and len(channel) == 1 and said <= channel | {"received"}
            else frozenset()
        )

    def fused(self, number: Number) -> bool:
        """'rút, trả lại: 12 hồ sơ': two labels of a class for one number that no metric joins."""
        if len(self.zone) < 2 or number.kind != "count":
            return False
        said = heavy(self.zone)
        if len(said) < 2 or heavy(number.post):
            return False
        if self._of_two_groups():
            return True
        first, last = said[-2:]
        one, other = first.feature, last.feature
        kind = grammar().class_of(one)
        if kind not in ("group", "timing") or kind != grammar().class_of(other) or one == other:
            return False
        between = fold(self.text[first.end : last.start]).strip()
        joined = between in ",/-&+" or between.strip(" ,") in small_words("joins")
        return bool(between) and joined and not together(one, {other})

    def _of_two_groups(self) -> bool:
        """'hồ sơ đã trả nhưng chậm hạn và hồ sơ quá hạn chưa có kết quả: 12': settled and open."""
        groups, joins = grammar().classes["group"], small_words("joins")
        for at, (one, other) in enumerate(pairwise(self.zone), start=1):
            between = fold(self.text[one.end : other.start]).split()
            if not between or joins.isdisjoint((between[0], between[-1])):
                continue
            first = features_of(self.zone[:at]) & groups
            second = features_of(self.zone[at:]) & groups
            if first and second and not any(together(f, set(second)) for f in first):
                return first != second
        return False

    def meaning(
        self, number: Number, own: frozenset[str], subject: frozenset[str]
    ) -> Resolution | None:
        """What the number counts; None if nothing said so far tells."""
        if self.of is not None and number.kind == "count":
            return self._whole_of_share(own, self.of)
        context = self.here.features | subject
        if "unit:file" in [i.feature for i in number.post]:
            context -= subjects()
        if self.here.weak and not own & grammar().classes["timing"]:
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
        channel = bool(own) and own <= grammar().classes["channel"]  # 'trả kết quả qua bưu chính'
        if (
            self.new_scope
            and self.here.scope.level in ("unit", "field")
            and self.announced
            and not channel
        ):
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
            context |= self._group_told()
        elif told := self._told_late(number, own):
            context = frozenset(f for f in context if grammar().class_of(f) != "group") | told
        if number.kind == "rate":
            return self._rate(number, own, context)
        if number.kind == "money":
            return self._money(own, context)
        return self._count(number, own, context)

    def _group_told(self) -> frozenset[str]:
        """'còn 126 hồ sơ quá hạn đang giải quyết. Đơn vị có nhiều hồ sơ quá hạn: A 64': open.

        Only where the passage told of one such figure and the list does not say its group itself.
        """
        groups = grammar().classes["group"]
        if self.announced & groups or not self.announced & grammar().classes["timing"]:
            return frozenset()
        return self.told_with(self.announced)

    def _told_late(self, number: Number, own: frozenset[str]) -> frozenset[str]:
        """'trễ hẹn 83, đang giải quyết 365. Trễ hẹn nhiều nhất là huyện A với 20': of the 83.

        'quá hạn 02; còn lại 87 hồ sơ. Quá hạn 02 hồ sơ do …': the same two again.
        """
        fresh = bool(self.claims) and self.claims[-1].start < self.sentence_start
        timing = own - grammar().weight.light
        if not fresh or not timing or not timing <= grammar().classes["timing"]:
            return frozenset()
        named = self.new_scope and self.here.scope.level in ("unit", "field")
        return self.told_with(own) if named else self.told_with(own, number.value)

    def _whole_of_share(self, own: frozenset[str], of: str) -> Resolution | None:
        """What stands behind a slash: by its own label, if that is of the same group.

        '320/410 hồ sơ toàn trình': of one service's files, that no metric counts.
        """
        if own & grammar().services and not any(own & way for way in metrics()[of].needs):
            return None
        totals = {i.feature for i in self.zone} & {"total", "grand_total"}
        if self._of_service(of) and not totals:
            return None  # 'toàn trình: 1.240/1.300 HS phát sinh': of that service's files
        meant = resolve(own, frozenset(), "count") if heavy(self.zone) or "new" in own else None
        group = of.partition(".")[0]
        if meant is not None and meant.metric.partition(".")[0] == group:
            partial = own & grammar().classes["channel"]
            if partial and "new" in own:  # '5.571/5.835 hồ sơ mới nộp trực tuyến'
                named = resolve((own - partial) | metrics()[of].needs[0], frozenset(), "count")
                of = named.metric if named else of
            same = self.last is not None and meant.metric == self.last.metric  # 'số hóa 5/5 hồ sơ'
            of = of if partial or same else meant.metric
        elif of in wholes():
            by_name = self.whole_by_name(of, own)
            part = self.last.metric if self.last is not None else ""
            of = of if by_name == part else by_name  # '1.750/1.800 hồ sơ được giải quyết'
        return Resolution(of, 9.0, assumed=self.last is not None and self.last.assumed)

    def _of_service(self, of: str) -> bool:
        """The part is of one service's files, and its whole ``of`` of all files."""
        if self.last is None or metrics()[self.last.metric].of != of:
            return False
        part = metrics()[self.last.metric]
        service = any(way & grammar().services for way in part.needs)
        return service and of.partition(".")[0] != part.metric.partition(".")[0]

    def _count(
        self, number: Number, own: frozenset[str], context: frozenset[str]
    ) -> Resolution | None:
        """A count: by its label; for a new scope, what was counted or announced before."""
        if own and self.ratio_of_rate(number):
            return Resolution(self.counted_by(self.claims[-1].metric), SURE)
        if self.of_rate_passed(number):
            return None
        told = self.rest_of_split(number, own) or self.done_of_due(number, own)
        if told is not None:
            return told
        if head := self.headed_by_span(number):
            return resolve(head, frozenset(), "count")
        if not own and self.announced_for_span(number):
            return resolve(self.announced, context, "count")
        own |= {"new"} if self.new_of_split(own) else set()
        nouns = [i.feature for i in number.post]
        procedures, files = "unit:procedure" in nouns, "unit:file" in nouns
        if self.of_timed_whole(number, own) or (own == {"carried"} and self.as_before(number)):
            return None
        if "procedure" in own and not procedures and self.files_in_power():
            return None
        if files and own & {"procedure"} and own <= {"procedure", "total"} and self.new_scope:
            own = frozenset()  # 'thuộc thẩm quyền giải quyết của cấp xã 420 hồ sơ'
            context -= {"procedure"}
        if procedures and not files and own & grammar().services:
            return None  # 'mức độ 4 đối với 41 thủ tục': no files of theirs
        channels = grammar().classes["channel"]
        if self.lead & grammar().services and {"online"} <= own <= {"online", "received"}:
            own |= self.lead  # 'Mức độ 3: có 412/2.853 hồ sơ nộp qua mạng'
        asked = own & grammar().classes["rating"]  # 'Đánh giá tại quầy: rất hài lòng 204 lượt'
        if self.lead and own and not own & channels and not asked:
            own |= self.lead  # what was settled of the files filed online is no figure of all
            if not self.lead <= channels and "received" not in own:
                return None
        if "procedure_used" in own and self.reports_for_a_centre():
            return resolve(frozenset({"procedure"}), frozenset(), "count", self._parent_metric())
        if own and own <= grammar().classes["feedback"] and self._of_received():
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
        if self.ways_of_filing(number, own):
            context -= grammar().classes["group"]
        if "new" in own and self.inside is None:  # 'tồn 25; hồ sơ mới 400': of what came in
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
        field = self.here.scope.level == "field"
        new = field and files and "new" in own  # 'cảng vụ 812 hồ sơ mới'
        if own - grammar().weight.light or (own and not self.new_scope) or new:
            late = self.timing_of_head(own)
            own |= late
            whole = late or any(i.feature == "to_settle" for i in self.zone)  # all, again
            parent = "" if whole else self._parent_metric()
            found = resolve(own, context, "count", parent)
            if found and self.of_part(found.metric, parent, number, own):
                return None
            found = found or self.part_of_due(own) or self._arisen_late(own, context)
            if found is None and self.announced and self.announced_at == len(self.claims):
                found = resolve(own | self.announced, context, "count")
            return found
        if not own and self.counts_of_rate(number):
            return self.made_of(number)
        if self.new_scope and self.last is not None and self._repeats(number.at):
            said = self._repeated()
            if metrics()[said.metric].kind != "count" or self.more_than_all(number, said):
                return None  # '…, còn tồn 96 hồ sơ. Trong đó: cấp quận có 8.934 hồ sơ'
            return Resolution(said.metric, SURE, repeated=True, assumed=said.assumed)
        if self.new_scope and self.announced:
            return resolve(own | self.announced, context, "count")
        named = self.new_scope and not self.here.own
        if named and procedures and not self._of_field_behind():
            return resolve(own | {"procedure"}, frozenset(), "count")
        if self._opens_row(number):
            topic = context & grammar().classes["topic"]  # below 'Thanh toán trực tuyến'
            counted = self.here.announced or self.lead or topic or frozenset({"received"})
            found = resolve(counted, context, "count")
            return found if self.here.announced else found and replace(found, assumed=True)
        listed = self.listed_above(number, context)
        return resolve(own or listed or self._led_to(number.at), context, "count")

    def _led_to(self, at: int) -> frozenset[str]:
        """'Phản ánh, kiến nghị: có 09;': what the label before the colon says of the first number.

        Nothing but small words stands between the two.
        """
        if not self.announced or self.announced_at != len(self.claims):
            return frozenset()
        between = takewhile(lambda i: i.text in small_words("has"), reversed(self.items[:at]))
        begins = at - len([*between]) - 1
        led = 0 <= begins < at - 1 and self.items[begins].text == ":"
        return self.announced if led else frozenset()

    def _arisen_late(self, own: frozenset[str], context: frozenset[str]) -> Resolution | None:
        """'Hồ sơ quá hạn phát sinh tại Phòng A (21 hồ sơ)': late ones, wherever they arose."""
        came = {"received", "inperiod"}
        late = own - came
        told = late & grammar().classes["timing"] and "received" in own
        context = context or self.told_with(late)
        return resolve(late, context, "count") if told else None

    def _of_received(self) -> bool:
        """'tiếp nhận 05, đã xử lý 05; trong đó: về quy định 01': the 05 that came in are split."""
        parent = next((c for c in self.claims if c.start == self.inside), None)
        if parent is None or parent.metric != "feedback_resolved.total":
            return False
        came = [c for c in self.claims if c.metric == metrics()[parent.metric].of]
        return any((c.scope, c.value) == (parent.scope, parent.value) for c in came)

    def _of_field_behind(self) -> bool:
        """'rút ngắn thời gian đối với 14 thủ tục lĩnh vực xây dựng': some, for whatever reason."""
        last = self.last
        here = last is not None and last.start >= self.sentence_start
        counted = here and last is not None and last.metric == "procedures.total"
        return self.named_behind == len(self.claims) + 1 and not counted

    def _splits(self) -> bool:
        """Whether the passage, behind its mark, begins with 'chia ra' or the like."""
        return next((i.role for i in self.items if i.role != "sign"), "") == "inside"

    def _opens_row(self, number: Number) -> bool:
        """'- Lĩnh vực Hộ tịch: 64 hồ sơ, đã giải quyết …': files, of which nothing is said yet."""
        led = self.new_scope and self.scope_end > 0  # by a scope, no span of time
        listed = self.here.announced or self._splits()
        nouns = {"unit:file", "unit:loose"} if listed else {"unit:file"}
        bare = bool(self.here.announced) and self.is_bare_item(number)
        if not led or self.claims or not (bare or nouns & {i.feature for i in number.post}):
            return False
        between = takewhile(lambda i: i.start >= self.scope_end, reversed(self.items[: number.at]))
        plain = all(i.role != "word" or i.text in small_words("fillers") for i in between)
        said = fold(self.text[self.scope_end : number.item.start]).strip()
        return plain or said.startswith(tuple(small_words("ranks")))

    def _parent_metric(self) -> str:
        """A part of a figure is not that figure again: 'tiếp nhận 500 (trong kỳ 450 …)'."""
        if self.inside is None:
            return ""
        for claim in self.claims:
            if claim.start == self.inside and claim.own == self.here.own:
                here = (self.here.scope, self.here.period)
                return claim.metric if (claim.scope, claim.period) == here else ""
        return ""
