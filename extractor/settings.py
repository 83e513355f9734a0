"""The limits under which documents are read, and how many are read at once.

Knows numbers only; who enforces them is :mod:`extractor.isolate` and the readers.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MB = 1024 * 1024


class Limits(BaseModel):
    """What one document may cost before its reading is cut short."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float = Field(default=120, gt=0)
    """Wall-clock time for one document; processor time is held to the same figure."""
    memory_mb: int = Field(default=2048, gt=0)
    """Address space of the reading process, in MiB."""
    page_seconds: float = Field(default=60, gt=0)
    """Time for one page that is read from its image; the document's own time does not run."""
    page_memory_mb: int = Field(default=1536, gt=0)
    """Address space of the process that reads one page image, in MiB."""
    pages: int = Field(default=5000, gt=0)
    """Pages (or sheets) read of one document."""
    text_mb: int = Field(default=16, gt=0)
    """Text taken from one document, in MiB of its own encoding."""
    output_mb: int = Field(default=512, gt=0)
    """What the parent accepts from a reading process, in MiB of its messages."""
    file_mb: int = Field(default=1024, gt=0)
    """A larger file is not read at all."""
    cells: int = Field(default=2_000_000, gt=0)
    """Cells of one spreadsheet sheet, blank ones included."""
    archive_members: int = Field(default=5000, gt=0)
    archive_mb: int = Field(default=2048, gt=0)
    """Unpacked size of all members of one archive together, in MiB."""
    archive_ratio: int = Field(default=200, gt=0)
    """Unpacked to packed size of a member; beyond it the member is taken for a bomb."""
    archive_depth: int = Field(default=3, gt=0)
    """How many archives may stand inside each other."""


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _slots() -> str:
    """One folder for all runs of this user on this machine."""
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return str(Path(tempfile.gettempdir()) / f"baocao-slots-{user}")


def cache_folder() -> Path:
    """Where the system wants what a user's programs keep for themselves."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "baocao"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "baocao"


class Scanning(BaseModel):
    """Whether pages are read from their images, with how many hands, and what is kept of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["auto", "never", "always"] = "auto"
    cores: int = Field(default_factory=cores, gt=0)
    """Page images read at the same time, by all runs on this machine together."""
    slots: str = Field(default_factory=_slots)
    """Folder of the locks by which that is held."""
    cache: str = ""
    """Folder in which pages that were read are kept; '' keeps none."""
    pictures: str = ""
    """Folder for the stages of each picture; '' writes none."""
    ready: str = ""
    """Folder in which pictures made ready are kept while their document is in work; or ''."""
    tally: str = ""
    """Folder in which page images asked for and read are counted, for who watches; or ''."""


NO_SCANS = Scanning(mode="never")


class Settings(BaseModel):
    """Everything a run can be told, with defaults that suit an office machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limits: Limits = Limits()
    scans: Scanning = Scanning()
    jobs: int = Field(default=1, gt=0)
    """Documents read at the same time."""
