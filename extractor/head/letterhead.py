"""The head of a document: letterhead, number, place and date, subject, type, title, addressees.

Reads segments top to bottom as a machine of a few states, whatever order the two columns were
extracted in. Knows the parts of Decree 30/2020; names are left as printed (casing and marks
are :mod:`extractor.head.names`), and nothing is taken from the body.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor.book.head import agencies
from extractor.head import blanks, wording
from extractor.head.dates import iso
from extractor.head.draft import Draft
from extractor.head.lines import Segment, is_upper
from extractor.head.numbers import NUMBER, lone_notation, normal_notation, normal_number
from extractor.patience import Pattern
from extractor.text import fold

_PROSE = 60
"""A lower-case line longer than this is body text."""
_LONGEST_TITLE = 700
_SCRIBBLE = 5
"""Letters that a number written by hand is read as."""
_OUTLINE = Pattern(r"(?:\d{1,2}|[IVX]{1,4}|[a-z])[.)/]\s+\p{Lu}")
"""The body's first heading: '1. Tình hình …', 'I. KẾT QUẢ'."""


def read_letterhead(
    head: Iterable[Segment], *, table: bool = False, pictured: bool = False
) -> Draft:
    """Reads until the body begins; ``Draft.body`` says where.

    Args:
        head: the lines from the document's first on.
        table: whether a table's body follows the head.
        pictured: whether the head was read from a page image, by whoever.
    """
    draft = Draft(table=table, pictured=pictured)
    pending: Segment | None = None
    for segment in head:
        if pending is not None:
            segment, pending = _joined(pending, segment), None
        if _is_unfinished(segment):
            pending = segment
            continue
        _consume(draft, segment)
        if draft.state == "body":
            break
        draft.body = segment.start + len(segment.text)
    return draft


def _is_unfinished(segment: Segment) -> bool:
    """'Số:' alone, or a number broken after its hyphen: the next piece belongs to it."""
    if wording.unfinished_date().search(segment.folded):
        return True
    word = wording.number_word().match(segment.folded)
    if word is None or len(segment.text) > 40:
        return False
    rest = segment.folded[word.end() :].strip(" .…:")
    return not rest or rest.isdigit() or ("/" in rest and rest.endswith("-"))


def _joined(first: Segment, second: Segment) -> Segment:
    space = "" if first.text.endswith("-") else " "
    text = f"{first.text}{space}{second.text}"
    return Segment(text, fold(text), first.start, first.gap, first.heading)


def _consume(draft: Draft, segment: Segment) -> None:
    """One segment: fixed parts are cut out, what is left is read by the state."""
    if draft.state == "letterhead" and (_names_act(draft, segment) or _in_form(draft, segment)):
        return
    if draft.state in ("letterhead", "subject"):
        if wording.stamps().search(segment.folded):
            return
        for piece in _without_national(segment):
            rest = _take_date(draft, _take_number(draft, piece))
            if rest is not None:
                _by_state(draft, rest)
        return
    if draft.state == "title" and _below_title(draft, segment):
        return
    _by_state(draft, segment)


def _names_act(draft: Draft, segment: Segment) -> bool:
    """'ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH / SỐ 1577/QĐ-UBND': the number is a part of the name."""
    last = draft.agencies[-1].folded if draft.agencies else ""
    if not (wording.ends_by_act(last) and is_upper(segment.text)):
        return False
    draft.agencies.append(segment)
    return True


def _in_form(draft: Draft, segment: Segment) -> bool:
    """A form's number, its title or a label of its head: none is a part of a letterhead."""
    folded = segment.folded.strip(" -–+(")
    if match := wording.attached().search(folded):
        draft.form, draft.goes_with = True, wording.attached_to(match)
        if not wording.groups(draft.agencies):  # an annex has no letterhead: these name it
            draft.title += [line.text for line in draft.agencies]
            draft.gaps += [line.gap for line in draft.agencies]
            draft.agencies.clear()
            draft.state = "after" if draft.title else draft.state
        return True
    if wording.form_label().match(folded):
        draft.form = draft.table or draft.form
        return True
    if wording.form_mark(folded):
        draft.form = True
        return True
    if wording.form_title(folded) and (draft.table or is_upper(segment.text)):
        draft.form, draft.state = True, "title"
        draft.title.append(segment.text)
        draft.gaps.append(segment.gap)
        return True
    return False


def _below_title(draft: Draft, segment: Segment) -> bool:
    """Number, place and date may come out below the title when columns were torn apart."""
    rest = _take_number(draft, segment)
    if rest is segment and not wording.dated_place().match(segment.folded):
        return False
    return _take_date(draft, rest) is None


def _cut(segment: Segment, start: int, end: int | None = None) -> Segment | None:
    """A part of a segment as a segment; None when nothing but signs is left."""
    text = segment.text[start:end]
    lead = len(text) - len(text.lstrip(" -–:.,;|"))
    text = text.strip(" -–:;,|")
    if not any(c.isalnum() for c in text):
        return None
    folded = segment.folded[start + lead : start + lead + len(text)]
    if len(folded) != len(text):
        folded = fold(text)
    return Segment(text, folded, segment.start, segment.gap, segment.heading)


def _without_national(segment: Segment) -> list[Segment]:
    """What stands left and right of the national title and the motto."""
    match = wording.national().search(segment.folded)
    if not match:
        return [segment]
    sides = (_cut(segment, 0, match.start()), _cut(segment, match.end()))
    return [piece for side in sides if side for piece in _without_national(side)]


def _take_number(draft: Draft, segment: Segment | None) -> Segment | None:
    """Takes 'Số: 321/BC-UBND' out of a segment; a blank number leaves None."""
    if segment is None or draft.notation:
        return segment
    word = wording.number_word().match(segment.folded)
    if not word:
        draft.notation = lone_notation(segment.text)
        return None if draft.notation else segment
    match = NUMBER.match(segment.text, word.end())
    if match:
        draft.number, draft.notation = normal_number(match)
    elif draft.pictured and (match := blanks.notation_behind(segment.text, word.end())):
        draft.notation = normal_notation(match["notation"])
        draft.unread.add("number")
    elif draft.pictured and _is_scribble(segment.text[word.end() :]):
        draft.unread.add("number")  # its notation stands in another piece
        return None
    else:
        return segment
    draft.number_at = segment.start, segment.start + len(segment.text)
    return _cut(segment, match.end())


def _is_scribble(behind: str) -> bool:
    """': j' behind 'Số': what a hand wrote, as an engine saw it; 'Số' without it is no 'Sở'."""
    return behind.lstrip().startswith(":") and len(behind.strip(" :")) <= _SCRIBBLE


def _take_date(draft: Draft, segment: Segment | None) -> Segment | None:
    """Takes 'Sa Đéc, ngày 14 tháng 10 năm 2023' out of a segment; returns what stood before."""
    if segment is None or draft.dated:
        return segment
    match = wording.date().search(segment.folded)
    if filled := match is None and draft.pictured:
        match = blanks.date_around(segment.folded)
    if not match:
        return segment
    before = segment.text[: match.start()]
    if wording.inside_span().search(segment.folded[: match.start()]):
        return segment
    draft.dated = True
    draft.dated_at = segment.start, segment.start + len(segment.text)
    draft.date = iso(None if filled else match["d"], match["m"], match["y"])
    if filled:
        draft.unread.add("date")
    after = _cut(segment, match.end())
    if after is not None:
        _consume(draft, after)
    where = wording.place().search(before)
    if not where:
        return _cut(segment, 0, match.start())
    draft.place = where.group("place")
    if wording.is_number_word(before[: where.start()]):
        return None
    return _cut(segment, 0, where.start())


def _by_state(draft: Draft, segment: Segment) -> None:
    if draft.state == "body":  # reached by an earlier piece of the same segment
        return
    {
        "letterhead": _in_letterhead,
        "subject": _in_subject,
        "title": _in_title,
        "addressees": _in_addressees,
        "after": _after_title,
    }[draft.state](draft, segment)


def _in_letterhead(draft: Draft, segment: Segment) -> None:
    if _opens_part(draft, segment):
        return
    short = len(segment.text) <= _PROSE
    if is_upper(segment.text) or (short and wording.starts_agency(segment)):
        draft.agencies.append(segment)
    elif not short and segment.text[-1] not in ";:":
        draft.prose += 1
        if draft.prose >= 2 or draft.notation or draft.dated:
            draft.state = "body"


def _opens_part(draft: Draft, segment: Segment) -> bool:
    """Subject line, addressees or type heading: each opens a state of its own."""
    if match := wording.subject().match(segment.folded):
        draft.state = "subject"
        draft.subject.append(segment.text[match.end() :].strip(" :"))
        return True
    if _open_addressees(draft, segment):
        return True
    if (found := wording.type_heading(segment)) is None:
        return False
    draft.type, end = found
    draft.heading = segment.text[:end].strip()
    draft.state = "title"
    if rest := segment.text[end:].strip(" :-–"):
        draft.title.append(rest)
        draft.gaps.append(segment.gap)
    return True


def _open_addressees(draft: Draft, segment: Segment) -> bool:
    match = wording.addressed().match(segment.folded)
    if not match:
        return False
    draft.state = "addressees"
    if rest := segment.text[match.end() :].strip(" :"):
        draft.addressees.append(rest)
    return True


def _in_subject(draft: Draft, segment: Segment) -> None:
    if _opens_part(draft, segment):
        return
    if is_upper(segment.text) and wording.starts_agency(segment):
        draft.agencies.append(segment)
    elif wording.opener().match(segment.folded) or len(segment.text) > 2 * _PROSE:
        draft.state = "body"
    else:
        draft.subject.append(segment.text)


def _in_title(draft: Draft, segment: Segment) -> None:
    if _open_addressees(draft, segment) or _retitled(draft, segment):
        return
    if draft.form and not (draft.type or is_upper(segment.text)):
        draft.state = "body"
    elif segment.text.startswith("("):
        draft.state = "after"
    elif _ends_title(draft, segment):
        draft.state = "body"
    else:
        draft.title.append(segment.text)
        draft.gaps.append(segment.gap)


def _retitled(draft: Draft, segment: Segment) -> bool:
    """A type word below a form's title: the form was a heading only, the title begins here."""
    if not draft.form or draft.type or wording.type_heading(segment) is None:
        return False
    draft.form = False
    draft.title.clear()
    draft.gaps.clear()
    return _opens_part(draft, segment)


def _ends_title(draft: Draft, segment: Segment) -> bool:
    """A body's opening words, a wider gap than inside the title, or a full sentence."""
    if not draft.title:
        return False
    if _OUTLINE.match(segment.text):
        return True
    small = segment.text[:1].islower() or segment.text[:1].isdigit()
    if not small and wording.opener().match(segment.folded):
        return True
    if not is_upper(segment.text) and wording.counted().search(segment.folded):
        return True  # no title tells how many; where no gap ends it, the body's first lines do
    if is_upper(segment.text) and wording.position().match(segment.folded):
        return True
    if is_upper(segment.text) and _is_letterhead(draft, segment):
        return True
    inner = draft.gaps[1:] or draft.gaps
    wider = segment.gap > max(inner)
    if wider and (not small or segment.gap > max(inner) + 1):
        return True
    starts = not small and not is_upper(segment.text)
    long = len(segment.text) > _PROSE and starts and wording.starts_agency(segment)
    return long or sum(map(len, draft.title)) > _LONGEST_TITLE


def _is_letterhead(draft: Draft, segment: Segment) -> bool:
    """A decision repeats its agency between title and body."""
    return bool(draft.agencies) and segment.folded in map(fold, wording.groups(draft.agencies))


def _after_title(draft: Draft, segment: Segment) -> None:
    """Brackets under the title have been met: addressees may follow, or the body."""
    small = segment.text[:1].islower() or segment.text[:1].isdigit()
    if not _open_addressees(draft, segment) and not segment.text.startswith("(") and not small:
        draft.state = "body"


def _in_addressees(draft: Draft, segment: Segment) -> None:
    bullet = segment.text[:1] in "-–+•*"
    last = draft.addressees[-1] if draft.addressees else ""
    small = segment.text[:1].islower() or wording.goes_on(last)
    done = last.endswith(".") and not last.endswith(agencies().places)
    if bullet:
        draft.addressees.append(segment.text.lstrip("-–+•* "))
    elif not last:
        draft.addressees.append(segment.text)
    elif done or wording.opener().match(segment.folded):
        draft.state = "body"
    elif last.endswith(";") and len(segment.text) <= 2 * _PROSE:
        draft.addressees.append(segment.text)
    elif small:
        draft.addressees[-1] = f"{last} {segment.text}"
    else:
        draft.state = "body"
