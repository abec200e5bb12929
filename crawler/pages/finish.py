"""The last steps, the same for every kind of page: dateline, trailers, learned boilerplate, and what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC

from crawler.errors import NotAnArticle
from crawler.model import Article, Page, Source

from . import agencies, dateline, headline, language, moments, outlets, rendering, trailers, zones
from . import boilerplate as lines
from .clean import optional
from .draft import Draft
from .moments import Clock, Moment

_YEAR = re.compile(r"(?<![\d.,$€£¥])(?:19[7-9]\d|20\d\d)(?![\d%]|[.,]\d)")
_ORDER = (
    "title",
    "paragraphs",
    "published",
    "authors",
    "modified",
    "summary",
    "keywords",
    "outlet",
    "agency",
    "rights",
    "related",
)
_INNER = ("blocks", "credit", "beside_date")
_SHORT = {"paragraphs": "text", "outlet": "source"}


def article(
    draft: Draft, page: Page, source: Source | None, clock: Clock, learned: frozenset[str], *, html: bool
) -> Article:
    """The record of a draft. Raises NotAnArticle when no text is left."""
    _dateline(draft, clock)
    _trailers(draft)
    draft.paragraphs = lines.without(draft.paragraphs, learned)
    text = "\n\n".join(draft.paragraphs)
    if not re.search(r"\w{2}", text) or text == draft.title:
        raise NotAnArticle("there is no running text on this page: it is a list, a gallery or a wall, not an article")
    derived = not draft.title
    raw = draft.title or headline.derive(text)
    published = _published(draft, text, clock)
    if published and draft.published and draft.modified and draft.winners.get("modified") == "visible":
        draft.modified += published.when - draft.published.when  # it stands in the same zone
    outlet = source.name if source else draft.outlet
    return Article(
        url=page.url,
        canonical_url=draft.canonical,
        title=headline.mend(raw),
        title_raw=raw,
        title_derived=derived,
        text=text,
        summary=optional(draft.summary),
        authors=draft.authors,
        editor=draft.editor,
        agency=draft.agency,
        place=draft.place,
        published=published.when if published and published.precision != "unknown" else None,
        published_raw=published.raw if published else None,
        published_precision=published.precision if published else "unknown",
        published_inferred=published.inferred if published else (),
        modified=draft.modified,
        language=language.detect(text, [*draft.languages, source.language if source else None]),
        keywords=draft.keywords,
        images=draft.images,
        related=draft.related,
        rights=draft.rights,
        reading_minutes=draft.reading_minutes,
        source=outlet,
        fetched_at=page.fetched_at,
        extractor=_extractor(draft, derived),
        html=rendering.render(draft.blocks, draft.paragraphs, page.url) if html and draft.blocks else None,
    )


def _dateline(draft: Draft, clock: Clock) -> None:
    for number, paragraph in enumerate(draft.paragraphs[:2]):
        if (found := dateline.read(paragraph)) is None:
            continue
        draft.win("agency", found.agency, "dateline")
        draft.win("place", found.place, "dateline")
        draft.win("authors", found.authors, "dateline")
        if found.date and (draft.published is None or draft.winners["published"] == "url"):
            draft.published = _without_year(found.date, draft, clock)
            draft.winners["published"] = "dateline"
        draft.paragraphs[number] = paragraph[found.end :].strip()
        draft.paragraphs = [text for text in draft.paragraphs if text]
        return
    for paragraph in draft.paragraphs[:2]:  # a summary may stand before it
        draft.win("place", dateline.place_alone(paragraph), "dateline")


def _without_year(written: str, draft: Draft, clock: Clock) -> Moment:
    """A dateline's day. Its year is the latest that the text names: the year of crawling is no evidence."""
    years = {int(year) for year in _YEAR.findall(" ".join([draft.title or "", *draft.paragraphs]))}
    if draft.published is not None:  # the address names the day
        years = {draft.published.when.year}
    for year in sorted((year for year in years if year <= clock.now.year), reverse=True):
        if moment := moments.parse(written, clock._replace(year=year)):
            return moment
    moment = moments.parse(written, clock)
    if moment and "year" not in moment.inferred:
        return moment
    return Moment(when=clock.now.astimezone(UTC), raw=written, precision="unknown")


def _trailers(draft: Draft) -> None:
    found = trailers.trim(draft.paragraphs)
    draft.paragraphs = found.paragraphs
    for name in ("rights", "editor", "agency"):
        draft.win(name, getattr(found, name), "trailer")
    draft.win("credit", found.source, "trailer")
    draft.win("agency", agencies.agency(draft.credit), draft.winners.get("credit", "visible"))
    draft.win("agency", agencies.agency(draft.beside_date), "visible")
    draft.win("outlet", draft.credit, "credit")
    draft.win("authors", tuple(found.authors), "trailer")
    if found.keywords and draft.winners.get("keywords") == "meta":
        draft.keywords = ()
    draft.win("keywords", tuple(found.keywords), "text")


def _published(draft: Draft, text: str, clock: Clock) -> Moment | None:
    """The moment of publication; one without a zone is read again in the zone of the outlet that the page names."""
    moment = draft.published
    if moment is None or clock.zone is not None or "zone" not in moment.inferred:
        return moment
    known = zones.home(outlets.zone_of(draft.outlet, draft.credit, draft.beside_date, draft.agency))
    return moments.parse(moment.raw, clock._replace(zone=known)) or moment if known else moment


def _extractor(draft: Draft, derived: bool) -> str:
    winners = dict(draft.winners)
    if derived:
        winners["title"] = "first-sentence"
    return " ".join(f"{_SHORT.get(name, name)}={winners[name]}" for name in _in_order(winners) if name not in _INNER)


def _in_order(winners: Iterable[str]) -> list[str]:
    return sorted(winners, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
