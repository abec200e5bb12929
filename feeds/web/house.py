"""All that one running web room holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from feeds.model import Feed, Shelf
from feeds.web.desk import Desk
from feeds.web.fresh import Fresh
from feeds.web.library import Library, folder_of
from feeds.web.limits import Limiter
from feeds.web.metrics import Metrics
from feeds.web.nothing import Nothing
from feeds.web.readers import ReaderFactory, Readers
from feeds.web.settings import WebSettings
from feeds.web.workshop import Workshop


@dataclass(frozen=True, slots=True)
class House:
    """The parts, wired once."""

    settings: WebSettings
    shelf: Shelf
    library: Library
    readers: Readers
    fresh: Fresh
    workshop: Workshop
    desk: Desk
    work_limiter: Limiter
    document_limiter: Limiter
    metrics: Metrics
    clock: Callable[[], float]
    wall: Callable[[], float]
    own: Mapping[str, Feed] = field(default_factory=dict)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.wall(), UTC)

    def close(self) -> None:
        """Let threads and database go."""
        self.workshop.close()
        self.readers.close()


def build_house(
    reader_factory: ReaderFactory,
    shelf: Shelf,
    settings: WebSettings,
    *,
    clock: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> House:
    """Wire the parts.

    Args:
        clock: seconds for intervals; wall: seconds since 1970.
    """
    limits = settings.limits
    own = {feed.name: feed for feed in settings.own}
    library = Library(
        folder_of(shelf),
        own=own,
        memory=limits.memory * 3 // 4,
        clock=clock,
        wall=wall,
    )
    readers = Readers(reader_factory, Nothing(), seconds=limits.work, clock=clock)
    fresh = Fresh(lambda: readers.ask(lambda reader: reader.change_mark()), memory=limits.memory // 4, clock=clock)
    document_limiter = Limiter(limits.document_rate, limits.document_burst, clock)
    desk = Desk(library, document_limiter, wall)
    return House(
        settings=settings,
        shelf=shelf,
        library=library,
        readers=readers,
        fresh=fresh,
        workshop=Workshop(readers, fresh, base_url=settings.base, hub=settings.hub),
        desk=desk,
        work_limiter=Limiter(limits.work_rate, limits.work_burst, clock),
        document_limiter=document_limiter,
        metrics=Metrics(desk, library, fresh),
        clock=clock,
        wall=wall,
        own=own,
    )
