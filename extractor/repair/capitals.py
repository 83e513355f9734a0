"""A page all in capitals set in small letters, in which names and abbreviations can be told.

Small are words that stand beside one another in reports (:mod:`extractor.repair.restored`); what
stands beside nothing known may be a name and keeps a capital. The length stays the same.
"""

from __future__ import annotations

import re

from extractor.models import Edit
from extractor.repair.restored import known

NAME = "all-capitals"
LETTERS, SHARE = 400, 0.97
"""Letters of a page that is more than a heading, and how many of them are capitals."""
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVX]+\Z")
_BEGINS = re.compile(r"(?:\A|\n|[.!?:|]\s)[\s\W\d]*\Z")


def small_letters(text: str) -> list[Edit]:
    """The words of a page in capitals as they would be printed in sentences."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < LETTERS or sum(map(str.isupper, letters)) < SHARE * len(letters):
        return []
    matches = list(_WORD.finditer(text))
    words = [match.group().lower() for match in matches]
    edits = []
    for at, match in enumerate(matches):
        printed = match.group()
        if printed in known().alone or _ROMAN.match(printed) or len(printed) == 1:
            continue
        begins = _BEGINS.search(text, max(0, match.start() - 12), match.start()) is not None
        small = _stands(words, at, at + 1) or _stands(words, at - 1, at)
        edits.append(
            Edit(match.start(), match.end(), words[at] if small and not begins else printed.title())
        )
    return [edit for edit in edits if len(edit.new) == edit.end - edit.start]


def _stands(words: list[str], first: int, second: int) -> bool:
    if first < 0 or second >= len(words):
        return False
    return words[first] in known().behind.get(words[second], ())
