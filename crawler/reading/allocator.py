"""The C allocator, told to give large blocks back: bodies of many megabytes come and go all day."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Parameters of glibc's mallopt(3)."""


@cache
def give_back_large_blocks() -> None:
    """Keep blocks of 256 kB and more out of the heap, for the life of the process; does nothing without glibc.

    By itself glibc raises this bound to 32 MB as soon as one large block was freed, and the heap then stays as large as it
    ever was: 154 MB against 120 MB after a crawl of hostile pages.
    """
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, 2**18)
        mallopt(_TRIM_THRESHOLD, 2**20)
        mallopt(_ARENA_MAX, 2)
