"""Page -> links: feeds, sitemaps, listings and JSON APIs, told apart by what they are. Pure: nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discover.accept import acceptable, fits, in_ascii, on_hosts
from crawler.discover.site import same_site
from crawler.late import late

if TYPE_CHECKING:
    from crawler.discover.index import Index
    from crawler.discover.read import links, read_index
    from crawler.discover.suggestions import Suggestions, suggest

__all__ = [
    "Index", "Suggestions", "acceptable", "fits", "in_ascii", "links", "on_hosts", "read_index", "same_site", "suggest",
]  # fmt: skip

# what reads pages is loaded by whoever reads them: the process that crawls asks of addresses alone
__getattr__ = late(__name__, index=("Index",), read=("links", "read_index"), suggestions=("Suggestions", "suggest"))
