"""The fixed words of a document's head, compiled once from the pattern book.

Each function answers one question about folded text; what follows from the answer is decided
in :mod:`extractor.head.letterhead`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from extractor.book.head import agencies, forms, period_words, phrases, positions, types
from extractor.head.dates import long_form, short_form
from extractor.head.lines import Segment, is_upper
from extractor.patience import Match, Pattern
from extractor.text import fold


def type_heading(segment: Segment) -> tuple[str, int] | None:
    """Type code and where its name ends: 'BÁO CÁO' alone, in capitals before the title, or ##.

    'PHƯỜNG AN HÒA' is a place, though without its marks it begins as a 'phương án' does.
    """
    if _first(segment.text) in agencies().places:
        return None
    squeezed = segment.folded.replace(" ", "").rstrip(":.")
    if (code := _despaced().get(squeezed)) and (is_upper(segment.text) or segment.heading):
        return code, len(segment.text)
    match = _type_name().match(segment.folded)
    if not match or not (is_upper(segment.text[: match.end()])):
        return None
    return _despaced()[match.group().replace(" ", "")], match.end()


def starts_agency(line: Segment) -> bool:
    """Whether a line begins with a word that begins agencies' names ('Sở', but not 'Số')."""
    if _agency().match(line.folded) is None:
        return False
    return not is_unlike(line.text)


def is_unlike(text: str) -> bool:
    """Whether the first word, as printed, is another one than it seems without its marks."""
    return _first(text) in agencies().unlike


def _first(text: str) -> str:
    return text.split(maxsplit=1)[0].casefold()


def form_title(folded: str) -> bool:
    """Whether a line is the title of a table that is itself a report."""
    return _form_title().match(folded) is not None


def form_mark(folded: str) -> bool:
    """Whether a line is a form's number or 'Phụ lục II', and nothing else."""
    return _form_mark().match(folded) is not None


def form_row(folded: str) -> bool:
    """Whether a text is a part of a form's head."""
    text = folded.strip(" -–+(")
    if form_mark(text) or form_title(text) or national().search(text):
        return True
    return form_label().match(text) is not None


def goes_on(text: str) -> bool:
    """Whether a text cannot end here: at a comma, a dash or a joining word."""
    words = fold(text).split()
    return bool(words) and (words[-1][-1] in ",-" or words[-1] in phrases().joining)


def groups(lines: list[Segment]) -> list[str]:
    """Letterhead lines → agencies, highest first: a line that begins none goes on with the last."""
    found: list[str] = []
    for line in lines:
        last = fold(found[-1]).strip() if found else ""
        open_ended = is_open(last) or goes_on(last) or ends_by_act(last)
        open_ended = open_ended or _parted(last, line.folded)
        if starts_agency(line) and not open_ended:
            found.append(line.text)
        elif found:
            found[-1] = f"{found[-1]} {line.text}"
    return found


def _parted(above: str, folded: str) -> bool:
    """'sở tài nguyên và môi' over 'trường': a known name that runs over its line."""
    first, *_ = folded.split() or [""]
    for name in _known().get(first, ()):
        for at in (i for i, word in enumerate(name) if word == first and i):
            rest = " ".join(name[at:])
            if above.endswith(" ".join(name[:at])) and f"{folded} ".startswith(f"{rest} "):
                return True
    return False


@cache
def _known() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Each word inside a known name of an agency → the names that hold it, folded."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in agencies().words:
        words = tuple(fold(name).split())
        for word in words[1:]:
            found.setdefault(word, set()).add(words)
    return {word: tuple(names) for word, names in found.items()}


def ends_by_act(folded: str) -> bool:
    """Whether a name ends where the number of an act must follow: 'doan kiem tra theo qd'."""
    return _by_act().search(folded) is not None


def is_open(folded: str) -> bool:
    """Whether a name says too little alone: 'van phong'."""
    return folded in _open()


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _words(names: Iterable[str]) -> str:
    """Names as folded alternatives, spaces wide."""
    return _either(regex.escape(fold(n), literal_spaces=True).replace(" ", r"\s+") for n in names)


@cache
def national() -> Pattern:
    """The national title or the motto."""
    return Pattern(rf"(?:{phrases().national}|{phrases().motto})(?!\w)")


@cache
def number_word() -> Pattern:
    """'Số' as it may be read, before a number."""
    return Pattern(rf"(?:{phrases().number_word})\s*(?=[:.;\s/\d…_])")


def is_number_word(text: str) -> bool:
    """'Số:' and nothing else: without its sign and its mark it would be an agency."""
    word = number_word().match(fold(text))
    return word is not None and text[word.end() :].strip() == ":"


@cache
def date() -> Pattern:
    """'ngày … tháng … năm …', blanks allowed, or 'ngày 22/8/2024'."""
    return Pattern(rf"{long_form()}|(?<!\w){phrases().day}\s*:?\s*{short_form()}")


@cache
def unfinished_date() -> Pattern:
    """'Sa Đéc, ngày' with the rest after a wide gap."""
    p = phrases()
    gap = r"[\s.…_]*"
    return Pattern(
        rf"(?:^|,\s*|[\s.…])(?:{p.day}|{p.day}{gap}\d{{0,2}}{gap}(?:{p.month}{gap}\d{{0,2}}{gap}"
        rf"(?:{p.year})?)?){gap}$"
    )


@cache
def dated_place() -> Pattern:
    """A line of nothing but place and date."""
    word = r"[^\W\d]+"
    return Pattern(rf"(?:{word}[\s.-]+){{0,6}}?{word},\s*(?:{long_form()})[\s.]*$")


@cache
def inside_span() -> Pattern:
    """'Từ', 'đến', 'trước', '(' before a date: it belongs to a period, or is a deadline."""
    w = period_words()
    return Pattern(rf"(?:(?<!\w)(?:{w.from_}|{w.to}|{w.by})\s*|\([^)]*)$")


@cache
def place() -> Pattern:
    """The place before ', ngày': group place."""
    towns = "|".join(n.rstrip(".") for n in agencies().places)
    word = r"\p{Lu}[\p{L}'’]*"
    return Pattern(
        rf"(?P<place>(?:(?i:{towns})\.?\s*)?{word}(?:\s*[-–]\s*{word}|\s+(?:{word}|\d+)){{0,5}})[\s,.;]*$"
    )


@cache
def stamps() -> Pattern:
    """Words of stamps, which are no part of the head."""
    return Pattern("|".join(phrases().stamps))


@cache
def subject() -> Pattern:
    """'V/v', 'Về việc' at a line's beginning."""
    return Pattern(rf"(?:{phrases().subject})\s*:?")


@cache
def addressed() -> Pattern:
    """'Kính gửi' at a line's beginning."""
    return Pattern(rf"(?:{phrases().addressed})\s*(?::|;|$|(?=-))")


@cache
def counted() -> Pattern:
    """A number of files, which stands in no title."""
    return Pattern(phrases().counted)


@cache
def opener() -> Pattern:
    """Words that open the body."""
    return Pattern(rf"(?:{'|'.join(phrases().body_openers)})(?!\w)")


@cache
def position() -> Pattern:
    """A position that signs."""
    return Pattern(rf"(?:{_words(positions().positions)})(?!\w)")


@cache
def _agency() -> Pattern:
    return Pattern(rf"(?:{_words(agencies().starts)})(?!\w)")


@cache
def _by_act() -> Pattern:
    return Pattern(rf"(?<!\w)(?:{_words(agencies().by_act)})$")


@cache
def _open() -> frozenset[str]:
    return frozenset(fold(word) for word in agencies().open)


@cache
def _type_name() -> Pattern:
    return Pattern(rf"(?:{_words(t.name for t in types().types if t.heading)})(?!\w)")


@cache
def _despaced() -> dict[str, str]:
    return {fold(t.name).replace(" ", ""): t.code for t in types().types if t.heading}


@cache
def form_label() -> Pattern:
    """A label of a form's head: groups reporter, receiver or neither."""
    f = forms()
    return Pattern(
        rf"(?<!\w)(?:(?P<receiver>{f.receiver})|(?P<reporter>{f.reporter})|(?:{f.period})"
        rf"|(?:{'|'.join(f.others)}))\s*(?::|$)"
    )


@cache
def attached() -> Pattern:
    """'Kèm theo Báo cáo': the line of an annex; group type."""
    names = _words(_attachable())
    report = r"b\w{1,2}o\s+c\w{1,2}o"  # as OCR errs
    return Pattern(rf"(?<!\w){forms().attached}\s+(?P<type>{names}|{report})(?!\w)")


def attached_to(match: Match) -> str | None:
    """The code of the type that an annex's line names; None where it is not well read."""
    return _attachable_despaced().get(match["type"].replace(" ", ""))


@cache
def _attachable() -> dict[str, str]:
    """What an annex may go with → its code: a công văn too, which has no heading of its own."""
    book = types()
    found = {t.name: t.code for t in book.types if t.heading}
    return found | {t.name: t.code for t in book.types if t.code == book.correspondence}


@cache
def _attachable_despaced() -> dict[str, str]:
    return {fold(name).replace(" ", ""): code for name, code in _attachable().items()}


@cache
def numbering() -> Pattern:
    """The first heading of a numbered table."""
    return Pattern(forms().numbering)


@cache
def _form_title() -> Pattern:
    return Pattern("|".join(forms().titles))


@cache
def _form_mark() -> Pattern:
    return Pattern(rf"(?:{'|'.join(forms().marks)}|{forms().annex})[\s./\w]{{0,24}}$")
