"""A report's period as printed and its signing, to be looked for; the office's calendars.

Both stand in the document objects that are there already, and are taken from them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_REPORTS = sa.table(
    "reports",
    sa.column("id", sa.Integer),
    sa.column("body", sa.LargeBinary),
    sa.column("period_label", sa.Text),
    sa.column("signed", sa.Text),
)


def upgrade() -> None:
    """Two columns, an index, a table more."""
    for name in ("period_label", "signed"):
        op.add_column("reports", sa.Column(name, sa.Text, nullable=True))
    for rows in _bodies(op.get_bind()):
        changed = [row for row in rows if row["label"] or row["at"]]
        if changed:
            values: dict[str, Any] = {
                "period_label": sa.bindparam("label"),
                "signed": sa.bindparam("at"),
            }
            mine = _REPORTS.c.id == sa.bindparam("report")
            op.get_bind().execute(sa.update(_REPORTS).where(mine).values(values), changed)
    columns = ["period_label", "period_kind", "period_start", "period_end"]
    op.create_index("reports_label", "reports", columns)
    op.create_table(
        "calendars",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "by", "name", "text")),
    )


def _bodies(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """What is taken from the document objects, in the order of their numbers."""
    last = 0
    while True:
        after = sa.select(_REPORTS.c.id, _REPORTS.c.body).where(_REPORTS.c.id > last)
        rows = connection.execute(after.order_by(_REPORTS.c.id).limit(_AT_ONCE)).all()
        if not rows:
            return
        yield [{"report": row.id, **_taken(row.body)} for row in rows]
        last = rows[-1].id


def _taken(body: bytes) -> dict[str, str | None]:
    try:
        head = json.loads(zlib.decompress(body))["document"]
    except (zlib.error, ValueError, KeyError):
        return {"label": None, "at": None}  # damaged: 'verify' says so
    stamps = [stamp["at"] for stamp in head.get("signed", ()) if stamp.get("at")]
    label = (head.get("period") or {}).get("label")
    return {"label": label and label.replace("\0", "\ufffd"), "at": max(stamps, default=None)}
