"""What docs/store.md says of the file is so."""

from __future__ import annotations

import re
from pathlib import Path

from crawler.store import schema

DOCS = Path(__file__).parents[2] / "docs/store.md"


def test_every_table_is_documented() -> None:
    tables = set(re.findall(r"CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)", schema.TABLES))
    named = set(re.findall(r"`(\w+)`", DOCS.read_text(encoding="utf-8")))
    assert tables - {"meta"} <= named


def test_every_outcome_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert all(f"| `{outcome}` |" in text for outcome in ("new", "copy", "seen", "revised"))
