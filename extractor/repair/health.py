"""How far a text can be trusted, from Vietnamese evidence."""

from __future__ import annotations

from extractor.models import Health


def judge(text: str) -> Health:
    """The health of a text."""
    return Health("good", "clean" if text.strip() else "empty")
