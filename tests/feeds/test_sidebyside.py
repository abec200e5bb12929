"""Work side by side: every task once, results in their order, and an end to all of it when one fails."""

from __future__ import annotations

import threading

import pytest

from feeds.publish.sidebyside import AHEAD, side_by_side


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_results_come_in_the_order_of_the_tasks(threads: int) -> None:
    assert list(side_by_side(threads, lambda task: task * task, range(300))) == [task * task for task in range(300)]


def test_both_threads_work_at_the_same_time() -> None:
    both, seen = threading.Barrier(2, timeout=20), set()

    def work(task: int) -> int:
        seen.add(threading.current_thread())
        if task in (0, AHEAD):  # the first for the other thread, and the first that it leaves to ours
            both.wait()
        return task

    assert list(side_by_side(2, work, range(20))) == list(range(20))
    assert len(seen) == 2
    assert threading.main_thread() in seen


@pytest.mark.parametrize("threads", [1, 2])
def test_after_a_failure_nothing_is_begun(threads: int) -> None:
    begun = []

    def work(task: int) -> int:
        begun.append(task)
        if task == 5:
            raise ValueError("no room")
        return task

    with pytest.raises(ValueError, match="no room"):
        list(side_by_side(threads, work, range(1000)))
    assert len(begun) < 100
    assert not [one for one in threading.enumerate() if one.name.startswith("build")]
