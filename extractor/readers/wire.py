"""Pages and problems as lines of JSON, the only form in which a reading leaves its process.

Knows the shape of :class:`~extractor.models.Page`; never pickles. ``decode`` trusts nothing:
what is not exactly of the expected shape raises ``ValueError``.
"""

from __future__ import annotations

import json
from binascii import a2b_base64, b2a_base64
from dataclasses import replace
from typing import Any

from extractor.models import Box, Cell, Mark, Page, Problem, Run, Seal, Sight, Step, Table, Words

BEGUN = b'{"begun":true}\n'
"""Said by a child that had to wait for its turn: its time runs from here."""
DONE = b'{"done":true}\n'
"""Ends an answer that is complete."""


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


def numbered(page: Page, number: int) -> Page:
    """The page under another number, its problems with it."""
    problems = tuple(replace(problem, page=number) for problem in page.problems)
    return replace(page, number=number, problems=problems)


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
        # A page's words as numbers in JSON cost more than all else together.
        "w": b2a_base64(page.words.to_bytes(), newline=False).decode("ascii"),
        "c": page.words.confidences,
        "tables": [_table(table) for table in page.tables],
        "f": [[run.start, run.end, run.font] for run in page.fonts],
        "i": round(page.image_share, 4),
        "h": round(page.hidden_share, 4),
        "p": [_problem(problem) for problem in page.problems],
        "s": [[s.start, s.end, s.seen, s.confidence, s.sure, s.how] for s in page.sights],
        "b": page.borne,
        "steps": [[step.name, step.measure] for step in page.steps],
        "marks": None if page.marks is None else [[_round(m.box), m.seen] for m in page.marks],
        "layer": page.layer,
        "seals": [[seal.by, seal.at, seal.bodies] for seal in page.seals],
    }


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


def _read_words(packed: str, sure: list[float | None], length: int) -> Words:
    words = Words.from_bytes(a2b_base64(packed, strict_mode=True), sure)
    _span(0, words.end, length)
    return words


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
        words=_read_words(body["w"], body["c"], length),
        tables=tuple(_read_table(row, length) for row in body["tables"]),
        fonts=tuple(Run(*_span(s, e, length), str(font)) for s, e, font in body["f"]),
        image_share=float(body["i"]),
        hidden_share=float(body["h"]),
        problems=tuple(_read_problem(row) for row in body["p"]),
        sights=tuple(_read_sight(row, length) for row in body["s"]),
        borne=tuple(_span(s, e, length) for s, e in body.get("b", ())),
        steps=tuple(Step(str(name), float(measure)) for name, measure in body["steps"]),
        marks=_read_marks(body.get("marks")),
        layer=str(body.get("layer", "")),
        seals=tuple(_read_seal(row) for row in body.get("seals", ())),
    )


def _read_marks(rows: list[Any] | None) -> tuple[Mark, ...] | None:
    if rows is None:
        return None
    return tuple(
        Mark(box, tuple((str(witness), str(text)) for witness, text in seen))
        for place, seen in rows
        if (box := _read_box(place)) is not None
    )


def _read_seal(row: list[Any]) -> Seal:
    by, at, bodies = row
    return Seal(str(by), None if at is None else str(at), tuple(map(str, bodies)))


def _read_sight(row: list[Any], length: int) -> Sight:
    start, end, seen, confidence, sure, how = row
    readings = tuple((str(witness), str(text)) for witness, text in seen)
    return Sight(*_span(start, end, length), readings, float(confidence), bool(sure), str(how))
