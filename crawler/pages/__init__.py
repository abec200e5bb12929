"""Page in, article out: charset, structured data, selectors, body, dates, people, datelines, boilerplate. No I/O."""

from .article import parse_article
from .series import join_pages, next_page

__all__ = ["join_pages", "next_page", "parse_article"]
