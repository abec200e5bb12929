"""History after RFC 5005: archive documents whose addresses and contents stay, however many stories come above them.

`/feeds/NAME/archive/KEY.atom` (also rss, json, html) holds the stories older than the one that KEY names. The newest document
points at the first (`prev-archive`), each archive document at the next. An archive document ends at the next story whose
number is a multiple of `STRIDE` (or at `MOST` stories): so the chains that start from yesterday's and from today's newest
document soon meet, and a reader that has been here stops at an address it knows.

The web room answers these addresses ad hoc, with nothing kept on the shelf:

    before = archive.before(key)                                   # None: answer 404
    found = reader.stories(feed.query, limit=archive.MOST + 1, before=before)
    page = archive.cut(found)
    body = build.atom(feed, page.stories, base_url, key=key, older=page.older)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.model import Story

STRIDE = 50
"""Mean length of an archive document of the feed `all`; of rarer feeds too, as numbers are spread evenly over them."""
MOST = 100

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"([0-9]{1,18})-([0-9]{1,18})\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """One archive document's stories."""

    stories: tuple[Story, ...]
    older: str | None
    """Key of the archive document below; none: this is the oldest."""


def key(moment: datetime, story_id: int) -> str:
    """The key of the archive document that begins below a story: by its first sight, or by its `updated` in feeds paged so."""
    return f"{(moment.astimezone(UTC) - _UNIX) // timedelta(microseconds=1)}-{story_id}"


def before(key: str) -> tuple[datetime, int] | None:
    """What `StoryReader.stories` takes to go on below a key; None when it is no key."""
    match = _KEY.match(key)
    try:
        return (_UNIX + timedelta(microseconds=int(match[1])), int(match[2])) if match else None
    except OverflowError:
        return None


def cut(stories: Sequence[Story], *, by_change: bool = False) -> Cut:
    """The stories of one archive document, given at least `MOST + 1` of those below its key (or all there are)."""
    end = next((n for n, story in enumerate(stories[:MOST], 1) if story.id % STRIDE == 0), MOST)
    kept = tuple(stories[:end])
    if len(stories) <= end:
        return Cut(stories=kept, older=None)
    last = kept[-1]
    return Cut(stories=kept, older=key(last.updated if by_change else last.first_seen, last.id))
