"""The link to an article: the address that its page calls its own, where that is sound, without what follows readers about."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from crawler.tracking import untracked
from feeds.build.address import web_address

_EDITION = re.compile(r"(?:www|m|mobile|wap|touch|amp)\.(?=.+\.)")
"""What the name of a host begins with for one of the forms that a site is shown in."""
_NUMBER = re.compile(r"\d{5,}")
_SLUG = re.compile(r"[^\W_]+(?:[-_][^\W_]+){2,}")


def article_link(url: str, canonical: str | None = None) -> str | None:
    """What a click on an article opens; None when neither address is one of the web.

    Args:
        url: where it was fetched: often the one that the site gives to feeds (`?utm_source=rss`), or a page for phones.
        canonical: the address that the page calls its own. Sites name their home page there, one list for all their articles, or
            the outlet that they have it from: it counts when it is surely this very page, of the same site.
    """
    if not canonical or canonical == url:
        return _clean(url)
    return _sound(url, canonical)


@lru_cache(maxsize=1024)
def _sound(url: str, canonical: str) -> str | None:
    fetched, own = _clean(url), _clean(canonical)
    if fetched is None or own is None or own == fetched:
        return fetched or own
    said = urlsplit(own)
    if not _is_same_page(said, urlsplit(fetched)):
        return fetched
    encrypted = fetched.startswith("https:") and said.scheme == "http" and said.port is None
    return f"https{own[4:]}" if encrypted else own


def _clean(url: str) -> str | None:
    address = web_address(url)
    return address and untracked(address)


def _is_same_page(own: SplitResult, fetched: SplitResult) -> bool:
    if _site(own) != _site(fetched) or (fetched.fragment.startswith(("!", "/")) and own.fragment != fetched.fragment):
        return False  # such a fragment chooses the page
    if (own.path.rstrip("/"), own.query) == (fetched.path.rstrip("/"), fetched.query):
        return True
    name, given = f"{own.path.rstrip('/').rpartition('/')[2]}?{own.query}", f"{fetched.path}?{fetched.query}"
    numbers = set(_NUMBER.findall(name))
    if numbers:
        return numbers <= set(_NUMBER.findall(given))
    return not set(_SLUG.findall(name)).isdisjoint(_SLUG.findall(given))


def _site(parts: SplitResult) -> tuple[str, int | None]:
    """The site whose pages these are, in whatever form and with or without encryption."""
    port = parts.port if parts.port != {"http": 80, "https": 443}[parts.scheme] else None
    return _EDITION.sub("", parts.hostname or "", count=1), port
