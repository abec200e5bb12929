"""What the problems of a crawl mean: the network, the site's refusal, or something that will not heal by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.model import CrawlReport, Problem
from scheduler.plan import ErrorKind

NETWORK = frozenset({"dns", "connect", "connection", "timeout", "network", "tls", "reset"})
"""The way to the site failed."""
PAGE = frozenset({"not-an-article", "unreadable", "hung", "too-big"})
"""A page was fetched and gave no article."""
BLOCKED = frozenset({"blocked", "challenge", "captcha", "forbidden"})
_REFUSAL = re.compile(r"\b(?:401|403|429|451)\b")
_SERVER = re.compile(r"\b(?:429|5\d\d)\b")


def is_block(problem: Problem) -> bool:
    """Whether the site let us know that it does not want us: a challenge page, 401, 403, 429 or 451."""
    return problem.kind in BLOCKED or (problem.kind == "status" and bool(_REFUSAL.search(problem.message)))


def kind_of(problem: Problem) -> ErrorKind:
    """`temporary` (network), `soft` (the server failed or said no for now) or `hard` (it will not heal by itself)."""
    if problem.kind in NETWORK:
        return "temporary"
    if is_block(problem) or (problem.kind == "status" and _SERVER.search(problem.message)):
        return "soft"
    return "hard"


def blocks(report: CrawlReport) -> tuple[Problem, ...]:
    """Its refusals."""
    return tuple(problem for problem in report.problems if is_block(problem))


def entry_problems(report: CrawlReport) -> tuple[Problem, ...]:
    """What went wrong with anything but an article's page."""
    return tuple(problem for problem in report.problems if problem.kind not in PAGE)


def first(problems: Iterable[Problem]) -> Problem | None:
    return next(iter(problems), None)
