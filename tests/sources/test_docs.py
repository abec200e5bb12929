"""Every key of a source file is documented, with its default, and no key is documented that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

from crawler.sources import KEYS, load_sources
from crawler.sources.keys import RECORDS

DOCS = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")


def test_every_key_has_its_row() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([^|]+) \|", DOCS.partition("\n## The catalogue")[0], re.MULTILINE)
    assert rows == [(f"{key.table}.{key.name}" if key.table else key.name, key.type) for key in KEYS]
    assert all(key.meaning in DOCS for key in KEYS)


def test_every_field_has_its_key() -> None:
    for table, record in RECORDS.items():
        named = {key.name for key in KEYS if key.table == table}
        inside = {"path", "listing", "selectors", "apis"} if not table else set()
        assert named == set(record.__dataclass_fields__) - inside


def test_every_shipped_source_stands_in_the_table() -> None:
    for source in load_sources().sources.values():
        assert f"| `{source.name}` | {source.title} | {'on' if source.enabled else 'off'} |" in DOCS
