"""The configuration -> what the engine and the publisher are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crawler.model import Source
from scheduler.config import Config

if TYPE_CHECKING:
    from crawler.engine import CrawlOptions
    from feeds.model import Feed


def crawl_options(
    config: Config, *, urls: Sequence[str] = (), pages: int = 1, since: datetime | None = None, dry_run: bool = False
) -> CrawlOptions:
    """How to crawl."""
    from crawler.engine import CrawlOptions

    given: dict[str, Any] = {"contact": config.contact, "user_agent": config.user_agent}
    return CrawlOptions(
        urls=tuple(urls),
        pages=pages,
        since=since,
        dry_run=dry_run,
        max_articles=config.max_articles,
        timeout=config.timeout,
        **{name: value for name, value in given.items() if value is not None},
    )


def own_feeds(config: Config) -> tuple[Feed, ...]:
    """The user's own feeds. Raises ConfigError."""
    if not config.feeds:
        return ()
    from feeds.catalogue import own

    return own(config.feeds, file=config.path)


def sound(config: Config) -> None:
    """See that all the user's own files can be used but those of sources, of which each costs only itself.

    Raises:
        ConfigError: a feed of the user's own, or the lexicon, is wrong.
    """
    own_feeds(config)
    if config.home.lexicon:
        from crawler.annotate import load_lexicon

        load_lexicon(config.home.lexicon)


def titles(sources: Mapping[str, Source]) -> dict[str, str]:
    """Names of outlets as readers know them."""
    return {name: source.title for name, source in sources.items()}
