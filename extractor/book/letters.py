"""The words of letters to units, as declared in ``patterns/letters``, and who sends them.

Knows the shape of those files; no finding and no paper.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import RootModel

from extractor.book.loading import Declared, load, root

Part = Literal["sums", "clarify", "reading", "held"]


class BodyPart(Declared):
    """A part of the body: its title, and what is said before its entries."""

    key: Part
    title: str
    lead: str = ""


class Words(Declared):
    """``letter.toml``; ``{name}`` is filled when a letter is written."""

    about: str
    source: str
    country: str
    motto: str
    number: str
    day: str
    dayless: str
    subject: str
    subject_period: str
    addressed: str
    blank: str
    sender: str
    opening: str
    document: str
    document_undated: str
    document_unnumbered: str
    of_period: str
    document_type: str
    where: str
    where_cell: str
    where_document: str
    quoted: str
    quote_next: str
    """Between two quotes from one place."""
    quoted_more: str
    states: str
    states_off: str
    whose: str
    untold: str
    more: str
    closing: str
    deadline: str
    end: str
    recipients: str
    file: str
    """Name of a letter's file."""
    table: str
    """Name of the office's table."""
    unknown_unit: str
    parts: tuple[BodyPart, ...]


class Question(Declared):
    """What is asked about a finding, and where in the letter."""

    part: Part
    asks: str
    states: str = ""
    """How its equation is put, where it is no calculation."""


class Questions(RootModel[dict[str, Question]]):
    """``questions.toml``, by a finding's code or 'code.variant'."""


class Sender(Declared):
    """Who sends; what is '' stays blank on the letter."""

    parent: str = ""
    issuer: str = ""
    place: str = ""
    symbol: str = ""
    authority: str = ""
    position: str = ""
    signer: str = ""
    reply_by: str = ""
    recipients: tuple[str, ...] = ()


@cache
def words() -> Words:
    """The fixed words of a letter."""
    return load(Words, "letters/letter.toml")


@cache
def questions() -> dict[str, Question]:
    """Each question by its code."""
    return load(Questions, "letters/questions.toml").root


def question(code: str, variant: str | None) -> Question:
    """The question about a finding: that of its variant, of its code, or the one for all others."""
    known = questions()
    return known.get(f"{code}.{variant}") or known.get(code) or known["other"]


SENDER = "letters/sender.toml"


def sender(file: Path | None) -> Sender:
    """Who sends, from a file; without one everything is blank.

    Raises:
        PatternError: the file is not of the shape.
    """
    return load(Sender, file or SENDER)


def sender_form() -> bytes:
    """The file to be filled in, with its explanations."""
    return (root() / SENDER).read_bytes()
