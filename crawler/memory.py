"""How a process of ours uses memory: what the C allocator gives back, and when garbage is looked for."""

from __future__ import annotations

import contextlib
import gc
import sys
from functools import cache

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -2, -3, -8
"""Parameters of glibc's mallopt(3)."""
_MEGABYTE = 2**20


@cache
def give_back_large_blocks() -> None:
    """Keep blocks of a megabyte and more out of the heap, for the life of the process; does nothing without glibc.

    Bodies of many megabytes come and go all day. By itself glibc raises this bound to 32 MB as soon as one large block was freed,
    and the heap then stays as large as it ever was: 154 MB against 120 MB after a crawl of hostile pages. A lower bound would ask
    the kernel for the buffers of every compression anew, and so would a heap that grows and shrinks by single pages: both
    together a fiftieth of a crawl's time.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # lazily: it takes as long to load as the rest of a small command

    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, _MEGABYTE)
        mallopt(_TOP_PAD, _MEGABYTE)
        mallopt(_TRIM_THRESHOLD, 4 * _MEGABYTE)
        mallopt(_ARENA_MAX, 2)


def collect_seldom() -> None:
    """Look for garbage at every ten-thousandth new record rather than at every seven-hundredth, for the life of the process.

    A page makes thousands of records, and nearly all are gone with it without any search, which took a fortieth of a crawl.
    """
    gc.set_threshold(10_000, 20, 20)
