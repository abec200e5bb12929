"""Page -> links: feeds, sitemaps, listings and JSON APIs, told apart by what they are. Pure: nothing is fetched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from crawler.discover.accept import acceptable, fits, in_ascii, on_hosts
from crawler.discover.site import same_site

if TYPE_CHECKING:
    from crawler.discover.index import Index
    from crawler.discover.read import links, read_index
    from crawler.discover.suggestions import Suggestions, suggest

__all__ = [
    "Index", "Suggestions", "acceptable", "fits", "in_ascii", "links", "on_hosts", "read_index", "same_site", "suggest",
]  # fmt: skip

_READERS = {
    "Index": "index",
    "Suggestions": "suggestions",
    "links": "read",
    "read_index": "read",
    "suggest": "suggestions",
}


def __getattr__(name: str) -> Any:
    """What reads pages is loaded by whoever reads them: the process that crawls asks of addresses alone."""
    if name not in _READERS:
        raise AttributeError(name)
    return getattr(import_module(f"crawler.discover.{_READERS[name]}"), name)
