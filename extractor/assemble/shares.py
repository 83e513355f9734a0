"""Numbers that are told as a part of another: ratios and per cents.

Knows which metric is whose part; what a number's own label means is :mod:`.meaning`'s.
"""

from __future__ import annotations

from extractor.assemble.around import Around
from extractor.assemble.claims import Claim
from extractor.assemble.said import Number
from extractor.book.metrics import grammar, metrics


class Shares(Around):
    """What stands on either side of a slash, and of what a per cent is a share."""

    def counted_of_due(self, claim: Claim) -> Claim:
        """'phải số hóa 1.465/2.139': before the slash stands what was done of what was due."""
        shares = grammar().shares
        joint = next((shares[i.feature] for i in self.zone if i.feature in shares), None)
        if joint is not None and metrics()[joint].of == claim.metric:
            return claim._replace(metric=joint)
        done = [m.metric for m in metrics().values() if m.of == claim.metric]
        due = claim.metric.endswith(".due") and len(done) == 1
        return claim._replace(metric=done[0]) if due else claim

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
        return bool(timing & set(said[whole:]))

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
