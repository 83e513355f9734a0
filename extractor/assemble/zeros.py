"""Words that stand for a nought: where 'không có' is a figure, and of what.

Knows what stands around a number; not what the nought counts.
"""

from __future__ import annotations

from itertools import takewhile

from extractor.assemble.around import Around
from extractor.assemble.labels import heavy, small_words, subjects
from extractor.book.metrics import grammar

_CLAUSE = frozenset(",;:.(-–+*•")
"""Signs behind which a clause begins."""
_OF_FEEDBACK = frozenset({"received", "open", "inperiod", "unit:procedure"})
"""What may be said of feedback of which there was none."""


_SPLIT = ("settled", "open")
"""Groups of which it is told who was late."""
_LEFT = frozenset({"carried", "unit:file"})
"""All that is said of what the period before left, where it left nothing."""


class Zeros(Around):
    """Tells a nought in words from words that only deny."""

    def is_zero(self, at: int) -> bool:
        """'không có' counts as 0 after a label and a colon, or before a label among figures."""
        before = self.items[at - 1] if at else None
        behind = self.items[at + 1] if at + 1 < len(self.items) else None
        closed = self._closes(at + 1) or (
            self.feature_at(at + 1) == "unit:file" and self.fresh() and self._closes(at + 2)
        )
        if before is not None and before.role == "sign" and before.text == ":" and self.fresh():
            return closed or behind is None or behind.feature.startswith("unit:")
        if before is not None and before.text in small_words("equals") and self.fresh():
            return closed
        if (closed and self._denies(at)) or self.none_came(at) or self.none_left(at):
            return True
        if " " not in self.items[at].text or behind is None:
            return False
        if self.fresh():
            return self._none_of_group(at)
        post, _, _ = self.labels_behind(at + 1)
        if before is not None and before.text == ":" and self.new_scope and not self.claims:
            return bool(heavy(post))
        begins = self.items[at].start - self.sentence_start < 3 or self._led_by_scope(at)
        return bool(self.claims) and bool(heavy(post)) and (begins or self._in_list(at))

    def _none_of_group(self, at: int) -> bool:
        """'Trong số chưa giải quyết không có hồ sơ nào quá hạn': nothing else is said before."""
        post, onward, _ = self.labels_behind(at + 1)
        said, timed = heavy(self.zone), heavy(post)
        kinds = [grammar().class_of(i.feature) for i in (*said, *timed)]
        if kinds != ["group", "timing"] or not self._closes(onward) or not timed:
            return False
        ahead = self.sentence_before(at)
        leads = small_words("mentions") | small_words("fillers")
        plain = all(i.role in ("term", "sign") or i.text in leads for i in ahead)
        among = any(i.text in small_words("mentions") for i in ahead)
        files = any(i.feature == "unit:file" and i.end <= said[0].start for i in ahead)
        return said[0].feature in _SPLIT and plain and (among or files)

    def _led_by_scope(self, at: int) -> bool:
        """'Cả thị trấn hiện không có hồ sơ quá hạn': nothing but whose, and of when, is said."""
        ahead = self.sentence_before(at)
        times = small_words("at_time")
        scopes = [i for i in ahead if i.role == "scope" and i.scope is not None]
        said = (i.role == "scope" or i.text in times or i.feature == "inperiod" for i in ahead)
        return len(scopes) == 1 and all(said)

    def _closes(self, at: int) -> bool:
        """Whether the clause ends there, or goes on with the reason."""
        item = self.item_at(at)
        if item is None or (item.role == "sign" and item.text in ",;.)"):
            return True
        return item.text in small_words("agents")

    def none_left(self, at: int) -> bool:
        """'…, nên không có hồ sơ kỳ trước chuyển sang.': nothing was carried over."""
        if " " not in self.items[at].text or self.fresh():
            return False
        post, onward, _ = self.labels_behind(at + 1)
        said = [i.feature for i in post]
        return bool(said) and set(said) <= _LEFT and "carried" in said and self._closes(onward)

    def said_of_all(self, at: int) -> bool:
        """'…, đều đúng hạn, không có hồ sơ quá hạn': the first label is of all."""
        if not self.fresh() or self.items[at - 1].text != ",":
            return False
        classes = {grammar().class_of(i.feature) for i in heavy(self.labels_behind(at + 1)[0])}
        return grammar().class_of(heavy(self.zone)[-1].feature) in classes - {None}

    def none_came(self, at: int) -> bool:
        """'Trong quý không có phản ánh, kiến nghị nào về …': the clause says nothing else.

        Not 'không để xảy ra phản ánh', nor 'không có phản ánh quá hạn', nor '… kéo dài'.
        """
        if " " not in self.items[at].text or self.fresh():
            return False
        behind, after = self.item_at(at + 1), self.item_at(at + 2)
        if behind is None or behind.feature not in subjects():
            return False
        if after is not None and after.role == "word" and after.text not in small_words("of_none"):
            return False
        said = {i.feature for i in self.labels_behind(at + 1)[0]}
        if not said <= subjects() | grammar().classes["feedback"] | _OF_FEEDBACK:
            return False
        lead = takewhile(lambda i: i.text not in _CLAUSE, reversed(self.items[:at]))
        held = [i for i in lead if i.start >= self.sentence_start]
        plain = all(i.role in ("scope", "inside", "word") or i.feature == "inperiod" for i in held)
        return plain and small_words("wishes").isdisjoint(i.text for i in held)

    def _denies(self, at: int) -> bool:
        """'…; quá hạn không có.', 'Phản ánh, kiến nghị: trong tháng không phát sinh.': none."""
        if " " not in self.items[at].text:
            return False
        if self.fresh():
            label = next((i for i in range(at - 1, -1, -1) if self.items[i].role != "term"), -1)
            return bool(self.claims) and label >= 0 and self._in_list(label + 1)
        announced = self.announced and self.announced_at == len(self.claims)
        begins = next((i for i in range(at - 1, -1, -1) if self.items[i].text == ":"), at)
        said = self.items[begins + 1 : at]
        return bool(announced and said) and all(i.feature == "inperiod" for i in said)

    def _in_list(self, at: int) -> bool:
        """Whether the item follows a figure of the same sentence after a comma or 'và'."""
        before = self.items[at - 1] if at else None
        return (
            before is not None
            and self.claims[-1].start >= self.sentence_start
            and (
                (before.role == "sign" and before.text in ",;(")
                or before.text in small_words("joins")
            )
        )
