"""``baocao evaluate --planted``: errors planted in consistent reports, and how they are judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.evaluate.planted.run import Outcome
    from extractor.evaluate.planted.score import Tally
    from extractor.evaluate.tally import Ratio
    from extractor.models import Report

SHARES = ("seen", "error", "first", "three", "listed", "value", "cause")


def scored(corpus: Path | None, name: str, count: int, seed: int) -> Outcome:
    """Errors planted in made reports and, given a corpus, in the consistent ones of a set."""
    from extractor.evaluate.planted.run import consistent, evaluate_planted

    found = consistent(corpus, _read, [name]) if corpus is not None else []
    return evaluate_planted(found, count, seed)


def scanned(
    corpus: Path, name: str, level: str, count: int, seed: int, only: Sequence[str]
) -> Outcome:
    """Errors planted in documents of a set that are drawn as scans of one kind."""
    from extractor.cli import scans
    from extractor.evaluate.planted.scanned import Line, evaluate_scanned
    from extractor.evaluate.scans.run import pick

    (kind,) = scans.levels_of(level)
    documents = [one for one in pick(corpus, name, only or ("",)) if one.case.gold.consistent]
    line = Line(scans.read, scans.judge, scans.look_again)
    return evaluate_scanned(documents, kind, count, seed, line)


def _read(files: list[Path]) -> Iterator[Report]:
    from extractor.batch import run
    from extractor.settings import Settings

    return run(files, Settings())


def show(outcome: Outcome, format: str, out: TextIO) -> None:
    """As a table or as JSON; the JSON holds no times, so that it repeats exactly."""
    import json

    if format == "json":
        out.write(json.dumps(as_json(outcome), indent=1, ensure_ascii=False) + "\n")
    else:
        out.write(as_text(outcome))


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The scores by kind, and what untouched reports were accused of."""
    from extractor.evaluate.results import ratio_as_json

    return {
        "untouched": outcome.untouched,
        "accused": [{"report": path, "message": message} for path, message in outcome.accused],
        "kinds": {
            name: {
                "planted": tally.planted,
                **{share: ratio_as_json(getattr(tally, share)) for share in SHARES},
            }
            for name, tally in sorted(outcome.kinds.items())
        },
    }


def as_text(outcome: Outcome) -> str:
    """A row a kind, then the untouched reports and the times."""
    from extractor.cli.evaluation import table
    from extractor.cli.words import heading, say

    head = [heading(n) for n in ("kind", "planted", *(f"planted-{s}" for s in SHARES))]
    rows = [_row(name, tally) for name, tally in sorted(outcome.kinds.items())]
    counts = {"untouched": outcome.untouched, "accused": len(outcome.accused)}
    if not outcome.seconds:
        return f"{table(head, rows)}\n{say('planted-scans', **counts)}\n"
    milliseconds = [1000 * s for s in outcome.seconds]
    said = say(
        "planted",
        **counts,
        median=f"{milliseconds[len(milliseconds) // 2]:.1f}",
        worst=f"{milliseconds[-1]:.0f}",
        per_second=f"{outcome.per_second:.0f}",
    )
    return f"{table(head, rows)}\n{said}\n"


def _row(name: str, tally: Tally) -> list[str]:
    return [name, str(tally.planted), *(_share(getattr(tally, share)) for share in SHARES)]


def _share(ratio: Ratio) -> str:
    return f"{100 * ratio.share:.1f} ({ratio.of})" if ratio.of else "–"
