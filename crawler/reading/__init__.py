"""Page -> reading: one pure function, and a pool of processes in which a page can do no harm.

`read` is what `Article`, `Annotation` and `Fingerprint` come from; `ReadingPool` runs it in worker processes with limits of
time and memory. Loading this package loads none of the rooms below: they are imported when the first page is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late
from crawler.model import Reading

if TYPE_CHECKING:
    from crawler.reading.pool import ReadingPool
    from crawler.reading.tasks import Look, Read, look, read, survey

__all__ = ["Look", "Read", "Reading", "ReadingPool", "look", "read", "survey"]

# the pool is loaded when it is first asked for: the processes that read pages need not know how they are talked to
__getattr__ = late(__name__, pool=("ReadingPool",), tasks=("Look", "Read", "look", "read", "survey"))
