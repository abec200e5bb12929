"""The session of a spider that Scrapy's own commands started: store and lexicon of the home directory."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from crawler.home import Home, default_home
from crawler.model import Source
from crawler.reading import ReadingPool
from crawler.spiders.desk import Desk
from crawler.spiders.options import CrawlOptions
from crawler.spiders.session import Session
from crawler.store import Store


def session_at_home(source: Source | None) -> Session:
    """Opened here and closed with the spider."""
    home = Home(default_home(os.environ)).make()

    def clock() -> datetime:
        return datetime.now(UTC)

    store = Store(home.database)
    pool = ReadingPool(lexicon=home.lexicon)
    desk = Desk(store, clock, more=lambda: pool.in_use)
    session = Session(sources=(source,) if source else (), desk=desk, pool=pool, options=CrawlOptions(), clock=clock)
    if source is not None:
        store.sync_sources((source,))
    session.aside.callback(store.close)
    session.aside.push_async_callback(desk.close)
    session.aside.push_async_callback(pool.close)
    return session
