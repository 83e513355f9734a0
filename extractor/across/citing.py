"""Which document of a batch names which other one, and what is named but not there.

A pure function of reports, linear in their number. A number is the same however spaced or
marked; a date or an issuer that is printed on both sides must agree, so that '51/KH-UBND' of
another year or another office is not taken for this one. Where several fit, none is chosen.
Knows heads; no figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.across.units import name_of
from extractor.book.joining import citing
from extractor.models import Citation, DocumentHead, Report
from extractor.text import fold

Role = Literal["mends", "replaces", "amends", "carries-out", "answers", "cites"]

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """One naming of a document by another; positions are those in the batch."""

    source: int
    citation: Citation
    role: Role
    law: bool
    """Binds everybody: not missed where it is not there."""
    target: int | None = None
    """The document that is named, where it is here."""
    candidates: tuple[int, ...] = ()
    """Where several fit and the page does not say which."""

    @property
    def missing(self) -> bool:
        """Named by a number, no law, and not in the batch."""
        return not (self.law or self.citation.number is None or self.target is not None) and (
            not self.candidates
        )


def number_key(number: str | None) -> str:
    """A document's number in one spelling: '321 /BC-UBND' and '0321/bc-ubnd' are one; or ''."""
    bare = _BLANKS.sub("", fold(number or "")).replace("–", "-")
    return bare.lstrip("0")


def link_citations(reports: Sequence[Report]) -> tuple[Link, ...]:
    """Every citation of every report, in their order, resolved within the batch."""
    heads = [report.document for report in reports]
    known: dict[str, list[int]] = defaultdict(list)
    for at, head in enumerate(heads):
        if key := number_key(head.number):
            known[key].append(at)
    return tuple(
        _link(at, head, citation, heads, known)
        for at, head in enumerate(heads)
        for citation in head.citations
    )


def is_law(citation: Citation) -> bool:
    """Whether it is a law, a decree, a circular, or comes from a body that makes law."""
    book = citing()
    body = re.split(r"[/-]", citation.number or "")[-1].strip().rstrip("0123456789")
    return citation.type in book.laws or body in book.law_bodies


def may_be(citation: Citation, head: DocumentHead) -> bool:
    """Whether a document of that number may be the one that is named: no date, no issuer clashes.

    A month without its day agrees with each of its days; an issuer is compared by its place.
    """
    if citation.date and head.date:
        short = min(len(citation.date), len(head.date))
        if citation.date[:short] != head.date[:short]:
            return False
    if not (citation.issuer and head.issuer):
        return True
    one, other = name_of(citation.issuer).words, name_of(head.issuer).words
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared] or one[-shared:] == other[-shared:]


def role_of(head: DocumentHead, citation: Citation) -> Role:
    """What the document is to the one it names, by its title and by the two types."""
    title = fold(head.title or "")
    if citation.number and number_key(citation.number) in _BLANKS.sub("", title):
        for role, words in _roles():
            if words.search(title):
                return role
    answers = citing().answers
    answering = head.type in answers.by and citation.type in answers.to
    return "answers" if answering else "cites"


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((one.role, re.compile(one.words)) for one in citing().roles)


def _link(
    at: int,
    head: DocumentHead,
    citation: Citation,
    heads: Sequence[DocumentHead],
    known: Mapping[str, Sequence[int]],
) -> Link:
    alike = known.get(number_key(citation.number), ()) if citation.number else ()
    fitting = tuple(i for i in alike if i != at and may_be(citation, heads[i]))
    role, law = role_of(head, citation), is_law(citation)
    if len(fitting) == 1:
        return Link(at, citation, role, law, target=fitting[0])
    return Link(at, citation, role, law, candidates=fitting)
