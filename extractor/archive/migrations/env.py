"""Where alembic takes up: runs the steps over the connection that it is given."""

from __future__ import annotations

from alembic import context

from extractor.archive.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
