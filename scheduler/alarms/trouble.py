"""What the problems of a crawl mean: the network, the site's refusal, or something that will not heal by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.model import CrawlReport, Problem
from scheduler.plan import ErrorKind

NETWORK = frozenset({"dns", "connection", "timeout"})
"""The way to the site failed."""
PAGE = frozenset({"not-an-article", "unreadable", "hung", "killed", "too-big"})
"""A page was fetched and gave no article."""
SOFT = frozenset({"later", "bad-answer", "failed", "certificate", "store"})
"""It may well be different next time."""
NOTES = frozenset({"unverified", "stopped", "store", "later"})
"""Said by the way, or of ourselves."""
BLOCKED = frozenset({"blocked", "challenge"})
REFUSALS = frozenset({401, 403, 429, 451})
_STATUS = re.compile(r"\banswers (\d{3})\b")
_NO_RULES = "cannot be read"
"""How the engine says that robots.txt could not be had, for want of a network and not of a right."""


def status_of(problem: Problem) -> int | None:
    """The status that the server answered with, where the problem tells one."""
    found = _STATUS.search(problem.message)
    return int(found[1]) if found else None


def is_block(problem: Problem) -> bool:
    """Whether the site let us know that it does not want us: a challenge page, 401, 403, 429 or 451."""
    return problem.kind in BLOCKED or (problem.kind in {"status", "robots"} and status_of(problem) in REFUSALS)


def kind_of(problem: Problem) -> ErrorKind:
    """`temporary` (network), `soft` (the server failed or said no for now) or `hard` (it will not heal by itself)."""
    if problem.kind in NETWORK or (problem.kind == "robots" and _NO_RULES in problem.message):
        return "temporary"
    if is_block(problem) or problem.kind in SOFT or (status_of(problem) or 0) >= 500:
        return "soft"
    return "hard"


def is_fault(problem: Problem) -> bool:
    """Whether it says that something is wrong with its address."""
    return problem.kind not in NOTES


def blocks(report: CrawlReport) -> tuple[Problem, ...]:
    """Its refusals."""
    return tuple(problem for problem in report.problems if is_block(problem))


def entry_problems(report: CrawlReport) -> tuple[Problem, ...]:
    """What went wrong with anything but an article's page."""
    return tuple(problem for problem in report.problems if problem.kind not in PAGE)


def first(problems: Iterable[Problem]) -> Problem | None:
    return next(iter(problems), None)
