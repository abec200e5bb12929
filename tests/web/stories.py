"""Stories for the tests of the web room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.model import Annotation, Article, Deal, DealField, Evidence, Mention, Outlet, Story

BEGIN = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
EVIDENCE = Evidence(text="Kenya and China signed an agreement.", start=39, end=51, why="signed an agreement (+2)")


def a_story(number: int, **changes: Any) -> Story:
    """A story about a port, told by one outlet."""
    lead: dict[str, Any] = {
        "url": f"https://herald.example/news/{number}",
        "canonical_url": None,
        "title": f"Kenya and China agree on port {number}",
        "title_raw": None,
        "title_derived": False,
        "text": "Kenya and China signed an agreement. " * 12,
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
        "reading_minutes": 1,
        "source": "herald",
        "fetched_at": BEGIN,
        "extractor": "test",
    }
    article = Article(**(lead | changes.pop("lead", {})))
    about = Annotation(
        cooperation=0.9,
        is_cooperation=True,
        kinds=(Mention(code="agreement", score=0.8, evidence=(EVIDENCE,)),),
        sectors=(Mention(code="transport", score=0.7),),
        countries=tuple(Mention(code=code, score=0.9) for code in changes.pop("countries", ("CN", "KE"))),
        parties=(),
        amounts=(),
        quotes=(),
        evidence=(EVIDENCE,),
        version="test",
    )
    seen = BEGIN + timedelta(minutes=number)
    outlet = Outlet(
        source="herald",
        name="The Herald",
        title=article.title,
        url=article.url,
        published=article.published,
        likeness=1.0,
        lead=True,
    )
    known: dict[str, Any] = {
        "id": number,
        "lead": article,
        "annotation": about,
        "outlets": (outlet,),
        "first_seen": seen,
        "updated": seen,
        "revision": 0,
        "change": None,
        "deal": Deal(parties=(DealField(value="Kenya", evidence=EVIDENCE),)),
    }
    return Story(**(known | changes))
