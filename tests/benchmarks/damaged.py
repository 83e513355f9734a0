"""``python -m tests.benchmarks.damaged FOLDER [SET [WAY…]]``: damaged texts of reports, scored.

Some 60 reports of a set (``tuned``) that are plain text or Markdown, in good health, evenly taken
from those of prose and those with tables, are damaged in each way of :mod:`.damages`, one at a
time, and scored against the gold of the undamaged. Names are compared by likeness: what letters a
damage left of them is not what is scored. Writes into FOLDER, which must not exist.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from extractor.evaluate.gold import load_gold
from extractor.repair import judge
from tests.benchmarks.damages import WAYS, damaged
from tests.benchmarks.remade import CORPUS, place, print_scores

PROSE, TABLES = 40, 20
FEWEST = 5
"""Figures of a report that is worth damaging."""
WHOLE = "as-it-is"


def _readable(chosen: str) -> Iterator[tuple[Path, str]]:
    """The documents of a set that are text, and their text."""
    for folder in sorted((CORPUS / chosen).iterdir()):
        for path in (folder / "document.txt", folder / "document.md"):
            if not path.exists() or len(load_gold(folder / "gold.json").figures) < FEWEST:
                continue
            try:
                text = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
            if judge(text).quality == "good":
                yield path, text


def _has_table(text: str) -> bool:
    return any(line.count("|") > 2 or "\t" in line for line in text.splitlines())


def _taken(chosen: str) -> list[tuple[Path, str]]:
    """So many of each kind, evenly over the set."""
    found = list(_readable(chosen))
    tables = [one for one in found if _has_table(one[1])]
    prose = [one for one in found if not _has_table(one[1])]
    return [
        kind[n * len(kind) // wanted]
        for kind, wanted in ((prose, PROSE), (tables, TABLES))
        for n in range(min(wanted, len(kind)))
        if kind
    ]


def main() -> None:
    """Makes the damaged texts and prints a row for each way."""
    target, chosen = Path(sys.argv[1]), (sys.argv[2:] or ["tuned"])[0]
    asked = [way for way in WAYS if not sys.argv[3:] or way in (WHOLE, *sys.argv[3:])]
    target.mkdir()
    for path, text in _taken(chosen):
        folder = path.parent
        for way, shown in damaged(text, folder.name):
            if way == WHOLE:
                place(target / way, folder, path.name, text.encode())
            elif way in asked:
                made = target / way / chosen / folder.name
                made.mkdir(parents=True)
                twin = {"of": f"../{WHOLE}/{chosen}/{folder.name}", "made": way}
                (made / "twin.json").write_text(json.dumps(twin), "utf-8")
                (made / path.name).write_bytes(shown.encode("utf-8", "replace"))
    print_scores(target, chosen, asked)


if __name__ == "__main__":
    main()
