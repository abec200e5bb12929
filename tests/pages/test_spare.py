"""Articles that a page holds elsewhere than in what it shows."""

from __future__ import annotations

import json

import pytest

from crawler.discover import links
from crawler.pages import parse_article
from tests.pages.making import SENTENCE, page

TITLE = "Two governments agree on rail freight"
BODY = "".join(f"<p>{number}. {SENTENCE} {SENTENCE}</p>" for number in range(6))
STATE = {"props": {"article": {"title": TITLE, "publishedAt": "2026-10-20T08:00:00Z", "body": BODY}}}
HEAD = f"<html lang=en><head><title>{TITLE}</title></head><body>"


@pytest.mark.parametrize(
    "body",
    [
        f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>',
        f"<div id=app></div><script>window.__INITIAL_STATE__={json.dumps(STATE)};</script>",
        f"<div id=app></div><script>self.__next_f.push([1,{json.dumps(json.dumps(STATE))}])</script>",
        f"<div id=app></div><script>self.__next_f.push([1,{json.dumps('1a:T5d2,' + BODY)}])</script>",
    ],
    ids=["json", "assignment", "json in a string", "markup in a string"],
)
def test_an_article_in_the_data_of_scripts(body: str) -> None:
    article = parse_article(page(f"{HEAD}{body}</body></html>"))
    assert article.text.split("\n\n")[-1] == f"5. {SENTENCE} {SENTENCE}"
    assert SENTENCE in article.text.split("\n\n")[0]
    assert "{" not in article.text
    assert article.title == TITLE


def test_paragraphs_in_a_list_of_the_data() -> None:
    texts = [f"{number}. {SENTENCE}" for number in range(4)]
    parts = [{"type": "paragraph", "text": text} for text in texts]
    parts[2:2] = [{"type": "image", "text": "The harbour at night, seen from the hill above the town."}]
    others = [{"title": "Another story", "body": [{"text": "Another text, which is a good deal longer. " * 40}]}]
    state = {"article": {"title": TITLE, "body": parts}, "related": others}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": state})}</script>'
    article = parse_article(page(f"{HEAD}<div id=__next></div>{script}</body></html>"))
    assert article.text.split("\n\n") == texts
    assert "text=data" in article.extractor


def test_a_brief_in_the_data_of_a_page_that_is_called_after_its_site_too() -> None:
    state = {"article": {"title": TITLE, "content": f"<p>1. {SENTENCE}</p><p>2. {SENTENCE}</p>"}}
    script = f'<script type="application/json">{json.dumps(state)}</script>'
    html = f"{HEAD}{script}</body></html>".replace("</title>", " - Coast Wire</title>")
    assert parse_article(page(html)).text.split("\n\n") == [f"1. {SENTENCE}", f"2. {SENTENCE}"]


def test_a_short_text_in_structured_data_alone_without_its_pointers() -> None:
    claim = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "articleBody": f"{SENTENCE}\n\nA second day was named.\n\nRead more: Tea",
    }
    script = f'<script type="application/ld+json">{json.dumps(claim)}</script>'
    article = parse_article(page(f"{HEAD}{script}<div id=app></div></body></html>"))
    assert article.text.split("\n\n") == [SENTENCE, "A second day was named."]


@pytest.mark.parametrize("mark", ['shadowrootmode="open"', "shadowrootmode=closed", 'class="x" shadowroot="open"'])
def test_a_shadow_tree_is_shown(mark: str) -> None:
    shadow = f"<news-body><template {mark}><style>p{{}}</style><div>{BODY}</div></template></news-body>"
    hidden = "<template><p>What a script may copy, some time or other, and nobody sees.</p></template>"
    article = parse_article(page(f"{HEAD}<h1>{TITLE}</h1>{shadow}{hidden}</body></html>"))
    assert [line[:2] for line in article.text.split("\n\n")] == [f"{number}." for number in range(6)]
    assert article.extractor.endswith("text=scorer")


def test_the_links_of_a_shadow_tree_are_found() -> None:
    titles = [
        f"Ministers of {name} and Peru open the joint harbour" for name in ("Laos", "Kenya", "Egypt", "Cuba", "Chile")
    ]
    rows = "".join(
        f'<a href="/world/joint-harbour-{number}"><h3>{title}</h3></a>' for number, title in enumerate(titles)
    )
    html = f'<html><body><news-list><template shadowrootmode="open">{rows}</template></news-list></body></html>'
    assert [link.title for link in links(page(html, "https://news.example/world/"))] == titles
