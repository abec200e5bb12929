"""Secrets: only from the environment or from files, never from `silkwire.toml` itself, never shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.errors import ConfigError


class Missing(ConfigError):
    """A secret that is pointed to cannot be had here: what lies in the file is as it should be."""


def secret(table: Mapping[str, Any], what: str, env: Mapping[str, str], *, file: Path | None, at: str) -> str | None:
    """The secret that a table points to by `<what>_env` or `<what>_file`; None when it points to none.

    Args:
        table: a table of the file
        what: `token` or `urls`
        env: the environment
        file: the configuration file, for messages; a relative path is read from its folder
        at: the table's name, for messages

    Raises:
        Missing: what is pointed to is missing or empty.
        ConfigError: the secret stands in the file itself.
    """
    for name in (what, what.rstrip("s")):
        if name in table:
            raise ConfigError(
                file, f"{at}.{name}", f"secrets do not belong in this file: use {what}_env or {what}_file"
            )
    if (variable := table.get(f"{what}_env")) is not None:
        if not isinstance(variable, str) or not env.get(variable, "").strip():
            raise Missing(file, f"{at}.{what}_env", f"the environment variable {variable!r} is not set")
        return env[variable].strip()
    if (pointed := table.get(f"{what}_file")) is not None:
        return _read(file, f"{at}.{what}_file", pointed)
    return None


def _read(file: Path | None, key: str, name: Any) -> str:
    if not isinstance(name, str) or not name.strip():
        raise ConfigError(file, key, f"must be the path of a file, not {name!r}")
    path = (file.parent if file else Path()) / Path(name).expanduser()
    try:
        found = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Missing(file, key, f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not found:
        raise Missing(file, key, f"{path} is empty")
    return found


def lines(found: str | None) -> tuple[str, ...]:
    """Several secrets, one a line; lines that begin with # are remarks."""
    kept = (line.strip() for line in (found or "").splitlines())
    return tuple(line for line in kept if line and not line.startswith("#"))


def addresses(found: str | None) -> tuple[str, ...]:
    """Several addresses, one a line or with commas between."""
    return tuple(
        part.strip() for line in lines(found) for part in re.split(r",\s*(?=[\w+.-]+://)", line) if part.strip()
    )
