"""Every key of `silkwire.toml`: the table that the loader reads by, and that a test holds the documentation against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "number", "float", "yes/no", "url", "choice", "list", "duration"]


@dataclass(frozen=True, slots=True)
class Key:
    """One setting."""

    name: str
    """As written in the file, with its table: `log.format`."""
    field: str
    """Name in the record."""
    type: Type
    meaning: str
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def environment(self) -> str:
        """The variable that sets it: it goes before the file."""
        return "SILKWIRE_" + self.name.replace(".", "_").upper()


CENTURY = 36_500
"""Days: what is kept longer is kept for ever, and dates do not reach much further back."""

KEYS: tuple[Key, ...] = (
    Key("host", "host", "text", "address that the web server listens on"),
    Key("port", "port", "number", "port that the web server listens on", 1, 65535),
    Key("base_url", "base_url", "url", "address under which readers reach the feeds, when it is not http://HOST:PORT"),
    Key("trust_proxy", "trust_proxy", "yes/no", "believe X-Forwarded headers: only behind a proxy of your own"),
    Key("contact", "contact", "text", "address or page that a webmaster can turn to; sent with every request"),
    Key("user_agent", "user_agent", "text", "the whole User-Agent, when the usual one will not do"),
    Key("workers", "workers", "number", "processes that read pages", 1, 64),
    Key("concurrency", "concurrency", "number", "sources crawled at the same time", 1, 64),
    Key("requests_per_day", "requests_per_day", "number", "most polls a day of all sources together", 24),
    Key("timeout", "timeout", "float", "seconds that one download may take; also the longest wait at a stop", 1, 300),
    Key("max_articles", "max_articles", "number", "most articles fetched in one crawl of one source", 1),
    Key("ignore_sources", "ignore_sources", "list", "names of shipped sources that are not wanted at all"),
    Key("log.format", "log_format", "choice", "how logs are written", choices=("text", "json")),
    Key("log.level", "log_level", "choice", "how much is logged", choices=("debug", "info", "warning", "error")),
    Key(
        "keep.days",
        "keep_days",
        "number",
        "days after which the texts of old stories are let go; none: never",
        7,
        CENTURY,
    ),
    Key("keep.backups", "keep_backups", "number", "backups that are kept, one a night", 1, 365),
    Key("keep.hour", "maintenance_hour", "number", "hour of the day, in UTC, at which upkeep runs", 0, 23),
    Key(
        "crosslingual",
        "crosslingual",
        "yes/no",
        "join stories told in different languages; needs the extra `crosslingual`",
    ),
    Key("websub.hub", "websub_hub", "url", "WebSub hub that is told of new entries and named in the feeds"),
)
"""Settings with one value."""

TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "notify": (
        ("urls_env", "environment variable that holds the addresses of notification services, one a line or comma"),
        ("urls_file", "file that holds them"),
    ),
    "feeds.NAME": (
        ("title", "title of the feed"),
        ("description", "a sentence about it"),
        ("countries", "ISO codes: stories about all of them"),
        ("sectors", "slugs: stories about one of them"),
        ("kinds", "slugs: stories of one of them"),
        ("sources", "names: stories that one of them tells"),
        ("languages", "codes: stories in one of them"),
        ("text", "words to be found, as in a search"),
        ("since-days", "only stories of so many days"),
        ("limit", "most entries"),
        ("private", "whether a token is needed, and no list names it"),
        ("token_env", "environment variable that holds its tokens, one a line"),
        ("token_file", "file that holds them"),
    ),
    "sources.NAME": (
        ("enabled", "whether it is crawled by the service"),
        ("every", "poll that often, neither more nor less"),
        ("shortest", "shortest interval that the plan may choose"),
        ("longest", "longest interval that the plan may choose"),
        ("delay", "seconds between two requests to one host"),
        ("rights", "how much of its text a feed may carry: full, excerpt or link"),
        ("trust", "weight 0..1 when several outlets tell one story and one must lead"),
    ),
}
"""Tables with keys of their own; NAME is the name of a feed or a source."""
