"""XML from strangers: no entity is ever expanded, nothing is fetched, what can be mended is mended."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from crawler.errors import DiscoverError

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([\w:.-]+)\s+(\"[^\"]*\"|'[^']*')")
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][\w.-]{0,40});)?")
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]{0,30}):[A-Za-z_]|\s([A-Za-z_][\w.-]{0,30}):[A-Za-z_][\w.-]*\s*=")
_DECLARED = re.compile(r"xmlns:([A-Za-z_][\w.-]{0,30})\s*=")
_ROOT = re.compile(r"<(?![?!])[^\s>/]+")
_FIRST_MARK = re.compile(r"<!DOCTYPE\b|<[a-z]", re.IGNORECASE)
_DOCTYPE_MARK = re.compile(r"<!--|[\"'\[\]>]")
_CLOSING = {"<!--": "-->", '"': '"', "'": "'"}
_KEPT = frozenset(("amp", "lt", "gt", "quot", "apos"))
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_LONG_ENTITY = 1_000


def bare(text: str, url: str) -> str:
    """The document without XML declaration and document type. Entities are never expanded; those of HTML are known anyway.

    Raises:
        DiscoverError: it declares entities that only an attack needs: nested in one another, or long.
    """
    declaration = _DECLARATION.match(text)  # never searched: `\s*` would try every blank
    text = text[declaration.end() :] if declaration else text
    start = _FIRST_MARK.search(text)
    if not start or start[0][1] != "!":
        return text
    end = _doctype_end(text, start.end())
    for name, value in _ENTITY.findall(text[start.start() : end]):
        if len(value) > _LONG_ENTITY or re.search(r"&[\w:.-]+;", value):
            raise DiscoverError(f"{url}: declares an entity ({name[:20]}) as an entity bomb does: refused")
    return text[: start.start()] + text[end:]


def _doctype_end(text: str, at: int) -> int:
    """Offset behind the document type declaration whose words begin at `at`. Linear, whatever the text."""
    inside = False
    while found := _DOCTYPE_MARK.search(text, at):
        mark, at = found[0], found.end()
        if mark in _CLOSING:
            at = text.find(_CLOSING[mark], at) + len(_CLOSING[mark])
            if at < found.end():
                break
        elif mark == ">" and not inside:
            return at
        elif mark in "[]":
            inside = mark == "["
    return len(text)


def strict(text: str, *, recover: bool = False) -> etree._Element | None:
    """The root of a well-formed document, else None; with `recover` of whatever libxml2 makes of a broken one."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def mend(text: str) -> str:
    """The document with what most often breaks feeds put right: HTML entities, a bare `&`, undeclared prefixes, a tail."""
    root = _ROOT.search(text)
    end = text.rfind(f"</{root[0][1:]}>") if root else -1
    if root and end >= 0:
        text = text[: end + len(root[0]) + 2]
    text = "".join(part if part.startswith("<![CDATA[") else _REFERENCE.sub(_reference, part) for part in _parts(text))
    used = {prefix for found in _PREFIX.finditer(text) for prefix in found.groups() if prefix} - {"xml", "xmlns"}
    missing = sorted(used - {found[1] for found in _DECLARED.finditer(text)})[:100]
    names = "".join(f' xmlns:{prefix}="{_PREFIXES.get(prefix, f"urn:undeclared:{prefix}")}"' for prefix in missing)
    return _ROOT.sub(lambda root: root[0] + names, text, count=1)


def _parts(text: str) -> Iterator[str]:
    """The text, cut so that each CDATA section is a part of its own."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        yield text[at:start]
        end = text.find("]]>", start)
        at = end + 3 if end >= 0 else len(text)
        yield text[start:at]
    yield text[at:]


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    if name in _KEPT:
        return found[0]
    meant = html.unescape(found[0])
    if meant == found[0]:
        return ""  # an entity of the document's own: its meaning went with the document type
    return html.escape(meant) if meant.isprintable() or meant.isspace() else ""
