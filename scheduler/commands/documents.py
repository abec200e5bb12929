"""Documents of this machine, as pages."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.model import Page


def document(path: Path, url: str | None = None) -> Page:
    """A document of this machine as a page: HTML when it looks like it, else plain text.

    Raises:
        FetchError: it cannot be read.
    """
    from crawler.errors import FetchError
    from crawler.model import Page

    now = datetime.now(UTC)
    try:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise FetchError(
            f"{path}: cannot be read ({error.strerror}): give the path of a document or an address with http://"
        ) from error
    markup = path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml") or body[:2000].lstrip().startswith(b"<")
    where = url or (path.resolve().as_uri() if str(path) != "-" else "file:///dev/stdin")
    return Page(url=where, body=body, headers={"content-type": "text/html" if markup else "text/plain"}, fetched_at=now)


def is_address(text: str) -> bool:
    return "://" in text


def is_path(text: str) -> bool:
    """Whether an argument means a document of this machine: only a plain path does, never a `file:` address."""
    return ":" not in text.partition("/")[0] and Path(text).is_file()
