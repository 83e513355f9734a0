"""The head of a document: letterhead, number, place and date, subject, type, title, addressees.

Reads segments top to bottom as a machine of a few states, whatever order the two columns were
extracted in. Knows the parts of Decree 30/2020; names are left as printed (casing and marks
are :mod:`extractor.head.names`), and nothing is taken from the body.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import regex

from extractor.book.head import agencies, period_words, phrases, positions, types
from extractor.head.dates import iso, long_form, short_form
from extractor.head.lines import Segment, is_upper
from extractor.head.numbers import NUMBER, normal_number
from extractor.text import fold

State = Literal["letterhead", "subject", "title", "addressees", "after", "body"]
_TIMEOUT = 1.0
_PROSE = 60
"""A lower-case line longer than this is body text."""
_LONGEST_TITLE = 700


@dataclass
class Draft:
    """What has been read so far, as printed."""

    state: State = "letterhead"
    agencies: list[Segment] = field(default_factory=list)
    number: str | None = None
    number_at: tuple[int, int] | None = None
    """Start and end of the line with the document's own number."""
    notation: str | None = None
    place: str | None = None
    date: str | None = None
    dated: bool = False
    subject: list[str] = field(default_factory=list)
    type: str | None = None
    heading: str | None = None
    title: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    prose: int = 0
    body: int = 0
    """Offset where the body begins."""


def read_letterhead(head: Iterable[Segment]) -> Draft:
    """Reads until the body begins; ``Draft.body`` says where."""
    draft = Draft()
    pending: Segment | None = None
    for segment in head:
        if pending is not None:
            segment, pending = _joined(pending, segment), None
        if _is_unfinished(segment):
            pending = segment
            continue
        _consume(draft, segment)
        if draft.state == "body":
            break
        draft.body = segment.start + len(segment.text)
    return draft


def _is_unfinished(segment: Segment) -> bool:
    """'Số:' alone, or a number broken after its hyphen: the next piece belongs to it."""
    if _unfinished_date().search(segment.folded, timeout=_TIMEOUT):
        return True
    word = _number_word().match(segment.folded, timeout=_TIMEOUT)
    if word is None or len(segment.text) > 40:
        return False
    rest = segment.folded[word.end() :].strip(" .…:")
    return not rest or rest.isdigit() or ("/" in rest and rest.endswith("-"))


def _joined(first: Segment, second: Segment) -> Segment:
    space = "" if first.text.endswith("-") else " "
    text = f"{first.text}{space}{second.text}"
    return Segment(text, fold(text), first.start, first.gap, first.heading)


def _consume(draft: Draft, segment: Segment) -> None:
    """One segment: fixed parts are cut out, what is left is read by the state."""
    if draft.state in ("letterhead", "subject"):
        if _stamps().search(segment.folded, timeout=_TIMEOUT):
            return
        for piece in _without_national(segment):
            rest = _take_date(draft, _take_number(draft, piece))
            if rest is not None:
                _by_state(draft, rest)
        return
    _by_state(draft, segment)


def _cut(segment: Segment, start: int, end: int | None = None) -> Segment | None:
    """A part of a segment as a segment; None when nothing but signs is left."""
    text = segment.text[start:end]
    lead = len(text) - len(text.lstrip(" -–:.,;|"))
    text = text.strip(" -–:;,|")
    if not any(c.isalnum() for c in text):
        return None
    folded = segment.folded[start + lead : start + lead + len(text)]
    if len(folded) != len(text):
        folded = fold(text)
    return Segment(text, folded, segment.start, segment.gap, segment.heading)


def _without_national(segment: Segment) -> list[Segment]:
    """What stands left and right of the national title and the motto."""
    match = _national().search(segment.folded, timeout=_TIMEOUT)
    if not match:
        return [segment]
    sides = (_cut(segment, 0, match.start()), _cut(segment, match.end()))
    return [piece for side in sides if side for piece in _without_national(side)]


def _take_number(draft: Draft, segment: Segment | None) -> Segment | None:
    """Takes 'Số: 321/BC-UBND' out of a segment; a blank number leaves None."""
    if segment is None or draft.notation:
        return segment
    word = _number_word().match(segment.folded, timeout=_TIMEOUT)
    if not word:
        return segment
    match = NUMBER.match(segment.text, word.end(), timeout=_TIMEOUT)
    if not match:
        return segment
    draft.number, draft.notation = normal_number(match)
    draft.number_at = segment.start, segment.start + len(segment.text)
    return _cut(segment, match.end())


def _take_date(draft: Draft, segment: Segment | None) -> Segment | None:
    """Takes 'Sa Đéc, ngày 14 tháng 10 năm 2023' out of a segment; returns what stood before."""
    if segment is None or draft.dated:
        return segment
    match = _date().search(segment.folded, timeout=_TIMEOUT)
    if not match:
        return segment
    before = segment.text[: match.start()]
    if _inside_span().search(segment.folded[: match.start()], timeout=_TIMEOUT):
        return segment
    draft.dated = True
    draft.date = iso(*(match.group(k) for k in "dmy"))
    after = _cut(segment, match.end())
    if after is not None:
        _consume(draft, after)
    where = _place().search(before, timeout=_TIMEOUT)
    if not where:
        return _cut(segment, 0, match.start())
    draft.place = where.group("place")
    return _cut(segment, 0, where.start())


def _by_state(draft: Draft, segment: Segment) -> None:
    {
        "letterhead": _in_letterhead,
        "subject": _in_subject,
        "title": _in_title,
        "addressees": _in_addressees,
        "after": _after_title,
    }[draft.state](draft, segment)


def _in_letterhead(draft: Draft, segment: Segment) -> None:
    if _opens_part(draft, segment):
        return
    short = len(segment.text) <= _PROSE
    if is_upper(segment.text) or (short and starts_agency(segment.folded)):
        draft.agencies.append(segment)
    elif not short and segment.text[-1] not in ";:":
        draft.prose += 1
        if draft.prose >= 2 or draft.notation or draft.dated:
            draft.state = "body"


def _opens_part(draft: Draft, segment: Segment) -> bool:
    """Subject line, addressees or type heading: each opens a state of its own."""
    if match := _subject().match(segment.folded, timeout=_TIMEOUT):
        draft.state = "subject"
        draft.subject.append(segment.text[match.end() :].strip(" :"))
        return True
    if _open_addressees(draft, segment):
        return True
    if (found := _type_heading(segment)) is None:
        return False
    draft.type, end = found
    draft.heading = segment.text[:end].strip()
    draft.state = "title"
    if rest := segment.text[end:].strip(" :-–"):
        draft.title.append(rest)
        draft.gaps.append(segment.gap)
    return True


def _open_addressees(draft: Draft, segment: Segment) -> bool:
    match = _addressed().match(segment.folded, timeout=_TIMEOUT)
    if not match:
        return False
    draft.state = "addressees"
    if rest := segment.text[match.end() :].strip(" :"):
        draft.addressees.append(rest)
    return True


def _in_subject(draft: Draft, segment: Segment) -> None:
    if _opens_part(draft, segment):
        return
    if is_upper(segment.text) and starts_agency(segment.folded):
        draft.agencies.append(segment)
    elif _opener().match(segment.folded, timeout=_TIMEOUT) or len(segment.text) > 2 * _PROSE:
        draft.state = "body"
    else:
        draft.subject.append(segment.text)


def _in_title(draft: Draft, segment: Segment) -> None:
    if _open_addressees(draft, segment):
        return
    if segment.text.startswith("("):
        draft.state = "after"
    elif _ends_title(draft, segment):
        draft.state = "body"
    else:
        draft.title.append(segment.text)
        draft.gaps.append(segment.gap)


def _ends_title(draft: Draft, segment: Segment) -> bool:
    """A body's opening words, a wider gap than inside the title, or a full sentence."""
    if not draft.title:
        return False
    small = segment.text[:1].islower() or segment.text[:1].isdigit()
    if not small and _opener().match(segment.folded, timeout=_TIMEOUT):
        return True
    if is_upper(segment.text) and _position().match(segment.folded, timeout=_TIMEOUT):
        return True
    inner = draft.gaps[1:] or draft.gaps
    wider = segment.gap > max(inner)
    if wider and (not small or segment.gap > max(inner) + 1):
        return True
    starts = not small and not is_upper(segment.text)
    long = len(segment.text) > _PROSE and starts and starts_agency(segment.folded)
    return long or sum(map(len, draft.title)) > _LONGEST_TITLE


def _after_title(draft: Draft, segment: Segment) -> None:
    """Brackets under the title have been met: addressees may follow, or the body."""
    small = segment.text[:1].islower() or segment.text[:1].isdigit()
    if not _open_addressees(draft, segment) and not segment.text.startswith("(") and not small:
        draft.state = "body"


def _in_addressees(draft: Draft, segment: Segment) -> None:
    bullet = segment.text[:1] in "-–+•*"
    last = draft.addressees[-1] if draft.addressees else ""
    small = segment.text[:1].islower() or last.endswith(("-", ",", " và"))
    done = last.endswith(".") and not last.endswith(("TP.", "TX."))
    if bullet:
        draft.addressees.append(segment.text.lstrip("-–+•* "))
    elif not last:
        draft.addressees.append(segment.text)
    elif done or _opener().match(segment.folded, timeout=_TIMEOUT):
        draft.state = "body"
    elif last.endswith(";") and len(segment.text) <= 2 * _PROSE:
        draft.addressees.append(segment.text)
    elif small:
        draft.addressees[-1] = f"{last} {segment.text}"
    else:
        draft.state = "body"


def _type_heading(segment: Segment) -> tuple[str, int] | None:
    """Type code and where its name ends: 'BÁO CÁO' alone, in capitals before the title, or ##."""
    squeezed = segment.folded.replace(" ", "").rstrip(":.")
    if (code := _despaced().get(squeezed)) and (is_upper(segment.text) or segment.heading):
        return code, len(segment.text)
    match = _type_name().match(segment.folded, timeout=_TIMEOUT)
    if not match or not (is_upper(segment.text[: match.end()])):
        return None
    return _despaced()[match.group().replace(" ", "")], match.end()


def starts_agency(folded: str) -> bool:
    """Whether a folded line begins with a word that begins agencies' names."""
    return _agency().match(folded, timeout=_TIMEOUT) is not None


def groups(lines: list[Segment]) -> list[str]:
    """Letterhead lines → agencies, highest first: a line that begins none goes on with the last."""
    found: list[str] = []
    for line in lines:
        last = fold(found[-1]).strip() if found else ""
        goes_on = last in _open() or last.endswith((" va", ",", " -", "-"))
        if starts_agency(line.folded) and not goes_on:
            found.append(line.text)
        elif found:
            found[-1] = f"{found[-1]} {line.text}"
    return found


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _words(names: Iterable[str]) -> str:
    """Names as folded alternatives, spaces wide."""
    return _either(regex.escape(fold(n), literal_spaces=True).replace(" ", r"\s+") for n in names)


@cache
def _national() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{phrases().national}|{phrases().motto})(?!\w)")


@cache
def _number_word() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{phrases().number_word})\s*(?=[:.;\s/\d…_])")


@cache
def _date() -> regex.Pattern[str]:
    return regex.compile(rf"{long_form()}|(?<!\w){phrases().day}\s*:?\s*{short_form()}")


@cache
def _unfinished_date() -> regex.Pattern[str]:
    """'Sa Đéc, ngày' with the rest after a wide gap."""
    p = phrases()
    return regex.compile(rf"(?:^|,\s*|\d\s*)(?:{p.day}|{p.month}|{p.year})[\s.…_]*$")


@cache
def _inside_span() -> regex.Pattern[str]:
    """'Từ', 'đến', '(' before a date: it belongs to a period."""
    w = period_words()
    return regex.compile(rf"(?:(?<!\w)(?:{w.from_}|{w.to})\s*|\([^)]*)$")


@cache
def _place() -> regex.Pattern[str]:
    towns = "|".join(n.rstrip(".") for n in agencies().places)
    word = r"\p{Lu}[\p{L}'’]*"
    return regex.compile(
        rf"(?P<place>(?:(?i:{towns})\.?\s*)?{word}(?:\s*[-–]\s*{word}|\s+(?:{word}|\d+)){{0,5}})[\s,.;]*$"
    )


@cache
def _stamps() -> regex.Pattern[str]:
    return regex.compile("|".join(phrases().stamps))


@cache
def _subject() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{phrases().subject})\s*:?")


@cache
def _addressed() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{phrases().addressed})\s*(?::|;|$|(?=-))")


@cache
def _opener() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(phrases().body_openers)})(?!\w)")


@cache
def _position() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_words(positions().positions)})(?!\w)")


@cache
def _agency() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_words(agencies().starts)})(?!\w)")


@cache
def _open() -> frozenset[str]:
    return frozenset(fold(word) for word in agencies().open)


@cache
def _type_name() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_words(t.name for t in types().types if t.heading)})(?!\w)")


@cache
def _despaced() -> dict[str, str]:
    return {fold(t.name).replace(" ", ""): t.code for t in types().types if t.heading}
