"""What can stand in the archive's way, as one plain sentence with its remedy.

Knows the codes by which SQLite, PostgreSQL and the system say what is wrong, and which of our
few exceptions each is; the sentences are in ``patterns/messages/archive.toml``.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from extractor.book.names import Lang
from extractor.errors import (
    BaocaoError,
    MissingToolError,
    NothingReadError,
    OutputError,
    UsageError,
)
from extractor.messages import say

_FILES = {
    errno.ENOSPC: "archive.full",
    errno.EDQUOT: "archive.full",
    errno.EROFS: "archive.read-only",
    errno.EACCES: "archive.read-only",
    errno.EPERM: "archive.read-only",
}
_SQLITE = {
    5: "archive.busy-database",
    6: "archive.busy-database",
    8: "archive.read-only",
    10: "archive.disk",
    11: "archive.damaged-database",
    13: "archive.full",
    14: "archive.read-only",
    26: "archive.damaged-database",
}
"""SQLite's primary result codes (https://sqlite.org/rescode.html)."""
_POSTGRESQL = {
    "53100": "archive.full",
    "25006": "archive.read-only",
    "42501": "archive.denied",
    "55P03": "archive.busy-database",
    "57P01": "archive.broken-off",
    "57P02": "archive.broken-off",
}
"""SQLSTATE (PostgreSQL's manual, appendix A)."""
_UNREAD = frozenset(
    {"archive.damaged-database", "archive.unreachable", "archive.denied", "archive.broken-off"}
)


def usage(code: str, lang: Lang, **params: object) -> UsageError:
    """The arguments and the archive do not go together."""
    return UsageError(_said(code, lang, params))


def busy(lang: Lang, **params: object) -> OutputError:
    """Somebody else is writing."""
    return OutputError(_said("archive.busy", lang, params))


def missing(code: str, lang: Lang, **params: object) -> MissingToolError:
    """Something must be installed first."""
    return MissingToolError(_said(code, lang, params))


def unread(code: str, lang: Lang, **params: object) -> NothingReadError:
    """The archive cannot be read at all."""
    return NothingReadError(_said(code, lang, params))


def _said(code: str, lang: Lang, params: dict[str, object]) -> str:
    return say(code, {name: str(value) for name, value in params.items()}, lang)


@contextlib.contextmanager
def filing(folder: Path, lang: Lang) -> Iterator[None]:
    """What the system refuses inside the block becomes one sentence.

    Raises:
        OutputError: of an OSError.
    """
    try:
        yield
    except OSError as error:
        code = _FILES.get(error.errno or 0, "archive.disk")
        why = error.strerror or str(error)
        raise OutputError(_said(code, lang, {"folder": folder, "why": why})) from error


@contextlib.contextmanager
def asking(folder: Path, lang: Lang) -> Iterator[None]:
    """What the database refuses inside the block becomes one sentence.

    Raises:
        OutputError: it cannot be written to (full, read-only, held by another).
        NothingReadError: it is damaged, or not to be reached.
    """
    try:
        yield
    except DBAPIError as error:
        told = _database(error, folder, lang)
        if told is None:
            raise
        raise told from error


def _database(error: DBAPIError, folder: Path, lang: Lang) -> BaocaoError | None:
    """The sentence for what a database said; None where it is a fault of ours."""
    code = _code(error)
    if code is None:
        return None
    kind = NothingReadError if code in _UNREAD else OutputError
    return kind(_said(code, lang, {"folder": folder, "why": _first_line(error)}))


def _code(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    number = getattr(error.orig, "sqlite_errorcode", None)
    if number is not None:
        return _SQLITE.get(number & 0xFF)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    if error.connection_invalidated:
        return "archive.broken-off"
    if isinstance(error, OperationalError | InterfaceError):
        return "archive.unreachable"
    # SQLite's own words for a file that is none of its own come without a number in some builds.
    return "archive.damaged-database" if type(error) is DatabaseError else None


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0]
