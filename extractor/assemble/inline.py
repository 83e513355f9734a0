"""Names within a list told in one passage: '…: Thủy sản: nhận 12, trả 9; Thú y (nhận 4, trả 3)'.

Knows where such a name begins and ends; names beside a number are :mod:`.bare`'s, those that lead
an item of its own :mod:`.leads`'.
"""

from __future__ import annotations

from extractor.assemble.bare import LONGEST_NAME, Bare
from extractor.assemble.labels import features_of, small_words
from extractor.book.metrics import grammar
from extractor.match.items import Item

_APART = (",", ";", ":", ".")
"""Signs between the name and what was told before."""
_FIRST_LABEL = 3
"""Items from a name's sign to the number whose label stands between."""


class Inline(Bare):
    """Names scopes by words before a colon or a bracket in a list of fields."""

    def _lead(self, at: int) -> None:
        """Also '…; Thú y: nhận 4, trả 3', in the middle of a passage."""
        super()._lead(at)
        if not self.frames and not self.new_scope:
            self.name_apart(at)

    def name_apart(self, at: int) -> None:
        """The bare words before ``items[at]`` are the name of a field with its own account."""
        if self.zone or not self._accounts(at + 1):
            return
        words, opener = self._words_before(at, said_apart=True)
        if opener is None or not (
            opener.text in (*_APART, *grammar().words.plus)
            or opener.text in small_words("alone")
            or (self._lists_fields() and opener.text in small_words("opens_name"))
        ):
            return
        if self.is_sum(words):
            self.of_all()
            return
        if not 0 < len(words) <= LONGEST_NAME or self._no_name(words, fields=True):
            return
        listed = bool(self.claims) and self.claims[-1].scope.level == "field"
        proper = listed and self._cased_alike(words[0])
        if proper or self.here.below == "field" or self.opens_clause(words, opener):
            self._call("field", words)

    def _lists_fields(self) -> bool:
        """Whether fields are announced, or one was told of last."""
        told = self.claims[-1].scope.level if self.claims else ""
        return "field" in (self.here.below, told)

    def _cased_alike(self, first: Item) -> bool:
        """'Lĩnh vực đất đai: …; môi trường: …': no capital where the one before had none."""
        last = self.claims[-1].scope.name or ""
        return self.text[first.start].isupper() or last[:1].islower()

    def _accounts(self, at: int) -> bool:
        """Whether a label of what becomes of files stands there, with its number."""
        said = self.items[at : at + _FIRST_LABEL]
        number = next((n for n, item in enumerate(said) if item.role == "number"), 0)
        return bool(features_of(said[:number]) & grammar().classes["group"])
