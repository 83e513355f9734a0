"""What archives tell of a document, as declared in ``patterns/archival``, and what one adds to it.

Knows the shape of those files; no document and no file format.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractor.book.loading import Declared, load, root


class Origin(Declared):
    """The codes of how a document came to be a file."""

    born_digital: str
    scanned: str
    mixed: str


class Metadata(Declared):
    """``metadata.toml``."""

    about: str
    source: str
    fields: tuple[str, ...]
    """In the order of the circular."""
    language: str
    other_type: str
    date: str
    doc_code: str
    number: str
    """The document's number where no file's code is given."""
    relation: str
    """How a document that another one names is told in the latter's notes."""
    relations: dict[str, str]
    """What one document is to another, in words."""
    origin: Origin
    types: dict[str, str]


class Profile(Declared):
    """What no document tells of itself; '' stays blank."""

    file: str = ""
    maintenance: str = ""
    infor_sign: str = ""
    mode: str = ""
    risk_recovery: str = ""
    risk_recovery_status: str = ""
    process: str = ""
    organisation: str = ""


PROFILE = "archival/profile.toml"


@cache
def metadata() -> Metadata:
    """The fields and their codes."""
    return load(Metadata, "archival/metadata.toml")


def profile(file: Path | None) -> Profile:
    """What an archive adds, from a file; without one nothing.

    Raises:
        PatternError: the file is not of the shape.
    """
    return load(Profile, file or PROFILE)


def profile_form() -> bytes:
    """The file to be filled in, with its explanations."""
    return (root() / PROFILE).read_bytes()
