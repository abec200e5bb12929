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
    ("id", "pinjaman Rp 2,3 triliun", (2.3e12, "IDR")),
    ("id", "hibah 15,5 juta dolar AS", (15.5e6, "USD")),
    ("ms", "geran RM5 bilion", (5e9, "MYR")),
    ("tr", "512 milyon dolarlık kredi", (512e6, "USD")),
    ("tr", "1,5 milyar liraya mal oldu", (1.5e9, "TRY")),
    ("it", "un prestito di 1,9 miliardi di euro", (1.9e9, "EUR")),
    ("sw", "mkopo wa dola bilioni 3.5 za Marekani", (3.5e9, "USD")),
    ("sw", "dola za Marekani milioni 20", (20e6, "USD")),
    ("sw", "dola milioni 20 zitatolewa", (20e6, "USD")),
    ("sw", "Kenya yapata Sh40 bilioni", (40e9, "KES")),
    ("sw", "Sh milioni 900 kwa hospitali za Tanzania", (9e8, "TZS")),
    ("sw", "shilingi trilioni 1.2 za Uganda", (1.2e12, "UGX")),
    ("sw", "dola 500,000 za Marekani", (5e5, "USD")),
    ("sw", "ruzuku ya euro milioni 15", (15e6, "EUR")),
    ("sw", "euro 15 milioni", (15e6, "EUR")),
    ("fr", "un prêt de 50 millions d’euros", (50e6, "EUR")),
    ("fr", "1,5 milliard de dollars", (1.5e9, "USD")),
    ("es", "1.200 millones de dólares", (1.2e9, "USD")),
    ("ru", "кредит в 1,2 млрд долларов", (1.2e9, "USD")),
    ("ru", "500 млн рублей", (500e6, "RUB")),
    ("ar", "بقيمة 10 مليون دولار", (10e6, "USD")),
    ("ar", "قدمت السعودية 10 مليون دولار لليمن", (10e6, "USD")),
    ("ar", "منحت 10 مليون دولار لمصر", (10e6, "USD")),
    ("ar", "خصصت 10 مليون دينار ليبي", (10e6, "LYD")),
    # the marks of India and of Arabic, thousands in Latin America
    ("en", "Rs 1,50,000 crore", (1.5e12, "INR")),
    ("en", "Rs.500 crore", (5e9, "INR")),
    ("ar", "بقيمة ١٫٢ مليار دولار", (1.2e9, "USD")),
    ("es", "25,000 dólares", (25e3, "USD")),
    ("es", "3 mil 500 millones de dólares", (3.5e9, "USD")),
    ("ru", "1 млрд 200 млн рублей", (1.2e9, "RUB")),
    # the sign after the number
    ("fr", "un prêt de 10 M€", (10e6, "EUR")),
    ("de", "30 Mio. € Zuschuss", (30e6, "EUR")),
    # sizes are whole words
    ("de", "1 Milliarde Euro", (1e9, "EUR")),
    ("en", "10 more dollars", (10, "USD")),
    ("es", "1 billón de dólares", (1e12, "USD")),
    ("pt", "1,5 mil milhões de euros", (1.5e9, "EUR")),
    ("vi", "200 triệu USD", (200e6, "USD")),
    # whose it is, said before or after
    ("en", "500 million Chinese yuan", (5e8, "CNY")),
    ("en", "40 million South Korean won", (40e6, "KRW")),
    ("en", "30 million Liberian dollars", (30e6, "LRD")),
    ("en", "CAD $5 million", (5e6, "CAD")),
    ("en", "$5 million AUD", (5e6, "AUD")),
    ("en", "China will lend ¥20 billion", (20e9, "CNY")),
    ("en", "Pakistan will pay Rs5 billion", (5e9, "PKR")),
    ("es", "500 millones de pesos mexicanos", (5e8, "MXN")),
    ("fr", "100 millions de dinars tunisiens", (1e8, "TND")),
    ("fr", "200 millions de dollars canadiens", (2e8, "CAD")),
    ("ru", "10 млрд белорусских рублей", (1e10, "BYN")),
    ("ar", "50 مليون ريال سعودي", (50e6, "SAR")),
    ("zh", "巴基斯坦提供10亿卢比", (1e9, "PKR")),
    ("zh", "10亿尼泊尔卢比", (1e9, "NPR")),
    ("zh", "5億歐元", (5e8, "EUR")),
    ("zh", "2000万新西兰元", (2e7, "NZD")),
    ("zh", "新西兰提供2000万新元", (2e7, "NZD")),
    ("zh", "新加坡提供2000万新元", (2e7, "SGD")),
    ("pt", "US$ 300 mi", (3e8, "USD")),
    ("pt", "R$ 1,2 bi", (1.2e9, "BRL")),
    # signs that are letters
    ("en", "N3.28 trillion for Nigeria", (3.28e12, "NGN")),
    ("en", "South Africa got R2.5bn", (2.5e9, "ZAR")),
    ("en", "a Sh45 billion road in Tanzania", (45e9, "TZS")),
    ("en", "QR 400 million from Qatar", (4e8, "QAR")),
    ("en", "GH¢12 million", (12e6, "GHS")),
    # two currencies of one name
    ("fr", "12 milliards de francs CFA pour le Cameroun", (12e9, "XAF")),
    ("fr", "12 milliards de FCFA pour le Tchad", (12e9, "XAF")),
    ("fr", "12 milliards de FCFA pour le Togo", (12e9, "XOF")),
    ("fr", "12 milliards de FCFA du Togo au Tchad", (12e9, "XOF")),
    # Arabic sums in words, and the dual
    ("ar", "قرض بقيمة مليوني دولار", (2e6, "USD")),
    ("ar", "منحة بمليار يورو", (1e9, "EUR")),
    ("ar", "نصف مليار دولار", (5e8, "USD")),
    ("ar", "ثلاثمئة مليون دولار", (3e8, "USD")),
]

NONE = [
    ("pl", "1 bilion euro"),  # a thousand times the Malay one; not guessed
    ("en", "5 metres long and 300 pounds of rice in 20 bags"),
    ("en", "40 million shillings were paid"),
    ("en", "in 2024 some 500 dancers came"),
    ("en", "Kenya and Uganda will share 40 million shillings"),
    ("en", "the bridge is 1,200 m long"),
    ("zh", "2024年有300万人参观"),
    ("zh", "2023元年，100多元化"),
    ("zh", "3亿人使用美元"),
    ("en", "they won 3 and lost 2, of 12 firms 3 won contracts"),
    ("en", "try 5 things before COP 28"),
    ("en", "30 million Utopian dinars"),
    ("en", "300 firms using dollars"),
    ("en", "South Africa won with R 2 as number, K 5 and P 7"),
    ("en", "R2.5bn of somebody"),
    ("zh", "2000万新元"),
    ("ar", "خمسة وعشرين مليون دولار"),
    ("ar", "مئات ملايين دولار"),
    ("ar", "مليون شخص"),
]

RANGES = [
    ("en", "a $5-10 million fund", (5e6, 10e6), "USD"),
    ("en", "$5 to $10 billion", (5e9, 10e9), "USD"),
    ("en", "3-4 billion euros", (3e9, 4e9), "EUR"),
    ("en", "from $900 to $1.2 million", (900, 1.2e6), "USD"),
    ("fr", "de 5 à 10 millions d’euros", (5e6, 10e6), "EUR"),
    ("ru", "5–10 млрд рублей", (5e9, 10e9), "RUB"),
    ("zh", "5亿至10亿美元", (5e8, 10e8), "USD"),
    ("en", "between 2.3bn and 3.5bn euros", (2.3e9, 3.5e9), "EUR"),
    ("en", "between $5 and $10 million", (5e6, 10e6), "USD"),
    ("fr", "entre 2 et 3 milliards d’euros", (2e9, 3e9), "EUR"),
    ("es", "entre unos 40 y 50 millones de euros", (40e6, 50e6), "EUR"),
    ("de", "zwischen 2 und 3 Milliarden Euro", (2e9, 3e9), "EUR"),
    ("ar", "بين 2 و3 مليار دولار", (2e9, 3e9), "USD"),
]


def sums(language, text):
    return [(one.value, one.currency) for one in annotate(article("", text, language)).amounts]


@pytest.mark.parametrize(("language", "text", "expected"), SUMS, ids=[text for _, text, _ in SUMS])
def test_sums(language, text, expected):
    assert sums(language, text) == [expected]


@pytest.mark.parametrize(("language", "text"), NONE, ids=[text for _, text in NONE])
def test_no_sums(language, text):
    assert sums(language, text) == []


@pytest.mark.parametrize(("language", "text", "ends", "currency"), RANGES, ids=[text for _, text, *_ in RANGES])
def test_a_range_is_two_sums_of_one_size(language, text, ends, currency):
    assert sums(language, text) == [(end, currency) for end in ends]


def test_dollars_for_millions_of_people_stay_few():
    assert sums("en", "They gave $5 to 10 million people.") == [(5, "USD")]
    assert sums("en", "From 5 to $10 million.") == [(10e6, "USD")]
    assert sums("en", "They built 5 and gave 10 million dollars, for 3 and 4 million euros.") == [
        (10e6, "USD"),
        (4e6, "EUR"),
    ]


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
