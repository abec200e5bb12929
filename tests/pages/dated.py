"""Pages that tell a date, and what was read of it."""

from __future__ import annotations

import json

from crawler.model import Article
from crawler.pages import parse_article
from tests.pages.making import page, story

PLAIN = "https://news.example/rail-freight.html"


def dated(
    shown: str = "", head: str = "", *, url: str = PLAIN, above: str = "", end: str = "", lang: str = "en"
) -> Article:
    """The article of a page that shows `shown` under its headline and `above` over it, with `head` in its head."""
    title = "<title>Two governments agree on rail freight</title>"
    body = story(end, head=title + head, lang=lang)
    return parse_article(page(body.replace("</h1>", f"</h1>{shown}").replace("<h1>", f"{above}<h1>"), url=url))


def ld(**data: str) -> str:
    described = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **data})
    return f'<script type="application/ld+json">{described}</script>'


def og(published: str) -> str:
    return f'<meta property="article:published_time" content="{published}">'


def day(article: Article) -> str | None:
    return article.published.date().isoformat() if article.published else None


def won(article: Article) -> str:
    return next(word for word in article.extractor.split() if word.startswith("published=")).removeprefix("published=")
