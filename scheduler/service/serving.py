"""Serving feeds and pages: alone (`silkwire serve`), or as the child of the service."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.errors import PublishError
from crawler.home import Home
from scheduler.config import Config
from scheduler.jobs import load
from scheduler.jobs.options import own_feeds, titles
from scheduler.logs import configure
from scheduler.service.lock import taken

if TYPE_CHECKING:
    from crawler.store import Store
    from feeds.web import WebSettings


def web_settings(config: Config) -> WebSettings:
    """What the web room is told. Raises ConfigError: a feed of the user's own is wrong."""
    from feeds.web import WebSettings

    return WebSettings(
        base_url=config.address,
        own=own_feeds(config),
        source_titles=titles(load(config).sources),
        tokens=config.tokens,
        trust_proxy=config.trust_proxy,
        hub=config.websub_hub,
        hub_file=config.home.hub,
    )


def reader_of(home: Home) -> Callable[[], Store | None]:
    """Opens the store for reading, in the thread that calls; None while there is none."""

    def opened() -> Store | None:
        from crawler.store import Store

        return Store(home.database, read_only=True) if home.database.exists() else None

    return opened


def published_at(config: Config) -> str | None:
    """The base address for which the feeds on the shelf were made; None when there are none."""
    from feeds.shelf import FileShelf

    name = "all.json"
    try:
        told = json.loads(FileShelf(config.home.feeds).get(name) or b"{}").get("feed_url", "")
    except (PublishError, ValueError, AttributeError):  # somebody else's file: the next publication mends it
        return None
    return told.removesuffix(f"/feeds/{name}") if isinstance(told, str) and told.endswith(f"/feeds/{name}") else None


def beside(config: Config) -> Config:
    """The configuration with the address of the service that runs on this home, if one does.

    The service may have been told another port than the settings name: what is published by hand beside it would lead its readers
    elsewhere until it publishes itself.
    """
    address = published_at(config) if taken(config.home.service_lock) else None
    return replace(config, base_url=address) if address else config


def serve_only(
    config: Config,
    *,
    sockets: list[socket.socket] | None = None,
    ready: Callable[[str, int], None] | None = None,
    figures: Callable[[], bytes] = bytes,
    warn: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        config: the configuration
        sockets: listening sockets to use instead of host and port
        ready: told host and port when connections are taken
        figures: gives the service's own figures, as Prometheus reads them, to stand beside ours at `/metrics`
        warn: told in a line, after `ready`, when the documents were published for another address

    Raises:
        ServiceError: the port is taken or forbidden.
        ConfigError: a feed of the user's own is wrong.
    """
    from feeds.shelf import FileShelf
    from feeds.web import make_app, serve
    from feeds.web.server import listen

    configure(config)
    listening = sockets or [listen(config.host, config.port)]
    config = replace(config, port=listening[0].getsockname()[1])
    app = make_app(reader_of(config.home), FileShelf(config.home.feeds), web_settings(config))
    app.house.metrics.beside = figures

    def up(host: str, port: int) -> None:
        if ready is not None:
            ready(host, port)
        if (told := published_at(config)) not in (None, config.address):
            warn(
                f"the feeds were published for {told}, where their links still lead; this serves {config.address}: set "
                f"`base_url`, or `port`, in {config.home.config} and run `silkwire publish`, or serve at the old address"
            )

    serve(app, config.host, config.port, sockets=listening, ready=up)
