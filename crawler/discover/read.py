"""Any entry point -> Index: the body says what it is."""

from __future__ import annotations

from crawler.discover.api import api_of, pointed, read_api
from crawler.discover.body import decode, unpack
from crawler.discover.dates import Clock
from crawler.discover.entry import Entry, merged
from crawler.discover.feeds import entries, head
from crawler.discover.index import Index
from crawler.discover.jsonfeed import is_jsonfeed, parse_json, read_jsonfeed
from crawler.discover.kind import Form, form_of
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
    clock = Clock.of(page.fetched_at, source)
    if form == "html":
        return _html(text, page.url, asked, source, clock)
    if form not in ("urlset", "sitemapindex", "text") and len(body) > MAX_FEED_BYTES:
        raise DiscoverError(f"{page.url}: a feed of more than {MAX_FEED_BYTES >> 20} MB: name a smaller one")
    return _read(form, text, page.url, source, clock)


def links(page: Page, source: Source | None = None) -> tuple[Link, ...]:
    """The links of an entry point of any kind; those of a sitemap index are its children.

    Raises:
        DiscoverError: it cannot be read; one line that says why and what to do.
    """
    index = read_index(page, source)
    return index.links or merged(Entry(url=url) for url in index.sitemaps)


def _read(form: Form, text: str, url: str, source: Source | None, clock: Clock) -> Index:
    if form == "json":
        return _json(text, url, source, clock)
    if form == "text":
        return read_text_sitemap(text, url)
    if form == "feed":
        return _feed(text, url, clock)
    return read_sitemap(text, url, clock) if form == "urlset" else read_sitemapindex(text, url, clock)


def _feed(text: str, url: str, clock: Clock) -> Index:
    """A feed: as it stands, mended, or leniently, whichever works first."""
    text = text[text.find("<") :].rstrip()
    root = strict(text)
    mended = root is None
    if root is None:
        root = strict(mend(text))
    if root is not None:
        found = Index(kind="rss", links=merged(entries(root, url, clock)), mended=mended)
        return head(root, found, url)
    found = Index(kind="rss", links=merged(lenient_entries(text, url, clock)), mended=True)
    if not found.links:
        raise DiscoverError(f"{url}: a feed of broken XML in which no entry can be read: tell its publisher")
    return found


def _json(text: str, url: str, source: Source | None, clock: Clock) -> Index:
    document = parse_json(text, url)
    if is_jsonfeed(document):
        return read_jsonfeed(document, url, clock)
    api = api_of(url, source)
    if api is None:
        raise DiscoverError(
            f"{url}: a JSON document that is no JSON Feed: say in [[apis]] of the source file where its entries are"
        )
    return read_api(document, url, api, clock)


def _html(text: str, url: str, asked: str | None, source: Source | None, clock: Clock) -> Index:
    """A listing, or the page that names an API's document."""
    if source and {url, asked} & {*source.feeds, *source.sitemaps}:
        raise DiscoverError(
            f"{url}: a web page stands where a feed or sitemap should: look for its new address with `silkwire sources add`"
        )
    if child := pointed(text, url, source):
        return Index(kind="api", sitemaps=(child,))
    return read_listing(text, url, source, clock)
