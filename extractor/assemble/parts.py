"""Parts of a figure that no metric counts: some of the late ones, some of the new ones.

Knows the figure in whose bracket or 'trong đó' a number stands, and what it says of itself.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.assemble.labels import named, small_words
from extractor.assemble.repeats import Repeats
from extractor.assemble.said import Number
from extractor.book.metrics import grammar, metrics
from extractor.numbers import as_count
from extractor.text import fold


class Parts(Repeats):
    """Tells numbers that are parts of another, and nothing more, from figures."""

    def of_timed_whole(self, number: Number, own: frozenset[str]) -> bool:
        """'30 hồ sơ quá hạn, trong đó 18 hồ sơ đã trả': some of the late ones, and no total."""
        if self.inside is None:
            return False
        whole = next((c for c in reversed(self.claims) if c.start == self.inside), None)
        groups = grammar().classes["group"]
        if whole is None or number.value is None or number.value >= whole.value:
            return False
        timed = metrics()[whole.metric].of is not None and whole.scope == self.here.scope
        late = "late" in whole.features and not own & grammar().classes["timing"]
        rest = next((i for i in self.items[number.onward :] if i.role == "number"), None)
        beside = {as_count(rest.text) if rest is not None else None, self.claims[-1].value}
        if whole.value - number.value in beside:
            return False  # '12 trễ hạn, trong đó đã giải quyết 10, đang giải quyết 02'
        return timed and late and bool(own) and own <= groups and "received" not in own

    def as_before(self, number: Number) -> bool:
        """'đã nhận 820 hồ sơ (kỳ trước 790)': left over from then, or as many as came in then."""
        said = [i for i in self.items[max(0, number.at - 3) : number.at] if i.text != ":"]
        label = said[-1] if said else number.item
        printed = fold(self.text[label.start : label.end])
        bare = small_words("time_before").issuperset(printed.split())
        closes = self.item_at(number.onward)
        alone = closes is not None and closes.text == ")" and [i.text for i in said[-2:-1]] == ["("]
        return bare and alone

    def of_part(self, metric: str, parent: str, number: Number, own: frozenset[str]) -> bool:
        """'mới tiếp nhận 142 hồ sơ (có 39 hồ sơ nộp ngoài giờ)': some of the new, no total."""
        group = parent.partition(".")[0]
        whole = next((c for c in self.claims if c.start == self.inside), None)
        if parent == metric or metric != f"{group}.total" or "total" in own or whole is None:
            return False
        return number.value is not None and number.value <= whole.value

    def files_in_power(self) -> bool:
        """'Hồ sơ thuộc thẩm quyền giải quyết của phường là 1.020': files, and of no one's else."""
        said = named(self.zone)
        return not self.new_scope and ("unit:file", "procedure") in pairwise(said)
