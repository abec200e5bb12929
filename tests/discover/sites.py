"""Synthetic list pages, each built as a kind of site is built, with the articles that a reader would point at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

LISTS = Path(__file__).with_name("lists")


@dataclass(frozen=True, kw_only=True)
class Site:
    """One list page: its address, the addresses of its articles in order, and whether they have dates."""

    name: str
    url: str
    articles: tuple[str, ...]
    dated: bool

    @property
    def html(self) -> str:
        return (LISTS / f"{self.name}.html").read_text("utf-8")


SITES = tuple(
    Site(name=row["name"], url=row["url"], articles=tuple(row["articles"]), dated=row["dated"])
    for row in json.loads((LISTS / "expected.json").read_text("utf-8"))
)
