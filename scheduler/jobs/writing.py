"""Writing: the feeds of a store put on its shelf, by one process and one thread at a time, and what makes that quick."""

from __future__ import annotations

import contextlib
import fcntl
import gc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.cores import cores
from crawler.errors import PublishError
from crawler.memory import keep_freed_blocks
from feeds.model import MADE
from scheduler.config import Config
from scheduler.jobs.options import own_feeds
from scheduler.logs import get_logger

if TYPE_CHECKING:
    from crawler.store import Store
    from feeds.model import Batches
    from feeds.publish import PublishReport

MANY = 100
"""Feeds that are worth a second process for writing their documents: it takes half a tenth of a second to start."""

log = get_logger(__name__)


def publish_all(
    config: Config,
    store: Store,
    *,
    full: bool = False,
    source_titles: Mapping[str, str] | None = None,
    progress: Callable[..., Any] | None = None,
) -> PublishReport:
    """Write the documents of the feeds whose stories changed; with `full`, of all.

    Args:
        config: the configuration
        store: the open store
        full: whether to write also what did not change
        source_titles: names of outlets; None: read anew
        progress: called with the number of feeds done and to do

    Raises:
        PublishError: the folder of documents cannot be written.
        ConfigError: a feed of the user's own is wrong.
    """
    with contextlib.ExitStack() as held:
        lock = held.enter_context(_alone(config.home.publish_lock))
        held.enter_context(_without_collections())
        # before all else: it starts while we load what we need
        scribe = held.enter_context(_scribe(config, lock)) if _makes_many(config, store, full=full) else None
        from feeds.publish import publish
        from feeds.shelf import FileShelf
        from scheduler.jobs.options import titles
        from scheduler.jobs.selection import load

        _prepare()
        shelf = FileShelf(config.home.feeds)
        shelf.tidy()  # what a killed publishing had staged may be as large as the documents themselves
        return publish(
            store,
            shelf,
            base_url=config.address,
            own=own_feeds(config),
            source_titles=titles(load(config).sources) if source_titles is None else source_titles,
            health=store,
            hub=config.websub_hub,
            full=full,
            progress=progress,
            scribe=scribe,
        )


def _makes_many(config: Config, store: Store, *, full: bool) -> bool:
    """Whether many feeds will be made, and nothing that stands on the shelf can be used for them."""
    return cores() > 1 and (full or is_bare(config)) and len(store.facets()) >= MANY


def is_bare(config: Config) -> bool:
    """Whether nothing was published yet, or somebody has emptied the folder of documents."""
    return not (config.home.feeds / MADE).exists()


@contextlib.contextmanager
def _scribe(config: Config, lock: int) -> Iterator[Batches | None]:
    """A process that writes documents, if there can be one."""
    from feeds.scribe import Scribe

    try:
        scribe = Scribe(config.home.feeds, lock)
    except OSError as error:
        log.warning("feeds are written without a second process", why=error.strerror)
        yield None
        return
    try:
        yield scribe
    finally:
        scribe.discard()


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """Thousands of entries are made and kept, and none of them is garbage: to look for it took a fortieth of a full build."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def _prepare() -> None:
    """Once a process, what makes the writing of thousands of documents cheaper."""
    if not gc.get_freeze_count():
        gc.freeze()  # what is loaded stays: to look for garbage in it took a twentieth of publishing what an hour brings
    keep_freed_blocks()


def tidy(config: Config) -> int:
    """Take away what killed writings left half written; returns how many files. Under the lock: none is being written then.

    Raises:
        PublishError: the folder of documents cannot be written.
    """
    from feeds.shelf import FileShelf

    with _alone(config.home.publish_lock):
        return FileShelf(config.home.feeds).tidy()


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[int]:
    """Hold the lock of publishing, waiting for another process that does; its descriptor. The kernel lets go of it when the last
    process dies that has it."""
    try:
        handle = lock.open("w")
    except OSError as error:
        raise PublishError(
            f"{lock} cannot be opened ({error.strerror}): is the disk full, or the home not ours?"
        ) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle.fileno()
