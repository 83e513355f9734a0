"""Counts how an engine without Vietnamese prints letters, and which words stand side by side.

Garbled texts are laid beside the documents that they were made of (`make_garbled.py`), and by the
words that face each other it is counted what each letter came out as: by rounds, each with the
likeliest reading that the counts of the round before give. The words of all reports and orders of
the tuned sets tell what stands beside what; of what only one or two documents say, names above
all, nothing is kept. Written are `patterns/reading/misreadings.toml` and
`patterns/text/neighbours.toml`; how they are used says `extractor/repair/restored.py`.

Run: ``python corpus/make_misreadings.py [FOLDER…]`` (of garbled texts; `corpus/garbled-tuned`
without any). It takes a quarter of a minute.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from extractor.models import Page
from extractor.repair import repair
from extractor.repair.syllables import is_syllable
from extractor.text import fold

CORPUS = Path(__file__).parent
PATTERNS = CORPUS.parent / "patterns"
NEVER_LOOKED_AT = "measured"
SETS = ("tuned", "orders-tuned")
TEXTS = ("document.txt", "document.md", "source.md")
ROUNDS = 4
DOCUMENTS = 3
"""In fewer a word may be a name or an author's own."""
TOGETHER = 3
"""How often two words must stand together to be kept."""
CAPITALS = 0.8
"""Share of its places in which an abbreviation is in capitals."""
LEAST = 0.5
"""Of 1000, how often a letter must come out so to be kept."""
BAND = 60
"""Words by which one text may be ahead of the other."""
_EDGES = ".,;:()[]{}\"'“”!|-–*+/‘’"
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,/]*|[^\w\s]")


def text_of(path: Path) -> str | None:
    """A document as it was meant; None in an encoding that only a reader knows."""
    try:
        return repair(Page(1, path.read_text(encoding="utf-8"), "text")).text
    except UnicodeDecodeError:
        return None


def facing(garbled: Sequence[str], meant: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words of two texts that stand for each other, in order.

    Those that are alike, and what alone is left between two of them on either side.
    """
    pairs = _alike([fold(word.lower()) for word in garbled], [fold(w.lower()) for w in meant])
    for (a, b), (c, d) in zip(pairs, [*pairs[1:], (0, 0)], strict=True):
        yield garbled[a], meant[b]
        if c - a == d - b == 2:
            yield garbled[a + 1], meant[b + 1]


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The places of an alignment, near the diagonal, of the greatest likeness."""
    known: dict[tuple[str, str], float] = {}
    rows: list[dict[int, float]] = [dict.fromkeys(range(len(theirs) + 1), 0.0)]
    reach = BAND + abs(len(ours) - len(theirs))
    for i, word in enumerate(ours, 1):
        middle = i * len(theirs) // len(ours)
        row = {max(0, middle - reach - 1): 0.0}
        for j in range(max(1, middle - reach), min(len(theirs), middle + reach) + 1):
            pair = word, theirs[j - 1]
            if pair not in known:
                known[pair] = Levenshtein.normalized_similarity(*pair) - 0.35
            straight = rows[-1].get(j - 1, 0.0) + known[pair]
            row[j] = max(straight, rows[-1].get(j, 0.0), row.get(j - 1, 0.0))
        rows.append(row)
    found = []
    i, j = len(ours), len(theirs)
    while i and j:
        here = rows[i].get(j, 0.0)
        gain = known.get((ours[i - 1], theirs[j - 1]), 0.0)
        if gain > 0 and here == rows[i - 1].get(j - 1, 0.0) + gain:
            found.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif here == rows[i - 1].get(j, 0.0):
            i -= 1
        else:
            j -= 1
    return found[::-1]


def misread(folders: Iterable[Path]) -> Counter[tuple[str, str]]:
    """(garbled word, syllable it was) → how often, in all texts of the folders."""
    words: Counter[tuple[str, str]] = Counter()
    for path in sorted(twin for folder in folders for twin in folder.glob("*/twin.json")):
        of = json.loads(path.read_text("utf-8"))["of"]
        if NEVER_LOOKED_AT in of:
            sys.exit(f"{path}: {of} is only measured")
        meant = text_of(CORPUS / of / "document.txt")
        garbled = (path.parent / "document.txt").read_text("utf-8")
        for seen, word in facing(garbled.split(), meant.split()) if meant else ():
            seen, word = seen.strip(_EDGES).lower(), word.strip(_EDGES).lower()
            number = seen.isdecimal() and len(seen) > 2
            if seen and not number and word.isalpha() and is_syllable(word):
                words[seen, word] += abs(len(seen) - len(word)) <= 4
    return +words


Shares = dict[str, dict[str, float]]
"""A letter, or two → what it came out as → its share."""


def letters(words: Counter[tuple[str, str]]) -> Shares:
    """How letters come out."""
    shares: Shares = {}
    for _ in range(ROUNDS):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for (seen, word), often in words.items():
            for letter, part in _parted(seen, word, shares):
                counts[letter][part] += often
        met = {letter: parts.total() for letter, parts in counts.items()}
        shares = {
            letter: {
                part: often / _places(letter, met) for part, often in parts.items() if often > 1
            }
            for letter, parts in counts.items()
        }
    return shares


def _places(letter: str, met: dict[str, int]) -> int:
    """How often it was met; of two together, the rarer one, as nobody counted the pair."""
    return met[letter] if len(letter) == 1 else 1 + min(met.get(one, 0) for one in letter)


def _parted(seen: str, word: str, shares: Shares) -> list[tuple[str, str]]:
    """The likeliest way in which the letters of a word came out as what was seen."""
    best: dict[tuple[int, int], tuple[float, list[tuple[str, str]]]] = {(0, 0): (1.0, [])}
    for i in range(len(word) + 1):
        for j in range(len(seen) + 1):
            if (i, j) not in best:
                continue
            likely, way = best[i, j]
            for letters_, size in ((1, 0), (1, 1), (1, 2), (2, 1)):
                if i + letters_ > len(word) or j + size > len(seen):
                    continue
                letter, part = word[i : i + letters_], seen[j : j + size]
                share = likely * _share(letter, part, shares)
                at = i + letters_, j + size
                if at not in best or best[at][0] < share:
                    best[at] = share, [*way, (letter, part)]
    return best.get((len(word), len(seen)), (0.0, []))[1]


def _share(letter: str, part: str, shares: Shares) -> float:
    if shares:
        return shares.get(letter, {}).get(part, 0.0) + (1e-5 if len(part) == 1 else 3e-6)
    if len(letter) == 1 and len(part) == 1:
        bare = unicodedata.normalize("NFD", letter.replace("đ", "d"))[0]
        return 0.9 if part == letter else 0.5 if fold(part) == bare else 0.02
    return 0.006 if len(letter) > 1 or not part else 0.024


Counts = dict[str, tuple[int, dict[str, int]]]
"""Word → how often it was met, and before what."""


def neighbours() -> Counts:
    """The words of reports, and what stands beside them."""
    texts = [
        text
        for name in SETS
        for folder in sorted((CORPUS / name).iterdir())
        for path in [next((folder / n for n in TEXTS if (folder / n).exists()), None)]
        if path is not None and (text := text_of(path)) is not None
    ]
    printed = Counter(word for text in texts for word in _WORD.findall(text) if word.isalpha())
    all_of = Counter[str]()
    for word, often in printed.items():
        all_of[word.lower()] += often
    short = {
        word.lower()
        for word, often in printed.items()
        if len(word) > 1 and word.isupper() and often > CAPITALS * all_of[word.lower()]
    }
    short = {word for word in short if not is_syllable(word)}
    met, pairs, held = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for text in texts:
        row = [_named(word, short) for word in _WORD.findall(text.lower())]
        met.update(row)
        pairs.update(zip([".", *row], row, strict=False))
        held.update(set(row))
    kept = {word for word in met if held[word] >= DOCUMENTS}
    counts: Counts = {word: (met[word], {}) for word in sorted(kept)}
    for (first, second), often in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if first in kept and second in kept and often >= TOGETHER:
            counts[first][1][second] = often
    return counts


def _named(word: str, short: set[str]) -> str:
    if word[0].isdigit():
        return "#"
    return "." if not word[0].isalpha() else word.upper() if word in short else word


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(*names: str) -> None:
    """Counts, and writes both files."""
    folders = [Path(name) for name in names] or [CORPUS / "garbled-tuned"]
    shares = letters(misread(folders))
    texts = sum(1 for folder in folders for _ in folder.glob("*/twin.json"))
    lines = [
        "# How letters come out where an engine without Vietnamese read them: of 1000, how often",
        "# as what; '-' is nothing. Made by corpus/make_misreadings.py.",
        'meaning = "what an engine without Vietnamese makes of each letter"',
        f'made_with = "{texts} texts garbled by tesseract eng"',
        "",
        "[letters]",
    ]
    for letter, parts in sorted(shares.items()):
        told = [
            f"{part or '-'} {share * 1000:.1f}"
            for part, share in sorted(parts.items(), key=lambda item: (-item[1], item[0]))
            if share * 1000 >= LEAST and not set(part) & set(", ")
        ]
        if told:
            lines.append(f"{_quoted(letter)} = {_quoted(', '.join(told))}")
    (PATTERNS / "reading" / "misreadings.toml").write_text("\n".join(lines) + "\n", "utf-8")
    lines = [
        "# Words of reports and orders, how often they were met, and before what: '#' is a number,",
        "# '.' a sign. Abbreviations are in capitals. Made by corpus/make_misreadings.py.",
        'meaning = "which words stand beside one another"',
        f'made_with = "{", ".join(SETS)}: words of {DOCUMENTS} documents and more"',
        "",
        "[words]",
    ]
    for word, (often, behind) in neighbours().items():
        told = ", ".join(f"{second} {count}" for second, count in behind.items())
        lines.append(f"{_quoted(word)} = {_quoted(f'{often} {told}'.strip())}")
    (PATTERNS / "text" / "neighbours.toml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
