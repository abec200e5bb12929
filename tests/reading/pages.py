"""Pages for the pool to read, and a look at its processes."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from crawler.model import Page
from crawler.reading import ReadingPool
from crawler.reading.processes import Worker

NOW = datetime(2026, 11, 8, 12, tzinfo=UTC)
SENTENCES = (
    "The governments of Kenya and Laos signed a cooperation agreement on rail freight in Nairobi on Saturday.",
    "Officials of both countries said that the northern line would carry grain, timber and machines from the spring on.",
    "Engineers will survey the coastal route before the rains, and the two ministries share the cost of the stations.",
    "A joint committee meets every quarter and reports on the works to both parliaments.",
    "Farmers along the valley hope that the line will bring their harvest to the harbour within a day.",
)
TITLE = "Kenya and Laos sign rail agreement"
TEXT = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEAD = f"<!doctype html><html lang=en><head><title>{TITLE}</title></head>"
ARTICLE = f"{HEAD}<body><main><article><h1>{TITLE}</h1>{TEXT}</article></main></body></html>"
FEED = "<rss version='2.0'><channel><title>t</title><item><title>A</title><link>https://herald.example/a</link></item></channel></rss>"


def page(body: str | bytes, kind: str = "text/html; charset=utf-8") -> Page:
    return Page(
        url="https://herald.example/a",
        body=body.encode() if isinstance(body, str) else body,
        headers={"content-type": kind},
        fetched_at=NOW,
    )


LONG = ARTICLE.replace("</article>", "<p>The line carries rail freight from the harbour.</p>" * 20_000 + "</article>")
"""A page that is read for so long that its worker can be killed meanwhile, however busy the machine is."""


def there(pid: int) -> bool:
    """Whether there is a process of that number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def at_work(pool: ReadingPool) -> list[Worker]:
    """The workers that there are."""
    return [seat.worker for seat in pool._seats if seat.worker is not None]
