"""Holds the corpus to its own rules: gold parses, stands on the page, adds up, covers the genre.

It asks nothing of the extractor: a corpus that agreed with the program would judge nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from extractor.text import fold

CORPUS = Path(__file__).parent.parent / "corpus"
VOCABULARY = CORPUS / "vocabulary.tsv"
LEVELS = {
    "whole", "province", "district", "commune", "land_registry",
    "department", "centre", "unit", "field",
}  # fmt: skip
LEGACY = {"tcvn3", "vni", "viscii", "vps", "viqr", "cp1258", "utf16"}
DOCUMENTS = sorted(CORPUS.glob("*/*/gold.json"))
Key = tuple[str, str | None, str | None]
Group = dict[str, list[Decimal]]


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


def test_documents_are_named_once() -> None:
    names = [path.parent.name for path in DOCUMENTS]
    assert len(names) == len(set(names))


# ------------------------------------------------------------------- the arithmetic of gold

LATE = "resolved.late"
PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "resolved.total": (
        ("resolved.early", "resolved.on_time", LATE),
        ("resolved.early_or_on_time", LATE),
    ),
    "pending.total": (("pending.in_time", "pending.overdue"),),
    "satisfaction.total": (
        tuple(
            f"satisfaction.{c}" for c in ("very_satisfied", "satisfied", "neutral", "unsatisfied")
        ),
    ),
    "feedback_received.total": (
        ("feedback_received.new", "feedback_received.carried_over"),
        ("feedback_received.on_regulation", "feedback_received.on_conduct"),
        ("feedback_resolved.total", "feedback_pending.total"),
    ),
    "tasks.completed": (("tasks.completed_on_time", "tasks.completed_late"),),
}  # fmt: skip
RATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "resolved.early_rate": ("resolved.early", ("resolved.total", "received.total")),
    "resolved.on_time_rate": ("resolved.on_time", ("resolved.total", "received.total")),
    "resolved.early_or_on_time_rate": (
        "resolved.early_or_on_time", ("resolved.total", "received.total"),
    ),
    "resolved.late_rate": (LATE, ("resolved.total", "received.total")),
    "received.online_rate": ("received.online", ("received.new", "received.total")),
    **{
        f"{group}.rate": (f"{group}.count", (f"{group}.due",))
        for group in (
            "digitised_records", "digitised_results", "online_level3", "online_level4", "payment",
        )
    },
}  # fmt: skip
REST = ("awaiting_supplement.total", "withdrawn.total", "refused.total", "stopped.total")


def groups(loaded: dict[str, Any]) -> dict[Key, Group]:
    found: dict[Key, Group] = defaultdict(lambda: defaultdict(list))
    for f in loaded["figures"]:
        found[f["level"], f["unit"], f.get("period")][f["metric"]].append(Decimal(f["value"]))
    return found


def _some(group: Group, metrics: tuple[str, ...]) -> list[Decimal]:
    return [group[m][0] for m in metrics if m in group]


def broken_sums(group: Group, open_three_ways: bool = False) -> Iterator[tuple[str, str]]:
    for total, splits in PARTS.items():
        if total not in group:
            continue
        whole = group[total][0]
        for parts in splits:
            given = _some(group, parts)
            if len(given) == len(parts) and sum(given) != whole:
                if not (open_three_ways and total == "pending.total" and sum(given) < whole):
                    yield "sum-mismatch", total
            elif any(part > whole for part in given):
                yield "part-exceeds-whole", total
    t, n, c = (group.get(f"received.{m}", [None])[0] for m in ("total", "new", "carried_over"))
    if t is not None and n is not None and c is not None and t not in (n + c, n):
        yield "sum-mismatch", "received.total"
    online = group.get("received.online", [None])[0]
    away = _some(group, ("received.in_person", "received.postal", "received.in_person_or_postal"))
    full = {"received.in_person", "received.postal"} <= set(group) or (
        "received.in_person_or_postal" in group
    )
    if online is not None and t is not None and online > t:
        yield "part-exceeds-whole", "received.total"
    elif online is not None and full:
        split = online + sum(away)
        bases = [b for b in (n, t, None if t is None or c is None else t - c) if b is not None]
        if bases and split not in bases:
            yield "sum-mismatch", "received.new" if n is not None else "received.total"


def broken_balance(group: Group) -> Iterator[tuple[str, str]]:
    if {"received.total", "resolved.total", "pending.total"} <= set(group):
        received = group["received.total"][0]
        new = group.get("received.new", [None])[0]
        if new == received:
            received += group.get("received.carried_over", [Decimal(0)])[0]
        out = group["resolved.total"][0] + group["pending.total"][0] + sum(_some(group, REST))
        if out > received:
            yield "balance-exceeded", "received.total"


def fits(rate: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    if not denominator:
        return True
    exponent = rate.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    exact, step = numerator * 100 / denominator, Decimal(1).scaleb(-places)
    return rate in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN))


def broken_rates(group: Group) -> Iterator[tuple[str, str]]:
    for rate, (over, under) in RATES.items():
        bases = _some(group, under)
        if rate in group and over in group and bases:
            numerator = group[over][0]
            if rate == "resolved.on_time_rate" and "resolved.early" in group:
                numerator += group["resolved.early"][0]  # 'đúng hạn' said of both together
            both = (numerator, group[over][0])
            if not any(fits(group[rate][0], up, down) for up in both for down in bases):
                yield "rate-mismatch", rate


def conflicts(group: Group) -> Iterator[tuple[str, str]]:
    for metric, values in group.items():
        if len(values) > 1:
            yield "conflict", metric


def broken(group: Group, open_three_ways: bool) -> set[tuple[str, str]]:
    """What fails whichever of two conflicting values is taken, and the conflicts themselves."""
    choices = product(*([(metric, [v]) for v in values] for metric, values in group.items()))
    sums = partial(broken_sums, open_three_ways=open_three_ways)
    rules = (sums, broken_balance, broken_rates)
    each = [{b for rule in rules for b in rule(dict(choice))} for choice in choices]
    return set.intersection(*each) | set(conflicts(group))


def violations(
    loaded: dict[str, Any], open_three_ways: bool
) -> set[tuple[str, str, str | None, str]]:
    return {
        (code, level, unit, metric)
        for (level, unit, _), group in groups(loaded).items()
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
    assert violations(loaded, "table-three-way" in covers(path)) == {
        p for p in planted if p[0] in CHECKED_HERE
    }


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


def test_the_sets_share_no_figures() -> None:
    """The measured set must not be the tuned one with other names: no long passage in both."""
    tuned, measured = (
        {
            line.strip()
            for path in DOCUMENTS
            if path.parent.parent.name == name
            for line in page_text(path.parent).splitlines()
            if len(line.strip()) > 90 and re.search(r"\d", line) and not line.startswith("|")
        }
        for name in ("tuned", "measured")
    )
    assert not tuned & measured


def test_the_corpus_stays_small() -> None:
    assert sum(p.stat().st_size for p in CORPUS.rglob("*") if p.is_file()) < 4_000_000


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
