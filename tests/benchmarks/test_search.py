"""Searching among ever more documents: 10.000, 30.000, 100.000; prints, asserts no time.

Some hundred made reports are read; their rows are put down again and again under other units,
months and numbers, by what writes the index, so that all tables are as large as they would be.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from extractor.archive.opening import opened
from extractor.archive.reading import Read, read_one
from extractor.archive.rows import put
from extractor.archive.schema import figures, files, originals, pages, reports, runs, versions
from extractor.archive.search.entry import Entry, Texts, stretch_word, type_word, unit_word
from extractor.archive.search.finding import Filters, find
from extractor.archive.search.hits import hit_of
from extractor.archive.search.index import Index
from extractor.archive.search.question import understood
from extractor.batch import Job
from extractor.intake import intake
from extractor.settings import Limits
from tests.archives import UNSCANNED, Kept
from tests.benchmarks.made_texts import UNITS, write
from tests.benchmarks.test_speed import say

pytestmark = pytest.mark.benchmark

STEPS = (10_000, 30_000, 100_000)
MODELS = 200
TOGETHER = 500
QUESTIONS = {
    "a rare word": "tanphucz",
    "a number of a document": "4711/BC-UBND",
    "two common words": "hồ sơ trực tuyến",
    "a common phrase": '"thủ tục hành chính"',
    "a common phrase, without marks": '"thu tuc hanh chinh"',
    "words of one year": "thủ tục hành chính năm 2023",
    "a condition on figures": "số hồ sơ trễ hạn > 100",
    "a condition, in one year": "số hồ sơ trễ hạn > 100 năm 2023",
    "a condition and words": "tanphucz số hồ sơ trễ hạn > 100",
}


def models(folder: Path) -> list[Read]:
    """Made reports, read."""
    write(folder, MODELS)
    arrivals = intake([str(folder)], Limits(), folder)
    return [read_one(Job(arrival, UNSCANNED, None, "vi")) for arrival in arrivals]


def another(entry: Entry, number: int) -> Entry:
    """The entry of a report like this one, of another unit, month and number."""
    letters = number % UNITS
    unit = f"tanphu{chr(97 + letters // 26)}{chr(97 + letters % 26)}"
    month = number // UNITS % 120
    first = f"{2015 + month // 12}-{month % 12 + 1:02}"
    row = {**entry.row, "unit": unit, "unit_key": unit, "first": first, "last": first}
    head = f"{number} bc ubnd {unit}"
    texts = entry.texts
    facets = f"{type_word('BC')} {unit_word(unit)} {stretch_word(first, first)} y{first[:4]}"
    day = date.fromisoformat(f"{first}-15").toordinal()
    words = (head, f"{head} {texts.exact}", f"{head} {texts.bare}", facets)
    return Entry(row, day, Texts(*words))


def fill(connection: Connection, reads: list[Read], numbers: range) -> None:
    """So many more documents, in one transaction."""
    index = Index(connection)
    rows: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (originals, files, versions, reports, pages, figures)
    }
    for number in numbers:
        read = reads[number % len(reads)]
        sha256, key = f"{number:064}", number + 1
        rows[originals].append({"sha256": sha256, "size": 1, "kind": "text",
                                "media_type": "text/plain", "run_id": 1})  # fmt: skip
        rows[files].append({"id": key, "path": f"/made/{number}.txt"})
        rows[versions].append({"file_id": key, "number": 1, "sha256": sha256, "run_id": 1})
        told = {"id": key, "sha256": sha256, "program": "", "settings": "", "run_id": 1}
        rows[reports].append({**read.report, **told})
        rows[pages] += [{"report_id": key, **page} for page in read.pages]
        rows[figures] += [{"report_id": key, **figure} for figure in read.figures]
        index.enter(key, another(read.entry, number))
    for table, all_ in rows.items():
        put(connection, table, all_)
    index.flush()


def asked(connection: Connection, words: str) -> tuple[int, bool]:
    """A question answered as the command does: how many are found, and whether there are more."""
    question = understood(words, "vi")
    found = find(connection, question, Filters())
    for entry in found.entries[:10]:
        hit_of(connection, entry, question)
    return len(found.entries), found.more


def best(ask: Callable[[], Any]) -> tuple[Any, float, float]:
    """The answer and its least time of three, in ms: as it passed, and of our processor."""
    least = (9e9, 9e9)
    for _ in range(3):
        wall, own = time.perf_counter(), time.process_time()
        answer = ask()
        wall, own = time.perf_counter() - wall, time.process_time() - own
        least = min(least, (wall * 1000, own * 1000))
    return answer, *least


def test_searching(kept: Kept, tmp_path: Path) -> None:
    side = "PostgreSQL" if kept.url else "SQLite"
    reads = models(tmp_path / "in")
    done = 0
    for step in STEPS:
        with opened(kept.root) as archive, archive.writing() as connection:
            if not done:
                with connection.begin():
                    row = {"started": "", "program": "", "settings": "", "state": "done"}
                    connection.execute(insert(runs), row)
            own, more = time.process_time(), step - done
            for at in range(done, step, TOGETHER):
                with connection.begin():
                    fill(connection, reads, range(at, min(at + TOGETHER, step)))
            own = (time.process_time() - own) / more * 1000
            say(f"{side}: {step} documents, the last {more} at", f"{own:.2f} ms of processor each")
            if kept.url:
                with archive.engine.connect() as server:
                    server.execution_options(isolation_level="AUTOCOMMIT")
                    server.exec_driver_sql("ANALYZE")
        done = step
        with opened(kept.root) as archive, archive.reading() as connection:
            for name, words in QUESTIONS.items():
                (count, over), wall, own = best(partial(asked, connection, words))
                told = f"{wall:.0f} ms ({own:.0f} of our processor), {'>' * over}{count} found"
                say(f"{side}: {step}: {name}", told)
