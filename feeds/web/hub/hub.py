"""The hub at work: asking subscribers whether they mean it, and telling them what changed."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpcore

from feeds.web.held import Held
from feeds.web.hub.book import Book, Subscription
from feeds.web.hub.guard import Dialler, Forbidden
from feeds.web.hub.wishes import Refusal, Wish
from feeds.web.limits import Limiter
from feeds.web.names import DocumentName

log = logging.getLogger("silkwire.web.hub")

LOOK = 2.0
"""Seconds between two looks at the documents that somebody subscribed to."""
WAITING = 50
"""Wishes that may wait for their question; more are refused."""
TRIES = 6
"""Deliveries that may fail, after pauses of a minute, five, 25, two hours, ten hours; then the subscription ends."""
AT_ONCE = 4
"""Questions at the same time, and deliveries."""
PAUSE = 60.0
LARGEST = 5_000_000
"""Bytes of a document that is sent; a larger one is for polling."""
LONGEST = 30.0
"""Seconds that one call may take in all, however slowly its answer drips."""
TIMES = {"connect": 5.0, "read": 10.0, "write": 10.0, "pool": 30.0}

FAILURES = (Forbidden, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, TimeoutError)
"""What a call may end with when the other side is to blame."""

Find = Callable[[str], tuple[DocumentName, Held] | None]
"""The document of a topic; None when the topic is none of ours, or not public."""


class Hub:
    """One hub. `accept` takes wishes; `run` does the work until it is cancelled."""

    def __init__(
        self, address: str, find: Find, *, file: Path | None, wall: Callable[[], float], dialler: Dialler | None = None
    ) -> None:
        """
        Args:
            address: the hub's own.
            file: where subscriptions are kept; None: in memory only.
            wall: seconds since 1970.
        """
        self._address, self._find, self._wall = address, find, wall
        self._dialler = dialler or Dialler()
        self.book = Book(file)
        self._wishes: asyncio.Queue[Wish] = asyncio.Queue(WAITING)
        self._asking = Limiter(
            0.1, 3, wall
        )  # questions to one address: who subscribes others can bother them that often
        self._poke = asyncio.Event()
        # nobody waits in it: a delivery's time must not pass behind slow answers
        self._pool = httpcore.AsyncConnectionPool(
            network_backend=self._dialler, max_connections=2 * AT_ONCE, max_keepalive_connections=0, retries=0
        )

    def look(self) -> None:
        """Something was published: look now."""
        self._poke.set()

    def accept(self, wish: Wish) -> None:
        """Take a wish; the subscriber is asked later whether it is its own.

        Raises:
            Refusal: the topic is none of ours, or too much waits already.
        """
        if self._find(wish.topic) is None:
            raise Refusal("hub.topic must be the address of one of our feeds, as its link rel=self says it")
        if wish.mode == "subscribe" and not self.book.room_for(wish.callback, wish.topic, wish.host):
            raise Refusal("there are too many subscriptions")
        try:
            self._wishes.put_nowait(wish)
        except asyncio.QueueFull as error:
            raise Refusal("too many subscribers come at once: try again later") from error

    async def run(self) -> None:
        """Ask and tell until cancelled; a bug is written to the log and costs a minute."""
        try:
            while True:
                try:
                    await self._work()
                except* Exception:
                    log.exception("the hub stumbled and goes on in %s s", PAUSE)
                await asyncio.sleep(PAUSE)
        finally:
            await self._pool.aclose()

    async def _work(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._ask_on())
            group.create_task(self._tell_on())

    async def _ask_on(self) -> None:
        while True:
            wish = await self._wishes.get()
            try:
                meant = await self._meant(wish)
            except FAILURES as error:
                log.info("a subscriber at %s could not be asked: %s", wish.host, error or type(error).__name__)
                continue
            if meant:
                self._grant(wish)

    async def _meant(self, wish: Wish) -> bool:
        """Ask the address whether it wants this (5.3): it must send the challenge back."""
        parts = urlsplit(wish.callback)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        for address in await self._dialler.addresses(wish.host, port):
            if self._asking.wait(address):
                raise Forbidden("it was asked too often already")
        challenge = secrets.token_urlsafe(24)
        question = {"hub.mode": wish.mode, "hub.topic": wish.topic, "hub.challenge": challenge}
        if wish.mode == "subscribe":
            question["hub.lease_seconds"] = str(wish.lease)
        url = f"{wish.callback}{'&' if parts.query else '?'}{urlencode(question)}"
        status, said = await self._call("GET", url, {}, b"")
        return 200 <= status < 300 and hmac.compare_digest(said, challenge.encode())

    def _grant(self, wish: Wish) -> None:
        found = self._find(wish.topic)
        if wish.mode == "unsubscribe":
            self.book.end(wish.callback, wish.topic)
        elif found is not None and self.book.room_for(wish.callback, wish.topic, wish.host):
            before = self.book.find(wish.callback, wish.topic)
            self.book.keep(
                Subscription(
                    topic=wish.topic,
                    callback=wish.callback,
                    host=wish.host,
                    until=self._wall() + wish.lease,
                    secret=wish.secret,
                    tag=before.tag if before else found[1].tag.decode(),  # what it is owed it gets now: it is back
                )
            )

    async def _tell_on(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._poke.wait(), LOOK)
            self._poke.clear()
            await self.tell()

    async def tell(self) -> None:
        """Tell every subscriber whose document changed and whose time has come."""
        now = self._wall()
        self.book.expire(now)
        documents = {topic: self._find(topic) for topic in self.book.topics()}
        due = [
            (one, found)
            for one in self.book
            if (found := documents[one.topic]) and found[1].tag.decode() != one.tag and one.next_try <= now
        ]
        due.sort(key=lambda pair: pair[0].failures)  # whoever was slow or away the last time lets the others pass
        turns = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for one, found in due:
                group.create_task(self._tell_in_turn(turns, one, *found))

    async def _tell_in_turn(self, turns: asyncio.Semaphore, one: Subscription, name: DocumentName, held: Held) -> None:
        async with turns:
            await self._tell(one, name, held)

    async def _tell(self, one: Subscription, name: DocumentName, held: Held) -> None:
        if len(held.body) > LARGEST:
            self.book.update(one, tag=held.tag.decode())
            return
        links = f'<{self._address}>; rel="hub", <{one.topic}>; rel="self"'
        headers = {"Content-Type": name.media_type, "Link": links}
        if one.secret:
            headers["X-Hub-Signature"] = (
                "sha256=" + hmac.new(one.secret.encode(), held.body, hashlib.sha256).hexdigest()
            )
        try:
            status, _ = await self._call("POST", one.callback, headers, held.body)
        except FAILURES:
            status = 0
        if 200 <= status < 300:
            self.book.update(one, tag=held.tag.decode(), failures=0, next_try=0.0)
        elif status == 410 or one.failures + 1 >= TRIES:
            self.book.end(one.callback, one.topic)
        else:
            self.book.update(one, failures=one.failures + 1, next_try=self._wall() + 60.0 * 5**one.failures)

    async def _call(self, method: str, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and the first bytes of the answer. Redirects are not followed."""
        about = {
            "Host": urlsplit(url).netloc,
            "User-Agent": "silkwire-hub",
            "Accept": "*/*",
            "Connection": "close",
            **headers,
        }
        if method == "POST":
            about["Content-Length"] = str(len(body))
        fields = list(about.items())
        async with (
            asyncio.timeout(LONGEST),
            self._pool.stream(method, url, headers=fields, content=body, extensions={"timeout": TIMES}) as answer,
        ):
            said = b""
            async for part in answer.aiter_stream():
                said += part
                if len(said) > 1_024:
                    break
            return answer.status, said
