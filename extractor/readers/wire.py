"""Pages and problems as lines of JSON, the only form in which a reading leaves its process.

Knows the shape of :class:`~extractor.models.Page`; never pickles. ``decode`` trusts nothing:
what is not exactly of the expected shape raises ``ValueError``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from extractor.models import Box, Cell, Page, Problem, Run, Table, Word


def encode(item: Page | Problem) -> bytes:
    """One line of JSON, newline included."""
    body = {"page": _page(item)} if isinstance(item, Page) else {"problem": _problem(item)}
    # Lone surrogates cannot travel as UTF-8; ASCII escapes carry anything.
    return json.dumps(body, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Page | Problem | dict[str, Any]:
    """The page or problem of a line; any other JSON object as it is (control messages).

    Raises:
        ValueError: the line is no message of this form.
    """
    try:
        body = json.loads(line)
        if not isinstance(body, dict):
            raise ValueError("not an object")
        if "page" in body:
            return _read_page(body["page"])
        return _read_problem(body["problem"]) if "problem" in body else body
    except (TypeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError(f"not a message: {error}") from error


def _round(box: Box | None) -> list[float] | None:
    return None if box is None else [round(value, 2) for value in box]


def _problem(problem: Problem) -> list[Any]:
    return [problem.code, problem.page, problem.detail]


def _page(page: Page) -> dict[str, Any]:
    return {
        "n": page.number,
        "t": page.text,
        "r": page.reader,
        "size": [round(page.width, 2), round(page.height, 2)],
        "w": _words(page.words),
        "c": [w.confidence for w in page.words] if page.reader == "ocr" else [],
        "tables": [_table(table) for table in page.tables],
        "f": [[run.start, run.end, run.font] for run in page.fonts],
        "i": round(page.image_share, 4),
        "p": [_problem(problem) for problem in page.problems],
    }


def _words(words: tuple[Word, ...]) -> list[int]:
    """Six whole numbers a word, boxes in hundredths of a point: a third of the cost of floats."""
    flat: list[int] = []
    for word in words:
        x0, top, x1, bottom = word.box
        flat += (
            word.start,
            word.end,
            int(x0 * 100),
            int(top * 100),
            int(x1 * 100),
            int(bottom * 100),
        )
    return flat


def _table(table: Table) -> list[Any]:
    cells = [
        [c.row, c.col, c.row_span, c.col_span, c.start, c.end, _round(c.box), c.ref]
        for c in table.cells
    ]
    return [table.rows, table.cols, table.start, table.end, _round(table.box), cells]


def _read_problem(row: list[Any]) -> Problem:
    code, page, detail = row
    return Problem(str(code), None if page is None else int(page), str(detail))


def _span(start: Any, end: Any, length: int) -> tuple[int, int]:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length):
        raise ValueError(f"span {start!r}:{end!r} outside the text")
    return start, end


def _read_box(values: list[Any] | None) -> Box | None:
    if values is None:
        return None
    x0, top, x1, bottom = values
    return (float(x0), float(top), float(x1), float(bottom))


def _read_words(flat: list[Any], sure: list[Any], length: int) -> Iterator[Word]:
    if len(flat) % 6 or not all(type(value) is int for value in flat):
        raise ValueError("words are not six whole numbers each")
    trust = iter(sure)
    fields = iter(flat)
    for start, end, x0, top, x1, bottom in zip(*[fields] * 6, strict=True):
        if not 0 <= start <= end <= length:
            raise ValueError(f"span {start}:{end} outside the text")
        yield Word(start, end, (x0 / 100, top / 100, x1 / 100, bottom / 100), next(trust, None))


def _read_table(row: list[Any], length: int) -> Table:
    rows, cols, start, end, box, cells = row
    _span(start, end, length)
    read = tuple(
        Cell(int(r), int(c), int(rs), int(cs), *_span(s, e, length), _read_box(b), ref)
        for r, c, rs, cs, s, e, b, ref in cells
    )
    return Table(int(rows), int(cols), read, start, end, _read_box(box))


def _read_page(body: dict[str, Any]) -> Page:
    text = str(body["t"])
    length = len(text)
    width, height = body["size"]
    return Page(
        number=int(body["n"]),
        text=text,
        reader=str(body["r"]),
        width=float(width),
        height=float(height),
        words=tuple(_read_words(body["w"], body["c"], length)),
        tables=tuple(_read_table(row, length) for row in body["tables"]),
        fonts=tuple(Run(*_span(s, e, length), str(font)) for s, e, font in body["f"]),
        image_share=float(body["i"]),
        problems=tuple(_read_problem(row) for row in body["p"]),
    )
