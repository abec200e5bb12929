"""Readers of one value of a source file: what TOML gave -> the value of the record, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

Reader = Callable[[Any], Any]
"""Raises ValueError with the reason, in words that follow the key."""

_SPAN = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_HOST = re.compile(r"(\*\.)?([\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?")


def text(value: Any) -> str:
    """A string that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be a text, not {_shown(value)}")
    return value.strip()


def flag(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {_shown(value)}")
    return value


def number(value: Any) -> float:
    """A number of 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise ValueError(f"must be a number of 0 or more, not {_shown(value)}")
    return float(value)


def share(value: Any) -> float:
    """A number from 0 to 1."""
    found = number(value)
    if found > 1:
        raise ValueError(f"must lie between 0 and 1, not {_shown(value)}")
    return found


def whole(value: Any) -> int:
    """A whole number of 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"must be a whole number of 0 or more, not {_shown(value)}")
    return value


def span(value: Any) -> timedelta:
    """A length of time: `30m`, `1h30m`, `2d`, or a number of seconds."""
    if isinstance(value, str):
        found = _SPAN.fullmatch(value.replace(" ", ""))
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0, 0)
    else:
        days, hours, minutes, seconds = 0, 0, 0, int(number(value))
    try:
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        length = timedelta(0)
    if not timedelta(0) < length <= timedelta(days=366):
        raise ValueError(f'must be a length of time such as "30m", "2h" or "1d", not {_shown(value)}')
    return length


def day(value: Any) -> date:
    """A date: 2024-05-31."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"must be a date such as 2024-05-31, not {_shown(value)}")
    return value


def address(value: Any) -> str:
    """An absolute http(s) address."""
    found = text(value)
    try:
        parts = urlsplit(found)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or re.search(r"[\s<>\"\\^`]", found):
        raise ValueError(f"must be an address that begins with http:// or https://, not {_shown(value)}")
    if parts.username is not None:
        raise ValueError("must not hold a user name or password: put them into headers")
    return found


def host(value: Any) -> str:
    """A host name, with `:port` when not the default; `*.` before it means its subdomains too."""
    found = text(value).lower()
    if not _HOST.fullmatch(found):
        raise ValueError(f'must be a host such as "news.example.com" or "127.0.0.1:8000", not {_shown(value)}')
    return found


def zone(value: Any) -> str:
    """An IANA time zone."""
    found = text(value)
    try:
        ZoneInfo(found)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f'is no time zone we know: {_shown(value)} (write one such as "Asia/Shanghai")') from error
    return found


def language(value: Any) -> str:
    """A BCP 47 language tag."""
    found = text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", found):
        raise ValueError(f'must be a language such as "en" or "zh", not {_shown(value)}')
    return found


def country(value: Any) -> str:
    """An ISO 3166-1 alpha-2 code."""
    found = text(value)
    if not re.fullmatch(r"[A-Z]{2}", found):
        raise ValueError(f'must be a country code of two capitals such as "CN", not {_shown(value)}')
    return found


def pattern(value: Any) -> str:
    """A regular expression."""
    found = text(value)
    try:
        re.compile(found)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return found


def grouped(value: Any) -> str:
    """A regular expression with at least one group."""
    found = pattern(value)
    if not re.compile(found).groups:
        raise ValueError(f"needs a group in brackets around what matters, as in /details/(\\d+), not {_shown(value)}")
    return found


def strptime(value: Any) -> str:
    """A format of `datetime.strptime` that reads back what it writes."""
    found = text(value)
    sample = datetime(2026, 11, 22, 22, 26, tzinfo=UTC)
    try:
        datetime.strptime(sample.strftime(found), found).replace(tzinfo=UTC)
    except (ValueError, re.error) as error:
        raise ValueError(f'is no date format: {error} (write one such as "%Y-%m-%d %H:%M")') from error
    if "%" not in found:
        raise ValueError(f'is no date format: {_shown(value)} (write one such as "%Y-%m-%d %H:%M")')
    return found


def encoding(value: Any) -> str:
    """A character encoding that Python knows."""
    found = text(value)
    try:
        "".encode(found)
    except (LookupError, ValueError) as error:
        raise ValueError(f"is no encoding we know: {_shown(value)}") from error
    return found


def choice(*allowed: str) -> Reader:
    """One of these words."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}, not {_shown(value)}")
        return str(value)

    return read


def many(reader: Reader) -> Reader:
    """A list of such values."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"must be a list in square brackets, not {_shown(value)}")
        return tuple(reader(one) for one in value)

    return read


def headers(value: Any) -> Mapping[str, str]:
    """A table of header names and values."""
    if not isinstance(value, dict):
        raise ValueError(f"must be a table of header names and values, not {_shown(value)}")
    for name, content in value.items():
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise ValueError(f"names no header: {_shown(name)}")
        if not isinstance(content, str) or re.search(r"[\r\n\0]", content):
            raise ValueError(f"{name} must be one line of text")
    return dict(value)


def _shown(value: Any) -> str:
    """The value as a message shows it: short, on one line."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
