"""Publish: the one path from stories to documents on the shelf. Hold the lock of publishing around it.

Killed at any moment it loses nothing: a document is on the shelf whole or not at all, and what was dirty is forgotten only
after all its documents stand there; the next run does them again, and finds most of them unchanged.
"""

from __future__ import annotations

from feeds.publish.report import PublishReport
from feeds.publish.run import publish

__all__ = ["PublishReport", "publish"]
