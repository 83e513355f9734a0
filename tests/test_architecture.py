"""The house rules that a reader of the code relies on, held by machine."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "extractor").rglob("*.py"))

ORDER: tuple[tuple[str, ...], ...] = (
    ("places", "shelf", "scratch", "memory", "models", "errors", "version"),
    ("text", "numbers", "patience", "settings", "book.loading", "book.__init__"),
    ("repair",),
    ("book", "messages"),
    (
        *(
            "intake",
            "archives",
            "isolate",
            "answers",
            "children",
            "readers",
            "names",
            "images",
            "ocr",
        ),
        *(
            "head",
            "counted",
            "segment",
            "match",
            "assemble",
            "figures",
            "tables",
            "accounts",
            "sightings",
            "orders",
        ),
    ),
    ("slips", "decide", "checks", "borne", "settle", "second_look"),
    ("judge",),
    ("across",),
    ("stages", "units", "consolidate", "writers", "letters"),
    ("describe", "copies", "pipeline", "batch", "schemas"),
    ("api", "__init__"),
    ("evaluate", "explain", "archive", "office", "book.patterns", "book.whole"),
    ("cli", "__main__"),
)
"""A module imports from its own row and the rows above it."""

HEAVY = {
    "pandas",
    "numpy",
    "cv2",
    "PIL",
    "pytesseract",
    "tesserocr",
    "spacy",
    "pdfplumber",
    "lxml",
    "jinja2",
    "xlsxwriter",
    "docx",
    "rapidfuzz",
    "highspy",
    "sqlalchemy",
    "alembic",
    "psycopg",
    "pyarrow",
}
"""Never imported by a module that the front loads; each costs more than the whole front."""

FRONT = {
    "annotated_doc",
    "annotated_types",
    "click",
    "extractor",
    "org",  # the standard library's copy asks whether this is Jython
    "patterns",
    "pydantic",
    "pydantic_core",
    "rich",
    "shellingham",
    "typer",
    "typing_extensions",
    "typing_inspection",
}


def rank(module: str) -> int:
    """Row of 'book.loading' or 'cli.app' in the table: the longest name that fits."""
    names = {name: row for row, names in enumerate(ORDER) for name in names}
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in names:
            return names[name]
    raise AssertionError(f"extractor.{module} has no row in ORDER")


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "extractor").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(tree: ast.AST) -> Iterator[str]:
    """Modules of the package that this file imports, without the 'extractor.' in front."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "extractor":
            inside = (node.module or "").removeprefix("extractor").lstrip(".")
            for alias in node.names:
                submodule = ROOT / "extractor" / inside.replace(".", "/") / alias.name
                is_module = submodule.is_dir() or submodule.with_suffix(".py").is_file()
                yield f"{inside}.{alias.name}".lstrip(".") if is_module else inside or "__init__"
        elif isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix("extractor.")
                for alias in node.names
                if alias.name.startswith("extractor.")
            )


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_module_imports_only_from_its_row_and_above(path: Path) -> None:
    mine = rank(module_of(path))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    below = [name for name in imports(tree) if rank(name) > mine]
    assert not below


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """String constants that are no docstring and no description under an attribute."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def is_phrase(text: str) -> bool:
    """Whether a literal holds a syllable with Vietnamese marks.

    Letters one by one, classes of a regular expression and whole alphabets are no phrase.
    """
    bare = re.sub(r"\[[^\]]*\]", " ", text)
    words = "".join(c if c.isalpha() else " " for c in bare).split()
    return any(1 < len(word) < 8 and not word.isascii() for word in words)


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_no_vietnamese_phrase_stands_in_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    phrases = [f"line {n.lineno}: {n.value!r}" for n in literals(tree) if is_phrase(str(n.value))]
    assert not phrases, "Vietnamese belongs in patterns/"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_file_is_one_idea_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    assert ast.get_docstring(ast.parse(text)), "a module says what it knows and what it does not"


def test_functions_are_short() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert statistics.median(lengths) < 15


def loaded(*args: str) -> set[str]:
    """Top-level modules that a fresh interpreter has tried to import by its end."""
    command = [sys.executable, "-X", "importtime", *args]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    lines = [line for line in result.stderr.splitlines() if line.startswith("import time:")]
    assert len(lines) > 20
    return {line.rpartition("|")[2].strip().split(".")[0] for line in lines[1:]}


@pytest.mark.parametrize(
    "args", [("--help",), ("--version",), ("extract", "--help"), ("nonsense",)]
)
def test_the_front_imports_little(args: tuple[str, ...]) -> None:
    ours = loaded("-m", "extractor", *args) - loaded("-c", "pass")
    foreign = {name for name in ours - sys.stdlib_module_names if not name.startswith("_")}
    assert "typer" in ours
    assert foreign <= FRONT


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """At the top of a module only where the whole module is about that library."""
    rows_of_use = {"readers", "writers", "consolidate", "head", "images", "ocr", "evaluate.scans"}
    rows_of_use |= {"judge.mip", "archive", "office", "evaluate.rules"}
    offenders = []
    for path in SOURCES:
        parts = module_of(path).split(".")
        if {parts[0], ".".join(parts[:2])} & rows_of_use:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            offenders += [
                f"{module_of(path)}: {name}" for name in names if name.split(".")[0] in HEAVY
            ]
    assert not offenders
