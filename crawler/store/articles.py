"""Articles as rows and back: what people ask for in columns, the rest as JSON, annotations packed."""

from __future__ import annotations

import json
import sqlite3
import zlib as plain_zlib
from collections.abc import Mapping
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

import orjson
from isal import isal_zlib as zlib

from crawler.model import Annotation, Article, Fingerprint, Link
from crawler.store import packing, understood
from crawler.store.mending import mended
from crawler.store.records import maybe_moment, maybe_stamp, moment, plain, record, stamp

COLUMNS = (
    "id, story_id, source, url, canonical_url, title, language, published, first_seen, agency, likeness, revision, "
    "cooperation, is_cooperation, length, details, annotation, body, html"
)
LEVEL = 3
"""Of ISA-L's zlib: a third of the time of zlib's 3 (.019 against .052 ms a text), and the same room."""

FIRST_LINE = 1024
"""Bytes within which the first line of a packed annotation nearly always ends: 800 are usual."""

SMALL = 200
"""Bytes of JSON up to which packing is not worth it."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_WORDS = ("summary", "editor", "place", "rights", "reading_minutes", "extractor")
_LISTS = ("authors", "published_inferred", "keywords", "images")
_FIELDS = _WORDS + _LISTS
_fields = attrgetter(*_FIELDS)


def source_of(article: Article) -> str:
    """The source of an article; one that names none belongs to its host."""
    if article.source:
        return article.source
    try:
        host = urlsplit(article.url).hostname
    except ValueError:
        host = None
    return host or "unknown"


def values(
    article: Article, annotation: Annotation, print_: Fingerprint, first_seen: str, *, keep_html: bool
) -> dict[str, Any]:
    """The columns that a version of an article fills."""
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "language": article.language,
        "published": maybe_stamp(article.published),
        "agency": article.agency,
        "cooperation": round(float(annotation.cooperation), 4),
        "is_cooperation": int(annotation.is_cooperation),
        "length": print_.length,
        "details": details(article, first_seen),
        "annotation": pack(annotation, article),
        "body": deflate(article.text),
        "html": zlib.compress(article.html.encode(), LEVEL) if keep_html and article.html else None,
    }


def insert(raw: sqlite3.Connection, columns: Mapping[str, Any]) -> int:
    """A row for a new article; returns its number."""
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    cursor = raw.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", tuple(columns.values()))
    return int(cursor.lastrowid or 0)


def deflate(text: str) -> bytes:
    """A text as it is stored: half its size, or a third.

    Raises:
        UnicodeEncodeError: it holds half a surrogate pair, which the full text would refuse later on.
    """
    return zlib.compress(text.encode(), LEVEL)


def inflate(body: bytes | None) -> str:
    """The text again; empty where it was dropped for its age."""
    if body is None:
        return ""
    text = zlib.decompress(body)
    try:
        return text.decode()
    except UnicodeDecodeError:  # databases of earlier checkouts may hold halves of surrogate pairs
        return mended(text.decode("utf-8", "surrogatepass"))


def details(article: Article, first_seen: str) -> str:
    """The fields that have no column as JSON, those left out that are empty or can be told from a column."""
    data: dict[str, Any] = {name: value for name, value in zip(_FIELDS, _fields(article), strict=True) if value}
    if article.title_raw is not None:
        data["title_raw"] = True if article.title_raw == article.title else article.title_raw
    if article.title_derived:
        data["title_derived"] = True
    if article.published_raw is not None:
        same = article.published is not None and article.published_raw == article.published.isoformat()
        data["published_raw"] = True if same else article.published_raw
    if article.published_precision != "unknown":
        data["published_precision"] = article.published_precision
    if article.modified:
        data["modified"] = stamp(article.modified)
    if article.related:
        data["related"] = plain(article.related)
    if stamp(article.fetched_at) != first_seen:
        data["fetched_at"] = stamp(article.fetched_at)
    return _json(data).decode("utf-8", "surrogatepass")


def article_of(row: sqlite3.Row | Mapping[str, Any]) -> Article:
    """The article of a row."""
    data = _loads(row["details"])
    published = maybe_moment(row["published"])
    title_raw, published_raw = data.get("title_raw"), data.get("published_raw")
    return Article(
        url=row["url"],
        canonical_url=row["canonical_url"],
        title=row["title"],
        title_raw=row["title"] if title_raw is True else title_raw,
        title_derived=data.get("title_derived", False),
        text=inflate(row["body"]),
        agency=row["agency"],
        published=published,
        published_raw=published.isoformat() if published_raw is True and published else published_raw,
        published_precision=data.get("published_precision", "unknown"),
        modified=maybe_moment(data.get("modified")),
        language=row["language"],
        related=tuple(record(Link, one) for one in data.get("related", ())),
        source=row["source"],
        fetched_at=moment(data.get("fetched_at", row["first_seen"])),
        html=zlib.decompress(row["html"]).decode() if row["html"] else None,
        extractor=data.get("extractor", ""),
        summary=data.get("summary"),
        editor=data.get("editor"),
        place=data.get("place"),
        rights=data.get("rights"),
        reading_minutes=data.get("reading_minutes"),
        authors=tuple(data.get("authors", ())),
        published_inferred=tuple(data.get("published_inferred", ())),
        keywords=tuple(data.get("keywords", ())),
        images=tuple(data.get("images", ())),
    )


def pack(annotation: Annotation, article: Article) -> str | bytes:
    """An annotation, small: a sentence of evidence becomes its place in the article.

    Of cooperation news two lines: what the entry of a feed shows, then all of it. Feeds are made of thousands of stories, and the
    second line takes ten times as long to read as the first. What is no such news stands in no feed, unless a person puts it there.
    """
    whole = f"{article.title}\n\n{article.text}"
    text = _json(packing.packed(annotation, whole))
    if annotation.is_cooperation:
        from crawler.annotate.deals import said  # lazily: who only reads the store does without the rules

        text = b"%b\n%b" % (_json(packing.shown(annotation, whole, said(annotation))), text)
    return text.decode("utf-8", "surrogatepass") if len(text) < SMALL else zlib.compress(text, LEVEL)


def annotation_of(row: sqlite3.Row | Mapping[str, Any], article: Article) -> Annotation:
    """What was understood in the article of a row."""
    return understood.annotation(
        unpack(row["annotation"]),
        f"{article.title}\n\n{article.text}",
        row["cooperation"],
        bool(row["is_cooperation"]),
    )


def unpack(packed: str | bytes) -> understood.Packed:
    """All of a packed annotation, as JSON knows it."""
    return _loads(_text(packed).rpartition(b"\n")[2])


def unpack_shown(packed: str | bytes) -> understood.Packed | None:
    """What the entry of a feed shows of it; None where that does not stand apart."""
    beginning = _text(packed) if isinstance(packed, str) else _beginning(packed)
    first, mark, _ = beginning.partition(b"\n")
    return _loads(first) if mark else None


def _beginning(packed: bytes) -> bytes:
    """The text up to its second line at least: the rest is ten times as long, and need not be unpacked."""
    unpacking = plain_zlib.decompressobj()  # for so little it takes half the time of ISA-L's
    text = unpacking.decompress(packed, FIRST_LINE)
    while b"\n" not in text and unpacking.unconsumed_tail:
        text += unpacking.decompress(unpacking.unconsumed_tail, 4 * FIRST_LINE)
    return text


def _text(packed: str | bytes) -> bytes:
    return packed.encode("utf-8", "surrogatepass") if isinstance(packed, str) else zlib.decompress(packed)


def _loads(text: str | bytes) -> dict[str, Any]:
    """orjson takes a fifth of the time, and no half of a surrogate pair, which a page may have had."""
    found: dict[str, Any]
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        found = json.loads(text if isinstance(text, str) else text.decode("utf-8", "surrogatepass"))
    return found


def _json(data: Any) -> bytes:
    try:
        return orjson.dumps(data)
    except TypeError:  # half of a surrogate pair again
        return _ENCODER.encode(data).encode("utf-8", "surrogatepass")
