"""The lines over a table: which form it is, whose figures, which period, what it is about.

Knows the words above a table and in its title rows; knows neither columns nor rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.assemble.periods import PERIODS, other_period
from extractor.book.metrics import grammar
from extractor.book.tables import Form, form_names, table_book
from extractor.match.items import scan
from extractor.models import CleanPage, DocumentHead
from extractor.repair import clean_span
from extractor.repair.layout import body, passages
from extractor.tables.words import meaning, named, owner_at_start, owners, said
from extractor.text import fold

LINES = 12
"""Lines above a table that may be its head."""
NEAR = 5
"""Title lines nearest to the table that say what it is about."""
WRAPPED = 70
"""Characters of a line that prose may have been broken at."""
MOST_WALLS = 2
"""Bars or tabs in a line of a head (a letterhead's two sides); more part the cells of a row."""
LONGEST = 220
"""Characters of a line of a head; a longer one is prose."""
SENTENCE = 60
"""Characters from which a line that ends in a stop is prose."""
_GOES_ON = regex.compile(r"\s*(?:\p{Ll}|\d+(?![.)]\s)[\d.,%]*\s+\p{Ll})")
"""A line amid a sentence: it begins with a small letter, or with a number that is no numeral."""
_BROKEN = regex.compile(r"[^\s.:;!?]\s*$")
"""A line that ends no sentence."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands over a table."""

    lines: tuple[str, ...]
    form: Form | None = None
    level: tuple[str, str] | None = None
    """(level, words as printed)."""
    cumulative: bool = False
    subject: frozenset[str] = frozenset()
    """Features of a subject other than files (feedback, tasks)."""
    service: frozenset[str] = frozenset()
    """The one kind of service online that all of it is about ('Dịch vụ công mức độ 3')."""
    other_matter: bool = False
    """Petitions, cases, staff: nothing is read."""
    about_files: bool = False
    period: str | None = None
    """The span of time over the table, where it is another than the document's."""


_SENTENCES = regex.compile(r"^.*[\p{Ll}\d)]\.\s+(?=\p{Lu})")
"""All sentences of a line but the last."""


def lines_above(page: CleanPage, begin: int, end: int) -> list[str]:
    """Lines of raw ``[begin, end)`` that may be a table's head, top down, up to the prose."""
    window = max(begin, end - LINES * LONGEST)
    start, stop = clean_span(page, window, end)
    found: list[str] = []
    lines = _whole_lines(page, start, stop)
    for at, line in reversed(list(enumerate(lines))):
        text = " ".join(line.split())
        if not text:
            continue
        if _ends_prose(lines[: at + 1]):
            break
        if max(map(line.count, "\t|")) > MOST_WALLS:
            break  # of a table of which nobody knows more
        prose = len(text) > LONGEST or (len(text) > SENTENCE and text[-1] in ".;")
        if prose and not (text[-1] == ":" and not found):
            break
        found.append(text[-LONGEST:])
        if prose or len(found) == LINES:
            break
    return found[::-1]


def _ends_prose(lines: list[str]) -> bool:
    """Whether the last line is the last of a sentence that was broken into lines."""
    if lines[-1].rstrip()[-1:] not in (".", ";"):
        return False
    first = len(lines) - 1
    while first and _GOES_ON.match(lines[first]) and _BROKEN.search(lines[first - 1]):
        first -= 1
    long = sum(len(" ".join(line.split())) for line in lines[first:]) > SENTENCE
    return long and first < len(lines) - 1 and not lines[first].lstrip().startswith("(")


def _whole_lines(page: CleanPage, start: int, stop: int) -> list[str]:
    """The lines of a stretch; on a page image those of a paragraph are one, and dirt is none."""
    if page.page.reader != "ocr":
        return page.text[start:stop].splitlines()
    spans = ((max(a, start), min(b, stop)) for a, b in passages(page))
    return [body(page.text, page.aside, a, b) for a, b in spans if a < b]


def lines_before(page: CleanPage) -> list[str]:
    """What stands at a page's end, below its last table, that may head a table on the next page."""
    begin = max((table.end for table in page.page.tables), default=0)
    return lines_above(page, begin, len(page.page.text))


def read_caption(lines: list[str], head: DocumentHead | None, *, damaged: bool) -> Caption:
    """What the lines over the table and the document's title say."""
    titles = title_lines(lines)
    title = [head.title] if head is not None and head.title else []
    features = frozenset(f for line in titles for f in meaning(line, damaged).features)
    everything = frozenset(f for line in lines for f in meaning(line, damaged).features)
    title_features = frozenset(f for t in title for f in meaning(t, damaged).features)
    return Caption(
        tuple(lines),
        form=_form(lines),
        level=_level(titles, damaged),
        cumulative="cumulative" in features,
        subject=_subject(features),
        service=_service(titles, damaged),
        other_matter=any(other_matter(t, damaged) for t in (" ".join(titles[-NEAR:]), *title)),
        period=_period(titles, head, damaged),
        about_files=bool((everything | title_features) & {"unit:file", "received"})
        or any("ours" in owners(table_book().matter, text, damaged) for text in (*lines, *title)),
    )


def title_lines(lines: list[str]) -> list[str]:
    """The lines that are a title or lead to the table, without the wrapped prose among them."""
    found = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        wrapped = len(before) > WRAPPED and before[-1] not in ".:;" and not _capitals(before)
        leads = number == len(lines) - 1 and line.endswith(":")
        short = len(line) <= WRAPPED and not line[0].islower() and not wrapped
        if _capitals(line) or leads or short:
            found.append(line)
    return found


def _capitals(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return sum(char.isupper() for char in letters) > 0.7 * len(letters) > 0


def other_matter(text: str, damaged: bool) -> bool:
    """Whether a line is about petitions, cases or staff, and not about files."""
    found = owners(table_book().matter, text, damaged)
    return "other" in found and "ours" not in found


def _form(lines: list[str]) -> Form | None:
    for line in reversed(lines):
        bare = fold(line)
        for form, name in form_names():
            if name.search(bare, timeout=1.0):
                return form
    return None


def _period(lines: list[str], head: DocumentHead | None, damaged: bool) -> str | None:
    """The other period of the title line nearest to the table that names one.

    Of prose that leads to the table only the last sentence: '… 27 hồ sơ tháng 9 để lại. Chi tiết
    trong tháng như sau:'.
    """
    own = head.period if head is not None else None
    for whole in reversed(lines[-NEAR:]):
        line = _SENTENCES.sub("", whole, timeout=1.0)
        masked = scan(line, damaged=damaged).masked
        if any(name in PERIODS for _, _, name in masked):
            return other_period(line, masked, own)
    return None


def _level(lines: list[str], damaged: bool) -> tuple[str, str] | None:
    """The level named nearest to the table, by a line that speaks of whose figures they are."""
    book = table_book()
    kept = [line for line in lines if owner_at_start(book.not_scope, line, damaged) is None]
    for text in (*reversed(kept), " ".join(kept[-3:])):
        found = said(book.levels, text, damaged)
        if len({level for level, _ in found}) > 1:
            return None  # 'Số liệu của các sở và các xã, phường'
        if found:
            return found[-1]
        for name in reversed(named(text, damaged)):
            if name.phrase.level not in ("unit", "whole", "field") and not name.phrase.weak:
                return name.phrase.level, name.text
    return None


def _service(titles: list[str], damaged: bool) -> frozenset[str]:
    """The kind of service that the nearest line names which says anything; of two kinds, none."""
    said = (meaning(line, damaged).features for line in reversed(titles[-NEAR:]))
    nearest = next((features for features in said if features), frozenset())
    named = nearest & frozenset(grammar().services)
    return named if len(named) == 1 else frozenset()


def _subject(features: frozenset[str]) -> frozenset[str]:
    return features & grammar().classes["subject"]
