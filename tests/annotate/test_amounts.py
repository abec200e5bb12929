"""Sums of money: numbers, magnitudes and currencies of several languages; nothing is guessed."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

SUMS = [
    ("en", "a loan of $1.2 billion for roads", (1.2e9, "USD")),
    ("en", "125 mln dlrs were lent", (125e6, "USD")),
    ("en", "a US$50m grant", (50e6, "USD")),
    ("en", "worth 3.15 billion U.S. dollars", (3.15e9, "USD")),
    ("en", "about 97,400,000 euros", (97.4e6, "EUR")),
    ("en", "€35 million for schools", (35e6, "EUR")),
    ("en", "RMB 3 billion of credit", (3e9, "CNY")),
    ("en", "300 million yuan", (3e8, "CNY")),
    ("en", "USD 10 million", (10e6, "USD")),
    ("en", "20 million Swiss francs", (20e6, "CHF")),
    ("en", "40 million Kenyan shillings", (40e6, "KES")),
    ("en", "Kenya will pay 40 million shillings", (40e6, "KES")),
    ("en", "Pakistan received 5 bln rupees", (5e9, "PKR")),
    ("en", "12 trillion yen", (12e12, "JPY")),
    ("zh", "总投资3.5亿美元", (3.5e8, "USD")),
    ("zh", "贷款1.2万亿元人民币", (1.2e12, "CNY")),
    ("zh", "捐赠5000万元", (5e7, "CNY")),
    ("zh", "合同额约20多亿欧元", (20e8, "EUR")),
    ("fr", "un prêt de 50 millions d’euros", (50e6, "EUR")),
    ("fr", "1,5 milliard de dollars", (1.5e9, "USD")),
    ("es", "1.200 millones de dólares", (1.2e9, "USD")),
    ("ru", "кредит в 1,2 млрд долларов", (1.2e9, "USD")),
    ("ru", "500 млн рублей", (500e6, "RUB")),
    ("ar", "بقيمة 10 مليون دولار", (10e6, "USD")),
]

NONE = [
    ("en", "5 metres long and 300 pounds of rice in 20 bags"),
    ("en", "40 million shillings were paid"),
    ("en", "in 2024 some 500 dancers came"),
    ("en", "Kenya and Uganda will share 40 million shillings"),
    ("en", "the bridge is 1,200 m long"),
    ("zh", "2024年有300万人参观"),
]


def sums(language, text):
    return [(one.value, one.currency) for one in annotate(article("", text, language)).amounts]


@pytest.mark.parametrize(("language", "text", "expected"), SUMS, ids=[text for _, text, _ in SUMS])
def test_sums(language, text, expected):
    assert sums(language, text) == [expected]


@pytest.mark.parametrize(("language", "text"), NONE, ids=[text for _, text in NONE])
def test_no_sums(language, text):
    assert sums(language, text) == []


def test_the_words_are_kept_and_stand_where_they_are_said_to():
    told = article("Grant signed", "Laos received a grant of 12.5 million dollars.")
    (one,) = annotate(told).amounts
    assert one.words == "12.5 million dollars"
    (evidence,) = one.evidence
    assert f"{told.title}\n\n{told.text}"[evidence.start : evidence.end] == one.words
    assert evidence.text == told.text


def test_a_repeated_sum_stands_once():
    text = "They lent 5 million euros. The 5 million euros go to schools."
    assert sums("en", text) == [(5e6, "EUR")]
