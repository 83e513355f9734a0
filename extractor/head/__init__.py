"""Head and foot of a document (Decree 30/2020/NĐ-CP): one call, :func:`read_head`.

Puts together what the modules of this package read. A blank on the page is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain

from extractor.book.head import DocumentType, forms, phrases, types
from extractor.head.citations import citations_of
from extractor.head.draft import Draft
from extractor.head.evidence import respelled_by, signed_by
from extractor.head.foot import read_foot
from extractor.head.form import Form, read_form
from extractor.head.frame import Frame, frame_of
from extractor.head.issuer import issuer_and_parent
from extractor.head.letterhead import read_letterhead
from extractor.head.lines import is_upper, segments
from extractor.head.names import is_unmarked, place
from extractor.head.numbers import type_of
from extractor.head.parts import readings
from extractor.head.places import at_home
from extractor.head.reporting import form_period, own_period
from extractor.head.signatures import find_signed
from extractor.head.windows import notes, windowed
from extractor.models import Citation, CleanPage, DocumentHead, Period, made
from extractor.patience import Pattern
from extractor.text import fold

_as_head = made(DocumentHead)
_HEAD = 6000
"""Characters that can hold a head; it is read line by line and left when the body begins."""
_SAMPLE = 1200
_FORM = 1500
"""Characters of a form above its table that can name its period."""


def read_head(pages: Sequence[CleanPage]) -> DocumentHead:
    """Type, number, issuer, … citations of a document from its repaired pages; never raises."""
    frame = frame_of(pages)
    text = frame.text
    unmarked = _lost_marks(pages, text)
    near = frame.tables > 0 and frame.head <= _FORM
    draft = read_letterhead(
        segments(text, 0, min(_HEAD, frame.head)),
        table=near,
        pictured=unmarked or 0 in frame.pictured,
    )
    form = Form() if draft.heading else read_form(text)
    signed, above = find_signed(text)
    foot = read_foot(text, draft.body, unmarked=unmarked, pictured=bool(frame.pictured))
    issuer, parent = issuer_and_parent(text, draft, form, signed, above, unmarked=unmarked)
    signed = signed_by(frame, signed)
    if frame.pictured:
        issuer = respelled_by(issuer, signed)
    code = _type(draft)
    head = _as_head(
        type=code,
        number=draft.number,
        issuer=issuer,
        parent=parent,
        place=place(draft.place, unmarked=unmarked) if draft.place else None,
        date=draft.date,
        title=_title(draft),
        addressees=_addressees(draft) or ((form.receiver,) if form.receiver else ()),
        recipients=foot.recipients,
        signer=foot.signer,
        signed=signed,
        period=_period(frame, code, draft),
        citations=_citations(pages, draft),
        readings={},
    )
    told = readings(pages, frame, draft, foot, head)
    whole = at_home(issuer, parent) if issuer else None
    return head.model_copy(update={"issuer": whole, "readings": told})


def _lost_marks(pages: Sequence[CleanPage], text: str) -> bool:
    told = any(page.health.diagnosis == "unmarked" for page in pages)
    return told or is_unmarked(text[:_SAMPLE])


def _type(draft: Draft) -> str | None:
    """The heading's type, else the notation's; a number that names none is a công văn."""
    if draft.type:
        return draft.type
    if draft.notation and (code := type_of(draft.notation)):
        return code
    if draft.form and not (draft.notation or draft.subject):
        return forms().type if _kind(draft.goes_with or forms().type).reports else None
    letter = draft.notation or draft.subject
    return types().correspondence if letter else None


def _period(frame: Frame, code: str | None, draft: Draft) -> Period | None:
    """The period reported on; a plan or a decision has none, a form has it in its head."""
    kind = next((t for t in types().types if t.code == code), None)
    if kind is None:
        return form_period(frame.text)
    title = (0, max(draft.body, min(frame.head, _FORM)) if draft.form else draft.body)
    subject = code == types().correspondence and _reporting().search(_subject(draft))
    if kind.reports or subject:
        return own_period(frame.text, title)
    return own_period(frame.text, title, announced=True) if kind.announces else None


def _kind(code: str) -> DocumentType:
    return next(t for t in types().types if t.code == code)


def _subject(draft: Draft) -> str:
    return fold(" ".join(" ".join(draft.subject).split()))


@cache
def _reporting() -> Pattern:
    return Pattern("|".join(phrases().reporting))


def _title(draft: Draft) -> str | None:
    """Type name and subject joined; 'V/v …' for a công văn."""
    if draft.subject:
        return "V/v " + " ".join(" ".join(draft.subject).split())
    subject = " ".join(" ".join(draft.title).split())
    if not draft.heading:
        return subject or None
    name = draft.heading
    if subject and not is_upper(subject):
        name = next(t.name for t in types().types if t.code == draft.type)
    return f"{name} {subject}".strip()


def _addressees(draft: Draft) -> tuple[str, ...]:
    parts = (p for item in draft.addressees for p in item.split(";"))
    bare = (" ".join(part.split()).strip(" .-–*") for part in parts)
    return tuple(part for part in bare if part)


def _citations(pages: Sequence[CleanPage], draft: Draft) -> tuple[Citation, ...]:
    found = citations_of(chain(windowed(pages), notes(pages)), own=draft.number_at)
    return tuple(c for c in found if c.number is None or c.number != draft.number)
