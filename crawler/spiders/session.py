"""What all errands of one crawl share: the store's desk, the reading pool, the options, the counts."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.fetch.errand import Errand
from crawler.fetch.manners import Manners
from crawler.model import CrawlReport, Page, Source
from crawler.reading import Read, ReadingPool
from crawler.spiders.desk import Desk
from crawler.spiders.options import CrawlOptions, Progress
from crawler.spiders.tally import Tally


@dataclass(slots=True, eq=False)
class Session:
    """One crawl of some sources."""

    sources: Sequence[Source]
    desk: Desk | None
    """None: nothing is known and nothing kept (a fetch for its own sake)."""
    pool: ReadingPool
    options: CrawlOptions
    clock: Callable[[], datetime]
    listener: Callable[[Progress], None] | None = None
    manners: Manners = field(default_factory=Manners)
    """What sites allow, as far as it is known from crawls before."""
    error: Exception | None = None
    """What ended the crawl before its time: the store cannot be written to, or no reading process starts."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    reports: dict[str, CrawlReport] = field(default_factory=dict)
    boilerplate: dict[str, asyncio.Task[frozenset[str]]] = field(default_factory=dict)
    aside: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)
    """What this session opened itself and closes at its end."""

    def tally(self, source: Source) -> Tally:
        """The counts of a source; begun when first asked for."""
        if source.name not in self.tallies:
            self.tallies[source.name] = Tally(source=source, began=self.clock())
        return self.tallies[source.name]

    def tell(self, tally: Tally) -> None:
        """Tell the listener how far a source is."""
        if self.listener is not None:
            self.listener(tally.progress(self.reports.get(tally.source.name)))

    async def sentences(self, source: Source) -> frozenset[str]:
        """The learned boilerplate of a source, asked for once, however many of its pages want it before the answer is there."""
        if self.desk is None:
            return frozenset()
        asked = self.boilerplate.get(source.name)
        if asked is None or (asked.done() and asked.exception() is not None):
            asked = self.boilerplate[source.name] = asyncio.ensure_future(self.desk.boilerplate(source.name))
        return asked.result() if asked.done() else await asyncio.shield(asked)

    async def read(self, errand: Errand, pages: tuple[Page, ...]) -> Read:
        """The article on the pages that an errand brought. Raises as the pool does."""
        return await self.pool.read_pages(pages, errand.source, await self.sentences(errand.source), errand.link)
