"""``python -m tests.benchmarks.filling FOLDER [COUNT [URL]]``: an archive filled without reading.

The documents of the corpus that people may look at are read once; their rows are put down again
and again, under other units, months and numbers and with other amounts, by what writes the index.
So lengths and words are those of reports, and all tables as large as they would be; what takes
long, reading and judging, is left out: for searching, not for adding.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from extractor.archive.opening import Archive, create, opened
from extractor.archive.reading import Read, read_one
from extractor.archive.rows import put
from extractor.archive.schema import figures, files, originals, pages, reports, runs, versions
from extractor.archive.search import gin
from extractor.archive.search.amounts import amount_words
from extractor.archive.search.entry import Entry, Texts, stretch_word, type_word, unit_word
from extractor.archive.search.index import Index
from extractor.batch import Job
from extractor.intake import intake
from extractor.settings import Limits
from tests.archives import UNSCANNED

ROOT = Path(__file__).parent.parent.parent
SETS = ("seeds", "tuned")
KINDS = (".txt", ".md", ".docx", ".xlsx")
UNITS = 150
TOGETHER = 500
_NUMBER = re.compile(r"\b\d{2,}\b")


def models() -> list[Read]:
    """The corpus, read."""
    found = sorted(
        str(path)
        for name in SETS
        for path in (ROOT / "corpus" / name).glob("*/document.*")
        if path.suffix in KINDS
    )
    arrivals = intake(found, Limits(), ROOT)
    return [read_one(Job(arrival, UNSCANNED, None, "vi")) for arrival in arrivals]


def fill(archive: Archive, reads: list[Read], start: int, end: int) -> None:
    """The documents of these numbers, some hundred a transaction.

    On a server the index is made when all are in, which takes a fraction of the time.
    """
    server = archive.engine.dialect.name == "postgresql"
    if server:
        _alone(archive, "DROP INDEX fulltext_words")
    with archive.writing() as connection:
        with connection.begin():
            if connection.execute(select(runs.c.id)).first() is None:
                row = {"started": "", "program": "", "settings": "", "state": "done"}
                connection.execute(insert(runs), row)
        for at in range(start, end, TOGETHER):
            with connection.begin():
                _put(connection, reads, range(at, min(at + TOGETHER, end)))
    if server:
        _alone(archive, gin.TABLES[-1], "VACUUM ANALYZE")  # as the server does by itself, but later


def _alone(archive: Archive, *statements: str) -> None:
    with archive.engine.connect() as server:
        server.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            server.exec_driver_sql(statement)


def _put(connection: Connection, reads: list[Read], numbers: range) -> None:
    index = Index(connection)
    rows: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (originals, files, versions, reports, pages, figures)
    }
    for number in numbers:
        chance = Random(number)
        read = chance.choice(reads)
        sha256, key = f"{number:064}", number + 1
        rows[originals].append({"sha256": sha256, "size": 1, "kind": "text",
                                "media_type": "text/plain", "run_id": 1})  # fmt: skip
        rows[files].append({"id": key, "path": f"/made/{number}.txt"})
        rows[versions].append({"file_id": key, "number": 1, "sha256": sha256, "run_id": 1})
        told = {"id": key, "sha256": sha256, "program": "", "settings": "", "run_id": 1}
        rows[reports].append({**read.report, **told})
        rows[pages] += [{"report_id": key, **page} for page in read.pages]
        mine = list(_figures(read, key, chance.lognormvariate(0, 1)))
        rows[figures] += mine
        index.enter(key, another(read.entry, mine, number, chance))
    for table, all_ in rows.items():
        put(connection, table, all_)
    index.flush()


def _figures(read: Read, key: int, factor: float) -> Iterator[dict[str, Any]]:
    """Those of the report, of a larger or smaller office."""
    for figure in read.figures:
        amount = figure["amount"]
        if amount is not None and not figure["metric"].endswith("rate"):
            amount = float(int(amount * factor))
        yield {"report_id": key, **figure, "amount": amount}


def another(entry: Entry, mine: list[dict[str, Any]], number: int, chance: Random) -> Entry:
    """The entry of a report like this one, of another unit, month and number."""
    letters = number % UNITS
    unit = f"tanphu{chr(97 + letters // 26)}{chr(97 + letters % 26)}"
    month = number // UNITS % 120
    first = f"{2015 + month // 12}-{month % 12 + 1:02}"
    row = {**entry.row, "unit": unit, "unit_key": unit, "first": first, "last": first,
           "period": f"{first[5:]}/{first[:4]}"}  # fmt: skip
    head = f"{number} {(entry.row['type'] or 'x').lower()} ubnd {unit}"
    bare, exact = ((_others(text, chance)) for text in (entry.texts.bare, entry.texts.exact))
    day = date.fromisoformat(f"{first}-15").toordinal()
    facets = (type_word(row["type"]), unit_word(unit), stretch_word(first, first), f"y{first[:4]}",
              *amount_words(mine))  # fmt: skip
    return Entry(row, day, Texts(head, f"{head} {exact}", f"{head} {bare}", " ".join(facets)))


def _others(text: str, chance: Random) -> str:
    """Other numbers, as long as these."""
    return _NUMBER.sub(lambda match: str(chance.randrange(1, 10 ** len(match[0]))), text)


def main() -> None:
    """One archive, filled."""
    folder, count = Path(sys.argv[1]), int((sys.argv[2:] or ["100000"])[0])
    create(folder, sys.argv[3] if len(sys.argv) > 3 else None, "vi")
    with opened(folder) as archive:
        fill(archive, models(), 0, count)


if __name__ == "__main__":
    main()
