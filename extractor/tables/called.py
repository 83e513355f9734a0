"""Whether a row's name is one that is known: then its print on a damaged scan was read rightly.

A name that is in no list may be another name misread ('Hát' for 'Hải'), however sure the engine
was of its letters. Knows lists of names and what units are called; no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor.book.tables import table_book
from extractor.repair.gazetteer import places
from extractor.repair.known import fields_of_work, known_names
from extractor.tables.labels import is_unit, level_of, level_summed
from extractor.tables.words import meaning, owner_of_all, period_of_row
from extractor.text import fold


def is_known(label: str) -> bool:
    """Whether a label, its numeral apart, is a total's, a level's, a span's or a listed name's."""
    if owner_of_all(table_book().totals, label, False) or level_summed(label, False):
        return True
    if level_of(label, False) is not None or period_of_row(label, False):
        return True
    return _is_own(_plain(label))


def _is_own(name: str) -> bool:
    """Whether a field's, an office's or a place's name is listed, bare or behind what it is."""
    return name in _listed() or any(
        name.startswith(f"{kind} ") and name[len(kind) + 1 :] in _listed() for kind in _kinds()
    )


def is_listed(label: str) -> bool:
    """Whether a name of two words or more is in a list, whatever marks were read.

    No two names of fields and offices differ by marks alone; places do.
    """
    name = _plain(label)
    return " " in name and (_is_own(name) or fold(name) in _unmarked())


def says_no_more(label: str) -> bool:
    """Whether two words or more of it say what a row counts, and no other has any weight."""
    said = meaning(label, damaged=False)
    return said.covered > 1 and not said.strange


def are_fields(labels: Sequence[str]) -> bool:
    """Whether most of these names are fields of work, whatever stands above them."""
    known = sum(_plain(label) in _fields() for label in labels)
    return 2 * known > len(labels)


def is_body(label: str, damaged: bool) -> bool:
    """Whether a label opens as names of bodies do, and is no field of work ('Thuế')."""
    if is_unit(label, damaged):
        return True
    name = _plain(label)
    return name.startswith(_bodies()) and name not in _fields()


def _plain(name: str) -> str:
    return " ".join(name.lower().split()).strip(" .,:;-–")


@cache
def _listed() -> frozenset[str]:
    """Fields of work, offices and places, in small letters with their marks."""
    towns = (n for p in places().provinces for n in (p.name, p.since_2025, *p.districts))
    return frozenset(map(_plain, (*known_names(), *towns)))


@cache
def _unmarked() -> frozenset[str]:
    """Fields of work and offices without marks."""
    return frozenset(fold(_plain(name)) for name in known_names())


@cache
def _fields() -> frozenset[str]:
    return frozenset(map(_plain, fields_of_work()))


@cache
def _bodies() -> tuple[str, ...]:
    """What names of bodies begin with ('văn phòng', 'công an')."""
    return tuple(f"{_plain(word)} " for word in table_book().bodies)


@cache
def _kinds() -> frozenset[str]:
    """What stands before the own name of a unit or field ('xã', 'Sở', 'lĩnh vực')."""
    return frozenset(map(_plain, table_book().kinds))
