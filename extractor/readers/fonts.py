"""Tells legacy fonts by their names; the list is ``patterns/text/legacy_fonts.toml``."""

from __future__ import annotations

import re
from functools import cache

from extractor.book.loading import Declared, load


class LegacyFonts(Declared):
    """Name beginnings of font families with an encoding of their own."""

    prefixes: tuple[str, ...]


@cache
def _prefixes() -> tuple[str, ...]:
    declared = load(LegacyFonts, "text/legacy_fonts.toml")
    return tuple(prefix.casefold() for prefix in declared.prefixes)


def legacy(name: str) -> str:
    """The family's name without a subset tag where it is a legacy one, else ''."""
    family = re.sub(r"^[A-Z]{6}\+", "", name)
    return family if family.casefold().startswith(_prefixes()) else ""
