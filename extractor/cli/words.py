"""What the command line says, from ``patterns/messages/cli.toml``, in the language asked for.

Knows how a text is found and filled; which texts there are is data.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal, cast

import patterns
from extractor.errors import UsageError

LANGUAGES = ("vi", "en")
Lang = Literal["vi", "en"]
_spoken: ContextVar[Lang] = ContextVar("spoken", default="vi")

Said = Mapping[str, str]
"""One text in each language; ``{name}`` is filled when it is said."""


@cache
def catalogue() -> Mapping[str, Mapping[str, Said]]:
    """commands, options, headings and messages, each text by its name; read once.

    Not through the book's models: they cost more than all the rest of ``--help`` together.
    ``patterns lint`` holds the file to :class:`extractor.cli.lint.Words`.
    """
    file = Path(patterns.__path__[0]) / "messages" / "cli.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def language() -> Lang:
    """The language in force: 'vi' or 'en'."""
    return _spoken.get()


def text(said: Said) -> str:
    """The text in the language in force."""
    return said[language()]


def say(key: str, **values: object) -> str:
    """The sentence ``key`` of the catalogue with its values filled in."""
    return text(catalogue()["messages"][key]).format(**values)


def heading(key: str) -> str:
    """A heading in the language in force; one that is not in the catalogue stays as it is."""
    said = catalogue()["headings"].get(key)
    return key if said is None else text(said)


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Within this, texts are in ``lang``."""
    token = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(token)


def take_language(args: Sequence[str]) -> tuple[list[str], Lang]:
    """The arguments without ``--lang X``, wherever it stands, and the language it names.

    Without the option BAOCAO_LANG decides, and without that Vietnamese. The help texts depend
    on it, so it is read before the commands are.

    Raises:
        UsageError: a language that we do not have.
    """
    rest: list[str] = []
    asked = os.environ.get("BAOCAO_LANG") or "vi"
    queue = list(args)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        if word == "--lang":
            asked = queue.pop(0) if queue else ""
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    if asked not in LANGUAGES:
        raise UsageError(say("unknown-language", given=asked, known=", ".join(LANGUAGES)))
    return rest, cast("Lang", asked)
