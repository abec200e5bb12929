"""The nursery: a process that loads all that reading needs, and from then on forks workers that have it from birth.

Loading takes a third of a second of CPU, a fork a few milliseconds: the second worker, and every one that replaces another, costs
next to nothing, and all share the memory of the word lists. The nursery itself never sees a page.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

WORD = struct.Struct("!cI")
"""What the pool says: `BIRTH` with a socket beside it for the new worker to talk over, or `DEATH` and the number of a worker that it
has killed, or that went by itself."""
BIRTH, DEATH = b"b", b"d"
MEMORY_MB = 1024
"""Memory that reading a page may take."""
SECONDS_TO_END = 5.0
"""Time that the nursery has for ending itself and what it brought up."""


class Nursery:
    """The pool's hold of it."""

    def __init__(self, memory_mb: int = MEMORY_MB, lexicon: Path | None = None) -> None:
        self._channel, theirs = socket.socketpair()
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; from crawler.reading.nursery import main; "
            f"main({theirs.fileno()}, {memory_mb}, {str(lexicon) if lexicon else None!r})"
        )
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-c", code],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def bear(self) -> socket.socket:
        """Order a worker; the socket that it will be heard of over. One that is never born closes it."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs, contextlib.suppress(ConnectionError):  # a nursery that is gone: the caller hears that on its end
            socket.send_fds(self._channel, [WORD.pack(BIRTH, 0)], [theirs.fileno()])
        return ours

    def bury(self, pid: int) -> None:
        """Kill a worker, if it did not go by itself. Until the nursery is told, its number belongs to nobody else."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._channel.sendall(WORD.pack(DEATH, pid))

    def close(self, *, at_once: bool) -> None:
        """End it with all that it brought up; `at_once` when that is nobody yet."""
        self._channel.close()
        if at_once:
            self.process.kill()
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def main(descriptor: int, memory_mb: int, lexicon: str | None) -> NoReturn:
    """Load, and fork workers until the pool hangs up; ends the process."""
    gc.disable()  # nothing of what is loaded is garbage
    from crawler.memory import collect_seldom, give_back_large_blocks
    from crawler.reading import tasks, worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pool to handle: a page in work is read to its end
    give_back_large_blocks()
    collect_seldom()
    channel = socket.socket(fileno=descriptor)
    tasks.warm()
    gc.enable()
    gc.collect()
    gc.freeze()  # what was loaded stays: no collection need look at it again, nor touch the memory that all share
    children: set[int] = set()
    for word, number, theirs in _words(channel):
        if word == DEATH:
            _wait_for(number)
            children.discard(number)
        elif (child := os.fork()) != 0:
            children.add(child)
            os.close(theirs)
        else:
            channel.close()
            worker.main(theirs, memory_mb, lexicon)
            os._exit(0)
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    for child in children:
        _wait_for(child)
    os._exit(0)  # at once: to take a thousand modules apart would copy the memory that is shared


def _words(channel: socket.socket) -> Iterator[tuple[bytes, int, int]]:
    """What the pool says, each with the descriptor beside it."""
    while True:
        message, descriptors, *_ = socket.recv_fds(channel, WORD.size, 1)
        if len(message) < WORD.size:
            return
        word, number = WORD.unpack(message)
        yield word, number, descriptors[0] if descriptors else -1


def _wait_for(child: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
