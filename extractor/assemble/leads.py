"""Names that lead an item of a list: 'Hộ tịch: tiếp nhận …' below 'Theo lĩnh vực'.

Knows what a lead before a colon is made of; names beside a number are :mod:`.bare`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.assemble.labels import features_of, small_words
from extractor.assemble.whose import Whose
from extractor.book.metrics import grammar
from extractor.match.items import Item, is_hidden
from extractor.models import Scope
from extractor.repair.known import fields_folded
from extractor.text import fold

_WORDS_OF_NAME = 16
OF_NAMES = ("paid", "topic")
"""Classes of labels that may be a name among names of fields ('lệ phí trước bạ')."""
_MARKED = (")", ".", "/")
"""Signs behind the letter of an item."""
_JOINS = (",", "-", "–", "/")
"""Signs within a name that is made of two."""
_NEXT = 4
"""Items from a lead to the label of its first number."""


class Leads(Whose):
    """Names scopes by what opens an item."""

    def _lead(self, at: int) -> None:
        """'- Hộ tịch: tiếp nhận …' below 'Theo lĩnh vực': the lead names whose figures follow."""
        if self.scopes_said and self.new_scope and not self.fresh():
            self.led = (self.here.scope, len(self.claims))
        if self.here.below is None or self.claims or self.frames:
            return
        said = self.items[:at]
        if self.scopes_said:
            self._call_all(said)
            return
        if any(i.text == "below" for i in said):
            return  # 'Nếu tách theo loại việc thì:': it announces the names
        if self.zone and not self._is_name(at):
            return
        words = [i for i in said if i.role in ("word", "term") or is_hidden(i)]
        marked = len(words) > 1 and self.feature_at(0) == "" and said[1].text in _MARKED
        words = words[1:] if marked and words[0] is said[0] else words
        if words and len(words) <= _WORDS_OF_NAME:
            self._call(self.here.below, self.items[self.items.index(words[0]) : at])
            self.zone = []

    def _call_all(self, said: Sequence[Item]) -> None:
        """'- Đất đai, môi trường: 14 hồ sơ' below 'Theo lĩnh vực': two names are that of one."""
        named = [i for i in said if i.role == "scope"]
        first = next((n for n, i in enumerate(said) if i.role in ("word", "scope")), len(said))
        if first + 1 < len(said) and said[first + 1].text in _MARKED:
            first += 2
        if not named or self.here.below != "field" or self.zone or len(said) > _WORDS_OF_NAME:
            return
        bare = (i.scope is not None and i.scope.level == "field" and i.scope.name for i in named)
        printed = (" ".join(self.text[i.start : i.end].split()) for i in named)
        joins = (i.role != "sign" or i.text in _JOINS for i in said[first:])
        if all(map(str.__eq__, map(str, bare), printed)) and all(joins):
            self._call("field", said[first:])

    def _is_name(self, at: int) -> bool:
        """'Thông báo nghĩa vụ tài chính: phải giải quyết 90 hồ sơ': a tax among fields is a name.

        So are 'Cấp mới' and 'Các thủ tục khác'. Its label stands behind the colon with a number.
        """
        counted = [i for i in self.zone if i.feature.startswith("unit:")]
        if counted and self.printed(self.items[at - 1]) not in grammar().words.others:
            return False
        kinds = {
            grammar().class_of(i.feature) if i.feature != "new" else i.feature
            for i in self.zone
            if i not in counted
        }
        opens = self.zone[0].start == self.sentence_start and "purpose" not in kinds
        if not kinds <= {*OF_NAMES, "new", "purpose"} or opens:
            return False
        behind = self.items[at + 1 : at + 1 + _NEXT]
        label = next((i for i in behind if i.role == "term" and i.feature != "unit:file"), None)
        return label is not None and bool(features_of([label]) & grammar().classes["group"])

    def _call(self, level: str, words: Sequence[Item]) -> None:
        """The words are the name of those whose figures follow."""
        name = " ".join(self.text[words[0].start : words[-1].end].split())
        self.here.scope, self.here.scoped = Scope(level=level, name=name), True
        self.new_scope = True
        self.scope_end = words[-1].end
        self.scopes_said.append(self.here.scope)

    def opens_clause(self, words: Sequence[Item], opener: Item | None) -> bool:
        """'Đất đai nhận 118 hồ sơ.': a field of the closed list is a clause's subject.

        So it is in 'riêng đất đai nhận 118 hồ sơ', and where a passage begins with it.
        """
        alone = opener is not None and opener.text in small_words("alone")
        if not words or not (alone or opener is None or opener.text in (".", ":", ";")):
            return False
        begins = alone or self.text[words[0].start].isupper()
        return begins and fold(self.text[words[0].start : words[-1].end]) in fields_folded()

    def is_sum(self, words: Sequence[Item]) -> bool:
        """'…; cộng chung nhận 90': what was listed, added up."""
        return bool(words) and self.printed(words[0]) in grammar().words.adds

    def of_all(self) -> None:
        """What follows is told of those again who were spoken of before the list."""
        fields = {c.scope for c in self.claims if c.scope.level == "field"}
        if self.here.scope in fields and (len(fields) > 1 or self.here.below == "field"):
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
            self.new_scope = True

    def printed(self, item: Item) -> str:
        """The word as it stands, with its marks, small."""
        return self.text[item.start : item.end].lower()

    def grouped_behind(self, at: int) -> bool:
        """'Phi địa giới: 120 hồ sơ tiếp nhận, …': the lead is no label of the number alone."""
        behind = features_of(self.look_ahead(at).post)
        return not behind.isdisjoint(grammar().classes["group"])
