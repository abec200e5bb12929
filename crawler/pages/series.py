"""Articles of several pages: the way to the next page, and the pages made one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

from crawler.errors import Unreadable
from crawler.model import Article, Page, Source

from . import charset, layouts, markup
from .addresses import absolute
from .tree import finder, text_of

_NEXT_LINK = finder("//link[@href][contains(concat(' ', normalize-space(@rel), ' '), ' next ')]")
_ANCHORS = finder("//a[@href]")
_WORDS = re.compile(
    r"(?i)^\W*(?:next(?: page)?|下一页|下一頁|下页|后页|次のページ|다음|nächste seite|page suivante|siguiente|próxima)\W*$"
)
_PATH = re.compile(r"(?:[_-]|/page/|/p)(\d{1,2})$", re.IGNORECASE)
_QUERY = re.compile(r"(?:page|p|pn|pageno)=(\d{1,3})", re.IGNORECASE)


def next_page(page: Page, source: Source | None = None) -> str | None:
    """Address of the next page of the same article: by the source's selector, `rel=next`, or a link that says so and
    differs from this page in its number alone. None on the last page, and for a page that cannot be read."""
    try:
        text = charset.decode(page.body, page.headers, source.encoding if source else None).text
        root = markup.parse(text).root
    except Unreadable:
        return None
    for layout in source.selectors if source else ():
        if layout.next_page is not None:
            return next(
                filter(None, (_same_site(found, page.url) for found in _addresses(root, layout.next_page, source))),
                None,
            )
    named = [anchor for anchor in _ANCHORS(root) if _WORDS.match(text_of(anchor)[:40])]
    candidates = [element.get("href") or "" for element in (*_NEXT_LINK(root), *named)]
    sequels = (_same_site(address, page.url) for address in candidates)
    return next((address for address in sequels if address and _is_sequel(address, page.url)), None)


def join_pages(articles: Sequence[Article]) -> Article:
    """The pages of one article, in order, as one: texts joined, what repeats left out, the rest from the first page."""
    if not articles:
        raise ValueError("there are no pages to join: give at least one article")
    first = articles[0]
    paragraphs: dict[str, None] = {}
    for article in articles:
        paragraphs.update(dict.fromkeys(article.text.split("\n\n")))
    bodies = [article.html for article in articles if article.html]
    changed: list[datetime] = [article.modified for article in articles if article.modified]
    return replace(
        first,
        text="\n\n".join(paragraphs),
        html="\n".join(bodies) or None,
        authors=first.authors or next((article.authors for article in articles if article.authors), ()),
        editor=next((article.editor for article in articles if article.editor), None),
        rights=next((article.rights for article in articles if article.rights), None),
        modified=max(changed, default=None),
        images=tuple(dict.fromkeys(address for article in articles for address in article.images)),
        related=next((article.related for article in reversed(articles) if article.related), ()),
        extractor=f"{first.extractor} pages={len(articles)}" if len(articles) > 1 else first.extractor,
    )


def _addresses(root: etree._Element, expression: str, source: Source | None) -> list[str]:
    elements = layouts.select(root, expression, source)
    return [element.get("href") or "" for element in elements] or layouts.texts(root, expression, source)


def _same_site(address: str, url: str) -> str | None:
    whole = absolute(url, address) if address else None
    if whole is None or whole.split("#")[0] == url.split("#")[0]:
        return None
    return whole if urlsplit(whole).hostname == urlsplit(url).hostname else None


def _is_sequel(address: str, url: str) -> bool:
    """Whether an address is this one with the next page number: the next article of a site has another name."""
    base, number = _split(address)
    own, current = _split(url)
    return number > 1 and (
        (base, number) == (own, current + 1) or (number == 2 and base == _split(url, numbered=False)[0])
    )


def _split(address: str, *, numbered: bool = True) -> tuple[str, int]:
    """An address without its page number, and that number (1 where there is none)."""
    parts = urlsplit(address)
    path = re.sub(r"\.\w{2,5}$", "", parts.path.rstrip("/"))
    query = "&".join(part for part in parts.query.split("&") if not _QUERY.fullmatch(part))
    found = next((match[1] for part in parts.query.split("&") if (match := _QUERY.fullmatch(part))), None)
    if found is None and numbered and (match := _PATH.search(path)):
        path, found = path[: match.start()], match[1]
    return f"{parts.hostname}{path}?{query}", int(found or 1)
