"""HTML pages: one parse, and from it every field, the most trusted reader first."""

from __future__ import annotations

from crawler.model import Page, Source

from . import blocks, body, jsonld, markup, meta, moments, people
from .clean import line
from .draft import Draft
from .moments import Clock


def read(text: str, page: Page, source: Source | None, clock: Clock) -> Draft:
    """What an HTML page says. Raises NotAnArticle when no body can be found."""
    tree = markup.parse(text)
    claims = jsonld.read(tree.scripts, page.url).extend([meta.read(tree.root, page.url), meta.microdata(tree.root)])
    draft = Draft()
    heads = tree.root.xpath("//h1")
    if isinstance(heads, list) and heads:
        draft.win("title", line(" ".join(heads[0].itertext())), "h1")  # type: ignore[union-attr]
    draft.win("title", claims.first("title"), "structured")
    for claim in claims["published"]:
        draft.win("published", moments.parse(claim.value, clock), claim.origin)
    for claim in claims["author"]:
        draft.win(
            "authors", people.names(claim.value, outlets=claims.values("site", "publisher"), loose=True), claim.origin
        )
    draft.win("summary", claims.first("summary"), "structured")
    draft.win("canonical", claims.first("canonical"), "structured")
    draft.win("outlet", claims.first("site"), "structured")
    draft.languages = (claims.first("language"), tree.root.get("lang"))
    element = tree.root.find("body")
    layout = blocks.lay_out(element if element is not None else tree.root)
    found = body.read(layout, draft.title)
    draft.win("paragraphs", [block.text for block in found if block.text], "scorer")
    return draft
