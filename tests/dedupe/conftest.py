from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.model import Article

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
SIGNS = (
    "天地人和国际合作发展建设铁路港口能源农业教育投资贸易会议签署协议总统部长代表团访问项目工程水电风力光伏桥梁公路机场"
)


def article(title: str, text: str, *, url: str = "https://a.example/1", source: str = "a", **more: object) -> Article:
    fields: dict[str, object] = {
        "url": url, "canonical_url": None, "title": title, "title_raw": title, "title_derived": False, "text": text,
        "summary": None, "authors": (), "editor": None, "agency": None, "place": None, "published": None,
        "published_raw": None, "published_precision": "unknown", "published_inferred": (), "modified": None,
        "language": "en", "keywords": (), "images": (), "related": (), "rights": None, "reading_minutes": 1,
        "source": source, "fetched_at": NOW, "extractor": "test",
    }  # fmt: skip
    return Article(**(fields | more))  # type: ignore[arg-type]  # a table of fields


def sentences(seed: int, many: int, zh: bool = False) -> list[str]:
    rng = random.Random(seed)
    if zh:
        return ["".join(rng.choices(SIGNS, k=rng.randint(16, 30))) + "。" for _ in range(many)]
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(400)]
    return [" ".join(rng.choices(words, k=rng.randint(10, 18))).capitalize() + "." for _ in range(many)]


@pytest.fixture
def make() -> Callable[..., Article]:
    return article


@pytest.fixture
def words() -> Callable[..., list[str]]:
    return sentences
