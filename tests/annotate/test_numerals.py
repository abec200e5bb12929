"""Sums whose number is written in words: the value is exact, or there is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.annotate import annotate
from crawler.annotate.counting import LANGUAGES
from crawler.annotate.data import table
from crawler.annotate.document import document
from crawler.annotate.numerals import numerals
from tests.annotate.test_amounts import sums
from tests.annotate.writing import article

SUMS = [
    ("en", "a loan of two million euros", (2e6, "EUR")),
    ("id", "dua ratus lima puluh juta euro", (250e6, "EUR")),
    ("tr", "iki buçuk milyar dolarlık kredi", (2.5e9, "USD")),
    ("tr", "beş yüz bin avro", (5e5, "EUR")),
    ("id", "setengah miliar dolar", (5e8, "USD")),
    ("ms", "dua ratus juta ringgit", (2e8, "MYR")),
    ("ms", "dua bilion ringgit", (2e9, "MYR")),
    ("ja", "三億ドルの借款", (3e8, "USD")),
    ("ja", "二十億五千万円の無償資金", (2.05e9, "JPY")),
    ("ja", "一兆円", (1e12, "JPY")),
    ("en", "a hundred million dollars", (1e8, "USD")),
    ("en", "Half a billion dollars were lent", (5e8, "USD")),
    ("en", "half-a-million euros", (5e5, "EUR")),
    ("en", "one and a half billion yuan", (1.5e9, "CNY")),
    ("en", "a billion and a half dollars", (1.5e9, "USD")),
    ("en", "twenty-five million US dollars", (25e6, "USD")),
    ("en", "Two Hundred And Fifty Million Swiss Francs", (250e6, "CHF")),
    ("en", "one million two hundred thousand euros", (1.2e6, "EUR")),
    ("en", "one point two five billion dollars", (1.25e9, "USD")),
    ("en", "three quarters of a billion dollars", (75e7, "USD")),
    ("en", "forty million Kenyan shillings", (40e6, "KES")),
    ("en", "a hundred thousand dollars", (1e5, "USD")),
    ("en", "five hundred crore rupees for India", (5e9, "INR")),
    ("en", "a two-million-dollar grant", (2e6, "USD")),
    ("en", "a two million dollar grant", (2e6, "USD")),
    ("en", "between two and three million euros", (3e6, "EUR")),
    ("en", "In 2024 two million euros were lent", (2e6, "EUR")),
    ("en", "They will lend a million\ndollars", (1e6, "USD")),
    ("en", "It gave a ship and half a million dollars", (5e5, "USD")),
    ("zh", "提供三亿美元贷款", (3e8, "USD")),
    ("zh", "两千万元人民币", (2e7, "CNY")),
    ("zh", "一百二十万欧元", (1.2e6, "EUR")),
    ("zh", "投资十亿元", (1e9, "CNY")),
    ("zh", "近三千五百万美元", (3.5e7, "USD")),
    ("zh", "一亿二千万元", (1.2e8, "CNY")),
    ("zh", "十亿零五百万元", (1.005e9, "CNY")),
    ("zh", "二十多亿欧元", (2e9, "EUR")),
    ("zh", "三千五百余万美元", (3.5e7, "USD")),
    ("zh", "一点五亿美元", (1.5e8, "USD")),
    ("zh", "兩億歐元", (2e8, "EUR")),
    ("zh", "五万亿元", (5e12, "CNY")),
    ("zh", "三亿尼泊尔卢比", (3e8, "NPR")),
    ("fr", "un prêt de deux millions d’euros", (2e6, "EUR")),
    ("fr", "deux cent cinquante millions de dollars", (250e6, "USD")),
    ("fr", "quatre-vingt-dix-sept millions d'euros", (97e6, "EUR")),
    ("fr", "vingt et un millions d'euros", (21e6, "EUR")),
    ("fr", "un milliard et demi d'euros", (1.5e9, "EUR")),
    ("fr", "un demi-milliard de dollars", (5e8, "USD")),
    ("fr", "un virgule cinq million d'euros", (1.5e6, "EUR")),
    ("fr", "cent mille euros", (1e5, "EUR")),
    ("fr", "deux milliards de dollars canadiens", (2e9, "CAD")),
    ("es", "dos millones de dólares", (2e6, "USD")),
    ("es", "treinta y cinco millones de euros", (35e6, "EUR")),
    ("es", "mil quinientos millones de dólares", (1.5e9, "USD")),
    ("es", "un millón y medio de euros", (1.5e6, "EUR")),
    ("es", "medio millón de euros", (5e5, "EUR")),
    ("es", "cien millones de pesos mexicanos", (1e8, "MXN")),
    ("pt", "dois milhões de euros", (2e6, "EUR")),
    ("pt", "vinte e cinco milhões de dólares", (25e6, "USD")),
    ("pt", "mil milhões de euros", (1e9, "EUR")),
    ("pt", "um bilhão e meio de reais", (1.5e9, "BRL")),
    ("ru", "кредит в два миллиона долларов", (2e6, "USD")),
    ("ru", "двадцать пять миллионов евро", (25e6, "EUR")),
    ("ru", "полтора миллиарда рублей", (1.5e9, "RUB")),
    ("ru", "три с половиной миллиарда долларов", (3.5e9, "USD")),
    ("ru", "кредит в миллиард долларов", (1e9, "USD")),
    ("ru", "двести тысяч белорусских рублей", (2e5, "BYN")),
    ("de", "zwei Millionen Euro", (2e6, "EUR")),
    ("de", "anderthalb Milliarden Euro", (1.5e9, "EUR")),
    ("de", "eine halbe Milliarde Euro", (5e8, "EUR")),
    ("it", "due milioni di euro", (2e6, "EUR")),
    ("it", "mezzo miliardo di euro", (5e8, "EUR")),
]

NONE = [
    ("en", "a million reasons to visit the one dollar store"),
    ("en", "It is a million-dollar question."),
    ("en", "It is a million dollar question."),
    ("en", "the sixty-four-thousand-dollar question"),
    ("en", "You look like a million dollars."),
    ("en", "two billion-dollar deals and two billion dollar companies"),
    ("en", "hundreds of millions of dollars, several million dollars, a few hundred million dollars"),
    ("en", "a third of a billion dollars"),
    ("en", "two-three million euros"),
    ("en", "between one hundred and two hundred million euros"),
    ("en", "a million people won the right, and a hundred thousand won nothing"),
    ("en", "a million people use dollars"),
    ("en", "a million tourists, dollars and euros"),
    ("en", "five million. Dollars were lent"),
    ("en", "two million million euros"),
    ("en", "a hundred-dollar bill, ten thousand won prizes"),
    ("en", "a multi-million dollar loan"),
    ("en", "not one million dollars"),
    ("en", "5 and a half million dollars"),
    ("zh", "一元化领导，百元店，千元，万元户，十元"),
    ("zh", "数十亿元，几百万美元，上百亿元，十几亿元，上亿元"),
    ("zh", "三四亿元，一两千万元"),
    ("zh", "第三亿元，百分之三万元"),
    ("zh", "一百多元化，三万元素"),
    ("zh", "三亿人使用美元"),
    ("zh", "三百五美元"),
    ("fr", "des millions d'euros, une centaine de millions d'euros"),
    ("fr", "deux millions de personnes"),
    ("fr", "un virgule vingt-cinq million d'euros"),
    ("es", "cientos de miles de millones de euros"),
    ("es", "dos millones de personas"),
    ("pt", "milhões de euros, dezenas de milhões de euros"),
    ("ru", "два-три миллиона долларов"),
    ("ru", "несколько миллионов долларов, сотни миллионов евро"),
    ("ru", "не один миллион долларов"),
    ("de", "zwei bis Millionen Euro"),
]


@pytest.mark.parametrize(("language", "text", "expected"), SUMS, ids=[text for _, text, _ in SUMS])
def test_sums_in_words(language, text, expected):
    assert sums(language, text) == [expected]


@pytest.mark.parametrize(("language", "text"), NONE, ids=[text for _, text in NONE])
def test_no_sums_in_words(language, text):
    assert sums(language, text) == []


def test_words_and_digits_stand_in_the_order_of_the_text():
    text = "They lend $5 million, then two million euros, then 3 billion yen. The two million euros are EUR 2 million."
    assert sums("en", text) == [(5e6, "USD"), (2e6, "EUR"), (3e9, "JPY")]


def test_the_words_kept_begin_with_the_number():
    assert [one.words for one in annotate(article("", "A ship and half a million dollars.")).amounts] == [
        "half a million dollars"
    ]


def test_a_number_in_digits_is_not_taken_apart():
    assert sums("es", "3 mil millones de dólares") == [(3e9, "USD")]
    assert sums("ru", "1,5 миллиона долларов") == [(1.5e6, "USD")]
    assert sums("zh", "3百万美元和1.5亿美元") == [(3e6, "USD"), (1.5e8, "USD")]


def test_people_who_won_are_no_won():
    assert sums("en", "3 million people won the right.") == []


UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def english(number):
    """The number in English words."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if size == 100 else " "
            return f"{english(number // size)} {name}" + (joint + english(rest) if rest else "")
    if number < 20:
        return UNITS.split()[number - 1]
    return TENS.split()[number // 10 - 2] + (f"-{english(number % 10)}" if number % 10 else "")


def chinese(number):
    """The number in Chinese numerals."""
    for size, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            return (
                chinese(number // size)
                + name
                + ("零" if 0 < rest < size // 10 else "")
                + (chinese(rest) if rest else "")
            )
    return "一二三四五六七八九"[number - 1]


@given(st.integers(100, 10**12 - 1) | st.integers(1, 999).map(lambda n: n * 10**6))
def test_every_number_is_read_as_it_is_written(number):
    for language, written, currency in (("en", english(number), " euros"), ("zh", chinese(number), "欧元")):
        found = [(one.value, one.end) for one in numerals(document("", written + currency, language))]
        assert found == [(number, 2 + len(written))]


@given(st.lists(st.sampled_from([*"一二三十百千万亿零点 ", "1"]), max_size=12).map("".join))
def test_no_chinese_numeral_ends_within_another(text):
    for one in numerals(document("", text, "zh")):
        assert re.match(r"[^一二三十百千万亿零点]|$", text[one.end - 2 :])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_size_is_found_by_its_stem(language):
    words = table(f"numerals/{language}")
    assert not [size for size in words["sizes"] if not any(stem in f" {size} " for stem in words["stems"])]


def test_whose_money_it_is_may_be_said_in_small_letters_in_russian_alone() -> None:
    assert sums("ru", "Грузия выделит 5 миллионов грузинских лари на дорогу.") == [(5e6, "GEL")]
    assert sums("ru", "Грузия выделит пять миллионов грузинских лари на дорогу.") == [(5e6, "GEL")]
    assert sums("en", "South Korea pledged 3 million South Korean won.") == [(3e6, "KRW")]
    assert sums("en", "In all, 3 million people won the right to vote.") == []
