"""HTML pages: one parse, and from it every field, the most trusted reader first."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from lxml import etree

from crawler.model import Page, Source

from . import blocks, body, byline, headline, jsonld, markup, meta, published
from .clean import line
from .claims import Claims
from .draft import Draft
from .headline import Found
from .moments import Clock

# English-speaking countries that write the day first (CLDR short dates).
_DAY_FIRST = frozenset("GB UK AU NZ IE IN ZA PK BD LK NG KE GH UG TZ SG MY HK ZW ZM BW JM TT MT CY 001 150".split())
_H1, _H2, _TITLE = etree.XPath("//h1"), etree.XPath("//h2 | //h3"), etree.XPath("//head/title")


def read(text: str, page: Page, source: Source | None, clock: Clock) -> Draft:
    """What an HTML page says. Raises NotAnArticle when no body can be found."""
    tree = markup.parse(text)
    claims = jsonld.read(tree.scripts, page.url).extend([meta.read(tree.root, page.url), meta.microdata(tree.root)])
    draft = Draft()
    if found := _headline(tree.root, claims, page.url):
        draft.win("title", found.text, found.origin)
    draft.win("summary", claims.first("summary"), "structured")
    draft.win("canonical", claims.first("canonical"), "structured")
    draft.win("outlet", claims.first("site"), "structured")
    draft.languages = (claims.first("language"), tree.root.get("lang"))
    element = tree.root.find("body")
    layout = blocks.lay_out(element if element is not None else tree.root)
    clock = replace(clock, day_first=_day_first(tree.root.get("lang"), page.url))
    dated = published.find(claims, layout.blocks, draft.title, page.url, clock) or published.in_state(text, clock)
    if dated is not None:
        draft.win("published", dated.moment, dated.origin)
    if written := byline.find(claims, layout.blocks, draft.title):
        draft.win("authors", written.names, written.origin)
    found = body.read(layout, draft.title)
    draft.win("paragraphs", [block.text for block in found if block.text], "scorer")
    return draft


def _headline(root: etree._Element, claims: Claims, url: str) -> Found | None:
    heads = [line(" ".join(element.itertext()))[:400] for element in _H1(root)[:20]]
    minor = [line(" ".join(element.itertext()))[:400] for element in _H2(root)[:10]]
    claimed = [Found(claim.value, claim.origin) for claim in claims["title"][:12]]
    claimed += [Found(line(element.text or ""), "title") for element in _TITLE(root)[:1]]
    return headline.choose(heads, claimed, minor, claims.values("site", "publisher"), url)


def _day_first(tag: str | None, url: str) -> bool:
    """Whether a page writes the day before the month, by its language and country; only some English ones do not."""
    language, _, region = (tag or "en").replace("_", "-").partition("-")
    top = (urlsplit(url).hostname or "").rpartition(".")[2]
    if language.lower() != "en":
        return True
    return region.upper() in _DAY_FIRST or (not region and top.upper() in _DAY_FIRST)
