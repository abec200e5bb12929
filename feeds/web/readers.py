"""Questions to the store, asked in threads of their own, so that a slow or locked database never stops a document."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from crawler.errors import NotFound, StoreBroken, StoreBusy, StoreError
from crawler.model import Article, CrawlReport
from feeds.model import HealthReader, StoryReader
from feeds.web.revision import Revision
from feeds.web.threads import Threads

T = TypeVar("T")

THREADS = 3
"""SQLite reads side by side; Python's own work on the rows does not, so more gains nothing."""

WAITING = 64
"""Questions that may wait for a thread; one more is refused at once, because it would time out anyway."""

CLOSING = 1.0
"""Seconds that closing the database may take at the end."""

REOPEN = 300.0
"""Seconds after which a reader is opened anew, so that a restored or moved database is seen."""


GONE = "the database is gone: put it back, or start `silkwire run` again, which begins with an empty one"


class Run(Protocol):
    """One run of a job, as the store tells it."""

    @property
    def job(self) -> str: ...

    @property
    def began(self) -> datetime: ...

    @property
    def ended(self) -> datetime: ...

    @property
    def ok(self) -> bool: ...


class Reader(StoryReader, HealthReader, Protocol):
    """What the pages ask of a store."""

    def change_mark(self) -> int:
        """A cheap number that grows whenever stories or alarms change."""
        ...

    def articles_of(self, story_id: int) -> Sequence[Article]:
        """Every telling of a story, the lead first."""
        ...

    def revisions(self, story_id: int) -> Sequence[Revision]:
        """What was corrected and when."""
        ...

    def reports(self, source: str | None, *, since: datetime | None = None, limit: int = 200) -> Sequence[CrawlReport]:
        """The last crawls, newest first."""
        ...

    def runs(self, limit: int = 50, *, job: str | None = None) -> Sequence[Run]:
        """What ran, the newest first."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


ReaderFactory = Callable[[], Reader | None]
"""Opens the store read-only; None while there is no database yet. Raises StoreError."""


class Readers:
    """A reader for each of a few threads."""

    def __init__(self, factory: ReaderFactory, nothing: Reader, *, seconds: float, clock: Callable[[], float]) -> None:
        """
        Args:
            nothing: answers while there is no database yet.
            seconds: an answer must come after this long.
        """
        self._factory, self._nothing, self._seconds, self._clock = factory, nothing, seconds, clock
        self._threads = Threads(THREADS, "reader")
        self._mine = threading.local()
        self._open: set[Reader] = set()
        self._lock = threading.Lock()
        self._asked = 0
        self._had = False
        """Whether there was a database: what there is none of any more is gone, which is not the same as not there yet."""

    async def ask(self, question: Callable[[Reader], T]) -> T:
        """The store's answer.

        Raises:
            NotFound: the question names what is not there.
            StoreError: the database is broken, locked, or too slow.
        """
        if self._asked >= THREADS + WAITING:
            raise StoreBusy("too many questions wait for the database: try again in a moment")
        self._asked += 1
        try:
            loop = asyncio.get_running_loop()
            return await asyncio.wait_for(loop.run_in_executor(self._threads, self._answer, question), self._seconds)
        except TimeoutError as error:
            raise StoreBusy("the database takes too long to answer: try again in a moment") from error
        finally:
            self._asked -= 1

    def _answer(self, question: Callable[[Reader], T]) -> T:
        reader = self._reader()
        try:
            return question(reader)
        except NotFound:
            raise
        except StoreError:
            self._drop()
            raise

    def _reader(self) -> Reader:
        reader: Reader | None = getattr(self._mine, "reader", None)
        if reader is not None and self._clock() - self._mine.opened < REOPEN:
            return reader
        self._drop()
        reader = self._factory()
        if reader is None:
            if self._had:
                raise StoreBroken(GONE)
            return self._nothing
        self._had = True
        self._mine.reader, self._mine.opened = reader, self._clock()
        with self._lock:
            self._open.add(reader)
        return reader

    def _drop(self) -> None:
        reader: Reader | None = getattr(self._mine, "reader", None)
        if reader is None:
            return
        self._mine.reader = None
        with self._lock:
            self._open.discard(reader)
        reader.close()

    def close(self) -> None:
        """Let go of the database, within a moment: a reader that is being asked something is left to itself."""
        self._threads.shutdown(wait=False)
        with self._lock:
            left, self._open = self._open, set()

        def close() -> None:
            for reader in left:
                reader.close()

        closing = threading.Thread(target=close, daemon=True)
        closing.start()
        closing.join(CLOSING)
