"""Names as names are written: casing of agencies, marks given back where only one spelling fits.

'ỦY BAN NHÂN DÂN THÀNH PHỐ SA ĐÉC' → 'Ủy ban nhân dân thành phố Sa Đéc'. From text that lost
its marks ('UY BAN NHAN DAN THANH PHO SA PEC') known words and places are recovered; what is
not known, or could be two names, stays as read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from extractor.book.head import agencies, people
from extractor.head.lines import is_upper
from extractor.head.signers import known_positions, surnames
from extractor.match.near import distance
from extractor.repair.gazetteer import places
from extractor.text import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TOKEN = re.compile(r"[\w&'’]+|[^\w\s]")
_MARKED = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u00e0\u00e1\u00e3\u1ea0-\u1ef9ìĩòóõùũ]")
_MARKED_SHARE = 0.13
"""Vietnamese prose marks a quarter of its letters, OCR in a wrong language one in twenty."""
_VOWEL = re.compile("[aeiouy]")
_LONGEST = 8
Spelling = dict[tuple[str, ...], str]


def is_unmarked(text: str) -> bool:
    """Whether the text lost its marks (too short a text is taken as whole)."""
    marked = len(_MARKED.findall(text))
    if marked >= _MARKED_SHARE * len(text):
        return False  # however many of the characters are letters
    letters = sum(map(str.isalpha, text))
    return letters >= 60 and marked < _MARKED_SHARE * letters


@lru_cache(maxsize=1024)
def proper(text: str, *, unmarked: bool = False) -> str:
    """An agency's name in its usual casing, whitespace collapsed."""
    text = " ".join(text.split()).strip(" -–,;:*")
    if unmarked:
        return _cased(text, _by_fold(), unmarked=True, upper=is_upper(text))
    return _cased(text, _by_key(), unmarked=False, upper=True) if is_upper(text) else text


def respelled(text: str) -> str:
    """'ỦY BAN NHÂN DÂN TĨNH …' → 'ỦY BAN NHÂN DÂN TỈNH …': words of a closed list, misread.

    What a body of every place is called, and the level behind it, can be one thing only.
    """
    match = _levelled().match(fold(text))
    if match is None:
        return text
    bodies, levels = (
        {fold(name): name for name in names} for names in (agencies().starts, agencies().places)
    )
    body = bodies[" ".join(match["body"].split())]
    level = levels[" ".join(match["level"].split())]
    known = f"{body} {level}"
    return f"{known.upper() if is_upper(text) else known}{text[match.end() :]}"


@cache
def _levelled() -> re.Pattern[str]:
    """Several words that begin an agency's name, then a level: groups body and level."""
    bodies = (fold(name) for name in agencies().starts if " " in name)
    levels = (fold(name) for name in agencies().places if name.islower())
    body, level = (
        "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
        for names in (bodies, levels)
    )
    return re.compile(rf"(?P<body>{body})\s+(?P<level>{level})(?!\w)")


def full(name: str) -> str:
    """'UBND huyện Tuy Phước' → 'Ủy ban nhân dân huyện Tuy Phước'; within a name it stays."""
    first, _, rest = name.partition(" ")
    spelled = agencies().spelled_out.get(first)
    return f"{spelled} {rest}" if spelled and rest else name


def _cased(text: str, spelling: Spelling, *, unmarked: bool, upper: bool) -> str:
    """Known phrases as spelled, places as the gazetteer has them, the rest by its position."""
    key = fold if unmarked else word_key
    tokens = list(_TOKEN.finditer(text))
    keys = [key(t.group()) for t in tokens]
    out: list[str] = []
    at = last = 0
    before = ""
    while at < len(tokens):
        out.append(text[last : tokens[at].start()])
        word, taken = _spelled(keys, at, spelling)
        if upper and before == "field" and word in agencies().syllables:
            word, taken = "", 0  # 'môi trường' is no school
        if unmarked and before == "name" and _ends_name(keys, at, word):
            word, taken = "", 0  # 'phường Chợ Quán' is of no 'quận'
        if unmarked and not taken:
            word, taken = _nearly(tuple(keys[at : at + _LONGEST]))
        if not taken and (unmarked or upper):
            word, taken = _place_at(keys, at, unmarked=unmarked)
        known = bool(taken)
        if not taken:
            token = tokens[at].group()
            kept = not upper or "/" in text[tokens[at].start() - 1 : tokens[at].end() + 1]
            word, taken = (token if kept else _one(token, before)), 1
        out.append(word)
        at += taken
        last = tokens[at - 1].end()
        if known or not word.isupper() or len(word) == 1:  # after 'THPT' a name may begin
            before = _role(word, before, known=known)
    cased = "".join([*out, text[last:]])
    return cased[:1].upper() + cased[1:]


def is_own(name: str) -> bool:
    """Whether a name, in its usual casing, tells its body from those of other places by itself.

    So do a number, two capitals that are no agency's words ('Hoa Sen'), a place, 'Việt Nam'.
    """
    tokens = _TOKEN.findall(name)
    keys = [word_key(token) for token in tokens]
    at = strange = 0
    while at < len(tokens):
        word, taken = _spelled(keys, at, _by_key())
        if not taken and _place_at(keys, at, unmarked=False)[1]:
            return True
        if word in agencies().national or tokens[at].isdigit():
            return True
        unknown = not taken and tokens[at][0].isupper() and not tokens[at].isupper()
        strange = strange + 1 if unknown else 0
        if strange == 2:
            return True
        at += taken or 1
    return False


def _role(word: str, before: str, *, known: bool) -> str:
    """What the next unknown word is part of: a name, or an agency's field of work."""
    if word.lower() in agencies().places or (before != "field" and word in people().surnames):
        return "name"
    if known or not word[:1].isalpha():
        return before if before == "name" and not known else "start"
    return before if before == "name" else "field"


def _spelled(keys: list[str], at: int, spelling: Spelling) -> tuple[str, int]:
    """The longest known phrase at a token, and how many tokens it takes."""
    for size in range(min(_LONGEST, len(keys) - at), 0, -1):
        if found := spelling.get(tuple(keys[at : at + size])):
            return found, size
    return "", 0


def _ends_name(keys: list[str], at: int, word: str) -> bool:
    """Whether a word of a level is the last one, behind a name that another level leads."""
    levels = agencies().places
    return at == len(keys) - 1 and word in levels and keys[at - 1] not in map(fold, levels)


@lru_cache(maxsize=1024)
def _nearly(keys: tuple[str, ...]) -> tuple[str, int]:
    """The longest phrase of several words that misread ones may be, if there is one only."""
    for size in range(len(keys), 2, -1):
        near = {
            phrase
            for words, phrase in _by_fold().items()
            if len(words) == size and _is_near(keys[:size], words)
        }
        if len(near) == 1:
            return near.pop(), size
    return "", 0


def _is_near(seen: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """Whether each word may be the other's, with no more than a step for every two."""
    steps = [0.0 if a == b else distance(a, b) for a, b in zip(seen, meant, strict=True)]
    return None not in steps and sum(s for s in steps if s) * 2 <= len(seen)


def _one(token: str, before: str) -> str:
    """'SA ĐÉC' after a place word is a name; 'TRỢ GIÚP' goes on in small letters."""
    if token.upper() in agencies().abbreviations or not token[0].isalpha():
        return token
    if len(token) > 1 and not _VOWEL.search(fold(token)):
        return token  # 'QĐ', 'STNMT': no word is without a vowel
    if before and token.lower() in agencies().connectors:
        return token.lower()
    if before == "field":
        return token.lower()
    return "'".join(_capital(part) for part in token.replace("’", "'").split("'"))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


@cache
def word_key(word: str) -> str:
    """Letters with tones moved to the end: 'uỷ' and 'ủy', 'hoà' and 'hòa' are one word."""
    parts = unicodedata.normalize("NFD", word.casefold().replace("ð", "đ"))
    base = "".join(c for c in parts if c not in _TONES)
    return base + "".join(c for c in parts if c in _TONES)


def _phrases() -> tuple[str, ...]:
    a = agencies()
    long = tuple(c for c in a.connectors if " " in c)
    city = tuple(p.name for p in places().provinces if " " in p.name and p.name[0] == "T")
    return (*a.starts, *a.placed, *a.open, *a.places, *a.words, *long, *city)


@cache
def _by_key() -> Spelling:
    return {tuple(word_key(t) for t in _TOKEN.findall(p)): p for p in _phrases()}


@cache
def _by_fold() -> Spelling:
    """Folded phrase → spelling; single short words are left out, they could be anything."""
    wide = {tuple(fold(t) for t in _TOKEN.findall(p)): p for p in _phrases()}
    kept = {fold(w) for w in (*agencies().places, *agencies().open)}
    return {k: p for k, p in wide.items() if len(k) > 1 or k[0] in kept or p.isupper()}


@cache
def _gazetteer(key: Callable[[str], str]) -> dict[tuple[str, ...], frozenset[str]]:
    """Place names by their words under a key."""
    table: dict[tuple[str, ...], set[str]] = {}
    for province in places().provinces:
        for name in (province.name, province.since_2025, *province.districts):
            table.setdefault(tuple(key(t) for t in _TOKEN.findall(name)), set()).add(name)
    return {words: frozenset(names) for words, names in table.items()}


def _loose(word: str) -> str:
    """P and B taken for a D, as OCR reads Đ."""
    folded = fold(word)
    return "d" + folded[1:] if folded[:1] in ("p", "b", "d") else folded


def _place_at(keys: list[str], at: int, *, unmarked: bool) -> tuple[str, int]:
    """A place of one spelling only, of at least two words."""
    for key in (fold, _loose) if unmarked else (word_key,):
        for size in range(min(5, len(keys) - at), 1, -1):
            words = tuple(_loose(w) if key is _loose else w for w in keys[at : at + size])
            names = _gazetteer(key).get(words, frozenset())
            if len(names) == 1:
                return next(iter(names)), size
    return "", 0


def province_at_end(name: str) -> str | None:
    """'Văn phòng Đăng ký đất đai Thanh Hóa' → 'Thanh Hóa': a province without its level."""
    keys = [word_key(t) for t in _TOKEN.findall(name)]
    for province in places().provinces:
        words = [word_key(t) for t in _TOKEN.findall(province.name)]
        if keys[-len(words) :] == words:
            return " ".join(name.split()[-len(province.name.split()) :])
    return None


def place(text: str, *, unmarked: bool) -> str:
    """A place name as printed, or given back its marks."""
    text = " ".join(text.split()).strip(" ,.-")
    keys = [fold(t) for t in _TOKEN.findall(text)]
    if unmarked and keys:
        found, taken = _place_at(keys, 0, unmarked=True)
        return found if taken == len(keys) else text
    return _cased(text, _by_key(), unmarked=False, upper=True) if is_upper(text) else text


def is_surname(word: str) -> bool:
    """Whether a word, marks aside, is a known family name."""
    return fold(word) in surnames()


def is_middle(word: str) -> bool:
    """Whether a word, marks aside, stands between family and given name, for the most part."""
    return fold(word) in map(fold, people().middles)


def person(text: str, *, unmarked: bool) -> str:
    """A person's name in usual casing; marks of family and middle name given back."""
    words = [_capital(w) if w.isupper() and len(w) > 1 else w for w in text.split()]
    if unmarked and len(words) > 1:
        surname = surnames().get(fold(words[0]), frozenset())
        words[0] = next(iter(surname)) if len(surname) == 1 else words[0]
        words[1:-1] = [_middle(w) for w in words[1:-1]]
    return " ".join(words)


def _middle(word: str) -> str:
    """A frequent middle name, one marked vowel at most misread ('Vin', 'Van' for 'Văn')."""
    near = [name for name in people().middles if _misread(name, word)]
    return near[0] if len(near) == 1 else word


def _misread(name: str, word: str) -> bool:
    if len(name) != len(word):
        return False
    wrong = [n for n, a, b in zip(name, fold(name), fold(word), strict=True) if a != b]
    return len(wrong) <= 1 and all(not letter.isascii() for letter in wrong)


def position(text: str, *, unmarked: bool) -> str:
    """A position as printed; marks given back to a known one."""
    text = " ".join(text.split()).strip(" ,;:")
    return known_positions().get(fold(text), text) if unmarked else text
