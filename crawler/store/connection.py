"""The one connection to the database file: how it is opened, how a write begins and ends, and what its errors mean."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.errors import StoreBroken, StoreBusy, StoreError, StoreFull, StoreTooNew

if TYPE_CHECKING:
    from sqlite_utils.db import Database, Table

BUSY_SECONDS = 30.0
"""How long a write waits for another process's write; a write of ours takes milliseconds."""

PRAGMAS = (
    "PRAGMA foreign_keys = OFF",  # rows are dropped in a fixed order by code that also cleans the indexes
    "PRAGMA synchronous = NORMAL",  # with WAL: a crash of the machine may lose the last moments, never tear the file
    "PRAGMA secure_delete = FAST",  # some builds zero each page let go, and write it: a tenth of keeping
    "PRAGMA cache_size = -65536",  # 64 MiB
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 4000",  # pages: keeping touches some 60 random pages, most of them again soon
)


class Connection:
    """A database file, open. One lock inside: any thread may call, one at a time."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Opens the file, making it if need be.

        Raises:
            StoreBroken, StoreFull, StoreBusy: it cannot be opened.
        """
        self.path, self.read_only = path, read_only
        self._lock = threading.RLock()
        self._depth = 0
        self.undone = 0  # how often something was rolled back: what is held in memory may be wrong then
        self._schema: int | None = None
        self.overtaken: StoreTooNew | None = None
        """Why nothing can be read or written any more: another Silkwire has changed the schema meanwhile."""
        if path.is_dir():
            raise StoreBroken(f"{path} is a directory, not a database: name the file, or move the directory away")
        if read_only and not path.exists():
            raise StoreBroken(f"{path} does not exist: crawl something first, or choose another --home")
        with translated(path):
            uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self.raw = sqlite3.connect(
                uri,
                uri=True,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=400,
            )
            try:
                self._prepare()
            except BaseException:
                self.raw.close()
                raise
        self._file = self._found()

    def _prepare(self) -> None:
        for pragma in PRAGMAS:
            self.raw.execute(pragma)
        self.raw.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a foreign file shows itself here
        if self.read_only:
            self.raw.execute("PRAGMA query_only = ON")
        elif self.raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self.raw.execute("PRAGMA journal_mode = WAL")

    def _found(self) -> tuple[int, int] | None:
        """Which file lies at the path; None: none that can be looked at."""
        try:
            state = self.path.stat()
        except OSError:
            return None
        return state.st_dev, state.st_ino

    def in_place(self) -> None:
        """See that the open file is the one that lies at its path: SQLite would go on writing to one that was moved or deleted.

        Raises:
            StoreBroken: it is not.
        """
        if self._found() != self._file:
            raise StoreBroken(
                f"{self.path} was moved, deleted or replaced while it was in use: put it back, or start Silkwire again"
            )

    def expect(self, version: int) -> None:
        """From now on each transaction sees first that the schema is still this one: whoever is a newer Silkwire may bring the file
        forward at any moment, and what we would write by the old rules would be wrong. One that only reads goes on."""
        if not self.read_only:
            self._schema = version

    def _as_expected(self) -> None:
        """Raises StoreTooNew: the schema was changed beneath us."""
        if self._schema is None or (found := self.raw.execute("PRAGMA user_version").fetchone()[0]) == self._schema:
            return
        self.overtaken = StoreTooNew(
            f"{self.path} was brought to schema {found} by another version of Silkwire while this one (schema {self._schema}) was "
            "running: nothing more is written; restart the service, or the command, with that version"
        )
        raise self.overtaken

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the right to write from its first moment on; what raises inside undoes all of it.

        A transaction within another belongs to that one.
        """
        with self._lock, translated(self.path):
            if self._depth:
                yield self.raw
                return
            if self.read_only:
                raise StoreFull(f"{self.path} was opened for reading only: open it for writing")
            self.in_place()
            self.raw.execute("BEGIN IMMEDIATE")
            yield from self._inside()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One state of the database, however long the reading takes."""
        with self._lock, translated(self.path):
            if self._depth:
                yield self.raw
                return
            self.raw.execute("BEGIN")
            yield from self._inside()

    def _inside(self) -> Iterator[sqlite3.Connection]:
        self._depth += 1
        try:
            self._as_expected()
            yield self.raw
            self.raw.execute("COMMIT")
        except BaseException:
            self.undone += 1
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")
            raise
        finally:
            self._depth -= 1

    def table(self, name: str) -> Table:
        """A small table as sqlite-utils has it; use it within `write`, whose transaction it joins.

        Articles and the indexes are written by statements of our own: they are a thousand times as many.
        """
        return self._tables.table(name)

    @cached_property
    def _tables(self) -> Database:
        """Loaded when first asked for, which who only reads never does: .06 s of the start of a command."""
        import sqlite_utils

        return sqlite_utils.Database(self.raw, execute_plugins=False)  # what else is installed has no business here

    def rows(self) -> sqlite3.Cursor:
        """A cursor whose rows know their columns' names; use it within `read` or `write`."""
        cursor = self.raw.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The connection outside any transaction, for what SQLite allows only there (VACUUM, checkpoints)."""
        with self._lock, translated(self.path):
            yield self.raw

    def close(self) -> None:
        with self._lock:
            self.raw.close()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, each saying what to do.

    Raises:
        StoreBusy, StoreFull, StoreBroken, StoreError.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise meaning(path, error) from error


def meaning(path: Path, error: sqlite3.Error) -> StoreError:
    """What an error of SQLite's says about a file, and what to do."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, make in _MEANINGS.items():
        if name.startswith(start):
            return make(path)
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return StoreError(f"{path} was closed already: open the store again")
    return StoreError(f"{path}: {error}: run `silkwire doctor`")


_MEANINGS: dict[str, Callable[[Any], StoreError]] = {
    "SQLITE_BUSY": lambda path: StoreBusy(
        f"{path} is held by another process for more than {BUSY_SECONDS:.0f} s: end it, or try again later"
    ),
    "SQLITE_LOCKED": lambda path: StoreBusy(f"{path} is held by another process: end it, or try again later"),
    "SQLITE_FULL": lambda path: StoreFull(f"{path}: the disk is full: make room, nothing kept is lost"),
    "SQLITE_READONLY": lambda path: StoreFull(f"{path} may not be written to: give your user the right to write there"),
    "SQLITE_PERM": lambda path: StoreFull(f"{path} may not be written to: give your user the right to write there"),
    "SQLITE_CANTOPEN": lambda path: StoreFull(
        f"{path} cannot be opened: check that its directory exists and that your user may write there"
    ),
    "SQLITE_IOERR": lambda path: StoreFull(f"{path}: reading or writing failed: check the disk and its free space"),
    "SQLITE_NOTADB": lambda path: StoreBroken(f"{path} is no database: move it away, or restore a backup"),
    "SQLITE_CORRUPT": lambda path: StoreBroken(
        f"{path} is damaged: stop the service, keep a copy, and restore the newest file of the backups folder, without the files "
        f"{path.name}-wal and {path.name}-shm, which belong to the damaged one"
    ),
}
