"""Scopes named beside each other: two levels in one breath, a unit and its place, all of a level.

Knows what stands between two names; not how long a scope holds (that is :mod:`.whose`).
"""

from __future__ import annotations

import re

from extractor.assemble.labels import small_words
from extractor.assemble.levels import BESIDE
from extractor.assemble.meaning import Meaning
from extractor.match.items import Item
from extractor.match.near import is_slip
from extractor.match.scopes import lies_in, serves
from extractor.models import Scope
from extractor.text import fold

LEVELS = ("province", "district", "commune", "department")
"""Levels that stand beside each other in one report."""
_INCLUDED = 30
"""Characters from 'tính cả' to the name of who is counted too."""
_BELOW_PROVINCE = ("district", "commune")
_ABOVE = ("department", "province", "district")


class Beside(Meaning):
    """Tells what two scopes mean that stand together."""

    def enter_joint(self, scope: Scope, item: Item) -> None:
        """Two levels in one breath: all of a district, two of a province's three."""
        if self.here.scope.name is not None and scope.level == self.here.scope.level == "unit":
            self.of_some = True  # 'phường A và phường B đạt 100 %': neither of all nor of one
            return
        if scope == self.here.scope and scope.level in LEVELS:
            self.scope_end = item.end  # 'một cửa huyện và các phòng chuyên môn': of one level
            return
        said = {self.behind, self.here.scope.level, scope.level} - {""}
        joint = None
        if said == set(_BELOW_PROVINCE) and not self.base.scoped:
            printed = " ".join(self.text[self.scope_start : item.end].split())
            joint = self.whose(Scope(level="joint", name=printed), printed)
        led = self._led_level()
        self.here.scope = joint or led or self.base.scope
        self.here.scoped = joint is not None or led is not None or self.base.scoped
        self.scope_end = item.end  # a third, after a colon, is joined to none

    def in_led(self, scope: Scope, at: int) -> Scope:
        """'Cấp tỉnh: Trung tâm … và một cửa của các sở tiếp nhận': bodies of a level are it.

        One alone is not: 'Cấp tỉnh: Các sở tiếp nhận …'.
        """
        led = self._led_level()
        if led is not None and scope.level == "centre" and serves(scope.name or "", led.level):
            behind = self.item_at(at + 1)  # 'Cấp tỉnh: Trung tâm … tỉnh và các quầy tiếp nhận …'
            return led if behind is not None and behind.text in small_words("plus") else scope
        if led is None or scope.name is not None or self.here.scope == led:
            return scope
        return led if scope.level in BESIDE.get(led.level, ()) else scope

    def _led_level(self) -> Scope | None:
        """The level that led the clause before a colon, with no figure told since."""
        led, told = self.led
        level = led is not None and led.name is None and led.level in LEVELS
        return led if level and told == len(self.claims) else None

    def leads_passage(self, at: int) -> Scope | None:
        """'1. Cấp tỉnh. Các sở tiếp nhận …', 'Cấp xã: …': a level alone before the first stop.

        Like a heading it holds for all of the passage that names no one else; where the first
        sentence goes on to other levels ('Cấp huyện: 12, cấp xã: 40.') it does not.
        """
        if self.scopes_ever or not self.scopes_said:
            return None
        led, told = self.led if self.claims else (self.here.scope, 0)
        if led is None or told or led.name is not None or led.level not in LEVELS:
            return None
        if self.claims:
            within = {led.level, *BESIDE.get(led.level, ())}
            return led if all(s.name or s.level in within for s in self.scopes_said) else None
        leads = small_words("leads") | small_words("fillers")
        said = all(
            i.role in ("scope", "sign") or (i.role == "word" and i.text in leads)
            for i in self.items[:at]
            if i.start >= self.sentence_start
        )
        return led if said and len(self.scopes_said) == 1 else None

    def joined_to_last(self, item: Item) -> bool:
        """'của cấp tỉnh và 135 xã, phường là …': two levels in one breath are the whole."""
        between = [
            word
            for word in fold(self.text[self.scope_end : item.start]).split()
            if not word.strip("/").isdecimal()  # 'huyện cùng với 16/16 xã'
        ]
        joins = small_words("joins")
        if between == [","]:  # 'cấp huyện, cấp xã tiếp nhận …'
            levels = {self.here.scope.level, item.scope.level} if item.scope else set()
            named = self.here.scope.name or (item.scope and item.scope.name)
            # 'các sở, ngành, xã, phường đã hoàn thành …': those above and those below
            return not named and any(
                levels == {one, low} for one in _ABOVE for low in _BELOW_PROVINCE
            )
        near = 0 < len(between) <= 2 and any(word in joins for word in between)
        return near or (0 < len(between) <= 4 and between[0] in joins)

    def added(self, at: int) -> bool:
        """'Công an thành phố và Công an 32 phường tiếp nhận …': who is named before counts too."""
        joined = self.item_at(at - 1)
        if joined is None or joined.text not in small_words("plus"):
            return False
        before = self.item_at(at - 2)
        noun = before is not None and before.role == "word" and not before.feature
        return (
            noun
            and not self.fresh()
            and (not self.claims or self.sentence_start > self.claims[-1].start)
        )

    def included(self, at: int) -> bool:
        """'Tính cả hệ thống Văn phòng …, tiếp nhận …': who is counted with the others."""
        start = self.items[at].start
        said = fold(self.text[max(self.sentence_start, start - _INCLUDED) : start])
        clause = f" {' '.join(re.split('[,(]', said)[-1].split())} "
        return any(f" {words} " in clause for words in small_words("included"))

    def all_of_level(self, at: int) -> bool:
        """'Với cấp xã, toàn tỉnh tiếp nhận …': all there are of the level that leads the clause."""
        if at < 2 or not self.new_scope or self.here.scope.level not in LEVELS:
            return False
        level = self.items[at - 2] if self.items[at - 1].text in (",", ":") else self.items[at - 1]
        if level.role != "scope" or level.end != self.scope_end:
            return False
        return not self.in_passing(self.items.index(level))

    def place_of_last(self, scope: Scope, item: Item) -> bool:
        """'Phường 14, quận Gò Vấp tiếp nhận …': where the unit lies, no other unit."""
        between = self.text[self.scope_end : item.start].strip(" ,-–")
        unit = self.here.scope.name or ""
        return not between and lies_in(unit, scope.name or "")

    def in_passing(self, at: int) -> bool:
        """'theo quy định của UBND tỉnh': other words lead to the name than those of a subject."""
        behind = self.item_at(at + 1)
        if behind is not None and behind.text == ":":
            return False
        leads = small_words("leads") | small_words("of") | small_words("fillers")
        return any(
            i.role == "word" and not i.feature and not self._is_of(leads, i.text)
            for i in self.clause_before(at)
        )

    def _is_of(self, words: frozenset[str], word: str) -> bool:
        """Whether a word is one of these, in damaged text one misread ('déi v6i')."""
        if word in words or not self.damaged or len(word) == 1:
            return word in words
        return any(is_slip(word, one) for one in words)

    def clause_before(self, at: int) -> list[Item]:
        """What stands between the item and the sign or number before it, nearest first."""
        found = []
        for before in reversed(self.items[:at]):
            if before.role in ("sign", "number", "zero", "scope", "inside"):
                break
            found.append(before)
        return found
