"""A page can do the pool no harm: whatever it brings about costs that page alone."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from crawler.errors import ConfigError, DiscoverError, NotAnArticle, PageError, Unreadable
from crawler.model import Page, Source
from crawler.reading import Look, Read, ReadingPool, read
from crawler.reading.pool import Hung, Killed
from crawler.reading.processes import Worker
from tests.reading.pages import ARTICLE, FEED, LONG, SENTENCES, TITLE, at_work, page


@pytest.fixture(scope="module")
def pool(loop: asyncio.Runner) -> Iterator[ReadingPool]:
    pool = ReadingPool(1)
    yield pool
    loop.run(pool.close())


def test_the_pool_reads_as_the_function_does(pool, loop):
    source = Source(name="herald", title="Herald", url="https://herald.example/")
    assert loop.run(pool.read(page(ARTICLE), source)) == read(page(ARTICLE), source)


def test_only_what_a_feed_may_carry_whole_is_made_html(pool, loop):
    shy = Source(name="herald", title="Herald", url="https://herald.example/", rights="excerpt")
    free = Source(name="free", title="Free", url="https://free.example/", rights="full")
    assert loop.run(pool.read(page(ARTICLE), shy)).article.html is None
    assert SENTENCES[0] in (loop.run(pool.read(page(ARTICLE), free)).article.html or "")


def test_errors_cross_as_what_they_are(pool, loop):
    with pytest.raises(NotAnArticle):
        loop.run(pool.read(page("<!doctype html><html><title>Log in</title><form><input type=password></form>")))
    with pytest.raises(PageError):
        loop.run(pool.read(page(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99)))
    with pytest.raises(DiscoverError):
        loop.run(pool.look(page("<rss><channel", "application/rss+xml")))


def test_a_lexicon_that_is_wrong_is_told_and_taken_once_it_is_mended(loop, tmp_path):
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text("threshold = half")

    async def life():
        async with ReadingPool(1, lexicon=lexicon) as pool:
            with pytest.raises(ConfigError, match="is no TOML") as told:
                await pool.read(page(ARTICLE))
            assert told.value.path == lexicon
            lexicon.write_text("threshold = 0.4")
            return await pool.read(page(ARTICLE))

    assert loop.run(life()).article.title == TITLE


def test_learned_sentences_are_left_out_once_they_are_known(pool, loop):
    source = Source(name="gazette", title="Gazette", url="https://herald.example/")
    sentence = SENTENCES[3]
    before = loop.run(pool.read(page(ARTICLE), source))
    after = loop.run(pool.read(page(ARTICLE), source, frozenset((sentence,))))
    assert sentence in before.article.text
    assert sentence not in after.article.text


def test_whatever_stands_at_an_address(pool, loop):
    assert isinstance(loop.run(pool.look_or_read(page(FEED, "application/rss+xml"))), Look)
    assert isinstance(loop.run(pool.look_or_read(page(ARTICLE))), Read)
    titles = [f"Kenya and Laos sign agreement number {n} on rail freight" for n in range(1, 10)]
    entries = "".join(
        f'<li><a href="/2026/11/0{n}/kenya-and-laos-{n}.html">{title}</a></li>' for n, title in enumerate(titles, 1)
    )
    listing = page(f"<!doctype html><html><title>News</title><body><h1>News</h1><ul>{entries}</ul></body></html>")
    found = loop.run(pool.look_or_read(listing))
    assert isinstance(found, Look)
    assert len(found.links) == 9


def test_a_page_that_takes_too_long_costs_itself_alone_and_not_the_one_in_hand(loop):
    async def work() -> tuple[int, str, str]:
        async with ReadingPool(1) as pool:
            await pool.read(page(ARTICLE))
            pool._seconds = 0.05
            os.kill(at_work(pool)[0].pid, signal.SIGSTOP)
            hanging, in_hand = (asyncio.ensure_future(pool.read(page(ARTICLE))) for _ in range(2))
            with pytest.raises(Hung, match="longer than"):
                await hanging
            pool._seconds = 20
            return pool.hung, (await in_hand).article.title, (await pool.read(page(ARTICLE))).article.title

    assert loop.run(work()) == (1, TITLE, TITLE)


async def killing(pool: ReadingPool, times: int) -> None:
    """Kill so many workers, each as soon as it has a page in work."""
    for _ in range(times):
        while not pool.busy:
            await asyncio.sleep(0)
        os.kill(at_work(pool)[0].pid, signal.SIGKILL)
        while pool.busy:
            await asyncio.sleep(0)


def test_a_page_that_kills_its_worker_twice_costs_itself_alone(loop):
    async def work() -> tuple[int, str]:
        async with ReadingPool(1) as pool:
            with pytest.raises(Killed):
                await asyncio.gather(pool.read(page(LONG)), killing(pool, 2))
            return pool.killed, (await pool.read(page(ARTICLE))).article.title

    assert loop.run(work()) == (2, TITLE)


def test_a_worker_that_somebody_kills_costs_no_page(loop):
    async def work() -> list[int]:
        async with ReadingPool(1) as pool:
            await pool.read(page(ARTICLE))
            (worker,) = at_work(pool)
            os.kill(worker.pid, signal.SIGKILL)
            while worker.lives:
                await asyncio.sleep(0)
            assert (await pool.read(page(ARTICLE))).article.title == TITLE
            counts = [pool.killed]
            reading, _ = await asyncio.gather(pool.read(page(LONG)), killing(pool, 1))
            assert reading.article.title == TITLE
            return [*counts, pool.killed, pool.alive, pool.busy, pool.waiting]

    assert loop.run(work()) == [0, 1, 1, 0, 0]


def test_pages_in_hand_are_read_in_order_by_one_worker(loop):
    async def work() -> tuple[list[str], int, int]:
        async with ReadingPool(1) as pool:
            done: list[str] = []

            async def read(name: str) -> None:
                await pool.read(page(ARTICLE.replace("<body>", f"<body><!-- {name} -->")))
                done.append(name)

            await asyncio.gather(*(read(name) for name in "abcde"))
            (worker,) = at_work(pool)
            return done, worker.pages, pool.waiting

    assert loop.run(work()) == (list("abcde"), 5, 0)


def test_a_page_that_came_while_no_worker_was_there_is_passed_by_none(loop, monkeypatch):
    receive, tasks = Worker.receive, []

    async def titled(name: str, text: str = ARTICLE) -> str:
        return (await pool.read(page(text.replace(TITLE, f"Kenya and {name} sign rail agreement")))).article.title

    async def and_then_another_comes(worker: Worker, *arguments: int) -> object:
        answer = await receive(worker, *arguments)
        if len(tasks) == 3:  # before the page that waits there hears that its turn has come
            tasks.append(asyncio.ensure_future(titled("Mali")))
        return answer

    async def life() -> list[str]:
        async with pool:  # of two seats the second has a long page, so that the first is done first
            tasks.extend(asyncio.ensure_future(titled(*one)) for one in (("Laos",), ("Oman", LONG), ("Chad",)))
            await tasks[0]
            return [await task for task in tasks]

    monkeypatch.setattr(Worker, "receive", and_then_another_comes)
    pool = ReadingPool(2)
    assert loop.run(life()) == [f"Kenya and {name} sign rail agreement" for name in ("Laos", "Oman", "Chad", "Mali")]
    assert pool.killed == 0


def test_an_answer_to_another_page_is_not_taken(pool, loop):
    async def life() -> tuple[str, int]:
        await pool.read(page(ARTICLE))
        (worker,) = at_work(pool)
        pool._tell(worker, "read", (page(ARTICLE.replace(TITLE, "Nobody waits for this")),), None, None)
        killed, found = pool.killed, await pool.read(page(ARTICLE))
        return found.article.title, pool.killed - killed

    assert loop.run(life()) == (TITLE, 1)


def test_a_page_in_hand_that_nobody_waits_for_any_more_answers_for_no_other(loop):
    def named(title: str) -> Page:
        return page(ARTICLE.replace(TITLE, title))

    async def work() -> tuple[str, str, int]:
        async with ReadingPool(1) as pool:
            await pool.read(page(ARTICLE))
            first, given_up = (
                asyncio.ensure_future(pool.read(one)) for one in (page(LONG), named("Peru and Ghana open a port"))
            )
            while pool._seats[0].tasks != 2:
                await asyncio.sleep(0)
            given_up.cancel()
            await asyncio.gather(given_up, return_exceptions=True)
            readings = await asyncio.gather(first, pool.read(named("Egypt and Cuba plant a forest")))
            return *(reading.article.title for reading in readings), pool.killed

    assert loop.run(work()) == (TITLE, "Egypt and Cuba plant a forest", 0)


def test_a_page_in_hand_is_read_by_the_next_worker_when_the_one_before_it_costs_its_worker(loop):
    async def work() -> tuple[list[type], str, int, int]:
        async with ReadingPool(1) as pool:
            await pool.read(page(ARTICLE))
            first, *in_hand = (asyncio.ensure_future(pool.read(page(text))) for text in (LONG, ARTICLE, ARTICLE))
            while pool.waiting != 1:  # one in work, one in hand, one that waits
                await asyncio.sleep(0)
            await killing(pool, 1)
            first.cancel()
            titles = {(await reading).article.title for reading in in_hand}
            outcome = await asyncio.gather(first, return_exceptions=True)
            return [type(one) for one in outcome], *titles, pool.killed, pool.alive

    assert loop.run(work()) == ([asyncio.CancelledError], TITLE, 1, 1)


def test_a_page_that_wants_too_much_memory_costs_itself_alone(loop):
    greedy = page("<!doctype html><html><title>x</title><article>" + "<p>rail and freight</p>" * 400_000 + "</article>")

    async def work() -> str:
        async with ReadingPool(1, memory_mb=96) as pool:
            with pytest.raises(Unreadable):
                await pool.read(greedy)
            return (await pool.read(page(ARTICLE))).article.title

    assert loop.run(work()) == TITLE
