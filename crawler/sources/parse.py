"""One source file: text -> Source, or one line that names file, key and reason."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.errors import SourceError
from crawler.model import Source
from crawler.sources.keys import KEYS, RECORDS, Table

_TABLES: tuple[Table, ...] = ("listing", "selectors", "apis")


def parse_source(text: str, path: Path | str, *, tried: bool = False) -> Source:
    """The source that this TOML text describes; `path` is the file it stands in, whose name must be the source's. One that is
    `tried` is known to hold only patterns and selectors that can be used, and none of them is compiled to see.

    Raises:
        SourceError: file, key and reason in one line.
    """
    try:
        rows = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:  # ValueError: a number of too many digits
        raise SourceError(path, None, f"is not valid TOML: {' '.join(str(error).split())}") from error
    fields = _record("", {key: value for key, value in rows.items() if key not in _TABLES}, path, tried)
    for table in _TABLES:
        if table in rows:
            fields[table] = _table(table, rows[table], path, tried)
    source = Source(**fields, path=str(path))
    _check(source, Path(path))
    return source


def _table(table: Table, value: Any, path: Path | str, tried: bool) -> Any:
    """A table, or (for layouts and APIs) a list of tables, as records."""
    if table == "listing":
        return RECORDS[table](**_record(table, _mapping(value, table, path), path, tried))
    rows = value if isinstance(value, list) else [value]
    return tuple(RECORDS[table](**_record(table, _mapping(row, table, path), path, tried)) for row in rows)


def _mapping(value: Any, table: Table, path: Path | str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SourceError(
            path,
            table,
            f"must be a table: write [{table}] and its keys below"
            if table == "listing"
            else f"must be tables: write [[{table}]] and its keys below",
        )
    return value


def _record(table: Table, rows: Mapping[str, Any], path: Path | str, tried: bool) -> dict[str, Any]:
    """The fields of one record, each read by its key."""
    known = {key.name: key for key in KEYS if key.table == table}
    label = f"{table}." if table else ""
    for name in rows:
        if name not in known:
            near = difflib.get_close_matches(name, known | dict.fromkeys(_TABLES if not table else ()), n=1)
            hint = f": did you mean {near[0]}?" if near else ": docs/sources.md lists all keys"
            raise SourceError(path, label + name, f"is no key of a source file{hint}")
    for key in known.values():
        if key.required and key.name not in rows:
            raise SourceError(path, label + key.name, f"is missing: {key.meaning}")
    fields = {}
    for name, value in rows.items():
        try:
            fields[name] = (known[name].take if tried else known[name].read)(value)
        except ValueError as error:
            raise SourceError(path, label + name, str(error)) from error
    return fields


def _check(source: Source, path: Path) -> None:
    """What one key alone cannot tell."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source.name):
        raise SourceError(path, "name", f"must be lower-case letters, digits and hyphens, not {source.name!r}")
    if path.name != f"{source.name}.toml":
        raise SourceError(path, "name", f"must be the file's own name: {path.stem!r}, not {source.name!r}")
    if source.shortest and source.longest and source.shortest > source.longest:
        raise SourceError(path, "shortest", "is longer than longest")
    if source.listing.pages and "{n}" not in source.listing.pages:
        raise SourceError(path, "listing.pages", "must hold {n}, the number of the page")
    for api in source.apis:
        if bool(api.follow) != bool(api.template):
            raise SourceError(path, "apis.follow", "needs template, and template needs follow")
        if api.template and "{}" not in api.template:
            raise SourceError(path, "apis.template", "must hold {}, the place of what follow found")
    if source.fetch == "feed" and not source.feeds:
        raise SourceError(path, "fetch", "is feed, but no feeds are named")
