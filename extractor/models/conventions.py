"""What a document's figures show of its ways of counting. Knows no rule."""

from __future__ import annotations

from pydantic import Field

from extractor.models.base import Frozen

UNTOLD, MIXED = "cannot-tell", "mixed"


class Convention(Frozen):
    """One way of counting, with the equations that hold only so."""

    name: str
    """Which way of counting."""
    about: str = ""
    """The metric it is about, where a report may follow several: a rate, a kind of files."""
    value: str
    """The way that is shown; 'mixed' where equations differ, 'cannot-tell' where none shows any."""
    seen: dict[str, int] = Field(default_factory=dict)
    """Each way that some equation shows → how many show it."""
    equations: tuple[str, ...] = ()
    """The first few."""
    figures: tuple[str, ...] = ()
    """Of the first equation of each way."""

    @property
    def told(self) -> bool:
        """Whether the document shows one way and no other."""
        return self.value not in (UNTOLD, MIXED)
