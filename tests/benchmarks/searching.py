"""``python -m tests.benchmarks.searching ARCHIVE [URL]``: how long searches take in an archive.

Each question is answered as the command answers it, the hits of the first page with their quotes,
three times; the least is told: as it passed, and of this process's processor. What PostgreSQL's
server takes is in the first alone. Of an archive filled by :mod:`tests.benchmarks.filling`, or by
adding the texts of :mod:`tests.benchmarks.made_texts`, each question has the answers that its
name says.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from extractor.archive.opening import opened
from extractor.archive.search.finding import Filters, find
from extractor.archive.search.hits import hit_of
from extractor.archive.search.question import understood

SIZE = 10
TIMES = 3
QUESTIONS = {
    "a rare word": ("tanphucz", {}),
    "a number of a document": ("4711/BC-UBND", {}),
    "a common word": ("hồ", {}),
    "two common words": ("hồ sơ trực tuyến", {}),
    "a common phrase": ('"thủ tục hành chính"', {}),
    "a common phrase, without marks": ('"thu tuc hanh chinh"', {}),
    "a rare phrase of common words": ('"hồ sơ hành chính quá"', {}),
    "words that are never together": ("tanphucz tanphuaa", {}),
    "no hit": ("khôngđâucó", {}),
    "words of one year": ("thủ tục hành chính năm 2023", {}),
    "words of one month": ("thủ tục hành chính tháng 3 năm 2023", {}),
    "words of a unit": ("hồ sơ quá hạn", {"unit": "tanphuab"}),
    "words of a type": ("hồ sơ quá hạn", {"type": "BC"}),
    "a condition": ("số hồ sơ trễ hạn > 100", {}),
    "a rare condition": ("số hồ sơ trễ hạn > 100.000", {}),
    "two conditions": ("tiếp nhận > 1.000 và trễ hạn > 100", {}),
    "two conditions, seldom both": ("tiếp nhận < 100 và đã giải quyết > 1.000", {}),
    "a condition, in one year": ("số hồ sơ trễ hạn > 100 năm 2023", {}),
    "a condition, a word, a year": ("tanphucz số hồ sơ trễ hạn > 100 năm 2023", {}),
    "a condition, common words": ("thủ tục hành chính số hồ sơ trễ hạn > 100", {}),
}


class Measured(NamedTuple):
    """How many were found, whether there are more, and the least times in ms."""

    found: int
    more: bool
    wall: float
    own: float


def measured(connection: Connection) -> Iterator[tuple[str, Measured]]:
    """Every question with what it took."""
    for name, (words, filters) in QUESTIONS.items():
        runs = [_asked(connection, words, Filters(**filters)) for _ in range(TIMES)]
        yield name, Measured(*runs[0][:2], *(min(run[at] for run in runs) for at in (2, 3)))


def _asked(connection: Connection, words: str, filters: Filters) -> Measured:
    wall, own = time.perf_counter(), time.process_time()
    question = understood(words, "vi")
    found = find(connection, question, filters)
    for entry in found.entries[:SIZE]:
        hit_of(connection, entry, question)
    wall, own = time.perf_counter() - wall, time.process_time() - own
    return Measured(len(found.entries), found.more, wall * 1000, own * 1000)


def told(root: Path, url: str | None = None) -> Iterator[str]:
    """A line for each question."""
    with opened(root, url) as archive, archive.reading() as connection:
        for name, (found, more, wall, own) in measured(connection):
            count = f"{'>' if more else ''}{found}"
            yield f"{name:32} {wall:8.1f} ms {own:8.1f} of our processor {count:>7} found"


def main() -> None:
    """All of an archive that is there."""
    print(f"load {os.getloadavg()[0]:.1f}")
    for line in told(Path(sys.argv[1]), *sys.argv[2:3]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
