"""Standard output and standard error: results to one, everything else to the other.

Whatever comes from a file is hostile, a file's name too: control characters never reach a
terminal from here.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PATIENCE = 2.0
"""Seconds after which a person who watches would like to see how far it is."""


def prepare() -> None:
    """UTF-8 on every platform; a name that is not UTF-8 is escaped rather than fatal."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def clean(text: str) -> str:
    """The text without what could steer a terminal: control characters become U+FFFD."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def colour(out: TextIO) -> bool:
    """Whether colours help whoever reads this stream (https://no-color.org)."""
    return out.isatty() and not os.environ.get("NO_COLOR")


def tell(text: str) -> None:
    """A line for the person, on standard error."""
    print(clean(text), file=sys.stderr, flush=True)


def abandon_stdout() -> None:
    """After the reader of our pipe has gone: nothing more is written, not even at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Progress:
    """How far a long job is: a bar, drawn only for a person and only once it has lasted.

    With ``more``, which says how far it is within its parts, the bar comes by itself: the first
    part may be long.
    """

    def __init__(self, title: str, total: int | None, more: Callable[[], str] | None) -> None:
        self._title, self._total, self._more = title, total, more
        self._watched = sys.stderr.isatty()
        self._since = time.monotonic()
        self._done = 0
        self._bar: Bar | None = None
        self._guard = threading.Lock()
        self._timer = threading.Timer(max(_PATIENCE, 0), self._show)
        if self._watched and more is not None:
            self._timer.daemon = True
            self._timer.start()

    def advance(self, done: int = 1) -> None:
        """So many more are done."""
        self._done += done
        if not self._watched or time.monotonic() - self._since < _PATIENCE:
            return
        bar = self._show()
        bar.update(bar.task_ids[0], completed=self._done)

    def _show(self) -> Bar:
        with self._guard:
            if self._bar is None:
                self._bar = self._start()
            return self._bar

    def _start(self) -> Bar:
        from rich.console import Console
        from rich.progress import Progress as Bar
        from rich.progress import ProgressColumn, Task

        more = self._more

        class More(ProgressColumn):
            def render(self, task: Task) -> str:
                return more() if more is not None else ""

        columns = (*Bar.get_default_columns(), *([More()] if more is not None else []))
        bar = Bar(*columns, console=Console(stderr=True), transient=True)
        bar.add_task(self._title, total=self._total)
        bar.start()
        return bar

    def close(self) -> None:
        """Takes the bar away."""
        self._timer.cancel()
        if self._bar is not None:
            self._bar.stop()


@contextlib.contextmanager
def progress(
    title: str, total: int | None = None, more: Callable[[], str] | None = None
) -> Iterator[Progress]:
    """A progress bar for as long as the block lasts; ``more`` is asked again and again."""
    shown = Progress(title, total, more)
    try:
        yield shown
    finally:
        shown.close()
