"""Banners and walls that ask for consent to cookies."""

from __future__ import annotations

import pytest

from crawler.errors import NotAnArticle
from crawler.pages import parse_article
from tests.pages.making import page

BANNER = (
    "<p>We use cookies to personalise content and ads and to analyse our traffic.</p>"
    "<p>Necessary cookies help make a website usable by enabling basic functions like page navigation.</p>"
    "<p>Preferences enable a website to remember the language that you prefer or the region that you are in.</p>"
    "<p>Marketing cookies are used to follow visitors across websites, and to display what is relevant to them.</p>"
    "<p>Statistic cookies help owners to understand how visitors behave, by collecting reports without names.</p>"
)


@pytest.mark.parametrize("attribute", ["", " class=consent", " id=dialog"])
@pytest.mark.parametrize("banner_first", [True, False])
def test_a_brief_beside_a_long_cookie_banner(attribute: str, banner_first: bool) -> None:
    brief = "The two states opened a joint laboratory for rice on Tuesday. Its twelve researchers come from both."
    title = "Two states open a joint laboratory for rice"
    parts = [f"<div{attribute}>{BANNER}</div>", f"<main><h1>{title}</h1><p>14 March 2025</p><p>{brief}</p></main>"]
    body = "".join(parts if banner_first else reversed(parts))
    article = parse_article(page(f"<html><title>{title}</title><body>{body}</body></html>"))
    assert (article.title, article.text) == (title, brief)


def test_a_cookie_wall_under_a_long_headline() -> None:
    title = "Your choices on this site of The Herald of the Isles"
    with pytest.raises(NotAnArticle, match="cookie wall"):
        parse_article(page(f"<html><title>{title}</title><body><h1>{title}</h1>{BANNER}</body></html>"))
