"""Where older entries of a list stand, as sites of many kinds say it."""

from __future__ import annotations

import pytest

from crawler.discover import read_index
from tests.discover.conftest import MakePage

HERE = "https://ministry.example/news/"
ROWS = "".join(
    f'<li><a href="/news/{70000 + n}.html">Ministers of both countries sign agreement number {n}</a></li>'
    for n in range(8)
)


def following(page: MakePage, pager: str, url: str = HERE) -> str | None:
    return read_index(page(f"<html><body><ul>{ROWS}</ul>{pager}</body></html>", url)).next_page


@pytest.mark.parametrize(
    "word",
    [
        "Next ›", "Older posts", "След.", "Следующая страница", "Далее", "التالي", "بعدی", "ถัดไป", "Nächste", "Página siguiente",
        "Page suivante »", "Próxima", "Pagina successiva", "下一页", "下頁", "次へ", "다음", "Trang sau", "Selanjutnya", "Sonraki",
    ],
)  # fmt: skip
def test_the_next_page_in_many_languages(page: MakePage, word: str) -> None:
    assert following(page, f'<div><a href="?page=2">2</a> <a href="?page=3">{word}</a></div>') == HERE + "?page=3"


@pytest.mark.parametrize(
    "pager",
    [
        '<ul class="pager"><li class="next"><a href="?page=1"><i class="icon-right"></i></a></li></ul>',
        '<div class="pagination"><a class="page-link next" href="?page=1">→</a></div>',
        '<div class="pages"><a href="?page=1" title="Next page"><img src="r.gif"></a></div>',
        '<a class="next" href="#">Next</a><div><a href="?page=1" rel="next">&gt;&gt;</a></div>',
        '<div class="pagination"><b>1</b> <a href="?page=1">2</a> <a href="?page=2">3</a> ... <a href="?page=39">40</a></div>',
        '<ul id="pager"><li><a href="/news/">1</a><li><a href="?page=1">2</a><li><a href="?page=2">3</a></ul>',
    ],
)
def test_an_arrow_or_a_number_leads_on(page: MakePage, pager: str) -> None:
    assert following(page, pager) == HERE + "?page=1"


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="slider"><a class="next" href="/gallery/7"><i></i></a></div>',
        '<div class="page-slider"><a class="next" href="/gallery/7">›</a></div>',
        '<a href="/next-generation-networks">Next generation networks</a>',
        '<div class="pagination"><a href="?page=1">1</a> <a href="?page=2">2</a> <b>3</b></div>',
        '<table class="days"><tr><td><a href="/day/1">1</a><td>2<td><a href="/day/3">3</a></table>',
        "<script>createPageHTML(3, 2, 'index', 'html')</script>",
    ],
)
def test_what_only_looks_so(page: MakePage, pager: str) -> None:
    assert following(page, pager) is None


def test_numbers_that_a_script_writes(page: MakePage) -> None:
    script = '<script>createPageHTML(25, {}, "index", "shtml");</script>'
    assert following(page, script.format(0)) == HERE + "index_1.shtml"
    assert following(page, script.format(1), HERE + "index_1.shtml") == HERE + "index_2.shtml"
