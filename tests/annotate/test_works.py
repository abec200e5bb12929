"""A factory that a company builds for itself is no cooperation of countries; what states agree on or build is."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

ITS_OWN = [
    ("en", "Toyota to build plant in North Carolina", "The Japanese carmaker will invest two billion dollars."),
    ("en", "Samsung opens factory in Peru", "The Korean company invests 90 million dollars near Lima."),
    ("en", "Oyelaran Motors builds car plant in Ghana", "The Nigerian company will make vans near Accra."),
    ("fr", "Volkswagen construit une usine au Ghana", "Le groupe allemand investit 200 millions d'euros."),
    ("ja", "トヨタ、タイに工場を建設", "日本の自動車メーカーが投資する。"),
]
OF_STATES = [
    (
        "en",
        "Samsung to build factory in Peru",
        "Samsung and the ministers of Korea and Peru signed an agreement on it.",
    ),
    ("en", "Norway builds fish factory in Malawi", "Norway will build a fish factory at the lake."),
    (
        "en",
        "Siemens to build power plant in Ghana",
        "The German company will build a power plant near Accra for Ghana.",
    ),
]


@pytest.mark.parametrize(("language", "headline", "body"), ITS_OWN)
def test_a_company_builds_for_itself(language, headline, body):
    found = annotate(article(headline, body, language))
    assert not found.is_cooperation, (found.cooperation, [one.why for one in found.evidence])


@pytest.mark.parametrize(("language", "headline", "body"), OF_STATES)
def test_a_state_has_a_part_or_the_works_are_for_the_country(language, headline, body):
    found = annotate(article(headline, body, language))
    assert found.is_cooperation, (found.cooperation, [one.why for one in found.evidence])
