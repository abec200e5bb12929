"""Meta tags, links and microdata of a page: OpenGraph, Dublin Core, and the names that news systems use."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

from .claims import Claims, Field

_METAS = etree.XPath("//meta[@content]")
_LINKS = etree.XPath("//link[@rel and @href]")
_PROPS = etree.XPath("//*[@itemprop]")
_MOST = 2000

# name (or property, itemprop, http-equiv) in lower case -> field, the more trusted first within a field.
_NAMES: dict[str, Field] = {
    name: field
    for field, names in {
        "title": "og:title twitter:title articletitle dc.title dcterms.title parsely-title sailthru.title headline cxenseparse:title"
        " citation_title hdl thumbnailtitle",
        "published": "article:published_time og:article:published_time og:published_time datepublished parsely-pub-date sailthru.date"
        " publishdate publish-date publish_date publishtime publish_time published_time published_at published published-date publisheddate publication-date datepublish pubdate pub_date publication_date"
        " publicationdate article.published article:published article_date_original article:create_at bytedance:published_time ptime"
        " date.issued dcterms.issued dc.date.issued dcterms.created dc.date.created dcterms.date dc.date dcterms.available date"
        " originalpublicationdate release_date displaydate rnews:datepublished cxenseparse:recs:publishtime citation_publication_date"
        " citation_date og:pubdate og:release_date datecreated dcsext.articlefirstpublished timestamp firstpublishtime created pdate eprints.date",
        "modified": "article:modified_time og:updated_time og:article:modified_time datemodified lastmod last-modified-date modified_time"
        " dcterms.modified dc.date.modified article:update_at bytedance:updated_time updated_time revised article.updated article:modified last-modified updated last_updated lastupdated last-updated",
        "author": "author article:author_name article.author dc.creator dcterms.creator dc.author parsely-author sailthru.author byl"
        " byline citation_author cxenseparse:author article:author og:article:author rbauthors authors bytedance:author",
        "site": "og:site_name application-name twitter:app:name:iphone al:ios:app_name cre dc.publisher dcterms.publisher publisher"
        " apple-mobile-web-app-title sitename",
        "publisher": "source contentsource content-source article:publisher_name mediaid",
        "summary": "og:description description twitter:description dc.description dcterms.abstract sailthru.description",
        "keywords": "news_keywords keywords article:tag parsely-tags sailthru.tags dc.subject",
        "section": "article:section parsely-section category channel",
        "image": "og:image og:image:url og:image:secure_url twitter:image twitter:image:src parsely-image-url thumbnail",
        "language": "og:locale content-language dc.language dcterms.language language inlanguage",
        "canonical": "og:url",
        "type": "og:type pagetype contenttype page-type",
        "editor": "editor responsible-editor",
        "rights": "copyright rights dc.rights dcterms.rights",
    }.items()
    for name in names.split()
}  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(_NAMES)}
_ITEMPROPS: dict[str, Field] = {
    "headline": "title", "datepublished": "published", "datecreated": "published", "datemodified": "modified", "author": "author",
    "creator": "author", "editor": "editor", "keywords": "keywords", "image": "image",
}  # fmt: skip
_CANONICAL = {"canonical"}


def read(root: etree._Element, url: str) -> Claims:
    """What the head claims. Names that a page repeats (authors, keywords) are all kept."""
    claims = Claims()
    found: list[tuple[int, Field, str, str]] = []
    for element in _METAS(root)[:_MOST]:
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name in _NAMES:
                origin = name.split(":")[0] if ":" in name else "meta"
                found.append((_RANK[name], _NAMES[name], element.get("content") or "", origin))
                break
    for element in _LINKS(root)[:_MOST]:
        rel = (element.get("rel") or "").lower().split()
        address = urljoin_quietly(url, element.get("href") or "")
        if "canonical" in rel and address:
            found.append((-1, "canonical", address, "link"))
        elif "amphtml" in rel and address:
            found.append((0, "amp", address, "link"))
        elif "image_src" in rel and address:
            found.append((1000, "image", address, "link"))
    found.extend(_labelled(root))
    for _, field, value, origin in sorted(found, key=lambda entry: entry[0]):
        claims.add(field, value, origin)
    return claims


def _labelled(root: etree._Element) -> list[tuple[int, Field, str, str]]:
    """`twitter:label1` "Written by" with its `twitter:data1`."""
    values = {(element.get("name") or "").lower(): element.get("content") or "" for element in _METAS(root)[:_MOST]}
    return [
        (0, "author", values.get(f"twitter:data{number}", ""), "twitter")
        for number in "12"
        if "written by" in values.get(f"twitter:label{number}", "").lower()
    ]


def microdata(root: etree._Element) -> Claims:
    """What attributes in the visible page claim (schema.org as microdata)."""
    claims = Claims()
    for element in _PROPS(root)[:_MOST]:
        if element.tag == "meta" and not _in_scope(element):
            continue
        for prop in (element.get("itemprop") or "").lower().split():
            field = _ITEMPROPS.get(prop)
            if field is None or (field in ("author", "editor", "title", "published") and _foreign(element)):
                continue
            claims.add(field, _value(element, prop), "microdata")
    return claims


def _in_scope(element: etree._Element) -> bool:
    return next(element.iterancestors("*"), None) is not None and any(
        a.get("itemscope") is not None for a in element.iterancestors()
    )


def _foreign(element: etree._Element) -> bool:
    """Whether a property belongs to something else on the page: a comment, a list of other articles."""
    for ancestor in element.iterancestors():
        kind = ancestor.get("itemtype") or ""
        if kind:
            return re.search(r"Comment|ItemList|Review|Product|Event$", kind) is not None
        if (ancestor.get("itemprop") or "").lower() in ("comment", "comments", "itemlistelement"):
            return True
    return False


def _value(element: etree._Element, prop: str) -> str:
    for attribute in ("content", "datetime"):
        if value := element.get(attribute):
            return value
    if prop in ("author", "creator", "editor"):
        names = element.xpath(".//*[@itemprop='name']")
        if isinstance(names, list) and names and isinstance(names[0], etree._Element):
            return names[0].get("content") or " ".join(names[0].itertext())
    if prop == "image":
        return element.get("src") or element.get("href") or ""
    return " ".join(element.itertext())[:2000]


def urljoin_quietly(base: str, address: str) -> str | None:
    """The absolute http(s) address, or nothing when there is none in it."""
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return whole if good else None
