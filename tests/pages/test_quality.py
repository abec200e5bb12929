"""The quality gate: how well the synthetic corpus is read, pinned. A score may rise by itself; it is lowered by hand only."""

from __future__ import annotations

import tomllib

import pytest

from tests.pages.corpus import FOLDER, cases, digest, scores

PINNED = tomllib.loads((FOLDER / "scores.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def seen() -> dict[str, float]:
    return scores()


def test_the_corpus_is_the_one_that_was_scored() -> None:
    assert digest() == PINNED["digest"], (
        "the corpus has changed: score it anew and pin what you see in tests/corpus/scores.toml"
    )


def test_the_corpus_is_wide() -> None:
    everything = list(cases())
    assert len(everything) >= 30
    assert len({case.truth["language"] for case in everything}) >= 8


@pytest.mark.parametrize("name", sorted(PINNED["least"]))
def test_score(name: str, seen: dict[str, float]) -> None:
    assert round(seen[name], 3) >= PINNED["least"][name]
