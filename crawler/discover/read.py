"""Any entry point -> Index: the body says what it is."""

from __future__ import annotations

from dataclasses import replace

from crawler.discover.api import api_of, pointed, read_api
from crawler.discover.body import decode, unpack
from crawler.discover.dates import Clock
from crawler.discover.entry import Entry, merged
from crawler.discover.feed_pages import feed_pages
from crawler.discover.feeds import entries, head
from crawler.discover.index import Index
from crawler.discover.jsonfeed import is_jsonfeed, json_entries, json_head, parse_json
from crawler.discover.kind import form_of, from_root
from crawler.discover.lenient import lenient_entries
from crawler.discover.limits import MAX_FEED_BYTES
from crawler.discover.listing import read_listing
from crawler.discover.sitemaps import read_sitemap, read_sitemapindex, read_text_sitemap
from crawler.discover.xml import bare, mend, strict
from crawler.errors import DiscoverError
from crawler.model import Link, Page, Source


def read_index(page: Page, source: Source | None = None, *, asked: str | None = None) -> Index:
    """What an entry point of any kind says: feed, sitemap, listing or API, gzipped or not.

    `asked` is the address before redirects: a web page that answers for a feed or sitemap of the source is an error.

    Raises:
        DiscoverError: it cannot be read; one line that says why and what to do.
    """
    body = unpack(page)
    if not body.strip():
        raise DiscoverError(f"{page.url}: an empty answer: try again later")
    text = decode(body, page, source)
    form = form_of(text)
    if form not in ("json", "text"):
        text = bare(text, page.url)
        form = form_of(text)  # a long document type hides the root
        text = from_root(text) if form != "html" else text
    clock = Clock.of(page.fetched_at, source)
    if form == "html":
        return _html(text, page.url, asked, source, clock)
    if form in ("feed", "json"):
        if len(body) > MAX_FEED_BYTES:
            raise DiscoverError(f"{page.url}: a feed of more than {MAX_FEED_BYTES >> 20} MB: name a smaller one")
        return (_feed if form == "feed" else _json)(text, page.url, source, clock)
    if form == "text":
        return read_text_sitemap(text, page.url)
    return (read_sitemap if form == "urlset" else read_sitemapindex)(text, page.url, clock)


def links(page: Page, source: Source | None = None) -> tuple[Link, ...]:
    """The links of an entry point of any kind; those of a sitemap index are its children.

    Raises:
        DiscoverError: it cannot be read; one line that says why and what to do.
    """
    index = read_index(page, source)
    return index.links or merged((Entry(url=url) for url in index.sitemaps), page.url)


def _feed(text: str, url: str, source: Source | None, clock: Clock) -> Index:
    """A feed: as it stands, mended, or leniently, whichever works first."""
    root = strict(text)
    mended = root is None
    if root is None:
        text = mend(text)
        root = strict(text)
    found = list(entries(root, url, clock) if root is not None else lenient_entries(text, url, clock))
    if root is None and not found:
        raise DiscoverError(f"{url}: a feed of broken XML in which no entry can be read: tell its publisher")
    index = head(root, merged(found, url), url) if root is not None else Index(kind="rss", links=merged(found, url))
    return replace(index, mended=mended, pages=_pages(found, source, clock))


def _json(text: str, url: str, source: Source | None, clock: Clock) -> Index:
    document = parse_json(text, url)
    if is_jsonfeed(document):
        found = list(json_entries(document, url, clock))
        return replace(json_head(document, merged(found, url), url), pages=_pages(found, source, clock))
    api = api_of(url, source)
    if api is None:
        raise DiscoverError(
            f"{url}: a JSON document that is no JSON Feed: say in [[apis]] of the source file where its entries are"
        )
    return read_api(document, url, api, clock)


def _pages(found: list[Entry], source: Source | None, clock: Clock) -> tuple[Page, ...]:
    return tuple(feed_pages(found, clock.now)) if source and source.fetch == "feed" else ()


def _html(text: str, url: str, asked: str | None, source: Source | None, clock: Clock) -> Index:
    """A listing, or the page that names an API's document."""
    if source and {url, asked} & {*source.feeds, *source.sitemaps}:
        raise DiscoverError(
            f"{url}: a web page stands where a feed or sitemap should: look for its new address with `silkwire sources add`"
        )
    if child := pointed(text, url, source):
        return Index(kind="api", sitemaps=(child,))
    return read_listing(text, url, source, clock)
