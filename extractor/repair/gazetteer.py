"""The gazetteer: provinces until 30 June 2025, what each belongs to since, and its districts."""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load


class Province(Declared):
    """A province until 30 June 2025, what it belongs to since, and its districts."""

    name: str
    since_2025: str
    districts: tuple[str, ...]


class Places(Declared):
    """places.toml."""

    about: str
    source: str
    provinces: tuple[Province, ...]


@cache
def places() -> Places:
    """Provinces and districts; some 15 KB, for pages that lost letters or marks only."""
    return load(Places, "head/places.toml")
