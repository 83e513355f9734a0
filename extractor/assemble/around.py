"""What stands around a number: its kind and scale, brackets and shares, how near its label is.

Knows how numbers are written in a sentence, not what a figure means.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile

from extractor.assemble.behind import Behind, plain_words
from extractor.assemble.claims import Qualifier
from extractor.assemble.labels import features_of, heavy, is_unit, small_words, subjects
from extractor.assemble.said import Number
from extractor.book.metrics import Kind, grammar, metrics
from extractor.match.items import Item
from extractor.numbers import LOST, as_count, as_decimal
from extractor.text import UNREAD, fold

_THOUSAND = 1_000
_BLANKS = 80  # characters: as far as is looked behind a full stop
_WIDE_GAP = 12
"""Words that may stand between a label and a number that names its unit."""
_SENTENCE = 60
"""Items of a sentence that are looked back upon."""


class Around(Behind):
    """Looks at the items beside a number."""

    def sentence_before(self, at: int) -> list[Item]:
        """What its sentence says ahead of an item, nearest first."""
        near = reversed(self.items[max(0, at - _SENTENCE) : at])
        return [*takewhile(lambda i: i.start >= self.sentence_start, near)]

    def look(self, at: int) -> Number:
        """The number at ``at`` with what stands around it."""
        if self.ahead is not None and self.ahead.at == at:
            number, self.ahead = self.ahead, None
            return number
        kind, value, after = self._value(at)
        post, onward, unit_known = self.labels_behind(after)
        if unit_known and after < len(self.items) and self.items[after].text == "/":
            unit_known = self._whole_known(after)
        post = [*post, *self._behind_ratio(after), *self._behind_share(post, onward)]
        post += self._behind_bracket(at, post, onward) or self._behind_count(kind, after, post)
        return Number(at, self.items[at], kind, value, post, onward, unit_known)

    def look_ahead(self, at: int) -> Number:
        """The same from the sign before it, with nothing said in between: it is looked at once."""
        number = self.look(at)
        self.ahead = number if number.item.role == "number" else None
        return number

    def _value(self, at: int) -> tuple[Kind, int | Decimal | None, int]:
        """(count | rate | money, value, index behind the number and its scale)."""
        item = self.items[at]
        if item.role == "zero":
            return "count", 0, at + 1
        after = at + 1
        scale = 1
        behind = self.feature_at(after)
        if behind == "scale":
            scale = grammar().scale_of(self.items[after].text)
            after += 1
            behind = self.feature_at(after)
        if item.text == UNREAD:
            kind: Kind = (
                "rate" if behind == "percent" else "money" if behind == "money" else "count"
            )
            return kind, LOST, after + (kind != "count")
        if behind == "percent":
            return "rate", as_decimal(item.text), after + 1
        if self.announced_in_percent(at):
            return "rate", as_decimal(item.text), after
        if behind == "money":
            amount = as_decimal(item.text) if scale > 1 else as_count(item.text)
            return "money", None if amount is None else int(amount * scale), after + 1
        if scale > 1:
            amount = as_decimal(item.text)
            counted = behind.startswith("unit:")  # '41,2 triệu' of what?
            files = self._files_told() or any(i.feature == "unit:file" for i in self.zone)
            counted = counted or (scale == _THOUSAND and files)  # 'đúng hạn trên 130 ngàn'
            return "count", int(amount * scale) if amount and counted else None, after
        return "count", as_count(item.text), after

    def _whole_known(self, at: int) -> bool:
        """'418/1.126 doanh nghiệp': the noun behind the whole counts the part too."""
        whole = self.item_at(at + 1)
        return whole is None or whole.role != "number" or self.labels_behind(at + 2)[2]

    def _behind_ratio(self, at: int) -> list[Item]:
        """'4.561/5.650 HS trực tuyến': what stands behind the whole is said of the part.

        All of it where nothing was said before; behind a label, what a label may leave open.
        """
        if at + 1 >= len(self.items) or self.items[at].text != "/":
            return []
        if self.items[at + 1].role != "number":
            return []
        post, onward, _ = self.labels_behind(at + 2)
        if not self.fresh() and not self._follows_rate(at - 1):
            return [*post, *self._behind_share(post, onward)]
        kinds = ("channel", "object")
        return [i for i in post if is_unit(i) or grammar().class_of(i.feature) in kinds]

    def _follows_rate(self, at: int) -> bool:
        """'Tỷ lệ đúng hạn 99 %: 198/200 hồ sơ đã giải quyết': of all is said what stands behind."""
        last = self.last
        if last is None or metrics()[last.metric].kind != "rate":
            return False
        return not self.text[last.quote_end : self.items[at].start].strip(" \n:(,")

    def _behind_share(self, post: list[Item], at: int) -> list[Item]:
        """'15 hồ sơ (1 %) trễ hạn': a share in brackets stands between a number and its label."""
        if at + 3 >= len(self.items) or self.items[at].text not in "(,":
            return []
        if self.items[at].text == ",":
            return self._behind_told_share(post, at + 1)
        number, percent, closes = self.items[at + 1 : at + 4]
        if percent.feature != "percent" or closes.text != ")" or heavy(post) or self.fresh():
            return []
        return self.labels_behind(at + 4)[0] if number.role == "number" else []

    def _behind_told_share(self, post: list[Item], at: int) -> list[Item]:
        """'1.366 hồ sơ, tương đương 99,64 %, không trễ hạn': the same between commas."""
        said = [*takewhile(lambda i: i.role == "word" or i.feature == "rate", self.items[at:])]
        words = " ".join(i.text for i in said if not i.feature)
        leads = words in small_words("that_is") or any(i.feature == "rate" for i in said)
        share = self.items[at + len(said) : at + len(said) + 3]
        kinds = [i.role if i.role == "number" else i.feature or i.text for i in share]
        if kinds != ["number", "percent", ","] or not leads or heavy(post) or self.fresh():
            return []
        labels, onward, _ = self.labels_behind(at + len(said) + 3)
        behind = self.item_at(onward)
        return labels if behind is None or behind.role == "sign" else []

    def _behind_bracket(self, at: int, post: list[Item], onward: int) -> list[Item]:
        """'phần lớn (3.205 hồ sơ) còn trong hạn': words, their number in brackets, its label."""
        if not at or self.items[at - 1].text != "(":
            return []
        closes = self.item_at(onward)
        if closes is not None and closes.text == "/":
            onward = self._behind_whole(onward)
            closes = self.item_at(onward)
        if closes is None or closes.text != ")":
            return []
        before = self.item_at(at - 2)
        noun = before is not None and before.feature == "unit:file"  # '91,8 % hồ sơ (46 hồ sơ) …'
        rate = self.items[at - 3 - noun].start if at > 2 + noun else -1
        share = self.last is not None and self.last.start == rate
        if share and noun:
            before = self.items[at - 3]
        if before is None or before.role != "word" or (before.feature and not share):
            return []
        return [] if heavy(post) or self.fresh() else self.labels_behind(onward + 1)[0]

    def _behind_whole(self, at: int) -> int:
        """The index behind '/500 hồ sơ', or ``at`` where no whole stands there."""
        sign, whole = self.item_at(at), self.item_at(at + 1)
        if sign is None or sign.text != "/" or whole is None or whole.role != "number":
            return at
        return self.labels_behind(at + 2)[1]

    def _behind_count(self, kind: Kind, at: int, post: list[Item]) -> list[Item]:
        """'91,8 % (46 hồ sơ) đến bằng đường trực tuyến': what is said of the share's number too.

        Unless a label of its kind stands before it already.
        """
        if kind == "rate" and (noun := self.item_at(at)) and noun.feature == "unit:file":
            at += 1
        opens, number = self.item_at(at), self.item_at(at + 1)
        if kind != "rate" or heavy(post) or opens is None or opens.text != "(":
            return []
        if number is None or number.role != "number":
            return []
        _, onward, known = self.labels_behind(at + 2)
        onward = self._behind_whole(onward)
        closes = self.item_at(onward)
        if not known or closes is None or closes.text != ")":
            return []
        labels, end, _ = self.labels_behind(onward + 1)
        behind = self.item_at(end)
        said = {grammar().class_of(i.feature) for i in heavy(labels)}
        told = {grammar().class_of(i.feature) for i in heavy(self.zone)} - {"group", "flow"}
        ends = behind is None or behind.role == "sign"
        kinds = {"channel", "timing"} if self.zone else {"channel", "timing", "group", None}
        return labels if ends and not told and said <= kinds else []

    def of_number(self, post: list[Item]) -> list[Item]:
        """The labels before a number, but those beyond a comma that its own behind it replace.

        'ngoài hồ sơ quá hạn đã có thư xin lỗi, có 5.501 hồ sơ trước hạn': none of them is late.
        """
        if not post or not self.zone:
            return self.zone
        kinds = {grammar().class_of(i.feature) for i in heavy(post)} - {None}
        if not kinds:
            return self.zone
        parts = [s.end for s in self.items if s.role == "inside" or s.text == ","]
        last = max((end for end in parts if end < post[0].start), default=0)
        return [i for i in self.zone if i.end > last or grammar().class_of(i.feature) not in kinds]

    def counts_units(self, at: int) -> bool:
        """'9 phường tiếp nhận …': the number counts offices."""
        behind = self.items[at + 1] if at + 1 < len(self.items) else None
        if self._ends_name(at):
            return True
        if behind is None or behind.role != "scope" or behind.start - self.items[at].end > 2:
            return False
        first = fold(self.text[behind.start : behind.end]).split()
        return first[0] not in small_words("followers")

    def _ends_name(self, at: int) -> bool:
        """'Phòng Nghiệp vụ 1 hoàn thành …': which office, as what it did follows at once."""
        before, did = self.item_at(at - 1), features_of(self.items[at + 1 : at + 2])
        named = before is not None and before.scope is not None and before.scope.name is not None
        return named and len(self.items[at].text) == 1 and bool(did & grammar().classes["group"])

    def near(self, at: int, post: list[Item]) -> bool:
        """Whether the label stands close enough to the number to mean it."""
        if not self.fresh():
            return True
        unit = bool(post) and post[0].start - self.items[at].end < 3
        limit = _WIDE_GAP if unit else 0 if self.damaged else 2
        gap = 0
        for index in range(at - 1, -1, -1):
            item = self.items[index]
            role = item.role
            if role == "word":
                gap += not item.feature and item.text not in small_words("fillers")
            elif role in ("term", "number", "inside"):
                break
            elif role == "sign" and item.text in ":(":
                return True
        return gap <= limit

    def narrowed(self, at: int) -> bool:
        """'Hồ sơ liên thông: tiếp nhận 1.050 hồ sơ': of one kind, whatever that is.

        A word that no pattern knows stands at the noun, since the last figure of the sentence
        and with no scope behind it.
        """
        if self.damaged:
            return False
        since = max(self.sentence_start, self.claims[-1].quote_end if self.claims else 0)
        for index in range(at - 1, 0, -1):
            item, noun = self.items[index], self.items[index - 1]
            if noun.start < since or item.role == "scope":
                break
            if noun.feature != "unit:file" or item.role != "word" or item.feature:
                continue
            if self.text[item.start : item.end].lower() not in plain_words():  # 'đất' is not 'đạt'
                return True
        return False

    def left_over(self, number: Number) -> frozenset[str]:
        """'còn 30 hồ sơ, …', 'còn 30 hồ sơ quá hạn': files that are left are open ones.

        Not inside a split, where 'còn' is the rest of its total, and not before other words.
        """
        before = self.items[number.at - 1].text if number.at else ""
        if before not in small_words("left") or self.fell_from(number.at - 2):
            return frozenset()
        announced = self.announced and self.announced_at == len(self.claims)
        split = self.inside is not None and not self._settled_last()
        if split or self.fresh() or announced or number.kind != "count":
            return frozenset()
        said = {grammar().class_of(f) for f in features_of(number.post)}
        if said & {"group", "channel"}:  # 'chỉ còn 117 hồ sơ nộp trực tiếp'
            return frozenset()
        if self._splits_settled(number):
            return frozenset()
        counted = subjects() | {"unit:file"}
        files = any(i.feature in counted for i in number.post) or self._counts_files(number)
        behind = self.item_at(number.onward)
        ends = behind is None or behind.role in ("sign", "inside")
        return frozenset({"open"}) if files and (ends or heavy(number.post)) else frozenset()

    def _splits_settled(self, number: Number) -> bool:
        """'Trả trước hạn 100, còn 18 hồ sơ đúng hạn': in time to the day, so settled as well."""
        last = self.last
        early = last is not None and last.metric == "resolved.early"
        near = last is not None and last.start >= self.sentence_start
        return early and near and "ontime" in [i.feature for i in number.post]

    def _settled_last(self) -> bool:
        """'57, gồm 12 và 45; đã trả lời 51, còn 06': behind all that was settled no rest of 57."""
        last = self.last
        total = last is not None and last.metric.endswith("resolved.total")
        return total and last is not None and last.start != self.inside

    def _counts_files(self, number: Number) -> bool:
        """'giải quyết 480, còn 20.': files again, the noun left out; feedback as well."""
        heard = self.last is not None and self.last.metric == "feedback_resolved.total"
        return not number.post and (heard or self._files_told() or self._split_by_time(number))

    def _split_by_time(self, number: Number) -> bool:
        """'Còn 45, trong hạn 30, quá hạn 15': by whether they are in time, as files are."""
        sign, label = self.item_at(number.onward), self.item_at(number.onward + 1)
        split = sign is not None and sign.text in ",(;:" and label is not None
        said = features_of([label]) if split and label is not None else frozenset()
        return "intime" in said and self.feature_at(number.onward + 2) == ""

    def _files_told(self) -> bool:
        """Whether the figure before it in the sentence counts files."""
        here = self.last is not None and self.last.start >= self.sentence_start
        group = self.last.metric.partition(".")[0] if self.last else ""
        return here and group in grammar().files

    def _ends_sentence(self, at: int) -> bool:
        """Whether the full stop there ends a sentence, not an abbreviation or a number."""
        item = self.items[at]
        before = self.items[at - 1] if at else None
        if before and before.end == item.start and before.text in grammar().words.abbreviations:
            return False
        rest = (behind := self.text[item.end : item.end + _BLANKS]).lstrip()
        if rest and rest[0].isdigit():  # '… qua bưu điện. 2.980 hồ sơ …', but not 'tr.5'
            return behind[0].isspace() and before is not None and before.role != "number"
        return not rest or rest[0].isupper() or not rest[0].isalnum()

    def qualifier(self, at: int) -> Qualifier:
        """How exactly the number is meant, by the word before it ('gần 10 triệu')."""
        before = self.items[at - 1].feature if at else ""
        if before == "under":
            return "under"
        if before == "about":
            return "about"
        if before != "over":
            return "about" if self.feature_at(at + 1) == "scale" else "exact"  # '8,98 ngàn hồ sơ'
        behind_figure = self.claims and at > 1 and self.items[at - 2].start >= self.claims[-1].start
        label = self.items[at - 2] if at > 1 else None
        if behind_figure and label and label.feature not in ("", "amount"):
            return "exact"  # '10 hồ sơ trễ hạn trên 700 hồ sơ': a part and its whole
        return "over"

    def slash_follows(self, at: int) -> bool:
        """'/' or 'trên tổng số' leads to what the number is a part of."""
        said = False
        for item in self.items[at : at + 5]:
            if item.role == "number":
                return said
            if item.text == "/" or item.feature == "grand_total":
                said = True
            elif item.role not in ("term",) and item.text not in small_words("fillers"):
                break
        return False
