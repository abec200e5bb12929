"""An HTML page as a tree, and the selectors that a source file may use on it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from lxml import etree

from crawler.discover.limits import MAX_FEED_BYTES
from crawler.discover.words import absolute, text_of
from crawler.errors import DiscoverError
from crawler.streamed import in_place
from crawler.wide import narrowed

Found = Sequence[etree._Element | str]
_HOLDER = re.compile(
    r"<script\b[^>]{0,200}?\btype\s*=\s*[\"']?text/(?:xml|html|plain|template|x-template)\b[^>]{0,200}>",
    re.IGNORECASE,
)
_CDATA, _HOLES = re.compile(r"<!\[CDATA\[|\]\]>"), ("{{", "${", "<%", "[%", "@{")
_IGNORED = ("script", "style", "noscript", "template", "svg")


def tree(text: str, url: str) -> etree._Element:
    """The root of the page, scripts and styles emptied. libxml2 stops at 256 levels, so depth is bounded.

    Raises:
        DiscoverError: there is no element in it, or it is too large.
    """
    if len(text) > MAX_FEED_BYTES:
        raise DiscoverError(f"{url}: a page of more than {MAX_FEED_BYTES >> 20} MB: too large to be a list")
    try:
        root = etree.fromstring(
            narrowed(_held_shown(in_place(text))).encode("utf-8", "replace"),
            etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True),
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DiscoverError(f"{url}: an empty page, or no page at all: is it the right address?") from error
    if root is None:
        raise DiscoverError(f"{url}: an empty page, or no page at all: is it the right address?")
    for node in list(root.iter(*_IGNORED)):
        if node.get("shadowrootmode") is None:  # what such a template holds is shown
            node.clear(keep_tail=True)
    return root


def _held_shown(text: str) -> str:
    """The page with the markup that it holds in scripts which are no program (`type="text/xml"`) in their places, as its script
    will show it. So the content systems of whole provinces keep their lists. Templates with holes in them stay where they are."""
    parts, at, end = list[str](), 0, 0
    while found := _HOLDER.search(text, end):
        end = text.find("</script>", found.end())
        if end < 0:
            break
        held = text[found.end() : end]
        if "href" in held and not any(hole in held for hole in _HOLES):
            parts += (text[at : found.start()], "<div>", _CDATA.sub(" ", held), "</div>")
            at = end
    return "".join((*parts, text[at:])) if parts else text


def base_of(root: etree._Element, url: str) -> str:
    """What links are relative to: the page's `base` element, else its address."""
    node = next(root.iter("base"), None)
    return (node is not None and absolute(url, node.get("href"))) or url


def pick(node: etree._Element, selector: str) -> Found:
    """All that a selector finds in (or is) a node, in the page's order."""
    return _evaluated(node, " | ".join(_paths(selector)))


def first(node: etree._Element, selector: str) -> etree._Element | str | None:
    """The first thing that a selector finds in a node; of `a, b` everything of `a` goes before `b`."""
    for path in _paths(selector):
        if found := _evaluated(node, path):
            return found[0]
    return None


def words(node: etree._Element | str | None) -> str:
    """The text of an element, or the text itself, in one line."""
    if node is None:
        return ""
    text = node if isinstance(node, str) else text_of(node)
    return re.sub(r"\s+", " ", text).strip()


def _evaluated(node: etree._Element, path: str) -> Found:
    try:
        found = _compiled(path)(node)
    except etree.XPathError as error:  # it compiles, but calls a function or variable that nobody knows
        raise DiscoverError(f"{path!r} is no selector: mend it in the source file") from error
    return [one for one in found if isinstance(one, etree._Element | str)] if isinstance(found, list) else [str(found)]


@functools.lru_cache(maxsize=512)
def _paths(selector: str) -> tuple[str, ...]:
    """The XPaths of a selector: CSS with `::attr(name)` and `::text`, or XPath when it begins with `/` or `(`."""
    if selector[0] in "/(":
        return (re.sub(r"^(\(*)//", r"\1.//", selector),)
    import cssselect  # loaded late: most sources need no selectors, and what these two load takes as long as reading a few pages
    from parsel.csstranslator import HTMLTranslator

    try:
        return tuple(map(HTMLTranslator().selector_to_xpath, cssselect.parse(selector)))
    except (cssselect.SelectorError, cssselect.ExpressionError) as error:
        raise DiscoverError(f"{selector!r} is no selector: mend it in the source file") from error


@functools.lru_cache(maxsize=512)
def _compiled(path: str) -> etree.XPath:
    try:
        return etree.XPath(path)
    except etree.XPathError as error:
        raise DiscoverError(f"{path!r} is no selector: mend it in the source file") from error
