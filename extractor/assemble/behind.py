"""The labels behind a number: how far they go, and whether its unit is one that reports count.

Knows how a noun and its labels follow a number in a sentence, not what a figure means.
"""

from __future__ import annotations

from functools import cache

from extractor.assemble.labels import is_unit, named, small_words, subjects
from extractor.assemble.said import Said
from extractor.book.metrics import grammar
from extractor.match.items import Item, is_hidden
from extractor.text import fold

_OPINION = "unit:opinion"
_LOOSE = ("unit:loose", "unit:procedure", _OPINION)
_NOUNS = ("unit:file", "result")
_SAYING = ("rating", "feedback")
"""Classes of labels that only what is asked or heard of people has."""
_WORDS_IN_LABEL = 7
"""Words that a label behind a number may hold between its terms."""


@cache
def plain_words() -> frozenset[str]:
    """Small words, with their marks, that say nothing of the noun before them."""
    words = grammar().words
    return frozenset((*words.fillers, *words.followers, *words.inside, *words.joins))


def says_what(labels: list[Item]) -> bool:
    """'12 người rất hài lòng', '3 nội dung về hành vi': whatever the noun, the label says it.

    Calls are none of both.
    """
    return all(i.feature != "unit:other" for i in labels) and any(
        grammar().class_of(item.feature) in _SAYING for item in labels
    )


class Behind(Said):
    """Looks at the items behind a number."""

    def labels_behind(self, at: int) -> tuple[list[Item], int, bool]:
        """Labels behind a number up to the next sign; (labels, index after them, unit known?)."""
        labels: list[Item] = []
        unit_known = True
        index, words = at, 0
        while index < len(self.items):
            item = self.items[index]
            if item.feature == "grand_total" or (words and self._of_others_now(labels, index)):
                break
            if item.role == "term" and not (words and self._needs_its_noun(item)):
                apart = bool(labels and words)  # '96 hồ sơ của các thủ tục …': files
                loose = item.feature in _LOOSE and all(map(is_unit, labels)) and not apart
                if loose and not self._ends_unit(index):
                    unit_known = False
                if item.feature == "unit:other" or self._of_a_kind(index):
                    unit_known = False
                labels.append(item)
                words = 0
            elif index == at and is_hidden(item):
                unit_known = False  # "1.136 sổ BHXH": whatever those are
                break
            elif words < _WORDS_IN_LABEL and (
                item.role in ("word", "inside", "term") or item.text.isdecimal()
            ):
                if item.role == "number":
                    break
                if index == at and not self._follows(item) and not self._of_before(index):
                    unit_known = False
                if item.text in small_words("joins") and not self._joined(labels, index):
                    break
                words += 1
            elif not self._pair_goes_on(labels, index) and not self._owners_go_on(labels, index):
                break
            index += 1
        end = index
        while end > at and self.items[end - 1].role != "term":
            end -= 1
        if index < len(self.items) and self.items[index].role in ("number", "zero"):
            unit = labels[:1] if labels and is_unit(labels[0]) else []
            if labels and labels[-1].feature in ("amount", "rate") and len(labels) > 1:
                return labels[:-1], self.items.index(labels[-1], at), unit_known
            if (self.fresh() and not self._of_some(at, index)) or not labels:
                return unit, at + (1 if unit and self.items[at] is unit[0] else 0), unit_known
        return labels, end, says_what(labels) or (unit_known and self._may_be_heard(labels))

    def _of_others_now(self, labels: list[Item], at: int) -> bool:
        """'trong 90 hồ sơ mới thị hồ sơ nộp trực tuyến …': garbled, a second noun is of others."""
        if not self.damaged or self.items[at].feature != "unit:file":
            return False
        again = any(label.feature == "unit:file" for label in labels)
        return again and self.items[at - 1].text not in small_words("equals")

    def _may_be_heard(self, labels: list[Item]) -> bool:
        """'đối thoại, trả lời 40 ý kiến': opinions are no feedback unless that is spoken of."""
        said = {*self.here.features, *named(self.zone), *named(labels)}
        classes = (grammar().classes[name] for name in _SAYING)
        heard = grammar().weight.counted.union(*classes)
        return _OPINION not in named(labels[:1]) or not said.isdisjoint(heard)

    def _owners_go_on(self, labels: list[Item], at: int) -> bool:
        """'… phản ánh của người dân, doanh nghiệp về quy định': a comma between whose they are."""
        if not labels or self.items[at].text != "," or labels[-1].feature not in subjects():
            return False
        of, ahead = self.item_at(self.items.index(labels[-1]) + 1), self.item_at(at + 1)
        word = ahead is not None and ahead.role == "word" and not ahead.feature
        return word and of is not None and of.text in small_words("of")

    def _needs_its_noun(self, item: Item) -> bool:
        """'58 hồ sơ chậm', but '5 hồ sơ cập nhật trạng thái chậm' are late in nothing."""
        return fold(self.text[item.start : item.end]) in small_words("adjacent")

    def _of_some(self, at: int, onward: int) -> bool:
        """'trong 90 hồ sơ có phí thì 60 hồ sơ đã nộp': the label is of the 90, of which 60 are."""
        leads, opens = self.item_at(at - 2), self.item_at(onward - 1)
        among = leads is not None and leads.text in small_words("mentions")
        parts = small_words("has") | small_words("topic_ends")
        return among and opens is not None and opens.text in parts

    def _pair_goes_on(self, labels: list[Item], at: int) -> bool:
        """'204 hồ sơ trực tiếp, bưu chính.': two labels of one number, a comma between them."""
        if not labels or self.items[at].text != ",":
            return False
        pair = {labels[-1].feature, self.feature_at(at + 1)}
        joint = any(pair == both for both in grammar().together.pairs)
        behind = self.item_at(at + 2)
        return joint and (behind is None or (behind.role == "sign" and behind.text in ".;)"))

    def _joined(self, labels: list[Item], at: int) -> bool:
        """After 'và': one label of two ('trực tiếp và qua bưu chính'), or the next clause?"""
        if not labels:  # 'đạt 87,28 % và giải quyết trễ hẹn 998 hồ sơ'
            return False
        said = {i.feature for i in labels if not i.feature.startswith("unit:")}
        behind = self.feature_at(at + 1)
        return not said or any(behind in pair and pair & said for pair in grammar().together.pairs)

    def _ends_unit(self, at: int) -> bool:
        """'02 thủ tục,' counts files; '02 thủ tục mới', '9 lượt tổ chức' count other things.

        Not so where people are asked: 'khảo sát 120 lượt tổ chức'.
        """
        behind = self.item_at(at + 1)
        if behind is None or behind.role != "word":
            people = behind is not None and behind.role == "scope" and is_hidden(behind)
            return not people or self._rated()
        laid_down = small_words("of") | small_words("laid_down")
        if self.items[at].feature == "unit:procedure" and behind.text in laid_down:
            return "procedure" in named(self.zone)  # 'niêm yết 128 thủ tục thuộc 14 lĩnh vực'
        return self._follows(behind) or (self._rated() and behind.text in small_words("asked"))

    def _rated(self) -> bool:
        """Whether the label before the number says that people are asked."""
        return not grammar().weight.counted.isdisjoint(named(self.zone))

    def _follows(self, item: Item) -> bool:
        """Whether the word may stand behind a number without a unit: 'còn', but not 'con'."""
        if item.text not in small_words("followers"):
            return False
        return self.damaged or self.text[item.start : item.end].lower() in plain_words()

    def _of_before(self, at: int) -> bool:
        """'731 (29 của kỳ trước, 702 mới)': from which time they are, not whose."""
        return self.items[at].text in small_words("of") and self.feature_at(at + 1) == "carried"

    def _of_a_kind(self, at: int) -> bool:
        """'45 hồ sơ cấp phép': files by what they ask for are some of all."""
        behind = self.item_at(at + 1)
        if self.items[at].feature not in _NOUNS or behind is None or behind.role != "word":
            return False
        if behind.text in small_words("equals") and not self.fresh():  # '402 hồ sơ là cấp đổi …'
            named_by = self.item_at(at + 2)
            return named_by is not None and named_by.role == "word" and not named_by.feature
        return self.text[behind.start : behind.end] in grammar().words.kinds  # 'đăng', not 'đang'

    def announced_in_percent(self, at: int) -> bool:
        """'Tỷ lệ giải quyết đúng hạn (%): 99,73': the label says in what is counted."""
        before = [i.feature or i.text for i in self.items[max(0, at - 4) : at]]
        return before[-1:] == [":"] and before[:3] == ["(", "percent", ")"]

    def fell_from(self, at: int) -> bool:
        """'giảm từ 210 còn 180 hồ sơ': the number before is what there were, and none are left."""
        number, since = self.item_at(at), self.item_at(at - 1)
        if number is None or number.role != "number":
            return False
        return since is not None and since.text in small_words("origin")
