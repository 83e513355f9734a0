"""What programs build on: files to reports, reports to findings, tables and a workbook.

Small and stable; each name is told again in :mod:`extractor`, which loads nothing until one is
used. Knows the order of the rooms, nothing of what they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractor.across import Joined, join
from extractor.batch import run
from extractor.models import Report
from extractor.settings import Scanning, Settings, cores

if TYPE_CHECKING:
    import pandas as pd

    from extractor.book.names import Lang


def read_reports(
    *paths: str | PathLike[str],
    ocr: Literal["auto", "never", "always"] = "auto",
    jobs: int = 1,
    lang: Lang = "vi",
) -> Iterator[Report]:
    """A judged report for each document below the paths, as it comes, in their order.

    What could not be read is a report too: its ``source.status`` is 'failed' or 'partial' and its
    ``source.problems`` say why. No original is changed.

    Args:
        *paths: files, folders, ZIP archives.
        ocr: read page images where they need it, never, or always.
        jobs: documents read at once; more than one starts processes, so that a script needs
            ``if __name__ == "__main__":``.
        lang: of the messages.
    """
    settings = Settings(scans=Scanning(mode=ocr, cores=max(jobs, cores())))
    yield from run([Path(path) for path in paths], settings, jobs=jobs, lang=lang)


def judge_together(reports: Iterable[Report], lang: Lang = "vi") -> Joined:
    """What shows only when reports are held against each other: findings, checks, units."""
    return join(list(reports), lang)


def figure_table(reports: Iterable[Report], lang: Lang = "vi") -> pd.DataFrame:
    """A row for each figure, with its document, place and findings; ``baocao schema figures``."""
    from extractor.writers.figurerows import frame, rows_of

    return frame(row for report in reports for row in rows_of(report, lang))


def write_workbook(reports: Iterable[Report], path: str | PathLike[str], lang: Lang = "vi") -> None:
    """One workbook from many reports: form 06, every figure, every finding, every source.

    Raises:
        OutputError: the file cannot be written; an earlier one is whole.
    """
    from extractor.consolidate import consolidate
    from extractor.writers.workbook import write_workbook as write

    write(consolidate(reports, lang), Path(path), lang)
