"""Pages that ask who is there instead of showing anything: firewalls that let people in and programs not, whatever the status.

A page is taken for one only when it shows hardly any text of its own: an article about such walls is an article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape

_SIGNS = (
    (b"_cf_chl_opt", "Cloudflare"), (b"cf-browser-verification", "Cloudflare"), (b"challenge-error-text", "Cloudflare"),
    (b"cf-error-details", "Cloudflare"), (b"cf_captcha_kind", "Cloudflare"),
    (b"sec-if-cpt-container", "Akamai"), (b"/_sec/cp_challenge", "Akamai"), (b"errors.edgesuite.net", "Akamai"),
    (b"Incapsula incident ID", "Imperva"), (b"_Incapsula_Resource", "Imperva"), (b"captcha-delivery.com", "DataDome"),
    (b"px-captcha", "HUMAN"), (b"AwsWafIntegration", "AWS WAF"), (b"awsWafCookieDomainList", "AWS WAF"),
    (b"sucuri_cloudproxy_js", "Sucuri"), (b"ddos-guard/js-challenge", "DDoS-Guard"), (b"anubis_challenge", "Anubis"),
    (b"/.within.website/x/cmd/anubis", "Anubis"), (b"geo.captcha", "a captcha"), (b"radware_stormcaster", "Radware"),
    (b"__jsl_clearance", "Jiasule"), (b"$_ts=window['$_ts']", "Riversafe"), (b"acw_sc__v2", "Alibaba Cloud"),
    (b"aliyun_waf", "Alibaba Cloud"), (b"aliyunwaf", "Alibaba Cloud"), (b"_____tmd_____", "Alibaba Cloud"),
    (b"waf.tencent.com", "Tencent Cloud"), (b"TCaptcha.js", "Tencent Cloud"), (b"yunjiasu-nginx", "Baidu"),
    (b"wafblock", "a firewall"), (b"safedog", "Safedog"),
)  # fmt: skip
"""What stands in the source of such pages, and whose they are. Some sites carry a sign on every page: so the text decides too."""
HEADERS = {"cf-mitigated": "Cloudflare", "x-amzn-waf-action": "AWS WAF"}
"""Headers of such answers, and whose they are."""
LARGE, LINKED = 150_000, 25
"""Bytes, and links: such pages have 1 to 60 kB and a link or two. What has more need not be looked through, which spares
most pages all but the counting (746 pages of news sites, none of them taken for a wall)."""
SMALL = 40_000
"""Bytes below which a page without a sign is looked through for what it says to people."""
LITTLE, FEW = 1_500, 600
"""Characters shown, at most: by a page with a sign, and by one without."""

_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|title|meta|noscript|div|form|!--)", re.IGNORECASE)
_HIDDEN = re.compile(rb"<(script|style|svg|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[^<>]{0,5000}>")
_TITLE = re.compile(rb"<title\b[^>]{0,200}>(.{0,300}?)</title", re.IGNORECASE | re.DOTALL)


@cache
def _called() -> re.Pattern[str]:
    """Titles of such pages, alone or before the name of the site or of the firewall."""
    return re.compile(
        r"(?i)\W*(?:just a moment|attention required|one moment,? please|please wait(?: while .{0,60})?|checking your browser.{0,40}|"
        r"security (?:check|verification)(?: required)?|(?:human|browser|bot) (?:check|verification)(?: required)?|"
        r"(?:are you a )?robot(?: check)?|(?:re)?captcha(?: challenge)?|verif(?:y|ying) (?:that )?you are human|"
        r"pardon our interruption|making sure you['’]?re not a bot|ddos(?:-guard|[ -]protection)|"
        r"un (?:instant|momento)|einen moment|um momento|один момент|bir dakika(?: lütfen)?|しばらくお待ちください|잠시만 기다리십시오|"
        r"请稍[候等]|請稍[候等]|安全(?:验证|驗證|检查|檢查|检测)|(?:人机|人機|身份|访问|訪問|滑动|滑块|滑動)(?:身份)?(?:验证|驗證)|"
        r"验证(?:码|中心|页面)|访问(?:受限|被拦截|异常|过于频繁)|网站防火墙|正在(?:检查|检测|验证).{0,12})"
        r"[\s.…!?。！？]*(?:[|\-–—:_(（].{0,80})?"
    )


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(
        r"(?i)checking (?:if the site connection is secure|your browser)|"
        r"verify(?:ing)? (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a)|"
        r"(?:complete|solve|pass) (?:the|this|a) (?:security check|captcha|challenge)|enable javascript and cookies to continue|"
        r"unusual (?:traffic|activity) from your|(?:press|click) (?:and|&) hold|(?:i['’]?m|you are|you['’]re) not a (?:robot|bot)|"
        r"needs to review the security of your connection|ddos protection by|your (?:request|access) (?:has been|was) blocked by|"
        r"something about your browser made us think you (?:were|are) a bot|request unsuccessful\. incapsula|"
        r"(?:完成|进行|進行|通过|通過|点击|點擊|输入|輸入|拖动|拖動|按住|需要)[^。\n]{0,16}(?:验证|驗證|滑块|滑塊)|"
        r"(?:确认|確認|验证|驗證|证明|證明)[^。\n]{0,6}(?:您|你)[^。\n]{0,8}(?:真人|人类|人類|机器人|機器人)|"
        r"正在(?:检查|檢查|检测|檢測|验证|驗證)[^。\n]{0,10}(?:浏览器|瀏覽器|安全|环境|連線|连接)|"
        r"(?:访问|訪問|请求|請求|操作)(?:过于|太|過於)?频繁|(?:访问|訪問|请求|請求|流量|网络环境)[^。\n]{0,10}(?:异常|異常|被拦截|已被拦截|被阻断)|"
        r"不合法的?参数[^。\n]{0,12}拦截|启用\s*javascript\s*和\s*cookie"
    )


_READER = re.compile(
    "[您你]|(?<![邀申聘])[请請](?!求)|滑[块塊]|[验驗][证證][码碼]|[继繼][续續](?:访问|訪問|浏览|瀏覽)|稍[后後]|刷新(?!纪录|了)|重[试試]|[拦攔]截|启用"
)
"""Words to the reader, one of which a wall in Chinese has: a satellite too "completes its verification" (完成验证)."""
_LOGIN = re.compile(r"(?i)\b(?:sign|log) ?in\b|password|登录|登錄|登入|密码|密碼|注册")
"""A form to log in asks for a captcha too; it is a wall of another kind."""


def challenge(body: bytes, headers: Mapping[str, str] | None = None) -> str | None:
    """Who keeps programs out, in a word or two, when that is all that a page does; None for any other page.

    Args:
        body: the bytes of the answer, unpacked
        headers: its headers by lower-case name
    """
    for name, owner in HEADERS.items():
        if (headers or {}).get(name, "").lower() in {"challenge", "captcha"}:
            return owner
    if not body or len(body) > LARGE or not _MARKUP.match(body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")):
        return None
    if len(body.split(b"<a ", LINKED + 1)) > LINKED + 1:  # which counts no further
        return None
    owner = next((owner for sign, owner in _SIGNS if sign in body), "")
    if not owner and len(body) > SMALL:
        return None
    shown = _shown(body)
    if len(shown) > LITTLE:
        return None
    title = _TITLE.search(body)
    says = says_so(_text(title.group(1)) if title else "", shown)
    return (owner or "a firewall") if says or (owner and len(shown) < FEW) else None


def says_so(title: str, shown: str) -> bool:
    """Whether what a page shows to people, and it is little, is a check of visitors."""
    if len(shown) > FEW or _LOGIN.search(shown):
        return False
    if _called().fullmatch(title):
        return True
    asked = _asks().search(shown)
    return asked is not None and (
        not any("\u4e00" <= letter <= "\u9fff" for letter in asked[0]) or _READER.search(shown) is not None
    )


def _shown(body: bytes) -> str:
    """The text between the tags, in one line; no more than tells that it is too much."""
    bare = _TAG.sub(b" ", _TITLE.sub(b" ", _HIDDEN.sub(b" ", body)))
    return _text(b" ".join(bare.split())[: 4 * LITTLE])


def _text(data: bytes) -> str:
    """Characters of some bytes: UTF-8, else what Chinese sites send."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        cut = data.decode("utf-8", "ignore")
        text = cut if len(cut.encode()) >= len(data) - 3 else data.decode("gb18030", "replace")
    return " ".join(unescape(text).split())
