"""Opens image files through Pillow: JPEG, PNG, WebP, GIF, BMP, JPEG 2000 and TIFF of many pages.

Knows headers, orientation tags and resolutions; decodes nothing whose header promises more than
a worker can hold.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from extractor.images.geometry import noted, scaling
from extractor.images.picture import Picture, Pixels
from extractor.images.refusal import (
    COEFFICIENTS,
    JPX,
    MOST_DECODED,
    MOST_PIXELS,
    REDUCED,
    WEBP,
    Refused,
    is_coarse,
)

PAPER = 11.69
"""Inches: the longer side of A4, taken where a file does not tell its resolution."""
CREDIBLE = (72.5, 1300.0)
"""Pixels an inch. Cameras write 72 into every photo, and other values are slips."""
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "JPEG2000", "AVIF")
Image.init()  # its forty openers: here once, not in the child of every page
HALVED = 8
"""The most by which a JPEG's decoder divides the sides."""
BAND = 256
"""Rows of the smaller picture made at once."""


def count(file: str) -> int:
    """Pages in the file.

    Raises:
        Refused: it is no image that can be opened.
    """
    with opened(file) as image:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def page(file: str, number: int) -> Picture:
    """Page ``number`` (from 1), upright as its orientation tag says, in RGB or grey.

    Raises:
        Refused: no such page, damaged, or too large.
    """
    with opened(file) as image:
        if not 1 <= number <= (getattr(image, "n_frames", 1) if image.format == "TIFF" else 1):
            raise Refused("no-such-page", str(number))
        if number > 1:
            image.seek(number - 1)
        dpi = resolution(image)
        whole = image.size
        _affordable(image)
        return _picture(image, whole, dpi)


@contextmanager
def opened(file: str) -> Iterator[Image.Image]:
    """The image, with whatever Pillow raises turned into a refusal."""
    with warnings.catch_warnings():
        # Sizes are checked here against what a worker can hold, which is less than Pillow's.
        warnings.simplefilter("ignore")
        try:
            _promised(file)
            with Image.open(file, formats=FORMATS) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise Refused("image-too-large") from error
        except UnidentifiedImageError as error:
            raise Refused("image-unknown") from error
        except (Refused, FileNotFoundError, PermissionError, MemoryError):
            raise
        except Exception as error:  # decoders fail in many ways, none of them documented
            raise Refused("image-damaged", type(error).__name__) from error


def _promised(file: str) -> None:
    """Refuses a WebP by its header: Pillow's decoder takes its memory when the file is opened."""
    with Path(file).open("rb") as stream:
        head = stream.read(30)
    if len(head) < 30 or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    if width * height * WEBP > MOST_DECODED:
        raise Refused("image-too-large", f"{width} x {height}")


def resolution(image: Image.Image) -> float:
    """As the file says, where that can be; else as if the longer side were A4's."""
    told = image.info.get("dpi", (0.0, 0.0))
    across = float(told[0]) if isinstance(told, tuple) else 0.0
    if CREDIBLE[0] <= across <= CREDIBLE[1]:
        return across
    return max(image.size) / PAPER


def _affordable(image: Image.Image) -> None:
    """Ask the decoder for a smaller picture where it can; refuse where it cannot."""
    many = image.size[0] * image.size[1]
    needed = many * len(image.getbands())
    if image.format == "JPEG2000":
        needed = many * JPX
    elif image.format == "JPEG":
        again = many * COEFFICIENTS if image.info.get("progressive") else 0
        parts = _parts(many, needed, MOST_DECODED - again)
        if parts > 1:
            image.draft(image.mode, (image.size[0] // parts, image.size[1] // parts))
        needed = again + image.size[0] * image.size[1] * len(image.getbands())
    if needed > MOST_DECODED:
        raise Refused("image-too-large", f"{image.size[0]} x {image.size[1]}")


def _parts(many: int, needed: int, most: int) -> int:
    """By which power of two a JPEG's decoder divides its sides: to no less than is worked on.

    But what would not fit otherwise (an A1 page in colour) is divided once more.
    """
    parts = 1
    while parts < HALVED and (many > (2 * parts) ** 2 * MOST_PIXELS or needed > parts**2 * most):
        parts *= 2
    return parts


def _picture(image: Image.Image, whole: tuple[int, int], dpi: float) -> Picture:
    image.load()
    small = _shrunk(image)
    if small is not image:
        image.close()  # its pixels go before those of the small one are copied
    image = small
    before = image.size
    ImageOps.exif_transpose(image, in_place=True)
    if image.size != before:
        whole = whole[::-1]
    pixels = np.asarray(_plain(image))
    height, width = pixels.shape[:2]
    width_pt, height_pt = whole[0] * 72 / dpi, whole[1] * 72 / dpi
    picture = Picture(
        pixels=cast(Pixels, pixels),
        dpi=dpi * width / whole[0],
        to_page=scaling(width_pt / width, height_pt / height),
        width=width_pt,
        height=height_pt,
    )
    return noted(picture, REDUCED, dpi) if is_coarse(dpi, picture.dpi) else picture


def _shrunk(image: Image.Image) -> Image.Image:
    """The image at MOST_PIXELS at most, taken down band by band: twice the page is too much."""
    many = image.size[0] * image.size[1]
    if many <= MOST_PIXELS:
        return image
    share = (MOST_PIXELS / many) ** 0.5
    width, height = max(1, int(image.size[0] * share)), max(1, int(image.size[1] * share))
    exif = image.getexif()
    result: Image.Image | None = None
    for top in range(0, height, BAND):
        rows = min(BAND, height - top)
        above, below = (round(row * image.size[1] / height) for row in (top, top + rows))
        band = _plain(image.crop((0, above, image.size[0], below)))
        band = band.resize((width, rows), Image.Resampling.BOX)
        if result is None:
            result = Image.new(band.mode, (width, height))
        result.paste(band, (0, top))
    assert result is not None
    result.info["exif"] = exif.tobytes()
    return result


def _plain(image: Image.Image) -> Image.Image:
    """In RGB or grey, without transparency (what shows through is paper)."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        # Pillow would cut off at 255; sixteen bits are what such files hold.
        return Image.fromarray((np.asarray(image).astype(np.float32) / 257).astype(np.uint8))
    if image.mode in ("1", "F"):
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGB", clear.size, (255, 255, 255))
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return image.convert("RGB")
