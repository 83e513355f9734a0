"""The fonts that made scans are set in: faces with every Vietnamese letter.

Knows files of Debian's packages and where else to look; knows no page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

from extractor.errors import MissingToolError
from extractor.messages import say

FOLDERS = ("/usr/share/fonts", "/usr/share/texmf/fonts", "/usr/local/share/fonts")

FACES: dict[str, tuple[str, dict[str, str]]] = {
    "liberation-serif": (
        "fonts-liberation2",
        {
            "": "LiberationSerif-Regular.ttf",
            "b": "LiberationSerif-Bold.ttf",
            "i": "LiberationSerif-Italic.ttf",
        },
    ),
    "dejavu-serif": (
        "fonts-dejavu-core",
        {"": "DejaVuSerif.ttf", "b": "DejaVuSerif-Bold.ttf", "i": "DejaVuSerif.ttf"},
    ),
    "liberation-sans": (
        "fonts-liberation2",
        {
            "": "LiberationSans-Regular.ttf",
            "b": "LiberationSans-Bold.ttf",
            "i": "LiberationSans-Italic.ttf",
        },
    ),
    **{
        face: (
            "fonts-texgyre",
            {
                "": f"texgyre{face}-regular.otf",
                "b": f"texgyre{face}-bold.otf",
                "i": f"texgyre{face}-italic.otf",
            },
        )
        for face in ("termes", "pagella", "schola", "bonum", "heros")
    },
}
"""Face → its Debian package and the files of its styles: regular, bold, italic. Liberation
Serif and Termes are both drawn to the widths of Times, by different hands."""

WIDE = {
    "dejavu-serif": 0.86,
    "pagella": 0.94,
    "schola": 0.92,
    "bonum": 0.88,
    "liberation-sans": 0.92,
    "heros": 0.92,
}
"""Faces that are larger than Times at the same size, and by how much they are set smaller."""


@cache
def font(face: str, style: str, pixels: float) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels of the em.

    Raises:
        MissingToolError: its file is not on this machine; the message names the package.
    """
    size = pixels * WIDE.get(face, 1.0)
    return ImageFont.truetype(str(file(face, style)), size, layout_engine=ImageFont.Layout.BASIC)


def file(face: str, style: str) -> Path:
    """The file of a face.

    Raises:
        MissingToolError: as for :func:`font`.
    """
    package, files = FACES[face]
    found = _find(files[style])
    if found is None:
        raise MissingToolError(say("no-font", {"file": files[style], "package": package}))
    return found


@cache
def _find(name: str) -> Path | None:
    """A file of that name that has the letters: old versions of some faces lack half of them."""
    files = [path for folder in FOLDERS for path in sorted(Path(folder).rglob(name))]
    return next((path for path in files if _complete(path)), None)


def _complete(path: Path) -> bool:
    face = ImageFont.truetype(str(path), 24, layout_engine=ImageFont.Layout.BASIC)
    missing = face.getmask(_NOWHERE)
    return all(bytes(face.getmask(letter)) != bytes(missing) for letter in _LETTERS)


_LETTERS = ("ỗ", "ự", "ạ", "ơ", "ư", "đ", "Ỹ")
"""A letter of each kind that a face for Western Europe lacks."""
_NOWHERE = "\U0010fffd"
"""A character that no face has."""
