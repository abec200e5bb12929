from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.dedupe import fingerprint
from crawler.model import Annotation, Article, Evidence, Mention, Reading, Source
from crawler.store import Store

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]


def prose(seed: int, many: int = 10) -> str:
    """Sentences of invented words, other ones for each seed."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(400)]
    return " ".join(" ".join(rng.choices(words, k=rng.randint(10, 18))).capitalize() + "." for _ in range(many))


def article_of(title: str, text: str, **more: object) -> Article:
    fields: dict[str, object] = {
        "url": "https://a.example/1", "canonical_url": None, "title": title, "title_raw": title, "title_derived": False,
        "text": text, "summary": None, "authors": (), "editor": None, "agency": None, "place": None, "published": None,
        "published_raw": None, "published_precision": "unknown", "published_inferred": (), "modified": None,
        "language": "en", "keywords": (), "images": (), "related": (), "rights": None, "reading_minutes": 1, "source": "a",
        "fetched_at": NOW, "extractor": "test",
    }  # fmt: skip
    return Article(**(fields | more))  # type: ignore[arg-type]  # a table of fields


def annotation_of(
    *countries: str, news: bool = True, kinds: tuple[str, ...] = (), sectors: tuple[str, ...] = (), **more: object
) -> Annotation:
    def mentions(codes: tuple[str, ...]) -> tuple[Mention, ...]:
        return tuple(Mention(code=code, score=0.9) for code in codes)

    fields: dict[str, object] = {
        "cooperation": 0.8 if news else 0.1, "is_cooperation": news, "kinds": mentions(kinds), "sectors": mentions(sectors),
        "countries": mentions(countries), "parties": (), "amounts": (), "quotes": (), "evidence": (), "version": "1",
    }  # fmt: skip
    return Annotation(**(fields | more))  # type: ignore[arg-type]  # a table of fields


def reading_of(
    title: str = "A bridge opens", text: str | None = None, *, annotation: Annotation | None = None, **more: object
) -> Reading:
    article = article_of(title, prose(1) if text is None else text, **more)
    return Reading(
        article=article, annotation=annotation or annotation_of("CN", "CU"), fingerprint=fingerprint(article)
    )


def source_of(name: str, **more: object) -> Source:
    return Source(**({"name": name, "title": name.title(), "url": f"https://{name}.example/"} | more))  # type: ignore[arg-type]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def text() -> Callable[..., str]:
    return prose


@pytest.fixture
def reading() -> Callable[..., Reading]:
    return reading_of


@pytest.fixture
def understood() -> Callable[..., Annotation]:
    return annotation_of


@pytest.fixture
def source() -> Callable[..., Source]:
    return source_of


@pytest.fixture
def evidence() -> type[Evidence]:
    return Evidence


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as store:
        yield store
        assert [one for one in store.doctor() if one.level == "error"] == []
