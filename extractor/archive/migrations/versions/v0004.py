"""What is searched, and figures found by their amounts; the index of words is of a later step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table without rows: who opens the archive fills it from what it holds."""
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
