"""Which period a passage speaks of: its lead names one, or a clause turns to another.

Knows the spans that the pattern book set aside as periods; no figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractor.assemble.labels import small_words
from extractor.head.periods import find_spans
from extractor.match.passage import Item
from extractor.models import Period
from extractor.text import fold

Masked = Sequence[tuple[int, int, str]]
_PART = re.compile(r"\d+|[a-z]+")
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[IVX]+\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bquy\s+(?:i{1,3}|iv)\b(?:\s*/\s*\d{4})?")
PERIODS = ("month", "months", "quarter", "year")
"""Masks that name a period."""
_SIMPLE = re.compile(
    r"(?:(?P<sort>thang|quy) (?P<number>\d{1,2}|iv|i{1,3}))?(?: ?(?:nam )?(?P<year>\d{4}))?"
)
_MONTHS = re.compile(r"\d{1,2} thang(?: dau| cuoi)? (?P<year>\d{4})")
"""So many months of a year."""
_NEXT = {"thang": 6, "quy": 2}
"""Without a year 'tháng 12' in a report of January is the month before."""
_LAST = {"thang": 1, "quy": 3}
"""Months of one of a sort."""
_YEAR = 12
_HALF = 6
_LATTER = re.compile(r"\b6 thang cuoi(?: nam)?(?: (?P<year>\d{4}))?")
_SPAN = re.compile(r"\b(\d{1,2}) thang\b")
"""'6 tháng cuối năm', '5 tháng đầu năm' as they are told plainly."""
_CLOSES = 10
"""From this day on a period that begins is of the month to come (Decree 09/2019, art. 12)."""
_THROUGH = re.compile(r"\s*(?:den|toi|-|–)\s*(?:het\s*)?(?:ngay\s*)?$")
_SINCE = re.compile(r"\b(?:tinh\s+|ke\s+)?tu\s+(?:ngay\s+)?$")
CUMULATIVE = "cumulative"
"""A figure's period that begins before the document's own, and ends with it."""
_STOP = re.compile(r"[.;\n]")
_BRACKET = re.compile(r"\s*\(\s*[\d.]+\s*(?:ho so|hs)\s*\)")
"""Behind a period: how many there were then."""
_BRACKETED = 40
"""Characters in which that is looked for."""
_APART = re.compile(r"[(;]|\.\s")
"""Between a figure and what a period is told of behind it."""
_FEW = 3
"""Words before a period that leads a sentence with a colon."""
_LEAD = 80
"""Longest lead of a passage, in characters before its colon."""


def plain_period(period: str) -> str:
    """'Tháng 03 năm 2024' and 'tháng 3/2024' alike."""
    telling = small_words("period")
    parts = _PART.findall(fold(period))
    return " ".join(p.lstrip("0") for p in parts if p.isdigit() or p in telling)


def period_said(text: str, masked: Masked, named: int, own: Period | None) -> str | None:
    """The period a heading or the lead of an item names ('- Lũy kế 6 tháng: …').

    ``named`` is how much of the text counts as a lead where no colon ends one. Two dates name one
    too ('Giai đoạn từ 01/7/2025 đến 14/12/2025'), unless they are those of the document's ``own``.
    '' where it is the document's own, without its year or beside another in its label.
    """
    if not masked:
        return None
    lead = text.find(":")
    told = _to_figure(text, masked)
    within = _APART.search(text, told, max(lead, told)) is not None
    if lead < 0 or lead > _LEAD or within:  # 'Nhận 90 (tháng 4: 80), trả …'
        lead = min(named, told)
    for begin, stop, name in masked:
        if name in PERIODS and stop <= lead and not _into(text, begin):
            said = plain_period(text[begin:stop])
            return "" if own is not None and _opens_label(said, own) else said
    # of a heading without another number behind it no quarter is set aside
    quarter = _QUARTER.search(fold(text[:lead])) if named else None
    if quarter is not None and not _into(text, quarter.start()):
        return plain_period(quarter.group())
    dates = sum(name == "date" and end <= lead for _, end, name in masked)
    spans = find_spans(text[:lead], labels_until=0) if dates > 1 else []
    if len(spans) != 1 or not spans[0][2].start or not spans[0][2].end:
        return None
    start, end = spans[0][2].start, spans[0][2].end
    same = own is not None and (start, end) == (own.start, own.end)
    return None if same else f"{start}/{end}"


def _into(text: str, start: int) -> bool:
    """'Gối sang quý IV: 90 hồ sơ': what is left over now goes into that period."""
    return bool(
        small_words("into").intersection(fold(text[max(0, start - 6) : start]).split()[-1:])
    )


def _to_figure(text: str, masked: Masked) -> int:
    """Where the first number stands that may be a figure, else the text's length.

    Of 'Có 900 hồ sơ, trong đó 40 hồ sơ của năm 2020 mang sang, gồm:' the year is no lead.
    """
    for number in _NUMBER.finditer(text):
        if not any(start <= number.start() < end for start, end, _ in masked):
            return number.start()
    return len(text)


def _opens_label(said: str, own: Period) -> bool:
    """'tháng 5' of a report of 'tháng 5 và 5 tháng đầu năm 2023'; a year alone says less."""
    parts, label = said.split(), plain_period(own.label).split()
    return len(parts) > 1 and parts == label[: len(parts)] and len(parts) < len(label)


def other_periods(text: str, masked: Masked, own: str) -> Mapping[int, str]:
    """Periods beside the document's ``own`` that open a clause, by where their number stands.

    '(tháng 4 tiếp nhận 665 hồ sơ)' is of April; 'từ tháng 4 đến tháng 6' and what a period is
    compared with open none. '' is the document's own, that a clause turns back to.
    """
    if not own or not masked:
        return {}
    found = {}
    for start, end, name in masked:
        if name not in PERIODS:
            continue
        said = plain_period(text[start:end])
        number = _NUMBER.search(text, start, end) or _ROMAN.search(text, start, end)
        is_own = _kinds(said) <= _kinds(own) and (name != "months" or said in own)
        leads = is_own and _leads_sentence(text, start, end)
        told = not is_own and _BRACKET.match(fold(text[end : end + _BRACKETED])) is not None
        if not number or not (leads or told or _opens_clause(text, start, end)):
            continue
        if not is_own:
            found[number.start()] = said
        elif said.split()[0] in _LAST:  # 'trong đó tháng 5', but not '5 tháng'
            found[number.start()] = ""
    return found


def spans_of_days(text: str, masked: Masked, own: Period | None) -> Mapping[int, str]:
    """Spans between two dates that open a clause, by where they begin.

    'Từ 01/01 đến 31/5/2024 tiếp nhận 9.120 hồ sơ' in a report of May is what was added up since.
    """
    months = _months(own) if own is not None else None
    found: dict[int, str] = {}
    for (start, to, one), (since, end, other) in pairwise(masked):
        if months is None or {one, other} != {"date"} or not _THROUGH.match(fold(text[to:since])):
            continue
        day = _NUMBER.search(text, start, to)  # 'Từ 01/01' may be masked whole
        opens = _SINCE.search(fold(text[: day.start()])) if day is not None else None
        if not day or not opens or not _opens_clause(text, opens.start(), end):
            continue
        spans = find_spans(text[opens.start() : end], labels_until=0)
        if len(spans) != 1 or not spans[0][2].start or not spans[0][2].end:
            continue
        first, last = _month(spans[0][2].start, _CLOSES), _month(spans[0][2].end)
        if first < months[0] and last == months[1]:
            found[day.start()] = CUMULATIVE
    return found


def tells_two_spans(text: str, items: Sequence[Item]) -> bool:
    """'số liệu tháng 02 và lũy kế từ đầu năm như sau': each figure below says which it is of."""
    leads = (fold(text[max(0, i.start - 12) : i.start]) for i in items if i.feature == "cumulative")
    return any(small_words("joins").issuperset(before.split()[-1:] or [""]) for before in leads)


def other_period(text: str, masked: Masked, own: Period | None) -> str | None:
    """The one month, quarter or span that a table's title names beside the document's own.

    Of another sort or number than the own ('quý I' over a table in a report of March); a year
    alone is another only where the own period's differs.
    """
    said = {plain_period(text[a:b]): text[a:b] for a, b, name in masked if name in PERIODS}
    mine = _kinds(plain_period(own.label)) if own is not None else set()
    told = next(iter(said)) if len(said) == 1 else ""
    kinds = _kinds(told)
    if not mine or not kinds or kinds <= mine or mine <= kinds:
        return None
    if told.isdigit() and own is not None and told in plain_period(own.label).split():
        return None
    return " ".join(said[told].split())


def is_ahead(said: str | None, own: str | None) -> bool:
    """A plain period of the same sort as the document's own and after it: nothing is achieved yet.

    'quy ii' beside 'quy i nam 2024', 'nam 2025' beside 'quy iv nam 2024'; within one year other
    sorts cannot be compared.
    """
    if not said or not own:
        return False
    if (latter := _LATTER.search(said)) is not None:
        of_own = not latter["year"] or latter["year"] in own.split()
        return of_own and _ends_by_june(own) and not _LATTER.search(own)
    there, here = (_told(period) for period in (said, own))
    if there is None or here is None:
        return False
    if there[1] and here[1] and there[1] != here[1]:
        return there[1] > here[1]
    if there[0] != here[0]:
        return False
    if there[1]:
        return there[1:] > here[1:]
    return 0 < there[2] - here[2] <= _NEXT.get(there[0], 0)


def _ends_by_june(own: str) -> bool:
    """'6 tháng đầu', '5 tháng', 'quý II', 'tháng 3': before the latter half of the year."""
    if (span := _SPAN.search(own)) is not None:
        return int(span.group(1)) <= _HALF
    told = _told(own)
    return told is not None and 0 < told[2] * _LAST.get(told[0], _YEAR) <= _HALF


def is_past(said: str | None, own: Period | None) -> bool:
    """A plain period that ends before the document's own begins: told of for comparison only."""
    there = _told(said) if said and own is not None else None
    months = _months(own) if own is not None else None
    if said and months is not None and (several := _MONTHS.fullmatch(said)):
        return int(several["year"]) < months[0] // _YEAR  # of this year it may be what is added up
    if there is None or months is None:
        return False
    sort, year, number = there
    begins, ends = months
    if not sort:  # a year, and of another the December that opened this one
        return ends - begins < _YEAR and 0 < year < ends // _YEAR
    until = (year or ends // _YEAR) * _YEAR + _LAST[sort] * number - 1
    return (until if year or until <= ends else until - _YEAR) < begins


def _months(own: Period) -> tuple[int, int] | None:
    """The first and last month of the document's period, from its days or else its label."""
    if own.start and own.end:
        return _month(own.start, _CLOSES), _month(own.end)
    sort, year, number = _told(plain_period(own.label)) or ("", 0, 0)
    if not year:
        return None
    long = _LAST.get(sort, _YEAR)
    first = year * _YEAR + (long * (number - 1) if sort else 0)
    return first, first + long - 1


def _month(day: str, closes: int = 32) -> int:
    """The month since year 0 that a date is counted with; from the day ``closes`` on the next."""
    year, month, date = map(int, day.split("-"))
    return year * _YEAR + month - 1 + (date >= closes)


def _told(period: str) -> tuple[str, int, int] | None:
    """The sort of a plain period, its year (0: not said) and its number in that year."""
    match = _SIMPLE.fullmatch(period)
    if match is None:
        return None
    number = next(iter(_kinds(match["number"]))) if match["number"] else "0"
    return match["sort"] or "", int(match["year"] or 0), int(number)


def _kinds(period: str) -> set[str]:
    """The parts of a period; the quarters' two spellings alike."""
    roman = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
    return {roman.get(part, part) for part in period.split()}


def _opens_clause(text: str, start: int, end: int) -> bool:
    """A sign or a word like 'trong' before it, the clause's own words behind it.

    A comma may part them where a sentence begins: 'Quý IV năm 2025, phường giải quyết …'.
    """
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    if not any(map(str.isalnum, before)):  # '- Tháng 12/2025 toàn tỉnh nhận 90 hồ sơ'
        before = ""
    words = fold(_STOP.split(before[-_LEAD:])[-1]).split()
    led = 0 < len(words) <= _FEW and words[-1] in small_words("period_leads")
    if before.endswith((".", ";")) or not before or led:  # 'Tính chung 5 tháng, xã nhận 90'
        behind = behind.removeprefix(",").lstrip()
    opens = (
        not before
        or before[-1] in "(,;.:"
        or bool(words and words[-1] in small_words("period_leads"))
    )
    return opens and behind[:1].isalpha()


def _leads_sentence(text: str, start: int, end: int) -> bool:
    """'Kết quả tháng 5: …': a few words before it, a colon behind it."""
    before = fold(_STOP.split(text[max(0, start - _LEAD) : start])[-1]).split()
    if text[end:].lstrip()[:1] != ":" or len(before) > _FEW or "(" in before:
        return False
    return not before or before[-1] not in small_words("until")  # 'lũy kế đến tháng 5: …'
