"""Scribe: a process that writes documents while its master makes the next ones.

A full build is half making, and half joining, compressing and writing. An entry stands in some twenty documents but crosses to the
scribe once, as pickle knows what it has sent before. While the scribe has enough to do its master writes too: so both are done at
the same time, in two thirds of what one process takes.
"""

from __future__ import annotations

import contextlib
import copyreg
import gc
import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from crawler.errors import PublishError
from crawler.interpreter import command
from crawler.memory import keep_freed_blocks
from feeds.model import Assembly
from feeds.shelf import FileShelf

_PIPE = 2**18
"""Bytes that may wait for the scribe: some hundred documents whose entries it knows already."""


class Scribe:
    """A master's hold of its scribe: `Batches` for a folder."""

    def __init__(self, folder: Path, held: int) -> None:
        """`held` is the descriptor of the lock of publishing. The scribe holds it too: when its master is killed, nobody else writes
        before it has noticed. Raises OSError: there can be no more processes now."""
        self._shelf = FileShelf(folder)
        self._ready = False
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            command(f"from feeds.scribe import main; main({str(folder)!r})"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=(held,),
            pipesize=_PIPE,
            start_new_session=True,  # Ctrl-C is for the master to handle
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._answers = self._process.stdin, self._process.stdout
        self._pickler = pickle.Pickler(self._orders, protocol=5)
        self._pickler.dispatch_table = {**copyreg.dispatch_table, memoryview: _copied}

    def stage(self, documents: Sequence[Assembly]) -> None:
        """See `Batches`."""
        if self._is_free():
            self._order("stage", documents)
        else:
            self._shelf.stage(documents)

    def commit(self, sync: Callable[[], None]) -> None:
        """See `Batches`. The scribe calls `sync`: it must be something that pickle knows by name."""
        self._order("commit", (self._shelf.give(), sync))

    def changed(self) -> Mapping[str, bool]:
        """See `Batches`."""
        self._order("changed")
        if not self._ready:
            self._answer()
        return {**self._answer(), **self._shelf.changed()}

    def discard(self) -> None:
        """Let the scribe go; it takes away what it has not shown."""
        with contextlib.suppress(BrokenPipeError):  # it has gone by itself
            self._orders.close()
        self._answers.close()
        self._process.wait()
        self._shelf.discard()

    def _is_free(self) -> bool:
        """Whether the scribe has begun, and would soon take another order."""
        if not self._ready and select.select([self._answers], [], [], 0)[0]:
            self._answer()
            self._ready = True
        return self._ready and bool(select.select([], [self._orders], [], 0)[1])

    def _order(self, word: str, subject: Any = None) -> None:
        try:
            self._pickler.dump((word, subject))
            if word != "stage":
                self._orders.flush()
        except BrokenPipeError:
            while True:  # the last that it has to say is why it went
                self._answer()

    def _answer(self) -> Mapping[str, bool]:
        """What the scribe says next. Raises PublishError: it could not do something, or is gone."""
        try:
            answer: Mapping[str, bool] | PublishError = pickle.load(self._answers)  # noqa: S301  # our own process
        except EOFError:
            raise PublishError(
                f"the process that writes documents ended with {self._process.wait()}: the lines above may say why. Publish again"
            ) from None
        if isinstance(answer, PublishError):
            raise answer
        return answer


def _copied(part: memoryview) -> tuple[type[bytes], tuple[bytes]]:
    """What was cut out of a document crosses as a copy."""
    return bytes, (part.tobytes(),)


def main(folder: str) -> NoReturn:
    """Do what the master orders, until it hangs up or something cannot be done; ends the process."""
    signal.signal(
        signal.SIGTERM, signal.SIG_IGN
    )  # whoever stops all processes of a service stops this one by its master
    gc.disable()  # it makes bytes, and keeps all else to its end
    keep_freed_blocks()
    shelf = FileShelf(Path(folder))
    try:
        _say({})
        for word, subject in _orders():
            if word == "stage":
                shelf.stage(subject)
            elif word == "commit":
                given, sync = subject
                shelf.take(given)
                shelf.commit(sync)
            else:
                _say(shelf.changed())
    except PublishError as error:
        error.__traceback__ = error.__cause__ = error.__context__ = None  # they need not travel
        _say(error)
    finally:
        shelf.discard()
    os._exit(0)  # nothing is left to be put in order, and the master waits


def _orders() -> Iterator[tuple[str, Any]]:
    """What the master says, to its end or to where it was killed."""
    orders = pickle.Unpickler(sys.stdin.buffer)  # noqa: S301  # our own process
    with contextlib.suppress(EOFError, pickle.UnpicklingError):
        while True:
            yield orders.load()


def _say(answer: Mapping[str, bool] | PublishError) -> None:
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        pickle.dump(answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
