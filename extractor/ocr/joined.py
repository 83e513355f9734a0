"""Two pages that lie side by side on one picture, read one after the other as one page.

Knows the spans that point into a page's text; nothing of pictures.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.models import Page, Table, Words


def joined(left: Page, right: Page) -> Page:
    """The left page with the right one behind it; both have their places on the same sheet."""
    gap = "\n" if left.text and not left.text.endswith("\n") else ""
    by = len(left.text) + len(gap)
    behind = [replace(w, start=w.start + by, end=w.end + by) for w in right.words]
    return replace(
        left,
        text=left.text + gap + right.text,
        words=Words([*left.words, *behind]),
        tables=(*left.tables, *(_table(table, by) for table in right.tables)),
        sights=(
            *left.sights,
            *(replace(s, start=s.start + by, end=s.end + by) for s in right.sights),
        ),
        borne=(*left.borne, *((start + by, end + by) for start, end in right.borne)),
        marks=None if left.marks is None else (*left.marks, *(right.marks or ())),
        problems=(*left.problems, *right.problems),
        steps=tuple(dict.fromkeys((*left.steps, *right.steps))),
    )


def _table(table: Table, by: int) -> Table:
    cells = tuple(replace(c, start=c.start + by, end=c.end + by) for c in table.cells)
    return replace(table, start=table.start + by, end=table.end + by, cells=cells)
