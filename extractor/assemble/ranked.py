"""Places in a list by their bare names, behind a word that says what they all are.

'ở các huyện Hải Hậu (12 hồ sơ), Giao Thủy (5 hồ sơ) và Xuân Trường (3 hồ sơ)': one word of rank for
all, and each name with its number. Knows ranks, capitals and signs; no label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.assemble.labels import small_words
from extractor.assemble.leads import Leads
from extractor.book.joining import unit_names
from extractor.models import Scope
from extractor.repair.known import fields_folded
from extractor.text import fold

_LEAST, _MOST = 2, 4
"""Words of a place's name."""
_OPENS = (":", "(")
_GOES_ON = (",", ";")
_ACCOUNT = 16
"""Items of a bracket that gives a place's account."""
_BEHIND = 3
"""Items that may stand between a number and the next name: its noun, a bracket, a sign."""


class Ranked(Leads):
    """Names places whose rank was said once for all of them."""

    def place_of_list(self, at: int) -> bool:
        """The place before ``items[at]`` is whose the number is, if it stands in such a list."""
        verb = at
        while verb and self.items[verb - 1] in self.zone and self.items[verb - 1].role == "term":
            verb -= 1
        end = verb - 1 if verb and self.items[verb - 1].text in _OPENS else verb
        first = end
        while first and self.is_proper(self.items[first - 1]):
            first -= 1
        words = self.items[first:end]
        if not _LEAST <= len(words) <= _MOST or not self._is_listed(first, at):
            return False
        if fold(self.text[words[0].start : words[-1].end]) in fields_folded():
            return False
        self._call("unit", words)
        self.of_some = False
        self.scopes_said.append(self.here.scope)
        return True

    def level_of_list(self, at: int) -> bool:
        """'6.021 hồ sơ (huyện 2.034, xã 3.987)': levels by their bare word, one beside another."""
        opens = self._opened(at)
        if opens < 1 or not self.claims or self.claims[-1].start < self.sentence_start:
            return False
        ahead = range(at, min(at + _ACCOUNT, len(self.items)))
        closes = next((n for n in ahead if self.items[n].text == ")"), -1)
        within = range(opens + 1, closes)
        numbers = [n for n in within if self.items[n].role == "number"]
        levels = [self._bare_level(n - 1) for n in numbers]
        if at not in numbers or None in levels or len(set(levels)) < max(len(levels), 2):
            return False
        word, level = self.items[at - 1], levels[numbers.index(at)]
        self.here.scope, self.here.scoped = Scope(level=str(level)), True
        self.here.own, self.new_scope = "", True
        self.scope_end = word.end
        self.scopes_said.append(self.here.scope)
        self.passed.add(word.start)
        return True

    def _opened(self, at: int) -> int:
        """Where the bracket opens that ``items[at]`` stands in; -1 where none does nearby."""
        for before in range(at - 1, max(at - _ACCOUNT, -1), -1):
            if self.items[before].text in ("(", ")"):
                return before if self.items[before].text == "(" else -1
        return -1

    def _bare_level(self, at: int) -> str | None:
        """The level that one word behind a bracket or a comma is, and nothing else."""
        item, before = self.items[at], self.items[at - 1]
        if before.text not in ("(", ",", ";") or item.role not in ("word", "scope"):
            return None
        return _levels().get(fold(self.text[item.start : item.end]))

    def _is_listed(self, first: int, at: int) -> bool:
        """Whether a rank was said, and another place stands before this one or behind it."""
        before = self.item_at(first - 1)
        if before is None or before.start < self.sentence_start:
            return False
        if before.role == "scope" and self.leads_places(first - 1):
            return True
        goes_on = before.text in (*_GOES_ON, *small_words("plus"), *small_words("equals"))
        told = bool(self.claims) and self.claims[-1].start >= self.sentence_start
        said = fold(self.text[self.sentence_start : self.items[first].start])
        if goes_on and told and self.claims[-1].scope in self._places():
            return True
        ranks = [*_rank().finditer(said)]
        if not ranks or before.text in (*_GOES_ON, *small_words("plus")):
            return False
        if not said[ranks[-1].end() :].strip() and before.role == "word":
            plural = said[: ranks[-1].start()].split()[-1:]
            return bool(small_words("several").intersection(plural))
        opens = (*_OPENS, *small_words("equals"), *small_words("such_as"))
        return before.text in opens and self._another(at)

    def _places(self) -> Sequence[Scope]:
        """Units that were named in this sentence."""
        return [scope for scope in self.scopes_said if scope.level == "unit"]

    def _another(self, at: int) -> bool:
        """Whether the next of a list stands behind the number, or behind its bracket."""
        if self._opened(at) >= 0:
            ahead = range(at, min(at + _ACCOUNT, len(self.items)))
            at = next((n for n in ahead if self.items[n].text == ")"), at)
        for behind in range(at + 1, at + 2 + _BEHIND):
            item, name = self.item_at(behind), self.item_at(behind + 1)
            if item is None or item.role == "number":
                return False
            if item.text in _GOES_ON or item.text in small_words("plus"):
                return self.is_proper(name) and self.is_proper(self.item_at(behind + 2))
        return False


@cache
def _levels() -> dict[str, str]:
    """A word for what a province, a district or a commune is, folded → its level."""
    levels = unit_names().levels
    return {fold(levels[level][0]): level for level in ("province", "district", "commune")}


@cache
def _rank() -> re.Pattern[str]:
    """A word for what a district or a commune is, in folded text."""
    levels = unit_names().levels
    ranks = {fold(rank) for level in ("district", "commune") for rank in levels[level]}
    return re.compile(rf"\b(?:{'|'.join(sorted(ranks | small_words('branches')))})\b")
