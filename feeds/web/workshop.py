"""Documents that stand on no shelf: of ad-hoc queries, of archives, and the empty ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from crawler.errors import NotFound, StoreError
from crawler.model import Story
from feeds.build import archive
from feeds.catalogue import ADHOC
from feeds.model import Feed
from feeds.web.fresh import Fresh
from feeds.web.held import Held
from feeds.web.names import MEDIA_TYPES
from feeds.web.readers import Reader, Readers
from feeds.web.rhythm import AD_HOC, ARCHIVE, PRIVATE_AD_HOC
from feeds.web.security import of_document
from feeds.web.threads import Threads

T = TypeVar("T")


class Workshop:
    """Builds documents on demand. feedgen sets the locale of the whole process, so all are built in one thread."""

    def __init__(self, readers: Readers, fresh: Fresh, *, base_url: str, hub: str | None) -> None:
        self._readers, self._fresh, self._base_url, self._hub = readers, fresh, base_url, hub
        self._bench = Threads(1, "builder")

    async def document(self, feed: Feed, extension: str) -> Held:
        """The newest stories of a feed.

        Raises:
            StoreError: the store does not answer, and no older version of this document is at hand.
        """
        limit = feed.limit

        def ask(reader: Reader) -> Sequence[Story]:
            return reader.stories(feed.query, limit=limit)

        key = ("document", _lasting(feed), extension)

        async def make() -> Held:
            stories = await self._readers.ask(ask)
            return await self._build(feed, extension, stories, AD_HOC, before=self._fresh.stale(key))

        try:
            return await self._fresh.get(key, make, also=feed.query.since)
        except StoreError:
            older = self._fresh.stale(key)
            if older is None:
                raise
            return older

    async def archived(self, feed: Feed, extension: str, key: str) -> Held:
        """An archive document.

        Raises:
            NotFound: the key is none, or nothing lies below it.
            StoreError: the store does not answer.
        """
        before = archive.before(key)
        if before is None:
            raise NotFound("there is no such archive page: follow the links of the newest document")
        changes, place = feed.query.revised, ("archive", _lasting(feed), extension, key)

        def ask(reader: Reader) -> Sequence[Story]:
            return reader.stories(feed.query, limit=archive.MOST + 1, before=before)

        async def make() -> Held:
            page = archive.cut(await self._readers.ask(ask), by_change=changes)
            if not page.stories:
                raise NotFound("this archive page is empty: follow the links of the newest document")
            known = self._fresh.stale(place)
            return await self._build(feed, extension, page.stories, ARCHIVE, before=known, key=key, older=page.older)

        return await self._fresh.get(place, make, also=feed.query.since)

    async def empty(self, feed: Feed, extension: str) -> Held:
        """The document of a feed that has no story yet."""
        return await self._build(feed, extension, (), AD_HOC)

    async def _build(
        self,
        feed: Feed,
        extension: str,
        stories: Sequence[Story],
        cache_control: str,
        *,
        before: Held | None = None,
        key: str | None = None,
        older: str | None = None,
    ) -> Held:
        hub = self._hub if key is None and _announced(feed) else None

        def build() -> Held:
            body = _builder(extension)(feed, stories, self._base_url, hub=hub, key=key, older=older)
            held = Held(
                body,
                MEDIA_TYPES[extension],
                modified=_modified(stories, body, before),
                headers=of_document(extension, private=feed.private),
                cache_control=PRIVATE_AD_HOC if feed.private else cache_control,
            )
            held.compress()
            return held

        return await self.work(build)

    async def work(self, task: Callable[[], T]) -> T:
        """Have something made at the bench, one after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._bench, task)

    def close(self) -> None:
        """Let the thread end."""
        self._bench.shutdown(wait=False)


def _lasting(feed: Feed) -> Feed:
    """What tells a feed from all others, today and tomorrow: the day from which it counts moves on."""
    return replace(feed, query=replace(feed.query, since=None))


def _announced(feed: Feed) -> bool:
    """Whether the hub hears of its changes. A query it is never told of: readers that trusted it would wait for nothing. And of a
    private feed it must not hear: a subscriber would hand it the address with the token."""
    return not feed.private and feed.name.partition("?")[0] != ADHOC


def _builder(extension: str) -> Callable[..., bytes]:
    from feeds import build

    return {"atom": build.atom, "rss": build.rss, "json": build.jsonfeed, "html": build.html}[extension]


def _modified(stories: Sequence[Story], body: bytes, before: Held | None) -> int | None:
    """Seconds since 1970: when the newest of these stories changed. Two versions must not share a date: an outlet that joins a
    story, or a story that leaves, changes a document without one. None when there is none to tell."""
    newest = max((max(story.updated, story.first_seen) for story in stories), default=None)
    if newest is None:
        return None
    modified = int(min(newest, datetime.now(UTC)).timestamp())
    if before is None or before.modified is None:
        return modified
    return before.modified if before.body == body else max(modified, before.modified + 1)
