"""The tables of the archive, as SQLAlchemy Core sees them; the same on SQLite and PostgreSQL.

How they came about, step by step, is in ``migrations/versions``: a test holds both together.
Times are ISO 8601 in UTC as text, lists and objects JSON as text, hashes SHA-256 in hex.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
APART = "fulltext"
"""How the tables of the index begin, which each database makes in its own way: not here, but in
:mod:`extractor.archive.search.fulltext`."""


def _text(name: str, *more: object, null: bool = False) -> Column[str]:
    return Column(name, Text, *more, nullable=null)  # type: ignore[arg-type]


def _count(name: str, *more: object, null: bool = False) -> Column[int]:
    return Column(name, Integer, *more, nullable=null)  # type: ignore[arg-type]


archive = Table(
    "archive",
    metadata,
    _text("id"),  # of the collection; the folder names the same one
    _text("made"),
)
"""One row: which collection this is."""

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("started"),
    _text("ended", null=True),  # NULL: under way, or killed
    _text("program"),
    _text("settings"),
    _text("state"),  # running, done, interrupted, stopped
)
"""Each time that files were added."""

originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    _count("size"),
    _text("kind"),
    _text("media_type"),
    _count("run_id", ForeignKey("runs.id")),
)
"""Each distinct content; its bytes lie in the folder under its hash."""

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("path"),
    UniqueConstraint("path", name="files_path"),
)
"""Each name under which a file was given; ``archive.zip!member`` for what lay in an archive."""

versions = Table(
    "versions",
    metadata,
    Column("file_id", Integer, ForeignKey("files.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("sha256", ForeignKey("originals.sha256")),
    _count("run_id", ForeignKey("runs.id")),
    Index("versions_sha256", "sha256"),
)
"""What a name has stood for, in the order in which it was seen; the highest number is now."""

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("sha256", ForeignKey("originals.sha256")),
    _text("program"),
    _text("settings"),
    _count("run_id", ForeignKey("runs.id")),
    _text("status"),
    _count("pages"),
    Column("body", LargeBinary, nullable=False),  # the document object, zlib
    _text("body_sha256"),  # of the document object before it was packed
    _count("again"),  # 1: it failed, or a tool was missing; read anew when it is added anew
    _text("type", null=True),
    _text("number", null=True),
    _text("issuer", null=True),
    _text("parent", null=True),
    _text("date", null=True),
    _text("title", null=True),
    _text("period_start", null=True),
    _text("period_end", null=True),
    _text("period_kind", null=True),
    _text("period_label", null=True),  # as printed: many periods have no other day
    _text("signed", null=True),  # when it was last signed, as the signature says
    UniqueConstraint("sha256", "program", "settings", name="reports_once"),
    Index("reports_period", "period_end", "period_kind"),
    Index("reports_label", "period_label", "period_kind", "period_start", "period_end"),
)
"""What one program with one set of settings made of one original; the highest id is valid."""

pages = Table(
    "pages",
    metadata,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("reader"),
    _text("quality"),
    _text("text"),  # as read: what the quotes of figures point into
    _text("repaired", null=True),  # NULL where nothing was repaired
)

figures = Table(
    "figures",
    metadata,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    _text("figure"),  # its id in the document object
    _text("level"),
    _text("unit", null=True),
    _text("metric"),
    _text("value", null=True),  # exactly as read
    Column("amount", Float, nullable=True),  # the same to be compared with
    _text("printed"),
    _text("qualifier"),
    _text("status"),
    Column("confidence", Float, nullable=False),
    _text("period", null=True),
    _count("page"),
    _count("start"),
    _count("end"),
    _text("bbox", null=True),
    _text("cell", null=True),
    _text("quote"),
)
"""A row for each figure, with its place."""

entries = Table(
    "entries",
    metadata,
    # Sorts as documents are shown, by day; never used again, since the index may still know it.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("report_id", Integer, ForeignKey("reports.id"), nullable=True),  # NULL: replaced
    _text("unit", null=True),
    _text("unit_key"),
    _text("type"),
    _text("first"),  # months, YYYY-MM; '' where unknown
    _text("last"),
    _text("period"),
    _text("digest"),  # of the words of its pages
    Column("sketch", LargeBinary, nullable=True),
    UniqueConstraint("report_id", name="entries_report"),
    Index("entries_unit", "unit_key", "unit"),
)
"""What is searched: the valid report of each original. Narrow, so that many can be counted."""

findings = Table(
    "findings",
    metadata,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    _text("finding"),  # its id, the same in every run over the same figures
    _text("code"),
    _text("severity"),
    _text("level", null=True),
    _text("unit", null=True),
    _text("metric", null=True),
    _text("equation"),
    _text("figures"),
    _text("message"),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("run_id", Integer, ForeignKey("runs.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    _text("path"),
    _text("sha256", null=True),
    _text("outcome"),
    _text("status"),
    _text("problems"),
)
"""What became of each file that a run was given."""

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("at"),
    _text("by"),
    _text("kind"),
    _text("sha256", ForeignKey("originals.sha256"), null=True),
    _text("target"),
    _text("before", null=True),
    _text("after", null=True),
    _text("reason"),
    _text("rule", null=True),
    Index("decisions_sha256", "sha256"),
)
"""What people said. The database itself refuses to change or delete a row of it."""

units = Table(
    "units",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("name", "kind", "level", "parent", "start", "end")),
    *(_text(name) for name in ("successors", "aliases", "source")),
)
"""The office's own units, as in the table it loaded last; those of the program stand beside."""

calendars = Table(
    "calendars",
    metadata,
    Column("id", Integer, primary_key=True),
    *(_text(name) for name in ("at", "by", "name", "text")),
)
"""The office's calendars of duties, as they were loaded; the last one counts."""


def storable(text: str | None) -> str | None:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.encode(errors="replace").decode().replace("\0", "\ufffd")
