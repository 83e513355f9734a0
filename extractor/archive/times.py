"""The time, as the archive writes it down."""

from __future__ import annotations

from datetime import UTC, datetime

FORM = "%Y-%m-%dT%H:%M:%SZ"


def now() -> str:
    """ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime(FORM)
