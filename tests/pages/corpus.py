"""The synthetic corpus: invented stories in nine languages, each set in every layout, and how well they are read."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from crawler.pages import parse_article
from tests.pages.making import page

FOLDER = Path(__file__).parents[1] / "corpus"
SITE = "The Daily Lantern"
_WORDS = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Case:
    """One page and what stands in it."""

    name: str
    html: str
    truth: dict[str, Any]


def cases() -> Iterator[Case]:
    """Every story in every layout."""
    layouts = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER / "layouts"), autoescape=True)
    stories = tomllib.loads((FOLDER / "stories.toml").read_text("utf-8"))
    for name, truth in stories.items():
        for layout in sorted(layouts.list_templates()):
            yield Case(f"{name}/{layout}", layouts.get_template(layout).render(s=truth, site=SITE), truth)


def digest() -> str:
    """A mark of the corpus: scores hold for this one alone."""
    files = sorted(
        path for path in FOLDER.rglob("*") if path.suffix in (".html", ".toml") and path.name != "scores.toml"
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def scores() -> dict[str, float]:
    """Body F1, and the shares of titles, days, languages and authors that are right."""
    found: Counter[str] = Counter()
    number = 0
    for number, case in enumerate(cases(), 1):
        article = parse_article(page(case.html, url=f"https://lantern.example/news/{number}-x.html"))
        found["body"] += _overlap("\n".join(case.truth["paragraphs"]), article.text)
        found["title"] += article.title == case.truth["title"]
        found["date"] += article.published is not None and article.published.date().isoformat() == case.truth["day"]
        found["language"] += article.language == case.truth["language"]
        found["right"] += len({*article.authors} & {*case.truth["authors"]})
        found["given"] += len(article.authors)
        found["clean"] += not any(
            text in article.text for text in (*case.truth["related"], case.truth["foot"], case.truth["share"])
        )
    shares = {name: found[name] / number for name in ("body", "title", "date", "language", "clean")}
    return {**shares, "author": found["right"] / max(found["given"], 1), "pages": number}


def _overlap(truth: str, text: str) -> float:
    """F1 in shingles of four words; a Chinese or Japanese letter counts as a word."""
    wanted, got = _shingles(truth), _shingles(text)
    both = sum((wanted & got).values())
    return 2 * both / (wanted.total() + got.total()) if both else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(unicodedata.normalize("NFC", text))
    return Counter(zip(*(words[start:] for start in range(4)), strict=False))
