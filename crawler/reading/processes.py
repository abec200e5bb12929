"""The workers of the pool: how one is born, spoken to, and ended."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field
from typing import Any

from crawler.errors import SilkwireError
from crawler.reading import wire
from crawler.reading.nursery import Nursery

GROWTH_MB = 64
"""A worker that holds so much more after a page than at its start is replaced: one large page does not stay with us for ever."""
PAGES_A_LIFE = 5000
"""A worker is replaced after so many pages: whatever leaks, leaks little."""
START_SECONDS = 60.0
"""Time until a new worker is heard of: the first waits for its nursery to load the word lists."""


@dataclass(slots=True, eq=False)
class Worker:
    """A process that reads pages."""

    pid: int
    nursery: Nursery
    channel: socket.socket
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    knows: set[int] = field(default_factory=set)
    """Keys of the sources that it was told of."""
    asked: int = 0
    """Tasks that it was sent: each has its number, which its answer bears."""
    pages: int = 0
    began_mb: int = 0
    held_mb: int = 0
    ended: bool = False
    """It goes by itself after its last answer, or has a task in hand that nobody waits for: what it says is heard no more."""

    def tell(self, *task: Any) -> int:
        """Send it a task; returns its number."""
        self.asked += 1
        self.writer.write(wire.pack((self.asked, *task)))
        return self.asked

    async def receive(self, number: int) -> tuple[Any, int]:
        """Its next answer and the megabytes that it holds. Raises ConnectionError when that is the answer to another task."""
        to, answer, held_mb = wire.unpack(await _message(self.reader))
        if to != number:
            raise ConnectionError(f"asked for the answer to task {number}, it gave that to {to}")
        return answer, held_mb

    def end(self) -> None:
        if self.lives or self.nursery.lives:  # else its number may be somebody else's by now
            self.nursery.bury(self.pid)
        self.writer.close()

    @property
    def lives(self) -> bool:
        """Whether it still holds its end of the line, on which it says nothing unasked."""
        try:
            return bool(self.channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True
        except OSError:
            return False

    @property
    def spent(self) -> bool:
        """Whether it is to be replaced."""
        return self.ended or self.pages >= PAGES_A_LIFE or self.held_mb > self.began_mb + GROWTH_MB


@dataclass(slots=True, eq=False)
class Launch:
    """A worker that was ordered and has not yet been heard of."""

    nursery: Nursery
    channel: socket.socket

    async def ready(self) -> Worker:
        """The worker, once its word lists are loaded. Raises SilkwireError: it cannot be started."""
        writer = None
        try:
            reader, writer = await asyncio.open_connection(sock=self.channel, limit=2**20)
            async with asyncio.timeout(START_SECONDS):
                pid, began_mb = wire.unpack(await _message(reader))
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            self._give_up(writer)
            raise SilkwireError("a reading process cannot be started: see the lines above for the reason") from error
        except BaseException:
            self._give_up(writer)
            raise
        return Worker(
            pid=pid, nursery=self.nursery, channel=self.channel, reader=reader, writer=writer, began_mb=began_mb
        )

    def end(self) -> None:
        """Let it go: it ends by itself when it finds nobody to talk to."""
        self.channel.close()

    def _give_up(self, writer: asyncio.StreamWriter | None) -> None:
        if writer is not None:
            writer.close()
        else:
            self.channel.close()


def launch(nursery: Nursery) -> Launch:
    """Order a worker."""
    return Launch(nursery=nursery, channel=nursery.bear())


async def _message(reader: asyncio.StreamReader) -> bytes:
    (length,) = wire.HEAD.unpack(await reader.readexactly(wire.HEAD.size))
    return await reader.readexactly(length)
