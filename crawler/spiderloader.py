"""Makes `scrapy list`, `scrapy crawl SOURCE` and `scrapy parse --spider=SOURCE URL` see one spider for each source file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from crawler.discover import on_hosts
from crawler.home import Home, default_home
from crawler.model import Source
from crawler.sources import load_sources
from crawler.spiders.source import SourceSpider

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.settings import BaseSettings


class SourceLoader:
    """The sources of the catalogue and of the home directory, each as a spider class."""

    def __init__(self, settings: BaseSettings) -> None:
        home = Home(default_home(os.environ))
        self._sources = load_sources(home.sources).sources

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SourceLoader:
        return cls(settings)

    def load(self, spider_name: str) -> type[SourceSpider]:
        """The spider of a source. Raises KeyError."""
        if spider_name not in self._sources:
            raise KeyError(f"there is no source {spider_name!r}: `scrapy list` names them all")
        return spider_of(self._sources[spider_name])

    def list(self) -> list[str]:
        """The names of the sources that are enabled."""
        return [name for name, source in self._sources.items() if source.enabled]

    def find_by_request(self, request: Request) -> Iterable[str]:
        """The sources that a request's address belongs to."""
        return [name for name, source in self._sources.items() if on_hosts(source, request.url)]


def spider_of(source: Source) -> type[SourceSpider]:
    """The one spider class, bound to a source file."""
    return type("SourceSpider", (SourceSpider,), {"name": source.name, "source": source})
