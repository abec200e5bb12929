"""Quick ways give the answers of the slow ones: expressions in small letters, guards, forms of datelines, English by its words."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from crawler.pages import dateline, language, masthead, people
from crawler.pages.caseless import Caseless
from crawler.pages.guarded import Guarded
from crawler.pages.tree import text_of
from crawler.wide import narrowed

LINES = (
    "Read MORE",
    "read more",
    "Опубликовано",
    "ОПУБЛИКОВАНО",
    "下载APP",
    "下载app",
    "nothing of that",
    "Über uns",
    "ÜBER UNS",
    "W",
)


@pytest.mark.parametrize(
    "expression", ["read more", "Опубликован\\w*", "下载APP", r"\Wmore|über\s", r"\W*Read\b.*", r"\Dapp"]
)
@pytest.mark.parametrize("text", LINES)
def test_small_letters_match_what_the_case_does_not_matter_for(expression: str, text: str) -> None:
    quick, slow = Caseless(expression), re.compile(expression, re.IGNORECASE)
    assert quick.within(text) == (slow.search(text) is not None)
    assert quick.is_all(text) == (slow.fullmatch(text) is not None)


def test_guards_that_are_met_in_no_text_are_left_out() -> None:
    words = Guarded({"copyright": r"\bcopyright\b", "版权": "版权"})
    assert words.met_in("All rights reserved. COPYRIGHT 2026").match_in("Copyright by the Herald")
    assert not words.met_in("All rights reserved. COPYRIGHT 2026").match_in("版权所有")
    assert not words.met_in("Two governments signed an agreement.")


@pytest.mark.parametrize(
    ("text", "agency", "place", "date"),
    [
        ("Xinhua, Beijing, Nov. 9 (Wang Yifei and Zhang Yuhuan) The line opened.", "Xinhua", "Beijing", "Nov. 9"),
        ("BEIJING, Nov. 9 (Xinhua) -- The line opened.", "Xinhua", "Beijing", "Nov. 9"),
        ("MOSCOW, November 9. /TASS/. The line opened.", "TASS", "Moscow", "November 9"),
        ("(Xinhua) BEIJING, Nov 9 -- The line opened.", "Xinhua", "Beijing", "Nov 9"),
        ("HAVANA, Cuba (AP) — The line opened.", "AP", "Havana, Cuba", None),
        ("(Reuters) - The line opened.", "Reuters", None, None),
        ("CAIRO, Nov 9 - The line opened.", None, "Cairo", "Nov 9"),
        ("新华社北京11月9日电 铁路通车。", "Xinhua", "北京", "11月9日"),
    ],
)
def test_each_form_of_a_dateline_is_found(text: str, agency: str | None, place: str | None, date: str | None) -> None:
    found = dateline.read(text)
    assert found is not None
    assert (found.agency is not None, found.place, found.date) == (agency is not None, place, date)


def test_english_is_known_by_its_words_and_others_are_not_taken_for_it() -> None:
    english = "The two governments said that they would share the cost of the stations and the works with the third."
    german = (
        "Die beiden Regierungen teilen sich die Kosten der Bahnhöfe, wie es in »The Herald« von gestern hieß, und mehr."
    )
    assert language.detect(english) == "en"
    assert language.detect(german) == "de"


@pytest.mark.parametrize(
    ("name", "found"), [("王小明", ("王小明",)), ("李 明", ("李明",)), ("Ada Lovelace", ("Ada Lovelace",))]
)
def test_names_in_both_scripts(name: str, found: tuple[str, ...]) -> None:
    assert people.names(name) == found


@pytest.mark.parametrize("value", ["1", '">"', "'>'"])
def test_a_tag_that_is_too_wide_is_found_whatever_stands_in_its_values(value: str) -> None:
    wide = "<p " + " ".join(f"a{number}={value}" for number in range(12_000)) + ">text</p>"
    assert narrowed(wide) == "<p>text</p>"
    honest = "<p class=a>text</p>" * 12_000
    assert narrowed(honest) is honest


@pytest.mark.parametrize(
    "text",
    [
        "Editor: Ann Lee",
        "EDITED BY: ANN LEE",
        "Web editors/ Ann Lee",
        "Copy Editor: Ann Lee",
        "责任编辑：王明",
        "Edıtor: Ann Lee",
    ],
)
def test_a_line_that_names_its_editor_is_looked_through_for_one(text: str) -> None:
    assert masthead._EDITED.search(text)
    assert masthead._may_name_editor(text)


def test_a_line_in_ascii_without_a_word_for_an_editor_is_not() -> None:
    assert not masthead._may_name_editor("By Ann Lee | Updated: 3 April 2026")


@pytest.mark.parametrize(
    "markup", ["<h1>Rail</h1>", "<h1></h1>", "<h1>Rail <b>opens</b> today</h1>", "<h1><b></b>Rail</h1>"]
)
def test_the_text_of_an_element_is_that_of_all_its_parts(markup: str) -> None:
    element = etree.fromstring(markup)
    assert text_of(element) == " ".join(element.itertext())
