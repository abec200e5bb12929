"""A web room over stories in memory and a real shelf, on a real port."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from crawler.errors import NotFound, StoreBroken
from crawler.model import (
    Alarm,
    Annotation,
    Article,
    CrawlReport,
    Deal,
    DealField,
    Evidence,
    Hit,
    Mention,
    Outlet,
    SourceStatus,
    Story,
)
from feeds.model import Feed, Query
from feeds.publish import publish
from feeds.shelf import FileShelf
from feeds.web import WebSettings, make_app
from feeds.web.app import App
from feeds.web.server import listen, serving

BEGIN = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:8000"
EVIDENCE = Evidence(text="Kenya and China signed an agreement.", start=39, end=51, why="signed an agreement (+2)")


def a_story(number: int, **changes: Any) -> Story:
    """A story about a port, told by one outlet."""
    lead: dict[str, Any] = {
        "url": f"https://herald.example/news/{number}",
        "canonical_url": None,
        "title": f"Kenya and China agree on port {number}",
        "title_raw": None,
        "title_derived": False,
        "text": "Kenya and China signed an agreement. " * 12,
        "summary": None,
        "authors": ("Ada Reporter",),
        "editor": None,
        "agency": None,
        "place": None,
        "published": BEGIN,
        "published_raw": None,
        "published_precision": "minute",
        "published_inferred": (),
        "modified": None,
        "language": "en",
        "keywords": (),
        "images": (),
        "related": (),
        "rights": None,
        "reading_minutes": 1,
        "source": "herald",
        "fetched_at": BEGIN,
        "extractor": "test",
    }
    article = Article(**(lead | changes.pop("lead", {})))
    about = Annotation(
        cooperation=0.9,
        is_cooperation=True,
        kinds=(Mention(code="agreement", score=0.8, evidence=(EVIDENCE,)),),
        sectors=(Mention(code="transport", score=0.7),),
        countries=tuple(Mention(code=code, score=0.9) for code in changes.pop("countries", ("CN", "KE"))),
        parties=(),
        amounts=(),
        quotes=(),
        evidence=(EVIDENCE,),
        version="test",
    )
    seen = BEGIN + timedelta(minutes=number)
    outlet = Outlet(
        source="herald",
        name="The Herald",
        title=article.title,
        url=article.url,
        published=article.published,
        likeness=1.0,
        lead=True,
    )
    known: dict[str, Any] = {
        "id": number,
        "lead": article,
        "annotation": about,
        "outlets": (outlet,),
        "first_seen": seen,
        "updated": seen,
        "revision": 0,
        "change": None,
        "deal": Deal(parties=(DealField(value="Kenya", evidence=EVIDENCE),)),
    }
    return Story(**(known | changes))


@dataclass(frozen=True)
class Change:
    """A revision, as a store tells it."""

    source: str = "herald"
    at: datetime = BEGIN
    substance: bool = True
    change: str = "the sum is 300 million"
    diff: tuple[tuple[str, str], ...] = (("same", "It costs"), ("gone", "200"), ("come", "300"), ("same", "million."))


class Memory:
    """Stories in memory, in the shape of a store; `broken` makes it fail as one does."""

    def __init__(self, stories: Iterable[Story] = ()) -> None:
        self.kept = {story.id: story for story in stories}
        self.mark = 1
        self.broken: str | None = None
        self.questions = 0
        self.wait: threading.Event | None = None
        self.statuses: tuple[SourceStatus, ...] = ()
        self.seen_alarms: tuple[Alarm, ...] = ()
        self.joined: dict[int, int] = {}
        self.crawled: tuple[CrawlReport, ...] = ()
        self.ran: tuple[Any, ...] = ()

    def add(self, *stories: Story) -> None:
        self.kept |= {story.id: story for story in stories}
        self.mark += 1

    def _asked(self) -> None:
        if self.broken:
            raise StoreBroken(self.broken)

    def story(self, story_id: int) -> Story:
        self._asked()
        story_id = self.joined.get(story_id, story_id)
        if story_id not in self.kept:
            raise NotFound(f"there is no story {story_id}")
        return self.kept[story_id]

    def stories(self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> Sequence[Story]:
        self._asked()
        self.questions += 1
        if self.wait is not None:
            assert self.wait.wait(10)
        found = [s for s in self.kept.values() if _fits(query, s)]
        found.sort(key=lambda s: (s.first_seen, s.id), reverse=True)
        return [s for s in found if before is None or (s.first_seen, s.id) < before][:limit]

    def search(self, text: str, query: Query | None = None, *, limit: int = 50, offset: int = 0) -> Sequence[Hit]:
        found = self.stories(replace(query or Query(), text=text), limit=999)
        hits = [Hit(story=s, snippet=f"<b>\x02{text}\x03", score=1.0) for s in found]
        return hits[offset : offset + limit]

    def facets(self) -> Mapping[str, int]:
        self._asked()
        counts: dict[str, int] = {}
        for story in self.kept.values():
            codes = sorted(mention.code for mention in story.annotation.countries)
            for name in (
                "all",
                "source/herald",
                *(f"country/{code}" for code in codes),
                "kind/agreement",
                "language/en",
            ):
                counts[name] = counts.get(name, 0) + 1
        return counts

    def dirty(self) -> tuple[int, frozenset[str]]:
        return self.mark, frozenset(self.facets())

    def clean(self, mark: int, names: Iterable[str]) -> None:
        """Nothing is remembered."""

    def alarms(self, *, open_only: bool = False, limit: int = 200) -> Sequence[Alarm]:
        self._asked()
        return self.seen_alarms[:limit]

    def source_statuses(self) -> Sequence[SourceStatus]:
        self._asked()
        return self.statuses

    def change_mark(self) -> int:
        self._asked()
        return self.mark

    def articles_of(self, story_id: int) -> Sequence[Article]:
        return (self.story(story_id).lead,)

    def revisions(self, story_id: int) -> Sequence[Change]:
        return (Change(),) if self.story(story_id).revision else ()

    def reports(self, source: str | None, *, since: datetime | None = None, limit: int = 200) -> Sequence[CrawlReport]:
        return self.crawled

    def runs(self, limit: int = 50, *, job: str | None = None) -> Sequence[Any]:
        return self.ran

    def close(self) -> None:
        """Nothing is open."""


def _fits(query: Query, story: Story) -> bool:
    codes = {mention.code for mention in story.annotation.countries}
    text = f"{story.lead.title} {story.lead.text}".lower()
    return (
        set(query.countries) <= codes
        and (not query.sources or "herald" in query.sources)
        and (query.text is None or query.text.lower() in text)
        and not (query.revised and not story.revision)
    )


def whole(data: bytes) -> int:
    """How many whole answers stand in what was received."""
    count = 0
    while b"\r\n\r\n" in data:
        head, _, rest = data.partition(b"\r\n\r\n")
        lengths = [
            int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
        ]
        length = 0 if head.split()[1] in (b"204", b"304") else (lengths or [0])[0]
        if len(rest) < length:
            break
        count, data = count + 1, rest[length:]
    return count


@dataclass
class Room:
    """A web room that runs."""

    app: App
    port: int
    memory: Memory
    shelf: FileShelf
    own: tuple[Feed, ...]
    client: httpx.Client

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **options: Any) -> httpx.Response:
        return self.client.request(method, path, **options)

    def raw(self, data: bytes, *, answers: int = 1, more: Callable[[socket.socket], None] | None = None) -> bytes:
        """What comes back for bytes on a socket: that many whole answers, or all until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as sock:
            try:
                sock.sendall(data)
                if more:
                    more(sock)
            except (BrokenPipeError, ConnectionResetError):
                pass
            found = b""
            try:
                while whole(found) < answers and (part := sock.recv(65536)):
                    found += part
            except ConnectionResetError:
                pass
            return found

    def publish(self) -> None:
        publish(self.memory, self.shelf, base_url=BASE, own=self.own, health=self.memory)


Start = Callable[..., Room]


@contextmanager
def rooms(folder: Path) -> Iterator[Start]:
    """A function that starts web rooms; they are stopped at the end."""
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Event, threading.Thread, httpx.Client]] = []

    def begin(
        stories: Iterable[Story] = (),
        *,
        factory: Callable[[], Any] | None = None,
        published: bool = True,
        **settings: Any,
    ) -> Room:
        memory, shelf = Memory(stories), FileShelf(folder / "feeds")
        told = WebSettings(**({"base_url": BASE} | settings))
        app = make_app(factory or (lambda: memory), shelf, told)
        sock = listen("127.0.0.1", 0)
        port = sock.getsockname()[1]
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, verify=False, trust_env=False)
        room = Room(app, port, memory, shelf, told.own, client)
        if published:
            room.publish()
        loop, up, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

        def work() -> None:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(serving(app, [sock], stop, ready=lambda *_: up.set()))

        thread = threading.Thread(target=work)
        thread.start()
        assert up.wait(10)
        running.append((loop, stop, thread, client))
        return room

    try:
        yield begin
    finally:
        for loop, stop, thread, client in running:
            client.close()
            loop.call_soon_threadsafe(stop.set)
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a web room of one's own; it is stopped after the test."""
    with rooms(tmp_path) as begin:
        yield begin


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room with five stories, for tests that only look."""
    folder = tmp_path_factory.mktemp("standard")
    (folder / "news.atom").write_text("outside")
    with rooms(folder) as begin:
        yield begin(a_story(number) for number in range(1, 6))


@pytest.fixture(scope="session")
def rooms_in() -> Callable[[Path], AbstractContextManager[Start]]:
    return rooms


@pytest.fixture(scope="session")
def five_stories() -> tuple[Story, ...]:
    return tuple(a_story(number) for number in range(1, 6))


@pytest.fixture
def stories() -> tuple[Story, ...]:
    return tuple(a_story(number) for number in range(1, 6))


@pytest.fixture
def make_story() -> Callable[..., Story]:
    return a_story
