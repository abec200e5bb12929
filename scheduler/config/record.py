"""The record that all of the house is configured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from crawler.home import Home
from crawler.model import Rights, Source


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceChange:
    """What `[sources.NAME]` changes in a source without a source file of one's own; None leaves a field as it is."""

    enabled: bool | None = None
    every: timedelta | None = None
    shortest: timedelta | None = None
    longest: timedelta | None = None
    delay: float | None = None
    """Seconds between two requests to one host."""
    rights: Rights | None = None
    trust: float | None = None

    def apply(self, source: Source) -> Source:
        """The source as the user wants it."""
        given = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(source, **given)


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """Everything that can be set; every field but `home` has a default. `docs/configuration.md` documents the keys."""

    home: Home
    path: Path | None = None
    """The file that was read; None when there is none."""

    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str | None = None
    """Address under which readers reach the feeds; None: made of host and port."""
    trust_proxy: bool = False
    """Whether `X-Forwarded-*` headers are believed."""

    contact: str | None = None
    user_agent: str | None = None
    """None: `silkwire/VERSION`, with the contact."""
    workers: int = 2
    """Processes that read pages."""
    concurrency: int = 8
    """Sources crawled at the same time."""
    requests_per_day: int | None = None
    """Polls of all sources together on one day; None: no budget."""
    timeout: float = 20.0
    """Seconds that one download may take; also the bound of a clean stop."""
    max_articles: int = 500
    """Articles fetched in one crawl of one source."""
    ignore_sources: tuple[str, ...] = ()
    """Names of shipped sources that are not wanted at all."""

    log_format: str = "text"
    log_level: str = "info"
    keep_days: int | None = None
    """Age in days after which texts are let go; None: kept for ever."""
    keep_backups: int = 7
    maintenance_hour: int = 3
    """Hour of the day (UTC) at which upkeep runs."""
    crosslingual: bool = False
    """Whether stories are also compared by meaning, across languages; needs the extra of that name."""
    websub_hub: str | None = None

    feeds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The user's own feeds: tables as written, without their tokens."""
    sources: Mapping[str, SourceChange] = field(default_factory=dict)

    tokens: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Tokens of each private feed, by the feed's name: one for each reader, so that one can be taken back."""
    notify: tuple[str, ...] = field(default=(), repr=False)
    """Addresses of services that are told of alarms, as `apprise` writes them; they hold secrets."""
    warnings: tuple[str, ...] = ()
    """What looks like a mistake but does no harm."""

    @property
    def address(self) -> str:
        """The base address without a slash at its end."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared, not bound
        host = f"[{host}]" if ":" in host else host
        return (self.base_url or f"http://{host}:{self.port}").rstrip("/")
