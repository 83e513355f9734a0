"""Counts anew what confidences are worth: ``python -m extractor.cli.refit CORPUS SET LEVELS``.

``LEVELS`` with commas between. For those who build the program: it reads the set at every
level, for hours if need be, and writes the shares into ``patterns/reading/trust.toml``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.book.loading import root
from extractor.cli.scans import scored
from extractor.evaluate.scans.trust import counted, rewritten


def main(corpus: str, name: str, levels: str) -> None:
    """Reads the set at every level and writes the counts."""
    from extractor.ocr import engine, third

    done = list(scored(Path(corpus), name, levels.split(","), (), None))
    path = root() / "reading" / "trust.toml"
    pages = sum(one.score.pages for one in done)
    made_with = f"{pages} pages, {name}, {levels}; {engine.version()}; {third.version() or 'alone'}"
    text = rewritten(path.read_text(encoding="utf-8"), counted(done), made_with)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
