from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.dedupe.parts import aside, is_piece

Words = Callable[[int, int], list[str]]

NOTICE = "This page is for subscribers. Log in or take out a subscription, and support independent reporting from the whole region."


@pytest.fixture
def items(words: Words) -> list[str]:
    """Four items of a digest, of two sentences each."""
    return [" ".join(words(seed, 2)) for seed in (1, 2, 3, 4)]


def head(item: str) -> str:
    """A headline of the item's words."""
    return " ".join(item.split()[4:14])


def test_an_item_of_a_digest_is_a_piece_of_it_unless_it_stands_first(items: list[str]) -> None:
    digest = "\n".join(items)
    assert [is_piece(head(one), one, digest) for one in items] == [False, True, True, True]
    assert aside(head(items[3]), items[3], "The morning's briefing", digest)
    assert aside("The morning's briefing", digest, head(items[3]), items[3])


def test_a_report_that_comes_to_the_words_of_a_brief_has_spoken_of_its_things_before(items: list[str]) -> None:
    report = "\n".join((*items[:3], f"This is about {head(items[3])}.", items[3]))
    assert not is_piece(head(items[3]), items[3], report)


def test_an_excerpt_is_no_piece(words: Words) -> None:
    whole = words(1, 20)
    local, own = " ".join(words(2, 3)), " ".join(words(3, 2))
    excerpt = " ".join(whole[:5])
    assert not is_piece(head(excerpt), excerpt, " ".join(whole))
    assert not is_piece(head(excerpt), excerpt, f"{local} {' '.join(whole)}")
    assert not is_piece(head(excerpt), f"{own} {excerpt}", " ".join(whole))
    assert not is_piece("", " ".join(words(4, 5)), " ".join(whole))


def test_a_long_text_is_no_item_of_another(words: Words) -> None:
    whole = words(1, 700)
    assert is_piece("", " ".join(whole[-20:]), " ".join(whole))
    assert not is_piece("", " ".join(whole[-220:]), " ".join(whole))


@pytest.mark.parametrize(
    ("notice", "one", "other"),
    [
        (NOTICE, "Borduria builds two ports", "Sylvania lends a bridge"),
        ("本文仅供订阅用户阅读，请登录后继续浏览。", "肯尼亚港口扩建", "秘鲁海关新站"),
    ],
)
def test_a_notice_below_two_headlines_tells_neither(notice: str, one: str, other: str) -> None:
    assert aside(one, notice, other, notice)
    assert not aside(one, notice, one, notice)


def test_a_brief_has_other_headlines_of_the_same_things() -> None:
    text = (
        "Sylvania lends Borduria 40 million crowns for a bridge over the Oster, the ministers of both said on Monday."
    )
    assert not aside("Bridge over the Oster", text, "Money for Borduria", text)
    assert not aside("Briefly", text, "What else happened today", text)
