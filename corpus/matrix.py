"""Writes the coverage matrix of ``README.md`` from the ``Covers:`` lines of the notes.

Run: ``python corpus/matrix.py`` (a test holds the README to it).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

CORPUS = Path(__file__).parent
README = CORPUS / "README.md"
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


def matrix() -> str:
    """The two tables, as Markdown."""
    lines = ["| what | seeds | tuned | measured |", "|---|---|---|---|"]
    for tag, sets in sorted(covered().items()):
        names = (" ".join(sets.get(s, ())) for s in ("seeds", "tuned", "measured"))
        lines.append(f"| {tag} | {' | '.join(names)} |")
    lines += ["", "Documents that hold a figure of each metric:", ""]
    lines += ["| metric | seeds | tuned | measured |", "|---|---|---|---|"]
    for metric, counts in sorted(metrics().items()):
        numbers = " | ".join(str(counts[s]) for s in ("seeds", "tuned", "measured"))
        lines.append(f"| {metric} | {numbers} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Puts the matrix between its marks in the README."""
    before, _, rest = README.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    README.write_text(before + START + matrix() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
