"""Reads TOML of ``patterns/`` into pydantic models; a mistake is named with file, key and remedy.

Knows where the files are and how an error is said; knows nothing of what they mean.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import PatternError


class Declared(BaseModel):
    """Base of every declaration: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


M = TypeVar("M", bound=BaseModel)


@cache
def root() -> Path:
    """The folder of the pattern book as installed."""
    return Path(str(files("patterns")))


def paths(folder: str) -> list[Path]:
    """Every TOML file below ``patterns/<folder>``, sorted, so that runs repeat exactly."""
    return sorted((root() / folder).rglob("*.toml"))


def below(file: Path) -> str:
    """How a file of the book is called in front of people: its path below ``patterns/``."""
    return file.relative_to(root()).as_posix() if file.is_relative_to(root()) else file.name


def load(model: type[M], path: Path | str) -> M:
    """One file as ``model``; a relative path is taken below ``patterns/``.

    Raises:
        PatternError: not TOML, or not of the model's shape.
    """
    file = path if isinstance(path, Path) else root() / path
    return _shaped(model, _parsed(file), below(file))


def parse(model: type[M], text: str, name: str) -> M:
    """The same of a text that somebody may have edited; ``name`` is how it is called.

    Raises:
        PatternError: not TOML, or not of the model's shape.
    """
    try:
        return _shaped(model, tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"{name}: {error}") from error


def _shaped(model: type[M], data: dict[str, object], name: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PatternError(_plain(name, model, error)) from error


def phrases(folder: str) -> Iterator[str]:
    """Every phrase that is declared below ``patterns/<folder>``, whatever it means there.

    Raises:
        PatternError: a file is not TOML.
    """
    for path in paths(folder):
        yield from _phrases(_parsed(path))


def _phrases(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _phrases(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from part if key == "phrases" else _phrases(part)


def _parsed(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PatternError(f"{below(file)}: {error}") from error


def _plain(name: str, model: type[BaseModel], error: ValidationError) -> str:
    """The first few faults, each as 'file: key: what is wrong (did you mean …?)'."""
    lines = []
    faults = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    for fault in faults[:5]:
        key = ".".join(str(part) for part in fault["loc"])
        line = f"{name}: {key}: {fault['msg']}"
        if fault["type"] == "extra_forbidden":
            near = difflib.get_close_matches(str(fault["loc"][-1]), _keys(model), n=1)
            line += f" (did you mean '{near[0]}'?)" if near else ""
        lines.append(line)
    return "\n".join(lines)


def _keys(model: type[BaseModel]) -> list[str]:
    """Every key that may stand in the model or in a model inside it."""
    found = list(model.model_fields)
    for field in model.model_fields.values():
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                found += _keys(part)
    return found
