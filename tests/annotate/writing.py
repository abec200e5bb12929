"""Articles for the tests, from a title and a text."""

from datetime import UTC, datetime

from crawler.model import Article

NOTHING = dict.fromkeys(Article.__dataclass_fields__)


def article(title="", text="", language="en", **fields):
    """An article as the page reader gives it for a clean page."""
    given = {
        "url": "https://news.example/1",
        "title": title,
        "text": text,
        "language": language,
        "title_derived": False,
        "published_precision": "unknown",
        "fetched_at": datetime(2024, 1, 2, tzinfo=UTC),
        "extractor": "test",
    }
    lists = dict.fromkeys(("authors", "published_inferred", "keywords", "images", "related"), ())
    return Article(**NOTHING | lists | given | fields)
