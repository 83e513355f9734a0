"""Other documents named in a text: type, number, date, issuer, and the words that name them.

One scan at C speed finds anchors (a slash before a notation, a law's word); the grammar then
looks at a small window around each. Numbers may be split over lines, marks may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.book.head import agencies, phrases, types
from extractor.head.dates import date_at
from extractor.head.numbers import NUMBER, normal_number, type_of
from extractor.head.windows import Window
from extractor.models import Citation, made
from extractor.patience import Match, Pattern
from extractor.text import fold

_as_citation = made(Citation)
_ANCHOR = re.compile(r"/\s*(?:(?:19|20)\d\d\s*/\s*)?[A-ZĐÐ][\wĐđÐ&]")
_LEFT, _NEAR, _DATE, _RIGHT = 90, 34, 48, 150
_BEFORE = re.compile(
    r"(?<!\w)(?:\d{1,6}[a-zđ]?(?:\s*/\s*(?:19|20)\d\d)?|\d{1,6}\s*[-–]\s*[A-ZĐÐ]\w{0,4})\s*$"
)
"""A number's digits before its slash. No space inside: 's6 644' is a misread 'số 644'."""
_GAP_LEAST = 40
_GAP = re.compile(rf"\s{{{_GAP_LEAST},}}")
"""Where a footnote stood amid a sentence."""
_VOWELS = re.compile(r"[aeiouy]+")
_CAPITALS = regex.compile(r"(?:\s+(?:\p{Lu}[\p{L}'’]*|\d+)(?:\s*[-–]\s*(?=\p{Lu}))?)*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation with its place in the text."""

    start: int
    end: int
    number_start: int
    citation: Citation


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every other document the text names, once each, in order of first mention."""
    return citations_of([Window(0, text, 0, None)])


def citations_of(
    windows: Iterable[Window], own: tuple[int, int] | None = None
) -> tuple[Citation, ...]:
    """The same from a text in stretches; not what stands at ``own``, the document's number."""
    return _unique(found for window in windows for found in _told_by(window, own or (-1, -1)))


def _told_by(window: Window, own: tuple[int, int]) -> list[Placed]:
    """The citations of one stretch in the order of their places; offsets are within it."""
    placed = place_citations(window.text)
    told = (p for p in placed if not own[0] <= window.start + p.number_start <= own[1])
    return sorted((p for p in told if window.owns(window.start + p.start)), key=_place)


def _place(placed: Placed) -> int:
    return placed.start


def _unique(placed: Iterable[Placed]) -> tuple[Citation, ...]:
    """One citation a document: same number, no clash of dates, the fullest kept."""
    kept: list[Citation] = []
    places: dict[str, list[int]] = {}
    for found in placed:
        alike = places.setdefault(_name(found.citation), [])
        same = next((i for i in alike if _same_date(kept[i], found.citation)), None)
        if same is None:
            alike.append(len(kept))
            kept.append(found.citation)
        elif _fullness(found.citation) > _fullness(kept[same]):
            kept[same] = found.citation
    return tuple(kept)


def _name(citation: Citation) -> str:
    """What a document is known by: its number, or the words of its name."""
    return citation.number or fold(" ".join(citation.quote.split()))


def _same_date(one: Citation, other: Citation) -> bool:
    return one.date is None or other.date is None or one.date == other.date


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
    match = _BEFORE.search(before)
    return slash - len(before) + match.start() if match else None


def _numbered(text: str, begin: int, last: Placed | None) -> Placed | None:
    """The citation whose number begins at ``begin``; None where it counts files ('354/HS')."""
    match = NUMBER.match(text, begin)
    if not match or not match["n"]:
        return None
    low = max(0, begin - _LEFT)
    left = fold(text[low:begin])
    near = len(left) - _NEAR if len(left) > _NEAR else 0
    named = _type_before(left, near) or (_type_before(left, 0) if near else None)
    listed = named is None and last is not None and _is_list(text[last.number_start : begin], left)
    if not (named or listed or _number_sign().search(left) or _is_notation(match)):
        return None
    number, notation = normal_number(match)
    code = type_of(notation, dated=bool(match["y"]))
    code = code or (code_of(named.group()) if named else None)
    if listed and last is not None:
        code = code or last.citation.type
    start = low + named.start() if named else begin
    date, issuer, end = _after(text, match.end())
    issuer = issuer or _issuer_before(text[max(0, start - _LEFT) : start])
    quote = _GAP.sub("\n", text[start:end])
    citation = _as_citation(type=code, number=number, date=date, issuer=issuer, quote=quote)
    return Placed(start, end, begin, citation)


def _is_notation(match: Match) -> bool:
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
    date, end = date_at(fold(_ahead(text, pos, _DATE))) or (None, 0)
    end += pos
    if text[end : end + 4].lstrip(" \n,(")[:1] not in phrases().scan.of:
        return date, None, end
    window = fold(_ahead(text, end, _RIGHT))
    issuer = _issuer_after().match(window)
    if not issuer or not text[end + issuer.start("who")].isupper():
        return date, None, end
    stop = _issuer_stop().search(window, issuer.start("who"), issuer.end("who"))
    low = end + issuer.start("who")
    high = end + (stop.start() if stop else issuer.end("who"))
    high = _name_end(text, low, high)
    return date, " ".join(text[low:high].split()), high


def _ahead(text: str, pos: int, size: int) -> str:
    """So many characters from there on, a gap not counted."""
    if gap := _GAP.search(text, pos, pos + size + _GAP_LEAST):
        whole = _GAP.match(text, gap.start())
        size += (whole or gap).end() - gap.start()
    return text[pos : pos + size]


def _name_end(text: str, low: int, high: int) -> int:
    """A name of an agency ends with its place: 'tỉnh Đồng Tháp | phân bổ chỉ tiêu'."""
    place = _in_place().search(fold(text[low:high]))
    while place:
        name = _CAPITALS.match(text, low + place.end(), high)
        if name and name.end() > low + place.end():
            return name.end()
        place = _in_place().search(fold(text[low:high]), place.end())
    return low + len(text[low:high].rstrip(" \n-–,.;"))


def _issuer_before(before: str) -> str | None:
    """'theo đề nghị của Phòng Nội vụ tại Công văn số …': the issuer stands ahead."""
    match = _issuer_ahead().search(fold(before))
    if not match or not before[match.start("who")].isupper():
        return None
    return " ".join(before[match.start("who") : match.end("who")].split())


def _laws(text: str) -> Iterator[Placed]:
    for anchor in (a for law in _law_words() for a in law.finditer(text)):
        window = text[anchor.start() : anchor.start() + _RIGHT]
        match = _law().match(fold(window))
        if not match or not window[match.start("name")].isupper() or match["number"]:
            continue
        code = code_of(match["type"])
        end = match.end("name")
        date = None
        if found := date_at(fold(window), end):
            date, end = found
        quote = window[:end].rstrip()
        citation = Citation(type=code, number=None, date=date, issuer=None, quote=quote)
        start = anchor.start()
        yield Placed(start, start + len(quote), start, citation)


def code_of(folded: str) -> str | None:
    """The code of a type word; a word with misread vowels by its consonants, if they fit one."""
    squeezed = folded.replace(" ", "").replace("\n", "")
    if code := _type_names().get(squeezed):
        return code
    codes = _skeletons().get(_skeleton(folded), frozenset())
    return next(iter(codes)) if len(codes) == 1 else None


def _all_names() -> list[tuple[str, str]]:
    return [(fold(name), t.code) for t in types().types for name in (t.name, *t.also)]


@cache
def _type_names() -> dict[str, str]:
    return {name.replace(" ", ""): code for name, code in _all_names()}


def _skeleton(folded: str) -> str:
    return " ".join(_VOWELS.sub("", word) for word in folded.split())


@cache
def _skeletons() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for name, code in _all_names():
        table.setdefault(_skeleton(name), set()).add(code)
    return {key: frozenset(codes) for key, codes in table.items()}


@cache
def _type_alternatives() -> str:
    """Type words with any vowels: 'cong vin' and 'céng van' are read as 'công văn'."""
    names = sorted((name for name, _ in _all_names()), key=len, reverse=True)
    words = (r"\s+".join(_VOWELS.sub(r"[aeiouy]{1,3}", w) for w in n.split()) for n in names)
    return "|".join(dict.fromkeys(words))


def _type_before(left: str, pos: int) -> re.Match[str] | None:
    """The nearest type word, if only a short name and 'số' stand between it and the number."""
    words = list(_type_word().finditer(left, pos))
    if words and _between().fullmatch(left, words[-1].end()):
        return words[-1]
    return None


@cache
def _type_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_type_alternatives()})(?!\w)")


@cache
def _between() -> Pattern:
    return Pattern(rf"(?:[^.;:()/\d]{{0,60}}\s(?:{phrases().number_word})|\s*)\s*[:.]?\s*")


@cache
def _number_sign() -> Pattern:
    return Pattern(rf"(?:{phrases().number_word})\s*[:.]?\s*$")


@cache
def _joiner() -> Pattern:
    joining = "|".join(phrases().joining)
    return Pattern(rf"(?:,|;|\b(?:{joining}))\s*(?:(?:{phrases().number_word})\s*)?$")


@cache
def _issuer_after() -> Pattern:
    word = r"\s*[-–]\s*|\s+\(\w{2,10}\)|\s+[\w&]+"
    return Pattern(rf"[\s,(]*(?:{phrases().of})\s+(?P<who>\w+(?:{word}){{0,16}})")


@cache
def _issuer_stop() -> re.Pattern[str]:
    ends = "|".join(end.replace(" ", r"\s+") for end in phrases().issuer_ends)
    return re.compile(rf"\s(?:{ends})(?!\w)")


@cache
def _in_place() -> Pattern:
    towns = "|".join(fold(p).replace(" ", r"\s+").rstrip(".") for p in agencies().places)
    return Pattern(rf"(?<!\w)(?:{towns})\.?(?=\s)")


@cache
def _issuer_ahead() -> Pattern:
    return Pattern(rf"(?:{phrases().of})\s+(?P<who>[\w\s]{{3,80}}?)\s+(?:{phrases().at})\s*$")


@cache
def _law_words() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(words) for words in phrases().scan.laws)


@cache
def _law() -> Pattern:
    names = [n for t in types().types if t.named for n in (t.name, *t.also)]
    words = "|".join(fold(n).replace(" ", r"\s+") for n in names)
    p = phrases()
    stop = rf"(?:{'|'.join((p.year, p.day, *p.law_ends))})(?!\w)"
    return Pattern(
        rf"(?P<type>{words})\s+(?P<name>\w+(?:\s*-\s*|\s+(?!{stop})\w+){{0,12}})"
        rf"(?P<number>\s*(?:{p.number_word})\s+\d+/)?"
    )
