"""The processes of a pool come and go with it, whoever kills which of them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.reading import ReadingPool
from crawler.reading.pool import Killed
from tests.reading.pages import ARTICLE, LONG, TITLE, at_work, page, there


def test_a_closed_pool_leaves_no_process(loop):
    async def work() -> list[int]:
        pool = ReadingPool(2)
        await asyncio.gather(*(pool.read(page(ARTICLE)) for _ in range(4)))
        assert pool._nursery is not None
        pids = [pool._nursery.process.pid, *(worker.pid for worker in at_work(pool))]
        assert all(map(there, pids))
        await pool.close()
        return pids

    pids = loop.run(work())
    assert len(pids) == 3
    assert not any(map(there, pids))


def test_a_pool_that_is_closed_while_a_page_is_in_work_leaves_no_process(loop):
    async def work() -> tuple[int, int]:
        pool = ReadingPool(1)
        reading = asyncio.ensure_future(pool.read(page(LONG)))
        while not pool.busy:
            await asyncio.sleep(0)
        assert pool._nursery is not None
        pids = pool._nursery.process.pid, at_work(pool)[0].pid
        await pool.close()
        with pytest.raises(Killed):
            await reading
        return pids

    assert not any(map(there, loop.run(work())))


def test_workers_that_were_ordered_ahead_do_the_reading(loop):
    async def work() -> tuple[bool, list[int]]:
        pool = ReadingPool(2)
        pool.prepare()
        ahead = [one.channel for one in pool._launched]
        await pool.read(page(ARTICLE))
        (worker,), (_,), nursery = at_work(pool), pool._launched, pool._nursery
        assert nursery is not None
        pids = [nursery.process.pid, worker.pid]
        await pool.close()
        return worker.channel in ahead, pids

    known, pids = loop.run(work())
    assert known
    assert not any(map(there, pids))


def test_a_nursery_that_somebody_kills_is_replaced(loop):
    async def work() -> tuple[bool, str, int]:
        async with ReadingPool(1) as pool:
            await pool.read(page(ARTICLE))
            (worker,), nursery = at_work(pool), pool._nursery
            assert nursery is not None
            nursery.process.kill()
            nursery.process.wait()
            assert (await pool.read(page(ARTICLE))).article.title == TITLE  # the worker goes on
            os.kill(worker.pid, signal.SIGKILL)
            while worker.lives:
                await asyncio.sleep(0)
            title = (await pool.read(page(ARTICLE))).article.title
            return pool._nursery is not nursery, title, pool.killed

    assert loop.run(work()) == (True, TITLE, 0)


def test_workers_that_were_ordered_from_a_nursery_that_died_are_ordered_again(loop):
    async def work() -> str:
        async with ReadingPool(1) as pool:
            pool.prepare()
            assert pool._nursery is not None
            pool._nursery.process.kill()
            return (await pool.read(page(ARTICLE))).article.title

    assert loop.run(work()) == TITLE


def test_workers_end_when_the_process_of_their_pool_is_killed(tmp_path):
    code = (
        "import asyncio, os, signal\n"
        "from tests.reading.pages import ARTICLE, page\n"
        "from crawler.reading import ReadingPool\n"
        "async def work():\n"
        "    pool = ReadingPool(1)\n"
        "    await pool.read(page(ARTICLE))\n"
        "    print(pool._nursery.process.pid, pool._seats[0].worker.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(work())\n"
    )
    root = Path(__file__).parents[2]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True, check=False)
    pids = [int(word) for word in told.stdout.split()]
    assert len(pids) == 2
    deadline = time.monotonic() + 30
    while any(map(there, pids)) and time.monotonic() < deadline:  # nobody tells us when a stranger's child ends
        time.sleep(0.02)
    assert not any(map(there, pids))
