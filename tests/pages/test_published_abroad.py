"""The day of publication on pages in other languages than English."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.dated import dated, day, won
from tests.pages.making import NOW


def test_chinese_pages() -> None:
    meta = '<meta name="publishdate" content="2025-03-14">'
    shown = "<p>2025年03月14日 09:30　来源：灯塔报</p>"
    article = dated(shown, meta, lang="zh")
    assert (day(article), article.published_precision) == ("2025-03-14", "minute")
    assert day(dated("<p>更新时间：2025-03-14 09:30</p>", lang="zh")) == "2025-03-14"
    assert day(dated("<p>发布时间：2025-03-14</p><p>更新时间：2025-04-20</p>", lang="zh")) == "2025-03-14"
    assert day(dated(url="https://news.example/n1/2025/0314/c1-200.html", lang="zh")) == "2025-03-14"


@pytest.mark.parametrize(
    "label",
    [
        "Yayınlanma: {}",
        "Opublikowano {}",
        "Veröffentlicht am {}",
        "Publicado el {}",
        "Δημοσίευση: {}",
        "公開日：{}",
        "게시 {}",
        "เผยแพร่ {}",
    ],
)
def test_publication_in_other_languages(label: str) -> None:
    lines = f"<p>2025-03-20</p><p>{label.format('2025-03-14')}</p>"
    assert day(dated(lines)) == "2025-03-14"


@pytest.mark.parametrize(
    "label",
    [
        "Güncelleme: {}",
        "Zaktualizowano {}",
        "Aktualisiert am {}",
        "Mise à jour le {}",
        "Обновлено {}",
        "最終更新 {}",
        "수정 {}",
    ],
)
def test_updates_in_other_languages(label: str) -> None:
    article = dated(f"<p>{label.format('2025-03-14')}</p>")
    assert (day(article), won(article)) == ("2025-03-14", "visible-updated")


@pytest.mark.parametrize("words", ["vor 3 Stunden", "il y a 3 heures", "hace 3 horas", "3小时前", "3시간 전"])
def test_hours_before_the_fetch(words: str) -> None:
    article = dated(f"<p>{words}</p>")
    assert article.published == NOW - timedelta(hours=3)
    assert article.published_inferred == ("year", "month", "day", "time")


@pytest.mark.parametrize(
    ("shown", "moment"),
    [
        ("3 апреля, 15:30", "2026-04-03T15:30"),
        ("3 avril, 15h30", "2026-04-03T15:30"),
        ("Сегодня, 09:15", "2026-11-01T09:15"),
        ("Hier à 15h30", "2026-10-31T15:30"),
        ("Ayer, 15:30", "2026-10-31T15:30"),
        ("منذ ساعتين", "2026-11-01T10:00"),
        ("12 نيسان 2026", "2026-04-12T00:00"),
    ],
)
def test_a_day_in_few_words_of_any_language(shown: str, moment: str) -> None:
    article = dated(f"<p>{shown}</p>")
    assert article.published is not None
    assert article.published.isoformat()[:16] == moment
    assert shown not in article.text


@pytest.mark.parametrize("shown", ["<p>二〇二五年十月五日</p>", "<p>外交部新闻司　二○二五年十月五日</p>"])
def test_a_day_in_chinese_numerals(shown: str) -> None:
    assert day(dated(shown, lang="zh")) == "2025-10-05"


def test_a_day_in_chinese_numerals_signs_the_text() -> None:
    assert day(dated(lang="zh", end="<p>二〇二五年十月五日</p>")) == day(dated(lang="zh", end="<p>2025年10月5日</p>"))
    assert day(dated(lang="zh", end="<p>二〇二五年十月五日</p>")) == "2025-10-05"


def test_a_stretch_of_days_in_chinese_numerals_is_that_of_an_event() -> None:
    assert day(dated("<p>二〇二五年十月五日至七日</p>", lang="zh")) is None
