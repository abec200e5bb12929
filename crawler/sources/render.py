"""A source as the text of its file, which `parse_source` reads back: for `silkwire sources add`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from crawler.model import Source
from crawler.sources.keys import KEYS, Table


def render_source(source: Source) -> str:
    """TOML text with every key that differs from its default, in the order of the documentation."""
    parts = [_rows("", source)]
    if listing := _rows("listing", source.listing):
        parts.append(f"[listing]\n{listing}")
    parts += [f"[[selectors]]\n{_rows('selectors', layout)}" for layout in source.selectors]
    parts += [f"[[apis]]\n{_rows('apis', api)}" for api in source.apis]
    return "\n".join(parts)


def _rows(table: Table, record: Any) -> str:
    rows = ((key.name, getattr(record, key.name), key.default) for key in KEYS if key.table == table)
    return "".join(f"{name} = {_value(value)}\n" for name, value, default in rows if value != default)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case int() | float():
            return f"{value:g}" if value == round(value, 4) else repr(value)
        case timedelta():
            return _quoted(_span(int(value.total_seconds())))
        case date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{_quoted(name)} = {_value(content)}" for name, content in value.items()) + " }"
        case tuple() if len(value) > 1:
            return "[\n" + "".join(f"    {_value(one)},\n" for one in value) + "]"
        case tuple():
            return f"[{''.join(_value(one) for one in value)}]"
    raise TypeError(f"a source file has no {type(value).__name__}")


def _quoted(text: str) -> str:
    """A pattern as a literal string; anything else as a basic one: JSON's form, with DEL escaped as TOML demands."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _span(seconds: int) -> str:
    """Seconds as `1d2h3m4s`."""
    out = ""
    for letter, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, seconds = divmod(seconds, size)
        out += f"{count}{letter}" if count else ""
    return out
