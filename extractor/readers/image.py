"""Counts the pages of an image file; what is on them is read in :mod:`extractor.ocr`.

Knows the directories of a TIFF. Of an animation only the first picture is a page, and that is
said.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from extractor.models import Page, Problem, Source
from extractor.settings import Limits


def read(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """An empty page that needs its image read, for every image in the file."""
    if frames := _animated(Path(source.file)):
        yield Problem("animated-image", None, str(frames))
    pages, whole = count(Path(source.file))
    if not whole:
        yield Problem("truncated-tiff", None, str(pages))
    for number in range(1, min(pages, limits.pages) + 1):
        yield Page(
            number=number,
            text="",
            reader="ocr",
            image_share=1.0,
            problems=(Problem("needs-ocr", number),),
        )


def _animated(path: Path) -> int:
    """Pictures in a file that is no TIFF and holds several; 0 in any other."""
    from PIL import Image

    try:
        with Image.open(path, formats=("GIF", "PNG", "WEBP")) as image:
            frames = int(getattr(image, "n_frames", 1))
    except Exception:  # decoders fail in many ways; the page itself will say so
        return 0
    return frames if frames > 1 else 0


def count(path: Path) -> tuple[int, bool]:
    """Images in the file (a TIFF's directories, else 1), and whether that is all of them.

    Each directory says where the next one stands: beyond the end of a file that was cut short.
    """
    data = path.read_bytes()
    if len(data) < 8 or data[:4] not in (b"II*\0", b"MM\0*"):
        return 1, True
    order = "<" if data[:2] == b"II" else ">"
    pages, seen = 0, set()
    (offset,) = struct.unpack_from(order + "I", data, 4)
    # A directory that points back would count for ever.
    while offset and offset not in seen and offset + 2 <= len(data):
        seen.add(offset)
        pages += 1
        (entries,) = struct.unpack_from(order + "H", data, offset)
        following = offset + 2 + 12 * entries
        if following + 4 > len(data):
            break
        (offset,) = struct.unpack_from(order + "I", data, following)
    return max(pages, 1), not offset
