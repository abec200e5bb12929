"""What a document tells of its sentences."""

import pytest

from crawler.annotate import lists
from crawler.annotate.document import document


@pytest.mark.parametrize("blank", [" ", "  ", "\n", "\t", "\u00a0", "\u3000 ", "\u2009"])
def test_a_sentence_is_shown_in_one_line(blank):
    text = document("Rail", f"Kenya{blank}and Peru signed.", "en")
    assert text.words(len(text.raw) - 2) == "Kenya and Peru signed."


@pytest.mark.parametrize(
    "text",
    ["He spoke with capt. Mwangi in Lima.", "They asked dept. Seven of it.", "An office of Kenya corp. Peru has it."],
)
def test_long_abbreviations_end_no_sentence(text):
    assert len([one for one in document("", text, "en").sentences if one.where != "title"]) == 1


@pytest.mark.parametrize("text", ["They talked on rail. Peru will pay.", "They talked on railways. Peru will pay."])
def test_other_words_before_a_capital_end_one(text):
    assert len([one for one in document("", text, "en").sentences if one.where != "title"]) == 2


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("They keep the Paris accord in mind.", "Paris", "en"),
        ("Les pays suivent l'accord de Paris.", "Paris", "fr"),
        ("各国遵守巴黎协定。", "巴黎", "zh"),
    ],
)
def test_a_city_stands_beside_its_pact(text, name, language):
    found = document("", text, language)
    start = found.raw.index(name)
    begins, ends = lists.pacts(found)
    assert start in begins or start + len(name) in ends


def test_what_an_office_is_for_stands_beside_it():
    found = document("", "The minister of trade met the energy minister.", "en")
    begins, ends = lists.offices(found)
    assert begins == {found.raw.index("trade")}
    assert found.raw.index("energy") + len("energy") in ends


def test_words_of_american_papers_have_their_capitals():
    found = document("", "The Sheriff of the county saw a high school in Orange County, N.J., and no counties.", "en")
    words = ("Sheriff", "high school", "County", "N.J.")
    assert lists.american(found) == [found.raw.index(word) for word in words]
