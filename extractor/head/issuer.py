"""Who issued the document, and the agency above: letterhead first, then body, then signature.

A letterhead is proof. Without one the opening ('Ủy ban nhân dân … báo cáo'), the closing
sentence ('Trên đây là … của …') and the digital signature are asked in turn; a name cut short
('Ủy ban nhân dân Thành phố') is completed from the document's own words, never from outside.
"""

from __future__ import annotations

import re
from functools import cache

import regex

from extractor.book.head import agencies, phrases
from extractor.head.draft import Draft
from extractor.head.foot import find_foot
from extractor.head.form import Form
from extractor.head.names import full, proper, respelled
from extractor.head.places import ends_in_place, is_cut_short, needs_place, parted, towns, whole
from extractor.head.wording import groups, is_open, is_unlike, national, opener
from extractor.models import Signed
from extractor.patience import Pattern
from extractor.text import fold

_OPENING, _CLOSING = 1600, 900


def issuer_and_parent(
    text: str,
    draft: Draft,
    form: Form,
    signed: tuple[Signed, ...],
    above: str | None,
    *,
    unmarked: bool,
) -> tuple[str | None, str | None]:
    """(issuer, parent); a form's own word first, then letterhead or the signature's chain.

    A document that is only a table has no opening and no closing to ask.
    """
    if form.reporter:
        return parted(full(form.reporter), None)
    bare = draft.form and not draft.agencies
    if bare and (form.sender or draft.table):
        return parted(full(form.sender), None) if form.sender else (None, None)
    issuer, parent = _printed(text, draft, signed, above, unmarked=unmarked)
    return parted(full(issuer), parent and full(parent)) if issuer else (None, parent)


def _printed(
    text: str, draft: Draft, signed: tuple[Signed, ...], above: str | None, *, unmarked: bool
) -> tuple[str | None, str | None]:
    printed = groups(draft.agencies)
    if draft.pictured:
        printed = [respelled(name) for name in printed]
    names = [proper(name, unmarked=unmarked) for name in printed]
    signer = signed[-1].by if signed else None
    if names:
        parent = names[-2] if len(names) > 1 else None
        issuer = _under(names[-1], parent)
        if parent is None and signer and fold(signer) == fold(issuer):
            parent = above
        return _complete(whole(issuer, parent), text, draft), parent
    body = _from_body(text, draft, unmarked)
    if body and signer and fold(signer) == fold(body):
        return body, above
    if body or signer:
        return (body, None) if body else (signer, above)
    return (_from_damaged(text, draft) if unmarked and draft.type else None), None


def _from_damaged(text: str, draft: Draft) -> str | None:
    """The author in text whose very words are misread; the only place that needs spaCy."""
    from extractor.head.entities import find_entities

    opening = text[draft.body : draft.body + _OPENING]
    folded = fold(opening)
    for entity in find_entities(opening):
        if entity.label == "AGENCY" and _verb().match(folded, entity.end):
            return _complete(proper(entity.text, unmarked=True), text, draft)
    return None


def _under(issuer: str, parent: str | None) -> str:
    """'Văn phòng' alone under its agency is that agency's office."""
    return f"{issuer} {full(parent)}" if parent and is_open(fold(issuer)) else issuer


def _from_body(text: str, draft: Draft, unmarked: bool) -> str | None:
    """The author named in the opening; the closing sentence's fuller form of it, if any."""
    opening = _author(text[draft.body : draft.body + _OPENING])
    closing = _closer(text, draft.body)
    name = opening or closing
    if opening and closing and fold(closing).startswith(fold(opening)):
        name = closing
    if name is None:
        return None
    return _complete(proper(name, unmarked=unmarked), text, draft)


def _author(opening: str) -> str | None:
    folded = fold(opening)
    for match in _opening().finditer(folded):
        name = opening[match.start("who") : match.end("who")]
        if name[0].isupper() and not is_unlike(name):
            return " ".join(name.split())
    return None


def _closer(text: str, body: int) -> str | None:
    """The agency after the last 'của' of the closing sentence."""
    start, _, place = find_foot(text, body)
    low = max(body, start - _CLOSING)
    closing = text[low : place or start]
    folded = fold(closing)
    sentences = list(_closing().finditer(folded))
    if not sentences:
        return None
    found = None
    for match in _owner().finditer(folded, sentences[-1].start()):
        name = closing[match.start("who") : match.end("who")]
        found = name if name[0].isupper() and not is_unlike(name) else found
    return " ".join(found.split()) if found else None


def _complete(name: str, text: str, draft: Draft) -> str:
    """'Ủy ban nhân dân Thành phố' → with the place's name, where the document prints it."""
    folded = fold(name)
    short = is_cut_short(name)
    if not short and not needs_place(name):
        return name
    words = regex.escape(folded, literal_spaces=True).replace(" ", r"\s+")
    pattern = Pattern(rf"{words}\s+(?P<more>(?:{'' if ends_in_place(name) else towns()})\w+)")
    low = max(0, draft.body - 600)
    region = text[low : low + 2 * _OPENING]
    for match in pattern.finditer(fold(region)):
        if national().match(fold(region), match.start("more")):
            continue
        more = _PLACE.search(region, match.start("more"), match.end("more"))
        more = _PLACE.match(region, more.start()) if more else None
        if more:
            kept = region[match.start() : more.start()]
            spaced = " ".join(f"{kept}{_until_body(region, *more.span())}".split())
            return spaced[:1].upper() + spaced[1:]
    return name


def _until_body(region: str, start: int, end: int) -> str:
    """A place's name; a new line with a body's opening words is no part of it."""
    at = region.find("\n", start, end)
    while at >= 0:
        line = region[at : at + 60].lstrip()
        if opener().match(fold(line)):
            return region[start:at]
        at = region.find("\n", at + 1, end)
    return region[start:end]


_PLACE = regex.compile(r"\p{Lu}[\p{L}'’]*(?:[ \n]+(?:\p{Lu}[\p{L}'’]*|\d+))*")


@cache
def _who(more: str = "") -> str:
    """An agency's name on folded text: a beginning word, then words that do not end it."""
    starts = "|".join(
        re.escape(fold(s)).replace(r"\ ", r"\s+")
        for s in sorted(agencies().starts, key=len, reverse=True)
    )
    ends = "|".join((*phrases().agency_ends, *phrases().author_verbs))
    word = rf"\s*-\s*|\s+(?!(?:{ends})(?!\w))[\w&]+"
    return rf"(?<!\w)(?P<who>(?:{starts})(?!\w)(?:{word}){{0,14}}{more})"


@cache
def _opening() -> Pattern:
    verbs = "|".join(phrases().author_verbs)
    return Pattern(rf"(?<!{phrases().of}\s){_who('?')}\s+(?:{verbs})(?!\w)")


@cache
def _verb() -> Pattern:
    return Pattern(rf"\s+(?:{'|'.join(phrases().author_verbs)})(?!\w)")


@cache
def _closing() -> Pattern:
    return Pattern(phrases().closing)


@cache
def _owner() -> Pattern:
    return Pattern(rf"(?:{phrases().of})\s+{_who()}")
