"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSED = "decisions are never changed"
_SQLITE = (
    "CREATE TRIGGER decisions_no_{what} BEFORE {what} ON decisions "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
)
_POSTGRESQL = (
    "CREATE FUNCTION decisions_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
    "CREATE TRIGGER decisions_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
    "FOR EACH STATEMENT EXECUTE FUNCTION decisions_refuse()",
)


def _text(name: str, *more: object, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=null)  # type: ignore[arg-type]


def _count(name: str, *more: object, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, *more, nullable=null)  # type: ignore[arg-type]


def _key(name: str, *more: object) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, *more, primary_key=True)  # type: ignore[arg-type]


def upgrade() -> None:
    """From nothing to the tables of the first version."""
    _collection()
    _what_was_read()
    _people()


def _collection() -> None:
    op.create_table("archive", *map(_text, ("id", "made")))
    op.create_table(
        "runs",
        _key("id"),
        _text("started"),
        _text("ended", null=True),
        *map(_text, ("program", "settings", "state")),
    )
    op.create_table(
        "originals",
        sa.Column("sha256", sa.Text, primary_key=True),
        _count("size"),
        *map(_text, ("kind", "media_type")),
        _count("run_id", sa.ForeignKey("runs.id")),
    )
    op.create_table(
        "files", _key("id"), _text("path"), sa.UniqueConstraint("path", name="files_path")
    )
    op.create_table(
        "versions",
        _key("file_id", sa.ForeignKey("files.id")),
        _key("number"),
        _text("sha256", sa.ForeignKey("originals.sha256")),
        _count("run_id", sa.ForeignKey("runs.id")),
    )
    op.create_index("versions_sha256", "versions", ["sha256"])
    op.create_table(
        "outcomes",
        _key("run_id", sa.ForeignKey("runs.id")),
        _key("seq"),
        _text("path"),
        _text("sha256", null=True),
        *map(_text, ("outcome", "status", "problems")),
    )


def _what_was_read() -> None:
    head = ("type", "number", "issuer", "parent", "date", "title")
    period = ("period_start", "period_end", "period_kind")
    op.create_table(
        "reports",
        _key("id"),
        _text("sha256", sa.ForeignKey("originals.sha256")),
        *map(_text, ("program", "settings")),
        _count("run_id", sa.ForeignKey("runs.id")),
        _text("status"),
        _count("pages"),
        sa.Column("body", sa.LargeBinary, nullable=False),
        _text("body_sha256"),
        _count("again"),
        *(_text(name, null=True) for name in (*head, *period)),
        sa.UniqueConstraint("sha256", "program", "settings", name="reports_once"),
    )
    op.create_index("reports_period", "reports", ["period_end", "period_kind"])
    op.create_table(
        "pages",
        _key("report_id", sa.ForeignKey("reports.id")),
        _key("number"),
        *map(_text, ("reader", "quality", "text")),
        _text("repaired", null=True),
    )
    _figures()
    op.create_table(
        "findings",
        _key("report_id", sa.ForeignKey("reports.id")),
        _key("seq"),
        *map(_text, ("finding", "code", "severity")),
        *(_text(name, null=True) for name in ("level", "unit", "metric")),
        *map(_text, ("equation", "figures", "message")),
    )


def _figures() -> None:
    op.create_table(
        "figures",
        _key("report_id", sa.ForeignKey("reports.id")),
        _key("seq"),
        *map(_text, ("figure", "level")),
        _text("unit", null=True),
        _text("metric"),
        _text("value", null=True),
        sa.Column("amount", sa.Float, nullable=True),
        *map(_text, ("printed", "qualifier", "status")),
        sa.Column("confidence", sa.Float, nullable=False),
        _text("period", null=True),
        *map(_count, ("page", "start", "end")),
        *(_text(name, null=True) for name in ("bbox", "cell")),
        _text("quote"),
    )
    op.create_index("figures_metric", "figures", ["metric", "level"])


def _people() -> None:
    op.create_table(
        "decisions",
        _key("id"),
        *map(_text, ("at", "by", "kind")),
        _text("sha256", sa.ForeignKey("originals.sha256"), null=True),
        _text("target"),
        *(_text(name, null=True) for name in ("before", "after")),
        _text("reason"),
        _text("rule", null=True),
    )
    op.create_index("decisions_sha256", "decisions", ["sha256"])
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(what=what))
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)
