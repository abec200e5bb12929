"""Bytes to characters. The bytes themselves are believed before any label: labels are wrong too often."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from crawler.errors import Unreadable
from crawler.letters import codec_of, foreign

from .twice import undone

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD = 4096
# Labels that mean a larger set than they say (WHATWG Encoding Standard), under the names of Python's codecs.
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "hz": "hz", "big5": "big5hkscs",
    "shift_jis": "cp932", "x-sjis": "cp932", "euc_kr": "cp949", "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254",
    "latin-1": "cp1252", "tis-620": "cp874", "iso8859-11": "cp874", "utf-7": "utf-8", "x-user-defined": "cp1252",
}  # fmt: skip
_BINARY = (
    (b"%PDF-", "a PDF document"), (b"\x1f\x8b", "compressed data"), (b"PK\x03\x04", "a ZIP or office file"), (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"\x28\xb5\x2f\xfd", "compressed data"), (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"\x7fELF", "a program"), (b"OggS", "a media file"), (b"ID3", "a media file"), (b"BZh", "compressed data"), (b"{\\rtf", "an RTF file"),
)  # fmt: skip
_CONTROLS = bytes([*range(9), *range(14, 27)])  # those that stand in no text
_FEW_CONTROLS = 0.04  # share of bytes: of what is compressed, encrypted or a program 22 in 256 are such


class Decoded(NamedTuple):
    """Characters, and the codec that gave them."""

    text: str
    charset: str


def decode(body: bytes, headers: Mapping[str, str], forced: str | None = None) -> Decoded:
    """The characters of a page.

    Order: `forced` (the source's own `encoding`), byte order mark, strict UTF-8, then the first label (header, meta, XML
    declaration) whose decoding fits, then the content. Raises Unreadable for bytes that are no text at all.
    """
    _refuse_binary(body)
    if forced and (codec := _codec(forced)):
        return Decoded(body.decode(codec, "replace"), codec)
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body.decode(name, "replace"), name)
    if (wide := _utf16_unmarked(body)) is not None:
        return wide
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _by_label_or_content(body, _labels(body, headers))
    if text.isascii() and (b"\x1b" in body or b"~" in body):  # both lead to other letters in the codecs named here
        escaped = next((label for label in _labels(body, headers) if label in ("iso2022_jp", "hz")), "utf-8")
        return Decoded(body.decode(escaped, "replace"), escaped)
    return Decoded(undone(body, text), "utf-8")


def _by_label_or_content(body: bytes, labels: list[str]) -> Decoded:
    sample = foreign(body)
    for label in labels:
        if _fits(sample, label):
            return Decoded(body.decode(label, "replace"), label)
    if _broken(sample, "utf-8") < 0.1 or len(sample) < 12:
        return Decoded(body.decode("utf-8", "replace"), "utf-8")
    codec = _guess(sample)
    return Decoded(body.decode(codec, "replace"), codec)


def _refuse_binary(body: bytes) -> None:
    for magic, what in _BINARY:
        if body.startswith(magic):
            raise Unreadable(f"this is {what}, not a page: leave such addresses out with `ignore` in the source file")
    head = body[:2048]
    if body and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        controls = len(head) - len(head.translate(None, _CONTROLS))
        if controls > len(head) * _FEW_CONTROLS and _utf16_unmarked(body) is None:
            raise Unreadable("these bytes are no text in any encoding: nothing to read here")


def _utf16_unmarked(body: bytes) -> Decoded | None:
    head = body[:400]
    if head.count(0) < len(head) // 4:
        return None
    codec = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return Decoded(body.decode(codec, "replace"), codec)


def _labels(body: bytes, headers: Mapping[str, str]) -> list[str]:
    found = [match[1] for match in _HEADER.finditer(headers.get("content-type", ""))]
    found.extend((match[1] or match[2]).decode("ascii", "ignore") for match in _META.finditer(body[:_HEAD]))
    return [codec for label in found if (codec := _codec(label))]


@cache
def _codec(label: str) -> str | None:
    """Python's codec for a label; none for an unknown one, and for codecs that are no character sets."""
    low = label.strip().lower()
    try:
        info = codecs.lookup(_WIDER.get(low, low))
        b"<p>".decode(info.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WIDER.get(info.name, info.name)


def _broken(sample: bytes, codec: str) -> float:
    """Share of replacement characters among the characters that are not ASCII."""
    text = sample.decode(codec, "replace")
    foreign = sum(char > "\x7f" for char in text)
    return text.count("\ufffd") / foreign if foreign else 0.0


def _fits(sample: bytes, codec: str) -> bool:
    """Whether a label may be believed: hardly a byte is left over, and what comes out are not controls."""
    if _broken(sample, codec) > 0.02:
        return False
    if (
        codec == "cp1252"
    ):  # every byte fits: a wrong Latin label on Chinese or Cyrillic bytes shows in the letters alone
        return _guess(sample) == codec
    text = sample.decode(codec, "replace")
    return sum("\x80" <= char <= "\x9f" or "\ue000" <= char <= "\uf8ff" for char in text) <= len(text) * 0.02


def _guess(sample: bytes) -> str:
    """The codec that the letters tell; plain Western when they tell none."""
    return codec_of(sample) or "cp1252"
