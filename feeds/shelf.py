"""Shelf: documents as files. Each is written whole or not at all, only when changed, with a compressed twin beside it.

A reader (the web process, or nginx with `gzip_static`) may look at any moment, and a writer may be killed at any moment:

- a file appears under its name by a rename alone, so it is never seen half written;
- the twin `NAME.gz` is taken away before a new `NAME` appears and comes right after it, so a twin that is there holds
  the very bytes of the document beside it; whoever looks between finds no twin, and takes the document itself;
- a document that is put again with the same bytes gets back the twins that a kill took.

Many documents are staged, each in a file that waits aside, and committed together, once the disk has their bytes: after a power
cut a name leads to the old document or to the new one, never to an empty file. To rename a file whose bytes the disk does not
have makes ext4 write it at once, and to make files while others are deleted makes it look for room again and again: together
that was a third of publishing what an hour brings.

One writer at a time: hold the lock of publishing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from isal import isal_zlib

from crawler.errors import PublishError
from feeds.build import PRIVATE
from feeds.model import Document
from feeds.staging import TEMPORARY, Staging, gone, remove

_NAME = re.compile(r"(?=.{1,200}\Z)(?:[A-Za-z0-9][A-Za-z0-9_-]*/){0,3}[A-Za-z0-9][A-Za-z0-9_-]*\.[a-z]{2,5}\Z")
_GZIP = 31
"""Bits of the window, 15, and 16 for gzip's frame; its time stays 0."""


def _gzip(body: bytes) -> bytes:
    return bytes(isal_zlib.compress(body, 2, wbits=_GZIP))


# On a feed of 127 kB: ISA-L's level 2 gives 12.7 kB in .09 ms (zlib's 6: 10.6 kB in 1.3 ms). One twin is enough: a second one for
# brotli cost a sixth of a build, and the web process makes a better one when it is first asked for (quality 5, held in memory).
TWINS: Mapping[str, Callable[[bytes], bytes]] = {".gz": _gzip}
"""Compressed forms by what is added to the name."""
_ALONE = (".html", ".dat")
"""Documents without twins: people look at a page now and then, and the web process compresses it when they do; what publishing
keeps for itself nobody fetches."""
_RARE = "pair/"
"""Feeds without twins: there are as many as countries that meet, two of three among all feeds, each with a handful of readers at
most. The web process compresses one when it is first asked for; their twins took a sixth of a build and a third of its files."""


class _Staged(NamedTuple):
    """A document, or only its twins, that wait to be put in their places."""

    path: str
    """Place of the document."""
    files: dict[str, str]
    """What is added to the name (nothing for the document itself, the twins behind it), and the file that holds it now."""
    replaces: bool
    """Whether another document stands there."""

    @property
    def is_new(self) -> bool:
        """Whether the document itself is among them."""
        return "" in self.files


class FileShelf:
    """Documents below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = os.fspath(folder)
        self._made: set[str] = set()
        self._staged = deque[Sequence[_Staged]]()
        self._waiting = Staging(self._root)

    def put(self, document: Document) -> bool:
        """Write it with its twins; False when the very bytes stood there already. Raises PublishError."""
        try:
            staged = self._stage(document)
            if staged is not None:
                self._place(staged)
        finally:
            self._waiting.leave()
        return staged is not None and staged.is_new

    def stage(self, documents: Iterable[Document]) -> Sequence[bool]:
        """Write them and their twins aside, where `commit` finds either all of them or none; for each, whether it differs from what
        stands there. Raises PublishError."""
        group, changed = list[_Staged](), list[bool]()
        try:
            for document in documents:
                staged = self._stage(document)
                changed.append(staged is not None and staged.is_new)
                group += [staged] if staged is not None else []
        except BaseException:
            _forget(group)
            raise
        if group:
            self._staged.append(group)
        return changed

    def commit(self, sync: Callable[[], None]) -> None:
        """Put what was staged before this call in its place, after `sync` saw to it that the disk has it. Raises PublishError."""
        ready = len(self._staged)
        if ready:
            sync()
        for _ in range(ready):
            group = self._staged.popleft()
            try:
                for staged in group:
                    self._place(staged)
            except BaseException:
                _forget(group)
                raise
        self._waiting.leave()

    def discard(self) -> None:
        """Take away what is staged."""
        while self._staged:
            _forget(self._staged.popleft())
        self._waiting.leave()

    def room(self) -> int:
        """Bytes that are free on the disk for who we are. Raises PublishError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            disk = os.statvfs(self.folder)
        except OSError as error:
            raise _refused(self._root, error) from error
        return disk.f_bavail * disk.f_frsize

    def _stage(self, document: Document) -> _Staged | None:
        path, body = self._path(document.name), document.body
        twins = {} if document.name.endswith(_ALONE) or document.name.startswith(_RARE) else TWINS
        size = _size(path)
        staged = _Staged(path, {}, size is not None)
        try:
            if size == len(body) and _read(path) == body:
                # one that a kill took, or of which a power cut left the name alone
                twins = {suffix: compress for suffix, compress in twins.items() if not _size(path + suffix)}
            else:
                self._make(document.name)
                staged.files[""] = self._waiting.write(body)
            for suffix, compress in twins.items():
                staged.files[suffix] = self._waiting.write(compress(body))
        except OSError as error:
            _forget([staged])
            raise _refused(path, error) from error
        except BaseException:
            _forget([staged])
            raise
        return staged if staged.files else None

    def _place(self, staged: _Staged) -> None:
        path, files, replaces = staged
        try:
            if replaces and staged.is_new:
                remove([path + suffix for suffix in TWINS])
            for suffix, file in files.items():
                os.utime(file)  # who asks by date asks since when it is shown, not since it was staged
                os.rename(file, path + suffix)
        except OSError as error:
            _forget([staged])
            raise _refused(path, error) from error

    def get(self, name: str) -> bytes | None:
        """The bytes of a document, or None. Raises PublishError when it stands there and cannot be read."""
        path = self._path(name)
        try:
            return _read(path)
        except OSError as error:
            raise PublishError(f"{path} cannot be read ({error.strerror}): is it ours?") from error

    def part(self, name: str, start: int, size: int) -> bytes:
        """So many bytes of a document from some place on. Raises PublishError when it stands there and cannot be read."""
        path = self._path(name)
        try:
            return _read_part(path, start, size)
        except OSError as error:
            raise PublishError(f"{path} cannot be read ({error.strerror}): is it ours?") from error

    def drop(self, name: str) -> None:
        """Take a document and its twins away. Raises PublishError."""
        path = self._path(name)
        try:
            remove([*(path + suffix for suffix in TWINS), path])
        except OSError as error:
            raise PublishError(f"{path} cannot be removed ({error.strerror}): is the folder ours?") from error

    def names(self) -> Sequence[str]:
        """All documents that stand here, sorted; those of private feeds begin with `private/`."""
        return sorted(name for name in _walk(os.fspath(self.folder), "") if _NAME.match(name))

    def tidy(self) -> int:
        """Take away what killed writers left half written; returns how many files. Raises PublishError."""
        left = [name for name in _walk(self._root, "") if f"/{TEMPORARY}" in f"/{name}"]
        try:
            remove([f"{self._root}/{name}" for name in left])
        except OSError as error:
            raise PublishError(f"{self.folder} cannot be tidied ({error.strerror}): is the folder ours?") from error
        for folder in self.folder.glob(f"{TEMPORARY}*/"):
            gone(str(folder))
        return len(left)

    def _path(self, name: str) -> str:
        """The file of a document. Raises PublishError for a name that could lead elsewhere."""
        if not _NAME.match(name):
            raise PublishError(
                f"{name[:60]!r} is no name of a document: use letters, digits, - and _, and an extension"
            )
        return f"{self._root}/{name}"

    def _make(self, name: str) -> None:
        """The folder that the document stands in."""
        below = name.rpartition("/")[0]
        if below not in self._made:
            (self.folder / below).mkdir(parents=True, exist_ok=True)
            if name.startswith(PRIVATE):
                (self.folder / PRIVATE).chmod(0o700)  # a web server of another user must not hand them out
            self._made.add(below)


def _refused(path: str, error: OSError) -> PublishError:
    advice = "is the disk full, or the folder not ours?"
    if error.errno == errno.EXDEV:  # what waits can only be renamed within one
        advice = "all below the folder of documents must be one file system: move that part of it back"
    return PublishError(f"{path} cannot be written ({error.strerror}): {advice}")


def _walk(folder: str, prefix: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _walk(entry.path, f"{prefix}{entry.name}/")
                else:
                    yield prefix + entry.name
    except FileNotFoundError:
        return


def _size(path: str) -> int | None:
    """Bytes of a file; None when it is not there. What has another size need not be read to be known for another."""
    try:
        return os.stat(path).st_size
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read_part(path: str, start: int, size: int) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    try:
        return os.pread(handle, size, start)
    finally:
        os.close(handle)


def _forget(group: Iterable[_Staged]) -> None:
    """Take away what waits. What cannot be taken away (the disk became read-only) is left for `tidy`: the failure that led here is
    the one to tell."""
    for staged in group:
        with contextlib.suppress(OSError):
            remove(staged.files.values())
