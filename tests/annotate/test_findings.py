"""Kinds, stages, sectors, parties, quotes and places, each with words of the text as evidence."""

import itertools

import pytest

from crawler.annotate import annotate, deal
from crawler.annotate.names import country_name, dac_code, kind_name, kind_slugs, plover, sector_name, sector_slugs
from crawler.model import KINDS
from tests.annotate.writing import article

KIND = [
    ("Peru and Chile sign customs agreement", "agreement"),
    ("Laos and Qatar sign memorandum of understanding on tourism", "memorandum"),
    ("Ministers of Peru and Chile hold talks in Lima", "talks"),
    ("President of Kenya visits Rwanda", "visit"),
    ("Forum on ports held by Oman and Kenya", "forum"),
    ("Kenya and Uganda start construction of joint railway", "project"),
    ("World Bank lends Peru 40 million dollars", "finance"),
    ("Norway sends humanitarian aid to Sudan", "aid"),
    ("Kenya and India expand bilateral trade", "trade"),
    ("China gives scholarships to students from Laos", "training"),
    ("India and Oman begin joint naval exercise", "exercise"),
    ("Chad and Togo issue joint communique", "statement"),
    ("老挝和泰国签署谅解备忘录", "memorandum"),
    ("中国和老挝举行联合军演", "exercise"),
]


@pytest.mark.parametrize(("headline", "kind"), KIND, ids=[headline for headline, _ in KIND])
def test_kind(headline, kind):
    language = "zh" if "和" in headline else "en"
    assert kind in [one.code for one in annotate(article(headline, "", language)).kinds]


def test_trains_run_and_help_nobody():
    found = annotate(
        article("Laos and Thailand agree on through trains", "Goods trains from Laos reach Thailand daily.")
    )
    assert "aid" not in {kind.code for kind in found.kinds}
    taught = annotate(article("China trains doctors in Mali", "China trains doctors of a hospital in Mali."))
    assert "aid" in {kind.code for kind in taught.kinds}


def test_kinds_and_sectors_map_to_the_standard_schemes():
    assert set(kind_slugs()) == set(KINDS)
    assert {plover(kind) for kind in KINDS} == {"AGREE", "CONSULT", "COOPERATE", "AID", "SUPPORT", None}
    assert plover("commentary") is None
    assert len(sector_slugs()) == 22
    assert all(len(dac_code(sector)) == 3 for sector in sector_slugs())
    assert (dac_code("energy"), dac_code("digital"), dac_code("nothing")) == ("230", "220", None)
    assert (kind_name("aid"), sector_name("energy"), country_name("LA"), country_name("??")) == (
        "Aid",
        "Energy",
        "Laos",
        "??",
    )


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Kenya and Uganda signed an agreement on fish.", "signed"),
        ("Kenya and Uganda plan to build a railway together.", "planned"),
        ("The railway of Kenya and Uganda, a joint project, is under construction.", "under-way"),
        ("The joint railway project of Kenya and Uganda was completed.", "done"),
    ],
)
def test_stage(text, stage):
    assert stage in [one.code for one in annotate(article("", text)).stages]


def test_what_will_be_signed_is_not_signed():
    found = annotate(article("", "Kenya and Uganda will sign an agreement on fish next month."))
    assert [one.code for one in found.stages] == ["planned"]


def test_sectors_by_words_of_the_text():
    text = "The hydropower station will send electricity to Laos and Thailand over a new power grid."
    found = annotate(article("Hydropower station opened", text))
    assert found.sectors[0].code == "energy"
    assert found.sectors[0].evidence
    assert "health" not in [one.code for one in found.sectors]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("fr", "Un accord sur l'eau", "Les deux pays construiront une usine pour la gestion de l'eau."),
        ("en", "Agreement on water management signed", "A plant is to be built under the water-sharing treaty."),
        ("es", "Acuerdo sobre la gestión del agua", "Construirán una fábrica contra la escasez de agua."),
        ("pt", "Acordo sobre a gestão da água", "Uma fábrica servirá o abastecimento de água."),
        ("de", "Abkommen über Wasserwirtschaft", "Eine Fabrik soll gegen die Wasserknappheit helfen."),
    ],
)
def test_an_agreement_on_water_is_about_water_first(language, title, text):
    assert annotate(article(title, text, language)).sectors[0].code == "water"


def test_water_of_an_idiom_is_none():
    found = annotate(article("Le projet tombe à l'eau", "Le projet est tombé à l'eau.", "fr"))
    assert "water" not in [one.code for one in found.sectors]


def test_the_words_of_a_name_say_nothing():
    found = annotate(
        article("Belt and Road forum on vaccines held", "Doctors discussed vaccines at the Belt and Road forum.")
    )
    assert "transport" not in [one.code for one in found.sectors]
    assert "project" not in [one.code for one in found.kinds]


def test_parties_of_every_type():
    text = (
        "The Egyptian Ministry of Transport, Nile Bridges Group and the Export-Import Bank of China signed a contract "
        "under the Belt and Road Initiative. The African Union welcomed it."
    )
    found = {one.name: (one.type, one.country) for one in annotate(article("", text)).parties}
    assert found["Egypt"] == ("country", "EG")
    assert found["Ministry of Transport"] == ("ministry", "EG")
    assert found["Nile Bridges Group"][0] == "company"
    assert found["Export-Import Bank of China"] == ("bank", "CN")
    assert found["Belt and Road Initiative"] == ("framework", None)
    assert found["African Union"] == ("organisation", None)


def taking_part(title, text, language="en"):
    found = annotate(article(title, text, language)).parties
    assert [one.takes_part for one in found] == sorted([one.takes_part for one in found], reverse=True)
    return [one.name for one in found if one.takes_part], [one.name for one in found if not one.takes_part]


def test_who_is_named_beside_the_matter_takes_no_part():
    title = "Peru and Kenya sign port agreement"
    text = (
        "The weather in Laos was fine.\n\nPeru and Kenya signed an agreement with the Nile Council of Egypt on a port. "
        "Norway has many boats.\n\nLater Laos signed the agreement, too. The Volga Bank of Russia is old."
    )
    part, passing = taking_part(title, text)
    assert {"Peru", "Kenya", "Egypt", "Laos"} <= set(part)
    assert {"Norway", "Russia", "Volga Bank of Russia"} == set(passing)
    laos = next(one for one in annotate(article(title, text)).parties if one.name == "Laos")
    assert "signed the agreement" in laos.evidence[0].text, (
        "the sentence where it takes part, not the first that names it"
    )
    made = deal([(article(title, text), annotate(article(title, text)))])
    assert {"Norway", "Russia"}.isdisjoint([one.value for one in made.parties])


@pytest.mark.parametrize(
    ("language", "text", "where"),
    [
        ("en", "Peru and Kenya signed an agreement in Geneva on ports.", "Switzerland"),
        ("en", "Oslo: Peru and Kenya signed an agreement on ports.", "Norway"),
        ("en", "OSLO — Peru and Kenya signed an agreement on ports.", "Norway"),
        ("en", "(Oslo) Peru and Kenya signed an agreement on ports.", "Norway"),
        ("fr", "Le Pérou et le Kenya ont signé un accord à Genève.", "Switzerland"),
        ("de", "Peru und Kenia unterzeichneten in Oslo ein Abkommen.", "Norway"),
        ("ru", "Перу и Кения подписали соглашение в Осло.", "Norway"),
        ("zh", "秘鲁和肯尼亚在日内瓦签署合作协议。", "Switzerland"),
    ],
)
def test_the_city_where_it_happens_is_no_party(language, text, where):
    assert taking_part("", text, language) == (["Peru", "Kenya"], [where])


def test_a_capital_may_stand_for_its_country():
    assert taking_part("", "Lima and Nairobi signed an agreement on ports.")[0] == ["Peru", "Kenya"]
    assert "China" in taking_part("", "The visit of Peru to Beijing ended with an agreement signed.")[0]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kenya’s Ministry of Health and Oman signed an accord.", "Ministry of Health", "KE"),
        ("The Ministry of Energy of Kazakhstan signed an accord.", "Ministry of Energy", "KZ"),
        ("The Authority for Tunnels and China Bridge Corporation signed.", "China Bridge Corporation", "CN"),
        ("Peru, Ministry of Health staff said, is calm.", "Ministry of Health", None),
    ],
)
def test_whose_body_it_is(text, name, country):
    found = {one.name: one.country for one in annotate(article("", text)).parties}
    assert found[name] == country


def test_ministries_of_one_name_are_one_for_each_country():
    text = "Japan's Finance Ministry and China's Finance Ministry signed an agreement. A Finance Ministry was glad."
    found = [(one.name, one.country) for one in annotate(article("", text)).parties if one.type == "ministry"]
    assert found == [("Finance Ministry", "JP"), ("Finance Ministry", "CN")]
    text = "Egypt’s Ministry of Health signed an accord with Cuba. The Ministry of Health was glad."
    found = [(one.name, one.country) for one in annotate(article("", text)).parties if one.type == "ministry"]
    assert found == [("Ministry of Health", "EG")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Guests came from Madrid. Volga Bank of Russia signed.", ["Volga Bank of Russia"]),
        ("They met in Lima. Nile Bridges Group signed.", ["Nile Bridges Group"]),
        ("They met the Ministry of Health. Peru Railways Group signed.", ["Ministry of Health", "Peru Railways Group"]),
        ("They met on Thursday. Company Norway is large.", []),
        ("Peru and S.G. Rimac Group signed.", ["S.G. Rimac Group"]),
        ("The loan is of the U.S. Peoples Bank and St. Petersburg Bank.", ["U.S. Peoples Bank", "St. Petersburg Bank"]),
    ],
)
def test_a_name_ends_with_its_sentence(text, names):
    assert [
        one.name for one in annotate(article("", text)).parties if one.type in ("ministry", "company", "bank")
    ] == names


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


def test_short_names_that_others_have_too():
    for text in ("EDB of Singapore signed an accord with Japan.", "ОТГ получила помощь от Японии."):
        assert not [party for party in annotate(article("", text)).parties if party.type == "organisation"]


def test_known_companies_by_any_of_their_names():
    found = {
        one.name: (one.type, one.country) for one in annotate(article("", "中国电建与西门子签署协议。", "zh")).parties
    }
    assert found["PowerChina"] == ("company", "CN")
    assert found["Siemens"] == ("company", "DE")


def test_a_chinese_company_is_a_name_and_one():
    text = "中国一家能源公司与俄罗斯签署协议。中国公司与俄罗斯石油公司合作。中国华信能源有限公司签署协议。"
    assert [one.name for one in annotate(article("", text, "zh")).parties if one.type == "company"] == [
        "中国华信能源有限公司"
    ]


def test_years_of_relations_are_no_beginning_of_them():
    text = "缅甸和中国迎来建交七十周年。两国签署天然气管道项目合作协议。"
    assert annotate(article("缅甸和中国签署管道项目合作协议", text, "zh")).kinds[0].code == "agreement"


def test_nobody_is_quoted_where_nobody_speaks():
    assert annotate(article("", "The bridge is long. It was built in a year. Monday said nothing.")).quotes == ()


def test_places_of_the_event():
    found = annotate(article("", "The two ministers signed the accord in Vientiane on Monday.", place="Vientiane"))
    assert [one.code for one in found.places] == ["Vientiane"]
    assert found.places[0].evidence[0].text.endswith("Monday.")
    assert [one.code for one in annotate(article("", "Trade grew.", place="Nairobi")).places] == ["Nairobi"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("协议在万象签署。", ["万象"]),
        ("会议在汉中召开。", ["汉中"]),
        ("论坛在今年举办。", []),
        ("项目在双方共同努力下启动。", []),
        ("会谈在此间举行。", []),
    ],
)
def test_a_chinese_place_is_no_time_and_no_manner(text, place):
    assert [one.code for one in annotate(article("", text, "zh")).places] == place


def test_all_evidence_lies_in_the_text():
    told = article(
        "Egypt and China sign rail deal",
        'Cairo, the capital.\n\nEgypt and China signed a contract worth $2 billion in Cairo. “It helps both countries,” said Omar Said, '
        "minister of transport.\n\nThe Belt and Road forum was held in May.",
    )  # fmt: skip
    whole = f"{told.title}\n\n{told.text}"
    found = annotate(told)
    mentions = itertools.chain(
        found.kinds,
        found.sectors,
        found.countries,
        found.stages,
        found.parties,
        found.amounts,
        found.quotes,
        found.places,
    )
    evidence = [one for mention in mentions for one in mention.evidence] + list(found.evidence)
    assert len(evidence) > 15
    for one in evidence:
        assert 0 <= one.start < one.end <= len(whole)
        assert " ".join(whole[one.start : one.end].split())[:20] in one.text or one.why.startswith("quoted")
        assert one.why


def test_countries_only_from_title_and_text():
    told = article(
        "Rail link opened", "Kenya opened a rail link.", keywords=("Laos",), summary="Peru", place="Oslo", rights="Not for Chad.",
        authors=("Jordan Mali",),
    )  # fmt: skip
    assert [one.code for one in annotate(told).countries] == ["KE"]
