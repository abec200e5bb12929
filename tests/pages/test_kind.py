"""Pages that are no article are refused, with the reason; those that only look so are read."""

from __future__ import annotations

import pytest

from crawler.errors import NotAnArticle, Unreadable
from crawler.pages import parse_article
from tests.pages.making import SENTENCE, page, story

LINKS = "".join(
    f'<li><a href="/news/{number}.html">The ministers of transport met for the {number}th time this year</a></li>'
    for number in range(40)
)
PAGES = {
    "home page": (
        "https://news.example/",
        f"<html><title>The Herald</title><body><h1>The Herald</h1><ul>{LINKS}</ul></body></html>",
        "list or home page",
    ),
    "list": (
        "https://news.example/world/",
        f"<html><title>World</title><body><h1>World</h1><ul>{LINKS}</ul></body></html>",
        "list",
    ),
    "list with teasers": (
        "https://news.example/tag/rail/",
        "<html><title>Tag: rail</title><body><h1>Tag: rail</h1>"
        + "".join(f"<h3><a href='/{n}.html'>Ministers meet again, part {n}</a></h3><p>{SENTENCE}</p>" for n in range(8))
        + "</body></html>",
        "list",
    ),
    "chinese list": (
        "https://news.example/gjhz/",
        "<html><meta charset=utf-8><title>国际合作</title><body>"
        + "".join(
            f"<li><a href='/{n}.html'>两国签署第{n}份铁路合作协议</a><span>2025-03-{n:02}</span></li>"
            for n in range(1, 25)
        )
        + "</body></html>",
        "list",
    ),
    "gallery": (
        "https://news.example/1.html",
        "<html><title>Pictures</title><body><h1>Pictures</h1>" + '<img src="a.jpg">' * 20 + "</body></html>",
        "no running text",
    ),
    "wall": (
        "https://news.example/2.html",
        (
            "<html><title>Rail</title><body><h1>Rail freight agreed</h1><p>The two governments "
            "signed.</p><p>Subscribe now to continue reading this article and all others.</p></body></html>"
        ),
        "wall",
    ),
    "error": (
        "https://news.example/3.html",
        (
            "<html><title>404 Not Found</title><body><h1>404 Not Found</h1><p>The page you requested does not "
            "exist. Try our search or go back to the home page of this site.</p></body></html>"
        ),
        "error page",
    ),
    "chinese error": (
        "https://news.example/4.html",
        (
            "<html><meta "
            "charset=utf-8><title>提示</title><body><p>抱歉，您访问的页面不存在或已删除，请返回首页。</p></body></html>"
        ),
        "error page",
    ),
    "cookie wall": (
        "https://news.example/5.html",
        (
            "<html><title>Consent</title><body><p>We and our partners store cookies on your device and process "
            "personal data, such as unique identifiers, to show you content.</p>"
            "<p>You may accept all cookies or manage your consent, and change your choice at any "
            "time.</p></body></html>"
        ),
        "cookie wall",
    ),
    "script only": (
        "https://news.example/6.html",
        "<html><title>App</title><body><div id=app></div><script>start()</script></body></html>",
        "no running text",
    ),
    "life of an author": (
        "https://news.example/author/awa-ndiaye",
        f"<html><title>Awa Ndiaye, Author at The Herald</title><body><h1>Awa Ndiaye</h1><p>{SENTENCE} {SENTENCE}</p>"
        + "".join(f"<h3><a href='/{n}.html'>Ministers meet again, part {n}</a></h3><p>{SENTENCE}</p>" for n in range(8))
        + "</body></html>",
        "list",
    ),
    "links alone": (
        "https://news.example/video/9.html",
        "<html><title>Ministers shake hands</title><body><h1>Ministers shake hands</h1><p>Watch it above.</p><h2>More</h2>"
        + "".join(f"<a href='/v/{n}'>Ministers shake hands again, part {n} of ten</a>" for n in range(9))
        + "</body></html>",
        "no running text",
    ),
    "empty": ("https://news.example/7.html", "  \n ", "empty"),
    "feed": (
        "https://news.example/rss.xml",
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Herald</title></channel></rss>',
        "feed",
    ),
    "data": ("https://news.example/8.json", '{"items": [{"title": "Rail"}]}', "data"),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_article(name: str) -> None:
    url, body, reason = PAGES[name]
    with pytest.raises(NotAnArticle, match=reason) as caught:
        parse_article(page(body, url=url))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("The Herald", "You need to enable JavaScript to run this app."),
        ("The Herald", "Please support us by disabling your ad blocker on our website, and reload the page."),
        ("Blog › Error", "There has been a critical error on this website. Please try again later, or tell its owner."),
        ("Article unavailable", "This article is no longer available. Our licence of the agency's texts has ended."),
        ("Privacy Policy - The Herald", SENTENCE),
        ("About us", SENTENCE),
        ("Terms of Use | Voice of the Islands", SENTENCE),
        ("隐私政策_海岛日报", SENTENCE),
        (
            "Before you continue",
            "We and 842 partners store information on a device. You may manage your choices below.",
        ),
    ],
)
def test_what_pages_say_instead_of_an_article(title: str, text: str) -> None:
    for body in (f"<p>{text}</p>", f"<noscript><p>{text}</p></noscript>"):
        with pytest.raises(NotAnArticle):
            parse_article(page(f"<html><title>{title}</title><body><h1>{title}</h1>{body}</body></html>"))


BRIEF = (
    "<p>{} The first part is due in spring, and a commission of both countries will look after it, officials said.</p>"
    "<p>The minister thanked the guests, and said that the engineers of both sides would meet again in the new year.</p>"
)


@pytest.mark.parametrize(
    "title",
    [
        "500 solar pumps reach Malawi",
        "404 firms meet at the fair of Kigali",
        "500 service points for farmers open in Togo",
        "Forbidden City and Louvre agree on loans",
        "Access denied no more: two ports open to each other",
        "500千伏跨国输电线路建成投产",
        "Website maintenance contract for the port signed",
        "Maintenance: the old bridge closes for a week",
        "410 gone, 90 to go: villages move for the dam",
        "Page not found: the lost manuscripts of the desert",
        "Access denied: how two ports closed and opened again",
        "Page introuvable : les manuscrits perdus du désert",
        "Privacy policy agreed by both parliaments",
        "About us, without us: islands ask for a seat",
        "Privacy policy: two neighbours agree on data rules",
        "Your privacy: what a new treaty means for you",
        "Cookie policy - Union and islands agree at last",
        "About us: a film unites two nations",
        "网站维护人员赴邻国交流",
    ],
)
def test_a_brief_whose_title_begins_like_an_error(title: str) -> None:
    body = BRIEF.format("Ministers opened it on Tuesday.")
    assert parse_article(page(f"<html><title>{title}</title><body><h1>{title}</h1>{body}</body></html>")).title == title


@pytest.mark.parametrize(
    "text",
    [
        "The Union and its Pacific partners opened a fund for reefs.",
        "Kenya requires JavaScript courses in all schools, and Laos will train the teachers, both ministers said on Monday in the capital.",
        "An ad blocker is legal, said the court of both unions.",
        "This story has been removed by order of both presidents.",
        "The partners will let personal data flow between their courts.",
        "Ministers gave their consent to a fund that all partners pay into.",
    ],
)
def test_an_agreement_of_partners_is_no_cookie_wall(text: str) -> None:
    body = BRIEF.format(text).replace("The minister", "The partners").replace("<p>", f"<p>{text} ")
    assert text in parse_article(page(f"<html><title>A fund for two seas</title><body>{body}</body></html>")).text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Page introuvable - Ministère", "La page que vous recherchez n'existe pas ou a été déplacée."),
        ("Página no encontrada", "Lo sentimos, la página que busca no existe o ha sido movida."),
        ("Erro 404", "Desculpe, a página que você procura não existe ou foi removida."),
        ("Страница не найдена", "К сожалению, запрашиваемая вами страница не существует или была удалена."),
        ("الصفحة غير موجودة", "عذراً، الصفحة التي تبحث عنها غير موجودة أو تم نقلها إلى عنوان آخر."),
        ("网页不存在", "对不起，您访问的内容已被删除或者暂时无法访问，请返回首页浏览其他新闻，谢谢您的理解与支持。"),
        (
            "Page not found: where did it go",
            "The page you are looking for has been moved to another place of our new site, we think.",
        ),
        ("The Herald", "This site is undergoing scheduled maintenance and will be back in an hour or two."),
    ],
)
def test_error_pages_of_many_languages(title: str, text: str) -> None:
    body = f"<html><meta charset=utf-8><title>{title}</title><body><h1>{title}</h1><p>{text}</p></body></html>"
    with pytest.raises(NotAnArticle, match="error page"):
        parse_article(page(body))


@pytest.mark.parametrize(
    "title",
    [
        "503 Service Temporarily Unavailable",
        "405 Not Allowed",
        "408 Request Timeout",
        "401 Authorization Required",
        "429 Too Many Requests",
        "410 Gone",
        "Not Found (404)",
        "404 Seite nicht gefunden",
        "404: página no encontrada",
        "Errore 404",
        "Under Maintenance",
        "HTTP Status 404 – Not Found",
        "系统维护中",
        "系统维护公告",
        "安全验证中",
    ],
)
def test_what_servers_call_their_errors(title: str) -> None:
    body = f"<html><meta charset=utf-8><title>{title}</title><body><h1>{title}</h1><p>Ask us later, please.</p></body></html>"
    with pytest.raises(NotAnArticle, match="error page"):
        parse_article(page(body))


def test_what_is_no_text() -> None:
    with pytest.raises(Unreadable, match="PDF"):
        parse_article(page(b"%PDF-1.7 \x00\x01"))


FLASH = (
    "<html><title>Two states open a railway across their border</title><body><h1>Two states open a railway across their border</h1>"
    "<p>14 March 2025</p><p>Both states opened a railway across their border on Friday, and trains ran the same day.</p>"
)


@pytest.mark.parametrize(
    "body",
    [
        story(f"<ul>{LINKS}</ul>"),
        story("<p>Subscribe to our newsletter to continue reading every day.</p>"),
        story().replace(
            "</article>", "</article>" + "<h3><a href='/a.html'>Other ministers met</a></h3><p>They spoke.</p>" * 8
        ),
        story().replace("<p>", "<h2><a href='#top'>Another part of the agreement</a></h2><p>"),
        story("<p>14 March 2025 [会員限定]</p>"),
        story("<div class=cookie>We and our partners use cookies.</div>"),
        story().replace("<article>", '<article style="visibility:hidden">'),
        story().replace("<article>", "<button><article>"),
        story().replace("<article>", "<div>" * 400 + "<article>"),
    ],
)
def test_articles_all_the_same(body: str) -> None:
    article = parse_article(page(body))
    assert article.title == "Two governments agree on rail freight"
    assert article.text.count(SENTENCE) == 12
    assert "ministers" not in article.text
    assert "ookies" not in article.text


@pytest.mark.parametrize("teaser", ["", f"<p>{SENTENCE}</p>"])
def test_a_flash_with_other_news_below_is_no_list(teaser: str) -> None:
    article = parse_article(page(FLASH + f"<h3><a href='/a.html'>Other ministers met</a></h3>{teaser}" * 8))
    assert article.text.startswith("Both states opened")


def test_text_that_lies_in_the_data_of_scripts() -> None:
    text = " ".join([SENTENCE] * 6)
    inner = "".join(f"\\u003cp\\u003e{number}. {text}\\u003c/p\\u003e" for number in range(4))
    article = parse_article(
        page(
            f"<html><title>Rail freight agreed at last</title><body><div id=app></div>"
            f'<script>var state = {{"body": "{inner}"}}</script></body></html>'
        )
    )
    assert article.text.count(SENTENCE) == 24
    assert "text=script" in article.extractor
