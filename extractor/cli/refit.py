"""Counts what confidences are worth: ``python -m extractor.cli.refit CORPUS SET LEVELS [ONLY]``.

With ``text`` for ``LEVELS``, of the documents of a set of garbled texts as they are, into
``patterns/doubts-text.toml``; in a minute.

``SET``, ``LEVELS`` and ``ONLY`` (how documents of a set's folders begin; without it those of the
set) with commas between. ``CORPUS`` may be a copy whose ``scans.toml`` has other typefaces and
seeds: what a case is worth depends on how many scans it was met on. For those who build the
program: it reads them at every level, for hours if need be, and writes the counts into
``patterns/reading/trust.toml`` and ``patterns/doubts.toml``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.book.doubts import FILE, TEXT
from extractor.book.loading import root
from extractor.cli.scans import scored
from extractor.evaluate.scans.trust import counted, figures_counted, rewritten, texts_counted

PRINTED_ODD = ("odd", "odd-disputed")
"""The corpus prints numbers oddly on purpose, as authors do: that all saw them so does not tell how
often a number that looks odd was misread."""


TEXTS = "text"


def texts(corpus: Path, name: str) -> None:
    """Reads the garbled texts of a set and writes the counts."""
    from extractor import batch
    from extractor.evaluate.corpus import evaluate
    from extractor.settings import Settings

    scored = list(evaluate(corpus, lambda files: batch.run(files, Settings()), [f"{name}/"]))
    path = root() / TEXT
    ways = texts_counted(scored)
    text = rewritten(path.read_text(encoding="utf-8"), ways, f"{len(scored)} texts, {name}")
    path.write_text(text, encoding="utf-8")


def main(corpus: str, name: str, levels: str, only: str = "") -> None:
    """Reads the documents at every level and writes the counts."""
    from extractor.ocr import engine, third

    if levels == TEXTS:
        texts(Path(corpus), name)
        return
    named = only.split(",") if only else ()
    asked = levels.split(",")
    done = [
        one for set_ in name.split(",") for one in scored(Path(corpus), set_, asked, named, None)
    ]
    pages = sum(one.score.pages for one in done)
    made_with = f"{pages} pages, {name}, {levels}; {engine.version()}; {third.version() or 'alone'}"
    told = {case: count for case, count in counted(done).items() if case not in PRINTED_ODD}
    for file, ways in (("reading/trust.toml", told), (FILE, figures_counted(done))):
        path = root() / file
        text = rewritten(path.read_text(encoding="utf-8"), ways, made_with)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
