"""What holds inside a bracket, and what is left of it behind.

Knows labels and scopes; binds no number.
"""

from __future__ import annotations

from extractor.assemble.labels import features_of, small_words
from extractor.assemble.lists import Lists
from extractor.assemble.said import Frame
from extractor.book.metrics import grammar
from extractor.match.items import Item


class Brackets(Lists):
    """Opens and closes brackets."""

    def frame(self) -> Frame:
        """What holds outside the bracket that opens here: no clause ends in it that is open."""
        outside, self.outside = self.outside, None
        return Frame(
            self.zone,
            self.here.copy(),
            len(self.claims),
            self.inside,
            self.new_scope,
            self.subject,
            self.foreign,
            outside,
        )

    def close(self, at: int) -> None:
        """Behind a bracket all is as it was before it; a name alone in it is of no number."""
        frame = self.frames.pop()
        read_inside = len(self.claims) > frame.count
        closer = [] if read_inside else self._told_closer(at, frame.zone)
        if not frame.new_scope and any(
            c.scope != frame.here.scope for c in self.claims[frame.count :]
        ):
            self.aside |= set(range(frame.count, len(self.claims)))
        whose = self.here if not read_inside and self._told_whose(at, frame) else None
        self.zone = [] if read_inside else [*frame.zone, *closer]
        self.new_scope = self.new_scope if read_inside else frame.new_scope
        self.here, self.inside, self.subject = frame.here, frame.inside, frame.subject
        self.outside, self.foreign = frame.outside, frame.foreign
        if whose is not None:
            self.here.scope, self.here.scoped = whose.scope, True
        if read_inside:
            self.split = (len(self.claims), frame.count)
            self.unread_closed = len(self.unread)

    def _told_whose(self, at: int, frame: Frame) -> bool:
        """'Số hóa kết quả (mới làm ở cấp huyện): 12': a level between a label and its colon."""
        scope, label = self.here.scope, any(i.role == "term" for i in frame.zone)
        behind = self.item_at(at + 1)
        parted = behind is not None and (behind.text == ":" or behind.role == "number")
        return parted and label and scope.name is None and scope != frame.here.scope

    def _told_closer(self, at: int, label: list[Item]) -> list[Item]:
        """'Số hồ sơ đang giải quyết (chưa đến hạn): 45': labels that are all the bracket holds.

        Only times and ways of filing ('Người xã khác nộp (phi địa giới) 21 hồ sơ'), where the label
        before it leaves the time open ('giải quyết (kể cả quá hạn)' does not).
        """
        held: list[Item] = []
        while at and self.items[at - 1].text not in ("(", "["):
            at -= 1
            held.insert(0, self.items[at])
        timing, joins = grammar().classes["timing"], small_words("joins")
        said = [i for i in held if i.role == "term"]
        named = features_of(said) & (timing | grammar().classes["channel"] | {"nonterritorial"})
        only = all(i.role == "term" or i.text == "," or i.text in joins for i in held)
        open_yet = bool(label) and not features_of(label) & timing
        return said if only and open_yet and named else []
