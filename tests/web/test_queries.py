"""Feeds of the moment, and pages that search."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from feeds.web.params import MOST_PAGES


def test_a_query_selects(start, stories, make_story):
    room = start([*stories, make_story(9, countries=("CN", "CU"))])
    found = room.get("/feeds/query.json?country=CU&country=CN").json()
    assert [item["title"] for item in found["items"]] == ["Kenya and China agree on port 9"]
    assert found["feed_url"].startswith("http://127.0.0.1:8000/feeds/query.json?country=CN&country=CU")
    assert room.get("/feeds/query.atom?country=cn&country=cu").content.count(b"</entry>") == 1
    assert room.get("/feeds/query.html?q=port+9").status_code == 200


@pytest.mark.parametrize(
    "question",
    [
        "country=XX",
        "country=China",
        "sector=nonsense",
        "kind=../../etc",
        "source=a/b",
        "language=%00",
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=99999",
        "limit=" + "0" * 300 + "5",
        "limit=5&limit=6",
        "q=a&q=b",
        "q=" + "x" * 300,
        "q=%00",
        "q=%ff%fe",
        "contry=CN",
        "&".join(f"sector=health&x{n}=1" for n in range(60)),
    ],
)
def test_a_bad_query_is_told_what_is_wrong(standard, question):
    for path in ("/feeds/query.atom", "/api/stories"):
        answer = standard.get(f"{path}?{question}")
        assert answer.status_code == 400, path
        assert len(answer.text) < 400
        assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "question", ["before=x", "before=9999999999999999-1", "page=0", "page=99999", "country=XX", "q=%00"]
)
def test_a_page_with_a_bad_query_says_so(standard, question):
    answer = standard.get(f"/?{question}")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


def test_the_last_page_of_a_search_leads_nowhere(start, make_story):
    room = start([make_story(number) for number in range(1, MOST_PAGES + 3)], published=False)
    last = {"q": "port", "limit": 1, "page": MOST_PAGES}
    before = room.get("/api/stories", params=last | {"page": MOST_PAGES - 1}).json()["next"]
    assert before.endswith(f"page={MOST_PAGES}")
    answer = room.get("/api/stories", params=last).json()
    assert (len(answer["stories"]), answer["next"]) == (1, None)
    assert 'rel="next"' in room.get("/", params=last | {"page": 1}).text
    assert 'rel="next"' not in room.get("/", params=last).text


def test_a_page_leaves_unknown_parameters_alone(standard):
    assert standard.get("/?utm_source=x&fbclid=y").status_code == 200


def test_equal_queries_at_the_same_time_are_made_once(start, stories):
    room = start(stories)
    room.get("/healthz")
    room.memory.wait = gate = threading.Event()
    before = room.memory.questions
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(room.get, "/feeds/query.atom?q=port&country=KE") for _ in range(8)]
        while room.memory.questions == before:
            pass
        gate.set()
        bodies = {answer.result().content for answer in answers}
    assert len(bodies) == 1
    assert room.memory.questions == before + 1
    room.get("/feeds/query.atom?country=KE&q=port")
    assert room.memory.questions == before + 1


def test_a_query_sees_a_new_story(start, stories, make_story):
    room = start(stories)
    tag = room.get("/feeds/query.atom?q=port").headers["etag"]
    room.memory.add(make_story(50))
    for _ in range(200):
        if room.get("/feeds/query.atom?q=port").headers["etag"] != tag:
            break
        threading.Event().wait(0.02)
    assert b"port 50" in room.get("/feeds/query.atom?q=port").content


def test_a_query_changes_its_date_with_its_content(start, stories):
    room = start(stories)
    path = "/feeds/query.atom?q=port"
    seen = room.get(path)

    def later() -> httpx.Response:
        """What a reader gets that knows nothing of tags, once the store has changed."""
        room.memory.mark += 1
        end = time.monotonic() + 5
        while room.get(path).headers["etag"] == seen.headers["etag"] and time.monotonic() < end:
            time.sleep(0.05)
        return room.get(path, headers={"If-Modified-Since": seen.headers["last-modified"]})

    story = room.memory.kept[5]
    second = replace(story.outlets[0], source="times", name="The Times", url="https://times.example/5", lead=False)
    room.memory.kept[5] = replace(story, outlets=(*story.outlets, second))
    joined = later()
    assert joined.status_code == 200
    assert "The Times" in joined.text
    seen = joined
    del room.memory.kept[5]
    assert later().status_code == 200


def test_tags_in_a_query_come_back_escaped(standard):
    for path in ("/feeds/query.atom", "/feeds/query.rss", "/feeds/query.html", "/"):
        answer = standard.get(path, params={"q": "<script>alert(1)</script>"})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
