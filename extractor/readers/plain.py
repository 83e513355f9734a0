"""Reads plain text: UTF-8, UTF-16, and 8-bit text whose encoding is left to the repair stage.

Knows encodings as far as their bytes tell them apart; which Vietnamese 8-bit encoding legacy
bytes are in is judged later, from evidence, so here every such byte becomes U+0000..U+00FF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractor.models import Page, Problem, Source, Table
from extractor.readers.columns import in_turn
from extractor.readers.drawn import drawn_tables
from extractor.repair import composed, raw_span
from extractor.settings import MB, Limits

_ALIGNED = ("  ", "|", "\t")
"""Without one of these no table is drawn."""
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """One page, or one for each stretch between form feeds, with the tables drawn in it."""
    for item in bare(source, limits):
        if isinstance(item, Page):
            yield replace(item, tables=tuple(_tables(item)))
        else:
            yield item


def _tables(page: Page) -> Iterator[Table]:
    """Tables drawn on the page, in columns of letters: a letter may be several characters."""
    clean = composed(page) if any(sign in page.text for sign in _ALIGNED) else None
    if clean is None or not clean.fixes:
        yield from drawn_tables(page.text)
        return
    for table in drawn_tables(clean.text):
        cells = [(cell, raw_span(clean, cell.start, cell.end)) for cell in table.cells]
        start, end = raw_span(clean, table.start, table.end)
        placed = tuple(replace(cell, start=a, end=b) for cell, (a, b) in cells)
        yield replace(table, cells=placed, start=start, end=end)


def bare(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """The same, no table looked for."""
    text, problems = load(source, limits)
    yield from problems
    number = 0
    for part in text.split("\f"):
        if part.strip():
            number += 1
            yield Page(number=number, text=in_turn(part), reader="text")


def load(source: Source, limits: Limits) -> tuple[str, list[Problem]]:
    """The file's text with plain line ends, as far as ``limits.text_mb`` allows."""
    allowed = limits.text_mb * MB
    with Path(source.file).open("rb") as stream:
        data = stream.read(allowed + 1)
    problems: list[Problem] = []
    if len(data) > allowed:
        data = _whole_lines(data[:allowed])
        problems.append(Problem("text-limit", None, f"{limits.text_mb}"))
    text, note = decode(data)
    if note:
        problems.append(note)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def decode(data: bytes) -> tuple[str, Problem | None]:
    """The text, and a note where the bytes did not say for certain what they are."""
    for bom, marked in BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], marked)
    if (encoding := wide(data)) is not None:
        return _lenient(data, encoding)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _eight_bit(data)


def wide(data: bytes) -> str | None:
    """'utf-16-le' or '-be' where every other byte is mostly zero, as in unmarked UTF-16."""
    head = data[: 4096 & ~1]
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Vietnamese UTF-16 still has a zero for each space, digit and unmarked letter.
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.05 else None


def _lenient(data: bytes, encoding: str) -> tuple[str, Problem | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return text, Problem("bad-bytes", None, str(text.count("\ufffd")))


def _eight_bit(data: bytes) -> tuple[str, Problem]:
    """UTF-8 with a few spoilt bytes stays UTF-8; anything else keeps its byte values."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    if good > 4 * bad:
        return text, Problem("bad-bytes", None, str(bad))
    return data.decode("latin-1"), Problem("legacy-bytes")


def _whole_lines(data: bytes) -> bytes:
    """Cut back to the last line end, so that no number is cut in two."""
    cut = max(data.rfind(b"\n"), data.rfind(b"\r"))
    if cut > 0:
        # In UTF-16 the line end's second byte belongs to it.
        return data[: cut + 2 if data[cut + 1 : cut + 2] == b"\0" else cut + 1]
    return data[: len(data) & ~3]
