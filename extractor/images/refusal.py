"""Why a page's picture was not opened, and how much a picture may cost.

Knows the code of the problem and nothing of how it will be told.
"""

from __future__ import annotations

MOST_PIXELS = 24_000_000
"""Of a picture that is worked on. A3 at 300 dpi has 17 million; what has more is shrunk."""
MOST_DECODED = 160_000_000
"""Bytes that a decoder may need at once: checked against the header, before decoding."""


class Refused(Exception):
    """A page that cannot be, or is not allowed to be, turned into a picture.

    ``code`` is that of a Problem: image-too-large, image-damaged, image-unknown or no-such-page.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail
