"""Walls of firewalls are told from pages, whatever their status and language; articles about them are articles."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, Request

from crawler.errors import NotAnArticle
from crawler.fetch.robots import judge
from crawler.fetch.status import Statuses
from crawler.fetch.undelivered import Undelivered
from crawler.pages import parse_article
from crawler.pages.challenge import challenge
from tests.pages.making import page, story

SCRIPT = "<script>" + "var a=function(b){return b^17};" * 200 + "</script>"


def wall(title: str, shown: str, more: str = SCRIPT) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{more}</head><body>{shown}</body></html>"
    )


SIGNED = {
    "Cloudflare": wall("Just a moment...", "<noscript>Enable JavaScript and cookies</noscript><script>_cf_chl_opt={cvId:'3'}</script>"),
    "Akamai": wall("", '<div id="sec-if-cpt-container"></div><script src="/_sec/cp_challenge/ak-challenge.js"></script>'),
    "Imperva": wall("", '<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1-2</iframe>'),
    "DataDome": wall("herald.example", "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>"),
    "HUMAN": wall("Access to this page has been denied", '<div id="px-captcha">Press & Hold to confirm you are a human</div>'),
    "AWS WAF": wall("Human Verification", "<script>AwsWafIntegration.checkForceRefresh()</script>"),
    "Sucuri": wall("You are being redirected...", "<script>sucuri_cloudproxy_js='';</script>"),
    "Anubis": wall("Making sure you're not a bot!", '<script id="anubis_challenge" type="application/json">{}</script>'),
    "Jiasule": "<script>document.cookie='__jsl_clearance=1|0|x';location.href=location.pathname</script>",
    "Alibaba Cloud": "<html><script>var arg1='12AB';function go(){document.cookie='acw_sc__v2='+arg1}</script></html>",
}  # fmt: skip
UNSIGNED = {
    "a title in English": wall("Checking your browser before accessing herald.example", "<p>Please wait a few seconds.</p>"),
    "a title with the site's name": wall("Security Check | The Herald", '<form><img src="c.png"><input name=code></form>'),
    "words in English": wall("The Herald", "<h1>One more step</h1><p>Please complete the security check to go on.</p>"),
    "traffic": wall("Sorry", "<p>Our systems have detected unusual traffic from your computer network.</p>"),
    "a title in Chinese": wall("请稍候…", "<p>herald.example</p>"),
    "a traditional title": wall("請稍候…", "<p>herald.example</p>"),
    "a check in Chinese": wall("安全验证", "<div>点击按钮开始</div>"),
    "a slider": wall("先驱报", "<p>为了您的账号安全，请拖动下方滑块完成验证</p>"),
    "too often": wall("先驱报", "<h2>您的访问过于频繁，请输入验证码后继续访问</h2>"),
    "a person": wall("先驱报", "<p>请确认您是真人，而不是机器人</p>"),
    "the browser": wall("先驱报", "<p>正在检查您的浏览器，请稍等</p>"),
    "a firewall": wall("网站防火墙", "<p>您的请求带有不合法的参数，已被网站管理员设置拦截！</p>"),
    "in traditional signs": wall("先驅報", "<p>請完成以下驗證以繼續瀏覽</p>"),
    "GBK": wall("先驱报", "<p>您的访问过于频繁，请完成安全验证</p>").replace("utf-8", "gbk"),
    "Spanish": wall("Un momento…", "<p>herald.example</p>"),
}  # fmt: skip
OTHERS = {
    "an article": story(),
    "an article on such walls": story("<p>Visitors saw “Checking your browser” and “Just a moment...” while _cf_chl_opt was set.</p>"),
    "a headline": wall("Security checks tightened at the border", "<h1>Security checks</h1><p>Officers look closer.</p>"),
    "a headline in Chinese": wall("安全检查工作座谈会召开", "<p>会议强调，要做好安全检查工作，推进验证平台建设。</p>"),
    "a test that was passed": wall("双边卫星完成在轨验证", "<p>卫星已完成在轨测试和技术验证，将于年内交付两国使用。</p>"),
    "traffic of news": wall("博览会开幕", "<p>应主办方邀请，百家企业参展，官网访问量出现异常增长。</p>"),
    "a log-in": wall("登录", "<form><p>请登录：输入用户名、密码和验证码</p></form>"),
    "an error": wall("404 Not Found", "<p>The page is gone.</p>"),
    "a site of scripts": wall("The Herald", "<div id=app></div>"),
    "a feed": '<?xml version="1.0"?><rss><channel><title>Just a moment...</title></channel></rss>',
    "a list": wall("The Herald", "".join(f'<p><a href="/{n}">Ministers meet {n}</a></p>' for n in range(40)) + "请完成验证"),
    "data": '{"title": "Just a moment..."}',
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("owner", SIGNED)
def test_the_walls_of_known_firewalls_are_named(owner: str) -> None:
    assert challenge(SIGNED[owner].encode()) == owner


@pytest.mark.parametrize("name", UNSIGNED)
def test_walls_are_known_by_what_they_say(name: str) -> None:
    body = UNSIGNED[name].encode("gbk" if name == "GBK" else "utf-8")
    assert challenge(body) == "a firewall"
    with pytest.raises(NotAnArticle):
        parse_article(page(body))


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_wall(name: str) -> None:
    assert challenge(OTHERS[name].encode()) is None


def test_a_header_says_it_too() -> None:
    assert challenge(b"", {"cf-mitigated": "challenge"}) == "Cloudflare"
    assert challenge(b"", {"cf-mitigated": "no"}) is None


@pytest.mark.parametrize("status", [200, 202, 403, 429, 503])
def test_a_wall_is_a_problem_of_its_own_whatever_its_status(status: int) -> None:
    response = HtmlResponse("http://herald.example/a", status=status, body=SIGNED["Cloudflare"].encode())
    with pytest.raises(Undelivered, match=rf"answers {status} .* \(Cloudflare\)") as caught:
        Statuses().process_response(Request(response.url), response)
    assert (caught.value.kind, caught.value.passing) == ("challenge", True)


def test_a_wall_for_robots_txt_leaves_the_rules_unknown() -> None:
    walled = HtmlResponse("http://herald.example/robots.txt", body=SIGNED["Akamai"].encode())
    assert judge(walled).unknown is not None
    other = HtmlResponse(walled.url, body=b"<html><title>The Herald</title><p>Welcome</p></html>")
    assert judge(other).unknown is None
    assert judge(other).allows("http://herald.example/a")


def test_by_hand_the_reason_is_told_as_well() -> None:
    with pytest.raises(NotAnArticle, match="a check of visitors"):
        parse_article(page(UNSIGNED["a slider"]))
