"""The process that serves readers: started by the service with a socket that listens already, ended with it.

    python -m scheduler.service.web HOME FD

FD is the inherited socket; HOME is there for people who look at the list of processes. Standard input is a pipe from the service: it
brings the configuration with which the service was started, whatever its file says by now, then the figures for `/metrics`, and when
it closes, however the service ended, this process ends too, so that the port is free for the next one.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
import threading

from crawler.errors import SilkwireError
from scheduler.config import Config
from scheduler.service.pipe import follow, one
from scheduler.service.serving import serve_only


def main(_home: str, fd: str) -> None:
    """Serve until the service ends or says so."""
    try:
        config: Config = pickle.loads(one(sys.stdin.fileno()))  # noqa: S301 - our own process wrote it
    except EOFError:
        return
    heard = [b""]
    threading.Thread(target=_follow, args=(heard,), name="follow", daemon=True).start()
    serve_only(config, sockets=[socket.socket(fileno=int(fd))], figures=lambda: heard[0])


def _follow(heard: list[bytes]) -> None:
    """Keep the last figures of the service, and end with it."""
    follow(sys.stdin.fileno(), lambda data: heard.__setitem__(0, data))
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except SilkwireError as error:
        sys.exit(f"silkwire: {error}")
