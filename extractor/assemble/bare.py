"""Names that no phrase knows: bare words beside a number, below 'Theo lĩnh vực' or in a list.

'Hộ tịch 64 hồ sơ, chứng thực 171', '300 hồ sơ là đăng ký biến động': words, and nothing else, tell
whose the number is. Knows small words and capitals; scopes by their phrases are :mod:`.whose`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor.assemble.fields import ARISEN
from extractor.assemble.labels import named, small_words
from extractor.assemble.leads import OF_NAMES
from extractor.assemble.ranked import Ranked
from extractor.assemble.said import Number
from extractor.book.metrics import grammar
from extractor.match.items import Item, is_hidden
from extractor.models import Scope
from extractor.text import fold

_RANK = 2
"""Words that tell a rank ('đứng đầu')."""
LONGEST_NAME = 8
"""Words of a name beside its number."""
_PART = 5
"""Words of a name from one comma in it to the next."""
_OPENS = (",", ";", ":", "(")
_VAGUE = ("about", "over", "under")
"""Words before a number that within a name are words of it ('Chế độ')."""


class Bare(Ranked):
    """Names scopes by the words beside a number."""

    def _enter(self, at: int, item: Item) -> None:
        """A scope; of 'Lĩnh vực nhận mới nhiều nhất là …' also what its list counts."""
        super()._enter(at, item)
        if item.text == "below":
            printed = fold(self.text[item.start : item.end])
            self.of_kinds = item.weak
            if any(words in printed for words in small_words("comes_new")):
                self.announced, self.announced_at = frozenset({"new"}), len(self.claims)
            if item.scope is not None and self._equals(at - 1):
                self._name_ahead(item.scope.level, at - 1)

    def _name_ahead(self, level: str, at: int) -> None:
        """'chứng thực vẫn là lĩnh vực nhiều nhất với 90 hồ sơ': named ahead of what it leads."""
        while at and self.printed(self.items[at - 1]) in grammar().words.said_of_lists:
            at -= 1
        words, _ = self._words_before(at, said_apart=True)
        if 0 < len(words) <= _PART and not self._no_name(words, fields=True):
            self._call(level, words)
            self.scopes_said.append(self.here.scope)

    def hear_arisen(self, at: int) -> None:
        """'Lĩnh vực phát sinh nhiều hồ sơ:', '… nhiều hồ sơ trong quý:': a list of what is new."""
        if self.here.below != "field":
            return
        said = fold(self.text[self.sentence_start : self.items[at].start])
        if any(words in said for words in small_words("arises")):
            self.arisen = frozenset({ARISEN})

    def new_files(self) -> bool:
        """'Hồ sơ mới trong tháng theo lĩnh vực: …': what a list counts, though no verb says so."""
        return {"unit:file", "new"} <= {i.feature for i in self.zone}

    def unnamed(self) -> bool:
        """Below 'Theo từng lĩnh vực', where the one whose figures follow was not made out."""
        return self.here.below is not None and not self.here.scoped

    def _name_before(self, at: int) -> None:
        """'Theo lĩnh vực: hộ tịch 64 hồ sơ, chứng thực 171': bare words name the next.

        Where no fields or units are listed only a name in capitals is one: '(Nghi Phú 5, …)'.
        """
        if self.zone and self._labels_name(at):
            return
        if not self.damaged and (self.place_of_list(at) or self.level_of_list(at)):
            return
        verb = at if self.damaged else self._verb_before(at)
        if self.zone and verb == at and not self._may_name(at):
            return
        did, at = verb < at, verb
        if self.of_kinds and self.feature_at(at + 1) == "unit:loose":
            return  # 'Theo loại việc: thế chấp 64 trường hợp': what was done, in no field of work
        level = self.here.below or self.here.scope.level
        listed = bool(self.claims) and self.claims[-1].scope.level == "field"
        within = any(c.start == self.inside and c.scope.level == "field" for c in self.claims)
        if within and self.items[at - 1].text != "(":
            return  # 'Hộ tịch 40 hồ sơ (khai sinh 25, kết hôn 8)': of one field, by what they ask
        below = listed or self.here.below == "field"
        apart = ("(", ":") if listed else ("(",) if below else ()
        if at > 1 and self.items[at - 1].text in apart:  # 'đất đai (35), thuế (5)'
            at -= 1
        words, opener = self._words_before(at, said_apart=below or did)
        opens = (opener is None and self.here.below == "field") or (
            opener is not None
            and (
                opener.text in _OPENS
                or opener.role == "inside"
                or (below and opener.text in small_words("opens_name") | small_words("plus"))
                or (below and opener.text == "." and self.feature_at(at + 1) == "unit:file")
            )
        )
        if self.is_sum(words):
            if did:
                self.of_all()
            return
        if did and self.opens_clause(words, opener):
            self._call("field", words)
            return
        fields = bool(level in ("field", "unit") and (self.here.below or self.new_scope or listed))
        if not fields:
            colon = opener is not None and opener.text == ":"
            level, words = "unit", self._place(words, colon=colon)
        small = level == "unit" and not self.damaged  # 'mở sổ 40 hồ sơ': units have capitals
        if words and small and not self.text[words[0].start].isupper():
            return
        if not opens or not 0 < len(words) <= LONGEST_NAME or self._no_name(words, fields=fields):
            return  # compared with their marks: 'đạt' is a verb, 'đất đai' a field
        told = bool(self.claims) and self.claims[-1].start >= self.sentence_start
        listed = told or self.here.below is not None or bool(self.frames)
        goes_on = opener is not None and opener.text in (",", ";")
        small = self.text[words[0].start].islower()
        if level == "unit" and goes_on and small and not listed:
            return  # 'Sở Nội vụ kiểm tra; mở sổ 40 hồ sơ': what it did, and no list
        if fields and level == "field" and opener is not None and opener.text == ",":
            words = self._parts_before(words)
        called = " ".join(map(self.printed, words))
        if not f"{called} ".startswith(_no_fields()):  # 'Người dân, doanh nghiệp nộp 58'
            self._call(level, words)

    def _verb_before(self, at: int) -> int:
        """'…; hộ tịch nhận 703 hồ sơ, đất đai làm xong 118': where the verb of a field begins.

        Only in a list of fields, which this sentence opens or one told before belongs to.
        """
        listed = bool(self.claims) and self.claims[-1].scope.level == "field"
        verb = at
        while verb and self.items[verb - 1] in self.zone:
            verb -= 1
        said = self.items[verb:at]
        did = bool(said) and all(grammar().class_of(i.feature) == "group" for i in said)
        if not (did and len(said) == len(self.zone)):
            return at
        announced = any(item.text == "below" for item in self.sentence_before(at))
        files = self.feature_at(at + 1) == "unit:file"
        if (files and listed) or announced:
            return verb
        return verb if self.opens_clause(*self._words_before(verb, said_apart=True)) else at

    def _labels_name(self, at: int) -> bool:
        """'đăng ký thuế 18 hồ sơ; lệ phí trước bạ 29 hồ sơ': among fields a tax is a name."""
        begin = at
        while begin and (
            self.items[begin - 1] in self.zone
            or self.items[begin - 1].role == "word"
            or _is_hidden(self.items[begin - 1])
        ):
            begin -= 1
        listed = bool(self.claims) and self.claims[-1].scope.level == "field"
        if not listed or not begin or self.items[begin - 1].text != ";":
            return False
        words = self.items[begin:at]
        if any(grammar().class_of(i.feature) not in OF_NAMES for i in self.zone):
            return False
        if not 0 < len(words) <= LONGEST_NAME:
            return False
        self._call("field", words)
        self.scopes_said.append(self.here.scope)
        self.zone = []
        return True

    def _words_before(self, at: int, *, said_apart: bool) -> tuple[Sequence[Item], Item | None]:
        """The bare words that end before ``items[at]``, and what stands before them.

        Of fields in a sentence the name alone ('tiếp đến là đất đai với 40 hồ sơ').
        """
        begin = at
        while begin and self._names(begin - 1, at):
            begin -= 1
        if not said_apart:
            return self.items[begin:at], self.item_at(begin - 1)
        while at > begin and self.printed(self.items[at - 1]) in grammar().words.has:
            at -= 1
        at = self._behind_rank(begin, at)
        joins = grammar().words.plus
        for first in range(at - 1, begin - 1, -1):
            word = self.printed(self.items[first])
            leads = word in grammar().words.opens_name or (word in joins and first == begin)
            if leads:  # 'phương tiện và người lái' is one name
                begin = first + 1
                break
        return self.items[begin:at], self.item_at(begin - 1)

    def _behind_rank(self, begin: int, at: int) -> int:
        """'Công chứng đứng đầu với 168 hồ sơ': where the name ends that is told to be first."""
        if at - begin <= _RANK:
            return at
        said = " ".join(map(self.printed, self.items[at - _RANK : at]))
        return at - _RANK if said in grammar().words.ranks else at

    def _no_name(self, words: Sequence[Item], *, fields: bool) -> bool:
        """Words that say something of a number, and name nothing."""
        small = grammar().words
        if all(i.text in small_words("period") for i in words):
            return True  # 'Quý II không nhận được phản ánh'
        printed = " ".join(map(self.printed, words))
        for compound in small.compounds:
            printed = printed.replace(compound, "-")  # 'chứng chỉ', but not 'chỉ'
        if {*small.adds, *small.joins}.issuperset(printed.split()):
            return True  # 'tồn 164; mới 967; cộng: 1.131'
        *first, last = printed.split()
        if {*first[:1]} & {*small.agents}:
            return True  # 'Lĩnh vực đất đai, do thiếu người nên có 12 hồ sơ trễ hạn'
        proper = fields and self.text[words[0].start].isupper()  # 'An toàn thực phẩm 12'
        if not first and last in small.fillers:
            return True  # ', bằng 81 %'
        inner = [w for w in first[1:] if w not in small.joins]
        no_name = small.after_name if proper else small.fillers
        filled = any(w in small.fillers for w in first[:1]) or any(w in no_name for w in inner)
        return filled or last in small.after_name

    def _parts_before(self, words: Sequence[Item]) -> Sequence[Item]:
        """'…; thế chấp, xóa thế chấp 48 hồ sơ': a comma in a list of names with a number each.

        What stands before it has no number of its own: the name begins there.
        """
        first = self.items.index(words[0])
        leads = small_words("opens_name")
        while self.items[first - 1].text == ",":
            part, before = self._words_before(first - 1, said_apart=True)
            begin = first - 1 - len(part)
            opens = before is None or (
                before.text in (*_OPENS, ".") or before.role == "inside" or before.text in leads
            )
            if not opens or not 0 < len(part) <= _PART or self._says(part):
                break
            first = begin
        return self.items[first : self.items.index(words[-1]) + 1]

    def _says(self, words: Sequence[Item]) -> bool:
        """Whether a part of a sentence is none of a name."""
        small = grammar().words
        said = {*small.after_name, *small.said_of_lists, *small.fillers} - {*small.joins}
        return any(self.printed(item) in said for item in words)

    def called_behind(self, number: Number) -> tuple[Scope | None, int]:
        """Below 'Theo loại việc': '300 hồ sơ là đăng ký biến động, 48 hồ sơ là thế chấp'.

        The field that bare words behind the number name, and the index behind them.
        """
        onward = number.onward
        listed = self.here.below == "field" or self.named_behind == len(self.claims)
        if not listed or self.new_scope or self.zone or number.kind != "count":
            return None, onward
        if named(number.post) != ("unit:file",):
            return None, onward
        begin = onward + 1 if self._equals(onward) else onward
        end = self._name_end(begin)
        words = self.items[begin:end]
        proper = bool(words) and self.text[words[0].start].isupper()
        goes_on = self.named_behind == len(self.claims) and len(words) > 1
        if not words or not (proper or goes_on or self._equals(onward)):
            return None, onward
        if self._says(words[:1]) or len(words) > LONGEST_NAME:
            return None, onward
        number.unit_known = True
        name = " ".join(self.text[words[0].start : words[-1].end].split())
        return Scope(level="field", name=name), end

    def _equals(self, at: int) -> bool:
        item = self.item_at(at)
        return item is not None and item.text in small_words("equals")

    def _name_end(self, at: int) -> int:
        """Where bare words end that are followed by the next of a list, or by nothing."""
        plus = small_words("plus")
        while (item := self.item_at(at)) is not None:
            behind = self.item_at(at + 1)
            goes_on = behind is not None and behind.role == "word" and not behind.feature
            joins = item.text in plus or item.text in (",", "-", "–")
            if joins and not goes_on:
                break
            if not joins and not self._within_name(item):
                break
            at += 1
        return at

    def _within_name(self, item: Item) -> bool:
        """A word that names; small, also one that elsewhere is an office ('bảo hiểm xã hội')."""
        if item.role == "word":
            return item.feature in ("", *_VAGUE)
        return item.role == "scope" and (is_hidden(item) or self.text[item.start].islower())

    def _may_name(self, at: int) -> bool:
        """Behind a label: 'Đường bộ 61 hồ sơ' has a name in it, 'quá hạn gồm đất đai 7' too.

        But 'cán bộ 61' has none.
        """
        if self.feature_at(at + 1) == "unit:file" and {"unit:loose"}.issuperset(named(self.zone)):
            return True
        if not at or self.items[at - 1].role != "word":
            return False
        end = at
        while at and self._names(at - 1, at):
            at -= 1
        most = fold(grammar().words.most)
        if f" {most} " in f" {fold(self.text[self.items[at].start : self.items[end].start])} ":
            return True  # 'tiếp nhận nhiều nhất là chứng thực với 90 hồ sơ'
        before = self.items[at - 1] if at else None
        if before is None or before.text != "(":
            return before is not None and before.role == "inside"
        return self.text[self.items[at].start].isupper()  # 'ở vài nơi (Đức Phong 21, …)'

    def _names(self, at: int, end: int) -> bool:
        """A bare word, or the dash between two of them: 'Lao động - Thương binh và Xã hội'."""
        item = self.items[at]
        before = self.item_at(at - 1)
        if (item.role == "word" and not item.feature) or _is_hidden(item):
            return True
        if item.feature == "unit:loose":  # 'Đường bộ 61': no unit stands before its number
            return at + 1 < end or (before is not None and before.role == "word")
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


@cache
def _no_fields() -> tuple[str, ...]:
    """Words that begin no name of a field, each with the blank behind it."""
    return tuple(f"{words} " for words in grammar().words.no_field)


def _is_hidden(item: Item) -> bool:
    """Words of a name that are no scope by themselves ('giấy chứng nhận')."""
    return item.role == "scope" and is_hidden(item)
