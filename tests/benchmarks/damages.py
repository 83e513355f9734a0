"""Ways in which the text of a report is damaged on its way to a reader, one at a time.

A way takes a text and a source of chance and gives the damaged text; the same chance gives the
same damage. Knows print and what programs, engines and typists do to it; no report's meaning.
What lies in columns (tables) keeps its lines.
"""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

from extractor.text import MARKS, fold

Way = Callable[[str, random.Random], str]

_COLUMNS = re.compile(r"[|\t]|\S {3,}\S")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_TONES = MARKS[:5]
_VOWELS = "aăâeêioôơuưy"
_FAMILIES = [
    [v + t for v in family for t in ("", *_TONES)]
    for family in ("aăâ", "eê", "i", "oôơ", "uư", "y")
]
_ALIKE: dict[str, str] = {
    letter: "".join(sorted(set(composed) - {letter}))
    for family in _FAMILIES
    for composed in [[unicodedata.normalize("NFC", one) for one in family]]
    for letter in composed
}
"""A vowel → those of the same letter with other marks."""
_STROKES = {
    "i": "l1", "l": "i1", "h": "nb", "n": "hu", "m": ("rn", "nn"), "c": "eo", "u": "n", "t": "f",
    "đ": "d", "g": "q", "b": "h", "r": "n", "a": "o", "o": "c0", "I": "l1", "O": "0",
}  # fmt: skip
"""Letters that an engine takes for others by their form."""
_AS_LETTER = {"0": "O", "1": "lI", "5": "S", "8": "B"}
_STAMPS = (
    "Trang {n}/9", "{n}", "- {n} -", "ĐÃ KÝ", "(Đã ký)", "BẢN SAO", "HỎA TỐC",
    "CÔNG VĂN ĐẾN\nSố: 4{n}71\nNgày: 1{n}/7",
    "Người ký: Văn phòng\nEmail: vanphong@tinh.gov.vn\n"
    "Cơ quan: Ủy ban nhân dân\nThời gian ký: 12.07.2024 15:0{n}:21 +07:00",
    "Báo cáo cải cách hành chính                              Trang {n}",
)  # fmt: skip
"""What running heads, page numbers, stamps and signatures leave amid the text."""


def _bare(text: str) -> str:
    """Without marks, capitals kept; đ stays."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if c not in MARKS))


def no_marks(text: str, _: random.Random) -> str:
    """Typed without marks, but with đ."""
    return _bare(text)


def no_marks_no_d(text: str, _: random.Random) -> str:
    """Typed on a keyboard without Vietnamese."""
    return _bare(text).replace("đ", "d").replace("Đ", "D")


def some_marks(text: str, chance: random.Random, *, share: float) -> str:
    """Marks lost on some of the letters that have any."""
    return "".join(
        fold(c) if fold(c) != c.lower() and c.islower() and chance.random() < share else c
        for c in text
    )


def _is_foreign(char: str) -> bool:
    return char.isalpha() and ord(char) > 0xFF


def replaced(text: str, _: random.Random, *, by: str) -> str:
    """Letters beyond Latin-1 that a program could not write."""
    return "".join(by if _is_foreign(c) else c for c in text)


def mojibake(text: str, _: random.Random, *, codec: str, lost: str | None = None) -> str:
    """UTF-8 read as another encoding and written anew; ``lost`` for a byte without a letter."""
    shown = []
    for byte in text.encode():
        try:
            shown.append(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            shown.append(chr(byte) if lost is None else lost)
    return "".join(shown)


def loose_marks(text: str, _: random.Random, *, apart: bool) -> str:
    """Letters and tones taken apart; ``apart``: each tone behind a blank."""
    loose = unicodedata.normalize("NFD", text)
    return re.sub(f"([{_TONES}])", r" \1", loose) if apart else loose


def split(text: str, chance: random.Random, *, share: float) -> str:
    """Syllables torn before a vowel or a letter behind it: 'ti ếp nh ận'."""

    def torn(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 3 or chance.random() > share:
            return word
        marked = [at for at in range(1, len(word)) if not word[at].isascii()]
        at = marked[0] if marked else chance.randrange(1, len(word))
        at += at + 1 < len(word) and chance.random() < 0.4
        return f"{word[:at]} {word[at:]}"

    return _WORD.sub(torn, text)


def glued(text: str, chance: random.Random, *, share: float) -> str:
    """Blanks lost between words: 'tiếpnhận'."""
    return re.sub(
        r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda _: "" if chance.random() < share else " ", text
    )


def spaced(text: str, chance: random.Random, *, between: str) -> str:
    """A third of the lines set with letters apart; ``between`` stands for each blank."""

    def line(one: str) -> str:
        if _COLUMNS.search(one) or chance.random() > 0.33:
            return one
        return between.join(" ".join(word) for word in one.split(" "))

    return "\n".join(map(line, text.split("\n")))


def broken(text: str, chance: random.Random, *, hyphens: bool) -> str:
    """Lines of 40 to 60 columns; with ``hyphens`` a word may be parted at the end of one."""
    width = chance.randrange(40, 61)
    lines: list[str] = []
    for one in text.split("\n"):
        if _COLUMNS.search(one) or len(one) <= width:
            lines.append(one)
            continue
        parts = textwrap.wrap(one, width, break_long_words=False, break_on_hyphens=False)
        lines += _hyphened(parts, chance) if hyphens else parts
    return "\n".join(lines)


def _hyphened(lines: list[str], chance: random.Random) -> list[str]:
    for at in range(len(lines) - 1):
        word, _, rest = lines[at + 1].partition(" ")
        if word.isalpha() and len(word) > 3 and chance.random() < 0.5:
            cut = chance.randrange(2, len(word) - 1)
            lines[at], lines[at + 1] = f"{lines[at]} {word[:cut]}-", f"{word[cut:]} {rest}".rstrip()
    return [line for line in lines if line]


def capitals(text: str, _: random.Random) -> str:
    """All in capitals."""
    return text.upper()


def thrown(text: str, chance: random.Random) -> str:
    """Running heads, page numbers, stamps and signatures amid the sentences."""
    lines = broken(text, chance, hyphens=False).split("\n")
    found: list[str] = []
    number = 1
    for before, line in zip(["", *lines], lines, strict=False):
        inside = before and line and before[-1] not in ".:;" and not _COLUMNS.search(before + line)
        if inside and chance.random() < 0.12:
            number += 1
            found += chance.choice(_STAMPS).format(n=number % 10).split("\n")
        found.append(line)
    return "\n".join(found)


def foot_in_columns(text: str, _: random.Random, *, beside: bool) -> str:
    """The signer's lines among those of the recipients, on the same lines or each on its own."""
    lines = text.rstrip().split("\n")
    foot = next((at for at in range(len(lines) - 1, 0, -1) if lines[at].startswith("Nơi nhận")), 0)
    if not foot or any(map(_COLUMNS.search, lines[foot:])):
        return text
    tail = [line for line in lines[foot:] if line]
    at = next((n for n, one in enumerate(tail) if n and one.isupper()), len(tail))
    left, right = tail[:at], tail[at:]
    height = max(len(left), len(right))
    pairs = zip(
        left + [""] * (height - len(left)), right + [""] * (height - len(right)), strict=True
    )
    rows = [(f"{a:<44}{b}".rstrip() if beside else f"{a}\n{b}".strip()) for a, b in pairs]
    return "\n".join([*lines[:foot], *rows])


def body_in_columns(text: str, _: random.Random) -> str:
    """The body set in two columns and read line by line across both."""
    lines = [
        part
        for one in text.split("\n")
        for part in (textwrap.wrap(one, 46) if not _COLUMNS.search(one) else [one])
    ]
    half = (len(lines) + 1) // 2
    left, right = lines[:half], [*lines[half:], ""]
    return "\n".join(f"{a:<50}{b}".rstrip() for a, b in zip(left, right, strict=False))


def misread(text: str, chance: random.Random, *, share: float) -> str:
    """Letters taken for others by an engine that knows Vietnamese; digits are read well."""

    def one(char: str) -> str:
        if not char.isalpha() or chance.random() > share:
            return char
        small = char.lower()
        choices = _ALIKE.get(small, "")
        if choices and (not char.isascii() or small not in _STROKES):
            new = chance.choice(choices)
            return new.upper() if char.isupper() else new
        return chance.choice(_STROKES.get(char, char))

    return "".join(map(one, text))


def misread_digits(text: str, chance: random.Random, *, share: float) -> str:
    """Digits taken for letters that look like them: one in ``share`` of all, of 0, 1, 5 and 8."""

    def one(char: str) -> str:
        if char in _AS_LETTER and chance.random() < share * 10 / len(_AS_LETTER):
            return chance.choice(_AS_LETTER[char])
        return char

    return "".join(map(one, text))


def wrong_digits(text: str, chance: random.Random, *, share: float) -> str:
    """Digits taken for other digits; what stands there looks like any number."""
    return "".join(
        chance.choice({"1": "7", "3": "8", "5": "6", "6": "8", "8": "3", "0": "6"}.get(c, "1"))
        if c.isdigit() and chance.random() < share
        else c
        for c in text
    )


def tight_numbers(text: str, chance: random.Random, *, share: float) -> str:
    """Blanks lost before and behind numbers: '354hồ sơ', 'là1.127'."""
    beside = r"(?<=[^\W\d_]) (?=\d)|(?<=\d) (?=[^\W\d_])|(?<=\d) (?=%)|(?<=[,:;]) (?=\d)"
    return re.sub(beside, lambda _: "" if chance.random() < share else " ", text)


def english_numbers(text: str, _: random.Random) -> str:
    """Dots for commas and commas for dots in the numbers of the whole document."""
    exchanged = str.maketrans(".,", ",.")

    def number(match: re.Match[str]) -> str:
        printed = match.group()
        return printed if _is_no_amount(text, match) else printed.translate(exchanged)

    return _NUMBER.sub(number, text)


def _is_no_amount(text: str, match: re.Match[str]) -> bool:
    """A date, a number of an article or a heading stays as it is."""
    line = text.rfind("\n", 0, match.start()) + 1
    return match.group().count(".") == 2 or not text[line : match.start()].strip(" \t*#-|")


def wide_blanks(text: str, chance: random.Random) -> str:
    """Blanks and tabs multiplied between words."""
    kinds = (" ", " ", "  ", "   ", "\t", " \t ", "      ")
    return "\n".join(
        line if _COLUMNS.search(line) else re.sub(r"(?<=\S) ", lambda _: chance.choice(kinds), line)
        for line in text.split("\n")
    )


def odd_bullets(text: str, chance: random.Random) -> str:
    """Bullets as glyphs of Symbol and Wingdings, or as letters these fonts draw as bullets."""
    kinds = {mark: chance.choice("\uf0b7\uf0a7\uf02d\uf0fc\uf0d8§Øüq·") for mark in "-+*•"}
    return re.sub(r"(?m)^(\s*)([-+*•])(?=\s+\S)", lambda m: m[1] + kinds[m[2]], text)


WAYS: dict[str, Way] = {
    "as-it-is": lambda text, _: text,
    "no-marks": no_marks,
    "no-marks-no-d": no_marks_no_d,
    "some-marks-10": partial(some_marks, share=0.1),
    "some-marks-40": partial(some_marks, share=0.4),
    "letters-as-?": partial(replaced, by="?"),
    "letters-gone": partial(replaced, by=""),
    "letters-as-box": partial(replaced, by="\u25a1"),
    "letters-as-fffd": partial(replaced, by="\ufffd"),
    "utf8-as-cp1252": partial(mojibake, codec="cp1252"),
    "utf8-cp1252-gaps": partial(mojibake, codec="cp1252", lost=""),
    "utf8-cp1252-?": partial(mojibake, codec="cp1252", lost="?"),
    "utf8-as-latin1": partial(mojibake, codec="latin-1"),
    "nfd": partial(loose_marks, apart=False),
    "nfd-loose": partial(loose_marks, apart=True),
    "split-15": partial(split, share=0.15),
    "split-60": partial(split, share=0.6),
    "glued-10": partial(glued, share=0.1),
    "glued-50": partial(glued, share=0.5),
    "spaced-letters": partial(spaced, between="   "),
    "spaced-flat": partial(spaced, between=" "),
    "broken": partial(broken, hyphens=False),
    "broken-hyphens": partial(broken, hyphens=True),
    "capitals": capitals,
    "thrown-amid": thrown,
    "foot-beside": partial(foot_in_columns, beside=True),
    "foot-in-turns": partial(foot_in_columns, beside=False),
    "two-columns": body_in_columns,
    "misread-1": partial(misread, share=0.01),
    "misread-3": partial(misread, share=0.03),
    "digits-as-letters": partial(misread_digits, share=0.005),
    "wrong-digits": partial(wrong_digits, share=0.005),
    "tight-numbers": partial(tight_numbers, share=0.5),
    "english-numbers": english_numbers,
    "wide-blanks": wide_blanks,
    "odd-bullets": odd_bullets,
}


def damaged(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Each way by its name with the text damaged so; ``name`` of the document seeds the chance."""
    for way, damage in WAYS.items():
        yield way, damage(text, random.Random(f"{name} {way}"))
