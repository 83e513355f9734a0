"""The pattern book as a whole: what is in it, and whether it holds what it promises.

Every metric carries passages it must read and passages it must leave alone, every mask what it
must catch and spare; here they are run. Knows the book and the prose reader, no document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from extractor.book.loading import load, paths, root
from extractor.book.metrics import metrics
from extractor.book.notfigures import MaskFile, sections
from extractor.book.phrases import automaton
from extractor.book.terms import ScopeFile, TermFile
from extractor.errors import PatternError, UsageError

Sort = Literal["metric", "term", "scope", "mask"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern: its sort, name, file below ``patterns/`` and meaning."""

    sort: Sort
    name: str
    file: str
    meaning: str
    examples: int
    lookalikes: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the book promises and does not hold."""

    file: str
    name: str
    code: str
    """missed-example, caught-lookalike, missed-number, caught-spared, shared-phrase, unproven."""
    detail: str


def list_patterns() -> tuple[Entry, ...]:
    """Every pattern of the book, by sort and name."""
    return tuple(sorted(_entries(), key=lambda e: (e.sort, e.name, e.file)))


def _entries() -> Iterator[Entry]:
    for path in paths("metrics"):
        metric = metrics()[f"{path.parent.name}.{path.stem}"]
        yield Entry(
            "metric",
            metric.metric,
            _file(path),
            metric.meaning,
            len(metric.example),
            len(metric.lookalike),
        )
    for path in paths("terms"):
        book = load(TermFile, path)
        for term in book.term:
            yield Entry("term", term.feature, _file(path), book.meaning, len(term.phrases), 0)
    for path in paths("scopes"):
        scopes = load(ScopeFile, path)
        for scope in scopes.scope:
            if scope.level:
                yield Entry(
                    "scope", scope.level, _file(path), scopes.meaning, len(scope.phrases), 0
                )
    masks = load(MaskFile, "notfigures/masks.toml")
    for mask in masks.mask:
        yield Entry(
            "mask",
            mask.name,
            "notfigures/masks.toml",
            masks.meaning,
            len(mask.catches),
            len(mask.spares),
        )


def _file(path: Path) -> str:
    return path.relative_to(root()).as_posix()


def show(name: str) -> str:
    """The declaration of a metric, term, scope level or mask, as it stands in its files.

    Raises:
        UsageError: no pattern has this name; the nearest is named.
    """
    files = dict.fromkeys(entry.file for entry in list_patterns() if entry.name == name)
    if not files:
        import difflib

        near = difflib.get_close_matches(name, {entry.name for entry in list_patterns()}, n=1)
        raise UsageError(f"{name}?" + (f" → {near[0]}" if near else ""))
    texts = (f"# patterns/{file}\n{(root() / file).read_text(encoding='utf-8')}" for file in files)
    return "\n".join(texts)


def lint(proven: frozenset[str] | None = None) -> tuple[Fault, ...]:
    """Everything the book promises and does not hold; ``proven`` are metrics met in a corpus.

    Raises:
        PatternError: a file is not valid.
    """
    sections()
    faults = [*_examples(), *_masks(), *_shared_phrases()]
    if proven is not None:
        faults += [
            Fault(e.file, e.name, "unproven", "no gold figure of the corpus has it")
            for e in list_patterns()
            if e.sort == "metric" and e.name not in proven
        ]
    return tuple(faults)


def read_passage_alone(text: str) -> set[tuple[str, Decimal]]:
    """(metric, value) of every figure of a passage that stands alone in a report."""
    from extractor.figures import assemble
    from extractor.models import DocumentHead, Page
    from extractor.repair import repair

    page = repair(Page(number=1, text=text, reader="text"))
    claims = assemble([page], DocumentHead(type="BC")).claims
    return {(claim.metric, Decimal(claim.value)) for claim in claims}


def _examples() -> Iterator[Fault]:
    for path in paths("metrics"):
        metric = metrics()[f"{path.parent.name}.{path.stem}"]
        for example in metric.example:
            read = read_passage_alone(example.text)
            if (metric.metric, Decimal(str(example.value))) not in read:
                yield Fault(
                    _file(path), metric.metric, "missed-example", f"{example.text} → {sorted(read)}"
                )
        for lookalike in metric.lookalike:
            if any(name == metric.metric for name, _ in read_passage_alone(lookalike.text)):
                yield Fault(_file(path), metric.metric, "caught-lookalike", lookalike.text)


def _masks() -> Iterator[Fault]:
    from extractor.match.items import masks
    from extractor.match.tokens import tokens
    from extractor.text import fold

    for mask in load(MaskFile, "notfigures/masks.toml").mask:
        for text in mask.catches:
            folded = fold(text)
            if not masks(folded, tokens(text, folded, damaged=False)):
                yield Fault("notfigures/masks.toml", mask.name, "missed-number", text)
        for text in mask.spares:
            folded = fold(text)
            if any(
                name == mask.name
                for _, _, name in masks(folded, tokens(text, folded, damaged=False))
            ):
                yield Fault("notfigures/masks.toml", mask.name, "caught-spared", text)


def _shared_phrases() -> Iterator[Fault]:
    """Two features claim the same words: the reader would take the first."""
    terms = [(path, term) for path in paths("terms") for term in load(TermFile, path).term]
    try:
        start = automaton([term.phrases for _, term in terms])
    except ValueError as error:
        raise PatternError(str(error)) from error
    seen = {start}
    waiting = [(start, "")]
    while waiting:
        state, words = waiting.pop()
        if len(state.ends) > 1 and len(start.spelled(tuple((words).split()))[0]) > 1:
            names = [terms[owner][1].feature for owner in state.ends]
            if len(set(names)) > 1:
                yield Fault(
                    _file(terms[state.ends[0]][0]),
                    names[0],
                    "shared-phrase",
                    f"{words.strip()}: {names}",
                )
        for word, forms in state.words.items():
            child = state.step(word)
            if child is not None and child not in seen:
                seen.add(child)
                waiting += [(child, f"{words} {form}") for form in forms]
