"""The demo: crawl the mini-web, publish, change it, crawl again, publish, serve."""

from __future__ import annotations

import contextlib
import re
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.home import Home
from scheduler import jobs
from scheduler.config import Config, load_config
from scheduler.demo.web import MiniWeb
from scheduler.jobs.crawling import Crawled, utc_now
from scheduler.logs import configure

if TYPE_CHECKING:
    from crawler.store import Store

AGO = timedelta(hours=2)
"""The first crawl is dated so long ago that the second one, now, looks at its articles again for corrections."""
_NOTE = "# written by `silkwire demo`: the port that the links in these feeds lead to"
_NOTED = re.compile(rf"{re.escape(_NOTE)}\nport = \d+\n")


def run_demo(home: Path | None, port: int, *, once: bool = False, echo: Callable[[str], object] = print) -> int:
    """Crawl the bundled mini-web twice and publish; then serve until Ctrl-C, unless `once`. The exit code.

    Args:
        home: where to keep everything; None: a folder that is gone afterwards
        port: where to serve; 0: any free port
        once: do not serve
        echo: told of each step, a line at a time

    Raises:
        SilkwireError: the home, the port or the database is wrong.
    """
    from feeds.web.server import listen

    with _home(home) as root, contextlib.ExitStack() as held:
        config = load_config(root)
        if not (once and port):  # a port that is taken is told before a crawl, not after
            door = held.enter_context(contextlib.closing(listen(config.host, port)))
            port = door.getsockname()[1]
        config = replace(config, port=port)
        config.home.make()
        if home is not None:
            note(config)
        configure(config, level="error")
        with MiniWeb() as web:
            ok = _crawl_twice(config, web, echo)
            if not once:
                _serve(config, door, echo)
    return 0 if ok else 1


def note(config: Config) -> None:
    """Note the port in the home's settings, so that what is published or served there later keeps the address of its links.

    Settings that somebody else wrote stay as they are.
    """
    path = config.home.config
    if not path.exists() or _NOTED.fullmatch(path.read_text("utf-8", errors="replace")):
        path.write_text(f"{_NOTE}\nport = {config.port}\n", "utf-8")


def _crawl_twice(config: Config, web: MiniWeb, echo: Callable[[str], object]) -> bool:
    from crawler import engine
    from crawler.store import Store
    from feeds.catalogue import standing

    names = web.write_sources(config.home.sources)
    echo(f"{len(names)} small sites are served on this machine: {', '.join(site.base for site in web.sites.values())}")
    with Store(config.home.database) as store:
        first = engine.run(crawl(config, store, names, lambda: utc_now() - AGO))
        _tell(first, "first crawl", echo)
        web.change()
        echo("an article was corrected, and a new one appeared")
        second = engine.run(crawl(config, store, names, utc_now))
        _tell(second, "second crawl", echo)
        echo(f"{len(standing(store.facets()))} feeds stand in {config.home.feeds}")
    return all(report.ok for report in (*first.reports, *second.reports))


async def crawl(config: Config, store: Store, names: tuple[str, ...], clock: Callable[[], datetime]) -> Crawled:
    """One crawl of the sites of the mini-web, then publish: the way of every crawl."""
    from crawler.reading import ReadingPool

    loaded = jobs.load(config)
    store.sync_sources(loaded.sources.values())
    pool = ReadingPool(config.workers)
    pool.prepare()
    try:
        return await jobs.crawl_and_publish(
            config, store, jobs.choose(loaded, names), owner="demo", insist=True, pool=pool, clock=clock
        )
    finally:
        await pool.close()


def _tell(crawled: Crawled, what: str, echo: Callable[[str], object]) -> None:
    echo(f"{what}:")
    for report in crawled.reports:
        counts = ", ".join(f"{count} {name}" for name, count in report.outcomes.items() if count) or "nothing"
        echo(f"  {report.source:16} {report.found} links, {report.requests} requests: {counts}")
        for problem in report.problems:
            echo(f"    {problem.kind}: {problem.url}: {problem.message}")
    if crawled.published:
        echo(f"  published: {crawled.published.written} documents of {crawled.published.feeds} feeds")


def _serve(config: Config, door: socket.socket, echo: Callable[[str], object]) -> None:
    from scheduler.service import serve_only

    def ready(_: str, __: int) -> None:
        echo(f"\nStories:  {config.address}/")
        echo(f"Feeds:    {config.address}/feeds")
        echo(f"One feed: {config.address}/feeds/all.atom   (Ctrl-C ends the demo)")

    serve_only(config, sockets=[door], ready=ready)


@contextlib.contextmanager
def _home(home: Path | None) -> Iterator[Path]:
    if home is not None:
        yield Home(home.absolute()).make().root
        return
    with tempfile.TemporaryDirectory(prefix="silkwire-demo-") as folder:
        yield Path(folder)
