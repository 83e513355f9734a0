"""``patterns lint`` reads every file that any part of the line reads, and says what is odd."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractor import cli
from extractor.book import loading, whole
from extractor.errors import PatternError

BOOK = loading.root()
FILES = sorted(path.relative_to(BOOK).as_posix() for path in BOOK.rglob("*.toml"))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the pattern book that may be spoilt."""
    copy = tmp_path / "patterns"
    shutil.copytree(BOOK, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(loading, "root", lambda: copy)
    monkeypatch.setattr(whole, "root", lambda: copy)
    return copy


def faults() -> list[str]:
    with pytest.raises(PatternError) as raised:
        whole.require_whole()
    return str(raised.value).splitlines()


def test_the_book_is_whole(book: Path) -> None:
    whole.require_whole()


def test_every_shape_is_that_of_a_file() -> None:
    names = {name for name in FILES if name in whole.SHAPES}
    folders = {f for f in whole.SHAPES if any(name.startswith(f) for name in FILES)}
    assert names | folders == set(whole.SHAPES)


def test_a_stray_key_is_told_wherever_it_stands(book: Path) -> None:
    for name in FILES:
        path = book / name
        path.write_text(f"stray_key = 1\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    told = faults()
    for name in FILES:
        assert any(line.startswith(f"{name}: stray_key: ") for line in told), name


def test_a_file_that_nothing_reads_is_told(book: Path) -> None:
    (book / "rulez").mkdir()
    (book / "rulez" / "sums.toml").write_text("", encoding="utf-8")
    assert faults() == ["rulez/sums.toml: no part of the program reads this file"]


def test_lint_ends_with_the_code_of_wrong_input(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = next((book / "rules").glob("*.toml"))
    path.write_text(f"summ = 1\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert cli.main(["patterns", "lint"]) == 2
    assert f"rules/{path.name}: summ: " in capsys.readouterr().err
