"""Stories for the tests of publishing, written by hand and by a seeded generator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.model import Annotation, Article, Evidence, Mention, Outlet, Story

BEGIN = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def article(**changes: Any) -> Article:
    """An article about a port, changed as asked."""
    known: dict[str, Any] = {
        "url": "https://herald.example/news/port",
        "canonical_url": None,
        "title": "Kenya and China agree on a new port",
        "title_raw": None,
        "title_derived": False,
        "text": "Kenya and China signed an agreement on a port on Friday. Work begins in June.\n\nThe port costs 200 million dollars.",
        "summary": None,
        "authors": ("Ada Reporter",),
        "editor": None,
        "agency": None,
        "place": None,
        "published": BEGIN,
        "published_raw": None,
        "published_precision": "minute",
        "published_inferred": (),
        "modified": None,
        "language": "en",
        "keywords": (),
        "images": (),
        "related": (),
        "rights": None,
        "reading_minutes": None,
        "source": "herald",
        "fetched_at": BEGIN + timedelta(minutes=5),
        "extractor": "test",
    }
    return Article(**(known | changes))


def annotation(**changes: Any) -> Annotation:
    known: dict[str, Any] = {
        "cooperation": 0.9,
        "is_cooperation": True,
        "kinds": (Mention(code="agreement", score=1.0),),
        "sectors": (Mention(code="transport", score=1.0),),
        "countries": (Mention(code="CN", score=1.0), Mention(code="KE", score=1.0)),
        "parties": (),
        "amounts": (),
        "quotes": (),
        "evidence": (
            Evidence(
                text="Kenya and China signed an agreement on a port on Friday.",
                start=37,
                end=60,
                why="signed an agreement (+2)",
            ),
        ),
        "version": "test",
    }
    return Annotation(**(known | changes))


def outlet(told: Article, **changes: Any) -> Outlet:
    known: dict[str, Any] = {
        "source": told.source or "herald",
        "name": "The Herald",
        "title": told.title,
        "url": told.url,
        "published": told.published,
        "likeness": 1.0,
        "lead": True,
    }
    return Outlet(**(known | changes))


def story(number: int = 1, **changes: Any) -> Story:
    """A story; `lead` may be given as the changes to its article."""
    lead = changes.pop("lead", {})
    lead = lead if isinstance(lead, Article) else article(**{"url": f"https://herald.example/news/{number}", **lead})
    seen = BEGIN + timedelta(minutes=11 * number)
    known: dict[str, Any] = {
        "id": number,
        "lead": lead,
        "annotation": annotation(),
        "outlets": (outlet(lead),),
        "first_seen": seen,
        "updated": seen,
        "revision": 0,
        "change": None,
    }
    return Story(**(known | changes))
