"""Page -> links: feeds, sitemaps, listings and JSON APIs, told apart by what they are. Pure: nothing is fetched."""

from crawler.discover.accept import acceptable, fits, in_ascii, on_hosts
from crawler.discover.index import Index
from crawler.discover.read import links, read_index
from crawler.discover.site import same_site
from crawler.discover.suggest import Suggestions, suggest

__all__ = [
    "Index",
    "Suggestions",
    "acceptable",
    "fits",
    "in_ascii",
    "links",
    "on_hosts",
    "read_index",
    "same_site",
    "suggest",
]
