"""The pages for people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest

from crawler.model import Evidence, Mention, Outlet, Party
from feeds.model import Feed, Query
from feeds.web.gate import BEGINNINGS
from feeds.web.routes import pages
from tests.web.health import a_status, an_alarm

PAGES = ("/", "/?q=port", "/?country=KE", "/stories/1", "/feeds", "/sources", "/nothing", "/?country=XX")
VOID = {"meta", "link", "img", "input", "br", "hr"}


class Page(HTMLParser):
    """Elements of a page; fails on one that is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == [], self.open

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} says something twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_safe_and_names_its_feeds(standard, path):
    answer = standard.get(path)
    page = Page(answer.text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    types = {link["type"] for link in page.all("link") if link["rel"] == "alternate"}
    assert {"application/atom+xml", "application/rss+xml", "application/feed+json"} <= types
    assert len(page.all("h1")) == 1
    assert len(page.all("title")) == 1
    for tag, attributes in page.elements:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag in ("script", "img") or (tag == "link" and attributes["rel"] in ("icon", "stylesheet")):
            assert (attributes.get("src") or attributes["href"]).startswith("/static/")
        if tag in ("input", "select"):
            assert attributes.get("type") == "hidden" or "aria-label" in attributes or "label" in page_labels(page)
        if tag == "img":
            assert "alt" in attributes
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def page_labels(page):
    return {tag for tag, _ in page.elements}


def test_every_link_of_ours_leads_somewhere(standard):
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 120:
            continue
        seen.add(path)
        answer = standard.get(path)
        assert answer.status_code == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for tag, attributes in Page(answer.text).elements:
            link = attributes.get("href") or attributes.get("src") if tag in ("a", "link", "img", "script") else None
            link = link.removeprefix(standard.app.settings.base) if link else None
            if link and link.startswith("/"):
                waiting.append(link.partition("#")[0])
    assert {"/feeds", "/sources", "/stories/5", "/feeds/all.atom", "/feeds.opml"} <= seen


def test_the_latest_stories_are_paged_to_the_end(start, make_story):
    room = start([make_story(number) for number in range(1, 76)])
    path, seen = "/", []
    for _ in range(4):
        text = room.get(path).text
        seen += [int(part.split('"')[0]) for part in text.split('<h3><a href="/stories/')[1:]]
        links = [link for link in Page(text).all("a") if link.get("rel") == "next"]
        if not links:
            break
        path = links[0]["href"]
    assert seen == list(range(75, 0, -1))


@pytest.mark.parametrize("question", ["limit=10", "q=port&limit=10"])
def test_the_number_of_stories_asked_for_holds_to_the_end(start, make_story, question):
    room = start([make_story(number) for number in range(1, 36)])
    path, sizes = f"/?{question}", []
    while path:
        page = room.get(path).text
        sizes.append(page.count('<h3><a href="/stories/'))
        path = next((link["href"] for link in Page(page).all("a") if link.get("rel") == "next"), None)
    assert sizes == [10, 10, 10, 5]


def test_a_search_is_paged_and_marks_what_it_found(start, make_story):
    room = start([make_story(number) for number in range(1, 41)])
    first = room.get("/?q=port").text
    assert "<mark>port</mark>" in first
    assert "&lt;b&gt;<mark>" in first
    second = room.get("/?q=port&page=2").text
    assert first.count('class="card"') == 30
    assert second.count('class="card"') == 10
    assert "More results" not in second


def test_a_story_tells_who_tells_it_why_and_what_changed(start, make_story):
    told = make_story(1, revision=1, change="the sum is 300 million")
    other = Outlet(
        source="times",
        name="The Times",
        title="Port deal",
        url="https://times.example/1",
        published=None,
        likeness=0.83,
        lead=False,
    )
    room = start([make_story(2), type(told)(**{**fields(told), "outlets": (*told.outlets, other), "related": (2, 99)})])
    text = room.get("/stories/1").text
    for words in (
        "Told by 2 outlets",
        "The Times",
        "83 %",
        "signed an agreement (+2)",
        "The deal",
        "the sum is 300 million",
    ):
        assert words in text
    assert "<del>200</del>" in text
    assert "<ins>300</ins>" in text
    assert "/stories/2" in text
    assert "<mark>" in text


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (datetime(9999, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-5))), "31 Dec 9999, 23:59 UTC"),
        (datetime(1, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=8))), "1 Jan 1, 00:00 UTC"),
    ],
)
def test_an_outlets_date_at_the_end_of_all_days_spoils_no_page(start, make_story, published, shown):
    told = make_story(1, lead={"published": published})
    room = start([replace(told, outlets=(replace(told.outlets[0], published=published),))])
    answer = room.get("/stories/1")
    assert answer.status_code == 200
    assert shown in answer.text
    assert room.get("/").status_code == 200


def test_names_and_titles_of_other_scripts_turn_nothing_about(start, make_story):
    told = make_story(1, lead={"title": "الصين ومصر توقعان اتفاقية.", "language": "ar", "authors": ("أحمد",)})
    room = start([replace(told, outlets=(replace(told.outlets[0], name="الأهرام"),))])
    assert '<bdi class="outlet">الأهرام</bdi>' in room.get("/").text
    assert 'dir="auto">الصين' in room.get("/").text
    page = room.get("/stories/1").text
    assert '<h1 lang="ar" dir="auto">' in page
    assert "By <bdi>أحمد</bdi>" in page
    assert "<bdi>الأهرام</bdi></a> <time" in page


def test_the_links_of_a_story_follow_nobody(start, make_story):
    told = make_story(1, lead={"url": "https://herald.example/news/1?utm_source=rss"})
    other = replace(
        told.outlets[0],
        lead=False,
        url="https://post.example/amp/port-of-lamu-opens?fbclid=1",
        canonical_url="https://post.example/port-of-lamu-opens",
    )
    room = start([replace(told, outlets=(*told.outlets, other))])
    for text in (room.get("/stories/1").text, room.get("/api/stories/1").text):
        assert "utm_source" not in text
        assert "https://post.example/port-of-lamu-opens" in text
        assert "fbclid" not in text


def test_nothing_to_press_stands_inside_something_to_press(standard):
    inside = []
    for path in ("/", "/stories/1", "/feeds", "/sources"):
        Pressed(standard.get(path).text, inside)
    assert inside == []


def test_no_browser_fills_the_readers_own_country_into_the_filter(standard):
    forms = [form for form in Page(standard.get("/").text).all("form") if form.get("role") != "search"]
    assert [form["autocomplete"] for form in forms] == ["off"]


class Pressed(HTMLParser):
    """Collects links and buttons inside of links, buttons and summaries."""

    KINDS = ("a", "button", "summary")

    def __init__(self, text, found):
        super().__init__()
        self.depth, self.found = 0, found
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in self.KINDS:
            if self.depth:
                self.found.append((tag, attrs))
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= tag in self.KINDS


def test_a_country_named_in_passing_is_told_as_such(start, make_story):
    told = make_story(1)
    named = (*told.annotation.countries, Mention(code="CH", score=0.4))
    parties = (Party(name="Kenya", type="country"), Party(name="Switzerland", type="country", score=0.5))
    room = start([replace(told, annotation=replace(told.annotation, countries=named, parties=parties))])
    data = room.get("/api/stories/1").json()
    assert data["countries"] == ["CN", "KE"]
    assert {one["code"]: one["in_passing"] for one in data["findings"] if one["scheme"] == "country"} == {
        "CN": False,
        "KE": False,
        "CH": True,
    }
    assert [one["takes_part"] for one in data["parties"]] == [True, False]
    assert room.get("/stories/1").text.count("in passing") == 1
    assert 'class="chip country" href="/?country=CH"' not in room.get("/").text


def fields(record):
    return {name: getattr(record, name) for name in record.__slots__}


def test_a_source_that_allows_a_link_only_is_not_quoted(start, make_story):
    room = start([make_story(1, rights="link", revision=1, change="x")])
    for path in ("/stories/1", "/api/stories/1", "/", "/?q=signed"):
        assert "Kenya and China signed an agreement." not in room.get(path).text
    assert "<del>" not in room.get("/stories/1").text
    assert "<mark>" not in room.get("/?q=signed").text


def test_a_search_that_finds_nothing_says_so(standard):
    text = standard.get("/?q=zeppelin&country=MN").text
    assert "Nothing is found" in text
    assert "/feeds/query.atom?q=zeppelin&amp;country=MN" in text


def test_a_joined_story_leads_to_the_other(start, stories):
    room = start(stories)
    room.memory.joined[90] = 2
    answer = room.get("/stories/90")
    assert (answer.status_code, answer.headers["location"]) == (301, "/stories/2")
    assert room.get("/api/stories/90").headers["location"] == "/api/stories/2"


@pytest.mark.parametrize("number", ["0", "999", "-1", "1.5", "abc", "9" * 40, "%00", "1%2f2", "١"])
def test_what_is_no_story_is_404(standard, number):
    assert standard.get(f"/stories/{number}").status_code == 404
    assert standard.get(f"/api/stories/{number}").status_code == 404


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"


def test_hostile_texts_stay_texts(start, make_story):
    evil = Evidence(text=HOSTILE, start=0, end=8, why=HOSTILE)
    lead = {
        "title": HOSTILE,
        "text": HOSTILE,
        "html": f"<p>{HOSTILE}</p><a href='javascript:alert(4)'>x</a><iframe src=//evil.example></iframe>",
        "authors": (HOSTILE,),
        "place": HOSTILE,
        "language": '"><script>',
        "rights": HOSTILE,
        "url": "javascript:alert(5)",
    }
    story = make_story(1, lead=lead, rights="full", revision=1, change=HOSTILE, rights_note=HOSTILE)
    outlet = Outlet(
        source='"><script>',
        name=HOSTILE,
        title=HOSTILE,
        url="javascript:alert(6)",
        published=None,
        likeness=1,
        lead=True,
    )
    about = type(story.annotation)(**{**fields(story.annotation), "evidence": (evil,)})
    room = start([type(story)(**{**fields(story), "annotation": about, "outlets": (outlet,)})])
    room.memory.statuses = (
        a_status(name="evil", title=HOSTILE, url="javascript:alert(7)", reason=HOSTILE, enabled=False),
    )
    room.memory.seen_alarms = (an_alarm(source=HOSTILE, message=HOSTILE, advice=HOSTILE, sample="javascript:alert(8)"),)
    for path in ("/", "/stories/1", "/sources", "/feeds", "/feeds/all.html", "/?q=alert"):
        page = Page(room.get(path).text)
        assert all((attributes.get("src") or "").startswith("/static/") for attributes in page.all("script"))
        assert not [tag for tag, _ in page.elements if tag in ("iframe", "svg", "object")]
        for _, attributes in page.elements:
            assert not any(name.startswith("on") for name in attributes)
            assert not any((value or "").strip().lower().startswith("javascript:") for value in attributes.values())


def test_pages_stand_below_the_path_of_the_base_address(start, stories):
    own = (Feed(name="mine", title="Mine", query=Query()),)
    room = start(stories, base_url="https://news.example/silk/", own=own)
    for path in ("/silk/feeds", "/feeds"):  # whether or not the proxy takes the path away
        text = room.get(path).text
        assert 'href="/silk/feeds/mine.atom"' in text
        assert 'href="feed:https://news.example/silk/feeds/mine.atom"' in text
        assert 'src="/silk/static/' in text
    assert room.get("/silk/feeds/all.atom").status_code == 200
    assert room.get("/silk").status_code == 200
    assert room.get("/silkworm").status_code == 404


def test_the_path_of_the_base_address_may_be_that_of_the_feeds(start, stories):
    room = start(stories, base_url="https://news.example/feeds")
    told = {"X-Forwarded-For": "198.51.100.7"}  # as a proxy sends it: the desk leaves it to the general way
    for path in ("/all.atom", "/country/KE.json", "/query.rss?q=port", "/feed.css"):
        for passed_on in ("", "/feeds"):
            assert room.get(f"{passed_on}/feeds{path}", headers=told).status_code == 200, passed_on + path
    for path in ("", "/", "/feeds", "/feeds.opml", "/stories/1", "/healthz", "/static/silkwire.css", "/?q=port"):
        assert room.get(f"/feeds{path}", headers=told).status_code == 200, path


def test_every_address_begins_as_the_gate_knows(standard):
    found = {route.path.split("/")[1] for route in pages(standard.app.house).app.routes}
    assert found - {""} <= BEGINNINGS


def test_the_host_that_a_client_names_appears_nowhere(standard):
    for path in ("/", "/feeds", "/feeds/query.atom?q=a", "/api/", "/feeds.opml"):
        answer = standard.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in answer.text + str(answer.headers)
