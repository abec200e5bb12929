"""Which document names there can be: the only gate between an address and a file."""

from __future__ import annotations

import re
from dataclasses import dataclass

MEDIA_TYPES = {
    "atom": "application/xml; charset=utf-8",
    "rss": "application/xml; charset=utf-8",
    "json": "application/feed+json",
    "html": "text/html; charset=utf-8",
}
"""By extension. `application/atom+xml` and `application/rss+xml` are the registered names, but browsers offer to save what bears
them; all readers take `application/xml` (RFC 7303 lets it stand for any XML), and a browser shows it with the feed's stylesheet."""

ALWAYS = frozenset({"all", "changes", "health"})
"""Feeds that answer with an empty document before their first story."""

_SLUG = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_STANDING = re.compile(
    rf"(?:all|changes|health|source/{_SLUG}|country/[A-Z]{{2}}|pair/[A-Z]{{2}}-[A-Z]{{2}}|sector/{_SLUG}|kind/{_SLUG}"
    r"|language/[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)"
)
_ARCHIVE = re.compile(r"(.+)/archive/(\d{1,18}-\d{1,18})")
_DOCUMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9/_-]{0,160})\.(atom|rss|json|html)")


@dataclass(frozen=True, slots=True)
class DocumentName:
    """The name of a document that may exist."""

    feed: str
    """Name of its feed."""
    extension: str
    key: str | None = None
    """Of an archive document (RFC 5005, see `feeds.build.archive`): those are made when asked for."""

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.extension]


def document_name(path: str, own: frozenset[str] = frozenset()) -> DocumentName | None:
    """Read `country/CU.atom`; None when there can be no such document.

    Args:
        path: what follows `/feeds/` in the address, percent-decoded.
        own: names of the user's own feeds.
    """
    match = _DOCUMENT.fullmatch(path)
    if match is None:
        return None
    stem, key = match[1], None
    archive = _ARCHIVE.fullmatch(stem)
    if archive:
        stem, key = archive[1], archive[2]
    if stem in own or _STANDING.fullmatch(stem):
        return DocumentName(stem, match[2], key)
    return None
