"""What countries did long ago is no news, and what they do today about it is."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

LONG_AGO = [
    (
        "en",
        "The line across an ocean",
        "In 1494 Spain and Portugal signed a treaty. The treaty gave each of them half of a sea.",
    ),
    (
        "en",
        "How a treaty of 1661 was made",
        "Portugal and the Netherlands signed the treaty in 1661, after long talks.",
    ),
    (
        "fr",
        "Une ligne sur la mer",
        "En 1494, l'Espagne et le Portugal ont signé un traité. Chacun eut la moitié de la mer.",
    ),
    ("es", "Una línea en el mar", "España y Portugal firmaron un tratado en 1494. Cada uno tuvo la mitad del mar."),
    ("de", "Eine Linie im Meer", "Im Jahr 1494 unterzeichneten Spanien und Portugal ein Abkommen über das Meer."),
    ("zh", "大海上的一条线", "1494年，西班牙和葡萄牙签署条约。"),
]
TODAY = [
    (
        "en",
        "Haiti and France sign accord on debt of 1825",
        "Ministers of Haiti and France signed the accord in Paris on Monday.",
    ),
    ("en", "Spain and Portugal sign treaty", "Spain and Portugal signed a treaty on a pipeline of 1500 kilometres."),
    ("en", "Spain and Portugal sign treaty", "The treaty is to take the place of one that was signed in 1864."),
    ("de", "Spanien und Portugal unterzeichnen Abkommen", "Es geht um ein Labor in 1500 Metern Höhe."),
]


@pytest.mark.parametrize(("language", "headline", "body"), LONG_AGO)
def test_a_treaty_of_long_ago(language, headline, body):
    found = annotate(article(headline, body, language))
    assert not found.is_cooperation, (found.cooperation, [one.why for one in found.evidence])


@pytest.mark.parametrize(("language", "headline", "body"), TODAY)
def test_a_treaty_of_today(language, headline, body):
    found = annotate(article(headline, body, language))
    assert found.is_cooperation, (found.cooperation, [one.why for one in found.evidence])
