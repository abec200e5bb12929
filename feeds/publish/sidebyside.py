"""Work done side by side, in the caller's thread and others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
AHEAD = 2
"""Tasks that every other thread has under way or waiting; the caller's thread does what is beyond that."""


def side_by_side(
    threads: int, work: Callable[[_Task], _Result], tasks: Iterable[_Task]
) -> Generator[_Result, None, None]:
    """The results of `work`, in the order of the tasks, which are asked for in the caller's thread.

    That thread works too: one that only gave out tasks would have all others wait for Python's lock once more. Raises what `work`
    raises; what was under way then has ended, and no more is begun.
    """
    if threads < 2:
        yield from map(work, tasks)
        return
    others = threads - 1
    pool = ThreadPoolExecutor(others, "build")
    results = deque[Future[_Result]]()
    try:
        for task in tasks:
            if sum(not one.done() for one in results) < AHEAD * others:
                results.append(pool.submit(work, task))
            else:
                mine = Future[_Result]()
                mine.set_result(work(task))
                results.append(mine)
            while results and results[0].done():
                yield results.popleft().result()
        for one in results:
            yield one.result()
    finally:
        pool.shutdown(cancel_futures=True)
