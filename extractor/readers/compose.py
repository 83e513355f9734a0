"""Builds a page's text piece by piece and keeps the span of every piece.

Knows offsets; knows nothing of file formats. Readers append words, cells and lines here, so
that ``page.text[start:end]`` holds for whatever they hand on.
"""

from __future__ import annotations


class PageText:
    """The growing text of one page. Spans are in characters of the final text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.last = ""

    def add(self, text: str) -> tuple[int, int]:
        """Append ``text``; its (start, end)."""
        start = self.length
        if text:
            self._parts.append(text)
            self.length += len(text)
            self.last = text[-1]
        return start, self.length

    def newline(self) -> None:
        """End the line, unless nothing stands on it."""
        if self.length and self.last != "\n":
            self.add("\n")

    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)
