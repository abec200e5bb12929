"""Is it an article at all? Lists, home pages, walls and error pages come with status 200 as well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from crawler.errors import NotAnArticle

from . import challenge
from .blocks import HEADINGS, Block, Layout, length_of
from .claims import Claims

# A title of news begins with such words as well ("500 pumps reach Malawi", "Forbidden City lends treasures"): most of them
# say "error" only when they are the whole title, or all of it before the name of the site.
_CODE = r"(?:40\d|410|429|50\d)"
_WHOLE = r"[\s.!…?。！？]*(?:$|\s[-–—|:•·_]\s|(?=[|:：_].{0,80}$))"
_GOES_ON = re.compile('[\\s"”]*[:：]\\s*(?:(?:\\S+\\s+){2,}\\S|[\u4e00-\u9fff]{6,})')


@cache
def _error() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)^\W*(?:(?:(?:http\s*)?(?:error|status|erreur|erro|errore|fehler|ошибка|خطأ|错误|錯誤)\s*:?\s*{_CODE}\b|"
        rf"{_CODE}\s*(?:error|(?:page |file )?not found|not (?:allowed|acceptable)|forbidden|bad (?:gateway|request)|unauthori[sz]ed|"
        r"authori[sz]ation required|internal server|service (?:temporarily )?unavailable|"
        r"(?:gateway|request) time-?\s?out|too many requests|gone$|"
        r"错误|錯誤|页面|頁面))(?![a-z])|"
        rf"(?:{_CODE}|not found(?: \({_CODE}\))?|access denied|(?:403 )?forbidden|captcha|"
        rf"(?:security|robot|captcha) check(?: required)?|"
        rf"service unavailable|bad gateway|(?:(?:site|website) (?:under )?|under )maintenance|"
        rf"(?:系统|系統|网站|網站)(?:正在)?(?:维护|維護)中?(?:公告)?|"
        rf"访问受限制?|(?:安全|人机)验证中?){_WHOLE}|"
        rf"{_CODE}\. that['’]s an error|just a moment|attention required|are you a robot|checking your browser|"
        r"(?:oops|sorry)[,!.\s].{0,60}(?:page|find|found|wrong|available|access|error)|(?:oops|sorry)\W*$|"
        r"(?:很?抱歉|对不起|對不起)(?:.{0,20}(?:页|頁|内容|內容|访问|訪問|找不到|不存在|错误|錯誤)|\W*$)|您访问的页面|"
        rf"(?:{_CODE}\W*)?(?:(?:page|file) not found|"
        r"(?:页面|頁面|网页|網頁)(?:不存在|找不到|未找到|没有找到|丢失|已删除)|(?:找不到|无法找到|無法找到)\S{0,6}(?:页面|頁面|网页|網頁)|"
        r"ページが見つかりません|페이지를 찾을 수 없|"
        r"page (?:introuvable|non trouvée|inexistante)|p[áa]gina n(?:o|ão) (?:encontrada|existe|disponible)|pagina non trovata|"
        r"pagina niet gevonden|(?:die )?seite (?:wurde )?nicht gefunden|страница не (?:найдена|существует)|сторінку не знайдено|"
        r"الصفحة (?:غير موجودة|المطلوبة غير)|لم يتم العثور على الصفحة|صفحه .{0,20}(?:یافت|پیدا) نشد|sayfa bulunamadı|"
        r"halaman tidak ditemukan|không tìm thấy trang))"
    )


@cache
def _error_text() -> re.Pattern[str]:
    return re.compile(
        r"(?i)page (?:you (?:requested|are looking for|were looking for)|cannot be found|could not be found|"
        r"does(?:n['’]t| not) exist|no longer exists)|"
        r"enable javascript and cookies|verify (?:that )?you are (?:a )?human|unusual traffic|undergoing (?:\w+ )?maintenance|"
        r"(?:页面|頁面|网页|網頁|文章|内容|信息)(?:不存在|找不到|已(?:经|被)?(?:删除|刪除|下线))|您访问的内容|网站(?:正在)?(?:维护|升级)中|"
        r"la page (?:que vous (?:recherche[zr]|cherchez|demandez|avez demandée)|demandée) |"
        r"la página (?:que (?:est[áa]s? )?(?:busca|solicita|intenta)\w*|solicitada) |a página (?:que você|solicitada) |"
        r"die (?:gewünschte|angeforderte|gesuchte|aufgerufene) seite|la pagina (?:che (?:hai|stai|cerchi)|richiesta) |"
        r"(?:запрашиваем|запрошенн)\w+ (?:вами )?страниц|الصفحة (?:التي تبحث عنها|التي طلبتها|المطلوبة)|"
        r"aradığınız sayfa|halaman yang anda cari"
    )


@cache
def _wall() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(?:subscribe|sign in|log in|register|create (?:a free |an )?account|become a (?:member|"
        r"subscriber))\b.{0,60}\b(?:to (?:continue|read|view|access|keep reading)|for (?:full|unlimited) "
        r"access)|"
        r"(?:already a (?:subscriber|member)\?|this (?:content|article) is (?:for|available to|reserved for) "
        r"(?:our )?(?:subscribers|members))|"
        r"(?:登录|登錄|注册|订阅)后(?:可|才能|继续|即可)?(?:阅读|查看|浏览)|请(?:先)?登录|续きは会員|会員限定(?:記事|です|の|コンテンツ)"
    )


@cache
def _notice() -> re.Pattern[str]:
    """What a page says instead of its text. Briefs speak of such things too: the words count where they are most of what is shown."""
    return re.compile(
        r"(?i)\b(?:enable|turn on|activate|(?:site|page|app|application)\W.{0,12}requires?) javascript\b|"
        r"javascript (?:is|seems to be) (?:disabled|required|not enabled)|"
        r"\b(?:disabl(?:e|ing)|turn(?:ing)? off|whitelist)\b.{0,30}\bad[- ]?block|"
        r"\bad[- ]?blocker (?:detected|is (?:on|active|enabled|running|detected))\b|"
        r"there has been a critical error on|error establishing a database connection|"
        r"^this (?:article|page|story|content|video) (?:is (?:no longer|not|currently un|un)\s?available|"
        r"has been (?:removed|deleted)(?!,? (?:by|after|following|in)\b))|"
        r"\b(?:article|story|page|content) has been removed from (?:our|this) (?:web\s?)?site|"
        r"activez javascript|activer javascript|(?:habilit|activ)[ae]r? javascript|javascript (?:aktivieren|aktiviert)|включите javascript|"
        r"启用\s?javascript"
    )


# Nothing behind it, or the name of a site: "Privacy policy: two states agree on data" is a headline.
_WITH_NAME = r"[\s.!…?。！？]*(?:$|\s*[-–—|•·_:：]\s*(?-i:(?:(?:[^\W_a-zà-ÿа-яё][\w.'’&]*|of|the|and|de|du|la|for)(?:\s+|$)){1,5}$))"
_OURSELVES = re.compile(
    rf"(?i)^\W*(?:(?:our |website )?(?:privacy|cookies?|data protection) (?:policy|notice|statement|settings)|"
    r"privacy and cookies(?: policy)?|"
    r"terms (?:of (?:use|service)|(?:and|&) conditions)|(?:about|contact|advertise with) us|datenschutz(?:erklärung|hinweise)?|impressum|"
    r"(?:we (?:value|care about|respect) )?your privacy|before you continue|mentions légales|politique de confidentialité|"
    r"política de privac?idade?|política de privacidad|aviso legal|隐私(?:政策|声明)|关于我们|联系我们|"
    rf"политика конфиденциальности){_WITH_NAME}"
)
_ABOUT_LISTS = re.compile(r"/(?:authors?|tags?|categor(?:y|ies)|topics?)/[^/]+/?(?:page/\d+/?)?$", re.IGNORECASE)
_LITTLE = 250
"""Characters of prose below which a page with the words of a wall or an error is one."""

_FEW = 100
"""Characters of prose that a brief has at least."""

_DATE = 12  # characters
_BIO = 800
"""Characters of prose beside a list whose address says that it is one: the life of an author, what a topic is about."""
_HEADINGS, _TEASER, _LONGEST, _OTHERS, _HEADLINE = 6, 3, 400, 150, 30
"""Of a list with teasers: linked headings at least, blocks that belong to each, characters of a teaser and of all other prose, and of
a headline that is none of a list ("Tag: rail")."""


def check(layout: Layout, claims: Claims, title: str | None, url: str) -> None:
    """Raises NotAnArticle, with the reason, for what can be known before the text is looked for."""
    prose = layout.boxes[0].raw
    head = title or ""
    if prose < 2 * _LITTLE and challenge.says_so(head, " ".join(block.text for block in layout.blocks)):
        raise NotAnArticle(
            "this is a check of visitors instead of the page: the site does not want to be read by programs"
        )
    if prose < 4 * _LITTLE and _is_error(layout, head, prose):
        raise NotAnArticle(
            "this is an error page, though its status says otherwise: the article is gone or the server refuses us"
        )
    if prose < 2 * _LITTLE and share(layout.blocks, _notice()) > 0.4:
        raise NotAnArticle("this page says only why it shows no text: it wants a browser, or the article is gone")
    if _OURSELVES.match(head):
        raise NotAnArticle("this is a page of the site about itself (privacy, terms, contact), not an article")
    if prose < 2 * _LITTLE and _any(layout, _wall()) and share(layout.blocks, _wall()) > 0.15:
        raise NotAnArticle("this is a log-in or subscription wall: the text is not open to us")
    if _is_list(layout, claims, url, prose):
        raise NotAnArticle(
            "this is a list or home page: name it under `lists` in the source file to read what it points to"
        )


def _is_error(layout: Layout, head: str, prose: float) -> bool:
    """Whether a page with little prose is an error page, by its title or its text; a title that goes on behind a colon
    ("Page not found: the lost library of ...") is one of news as well, and needs such a text."""
    match = _error().match(head)
    if match and (prose < _FEW or not _GOES_ON.match(head, match.end())):
        return True
    return (match is not None or prose < _LITTLE) and _any(layout, _error_text())


def _any(layout: Layout, pattern: re.Pattern[str]) -> bool:
    return any(len(block.text) < 600 and pattern.search(block.text) for block in layout.blocks)


def share(blocks: Sequence[Block], pattern: re.Pattern[str]) -> float:
    """Share of their prose that stands in blocks with such words."""
    whole = sum(len(block.text) for block in blocks if block.density < 0.5)
    named = sum(
        len(block.text)
        for block in blocks
        if block.density < 0.5 and len(block.text) < 1500 and pattern.search(block.text)
    )
    return named / whole if whole else 0.0


def _is_list(layout: Layout, claims: Claims, url: str, prose: float) -> bool:
    """Whether most of a page are pointers: a home page by its address, or far more links than running text."""
    top = layout.boxes[0]
    path = urlsplit(url).path.strip("/").lower()
    articles = {"article", "newsarticle", "blogposting", "reportagenewsarticle"}
    called_article = any(value.lower() in articles for value in claims.values("type")) and bool(claims["published"])
    if called_article:
        return False
    if _is_row_of_teasers(layout, _BIO if _ABOUT_LISTS.search(urlsplit(url).path) else _OTHERS):
        return True
    longest = max((block.weight for block in layout.blocks), default=0.0)
    home = path in ("", "index.html", "index.htm", "index.shtml", "index.php", "home")
    little = longest < 400 or prose < 0.5 * top.chars
    if not (little if home else longest < 300 and prose < 0.15 * top.chars):
        return False
    linked_headlines = sum(length_of(block.text) >= 25 and is_pointer(block) for block in layout.blocks)
    return linked_headlines >= (10 if home else 20)


def is_notice(paragraphs: Sequence[str]) -> bool:
    """Whether a short text says only why a page shows none."""
    whole = sum(map(len, paragraphs))
    return whole < 2 * _LITTLE and sum(len(text) for text in paragraphs if _notice().search(text)) > 0.4 * whole


def is_pointer(block: Block) -> bool:
    """Whether a line is a link, with a date beside it at most."""
    return block.density > 0.8 or (block.density > 0.5 and len(block.text) - block.linked <= _DATE)


def _is_row_of_teasers(layout: Layout, most: int) -> bool:
    """Whether all prose stands right under headings that link to other pages, and none under a headline above them: that is a flash,
    with other news below."""
    teased: set[int] = set()
    under, others, headline = -_TEASER - 1, 0.0, False
    for number, block in enumerate(layout.blocks):
        if block.tag in HEADINGS and block.density > 0.8 and not _points_within(block):
            under = number
        elif block.tag == "h1" and under < 0:
            headline = length_of(block.text) >= _HEADLINE
        elif block.weight and (number - under > _TEASER or block.weight > _LONGEST):
            if headline and under < 0:
                return False
            others += block.weight
        elif block.weight:
            teased.add(under)
    return len(teased) >= _HEADINGS and others < most


def _points_within(block: Block) -> bool:
    """Whether its links lead to places on the same page, as those of a table of contents do."""
    return all(href.startswith("#") for _, href, _ in block.pieces if href is not None)
