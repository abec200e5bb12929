"""What is configured, in lines for people; secrets are never shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.config.keys import KEYS
from scheduler.config.record import Config

HIDDEN = "(set, not shown)"


def describe(config: Config) -> dict[str, Any]:
    """Every key with its value, in the order of the documentation; plain values that JSON can hold."""
    shown: dict[str, Any] = {
        "home": str(config.home.root),
        "config": str(config.path) if config.path else None,
    }
    for key in KEYS:
        value = getattr(config, key.field)
        shown[key.name] = list(value) if isinstance(value, tuple) else value
    for name, row in config.feeds.items():
        shown[f"feeds.{name}"] = _plain(row) | ({"token": HIDDEN} if name in config.tokens else {})
    for name, change in config.sources.items():
        given = {key: value for key in change.__slots__ if (value := getattr(change, key)) is not None}
        shown[f"sources.{name}"] = {key: value if _is_plain(value) else str(value) for key, value in given.items()}
    shown["notify"] = f"{len(config.notify)} {HIDDEN}" if config.notify else None
    return shown


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if _is_plain(value) or isinstance(value, list) else str(value) for key, value in row.items()}


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)
