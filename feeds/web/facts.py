"""Records as JSON values, with as much of a text as its outlet allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crawler.model import Alarm, Mention, Outlet, SourceStatus, Story
from feeds.build.address import web_address
from feeds.build.entry import entry_of
from feeds.build.link import article_link
from feeds.build.text import line
from feeds.web.detail import Reason, StoryPage
from feeds.web.sources import state


def story_facts(story: Story, base_url: str) -> dict[str, Any]:
    """What a list says of a story."""
    entry, about = entry_of(story, base_url), story.annotation
    return {
        "id": story.id,
        "feed_id": entry.id,
        "title": entry.title,
        "url": entry.link,
        "page": entry.page,
        "source": entry.source,
        "language": entry.language,
        "published": _time(entry.published),
        "first_seen": _time(story.first_seen),
        "updated": _time(story.updated),
        "revision": story.revision,
        "change": entry.change,
        "summary": entry.summary,
        "cooperation": round(about.cooperation, 3),
        "countries": _codes(about.main_countries),
        "kinds": _codes(about.kinds),
        "sectors": _codes(about.sectors),
        "outlets": [_outlet(outlet) for outlet in story.outlets],
        "deal": entry.deal,
        "related": list(story.related),
    }


def story_details(page: StoryPage) -> dict[str, Any]:
    """What its page says beyond that."""
    about = page.story.annotation
    return {
        "why": [_reason(reason) for reason in page.reasons],
        "findings": [
            {
                "scheme": finding.scheme,
                "code": finding.code,
                "label": finding.label,
                "score": round(finding.score, 3),
                "in_passing": finding.in_passing,
                "why": [_reason(reason) for reason in finding.reasons],
            }
            for finding in page.findings
        ],
        "parties": [
            {"name": line(p.name), "type": p.type, "country": p.country, "takes_part": p.takes_part}
            for p in about.parties
        ],
        "amounts": [{"value": a.value, "currency": a.currency, "words": line(a.words)} for a in about.amounts],
        "rules": about.version,
    }


def source_facts(status: SourceStatus) -> dict[str, Any]:
    """How a source is doing."""
    return {
        "name": status.name,
        "title": status.title,
        "url": web_address(status.url),
        "language": status.language,
        "country": status.country,
        "state": state(status),
        "enabled": status.enabled,
        "reason": status.reason,
        "last_attempt": _time(status.last_attempt),
        "last_success": _time(status.last_success),
        "last_new": _time(status.last_new),
        "next_due": _time(status.next_due),
        "articles": status.articles,
        "articles_week": status.articles_week,
        "alarms": [_alarm(alarm) for alarm in status.alarms],
    }


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {
        "kind": alarm.kind,
        "since": _time(alarm.since),
        "message": alarm.message,
        "advice": alarm.advice,
        "sample": web_address(alarm.sample),
        "closed": _time(alarm.closed),
        "muted": alarm.muted,
    }


def _outlet(outlet: Outlet) -> dict[str, Any]:
    return {
        "source": outlet.source,
        "name": line(outlet.name),
        "title": line(outlet.title),
        "url": article_link(outlet.url, outlet.canonical_url),
        "published": _time(outlet.published),
        "likeness": round(outlet.likeness, 3),
        "lead": outlet.lead,
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {"why": reason.why, "sentence": reason.sentence.replace("\x02", "").replace("\x03", "")}


def _codes(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.code for mention in mentions))


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
