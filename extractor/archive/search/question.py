"""What a person asks for, taken apart: words and phrases, conditions on figures, a period.

'Sa Đéc số hồ sơ trễ hạn > 100 năm 2023' is the words 'Sa Đéc', a condition and a year. What
figures are called is the pattern book's knowledge, so that a question names them in any of the
words in which reports do. Knows no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractor.across.periods import stretch
from extractor.archive.search.sought import MOST, Phrase
from extractor.archive.search.words import composed, words_of
from extractor.archive.troubles import usage
from extractor.book.asking import Sign, asking
from extractor.book.names import Lang
from extractor.head.periods import find_periods
from extractor.numbers import NUMBER, as_count, as_decimal
from extractor.text import fold

if TYPE_CHECKING:
    from extractor.archive.search.meaning import Meant

LONGEST = 1_000
"""Characters of a question."""
_QUOTED = regex.compile('["\u201c\u201d\u201e]([^"\u201c\u201d\u201e]*)["\u201c\u201d\u201e]?')


@dataclass(frozen=True, slots=True)
class Condition:
    """A figure that the document must have: one of the metrics, compared with a number."""

    meant: Meant
    sign: Sign
    amount: float
    said: str


@dataclass(frozen=True, slots=True)
class Question:
    """All of it must be true of a document."""

    phrases: tuple[Phrase, ...] = ()
    conditions: tuple[Condition, ...] = ()
    first: str = ""
    """First and last month, YYYY-MM, within which its period lies; '' where none was named."""
    last: str = ""
    said: str = ""
    """The words that are looked for in the text, as asked."""


def understood(asked: str, lang: Lang, *, marks: bool = True) -> Question:
    """The question in parts.

    Args:
        asked: as typed.
        lang: of the messages.
        marks: whether 'hồ' is another word than 'hộ'; a word without marks finds both.

    Raises:
        UsageError: nothing is asked, or too much, or a comparison of what is no figure.
    """
    if len(asked) > LONGEST:
        raise usage("search.long", lang, most=LONGEST)
    rest = composed(asked.replace("\u2260", "!="))
    quoted = [match[1] for match in _QUOTED.finditer(rest)]
    rest = _QUOTED.sub(lambda match: " ; " + " " * (len(match[0]) - 3), rest)
    conditions, rest = _conditions(rest, lang)
    months, rest = _months(rest)
    chunks = [*quoted, *(word for word in rest.split() if not (conditions and _joins(word)))]
    phrases = tuple(p for chunk in chunks if (p := phrase_of(chunk, marks=marks)).bare)
    if sum(len(phrase.bare) for phrase in phrases) > MOST:
        raise usage("search.many", lang, most=MOST)
    if not phrases and not conditions and not months[0]:
        raise usage("search.nothing", lang)
    said = (f"“{one.strip()}”" if at < len(quoted) else one for at, one in enumerate(chunks))
    return Question(phrases, tuple(conditions), *months, " ".join(s for s in said if s != ";"))


def _joins(word: str) -> bool:
    return word.lower() in asking().small.joins


def phrase_of(text: str, *, marks: bool = True) -> Phrase:
    """Words as they stand side by side; with marks if any of them has one."""
    words = list(words_of(composed(text)))
    bare, exact = tuple(word.bare for word in words), tuple(word.exact for word in words)
    return Phrase(bare, exact if marks and bare != exact else ())


def _conditions(text: str, lang: Lang) -> tuple[list[Condition], str]:
    """Every comparison whose left side names a figure, and the text without them."""
    found: list[Condition] = []
    left = 0
    kept = list(text)
    for match in _comparison().finditer(fold(text), timeout=1.0):
        start, end = match.span()
        if start < left:
            continue
        from extractor.archive.search.meaning import meaning_of

        rate = match["percent"] is not None
        meant = meaning_of(text[left:start], rate=rate)
        if meant is None:
            if match["sign"] in _signs():
                said = " ".join(text[left:start].split())
                raise usage("search.no-figure", lang, said=said or match[0])
            continue
        number = _number(text[slice(*match.span("number"))], meant)
        if number is None:
            continue
        begin = left + meant.start
        sign = _sign(match["sign"], match["after"])
        found.append(Condition(meant, sign, float(number), " ".join(text[begin:end].split())))
        kept[begin:end] = " " * (end - begin)
        left = end
    return found, "".join(kept)


def _number(printed: str, meant: Meant) -> Decimal | None:
    """As reports print numbers: '1.465' files are not one and a half."""
    count = None if meant.kind == "rate" else as_count(printed)
    return as_decimal(printed) if count is None else Decimal(count)


def _sign(before: str | None, after: str | None) -> Sign:
    """What the words around a number say; those behind it before those in front."""
    for told, words in ((after, asking().after), (before, asking().before)):
        said = " ".join((told or "").split())
        for sign, phrases in words.items():
            if said and said in map(fold, phrases):
                return sign
    return "="


def _signs() -> frozenset[str]:
    """Comparisons that are no words: whoever types one means it."""
    all_ = (one for phrases in asking().before.values() for one in phrases)
    return frozenset(one for one in all_ if not any(c.isalpha() for c in one))


@cache
def _comparison() -> regex.Pattern[str]:
    """A comparison with a number, on folded text: groups sign, number, percent, after."""
    before, after = asking().before, asking().after
    signs = _any(one for phrases in before.values() for one in phrases)
    behind = _any(one for phrases in after.values() for one in phrases)
    percent = _any(asking().small.percent)
    return regex.compile(
        rf"(?P<sign>{signs})\s*(?P<number>{NUMBER.pattern})\s*"
        rf"(?P<percent>{percent})?\s*(?P<after>{behind})?",
        regex.VERBOSE,
    )


def _any(phrases: object) -> str:
    """One of the phrases, the longest first, for a verbose pattern on folded text."""
    longest = sorted(map(fold, phrases), key=len, reverse=True)  # type: ignore[call-overload]
    return "|".join(_written(phrase) for phrase in longest)


def _written(phrase: str) -> str:
    words = r"\s+".join(regex.escape(word) for word in phrase.split())
    edge = r"(?<!\w)" if phrase[0].isalpha() else ""
    return f"{edge}{words}" + (r"(?!\w)" if phrase[-1].isalpha() else "")


def _months(text: str) -> tuple[tuple[str, str], str]:
    """First and last month of the first period that is named, and the text without it."""
    for start, end, period in find_periods(text):
        if (told := stretch(period)) is not None:
            months = (_month(told.first), _month(told.last))
            return months, text[:start] + " " * (end - start) + text[end:]
    return ("", ""), text


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
