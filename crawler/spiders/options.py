"""How one crawl is to be done, and what it tells on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from crawler.model import CrawlReport


@cache
def _version() -> str:
    try:
        return version("silkwire")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlOptions:
    """How one crawl is to be done."""

    urls: tuple[str, ...] = ()
    """One-off addresses, each an article, list, feed or sitemap; the sources' own entry points are then left alone."""
    dry_run: bool = False
    """Keep nothing, remember nothing: `CrawlReport.samples` tells what would be kept."""
    pages: int = 1
    """Pages of a list or API that are followed, for back-fill."""
    since: datetime | None = None
    """Entries that are older are left out."""
    max_articles: int = 500
    """Most pages of one source in one crawl, the newest first; the rest is left for the next one."""
    contact: str | None = None
    """Address or page where a site's people reach whoever runs this crawler."""
    user_agent: str | None = None
    """Instead of the honest one; robots.txt is always obeyed as `silkwire`."""
    timeout: float = 20.0
    """Seconds for one whole answer."""
    longest_wait: float = 10.0
    """Seconds of a Retry-After that are waited for within a crawl; a longer one is noted for the next."""
    retry_pause: float = 1.0
    """Seconds before what failed in passing is tried once more."""
    full_every: timedelta = timedelta(hours=24)
    """After so long a list is fetched whole again, as some servers say `304 Not Modified` wrongly."""
    longest: timedelta = timedelta(minutes=15)
    """No more pages of one source are asked for than fit into this time at its host's pace; the rest is left for the next crawl."""
    retries: int = 50
    """Most pages that failed in passing and are due again, without a list naming them, in one crawl of a source."""
    revisits: int = 50
    """Most known articles that are looked at again for corrections in one crawl of a source."""

    @property
    def looks_back(self) -> bool:
        """Whether more is asked for than what is new: back-fill."""
        return self.pages > 1 or self.since is not None

    def agent(self) -> str:
        """The User-Agent: who we are, and how to reach the person who runs us."""
        if self.user_agent:
            return self.user_agent
        return f"silkwire/{_version()} (news monitor; {'+' + self.contact if self.contact else 'no contact set'})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where the crawl of one source stands."""

    source: str
    found: int
    """Links that its lists named so far."""
    wanted: int
    """Pages that are to be fetched."""
    done: int
    """Pages that have their outcome."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    requests: int = 0
    report: CrawlReport | None = None
    """What came of it, once it is finished."""
