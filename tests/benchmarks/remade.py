"""Documents of a set made anew and scored against their gold, a row for each way of making them.

Knows folders and how a row is printed; how a document is made anew is known to those who ask.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractor.batch import run
from extractor.evaluate.corpus import by_set, evaluate
from extractor.models import Report
from extractor.settings import Settings

CORPUS = Path(__file__).parents[2] / "corpus"
WIDTH = 17
"""Characters of a way's name."""


def place(target: Path, folder: Path, name: str, data: bytes | None = None) -> Path:
    """Where the document goes, its gold beside it: ``target/<set>/<document>/name``."""
    made = target / folder.parent.name / folder.name
    made.mkdir(parents=True)
    shutil.copy(folder / "gold.json", made)
    if data is not None:
        (made / name).write_bytes(data)
    return made / name


def print_scores(target: Path, chosen: str, ways: Sequence[str] = ()) -> None:
    """A row for each folder of ``target``, in the order of ``ways`` or of their names."""
    print(f"{'':{WIDTH}}{'reports':>8}{'figures':>14}{'F1':>8}{'silent':>8}{'false alarms':>14}"
          f"{'asked':>8}{'good/fair/poor':>16}")  # fmt: skip
    for way in ways or sorted(made.name for made in target.iterdir()):
        scored = list(evaluate(target / way, _read_all))
        score = by_set(scored)[chosen]
        right = f"{score.figures.right}/{score.figures.right + score.figures.missed}"
        asked = sum(f.status == "unresolved" for one in scored for f in one.report.figures)
        print(f"{way:{WIDTH}}{score.documents:8}{right:>14}{100 * score.figures.f1:8.2f}"
              f"{score.silent:8}{score.false_alarms:14}{asked:8}"
              f"{_health(one.report for one in scored):>16}", flush=True)  # fmt: skip


def _read_all(files: list[Path]) -> list[Report]:
    return list(run(files, Settings()))


def _health(reports: Iterable[Report]) -> str:
    """How many documents are said to be read well, fairly and poorly, by their worst page."""
    order = ("good", "fair", "poor")
    worst = Counter(
        max(
            (reading.quality for reading in report.source.readings), key=order.index, default="poor"
        )
        for report in reports
    )
    return "/".join(str(worst[quality]) for quality in order)
