"""A small WebSub hub for our own public feeds (https://www.w3.org/TR/websub/): subscribers give an address and are told at once.

On when `websub.hub` is our own `/hub`. It serves no other topics than our documents, asks an address whether it wants them
before it sends anything, and calls nothing but public addresses, seldom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late

if TYPE_CHECKING:
    from feeds.web.hub.hub import Hub

__all__ = ["Hub"]


# the HTTP client is loaded only where there is a hub
__getattr__ = late(__name__, hub=("Hub",))
