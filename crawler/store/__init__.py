"""What is kept: SQLite through sqlite-utils, and the only room that speaks SQL."""

from crawler.store.doctor import Finding
from crawler.store.reader import Revision
from crawler.store.runs import Run
from crawler.store.store import Store

__all__ = ["Finding", "Revision", "Run", "Store"]
