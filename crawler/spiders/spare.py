"""Home pages that stand for the entry points which they name, kept until one of those has brought something."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy.http import Response

from crawler.fetch.errand import Errand
from crawler.model import Page


@dataclass(slots=True, eq=False)
class Spare:
    """A home page as it came: a list itself, once nothing that it names can be had."""

    errand: Errand
    response: Response
    page: Page
    left: int
    """Entry points that it names and that have not ended."""


class Spares:
    """Those of a crawl, by source."""

    def __init__(self) -> None:
        self._kept: dict[str, Spare] = {}

    def keep(self, spare: Spare) -> None:
        self._kept[spare.errand.source.name] = spare

    def after(self, errand: Errand, *, useful: bool) -> Spare | None:
        """The home page to read in the place of an entry point that has ended, if it was the last and none was of use."""
        spare = self._kept.get(errand.source.name) if errand.named else None
        if spare is None:
            return None
        spare.left -= 1
        if useful or not spare.left:
            del self._kept[errand.source.name]
        return None if useful or spare.left else spare
