"""Which archive a command is about, and its opening.

Knows the two options that every command of ``baocao archive`` takes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from extractor.archive.opening import Archive

Folder = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        "-a",
        metavar="DIR",
        envvar="BAOCAO_ARCHIVE",
        show_default=False,
        show_envvar=False,
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database", metavar="URL", envvar="BAOCAO_DATABASE", show_default=False, show_envvar=False
    ),
]
Period = Annotated[str | None, typer.Option("--period", metavar="YYYY[-MM]", show_default=False)]


def open_archive(folder: Path | None, database: str | None) -> AbstractContextManager[Archive]:
    """The archive that was named.

    Raises:
        UsageError: none was.
    """
    from extractor.archive.opening import opened
    from extractor.cli.terminal import tell
    from extractor.cli.words import language, say
    from extractor.errors import UsageError

    if folder is None:
        raise UsageError(say("archive-unnamed"))
    return opened(
        folder, database, language(), lambda count: tell(say("archive-renewed", count=count))
    )


def find(connection: Connection, name: str) -> str:
    """The hash of the one document that a name means.

    Raises:
        UsageError: there is none, or there are several.
    """
    from extractor.archive.asking import found
    from extractor.cli.words import say
    from extractor.errors import UsageError

    matches = found(connection, name)
    if not matches:
        raise UsageError(say("archive-no-document", name=name))
    if len(matches) > 1:
        near = ", ".join(sha256[:12] for sha256 in matches[:5])
        raise UsageError(say("archive-many-documents", name=name, near=near))
    return matches[0]


def who(by: str | None) -> str:
    """Who decides: as told, or the user of the machine."""
    import getpass

    return by or getpass.getuser()
