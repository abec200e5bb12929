"""The seats of the pool: one worker at a time sits on each, and finds the next page before it when it is done with one.

Without a page in hand a worker waits until the pool, which has the whole crawl to attend to, comes round to it: an eighth of the
machine's time.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from crawler.reading.processes import Worker

DEEP = 2
"""Tasks at a seat: one in work and one in hand."""


@dataclass(slots=True, eq=False)
class Seat:
    """One worker's, and that of those who replace it."""

    worker: Worker | None = None
    tasks: int = 0
    """In work and in hand."""
    unsent: int = 0
    """Tasks in hand that nobody was sent, as there was nobody, or nobody fit: none may be sent ahead of them."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the task in work; those in hand get it in the order in which they came."""

    @property
    def preference(self) -> tuple[int, bool]:
        """The lowest is the best seat for the next task: one where a worker rests, else an empty one, else the shortest queue."""
        return self.tasks, self.worker is None

    @property
    def takes_ahead(self) -> bool:
        """Whether a task can be sent to the worker before it is done with the last one."""
        return self.tasks > 1 and not self.unsent and self.worker is not None and not self.worker.spent

    def sitting(self, told: Worker | None) -> Worker | None:
        """Whoever is fit to do the next task, which `told` was sent ahead: nobody when a new worker is needed."""
        worker = self.worker
        if worker is None or worker.ended:
            self.clear()
        elif worker is told or (worker.lives and not worker.spent):
            return worker
        else:
            self.clear()
        return None

    def clear(self) -> None:
        """End whoever sits here."""
        if self.worker is not None:
            self.worker.end()
            self.worker = None
