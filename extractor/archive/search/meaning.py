"""Which figures a question's words mean, by the pattern book.

Apart from the rest of a question, because the book takes longer to open than most searches.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.assemble.labels import features_of
from extractor.book.asking import asking
from extractor.book.metrics import Kind, grammar, metrics, resolve
from extractor.match.items import Item, items_of, scan
from extractor.text import fold

_KINDS: tuple[Kind, ...] = ("count", "money", "rate")


@dataclass(frozen=True, slots=True)
class Meant:
    """What the end of a text names: ``text[start:]``."""

    start: int
    kind: Kind
    metrics: tuple[str, ...]
    """Several where the words leave open which: 'trễ hạn' is said of settled and of open ones."""
    level: str | None = None


def meaning_of(text: str, *, rate: bool) -> Meant | None:
    """The figure that the end of the text names; None where it names none.

    ``rate``: it is compared with a number of per cent.
    """
    label = _label(text, list(items_of(scan(text, damaged=text.isascii()))))
    terms = [item for item in label if item.role == "term"]
    if not terms:
        return None
    own = features_of(terms)
    levels = [item.scope.level for item in label if item.scope is not None]
    for kind in _KINDS[-1:] if rate or "rate" in own else _KINDS:
        if found := _metrics(own, kind):
            start = _begin(text, label[0].start)
            return Meant(start, kind, found, levels[-1] if levels else None)
    return None


def _label(text: str, items: list[Item]) -> list[Item]:
    """The names of figures and levels with which the text ends."""
    small = {word for phrase in asking().small.lead for word in fold(phrase).split()}
    label: list[Item] = []
    for item in reversed(items):
        if item.role == "term" or item.scope is not None:
            label.insert(0, item)
        elif item.role != "word" or fold(text[item.start : item.end]) not in small:
            break
    return label


def _begin(text: str, start: int) -> int:
    """Where the label begins, with the small words before it."""
    before = fold(text[:start]).rstrip()
    for phrase in sorted(map(fold, asking().small.lead), key=len, reverse=True):
        if before == phrase or before.endswith(f" {phrase}"):
            return len(before) - len(phrase)
    return start


def _metrics(own: frozenset[str], kind: Kind) -> tuple[str, ...]:
    told = resolve(own, frozenset(), kind)
    if told is None or not told.assumed:
        return () if told is None else (told.metric, *told.rivals)
    timing = own & grammar().classes["timing"]
    found = {told.metric: None}
    for group in sorted(grammar().classes["group"]):
        said = resolve(own, frozenset({group}), kind)
        if said is not None and any(timing <= _whole(way) for way in metrics()[said.metric].needs):
            found[said.metric] = None
    return tuple(found)


def _whole(way: frozenset[str]) -> frozenset[str]:
    implies = grammar().implies
    return way.union(*(implies.get(feature, ()) for feature in way))
