"""JSON-LD in all the shapes in which sites write it (schema.org Article and its kin)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from .claims import Claims
from .clean import line

_TITLE = 2000  # characters of the page's title in which headlines are looked for
_NODES = 3000  # a page with more is no article, or wants to cost us time
_ARTICLE = re.compile(r"(?:Article|Posting|Report|NewsItem|Review|Recipe|HowTo|CreativeWork|VideoObject|FAQPage)$")
_SITE = re.compile(r"^(?:WebSite|NewsMediaOrganization|Organization)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|AboutPage)$")
# What hangs below these keys is about other pages, or about readers.
_ELSEWHERE = frozenset({
    "itemListElement", "hasPart", "isPartOf", "relatedLink", "mentions", "comment", "citation", "isBasedOn",
    "review", "potentialAction", "breadcrumb", "video", "associatedMedia", "about", "publisher", "author",
    "itemReviewed", "mainEntity",
})  # fmt: skip
_COMMAS = re.compile(r",\s*(?=[}\]])")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*\Z", re.DOTALL
)


def read(blocks: Iterable[str], url: str, title: str = "") -> Claims:
    """What the article among the nodes claims; `url`, and the `title` of the page, tell which of several is the page's own."""
    nodes = [node for block in blocks for node in _walk(_load(block))]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    claims = Claims()
    articles = [node for node in nodes if _typed(node, _ARTICLE)]
    if articles:
        called = line(title[:_TITLE]).casefold()
        own = max(articles, key=lambda node: _weight(node, url, called)) if len(articles) > 1 else articles[0]
        _describe(own, named, claims, "json-ld")
    for node in [node for node in nodes if _typed(node, _PAGE)][:1]:
        weak = Claims()
        _describe(node, named, weak, "json-ld-page")
        claims.extend([weak])
    for node in nodes:
        if _typed(node, _SITE):
            claims.add("site", node.get("name"), "json-ld")
    return claims


def _load(block: str) -> Any:
    """The data of one block, with the mistakes mended that occur most; none when it cannot be read."""
    text = block.strip()
    for mend in (
        lambda t: t,
        lambda t: _COMMAS.sub("", _WRAPPING.sub("", t)),
        lambda t: html.unescape(_COMMAS.sub("", t)),
    ):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(data: Any) -> Iterator[dict[str, Any]]:
    """Every node that is about this page, outermost first."""
    queue, seen = [data], 0
    while queue and seen < _NODES:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, dict):
            yield item
            queue.extend(
                value for key, value in item.items() if isinstance(value, (dict, list)) and key not in _ELSEWHERE
            )
            if isinstance(main := item.get("mainEntity"), dict) and _typed(main, _ARTICLE):
                queue.append(main)
        elif isinstance(item, list):
            queue.extend(item[:_NODES])


def _typed(node: dict[str, Any], kind: re.Pattern[str]) -> bool:
    return any(kind.search(name) for name in _texts(node.get("@type")))


def _weight(node: dict[str, Any], url: str, called: str) -> float:
    """How surely a node is the article of this page."""
    own = urlsplit(url).path.rstrip("/")
    addresses = [*_texts(node.get("url")), *_texts(node.get("mainEntityOfPage")), *_texts(node.get("@id"))]
    here = bool(own) and any(
        urlsplit(address.split("#")[0]).path.rstrip("/") == own for address in addresses if _splits(address)
    )
    strong = any(re.search(r"(?:Article|Posting|Report)$", name) for name in _texts(node.get("@type")))
    headline = next((line(html.unescape(text)) for text in _texts(node.get("headline"))), "")
    named = bool(headline) and headline.casefold() in called
    return (
        4 * here
        + 3 * named
        + 2 * strong
        + bool(node.get("headline"))
        + bool(node.get("datePublished"))
        + bool(node.get("author"))
    )


def _splits(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _describe(node: dict[str, Any], named: dict[str, dict[str, Any]], claims: Claims, origin: str) -> None:
    for key in ("headline", "name", "title") if origin == "json-ld" else ():
        for text in _texts(node.get(key)):
            claims.add("title", html.unescape(text), origin)
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for text in _texts(node.get(key)):
            claims.add("published", text, origin if key == "datePublished" else f"{origin}-created")
    for text in _texts(node.get("dateModified")):
        claims.add("modified", text, origin)
    for name, kind in _names(node.get("author") or node.get("creator"), named):
        claims.add("publisher" if "Organization" in kind else "author", name, origin)
    for name, _ in _names(node.get("editor"), named):
        claims.add("editor", name, origin)
    for name, _ in _names(node.get("publisher") or node.get("sourceOrganization"), named):
        claims.add("publisher", name, origin)
    for key in ("description", "abstract"):
        for text in _texts(node.get(key)):
            claims.add("summary", html.unescape(text), origin)
    for text in _texts(node.get("keywords")):
        claims.add("keywords", html.unescape(text), origin)
    for text in [*_pictures(node.get("image"), named), *_texts(node.get("thumbnailUrl"))]:
        claims.add("image", text, origin)
    for text in _texts(node.get("inLanguage")):
        claims.add("language", text, origin)
    for text in _texts(node.get("articleBody")):
        claims.add("body", html.unescape(text), origin)
    for text in _texts(node.get("articleSection")):
        claims.add("section", html.unescape(text), origin)
    claims.add("type", next(iter(_texts(node.get("@type"))), None), origin)


def _texts(value: Any, depth: int = 0) -> list[str]:
    """The texts in a value that may be a text, a list, or an object with an address, a name or a value."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [str(value)]
    if depth > 3:
        return []
    if isinstance(value, list):
        return [text for item in value[:20] for text in _texts(item, depth + 1)]
    if isinstance(value, dict):
        inner = next((value[key] for key in ("url", "@value", "@id", "name", "contentUrl") if value.get(key)), None)
        return _texts(inner, depth + 1)
    return []


def _pictures(value: Any, named: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Addresses of pictures; a reference (`{"@id": "#lead"}`, as WordPress writes it) is looked up, and is no address itself."""
    for item in value[:20] if isinstance(value, list) else [value]:
        if isinstance(item, dict) and isinstance(reference := item.get("@id"), str):
            item = {key: text for key, text in {**named.get(reference, {}), **item}.items() if key != "@id"}
        yield from _texts(item)


def _names(value: Any, named: dict[str, dict[str, Any]], depth: int = 0) -> Iterator[tuple[str, str]]:
    """(name, type) of people and organisations; a reference is looked up among the page's other nodes."""
    if isinstance(value, str):
        if value in named and depth < 4:
            yield from _names(named[value], named, depth + 1)
        else:
            yield html.unescape(value), ""
    elif isinstance(value, list):
        for item in value[:20] if depth < 4 else ():
            yield from _names(item, named, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        kind = " ".join(_texts(value.get("@type")))
        name = value.get("name")
        if (
            not name
            and isinstance(value.get("@id"), str)
            and value["@id"] in named
            and named[value["@id"]] is not value
        ):
            yield from _names(named[value["@id"]], named, depth + 1)
        else:
            yield from ((html.unescape(text), kind) for text in _texts(name))
