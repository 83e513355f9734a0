"""The shape of the command line's catalogue, for ``patterns lint`` and the tests.

Apart from :mod:`extractor.cli.words`, because every start would pay for the model.
"""

from __future__ import annotations

from extractor.book.loading import Declared, load


class Said(Declared):
    """One text in each language."""

    vi: str
    en: str


class Words(Declared):
    """``patterns/messages/cli.toml``, by kind of text."""

    commands: dict[str, Said]
    """Help of each command, by its path ('patterns.list')."""
    options: dict[str, Said]
    """Help of each argument and option, by name, or by 'command.name' where it differs."""
    headings: dict[str, Said]
    """The fixed words of a help page and of our own tables."""
    messages: dict[str, Said]
    """Sentences on standard error and in text results."""


def check_catalogue() -> Words:
    """The catalogue, validated.

    Raises:
        PatternError: it is not of the shape.
    """
    return load(Words, "messages/cli.toml")
