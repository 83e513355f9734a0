"""What lies between the stages of the line, saved as JSON to be looked at or started from.

Knows the stages' names and their files; not what a stage does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from extractor.errors import OutputError, UsageError
from extractor.models import CleanPage, ReadResult, Report
from extractor.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was read, with its pages after repair; each holds its raw page, ``read`` none."""

    read: ReadResult
    pages: Shelf[CleanPage]


Stage = ReadResult | Cleaned | Report
"""What can stand between two stages; a Report before the check has no checks yet."""

S = TypeVar("S", ReadResult, Cleaned, Report)
Keep = Callable[[Any], Any]
"""Is given an intermediate and returns it: the place to save it."""

_KINDS: dict[str, type[Any]] = {"pages": ReadResult, "clean": Cleaned, "report": Report}
_MARK = '{"baocao_stage":'


def nowhere(value: S) -> S:
    """Keeps nothing."""
    return value


def saver(folder: Path, sha256: str) -> Keep:
    """Keeps each intermediate as ``<hash>.<n>-<stage>.json`` in ``folder``."""
    count = 0

    def keep(value: S) -> S:
        nonlocal count
        count += 1
        save(value, folder / f"{sha256[:12]}.{count}-{name_of(value)}.json")
        return value

    return keep


def name_of(value: Stage) -> str:
    """'pages', 'clean', 'figures' (a report that was not checked yet) or 'report'."""
    if isinstance(value, Report):
        return "report" if value.checks else "figures"
    return "pages" if isinstance(value, ReadResult) else "clean"


def save(value: Stage, path: Path) -> None:
    """Writes one intermediate.

    Raises:
        OutputError: the file cannot be written.
    """
    kind = next(kind for kind, model in _KINDS.items() if isinstance(value, model))
    body = _adapter(kind).dump_json(value).decode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{_MARK}"{kind}","value":{body}}}\n', encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def is_saved(path: Path) -> bool:
    """Whether the file is one of ours, by its first characters."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MARK)) == _MARK.encode()
    except OSError:
        return False


def load(path: Path) -> Stage:
    """The intermediate that ``path`` holds.

    Raises:
        UsageError: it was changed into something that is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
        kind = text[len(_MARK) + 1 :].split('"', 1)[0]
        body = text[len(f'{_MARK}"{kind}","value":') :].rstrip()[:-1]
        value = _adapter(kind).validate_json(body)
    except (OSError, ValueError, KeyError, ValidationError) as error:
        raise UsageError(f"{path}: {error}") from error
    return value  # type: ignore[no-any-return]


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])
