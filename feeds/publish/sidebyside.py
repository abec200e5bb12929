"""Work done side by side, a little ahead of whoever takes the results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
AHEAD = 16
"""Tasks a thread that are under way or wait: enough that none stands idle while their giver is busy otherwise."""


def side_by_side(
    threads: int, work: Callable[[_Task], _Result], tasks: Iterable[_Task]
) -> Generator[_Result, None, None]:
    """The results of `work`, in the order of the tasks, which are asked for in the caller's thread. With one thread that does the
    work, too. Raises what `work` raises; what was under way then has ended, and no more is begun."""
    if threads < 2:
        yield from map(work, tasks)
        return
    pool = ThreadPoolExecutor(threads, "build")
    waiting = deque[Future[_Result]]()
    try:
        for task in tasks:
            waiting.append(pool.submit(work, task))
            if len(waiting) >= AHEAD * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
