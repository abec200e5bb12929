"""Halves of surrogate pairs, which a Python string may hold and UTF-8, hence the database, may not."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")

_HALF = re.compile("[\ud800-\udfff]")


def mended(value: T) -> T:
    """A value with U+FFFD in the place of each half in it, so that places in a text stay what they were."""
    return cast("T", _mended(value))


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, tuple):
        return tuple(map(_mended, value))
    if isinstance(value, list):
        return list(map(_mended, value))
    if isinstance(value, dict):
        return {_mended(key): _mended(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _mended(getattr(value, field.name)) for field in fields(value)})
    return value
