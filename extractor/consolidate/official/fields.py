"""The table by field of work: the same reports, added by what their files are about.

Only reports that tell fields can be split; all others stand together in one line of their own, so
that the total is that of the table by unit. A unit whose units below it tell fields is told by
them, never twice. Knows fields as they are printed, two spellings apart are two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from extractor.consolidate.form import counted
from extractor.consolidate.official.asked import Asked
from extractor.consolidate.official.cells import Row, note, rows_added
from extractor.consolidate.official.kin import Kin, Node
from extractor.consolidate.official.reckon import Cover, cover, reckon
from extractor.consolidate.official.table import Group, Line, Office, Table
from extractor.consolidate.official.told import Numbers, Told
from extractor.text import plain
from extractor.units.tree import Unit

FIELD = "field"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of work: as most print it, and by unit its row."""

    name: str
    rows: tuple[Row, ...]
    documents: tuple[str, ...]


def by_field(office: Office, asked: Asked, unit: Unit) -> Table:
    """The table of the unit by field of work."""
    table = office.table(asked, unit)
    tellers = [
        found for top in Kin(office.tree, asked).top(unit) for found in _tellers(office, top)
    ]
    fields = _fields(office, asked, tellers)
    lines = [_line(field, len(tellers)) for field in fields]
    told = {node.unit.id for node in tellers}
    told |= {below.unit.id for node in tellers for below in node.all()}
    rest = [line for line in table.lines if line.unit not in told]
    if rest:
        row = rows_added([line.row for line in rest])
        names = "; ".join(line.name for line in rest[:5])
        said = note("no-fields", count=len(rest), units=names)
        documents = tuple(d for line in rest for d in line.documents)
        lines.append(Line("", row, "rest", "", (said,), documents))
    table.by = "field"
    table.groups = (Group("", tuple(lines), "field"),) if lines else ()
    table.total = rows_added([line.row for line in lines])
    table.states = Counter(cell.state for line in lines for cell in line.row)
    return table


def _tellers(office: Office, node: Node) -> list[Node]:
    """The lowest units whose reports tell fields."""
    below = [found for child in node.below for found in _tellers(office, child)]
    return below or ([node] if _tells(_covered(office, node)) else [])


def _covered(office: Office, node: Node) -> Cover:
    return cover(office.reports.get(node.unit.id, ()), node.months)


def _tells(covered: Cover) -> bool:
    return any(level == FIELD for part in covered.parts for level, _ in part.scopes)


def _fields(office: Office, asked: Asked, tellers: Sequence[Node]) -> list[_Field]:
    """Every field that one of them tells, as people count and the alphabet goes."""
    names: dict[str, Counter[str]] = {}
    covers = [(node, _covered(office, node)) for node in tellers]
    for _, covered in covers:
        for part in covered.parts:
            for level, name in part.scopes:
                if level == FIELD and name:
                    names.setdefault(_key(name), Counter())[name] += 1
    found = []
    for key, spellings in names.items():
        rows, documents = [], list[str]()
        for node, covered in covers:
            if any(_of(part, key) is not None for part in covered.parts):
                rows.append(reckon(covered, node.months, asked, partial(_said, key=key)))
                documents += [part.document for part in covered.parts]
        found.append(_Field(spellings.most_common(1)[0][0], tuple(rows), tuple(documents)))
    return sorted(found, key=lambda field: counted(field.name))


def _key(name: str) -> str:
    return " ".join(plain(name).split())


def _of(report: Told, key: str) -> Numbers | None:
    for (level, name), numbers in report.scopes.items():
        if level == FIELD and name and _key(name) == key:
            return numbers
    return None


def _said(report: Told, key: str) -> tuple[Numbers | None, Sequence[str]]:
    return _of(report, key), ()


def _line(field: _Field, tellers: int) -> Line:
    said = note("field-units", count=len(field.rows), units=tellers)
    return Line(field.name, rows_added(field.rows), "field", "", (said,), field.documents)
