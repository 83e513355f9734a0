"""The office's own reporting units."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table more."""
    texts = ("name", "kind", "level", "parent", "start", "end", "successors", "aliases", "source")
    op.create_table(
        "units",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
    )
