"""The outer door of the application: whose request it is, whether it may come in, and what became of it."""

from __future__ import annotations

import logging
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feeds.web.answer import Answer
from feeds.web.house import House
from feeds.web.limits import LOCAL, client_key, forwarded_client
from feeds.web.respond import plain, send_answer

log = logging.getLogger("silkwire.web.access")

errors = logging.getLogger("silkwire.web")

METHODS = "GET, HEAD, OPTIONS"
_LIGHT = ("document", "asset", "health")
BEGINNINGS = frozenset(
    {"feeds", "feeds.opml", "stories", "sources", "api", "static", "healthz", "metrics", "hub"}
    | {"favicon.ico", "favicon.svg", "robots.txt"}
)
"""What the addresses of the house begin with, beside `/` itself."""


class Gate:
    """Bounds, limits, counts and the log of requests, around the application."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app, self._house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        house, began = self._house, self._house.clock()
        scope["path"] = _below(scope["path"], house.settings.root)
        scope["root_path"] = ""
        kind, status = kind_of(scope["path"]), 0
        scope["client_key"] = client = self._client(scope)

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            refusal = self._refusal(scope, kind, client)
            if refusal is not None:
                await send_answer(watched, refusal)
            else:
                await self._app(scope, receive, watched)
        except Exception:  # the last door: whatever it was, this one answer failed and nothing else may
            errors.exception("no answer to %s %s", scope["method"], quote(scope["path"][:500], safe="/"))
            if status:
                raise
            await send_answer(watched, plain(500, "Something went wrong here. It was written to the log."))
        finally:
            house.metrics.answered(kind, status, house.clock() - began)
            if house.settings.access_log:
                path = quote(scope["path"][:500], safe="/")
                log.info("%s %s %s %s", client, scope["method"], path, status)

    def _client(self, scope: Scope) -> str:
        peer = client_key(scope["client"][0]) if scope.get("client") else LOCAL
        if not self._house.settings.trust_proxy:
            return peer
        values = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        return (forwarded_client(values[-1].decode("latin-1")) if values else None) or peer

    def _refusal(self, scope: Scope, kind: str, client: str) -> Answer | None:
        method = scope["method"]
        if method == "OPTIONS":
            return _options(scope)
        for_hub = self._house.hub is not None and scope["path"] == "/hub"
        if for_hub and method != "POST":
            return plain(405, "Subscribers of the hub send a POST here.", allow="POST, OPTIONS")
        if method not in ("GET", "HEAD") and not for_hub:
            return plain(405, "Only GET and HEAD are answered here.", allow=METHODS)
        if len(scope["query_string"]) > self._house.settings.limits.query:
            return plain(414, "The query is too long.")
        return self._limit(kind, client)

    def _limit(self, kind: str, client: str) -> Answer | None:
        light = kind in _LIGHT
        if light and client is LOCAL:
            return None
        wait = (self._house.document_limiter if light else self._house.work_limiter).wait(client)
        if not wait:
            return None
        self._house.metrics.limited.labels(kind).inc()
        return plain(429, f"Too many requests: ask again in {wait} s.", retry_after=wait)


def kind_of(path: str) -> str:
    """What an address asks for, for limits and counts: few and fixed words."""
    if path.startswith("/feeds/query.") or "/archive/" in path:
        return "query"
    if path.startswith("/feeds/"):
        return "document"
    if path.startswith(("/static/", "/favicon", "/robots.txt")):
        return "asset"
    if path.startswith("/healthz"):
        return "health"
    if path == "/metrics":
        return "metrics"
    if path == "/hub":
        return "hub"
    return "api" if path.startswith("/api") else "page"


def _below(path: str, root: str) -> str:
    """The path without the base address's own: a proxy may pass it on with or without. When it lies below `/feeds` itself, what it
    took away is told from the document of that path by what is left."""
    if root and (path == root or path.startswith(root + "/")):
        left = path[len(root) :] or "/"
        if left == "/" or left.split("/")[1] in BEGINNINGS:
            return left
    return path


def _options(scope: Scope) -> Answer:
    """204 with what is allowed; for a browser's question before a request of another site, that too."""
    headers: dict[str, str | int] = {"allow": METHODS, "vary": "Origin, Access-Control-Request-Method"}
    if any(name == b"access-control-request-method" for name, _ in scope["headers"]):
        headers |= {
            "access_control_allow_methods": "GET, HEAD",
            "access_control_allow_headers": "If-None-Match, If-Modified-Since, Authorization",
            "access_control_max_age": 86400,
        }
    return plain(204, "", **headers)
