"""Articles for the tests, from a title and a text."""

from datetime import UTC, datetime

from crawler.model import Article


def article(title="", text="", language="en", **fields):
    """An article as the page reader gives it for a clean page."""
    given = dict.fromkeys(Article.__dataclass_fields__) | {
        "url": "https://news.example/1", "title": title, "text": text, "language": language, "title_derived": False, "authors": (), "published_inferred": (),
        "published_precision": "unknown", "keywords": (), "images": (), "related": (), "fetched_at": datetime(2024, 1, 2, tzinfo=UTC), "extractor": "test",
    }  # fmt: skip
    return Article(**given | fields)
