"""`silkwire run`: what must be ours before the service works: home, lock, port, database."""

from __future__ import annotations

import errno
import socket
import time
from dataclasses import replace

from crawler.errors import ServiceError
from scheduler.config import Config
from scheduler.logs import configure
from scheduler.service.lock import held
from scheduler.service.service import Service

PORT_FREE = 5.0
"""Seconds within which the web process of a service that was killed ends."""


def run(config: Config) -> None:
    """Crawl on a schedule, publish and serve until SIGINT or SIGTERM; then finish what is under way and return.

    Raises:
        ServiceError: another service runs on this home, or the port is taken.
        HomeError, ConfigError, StoreError: the home, a setting, the lexicon or the database is wrong.
    """
    from crawler import engine
    from scheduler.jobs.opening import open_store
    from scheduler.jobs.options import sound

    config.home.make()
    configure(config)
    sound(config)
    with (
        held(config.home.service_lock),
        _listening(config) as listening,
        open_store(config) as store,
    ):
        config = replace(config, port=listening.getsockname()[1])
        engine.run(Service(config, store).serve_until_told(listening))


def _listening(config: Config) -> socket.socket:
    """The socket for readers. After a kill the web process of before may hold the port for a moment longer."""
    from feeds.web.server import listen

    end = time.monotonic() + PORT_FREE
    while True:
        try:
            return listen(config.host, config.port)
        except ServiceError as error:
            taken = isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EADDRINUSE
            if not taken or time.monotonic() > end:
                raise
            time.sleep(0.1)
