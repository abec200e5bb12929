"""Who is quoted, in what role, with which words."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

QUOTES = [
    (
        "en",
        "“We will build the port together with our friends,” said Maria Okello, minister of transport.",
        ("Maria Okello", "minister of transport"),
    ),
    (
        "en",
        "Kenyan Foreign Minister Peter Rono said that the border would open for traders in spring.",
        ("Peter Rono", "Kenyan Foreign Minister"),
    ),
    (
        "en",
        "Ana Ruiz, head of the port authority of Callao, told reporters that ships would dock in May already.",
        ("Ana Ruiz", "head of the port authority of Callao"),
    ),
    ("zh", "老挝副总理宋赛表示，铁路为两国人民带来了实实在在的好处。", ("宋赛", "老挝副总理")),
    ("zh", "老挝代表处首席代表宋赛对本报记者表示，铁路为两国人民带来了好处。", ("宋赛", "老挝代表处首席代表")),
    ("zh", "据项目技术负责人宋赛深情地对记者说，铁路为两国人民带来了好处。", ("宋赛", "项目技术负责人")),
    ("zh", "坦桑尼亚能源部长姆朗达日前说，这条线路将惠及三十万居民。", ("姆朗达", "坦桑尼亚能源部长")),
]


@pytest.mark.parametrize(("language", "text", "who"), QUOTES, ids=[who[0] for *_, who in QUOTES])
def test_quotes(language, text, who):
    (quote,) = annotate(article("", text, language)).quotes
    assert (quote.speaker, quote.role) == who
    assert len(quote.words) > 10
    assert quote.evidence[0].text


SAID = [
    ("Ana Ruiz told reporters on Monday the port was a gift of both peoples.", "Ana Ruiz", None, "the port was a gift"),
    ("Ana Ruiz told a congress of ship owners she was sure of a good end soon.", "Ana Ruiz", None, "she was sure of"),
    ("Ana Ruiz told the assembly that there was hope for a good end of it soon.", "Ana Ruiz", None, "there was hope"),
    ("The Department of Roads and Bridges said the work would end in a year.", "Department of Roads and Bridges", None, "the work"),
    ("Ana Ruiz, due here tomorrow on a visit to the president, said the port was a gift of both peoples.", "Ana Ruiz", None, "the"),
    ("Ana Ruiz, who is deputy minister of roads, said the port was a gift of both peoples.", "Ana Ruiz", "deputy minister of roads", "the"),
    ("However, Minister Ana Ruiz said the port was a gift of both peoples.", "Ana Ruiz", "Minister", "the port was"),
    ("They asked for some care, Kenyan Minister Ana Ruiz said of the old port of Lamu.", "Ana Ruiz", "Kenyan Minister", "of the"),
    ("A source who heard the long speech close to the old Treasury Secretary Ana Ruiz said it was a very good one.",
     "Ana Ruiz", "Treasury Secretary", "it was a"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "role", "words"), SAID)
def test_who_said_it_in_what_role_and_not_to_whom(text, speaker, role, words):
    (quote,) = annotate(article("", f"The ship came in.\n\n{text}")).quotes
    assert (quote.speaker, quote.role) == (speaker, role)
    assert quote.words.startswith(words)


def test_a_speech_with_a_speaker_of_its_own_is_nobody_elses():
    text = (
        "Asked about it, Ana Ruiz replied, “This was a gift of friends for a good year.”\n\n"
        "It seemed to please the old harbour, as far as anyone could see, which Peter Rono said came from nobody at all."
    )
    assert [one.speaker for one in annotate(article("", text)).quotes if one.words.startswith("This was")] == [
        "Ana Ruiz"
    ]


def test_a_line_of_blanks_between_commas_is_no_role():
    (quote,) = annotate(article("", "“We are glad about this port, friends,” said Ana Ruiz,       , on Monday.")).quotes
    assert (quote.speaker, quote.role) == ("Ana Ruiz", None)


def test_nobody_is_quoted_where_nobody_speaks():
    assert annotate(article("", "The bridge is long. It was built in a year. Monday said nothing.")).quotes == ()


SPEAKERS = [
    (
        "“We will build the port together,” said John Smith.",
        "John Smith", None, "We will build the port together",
    ),
    (
        "“We will build the port,” said Trade Minister Anna K. Berg Jr.",
        "Anna K. Berg Jr.", "Trade Minister", "We will build the port",
    ),
    (
        "Kenyan President Ada Mwangi said Monday she would not stop the talks.",
        "Ada Mwangi", "Kenyan President", "she would not stop the talks",
    ),
    (
        "Mr Lee said late on Tuesday the pipeline would be built soon.",
        "Mr Lee", None, "the pipeline would be built soon",
    ),
    (
        "Transport Minister Ola Nkosi told reporters in Lusaka on Thursday the bridge would be finished.",
        "Ola Nkosi", "Transport Minister", "the bridge would be finished",
    ),
    (
        "Ada Mwangi said yesterday the railway would reach Uganda in May.",
        "Ada Mwangi", None, "the railway would reach Uganda in May",
    ),
    (
        "President Rono, eager to mend ties with Latin America, pledged a new start, saying “history will prove it right.”",
        "Rono", "President", "history will prove it right.",
    ),
    (
        "Kenya's Foreign Minister, Ada Mwangi, said that the talks went on well.",
        "Ada Mwangi", "Kenya's Foreign Minister", "the talks went on well",
    ),
    (
        "“It was a long way to this day,” said Peter Rono, who works at the harbour by night.",
        "Peter Rono", None, "It was a long way to this day",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "role", "words"), SPEAKERS, ids=[row[0][:50] for row in SPEAKERS])
def test_a_speaker_a_role_and_the_words_are_told_apart(text, speaker, role, words):
    (quote,) = annotate(article("", text)).quotes
    assert (quote.speaker, quote.role, quote.words) == (speaker, role, words)


def test_whom_somebody_told_says_nothing():
    assert annotate(article("", "“They have asked us to lease ships,” one of the officials told Reuters.")).quotes == ()
