"""A picture of a page → a page: witnesses read it, their words are put in order.

Knows the order of the steps; how a picture is made ready, read or compared is known elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from extractor.images.picture import Picture, Pixels
from extractor.models import Page
from extractor.ocr import engine, languages
from extractor.ocr.engine import Seen
from extractor.ocr.ready import ready as made_ready
from extractor.readers.glyphs import Token
from extractor.readers.layout import compose

Read = Callable[[Picture, str], list[Seen]]
"""One pass over a picture in one language: the engine, or what it said when it was recorded."""
Keep = Callable[[str, Pixels], None]


def read_page(
    picture: Picture,
    number: int,
    layer: Page | None = None,
    *,
    read: Read = engine.read,
    keep: Keep | None = None,
) -> Page:
    """The page that the picture shows.

    Args:
        picture: as it was opened.
        number: 1-based, of the page in its file.
        layer: the page as its text layer has it, where that is worth hearing: one more witness.
        read: who reads; the engine by default.
        keep: is given each stage of the picture with its name.
    """
    ready, first = made_ready(picture, read, keep=keep)
    seen = {languages.WORDS: first, languages.DIGITS: read(ready, languages.DIGITS)}
    tokens = [_token(word, ready) for word in seen[languages.WORDS]]
    composed = compose(tokens, [], [])
    return Page(
        number=number,
        text=composed.text,
        reader="ocr",
        width=picture.width,
        height=picture.height,
        words=composed.words,
        tables=composed.tables,
        image_share=1.0,
        steps=ready.steps,
    )


def _token(word: Seen, picture: Picture) -> Token:
    """The word in points of the page."""
    x0, top, x1, bottom = picture.on_page(word.left, word.top, word.right, word.bottom)
    text = unicodedata.normalize("NFC", word.text)
    return Token(text, x0, top, x1, bottom, confidence=word.confidence)
