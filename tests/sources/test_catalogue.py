"""One test over all shipped sources: each reads its own example list, and the article behind the first link of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.discover import acceptable, read_index
from crawler.model import Link, Page, Source
from crawler.pages import parse_article
from crawler.sources import CATALOGUE, load_sources, parse_source, render_source

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(path.stem for path in CATALOGUE.glob("*.toml"))
CASES = sorted(path.parent for path in EXAMPLES.glob("*/*/expected.json"))


def fetched(folder: Path, row: dict[str, Any], at: str, file: str | None = None) -> Page:
    """A file of an example as if it had just been fetched."""
    body = (folder / (file or row["file"])).read_bytes()
    return Page(url=row["url"], body=body, headers=row.get("headers", {}), fetched_at=datetime.fromisoformat(at))


def discovered(folder: Path, source: Source, expected: dict[str, Any]) -> tuple[tuple[Link, ...], tuple[Page, ...]]:
    """What the list of an example names (through the document that it points to, if it does), and the pages it carries."""
    index = read_index(fetched(folder, expected["list"], expected["fetched_at"]), source)
    for row in expected.get("then", ()):
        assert index.sitemaps == (row["url"],)
        index = read_index(fetched(folder, row, expected["fetched_at"]), source)
    assert not index.mended, "the list is well-formed, and the selectors of the source file find its entries"
    return acceptable(source, index.links), index.pages


def test_the_catalogue_is_sound() -> None:
    loaded = load_sources()
    assert loaded.errors == ()
    assert list(loaded.sources) == NAMES
    assert len(NAMES) >= 30
    assert {case.parent.name for case in CASES} == set(NAMES), "every source has an example, and every example a source"


@pytest.mark.parametrize("name", NAMES)
def test_what_every_source_says(name: str) -> None:
    source = load_sources().sources[name]
    assert source.country
    assert source.zone
    assert source.feeds or source.lists or source.sitemaps or source.apis
    assert source.enabled or source.reason, "a source that is off says why"
    assert parse_source(render_source(source), f"{name}.toml") == parse_source(
        Path(source.path or "").read_text("utf-8"), f"{name}.toml"
    )


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_list(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    links, _ = discovered(folder, load_sources().sources[folder.parent.name], expected)
    found = [
        {"url": link.url, "title": link.title, "published": link.published and link.published.isoformat()}
        for link in links
    ]
    assert found == expected["links"]


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_article(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    source = load_sources().sources[folder.parent.name]
    _, pages = discovered(folder, source, expected)
    if not pages:
        pages = (fetched(folder, expected["page"], expected["fetched_at"], "page.html"),)
    article = parse_article(pages[0], source)
    assert article.fetched_at == datetime(2026, 11, 21, 12, tzinfo=UTC) < datetime.now(UTC) + timedelta(days=36500)
    found = {name: _plain(getattr(article, name)) for name in expected["article"]}
    assert found == expected["article"]


def _plain(value: Any) -> Any:
    """A field as it stands in expected.json."""
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
