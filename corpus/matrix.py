"""Writes the coverage matrix of ``README.md`` from the ``Covers:`` lines of the notes.

Run: ``python corpus/matrix.py`` (a test holds the README to it).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

CORPUS = Path(__file__).parent
README = CORPUS / "README.md"
REPORTS = ("seeds", "tuned", "measured")
ORDERS = ("orders-tuned", "orders-measured")
"""Plans, letters and the like: sets of their own, with tags of their own."""
START, END = "<!-- matrix -->\n", "<!-- end of matrix -->\n"


def covered() -> dict[str, dict[str, list[str]]]:
    """Tag → set → short names of the documents that have it ('t01')."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for note in sorted(CORPUS.glob("*/*/note.md")):
        line = next(s for s in note.read_text("utf-8").splitlines() if s.startswith("Covers:"))
        for tag in line.removeprefix("Covers:").split(","):
            name = note.parent.name.split("-")[0].split("_")[0]
            found[tag.strip()][note.parent.parent.name].append(name)
    return found


def metrics() -> dict[str, Counter[str]]:
    """Metric → set → number of documents with at least one figure of it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(CORPUS.glob("*/*/gold.json")):
        figures = json.loads(path.read_text("utf-8"))["figures"]
        for metric in {figure["metric"] for figure in figures}:
            found[metric][path.parent.parent.name] += 1
    return found


def _head(first: str, sets: tuple[str, ...]) -> list[str]:
    return [f"| {first} | {' | '.join(sets)} |", "|---" * (len(sets) + 1) + "|"]


def _tags(sets: tuple[str, ...]) -> list[str]:
    """A row a tag that one of the sets has."""
    lines = _head("what", sets)
    for tag, found in sorted(covered().items()):
        if any(found.get(s) for s in sets):
            names = (" ".join(found.get(s, ())) for s in sets)
            lines.append(f"| {tag} | {' | '.join(names)} |")
    return lines


def matrix() -> str:
    """The three tables, as Markdown."""
    lines = [*_tags(REPORTS), "", "Plans, letters and the like:", "", *_tags(ORDERS)]
    lines += ["", "Documents that hold a figure of each metric:", ""]
    lines += _head("metric", REPORTS)
    for metric, counts in sorted(metrics().items()):
        numbers = " | ".join(str(counts[s]) for s in REPORTS)
        lines.append(f"| {metric} | {numbers} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Puts the matrix between its marks in the README."""
    before, _, rest = README.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    README.write_text(before + START + matrix() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
