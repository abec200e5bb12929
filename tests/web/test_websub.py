"""Telling a hub."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

import httpx

from feeds.model import Feed, Query
from feeds.web.websub import TOPICS, TRIES, announce, topics

HUB = "https://hub.example/"


class Hub:
    """Answers as it is told to, and remembers what it was told."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.told: list[dict[str, list[str]]] = []
        self.pauses: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.told.append(parse_qs(request.content.decode()))
        answer = self.answers.pop(0) if self.answers else httpx.Response(204)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def announce(self, changed):
        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)

        async def tell():
            async with httpx.AsyncClient(transport=httpx.MockTransport(self)) as client:
                return await announce(HUB, changed, client=client, sleep=sleep, jitter=lambda: 0.5)

        return asyncio.run(tell())


def test_a_hub_is_told_in_parcels():
    hub = Hub()
    changed = [f"https://news.example/feeds/{n}.atom" for n in range(TOPICS + 1)]
    came = hub.announce(changed)
    assert (came.told, came.failed, came.error) == (TOPICS + 1, 0, None)
    assert [len(told["hub.url"]) for told in hub.told] == [TOPICS, 1]
    assert hub.told[0]["hub.mode"] == ["publish"]


def test_a_hub_that_is_down_is_tried_with_growing_pauses():
    hub = Hub(httpx.ConnectError("refused"), httpx.Response(503), httpx.Response(429, headers={"Retry-After": "7"}))
    assert hub.announce(["https://news.example/feeds/all.atom"]).told == 1
    assert hub.pauses == [1.0, 2.0, 7.0]


def test_a_hub_is_given_up():
    hub = Hub(*[httpx.Response(500)] * 99)
    came = hub.announce(["https://news.example/feeds/all.atom"])
    assert (came.told, came.failed) == (0, 1)
    assert "500" in str(came.error)
    assert len(hub.told) == TRIES
    refused = Hub(httpx.Response(403))
    assert refused.announce(["https://news.example/feeds/all.atom"]).failed == 1
    assert len(refused.told) == 1


def test_redirects_are_not_followed():
    hub = Hub(httpx.Response(302, headers={"Location": "http://127.0.0.1/"}))
    assert hub.announce(["https://news.example/feeds/all.atom"]).failed == 1
    assert len(hub.told) == 1


def test_a_hub_hears_of_public_feeds_only():
    feeds = (Feed(name="all", title="", query=Query()), Feed(name="desk", title="", query=Query(), private=True))
    assert topics(feeds, "https://news.example/") == tuple(
        f"https://news.example/feeds/all.{e}" for e in ("atom", "rss", "json")
    )


def test_only_documents_that_the_hub_hears_of_name_it(start, stories):
    desk = Feed(name="desk", title="Desk", query=Query(countries=("KE",)), private=True)
    room = start(stories, hub=HUB, own=(desk,), tokens={"desk": ("s3cret",)}, published=False)
    named = {"/feeds/all.atom": True, "/feeds/all.json?limit=2": True}
    named |= {"/feeds/query.atom?country=KE": False, "/feeds/query.json": False}
    named |= {f"/feeds/desk.{end}token=s3cret": False for end in ("atom?", "rss?limit=2&", "json?limit=2&")}
    for path, expected in named.items():
        answer = room.get(path)
        assert answer.status_code == 200
        assert (HUB in answer.text) == expected, path
