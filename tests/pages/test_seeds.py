"""Both given documents give exactly the expected record: as plain text, as GBK, and set in the pages of their sites."""

from __future__ import annotations

import html

import pytest

from crawler.pages import parse_article
from tests.pages.making import differences, page, seed

RELATED, LOGIN = "Related articles", ("Retrieve password", "Get verification code")


def as_html(body: str, charset: str, title: str = "") -> bytes:
    menu = (
        "<div class=nav><a href=/>Home</a><a href=/list/10.html>Belt and Road</a><a "
        "href=/list/220.html>Overseas</a></div>"
    )
    text = (
        f"<!DOCTYPE html><html><head><meta "
        f"charset={charset}><title>{title}</title></head><body>{menu}{body}<div class=footer>About "
        f"us</div></body></html>"
    )
    return text.encode(charset)


def seetao(kind: str) -> str:
    lines = [line for line in seed("000")[0].split("\n") if line.strip()]
    title, dated, bullet, reading, minutes, *rest = map(html.escape, lines)
    name, _, day = dated.partition(" ")
    end = rest.index(RELATED)
    texts, related = rest[:end], [line for line in rest[end + 1 :] if line not in LOGIN]
    links = "".join(f"<li><a href=/details/{number}/en.html>{text}</a></li>" for number, text in enumerate(related))
    tail = (
        f"<div class=about><h3>{RELATED}</h3><ul>{links}</ul></div><div "
        f"class=login><p>{LOGIN[0]}</p><a>{LOGIN[1]}</a></div>"
    )
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    if kind == "headings":
        head = (
            f"<h1>{title}</h1><div><span>{name}</span> "
            f"<span>{day}</span></div><div>{bullet}</div><div>{reading}</div><div>{minutes}</div>"
        )
    elif kind == "no heading":
        head = f"<div class=title>{title}</div><p>{name} {day}</p><p>{bullet}</p><p>{reading} {minutes}</p>"
    else:
        head = (
            f"<h2>{title}</h2><div>{name} {day}</div><ul><li>{bullet.strip(' •')}</li></ul><div>{reading} "
            f"<em>6</em>Minute</div>"
        )
        paragraphs = "<br><br>".join(texts)
    return f"<div class=detail>{head}<div class=content>{paragraphs}</div></div>{tail}"


def dispatch(kind: str) -> str:
    lines = [html.escape(line, quote=False) for line in seed("003")[0].split("\n") if line.strip()]
    if kind == "lines":
        body = "".join(
            f"<p>{line.replace('  ', '&#12288;&#12288;', 1) if line.startswith('  ') else line}</p>" for line in lines
        )
    elif kind == "breaks":
        body = "<br>".join("&nbsp;&nbsp;" + line.strip() if line.startswith("  ") else line for line in lines)
    elif kind == "fixed":
        body = f"<pre>{html.escape(seed('003')[0], quote=False)}</pre>"
    else:
        paragraphs: list[str] = []
        for line in lines:
            if line.startswith("  ") or not paragraphs:
                paragraphs.append(line.strip())
            else:
                paragraphs[-1] += " " + line
        body = "".join(f"<p>　　{text}</p>" for text in paragraphs)
    return f"<div class=content><div class=left_zw>{body}</div><div class=adEditor></div></div>"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("start", ["000", "003"])
def test_plain_text(start: str, charset: str) -> None:
    text, expected = seed(start)
    assert differences(parse_article(page(text.encode(charset))), expected) == {}
    assert (
        differences(parse_article(page(text.encode(charset), content_type=f"text/plain; charset={charset}")), expected)
        == {}
    )


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("kind", ["headings", "no heading", "breaks"])
def test_seetao_page(kind: str, charset: str) -> None:
    title = seed("000")[0].split("\n")[0]
    article = parse_article(page(as_html(seetao(kind), charset, title), url="https://www.seetao.com/details/1/en.html"))
    assert differences(article, seed("000")[1]) == {}
    assert article.related[0].url == "https://www.seetao.com/details/0/en.html"
    assert article.html is not None
    assert "Reproduction" not in article.html


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("kind", ["lines", "breaks", "fixed", "paragraphs"])
def test_china_news_service_page(kind: str, charset: str) -> None:
    article = parse_article(
        page(as_html(dispatch(kind), charset), url="https://www.chinanews.com.cn/gj/2022/11-09/1.shtml")
    )
    expected = seed("003")[1]
    assert differences(article, expected) == {}
