"""Every file of the pattern book and the shape it must have: what ``patterns lint`` holds it to.

Each part of the line reads its own files when it first needs them, so a fault in one may wait
for a rare document. Here all are read at once. Knows shapes; not what a file means.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from extractor.book import (
    archival,
    found,
    head,
    joining,
    judging,
    letters,
    metrics,
    names,
    notfigures,
    orders,
    reading,
    rules,
    tables,
    terms,
    units,
)
from extractor.book.asking import Asking
from extractor.book.conventions import Conventions
from extractor.book.doubts import Doubts
from extractor.book.loading import below, load, root
from extractor.errors import PatternError
from extractor.evaluate.planted.made import MadeReports
from extractor.evaluate.rules.cases import CaseFile
from extractor.evaluate.scans.manuscript import Layout as MadeScans
from extractor.evaluate.units import Spellings
from extractor.messages import Catalogue, messages_in
from extractor.ocr.prints import Prints
from extractor.ocr.trust import Trust
from extractor.office.duties import Calendar
from extractor.readers.fonts import LegacyFonts
from extractor.repair import (
    aside,
    channel,
    encodings,
    gazetteer,
    glyphs,
    horn,
    known,
    marks,
    misread,
    numerals,
    opening,
    restored,
    set_words,
    strokes,
    syllables,
    words,
)

SHAPES: dict[str, type[BaseModel]] = {
    "across/citing.toml": joining.Citing,
    "across/habits.toml": joining.Habits,
    "across/promises.toml": joining.Promises,
    "across/relations.toml": joining.Relations,
    "across/units.toml": joining.UnitNames,
    "archival/metadata.toml": archival.Metadata,
    "archival/profile.toml": archival.Profile,
    "asking.toml": Asking,
    "cases/": CaseFile,
    "conventions.toml": Conventions,
    "doubts.toml": Doubts,
    "doubts-text.toml": Doubts,
    "evaluation.toml": Spellings,
    "grammar.toml": metrics.Grammar,
    "head/agencies.toml": head.Agencies,
    "head/entities.toml": head.EntityPatterns,
    "head/forms.toml": head.Forms,
    "head/people.toml": head.People,
    "head/periods.toml": head.PeriodWords,
    "head/phrases.toml": head.Phrases,
    "head/places.toml": gazetteer.Places,
    "head/positions.toml": head.Positions,
    "head/types.toml": head.Types,
    "issuers.toml": terms.Issuers,
    "orders/deadlines.toml": orders.Deadlines,
    "orders/findings.toml": found.Findings,
    "orders/kinds.toml": orders.KindBook,
    "orders/sections.toml": orders.OrderSections,
    "orders/targets.toml": orders.Targets,
    "orders/words.toml": orders.OrderWords,
    "judge/odds.toml": judging.Odds,
    "judge/slips.toml": judging.Slips,
    "letters/letter.toml": letters.Words,
    "letters/questions.toml": letters.Questions,
    "letters/sender.toml": letters.Sender,
    "made-reports.toml": MadeReports,
    "made-scans.toml": MadeScans,
    "messages/": Catalogue,
    "metrics/": metrics.Metric,
    "names.toml": names.Names,
    "notfigures/masks.toml": notfigures.MaskFile,
    "notfigures/sections.toml": notfigures.Sections,
    "office/calendar.toml": Calendar,
    "reading/confusions.toml": reading.Confusions,
    "reading/misreadings.toml": channel.Misreadings,
    "reading/printed_numbers.toml": Prints,
    "reading/trust.toml": Trust,
    "rules/": rules.RuleFile,
    "scopes/": terms.ScopeFile,
    "tables/caption.toml": tables.CaptionFile,
    "tables/forms/": tables.Form,
    "tables/headings.toml": tables.HeadingFile,
    "tables/rows.toml": tables.RowFile,
    "terms/": terms.TermFile,
    "text/asides.toml": aside.Asides,
    "text/common.toml": syllables.Common,
    "text/encodings/": encodings.Table,
    "text/glyphs.toml": glyphs.Glyphs,
    "text/known.toml": known.KnownNames,
    "text/layout.toml": opening.Layout,
    "text/legacy_fonts.toml": LegacyFonts,
    "text/lost_horn.toml": horn.LostHorn,
    "text/lost.toml": set_words.Lost,
    "text/marks.toml": marks.Marks,
    "text/misread.toml": misread.Misread,
    "text/neighbours.toml": restored.Neighbours,
    "text/numerals.toml": numerals.Numerals,
    "text/strokes.toml": strokes.Strokes,
    "text/syllables.toml": syllables.Syllables,
    "text/viqr.toml": encodings.Viqr,
    "text/words.toml": words.Words,
    "units/near.toml": units.Near,
}
"""File, or folder with all below it, under ``patterns/`` → what it is read as."""


def require_whole() -> None:
    """Read every file of the book.

    Raises:
        PatternError: a file is not of its shape, or none of the book's; every one is named.
    """
    faults = [str(fault) for fault in _faults()]
    if faults:
        raise PatternError("\n".join(faults))


def _faults() -> Iterator[PatternError]:
    for path in sorted(root().rglob("*.toml")):
        shape = shape_of(path)
        try:
            if shape is None:
                raise PatternError(f"{below(path)}: no part of the program reads this file")
            if shape is Catalogue:
                tuple(messages_in(path))
            else:
                load(shape, path)
        except PatternError as error:
            yield error


def shape_of(path: Path) -> type[BaseModel] | None:
    """What a file is read as; None where nothing reads it."""
    name = below(path)
    folders = (
        shape for folder, shape in SHAPES.items() if folder[-1] == "/" and name.startswith(folder)
    )
    return SHAPES.get(name) or next(folders, None)
