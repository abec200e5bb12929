"""HTML pages: one parse, and from it every field, the most trusted reader first: the source's selectors, what the page says
of itself to machines, what it shows to people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import unescape
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from crawler.model import Page, Selectors, Source

from . import (
    body,
    byline,
    consent,
    headline,
    jsonld,
    kind,
    layouts,
    markup,
    masthead,
    meta,
    moments,
    people,
    published,
    signature,
    spare,
    surroundings,
    walk,
)
from .addresses import absolute
from .blocks import Block, Layout
from .claims import Claims
from .clean import line
from .draft import Draft
from .headline import Found
from .moments import Clock
from .tree import tagged, text_of

# English-speaking countries that write the day first (CLDR short dates).
_DAY_FIRST = frozenset({
    "GB", "UK", "AU", "NZ", "IE", "IN", "ZA", "PK", "BD", "LK", "NG", "KE", "GH", "UG", "TZ", "SG", "MY", "HK",
    "ZW", "ZM", "BW", "JM", "TT", "MT", "CY", "001", "150",
})  # fmt: skip


class _View(NamedTuple):
    """A parsed page with all that its fields are read from."""

    text: str
    page: Page
    source: Source | None
    root: etree._Element
    claims: Claims
    clock: Clock


def read(text: str, page: Page, source: Source | None, clock: Clock) -> Draft:
    """What an HTML page says. Raises NotAnArticle when no body can be found."""
    tree = markup.parse(text)
    called = tree.root.findtext("head/title") or ""
    claims = jsonld.read(tree.scripts, page.url, called).extend(
        [meta.read(tree.root, page.url), meta.microdata(tree.root)]
    )
    clock = clock._replace(day_first=_day_first(tree.root.get("lang"), page.url))
    view = _View(text, page, source, tree.root, claims, clock)
    draft = Draft(languages=(claims.first("language"), tree.root.get("lang")))
    layout = layouts.choose(source, tree.root, _roughly(view)) if source and source.selectors else None
    _by_selectors(view, layout, draft)
    layouts.remove(tree.root, layout, source)
    if found := _headline(view):
        draft.win("title", found.text, found.origin)
    shown = walk.lay_out(_body_of(tree.root))
    kind.check(shown, claims, draft.title, page.url)
    shown = consent.without(_body_of(tree.root), shown, draft.title)
    _dates(view, shown, draft)
    _people(view, shown, draft)
    _text(view, layout, shown, draft)
    _surroundings(view, shown, draft)
    return draft


def _by_selectors(view: _View, layout: Selectors | None, draft: Draft) -> None:
    """The fields that the source's own selectors find."""
    if layout is None:
        return

    def texts(expression: str | None) -> list[str]:
        return layouts.texts(view.root, expression, view.source)

    draft.win("title", next(iter(texts(layout.title)), None), "selector")
    found = (moments.parse(text, view.clock) for text in texts(layout.published))
    draft.win("published", next((moment for moment in found if moment), None), "selector")
    changed = (moments.parse(text, view.clock) for text in texts(layout.modified))
    draft.win("modified", next((moment.when for moment in changed if moment), None), "selector")
    names = (
        name for text in texts(layout.authors) for name in people.names(text, outlets=_aliases(view.source), loose=True)
    )
    draft.win("authors", tuple(dict.fromkeys(names)), "selector")
    editors = (name for text in texts(layout.editor) for name in masthead.editors(text))
    draft.win("editor", ", ".join(dict.fromkeys(editors)), "selector")
    draft.win("credit", _after_colon(next(iter(texts(layout.agency)), None)), "selector")
    draft.win("summary", next(iter(texts(layout.summary)), None), "selector")
    draft.win("keywords", _keywords(texts(layout.keywords)), "selector")
    pictures = (absolute(view.page.url, text) for text in texts(layout.image))
    draft.win("images", tuple(picture for picture in pictures if picture), "selector")


def _headline(view: _View) -> Found | None:
    first = [*islice(tagged(view.root, "h1"), 20)]
    heads = _lines(first)
    minor = _lines(islice(tagged(view.root, "h2", "h3"), 10))
    claimed = [Found(unescape(claim.value), claim.origin) for claim in view.claims["title"][:12]]
    titles = (element for element in tagged(view.root, "title") if _is_in_head(element))
    claimed += [Found(line(element.text or ""), "title") for element in islice(titles, 1)]
    known = {" ".join(found.text.split()).casefold() for found in claimed}
    for number, element in enumerate(first):
        if len(element) > 1 and (bare := _without_kicker(element)).casefold() in known:
            heads[number] = bare
    sites = [*view.claims.values("site", "publisher"), *_aliases(view.source)]
    return headline.choose(heads, claimed, minor, sites, view.page.url)


def _lines(elements: Iterable[etree._Element]) -> list[str]:
    """Their texts; a sign that was escaped twice is one."""
    return [unescape(line(text_of(element)))[:400] for element in elements]


def _without_kicker(heading: etree._Element) -> str:
    """A heading without its first element, in which some layouts set the section."""
    return line(" ".join(part for element in list(heading)[1:] for part in (text_of(element), element.tail or "")))


def _is_in_head(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "head"


def _dates(view: _View, shown: Layout, draft: Draft) -> None:
    dated = published.find(view.claims, shown.blocks, draft.title, view.page.url, view.clock)
    if dated := dated or published.in_state(view.text, view.clock):
        draft.win("published", dated.moment, dated.origin)
    changed = published.changed(view.claims["modified"], view.clock)
    shown_change = dated.updated if dated else None
    for moment, origin in ((changed, "structured"), (shown_change, "visible")):
        if moment and (draft.published is None or moment.when >= draft.published.when):
            draft.win("modified", moment.when, origin)


def _people(view: _View, shown: Layout, draft: Draft) -> None:
    if written := byline.find(view.claims, shown.blocks, draft.title, _aliases(view.source)):
        draft.win("authors", written.names, written.origin)
    draft.win("editor", ", ".join(people.names(view.claims.first("editor"), loose=True)), "structured")


def _text(view: _View, layout: Selectors | None, shown: Layout, draft: Draft) -> None:
    """The paragraphs: those of the selected elements, else of the box that holds the article."""
    selected = layouts.select(view.root, layout.body, view.source) if layout else []
    found = [block for element in selected for block in body.whole(walk.lay_out(element), draft.title, view.clock)]
    reader = "selector"
    if not any(block.text for block in found):
        found, reader = body.read(shown, draft.title, view.clock), "scorer"
        draft.win("authors", signature.signed(found, view.root.get("lang")), "signature")
        found = signature.without(found, draft.authors) if draft.authors else found
    draft.blocks = found
    if [block.tag for block in found if block.text] == ["pre"]:
        from . import plain  # lazily: hardly any page is set with fixed spacing

        draft.win(
            "paragraphs",
            plain.paragraphs("".join(text for block in found for text, _, _ in block.pieces if block.text)),
            "layout",
        )
    draft.win("paragraphs", [block.text for block in found if block.text], reader)
    if reader == "scorer" and spare.length(draft.paragraphs) < spare.ENOUGH:
        _spare(view, shown, draft)


def _spare(view: _View, shown: Layout, draft: Draft) -> None:
    """The text from other places, where the page itself shows hardly any."""
    scripted = spare.scripted(view.text, draft.title, view.clock)
    places = (
        ("json-ld", spare.structured(view.claims)),
        ("script", [block.text for block in scripted if block.text]),
        ("data", spare.stated_in(view.text, draft.title)),
    )
    for origin, paragraphs in places:
        least = max(spare.ENOUGH, 2 * spare.length(draft.paragraphs)) if draft.paragraphs else spare.LEAST
        if spare.length(paragraphs) > least:
            draft.paragraphs, draft.blocks = paragraphs, scripted if origin == "script" else []
            draft.winners["paragraphs"] = origin
            return
    if not draft.paragraphs:
        links = {line(text) for block in shown.blocks for text, href, _ in block.pieces if href}
        links |= {block.text for block in shown.blocks if kind.is_pointer(block)}
        found = spare.general(view.text, links)
        draft.win("paragraphs", [] if kind.is_notice(found) else found, "trafilatura")


def _surroundings(view: _View, shown: Layout, draft: Draft) -> None:
    claims, url = view.claims, view.page.url
    masthead.read(_head(shown, draft), draft, view.clock)
    last = surroundings.end(shown, draft.blocks)
    surroundings.behind(shown, last, claims, draft)
    draft.win("summary", next((text for text in claims.values("summary") if len(text) > 20), None), "structured")
    draft.win("keywords", _keywords(claims.values("keywords")), "meta")
    draft.win("canonical", _canonical(claims, url), "structured")
    draft.win("outlet", claims.first("site") or claims.first("publisher"), "structured")
    draft.win("outlet", draft.beside_date or draft.credit, "visible")
    draft.win("images", surroundings.images(claims, draft.blocks, url), "structured")
    draft.win("related", surroundings.related(shown, last, url), "visible")


def _head(shown: Layout, draft: Draft) -> Sequence[Block]:
    """The blocks from a little before the headline to the first paragraph."""
    start = next((number for number, block in enumerate(shown.blocks) if block.text and block.text == draft.title), 0)
    first = next((block for block in draft.blocks if block.text), None)
    end = next((number for number, block in enumerate(shown.blocks) if block is first), start + 12)
    return shown.blocks[max(0, start - 3) : max(start, min(end, start + 25))]


def _canonical(claims: Claims, url: str) -> str | None:
    """The address that the page calls its own; one that names the home page of the site is a mistake."""
    for address in claims.values("canonical"):
        whole = absolute(url, address)
        if whole and (urlsplit(whole).path.strip("/") or urlsplit(whole).query or not urlsplit(url).path.strip("/")):
            return whole
    return None


def _keywords(values: Iterable[str]) -> tuple[str, ...]:
    words = (word.strip(" #\"'") for value in values for word in re.split(r"[,，;；、|]", value))
    return tuple(dict.fromkeys(word for word in words if 1 < len(word) <= 80))[:25]


def _aliases(source: Source | None) -> tuple[str, ...]:
    return (source.title, source.name, *source.aliases) if source else ()


def _after_colon(text: str | None) -> str | None:
    return re.sub(r"(?i)^\W*(?:来源|來源|稿源|source)\s?[:：]\s*", "", text).strip() if text else None


def _roughly(view: _View) -> datetime | None:
    claimed = (moments.parse(claim.value, view.clock) for claim in view.claims["published"])
    moment = next((found for found in claimed if found), None) or published.in_address(view.page.url, view.clock)
    return moment.when if moment else None


def _body_of(root: etree._Element) -> etree._Element:
    found = root.find("body")
    return found if found is not None else root


def _day_first(tag: str | None, url: str) -> bool:
    """Whether a page writes the day before the month, by its language and country; only some English ones do not."""
    language, _, region = (tag or "en").replace("_", "-").partition("-")
    top = (urlsplit(url).hostname or "").rpartition(".")[2]
    if language.lower() != "en":
        return True
    return region.upper() in _DAY_FIRST or (not region and top.upper() in _DAY_FIRST)
