"""Numbers that are told as a part of another: ratios, per cents and what is left of a whole.

Knows which metric is whose part; what a number's own label means is :mod:`.meaning`'s.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import islice, takewhile
from operator import itemgetter

from extractor.assemble.claims import Claim
from extractor.assemble.labels import small_words
from extractor.assemble.said import Number
from extractor.assemble.zeros import Zeros
from extractor.book.metrics import Resolution, grammar, metrics, resolve, way_to
from extractor.match.items import Item
from extractor.numbers import as_count, as_decimal
from extractor.text import fold

SURE = 3.0
"""Score of a meaning that follows from the figure before."""
_SPLIT = {"resolved.total": "settled", "pending.total": "open"}
"""Totals that are split by how they stood to their time, and what their parts are called."""
_OPENS = 3
"""Characters from a full stop to a number that opens the next sentence."""
_ROUNDED = Decimal("0.1")
"""How far a rate may be from its two numbers, in percentage points, to be made of them."""


@cache
def wholes() -> frozenset[str]:
    """The totals that files are shares of, whatever became of them."""
    totals = {metric.of for metric in metrics().values()} - {None}
    files = grammar().classes["group"]
    return frozenset(of for of in totals if of and any(w <= files for w in metrics()[of].needs))


class Shares(Zeros):
    """What stands on either side of a slash, and of what a per cent is a share."""

    def counted_of_due(self, claim: Claim) -> Claim:
        """'phải số hóa 1.465/2.139': before the slash stands what was done of what was due."""
        shares = grammar().shares
        joint = next((shares[i.feature] for i in self.zone if i.feature in shares), None)
        if joint is not None and metrics()[joint].of == claim.metric:
            return claim._replace(metric=joint)
        if metrics()[claim.metric].of is None and (share := self._share_alike(claim)):
            return claim._replace(metric=share)
        done = [m.metric for m in metrics().values() if m.of == claim.metric]
        due = claim.metric.endswith(".due") and len(done) == 1
        return claim._replace(metric=done[0]) if due else claim

    def _share_alike(self, claim: Claim) -> str:
        """'Thanh toán phí, lệ phí: 468/471 hồ sơ': of the same group what has a whole, or ''."""
        group = claim.metric.partition(".")[0]
        alike = (m for m in metrics().values() if m.metric.partition(".")[0] == group and m.of)
        kind = metrics()[claim.metric].kind
        alike = (m for m in alike if any(way <= claim.features for way in m.needs))
        found = [m.metric for m in alike if m.kind == kind]
        return found[0] if len(found) == 1 and self.unit_of_share(claim) else ""

    def unit_of_share(self, claim: Claim) -> bool:
        """Whether files stand behind the slash."""
        behind = (i for i in self.items if i.start >= claim.end)
        return any(i.feature == "unit:file" for i in islice(behind, 4))

    def whole_by_name(self, of: str, own: frozenset[str]) -> str:
        """'02 hồ sơ trễ hạn trên tổng số 418 hồ sơ đã giải quyết': settled, and so are the two.

        Where the part's own label tells its group the part is let alone.
        """
        groups = grammar().classes["group"]
        named = resolve(own & groups, frozenset(), "count") if own & groups else None
        if named is None or named.metric not in wholes():
            return of
        last = self.claims[-1]
        said = {i.feature for i in self.items if last.quote_start <= i.start < last.quote_end}
        timing = frozenset(said & grammar().classes["timing"])
        if timing and not said & groups:
            part = resolve(timing | (own & groups), frozenset(), "count")
            if part is not None and metrics()[part.metric].of == named.metric:
                self.claims[-1] = last._replace(metric=part.metric, assumed=False)
        return named.metric

    def base_of_share(self, claim: Claim) -> str | None:
        """What stands behind the slash: in '40/50 hồ sơ mới; cấp xã: 30/60' the same again."""
        said = zip(self.claims, self.claims[1:], strict=False)
        bases = [b.metric for a, b in said if b.note == "whole-of" and a.metric == claim.metric]
        repeated = claim.note == "repeated" and bases
        return bases[-1] if repeated else metrics()[claim.metric].of

    def share_of_part(self, number: Number) -> bool:
        """'chiếm 76 % tổng số hồ sơ quá hạn': a share of a part is no rate of the whole."""
        said = [i.feature for i in number.post]
        timing = grammar().classes["timing"]
        whole = next((i for i, f in enumerate(said) if f in ("total", "grand_total")), len(said))
        percent = self.item_at(number.at + 1)
        if number.post and percent is not None and percent.feature == "percent":
            whole = 0 if self._of_number(percent, number) else whole
            behind = self.item_at(number.onward)
            if said[-1:] == ["total"] and behind is not None and behind.role == "word":
                return not behind.feature and not self._follows(behind)  # 'chiếm 99 % tổng chi'
        return bool(timing & set(said[whole:]))

    def _of_number(self, percent: Item, number: Number) -> bool:
        """'87 % số quá hạn': nothing but 'số' stands between the per cent and what it is of."""
        between = fold(self.text[percent.end : number.post[0].start]).split()
        return " ".join(between) in small_words("amount_of")

    def of_base(self, number: Number) -> Resolution | None:
        """'44 hồ sơ trễ hẹn (bằng 0,73 % số đã giải quyết)': of what behind it is the whole."""
        last, percent = self.last, self.item_at(number.at + 1)
        if last is None or percent is None or not number.post or self.fresh():
            return None
        part = metrics()[last.metric]
        said = frozenset(i.feature for i in number.post) - {"unit:file"}
        counted = "total" in said or self._of_number(percent, number)
        whole = resolve(said - {"total"}, frozenset(), "count") if counted else None
        group = (part.of or "").partition(".")[0]  # of all that came in, or of what is new
        same = whole is not None and whole.metric.partition(".")[0] == group
        same = same and last.start >= self.sentence_start
        return Resolution(part.rate, SURE) if same and part.rate else None

    def partner_of_pair(self, last: Claim) -> str | None:
        """'329 / 502 …, đạt 65 %': the rate belongs to the number before the slash."""
        for claim in reversed(self.claims[-2:]):
            metric = metrics()[claim.metric]
            if metric.rate and (
                metric.of == last.metric or (metric.of and last.note == "whole-of")
            ):
                return metric.rate
        return None

    def counted_by(self, rate: str) -> str:
        """The count whose share a rate is, or ''."""
        return next((m.metric for m in metrics().values() if m.rate == rate), "")

    def counts_of_rate(self, number: Number) -> bool:
        """'98,84 % (4.779/4.835 hồ sơ)', 'chiếm 0,25 %, tức 12 hồ sơ': what the rate was made of.

        Outside a bracket only where the whole was told and the rate follows from both.
        """
        if self.new_scope or self.last is None or metrics()[self.last.metric].kind != "rate":
            return False
        before = self.item_at(number.at - 1)
        if before is None or not (counted := self.counted_by(self.last.metric)):
            return False
        if self._whole_behind(number) is not None:  # 'đạt 98,63 %, cụ thể 1.077/1.092 hồ sơ'
            return before.text == "(" or self._makes_rate(number, counted)
        that_is = before.text in small_words("that_is")
        surely = that_is and self._says_so(number)
        return before.text == "(" or surely or (that_is and self._makes_rate(number, counted))

    def made_of(self, number: Number) -> Resolution | None:
        """Which of the two numbers a rate was made of a bracket behind it tells.

        'trễ hạn 12, chiếm 0,69 % tổng số hồ sơ đã trả (1.750 hồ sơ)': the part was told before, so
        it is what the rate is a share of, if that is the share.
        """
        rate = self.claims[-1]
        counted = self.counted_by(rate.metric)
        told = self.claims[-2] if len(self.claims) > 1 else rate
        known = (told.metric, told.scope, told.period) == (counted, rate.scope, rate.period)
        if not known or told.start < self.sentence_start or told.value == number.value:
            return Resolution(counted, SURE)
        if not number.value or (whole := metrics()[counted].of) is None:
            return None
        group, new = whole.partition(".")[0], "new" in rate.features
        whole = f"{group}.new" if new and f"{group}.new" in metrics() else whole
        share = Decimal(100) * told.value / number.value
        return Resolution(whole, SURE) if abs(share - rate.value) <= _ROUNDED else None

    def ratio_of_rate(self, number: Number) -> bool:
        """'trực tuyến: 99,9 % (29.655/29.688 hồ sơ nhận mới)': the label is of the whole alone."""
        if self.fresh() or self.last is None or not self.counts_of_rate(number):
            return False
        bracket = self.items[number.at - 1].text == "("
        whole = bracket and self._whole_behind(number) is not None
        return whole and self._makes_rate(number, self.counted_by(self.last.metric))

    def of_rate_passed(self, number: Number) -> bool:
        """'(60/100 hồ sơ tiếp nhận)' behind a per cent of what is no figure: nor is the 60."""
        bracket = [item.text for item in self.items[max(0, number.at - 1) : number.at]] == ["("]
        near = self.items[max(0, number.at - 3) : number.at]
        passed = any(item.start in self.passed for item in near)
        return bracket and passed and self._whole_behind(number) is not None

    def _says_so(self, number: Number) -> bool:
        """'đạt 79,45 %, ứng với 1.102 hồ sơ': the words say by themselves what the number is."""
        words = [i.text for i in self.items[max(number.at - 2, 0) : number.at]]
        files = any(i.feature == "unit:file" for i in number.post)
        return files and " ".join(words) in small_words("makes_up")

    def _makes_rate(self, number: Number, counted: str) -> bool:
        """Whether the number is the last rate's share of its whole, told before it or behind it."""
        whole, value, rate = metrics()[counted].of, number.value, self.claims[-1]
        told = [c.value for c in self.claims if c.metric == whole and c.scope == rate.scope]
        if (behind := self._whole_behind(number)) is not None:
            told = [behind]
        return value is not None and any(
            of and abs(100 * Decimal(value) / Decimal(of) - Decimal(rate.value)) < _ROUNDED
            for of in told
        )

    def _whole_behind(self, number: Number) -> int | None:
        """The number behind a slash or 'trên tổng số', if one follows."""
        if not self.slash_follows(number.onward):
            return None
        behind = (i for i in self.items[number.onward :] if i.role == "number")
        return as_count(next(behind).text) or None

    def rest_of_split(self, number: Number, own: frozenset[str]) -> Resolution | None:
        """'giải quyết 500, trước hạn 300, đúng hạn 180, số còn lại 20 trễ hạn': by their sum.

        'đang giải quyết 90, trong đó quá hạn 4, còn lại trong hạn 86' too, and 'chỉ còn 20 hồ sơ
        trễ hạn', unless as many were not settled at all.
        """
        left = number.at > 0 and self.items[number.at - 1].text in small_words("left")
        if not left and "rest" not in [i.feature for i in (*self.zone, *number.post)]:
            return None
        timing = frozenset(f for f in own if grammar().class_of(f) == "timing")
        here = (self.here.scope, self.here.period)
        said = [c for c in self.claims if (c.scope, c.period) == here]
        whole = next((c for c in reversed(said) if c.metric in _SPLIT), None)
        said = [c for c in said if whole is not None and c.start > whole.start]
        of = whole.metric if whole is not None else ""
        parts = {c.metric: c.value for c in said if metrics()[c.metric].of == of}
        if whole is None or not timing or number.value != whole.value - sum(parts.values()):
            return None
        if left and any(c.value == whole.value + number.value for c in self.claims):
            return None
        found = resolve(timing | {_SPLIT[of]}, frozenset(), "count")
        return found if parts and found and found.metric not in parts else None

    def rest_of_part(self, number: Number) -> bool:
        """'trễ hạn 1.202, trong đó 164 trễ thực tế, còn lại 1.038 trễ trên phần mềm': of the late.

        The figure told so, and the number right before it, which makes it up with this one.
        """
        timing = {i.feature for i in number.post} & grammar().classes["timing"]
        if not timing or number.value is None:
            return False
        before: list[tuple[int, int | Decimal | None]]
        before = [(c.start, c.value) for c in self.claims[-1:]]
        before += [(u.start, as_count(u.printed)) for u in self.unread[-1:]]
        start, part = max(before, key=itemgetter(0), default=(0, None))
        alike = (c for c in reversed(self.claims) if timing <= c.features and c.start < start)
        whole = next(alike, None)
        return whole is not None and part is not None and whole.value == number.value + part

    def more_than_all(self, number: Number, said: Claim) -> bool:
        """A level cannot count more of the same than all levels do: something else is counted."""
        named = self.named_behind == len(self.claims) + 1 and not self.frames
        inside = named and said.start == self.inside and said.period == self.here.period
        if inside and number.value is not None and number.value > said.value:
            return True  # '…, trễ 5 hồ sơ; trong đó 300 hồ sơ lĩnh vực đất đai'
        beneath = said.scope.level == "whole" != self.here.scope.level
        if said.own or said.note == "repeated" or self.here.scope.name is not None:
            return False  # of units listed their sum says what they count
        same_time = said.period == self.here.period
        return beneath and same_time and number.value is not None and number.value > said.value

    def told_with(self, own: frozenset[str], value: object = None) -> frozenset[str]:
        """The group of the one figure told in the passage that has these features (and value)."""
        alike = (c for c in self.claims if value is None or c.value == value)
        ways = ((c.metric, way_to(c.metric, c.features)) for c in alike)
        told = {metric: way for metric, way in ways if own <= way}
        groups = grammar().classes["group"]
        return next(iter(told.values())) & groups if len(told) == 1 else frozenset()

    def done_of_due(self, number: Number, own: frozenset[str]) -> Resolution | None:
        """'114 hồ sơ phải nộp phí thì 87 hồ sơ nộp trực tuyến': of those due, not of all."""
        last = self.last
        if last is None or not last.metric.endswith(".due") or last.start < self.before_start:
            return None
        opens = number.item.start - self.sentence_start < _OPENS
        if last.start < self.sentence_start and not opens:
            return None  # but of '33 hồ sơ phải nộp phí. 20 hồ sơ nộp trực tuyến' they are
        done = [m for m in metrics().values() if m.of == last.metric and m.kind == "count"]
        label = own - grammar().weight.light - {"received"}
        how = bool(label) and label <= grammar().classes["channel"]
        fits = (
            how and not self.new_scope and number.value is not None and number.value <= last.value
        )
        online = any("online" in way | m.may for m in done for way in m.needs)
        return Resolution(done[0].metric, SURE) if fits and online and len(done) == 1 else None

    def ways_of_filing(self, number: Number, own: frozenset[str]) -> bool:
        """'đã giải quyết 90 hồ sơ. Hồ sơ nộp trực tuyến 70, trực tiếp 30': how all came in.

        Where their numbers make up what came in, or a sentence says of them that they were filed.
        """
        label = own - grammar().weight.light
        if not label or not label <= grammar().classes["channel"]:
            return False
        if self._make_up_received(number):
            return True
        if self.inside is not None or self.last is None or self.last.start >= self.sentence_start:
            return False
        end = number.post[-1].end if number.post else number.item.start
        said = fold(self.text[self.sentence_start : end]).split()
        return not small_words("filed").isdisjoint(said)

    def _make_up_received(self, number: Number) -> bool:
        """Whether the counts from here to the end of the clause, or the ratio's whole, are it.

        Or the per cent behind the number is its share of what came in. What was settled is told
        as many times as what came in where nothing was left: then nothing is known.
        """
        told = [
            c for c in self.claims if (c.scope, c.period) == (self.here.scope, self.here.period)
        ]
        came = {c.value for c in told if c.metric in ("received.new", "received.total")}
        came -= {c.value for c in told if c.metric in _SPLIT}
        if (whole := self._whole_behind(number)) is not None:
            return whole in came
        here = [*takewhile(lambda i: i.text not in (".", ";"), self.items[number.at :])]
        behind = [*(i.feature for i in here[1:]), ""]
        rates = [*(f == "percent" for f in behind)]
        printed = [
            (i.text, rate) for i, rate in zip(here, rates, strict=True) if i.role == "number"
        ]
        counts = [as_count(text) or 0 for text, rate in printed if not rate]
        if printed[1:2] and printed[1][1] and (rate := as_decimal(printed[1][0])) is not None:
            part = Decimal(100 * counts[0]) if counts else Decimal(0)
            return any(abs(part / of - rate) < _ROUNDED for of in came if of)
        return len(counts) > 1 and sum(counts) in came

    def part_of_due(self, own: frozenset[str]) -> Resolution | None:
        """'Thanh toán: 900 hồ sơ có phí, trong đó thanh toán trực tuyến 640': 900 were due."""
        found = resolve(own, frozenset(), "count")
        last = self.last.start if self.last and self.last.start >= self.sentence_start else None
        split = self.inside if self.inside is not None else last
        at = next((i for i, c in enumerate(self.claims) if c.start == split), None)
        if found is None or at is None or found.metric != self.claims[at].metric:
            return None
        due = metrics().get(metrics()[found.metric].of or "")
        if (
            due is None
            or not due.metric.endswith(".due")
            or not any(way <= self.claims[at].features for way in due.needs)
        ):
            return None
        self.claims[at] = self.claims[at]._replace(metric=due.metric)
        return found
