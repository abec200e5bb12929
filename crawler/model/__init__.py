"""The records that cross a doorway of the house: frozen, slotted, keyword-only, standard library only.

Every moment is an aware `datetime` in UTC. Tuples and mappings are never changed after a record is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late

if TYPE_CHECKING:
    from crawler.model.annotations import IN_PASSING, Amount, Annotation, Evidence, Mention, Party, Quote
    from crawler.model.articles import Article, Link, Page
    from crawler.model.crawls import CrawlReport, Problem, Sample, Validators, Visit
    from crawler.model.health import Alarm, SourceStatus
    from crawler.model.readings import Fingerprint, Reading
    from crawler.model.sources import Api, Listing, Selectors, Source
    from crawler.model.stories import Deal, DealField, Hit, Kept, Outlet, Story
    from crawler.model.words import KINDS, Outcome, Precision, Rights

__all__ = [
    "IN_PASSING",
    "KINDS",
    "Alarm",
    "Amount",
    "Annotation",
    "Api",
    "Article",
    "CrawlReport",
    "Deal",
    "DealField",
    "Evidence",
    "Fingerprint",
    "Hit",
    "Kept",
    "Link",
    "Listing",
    "Mention",
    "Outcome",
    "Outlet",
    "Page",
    "Party",
    "Precision",
    "Problem",
    "Quote",
    "Reading",
    "Rights",
    "Sample",
    "Selectors",
    "Source",
    "SourceStatus",
    "Story",
    "Validators",
    "Visit",
]

# records are made when they are first asked for, as each takes as long to make as a small module: who reads pages needs no stories
__getattr__ = late(
    __name__,
    annotations=("IN_PASSING", "Amount", "Annotation", "Evidence", "Mention", "Party", "Quote"),
    articles=("Article", "Link", "Page"),
    crawls=("CrawlReport", "Problem", "Sample", "Validators", "Visit"),
    health=("Alarm", "SourceStatus"),
    readings=("Fingerprint", "Reading"),
    sources=("Api", "Listing", "Selectors", "Source"),
    stories=("Deal", "DealField", "Hit", "Kept", "Outlet", "Story"),
    words=("KINDS", "Outcome", "Precision", "Rights"),
)
