"""The versions of the tables, and the way from any of them to the last.

alembic is imported only when there is a step to take: it takes longer than most commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

STEPS = ("0001", "0002", "0003", "0004", "0005")
"""Every version, oldest first; a database of another one is of a newer program."""


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take every step that is lacking, inside the connection's transaction: all or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "extractor.archive:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
