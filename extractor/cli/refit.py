"""Counts what confidences are worth: ``python -m extractor.cli.refit CORPUS SET LEVELS [ONLY]``.

``LEVELS``, and ``ONLY`` (how documents of the set's folders begin; without it those of the set),
with commas between. For those who build the program: it reads them at every level, for hours if
need be, and writes the shares into ``patterns/reading/trust.toml`` and ``patterns/doubts.toml``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.book.doubts import FILE
from extractor.book.loading import root
from extractor.cli.scans import scored
from extractor.evaluate.scans.trust import counted, figures_counted, rewritten


def main(corpus: str, name: str, levels: str, only: str = "") -> None:
    """Reads the documents at every level and writes the counts."""
    from extractor.ocr import engine, third

    named = only.split(",") if only else ()
    done = list(scored(Path(corpus), name, levels.split(","), named, None))
    pages = sum(one.score.pages for one in done)
    made_with = f"{pages} pages, {name}, {levels}; {engine.version()}; {third.version() or 'alone'}"
    for file, ways in (("reading/trust.toml", counted(done)), (FILE, figures_counted(done))):
        path = root() / file
        text = rewritten(path.read_text(encoding="utf-8"), ways, made_with)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
