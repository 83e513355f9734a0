"""The reading of page images, handed out: each page to a child of its own, several at once.

The parent's side of :mod:`extractor.ocr.scan`. Pages leave in the order in which they came,
whichever was read first. Knows limits and outcomes; no picture and no engine is loaded here.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from extractor.answers import messages
from extractor.children import Channel, open_channel, prefer
from extractor.models import Page, Problem, Source
from extractor.ocr import languages, layers
from extractor.ocr.tally import count
from extractor.readers.serve import PATIENCE, SCANNER, scan_request
from extractor.scratch import scratch
from extractor.settings import Limits, Scanning

SPENT = {
    "time-limit": "page-time-limit",
    "memory-limit": "page-memory-limit",
    "reader-died": "page-reader-died",
    "reader-error": "page-reader-died",
}
"""What ends a document's reading costs only one page here, and is told so."""


WARM = ("extractor.ocr.engine", "extractor.ocr.third", "extractor.ocr.page")
"""Whose data the next children find loaded, once a page has come to a good end."""
LAYER = 20_000
"""Characters that are kept of the text beside an image."""


class Scans:
    """The pages of one document on their way: those that need it pass through the engine."""

    def __init__(
        self,
        source: Source,
        limits: Limits,
        how: Scanning,
        deliver: Callable[[Page], None],
        scanner: str = SCANNER,
    ) -> None:
        self._source, self._how, self._scanner = source, how, scanner
        self._limits = limits.model_copy(
            update={"seconds": limits.page_seconds, "memory_mb": limits.page_memory_mb}
        )
        self._deliver = deliver
        self._queue: deque[tuple[Page, Future[Page] | None]] = deque()
        self._pool: ThreadPoolExecutor | None = None
        self._open: set[Channel] = set()
        self._guard = threading.Lock()
        self._ended = False

    def take(self, page: Page) -> None:
        """One more page, in the order of the document."""
        wanted = layers.wanted(page, self._how.mode)
        lacking = languages.missing() if wanted != "layer" else ()
        if lacking:
            page = _without(page, Problem("needs-ocr-data", page.number, ", ".join(lacking)))
        future = None
        if wanted != "layer" and not lacking:
            count(self._how.tally, "asked")
            future = self._threads().submit(self._read, page, wanted == "both")
        self._queue.append((page, future))
        self._flush(wait=False)

    def finish(self) -> None:
        """Wait for all that is still being read, and deliver it."""
        self._flush(wait=True)

    def close(self) -> None:
        """End whatever still runs; what was not delivered is lost."""
        with self._guard:
            self._ended = True
            for channel in self._open:
                channel.end()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            # One more than can run: the next one stands ready when a core is free.
            self._pool = ThreadPoolExecutor(self._how.cores + 1)
        return self._pool

    def _flush(self, wait: bool) -> None:
        while self._queue:
            page, future = self._queue[0]
            if future is not None and not wait and not future.done():
                return
            self._queue.popleft()
            self._deliver(page if future is None else future.result())

    def _read(self, page: Page, hear: bool) -> Page:
        """The page from its image; as its layer has it, with the reason, where that fails."""
        failure = Problem("page-reader-died", page.number)
        with scratch() as folder:
            body = scan_request(
                self._source, self._limits, self._scanner, folder, page.number, hear, self._how
            )
            try:
                channel = open_channel(body)
            except OSError as error:
                return _without(page, replace(failure, detail=str(error)))
            try:
                self._watch(channel)
                for item in messages(channel, self._limits, (PATIENCE + 1) * self._limits.seconds):
                    if isinstance(item, Page):
                        for module in WARM:
                            prefer(module)
                        return replace(item, layer=page.text[:LAYER], seals=page.seals)
                    code = SPENT.get(item.code, item.code)
                    failure = Problem(code, page.number, item.detail)
            finally:
                with self._guard:
                    self._open.discard(channel)
                channel.close()
                count(self._how.tally, "read")
        return _without(page, failure)

    def _watch(self, channel: Channel) -> None:
        with self._guard:
            self._open.add(channel)
            if self._ended:
                channel.end()


def _without(page: Page, problem: Problem) -> Page:
    """The page as it was, with why its image was not read in the place of its need."""
    others = tuple(p for p in page.problems if p.code not in layers.UNSEEN)
    return replace(page, problems=(*others, problem))
