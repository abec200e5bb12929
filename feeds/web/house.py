"""All that one running web room holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feeds.model import Feed, Shelf
from feeds.web.desk import Desk
from feeds.web.fresh import Fresh
from feeds.web.held import Held
from feeds.web.library import Library, folder_of
from feeds.web.limits import Limiter
from feeds.web.metrics import Metrics
from feeds.web.names import DocumentName
from feeds.web.nothing import Nothing
from feeds.web.readers import ReaderFactory, Readers
from feeds.web.settings import WebSettings
from feeds.web.workshop import Workshop

if TYPE_CHECKING:
    from feeds.web.hub import Hub


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
    hub: Hub | None = None

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
    fresh = Fresh(
        lambda: readers.ask(lambda reader: reader.change_mark()),
        memory=limits.memory // 4,
        seconds=limits.work,
        clock=clock,
    )
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
        hub=_hub(settings, library, own, wall) if settings.own_hub else None,
    )


def _hub(settings: WebSettings, library: Library, own: Mapping[str, Feed], wall: Callable[[], float]) -> Hub:
    from feeds.web.hub import Hub

    begin = f"{settings.base}/feeds/"

    def find(topic: str) -> tuple[DocumentName, Held] | None:
        name = library.name(topic.removeprefix(begin)) if topic.startswith(begin) else None
        if name is None or name.key is not None or name.extension == "html":
            return None
        feed = own.get(name.feed)
        held = None if feed is not None and feed.private else library.get(name)
        return (name, held) if held else None

    return Hub(f"{settings.base}/hub", find, file=settings.hub_file, wall=wall)
