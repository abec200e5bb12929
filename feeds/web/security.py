"""Headers that keep a browser from doing more than it should."""

from __future__ import annotations

from feeds.web.answer import Header

_BASIC: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)

_OPEN: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Last-Modified, Link, Retry-After"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
"""Any page may read what is public anyway; no cookie or password of a browser is ever involved."""

_PAGE_POLICY = (
    b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

PAGE: tuple[Header, ...] = (
    *_BASIC,
    (b"content-security-policy", _PAGE_POLICY),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"interest-cohort=()"),
)
"""Pages: nothing but our own style sheet, script and icon."""

DOCUMENT: tuple[Header, ...] = (
    *_BASIC,
    (b"content-security-policy", b"default-src 'none'; style-src 'self'; sandbox; frame-ancestors 'none'"),
    *_OPEN,
)
"""Feeds: XML can carry XHTML, and a browser would run its scripts; in a sandbox it runs none."""

DATA: tuple[Header, ...] = (
    *_BASIC,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    *_OPEN,
)
"""JSON, text, style sheet, script and icon."""

_HIDDEN: tuple[Header, ...] = ((b"x-robots-tag", b"noindex, nofollow, noarchive"),)


def of_document(extension: str, *, private: bool) -> tuple[Header, ...]:
    """Headers of a feed's document; a private one is for no other site's script and no search engine."""
    headers = PAGE if extension == "html" else DOCUMENT
    if private:
        return tuple(header for header in headers if header not in _OPEN) + _HIDDEN
    return headers
