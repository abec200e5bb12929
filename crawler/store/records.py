"""Records as plain JSON values and back: empty fields are left out, so that a field added later reads old rows too."""

from __future__ import annotations

import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


@lru_cache(maxsize=64)
def stamp(moment: datetime) -> str:
    """A moment as the store writes it: UTC, whole seconds, so that text sorts as time does."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {moment!r}; give an aware datetime")
    return moment.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def moment(text: str) -> datetime:
    """The moment behind a stamp."""
    return datetime.fromisoformat(text)


def maybe_stamp(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)


def maybe_moment(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def plain(value: Any) -> Any:
    """A record (or what stands in one) as JSON knows it."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [plain(item) for item in value]
    if is_dataclass(value):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: plain(item) for name, item in named if item is not None and item != () and item != ""}
    raise TypeError(f"{type(value).__name__} cannot be stored")


def record(kind: type[T], data: Mapping[str, Any]) -> T:
    """The record again; a required field that was left out gets its empty value."""
    layout = _layout(cast("Hashable", kind))
    return kind(**{name: _field(hint, field, data) for name, field, hint in layout})


@cache
def _layout(kind: Any) -> tuple[tuple[str, Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, field, hints[field.name]) for field in fields(kind))


def _field(hint: Any, field: Field[Any], data: Mapping[str, Any]) -> Any:
    if data.get(field.name) is not None:
        return _value(hint, data[field.name])
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return _empty(hint)


def _empty(hint: Any) -> Any:
    origin = get_origin(hint) or hint
    if origin in (Union, types.UnionType):
        return None
    return origin() if origin in (str, tuple, int, float, bool) else {}


def _value(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), value)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is float:
        return float(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return record(hint, value)
    return value
