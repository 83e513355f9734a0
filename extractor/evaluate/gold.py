"""Gold: what a person says a document holds. Where it lies in a corpus and what shape it has.

A corpus is ``<set>/<document>/gold.json`` beside the document in one or more formats
(``document.txt``, ``document.docx`` …: twins, all of which must give the same figures). A folder
with ``twin.json`` holds another one's text as an engine garbled it, and has that one's gold.
Knows nothing of scores.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from extractor.book.loading import Declared
from extractor.errors import UsageError
from extractor.models import Severity


class GoldFigure(Declared):
    """A figure by its meaning; ``words`` are those of the page, for the reader of the gold."""

    level: str
    unit: str | None = None
    metric: str
    value: int | Decimal | None
    qualifier: Literal["exact", "about", "over", "under"] | None = None
    """Scored where it is given ('trên 5,2 tỷ' is 'over')."""
    words: str = ""
    period: str = ""
    """Which of two periods in one document, for the reader of the gold; not scored."""


class GoldFinding(Declared):
    """A judgement that must be made: code, severity and what it is about."""

    code: str
    severity: Severity
    level: str | None = None
    unit: str | None = None
    metric: str | None = None


class GoldHead(Declared):
    """The fields of the head that are scored; None is 'blank on the page'."""

    type: str | None = None
    issuer: str | None = None
    number: str | None = None
    date: str | None = None
    period: tuple[str | None, str | None] | None = None
    period_label: str | None = None
    """As printed; not scored."""
    signer: str | None = None


Kind = Literal[
    "", "report", "narrative", "plan", "letter", "decision", "notice", "minutes", "neighbour",
    "annex", "none",
]  # fmt: skip
"""'report' has figures of file handling, 'narrative' is a report without; '' was not said."""


class GoldCommitment(Declared):
    """One duty, promise or target; ``words`` tell it from every other of the document."""

    words: str
    actor: str | None = None
    metric: str | None = None
    comparison: Literal[">=", "<=", ">", "<", "="] | None = None
    target: int | Decimal | None = None
    deadline: str | None = None
    deadline_words: str | None = None
    repeat: Literal["day", "week", "month", "quarter", "half-year", "year"] | None = None


class GoldInspected(Declared):
    """A number of file handling that an inspection found: never a period's own."""

    metric: str | None = None
    value: int | Decimal
    words: str


class Gold(Declared):
    """One document's gold."""

    document: GoldHead | None = None
    """None where only the figures were taken down."""
    figures: tuple[GoldFigure, ...] = ()
    findings: tuple[GoldFinding, ...] = ()
    consistent: bool = False
    """The document's arithmetic holds: an error-level finding would be a false alarm."""
    kind: Kind = ""
    """What sort of document this is."""
    commitments: tuple[GoldCommitment, ...] | None = None
    """None where nobody took them down; () where there are none."""
    inspected: tuple[GoldInspected, ...] | None = None
    cites: tuple[str, ...] | None = None
    """Numbers of the documents that it cites, each once."""
    notes: tuple[str, ...] = Field(default=())


class Twin(Declared):
    """``twin.json``: whose text this is, garbled."""

    of: str
    """Set and document ('tuned/t01-…')."""
    made: str = ""
    """How, for the reader."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document of the corpus with its twins."""

    set: str
    name: str
    gold: Gold
    files: tuple[Path, ...]
    garbled: bool = False
    """Its letters are not the page's: names are compared by likeness."""


def load_gold(path: Path) -> Gold:
    """One gold file; rates keep their decimals.

    Raises:
        UsageError: no such file, no JSON, or not of the shape.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        return Gold.model_validate(data)
    except (OSError, ValueError, ValidationError) as error:
        raise UsageError(f"{path}: {error}") from error


def cases(corpus: Path) -> Iterator[Case]:
    """Every document with gold below ``corpus``, garbled twins too, in order of path.

    Raises:
        UsageError: a gold or a twin that is not of the shape.
    """
    for path in sorted((*corpus.rglob("gold.json"), *corpus.rglob("twin.json"))):
        folder, garbled = path.parent, path.name == "twin.json"
        files = tuple(sorted(f for f in folder.glob("document.*") if f.is_file()))
        gold = load_gold(_original(path, corpus) if garbled else path)
        yield Case(folder.parent.name, folder.name, gold, files, garbled)


def _original(path: Path, corpus: Path) -> Path:
    """The gold of the document that was garbled."""
    try:
        twin = Twin.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from error
    return corpus / twin.of / "gold.json"
