"""Who reports to whom on a form: 'Đơn vị báo cáo: …', 'Đơn vị nhận báo cáo: …', its annex line.

Reads labels and the values beside or below them; where a form says nothing, neither does this.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from extractor.book.head import forms, phrases
from extractor.head.lines import Segment, segments
from extractor.head.names import proper
from extractor.head.wording import attached, form_label, form_title
from extractor.patience import Pattern
from extractor.text import fold

_HEAD = 3000
_LONGEST = 120


@dataclass
class Form:
    """What a form's head names; None where it is blank."""

    reporter: str | None = None
    receiver: str | None = None
    sender: str | None = None
    """Of the report an annex goes with."""


def read_form(text: str) -> Form:
    """The first reporter, receiver and sender named in the text around a form's table."""
    form = Form()
    lines = list(segments(text, 0, _HEAD))
    for at, line in enumerate(lines):
        labels = list(form_label().finditer(line.folded))
        for label, after in zip_longest(labels, labels[1:]):
            kind = label.lastgroup if label else None
            if label and kind and getattr(form, kind) is None:
                value = line.text[label.end() : after.start() if after else None]
                rest = [] if after else lines[at + 1 : at + 3]
                setattr(form, kind, _name(_whole(value, rest)))
        form.sender = form.sender or _sender(line, lines[at + 1 : at + 3])
    return form


def _whole(value: str, below: list[Segment]) -> str:
    """A value with what the next lines go on with; a blank one may stand in the next cell."""
    for line in below:
        blank = not value.strip(" .…_-:")
        label = form_label().search(line.folded) or form_title(line.folded)
        if label or line.text[:1] == "(" or not (blank or line.text[:1].islower()):
            break
        value = f"{value} {line.text}"
    return value


def _name(value: str) -> str | None:
    """A name in its usual casing; None for dots, instructions and levels ('UBND cấp xã')."""
    bare = " ".join(value.split("(")[0].split(";")[0].split()).strip(" .…_-–+:;,")
    if len(bare) > _LONGEST or " " not in bare or not any(c.isupper() for c in bare):
        return None
    return None if _generic().search(fold(bare)) else proper(bare)


def _sender(line: Segment, below: list[Segment]) -> str | None:
    """'(Kèm theo Báo cáo số …/BC-… ngày … của Sở …)': the agency after the last 'của'."""
    if not attached().search(line.folded):
        return None
    text = line.text
    for more in below:
        if ")" in text or text[0] != "(":
            break
        text = f"{text} {more.text}"
    text = text.split(")")[0]
    owners = list(_of().finditer(fold(text)))
    name = text[owners[-1].end() :] if owners else ""
    return _name(name) if name[:1].isupper() else None


@cache
def _generic() -> Pattern:
    return Pattern(forms().generic)


@cache
def _of() -> Pattern:
    return Pattern(rf"(?<!\w){phrases().of}\s+")
