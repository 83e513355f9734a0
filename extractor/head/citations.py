"""Other documents named in a text: type, number, date, issuer, and the words that name them.

One scan at C speed finds anchors (a slash before a notation, a law's word); the grammar then
looks at a small window around each. Numbers may be split over lines, marks may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.book.head import phrases, types
from extractor.head.dates import date_at
from extractor.head.numbers import NUMBER, normal_number, type_of
from extractor.models import Citation
from extractor.text import fold

_ANCHOR = re.compile(r"/\s*(?:(?:19|20)\d\d\s*/\s*)?[A-ZĐÐ][\wĐđÐ&]")
_LAW = re.compile(r"\bLu[\wậâạ]{1,3}t?\s+[A-ZĐÂÁ]|\b[PB][\w]{1,3}\s+l\w{2,3}[ht]?\s+[A-ZĐ]")
_LEFT, _RIGHT = 150, 260
_DIGITS_BEFORE = re.compile(r"(?:\d[\d ]{0,6}[a-zđ]?|\d{1,6}\s*[-–]\s*[A-ZĐÐ]\w{0,4}\s*)[\s.…]*$")
_YEAR_BEFORE = re.compile(r"\d[\d ]{0,6}[a-zđ]?\s*/\s*(?:19|20)\d\d\s*$")
_TIMEOUT = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation with its place in the text."""

    start: int
    end: int
    number_start: int
    citation: Citation


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every other document the text names, once each, in order of first mention."""
    return unique(list(place_citations(text)))


def unique(placed: list[Placed]) -> tuple[Citation, ...]:
    """One citation a document: same type and number (no clash of dates), the fullest kept."""
    kept: list[Citation] = []
    for found in sorted(placed, key=lambda p: p.start):
        same = next((i for i, c in enumerate(kept) if _same(c, found.citation)), None)
        if same is None:
            kept.append(found.citation)
        elif _fullness(found.citation) > _fullness(kept[same]):
            kept[same] = found.citation
    return tuple(kept)


def _same(one: Citation, other: Citation) -> bool:
    if one.number is None or other.number is None:
        alike = one.number == other.number and one.type == other.type
        return alike and fold(" ".join(one.quote.split())) == fold(" ".join(other.quote.split()))
    dates = one.date is None or other.date is None or one.date == other.date
    kinds = one.type is None or other.type is None or one.type == other.type
    return one.number == other.number and kinds and dates


def _fullness(citation: Citation) -> tuple[int, int]:
    known = (citation.type, citation.date, citation.issuer)
    return sum(part is not None for part in known), len(citation.issuer or "")


def place_citations(text: str) -> Iterator[Placed]:
    """Citations with their places; numbered ones in order, then laws cited by name."""
    last: Placed | None = None
    for anchor in _ANCHOR.finditer(text):
        begin = _number_start(text, anchor.start())
        if begin is None or (last is not None and begin < last.number_start + 1):
            continue
        if found := _numbered(text, begin, last):
            last = found
            yield found
    yield from _laws(text)


def _number_start(text: str, slash: int) -> int | None:
    before = text[max(0, slash - 24) : slash]
    match = _YEAR_BEFORE.search(before) or _DIGITS_BEFORE.search(before)
    return slash - len(before) + match.start() if match else None


def _numbered(text: str, begin: int, last: Placed | None) -> Placed | None:
    match = NUMBER.match(text, begin, timeout=_TIMEOUT)
    if not match or not match["n"]:
        return None
    number, notation = normal_number(match)
    low = max(0, begin - _LEFT)
    left = fold(text[low:begin])
    named = _type_before().search(left, timeout=_TIMEOUT)
    word = named["type"] if named else None
    code = type_of(notation) or (_code_of(word) if word else None)
    carried = not named and last is not None and _is_list(text[last.number_start : begin], left)
    if carried and last is not None:
        code = code or last.citation.type
    if not (named or carried or _number_sign().search(left) or _is_notation(match)):
        return None
    start = low + named.start("type") if named else begin
    date, issuer, end = _after(text, match.end())
    issuer = issuer or (_issuer_before(text, low + named.start(), left) if named else None)
    quote = text[start:end]
    citation = Citation(type=code, number=number, date=date, issuer=issuer, quote=quote)
    return Placed(start, end, begin, citation)


def _is_notation(match: regex.Match[str]) -> bool:
    """A notation that cannot be a unit of files ('354/HS'): a year, or two parts and a type."""
    return bool(match["y"] or match["party"]) or (
        type_of(match["notation"]) is not None and "-" in match["notation"]
    )


def _is_list(between: str, left: str) -> bool:
    """Whether only a date and joining words stand between two numbers after one type word."""
    folded = fold(between[-_RIGHT:])
    return len(between) < _RIGHT and _joiner().search(left) is not None and ". " not in folded


def _after(text: str, pos: int) -> tuple[str | None, str | None, int]:
    """Date and issuer printed after a number, and where they end."""
    window = fold(text[pos : pos + _RIGHT])
    date, end = None, 0
    if found := date_at(window):
        date, end = found
    issuer = _issuer_after().match(window, end, timeout=_TIMEOUT)
    if not issuer or not text[pos + issuer.start("who")].isupper():
        return date, None, pos + end
    who = text[pos + issuer.start("who") : pos + issuer.end("who")]
    return date, " ".join(who.split()).rstrip(" ,.;"), pos + issuer.end("who")


def _issuer_before(text: str, end: int, left: str) -> str | None:
    """'theo đề nghị của Phòng Nội vụ tại Công văn số …': the issuer stands before."""
    offset = end - len(left[: len(left)])
    match = _issuer_ahead().search(left, timeout=_TIMEOUT)
    if not match:
        return None
    low = end - (len(left) - (len(left) - match.start("who"))) if False else None
    del offset, low
    return None


def _laws(text: str) -> Iterator[Placed]:
    for anchor in _LAW.finditer(text):
        window = text[anchor.start() : anchor.start() + _RIGHT]
        match = _law().match(fold(window), timeout=_TIMEOUT)
        if not match or not window[match.start("name")].isupper() or match["number"]:
            continue
        code = _code_of(match["type"])
        end = match.end("name")
        date = None
        if found := date_at(fold(window), end):
            date, end = found
        quote = window[:end].rstrip()
        citation = Citation(type=code, number=None, date=date, issuer=None, quote=quote)
        start = anchor.start()
        yield Placed(start, start + len(quote), start, citation)


def _code_of(folded: str) -> str | None:
    return _type_names().get(folded.replace(" ", ""))


@cache
def _type_names() -> dict[str, str]:
    return {
        fold(name).replace(" ", ""): t.code for t in types().types for name in (t.name, *t.also)
    }


@cache
def _type_alternatives() -> str:
    names = [name for t in types().types for name in (t.name, *t.also)]
    return "|".join(
        regex.escape(fold(n), literal_spaces=True).replace(" ", r"\s+")
        for n in sorted(names, key=len, reverse=True)
    )


@cache
def _type_before() -> regex.Pattern[str]:
    """A type word, perhaps a name and 'số', right before a number; the last one in the window."""
    return regex.compile(
        rf"(?<!\w)(?P<type>{_type_alternatives()})(?!\w)(?P<name>(?:(?!{_type_alternatives()})[^.;:()/]){{0,90}}?)"
        rf"\s*(?:{phrases().number_word})?\s*[:.]?\s*$"
    )


@cache
def _number_sign() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{phrases().number_word})\s*[:.]?\s*$")


@cache
def _joiner() -> regex.Pattern[str]:
    return regex.compile(rf"(?:,|;|\bva)\s*(?:(?:{phrases().number_word})\s*)?$")


@cache
def _issuer_after() -> regex.Pattern[str]:
    ends = "|".join(e.replace(" ", r"\s+") for e in phrases().issuer_ends)
    return regex.compile(
        rf"[\s,(]*(?:{phrases().of})\s+(?P<who>\w+(?:\s*[-–]\s*|\s+\(\w{{2,10}}\)|\s+(?!(?:{ends})(?!\w))[\w&]+){{0,16}})"
    )


@cache
def _issuer_ahead() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{phrases().of})\s+(?P<who>[\w\s]{{3,80}}?)\s+(?:{phrases().at})\s+(?=\w+\s*$)")


@cache
def _law() -> regex.Pattern[str]:
    names = [n for t in types().types if t.named for n in (t.name, *t.also)]
    words = "|".join(fold(n).replace(" ", r"\s+") for n in names)
    stop = rf"(?:{phrases().year}|{phrases().day}|so|va|quy\s+dinh|duoc|nay)(?!\w)"
    return regex.compile(
        rf"(?P<type>{words})\s+(?P<name>\w+(?:\s*-\s*|\s+(?!{stop})\w+){{0,12}})(?P<number>\s*(?:so)\s+\d+/)?(?:\s*{phrases().year}\s*(?:19|20)\d\d)?"
    )
