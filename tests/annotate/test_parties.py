"""Who takes part: countries, organisations, ministries, companies and banks, and where their names end."""

import pytest

from crawler.annotate import annotate, deal
from tests.annotate.writing import article


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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Le ministère béninois de la Santé et le ministère de l'Économie et des Finances du Togo ont signé un accord.",
            [("ministère béninois de la Santé", "BJ"), ("ministère de l'Économie et des Finances", "TG")],
        ),
        (
            "es",
            "El Ministerio de Salud de Paraguay y el ministerio peruano de Energía y Minas firmaron un acuerdo.",
            [("Ministerio de Salud", "PY"), ("ministerio peruano de Energía y Minas", "PE")],
        ),
        (
            "pt",
            "O Ministério das Relações Exteriores do Brasil e o Ministério da Saúde de Angola assinaram um acordo.",
            [("Ministério das Relações Exteriores", "BR"), ("Ministério da Saúde", "AO")],
        ),
        (
            "ru",
            "Министерство энергетики Казахстана и Минтранс подписали соглашение.",
            [("Министерство энергетики Казахстана", "KZ"), ("Минтранс", None)],
        ),
        (
            "ar",
            "وقعت وزارة الصحة الأردنية ووزارة الطاقة والثروة المعدنية اتفاقية اليوم مع مصر.",
            [("وزارة الصحة الأردنية", "JO"), ("وزارة الطاقة والثروة المعدنية", None)],
        ),
        (
            "de",
            "Das Bundesministerium für Wirtschaft und das kenianische Gesundheitsministerium unterzeichneten ein Abkommen.",
            [("Bundesministerium für Wirtschaft", None), ("Gesundheitsministerium", "KE")],
        ),
    ],
)
def test_ministries_in_other_languages(language, text, expected):
    found = [one for one in annotate(article("", text, language)).parties if one.type == "ministry"]
    assert sorted((one.name, one.country) for one in found) == sorted(expected, key=lambda one: one[0])
    assert all(one.takes_part for one in found)


def test_a_ministry_ends_before_the_day():
    found = annotate(article("", "أعلنت وزارة الخارجية الثلاثاء توقيع اتفاق مع مصر.", "ar")).parties
    assert "وزارة الخارجية" in [one.name for one in found]
