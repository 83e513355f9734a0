"""What is said of all that was counted: '39 hồ sơ, tất cả trong hạn' counts 39 in time as well.

Knows the words that stand for 'all of them' and the figure before them; which metric a label means
is the pattern book's.
"""

from __future__ import annotations

from itertools import takewhile

from extractor.assemble.brackets import Brackets
from extractor.assemble.claims import OF_ALL, Claim
from extractor.assemble.labels import features_of, heavy, left_by
from extractor.assemble.periods import CUMULATIVE
from extractor.assemble.said import Number
from extractor.book.metrics import Resolution, grammar, metrics, resolve
from extractor.match.items import Item


class OfAll(Brackets):
    """Tells a figure twice where its number counts both a whole and the one part it has."""

    def told_of_all(self, at: int) -> bool:
        """'…: 39 hồ sơ, tất cả còn trong hạn': the label at ``at`` is said of the last figure.

        If so the figure of the part is read, and the labels there belong to no other number.
        """
        if self.fresh() or self.new_scope or self.last is None:
            return False
        whole = self._all_of(at)
        if whole is None:
            return False
        post, onward, _ = self.labels_behind(at)
        behind = self.item_at(onward)
        if behind is not None and behind.role in ("number", "scope"):
            return False
        found = self._part_of(whole, features_of(heavy(post)))
        if found is None:
            return False
        part = whole._replace(metric=found.metric, bracket_of=whole.start, note=OF_ALL)
        self.claims.append(part._replace(quote_end=self.items[onward - 1].end))
        self.used.update(item.start for item in self.items[at:onward])
        return True

    def both_of_all(self, number: Number, claim: Claim) -> Claim | None:
        """'còn tồn 88 hồ sơ đều trong hạn': the figure of the whole, of which ``claim`` is all."""
        every = [at for at in range(number.at + 1, number.onward) if self._is_every(self.items[at])]
        if not every:
            return None
        until = self.items[every[0]].start
        before = [i for i in number.post if i.start < until]
        said = features_of([*self.zone, *before]) | self.left_over(number)
        whole = resolve(said, frozenset(), "count") if said else None
        if whole is None or whole.assumed or whole.metric == claim.metric:
            return None
        part = metrics()[claim.metric].of == whole.metric
        alike = part or _group(whole.metric) == _group(claim.metric)
        return claim._replace(metric=whole.metric) if alike else None

    def _all_of(self, at: int) -> Claim | None:
        """The figure that nothing but 'tất cả', 'đều' and the like parts from the item there."""
        every = False
        for index in range(at - 1, -1, -1):
            item = self.items[index]
            if item.text == ")":
                closed, count = self.split
                inside = closed == len(self.claims) and count
                return self.claims[count - 1] if every and inside else None
            if self.last is not None and item.start < self.last.quote_end:
                whole = self.last if every else None
                count = whole is not None and metrics()[whole.metric].kind == "count"
                own = whole is not None and item.start == whole.start
                return whole if count and (own or item.role != "number") else None
            every = every or self._is_every(item)
            if not self._may_part(item):
                return None
        return None

    def _may_part(self, item: Item) -> bool:
        """Whether the item says nothing between a figure and what is said of all of it."""
        if item.role == "sign":
            return item.text in ",("
        if item.feature in ("unit:file", "total", "feedback"):
            return True
        words = grammar().words
        plain = self.text[item.start : item.end].lower()
        return plain in words.every or plain in words.beside_every

    def of_longer(self, at: int, period: str | None) -> bool:
        """'Đến hết tháng 5 nhận 48.500, trong đó tháng 5 nhận 9.850': the first were added up.

        Not where what was left from before makes up the total with what came in.
        """
        lead = self.item_at(at - 2)
        if period is not None or self.here.period is not None or lead is None:
            return False
        told = [c for c in self.claims if c.start >= self.sentence_start]
        plain = all(c.period is None and metrics()[c.metric].kind == "count" for c in told)
        ahead = takewhile(lambda i: i.text != "." or i.role != "sign", self.items[at:])
        if lead.role != "inside" or not told or not plain or any(map(_is_flow, ahead)):
            return False
        said = next((i for i in self.items[at + 1 :] if i.role in ("term", "number")), lead)
        if grammar().class_of(said.feature) in ("channel", "timing"):
            return False  # a part of them, and no total
        self.claims[-len(told) :] = [c._replace(period=CUMULATIVE) for c in told]
        return True

    def _is_every(self, item: Item) -> bool:
        """'đều', 'tất cả', compared with its marks: 'các' and 'điều' are others."""
        return self.text[item.start : item.end].lower() in grammar().words.every

    def _part_of(self, whole: Claim, own: frozenset[str]) -> Resolution | None:
        """The metric of the part: of the whole's group, or of the group that is said."""
        told = left_by(whole.metric, whole.features, whole.assumed, False)
        found = resolve(own, told, "count", whole.metric) if own else None
        if found is None or found.assumed or found.rivals:
            return None
        named = own & grammar().classes["group"]
        return found if named or _group(found.metric) == _group(whole.metric) else None


def _is_flow(item: Item) -> bool:
    """Says whether files are new or old."""
    return grammar().class_of(item.feature) == "flow" and item.feature != "inperiod"


def _group(metric: str) -> str:
    return metric.partition(".")[0]
