"""Why a page's picture was not opened, and how much a picture may cost.

Knows the code of the problem and nothing of how it will be told.
"""

from __future__ import annotations

MOST_PIXELS = 18_000_000
"""Of a picture that is worked on. A3 at 300 dpi has 17.4 million; what has more is shrunk."""
MOST_DECODED = 160_000_000
"""Bytes that a decoder may need at once: checked against the header, before decoding. With the
picture itself and the libraries (60 MB), a page is opened and prepared in under 400 MB."""
COEFFICIENTS = 3
"""Bytes a pixel that a JPEG sent in several passes is held in until the last one (4:2:0)."""
JPX = 9
"""Bytes a pixel that grey JPEG 2000 is held in besides the result; whole numbers of four bytes."""
JPX_COLOURS = 17
"""The same in colour; measured with pdfium's decoder."""
FINE = 190.0
"""Pixels an inch from which common print is read; a page that had more and was opened with less
is told of."""
COARSE = 100.0
"""Pixels an inch below which common print is not read any more: such a page is refused."""

WEBP = 16
"""The same of WebP: two canvases, their bytes and the picture, of four bytes each. An A4 page at
300 dpi is opened, an A3 page is not: the decoder cannot be asked for a smaller one."""


REDUCED = "reduced"
"""The step that is noted on such a page."""


def is_coarse(own: float, opened: float) -> bool:
    """Whether small print may be lost of a page of so many pixels an inch, opened with others."""
    return opened < FINE and opened < 0.95 * own


class Refused(Exception):
    """A page that cannot be, or is not allowed to be, turned into a picture.

    ``code`` is that of a Problem: image-too-large, image-damaged, image-unknown or no-such-page.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail
