"""What a spider hands to the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.fetch.errand import Errand
from crawler.model import Reading, Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """An article that was read, not yet kept."""

    reading: Reading
    errand: Errand
    visit: Visit
    """What the store shall remember of its address once it is kept."""
