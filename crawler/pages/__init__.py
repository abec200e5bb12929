"""Page in, article out: charset, structured data, selectors, body, dates, people, datelines, boilerplate. No I/O."""

from .article import parse_article

__all__ = ["parse_article"]
