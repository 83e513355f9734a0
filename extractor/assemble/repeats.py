"""Numbers that repeat a figure for another scope: 'tiếp nhận 40 hồ sơ; huyện B 30, huyện C 25'.

Knows what was told before and what stands between; not whose a number is (that is :mod:`.whose`).
"""

from __future__ import annotations

from itertools import takewhile

from extractor.assemble.claims import Claim
from extractor.assemble.labels import small_words
from extractor.assemble.percents import Percents
from extractor.assemble.reasons import without_reasons
from extractor.book.metrics import metrics
from extractor.match.items import Item


class Repeats(Percents):
    """Tells which figure a number with nothing but a new scope says again."""

    def _unread_between(self) -> bool:
        """Another number stands between, of which it is not known what it counts."""
        doubtful = ("no-label", "no-metric", "two-labels")
        since = self.unread_closed if self.split[0] == len(self.claims) else 0
        return any(
            u.start > self.claims[-1].start and u.reason in doubtful and u.start not in self.passed
            for u in self.unread[since:]
        )

    def _repeats(self, at: int) -> bool:
        """Only a scope stands between the last figure and this number.

        Before a named unit other words may stand, but no label ('tập trung tại Sở X 152').
        """
        told = not self._unread_between() or (not self.announced and self._row_before())
        if not told or self._opens_unread():
            return False
        if self.here.scope.level in ("unit", "field"):
            said = [i for i in self.items[:at] if i.start >= self.claims[-1].quote_end]
            terms = (i.feature for i in without_reasons(said) if i.role == "term")
            return all(feature == "rate" or feature.startswith("unit:") for feature in terms)
        summed = self.here.scope == self.base.scope and not self.zone  # by :meth:`sum_of_list`
        powers = [(i.start, i.end) for i in self.items[:at] if i.feature == "transparent"]
        return all(
            i.role in ("scope", "sign", "inside")
            or i.feature in ("cumulative", "inperiod", "percent", "procedure")
            or any(start <= i.start and i.end <= end for start, end in powers)
            or ((powers or summed) and i.feature in ("total", "grand_total"))
            or i.start in self.passed
            or i.text in small_words("fillers") | small_words("of") | small_words("period_leads")
            for i in self.items[at - 4 if at > 4 else 0 : at]
            if i.start >= self.claims[-1].quote_end and not self._of_powers(i)
        )

    def _of_powers(self, item: Item) -> bool:
        """'hồ sơ thuộc thẩm quyền giải quyết của cấp xã': the noun right before the power."""
        behind = self.item_at(self.items.index(item) + 1)
        return item.feature == "unit:file" and behind is not None and behind.feature == "procedure"

    def _repeated(self) -> Claim:
        """The figure said before for another scope: the last that is not part of a ratio.

        A list in a sentence of its own takes up the first, the headline of its passage.
        """
        named = self.here.scope.level in ("unit", "field")
        here = (c for c in self.claims if c.note == "again" and c.start >= self.sentence_start)
        if named and (again := next(here, None)) is not None:
            return again
        if named and (row := self._row_before()):
            return row[0]
        fresh = named and self.claims[-1].start < self.sentence_start
        for told in self.claims if fresh else reversed(self._outside_bracket()):
            claim = next(c for c in self.claims if c.start == told.start)  # of all of them as well
            base = claim.note == "whole-of" or claim.metric.endswith(".due")
            if metrics()[claim.metric].kind == "count" and not base:
                return claim
        return self.claims[-1]

    def _opens_unread(self) -> bool:
        """'Đất đai 300 hồ sơ, trả 280; môi trường 97': what a row opens with no label told."""
        last = self.claims[-1]
        scope, level = last.scope, self.here.scope.level
        if self.damaged or scope.level != level or scope == self.here.scope:
            return False
        if level not in ("field", "unit"):
            return False
        row = [*takewhile(lambda c: c.scope == scope, reversed(self.claims))][-1]
        signs = (i.start for i in self.items if i.role == "sign" and i.text in ";:.()")
        since = max(takewhile(lambda at: at < row.start, signs), default=0)
        doubtful = (u for u in self.unread if u.reason in ("no-label", "no-metric"))
        return any(since < u.start < row.start and u.start not in self.passed for u in doubtful)

    def _row_before(self) -> list[Claim]:
        """'Hộ tịch nhận 90, trả 88; đất đai 40 hồ sơ, trả 35': what the row before opens with.

        Rows are parted by a semicolon, and each tells of one of a level: its figures in one order.
        """
        scope = self.claims[-1].scope
        if self.damaged or scope == self.here.scope or scope.level != self.here.scope.level:
            return []
        row = [*takewhile(lambda c: c.scope == scope, reversed(self._outside_bracket()))][::-1]
        parted = ";" in self.text[self.claims[-1].end : self.scope_end]
        counts = bool(row) and metrics()[row[0].metric].kind == "count"
        return row if parted and counts and row[0].start >= self.sentence_start else []
