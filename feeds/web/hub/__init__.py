"""A small WebSub hub for our own public feeds (https://www.w3.org/TR/websub/): subscribers give an address and are told at once.

On when `websub.hub` is our own `/hub`. It serves no other topics than our documents, asks an address whether it wants them
before it sends anything, and calls nothing but public addresses, seldom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feeds.web.hub.hub import Hub

__all__ = ["Hub"]


def __getattr__(name: str) -> Any:
    """Load the HTTP client only where there is a hub."""
    if name != "Hub":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from feeds.web.hub.hub import Hub

    return Hub
