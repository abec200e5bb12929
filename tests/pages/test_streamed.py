"""Parts that a server sends late stand where they belong."""

from __future__ import annotations

import pytest

from crawler.pages import parse_article
from crawler.streamed import in_place
from tests.pages.making import SENTENCE, page

SWAP = '<script>$RC("B:0","S:0")</script>'


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (
            '<p>1</p><!--$?--><template id="B:0"></template><p>wait</p><!--/$--><p>3</p><div hidden id="S:0"><p>2</p></div>',
            "<p>1</p><p>2</p><p>3</p>",
        ),
        (  # parts within parts, in another order, and a part of what is shown until another comes
            (
                '<!--$?--><template id="B:1"></template><i><!--$--><b>wait</b><!--/$--></i><!--/$--><p>4</p>'
                '<div hidden id="S:2"><p>2</p></div>'
                '<div hidden id="S:1"><div><p>1</p><template id="P:2"></template></div><p>3</p></div>'
            ),
            "<div><p>1</p><p>2</p></div><p>3</p><p>4</p>",
        ),
        (  # without comments nobody knows how far that goes which is shown meanwhile
            '<template id="B:0"></template><p>wait</p><div hidden="" id="S:0"><p>1</p></div>',
            "<p>1</p><p>wait</p>",
        ),
        ('<template id="_r_B:0"></template><div hidden id="_r_S:0"><p>1</p></div>', "<p>1</p>"),
        ('<template id="B:0"></template><p>1</p>', '<template id="B:0"></template><p>1</p>'),
        (  # what no place waits for stays hidden: a tab, say
            '<template id="x"></template><div hidden id="TABS:0"><p>1</p></div>',
            '<template id="x"></template><div hidden id="TABS:0"><p>1</p></div>',
        ),
        (  # a second part of that name is nobody's, and not lost
            '<template id="B:0"></template><div hidden id="S:0"><p>1</p></div><div hidden id="S:0"><p>2</p></div>',
            '<p>1</p><div hidden id="S:0"><p>2</p></div>',
        ),
        (
            '<template id="B:0"></template><div hidden id="S:0"><p>never closed',
            '<template id="B:0"></template><div hidden id="S:0"><p>never closed',
        ),
    ],
)
def test_a_late_part_takes_its_place(sent: str, shown: str) -> None:
    assert in_place(sent) == shown


def test_an_article_of_late_parts_is_read_in_order() -> None:
    wait = '<template id="B:{n}"></template><div>Loading paragraph...</div>'
    late = '<div hidden id="S:{n}"><p>{n}. {text} {text}</p></div>'
    places = "".join(wait.format(n=n) for n in range(6))
    parts = "".join(late.format(n=n, text=SENTENCE) for n in reversed(range(6)))
    html = f"<html lang=en><body><article><h1>Two governments agree on rail freight</h1>{places}</article>{parts}{SWAP}</body></html>"
    assert [line[:2] for line in parse_article(page(html)).text.split("\n\n")] == [f"{n}." for n in range(6)]


def test_hostile_streams_end() -> None:
    many = "".join(f'<div hidden id="S:{n:x}"><template id="P:{n + 1:x}"></template></div>' for n in range(20_000))
    places = "".join(f'<!--$?--><template id="B:{n:x}"></template>' for n in range(20_000))
    assert len(in_place(places + many)) <= len(places + many)
    deep = '<template></template><div hidden id="S:0">' + "<div>" * 100_000
    assert in_place(deep) == deep
