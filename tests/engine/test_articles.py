"""Articles that change, that stand on several pages, and that come faster than they can be read."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from crawler.engine import CrawlOptions, crawl
from crawler.model import Selectors


def test_a_correction_is_found_after_an_hour(site, crawled, store):
    crawled(site.source())
    site.routes["/1.html"] = site.routes["/1.html"].replace("in Nairobi on Saturday", "in Vientiane on Sunday")
    site.asked.clear()
    (report,) = crawled(site.source(), later=timedelta(minutes=30))
    assert site.paths() == ["/feed.xml"]
    (report,) = crawled(site.source(), later=timedelta(hours=2))
    assert report.outcomes["revised"] == 1
    assert report.outcomes["seen"] == 2
    site.asked.clear()
    crawled(site.source(), later=timedelta(hours=3))
    assert site.paths() == ["/feed.xml"]


def test_a_revisit_asks_whether_the_page_changed(site, crawled):
    body, tags = site.routes["/0.html"], []

    def answer(request: web.Request) -> web.Response:
        tags.append(request.headers.get("If-None-Match"))
        if tags[-1]:
            return web.Response(status=304)
        return web.Response(text=body, content_type="text/html", headers={"ETag": '"x"'})

    site.routes |= {"/0.html": answer, "/feed.xml": site.feed(["/0.html"])}
    crawled(site.source())
    (report,) = crawled(site.source(), later=timedelta(hours=2))
    assert tags == [None, '"x"']
    assert report.outcomes == {"known": 1, "seen": 1}


def part(html: str, following: str | None) -> str:
    link = f'<a class="next" href="{following}">Next page</a>' if following else ""
    return html.replace("</article>", f"</article>{link}")


def test_an_article_on_three_pages_is_one_article(site, crawled, store, make_article):
    pages = [make_article(number, "Kenya and Laos open a joint library") for number in range(40, 43)]
    site.routes |= {"/a": part(pages[0], "/a2"), "/a2": part(pages[1], "/a3"), "/a3": part(pages[2], "/a")}
    site.routes["/feed.xml"] = site.feed(["/a"])
    source = site.source(selectors=(Selectors(next_page="a.next"),))
    (report,) = crawled(source)
    assert report.outcomes == {"known": 0, "new": 1}
    assert site.paths() == ["/feed.xml", "/a", "/a2", "/a3"]
    (story,) = store.stories(_all())
    for page in pages:
        last = page.rpartition("<p>")[2].partition("</p>")[0]
        assert last in story.lead.text


def test_an_article_whose_next_page_is_gone_is_kept_as_far_as_it_goes(site, crawled, make_article):
    site.routes |= {"/a": part(make_article(50), "/gone"), "/feed.xml": site.feed(["/a"])}
    (report,) = crawled(site.source(selectors=(Selectors(next_page="a.next"),)))
    assert report.outcomes == {"known": 0, "new": 1}
    assert report.problems[0].url.endswith("/gone")


class Slow:
    """A pool that reads no page before it is told to."""

    def __init__(self, pool):
        self._pool = pool
        self.free = asyncio.Event()
        self.held = 0
        self.most = 0

    async def read_pages(self, pages, source=None, boilerplate=frozenset(), link=None):
        self.held += 1
        self.most = max(self.most, self.held)
        await self.free.wait()
        self.held -= 1
        return await self._pool.read_pages(pages, source, boilerplate, link)

    def __getattr__(self, name):
        return getattr(self._pool, name)


def test_no_more_pages_wait_in_memory_than_the_bound_allows(site, store, loop, pool, make_article):
    size, count = 600_000, 60
    for number in range(count):
        site.routes[f"/big{number}"] = make_article(number).replace("<main>", f"<!-- {'x' * size} --><main>")
    site.routes["/feed.xml"] = site.feed([f"/big{number}" for number in range(count)])

    async def work():
        slow = Slow(pool)
        task = asyncio.ensure_future(crawl([site.source()], store=store, pool=slow, options=CrawlOptions(timeout=20)))
        answered = -1
        while answered != len(site.asked) or slow.held < 8:  # until nobody asks for anything more
            answered = len(site.asked)
            await asyncio.sleep(0.2)
        slow.free.set()
        (report,) = await task
        return slow.most, report

    most, report = loop.run(work())
    assert report.outcomes["new"] == count
    assert most * size < 30_000_000  # 5 MB that wait, and what was on its way by then


def test_a_crawl_that_is_cancelled_ends_and_loses_nothing(site, store, loop, pool, crawled):
    async def work():
        began = asyncio.Event()
        task = asyncio.ensure_future(
            crawl(
                [site.source()], store=store, pool=pool, progress=lambda _: began.set(), options=CrawlOptions(timeout=5)
            )
        )
        await began.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    loop.run(work())
    (report,) = crawled(site.source())
    assert sum(report.outcomes.values()) == 3
    assert set(report.outcomes) <= {"known", "new"}


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_a_crawl_that_is_cancelled_while_it_is_built_ends(site, store, loop, pool, steps):
    async def work():
        task = asyncio.ensure_future(crawl([site.source()], store=store, pool=pool, options=CrawlOptions(timeout=5)))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(asyncio.shield(task), 20)

    loop.run(work())


def test_a_stop_does_not_ask_for_what_waits_for_its_turn(site, store, loop, pool, crawled, make_article):
    site.routes["/feed.xml"] = site.feed([f"/{number}.html" for number in range(8)])

    async def work():
        here, began = asyncio.get_running_loop(), asyncio.Event()

        def page(request):
            here.call_soon_threadsafe(began.set)
            return make_article(int(request.path[1:-5]))

        site.routes.update((f"/{number}.html", page) for number in range(8))
        task = asyncio.ensure_future(
            crawl([site.source(delay=1.5)], store=store, pool=pool, options=CrawlOptions(timeout=5))
        )
        await began.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    loop.run(work())
    assert len(site.paths()) == 2  # the feed, and the page whose turn it was
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 1, "new": 7}  # none of them was remembered as a failure


def _all():
    from feeds.model import Query

    return Query(everything=True)


def test_a_header_that_is_no_text_costs_nothing(site, crawled, make_article):
    body = make_article(1).encode()
    name = "铁路合作.html".encode("gbk")

    def answer(request: web.Request) -> web.Response:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Disposition: inline; filename=" + name
        assert request.transport is not None
        request.transport.write(head + b"\r\nConnection: close\r\n\r\n" + body)
        request.transport.close()
        return web.Response()

    site.routes |= {"/1.html": answer, "/feed.xml": site.feed(["/1.html"])}
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 0, "new": 1}


BARE = "<!doctype html><html lang=en><head><title>Herald</title></head><body><div class=text>{}</div></body></html>"


def test_a_list_tells_what_the_page_of_an_article_does_not(site, store, crawled, make_article):
    """Headline and day are those of the feed, and stay so when the page is read again later, without the feed."""
    site.routes["/1.html"] = BARE.format(make_article(1).partition("</h1>")[2].partition("</article>")[0])
    site.routes["/feed.xml"] = site.feed(["/1.html"])
    crawled(site.source())
    told = ("Kenya and Laos sign agreement 0", datetime(2026, 11, 7, tzinfo=UTC), "day")
    lead = store.story(1).lead
    assert (lead.title, lead.published, lead.published_precision) == told
    assert "title=list" in lead.extractor
    site.routes["/1.html"] = site.routes["/1.html"].replace("in Nairobi on Saturday", "in Vientiane on Sunday")
    site.routes["/feed.xml"] = site.feed([])
    (report,) = crawled(site.source(), later=timedelta(hours=2))
    assert report.outcomes["revised"] == 1
    lead = store.story(1).lead
    assert (lead.title, lead.published, lead.published_precision) == told
    assert "Vientiane" in lead.text


def test_the_page_goes_before_the_list(site, store, crawled):
    site.routes["/feed.xml"] = site.feed(["/1.html"])
    crawled(site.source())
    lead = store.story(1).lead
    assert lead.title == "Kenya and Laos sign cooperation agreement number 1"
    assert lead.published == datetime(2026, 11, 2, 8, tzinfo=UTC)
