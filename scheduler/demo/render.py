"""Templates of the mini-web -> bytes."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

CHINA = timezone(timedelta(hours=8))
"""The zone of Asia/Shanghai, which knows no summer time."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address answers with."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200


@functools.cache
def _templates() -> jinja2.Environment:
    folder = Path(__file__).with_name("templates")
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )


def page(template: str, *, charset: str = "utf-8", **values: Any) -> Resource:
    """A page or feed from a template."""
    kind = "text/html" if template.endswith(".html") else "application/xml"
    body = _templates().get_template(template).render(charset=charset, **values)
    return Resource(body.encode(charset), f"{kind}; charset={charset}")


def dates(moment: datetime) -> dict[str, str]:
    """A moment in the spellings that the sites use."""
    local = moment.astimezone(CHINA)
    return {
        "date": f"{local:%Y-%m-%d %H:%M:%S}",
        "date_words": f"{local:%Y年%m月%d日 %H:%M}",
        "rfc822": format_datetime(local),
        "iso": moment.isoformat(),
    }


def json_ld(**fields: Any) -> Markup:
    """Structured data of a news article, safe inside a script element."""
    return htmlsafe_json_dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})
