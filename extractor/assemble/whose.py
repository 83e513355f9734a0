"""Whose the numbers are: which of the scopes a passage names holds for them, and how long.

A scope is the subject of what follows; behind a number it may also be where the files came from,
and then it is no subject. Knows no phrase; binds no number.
"""

from __future__ import annotations

from extractor.assemble.asides import is_of_all_again, sums_up
from extractor.assemble.beside import LEVELS
from extractor.assemble.claims import Claim
from extractor.assemble.labels import heavy, small_words
from extractor.assemble.passing import COUNTER, Passing
from extractor.assemble.said import Number
from extractor.match.items import Item
from extractor.match.scopes import is_place
from extractor.models import Scope

_TOTALS = ("total", "grand_total")


def _is_field(item: Item) -> bool:
    return item.scope is not None and item.scope.level == "field" and not item.text


class Whose(Passing):
    """Keeps the scope in which numbers are read."""

    def _enter(self, at: int, item: Item) -> None:
        """A scope: whose the numbers from here on are."""
        if item.scope is None:
            if self.is_counter(at):
                self.zone.append(Item("term", item.start, item.end, "", COUNTER))
            return
        if item.scope.level == "house":
            self._enter_house(item)
            return
        if self.is_place_of_channel(at):
            return
        if self.is_gloss(item):
            self._gloss(item)
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
        if (included := self.included(at)) and self.here.scope.level in LEVELS:
            return  # 'Cấp huyện tiếp nhận (tính cả cấp xã) 21.686 hồ sơ'
        if self.added(at) or included:
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
        scope = self.in_led(scope, at)
        if self.new_scope and self.place_of_last(scope, item):
            return
        if self.new_scope and self.joined_to_last(item):
            self.enter_joint(scope, item)
            return
        follows = self.new_scope and self.text[self.scope_end : item.start].strip() == ","
        if follows and (self.here.scope.level, scope.level) == ("province", "department"):
            return  # 'Ở cấp tỉnh, các sở, ngành nhận mới …': who they are there
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

    def _enter_house(self, item: Item) -> None:
        """'Tại quầy của Trung tâm …, Sở thụ lý 412 hồ sơ': the reporter by its noun alone."""
        if item.scope is None or self.here.scope == self.base.scope:
            return
        if self.whose(item.scope, self.text[item.start : item.end]) is None:
            self._enter_own(item)

    def _gloss(self, item: Item) -> None:
        """'Trung tâm Hành chính công huyện (cấp huyện)': the centre's figures are the level's."""
        scope = item.scope and self.whose(item.scope, self.text[item.start : item.end])
        level = scope is not None and scope.name is None and scope.level in LEVELS
        if scope is not None and level and self.here.scope.level == "centre" and self.frames:
            self.frames[-1].here.scope = self.here.scope = self.scopes_said[-1] = scope

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
        about = item is not None and item.text in small_words("about_field")
        if about and (work := self.item_at(at + 1)) is not None and _is_field(work):
            item, at = work, at + 1
        if item is None or item.role != "scope" or item.scope is None or item.text == "below":
            return None, onward
        if self.leads_places(at):
            return None, onward
        field = item.scope.level == "field"
        files = any(i.feature in ("unit:file", "unit:procedure") for i in number.post)
        files = files or (field and any(i.feature == "unit:times" for i in number.post))
        if not files or item.scope.level == "centre":
            return None, onward  # where people were asked, or came to
        level = item.scope.name is None and self._closed_behind(at)
        if item.feature == "transparent" or (at == onward and not field and not level):
            return None, onward
        if field and self._does_that(item.scope):
            return None, at + 1
        if number.kind == "rate" and self._share_of_all(number):
            return None, at + 1  # 'chiếm 45 % tổng số hồ sơ của các sở'
        if self._has_number_of_its_own(at):
            return None, onward
        if not field and self.fresh() and (self.base.scoped or self._has_subject()):
            return None, at + 1
        return self.whose(item.scope, self.text[item.start : item.end]), at + 1

    def _does_that(self, field: Scope) -> bool:
        """'Các xã nhận 90 hồ sơ lĩnh vực tư pháp' in a justice department's report: all of theirs.

        Elsewhere it is one field among others.
        """
        level = self.subject and self.here.scope.name is None and self.here.scope.level in LEVELS
        return level and self.whose(Scope(level="does", name=field.name), "") is None

    def _in_power(self, number: Number) -> tuple[Scope | None, int] | None:
        """'297 thủ tục thuộc thẩm quyền giải quyết của UBND huyện': in whose power these are."""
        if not number.post or (self.fresh() and not self._of_several_powers()):
            return None
        for at in range(number.onward, len(self.items)):
            item = self.items[at]
            if item.role == "number":
                break
            if item.feature == "transparent" and item.start < number.post[-1].end and item.scope:
                return self.whose(item.scope, self.text[item.start : item.end]), at + 1
        return None

    def _of_several_powers(self) -> bool:
        """'Niêm yết 30 TTHC thuộc thẩm quyền của UBND huyện, 12 … của cấp xã': told by level."""
        if any(i.feature != "procedure" for i in heavy(self.zone)):
            return False
        powers = (i.scope for i in self.items if i.feature == "transparent" and i.scope)
        return len({scope.level for scope in powers}) > 1

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
        if scope.level != "field" or not self.subject:  # of whom else the sentence is, it stays
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
            counted = self.text[self.scope_start].isdigit()
            return any(reason) or counted or self._says_where(before)
        agent = any(i.text in small_words("agents") for i in before[:2])
        return agent and self.scope_start > self.claims[-1].end

    def _says_where(self, before: list[Item]) -> bool:
        """'Các hồ sơ trễ đều thuộc lĩnh vực đất đai.': where, of what the sentence is about."""
        of = [i.text in small_words("of") for i in before]
        plain = small_words("leads") | small_words("fillers") | small_words("of")
        return of[:1] == [True] and any(i.text not in plain or i.role == "term" for i in before)

    def of_whom(self, claim: Claim | str) -> Claim | str:
        """The claim; that of all, where its sentence names nobody and is of all again."""
        here = self.here
        if isinstance(claim, str) or here.scope == self.base.scope or not self.claims:
            return claim
        first = not self.scopes_said and self.claims[-1].start < self.sentence_start
        total = not self.new_scope and any(i.feature in _TOTALS for i in self.zone)
        if not (first and is_of_all_again(self.claims, here.scope, self.base.scope, claim)) and (
            not total or not sums_up(self.claims, here.scope, claim)
        ):
            return claim
        here.scope, here.scoped, here.own = self.base.scope, self.base.scoped, ""
        return claim._replace(scope=here.scope, own="")

    def _end_part(self) -> None:
        """After a list over levels ('cấp tỉnh 5, cấp xã 9;') what follows is of all again."""
        told = self._plainly_told(self.part_from) if len(self.claims) > self.part_from + 1 else ()
        if len({c.scope for c in told}) > 1:
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
        self.part_from = len(self.claims)
