"""The grammar of a passage: which number belongs to which label.

Reads items left to right. A label may stand before its number ('đã giải quyết 354 hồ sơ') or
behind ('00 hồ sơ quá hạn'); what a bracket or 'trong đó' holds is part of the number before
it and takes its group from there; a per cent or an amount without a label of its own belongs to
the figure before it; a number with nothing but a new scope repeats the figure before it for
that scope. No phrase is known here: only roles, features and classes.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from extractor.assemble.claims import Claim, Context, Qualifier, Unread
from extractor.book.metrics import Resolution, grammar, metrics, resolve
from extractor.match.items import Item
from extractor.models import Scope
from extractor.numbers import as_count, as_decimal
from extractor.text import fold

_LOOSE = ("unit:loose", "unit:procedure")
_WIDE_GAP = 12
"""Words that may stand between a label and a number that names its unit."""


class Reader:
    """Reads one passage; holds what was said so far."""

    def __init__(
        self,
        block: int,
        text: str,
        items: tuple[Item, ...],
        context: Context,
        whose: Callable[[Scope, str], Scope | None],
    ) -> None:
        self.block = block
        self.text = text
        self.items = items
        self.here = context.copy()
        self.base = context.copy()
        self.whose = whose
        """Names a scope in the light of who reports; None if it is the reporter itself."""
        self.claims: list[Claim] = []
        self.unread: list[Unread] = []
        self.zone: list[Item] = []
        """Labels since the last number, nearest last."""
        self.zone_from = 0
        self.frames: list[tuple[list[Item], Context, int, int | None]] = []
        self.foreign: int | None = None
        """Where a number of something else stands, whose parts and elided nouns follow."""
        self.of: str | None = None
        """The metric of the number after a slash."""
        self.new_scope = False
        self.scopes_said: list[Scope] = []
        """In this sentence; several of them share it, and the next sentence is of all again."""
        self.scopes_ever: list[Scope] = []
        self.inside: int | None = None
        self.announced: frozenset[str] = frozenset()
        """Label before a colon that a list follows ('hồ sơ trễ hạn gồm: A 3 hồ sơ; B 2')."""
        self.sentence_start = 0

    # ------------------------------------------------------------------ the walk

    def read(self) -> None:
        """Walk the passage once."""
        at = 0
        while at < len(self.items):
            item = self.items[at]
            at = self._number(at) if item.role in ("number", "zero") else self._other(at, item)
        self.scopes_ever += self.scopes_said
        if not self.claims and self.zone:
            self._announce()

    def _other(self, at: int, item: Item) -> int:
        if item.role == "term":
            self._hear(item)
        elif item.role == "scope":
            self._enter(item)
        elif item.role == "inside":
            self.inside = self.claims[-1].start if self.claims else None
            if self._fresh():
                self.announced = _features(_heavy(self.zone), set())
                self._announce()
            else:
                self.zone = []
        elif item.role == "sign":
            self._sign(at, item)
        return at + 1

    def _hear(self, item: Item) -> None:
        """A label: kept for the number it stands by."""
        if item.feature == "cumulative":
            self.here.period = "cumulative"
        else:
            self.zone.append(item)

    def _enter(self, item: Item) -> None:
        """A scope: whose the numbers from here on are."""
        if item.scope is None:
            return
        if item.text == "below":
            self.here.below = item.scope.level
            return
        scope = self.whose(item.scope, self.text[item.start : item.end])
        if scope is None or (item.weak and self.here.scoped):
            return
        self.here.scope, self.here.scoped = scope, True
        self.new_scope = True
        self.scopes_said.append(scope)

    def _sign(self, at: int, item: Item) -> None:
        sign = item.text
        if sign in "([":
            self.frames.append((self.zone, self.here.copy(), len(self.claims), self.inside))
            self.inside = (
                self.claims[-1].start if self.claims and not self._fresh() else self.inside
            )
            self.zone = list(self.zone) if self._fresh() else []
        elif sign in ")]" and self.frames:
            zone, here, count, self.inside = self.frames.pop()
            read_inside = len(self.claims) > count
            self.zone = [] if read_inside else zone
            self.here = here
        elif sign == ";":
            self.zone = []
            self.of = None
        elif sign == ":" and not self._number_next(at):
            self._lead(at)
            self._announce()
            if self.zone:
                self.announced = _features(_heavy(self.zone), set())
            self.zone = []
        elif sign == "." and self._ends_sentence(at):
            self._end_sentence(at)

    def _lead(self, at: int) -> None:
        """'- Hộ tịch: tiếp nhận …' below 'Theo lĩnh vực': the lead names whose figures follow."""
        if self.here.below is None or self.zone or self.scopes_said or self.claims:
            return
        words = [i for i in self.items[:at] if i.role == "word"]
        if words and len(words) <= 10:
            name = " ".join(self.text[words[0].start : self.items[at].start].split())
            self.here.scope, self.here.scoped = Scope(level=self.here.below, name=name), True
            self.scopes_said.append(self.here.scope)

    def _number_next(self, at: int) -> bool:
        return at + 1 < len(self.items) and self.items[at + 1].role in ("number", "zero")

    def _fresh(self) -> bool:
        """Whether a label was heard since the last number."""
        return bool(_heavy(self.zone))

    def _ends_sentence(self, at: int) -> bool:
        item = self.items[at]
        before = self.items[at - 1] if at else None
        if before and before.end == item.start and before.text in grammar().words.abbreviations:
            return False
        rest = self.text[item.end :].lstrip()
        return not rest or rest[0].isupper() or not rest[0].isalnum()

    def _end_sentence(self, at: int) -> None:
        self.zone = []
        self.of = None
        self.foreign = None
        self.inside = None
        self.frames = []
        self.sentence_start = self.items[at].end
        if len({(s.level, s.name) for s in self.scopes_said}) > 1:
            self.here.scope, self.here.scoped = self.base.scope, self.base.scoped
        self.scopes_ever += self.scopes_said
        self.scopes_said = []
        self.here.period = self.base.period
        if at + 1 < len(self.items) and self.items[at + 1].role != "inside":
            topics = set(grammar().classes["topic"]) - self.base.features
            self.here.features = self.here.features - topics

    def _announce(self) -> None:
        """A passage without a number hands on what it names ('Hồ sơ đã giải quyết:')."""
        self.here.features = _handed_on(_features(self.zone, set()), self.here.features)

    # ------------------------------------------------------------------ a number

    def _number(self, at: int) -> int:
        """Bind the number at ``at``; returns where to go on."""
        item = self.items[at]
        if item.role == "zero" and not self._is_zero(at):
            return at + 1
        kind, value, after = self._value(at)
        post, onward, unit_known = self._behind(after)
        post += self._behind_ratio(after)
        claim = (
            None if value is None else self._bind(at, item, kind, value, post, onward, unit_known)
        )
        if isinstance(claim, Claim):
            self.foreign = None
            self.claims.append(claim)
            self._follow(claim, onward)
        else:
            reason = claim if isinstance(claim, str) else "not-a-count"
            self.unread.append(
                Unread(self.block, item.text, item.start, item.end, reason, self._heard())
            )
            if reason == "unknown-unit" or (reason == "no-label" and not _units(post)):
                self.foreign = item.start
            self.of = None
        if claim == "unknown-unit":  # the label waits for the number it belongs to
            return at + 1
        self.zone = []
        return onward if isinstance(claim, Claim) else at + 1

    def _is_zero(self, at: int) -> bool:
        """'không có' counts as 0 after a label and a colon, or before a label among figures."""
        before = self.items[at - 1] if at else None
        behind = self.items[at + 1] if at + 1 < len(self.items) else None
        closed = behind is None or (behind.role == "sign" and behind.text in ",;.)")
        if before is not None and before.role == "sign" and before.text == ":" and self._fresh():
            return closed or behind is None or behind.feature.startswith("unit:")
        if before is not None and before.role == "word" and before.text == "la" and self._fresh():
            return closed
        if self.items[at].text == "khong" or behind is None or self._fresh():
            return False
        post, _, _ = self._behind(at + 1)
        if before is not None and before.text == ":" and self.new_scope and not self.claims:
            return bool(_heavy(post))
        return bool(self.claims) and bool(_heavy(post)) and self._in_list(at)

    def _in_list(self, at: int) -> bool:
        """Whether the item follows a figure of the same sentence after a comma or 'và'."""
        before = self.items[at - 1] if at else None
        return (
            before is not None
            and self.claims[-1].start >= self.sentence_start
            and ((before.role == "sign" and before.text in ",;(") or before.text == "va")
        )

    def _value(self, at: int) -> tuple[str, int | Decimal | None, int]:
        """(count | rate | money, value, index behind the number and its scale)."""
        item = self.items[at]
        if item.role == "zero":
            return "count", 0, at + 1
        after = at + 1
        scale = 1
        if self._feature(after) == "scale":
            scale = grammar().scales.get(self.items[after].text, 1)
            after += 1
        if self._feature(after) == "percent":
            return "rate", as_decimal(item.text), after + 1
        if self._feature(after) == "money":
            amount = as_decimal(item.text) if scale > 1 else as_count(item.text)
            return "money", None if amount is None else int(amount * scale), after + 1
        if scale > 1:
            amount = as_decimal(item.text)
            return "count", None if amount is None else int(amount * scale), after
        return "count", as_count(item.text), after

    def _feature(self, at: int) -> str:
        return self.items[at].feature if at < len(self.items) else ""

    def _behind(self, at: int) -> tuple[list[Item], int, bool]:
        """Labels behind a number up to the next sign; (labels, index after them, unit known?)."""
        labels: list[Item] = []
        unit_known = True
        index, words = at, 0
        while index < len(self.items):
            item = self.items[index]
            if item.feature == "grand_total":
                break
            if item.role == "term":
                if item.feature in _LOOSE and not self._ends_unit(index):
                    unit_known = False
                if item.feature == "unit:other":
                    unit_known = False
                labels.append(item)
                words = 0
            elif item.role == "word" and words < 4:
                if index == at and item.text not in _folded("followers"):
                    unit_known = False
                if item.text in _folded("joins") and not self._joined(labels, index):
                    break
                words += 1
            else:
                break
            index += 1
        end = index
        while end > at and self.items[end - 1].role != "term":
            end -= 1
        if index < len(self.items) and self.items[index].role in ("number", "zero"):
            unit = labels[:1] if labels and _is_unit(labels[0]) else []
            if labels and labels[-1].feature in ("amount", "rate") and len(labels) > 1:
                return labels[:-1], self.items.index(labels[-1], at), unit_known
            if self._fresh() or not labels:
                return unit, at + (1 if unit and self.items[at] is unit[0] else 0), unit_known
        return labels, end, unit_known

    def _behind_ratio(self, at: int) -> list[Item]:
        """'4.561/5.650 HS trực tuyến': what stands behind the whole is said of the part."""
        if at + 1 >= len(self.items) or self.items[at].text != "/":
            return []
        if self.items[at + 1].role != "number":
            return []
        post, _, _ = self._behind(at + 2)
        return [i for i in post if grammar().class_of(i.feature) == "channel"]

    def _joined(self, labels: list[Item], at: int) -> bool:
        """After 'và': one label of two ('trực tiếp và qua bưu chính'), or the next clause?"""
        said = {i.feature for i in labels if not i.feature.startswith("unit:")}
        behind = self._feature(at + 1)
        return not said or any(behind in pair and pair & said for pair in grammar().together.pairs)

    def _ends_unit(self, at: int) -> bool:
        """'02 thủ tục,' counts files; '02 thủ tục mới' and '01 bộ bàn' count other things."""
        behind = self.items[at + 1] if at + 1 < len(self.items) else None
        return behind is None or behind.role != "word" or behind.text in _folded("followers")

    def _heard(self) -> frozenset[str]:
        return frozenset(item.feature for item in self.zone)

    def _bind(
        self,
        at: int,
        item: Item,
        kind: str,
        value: int | Decimal,
        post: list[Item],
        onward: int,
        unit_known: bool,
    ) -> Claim | str:
        """The claim of a number, or why there is none."""
        if self.here.silent:
            return "plan-section"
        if self.foreign is not None and kind == "count" and not _units(post):
            return "part-of-other"
        if self.foreign is not None and kind == "rate":
            return "part-of-other"
        if kind == "count" and (not unit_known or self._counts_units(at)):
            return "unknown-unit"
        if self.items[min(at + 1, len(self.items) - 1)].role == "number" and at + 1 < len(
            self.items
        ):
            return "number-run"
        used = [*self.zone]
        own, subject = self._own(post)
        if self.of is not None and kind == "count":
            metric: str | None = self.of
            found = Resolution(metric, 9.0)
        else:
            found_or_none = self._meaning(kind, own, subject, post, at)
            if found_or_none is None:
                return "no-metric" if own else "no-label"
            found = found_or_none
        if kind == "count" and self.of is None and not self._near(at, post):
            return "label-too-far"
        start = min([i.start for i in used[-4:]] + [item.start]) if used else self._quote_from(at)
        end = self.items[onward - 1].end if onward > at else item.end
        return Claim(
            block=self.block,
            metric=found.metric,
            scope=self.here.scope,
            value=value,
            printed=self.text[item.start : item.end],
            start=item.start,
            end=item.end,
            quote_start=start,
            quote_end=max(end, item.end),
            qualifier=self._qualifier(at),
            features=own | subject | self.here.features,
            cost=sum(i.cost for i in (*used, *post)),
            assumed=found.assumed,
            rivals=found.rivals,
            period=self.here.period,
            bracket_of=self.inside,
        )

    def _counts_units(self, at: int) -> bool:
        """'9 phường tiếp nhận …': the number counts offices."""
        behind = self.items[at + 1] if at + 1 < len(self.items) else None
        if behind is None or behind.role != "scope" or behind.start - self.items[at].end > 2:
            return False
        first = fold(self.text[behind.start : behind.end]).split()
        return first[0] not in _folded("followers")

    def _own(self, post: list[Item]) -> tuple[frozenset[str], frozenset[str]]:
        """Features of the number's own label, and the subject its unit implies."""
        units = {i.feature for i in post if i.feature.startswith("unit:")}
        implied = frozenset(filter(None, (grammar().units[u] for u in units)))
        filled: set[str] = set()
        own = _features(self.zone, filled)
        behind = [i for i in post if not i.feature.startswith("unit:")]
        own |= _features(behind[::-1], filled)
        return own, implied

    def _meaning(
        self, kind: str, own: frozenset[str], subject: frozenset[str], post: list[Item], at: int
    ) -> Resolution | None:
        context = self.here.features | subject
        if self.new_scope and self.here.scope.level in ("unit", "field") and self.announced:
            context = frozenset(f for f in context if grammar().class_of(f) != "group")
        last = self.claims[-1] if self.claims else None
        heavy = own - grammar().weight.light
        if kind == "rate":
            if heavy:
                return resolve(own | {"rate"}, context, "rate")
            if last and self.new_scope and metrics()[last.metric].kind == "rate":
                return Resolution(last.metric, 3.0)
            partner = metrics()[last.metric].rate if last else None
            if last and partner is None and metrics()[last.metric].kind == "count":
                partner = self._partner_of_pair(last)
            return Resolution(partner, 3.0) if partner else None
        if kind == "money":
            if heavy:
                return resolve(own | {"amount"}, context, "money")
            partner = metrics()[last.metric].amount if last else None
            if partner:
                return Resolution(partner, 3.0)
            return resolve(own | {"amount"}, context, "money") if own else None
        if heavy or (own and not self.new_scope):
            return resolve(own, context, "count", self._parent_metric())
        if last is not None and self.new_scope and self._repeats(at):
            return Resolution(self._repeated(), 3.0)
        if self.announced and self.new_scope:
            return resolve(own | self.announced, context, "count")
        if self.new_scope and any(i.feature == "unit:procedure" for i in post):
            return resolve(own | {"procedure"}, frozenset(), "count")
        return resolve(own, context, "count") if own else None

    def _parent_metric(self) -> str:
        """A part of a figure is not that figure again: 'tiếp nhận 500 (trong kỳ 450 …)'."""
        for claim in self.claims:
            if claim.start == self.inside and claim.scope == self.here.scope:
                return claim.metric
        return ""

    def _partner_of_pair(self, last: Claim) -> str | None:
        """'329 / 502 …, đạt 65 %': the rate belongs to the number before the slash."""
        for claim in reversed(self.claims[-2:]):
            metric = metrics()[claim.metric]
            if metric.of == last.metric and metric.rate:
                return metric.rate
        return None

    def _repeats(self, at: int) -> bool:
        """Only a scope stands between the last figure and this number."""
        return all(
            i.role in ("scope", "sign", "inside") or i.text in _folded("fillers")
            for i in self.items[at - 4 if at > 4 else 0 : at]
            if i.start >= self.claims[-1].quote_end
        )

    def _repeated(self) -> str:
        """The metric said before for another scope: the last that is not part of a ratio."""
        for claim in reversed(self.claims):
            if metrics()[claim.metric].kind == "count" and not claim.metric.endswith(".due"):
                return claim.metric
        return self.claims[-1].metric

    def _near(self, at: int, post: list[Item]) -> bool:
        """Whether the label stands close enough to the number to mean it."""
        if not self._fresh():
            return True
        limit = _WIDE_GAP if post and post[0].start - self.items[at].end < 3 else 2
        gap = 0
        for item in reversed(self.items[:at]):
            if item.role in ("term", "number", "inside"):
                break
            if item.role == "sign" and item.text in ":(":
                return True
            if item.role == "word" and item.text not in _folded("fillers") and not item.feature:
                gap += 1
        return gap <= limit

    def _quote_from(self, at: int) -> int:
        """Where the quote of a number without a label begins: behind the last number."""
        last = self.claims[-1].quote_end if self.claims else 0
        first = max(last, self.sentence_start)
        while first < self.items[at].start and not self.text[first].isalnum():
            first += 1
        return first

    def _qualifier(self, at: int) -> Qualifier:
        before = self._feature(at - 1) if at else ""
        if before == "over":
            return "over"
        if before == "under":
            return "under"
        return "about" if before == "about" else "exact"

    def _follow(self, claim: Claim, onward: int) -> None:
        """What the next number may build on."""
        needs = next((n for n in metrics()[claim.metric].needs if n <= claim.features), frozenset())
        self.here.features = _handed_on(needs | (claim.features & _subjects()), self.here.features)
        self.new_scope = False
        self.of = None
        if self._slash_follows(onward):
            self.of = metrics()[claim.metric].of

    def _slash_follows(self, at: int) -> bool:
        """'/' or 'trên tổng số' leads to what the number is a part of."""
        for item in self.items[at : at + 5]:
            if item.role == "number":
                return self._said_of
            if item.text == "/" or item.feature == "grand_total":
                self._said_of = True
            elif item.role not in ("term",) and item.text not in _folded("fillers"):
                break
        self._said_of = False
        return False

    _said_of = False


def _units(post: list[Item]) -> list[Item]:
    """The nouns counted, among the labels behind a number."""
    return [i for i in post if _is_unit(i) and i.feature != "unit:other"]


def _is_unit(item: Item) -> bool:
    """A noun that says what was counted."""
    return item.feature.startswith("unit:") or item.feature in grammar().weight.counted


def _features(zone: list[Item], filled: set[str]) -> frozenset[str]:
    """Features of a label, nearest first.

    A class already filled is not filled again, except by words that stand together ('trực tiếp
    và qua bưu chính').
    """
    book = grammar()
    found: set[str] = set()
    for item in reversed(zone):
        feature = item.feature
        if feature.startswith("unit:") or feature == "grand_total":
            continue
        for part in book.implies.get(feature, (feature,)):
            kind = book.class_of(part)
            if kind is None or kind not in filled or _together(part, found):
                found.add(part)
                filled |= {kind} if kind else set()
    return frozenset(found)


def _together(feature: str, found: set[str]) -> bool:
    return any(feature in pair and pair & found for pair in grammar().together.pairs)


def _handed_on(features: frozenset[str], before: frozenset[str]) -> frozenset[str]:
    """What a figure leaves for those inside it: its group and subject, not its timing."""
    book = grammar()
    classes = set(book.weight.handed_on)
    kept = frozenset(f for f in features if book.class_of(f) in classes)
    if any(book.class_of(f) in ("group", "topic") for f in kept):
        subject = frozenset(f for f in before if book.class_of(f) == "subject")
        return kept | subject if not kept & _subjects() else kept
    return before | kept


def _subjects() -> frozenset[str]:
    return frozenset(grammar().classes["subject"])


def _heavy(zone: list[Item]) -> list[Item]:
    light = grammar().weight.light
    return [i for i in zone if i.feature not in light and not i.feature.startswith("unit:")]


_FOLDED: dict[str, frozenset[str]] = {}


def _folded(name: str) -> frozenset[str]:
    """Small words by their folded form."""
    if name not in _FOLDED:
        _FOLDED[name] = frozenset(fold(word) for word in getattr(grammar().words, name))
    return _FOLDED[name]
