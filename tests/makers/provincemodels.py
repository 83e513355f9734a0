"""A made year put into an archive as if its files had been read: only the reading is left out.

The document objects are judged and written down as the program does it. Knows the archive's own
writer; the numbers are :mod:`tests.makers.province`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from extractor.archive.naming import load
from extractor.archive.opening import create, opened
from extractor.archive.reading import fingerprint, program, rows, settings_text
from extractor.archive.writing import Writer
from extractor.models import Figure, Report, Source
from extractor.pipeline import check
from extractor.settings import Settings
from tests.makers.province import Made, Province
from tests.makers.provincefiles import period_of, write_units
from tests.reports import figure, report


def keep(made: Province, folder: Path, database: str | None = None) -> Path:
    """An archive of the year and its units; returns its folder."""
    root = folder / "kho"
    create(root, database, "vi")
    write_units(made, folder / "don-vi.csv")
    told = settings_text(Settings())
    with opened(root) as archive:
        load(archive, folder / "don-vi.csv", "made")
        with archive.writing() as connection:
            writer = Writer(connection, program(), fingerprint(told), told)
            for number, one in enumerate(made.made):
                path = f"{one.month:02}/{one.unit.id}{one.copy}.txt"
                sha256 = hashlib.sha256(f"{number} {path}".encode()).hexdigest()
                source = Source(path, "text", "text/plain", sha256, 1, path)
                report = check(model(one, path, sha256), "vi")
                writer.write([(source, rows(report, []))])
            writer.end("done")
    return root


def model(one: Made, path: str, sha256: str) -> Report:
    """One report as if it had been read."""
    start, end = period_of(one.month)
    period = (start.isoformat(), end.isoformat(), f"tháng {one.month} năm {end.year}")
    body = "" if one.unit.level == "department" else "Ủy ban nhân dân "
    told = report(
        path, list(_figures(one)), period=period,
        issuer=f"{body}{one.issuer}", parent=f"Ủy ban nhân dân {one.above}" if one.above else None,
        sha256=sha256,
    )  # fmt: skip
    head = {"number": f"{one.number}/BC", "date": one.signed.isoformat(), "type": "BC",
            "title": f"Báo cáo {one.title}"}  # fmt: skip
    return told.model_copy(update={"document": told.document.model_copy(update=head)})


def _figures(one: Made) -> Iterator[Figure]:
    for at, (level, name, flow) in enumerate(one.scopes):
        for metric, value in flow:
            block = f"table1:row{at}" if one.form == "table" else level
            yield figure(
                metric, value, level, name, printed=str(value), block=block,
                quote=f"{value} hồ sơ", id=f"{block}/{metric}",
                origin="table" if one.form == "table" else "prose",
            )  # fmt: skip
