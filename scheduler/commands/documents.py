"""Documents of this machine, as pages."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from crawler.model import Page


def document(path: Path, url: str | None = None) -> Page:
    """A document of this machine as a page: HTML when it looks like it, else plain text.

    Raises:
        FetchError: it cannot be read, or its address is none.
    """
    from crawler.errors import FetchError
    from crawler.model import Page

    now = datetime.now(UTC)
    try:
        urlsplit(url or "")
    except ValueError as error:
        raise FetchError(f"{url} is no address ({error}): give the one that the document came from") from error
    try:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise FetchError(
            f"{path}: cannot be read ({error.strerror}): give the path of a document or an address with http://"
        ) from error
    markup = path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml") or body[:2000].lstrip().startswith(b"<")
    where = url or (path.resolve().as_uri() if str(path) != "-" else "file:///dev/stdin")
    return Page(url=where, body=body, headers={"content-type": "text/html" if markup else "text/plain"}, fetched_at=now)


def addresses(file: Iterable[str]) -> list[str]:
    """The addresses of a list, one a line; lines that begin with # are remarks.

    Raises:
        UsageError: it is no text.
    """
    try:
        lines = [line.strip() for line in file]
    except UnicodeDecodeError as error:
        raise click.UsageError(f"--from: {error.object[:40]!r} is no text in UTF-8: save the list as such") from error
    return [line for line in lines if line and not line.startswith("#")]


def is_address(text: str) -> bool:
    return "://" in text


def is_path(text: str) -> bool:
    """Whether an argument means a document of this machine: only a plain path does, never a `file:` address."""
    return ":" not in text.partition("/")[0] and Path(text).is_file()
