"""The body of a page: unpacked within bounds, its characters decoded."""

from __future__ import annotations

import codecs
import re
import zlib

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from crawler.discover.limits import MAX_BYTES, MAX_RATIO
from crawler.errors import DiscoverError
from crawler.letters import codec_of, foreign
from crawler.model import Page, Source

_GZIP = b"\x1f\x8b"
_FREE_BYTES = 1_048_576
_BLOCK = 65_536
_MOST_MEMBERS = 4096
"""Parts of one gzip body, of which tools that pack in parallel make one for each 64 kB or more."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 forbids."""
_BEYOND = bytes(range(0x80, 0x100))
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_SAMPLE = 200_000
_DEFAULTS = (None, "utf-8", "cp1252")
"""Labels that programs write over whatever they are given, under w3lib's names."""
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")


def unpack(page: Page) -> bytes:
    """The body, gunzipped (even twice) if it is gzip, whatever its headers say.

    Raises:
        DiscoverError: broken or cut off at the start, or larger than may be read.
    """
    body = page.body
    for _ in range(2):
        if not body.startswith(_GZIP):
            break
        body = _gunzip(body, page.url)
    if len(body) > MAX_BYTES:
        raise DiscoverError(f"{page.url}: larger than {MAX_BYTES >> 20} MB: name a smaller feed or sitemap")
    return body


def _gunzip(body: bytes, url: str) -> bytes:
    """All members of a gzip body; what a cut-off one still gives is used."""
    limit = min(MAX_BYTES, max(_FREE_BYTES, len(body) * MAX_RATIO))
    out, at = bytearray(), 0
    try:
        for _ in range(_MOST_MEMBERS):
            if len(out) > limit or not body.startswith(_GZIP, at):
                break
            at = _member(body, at, out, limit)
    except zlib.error as error:
        if not out:
            raise DiscoverError(f"{url}: a broken gzip file ({error}): try again later") from error
    if len(out) > limit:
        raise DiscoverError(f"{url}: unpacks to more than {limit >> 20} MB: refused as a decompression bomb")
    return bytes(out)


def _member(body: bytes, at: int, out: bytearray, limit: int) -> int:
    """Unpack the member that begins there into `out`, to a byte beyond the limit; returns where it ends. In blocks, as what is
    left over of the input is copied each time."""
    unzip, view = zlib.decompressobj(wbits=31), memoryview(body)
    while not unzip.eof and len(out) <= limit:
        part = view[at : at + _BLOCK]
        some = unzip.decompress(part, limit + 1 - len(out))
        out += some
        if not part and not some:
            break
        at += len(part) - len(unzip.unused_data if unzip.eof else unzip.unconsumed_tail)
    return at


def decode(body: bytes, page: Page, source: Source | None = None) -> str:
    """The body as text, without what XML forbids. Never fails: what cannot be decoded is replaced.

    UTF-8 that is valid is believed before any label, as other encodings are hardly ever valid UTF-8. A label that is a program's own
    default (UTF-8 over bytes that are not, Latin-1 over any) counts less than the letters themselves. w3lib resolves labels as
    browsers do (gb2312 -> gb18030, iso-8859-1 -> windows-1252).
    """
    encoding, mark = read_bom(body)
    if encoding and mark:
        return clean(body[len(mark) :].decode(encoding, "replace"))
    declared = (source and source.encoding) or _declared(body, page)
    if not (source and source.encoding) and (not declared or b"\x00" not in body[:200]):
        declared = _sound(body, declared)
    try:
        return clean(body.decode(declared or "utf-8", "replace"))
    except LookupError:
        return clean(body.decode("utf-8", "replace"))


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _CONTROLS.sub("", text)


def _declared(body: bytes, page: Page) -> str | None:
    """The encoding that header, XML declaration or meta element name. A header that says UTF-8 over bytes that are not is the server's
    own default: what the document says of itself goes before."""
    found = _XML_ENCODING.match(body.lstrip()[:300])
    inside = resolve_encoding(found.group(1).decode("ascii")) if found else html_body_declared_encoding(body[:4096])
    outside = http_content_type_encoding(page.headers.get("content-type"))
    if outside == "utf-8" and inside not in (None, outside) and not _nearly_utf8(body):
        return inside
    return outside or inside or _wide(body)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of markup is zero."""
    return {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(body[:2])


def _sound(body: bytes, declared: str | None) -> str | None:
    """The encoding that the bytes themselves bear out."""
    if body.isascii():
        return declared if declared and codecs.lookup(declared).name in ("iso2022_jp", "hz", "utf-7") else "utf-8"
    try:
        body.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if declared not in _DEFAULTS:
        return declared
    if _nearly_utf8(body):
        return "utf-8"
    sample = foreign(body)
    if (declared != "cp1252" or _in_words(sample)) and (found := codec_of(sample)):
        return found
    if declared == "cp1252" or _is_western(body):
        return "windows-1252"
    try:
        body.decode("gb18030")
        return "gb18030"
    except UnicodeDecodeError:
        return declared


def _in_words(sample: bytes) -> bool:
    """Whether letters beyond ASCII make up whole words, which a Western label then cannot mean; `ção` has two in a row."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    return sum(map(len, runs)) > 2 * len(runs)


def _is_western(body: bytes) -> bool:
    """Whether letters beyond ASCII stand alone among others, as in French or Spanish; Chinese ones stand in pairs, Russian ones in
    words."""
    sample = body[:_SAMPLE]
    return 2 * len(_ALONE.findall(sample)) > len(sample) - len(sample.translate(None, _BEYOND))


def _nearly_utf8(body: bytes) -> bool:
    """Whether a few damaged bytes (a cut-off end, one bad quotation mark) stand among much valid UTF-8."""
    text = body.decode("utf-8", "replace")
    return text.count("\ufffd") * 5 < sum(not char.isascii() for char in text[:100_000])
