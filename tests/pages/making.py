"""Pages for these tests, and the reading of what must come out of them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.model import Article, Link, Page, Source

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SEEDS = Path(__file__).parents[2] / "seeds"
SENTENCE = "The two governments signed an agreement on rail freight and named a date for the first train."


def page(body: str | bytes, url: str = "https://news.example/2025/rail-freight.html", **headers: str) -> Page:
    """A page as it comes from the network; `content_type="..."` is its header."""
    data = body.encode() if isinstance(body, str) else body
    return Page(
        url=url, body=data, headers={name.replace("_", "-"): text for name, text in headers.items()}, fetched_at=NOW
    )


def story(body: str = "", head: str = "<title>Two governments agree on rail freight</title>", lang: str = "en") -> str:
    """A small HTML page with an article of six paragraphs; `body` stands behind them."""
    text = "".join(f"<p>{number}. {SENTENCE} {SENTENCE}</p>" for number in range(1, 7))
    heading = "<h1>Two governments agree on rail freight</h1>"
    return f"<!DOCTYPE html><html lang={lang}><head>{head}</head><body><article>{heading}{text}{body}</article></body></html>"


def source(**keys: Any) -> Source:
    """A source file with the least that it needs."""
    return Source(**{"name": "herald", "title": "The Herald", "url": "https://news.example/", **keys})


def seed(start: str) -> tuple[str, dict[str, Any]]:
    """A given document and the fields that must come out of it."""
    file = next(SEEDS.glob(f"{start}*.txt"))
    expected = json.loads((SEEDS / "expected" / f"{file.stem}.json").read_text("utf-8"))
    return file.read_text("utf-8"), expected["article"]


def differences(article: Article, expected: dict[str, Any]) -> dict[str, Any]:
    """The fields that are not as expected (see seeds/README.md for the rules)."""
    return {
        name: got for name, rule in expected.items() if not _holds(name, rule, got := _plain(getattr(article, name)))
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [item.title if isinstance(item, Link) else item for item in value]
    return value


def _holds(name: str, rule: Any, got: Any) -> bool:
    if isinstance(rule, dict):
        members = got if isinstance(got, list) else [got]
        return (
            ("any" not in rule or got in rule["any"])
            and ("some" not in rule or any(re.search(rule["some"], member) for member in members))
            and ("none" not in rule or not any(re.search(rule["none"], member) for member in members))
        )
    if name == "source":
        return bool(got.casefold() == rule.casefold())
    if name == "published" and len(rule) == 10:
        return str(got)[:10] == rule
    return bool(got == rule)
