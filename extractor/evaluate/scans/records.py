"""Pages as the engine read them once, kept with the corpus: the line after OCR without OCR.

Which scans are recorded is said in ``corpus/recorded.toml``; a record is
``corpus/recorded/<kind>/<document>.json.gz`` and names the engine and the data that read it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.book.loading import Declared
from extractor.errors import UsageError
from extractor.evaluate.gold import Case, cases
from extractor.evaluate.score import Score, compare
from extractor.models import Page, ReadResult, Report, Source
from extractor.readers import wire
from extractor.shelf import Shelf

FOLDER, FILE = "recorded", "recorded.toml"
KEPT = "recorded/results.json"
"""What the line made of the records when they were made: it may only rise."""


class Recorded(Declared):
    """Which documents of a set are recorded, at which levels."""

    set: str
    levels: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A document's pages as they were read from its scan."""

    case: Case
    level: str
    engine: dict[str, Any]
    """The engine's version and the hash of each language's data."""
    pages: tuple[Page, ...]

    def result(self) -> ReadResult:
        """What the reader delivered."""
        name = f"{self.case.name}.{self.level}"
        source = Source(
            name, "image", "image/png", hashlib.sha256(name.encode()).hexdigest(), 0, ""
        )
        return ReadResult(source, Shelf(self.pages))


def wanted(corpus: Path) -> Recorded:
    """What is to be recorded.

    Raises:
        UsageError: no such file, or not of the shape.
    """
    path = corpus / FILE
    try:
        return Recorded.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise UsageError(f"{path}: {error}") from error


def save(corpus: Path, level: str, name: str, pages: Sequence[Page]) -> Path:
    """Writes a record anew; the same pages give the same bytes."""
    path = _path(corpus, level, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {**_engine(), "pages": [json.loads(wire.encode(page)) for page in pages]}
    data = json.dumps(body, separators=(",", ":"), sort_keys=True).encode("ascii")
    path.write_bytes(gzip.compress(data, 9, mtime=0))
    return path


def records(corpus: Path) -> Iterator[Record]:
    """Every record of the corpus."""
    by_name = {case.name: case for case in cases(corpus)}
    for path in sorted((corpus / FOLDER).glob("*/*.json.gz")):
        name = path.name.removesuffix(".json.gz")
        body = json.loads(gzip.decompress(path.read_bytes()))
        pages = tuple(_page(item) for item in body.pop("pages"))
        yield Record(by_name[name], path.parent.name, body, pages)


def score_records(corpus: Path, judge: Callable[[ReadResult], Report]) -> dict[str, Score]:
    """What the line makes of the recorded pages of each level, against gold."""
    total: dict[str, Score] = {}
    for record in records(corpus):
        score = compare(judge(record.result()), record.case.gold)
        total.setdefault(record.level, Score()).add(score)
    return total


def _page(item: Any) -> Page:
    page = wire.decode(json.dumps(item).encode("ascii"))
    assert isinstance(page, Page)
    return page


def _path(corpus: Path, level: str, name: str) -> Path:
    return corpus / FOLDER / level / f"{name}.json.gz"


def _engine() -> dict[str, Any]:
    from extractor.ocr import engine, languages

    data = {}
    for language in languages.NEEDED:
        folder = languages.folder((language,))
        if folder is not None:
            content = (folder / f"{language}{languages.SUFFIX}").read_bytes()
            data[language] = hashlib.sha256(content).hexdigest()
    return {"engine": engine.version(), "data": data}
