"""JSON APIs, read as the source file maps them: dotted paths to the entries and inside an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from crawler.discover.accept import place_of
from crawler.discover.dates import Clock, read_date
from crawler.discover.entry import Entry, merged
from crawler.discover.index import Index
from crawler.discover.limits import MAX_TITLE
from crawler.discover.words import absolute, plain
from crawler.errors import DiscoverError
from crawler.model import Api, Source

_PATH = re.compile(r"\{([^{}]+)\}")


def api_of(url: str, source: Source | None) -> Api | None:
    """The mapping of the source that this JSON document's address belongs to: its own, else its template's, else the only one."""
    apis = source.apis if source else ()
    for api in apis:
        if _place(api.url) == _place(url) or (api.template and _fits(api.template, url)):
            return api
    return apis[0] if len(apis) == 1 else None


def read_api(document: Any, url: str, api: Api, clock: Clock) -> Index:
    """The entries of a JSON document.

    Raises:
        DiscoverError: `entries` leads nowhere, or no entry has an address.
    """
    rows = _rows(document, api, url)
    links = merged(_entries(rows, api, url, clock), url)
    if rows and not links:
        raise DiscoverError(
            f"{url}: none of its {len(rows)} entries has an address at {api.link!r}: mend apis.link in the source file"
        )
    return Index(kind="api", links=links, next_page=_next(url, api, len(rows)) if links else None)


def pointed(text: str, url: str, source: Source | None) -> str | None:
    """The address of the JSON document that an HTML page names, by the pattern of the source's mapping for that page."""
    for api in source.apis if source else ():
        if api.follow and api.template and _place(api.url) == _place(url):
            found = re.search(api.follow, text)
            if not found:
                raise DiscoverError(
                    f"{url}: nothing fits {api.follow!r}: has the page changed? mend apis.follow in the source file"
                )
            return absolute(url, api.template.replace("{}", found[1] or ""))
    return None


def _rows(document: Any, api: Api, url: str) -> list[Any]:
    """The entries as a list. A mapping's values are entries too, but for the keys that the source file says are none."""
    found = _at(document, api.entries)
    if isinstance(found, dict):
        return [value for key, value in found.items() if key not in api.skip]
    if isinstance(found, list):
        return found
    raise DiscoverError(f"{url}: no entries at {api.entries or 'its root'!r}: mend apis.entries in the source file")


def _entries(rows: list[Any], api: Api, url: str, clock: Clock) -> Iterator[Entry]:
    for row in rows:
        address = absolute(url, _address(row, api.link))
        if address:
            yield Entry(
                url=address,
                title=plain(_words(row, api.title), MAX_TITLE),
                published=read_date(_words(row, api.published), clock),
                summary=plain(_words(row, api.summary)),
            )


def _address(row: Any, link: str) -> str | None:
    """The address at a path of an entry, or one with the texts at the paths in its braces; each is one step of a path."""
    paths = _PATH.findall(link)
    if not paths:
        return _words(row, link)
    found = {path: words for path in paths if (words := _words(row, path))}
    return _PATH.sub(lambda match: quote(found[match[1]], safe=""), link) if len(found) == len(set(paths)) else None


def _words(row: Any, path: str | None) -> str | None:
    """The text at a path of an entry; `{"cdata!": "text"}` and `{"0": "text"}`, as some APIs wrap it, are unwrapped."""
    value = _at(row, path) if path else None
    while isinstance(value, dict | list) and len(value) == 1:
        value = next(iter(value.values())) if isinstance(value, dict) else value[0]
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value) if isinstance(value, str) or abs(value) < 10**15 else None


def _at(value: Any, path: str) -> Any:
    """What lies at a dotted path; a figure counts in a list."""
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and re.fullmatch(r"\d{1,6}", step):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            return None
    return value


def _next(url: str, api: Api, count: int) -> str | None:
    """The same address with its offset behind the entries already read, or the number of the next page."""
    counter = api.next_offset or api.next_page
    if not counter or not count:
        return None
    query = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    first, step = ("0", count) if api.next_offset else ("1", 1)
    now = query.get(counter, first)
    query[counter] = str(int(now if re.fullmatch(r"\d{1,9}", now) else first) + step)
    return urlsplit(url)._replace(query=urlencode(query)).geturl()


def _place(url: str) -> tuple[str | None, str]:
    return place_of(url), urlsplit(url).path.rstrip("/")


def _fits(template: str, url: str) -> bool:
    before, _, behind = template.partition("{}")
    return re.fullmatch(re.escape(before) + r"[^/?#]+" + re.escape(behind), url) is not None
