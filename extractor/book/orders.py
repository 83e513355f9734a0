"""What the pattern book knows of orders and promises: their words, deadlines, targets and kinds.

Shapes and loading; how they are put together is in :mod:`extractor.orders`. Expressions are
written without marks and in lower case, with a blank for any white space.
"""

from __future__ import annotations

from functools import cache

from extractor.book.loading import Declared, load
from extractor.patience import Opened, Pattern


class OrderWords(Declared):
    """words.toml: phrases, compared word by word."""

    about: str
    source: str
    heads: tuple[str, ...]
    plurals: tuple[str, ...]
    proper: tuple[str, ...]
    open_ended: tuple[str, ...]
    closing: tuple[str, ...]
    whole: tuple[str, ...]
    apart: tuple[str, ...]
    body: tuple[str, ...]
    joins: tuple[str, ...]
    ordinal: str
    dangling: tuple[str, ...]
    orders: tuple[str, ...]
    relayed: tuple[str, ...]
    commands: tuple[str, ...]
    speaking: tuple[str, ...]
    agents: tuple[str, ...]
    promises: tuple[str, ...]
    addressed: tuple[str, ...]
    letting: tuple[str, ...]
    modals: tuple[str, ...]
    musts: tuple[str, ...]
    duties: tuple[str, ...]
    done: tuple[str, ...]
    past: tuple[str, ...]
    binding: tuple[str, ...]
    openers: tuple[str, ...]


class OrderSections(Declared):
    """sections.toml."""

    about: str
    source: str
    purposes: str
    demands: str
    contents: str
    findings: str
    tasks: str
    directions: str
    ends: str
    copies: str
    formulas: tuple[str, ...]
    completes: str
    begins: str
    grounds: str
    announcing: str
    issuing: str
    article: str
    chapter: str
    counted_item: str
    case: str
    praises: str
    agreeing: str
    answering: str
    aiming: str
    setting: str
    only_of: str
    apposed: str
    some: str
    at_end: str
    and_then: str
    and_who: str
    counted: str
    untold: str
    label: str
    issued: str
    capitals: str
    topic: str
    ordinal: str
    numbered: str
    conditions: str
    reviews: str
    looked_at: str
    courtesies: str
    finds: str
    of_all_above: str
    excepting: str
    recounts: tuple[str, ...]
    earlier: str
    recounts_before: tuple[str, ...]
    legend: str
    telling: str
    dispatched: str
    then: str
    relative: str
    adverbs: str
    whichever: str
    set_apart: str
    places: str
    hence: str
    only_if: str
    which: str
    whose: str
    counts: str
    phase: str
    field_actor: str
    field_time: str
    field_other: str
    leads: str
    given_to: str
    by: str
    by_year: str
    columns: dict[str, str]
    matrix: dict[str, str]


class Deadlines(Declared):
    """deadlines.toml."""

    about: str
    source: str
    before: str
    not_after: str
    of_files: str
    computed: str
    since_signed: str
    parts: dict[str, str]
    """What a name in braces stands for in the forms, the lonely ones and the rhythms."""
    forms: dict[str, str]
    alone: dict[str, str]
    repeats: dict[str, str]
    regular: str
    begins: str
    ahead: str
    quarter_of_target: str
    this_week: str
    month: str
    quarter: str
    later: str
    ordinal: str
    year_of_target: str
    weeks: dict[str, int]
    of_month: dict[str, int]
    often: str
    lengths: dict[str, int]
    numbers: dict[str, int]
    events: tuple[str, ...]


class TargetWords(Declared):
    """What stands around a number that is a target."""

    ends: str
    number_of: str
    event: str
    of_which: str
    never: str
    pace: str
    of_others: str
    was: str
    each: str
    portion: str
    still: str
    of_whom: str
    of_all: str
    shared: str
    half: str
    span: str
    bodies: str
    must: str
    no_number: str
    in_turn: str
    joining: str
    listing: str
    down: str
    full: str
    no_count: str
    between: str
    rate: str
    aim: str
    reach: str
    past: str
    share: str
    by: str
    time: str
    opening: str
    named: str
    levels: str
    """Of whom a rate is, and of no new noun."""
    no_noun: str
    level: str
    falls: str
    beyond: str
    worked_off: str
    undone: str
    anew: str
    joined: str
    least: str
    most: str
    counted_files: str
    cases: str
    none_of: str
    offices: str
    rated: str
    numbered: str
    """Behind a number of which nothing else is named."""
    amounts: str
    procedures: str
    also: str
    until: str
    allowed: str
    stock: str
    unmeasured: str
    electronic: str
    unless: str
    other_rate: str
    denied: str
    """Nobody is to be beyond the number behind it."""
    condition: str
    """Before a number that says of whom something is asked, not what."""
    reduced: str
    since: str
    rises: str
    told: str
    lasting: str
    clock: str
    files: str
    others: str
    counted: str


class Nothing(Declared):
    """Words that make none of something the target; without a metric where none measures it."""

    metric: str | None = None
    words: str


class Change(Declared):
    """Words that tell by how much something is to change."""

    value: int
    words: str


class Targets(Declared):
    """targets.toml."""

    about: str
    source: str
    before: dict[str, str]
    after: dict[str, str]
    words: TargetWords
    scales: dict[str, int]
    """What money is told in, in đồng."""
    open: dict[str, str]
    """A measure of settled files, and that of open ones with the same words."""
    low: tuple[str, ...]
    """Measures of which there is to be little: no least is set for them."""
    none: tuple[Nothing, ...]
    changes: tuple[Change, ...]


class KindSigns(Declared):
    """Expressions over a title that speak for a kind."""

    neighbour: str
    annex: str
    inspections: str
    domain: str
    minutes: str
    assigned: str
    attached: str
    reported: str
    goes_with: str
    aimed: str
    year: str
    plain: str
    """A paper of no type that orders nothing: a calendar of meetings, a list."""


class KindBook(Declared):
    """kinds.toml."""

    about: str
    source: str
    asking: tuple[str, ...]
    retelling: tuple[str, ...]
    ordering: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]
    weights: dict[str, float]
    signs: KindSigns


@cache
def order_words() -> OrderWords:
    """The words of orders."""
    return load(OrderWords, "orders/words.toml")


@cache
def order_sections() -> OrderSections:
    """Where orders stand."""
    return load(OrderSections, "orders/sections.toml")


@cache
def deadlines() -> Deadlines:
    """By when."""
    return load(Deadlines, "orders/deadlines.toml")


@cache
def targets() -> Targets:
    """How much."""
    return load(Targets, "orders/targets.toml")


@cache
def kind_book() -> KindBook:
    """What sort of document."""
    return load(KindBook, "orders/kinds.toml")


@cache
def compiled(expression: str) -> Pattern:
    """An expression of the book, a blank for any white space."""
    return Pattern(_with_any_space(expression))


@cache
def opened(expression: str) -> Opened:
    """The same of one that begins with a word, tried only at the words that may begin it."""
    return Opened(_with_any_space(expression))


def _with_any_space(expression: str) -> str:
    return expression.replace(" ?", r"\s*").replace(" ", r"\s+")
