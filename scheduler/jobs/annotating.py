"""Understanding stored articles anew after a change of rules or words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.model import Annotation
from scheduler.config import Config

if TYPE_CHECKING:
    from crawler.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What new rules changed in one article."""

    article_id: int
    title: str
    what: tuple[str, ...]
    """`+cooperation`, `-countries LA`, `+kinds agreement` ..."""


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
    from crawler.annotate import annotate, load_lexicon, version

    lexicon = load_lexicon(config.home.lexicon) if config.home.lexicon.exists() else None
    today = version(lexicon)
    changes = []
    count = 0
    for article_id, article, before in store.readings_to_annotate(today):
        after = annotate(article, lexicon)
        store.replace_annotation(article_id, after, now)
        count += 1
        if what := difference(before, after):
            changes.append(Change(article_id=article_id, title=article.title, what=what))
        if progress:
            progress(count, 0)
    return Reannotated(articles=count, version=today, changes=tuple(changes))


def difference(before: Annotation, after: Annotation) -> tuple[str, ...]:
    """What came and what went, for people."""
    found = []
    if before.is_cooperation != after.is_cooperation:
        found.append(("+" if after.is_cooperation else "-") + "cooperation")
    for name in ("countries", "kinds", "sectors"):
        old, new = ({mention.code for mention in getattr(one, name)} for one in (before, after))
        found += [f"+{name} {code}" for code in sorted(new - old)] + [f"-{name} {code}" for code in sorted(old - new)]
    return tuple(found)
