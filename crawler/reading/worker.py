"""A worker process: takes a page, answers with what was read, and is not missed when a page kills it."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
from pathlib import Path
from typing import Any

from crawler.errors import PageError, SilkwireError, Unreadable
from crawler.reading import tasks, wire

MEGABYTE = 2**20


class TooMuchMemory(Unreadable):
    """Reading the page takes more memory than a page may."""


def main(descriptor: int, memory_mb: int, lexicon: str | None) -> None:
    """Serve until the pool hangs up. Called in a process that the nursery has just forked."""
    channel = socket.socket(fileno=descriptor)
    _limit_memory(memory_mb)
    known: dict[int, tuple[Any, frozenset[str]]] = {}
    with contextlib.suppress(EOFError, ConnectionError):
        channel.sendall(wire.pack((os.getpid(), _held_mb())))
        while True:
            number, task, arguments, key, context = wire.receive(channel)
            if context is not None:
                known[key] = context
            source, boilerplate = known[key]
            answer = _answer(task, arguments, source, boilerplate, Path(lexicon) if lexicon else None)
            channel.sendall(wire.pack((number, answer, _held_mb())))
            if isinstance(answer, TooMuchMemory):
                return  # what is left of the page fills the room of the next one
            del arguments, answer


def _answer(task: str, arguments: Any, source: Any, boilerplate: frozenset[str], lexicon: Path | None) -> Any:
    """The result of a task, or the error that it ended with (an exception is a value here)."""
    try:
        match task:
            case "read":
                pages, link = arguments
                return tasks.read_pages(pages, source, boilerplate=boilerplate, lexicon=lexicon, link=link)
            case "look":
                return tasks.look(arguments, source)
            case "survey":
                return tasks.survey(arguments)
            case _:
                return tasks.look_or_read(arguments, source, boilerplate=boilerplate, lexicon=lexicon)
    except SilkwireError as error:
        return _plain(error)
    except MemoryError:
        return TooMuchMemory("reading it takes more memory than a page may: left out")
    except RecursionError:
        return Unreadable("it is nested too deeply to be read: left out")
    except Exception as error:  # noqa: BLE001  # whatever a page brings about costs that page alone; the pool logs it
        return PageError(f"reading failed with {type(error).__name__}: {str(error)[:200]}")


def _plain(error: SilkwireError) -> SilkwireError:
    """The error without its traceback and causes, which need not travel."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error


def _limit_memory(megabytes: int) -> None:
    """Address space on top of what is held now: the page that wants more gets a MemoryError."""
    with contextlib.suppress(ValueError, OSError):
        held = _statm(0)
        resource.setrlimit(resource.RLIMIT_AS, (held + megabytes * MEGABYTE, resource.RLIM_INFINITY))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _held_mb() -> int:
    """Memory that this process holds, in megabytes: now, or where that cannot be told the most it ever held."""
    try:
        return _statm(1) // MEGABYTE
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _statm(column: int) -> int:
    """Bytes of address space (0) or of resident memory (1). Raises OSError where there is no /proc."""
    return int(Path("/proc/self/statm").read_text().split()[column]) * resource.getpagesize()
