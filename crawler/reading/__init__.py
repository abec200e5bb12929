"""Page -> reading: one pure function, and a pool of processes in which a page can do no harm.

`read` is what `Article`, `Annotation` and `Fingerprint` come from; `ReadingPool` runs it in worker processes with limits of
time and memory. Loading this package loads none of the rooms below: they are imported when the first page is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.model import Reading
    from crawler.reading.pool import ReadingPool
    from crawler.reading.tasks import Look, Read, look, read, survey

__all__ = ["Look", "Read", "Reading", "ReadingPool", "look", "read", "survey"]

_HOMES = {
    "Look": "crawler.reading.tasks",
    "Read": "crawler.reading.tasks",
    "Reading": "crawler.model",
    "ReadingPool": "crawler.reading.pool",
    "look": "crawler.reading.tasks",
    "read": "crawler.reading.tasks",
    "survey": "crawler.reading.tasks",
}


def __getattr__(name: str) -> Any:
    """The pool is loaded when it is first asked for: the processes that read pages need not know how they are talked to."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
