"""The ordered table of repairs and the one function that runs it over a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from extractor.models import CleanPage, Edit, Fix, Health, Page
from extractor.repair import (
    breaks,
    capitals,
    glyphs,
    horn,
    legacy,
    letters,
    misread,
    respaced,
    words,
)
from extractor.repair.aside import aside
from extractor.repair.edits import Stretch, anchors, apply, clean_span, compose, stretches
from extractor.repair.health import judge_tokens
from extractor.repair.known import known_words
from extractor.repair.lost import DROPPED, MARKS, Loss, found_again, is_whole, loss_of
from extractor.repair.marks import item_marks
from extractor.repair.mojibake import mojibake
from extractor.repair.noise import without_noise
from extractor.repair.respaced import misplaced_blanks
from extractor.repair.restored import NAME, restored
from extractor.repair.strokes import misread_signs
from extractor.repair.syllables import KINDS, Kind

Repair = Callable[[str], list[Edit]]

LETTERS: tuple[tuple[str, Repair], ...] = (
    ("line-ends", letters.line_ends),
    ("invisible-characters", letters.invisible),
    ("compatibility-characters", letters.compatible),
    ("barred-d", letters.barred_d),
)
WORDS: tuple[tuple[str, Callable[[str, set[str]], list[Edit]]], ...] = (
    ("lost-horn", lambda text, odd: horn.lost_horn(text)),
    ("tone-placement", lambda text, odd: words.tone_placement(text)),
    ("glyph-remap", lambda text, odd: glyphs.glyph_remap(text)),
    ("glued-numbers", words.glued_numbers),
    ("split-syllables", words.split_syllables),
    ("glued-words", words.glued_words),
)
_PROVEN_BY_SPELLING = frozenset({"glyph-remap", "split-syllables", "glued-words"})
_NOISE = 0.25
"""Share of odd words above which words are left alone: nothing there proves a repair right."""


@dataclass(slots=True)
class _Work:
    """A text under repair, with what was done to it."""

    text: str
    fixes: list[Fix] = field(default_factory=list)
    trail: list[Stretch] = field(default_factory=list)

    def take(self, name: str, edits: list[Edit]) -> None:
        """Apply and record a repair, if it has anything to do."""
        edits = [edit for edit in edits if self.text[edit.start : edit.end] != edit.new]
        if edits:
            self.text = apply(self.text, edits)
            self.trail = compose(self.trail, stretches(edits))
            self.fixes.append(Fix(name, tuple(edits)))


def repair(page: Page) -> CleanPage:
    """The page with every repair of the table applied and recorded, judged, asides marked.

    Fonts speak first, since their runs lie on the raw text; then NFC, then encodings told by
    evidence (before anything that would take their bytes for print), letters, words.
    """
    work = _Work(page.text)
    if page.reader == "ocr":
        work.take("known-words", known_words(page))
        work.take("item-marks", item_marks(page))
        work.take("misread-signs", misread_signs(work.text))
    decoded = legacy.by_fonts(page.text, page.fonts) if page.fonts else None
    if decoded:
        work.take(*decoded)
    _compose(work)
    _lay_out(work, page)
    composed = work.text
    tokens = composed.split()
    distinct = set(tokens)
    odd = words.FINE.odd(distinct)
    # so many odd words that a legacy encoding may be the cause
    found = legacy.by_evidence(work.text) if len(odd) * 6 > len(distinct) else None
    if found:
        work.take(*found)
        decoded = found
    if letters.ANY_SIGN.search(work.text):
        seen = set(work.text)
        for name, function in LETTERS:
            if not seen.isdisjoint(letters.SIGNS[name]):
                work.take(name, function(work.text))
    if work.text is not composed:
        tokens = work.text.split()
        odd = words.FINE.odd(set(tokens))
    loss = loss_of(work.text, tokens) if odd and page.reader != "ocr" else None
    if loss:
        work.take(loss.name, found_again(work.text, loss))
        tokens = work.text.split()
        odd = words.FINE.odd(set(tokens))
    if odd and page.reader != "ocr" and (moved := misplaced_blanks(work.text, tokens)):
        work.take("misplaced-blanks", moved)
        tokens = work.text.split()
        odd = words.FINE.odd(set(tokens))
    if odd:
        tokens = _words(work, tokens, odd)
    health = judge_tokens(work.text, tokens)
    if loss:
        health = _found(health, loss, work.text)
    elif odd and page.reader != "ocr" and health.quality != "poor":
        health = _read_anew(work, health)
    elif health.diagnosis == "unmarked" and health.quality == "poor":
        _restore(work)
    cleaned = CleanPage(
        page,
        work.text,
        tuple(work.fixes),
        _named(health, decoded, work.fixes),
        aside(work.text),
        anchors(work.trail),
    )
    return without_noise(cleaned) if page.reader == "ocr" else cleaned


def _compose(work: _Work) -> None:
    """Letters as one character each, whatever they were taken apart into."""
    work.take("utf8-misread", mojibake(work.text))
    work.take("loose-marks", letters.loose_marks(work.text))
    work.take("nfc", letters.nfc(work.text))


def _lay_out(work: _Work, page: Page) -> None:
    """Blanks and line ends that a program put in, taken out."""
    if page.reader == "ocr":
        return
    if "  " in work.text or "\t" in work.text:
        inside = _tables(work, page)
        work.take("wide-blanks", breaks.wide_blanks(work.text, inside))
    work.take("spaced-letters", respaced.spaced_letters(work.text, _tables(work, page)))
    if work.text.isupper():
        work.take("all-capitals", capitals.small_letters(work.text))
    if "-\n" in work.text:
        work.take("hyphened-words", breaks.hyphens(work.text))


def _tables(work: _Work, page: Page) -> list[tuple[int, int]]:
    """Where the tables of the page stand by now."""
    if not page.tables:
        return []
    moved = CleanPage(page, work.text, (), Health("good", ""), (), anchors(work.trail))
    return [clean_span(moved, table.start, table.end) for table in page.tables]


def composed(page: Page) -> CleanPage:
    """The page with nothing repaired but what makes of several characters one letter.

    Its columns stand as they stood in print.
    """
    work = _Work(page.text)
    _compose(work)
    if found := legacy.by_evidence(work.text):
        work.take(*found)
    return CleanPage(
        page, work.text, tuple(work.fixes), Health("good", ""), (), anchors(work.trail)
    )


def _found(health: Health, loss: Loss, text: str) -> Health:
    """Of a page whose lost letters were found again: never good, and poor where too few were.

    What was dropped left nothing to hold a word against: its figures are asked about.
    """
    diagnosis = "unmarked" if loss is MARKS else "lost-letters"
    whole = loss is not DROPPED and health.quality != "poor" and is_whole(text)
    return replace(health, quality="fair" if whole else "poor", diagnosis=diagnosis)


def _read_anew(work: _Work, health: Health) -> Health:
    """Puts single letters right that were misread; a page that had many is never good."""
    edits = misread.misread_letters(work.text)
    if not edits:
        return health
    worn = misread.is_worn(work.text, edits)
    work.take(misread.NAME, edits)
    anew = judge_tokens(work.text, work.text.split())
    return replace(anew, quality="fair", diagnosis="noise") if worn else anew


def _restore(work: _Work) -> None:
    """Puts garbled words right; then spelling proves what it could not before."""
    work.take(NAME, restored(work.text))
    tokens = work.text.split()
    if odd := words.FINE.odd(set(tokens)):
        _words(work, tokens, odd)


def _words(work: _Work, tokens: list[str], odd: set[str]) -> list[str]:
    """Run the repairs of words for which a token asks; the tokens as they are then."""
    first, strange = tokens, odd
    noisy: bool | None = None
    for name, function in WORDS:
        asking = {token for token in odd if name in words.ASKS[token]}
        if not asking:
            continue
        if name in _PROVEN_BY_SPELLING:
            noisy = _noisy(first, strange) if noisy is None else noisy
            if noisy:
                continue
        before = work.text
        work.take(name, function(before, asking))
        if work.text is not before:
            tokens = work.text.split()
            odd = words.FINE.odd(set(tokens))
    return tokens


def _noisy(tokens: list[str], odd: set[str]) -> bool:
    """Whether spelling proves nothing here: too many odd words, or their marks are lost."""
    strange = sum("odd" in words.ASKS[token] for token in odd)
    if strange > words.ENOUGH and strange > _NOISE * len(set(tokens)):
        return True
    kinds = [KINDS[token] for token in tokens[:: len(tokens) // 200 + 1]]
    plain = sum(map(kinds.count, (Kind.PLAIN, Kind.BARE, Kind.BAD)))
    return plain > words.ENOUGH and plain > kinds.count(Kind.MARKED)


def _named(health: Health, decoded: object, fixes: list[Fix]) -> Health:
    """A page that was mended keeps the name of its damage; its quality is what it is now."""
    if health.diagnosis != "clean":
        return health
    if decoded:
        return replace(health, diagnosis="legacy-encoding")
    if any(fix.name == "glyph-remap" for fix in fixes):
        return replace(health, diagnosis="glyph-remap")
    return health
