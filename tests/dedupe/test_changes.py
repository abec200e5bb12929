from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from crawler.dedupe import changes, compare, sentence_hash, word_diff
from crawler.model import Article

Make = Callable[..., Article]
TEXT = (
    "The two ports signed a contract worth 120 million dollars on Monday. Minister Amina Rahimi called it a first step. "
    "Work on the terminal begins in June and lasts three years."
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("120", "140", "numbers 120 -> 140"),
        ("Rahimi", "Karimi", "names Rahimi -> Karimi"),
        ("a first step", "a very first step", "1 sentence reworded"),
        ("Work on the terminal begins in June and lasts three years.", "", "1 sentence removed"),
        ("three years.", "three years. A second terminal may follow if traffic grows.", "1 sentence added"),
    ],
)
def test_corrections_of_substance(make: Make, old: str, new: str, said: str) -> None:
    change = compare(make("A contract", TEXT), make("A contract", TEXT.replace(old, new)))
    assert change.substance
    assert said in change.summary


def test_a_new_headline_is_one(make: Make) -> None:
    assert compare(make("A contract", TEXT), make("A contract signed", TEXT)).summary == "headline"
    assert not compare(make("A contract", TEXT), make("The two ports", TEXT, title_derived=True)).substance


@pytest.mark.parametrize(
    "new",
    [
        TEXT.replace("Monday. ", "Monday.\n\n"), TEXT.upper(), TEXT.replace("step.", "step!"), TEXT.replace("step.", "“step”."),
        TEXT.replace(". ", "; "),
    ],
)  # fmt: skip
def test_punctuation_case_and_spacing_are_not(make: Make, new: str) -> None:
    change = compare(make("A contract", TEXT), make("A CONTRACT!", new))
    assert not change.substance
    assert change.summary == ""


def test_furniture_is_not(make: Make) -> None:
    footer = "Subscribe to our newsletter and read more every morning."
    furniture = {sentence_hash(footer) or 0}
    old, new = make("A contract", TEXT), make("A contract", f"{TEXT}\n{footer}")
    assert compare(old, new).substance
    assert not compare(old, new, furniture=furniture).substance
    assert not compare(new, old, furniture=furniture).substance


def test_chinese_is_compared_sign_by_sign(make: Make) -> None:
    old, new = (
        "两港周一签署合同，金额一亿二千万美元。工程六月开工。",
        "两港周二签署合同，金额一亿二千万美元。工程六月开工。",
    )
    assert compare(make("合同", old), make("合同", new)).substance
    assert ("gone", "一") in word_diff(old, new)


def test_a_difference_spells_both_texts() -> None:
    old, new = TEXT, TEXT.replace("120", "140").replace(" on Monday", "")
    pieces = word_diff(old, new)
    assert "".join(text for what, text in pieces if what != "come") == old
    assert "".join(text for what, text in pieces if what != "gone") == new
    assert ("gone", "120") in pieces
    assert ("come", "140") in pieces


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "A first word."), ("A last word.", ""), ("", ""), (" \n\n", "\n"), ("One. Two. Three.", "Two. Three. Four."),
        ("One.\n\nTwo. Three", "One.\n\nTwo again. And more. Three"), ("一。二。三。", "一。两。三。四。"),
        ("word " * 9000, "words " * 9000), ("One. " + "Yes. " * 3000, "Yes. " * 3001 + "Two."), ("Yes. " * 3000, "Yes. " * 2999),
        ("No. " * 1500 + "Yes. " * 1500, "No. " * 1501 + "Oh. " + "Yes. " * 1500),
    ],
)  # fmt: skip
def test_no_letter_is_lost_in_a_difference(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(text for what, text in pieces if what != "come") == old
    assert "".join(text for what, text in pieces if what != "gone") == new


def test_a_long_text_is_compared_where_its_sentences_differ(
    words: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = words(1, 600)
    new = [line if at % 9 else line.replace(" ", " now ", 1) for at, line in enumerate(old)]
    compared = []

    class Counting(SequenceMatcher[str]):
        def __init__(self, junk: None, a: list[str], b: list[str], *, autojunk: bool) -> None:
            compared.append(max(len(a), len(b)))
            super().__init__(junk, a, b, autojunk=autojunk)

    monkeypatch.setattr(changes, "SequenceMatcher", Counting)
    pieces = word_diff(" ".join(old), " ".join(new))
    assert max(compared) == 600
    assert [text.strip() for what, text in pieces if what == "come"] == ["now"] * 67
    assert not [text for what, text in pieces if what == "gone"]


LONG = ". ".join(" ".join(f"w{at}{more}" for at in range(990)) for more in range(20))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One. " + "Yes. " * 3000, "Yes. " * 3001 + "Two."),
        (LONG, LONG.replace("1", "7")),
    ],
    ids=["sentences", "words"],
)
def test_what_is_compared_has_a_bound(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    class Counting(SequenceMatcher[str]):
        def __init__(self, junk: None, a: list[str], b: list[str], *, autojunk: bool) -> None:
            compared.append(len(a) * len(b))
            super().__init__(junk, a, b, autojunk=autojunk)

    monkeypatch.setattr(changes, "SequenceMatcher", Counting)
    word_diff(old, new)
    assert sum(compared) <= 10_000_000


def test_one_word_of_a_text_of_very_many_sentences() -> None:
    old = [f"Sentence {at} says so." for at in range(4000)]
    new = [*old[:1999], "Sentence 1999 said so.", *old[2000:]]
    pieces = word_diff(" ".join(old), " ".join(new))
    assert [piece for piece in pieces if piece[0] != "same"] == [("gone", "says"), ("come", "said")]
