"""What the web room is told at its start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from feeds.model import Feed


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds on what one request, one client and one server may cost. Sizes are bytes, times seconds."""

    target: int = 8_192
    """Longest request target; longer: 414."""
    head: int = 16_384
    """Longest request line and headers together; longer: 431."""
    headers: int = 64
    """Most header fields; more: 431."""
    body: int = 65_536
    """Longest request body; longer: 413."""
    query: int = 2_048
    """Longest query string that is worked on; longer: 414."""
    receive: float = 15.0
    """A request must be complete after this long: 408."""
    idle: float = 30.0
    """A connection without a request is closed after this long."""
    stall: float = 30.0
    """A connection whose reader takes nothing is cut after this long."""
    work: float = 10.0
    """A page or an ad-hoc feed must be ready after this long: 503."""
    connections: int = 2_000
    """Most open connections; more are answered with 503."""
    client_connections: int = 100
    """Most open connections of one client; one more is closed at once. Loopback and a trusted proxy are exempt."""
    work_rate: float = 20.0
    """Requests a second and client that cost work (pages, ad-hoc feeds, API, wrong tokens)."""
    work_burst: int = 200
    """... and how many at once; then 429."""
    document_rate: float = 500.0
    """Documents from memory a second and client. Loopback is exempt: it is a proxy of this machine, which stands for many."""
    document_burst: int = 5_000
    memory: int = 96 * 2**20
    """Bytes of documents and ad-hoc feeds held in memory; the least used leave first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WebSettings:
    """How the web room serves."""

    base_url: str = "http://127.0.0.1:8000"
    """Address under which readers reach us; its path, if any, stands before every link."""
    own: tuple[Feed, ...] = ()
    """The user's own feeds; a document of any other own name is not served, even when it lies on the shelf."""
    source_titles: Mapping[str, str] = field(default_factory=dict)
    """Names of outlets as readers know them."""
    tokens: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Tokens of each private feed by its name; taking one out revokes it. A private feed without one is never served."""
    trust_proxy: bool = False
    """Whether `X-Forwarded-For` of the peer is believed (its last entry: the one that our own proxy wrote)."""
    hub: str | None = None
    """WebSub hub that public feeds name, but for those of a query: it is not told of them."""
    hub_file: Path | None = None
    """Where our own hub keeps its subscriptions; None: in memory only."""
    access_log: bool = False
    """Whether each request is logged: without its query, so that no token is."""
    limits: Limits = Limits()

    @property
    def bounds(self) -> Limits:
        """The limits as they hold for connections: those of a proxy, which need not be on this machine (seen from a container, none
        is), are connections of many clients."""
        if not self.trust_proxy:
            return self.limits
        return replace(self.limits, client_connections=self.limits.connections)

    @property
    def own_hub(self) -> bool:
        """Whether the hub of the documents is our own, at `/hub`."""
        return self.hub == f"{self.base}/hub"

    @property
    def base(self) -> str:
        """The base address without a slash at its end."""
        return self.base_url.rstrip("/")

    @property
    def root(self) -> str:
        """Path of the base address, without a slash at its end: empty or `/news`."""
        return urlsplit(self.base_url).path.rstrip("/")
