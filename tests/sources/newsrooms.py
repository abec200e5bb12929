"""Small news sites on loopback, each built as a kind of site is built, for `sources add` to find its way in."""

from __future__ import annotations

import gzip
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from tests.sources.serving import Answer

_CHINA = ZoneInfo("Asia/Shanghai")
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_GB2312 = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

_THINGS = (
    "bridge", "ministry", "harvest", "turbine", "cable", "village", "workshop", "laboratory", "fleet", "market", "library",
    "terminal", "reservoir", "classroom", "clinic", "quarry", "vessel", "depot", "valve", "sensor", "orchard", "canal", "tower",
)  # fmt: skip
_COUNTRIES = ("Kenya", "Laos", "Peru", "Cuba", "Ghana", "Nepal", "Serbia", "Fiji")
_LANDS = ("肯尼亚", "老挝", "秘鲁", "古巴", "加纳", "尼泊尔", "塞尔维亚", "斐济")
_OBJECTS = ("水电站", "铁路支线", "农业示范园", "港口码头", "职业学校", "光伏电站", "医院大楼", "海底光缆")


def title_of(number: int) -> str:
    """The headline of an English article."""
    one, two = _COUNTRIES[number % 8], _COUNTRIES[(number + 3) % 8]
    return f"{one} and {two} sign agreement on a joint {_THINGS[number % 23]} project"


def body_of(number: int) -> str:
    """Paragraphs that are unlike those of every other article."""
    pick = random.Random(number).choice
    rows = (
        f"The {pick(_THINGS)} beside the {pick(_THINGS)} will serve each {pick(_THINGS)} and its {pick(_THINGS)}, officials said."
        for _ in range(9)
    )
    return f"<p>{title_of(number)}, ministers of both countries said in the capital.</p>" + "".join(
        f"<p>{row}</p>" for row in rows
    )


def page_of(number: int, day: datetime) -> bytes:
    """An English article page without structured data but for its date."""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title_of(number)} | The Site</title>"
        f'<meta property="article:published_time" content="{day:%Y-%m-%dT%H:%M:%SZ}"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title_of(number)}</h1>{body_of(number)}</article></body></html>"
    ).encode()


def feed_of(base: str, pages: Mapping[str, tuple[int, datetime]]) -> bytes:
    """RSS 2.0 that names these pages."""
    items = "".join(
        f"<item><title>{title_of(number)}</title><link>{base}{path}</link><pubDate>{format_datetime(day)}</pubDate></item>"
        for path, (number, day) in pages.items()
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>{base}/</link>'
        f"<description>d</description>{items}</channel></rss>"
    ).encode()


def chinese_title(number: int) -> str:
    """The headline of a Chinese article."""
    return f"中国与{_LANDS[number % 8]}签署{_OBJECTS[(number * 3) % 8]}合作协议"


def chinese_page(number: int, day: datetime) -> bytes:
    """An article page in GB2312 that says so in its head alone."""
    title, land, thing = chinese_title(number), _LANDS[number % 8], _OBJECTS[(number * 3) % 8]
    rows = "".join(
        f"<p>　　第{at}期工程由双方企业共同承担，{land}{thing}建成后预计每年服务{number * 7 + at * 13}万人次，带动当地就业。</p>"
        for at in range(1, 8)
    )
    return (
        f"<html><head>{_GB2312}<title>{title}-丝路时报</title></head><body>"
        f"<table width=960><tr><td><h1>{title}</h1><div class=info>{day:%Y年%m月%d日 %H:%M}　来源：丝路时报</div>"
        f"<div id=content><p>　　{day.month}月{day.day}日，中国与{land}在北京签署{thing}合作协议，两国代表出席仪式。</p>{rows}"
        "<p>（责任编辑：王小明）</p></div></td></tr></table></body></html>"
    ).encode("gb2312")


_MENU = {"guonei": "国内新闻", "guoji": "国际新闻", "jingji": "财经", "tiyu": "体育", "bbs": "论坛"}


def _days(count: int) -> list[datetime]:
    """Moments of the last days, the newest first."""
    now = datetime.now(UTC).replace(minute=30, second=0, microsecond=0)
    return [now - timedelta(hours=7 * at + 1) for at in range(count)]


def _shell(title: str, head: str = "") -> Answer:
    """A home page that scripts fill: it links to nothing."""
    page = (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><div id=root></div></body></html>"
    )
    return "text/html", page.encode()


def _with_pages(routes: dict[str, Answer], pages: Mapping[str, tuple[int, datetime]]) -> dict[str, Answer]:
    return routes | {path: ("text/html; charset=utf-8", page_of(n, day)) for path, (n, day) in pages.items()}


def announced() -> dict[str, Answer]:
    """A weblog-like site: feeds announced in the head, one of comments among them; a shell of a home page."""
    pages = {f"/stories/{title_of(n).lower().replace(' ', '-')}/": (n, day) for n, day in enumerate(_days(5))}
    head = (
        '<link rel=alternate type="application/rss+xml" title="Comments" href="/comments/feed/">'
        '<link rel=alternate type="application/rss+xml" title="All stories" href="/all-stories.rss">'
    )
    routes: dict[str, Answer] = {
        "/": _shell("Front page | Harbour Post", head),
        "/all-stories.rss": ("application/rss+xml", feed_of("BASE", pages)),
        "/comments/feed/": (
            "application/rss+xml",
            feed_of("BASE", {f"{path}#comment": page for path, page in pages.items()}),
        ),
    }
    return _with_pages(routes, pages)


def mapped(*, news: bool = True) -> dict[str, Answer]:
    """A portal made by scripts: robots.txt names a sitemap index of gzipped months, and (perhaps) a news sitemap."""
    pages = {f"/world/{80000 + n}-story": (n + 20, day) for n, day in enumerate(_days(5))}
    old = {f"/world/{10000 + n}-story": (n + 60, datetime(2019, 3, n + 1, tzinfo=UTC)) for n in range(5)}
    rows = (
        f"<sitemap><loc>BASE/maps/{name}.xml.gz</loc><lastmod>{day:%Y-%m-%d}</lastmod></sitemap>"
        for name, day in (("2019-03", datetime(2019, 3, 31, tzinfo=UTC)), ("now", datetime.now(UTC)))
    )
    named = ("/sitemap-index.xml", "/news-map.xml") if news else ("/sitemap-index.xml",)
    robots = "User-agent: *\nDisallow: /search\n\n" + "".join(f"Sitemap: BASE{path}\n" for path in named)
    index = f"{_XML}<sitemapindex {_SITEMAPS}>{''.join(rows)}</sitemapindex>"
    routes: dict[str, Answer] = {
        "/": _shell("Plateau Wire"),
        "/robots.txt": ("text/plain", robots.encode()),
        "/sitemap-index.xml": ("application/xml", index.encode()),
        "/maps/2019-03.xml.gz": ("application/gzip", gzip.compress(_urlset(old))),
        "/maps/now.xml.gz": ("application/gzip", gzip.compress(_urlset(pages))),
    }
    if news:
        routes["/news-map.xml"] = ("application/xml", _news(pages))
    return _with_pages(routes, pages | old)


def _urlset(pages: Mapping[str, tuple[int, datetime]]) -> bytes:
    rows = (
        f"<url><loc>BASE{path}</loc><lastmod>{day:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        for path, (_, day) in pages.items()
    )
    return f"{_XML}<urlset {_SITEMAPS}>{''.join(rows)}</urlset>".encode()


def _news(pages: Mapping[str, tuple[int, datetime]]) -> bytes:
    rows = (
        f"<url><loc>BASE{path}</loc><news:news><news:publication><news:name>Plateau Wire</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{day:%Y-%m-%dT%H:%M:%SZ}"
        f"</news:publication_date><news:title>{title_of(n)}</news:title></news:news></url>"
        for path, (n, day) in pages.items()
    )
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"{_XML}<urlset {_SITEMAPS} {space}>{''.join(rows)}</urlset>".encode()


def tabled() -> dict[str, Answer]:
    """A Chinese portal of tables in GB2312, with neither feed nor sitemap, its stories among many links of other kinds."""
    days = [day.astimezone(_CHINA) for day in _days(8)]
    paths = [f"/{day:%Y-%m}/{day:%d}/content_{50000 + n}.htm" for n, day in enumerate(days)]
    menu = "".join(f'<td><a href="/{name}/">{word}</a></td>' for name, word in _MENU.items())
    rows = "".join(
        f'<tr><td>・<a href="{path}" target=_blank>{chinese_title(n)}</a></td><td align=right>{day:%m-%d %H:%M}</td></tr>'
        for n, (path, day) in enumerate(zip(paths, days, strict=True))
    )
    foot = '<a href="/about.htm">关于我们</a> | <a href="/contact.htm">联系方式</a>'
    home = (
        f"<html><head>{_GB2312}<title>丝路时报网-首页</title></head><body>"
        f"<table class=menu width=960><tr>{menu}</tr></table><table width=960><tr><td valign=top><table>{rows}</table></td>"
        f'<td><a href="http://ads.example/x"><img src="/ad.gif" alt="广告"></a></td></tr></table><div class=foot>{foot}</div></body></html>'
    )
    routes: dict[str, Answer] = {"/": ("text/html", home.encode("gb2312"))}
    return routes | {
        path: ("text/html", chinese_page(n, day)) for n, (path, day) in enumerate(zip(paths, days, strict=True))
    }


def hidden() -> dict[str, Answer]:
    """A site whose feed lies where feeds usually lie, though no page says so; its home page has three teasers."""
    pages = {f"/news/{title_of(n).lower().replace(' ', '-')}": (n, day) for n, day in enumerate(_days(5), 40)}
    teasers = "".join(
        f'<div class=card><a href="{path}"><h3>{title_of(n)}</h3></a></div>' for path, (n, _) in [*pages.items()][:3]
    )
    home = (
        "<!doctype html><html lang=en><head><title>Delta Courier</title></head><body><nav><a href=/about>About us</a></nav>"
        f"{teasers}<footer><a href=/imprint>Imprint</a></footer></body></html>"
    )
    routes: dict[str, Answer] = {
        "/": ("text/html", home.encode()),
        "/rss.xml": ("application/rss+xml", feed_of("BASE", pages)),
    }
    return _with_pages(routes, pages)


def sectioned() -> dict[str, Answer]:
    """A newspaper whose home page names a page about feeds, and that names a feed of each section; none has all."""
    pages = {f"/{('world', 'trade')[n % 2]}/{60000 + n}.html": (n, day) for n, day in enumerate(_days(10))}
    parts = {
        name: {path: page for path, page in pages.items() if path.startswith(f"/{name}/")}
        for name in ("world", "trade")
    }
    named = "".join(
        f'<li>{name}: <a href="/rss/{name}.xml">subscribe</a></li>' for name in (*parts, "sports", "latest")
    )
    routes: dict[str, Answer] = {
        "/": (
            "text/html",
            b'<html lang=en><title>Sound Post</title><a href="/rss">Our RSS feeds</a> <a href="/about">About</a></html>',
        ),
        "/rss": ("text/html", f"<html lang=en><title>Feeds</title><h1>Feeds</h1><ul>{named}</ul></html>".encode()),
        "/rss/sports.xml": (
            "text/xml",
            feed_of("BASE", {f"/sports/{90000 + n}.html": (n, day) for n, day in enumerate(_days(4))}),
        ),
        "/rss/latest.xml": ("text/xml", feed_of("BASE", dict([*pages.items()][:3]))),
    }
    routes |= {f"/rss/{name}.xml": ("text/xml", feed_of("BASE", part)) for name, part in parts.items()}
    return _with_pages(routes, pages)


def welcoming() -> dict[str, Answer]:
    """A union's home page that only lets its readers choose a language; its news is listed two pages behind."""
    pages = {f"/en/press/{title_of(n).lower().replace(' ', '-')}": (n, day) for n, day in enumerate(_days(6), 50)}
    rows = "".join(f'<li><a href="{path}">{title_of(n)}</a></li>' for path, (n, _) in pages.items())
    languages = '<a href="/fr">Français</a> <a href="/en">English</a> <a href="/ar">العربية</a>'
    routes: dict[str, Answer] = {
        "/": ("text/html", f"<html><title>River Union</title>{languages}</html>".encode()),
        "/en": (
            "text/html",
            b'<html lang=en><title>River Union</title><a href="/en/press">All press releases</a></html>',
        ),
        "/en/press": ("text/html", f"<html lang=en><title>Press</title><ul>{rows}</ul></html>".encode()),
    }
    return _with_pages(routes, pages)
