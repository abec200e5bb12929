"""HTML of others, made safe for feeds and pages: no script, no frame, no handler, no relative or odd address, no tracking pixel."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

import nh3

from feeds.build.address import web_address
from feeds.build.text import clean

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dl", "dt", "em", "figcaption", "figure",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height", "style"},  # style only to see what is hidden: it never gets out
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "time": {"datetime"},
}
_IMAGE = re.compile(r"<img\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|(?:width|height)\s*:\s*[0-2](?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_TRACKER = re.compile(
    r"(?:^|[/._?&=-])(?:pixel|track(?:er|ing)?|beacon|1x1|spacer|blank|counter|count|analytics|telemetry|collect|impression|webbug|utm|stat|hm)(?:[/._?&=-]|$)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)(?:$|[!@])", re.IGNORECASE)
SMALLEST = 3
"""Pixels: an image smaller than this in one direction is no picture."""


def safe_html(html: str, base: str) -> str:
    """The HTML with nothing in it but text, links and pictures.

    Links and pictures that cannot be made absolute against `base` lose their address; a picture is kept when its address
    looks like one, is not that of a known kind of counter, and it is neither hidden nor of a size that nobody can see.
    """
    cleaned = nh3.clean(
        clean(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter(base),
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return _IMAGE.sub(_picture, cleaned)


def paragraphs(text: str) -> str:
    """Plain text as HTML: a `p` for each paragraph."""
    return "".join(f"<p>{escape(part.strip(), quote=False)}</p>" for part in clean(text).split("\n\n") if part.strip())


def picture_address(url: str | None) -> str | None:
    """The address of a picture that may be shown, or None when it is none or smells of counting readers."""
    address = web_address(url)
    return None if address is None or counts_readers(address) else address


def counts_readers(address: str) -> bool:
    """Whether the address of an image is that of a counter rather than of a picture."""
    parts = urlsplit(address)
    return bool(_TRACKER.search(f"{parts.path}?{parts.query}")) or parts.netloc.split(".")[0] in (
        "pixel",
        "track",
        "beacon",
        "stats",
        "hm",
        "sb",
    )


def _filter(base: str) -> Callable[[str, str, str], str | None]:
    def keep(element: str, attribute: str, value: str) -> str | None:
        if attribute in ("href", "src"):
            try:
                return web_address(urljoin(base, value.strip()))
            except ValueError:
                return None
        if attribute == "style":
            return "hidden" if _HIDDEN.search(value) else None
        return value

    return keep


def _picture(match: re.Match[str]) -> str:
    """The `img` again with what it needs, or nothing. nh3 writes attributes in double quotes, so they can be read by a pattern."""
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
    address = picture_address(found.get("src"))
    if address is None or "style" in found or not _PICTURE.search(urlsplit(address).path):
        return ""
    sizes = [found[side] for side in ("width", "height") if side in found]
    if any(size.isdecimal() and int(size) < SMALLEST for size in (s.removesuffix("px") for s in sizes)):
        return ""
    return f'<img src="{escape(address)}" alt="{escape(found.get("alt", ""))}">'
