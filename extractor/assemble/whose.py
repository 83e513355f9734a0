"""Whose the numbers are: which of the scopes a passage names holds for them, and how long.

A scope is the subject of what follows; behind a number it may also be where the files came from,
and then it is no subject. Knows no phrase; binds no number.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.assemble.claims import Claim
from extractor.assemble.labels import heavy, named, small_words
from extractor.assemble.passing import COUNTER, Passing
from extractor.assemble.said import Number
from extractor.book.metrics import grammar
from extractor.match.items import Item
from extractor.match.scopes import is_place
from extractor.models import Scope

_WORDS_OF_NAME = 16


class Whose(Passing):
    """Keeps the scope in which numbers are read."""

    def _enter(self, at: int, item: Item) -> None:
        """A scope: whose the numbers from here on are."""
        if item.scope is None:
            return
        if self.is_place_of_channel(at):
            return
        if self.is_gloss(item):
            return
        if self.is_counter(at):
            self.zone.append(Item("term", item.start, item.end, "", COUNTER))
            return
        if self.is_aside(at):
            self.of_others = True
            return
        if self.is_no_subject(at):
            return
        if item.text == "below":
            self.here.below = item.scope.level
            return
        self.subject, self.outside, self.of_rest = True, None, False
        self.of_some = self.is_some(at)
        if self.of_some:
            return
        if self.added(at):
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
            self.here.own, self.new_scope = "", True
            return
        if item.scope.level == "whole" and self.all_of_level(at):
            return
        scope = self.whose(item.scope, self.text[item.start : item.end])
        if scope is None and not self._in_name(at) and not self.in_passing(at):
            self._enter_own(item)
        if scope is None or (item.weak and self.here.scoped):
            return
        self.here.own = ""
        scope = self.in_led(scope)
        if self.new_scope and self.place_of_last(scope, item):
            return
        if self.new_scope and self.joined_to_last(item):
            self.enter_joint(scope, item)
            return
        follows = self.new_scope and self.text[self.scope_end : item.start].strip() == ","
        self.behind = self.here.scope.level if follows else ""
        self.here.scope, self.here.scoped = scope, True
        self.new_scope = True
        self.scope_start, self.scope_end = item.start, item.end
        self.scopes_said.append(scope)

    def _enter_own(self, item: Item) -> None:
        """The reporter names itself: no longer the level that was named before."""
        if self.base.scoped:
            return
        self.here.scope, self.here.scoped = self.base.scope, False
        counts = is_place(self.text[item.start : item.end])  # an office writes for all
        self.here.own = "of" if item.weak else "self" if counts else ""
        self.new_scope = True
        self.scope_end = item.end

    def _in_name(self, at: int) -> bool:
        """'Văn phòng … – Chi nhánh thị xã Đức Phổ': the reporter's place in another's name."""
        for before in reversed(self.items[max(0, at - 4) : at]):
            if before.role == "scope":
                return True
            if before.role != "word" and before.text not in "-–—":
                break
        return False

    def attribute(self, number: Number) -> tuple[Scope | None, int]:
        """Whose the files are by the words behind their number, and the index behind those.

        'N hồ sơ của cấp xã' says so; where the sentence has its subject already, only whence the
        files came. A field of work ('N hồ sơ lĩnh vực đất đai') is the number's own.
        """
        onward = number.onward
        if (power := self._in_power(number)) is not None:
            return power
        item, at = self.item_at(onward), onward
        if item is None or item.role in ("sign", "number"):
            return None, onward  # nearly all: where a clause or a passage ends
        if item.text in small_words("to"):
            return None, self._behind_receivers(onward)
        while item is not None and item.text in small_words("of"):
            at += 1
            item = self.item_at(at)
        if item is None or item.role != "scope" or item.scope is None or item.text == "below":
            return None, onward
        field = item.scope.level == "field"
        files = any(i.feature in ("unit:file", "unit:procedure") for i in number.post)
        if not files or item.scope.level == "centre":
            return None, onward  # where people were asked, or came to
        level = item.scope.name is None and self._closed_behind(at)
        if item.feature == "transparent" or (at == onward and not field and not level):
            return None, onward
        if number.kind == "rate" and self._share_of_all(number):
            return None, at + 1  # 'chiếm 45 % tổng số hồ sơ của các sở'
        if self._has_number_of_its_own(at):
            return None, onward
        if not field and self.fresh() and (self.base.scoped or self._has_subject()):
            return None, at + 1
        return self.whose(item.scope, self.text[item.start : item.end]), at + 1

    def _in_power(self, number: Number) -> tuple[Scope | None, int] | None:
        """'297 thủ tục thuộc thẩm quyền giải quyết của UBND huyện': in whose power these are."""
        if self.fresh() or not number.post:
            return None
        for at in range(number.onward, len(self.items)):
            item = self.items[at]
            if item.role == "number":
                break
            if item.feature == "transparent" and item.start < number.post[-1].end and item.scope:
                return self.whose(item.scope, self.text[item.start : item.end]), at + 1
        return None

    def _closed_behind(self, at: int) -> bool:
        """'1.520 thủ tục cấp tỉnh, 400 thủ tục cấp xã': with the level the clause ends."""
        behind = self.item_at(at + 1)
        return behind is None or (behind.role == "sign" and behind.text in ",;.)")

    def _share_of_all(self, number: Number) -> bool:
        """'…, bằng 61 % hồ sơ của 6 phường cũ': a share of others' files is no figure of theirs."""
        if any(i.feature in ("total", "grand_total") for i in number.post):
            return True
        told = self.last is not None and self.last.start >= self.sentence_start
        return told and not self.fresh() and not heavy(number.post)

    def _behind_receivers(self, at: int) -> int:
        """The index behind 'cho các sở, ngành, UBND các huyện': who is given something."""
        end = at
        while (item := self.item_at(at)) is not None:
            joins = item.text == "," or item.text in small_words("plus") | small_words("to")
            if item.role == "scope":
                end = at + 1
            elif not joins:
                break
            at += 1
        return end

    def _has_number_of_its_own(self, at: int) -> bool:
        """'thuộc Phòng Kinh tế (21 hồ sơ), Phòng Y tế 3': the unit's own number is behind it."""
        behind = self.item_at(at + 1)
        if behind is not None and behind.text in ("(", ":"):
            behind = self.item_at(at + 2)
        return behind is not None and behind.role == "number"

    def _has_subject(self) -> bool:
        """Whether the sentence says who counts: a scope, or a noun before its verb."""
        if self.subject:
            return True
        passing = small_words("after_name") | small_words("fillers")
        first = heavy(self.zone)[0].start
        before = next(
            (i for i in reversed(self.items) if i.end <= first and i.text not in passing), None
        )
        return before is not None and before.role == "word"

    def enter_attribute(self, scope: Scope) -> None:
        """The files' own scope: a field's lasts to the end of the clause."""
        if scope.level == "field" and self.outside is None:
            self.outside = self.here.copy()
        self.here.scope, self.here.scoped, self.here.own = scope, True, ""
        self.new_scope = True
        self.scopes_said.append(scope)

    def leave_attribute(self) -> None:
        """What follows is of those again of whom the clause before was."""
        if self.outside is not None:
            self.here.scope, self.here.scoped = self.outside.scope, self.outside.scoped
            self.here.own, self.outside = self.outside.own, None

    def _plainly_told(self, since: int = 0) -> list[Claim]:
        """The figures from ``since`` on that no bracket gave to others than its sentence's."""
        return [c for at, c in enumerate(self.claims[since:], since) if at not in self.aside]

    def _several_subjects(self) -> bool:
        """Whether figures of several were told; of scopes named one in another the last holds.

        One scope beside the sentence's own makes several where both count the same ('tiếp nhận
        500 hồ sơ, trong đó lĩnh vực khác 90').
        """
        if not self.scopes_said:
            return False
        told = [c for c in self._plainly_told() if c.start >= self.sentence_start]
        if {c.scope for c in told} == {self.here.scope}:
            return False
        counted = {c.metric for c in told if c.scope == self.here.scope}
        alike = any(c.metric in counted for c in told if c.scope != self.here.scope)
        return alike or len(set(self.scopes_said)) > 1

    def _in_passing_only(self) -> bool:
        """Whether the sentence's scope is no subject of the next.

        'Trong quý, 17 sở, ban, ngành cử 46 công chức.': counted, and none of its figures told.
        '…, 41 hồ sơ quá hạn đều do Văn phòng … thụ lý.': named behind the figures, as the agent.
        """
        if not self.scopes_said or self.scope_start < self.sentence_start:
            return False
        told = self.claims and self.claims[-1].start >= self.sentence_start
        at = next((i for i, item in enumerate(self.items) if item.start == self.scope_start), 0)
        before = self.clause_before(at)
        if not told:  # 'Do đặc thù của lĩnh vực dân tộc, hồ sơ rất ít.'
            reason = [i.text in small_words("agents") for i in before[-1:]]
            return any(reason) or self.text[self.scope_start].isdigit()
        agent = any(i.text in small_words("agents") for i in before[:2])
        return agent and self.scope_start > self.claims[-1].end

    def _end_part(self) -> None:
        """After a list over levels ('cấp tỉnh 5, cấp xã 9;') what follows is of all again."""
        told = self._plainly_told(self.part_from) if len(self.claims) > self.part_from + 1 else ()
        if len({c.scope for c in told}) > 1:
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
        self.part_from = len(self.claims)

    def _lead(self, at: int) -> None:
        """'- Hộ tịch: tiếp nhận …' below 'Theo lĩnh vực': the lead names whose figures follow."""
        if self.scopes_said and self.new_scope and not self.fresh():
            self.led = (self.here.scope, len(self.claims))
        if self.here.below is None or self.zone or self.scopes_said or self.claims:
            return
        words = [i for i in self.items[:at] if i.role == "word"]
        if words and len(words) <= _WORDS_OF_NAME:
            name = " ".join(self.text[words[0].start : self.items[at].start].split())
            self.here.scope, self.here.scoped = Scope(level=self.here.below, name=name), True
            self.new_scope = True
            self.scope_end = self.items[at].start
            self.scopes_said.append(self.here.scope)

    def unnamed(self) -> bool:
        """Below 'Theo từng lĩnh vực', where the one whose figures follow was not made out."""
        return self.here.below is not None and not self.here.scoped

    def _name_before(self, at: int) -> None:
        """'Theo lĩnh vực: hộ tịch 64 hồ sơ, chứng thực 171': bare words name the next.

        Where no fields or units are listed only a name in capitals is one: '(Nghi Phú 5, …)'.
        """
        if self.zone and not self._may_name(at):
            return
        level = self.here.below or self.here.scope.level
        listed = self.claims and self.claims[-1].scope.level == "field"
        within = any(c.start == self.inside and c.scope.level == "field" for c in self.claims)
        if within and self.items[at - 1].text != "(":
            return  # 'Hộ tịch 40 hồ sơ (khai sinh 25, kết hôn 8)': of one field, by what they ask
        if listed and at > 1 and self.items[at - 1].text in ("(", ":"):  # 'đất đai (35), thuế (5)'
            at -= 1
        begin = at
        while begin and self._names(begin - 1, at):
            begin -= 1
        words: Sequence[Item] = self.items[begin:at]
        before = self.item_at(begin - 1)
        opens = before is not None and (
            before.text in (",", ";", ":", "(") or before.role == "inside"
        )
        fields = level in ("field", "unit") and (self.here.below or self.new_scope or listed)
        if not fields:
            level, words = (
                "unit",
                self._place(words, colon=before is not None and before.text == ":"),
            )
        if not opens or not 0 < len(words) <= 8:
            return
        *first, last = (self.text[w.start : w.end].lower() for w in words)
        small = grammar().words
        proper = fields and self.text[words[0].start].isupper()  # 'An toàn thực phẩm 12'
        inner = [w for w in first[1:] if w not in small.joins]
        no_name = small.after_name if proper else small.fillers
        filled = any(w in small.fillers for w in first[:1]) or any(w in no_name for w in inner)
        if filled or last in small.after_name:
            return  # compared with their marks: 'đạt' is a verb, 'đất đai' a field
        name = " ".join(self.text[words[0].start : words[-1].end].split())
        self.here.scope, self.here.scoped = Scope(level=level, name=name), True
        self.new_scope = True
        self.scope_end = words[-1].end
        self.scopes_said.append(self.here.scope)

    def _may_name(self, at: int) -> bool:
        """Behind a label: 'Đường bộ 61 hồ sơ' has a name in it, 'quá hạn gồm đất đai 7' too.

        But 'cán bộ 61' has none.
        """
        if self.feature_at(at + 1) == "unit:file" and {"unit:loose"}.issuperset(named(self.zone)):
            return True
        if not at or self.items[at - 1].role != "word":
            return False
        while at and self._names(at - 1, at):
            at -= 1
        before = self.items[at - 1] if at else None
        if before is None or before.text != "(":
            return before is not None and before.role == "inside"
        return self.text[self.items[at].start].isupper()  # 'ở vài nơi (Đức Phong 21, …)'

    def _names(self, at: int, end: int) -> bool:
        """A bare word, or the dash between two of them: 'Lao động - Thương binh và Xã hội'."""
        item = self.items[at]
        before = self.item_at(at - 1)
        if item.role == "word" and not item.feature:
            return True
        if item.feature == "unit:loose":  # 'Đường bộ 61': no unit stands before its number
            return before is not None and before.role == "word"
        dash = item.text in ("-", "–") and at + 1 < end and self.text[item.start - 1].isspace()
        return dash and before is not None and before.role == "word" and not before.feature

    def _place(self, words: Sequence[Item], *, colon: bool) -> Sequence[Item]:
        """The two to four words with a capital that end ``words``, where units can be listed."""
        first = len(words)
        while first and self.text[words[first - 1].start].isupper():
            first -= 1
        counted = colon or self.last is not None or self.announced | self.here.announced
        lead = all(i.text in small_words("fillers") for i in words[:first])
        lead = lead or words[first - 1].text in small_words("equals")
        named = lead and counted and 2 <= len(words) - first <= 4 and not self.damaged
        return words[first:] if named else ()
