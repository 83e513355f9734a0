"""The index for searching, and figures found by their amounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from extractor.archive.search.fulltext import make

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tables without rows: who opens the archive fills them from what it holds."""
    texts = ("unit_key", "type", "first", "last", "period", "digest")
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("report_id", sa.Integer, sa.ForeignKey("reports.id"), nullable=True),
        sa.Column("unit", sa.Text, nullable=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("sketch", sa.LargeBinary, nullable=True),
        sa.UniqueConstraint("report_id", name="entries_report"),
    )
    op.drop_index("figures_metric", "figures")
    op.create_index("figures_amount", "figures", ["metric", "amount", "report_id"])
    make(op.get_bind())
