"""How a page is laid out: lines, blocks, the boxes they lie in, and what the boxes' names say."""

from __future__ import annotations

import pytest

from crawler.pages import cards, markup, walk
from crawler.pages.blocks import Layout
from crawler.pages.clean import line
from tests.pages.making import SENTENCE


def laid(body: str) -> Layout:
    element = markup.parse(f"<html><body>{body}</body></html>").root.find("body")
    assert element is not None
    return walk.lay_out(element)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  two   words \n", "two words"),
        ("two words", "two words"),
        ("two\x0bwords", "two words"),
        ("two \u200b words", "two words"),
        ("trans\xadport\u202e", "transport"),
        ("cafe\u0301", "caf\xe9"),
        ("铁路\n货运", "铁路货运"),
        ("铁路\nrail", "铁路 rail"),
        ("\u3000\u3000铁路", "铁路"),
        ("a\ud800b", "ab"),
        ("", ""),
    ],
)
def test_one_line(written: str, read: str) -> None:
    assert line(written) == read


def test_boxes_hold_what_lies_between_their_ends() -> None:
    layout = laid("<div><p>one</p><section><p>two</p><p>three</p></section></div><p>four</p>")
    texts = {
        box.element.tag: [block.text for block in layout.blocks[box.first : box.end]]
        for box in layout.boxes
        if box.tag != "p"
    }
    assert texts == {
        "body": ["one", "two", "three", "four"],
        "div": ["one", "two", "three"],
        "section": ["two", "three"],
    }
    boxes = [box for box in layout.boxes if box.tag in ("section", "div")]
    assert [block.text for block in layout.within(boxes)] == texts["div"], "no block twice, though boxes lie in boxes"


@pytest.mark.parametrize("tag", ["article", "q", "blockquote"])
def test_elements_are_read_as_deep_as_the_parser_lets_them_lie(tag: str) -> None:
    layout = laid(f"<p>{SENTENCE}</p>" + f"<{tag}>deep " * 5000)
    assert layout.blocks[0].text == SENTENCE
    assert sum(block.text.count("deep") for block in layout.blocks) >= 200


def test_pictures_stand_behind_the_paragraph_around_them() -> None:
    layout = laid('<img src="a.jpg"><p>before <img data-src="b.jpg" src="data:x"> behind</p><img alt="no address">')
    assert [(block.tag, block.text) for block in layout.blocks] == [("img", ""), ("p", "before behind"), ("img", "")]
    assert layout.blocks[2].runs[0].href == "b.jpg"


@pytest.mark.parametrize("mark", ["hidden", 'aria-hidden="true"', 'style="color: red; DISPLAY : none"'])
def test_what_is_hidden_is_not_read(mark: str) -> None:
    layout = laid(f"<p>{SENTENCE}</p><div {mark}><p>not shown</p></div><button>press</button> tail")
    assert [block.text for block in layout.blocks] == [SENTENCE, "tail"]
    shown = laid(f"<p>short</p><div {mark}><p>{SENTENCE}</p></div>")
    assert SENTENCE in [block.text for block in shown.blocks], "most of a page is never hidden"


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ('class="article-comments"', "comments"),
        ('class="wide relatedPosts"', "pointer"),
        ('id="main_footer"', "frame"),
        ('class="share entry-content"', None),
        ('class="hentry tags"', None),
        ('class="tags author"', "tool"),
        ('class="commentary"', None),
        ('role="navigation" class="entry-content"', "frame"),
        ("", None),
    ],
)
def test_names_of_boxes(attributes: str, kind: str | None) -> None:
    assert laid(f"<div {attributes}>words</div>").boxes[1].noise == kind


def test_cards_stand_in_rows() -> None:
    card = '<div><a href="/1"><img src="a.jpg">A train leaves for the sea</a><p>A few words.</p></div>'
    layout = laid(f"<main><p>{SENTENCE * 8}</p>{card * 3}</main>")
    assert [box.tag for box in cards.find(layout, layout.boxes[1])] == ["div"] * 3
    alone = laid(f"<main><p>{SENTENCE * 8}</p>{card}</main>")
    assert cards.find(alone, alone.boxes[1]) == []
