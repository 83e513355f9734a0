"""Spans of a page that are no body text; they are marked, never deleted."""

from __future__ import annotations

import re

Aside = tuple[int, int, str]

_PAGE_NUMBER = re.compile(r"(?:\A|\n)[ \t\xa0]*\n[ \t\xa0]*(?:- ?)?(\d{1,3})(?: ?-)?[ \t\xa0]*(?=\n|\Z)")


def aside(text: str) -> tuple[Aside, ...]:
    """The spans to set aside, in order."""
    return tuple((m.start(1), m.end(1), "page-number") for m in _PAGE_NUMBER.finditer(text))
