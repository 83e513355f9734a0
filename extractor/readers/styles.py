"""What a Word file's styles and lists say of a paragraph: font, hidden text, borders, number.

Knows ``styles.xml`` and ``numbering.xml``; writes no text itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from extractor.readers.ooxml import W

MOST_STEPS = 20
"""Styles based on styles: a chain longer than this is a loop."""
SIGNS = ("-", "+", "*")
"""What stands for bullets, by their depth: what offices type where they set them by hand."""
INSET = 100
"""Twentieths of a point: bullets that begin less apart are of one depth."""
STEP = 360
"""Twentieths of a point: what a level is set in where nothing says it."""


def on(element: Any) -> bool:
    """Whether a switch such as ``w:vanish`` is set: present, and not said to be off."""
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")


def value(element: Any, path: str) -> str:
    """``w:val`` of the element at ``path`` (names without prefix), or ''."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else found.get(W + "val", "")


def whole(element: Any, path: str, default: int) -> int:
    """``w:val`` as a number 0..1000; ``default`` where the file holds no number there."""
    text = value(element, path)
    return min(int(text), 1000) if text.isascii() and text.isdigit() else default


class Styles:
    """The styles of one file, looked up along their chains."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._defaults: dict[str, str] = {}
        self._document: Any = None
        if root is None:
            return
        for style in root.iter(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "default") in ("1", "true"):
                self._defaults[style.get(W + "type", "")] = name
        self._document = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def chain(self, name: str, kind: str) -> list[Any]:
        """The style and those it is based on, nearest first."""
        found: list[Any] = []
        name = name or self._defaults.get(kind, "")
        while name in self._styles and len(found) < MOST_STEPS:
            found.append(self._styles[name])
            name = value(self._styles[name], "basedOn")
        return found

    def font(self, run: Any, paragraph_style: str) -> str:
        """The font name that holds for a run, or '' where nothing says."""
        own = run.find(W + "rPr")
        character = self.chain(value(own, "rStyle"), "character") if own is not None else []
        inherited = [*character, *self.chain(paragraph_style, "paragraph")]
        sources = [own, *(style.find(W + "rPr") for style in inherited), self._document]
        for properties in sources:
            fonts = None if properties is None else properties.find(W + "rFonts")
            if fonts is not None and (name := fonts.get(W + "ascii") or fonts.get(W + "hAnsi")):
                return str(name)
        return ""

    def hidden(self, run: Any) -> bool:
        """Whether the run is set as hidden text, by itself or by its character style."""
        own = run.find(W + "rPr")
        if own is None:
            return False
        vanish = own.find(W + "vanish")
        if vanish is not None:
            return on(vanish)
        name = value(own, "rStyle")
        if not name:
            return False
        return any(on(s.find(f"{W}rPr/{W}vanish")) for s in self.chain(name, "character"))

    def ruled(self, table: Any) -> bool:
        """Whether the table shows inner or outer lines: a table of data, not of layout."""
        own = table.find(W + "tblPr")
        if own is not None and (borders := own.find(W + "tblBorders")) is not None:
            return _visible(borders) or _cells_ruled(table)
        name = "" if own is None else value(own, "tblStyle")
        styled = (s.find(f"{W}tblPr/{W}tblBorders") for s in self.chain(name, "table"))
        return any(b is not None and _visible(b) for b in styled) or _cells_ruled(table)


def _visible(borders: Any) -> bool:
    return any(side.get(W + "val", "none") not in ("none", "nil") for side in borders)


def _cells_ruled(table: Any) -> bool:
    return any(_visible(borders) for borders in table.iter(W + "tcBorders"))


class Lists:
    """The running numbers of a file's automatic lists."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._starts: dict[tuple[str, int], int] = {}
        self._abstract: dict[str, str] = {}
        self._open: list[tuple[int, str]] = []
        """Indents and signs of the bullets that are open here, the outermost first."""
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            levels = {_level(x): x for x in abstract.iter(W + "lvl")}
            self._levels[abstract.get(W + "abstractNumId", "")] = levels
        for num in root.iter(W + "num"):
            number = num.get(W + "numId", "")
            self._abstract[number] = value(num, "abstractNumId")
            for override in num.iter(W + "lvlOverride"):
                if value(override, "startOverride"):
                    self._starts[number, _level(override)] = whole(override, "startOverride", 1)

    def label(self, properties: Any, style: str) -> str:
        """What stands before the paragraph ('1. ', '- '), counting it; '' for none."""
        number, level = self._place(properties, style)
        levels = self._levels.get(self._abstract.get(number, ""), {})
        if number in ("", "0") or level not in levels:
            return ""
        counts = self._counts[self._abstract[number]]
        before = self._starts.pop((number, level), None)
        start = before if before is not None else whole(levels[level], "start", 1)
        counts[level] = start if before is not None else counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if value(levels[level], "numFmt") == "bullet":
            return f"{self._bullet(levels[level], properties, style)} "
        self._open.clear()
        pattern = value(levels[level], "lvlText")
        for i in range(9):
            if f"%{i + 1}" in pattern:
                form = value(levels[i], "numFmt") if i in levels else "decimal"
                pattern = pattern.replace(f"%{i + 1}", numeral(counts.get(i, 1), form))
        return f"{pattern} " if pattern.strip() else ""

    def _bullet(self, level: Any, properties: Any, style: str) -> str:
        """'-', or for a bullet that is set in below another a sign that the other has not."""
        indent = self._indent(level, properties, style)
        while self._open and self._open[-1][0] > indent + INSET:
            self._open.pop()
        if self._open and self._open[-1][0] >= indent - INSET:
            return self._open[-1][1]
        own = "+" if value(level, "lvlText").strip() == "+" else "-"
        above = [sign for _, sign in self._open]
        sign = own if own not in above else next((s for s in SIGNS if s not in above), SIGNS[-1])
        self._open.append((indent, sign))
        return sign

    def _indent(self, level: Any, properties: Any, style: str) -> int:
        """How far from the margin the paragraph begins, in twentieths of a point."""
        named = [s.find(W + "pPr") for s in self._styles.chain(style, "paragraph")]
        for source in (properties, level.find(W + "pPr"), *named):
            indent = None if source is None else source.find(W + "ind")
            printed = "" if indent is None else indent.get(W + "left") or indent.get(W + "start")
            if printed and printed.isascii() and printed.isdigit():
                return int(printed)
        return STEP * _level(level)

    def _place(self, properties: Any, style: str) -> tuple[str, int]:
        """(numId, level) from the paragraph itself or from its style."""
        own = [properties] if properties is not None else []
        inherited = [s.find(W + "pPr") for s in self._styles.chain(style, "paragraph")]
        for source in (*own, *inherited):
            if source is not None and (number := value(source, "numPr/numId")):
                return number, whole(source, "numPr/ilvl", 0)
        return "", 0


def _level(element: Any) -> int:
    text = element.get(W + "ilvl", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def numeral(number: int, form: str) -> str:
    """A list number in Word's ``numFmt``: decimal, lowerLetter, upperRoman and so on."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if form == "lowerRoman" else roman
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form == "none" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    digits = (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")
    out = ""
    for size, sign in (*digits, (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, size)
        out += sign * count
    return out
