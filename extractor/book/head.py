"""What the pattern book knows of a document's head and foot: types, agencies, places, people.

Shapes and loading only; how a head is read with it is in :mod:`extractor.head`. Every loader
is cached, and the gazetteer is loaded by those alone who meet a page without marks.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import Field

from extractor.book.loading import Declared, load

KindWithMonths = Literal["month", "quarter", "half-year", "nine-months", "year"]


class DocumentType(Declared):
    """One type of document. ``also`` are other ways to name it in a citation."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    heading: bool = True
    """Whether its name stands as a heading above the subject."""
    reports: bool = False
    """Whether a period in its title is the period it reports on."""
    announces: bool = False
    """Whether it may give results of a period, which it then prints after such words."""
    dated: bool = False
    """Whether its number always holds the year ('61/2018/NĐ-CP'): without it the letters mean
    something else ('07/TT-NVQL' of a centre)."""
    named: bool = False
    """Whether it is cited by name alone, without a number (laws)."""


class Types(Declared):
    """types.toml."""

    about: str
    source: str
    correspondence: str
    """The code of the type that has no type word (công văn)."""
    types: tuple[DocumentType, ...]


class Scans(Declared):
    """Expressions over raw text that find candidates at C speed."""

    recipients: str
    recipients_printed: tuple[str, ...]
    """As it is usually printed: found at memory speed, before the expression is tried."""
    laws: tuple[str, ...]
    stamps: tuple[str, ...]
    of: tuple[str, ...]
    """First letters of the word before an issuer."""


class SignaturePhrases(Declared):
    """The traces a digital signature leaves in extracted text."""

    stamp: str
    authority: str
    by: str
    organisation: str
    at: str
    ends: str


class Phrases(Declared):
    """phrases.toml; every value is a regular expression over folded text."""

    about: str
    source: str
    national: str
    motto: str
    number_word: str
    subject: str
    addressed: str
    recipients: str
    closing: str
    of: str
    day: str
    month: str
    year: str
    signed: str
    body_openers: tuple[str, ...]
    counted: str
    author_verbs: tuple[str, ...]
    agency_ends: tuple[str, ...]
    issuer_ends: tuple[str, ...]
    joining: tuple[str, ...]
    at: str
    reporting: tuple[str, ...]
    stamps: tuple[str, ...]
    law_ends: tuple[str, ...]
    scan: Scans
    signature: SignaturePhrases


class Inner(Declared):
    """Names that begin so are parts of bodies whose names begin so."""

    starts: tuple[str, ...]
    of: tuple[str, ...]


class Agencies(Declared):
    """agencies.toml: words in the casing of a proper name."""

    about: str
    source: str
    starts: tuple[str, ...]
    unlike: tuple[str, ...]
    """First words that a beginning word becomes when marks are dropped ('Số' for 'Sở')."""
    committees: tuple[str, ...]
    open: tuple[str, ...]
    placed: tuple[str, ...]
    """Names that every place has: they take the place of the agency above."""
    by_act: tuple[str, ...]
    """Words before the number of the act that set a group up."""
    syllables: tuple[str, ...]
    """Beginning words that inside a name are the second half of a word."""
    national: tuple[str, ...]
    """Words of bodies that no place has."""
    branch: str
    branch_of: str
    """'Chi nhánh huyện …' under a 'Văn phòng …' is that office's branch."""
    places: tuple[str, ...]
    ranks: tuple[tuple[str, ...], ...]
    """The words of places, the highest first."""
    abbreviations: tuple[str, ...]
    connectors: tuple[str, ...]
    words: tuple[str, ...]
    spelled_out: dict[str, str]
    inner: tuple[Inner, ...]


class Forms(Declared):
    """forms.toml; every value but ``type`` is a regular expression over folded text."""

    about: str
    source: str
    type: str
    marks: tuple[str, ...]
    titles: tuple[str, ...]
    reporter: str
    receiver: str
    period: str
    others: tuple[str, ...]
    attached: str
    annex: str
    generic: str
    numbering: str


class Positions(Declared):
    """positions.toml."""

    about: str
    source: str
    authorities: tuple[str, ...]
    deputy: str
    acting: str
    positions: tuple[str, ...]
    degrees: tuple[str, ...]


class People(Declared):
    """people.toml."""

    about: str
    source: str
    surnames: tuple[str, ...]
    middles: tuple[str, ...]


class KindOfPeriod(Declared):
    """How many months a kind has and how many days a span of that kind may have."""

    months: int
    days: tuple[int, int]


class ReportMarkers(Declared):
    """Words that, at most ``before`` characters ahead, make a span the report's own period."""

    markers: tuple[str, ...]
    before: int


class Cutoff(Declared):
    """The day of the month on which a reporting period ends (Decree 09/2019 art. 12)."""

    day: int = Field(ge=1, le=28)


class PeriodWords(Declared):
    """periods.toml; words are regular expressions over folded text."""

    about: str
    source: str
    from_: str = Field(alias="from")
    to: str
    by: str
    """Before a day by which something is to be done."""
    quarter: str
    span_hint: str
    date_before_year: str
    first: str
    last: str
    and_: str = Field(alias="and")
    cumulative: str
    plan: tuple[str, ...]
    """Words between what is reported on and what comes next ('… và nhiệm vụ tháng 9')."""
    not_after: str
    counts: dict[str, int]
    report: ReportMarkers
    cutoff: Cutoff
    kinds: dict[KindWithMonths, KindOfPeriod]


@cache
def types() -> Types:
    """The types of documents."""
    return load(Types, "head/types.toml")


@cache
def phrases() -> Phrases:
    """The fixed words of head and foot."""
    return load(Phrases, "head/phrases.toml")


@cache
def agencies() -> Agencies:
    """The words of agencies' names."""
    return load(Agencies, "head/agencies.toml")


@cache
def forms() -> Forms:
    """The heads of forms and of tables that are reports."""
    return load(Forms, "head/forms.toml")


@cache
def positions() -> Positions:
    """The positions that sign."""
    return load(Positions, "head/positions.toml")


@cache
def people() -> People:
    """Family and middle names."""
    return load(People, "head/people.toml")


@cache
def period_words() -> PeriodWords:
    """How periods are written."""
    return load(PeriodWords, "head/periods.toml")


class EntityPattern(Declared):
    """One token pattern of spaCy's SpanRuler."""

    label: Literal["AGENCY", "PERSON", "PLACE", "DATE"]
    tokens: tuple[dict[str, Any], ...]


class EntityPatterns(Declared):
    """entities.toml."""

    about: str
    source: str
    fuzzy_from: int
    patterns: tuple[EntityPattern, ...]


@cache
def entity_patterns() -> EntityPatterns:
    """Token patterns for damaged text."""
    return load(EntityPatterns, "head/entities.toml")
