"""What a row's label says by itself: its numeral, a level, a unit.

Looks words up; knows no row and no table.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.book.metrics import grammar
from extractor.book.tables import table_book
from extractor.tables.words import behind, meaning, named, owner_of_all
from extractor.text import fold

_LEADING = regex.compile(
    r"\s*(?:(?P<marker>[IVXL]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,2}){0,2})\s*(?:[.):]+\s*(?=\S)|[/-]+\s*(?=[^\s\d]))|[a-zđ]\s*\)\s*|[-+•*–]\s*)"
)


_COUNTED = regex.compile(r"[(\[]\s*\d[^()\[\]]*[)\]]\s*$")
"""'Cấp xã (64 xã, phường)': a bracket that counts who stands under the name says no more of it."""


_CAPITALISED = regex.compile(r"\p{Lu}\p{Ll}*|\p{Lu}\p{Ll}*-\p{Lu}\p{Ll}*|\d{1,2}")
"""A word of a place's name, or its number ('Phú Lợi 2')."""
LONGEST_NAME = 5
"""Words of a place's name."""
LONGEST = 200
"""Characters of a sum's label."""
_SUMMED = regex.compile(r"\s*[(\[][^()\[\]]*\+[^()\[\]]*[)\]]\s*$|\s*=[\s\d()IVXLA-Z+]+$")
"""'Toàn huyện (Biểu 1 + Biểu 2)', 'Tổng cộng (phòng + xã)', 'Cộng = I+II'."""


def split_label(text: str) -> tuple[str, str]:
    """(numeral, rest) of a label that carries its own numeral: 'I. Sở ban ngành'."""
    match = _LEADING.match(text)
    marker = (match["marker"] or "") if match else ""
    if match is None or marker.lower() in grammar().words.abbreviations:  # 'H. Bảo Lạc'
        return "", text.strip()
    return marker, text[match.end() :].strip()


def uncounted(label: str) -> str:
    """The label without a bracket behind it that counts ('Các sở (12 đơn vị)')."""
    return _COUNTED.sub("", label) or label


def summed(label: str) -> str:
    """The label without a bracket behind it that says of what it is the sum."""
    return (_SUMMED.sub("", label) or label) if len(label) <= LONGEST else label


def level_of(label: str, damaged: bool) -> tuple[str, str] | None:
    """(level, words) of a label that names a level and nothing else."""
    label = uncounted(label)
    book = table_book()
    found = owner_of_all(book.levels, label, damaged, light=True)
    if found is not None:
        return found
    rank = owner_of_all(book.ranks, label, damaged)
    if rank is not None and rank[1] == label.strip(" .,:;"):  # and not 'Phường 1'
        return rank
    for name in named(label, damaged):
        if name.whole and name.phrase.level not in ("unit", "whole", "centre", "field"):
            return name.phrase.level, name.text
    return None


def level_summed(label: str, damaged: bool) -> str | None:
    """The level of a label that is a total's words and then a level's."""
    rest = behind(table_book().totals, label, damaged)
    found = level_of(rest, damaged) if rest and rest.strip() else None
    return found[0] if found else None


def level_listed(labels: Sequence[str]) -> str | None:
    """The level of units that are all of one kind: what is summed over them is that level's."""
    names = [fold(label).replace(".", " ") for label in labels]
    for only in table_book().only:
        begins = tuple(f"{fold(word)} " for word in only.begins)
        if len(names) > 1 and all(name.startswith(begins) for name in names):
            return only.level
    return None


def is_name_of_place(label: str) -> bool:
    """Whether it looks like a place's own name: nothing but words with a capital ('Tân Hòa')."""
    words = label.split()
    plain = not meaning(label, damaged=False).features and not label.isupper()
    return plain and 0 < len(words) <= LONGEST_NAME and all(map(_CAPITALISED.fullmatch, words))


def is_unit(label: str, damaged: bool) -> bool:
    """Whether a label opens with what single units are called."""
    names = named(label, damaged)
    return bool(names) and names[0].first and names[0].phrase.level == "unit"
