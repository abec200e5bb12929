"""The feed of health: an entry when a source breaks or falls silent, and one when it recovered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from crawler.model import Alarm
from feeds.build.address import below, web_address
from feeds.build.entry import AUTHORITY, Category, Entry, changed_at
from feeds.build.markup import paragraphs
from feeds.build.moments import believable
from feeds.build.text import line, shorten

_WORDS = {
    "broken": "is broken",
    "silent": "has fallen silent",
    "thin": "gives thin articles",
    "stale": "gives stale news",
    "blocked": "blocks us",
}


def entries_of(alarms: Iterable[Alarm], base_url: str) -> list[Entry]:
    """Entries of the alarms that are not muted and have an id."""
    entries = []
    for alarm in alarms:
        if alarm.id is None or alarm.muted:
            continue
        entries.append(_entry(alarm, alarm.id, base_url, alarm.since, recovered=False))
        if alarm.closed:
            entries.append(_entry(alarm, alarm.id, base_url, alarm.closed, recovered=True))
    return entries


def _entry(alarm: Alarm, number: int, base_url: str, when: datetime, *, recovered: bool) -> Entry:
    source = line(alarm.source) or "a source"
    page = below(base_url, "sources")
    happened = "has recovered" if recovered else _WORDS.get(alarm.kind, alarm.kind)
    sample = web_address(alarm.sample)
    texts = [line(alarm.message), line(alarm.advice)] if not recovered else [f"It was: {line(alarm.message)}"]
    number = number * 2 + recovered
    return Entry(
        id=f"{AUTHORITY}alarm/{alarm.id}" + ("/closed" if recovered else ""),
        title=shorten(f"{source} {happened}", 200),
        link=sample or page,
        page=page,
        published=believable(when),
        precise=True,
        updated=changed_at(when, number),
        order=(when, number),
        authors=("Silkwire",),
        language="en",
        source=source,
        source_url=page,
        summary=shorten(" ".join(filter(None, texts)), 600),
        html=paragraphs("\n\n".join(filter(None, texts))),
        whole=True,
        categories=(
            Category(
                scheme="health",
                term="recovered" if recovered else alarm.kind,
                label="Recovered" if recovered else alarm.kind.title(),
            ),
        ),
    )
