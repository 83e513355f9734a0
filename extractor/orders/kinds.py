"""What sort of document it is, with a probability and what speaks for it.

Signs are weighed and added up, and the sums become shares (a multinomial logit with weights set
by hand, in ``patterns/orders/kinds.toml``): a sure type with a fitting body comes near 1, a
document without any sign is 'none' at a low one. Knows head, figures and a few first words.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp
from typing import Protocol, get_args

from extractor.book.orders import compiled, kind_book
from extractor.models import DocumentHead, DocumentKind, Kind, Sign, made
from extractor.text import fold

_as_sign, _as_kind = made(Sign), made(DocumentKind)
_KINDS: tuple[Kind, ...] = get_args(Kind)


class Speaks(Protocol):
    """Adds a sign to a kind: the name of its weight, its code and what fills its words."""

    def __call__(self, kind: Kind, weight: str, code: str, **params: str | int) -> None:
        """The sign."""


def kind_of(head: DocumentHead, first: str, figures: int, ordered: int) -> DocumentKind:
    """``first``: the first lines of the document; ``ordered``: how many orders were read."""
    sums: dict[Kind, float] = defaultdict(float)
    reasons: dict[Kind, list[Sign]] = defaultdict(list)

    def speaks(kind: Kind, weight: str, code: str, **params: str | int) -> None:
        sums[kind] += kind_book().weights[weight]
        reasons[kind].append(_as_sign(code=code, params=dict(params)))

    _by_type(head, figures, speaks)
    _by_words(head, first, figures, speaks)
    if ordered and head.type is None:
        speaks("letter", "orders", "orders", count=ordered)
    if not sums:
        speaks("none", "nothing", "no-sign")
    best = max(_KINDS, key=lambda kind: sums.get(kind, 0.0))
    total = sum(exp(sums.get(kind, 0.0)) for kind in _KINDS)
    return _as_kind(
        kind=best,
        probability=round(exp(sums[best]) / total, 3),
        reasons=tuple(reasons[best]),
    )


def is_of_inspections(head: DocumentHead) -> bool:
    """'Báo cáo công tác thanh tra …': its numbers are those of what was inspected."""
    title = fold(head.title or "")
    inspections = compiled(kind_book().signs.inspections)
    return inspections.search(title) is not None


def assigns(head: DocumentHead, first: str) -> bool:
    """'Phụ lục: Chỉ tiêu giao các xã năm 2026': what is to be reached, no figure of a period.

    ``first``: the first lines of the document, of which those above its table are asked.
    """
    if head.type is not None:
        return False
    title, signs = fold(_titled(first)), kind_book().signs
    if compiled(signs.attached).search(title):
        return True
    told = compiled(signs.assigned).search(title) is not None
    return told and compiled(signs.reported).search(title) is None


def orders_nothing(head: DocumentHead, first: str) -> bool:
    """A calendar of meetings, a list: a paper of no kind whose first lines say so.

    Or of a type that is of no kind, unless it asks those who are invited for something.
    """
    if head.type is None:
        titles = (fold(line) for line in first.splitlines() if line.isupper())
        return any(compiled(kind_book().signs.plain).match(title) for title in titles)
    return head.type not in kind_book().asking


def assigned_for(first: str) -> str | None:
    """The one year after which such an annex is called ('năm 2026'), as printed; None else."""
    title, signs = _titled(first), kind_book().signs
    ends = compiled(signs.goes_with).search(fold(title))
    title = title[: ends.start()] if ends else title
    if not compiled(signs.aimed).search(fold(title)):
        return None
    years = list(compiled(signs.year).finditer(fold(title)))
    return " ".join(title[slice(*years[0].span())].split()) if len(years) == 1 else None


def _titled(first: str) -> str:
    """The lines above the first table."""
    return first.split("\n|")[0]


def _by_type(head: DocumentHead, figures: int, speaks: Speaks) -> None:
    if head.type is None:
        if figures:
            speaks("report", "table_alone", "figures", count=figures)
        return
    named = next((k for k, types in kind_book().kinds.items() if head.type in types), "none")
    if named == "report":
        kind: Kind = "report" if figures else "narrative"
        speaks(kind, "type", "type", type=head.type)
        speaks(kind, "figures" if figures else "no_figures", "figures", count=figures)
        return
    kind = next(k for k in _KINDS if k == named)
    speaks(kind, "type", "type", type=head.type)


def _by_words(head: DocumentHead, first: str, figures: int, speaks: Speaks) -> None:
    book = kind_book()
    title = fold(head.title or "")
    matter = compiled(book.signs.neighbour).search(title or fold(first[:600]))
    if matter and not compiled(book.signs.domain).search(title):
        weight = "neighbour" if not figures else "body_neighbour"
        speaks("neighbour", weight, "subject", words=head.title or "")
    alone = head.number is None and (head.signer is None or assigns(head, first))
    if alone and compiled(book.signs.annex).search(fold(first[:500])):
        speaks("annex", "annex", "annex")
    if compiled(book.signs.minutes).search(title):
        speaks("minutes", "type", "title", words=head.title or "")
