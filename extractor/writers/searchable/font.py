"""A font in which every letter is a blank of the same width: text to be found, nothing to be seen.

Knows OpenType tables and PDF's composite fonts. The code of a letter is its UTF-16 unit, so that
one font, the same in every copy, holds whatever is read.
"""

from __future__ import annotations

import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

NAME = "BaocaoBlank"
EM = 1000
"""Units of the font's grid; PDF measures widths in the same."""
ADVANCE = 500
"""Width of every letter, in units."""
ASCENT, DESCENT = 750, -250
"""What a letter takes above and below its line: together the size of the font."""
BLANK = 1
"""The glyph of every letter; 0 would mean that the font lacks it."""
LARGEST = 0xFFFF
WHOLE = 0xB1B0AFBA
"""What all words of a font file add up to."""
MADE = 3_786_825_600
"""Seconds from 1904 to 2024: fonts say when they were made, and copies are to be the same."""


def coded(text: str) -> bytes:
    """The text as the hexadecimal string that a page shows it by."""
    units = "".join(char if ord(char) <= LARGEST else "\ufffd" for char in text)
    return b"<" + units.encode("utf-16-be", "replace").hex().encode("ascii") + b">"


def embed(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font as an object of ``pdf``."""
    described = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + NAME),
            Flags=4,
            FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]),
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=pdf.make_stream(program()),
        )
    )
    glyphs = struct.pack(">H", BLANK) * (LARGEST + 1)
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + NAME),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=described,
        DW=ADVANCE,
        CIDToGIDMap=pdf.make_stream(zlib.compress(glyphs), Filter=Name.FlateDecode),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + NAME),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=pdf.make_stream(_to_unicode()),
        )
    )


def _to_unicode() -> bytes:
    """Every code means the character of the same number; a range ends where its first byte does."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(0x100)]
    blocks = [ranges[at : at + 100] for at in range(0, len(ranges), 100)]
    told = "\n".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{told}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


# ------------------------------------------------------------------------- the font file


def program() -> bytes:
    """The font as a TrueType file of two glyphs: the one of a missing letter, and the blank."""
    outline = _outline()
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": outline,
        b"head": _head(),
        b"hhea": _hhea(),
        b"hmtx": struct.pack(">HhHh", ADVANCE, 0, ADVANCE, 0),
        b"loca": struct.pack(">3H", 0, 0, len(outline) // 2),
        b"maxp": struct.pack(">4s14H", b"\0\1\0\0", 2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _name(),
        b"post": struct.pack(">4sIhhI4I", b"\0\3\0\0", 0, -100, 50, 1, 0, 0, 0, 0),
    }  # fmt: skip
    made = _file(tables)
    # The file's own sum goes where there was nothing when it was added up: third in the head.
    at = made.index(tables[b"head"]) + 8
    return made[:at] + struct.pack(">I", (WHOLE - _checksum(made)) & 0xFFFFFFFF) + made[at + 4 :]


def _outline() -> bytes:
    """From the lower left corner to the upper right and back: it encloses nothing.

    Viewers mark what is selected by a letter's outline; one that has none is marked nowhere.
    """
    header = struct.pack(">5h", 1, 0, DESCENT, ADVANCE, ASCENT)
    both_on_line = bytes([1, 1])
    points = struct.pack(">4h", 0, ADVANCE, DESCENT, EM)
    return header + struct.pack(">2H", 1, 0) + both_on_line + points


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The tables behind their directory, each on a boundary of four bytes."""
    count = len(tables)
    largest = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">4s4H", b"\0\1\0\0", count, largest * 16, largest.bit_length() - 1, (count - largest) * 16
    )
    at = len(head) + 16 * count
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        directory += tag + struct.pack(">3I", _checksum(data), at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + directory + body


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return int(sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF)


def _head() -> bytes:
    return struct.pack(
        ">4s4sII2H2q4h2H3h",
        b"\0\1\0\0", b"\0\1\0\0", 0, 0x5F0F3CF5, 0b1011, EM, MADE, MADE,
        0, DESCENT, ADVANCE, ASCENT, 0, 8, 2, 0, 0,
    )  # fmt: skip


def _hhea() -> bytes:
    version = b"\0\1\0\0"
    return struct.pack(">4s3hH5h12xH", version, ASCENT, DESCENT, 0, ADVANCE, 0, 0, 0, 1, 0, 2)


def _os2() -> bytes:
    return struct.pack(
        ">Hh3H11h10s4I4s3H3h2H2I2h3H",
        3, ADVANCE, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0, b"\0" * 10,
        0, 0, 0, 0, b"NONE", 0x40, 0x20, LARGEST, ASCENT, DESCENT, 0, ASCENT, -DESCENT,
        0, 0, 500, ASCENT, 0, 0x20, 1,
    )  # fmt: skip


def _cmap() -> bytes:
    """One segment, the blank, and the one that every such table ends with."""
    segments = struct.pack(
        ">12H2h2H", 4, 32, 0, 4, 4, 1, 0, 0x20, LARGEST, 0, 0x20, LARGEST, BLANK - 0x20, 1, 0, 0
    )
    return struct.pack(">2H2HI", 0, 1, 3, 1, 12) + segments


def _name() -> bytes:
    names = {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 5: "Version 1.0", 6: NAME}
    records, texts = b"", b""
    for number, name in names.items():
        text = name.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(text), len(texts))
        texts += text
    return struct.pack(">3H", 0, len(names), 6 + len(records)) + records + texts
