"""Export and import: everything kept about stories and articles, in files that any program may read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from crawler.errors import StoreError
from crawler.store import exporting, importing
from crawler.store.room import Room

Form = Literal["jsonl", "csv", "parquet"]

_WRITERS: dict[str, Callable[[Room, Path], int]] = {
    "jsonl": exporting.jsonl,
    "csv": exporting.csv_,
    "parquet": exporting.parquet,
}


class Carrying(Room):
    """The store's content on its way out and in."""

    def export(self, path: Path | str, *, form: Form = "jsonl") -> int:
        """Writes all articles with their stories, oldest first, whole or not at all; returns how many articles. Where a link
        stands, it stays, and the file that it leads to is written.

        `jsonl` is complete (texts, findings, revisions, what people decided) and can be imported; `csv` and `parquet`
        are tables of articles for other programs.

        Raises:
            StoreError: the file cannot be written, what stands there is no file, or the extra for Parquet is missing.
        """
        path = Path(path)
        if path.exists() and not path.is_file():
            raise StoreError(f"{path} is no regular file, and would be replaced by one: choose another name")
        # not the link itself: /dev/stdout is one, and root would put a file in its place
        target = path.resolve()
        unfinished = target.with_name(target.name + ".part")
        try:
            count = _WRITERS[form](self, unfinished)
            unfinished.replace(target)
        except OSError as error:
            raise StoreError(f"{path} cannot be written ({error.strerror}): choose another file") from error
        finally:
            unfinished.unlink(missing_ok=True)
        return count

    def import_(self, path: Path | str) -> int:
        """Reads what `export` wrote as JSON Lines; returns how many articles were new.

        What is known already stays as it is. Stories keep their numbers where these are free, so that subscribers of a store
        that moves to another machine see nothing new. It may be broken off and begun again.

        Raises:
            StoreError: the file cannot be read, or was not written by `export`; it is read in steps of some hundred lines, and the
                steps before the wrong line are kept.
        """
        return importing.read(self, Path(path))
