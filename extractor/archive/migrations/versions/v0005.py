"""The index of words with the amounts of figures in it; who opens the archive fills it anew."""

from __future__ import annotations

from alembic import op

from extractor.archive.search.fulltext import clear

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index that nothing needs any more goes, one for the names of units comes."""
    op.drop_index("figures_amount", "figures")
    op.create_index("entries_unit", "entries", ["unit_key", "unit"])
    clear(op.get_bind())
