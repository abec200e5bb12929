"""The deeds of the house, each with one path: the clock, the command line and the tests call the same functions."""

from scheduler.jobs.aftermath import UPKEEP, close_orphans
from scheduler.jobs.crawling import Crawled, crawl_and_publish
from scheduler.jobs.delays import Published
from scheduler.jobs.hand import crawl_by_hand, fetch_one, keep_documents
from scheduler.jobs.publishing import Publisher, publish_all
from scheduler.jobs.schedule import due, limits_of, ready, replan, scale_of
from scheduler.jobs.selection import as_before, choose, load, report_of, source_of, strangers, unusable
from scheduler.jobs.upkeep import JOBS, maintain

__all__ = [
    "JOBS",
    "UPKEEP",
    "Crawled",
    "Published",
    "Publisher",
    "as_before",
    "choose",
    "close_orphans",
    "crawl_and_publish",
    "crawl_by_hand",
    "due",
    "fetch_one",
    "keep_documents",
    "limits_of",
    "load",
    "maintain",
    "publish_all",
    "ready",
    "replan",
    "report_of",
    "scale_of",
    "source_of",
    "strangers",
    "unusable",
]
