"""What a request ends with when it brings no page."""

from __future__ import annotations

from datetime import datetime

from scrapy.exceptions import IgnoreRequest

from crawler.model import Problem


class Undelivered(IgnoreRequest):
    """No page came of a request: why, in a slug and in words, and when it may be tried again."""

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        passing: bool = False,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        """A slug of `Problem.kind`."""
        self.message = " ".join(message.split())
        """In one line, whatever a library or a server had to say."""
        self.status = status
        self.retry_at = retry_at
        self.passing = passing
        """Whether it may well be different at the next crawl (a timeout), or not (404)."""

    def problem(self, url: str | None) -> Problem:
        """The same as a record of ours."""
        return Problem(url=url, kind=self.kind, message=self.message)


def undelivered(error: BaseException | None) -> Undelivered:
    """Any error that a request ended with, as the one kind that we know."""
    if isinstance(error, Undelivered):
        return error
    text = str(error) or type(error).__name__
    return Undelivered("failed", f"{type(error).__name__}: {text[:200]}", passing=True)
