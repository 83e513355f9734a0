"""The few exceptions of the program, each one thing a user can act on.

Trouble *in a document* is data (:class:`extractor.models.Problem`, a finding); only trouble
in the program or in what surrounds it is raised. Each class carries the exit code of the
contract and a message that ends with the remedy.
"""

from __future__ import annotations

MISSING_TOOLS = frozenset({"needs-libreoffice", "needs-ocr-data"})
"""Codes of a document's problems that installing something solves."""


class BaocaoError(Exception):
    """Base of every error that is shown to a user as one plain sentence."""

    exit_code = 1


class UsageError(BaocaoError):
    """The arguments do not make sense together."""

    exit_code = 2


class NothingReadError(BaocaoError):
    """No input could be read at all."""

    exit_code = 4


class MissingToolError(BaocaoError):
    """A program or language file that this job needs is not installed."""

    exit_code = 5


class PatternError(BaocaoError):
    """A file of the pattern book is not valid; names file, key and, if near, the key meant."""

    exit_code = 2


class OutputError(BaocaoError):
    """A result could not be written; the earlier file, if any, is whole."""

    exit_code = 3
