"""Which rows of a turned table stand under which: by their numerals, bullets and words.

Knows labels and what they say; no cell and no value.
"""

from __future__ import annotations

import regex

from extractor.book.metrics import grammar
from extractor.tables.heading import shared
from extractor.tables.words import meaning

BULLETS = frozenset("-+*•–")
_BELOW = regex.compile(r"(?:[\dIVX]+\.)+(?=\d)")


def leaves(above: str, label: str, damaged: bool) -> bool:
    """Whether files are counted again below a row of what is none ('Phản ánh, kiến nghị')."""
    return says(above, damaged, "subject") and "unit:file" in meaning(label, damaged).features


def depends(label: str, damaged: bool) -> bool:
    """'Số tiền', 'Tỷ lệ so với …' below a row, without a numeral: of that row."""
    said = shared(label, damaged).features
    return bool(said) and said <= {"rate", "amount"}


def list_of(lead: str) -> str:
    """What the items of one list share: their bullet, or the numeral they lie below ('6.1')."""
    if lead in BULLETS:
        return lead
    return lead[: match.end()] if (match := _BELOW.match(lead)) else ""


def handed_on(above: tuple[str, ...], label: str, damaged: bool, counted: bool) -> tuple[str, ...]:
    """What the rows below are of: 'Đang giải quyết', and no row that is a part itself.

    A part of another group ('Chưa đến hạn' below 'Đã giải quyết') ends what stood above; what is
    no file ('Phản ánh, kiến nghị') stays it until files or a heading without numbers come.
    """
    said = meaning(label, damaged).features
    groups = grammar().classes["group"]
    if not counted and says(label, damaged, "subject") and "unit:file" not in said:
        return (label,)  # 'IV. PHẢN ÁNH, KIẾN NGHỊ'
    if not names_group(label, damaged) or "rate" in said:
        return above
    if len(said & grammar().classes["topic"]) > 1:  # 'Số hóa, thanh toán' heads several
        return ()
    if said.isdisjoint(grammar().classes["timing"]):
        open_still = counted and not said & ({"unit:file"} | grammar().classes["topic"])
        matter = [text for text in above[:1] if open_still and says(text, damaged, "subject")]
        return (*matter, label) if not says(label, damaged, "subject") else (label,)
    before = frozenset(f for text in above for f in meaning(text, damaged).features)
    return above if said & groups <= before else ()


def names_group(label: str, damaged: bool) -> bool:
    """Whether the row says by itself what its figures are of."""
    return says(label, damaged, "group", "topic")


def says(label: str, damaged: bool, *classes: str) -> bool:
    """Whether a label has a feature of one of these classes."""
    features = {grammar().class_of(f) for f in meaning(label, damaged).features}
    return not features.isdisjoint(classes)
