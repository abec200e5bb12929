"""Notices on copying, each language's own words, and sentences of news that use the same words."""

from __future__ import annotations

import pytest

from crawler.pages.guarded import Guarded
from crawler.pages.rights import is_notice, speaks_of_copying

NOTICES = [
    "This text may not be reproduced.",
    "Reprinting is prohibited.",
    "Republication needs our permission.",
    "It must not be re-distributed.",
    "Copyright 2026, all rights reserved.",
    "ALL RIGHTS RESERVED",
    "Creative Commons, attribution required.",
    "Published under CC-BY, a free license.",
    "Licensed under CC BY: please attribute it.",
    "Not to be used without prior written permission.",
    "Alle Rechte vorbehalten, Kopieren verboten.",
    "Nachdruck verboten.",
    "Tous droits réservés, copie interdite.",
    "Reproduction interdite.",
    "Todos los derechos reservados. Prohibida su reproducción.",
    "Todos os direitos reservados, cópia proibida.",
    "Tutti i diritti riservati.",
    "Riproduzione riservata.",
    "Alle rechten voorbehouden (reserved).",
    "Hak cipta, all reserved.",
    "© Lantern, reserved",
    "未经授权不得转载",
    "版權所有，翻版必究",
    "無断転載を禁じます",
    "무단 전재 및 재배포 금지",
    "Все права защищены.",
    "При использовании материалов ссылка обязательна.",
    "جميع الحقوق محفوظة",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice(notice: str) -> None:
    assert is_notice(notice)


@pytest.mark.parametrize(
    "sentence",
    [
        "The two ministers published a report without a date.",
        "He paid by card, with success, and printed the receipt.",
        "The court spoke of copyright on Monday.",
        "The railway carried 40,000 containers.",
    ],
)
def test_news_is_no_notice(sentence: str) -> None:
    assert not is_notice(sentence)


def test_a_notice_is_short() -> None:
    assert speaks_of_copying("word " * 200 + "all rights reserved")
    assert not is_notice("word " * 200 + "all rights reserved")


def test_a_guard_lets_through_what_matches() -> None:
    guarded = Guarded({"rail": r"\brail(?:way)?s?\b", "铁路": "铁路(?:局|网)"})
    for text in ("By RAIL to the sea", "two railways", "全国铁路网"):
        assert guarded.match_in(text), text
    for text in ("a trailer", "road", "铁路旁", ""):
        assert not guarded.match_in(text), text
