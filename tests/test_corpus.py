"""Holds the corpus to its own rules: gold parses, stands on the page, adds up, covers the genre.

It asks nothing of the extractor: a corpus that agreed with the program would judge nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
import tomllib
import unicodedata
import zipfile
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from extractor.text import fold
from tests.corpus_arithmetic import broken, groups

CORPUS = Path(__file__).parent.parent / "corpus"
VOCABULARY = CORPUS / "vocabulary.tsv"
LEVELS = {
    "whole", "province", "district", "commune", "land_registry",
    "department", "centre", "unit", "field",
}  # fmt: skip
LEGACY = {"tcvn3", "vni", "viscii", "vps", "viqr", "cp1258", "utf16"}
KINDS = {
    "report", "narrative", "plan", "letter", "decision", "notice", "minutes", "neighbour",
    "annex", "none",
}  # fmt: skip
REPEATS = {"day", "week", "month", "quarter", "half-year", "year"}
DOCUMENTS = sorted(CORPUS.glob("*/*/gold.json"))
ORDERS = [p for p in DOCUMENTS if "commitments" in json.loads(p.read_text("utf-8"))]


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}"


@cache
def gold(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    return loaded


@cache
def vocabulary() -> dict[str, str]:
    with VOCABULARY.open(encoding="utf-8", newline="") as file:
        return {row["metric"]: row["kind"] for row in csv.DictReader(file, delimiter="\t")}


def covers(path: Path) -> set[str]:
    note = (path.parent / "note.md").read_text("utf-8")
    line = next(line for line in note.splitlines() if line.startswith("Covers:"))
    return {tag.strip() for tag in line.removeprefix("Covers:").split(",") if tag.strip()}


def _xml_text(data: bytes) -> str:
    return " ".join(ElementTree.fromstring(data).itertext())


def page_text(folder: Path) -> str:
    """The document's characters, read as simply as its kind allows (PDF: from its source)."""
    for name in ("source.md", "document.md", "document.txt"):
        if (folder / name).exists():
            raw = (folder / name).read_bytes()
            encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                return raw.decode("latin-1")
    packed = next(p for p in folder.glob("document.*") if p.suffix in {".docx", ".xlsx"})
    with zipfile.ZipFile(io.BytesIO(packed.read_bytes())) as archive:
        parts = [n for n in archive.namelist() if n.endswith(".xml")]
        return " ".join(_xml_text(archive.read(part)) for part in parts)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", fold(unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_gold_is_well_formed(path: Path) -> None:
    loaded = gold(path)
    head = loaded["document"]
    assert {"type", "issuer", "number", "date", "period", "signer"} <= set(head)
    assert head["date"] is None or re.fullmatch(r"\d{4}-\d\d(-\d\d)?", head["date"])
    if head["period"]:
        start, end = head["period"]
        assert start < end
    assert len((path.parent / "note.md").read_text("utf-8").strip().splitlines()) <= 8
    seen = set()
    for figure in loaded["figures"]:
        assert figure["metric"] in vocabulary(), figure
        assert figure["level"] in LEVELS, figure
        assert (figure["level"] in {"unit", "field"}) <= bool(figure["unit"]), figure
        assert figure["words"].strip()
        assert figure["value"] >= 0
        if vocabulary()[figure["metric"]] != "rate":
            assert isinstance(figure["value"], int), figure
        key = tuple(figure.get(k) for k in ("level", "unit", "metric", "value", "period"))
        assert key not in seen, f"a figure is written down once: {key}"
        seen.add(key)
    for finding in loaded["findings"]:
        assert finding["severity"] in {"error", "warning", "info"}
        assert finding["metric"] is None or finding["metric"] in vocabulary()
        assert finding["level"] is None or finding["level"] in LEVELS
    errors = [f for f in loaded["findings"] if f["severity"] == "error"]
    assert loaded["consistent"] is not bool(errors)


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_words_of_gold_stand_on_the_page(path: Path) -> None:
    raw = page_text(path.parent)
    text = _flat(raw)
    tables = re.sub(r"[|\\*]", " ", text)
    legacy = bool(covers(path) & LEGACY)
    for figure in gold(path)["figures"]:
        words = _flat(figure["words"])
        for printed in re.findall(r"\d[\d.,]*\d|\d", words):
            assert printed in text, (figure, printed)
        if not legacy:
            assert words in text or words in tables, figure


@pytest.mark.parametrize("path", ORDERS, ids=_name)
def test_gold_of_orders_is_well_formed(path: Path) -> None:
    loaded = gold(path)
    assert loaded["kind"] in KINDS
    for one in loaded["commitments"]:
        assert one["metric"] is None or one["metric"] in vocabulary(), one
        assert one["comparison"] in {">=", "<=", ">", "<", "=", None}, one
        assert (one["comparison"] is None) is (one["target"] is None), one
        assert one["metric"] is None or one["target"] is not None, one
        assert one["deadline"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", one["deadline"]), one
        assert one["deadline"] is None or one["deadline_words"], one
        assert one["repeat"] in {*REPEATS, None}, one
    for one in loaded["inspected"]:
        assert one["metric"] is None or one["metric"] in vocabulary(), one
        assert one["value"] >= 0
    assert len(set(loaded["cites"])) == len(loaded["cites"])


@pytest.mark.parametrize("path", ORDERS, ids=_name)
def test_words_of_orders_stand_on_the_page(path: Path) -> None:
    text = _flat(re.sub(r"[*\\]", "", page_text(path.parent)))
    for one in (*gold(path)["commitments"], *gold(path)["inspected"]):
        for said in ("words", "actor", "deadline_words"):
            if one.get(said):
                assert _flat(one[said]) in text, (said, one)
    telling = [one["words"] for one in gold(path)["commitments"]]
    assert len(set(telling)) == len(telling)


def test_documents_are_named_once() -> None:
    names = [path.parent.name for path in DOCUMENTS]
    assert len(names) == len(set(names))


# ------------------------------------------------------------------- the arithmetic of gold


def violations(path: Path) -> set[tuple[str, str, str | None, str]]:
    open_three_ways = "table-three-way" in covers(path)
    return {
        (code, level, unit, metric)
        for (level, unit, _), group in groups(gold(path)).items()
        for code, metric in broken(group, open_three_ways)
    }


SAME = {"duplicate-conflict": "conflict", "annex-mismatch": "conflict"}
CHECKED_HERE = {
    "sum-mismatch",
    "part-exceeds-whole",
    "balance-exceeded",
    "rate-mismatch",
    "conflict",
}


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_arithmetic_fails_exactly_where_gold_says(path: Path) -> None:
    loaded = gold(path)
    planted = {
        (SAME.get(f["code"], f["code"]), f["level"], f["unit"], f["metric"])
        for f in loaded["findings"]
        if f["severity"] == "error"
    }
    assert violations(path) == {p for p in planted if p[0] in CHECKED_HERE}


# ------------------------------------------------------------------------------- coverage

NEEDED = {
    # structures of the clause
    "label-number", "number-label", "ratio", "nested-brackets", "two-splits", "unclosed-bracket",
    "semicolons", "bullets", "several-scopes", "subtotal-next-sentence", "elided-noun",
    "blank-carry-over", "lists-of-units", "heading-scope", "numbered-headings", "narrative",
    # numbers
    "dots", "no-dots", "spaces", "zero-00", "zero-khong", "zero-khong-phat-sinh", "money",
    "percent-comma", "percent-dot", "rates", "synonyms",
    # scopes and periods
    "province", "department-group", "district", "commune", "land-registry", "after-2025",
    "commune-report", "month", "quarter", "half-year", "nine-months", "year", "odd-span",
    "two-periods",
    # damage
    "broken-lines", "glued-numbers", "glued-words", "nfd", "eth", "old-tone", "page-numbers",
    "split-syllables", "glyph-remap", "tcvn3", "vni", "viscii", "vps", "cp1258", "viqr", "ocr",
    "wrapped",
    # what is no figure
    "neighbour-complaints", "neighbour-plan", "neighbour-letter", "inspection",
    # errors
    "broken-sum", "wrong-rate", "part-over-whole", "negative-rest", "annex-conflict",
    # tables
    "table-13-by-field", "table-13-by-unit", "table-groups", "table-seven", "table-returned",
    "table-three-way", "table-2025", "table-two-pages", "docx", "xlsx", "pdf", "markdown",
}  # fmt: skip


@pytest.mark.parametrize("name", ["tuned", "measured"])
def test_a_set_covers_the_genre(name: str) -> None:
    paths = [p for p in DOCUMENTS if p.parent.parent.name == name]
    missing = NEEDED - {tag for path in paths for tag in covers(path)}
    assert not missing
    assert len(paths) >= 26
    seen: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        for figure in gold(path)["figures"]:
            seen[figure["metric"]].add(path.parent.name)
    assert {m for m in vocabulary() if len(seen[m]) < 2} == set()
    assert sum("narrative" in covers(p) for p in paths) >= 8
    assert sum(bool(covers(p) & {"docx", "xlsx", "pdf", "markdown"}) for p in paths) >= 5
    broken = sum(not gold(p)["consistent"] for p in paths)
    assert broken * 4 >= len(paths)


def passages(name: str) -> set[str]:
    """Long lines with a number that hold the words of a gold figure: not a heading's, a law's."""
    found = set()
    for path in (p for p in DOCUMENTS if p.parent.parent.name == name):
        words = [_flat(figure["words"]) for figure in gold(path)["figures"]]
        for line in map(str.strip, page_text(path.parent).splitlines()):
            if len(line) > 90 and re.search(r"\d", line) and not line.startswith("|"):
                legacy = bool(covers(path) & LEGACY)
                if legacy or any(said in _flat(line) for said in words):
                    found.add(line)
    return found


def test_the_sets_share_no_figures() -> None:
    """The measured set must not be the tuned one with other names: no long passage in both."""
    tuned, measured = passages("tuned"), passages("measured")
    assert len(tuned) > 100
    assert len(measured) > 50
    assert not tuned & measured


def test_the_corpus_stays_small() -> None:
    """Texts and small files, no scans: some 700 documents, none of them large."""
    sizes = [p.stat().st_size for p in CORPUS.rglob("*") if p.is_file()]
    assert sum(sizes) < 14_000_000
    assert max(sizes) < 100_000


# ------------------------------------------------------------------------------- snippets


def snippets(name: str) -> list[dict[str, Any]]:
    path = CORPUS / "snippets" / f"{name}.toml"
    loaded: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["line"]
    return loaded


def test_snippets_hold_what_they_say() -> None:
    wild, none, known = (snippets(n) for n in ("in-the-wild", "must-not-match", "known-failures"))
    assert len(wild) + len(none) + len(known) >= 120
    texts = [line["text"] for line in (*wild, *none, *known)]
    assert len(texts) == len(set(texts))
    assert all(line["figures"] for line in wild)
    assert all(not line["figures"] and line["why"] for line in none)
    assert all(line["why"] for line in known)
    for line in (*wild, *known):
        for figure in line["figures"]:
            assert figure["metric"] in vocabulary(), line
            assert figure["level"] in LEVELS, line
            assert isinstance(figure["value"], int | float), line


def test_the_matrix_of_the_readme_is_that_of_the_notes() -> None:
    module = runpy.run_path(str(CORPUS / "matrix.py"))
    assert module["matrix"]() in (CORPUS / "README.md").read_text("utf-8")


def test_made_documents_come_from_their_sources(tmp_path: Path) -> None:
    """The committed DOCX and XLSX are what the maker makes (PDF: where the fonts are)."""
    module = runpy.run_path(str(CORPUS / "make_tables.py"))
    for folder in sorted(p.parent for p in CORPUS.glob("*/*/source.md")):
        copy = tmp_path / folder.name
        copy.mkdir()
        (copy / "source.md").write_bytes((folder / "source.md").read_bytes())
        if (folder / "document.pdf").exists() and not module["FONTS"].exists():
            continue
        module["make"](copy)
        for made in copy.glob("document.*"):
            assert made.stat().st_size == pytest.approx(
                (folder / made.name).stat().st_size, rel=0.2
            )
