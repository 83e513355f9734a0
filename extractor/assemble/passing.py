"""Bodies that a passage names and whose figures it does not tell.

Those who wait or are asked, to whom files or things are given, at whose counter files were handed
in. Knows small words; not whose the figures are (that is :mod:`.whose`).
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from extractor.assemble.behind import says_what
from extractor.assemble.beside import Beside
from extractor.assemble.labels import small_words
from extractor.assemble.said import Number
from extractor.book.metrics import grammar
from extractor.match.items import Item
from extractor.text import fold

COUNTER = "counter"
"""What is said of files that were handed in at a counter."""
_PARTS = frozenset(",;.:(-+*")
"""Signs behind which a clause begins."""
_RANKED = ("district", "commune", "department")
"""Levels of which some may be named, behind one word for all of them."""


@cache
def _assigns() -> tuple[str, ...]:
    return grammar().words.assigns


def _alike(one: Item, other: Item) -> bool:
    """Two scopes of one level."""
    return (
        one.scope is not None and other.scope is not None and one.scope.level == other.scope.level
    )


_PUT_IN = 3
"""Words before a counter among which may stand that files were handed in there."""


class Passing(Beside):
    """Tells scopes that are no subject."""

    def is_aside(self, at: int) -> bool:
        """'chờ ý kiến của UBND xã', 'nhận mới từ UBND các xã …': none of its figures is told."""
        before = self.clause_before(self._first_listed(at))
        origin = bool(before) and before[0].text in small_words("origin")
        return any(i.feature == "aside" for i in before) or (origin and self.fresh())

    def _first_listed(self, at: int) -> int:
        """The first of the bodies that nothing but commas parts from this one."""
        while at:
            comma = self.items[at - 1].role == "sign" and at > 1
            before = self.items[at - 1 - comma]
            between = self.text[before.end - 1 : self.items[at].start]
            if before.role != "scope" or between.strip(" \n")[-1:] != ",":
                break
            at -= 1 + comma
        return at

    def is_no_subject(self, at: int) -> bool:
        """Named on the way: whoever gave or got something, did it, is a member or serves there."""
        said = (self.handed_over, self.is_given, self.is_agent, self.is_member, self.is_of_people)
        also = (self.is_where_one_serves, self.is_told)
        return any(question(at) for question in (*said, *also))

    def handed_over(self, at: int) -> bool:
        """'bàn giao từ cấp huyện cũ', 'UBND tỉnh giao các sở': whence, or to whom; not whose."""
        before = self.clause_before(at)[:1]
        scope = self.items[at].scope
        carried = self.last is not None and self.last.metric == "received.carried_over"
        handed = next((i for i in self.zone if self._is_handed(i)), None)
        if handed is not None:  # 'nhận bàn giao dở dang của huyện cũ và các xã'
            words = fold(self.text[handed.end : self.items[at].start]).split()
            if not small_words("of").isdisjoint(words):
                return True
        given = scope is not None and scope.name is None
        return any(
            (carried and i.text in small_words("origin"))
            or (given and self.text[i.start : i.end].lower().endswith(_assigns()))
            for i in before
        )

    def _is_handed(self, item: Item) -> bool:
        """Files that others gave over; those left from before may be whoever's is named."""
        said = fold(self.text[item.start : item.end])
        return item.feature == "carried" and any(w in said for w in small_words("handed"))

    def is_gloss(self, item: Item) -> bool:
        """'Cấp tỉnh (các sở, ban, ngành)': a bracket without a number says the same once more.

        Of how many bodies may be said: 'Cấp tỉnh (18 sở, ban, ngành)'.
        """
        if not self.new_scope or self.text[self.scope_end : item.start].strip() != "(":
            return False
        inside, closed, _ = self.text[item.end :].partition(")")
        return bool(closed) and not any(map(str.isdigit, inside))

    def is_place_of_channel(self, at: int) -> bool:
        """'trực tiếp tại Trung tâm …': where files were handed in."""
        item, before = self.items[at].scope, self.clause_before(at)
        channel = any(grammar().class_of(i.feature) == "channel" for i in before)
        since = before[:_PUT_IN][-1].start if before else 0  # '6.108 bộ nộp tại các Trung tâm'
        put = fold(self.text[since : self.items[at].start]) if before else ""
        put_in = any(fold(words) in put for words in grammar().words.put_in)
        return item is not None and item.level == "centre" and (channel or put_in)

    def is_counter(self, at: int) -> bool:
        """'tại Bộ phận Một cửa 2.874 hồ sơ, qua mạng 69 hồ sơ': one of the ways of handing in."""
        item, number = self.items[at], self._number_of_counter(at)
        named = item.scope is not None and item.scope.level == "centre"
        printed = fold(self.text[item.start : item.end])
        named = named or (item.scope is None and printed in small_words("counters"))
        here = not named and self._is_here(item)
        if not (named or here) or number is None or number.role != "number":
            return False
        channels = grammar().classes["channel"]
        told = (c.features for c in self.claims if c.start >= self.sentence_start)
        did = number is not self.item_at(at + 1)
        if (here or did) and any(features & channels for features in told):
            return True
        ahead = takewhile(lambda i: i.text != "." or i.role != "sign", self.items[at + 2 :])
        return any(i.feature in channels and i.feature != COUNTER for i in ahead)

    def _number_of_counter(self, at: int) -> Item | None:
        """What stands behind a counter; 'qua mạng 90; tại Trung tâm nhận 8': behind its verb."""
        behind, before = self.item_at(at + 1), self.item_at(at - 1)
        placed = before is not None and before.text in small_words("of")
        if behind is None or behind.feature != "received" or not placed:
            return behind
        told = (c.features for c in self.claims if c.start >= self.sentence_start)
        channels = grammar().classes["channel"]
        return self.item_at(at + 2) if any(f & channels for f in told) else behind

    def _is_here(self, item: Item) -> bool:
        """'tại xã' in a commune's report, of files that were handed in there."""
        place = fold(self.text[item.start : item.end]).split()[0] in small_words("of")
        if item.scope is None or item.scope.name is not None or not place:
            return False
        return self.whose(item.scope, self.text[item.start : item.end]) is None

    def is_given(self, at: int) -> bool:
        """'thay 11 bộ máy tính cho các xã', 'chuyển 402 hồ sơ cho UBND huyện': who gets them.

        Not 'Tính chung cho cả huyện', 'riêng cho cấp xã': whom the figures are told of. Those named
        behind a comma get them too.
        """
        scope = self.items[at].scope
        at = self._first_listed(at)
        before = self.clause_before(at)
        if scope is None or scope.level in ("whole", "joint", "field"):
            return False
        if not before or before[0].text not in small_words("to"):
            return False
        plain = small_words("leads") | small_words("fillers")
        told = all(i.role == "word" and i.text in plain for i in before)
        opens = at == len(before) or self.items[at - len(before) - 1].text in _PARTS
        return not (told and opens)

    def is_member(self, at: int) -> bool:
        """'Toàn tỉnh có 141 xã, phường; đã tiếp nhận …': what there are of it, no subject.

        Not 'có 12 xã tiếp nhận 400 hồ sơ': there they do something.
        """
        item, behind = self.items[at], self.item_at(at + 1)
        words = [i.text for i in self.clause_before(at)]
        counted = item.scope is not None and item.scope.name is None
        printed = self.text[item.start : item.end]
        told = printed[:1].isdigit() and words[:1] in ([w] for w in small_words("has"))
        sign = behind is None or (behind.role == "sign" and behind.text in ",;.")
        return counted and told and (sign or printed.endswith(","))

    def is_some(self, at: int) -> bool:
        """'có 12 xã tiếp nhận 400 hồ sơ', '05 sở không phát sinh, 03 sở còn 27': not all there are.

        But of 'Năm 2024, 12 xã, thị trấn tiếp nhận …' they are.
        """
        item, behind = self.items[at], self.item_at(at + 1)
        named = item.scope is not None and item.scope.name is not None
        if not named and behind is not None and behind.text in small_words("others"):
            return True  # 'các huyện khác giải quyết 170 hồ sơ'
        if self.leads_places(at):
            return True
        number = self._counted(item)
        if not number:
            return False
        others = (self._counted(i) for i in self.items if i is not item and _alike(i, item))
        has = [i.text for i in self.clause_before(at)[:1]]
        return any(n and n != number for n in others) or any([w] == has for w in small_words("has"))

    def leads_places(self, at: int) -> bool:
        """'các huyện Hải Hậu, …': the rank of those named behind it, and not all that there are."""
        item, behind = self.items[at], self.item_at(at + 1)
        if item.scope is None or item.scope.name is not None or item.scope.level not in _RANKED:
            return False
        first = fold(self.text[item.start : item.end]).split()[:1]
        return bool(small_words("several").intersection(first)) and self.is_proper(behind)

    def is_proper(self, item: Item | None) -> bool:
        """A bare word with a capital."""
        word = item is not None and item.role == "word" and not item.feature
        return word and item is not None and self.text[item.start].isupper()

    def is_of_people(self, at: int) -> bool:
        """'07 phản ánh về hành vi của công chức cấp xã': who serves there, not who counts."""
        words = [i.text for i in self.clause_before(at)]
        people = " ".join(words[1::-1]) in small_words("people")
        return people and words[2:3] in ([w] for w in small_words("of"))

    def is_where_one_serves(self, at: int) -> bool:
        """'02 công chức của Sở trực tại Trung tâm … đã nhận 60 hồ sơ': where, and not who."""
        scope, before = self.items[at].scope, [i.text for i in self.clause_before(at)]
        if scope is None or scope.level != "centre" or len(before) < 2:
            return False
        placed = before[0] in small_words("of")
        return placed and any(" ".join(before[n:0:-1]) in small_words("serves") for n in (1, 2))

    def is_told(self, at: int) -> bool:
        """'UBND huyện báo cáo UBND tỉnh như sau': to whom; not 'theo báo cáo Sở Y tế', whose."""
        words = [i.text for i in self.clause_before(at)]
        said = next((n for n in (2, 1) if " ".join(words[:n][::-1]) in small_words("tells")), 0)
        if not said:
            return False
        teller = words[said : said + 1] or [
            i.role for i in self.items[: at - said][-1:] if i.role == "scope"
        ]
        return bool(teller) and teller[0] not in small_words("sources")

    def _counted(self, item: Item) -> str:
        """The number of units that a level is named with, without its noughts; '' for none."""
        digits = takewhile(str.isdigit, self.text[item.start : item.end])
        named = item.scope is None or item.scope.name is not None
        return "" if named else "".join(digits).lstrip("0")

    def is_agent(self, at: int) -> bool:
        """'lĩnh vực đất đai 4.102 hồ sơ (do Chi nhánh … giải quyết, trễ hẹn 69)': who did it."""
        before, behind = self.clause_before(at), self.item_at(at + 1)
        if not before or before[0].text not in small_words("agents"):
            return False
        if behind is not None and behind.text.split(" ")[0] in small_words("brings"):
            return True  # '03 hồ sơ do UBND các huyện chuyển lên'
        if len(before) > 1:
            return False
        return at > 1 and self.items[at - 2].text == "(" and self.here.scoped

    def of_each(self, number: Number) -> bool:
        """'21 xã, phường quá hạn trên 100 hồ sơ': how many each of so many units has at least."""
        if self.feature_at(number.at - 1) not in ("over", "under"):
            return False
        return any(
            i.scope is not None
            and i.scope.level not in ("whole", "joint")  # '2 cấp huyện và xã'
            and self.text[i.start].isdigit()
            and i.start >= self.sentence_start
            for i in self.items[max(0, number.at - 6) : number.at]
        )

    def counts_owners(self, number: Number) -> bool:
        """'xử lý 4.115 giấy phép của 06 bộ': how many whose things are counted, no files."""
        loose = number.post[:1] and number.post[0].feature == "unit:loose"
        before = self.item_at(number.at - 1)
        if before is None or says_what(self.zone):
            return False
        return bool(loose) and before.text in small_words("of")
