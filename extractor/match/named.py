"""The scopes a passage names, each with the name that goes with it.

Knows where a name begins and ends and which phrases are scopes only in their place; not whose a
number is (that is :mod:`extractor.assemble.whose`).
"""

from __future__ import annotations

from functools import cache

import regex

from extractor.book.head import agencies
from extractor.book.joining import unit_names
from extractor.book.metrics import grammar
from extractor.book.terms import ScopePhrase, term_book
from extractor.match.misread import known_field
from extractor.match.passage import Item, Scan
from extractor.match.phrases import Hit, cut_at
from extractor.match.placed import PLACED
from extractor.match.scopes import HOUSES
from extractor.match.tied import heads_list
from extractor.models import Scope, made
from extractor.repair.known import fields_folded, fields_of_work
from extractor.repair.lost import SHOWN
from extractor.text import fold

_as_scope = made(Scope)
_NAME_SPAN = 60
"""Characters that a name may run on."""
_SPANS = ("date", "month", "quarter", "year")  # masks that may stand before a noun of a scope
_UNTIL = ("until", "until-proper")
"""Phrases whose name runs on behind them; of the second with a capital."""
_PART = 4
"""Words of a name behind a comma in it."""
_COMMA = regex.compile(r",\s+(?=\p{Ll})")
_NAME_END = regex.compile(r"\s*[,.;:()\d]")
_ENDS_NUMERAL = r"(?![\d.,%/])(?!\s*\p{Ll})(?!\s\d{3}(?!\d))(?!\s\p{Lu}{2,}(?![\p{L}.]))"
_LOST = rf"[{SHOWN}](?=[{SHOWN}]*(?:\p{{L}}|\s\p{{Lu}}|\s?[:\d]))"
"""What stands for a letter that could not be written, amid a name: 'Th?i H?ng', 'V? Xuyên'."""
_LETTER = rf"(?:[\p{{L}}\p{{M}}]|['’](?=\p{{L}})|{_LOST})"
_WORD = rf"(?:\s+-)?\s+(?:\p{{Lu}}{_LETTER}*|[1-9]{_ENDS_NUMERAL})"
_NAME = regex.compile(rf"(?:\s+\d{{1,2}}{_ENDS_NUMERAL}|{_WORD})(?:{_WORD})*")
"""'quận 10', 'Móng Cái 2'; of 'Tây Yên Tử 02' and 'UBND tỉnh 04 QĐ' the number counts things."""
_MISREAD = r"(?:\s+-)?\s+\p{Lu}[\p{L}\p{M}]*(?:[\d@¢€&?]\p{Ll}+|[@¢€])?"
_MISREAD_NAME = regex.compile(rf"(?:\s+\d{{1,2}}{_ENDS_NUMERAL}|{_MISREAD})(?:{_MISREAD})*")
"""The same where letters were taken for digits and signs: 'An H6i', 'Đồng H¢i'."""
_ABBREVIATED = regex.compile(r"(?<=\.)\s*\p{Lu}[\p{L}\p{M}]*(?:\s+\p{Lu}[\p{L}\p{M}]*)*")
"""'TP.Vinh', 'P. Bến Thành'."""


def scope_items(passage: Scan, hits: list[Hit], labels: list[Item]) -> list[tuple[Hit, Item]]:
    """Scopes with their names; ``labels`` end a name that runs on."""
    seen = passage.seen
    numbered = passage.set_aside("inside-name")
    years = {start for name in _SPANS for _, start in passage.set_aside(name)}
    found = []
    for hit in hits:
        if hit.cost and not (passage.damaged or passage.worn):
            hit = _before_name(passage, hit)
        if years and seen.ends[hit.first] in years and seen.kinds[hit.first] == "n":
            continue  # 'năm 2016 quận và các phường tiếp nhận …': a year counts no districts
        named = (_named(passage, hit, term_book().scopes[o], labels, numbered) for o in hit.owners)
        fit = [item for item in named if item is not None]
        if fit:
            item = max(fit, key=lambda i: i.end)  # a name that follows says more than none
            item.cost = hit.cost
            last = hit.last
            while last < len(seen.starts) and seen.starts[last] < item.end:
                last += 1
            found.append((Hit(hit.first, last, hit.owners, hit.cost), item))
    return found


def _before_name(passage: Scan, hit: Hit) -> Hit:
    """'xã Phượng Sơn' is no slip for 'xã phường': behind a small letter a capital begins a name."""
    starts, text = passage.seen.starts, passage.text
    if text[starts[hit.first]].isupper():
        return hit
    capital = next((n for n in range(hit.first + 1, hit.last) if text[starts[n]].isupper()), None)
    cut = capital and cut_at(term_book().scope_tree, passage.seen, hit, capital)
    return cut or hit


def _named(
    passage: Scan,
    hit: Hit,
    phrase: ScopePhrase,
    labels: list[Item],
    numbered: list[tuple[int, int]],
) -> Item | None:
    """The scope with the name that goes with it; None where the phrase wants what is not there."""
    text, seen = passage.text, passage.seen
    start, end = seen.starts[hit.first], seen.ends[hit.last - 1]
    words_end = end
    if phrase.name == "phrase-and-follows":
        dotted = text[end - 1] == "."
        if dotted and hit.cost:
            return None  # 'Tl. CAP XA' is no 'TT.'
        name = _MISREAD_NAME if passage.damaged else _NAME
        follows = _abbreviated(text, end) if dotted else name.match(text, end)
        end = follows.end() if follows else _numeral_end(text, end, numbered)
        if phrase.level == "unit" and end == words_end:
            return None
    elif phrase.name in _UNTIL:
        if phrase.name != _UNTIL[0] and (hit.cost or not text[end:].lstrip()[:1].isupper()):
            return None
        parted = _known_parts().match(fold(text[end : end + _NAME_SPAN]))
        end = end + parted.end() if parted else _parts_until(text, end, labels)
        if heads_list(text, start, words_end, end):
            return Item("scope", start, end, "below", scope=_as_scope(level=phrase.level))
        known = known_field(seen, hit.last) if passage.damaged else None
        if known is not None and known[0] >= end:
            return _field(phrase, start, *known)
        if end == words_end:
            return None  # 'cung cấp ở 02 lĩnh vực, có …': fields counted, none named
    elif phrase.name == "phrase-until":
        heads = text[start].isupper() or (phrase.small and not passage.damaged)
        if not (heads and text[end : end + 2].strip()[:1].isupper()):
            return None
        if passage.damaged and seen.folded[hit.first] in term_book().term_tree.words:
            return None  # 'SO PAKN': 'Số' as likely as 'Sở', which known names tell
        end = _until(text, end, labels)
        if end == words_end:
            return None  # 'HỒ SƠ DO SỞ GIẢI QUYẾT': a heading's capitals name none
    elif phrase.name == "phrase" and phrase.level == "unit":
        end = _both_halves(text, end, labels, damaged=passage.damaged)
    elif phrase.name in PLACED and not PLACED[phrase.name](text, seen, hit):
        return None
    elif phrase.name == "clause" and passage.damaged:
        return None  # 'xa' and 'huyen' may be any word that was misread
    if phrase.name == "house":  # a word as others, until somebody else was named
        return Item("word", start, end, fold(text[start:end]), scope=_as_scope(level=phrase.level))
    told_apart = phrase.name.startswith("phrase") or phrase.level in HOUSES
    numeral = _numeral_end(text, end, numbered) if told_apart else end
    item = Item("scope", start, numeral, "below" if phrase.name == "below" else "")
    place = _NAME.match(text, end) if _may_be_place(phrase, text[start:end]) else None
    if place is not None and any(i.start < start and place.end() <= i.end for i in labels):
        place = None  # 'NHIỆM VỤ UBND TỈNH GIAO': of a heading's capitals none is a name
    if place is not None and phrase.name == "none":
        return _place(text, start, place.end())
    item.scope = _scope(text, phrase, start, numeral, words_end, numbered=numeral > end)
    item.weak = phrase.weak
    item.feature = "transparent" if phrase.transparent else ""
    return item


def _field(phrase: ScopePhrase, start: int, end: int, name: str) -> Item:
    """'linh vuc dat dai': a field of the closed list, though 'dat' may be 'đạt' as well."""
    return Item("scope", start, end, "", scope=_as_scope(level=phrase.level, name=name))


def _may_be_place(phrase: ScopePhrase, printed: str) -> bool:
    """The reporter's own noun, or that of one body of a level: 'ở xã', not 'ở các xã'."""
    first, *more = printed.lower().split()
    return phrase.level in ("own", "self") or (first in grammar().words.of and len(more) == 1)


def _place(text: str, start: int, end: int) -> Item:
    """'ở huyện Bắc Bình', 'của thị xã La Gi': a place by its name, which may be any."""
    words = text[start:end].split()
    if words[0].lower() in grammar().words.of:
        start += text[start:end].index(words[1])
        words = words[1:]
    return Item("scope", start, end, "", scope=_as_scope(level="unit", name=" ".join(words)))


def _abbreviated(text: str, end: int) -> regex.Match[str] | None:
    """The name behind 'TP.'; none where the stop ends a sentence ('của UBND TP. Kết quả …')."""
    found = _ABBREVIATED.match(text, end)
    if found is None:
        return None
    word, *more = fold(found.group()).split()
    goes_on = text[found.end() :].lstrip()[:1].islower()
    begins = word in term_book().term_tree.words or word in _openers()
    return None if not more and goes_on and begins else found


@cache
def _openers() -> frozenset[str]:
    """First words of a sentence that no place is called."""
    words = grammar().words
    said = (*words.fillers, *words.leads, *words.inside, *words.zero, *words.followers)
    return frozenset(fold(word).split()[0] for word in said)


def _numeral_end(text: str, end: int, numbered: list[tuple[int, int]]) -> int:
    """'phường 10', 'P.12', 'Chi nhánh số 3': the number tells one such body from the next."""
    return next((b for a, b in numbered if b > end and not text[end:a].strip()), end)


def _scope(
    text: str, phrase: ScopePhrase, start: int, end: int, words_end: int, *, numbered: bool
) -> Scope | None:
    if not phrase.level:
        return None
    if phrase.name in _UNTIL:
        start = words_end
    body = numbered and phrase.level in HOUSES
    named = body or phrase.name.startswith("phrase") or phrase.name in _UNTIL
    name = " ".join(text[start:end].split()) if named else ""
    return _as_scope(level=phrase.level, name=name or None)


def _until(text: str, end: int, labels: list[Item]) -> int:
    """Where a name ends that runs on to the next label, number or sign."""
    behind = (
        i for i in labels if i.start > end and _ends_name(i.feature) and not _in_name(text, end, i)
    )
    stop = min((i.start for i in behind), default=len(text))
    cut = _NAME_END.search(text, end, min(stop, end + _NAME_SPAN))
    colon = _NAME_END.search(text, end, end + _NAME_SPAN)
    if colon is not None and colon.group().endswith(":"):  # 'Lĩnh vực thanh toán: …'
        cut, stop = colon, colon.start()
    name = text[end : cut.start() if cut else min(stop, end + _NAME_SPAN)].rstrip()
    name = _said_of_name().split(name, 1)[0].rstrip()
    while name and name.split()[-1].lower() in _after_name():
        name = name[: -len(name.split()[-1])].rstrip()
    words = grammar().words  # 'lĩnh vực đất đai số tiếp nhận 90', but 'chuyển đổi số'
    if name.endswith(words.counted_by) and not name.lower().endswith(words.compounds):
        name = name.rpartition(" ")[0].rstrip()
    return end + len(name)


def _parts_until(text: str, end: int, labels: list[Item]) -> int:
    """Where a name ends of which a part stands behind a comma: 'Lao động, việc làm có 90 hồ sơ'.

    A small letter behind a capital one goes on with the name; a word that opens a clause does not.
    """
    first = _until(text, end, labels)
    comma = _COMMA.match(text, first)
    if comma is None or not text[end:first].strip()[:1].isupper():
        return first
    begins = comma.end()
    last = _until(text, begins, labels)
    if fold(text[end:last].strip()) in fields_folded():
        return last
    words = fold(text[begins:last]).split()
    if any(i.start == begins for i in labels) or not 0 < len(words) <= _PART:
        return first
    clause = words[0] in _openers() | _subjects() or _COMMA.match(text, last)
    return first if clause else last


@cache
def _subjects() -> frozenset[str]:
    """First words of whoever is named without a capital, or of a reason: 'các xã', 'do'."""
    words = grammar().words
    bodies = (head.split()[0] for head in _heads_of_bodies())
    ranks = (rank.split()[0] for ranks in unit_names().levels.values() for rank in ranks)
    return frozenset(map(fold, (*bodies, *ranks, *words.several, *words.agents)))


def _both_halves(text: str, end: int, labels: list[Item], *, damaged: bool) -> int:
    """'Chi cục Thủy sản và Biển đảo': a known name goes on, unless a body begins there."""
    joined = _second_half().match(text, end)
    if joined is None or text.startswith(_heads_of_bodies(), joined.end()):
        return end
    if damaged and fold(text[joined.end() :].split(maxsplit=1)[0]) in _heads_folded():
        return end
    words = text[joined.end() : _until(text, joined.end(), labels)].split(" ")
    over = next((at for at, word in enumerate(words) if word.lower() in _after_name()), len(words))
    return joined.end() + len(" ".join(words[:over])) if over else end


@cache
def _second_half() -> regex.Pattern[str]:
    """What joins the halves of a name, before a capital."""
    plus = grammar().words.plus[0]
    return regex.compile(rf"\s+(?:{plus}|{fold(plus)})\s+(?=\p{{Lu}}\p{{Ll}})")


@cache
def _heads_of_bodies() -> tuple[str, ...]:
    """What names of bodies begin with."""
    scopes = (
        p.split()[0].lstrip("([")
        for s in term_book().scopes
        for p in s.phrases
        if s.level == "unit"
    )
    return tuple({*agencies().starts, *(word for word in scopes if word[0].isupper())})


@cache
def _heads_folded() -> frozenset[str]:
    """The first words of those, without their marks."""
    return frozenset(fold(head.split()[0]) for head in _heads_of_bodies())


@cache
def _said_of_name() -> regex.Pattern[str]:
    """Words that begin what is said of a name; 'người có công' is one, 'có số' is said."""
    words = "|".join(regex.escape(words) for words in grammar().words.said_of_name)
    return regex.compile(rf"(?<=\s)(?:{words})(?=\s|$)", regex.IGNORECASE)


@cache
def _after_name() -> frozenset[str]:
    """Words that lead from a name to what is said of it ('đất đai đã …')."""
    words = grammar().words.after_name
    return frozenset(words) | {fold(word) for word in words if fold(word).isascii()}


@cache
def _known_parts() -> regex.Pattern[str]:
    """Fields of work with a comma in their name ('khám bệnh, chữa bệnh'), folded."""
    names = (fold(field).split() for field in fields_of_work() if "," in field)
    longest = sorted((r"\s+".join(map(regex.escape, words)) for words in names), key=len)
    return regex.compile(rf"\s*(?:{'|'.join(longest[::-1])})(?![\p{{L}}])")


def _in_name(text: str, begins: int, label: Item) -> bool:
    """'Giải quyết chế độ BHXH', 'Xác nhận nguồn gốc': a label within the name that begins there.

    With a capital right at its beginning, or the end of a word that says something else.
    """
    first = text[begins : label.start]
    if not first.strip():
        return text[label.start].isupper() and text[label.end : label.end + 2].strip().islower()
    said = text[begins : label.end].lower()
    return said.endswith(grammar().words.compounds)


def _ends_name(feature: str) -> bool:
    """A label ends a name that runs on; a noun of work does not ('Đội Kiểm tra thuế')."""
    return not feature.startswith("unit:") and grammar().class_of(feature) != "paid"
