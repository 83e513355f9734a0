"""Which document of a collection names which other one, and what is named but not there.

A document is known by its number, its type, its issuer and its year together: '51/KH-UBND' of
another year or another office is another plan. Only where all of them agree is a document taken
for the one that is named; where one of them is not told it may be (a draft whose number is blank
too), and where several may be none is chosen. Knows heads; no figure. Linear in the number of
documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.across.bodies import Agency, agency_of, alike, homes, sameness
from extractor.across.units import Words
from extractor.book.joining import citing
from extractor.head.numbers import type_of
from extractor.models import Citation, DocumentHead, Report
from extractor.text import fold

Role = Literal["mends", "replaces", "amends", "carries-out", "answers", "cites"]
Standing = Literal["resolved", "possible", "ambiguous", "missing", "law", "unnumbered"]

_BLANKS = re.compile(r"[\s\-–]+")
_DAY, _MONTH = len("2024-03-02"), len("2024-03")


@dataclass(frozen=True, slots=True)
class Named:
    """By what a document of the collection is known."""

    number: str | None
    type: str | None
    date: str | None
    agency: Agency


@dataclass(frozen=True, slots=True)
class Link:
    """One naming of a document by another; positions are those in the collection."""

    source: int
    citation: Citation
    role: Role
    standing: Standing
    """resolved: it is here. possible: one that it may be. ambiguous: several. missing: named by a
    number and not here. law: binds everybody, not missed. unnumbered: nothing to look for."""
    targets: tuple[int, ...] = ()
    """Of a resolved one every copy of the document; else those that it may be."""


class Collection:
    """Documents that may be named, by their numbers."""

    def __init__(
        self, named: Sequence[Named], doubtful: Callable[[int], bool] = lambda _: False
    ) -> None:
        """``doubtful`` tells of a position whether its head was not read for certain."""
        self._named, self._doubtful = named, doubtful
        self._by_number: dict[str, list[int]] = defaultdict(list)
        self._blank: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        for at, one in enumerate(named):
            if key := number_key(one.number):
                self._by_number[key].append(at)
            elif one.date:
                self._blank[one.type, one.date[:_MONTH]].append(at)

    def links(self, at: int, head: DocumentHead) -> Iterator[Link]:
        """What the document at a position names, in the order of its head."""
        near = homes(head.issuer, head.parent)
        for citation in head.citations:
            standing, targets = self._resolved(at, citation, near)
            yield Link(at, citation, role_of(head, citation), standing, targets)

    def _resolved(
        self, at: int, citation: Citation, near: Sequence[Words]
    ) -> tuple[Standing, tuple[int, ...]]:
        alike = self._by_number.get(number_key(citation.number), ())
        fits = {i: _fits(citation, near, self._named[i]) for i in alike if i != at}
        sure = tuple(i for i, fit in fits.items() if fit == "same" and not self._doubtful(i))
        found = sure or tuple(i for i, fit in fits.items() if fit != "other")
        found = found or tuple(self._unnumbered(at, citation, near))
        if not found:
            return _absent(citation), ()
        if len({self._identity(i) for i in found}) > 1:
            return "ambiguous", found
        return "resolved" if sure else "possible", found

    def _unnumbered(self, at: int, citation: Citation, near: Sequence[Words]) -> Iterator[int]:
        """Drafts whose number is blank: of the same type, issuer and month."""
        if not (citation.number and citation.date):
            return
        for i in self._blank.get((citation.type, citation.date[:_MONTH]), ()):
            there = self._named[i]
            timely = i != at and _of_one_time(citation.date, there.date)
            if timely and sameness(citation.issuer, near, there.agency) == "same":
                yield i

    def _identity(self, at: int) -> tuple[object, ...]:
        """Equal for copies of one document: signed and unsigned, scanned again."""
        one = self._named[at]
        return (one.date, one.agency.office, one.agency.home)


def named(head: DocumentHead) -> Named:
    """By what the document is known."""
    return Named(head.number, head.type, head.date, agency_of(head.issuer, head.parent))


def is_doubtful(head: DocumentHead) -> bool:
    """Whether a part by which it is known was not read for certain from a page image."""
    told = (head.readings.get(name) for name in ("number", "date", "issuer"))
    return any(one is not None and one.status == "unresolved" for one in told)


def link_citations(reports: Sequence[Report]) -> tuple[Link, ...]:
    """Every citation of every report, in their order, resolved among them."""
    heads = [report.document for report in reports]
    found = Collection([named(head) for head in heads], lambda at: is_doubtful(heads[at]))
    return tuple(link for at, head in enumerate(heads) for link in found.links(at, head))


def by_named(links: Iterable[tuple[Link, Agency]]) -> list[list[Link]]:
    """Links that name one document, together; each with the agency of who names it.

    What is not here is one where number and day agree and the issuers may be one.
    """
    groups: dict[tuple[object, ...], list[tuple[Agency, list[Link]]]] = defaultdict(list)
    for link, own in links:
        cited = link.citation
        whose = agency_of(cited.issuer) if cited.issuer else own
        key: tuple[object, ...] = (number_key(cited.number) or fold(cited.quote), cited.date)
        known = groups[link.targets or key]
        same = (group for agency, group in known if link.targets or _near(whose, agency))
        found = next(same, None)
        if found is None:
            known.append((whose, [link]))
        else:
            found.append(link)
    return [group for known in groups.values() for _, group in known]


def _near(one: Agency, other: Agency) -> bool:
    return one.office == other.office and alike(one.home, other.home) != "other"


def number_key(number: str | None) -> str:
    """A document's number in one spelling: '321 /BC-UBND' and '0321/bcubnd' are one; or ''."""
    return _BLANKS.sub("", fold(number or "")).lstrip("0")


def is_law(citation: Citation) -> bool:
    """Whether it is a law, a decree, a circular, or comes from a body that makes law."""
    book = citing()
    body = re.split(r"[/-]", citation.number or "")[-1].strip().rstrip("0123456789")
    return citation.type in book.laws or body in book.law_bodies


def role_of(head: DocumentHead, citation: Citation) -> Role:
    """What the document is to the one it names, by its title and by the two types."""
    title = fold(head.title or "")
    if citation.number and number_key(citation.number) in _BLANKS.sub("", title):
        for role, words in _roles():
            if words.search(title):
                return role
    answers = citing().answers
    answering = head.type in answers.by and citation.type in answers.to
    return "answers" if answering and _of_another(head, citation) else "cites"


def _of_another(head: DocumentHead, citation: Citation) -> bool:
    """Nobody answers himself; a document without an issuer is mostly one's own."""
    if citation.issuer is None:
        return False
    near = homes(head.issuer, head.parent)
    return sameness(citation.issuer, near, agency_of(head.issuer, head.parent)) != "same"


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((one.role, re.compile(one.words)) for one in citing().roles)


def _absent(citation: Citation) -> Standing:
    if is_law(citation):
        return "law"
    return "missing" if citation.number else "unnumbered"


def _fits(
    citation: Citation, near: Sequence[Words], there: Named
) -> Literal["same", "maybe", "other"]:
    """Whether a document of that number is the one that is named."""
    day = citation.date and there.date and len(citation.date) == len(there.date) == _DAY
    if not (_of_one_type(citation, there) and _of_one_time(citation.date, there.date)):
        return "other"
    same = sameness(citation.issuer, near, there.agency)
    # Without an issuer the day has to tell: two offices do not use a number on one day.
    known = bool(citation.date and there.date) and (citation.issuer is not None or bool(day))
    return same if known or same == "other" else "maybe"


def _of_one_time(one: str | None, other: str | None) -> bool:
    """A month without its day agrees with each of its days."""
    shared = min(len(one or ""), len(other or ""))
    return (one or "")[:shared] == (other or "")[:shared]


def _of_one_type(citation: Citation, there: Named) -> bool:
    """A number mostly tells the type itself, which a letter's does not."""
    notation = (citation.number or "").rpartition("/")[2]
    told = type_of(notation, dated=True) is not None
    return told or None in (citation.type, there.type) or citation.type == there.type
