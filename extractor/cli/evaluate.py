"""``baocao evaluate``: scores against gold, held to the kept ones; gold to be corrected."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.options import Jobs, Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.evaluate.corpus import Scored
    from extractor.evaluate.score import Score
    from extractor.models import Report

Format = Annotated[Literal["text", "json"], typer.Option("--format", "-f")]
Corpus = Annotated[Path | None, typer.Argument(metavar="CORPUS", show_default=False)]
Baseline = Annotated[Path | None, typer.Option(metavar="FILE", show_default=False)]
Scans = Annotated[str | None, typer.Option(metavar="LEVELS", show_default=False)]
SetName = Annotated[str, typer.Option("--set", metavar="NAME")]
Only = Annotated[list[str] | None, typer.Option(metavar="NAME", show_default=False)]
KeepScans = Annotated[Path | None, typer.Option(metavar="DIR", show_default=False)]
Planted = Annotated[int | None, typer.Option(metavar="N", min=1, show_default=False)]
Generate = Annotated[Path | None, typer.Option(metavar="FILE", show_default=False)]

SCORES_FELL = 1


def register(app: typer.Typer) -> None:
    """Adds the command to the tree."""
    app.command("evaluate")(evaluate)


def evaluate(
    corpus: Corpus = None,
    format: Format = "text",
    output: Output = None,
    baseline: Baseline = None,
    keep: bool = False,
    wrong: bool = False,
    generate: Generate = None,
    jobs: Jobs = None,
    scans: Scans = None,
    set_name: SetName = "tuned",
    only: Only = None,
    keep_scans: KeepScans = None,
    record: bool = False,
    planted: Planted = None,
    seed: int = 1,
) -> int:
    """Scores a corpus as it is, as scans or with planted errors; makes gold; records pages."""
    if generate is not None:
        return _generate(generate)
    if planted is not None:
        asked = (set_name, planted, seed, scans, only or ())
        return _planted(corpus, asked, format, output)
    if scans is not None:
        drawn = (scans, set_name, only or (), keep_scans)
        return _scans(_folder(corpus), drawn, format, output, wrong)
    if record:
        return _record(_folder(corpus))
    from extractor.cli.deliver import opened
    from extractor.cli.evaluation import as_text, wrong_text

    scored = _score(_folder(corpus), jobs, only or ())
    scores = _sets(scored)
    with opened(output) as out:
        if format == "json":
            out.write(_json(scores))
        else:
            out.write(as_text(scores))
            out.write(wrong_text(scored) if wrong else "")
    return _hold(scores, baseline, keep) if baseline and not only else 0


def _scans(
    corpus: Path,
    asked: tuple[str, str, Sequence[str], Path | None],
    format: str,
    output: Path | None,
    wrong: bool,
) -> int:
    """``asked``: kinds, set, documents, and where the scans are kept."""
    from extractor.cli import scans
    from extractor.cli.deliver import opened

    levels, name, only, keep = asked
    done = list(scans.scored(corpus, name, scans.levels_of(levels), only, keep))
    with opened(output) as out:
        scans.show(done, format, out, wrong)
    return 0


def _planted(
    corpus: Path | None,
    asked: tuple[str, int, int, str | None, Sequence[str]],
    format: str,
    output: Path | None,
) -> int:
    """``asked``: set, errors, seed, kind of scan and documents.

    Without a corpus the errors stand in made reports alone.
    """
    from extractor.cli import planted
    from extractor.cli.deliver import opened

    name, count, seed, level, only = asked
    if level is None:
        done = planted.scored(corpus and _folder(corpus), name, count, seed)
    else:
        done = planted.scanned(_folder(corpus), name, level, count, seed, only)
    with opened(output) as out:
        planted.show(done, format, out)
    return 0


def _record(corpus: Path) -> int:
    from extractor.cli import scans
    from extractor.cli.terminal import tell
    from extractor.cli.words import say

    for path in scans.record(corpus):
        tell(say("kept", path=path))
    return 0


def _folder(corpus: Path | None) -> Path:
    from extractor.cli.words import say
    from extractor.errors import NothingReadError, UsageError

    if corpus is None:
        raise UsageError(say("missing-argument", name="'CORPUS'"))
    if not any(corpus.rglob("gold.json")):
        raise NothingReadError(say("no-gold", path=corpus))
    return corpus


def _score(corpus: Path, jobs: int | None, only: Sequence[str]) -> list[Scored]:
    """Of the snippets too, where all documents are asked for."""
    from extractor.batch import run
    from extractor.cli.terminal import progress
    from extractor.cli.words import say
    from extractor.evaluate.corpus import evaluate as over
    from extractor.evaluate.snippets import evaluate as snippets
    from extractor.settings import Settings

    def reports(files: list[Path]) -> Iterator[Report]:
        return run(files, Settings(), jobs=jobs)

    scored = []
    with progress(say("evaluating")) as bar:
        for one in chain(over(corpus, reports, only), () if only else snippets(corpus)):
            scored.append(one)
            bar.advance()
    return scored


def _sets(scored: Sequence[Scored]) -> dict[str, Score]:
    from extractor.evaluate.corpus import by_set

    return by_set(scored)


def _json(scores: Mapping[str, Score]) -> str:
    import json

    from extractor.evaluate.results import as_json

    return json.dumps({name: as_json(s) for name, s in scores.items()}, indent=1) + "\n"


def _hold(scores: Mapping[str, Score], baseline: Path, keep: bool) -> int:
    """0, or 1 when a score is below the kept one; better ones are kept when asked."""
    from extractor.cli.terminal import tell
    from extractor.cli.words import say
    from extractor.evaluate import results

    now, kept = results.kept_form(scores), results.load_kept(baseline)
    worse = results.fallen(now, kept)
    for name, key, before, after in worse:
        tell(say("score-fell", set=name, score=key, before=before, after=after))
    if keep and not worse:
        results.keep(baseline, {**kept, **now})
        tell(say("kept", path=baseline))
    return SCORES_FELL if worse else 0


def _generate(file: Path) -> int:
    from extractor.cli.terminal import tell
    from extractor.cli.words import say
    from extractor.cli.work import Work
    from extractor.evaluate.generate import write_gold

    target = file.parent / "gold.json"
    work = Work([file])
    for report in work.all():
        write_gold(report, target, say("gold-exists", path=target))
    tell(say("gold-written", path=target))
    return work.exit_code()
