"""Whose the numbers are: which of the scopes a passage names holds for them, and how long.

A scope is the subject of what follows; behind a number it may also be where the files came from,
and then it is no subject. Knows no phrase; binds no number.
"""

from __future__ import annotations

from extractor.assemble.labels import small_words
from extractor.assemble.meaning import Meaning
from extractor.match.items import Item
from extractor.models import Scope
from extractor.text import fold


class Whose(Meaning):
    """Keeps the scope in which numbers are read."""

    def _enter(self, item: Item) -> None:
        """A scope: whose the numbers from here on are."""
        if item.scope is None:
            return
        if item.text == "below":
            self.here.below = item.scope.level
            return
        scope = self.whose(item.scope, self.text[item.start : item.end])
        if scope is None:
            self.here.own = not self.here.scoped
        if scope is None or (item.weak and self.here.scoped):
            return
        self.here.own = False
        if self.new_scope and self._joined_to_last(item):
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
            return
        self.here.scope, self.here.scoped = scope, True
        self.new_scope = True
        self.scope_end = item.end
        self.scopes_said.append(scope)

    def _joined_to_last(self, item: Item) -> bool:
        """'của cấp tỉnh và 135 xã, phường là …': two levels in one breath are the whole."""
        between = fold(self.text[self.scope_end : item.start]).split()
        joins = small_words("joins")
        return 0 < len(between) <= 2 and any(word in joins for word in between)

    def _end_part(self) -> None:
        """After a list over levels ('cấp tỉnh 5, cấp xã 9;') what follows is of all again."""
        if len({c.scope for c in self.claims[self.part_from :]}) > 1:
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
        self.part_from = len(self.claims)

    def _lead(self, at: int) -> None:
        """'- Hộ tịch: tiếp nhận …' below 'Theo lĩnh vực': the lead names whose figures follow."""
        if self.here.below is None or self.zone or self.scopes_said or self.claims:
            return
        words = [i for i in self.items[:at] if i.role == "word"]
        if words and len(words) <= 10:
            name = " ".join(self.text[words[0].start : self.items[at].start].split())
            self.here.scope, self.here.scoped = Scope(level=self.here.below, name=name), True
            self.new_scope = True
            self.scopes_said.append(self.here.scope)

    def _name_before(self, at: int) -> None:
        """'Theo lĩnh vực: hộ tịch 64 hồ sơ, chứng thực 171 hồ sơ': bare words name the next."""
        level = self.here.below or self.here.scope.level
        listed = self.claims and self.claims[-1].scope.level == "field"
        if self.zone or level not in ("field", "unit"):
            return
        if not (self.here.below or self.new_scope or listed):
            return
        first = at
        while first and self.items[first - 1].role == "word" and not self.items[first - 1].feature:
            first -= 1
        words = self.items[first:at]
        opens = first > 0 and self.items[first - 1].text in (",", ";", ":", "(")
        verbs = any(word.text in small_words("fillers") for word in words)
        if opens and not verbs and 0 < len(words) <= 8:
            name = " ".join(self.text[words[0].start : words[-1].end].split())
            self.here.scope, self.here.scoped = Scope(level=level, name=name), True
            self.new_scope = True
