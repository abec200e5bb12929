"""Whether a record is what a file of `seeds/expected` asks for; the rules stand in seeds/README.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any


def differences(wanted: Mapping[str, Any], got: Mapping[str, Any]) -> list[str]:
    """What is not as expected, a line each."""
    return [
        f"{part}.{name}: wanted {want!r}, got {got[part][name]!r}"
        for part in ("article", "annotation")
        for name, want in wanted[part].items()
        if not _holds(name, want, got[part][name])
    ]


def _holds(name: str, want: Any, got: Any) -> bool:
    if isinstance(want, Mapping):
        return all(_rule(rule, value, got) for rule, value in want.items())
    if name == "published":
        moment = datetime.fromisoformat(got).astimezone(UTC)
        return moment.date().isoformat() == want if len(want) == 10 else moment == datetime.fromisoformat(want)
    if name == "source":
        return str(got).lower() == want.lower()
    if name == "language":
        return str(got).split("-")[0] == want
    if isinstance(want, list):
        return list(_names(got)) == want
    return bool(got == want)


def _rule(rule: str, value: Any, got: Any) -> bool:
    match rule:
        case "any":
            return got in value
        case "exactly":
            return sorted(_names(got)) == sorted(value)
        case "some":
            return any(re.search(value, name) for name in _names(got))
        case "none":
            return not any(re.search(value, name) for name in _names(got))
    raise AssertionError(f"there is no rule {rule}")


def _names(members: Iterable[Any]) -> Iterable[str]:
    """What stands for each member: a code, title, name or text."""
    for member in members:
        if isinstance(member, Mapping):
            yield next(member[key] for key in ("code", "title", "name", "text") if key in member)
        else:
            yield member
