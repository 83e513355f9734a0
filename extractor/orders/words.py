"""The words of a passage that say who, what and how: names, verbs of duty, of order, of the past.

spaCy's rule components on a blank pipeline: a PhraseMatcher finds the phrases of the pattern
book, a Matcher the names that are made of them (a beginning word, then capitals, known words
and commas). No model, no network. Importing spaCy costs 0.7 s once a process, so that only
documents that may hold orders come here. Knows words; not what is ordered.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from extractor.book.orders import OrderWords, order_words
from extractor.head.names import word_key
from extractor.text import fold

Label = Literal["actor", "order", "modal", "duty", "done", "opener", "day"]
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_LABELS = ("body", "head", "plural", "apart", "done", "opener", "duty", "modal", "order")
"""A later one wins where two are as long."""
_NAMING = ("head", "body", "plural", "apart")
"""What only makes names, or keeps other phrases from being seen."""


_SMALL = 4
"""A capital and its small letters: most syllables that belong together in a name."""
_ENDING = 6
"""One more than the words of the longest phrase that ends a name on a word that ends none else."""
_MADE = {"head": "H", "body": "B", "plural": "P"}


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase at ``text[start:end]``."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class _Words:
    """spaCy's matcher over our own tokens, so that line breaks part no name."""

    vocab: Any
    phrases: Any

    def phrases_in(self, keys: list[str]) -> list[tuple[int, int, str]]:
        """Every phrase of the book: first token, end, label."""
        from spacy.tokens import Doc

        found = self.phrases(Doc(self.vocab, words=keys))
        return [(a, b, self.vocab.strings[label]) for label, a, b in found]


_NAME = re.compile("P*H[HBNJP]*")
"""The classes of the tokens of a name, a letter each: what begins it, and all that goes on."""


def said_in(text: str, *, damaged: bool) -> tuple[Said, ...]:
    """Names and phrases of a passage in order; none overlaps another. Names are the longest."""
    tokens = list(_TOKEN.finditer(text))
    if not tokens:
        return ()
    book = _words(damaged)
    printed = [token.group() for token in tokens]
    broken = _broken(text, tokens)
    for at in broken:
        if printed[at].isdigit():
            printed[at] = ";"  # a page number amid a name is none of it
    keys = [_key_of(word, damaged) for word in printed]
    spans = _longest(book, keys, printed)
    classes = _classes(keys, printed, spans, damaged, broken)
    runs = (run.span() for run in _NAME.finditer("".join(classes)))
    names = [(a, _trimmed(keys, classes, a, b, damaged)) for a, b in runs]
    found = [Said(tokens[a].start(), tokens[b - 1].end(), "actor") for a, b in names if b > a]
    inside = {i for a, b in names for i in range(a, b)}
    found += [
        Said(tokens[a].start(), tokens[b - 1].end(), label)  # type: ignore[arg-type]
        for a, b, label in spans
        if label not in _NAMING and a not in inside and not _is_noun(keys[a:b], b, names, damaged)
    ]
    return tuple(sorted(found, key=lambda s: s.start))


def _broken(text: str, tokens: Sequence[re.Match[str]]) -> frozenset[int]:
    """Tokens that begin a line."""
    if "\n" not in text:
        return frozenset()
    pairs = enumerate(itertools.pairwise(tokens), 1)
    return frozenset(at for at, (a, b) in pairs if "\n" in text[a.end() : b.start()])


def _is_noun(keys: list[str], end: int, names: Sequence[tuple[int, int]], damaged: bool) -> bool:
    """'Chỉ thị số 01' is a paper; 'chỉ thị Thủ trưởng các phòng' an order."""
    addressed = " ".join(keys) in _phrases(order_words().addressed, damaged)
    return addressed and all(a != end for a, _ in names)


@lru_cache(maxsize=50_000)
def _key_of(word: str, damaged: bool) -> str:
    """What two spellings of a word share: its tones in either place; damaged, no marks."""
    return fold(word) if damaged else word_key(word)


def _longest(book: _Words, keys: list[str], printed: list[str]) -> list[tuple[int, int, str]]:
    """Phrases that do not overlap: the first, then the longest; of two alike, by their label."""
    named = book.phrases_in(keys)
    heads = {(a, b) for a, b, label in named if label == "head"}
    named = [one for one in named if not _hides_name(printed, heads, one)]
    named.sort(key=lambda m: (m[0], -m[1]))
    kept: list[tuple[int, int, str]] = []
    for one in named:
        if not kept or kept[-1][1] <= one[0]:
            kept.append(one)
        elif kept[-1][:2] == one[:2] and _rank(printed, one) > _rank(printed, kept[-1]):
            kept[-1] = one
    return kept


def _hides_name(
    printed: list[str], heads: set[tuple[int, int]], match: tuple[int, int, str]
) -> bool:
    """'Giao Ban Quản lý …' gives an order to a body; 'giao ban' is a meeting."""
    a, b, label = match
    if label in ("head", "body") or b - a != 2 or not printed[a + 1].istitle():
        return False
    return any(start == a + 1 and end >= b for start, end in heads)


def _rank(printed: list[str], match: tuple[int, int, str]) -> int:
    """A capital speaks for a name ('Thanh tra tỉnh'), a small letter for a verb."""
    name = match[2] in ("head", "body")
    opens = match[0] == 0 or printed[match[0] - 1] in ".:;!?"
    capital = printed[match[0]][:1].isupper() and not opens
    return 10 if name and capital else _LABELS.index(match[2])


def _classes(
    keys: list[str],
    printed: list[str],
    spans: list[tuple[int, int, str]],
    damaged: bool,
    broken: frozenset[int],
) -> list[str]:
    """For each token: 'H' begins a name, 'B' goes on in it, 'N' is a capital, 'J' joins."""
    joins = _keys(order_words().joins, damaged)
    classes = [
        "J" if key in joins else "N" if word[:1].isupper() else "o"
        for key, word in zip(keys, printed, strict=True)
    ]
    proper = _keys(order_words().proper, damaged)
    closing = _keys(order_words().closing, damaged)
    wider = _phrases(order_words().open_ended, damaged)
    fields = _phrases(order_words().body, damaged)
    for a, b, label in spans:
        both = all(word[:1].isupper() for word in printed[a : a + 2])
        if b - a == 1 and keys[a] in proper and not both:
            continue
        if label in _MADE:
            classes[a:b] = [_MADE[label]] + ["B"] * (b - a - 1)
            phrase = " ".join(keys[a:b])
            if phrase in wider and printed[a][:1].isupper() and _goes_on(classes, printed, a):
                _widen(classes, printed, b)
        elif _ends_name(keys, classes, (a, b), wider, fields):
            classes[a:b] = ["B"] * (b - a)
        elif a in broken or a == 0 or keys[a - 1] in closing:
            classes[a:b] = ["V"] * (b - a)
        elif b - a == 1 and both and a > 1 and classes[a - 1] == "J" and classes[a - 2] == "N":
            classes[a] = "N"  # 'các huyện Hải Hậu, Giao Thủy'
        elif printed[a][:1].isupper() and _goes_on(classes, printed, a):
            classes[a:b] = ["N"] + ["B"] * (b - a - 1)  # 'Phòng Quản lý đô thị' is a name
            _widen(classes, printed, b)
        else:
            classes[a:b] = ["V"] * (b - a)
    counted = _counted(keys, printed, damaged)
    for at in range(1, len(classes)):
        if classes[at] == "o" and classes[at - 1] in "HBN" and printed[at].isdigit():
            classes[at] = "N"
        elif classes[at] == "o" and classes[at - 1] in "HBN" and at in counted:
            classes[at] = "N"  # 'Đoàn kiểm tra số 2'
        elif classes[at] == "o" and classes[at - 1] == "P" and printed[at].isdigit():
            classes[at] = "P"  # 'cả 03 đơn vị'
    _complete(classes, keys, printed, damaged)
    _list_fields(classes, keys, printed, damaged)
    return classes


def _ends_name(
    keys: list[str],
    classes: list[str],
    span: tuple[int, int],
    wider: frozenset[str],
    fields: frozenset[str],
) -> bool:
    """'Phòng Quản lý xây dựng' is not told to build: it manages a field that is a verb as well."""
    a, b = span
    managed = a > 1 and classes[a - 1] == "B" and " ".join(keys[a - 2 : a]) in wider
    return managed and " ".join(keys[a:b]) in fields


def _counted(keys: list[str], printed: list[str], damaged: bool) -> set[int]:
    """Places of 'số' in 'Đoàn kiểm tra số 2', not in the number of a document ('số 12/BC')."""
    number = _key_of(order_words().ordinal, damaged)
    pairs = zip(keys, printed[1:], [*printed[2:], ""], strict=False)
    return {
        at
        for at, (key, digits, behind) in enumerate(pairs)
        if key == number and digits.isdigit() and behind != "/"
    }


def _list_fields(classes: list[str], keys: list[str], printed: list[str], damaged: bool) -> None:
    """'Trưởng các phòng: Nội vụ, Tư pháp': a colon joins whose they are to several fields."""
    plural = _keys(order_words().plurals, damaged)
    for at in range(2, len(classes) - 3):
        heads = classes[at - 1] in "HB" and keys[at - 2] in plural
        if printed[at] != ":" or not heads or classes[at + 1] not in "BN":
            continue
        end = next((i for i in range(at + 1, len(classes)) if classes[i] not in "BN"), at)
        if classes[end] == "J" and classes[end + 1 : end + 2] in (["B"], ["N"]):
            classes[at] = "J"


def _widen(classes: list[str], printed: list[str], end: int) -> None:
    """Up to two small syllables more belong to a name."""
    for at in range(end, min(end + 2, len(classes))):
        if classes[at] != "o" or not printed[at].isalpha():
            break
        classes[at] = "B"


def _goes_on(classes: list[str], printed: list[str], at: int) -> bool:
    """'Ủy ban Kiểm tra', 'phường Bồ Đề': a capital right behind what begins or makes a name.

    Behind a dash too: 'Phòng Thanh tra - Kiểm tra'.
    """
    if at > 1 and classes[at - 1] == "J" and printed[at - 1] in "-–":
        at -= 1
        if at > 1 and classes[at - 1] == "o" and classes[at - 2] == "N":
            at -= 1  # 'Ban Thi đua - Khen thưởng'
    begun = classes[at - 1] in "HB" or (classes[at - 1] == "N" and printed[at - 1][0].isupper())
    return begun and any(kind == "H" for kind in classes[max(0, at - _SMALL) : at])


def _complete(classes: list[str], keys: list[str], printed: list[str], damaged: bool) -> None:
    """'Phòng Bổ trợ tư pháp': one capital behind such a beginning is no whole name yet."""
    whole = _keys(order_words().whole, damaged)
    inside = False
    for at, kind in enumerate(classes):
        if kind == "H":
            inside = keys[at] in whole or (inside and classes[at - 1] in "HBNJ")
        elif kind not in "BNJ":
            inside = False
        lone = kind == "N" and at > 0 and classes[at - 1] in "HJ" and printed[at][1:].islower()
        end = at + 1
        while inside and lone and end < min(len(classes), at + _SMALL) and classes[end] == "o":
            if not printed[end].isalpha():
                break
            classes[end] = "B"
            end += 1


def _trimmed(keys: list[str], classes: list[str], a: int, b: int, damaged: bool) -> int:
    """The end of a name without the joining words left over there."""
    dangling = _keys(order_words().dangling, damaged)
    ending = _phrases(order_words().body, damaged)
    while b > a and (classes[b - 1] == "J" or keys[b - 1] in dangling):
        if any(" ".join(keys[max(a, b - n) : b]) in ending for n in range(2, _ENDING)):
            break  # 'các đơn vị trực thuộc', 'các xã có hồ sơ trễ hạn'
        b -= 1
    return b


@cache
def folded_words(words: tuple[str, ...]) -> frozenset[str]:
    """Phrases of the book without marks, to ask whether one of them was said."""
    return frozenset(map(fold, words))


@cache
def _keys(words: tuple[str, ...], damaged: bool) -> frozenset[str]:
    return frozenset(_key_of(word, damaged) for word in words)


@cache
def _phrases(phrases: tuple[str, ...], damaged: bool) -> frozenset[str]:
    return frozenset(
        " ".join(_key_of(word, damaged) for word in _TOKEN.findall(one)) for one in phrases
    )


@cache
def _words(damaged: bool) -> _Words:
    """The blank pipeline and its rules, built once a process for either alphabet."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    vocab = spacy.blank("xx").vocab
    phrases: Any = PhraseMatcher(vocab)
    book = order_words()
    for label, words in _by_label(book).items():
        keys = ([_key_of(w, damaged) for w in _TOKEN.findall(phrase)] for phrase in words)
        phrases.add(label, [Doc(vocab, words=one) for one in keys])
    return _Words(vocab, phrases)


def _by_label(book: OrderWords) -> dict[str, tuple[str, ...]]:
    return {
        "head": book.heads,
        "body": book.body,
        "plural": book.plurals,
        "apart": book.apart,
        "order": book.orders,
        "modal": book.modals,
        "duty": book.duties,
        "done": book.done,
        "opener": book.openers,
    }
