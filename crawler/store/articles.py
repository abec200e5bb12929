"""Articles as rows and back: what people ask for in columns, the rest as JSON, annotations packed."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from crawler.model import Annotation, Article, Evidence, Fingerprint
from crawler.store.records import maybe_moment, maybe_stamp, moment, plain, record

COLUMNS = (
    "id, story_id, source, url, canonical_url, title, text, language, published, first_seen, agency, likeness, revision, "
    "cooperation, is_cooperation, length, details, annotation, html"
)
_IN_COLUMNS = frozenset(
    ("source", "url", "canonical_url", "title", "text", "language", "published", "fetched_at", "agency", "html")
)
_USUAL = {"published_precision": "unknown", "title_derived": False}


def source_of(article: Article) -> str:
    """The source of an article; one that names none belongs to its host."""
    if article.source:
        return article.source
    try:
        host = urlsplit(article.url).hostname
    except ValueError:
        host = None
    return host or "unknown"


def values(article: Article, annotation: Annotation, print_: Fingerprint, *, keep_html: bool) -> dict[str, Any]:
    """The columns that a version of an article fills."""
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "published": maybe_stamp(article.published),
        "agency": article.agency,
        "cooperation": round(float(annotation.cooperation), 4),
        "is_cooperation": int(annotation.is_cooperation),
        "length": print_.length,
        "details": details(article),
        "annotation": pack(annotation, article),
        "html": zlib.compress(article.html.encode()) if keep_html and article.html else None,
    }


def details(article: Article) -> str:
    """The fields that have no column, empty and usual ones left out, as JSON."""
    data = {name: value for name, value in plain(article).items() if name not in _IN_COLUMNS}
    if data.get("title_raw") == article.title:
        data["title_raw"] = True
    data["fetched_at"] = maybe_stamp(article.fetched_at)
    for name, usual in _USUAL.items():
        if data.get(name) == usual:
            del data[name]
    return _json(data)


def article_of(row: sqlite3.Row | Mapping[str, Any], *, text: bool = True) -> Article:
    """The article of a row."""
    data = dict(_USUAL) | json.loads(row["details"])
    if data.get("title_raw") is True:
        data["title_raw"] = row["title"]
    for name in ("source", "url", "canonical_url", "title", "language", "agency"):
        data[name] = row[name]
    data["text"] = row["text"] if text else ""
    published = maybe_moment(row["published"])
    data["published"] = published.isoformat() if published else None
    data.setdefault("fetched_at", moment(row["first_seen"]).isoformat())
    data["html"] = zlib.decompress(row["html"]).decode() if row["html"] else None
    return record(Article, data)


def pack(annotation: Annotation, article: Article) -> bytes:
    """An annotation, small: a sentence of evidence becomes its place in the article."""
    whole = f"{article.title}\n\n{article.text}"
    return zlib.compress(_json(_shorter(plain(annotation), whole)).encode(), 6)


def unpack(data: bytes, article: Article) -> Annotation:
    """The annotation of an article."""
    whole = f"{article.title}\n\n{article.text}"
    return record(Annotation, _longer(json.loads(zlib.decompress(data)), whole))


def _shorter(value: Any, whole: str) -> Any:
    if isinstance(value, list):
        return [_shorter(item, whole) for item in value]
    if not isinstance(value, dict):
        return value
    text = value.get("text")
    if text and {"start", "end", "why"} >= value.keys() - {"text"}:
        at = whole.rfind(text, 0, value.get("end", 0) + len(text))
        if at >= 0:
            return [at, len(text), value.get("start", 0) - at, value.get("end", 0) - at, value.get("why", "")]
    return {name: _shorter(item, whole) for name, item in value.items()}


def _longer(value: Any, whole: str) -> Any:
    if isinstance(value, list):
        if len(value) == 5 and isinstance(value[0], int) and isinstance(value[4], str):
            at, size, start, end, why = value
            return plain(Evidence(text=whole[at : at + size], start=at + start, end=at + end, why=why))
        return [_longer(item, whole) for item in value]
    if isinstance(value, dict):
        return {name: _longer(item, whole) for name, item in value.items()}
    return value


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
