"""What one page image costs in memory, whatever it is: each in the child that reads it for users.

The most that the child held is the system's own count, and the child is forked from a server that
has the engine's data loaded already, which count as its own. Nothing is asserted here; the bound
is held by ``tests/test_scans_bad.py``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor.ocr import languages
from tests.makers.large import LARGE

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(bool(languages.missing()), reason="language data are missing"),
]


@pytest.mark.parametrize("name", LARGE)
def test_memory_of_a_page(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(LARGE[name]())
    call = f"import tests.makers.large as l; l.tell({str(path)!r}, {str(tmp_path)!r})"
    told = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)
    memory, *said = told.stdout.split()
    print(f"\n{name:<24} {memory:>4} MB  {' '.join(said) or 'read'}")
