"""Time for a text and for one of twice its length: about two, whatever the text repeats.

The ordinary tests count the steps of Python; here what the engine of `regex` does is timed too.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from tests.test_fuzz import REPEATED, ROWS, head, line

pytestmark = pytest.mark.benchmark
CHARACTERS = 20_000
RUNS = 5


def seconds(work: Callable[[str], None], text: str) -> float:
    """Processor seconds of one run, nothing collected meanwhile."""
    gc.collect()
    gc.disable()
    since = time.process_time()
    work(text)
    spent = time.process_time() - since
    gc.enable()
    return spent


def test_growth() -> None:
    """The worst ratio of each work is told, and every one above 2.5 with 50 ms and more."""
    for work in (line, head):
        print(f"\n{work.__name__}: {CHARACTERS} characters against twice as many")
        for name, unit in (REPEATED | ROWS).items():
            text = unit * (CHARACTERS // len(unit))
            pairs = [(seconds(work, text), seconds(work, text * 2)) for _ in range(RUNS)]
            once, twice = min(a for a, _ in pairs), min(b for _, b in pairs)
            if twice >= 0.05:
                told = "  <- more than twice" if twice > 2.5 * once else ""
                print(f"  {name:15} {once:6.3f} s {twice:6.3f} s {twice / once:5.2f}{told}")
