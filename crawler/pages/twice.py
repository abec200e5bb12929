"""Characters that were encoded twice: a page whose UTF-8 somebody took for Western European and encoded again (“donâ€™t”, “Ã©”, “ÑÐ°Ð·”).

Each such letter is undone by itself, for pages hold both kinds; and only where the page shows that it happened, for a capital Ã before
a closing quotation mark is Portuguese.
"""

from __future__ import annotations

import re

_SIGN = re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]")
"""The bytes of the first letter that UTF-8 becomes, and of what follows it: looked for in an eighth of the time."""
_WESTERN = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)}
_BYTES = {ord(char): byte for byte, char in _WESTERN.items()} | {byte: byte for byte in range(0x80, 0x100)}
_FOLLOWING = "[" + "".join(map(re.escape, {*_WESTERN.values(), *map(chr, _WESTERN)})) + "]"
_LETTER = re.compile(rf"[\xc2-\xdf]{_FOLLOWING}|[\xe0-\xef]{_FOLLOWING}{{2}}|[\xf0-\xf4]{_FOLLOWING}{{3}}")
_CERTAIN = re.compile(rf"[\xc2-\xf4][\x80-\x9f]|[âã](?:€|\x80){_FOLLOWING}")
"""Controls, which no text has, and the marks of punctuation."""
_MOST = 0.8
"""Share of the letters beyond ASCII that look encoded twice, from which on a page without such a sign is."""
_FEWEST = 3


def undone(body: bytes, text: str) -> str:
    """The text of these bytes with each letter encoded once; the same where nothing shows that any was encoded twice."""
    if text.isascii() or b"\xc3" not in body or _SIGN.search(body) is None:
        return text
    if _CERTAIN.search(text) is None:
        found = _LETTER.findall(text)
        if len(found) < _FEWEST or sum(map(len, found)) < _MOST * sum(char > "\x7f" for char in text):
            return text
    return _LETTER.sub(_once, text)


def _once(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[ord(char)] for char in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
