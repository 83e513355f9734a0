"""One letter on paper: what stands where. Knows the order of a letter; not how paper looks."""

from __future__ import annotations

from itertools import groupby

from extractor.book.letters import Sender, words
from extractor.letters.collecting import Entry, Letter
from extractor.letters.telling import (
    about,
    closing,
    opening,
    quotes,
    states,
    subject,
    untold,
)
from extractor.writers.letterpaper import Paper
from extractor.writers.text import one_line

MOST_UNREAD = 10
"""Entries on what could not be read that stand in a letter; the others are counted."""
_ROMAN = ("I", "II", "III")


def letter_bytes(letter: Letter, sender: Sender) -> bytes:
    """The letter as a DOCX file."""
    said, paper = words(), Paper()
    paper.head(
        sender.parent,
        sender.issuer or said.blank,
        said.number.format(symbol=sender.symbol or said.blank[:8]),
        subject(letter),
        (said.country, said.motto),
        said.day.format(place=sender.place) if sender.place else said.dayless,
    )
    unit = one_line(letter.unit) if letter.unit else said.blank
    paper.addressed(said.addressed.format(unit=unit))
    paper.text(opening(letter, sender))
    _parts(paper, letter)
    if lacking := untold(letter):
        paper.text(lacking)
    paper.text(closing(sender), with_next=True)
    paper.text(said.end, with_next=True)
    paper.foot(sender.recipients, said.recipients, sender.authority, sender.position, sender.signer)
    return paper.written()


def _parts(paper: Paper, letter: Letter) -> None:
    """Numbered through the whole letter, so that an answer can name an entry."""
    found = [(p, [e for e in letter.entries if e.part == p.key]) for p in words().parts]
    shown = [(part, entries) for part, entries in found if entries]
    number = 0
    for sign, (part, entries) in zip(_ROMAN, shown, strict=False):
        if len(shown) > 1:
            paper.text(f"{sign}. {part.title}", bold=True)
        if part.lead:
            paper.text(part.lead)
        kept = entries[:MOST_UNREAD] if part.key == "reading" else entries
        for entry in kept:
            number += 1
            _entry(paper, letter, entry, number)
        if len(kept) < len(entries):
            paper.text(words().more.format(count=len(entries) - len(kept)))


def _entry(paper: Paper, letter: Letter, entry: Entry, number: int) -> None:
    title = about(entry)
    paper.pieces([(f"{number}. ", False), (title, True)] if title else [(f"{number}.", False)])
    shown, more = quotes(entry, letter)
    for where, places in groupby(shown, key=lambda place: place.where):
        before, mark, after = words().quoted.partition("{quote}")
        assert mark
        pieces = [(before.format(where=where), False)]
        for n, place in enumerate(places):
            pieces += [(words().quote_next, False)] * bool(n)
            pieces += [(piece.text, piece.marked) for piece in place.quote]
        paper.pieces([*pieces, (after, False)])
    if more:
        paper.text(words().quoted_more.format(count=more))
    paper.text(states(entry))
    paper.text(entry.question.asks)
