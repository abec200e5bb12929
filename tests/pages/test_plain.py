"""Documents of plain text, by their layout."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.pages import parse_article
from tests.pages.making import SENTENCE, page

HEAD = "Two governments agree on rail freight\nBy Ann Lee\nThe Herald 2025-03-14 09:30 GMT+2\n\n"


def test_head_and_paragraphs() -> None:
    article = parse_article(
        page(f"{HEAD}{SENTENCE} {SENTENCE}\n\n{SENTENCE} {SENTENCE}\n\nRelated articles\n\nA bridge opens at last\n")
    )
    assert (article.title, article.authors, article.source) == (
        "Two governments agree on rail freight",
        ("Ann Lee",),
        "The Herald",
    )
    assert article.published == datetime(2025, 3, 14, 7, 30, tzinfo=UTC)
    assert article.text == f"{SENTENCE} {SENTENCE}\n\n{SENTENCE} {SENTENCE}"
    assert [link.title for link in article.related] == ["A bridge opens at last"]


def test_lines_broken_at_a_width() -> None:
    words = f"{SENTENCE} {SENTENCE}".split()
    lines = "\n".join(" ".join(words[start : start + 8]) for start in range(0, len(words), 8))
    article = parse_article(page(f"{HEAD}{lines}\n\n{lines}\n"))
    assert article.text == "\n\n".join([" ".join(words)] * 2)


def test_labelled_lines() -> None:
    article = parse_article(
        page(
            f"Title: Rail freight agreed\nDate: 14 March 2025\nAuthor: Ann Lee\nSource: The Herald\n\n{SENTENCE} "
            f"{SENTENCE}\n"
        )
    )
    assert (article.title, article.authors, article.source) == ("Rail freight agreed", ("Ann Lee",), "The Herald")
    assert article.published == datetime(2025, 3, 14, tzinfo=UTC)


def test_chinese_lines_are_joined_without_blanks() -> None:
    text = (
        "　　两国政府在北京签署铁路货运合作协定，并商定了首班列车的开行日期。\n\n双方还讨论了港口与海关事务。\n\n"
        "　　首班列车将于明年春天开行。\n\n　　沿线各站正在改造。\n"
    )
    article = parse_article(page(f"两国签署铁路合作协定\n2025年3月14日 09:30\n\n{text}"))
    assert article.text.split("\n\n")[0].endswith("开行日期。双方还讨论了港口与海关事务。")
    assert (article.title, article.language) == ("两国签署铁路合作协定", "zh")


def test_a_day_without_any_year_is_no_date() -> None:
    article = parse_article(page(f"HAVANA, March 14 (Xinhua) -- {SENTENCE} {SENTENCE}\n"))
    assert (article.published, article.published_raw, article.published_precision) == (None, "March 14", "unknown")


def test_plain_text_may_speak_of_markup() -> None:
    text = f"{HEAD}{SENTENCE} The page has a <p> too many.\n"
    assert "<p>" in parse_article(page(text, content_type="text/plain")).text


@pytest.mark.parametrize(
    ("byline", "line", "sentence"),
    [
        (
            "Por Ana Prado",
            "Publicado em 03/04/2025 às 14h30",
            "O Brasil e Angola assinaram em Luanda um acordo agrícola.",
        ),
        ("Par Marie Dubois", "Le 03/04/2025 à 14h30", "La France et le Maroc ont signé à Rabat un accord sur l'eau."),
    ],
)
def test_a_document_is_read_in_its_language(byline: str, line: str, sentence: str) -> None:
    article = parse_article(
        page("\n".join(["Um acordo entre dois países", byline, line, "", f"{sentence} {sentence} {sentence}"]))
    )
    assert article.published == datetime(2025, 4, 3, 14, 30, tzinfo=UTC)
    assert article.authors == (byline.partition(" ")[2],)
    assert article.text.startswith(sentence)
