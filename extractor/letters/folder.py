"""All letters of one run, and the office's table, in a new folder. Knows files, no wording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.book.letters import Sender, words
from extractor.book.names import Lang
from extractor.errors import OutputError, UsageError
from extractor.letters.collecting import Letter
from extractor.letters.paper import letter_bytes
from extractor.letters.sheet import sheet_bytes
from extractor.messages import say
from extractor.writers.atomic import replace


def make_ready(folder: Path, lang: Lang) -> None:
    """The folder, new or empty: a letter of an earlier run must not pass for one of this.

    Raises:
        UsageError: something is in it.
        OutputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        empty = not any(folder.iterdir())
    except OSError as error:
        params = {"path": str(folder), "folder": str(folder.parent), "why": str(error.strerror)}
        raise OutputError(say("output.other", params, lang)) from error
    if not empty:
        raise UsageError(say("letters.not-empty", {"folder": str(folder)}, lang))


def write_letters(letters: Sequence[Letter], sender: Sender, folder: Path, lang: Lang) -> int:
    """Writes a DOCX for each unit that is asked something, and the table; the number of letters.

    Raises:
        OutputError: a file cannot be written.
    """
    asked = [letter for letter in letters if letter.file]
    for letter in asked:
        _write(folder / f"{letter.file}.docx", letter_bytes(letter, sender), lang)
    _write(folder / f"{words().table}.xlsx", sheet_bytes(letters), lang)
    return len(asked)


def _write(path: Path, content: bytes, lang: Lang) -> None:
    with replace(path, lang) as stream:
        stream.write(content)
