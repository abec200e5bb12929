"""Shelf: documents as files. Each is written whole or not at all, only when changed, with its compressed twins beside it.

A reader (the web process, or nginx with `gzip_static`) may look at any moment, and a writer may be killed at any moment:

- a file appears under its name by a rename alone, so it is never seen half written;
- the twins `NAME.gz` and `NAME.br` are taken away before a new `NAME` appears and come after it, so a twin that is there holds
  the very bytes of the document beside it; whoever looks between finds no twin, and takes the document itself;
- a document that is put again with the same bytes gets back the twins that a kill took.

One writer at a time: hold the lock of publishing.
"""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import brotli

from crawler.errors import PublishError
from feeds.model import Document

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*){0,3}\Z")
_LONGEST = 200
_TEMPORARY = ".new-"
_PRIVATE = "private"


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=5))


TWINS: Mapping[str, Callable[[bytes], bytes]] = {".gz": _gzip, ".br": _brotli}
"""Compressed forms by what is added to the name."""


class FileShelf:
    """Documents below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, document: Document) -> bool:
        """Write it with its twins; False when the very bytes stood there already. Raises PublishError."""
        path = self._path(document.name)
        try:
            if _read(path) == document.body:
                self._add_twins(path, document.body, missing_only=True)
                return False
            self._make(path.parent)
            for suffix in TWINS:
                _beside(path, suffix).unlink(missing_ok=True)
            _write(path, document.body)
            self._add_twins(path, document.body)
        except OSError as error:
            raise PublishError(
                f"{path} cannot be written ({error.strerror}): is the disk full, or the folder not ours?"
            ) from error
        return True

    def get(self, name: str) -> bytes | None:
        """The bytes of a document, or None. Raises PublishError when it stands there and cannot be read."""
        path = self._path(name)
        try:
            return _read(path)
        except OSError as error:
            raise PublishError(f"{path} cannot be read ({error.strerror}): is it ours?") from error

    def drop(self, name: str) -> None:
        """Take a document and its twins away."""
        path = self._path(name)
        try:
            for suffix in (*TWINS, ""):
                _beside(path, suffix).unlink(missing_ok=True)
        except OSError as error:
            raise PublishError(f"{path} cannot be removed ({error.strerror}): is the folder ours?") from error

    def names(self) -> Sequence[str]:
        """All documents that stand here, sorted; those of private feeds begin with `private/`."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.suffix not in TWINS and not _hidden(path.relative_to(self.folder)) and path.is_file()
        )

    def tidy(self) -> None:
        """Take away what killed writers left half written."""
        for path in self.folder.rglob(f"{_TEMPORARY}*"):
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        """The file of a document. Raises PublishError for a name that could lead elsewhere."""
        if len(name) > _LONGEST or not _NAME.match(name) or Path(name).suffix in ("", *TWINS):
            raise PublishError(
                f"{name[:60]!r} is no name of a document: use letters, digits, - and _, and an extension"
            )
        return self.folder / name

    def _make(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.relative_to(self.folder).parts[:1] == (_PRIVATE,):
            (self.folder / _PRIVATE).chmod(0o700)  # a web server of another user must not hand them out

    def _add_twins(self, path: Path, body: bytes, *, missing_only: bool = False) -> None:
        for suffix, compress in TWINS.items():
            twin = _beside(path, suffix)
            if not (missing_only and twin.exists()):
                _write(twin, compress(body))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _write(path: Path, body: bytes) -> None:
    """The file, all at once. The rename is what readers see; durability is asked for once, by who publishes."""
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{path.name}")
    try:
        temporary.write_bytes(body)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
