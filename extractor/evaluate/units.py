"""When two spellings name one unit or person, for scoring only.

Which words are short for which is data (``patterns/evaluation.toml``); the extraction itself
never uses this.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache

import regex

from extractor.book.loading import Declared, load
from extractor.evaluate.gold import Gold
from extractor.models import Report, Scope
from extractor.text import fold

ALIKE = 0.75
"""Likeness from which a garbled name is taken for the gold's."""


class Spellings(Declared):
    """Words that may stand for others in a unit's name, folded."""

    short_for: dict[str, str]
    """Abbreviation → the words it stands for ('ubnd' → 'uy ban nhan dan')."""
    dropped: tuple[str, ...]
    """Words in front of a name that add nothing to it, in their long form."""
    heads: tuple[str, ...]
    """Who decides under a body's letterhead."""


@cache
def _spellings() -> Spellings:
    return load(Spellings, "evaluation.toml")


@cache
def same_name(name: str | None) -> str:
    """One spelling for all of a name: '' for None."""
    if name is None:
        return ""
    spellings = _spellings()
    tokens = regex.findall(r"[^\W_]+", fold(name))
    words = " ".join(spellings.short_for.get(token, token) for token in tokens)
    for front in spellings.dropped:
        words = words.removeprefix(front + " ")
    return words


def same_body(got: str | None, parent: str | None, want: str | None) -> bool:
    """Whether an issuer as read is the gold's: the convention is in ``corpus/README.md``.

    Gold that leaves the place to the superior's line ('Sở Y tế' under 'Ủy ban nhân dân tỉnh An
    Giang') is met by the name with that place, and by no other; the other way round it is not: a
    name without the place that the gold has is wrong. 'Chủ tịch Ủy ban nhân dân tỉnh' in gold is
    met by the committee.
    """
    read, gold = same_name(got), same_name(want)
    if read == gold:
        return True
    if not read or not gold:
        return False
    if any(same_name(gold.removeprefix(f"{head} ")) == read for head in _spellings().heads):
        return True
    above = f" {same_name(parent)}"
    return read.startswith(f"{gold} ") and above.endswith(read.removeprefix(gold))


def as_named(report: Report, gold: Gold) -> Report:
    """The report of a garbled text with the gold's names for those that are alike.

    What letters an engine made of a name is not what is scored there; whose figure it is, is.
    """
    names = sorted({same_name(f.unit) for f in gold.figures if f.unit})
    figures = [f.model_copy(update={"scope": _as_one_of(names, f.scope)}) for f in report.figures]
    findings = [
        f.model_copy(update={"scope": _as_one_of(names, f.scope)}) if f.scope else f
        for f in report.findings
    ]
    return report.model_copy(update={"figures": figures, "findings": findings})


def _as_one_of(names: list[str], scope: Scope) -> Scope:
    read = same_name(scope.name)
    if not read or read in names:
        return scope
    likeness, best = max(
        ((SequenceMatcher(None, read, name).ratio(), name) for name in names), default=(0.0, "")
    )
    return scope.model_copy(update={"name": best}) if likeness >= ALIKE else scope
