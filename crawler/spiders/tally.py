"""What one crawl of one source has brought so far: counted here, told as a `CrawlReport`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crawler.model import Article, CrawlReport, Problem, Sample, Source, Visit
from crawler.spiders.options import Progress

MOST_PROBLEMS = 50
"""Told one by one; `outcomes` counts them all."""
_CREDENTIALS = re.compile(r"//[^/?#]*@")
FIELDS = ("title", "published", "authors", "summary", "language", "images", "text")


@dataclass(slots=True, eq=False)
class Tally:
    """The counts of one source in one crawl."""

    source: Source
    began: datetime
    ended: datetime | None = None
    ok: bool = False
    outcomes: Counter[str] = field(default_factory=Counter)
    found: int = 0
    wanted: int = 0
    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    guessed: int = 0
    newest: datetime | None = None
    problems: list[Problem] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    hints: dict[str, Any] = field(default_factory=dict)
    open: int = 0
    """Errands that have not ended."""
    asked: set[str] = field(default_factory=set)
    """Addresses of indexes and pages that were asked for."""
    indexes: set[str] = field(default_factory=set)
    """Of these, the indexes that followed from others."""
    lists: list[Visit] = field(default_factory=list)
    """Answers of entry points, remembered only when everything that they named has its end."""
    tried_again: bool = False
    """Whether the pages that failed before were looked up: once in a crawl."""
    unfinished: bool = False
    """Something that a list named is left for later: the list must be read again."""
    _lengths: list[int] = field(default_factory=list)
    _present: Counter[str] = field(default_factory=Counter)
    _selected: Counter[str] = field(default_factory=Counter)
    _published: list[datetime] = field(default_factory=list)

    def note(self, problem: Problem) -> None:
        """Remember what went wrong, without the user and password that an address may carry: reports are printed and logged."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(replace(problem, url=problem.url and _CREDENTIALS.sub("//", problem.url)))

    def read(self, article: Article) -> None:
        """Count which fields an article has."""
        self._lengths.append(len(article.text))
        self._present.update(name for name in FIELDS if getattr(article, name))
        if "=selector" in article.extractor:
            winners = (one.partition("=") for one in article.extractor.split(" "))
            self._selected.update(f"{name} by selector" for name, _, reader in winners if reader == "selector")

    def new(self, article: Article) -> None:
        if article.published is not None:
            self._published.append(article.published)

    def seen_entry(self, published: datetime | None) -> None:
        if published is not None and (self.newest is None or published > self.newest):
            self.newest = published

    def hint(self, name: str, value: float | None) -> None:
        """A wish of the server, in seconds; the largest counts."""
        if value is not None:
            self.hints[name] = max(value, self.hints.get(name, 0))

    def skip(self, hours: tuple[int, ...]) -> None:
        """Hours of the day, UTC, in which an entry point does not want to be asked: those of all are kept to."""
        if hours:
            self.hints["skip_hours"] = tuple(sorted({*hours, *self.hints.get("skip_hours", ())}))

    @property
    def done(self) -> int:
        return self.outcomes.total() - self.outcomes["known"] - self.outcomes["archived"]

    def progress(self, report: CrawlReport | None = None) -> Progress:
        return Progress(
            source=self.source.name, found=self.found, wanted=self.wanted, done=self.done,
            outcomes=dict(self.outcomes), requests=self.requests, report=report,
        )  # fmt: skip

    def report(self, now: datetime) -> CrawlReport:
        """The record of it all."""
        articles = len(self._lengths)
        counts = {name: self._present[name] for name in FIELDS} | self._selected
        fields = {name: count / articles for name, count in counts.items()} if articles else {}
        if articles:
            fields["characters"] = _median(self._lengths)
        hints = dict(self.hints)
        if self._published:
            hints["published"] = tuple(sorted(self._published))
        return CrawlReport(
            source=self.source.name, ok=self.ok, began=self.began, ended=self.ended or now, outcomes=dict(self.outcomes),
            found=self.found, requests=self.requests, bytes=self.bytes, not_modified=self.not_modified, guessed=self.guessed,
            newest=self.newest, problems=tuple(self.problems), samples=tuple(self.samples), hints=hints, fields=fields,
        )  # fmt: skip


def _median(numbers: Sequence[int]) -> float:
    """The middle of them; `statistics`, which has it too, loads fractions, decimals and chance for what it does else."""
    ordered = sorted(numbers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
