"""The records that cross a doorway of the house: frozen, slotted, keyword-only, standard library only.

Every moment is an aware `datetime` in UTC. Tuples and mappings are never changed after a record is made.
"""

from crawler.model.annotations import IN_PASSING, Amount, Annotation, Evidence, Mention, Party, Quote
from crawler.model.articles import Article, Link, Page
from crawler.model.crawls import CrawlReport, Problem, Sample, Validators, Visit
from crawler.model.health import Alarm, SourceStatus
from crawler.model.sources import Api, Listing, Selectors, Source
from crawler.model.stories import Deal, DealField, Fingerprint, Hit, Kept, Outlet, Reading, Story
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
