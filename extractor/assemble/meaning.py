"""Which metric a number means, from its own label, its sentence and the figures before it."""

from __future__ import annotations

from dataclasses import replace

from extractor.assemble.around import Around
from extractor.assemble.claims import Claim
from extractor.assemble.labels import features_of, is_unit, small_words, subjects
from extractor.assemble.said import Number
from extractor.book.metrics import Resolution, grammar, metrics, resolve
from extractor.match.items import Item

_SURE = 3.0
"""Score of a meaning that follows from the figure before."""


class Meaning(Around):
    """Resolves a number through the pattern book."""

    def own(self, post: list[Item]) -> tuple[frozenset[str], frozenset[str]]:
        """Features of the number's own label, and the subject its unit implies."""
        units = {i.feature for i in post if i.feature.startswith("unit:")}
        if not units:  # 'Tổng số TTHC: 201'
            units = {next((i.feature for i in self.zone[::-1] if is_unit(i)), "unit:other")}
        implied = frozenset(filter(None, (grammar().units.get(u) for u in units)))
        filled: set[str] = set()
        own = features_of(self._as_inside(self.zone), filled)
        behind = [i for i in post if not i.feature.startswith("unit:")]
        return own | features_of(self._as_inside(behind[::-1]), filled), implied

    def _as_inside(self, labels: list[Item]) -> list[Item]:
        """Labels as they are meant in the split we are in ('trong đó: tồn 20, mới 600')."""
        if self.inside is None or all(i.feature not in grammar().inside for i in labels):
            return labels
        group = self._parent_metric().partition(".")[0]
        meant = ((i, grammar().inside.get(i.feature, {}).get(group)) for i in labels)
        return [replace(i, feature=feature) if feature else i for i, feature in meant]

    def channel_led(self) -> frozenset[str]:
        """The one channel, service or matter that the label before a colon says, or nothing."""
        said = features_of(self.zone, set()) - grammar().weight.light - subjects()
        return said if len(said) == 1 and said <= grammar().leads else frozenset()

    def meaning(
        self, number: Number, own: frozenset[str], subject: frozenset[str]
    ) -> Resolution | None:
        """What the number counts; None if nothing said so far tells."""
        if self.of is not None and number.kind == "count":
            return Resolution(self.of, 9.0)
        context = self.here.features | subject
        if any(i.feature == "unit:file" for i in number.post):
            context -= subjects()
        if self.here.weak and not own & set(grammar().classes["timing"]):
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
        if self.new_scope and self.here.scope.level in ("unit", "field") and self.announced:
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
        if number.kind == "rate":
            return self._rate(own, context)
        if number.kind == "money":
            return self._money(own, context)
        return self._count(number, own, context)

    def _rate(self, own: frozenset[str], context: frozenset[str]) -> Resolution | None:
        """A per cent: by its own label, or of the figure before it."""
        if own - grammar().weight.light:
            return resolve(own | {"rate"}, context, "rate")
        if self.announced and len(self.claims) == self.announced_at:
            return resolve(own | self.announced | {"rate"}, context, "rate")
        if self.last is None:
            return None
        metric = metrics()[self.last.metric]
        if self.new_scope and metric.kind == "rate":
            return Resolution(metric.metric, _SURE)
        partner = metric.rate
        if partner is None and metric.kind == "count":
            partner = self._partner_of_pair(self.last)
        return Resolution(partner, _SURE) if partner else None

    def _money(self, own: frozenset[str], context: frozenset[str]) -> Resolution | None:
        """A sum of money: by its own label, or paid with the times counted before it."""
        if own - grammar().weight.light:
            return resolve(own | {"amount"}, context, "money")
        partner = metrics()[self.last.metric].amount if self.last else None
        if partner:
            return Resolution(partner, _SURE)
        return resolve(own | {"amount"}, context, "money") if own else None

    def _count(
        self, number: Number, own: frozenset[str], context: frozenset[str]
    ) -> Resolution | None:
        """A count: by its label; for a new scope, what was counted or announced before."""
        channels = set(grammar().classes["channel"])
        if self.lead and own and not own & channels:
            own |= self.lead  # what was settled of the files filed online is no figure of all
            if not self.lead <= channels and "received" not in own:
                return None
        if "new" in own and self.inside is None:  # 'tồn 25; hồ sơ mới 400': of what came in
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
        if own - grammar().weight.light or (own and not self.new_scope):
            found = resolve(own, context, "count", self._parent_metric())
            if found is None and self.announced and self.announced_at == len(self.claims):
                found = resolve(own | self.announced, context, "count")
            return found
        if not own and self._counts_of_rate(number.at):
            return Resolution(self._counted_by(self.claims[-1].metric), _SURE)
        if self.new_scope and self.last is not None and self._repeats(number.at):
            return Resolution(self._repeated(), _SURE, repeated=True)
        if self.new_scope and self.announced:
            return resolve(own | self.announced, context, "count")
        if self.new_scope and any(i.feature == "unit:procedure" for i in number.post):
            return resolve(own | {"procedure"}, frozenset(), "count")
        if self._opens_row(number):
            found = resolve(self.here.announced or frozenset({"received"}), context, "count")
            return found if self.here.announced else found and replace(found, assumed=True)
        return resolve(own, context, "count") if own else None

    def _opens_row(self, number: Number) -> bool:
        """'- Lĩnh vực Hộ tịch: 64 hồ sơ, đã giải quyết …': files, of which nothing is said yet."""
        files = any(i.feature == "unit:file" for i in number.post)
        return self.new_scope and not self.claims and files

    def _counts_of_rate(self, at: int) -> bool:
        """'98,84 % (4.779/4.835 hồ sơ)': the bracket says what the rate was made of."""
        if self.last is None or metrics()[self.last.metric].kind != "rate":
            return False
        before = self.item_at(at - 1)
        opens = before is not None and before.text == "("
        return opens and bool(self._counted_by(self.last.metric))

    def _counted_by(self, rate: str) -> str:
        """The count whose share a rate is, or ''."""
        return next((m.metric for m in metrics().values() if m.rate == rate), "")

    def _parent_metric(self) -> str:
        """A part of a figure is not that figure again: 'tiếp nhận 500 (trong kỳ 450 …)'."""
        for claim in self.claims:
            if claim.start == self.inside and claim.scope == self.here.scope:
                return claim.metric
        return ""

    def _partner_of_pair(self, last: Claim) -> str | None:
        """'329 / 502 …, đạt 65 %': the rate belongs to the number before the slash."""
        for claim in reversed(self.claims[-2:]):
            metric = metrics()[claim.metric]
            if metric.of == last.metric and metric.rate:
                return metric.rate
        return None

    def _repeats(self, at: int) -> bool:
        """Only a scope stands between the last figure and this number.

        Before a named unit other words may stand, but no label ('tập trung tại Sở X 152').
        """
        if self.here.scope.level in ("unit", "field"):
            said = (i for i in self.items[:at] if i.start >= self.claims[-1].quote_end)
            return not any(i.role == "term" and not i.feature.startswith("unit:") for i in said)
        return all(
            i.role in ("scope", "sign", "inside")
            or i.feature in ("cumulative", "inperiod", "percent")
            or i.start in self.passed
            or i.text in small_words("fillers")
            for i in self.items[at - 4 if at > 4 else 0 : at]
            if i.start >= self.claims[-1].quote_end
        )

    def _repeated(self) -> str:
        """The metric said before for another scope: the last that is not part of a ratio.

        A list in a sentence of its own takes up the first, the headline of its passage.
        """
        named = self.here.scope.level in ("unit", "field")
        fresh = named and self.claims[-1].start < self.sentence_start
        for claim in self.claims if fresh else reversed(self.claims):
            if metrics()[claim.metric].kind == "count" and not claim.metric.endswith(".due"):
                return claim.metric
        return self.claims[-1].metric
