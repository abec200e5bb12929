"""Page in, article out: charset, structured data, selectors, body, dates, people, datelines, boilerplate. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late

if TYPE_CHECKING:
    from .article import parse_article
    from .series import join_pages, next_page

__all__ = ["join_pages", "next_page", "parse_article"]

# the rules are loaded when they are first asked for: who downloads pages need not know how they are read
__getattr__ = late(__name__, article=("parse_article",), series=("join_pages", "next_page"))
