"""What tests in several files are given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import SIDES, Kept, new_database, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server for as long as the tests run; skips where there is none."""
    with server() as url:
        yield url


@pytest.fixture(params=SIDES)
def database(request: pytest.FixtureRequest) -> str | None:
    """The URL of an empty database on each side; None is SQLite in the archive's folder."""
    if request.param == "sqlite":
        return None
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def kept(tmp_path: Path, database: str | None) -> Kept:
    """An empty archive on each side."""
    return Kept(tmp_path / "kho", database)
