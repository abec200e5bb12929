"""silkwire.toml and the environment -> Config. Every mistake ends in a ConfigError: file, key, reason."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from crawler.errors import ConfigError
from crawler.home import Home
from scheduler.config import values
from scheduler.config.keys import KEYS, TABLES
from scheduler.config.record import Config, SourceChange
from scheduler.config.secrets import Missing, addresses, lines, secret

_BY_NAME = {key.name: key for key in KEYS}
_SECTIONS = {name.partition(".")[0] for name in _BY_NAME if "." in name}
_VARIABLES = {"SILKWIRE_HOME", "SILKWIRE_CONFIG", "SILKWIRE_NOTIFY_URLS"}
ENVIRONMENT = "environment"


def load_config(
    home: Path | str | None = None,
    file: Path | str | None = None,
    env: Mapping[str, str] | None = None,
    *,
    secrets: bool = True,
) -> Config:
    """The configuration: defaults, then the file, then the environment.

    Args:
        home: `--home`; None: SILKWIRE_HOME, else the platform's directory for user data
        file: `--config`; None: SILKWIRE_CONFIG, else `<home>/silkwire.toml` if it is there
        env: the environment; None: an empty one
        secrets: whether there must be every secret that is pointed to; else one that cannot be had is a warning: a person at the
            command line seldom has those of the service, and needs none to look after it

    Raises:
        ConfigError: the file cannot be read, or a key is unknown or has a wrong value.
    """
    env = env or {}
    at = Home(Path(home or env.get("SILKWIRE_HOME") or _user_data()).expanduser().absolute())
    named = file or env.get("SILKWIRE_CONFIG") or None
    path = Path(named).expanduser().absolute() if named else at.config if at.config.is_file() else None
    table = _read(path) if path else {}
    config = Config(home=at, path=path, **_plain(table, path, env))
    missing: list[Missing] | None = None if secrets else []
    config = replace(config, **_tables(table, path, env, missing))
    return replace(config, warnings=(*_warnings(env, table), *map(str, missing or ())))


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("silkwire", appauthor=False)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(path, None, f"is no TOML: {error}") from error
    except OSError as error:
        raise ConfigError(path, None, f"cannot be read: {error.strerror}") from error


def _plain(table: Mapping[str, Any], path: Path | None, env: Mapping[str, str]) -> dict[str, Any]:
    """The settings with one value, by their names in the record."""
    found: dict[str, tuple[Path | str | None, str, Any]] = {}
    for name, value in _flat(table, path):
        if name not in _BY_NAME:
            raise ConfigError(path, name, f"there is no such key{_perhaps(name, [*_BY_NAME, *TABLES])}")
        found[name] = (path, name, value)
    for key in KEYS:
        if env.get(key.environment, "").strip():
            found[key.name] = (ENVIRONMENT, key.environment, env[key.environment])
    checked = {}
    for name, (where, shown, value) in found.items():
        try:
            checked[_BY_NAME[name].field] = values.check(_BY_NAME[name], value)
        except ValueError as error:
            raise ConfigError(where, shown, str(error)) from None
    return checked


def _flat(table: Mapping[str, Any], path: Path | None) -> Iterable[tuple[str, Any]]:
    for name, value in table.items():
        if name in ("feeds", "sources", "notify"):
            if not isinstance(value, dict):
                raise ConfigError(path, name, f"must be a table: [{name}{'' if name == 'notify' else '.NAME'}]")
        elif name in _SECTIONS:
            if not isinstance(value, dict):
                raise ConfigError(path, name, f"must be a table: [{name}]")
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value


def _tables(
    table: Mapping[str, Any], path: Path | None, env: Mapping[str, str], missing: list[Missing] | None
) -> dict[str, Any]:
    """What the tables with keys of their own give, by their names in the record; `missing` takes secrets that cannot be had."""
    feeds, tokens = {}, {}
    for name, row in table.get("feeds", {}).items():
        at = f"feeds.{name}"
        _known(row, "feeds.NAME", at, path)
        if (token := _secret(row, "token", env, path, at, missing)) is not None:
            tokens[name] = lines(token)
        elif row.get("private"):
            raise ConfigError(path, f"{at}.private", "a private feed needs a token: token_env or token_file")
        feeds[name] = {key: value for key, value in row.items() if not key.startswith("token")} | (
            {"private": True} if name in tokens else {}
        )
    sources = {name: _change(name, row, path) for name, row in table.get("sources", {}).items()}
    return {"feeds": feeds, "tokens": tokens, "sources": sources, "notify": _notify(table, path, env, missing)}


def _secret(
    row: Mapping[str, Any], what: str, env: Mapping[str, str], path: Path | None, at: str, missing: list[Missing] | None
) -> str | None:
    """A secret; empty when it cannot be had and that is only noted: a feed that names a token stays a private one."""
    try:
        return secret(row, what, env, file=path, at=at)
    except Missing as error:
        if missing is None:
            raise
        missing.append(error)
        return ""


def _notify(
    table: Mapping[str, Any], path: Path | None, env: Mapping[str, str], missing: list[Missing] | None
) -> tuple[str, ...]:
    row = table.get("notify", {})
    found = addresses(_secret(row, "urls", env, path, "notify", missing)) or addresses(env.get("SILKWIRE_NOTIFY_URLS"))
    _known(row, "notify", "notify", path)
    return found


def _change(name: str, row: Any, path: Path | None) -> SourceChange:
    at = f"sources.{name}"
    _known(row, "sources.NAME", at, path)
    read: dict[str, Callable[[Any], Any]] = {
        "enabled": values.yes_no,
        "every": values.duration,
        "shortest": values.duration,
        "longest": values.duration,
        "delay": lambda value: values.number(value, 0, 3600),
        "rights": lambda value: values.choice(value, ("full", "excerpt", "link")),
        "trust": lambda value: values.number(value, 0, 1),
    }
    found: dict[str, Any] = {}
    for key, value in row.items():
        try:
            found[key] = read[key](value)
        except ValueError as error:
            raise ConfigError(path, f"{at}.{key}", str(error)) from None
    return SourceChange(**found)


def _known(row: Any, kind: str, at: str, path: Path | None) -> None:
    if not isinstance(row, dict):
        raise ConfigError(path, at, f"must be a table: [{at}]")
    known = [key for key, _ in TABLES[kind]]
    for key in row:
        if key not in known and key != "token":
            raise ConfigError(path, f"{at}.{key}", f"there is no such key{_perhaps(key, known)}")


def _warnings(env: Mapping[str, str], table: Mapping[str, Any]) -> Iterable[str]:
    pointed = {row.get("token_env") for row in table.get("feeds", {}).values()}
    pointed.add(table.get("notify", {}).get("urls_env"))
    known = _VARIABLES | {key.environment for key in KEYS} | pointed
    for name in sorted(env):
        if name.startswith("SILKWIRE_") and name not in known:
            yield f"{ENVIRONMENT}: {name}: is not used{_perhaps(name, [one for one in known if one])}"


def _perhaps(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""
