"""Which links are called as the pages are called that list a site's news."""

from __future__ import annotations

import pytest

from crawler.discover.sections import is_section


@pytest.mark.parametrize(
    "text",
    [
        "News", "Latest news ›", "Press releases", "Media room", "News & Events", "Newsroom", "Alle Pressemitteilungen",
        "Toutes les actualités", "Все новости",
        "Новости министерства", "Comunicados de prensa", "Sala de Imprensa", "جميع الأخبار", "أخبار الوزارة", "اخبار",
        "Tin tức - Sự kiện", "Berita",
        "新闻动态", "工作动态", "外事动态", "国际新闻", "新闻中心", "国际合作", "更多新闻>>", "ニュース一覧", "보도자료",
        "ข่าวเด่น", "Haberler", "Жаңалықтар", "Habari",
    ],
)  # fmt: skip
def test_sections(text: str) -> None:
    assert is_section(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "About us", "Newspaper archive 1950", "Subscribe", "Über das Amt", "О министерстве", "机构设置", "政务公开",
        "关于我们", "عن الوزارة",
        "Good news for the farmers of the northern valley", "外交部发言人就国际新闻界关心的问题答记者问", "Structure", "World Cup",
    ],
)  # fmt: skip
def test_other_links(text: str) -> None:
    assert not is_section(text)
