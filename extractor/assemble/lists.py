"""What the numbers of a list count, told by their sum or by what follows them.

Knows the figures read so far and arithmetic; no text.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile

from extractor.assemble.behind import says_what
from extractor.assemble.claims import OF_ALL, Claim, Unread
from extractor.assemble.inline import Inline
from extractor.assemble.labels import features_of, heavy, named, small_words, units
from extractor.assemble.said import Number
from extractor.book.metrics import grammar, metrics
from extractor.models import Scope
from extractor.text import fold

_FAR = 20
"""Items from a number back to where 'trong đó' may stand."""
SAID_BEHIND = ("no-metric", "of-reason")
"""Why a number is left aside whose labels behind it are said of it alone."""


class Lists(Inline):
    """Settles lists when a sentence or passage ends."""

    def _settle_list(self) -> None:
        """Let a list over units count what its sum says.

        'tiếp nhận 71.905, giải quyết 69.722, còn 2.183; gồm: A 19.020, B 52.885' lists what was
        received, though what is pending was said last.
        """
        first = len(self.claims)
        while first and self.claims[first - 1].note == "repeated":
            first -= 1
        if self._same_as_before() or first == len(self.claims):
            return
        self._more_than_all(first)
        listed = self.claims[first:]
        if len(listed) < 2 or any(c.metric != listed[0].metric for c in listed):
            return
        total = sum(c.value for c in listed)
        self._branch_among_units(first)
        self._whole_of_list(first, total)
        whole = {
            c.metric for c in self.claims[:first] if c.value == total and c.start < listed[0].start
        }
        if len(whole) == 1 and listed[0].metric not in whole:
            metric = whole.pop()
            self.claims[first:] = [c._replace(metric=metric, note="list-by-sum") for c in listed]

    def _same_as_before(self) -> bool:
        """'07 hồ sơ chậm, đều phát sinh trong tháng 6: xã A 04, xã B 03': the 07 that were told."""
        first = len(self.claims)
        while first and self.claims[first - 1].scope.level == "unit":
            first -= 1
        units = self.claims[first:]
        whole = self.claims[first - 1] if first else None
        if whole is None or len(units) < 2 or whole.start < self.sentence_start:
            return False
        if whole.note == OF_ALL:
            return False  # '19 hồ sơ, đều trong hạn: xã A 11, xã B 08': the 19 that are open
        alike = {c.metric for c in units} == {units[0].metric}
        if alike and whole.metric != units[0].metric and whole.value == sum(c.value for c in units):
            said = [c._replace(metric=whole.metric, note="list-by-sum") for c in units]
            self.claims[first:] = said
            return True
        return False

    def _branch_among_units(self, first: int) -> None:
        """'(Chi nhánh Văn phòng … 07 hồ sơ; Phòng Kinh tế 01 hồ sơ)': one unit among others."""
        if all(c.scope.level != "unit" for c in self.claims[first:]):
            return
        for at, claim in enumerate(self.claims[first:], first):
            if claim.scope.name is not None or claim.scope.level != "land_registry":
                continue
            named = [i for i in self.items if i.scope == claim.scope and i.end <= claim.start]
            if named:
                name = " ".join(self.text[named[-1].start : named[-1].end].split())
                self.claims[at] = claim._replace(scope=Scope(level="unit", name=name))

    def _more_than_all(self, first: int) -> None:
        """Units that count more than the part said last are units of the whole said first."""
        listed, said = self.claims[first:], self.claims[:first]
        if (
            not listed
            or not said
            or said[-1].scope.level == listed[0].scope.level
            or any(c.metric != said[-1].metric for c in listed)
        ):
            return
        head = next((c for c in said if c.start == said[-1].bracket_of), None)
        most = max(c.value for c in said if c.metric == said[-1].metric)
        if head is not None and most < sum(c.value for c in listed) <= head.value:
            self.claims[first:] = [c._replace(metric=head.metric) for c in listed]

    def _whole_of_list(self, first: int, total: int | Decimal) -> None:
        """'của tỉnh 1.900, trong đó cấp tỉnh 1.500, cấp xã 400': what is split is of all."""
        listed = self.claims[first:]
        for at, claim in enumerate(self.claims[:first]):
            same = claim.metric == listed[0].metric and claim.value == total
            if same and claim.scope in [c.scope for c in listed]:
                self.claims[at] = claim._replace(scope=Scope(level="whole"))

    def lists_units(self) -> bool:
        """Whether the sentence lists units that count the same."""
        last = self.last
        return last is not None and last.note == "repeated" and last.start >= self.sentence_start

    def left_of_list(self, number: Number) -> bool:
        """'A 30, B 12, 7 hồ sơ còn lại …', '28 hồ sơ còn lại do lỗi phần mềm': no open files.

        They are where nothing else is said of them, or whether they are in time.
        """
        said = [i.feature for i in number.post]
        if "rest" not in said:
            return False
        behind = self.item_at(number.onward)
        other = behind is not None and behind.role == "word" and not behind.feature
        alone = [i.feature for i in heavy(number.post)] == ["rest"]
        return self.lists_units() or (alone and other)

    def of_reason(self, number: Number, metric: str) -> bool:
        """'trễ hạn 66. 41 hồ sơ trễ hạn vì chờ đo, 17 hồ sơ vì …': so many of those told, and why.

        The reason stands right behind the number's noun or behind when they came, and more of
        the same (``metric``; of anything, where that is empty) was told of the same body.
        """
        if number.kind != "count" or self.damaged or number.value is None:
            return False
        said = heavy(number.post)
        if any(grammar().class_of(i.feature) != "timing" for i in said):
            return False
        last = said[-1] if said else number.post[0] if number.post else number.item
        behind = self.item_at(self.items.index(last, number.at) + 1)
        if behind is None or behind.text not in small_words("agents"):
            return False
        twin = self.claims[-1] if self.reasoned == len(self.claims) else None
        self.reasoned = len(self.claims) + 1
        if self.new_scope or self.fresh():
            return False
        told = [c for c in self.claims if c.scope == self.here.scope and c.value > number.value]
        if any(metric in ("", c.metric) for c in told if c is not twin):
            return True
        if twin is None or twin.metric != metric or twin.start < self.sentence_start:
            return False
        self.claims.pop()  # '3 hồ sơ quá hạn do lỗi mạng, 2 hồ sơ quá hạn do chờ ý kiến': five
        part = Unread(self.block, twin.printed, twin.start, twin.end, "of-reason", twin.features)
        self.unread.append(part)
        return True

    def _said_behind_bracket(self, number: Number) -> bool:
        """'số còn lại (7 hồ sơ) trả chậm': what they are is said behind the bracket."""
        closes, said = self.item_at(number.onward), self.item_at(number.onward + 1)
        opens = self.item_at(number.at - 1)
        bracket = opens is not None and closes is not None and opens.text + closes.text == "()"
        if not bracket or said is None or said.role != "term":
            return False
        return "settled" in features_of([said])  # what is still open is left over as well

    def rest_of_others(self, number: Number) -> bool:
        """'các xã còn lại tiếp nhận 90 hồ sơ', 'các cơ quan còn lại 1.852': of those not listed."""
        labels = heavy(self.zone)
        if self.rest_of_split(number, features_of(labels)) is not None:
            return False
        if self.rest_of_part(number) or self._said_behind_bracket(number):
            return True
        if any(i.feature == "rest" for i in labels[:-1]):
            return True
        first = next(i.start for i in labels if i.feature == "rest")
        before = takewhile(lambda i: i.start >= self.sentence_start, self.items[::-1])
        ahead = (i for i in before if i.end <= first)
        named = takewhile(
            lambda i: i.role == "scope" or (i.role == "word" and not i.feature), ahead
        )
        words = [word for i in named for word in fold(self.text[i.start : i.end]).split()[::-1]]
        return len(words) > 1 and words[-1] in small_words("several")

    def leave_list(self, number: Number) -> None:
        """'nhận 2.500, cấp tỉnh 500, cấp xã 2.000, giải quyết 2.400': of all again.

        What is listed adds up to the figure before it, and no other scope was named since.
        """
        last = self.last
        if last is None or last.note != "repeated" or self.inside is not None:
            return
        if not self.fresh() and not heavy(number.post):
            return
        run = list(takewhile(lambda c: c.note == last.note, reversed(self.claims)))
        if not 1 < len(run) < len(self.claims):
            return
        head = self.claims[-len(run) - 1]
        apart = head.start >= self.sentence_start and head.scope != last.scope
        if not apart or any(c.metric != head.metric for c in run):
            return
        if sum(c.value for c in run) == head.value:
            self.here.scope = head.scope
            self.here.scoped = self.base.scoped or head.scope != self.base.scope

    def sum_of_list(self, number: Number) -> None:
        """'cấp tỉnh tiếp nhận 88, cấp xã 341, cộng 429 hồ sơ': of all whose parts these were.

        So 'trễ hạn ở cấp tỉnh là 10, cấp huyện 40, cấp xã 10, tổng cộng 60': late ones, too.
        """
        one, two = self.claims[-2:]
        if one.metric != two.metric or number.kind != "count":
            return
        apart = one.scope != two.scope == self.here.scope
        alike = one.scope.level != self.base.scope.level and one.start >= self.sentence_start
        if not apart or not alike:
            return
        run = [*takewhile(lambda c: c.metric == two.metric, reversed(self.claims))]
        run = [c for c in run if c.start >= self.sentence_start]
        parts = {c.scope: c.value for c in run}
        if len(parts) == len(run) and number.value == sum(parts.values()):
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
            if named(self.zone) in (("total",), ("grand_total",)):
                self.zone, self.new_scope = [], True

    def of_foreign(self, number: Number, foreign: int) -> bool:
        """Whether the number is a part of what was counted before it, and that is no file.

        Behind 'trong đó' it is with a unit too: '330 giấy tờ, trong đó 173 thủ tục'.
        """
        nouns = [i.feature for i in units(number.post)] if number.kind == "count" else []
        if "unit:file" in nouns or number.kind == "money" or says_what([*self.zone, *number.post]):
            return False
        near = self.items[max(0, number.at - _FAR) : number.at] if nouns else ()
        part = not nouns or any(i.role == "inside" and i.start > foreign for i in near)
        return part and all(i.feature != "unit:file" for i in self.zone)

    def told_again(self, end: int) -> bool:
        """'nhận 200, lũy kế 900; trả 190, lũy kế 850': each figure has its own total behind it."""
        behind = (i for i in self.items if i.start > end)
        for item in behind:
            if item.text == "." and item.role == "sign":
                return False
            if item.feature == "cumulative":
                return True
        return False

    def mentioned(self, number: Number, own: frozenset[str]) -> Claim | None:
        """'Trong số 86 hồ sơ trễ hạn, riêng Sở X 61': the 86 that were told, for a list of them.

        It opens the sentence, and of the figures told with its value one metric alone has what
        stands behind it.
        """
        opens = self._opened_by_leads(number) if number.kind == "count" else None
        if opens is None:
            return None
        label = own - grammar().weight.light
        told = [c for c in self.claims if c.value == number.value and label <= c.features]
        told = [c for c in told if metrics()[c.metric].kind == "count" and c.end <= opens]
        if len({(c.metric, c.scope, c.period) for c in told}) != 1:
            return None
        return told[-1]._replace(note="again", bracket_of=None)

    def _opened_by_leads(self, number: Number) -> int | None:
        """Where the sentence begins, if nothing but 'trong số' and the like opens it."""
        leads = small_words("mentions")
        opens, words = None, False
        for at in range(number.at - 1, -1, -1):
            item = self.items[at]
            if item.start < self.sentence_start:
                break
            if item.text == "below" and item.scope is not None:
                return opens if words and self._begins_near(at) else None
            if item.role != "sign":
                words = True
                if item.text not in leads and item.feature != "total":
                    return None
            opens = item.start
        return opens if words else None

    def _begins_near(self, at: int) -> bool:
        """'Xếp theo cơ quan, trong 60 hồ sơ …': no more than a verb before what is listed."""
        before = self.sentence_before(at)
        return len(before) <= 1 and all(i.role == "word" for i in before)

    def take_back(self, number: Number, reason: str) -> None:
        """'Cấp huyện: 8.700 - 8.500 - 40': of bare numbers in a row the first is no surer."""
        last = self.last
        row = reason == "no-label" and number.kind == "count" and last is not None
        if not row or last is None or last.note != "repeated" or last.scope != self.here.scope:
            return
        if last.start >= self.sentence_start:
            self.claims.pop()
            bare = Unread(self.block, last.printed, last.start, last.end, reason, frozenset())
            self.unread.append(bare)

    def drop_fused(self) -> None:
        """Set aside the numbers whose parts showed that they are of two groups."""
        for claim in (c for c in self.claims if c.start in self.fused_heads):
            said = (claim.printed, claim.start, claim.end, "two-groups", claim.features)
            self.unread.append(Unread(self.block, *said))
        self.claims = [c for c in self.claims if c.start not in self.fused_heads]
