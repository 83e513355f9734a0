"""The scopes a passage names, each with the name that goes with it.

Knows where a name begins and ends and which phrases are scopes only in their place; not whose a
number is (that is :mod:`extractor.assemble.whose`).
"""

from __future__ import annotations

from functools import cache

import regex

from extractor.book.joining import unit_names
from extractor.book.metrics import grammar
from extractor.book.terms import ScopePhrase, term_book
from extractor.match.misread import known_field
from extractor.match.passage import Item, Scan
from extractor.match.phrases import Hit
from extractor.match.scopes import HOUSES
from extractor.match.tokens import Tokens
from extractor.models import Scope, made
from extractor.repair.known import fields_of_work
from extractor.repair.lost import SHOWN
from extractor.text import fold

_as_scope = made(Scope)
_NAME_SPAN = 60
"""Characters that a name may run on."""
_SPANS = ("date", "month", "quarter", "year")  # masks that may stand before a noun of a scope
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
    elif phrase.name == "until":
        parted = _known_parts().match(fold(text[end : end + _NAME_SPAN]))
        end = end + parted.end() if parted else _until(text, end, labels)
        if text[words_end:end].lower().endswith(f" {grammar().words.most.split()[0]}"):
            return Item("scope", start, end, "below", scope=_as_scope(level=phrase.level))
        if passage.damaged:
            known = known_field(seen, hit.last)
            if known is not None and known[0] >= end:
                return _field(phrase, start, *known)
        if end == words_end:
            return None  # 'cung cấp ở 02 lĩnh vực, có …': fields counted, none named
    elif phrase.name == "phrase-until":
        if not (text[start].isupper() and text[end : end + 2].strip()[:1].isupper()):
            return None
        if passage.damaged and seen.folded[hit.first] in term_book().term_tree.words:
            return None  # 'SO PAKN': 'Số' as likely as 'Sở', which known names tell
        end = _until(text, end, labels)
    elif phrase.name in _PLACED and not _PLACED[phrase.name](text, seen, hit):
        return None
    elif phrase.name == "clause" and passage.damaged:
        return None  # 'xa' and 'huyen' may be any word that was misread
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
    if phrase.name == "until":
        start = words_end
    body = numbered and phrase.level in HOUSES
    named = body or phrase.name.startswith("phrase") or phrase.name == "until"
    name = " ".join(text[start:end].split()) if named else ""
    return _as_scope(level=phrase.level, name=name or None)


def _until(text: str, end: int, labels: list[Item]) -> int:
    """Where a name ends that runs on to the next label, number or sign."""
    behind = (i.start for i in labels if i.start > end and _ends_name(i.feature))
    stop = min(behind, default=len(text))
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


def _opens_sentence(text: str, seen: Tokens, hit: Hit) -> bool:
    """The phrase begins a sentence with a capital."""
    before = seen.folded[hit.first - 1] if hit.first else "."
    return before in ".:;+-*" and text[seen.starts[hit.first]].isupper()


def _opens_clause(text: str, seen: Tokens, hit: Hit) -> bool:
    """'…; thị xã tiếp nhận 40', 'thị xã 12/15': before its verb or number, in no list of ranks."""
    kinds = seen.kinds[hit.last : hit.last + 1]
    term = kinds == "w" and seen.folded[hit.last] in term_book().term_tree.words
    if not term and kinds != "n":
        return False
    before = seen.folded[hit.first - 1] if hit.first else "."
    listed = before == "," and any(
        " ".join(seen.folded[hit.first - 1 - size : hit.first - 1]) in _ranks() for size in (1, 2)
    )
    return before in ".:;,(+-*" and not listed


@cache
def _ranks() -> frozenset[str]:
    """What places are called by their rank ('huyện', 'thị xã'), folded."""
    return frozenset(fold(rank) for ranks in unit_names().levels.values() for rank in ranks)


def _leads(text: str, seen: Tokens, hit: Hit) -> bool:
    """The phrase opens the passage (behind 'b)'), and a colon or nothing follows."""
    before = seen.folded[: hit.first]
    lettered = len(before) > 1 and len(before[0]) == 1 and before[1] in ".)/"
    closes = hit.last == len(seen.folded) or seen.folded[hit.last] == ":"
    return closes and "w" not in seen.kinds[lettered : hit.first]


def _leads_as_name(text: str, seen: Tokens, hit: Hit) -> bool:
    """The phrase leads the passage with a capital, or stands by its number of files."""
    if _leads(text, seen, hit):
        return text[seen.starts[hit.first]].isupper()
    if _behind_files(seen, hit) or _in_split(seen, hit):
        return True
    inside = _behind_inside(seen, hit)
    opens = not hit.first or seen.kinds[hit.first - 1] == "p" or inside
    if _part_of_name(seen, hit):
        return False
    last = hit.last + (inside and seen.folded[hit.last : hit.last + 1] in _has())
    behind = seen.kinds[last : last + 2]
    if not opens or behind[:1] != "n":
        return False
    return behind[1:] != "w" or seen.folded[last + 1] in term_book().term_tree.words


def _behind_inside(seen: Tokens, hit: Hit) -> bool:
    """'…, gồm hộ tịch 60 hồ sơ', '…, nhiều nhất là hộ tịch 60': the first of a list."""
    before = seen.folded[: hit.first]
    return any(before[-len(words) :] == words for words in _inside())


@cache
def _inside() -> tuple[list[str], ...]:
    words = grammar().words
    return tuple(fold(said).split() for said in (*words.inside, words.most))


@cache
def _has() -> tuple[list[str], ...]:
    """Words between a name and its number ('nhiều nhất là chứng thực với 203 hồ sơ')."""
    return tuple([fold(word)] for word in grammar().words.has)


def _part_of_name(seen: Tokens, hit: Hit) -> bool:
    """'đất đai, xây dựng 12 hồ sơ': the part before the comma has no number, and is a field too."""
    if not hit.first or seen.folded[hit.first - 1] != ",":
        return False
    end = hit.first - 1
    first = end
    while first and seen.kinds[first - 1] == "w":
        first -= 1
    first += max((len(w) for w in _inside() if seen.folded[first : first + len(w)] == w), default=0)
    return " ".join(seen.folded[first:end]) in _plain_fields()


@cache
def _plain_fields() -> frozenset[str]:
    """Fields of work of the closed list that have no sign in them, folded."""
    return frozenset(fold(field) for field in fields_of_work())


@cache
def _known_parts() -> regex.Pattern[str]:
    """Fields of work with a comma in their name ('khám bệnh, chữa bệnh'), folded."""
    names = (fold(field).split() for field in fields_of_work() if "," in field)
    longest = sorted((r"\s+".join(map(regex.escape, words)) for words in names), key=len)
    return regex.compile(rf"\s*(?:{'|'.join(longest[::-1])})(?![\p{{L}}])")


def _in_split(seen: Tokens, hit: Hit) -> bool:
    """'quá hạn 08 (đất đai: 05; hộ tịch: 03)': a colon and a number behind each of a list."""
    before = seen.folded[hit.first - 1] if hit.first else ""
    listed = before in ("(", ";", ",", ":") and seen.folded[hit.last : hit.last + 1] == [":"]
    return listed and seen.kinds[hit.last + 1 : hit.last + 2] == "n"


def _behind_files(seen: Tokens, hit: Hit) -> bool:
    """'340 hồ sơ chứng thực, 120 hồ sơ hộ tịch': what the files of a number are about, in full."""
    about = seen.folded[max(hit.first - 1, 0)] in map(fold, grammar().words.about_field)
    end = hit.first - about  # '03 hồ sơ về xây dựng'
    files = next((noun for noun in _files() if seen.folded[:end][-len(noun) :] == noun), [])
    if not files or seen.kinds[end - len(files) - 1 : end - len(files)] != "n":
        return False
    behind = seen.folded[hit.last : hit.last + 1]
    return seen.kinds[hit.last : hit.last + 1] != "w" or behind[0] in _joins() | _agents()


@cache
def _files() -> tuple[list[str], ...]:
    """The nouns that count files in running text, folded."""
    return tuple(fold(noun).split() for noun in grammar().words.files)


@cache
def _agents() -> frozenset[str]:
    """What leads to the reason ('01 hồ sơ đất đai do chờ xác minh')."""
    return frozenset(fold(word) for word in grammar().words.agents)


@cache
def _joins() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.joins)


_PLACED = {
    "lead": _leads,
    "opens": _opens_sentence,
    "phrase-lead": _leads_as_name,
    "clause": _opens_clause,
}
"""Phrases that are scopes only where they stand so."""


def _ends_name(feature: str) -> bool:
    """A label ends a name that runs on; a noun of work does not ('Đội Kiểm tra thuế')."""
    return not feature.startswith("unit:") and grammar().class_of(feature) != "paid"
