"""Which rate a per cent is, and which sum of money an amount: by a label, or the figure before."""

from __future__ import annotations

from extractor.assemble.claims import Claim
from extractor.assemble.headed import Headed
from extractor.assemble.said import Number
from extractor.assemble.shares import SURE
from extractor.book.metrics import Resolution, grammar, metrics, resolve


class Percents(Headed):
    """Resolves numbers that are no counts."""

    def _led(self, own: frozenset[str]) -> frozenset[str]:
        """What was settled of the files filed online is no figure of all."""
        channels = grammar().classes["channel"]
        return own | self.lead if own and not own & channels and self.lead <= channels else own

    def _rate(
        self, number: Number, own: frozenset[str], context: frozenset[str]
    ) -> Resolution | None:
        """A per cent: by its own label, or of the figure before it."""
        if self.share_of_part(number):
            return None
        if (base := self.of_base(number)) is not None:
            return base
        if own - grammar().weight.light:
            said = self._led(own) | {"rate"}
            return resolve(said, context, "rate") or self._rate_by_name(own, said, context)
        if self.announced and len(self.claims) == self.announced_at:
            return resolve(own | self.announced | {"rate"}, context, "rate")
        if self.last is None or self.unread_count > self.last.start or self._of_unread(number):
            return None  # 'Có 90 hồ sơ (chiếm 2,16 %)': whatever they are, it is their share
        last = self._outside_bracket()[-1]  # 'đã giải quyết 90 (sớm 80, đúng 10), đạt 97 %'
        metric = metrics()[last.metric]
        if self.new_scope and metric.kind == "rate":
            return Resolution(metric.metric, SURE)
        partner = metric.rate
        if partner is None and metric.kind == "count" and last is self.last:
            partner = self.partner_of_pair(last)
        return Resolution(partner, SURE, assumed=last.assumed) if partner else None

    def _of_unread(self, number: Number) -> bool:
        """'Thu 2.206 tỷ đồng, chiếm 98 % …': a share of what its sentence told, and no figure."""
        first = self.sentence_start
        told = self.last is not None and self.last.start >= first
        return not told and any(
            first <= u.start < number.item.start and u.start not in self.passed for u in self.unread
        )

    def _rate_by_name(
        self, own: frozenset[str], said: frozenset[str], context: frozenset[str]
    ) -> Resolution | None:
        """'…; tỷ lệ hồ sơ nộp trực tuyến đạt 58 %': named in full, whatever was done was told.

        So is '…, tỷ lệ thanh toán trực tuyến đạt 86 %, tỷ lệ đúng hạn đạt 99 %' in a list of rates.
        """
        last = self.last
        behind = "" if last is None else self.text[last.end :].lstrip("% ")[:1]
        listed = last is not None and metrics()[last.metric].kind == "rate" and behind == ","
        if "rate" not in own or not (behind == ";" or listed):
            return None
        classes = grammar().classes
        told = classes["group"]
        if own & classes["timing"]:
            told = told | classes["topic"] | classes["paid"]
        return resolve(said, context - told, "rate")

    def _money(self, own: frozenset[str], context: frozenset[str]) -> Resolution | None:
        """A sum of money: by its own label, or paid with the times counted before it."""
        if own - grammar().weight.light:
            return resolve(own | {"amount"}, context, "money")
        partner = self._amount_of(self.last) if self.last else None
        if partner:
            return Resolution(partner, SURE)
        return resolve(own | {"amount"}, context, "money") if own else None

    def _amount_of(self, last: Claim) -> str | None:
        """What is paid with what was counted last, a share of it told or not between the two."""
        if metrics()[last.metric].kind != "rate":
            return metrics()[last.metric].amount
        counted = self.counted_by(last.metric)
        told = (c.metric for c in self.claims if c.start >= self.sentence_start)
        return metrics()[counted].amount if counted in told else None

    def _outside_bracket(self) -> list[Claim]:
        """'cấp tỉnh 3.542 hồ sơ (quá hạn 214), cấp xã 5.625': the figures without the bracket's.

        Not where the bracket is what tells a unit's number ('phường A (64 hồ sơ), phường B (58)').
        """
        closed, count = self.split
        if closed != len(self.claims) or not count:
            return self.claims
        own = self.claims[count - 1].scope == self.claims[count].scope
        return self.claims[:count] if own else self.claims
