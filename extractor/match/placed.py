"""Phrases that are scopes only where they stand so: at a clause's head, before a colon or a number.

Knows what stands around a phrase; names are made out in :mod:`.named`.
"""

from __future__ import annotations

from functools import cache

from extractor.book.joining import unit_names
from extractor.book.metrics import grammar
from extractor.book.terms import term_book
from extractor.match.phrases import Hit
from extractor.match.tokens import Tokens
from extractor.repair.known import fields_folded
from extractor.text import fold


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


def _acts(text: str, seen: Tokens, hit: Hit) -> bool:
    """'trong quý Sở nhận 90 hồ sơ', 'Sở đã giải quyết': a noun in a capital that does something."""
    behind = seen.folded[hit.last : hit.last + 1]
    if not behind or not text[seen.starts[hit.first]].isupper():
        return False
    if text[seen.starts[hit.last]].isupper():
        return False  # 'SỞ GIẢI QUYẾT', 'Sở Xây dựng'
    return behind[0] in term_book().term_tree.words or behind[0] in _after_name()


@cache
def _after_name() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.after_name)


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
    last = _behind_place(seen, last) if opens else last
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


def _behind_place(seen: Tokens, at: int) -> int:
    """Behind what is said of a name's place in a list ('ít nhất, chỉ …')."""
    begins = at
    for word in seen.folded[at:]:
        if word not in _placing() and not (at > begins and word == ","):
            break
        at += 1
    return at


@cache
def _placing() -> frozenset[str]:
    """Words that tell a name's place in a list ('Hộ tịch vẫn chiếm phần lớn với 90 hồ sơ')."""
    return frozenset(fold(word) for word in grammar().words.placing)


def _part_of_name(seen: Tokens, hit: Hit) -> bool:
    """'đất đai, xây dựng 12 hồ sơ': the part before the comma has no number, and is a field too.

    Before a dash any word is a part of it ('cư trú - hộ tịch 12').
    """
    if hit.first > 1 and seen.folded[hit.first - 1] in ("-", "–"):
        return seen.kinds[hit.first - 2] == "w"
    if not hit.first or seen.folded[hit.first - 1] != ",":
        return False
    end = hit.first - 1
    first = end
    while first and seen.kinds[first - 1] == "w":
        first -= 1
    first += max((len(w) for w in _inside() if seen.folded[first : first + len(w)] == w), default=0)
    return " ".join(seen.folded[first:end]) in fields_folded()


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


PLACED = {
    "lead": _leads,
    "opens": _opens_sentence,
    "phrase-lead": _leads_as_name,
    "clause": _opens_clause,
    "house": _acts,
}
"""Phrases that are scopes only where they stand so."""
