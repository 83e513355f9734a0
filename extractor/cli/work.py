"""What every command that reads documents does: run, watch, tell of trouble, end with a code.

Knows the exit codes of the contract; knows no format.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractor.cli.terminal import progress, tell
from extractor.cli.words import language, say
from extractor.errors import MISSING_TOOLS, NothingReadError, UsageError
from extractor.scratch import scratch

if TYPE_CHECKING:
    from extractor.copies import Copies
    from extractor.models import Report, SourceInfo
    from extractor.settings import Scanning, Settings
    from extractor.stages import Cleaned

DONE, ERRORS_FOUND, INCOMPLETE, NOTHING_READ, TOOL_MISSING = 0, 1, 3, 4, 5
INTERRUPTED = 130

UNCOPIED = frozenset(
    {"copy-failed", "copy-is-original", "copy-no-picture", "copy-other-file", "copy-unwritten"}
)
"""Codes by which a document has no searchable copy."""
UNCOPIABLE = "copy-no-picture"
"""The one that only says that the document is none to be copied."""


class Work:
    """One run over the paths: yields reports and remembers how each went."""

    def __init__(
        self,
        paths: Sequence[Path],
        jobs: int | None = None,
        limits: Sequence[str] | None = None,
        stages: Path | None = None,
        scans: Scanning | None = None,
        copies: Copies | None = None,
        pictures: Path | None = None,
    ) -> None:
        if jobs == 1 or (len(paths) == 1 and paths[0].is_file()):
            # The reader loads beside us from here on; workers of a pool have readers of their own.
            from extractor.children import warm

            warm()
        self._paths, self._jobs, self._stages = paths, jobs, stages
        self._copies, self._pictures = copies, pictures
        self._settings = settings(limits or (), scans)
        self.ok = self.partial = self.failed = 0
        self.copied = self.uncopied = 0
        self.tool_missing = self.interrupted = False
        self.errors_found = False

    def reports(self) -> Iterator[Report]:
        """Each document's report as it comes, until Ctrl-C; problems go to standard error."""
        from extractor.batch import run

        with (
            scratch() as tally,
            progress(say("reading"), more=lambda: _pages(Path(tally))) as bar,
        ):
            reports = run(
                self._paths,
                _counting(self._settings, tally),
                jobs=self._jobs,
                save_stages=self._stages,
                copies=self._copies,
                pictures=self._pictures,
                lang=language(),
            )
            try:
                for report in reports:
                    self._remember(report)
                    bar.advance()
                    yield report
            except KeyboardInterrupt:  # what is done is still delivered
                self.interrupted = True

    def cleaned(self) -> Iterator[tuple[Cleaned, Report]]:
        """Each document's repaired pages with its report, which is remembered as ever."""
        from extractor.batch import starts
        from extractor.pipeline import read_document

        kept: list[Cleaned] = []

        def keep(value: Any) -> Any:
            from extractor.stages import Cleaned

            if isinstance(value, Cleaned):
                kept.append(value)
            return value

        with scratch() as unpacked:
            for start in starts(self._paths, self._settings.limits, Path(unpacked)):
                report = read_document(start, self._settings, lang=language(), keep=keep)
                self._remember(report)
                yield from ((pages, report) for pages in kept)
                kept.clear()

    def all(self) -> list[Report]:
        """Every report, for what needs them together.

        Raises:
            NothingReadError: there is no document, or none could be read.
        """
        reports = list(self.reports())
        if self.interrupted:  # half of the documents would pass for all of them
            raise KeyboardInterrupt
        self.require_something()
        return reports

    def require_something(self) -> None:
        """Raises NothingReadError (or the exit code for a missing tool) when nothing was read."""
        if not (self.ok + self.partial or self.tool_missing or self.interrupted):
            raise NothingReadError(say("nothing-read"))

    def _remember(self, report: Report) -> None:
        source = report.source
        setattr(self, source.status, getattr(self, source.status) + 1)
        self.errors_found |= any(f.severity == "error" for f in report.findings)
        self._count_copy(source)
        for problem in source.problems:
            self.tool_missing |= problem.code in MISSING_TOOLS
            place = say("page", number=problem.page) if problem.page else ""
            tell(f"{source.path}{place}: {problem.message} [{problem.code}]")

    def _count_copy(self, source: SourceInfo) -> None:
        lost = {problem.code for problem in source.problems} & UNCOPIED
        self.copied += not lost and source.pages > 0
        self.uncopied += bool(lost - {UNCOPIABLE})

    def exit_code(self) -> int:
        """0, 3, 5 or 130; nothing read at all is raised earlier."""
        if self.interrupted:
            return INTERRUPTED
        if self.tool_missing:
            return TOOL_MISSING
        if self.partial or self.failed:
            total = self.ok + self.partial + self.failed
            tell(say("incomplete", partial=self.partial, failed=self.failed, total=total))
            return INCOMPLETE
        if self._copies is not None and (self.uncopied or not self.copied):
            tell(say("uncopied", copied=self.copied))
            return INCOMPLETE
        return DONE


def _counting(settings: Settings, folder: str) -> Settings:
    scans = settings.scans.model_copy(update={"tally": folder})
    return settings.model_copy(update={"scans": scans})


def _pages(tally: Path) -> str:
    """How far the page images are, '' where there is none."""
    from extractor.ocr.tally import counted

    read, asked = counted(tally)
    return say("pages-read", read=read, asked=asked) if asked else ""


def scans(
    ocr: Literal["auto", "never", "always"],
    cache: str | None,
    jobs: int | None,
    pictures: Path | None = None,
) -> Scanning:
    """How page images are read; kept pages lie in the user's own folder where none is named."""
    from extractor.settings import Scanning, cache_folder, cores

    named = cache or os.environ.get("BAOCAO_CACHE")
    kept = "" if named == "none" else str(Path(named).absolute() if named else cache_folder())
    shown = "" if pictures is None else str(pictures.absolute())
    return Scanning(mode=ocr, cores=jobs or cores(), cache=kept, pictures=shown)


def settings(limits: Sequence[str], scans: Scanning | None = None) -> Settings:
    """The settings with the limits given as 'name=number'.

    Raises:
        UsageError: no such limit, or no number that it can be.
    """
    from pydantic import ValidationError

    from extractor.settings import Limits, Scanning, Settings

    known = ", ".join(Limits.model_fields)
    given = [limit.partition("=") for limit in limits]
    try:
        chosen = Limits.model_validate({name.strip(): value for name, _, value in given})
    except ValidationError as error:
        raise UsageError(say("bad-limit", given=" ".join(limits), known=known)) from error
    return Settings(limits=chosen, scans=scans or Scanning())
