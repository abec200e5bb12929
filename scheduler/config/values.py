"""One value of the file or of the environment -> a checked Python value; a wrong one gives its reason."""

from __future__ import annotations

import math
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from scheduler.config.keys import Key

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def check(key: Key, value: Any) -> Any:
    """The value as the record holds it. Raises ValueError with a reason for people."""
    match key.type:
        case "text":
            return text(value)
        case "number":
            return number(value, key.least, key.most, whole=True)
        case "float":
            return number(value, key.least, key.most)
        case "yes/no":
            return yes_no(value)
        case "url":
            return url(value)
        case "choice":
            return choice(value, key.choices)
        case "list":
            return texts(value)
        case "duration":
            return duration(value)


def text(value: Any) -> str:
    """A non-empty string on one line."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be a text in quotation marks, not {value!r}")
    if any(ord(sign) < 32 for sign in value):
        raise ValueError("must not hold line breaks or control characters")
    return value.strip()


def number(value: Any, least: float | None = None, most: float | None = None, *, whole: bool = False) -> float | int:
    """A number within its bounds; the environment gives it as text."""
    try:
        if isinstance(value, bool):
            raise ValueError
        found = int(value) if whole and not isinstance(value, float) else float(value)
        if isinstance(found, float) and not math.isfinite(found):
            raise ValueError
    except (TypeError, ValueError):
        raise ValueError(f"must be a number, not {value!r}") from None
    if whole and found != int(found):
        raise ValueError(f"must be a whole number, not {value!r}")
    if (least is not None and found < least) or (most is not None and found > most):
        bounds = f"between {least:g} and {most:g}" if most is not None else f"at least {least:g}"
        raise ValueError(f"must be {bounds}, not {value!r}")
    return int(found) if whole else found


def yes_no(value: Any) -> bool:
    """true or false; the environment may also say yes, no, on, off, 1, 0."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES + _NO:
        return value.strip().lower() in _YES
    raise ValueError(f"must be true or false, not {value!r}")


def url(value: Any) -> str:
    """An http or https address with a host."""
    found = text(value)
    parts = urlsplit(found)
    try:
        parts.port  # noqa: B018 - it is read when asked for
    except ValueError:
        raise ValueError(f"must have a number for its port, not {parts.netloc!r}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"must be an address that begins with http:// or https://, not {found!r}")
    return found.rstrip("/")


def choice(value: Any, choices: tuple[str, ...]) -> str:
    """One of a few words."""
    if isinstance(value, str) and value.strip().lower() in choices:
        return value.strip().lower()
    raise ValueError(f"must be one of {', '.join(choices)}, not {value!r}")


def texts(value: Any) -> tuple[str, ...]:
    """A list of strings; the environment gives it with commas between."""
    if isinstance(value, str):
        value = [part for part in value.split(",") if part.strip()]
    if not isinstance(value, list | tuple):
        raise ValueError(f"must be a list of texts, not {value!r}")
    return tuple(text(part) for part in value)


def duration(value: Any) -> timedelta:
    """`90s`, `30m`, `6h`, `2d`, `1w`, or several together: `1h 30m`."""
    found = value.strip().lower() if isinstance(value, str) else ""
    parts = _DURATION.findall(found)
    if not parts or _DURATION.sub("", found).strip():
        raise ValueError(f"must be a time such as 90s, 30m, 6h or 2d, not {value!r}")
    seconds = sum(float(amount) * _SECONDS[unit] for amount, unit in parts)
    if not 1 <= seconds <= 366 * 86400:
        raise ValueError(f"must lie between one second and one year, not {value!r}")
    return timedelta(seconds=seconds)
