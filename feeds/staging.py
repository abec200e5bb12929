"""Staging: files that wait in folders of their own until the disk has their bytes and they are renamed to their places.

They do not wait beside their places because of ext4 without a journal, as images of small virtual machines have it: before it makes a
file it looks through all that were deleted in the last minutes from that folder's part of the disk, and publishing deletes what it
replaces. A second writing of two thousand documents took .55 ms of the processor for each new file. So a folder takes but a few, and
the next one stands in another part of the disk: .03 ms, and no more when it is done again and again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import struct
from collections.abc import Iterable
from itertools import count

TEMPORARY = ".new-"
"""How names begin that no document has: what a killed writer leaves is told by it."""

_numbers = count()
"""Tells folders of one process apart."""
_FEW = 32
"""Files of one folder: to make a folder takes twice as long as to make a file."""
_LONG = struct.Struct("l")
_GET_FLAGS, _SET_FLAGS = (
    direction << 30 | _LONG.size << 16 | ord("f") << 8 | number for direction, number in ((2, 1), (1, 2))
)
"""FS_IOC_GETFLAGS and FS_IOC_SETFLAGS of linux/fs.h (ioctl_iflags(2))."""
_TOP_OF_HIERARCHY = 0x0002_0000
"""FS_TOPDIR_FL, the `T` of chattr(1)."""


class Staging:
    """The files of one writer that wait. Their folders are there only while they hold some."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._folders: list[str] = []
        self._room = 0
        """How many files the last folder has room for."""

    def write(self, body: bytes) -> str:
        """A new file with these bytes; its name. Durability is asked for once, by who publishes. Raises OSError, and leaves none then."""
        if not self._room:
            self._open()
        self._room -= 1
        file = f"{self._folders[-1]}/{self._room}"
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
            try:
                written = os.write(handle, body)
                # a disk that is nearly full takes a part, and says so only when it is asked again
                while written < len(body):
                    written += os.write(handle, memoryview(body)[written:])
            finally:
                os.close(handle)
        except BaseException:
            remove([file])
            raise
        return file

    def leave(self) -> None:
        """Take away the folders from which all files are gone; what is written from here on waits in others."""
        self._room = 0
        self._folders = [folder for folder in self._folders if not gone(folder)]

    def _open(self) -> None:
        if not self._folders:
            os.makedirs(self._root, exist_ok=True)
            _spread(self._root)
        while not self._room:
            folder = f"{self._root}/{TEMPORARY}{os.getpid()}-{next(_numbers)}"
            with contextlib.suppress(FileExistsError):  # left by a killed writer: in a container all have one number
                os.mkdir(folder, 0o700)  # of private feeds, too
                self._folders.append(folder)
                self._room = _FEW


def remove(paths: Iterable[str]) -> None:
    """Take files away, if they are there. Raises OSError."""
    for path in paths:
        try:
            os.unlink(path)
        except FileNotFoundError:
            continue


def gone(folder: str) -> bool:
    """Whether an empty folder could be taken away. One that cannot be (it holds a file, the disk became read-only) is left for the next
    time: nobody is worse off."""
    try:
        os.rmdir(folder)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _spread(folder: str) -> None:
    """Have the folders below this one stand in different parts of the disk, where the file system knows such a wish (ext4 does)."""
    with contextlib.suppress(OSError):  # all others say no, and need it not
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            (flags,) = _LONG.unpack(fcntl.ioctl(handle, _GET_FLAGS, bytes(_LONG.size)))
            if not flags & _TOP_OF_HIERARCHY:
                fcntl.ioctl(handle, _SET_FLAGS, _LONG.pack(flags | _TOP_OF_HIERARCHY))
        finally:
            os.close(handle)
