"""What the name of an outlet tells, and what it is told by."""

from __future__ import annotations

import pytest

from crawler.pages import parse_article
from tests.pages.making import page, story


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("María López", True),
        ("Jean-Pierre Diallo", True),
        ("Иван Петров", True),
        ("Diario Libre", False),
        ("El Universal", False),
        ("Charlotte Observer", False),
        ("Harbour Lantern", False),
    ],
)
def test_a_person_or_an_outlet_before_the_date(name: str, person: bool) -> None:
    article = parse_article(page(story(lang="es").replace("</h1>", f"</h1><p>{name} 14/03/2025</p>")))
    assert (article.authors, article.source) == (((name,), None) if person else ((), name))


def test_an_agency_before_the_date_is_the_agency_of_the_article() -> None:
    article = parse_article(page(story(lang="es").replace("</h1>", "</h1><p>Prensa Latina 14/03/2025</p>")))
    assert (article.source, article.agency) == ("Prensa Latina", "Prensa Latina")
