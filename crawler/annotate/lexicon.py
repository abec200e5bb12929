"""The user's own words and weights: `<home>/lexicon.toml`. What may stand in it is told in docs/understanding.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from crawler.annotate.names import kind_slugs, sector_slugs
from crawler.errors import ConfigError

HEAVIEST = 5.0
"""Largest weight of one word, for or against."""
_KEYS = ("threshold", "words", "organisations", "frameworks", "kinds", "sectors", "countries", "ignore")


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """A user's own words. Hashable, so that the matcher made from it is made once."""

    threshold: float | None = None
    """Relevance from which an article counts as cooperation news; none: ours."""
    words: tuple[tuple[str, float], ...] = ()
    """Word and weight: above 0 it speaks for cooperation, below 0 against it."""
    parties: tuple[tuple[str, str, str], ...] = ()
    """Spelling, name, and `organisation` or `framework`."""
    kinds: tuple[tuple[str, str], ...] = ()
    """Word and kind."""
    sectors: tuple[tuple[str, str], ...] = ()
    """Word and sector."""
    countries: tuple[tuple[str, str], ...] = ()
    """Name and ISO code."""
    ignore: tuple[str, ...] = ()
    """Phrases that name no country (“Turkey Point”)."""

    @property
    def digest(self) -> str:
        """Eight letters that change with any of the words."""
        parts = (self.threshold, self.words, self.parties, self.kinds, self.sectors, self.countries, self.ignore)
        return blake2b(repr(parts).encode(), digest_size=4).hexdigest()


def load_lexicon(path: Path) -> Lexicon:
    """Reads a lexicon.

    Raises:
        ConfigError: file, key and reason of the first mistake.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(path, None, f"cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(path, None, f"is no TOML: {error}") from error
    for key in data:
        if key not in _KEYS:
            raise ConfigError(path, key, f"is unknown; known are {', '.join(_KEYS)}")
    return Lexicon(
        threshold=_threshold(path, data),
        words=tuple((word, _weight(path, word, weight)) for word, weight in _table(path, data, "words").items()),
        parties=(
            *_parties(path, data, "organisations", "organisation"),
            *_parties(path, data, "frameworks", "framework"),
        ),
        kinds=tuple(_slugged(path, data, "kinds", kind_slugs())),
        sectors=tuple(_slugged(path, data, "sectors", sector_slugs())),
        countries=tuple((name, code) for code, names in _codes(path, data) for name in names),
        ignore=_words(path, "ignore", data.get("ignore", [])),
    )


def _threshold(path: Path, data: dict[str, Any]) -> float | None:
    value = data.get("threshold")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise ConfigError(path, "threshold", "must be a number between 0 and 1, such as 0.5")
    return float(value)


def _table(path: Path, data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError(path, key, f"must be a table: [{key}]")
    return value


def _weight(path: Path, word: str, weight: Any) -> float:
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not abs(weight) <= HEAVIEST:
        raise ConfigError(path, f"words.{word}", f"must be a weight from -{HEAVIEST:g} to {HEAVIEST:g}")
    _words(path, "words", [word])
    return float(weight)


def _words(path: Path, key: str, words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(
        isinstance(word, str) and any(c.isalnum() for c in word) for word in words
    ):
        raise ConfigError(path, key, 'must be a list of words: ["one", "two"]')
    return tuple(words)


def _parties(path: Path, data: dict[str, Any], key: str, kind: str) -> list[tuple[str, str, str]]:
    rows = _table(path, data, key)
    return [
        (spelling, name, kind)
        for name, words in rows.items()
        for spelling in dict.fromkeys((name, *_words(path, f"{key}.{name}", words)))
    ]


def _slugged(path: Path, data: dict[str, Any], key: str, slugs: tuple[str, ...]) -> list[tuple[str, str]]:
    rows = _table(path, data, key)
    for slug in rows:
        if slug not in slugs:
            raise ConfigError(path, f"{key}.{slug}", f"is unknown; known are {', '.join(slugs)}")
    return [(word, slug) for slug, words in rows.items() for word in _words(path, f"{key}.{slug}", words)]


def _codes(path: Path, data: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    rows = _table(path, data, "countries")
    for code in rows:
        if not (len(code) == 2 and code.isascii() and code.isupper()):
            raise ConfigError(path, f"countries.{code}", "must be an ISO code of two capitals, such as KZ")
    return [(code, _words(path, f"countries.{code}", words)) for code, words in rows.items()]
