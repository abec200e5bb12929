"""One service a home: a lock that the kernel gives back when its holder dies, however it dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from crawler.errors import ServiceError


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of the service.

    Raises:
        ServiceError: another service runs on this home, or the file cannot be written.
    """
    try:
        handle = path.open("a+")
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({error.strerror}): choose another home with --home") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            who = handle.read(20).strip()
            raise ServiceError(
                f"a service runs on {path.parent} already{f' (process {who})' if who.isdigit() else ''}: "
                "stop it first, or choose another home with --home"
            ) from error
        handle.seek(0)
        handle.truncate()
        handle.write(f"{os.getpid()}\n")
        handle.flush()
        yield


def taken(path: Path) -> bool:
    """Whether a service holds it now."""
    try:
        with path.open() as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # no such file: no service has ever run here
        return False
    return False
