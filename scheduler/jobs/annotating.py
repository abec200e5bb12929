"""Understanding stored articles anew after a change of rules or words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.config import Config

if TYPE_CHECKING:
    from crawler.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What new rules changed in one article."""

    article_id: int
    title: str
    what: tuple[str, ...]
    """`no longer cooperation (0.61 -> 0.48)`, `countries: +LA`, ..."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reannotated:
    """What annotating again did."""

    articles: int
    """How many were annotated."""
    version: str
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        lines = [f"{self.articles} articles annotated by rules {self.version}, {len(self.changes)} changed"]
        return "\n".join(
            [*lines, *(f"  [{one.article_id}] {one.title}: {', '.join(one.what)}" for one in self.changes)]
        )


def annotate_again(
    config: Config, store: Store, now: datetime, progress: Callable[[int, int], None] | None = None
) -> Reannotated:
    """Annotate every stored article that older rules or words annotated.

    Raises:
        ConfigError: the user's lexicon is wrong.
    """
    from crawler.annotate import annotate, changes, load_lexicon, version

    lexicon = load_lexicon(config.home.lexicon) if config.home.lexicon else None
    today = version(lexicon)
    changed = []
    count = 0
    for article_id, article, before in store.readings_to_annotate(today):
        after = annotate(article, lexicon)
        store.replace_annotation(article_id, after, now)
        count += 1
        if what := changes(before, after):
            changed.append(Change(article_id=article_id, title=article.title, what=what))
        if progress:
            progress(count, 0)
    return Reannotated(articles=count, version=today, changes=tuple(changed))
