"""Names of fields of work in a list tied to a list of numbers, and what heads a list of fields.

'Hồ sơ của các lĩnh vực chứng thực, hộ tịch, thu nợ lần lượt là 40, 30 và 12': there are as many
names as numbers, so that names which no phrase knows are made out as well. Without 'lĩnh vực'
before them all have to be known. Knows where names may end; binds nothing.
"""

from __future__ import annotations

from functools import cache

from extractor.book.metrics import grammar
from extractor.book.terms import term_book
from extractor.match.inturn import tie_of
from extractor.match.passage import Item, Scan
from extractor.match.phrases import Hit
from extractor.match.tokens import Tokens
from extractor.models import Scope, made
from extractor.repair.known import fields_folded
from extractor.text import fold

_as_scope = made(Scope)
_LONGEST = 8
"""Words of a name."""


def tied_fields(passage: Scan, labels: list[Hit]) -> list[tuple[Hit, Item]]:
    """The fields that a list names whose numbers are told behind it, in its order.

    What begins with one of the ``labels`` is no name, nor what holds a time or a way to file,
    unless it is a known one ('Chi trả' is a field).
    """
    seen = passage.free
    tied = None if passage.damaged else tie_of(seen)
    if tied is None:
        return []
    begin, tie, count = tied
    led = _behind_lead(seen, begin, tie)
    known = _is_known if led is None else _may_be_name
    starts = [led] if led is not None else [a for a in range(begin, tie) if _may_open(seen, a)]
    for start in starts:
        parts = _parts(seen, start, tie, count)
        said = {label.first for label in labels if _tells(label)}
        opens = {label.first for label in labels}
        names = (known(seen, p) and said.isdisjoint(p) and p.start not in opens for p in parts)
        if parts and all(_is_known(seen, p) or name for p, name in zip(parts, names, strict=True)):
            return [_field(passage.text, seen, part) for part in parts]
    return []


def _tells(label: Hit) -> bool:
    """Whether a label says when or how a file was filed or settled."""
    feature = term_book().features[label.owner]
    parts = grammar().implies.get(feature, (feature,))
    return any(grammar().class_of(part) in ("timing", "channel") for part in parts)


def _behind_lead(seen: Tokens, begin: int, tie: int) -> int | None:
    """Where the names begin behind the last 'lĩnh vực'; it is none of a list's own ('theo …')."""
    for at in range(tie, begin, -1):
        for noun in _nouns():
            if seen.folded[max(begin, at - len(noun)) : at] == noun and seen.folded[at] not in ",":
                return at
    return None


def _may_open(seen: Tokens, at: int) -> bool:
    return not at or seen.kinds[at - 1] == "p" or seen.folded[at - 1] in _leads()


def _parts(seen: Tokens, start: int, tie: int, count: int) -> list[range]:
    """The names from ``start`` on, if they are ``count``, parted by commas and 'và'."""
    stop = next((at for at in range(start, tie) if _ends_list(seen, at)), tie)
    commas = [at for at in range(start, stop) if seen.folded[at] == ","]
    joins = [at for at in range(start, stop) if seen.folded[at] in _plus()][-1:]
    marks = next((m for m in ([*commas, *joins], commas) if len(m) == count - 1), None)
    if marks is None or (joins and marks[-1:] == joins and commas and joins[0] < commas[-1]):
        return []
    ends = [*marks, stop - (seen.folded[stop - 1] == ",")]
    begins = [start, *(at + 1 for at in marks)]
    return [range(a, b) for a, b in zip(begins, ends, strict=True) if b > a]


def _ends_list(seen: Tokens, at: int) -> bool:
    """Whether what is said of the names begins there."""
    word = seen.folded[at]
    return seen.kinds[at] == "w" and word not in _plus() and seen.marks(at, at + 1)[0] in _after()


def _is_known(seen: Tokens, part: range) -> bool:
    return " ".join(seen.folded[part.start : part.stop]).replace(" ,", ",") in fields_folded()


def _may_be_name(seen: Tokens, part: range) -> bool:
    """A few words, no number and no sign but a dash among them."""
    kinds = seen.kinds[part.start : part.stop]
    signs = {seen.folded[at] for at in part if seen.kinds[at] == "p"}
    return 0 < kinds.count("w") <= _LONGEST and "n" not in kinds and signs <= {"-", "–"}


def _field(text: str, seen: Tokens, part: range) -> tuple[Hit, Item]:
    start, end = seen.starts[part.start], seen.ends[part.stop - 1]
    scope = _as_scope(level="field", name=" ".join(text[start:end].split()))
    return Hit(part.start, part.stop, (), 0.0), Item("scope", start, end, "", scope=scope)


@cache
def _nouns() -> tuple[list[str], ...]:
    return tuple(fold(noun).split() for noun in grammar().words.fields)


@cache
def _leads() -> frozenset[str]:
    """Words behind which the first of such names may stand ('hồ sơ của chứng thực, …')."""
    return frozenset(fold(word) for word in (*grammar().words.of, *grammar().words.opens_name))


@cache
def _plus() -> frozenset[str]:
    return frozenset(fold(word) for word in grammar().words.plus)


@cache
def _after() -> frozenset[str]:
    return frozenset(grammar().words.after_name)


def heads_list(text: str, start: int, words_end: int, end: int) -> bool:
    """'Lĩnh vực nhiều nhất', and '3) LĨNH VỰC (HS nhận trong kỳ)' that opens its passage."""
    if end > words_end:
        return text[words_end:end].lower().endswith(f" {grammar().words.most.split()[0]}")
    return text[end:].lstrip()[:1] == "(" and not any(map(str.isalpha, text[:start]))
