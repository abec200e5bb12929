"""The sites of the mini-web: which addresses each has and what they answer. Pure: same moment and state, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scheduler.demo import seeds
from scheduler.demo.render import CHINA, Resource, dates, json_ld, page
from scheduler.demo.tales import Tale, of

DISPATCH = datetime(2022, 11, 9, 14, 26, 4, tzinfo=UTC)
"""When China News Service would have put the dispatch on its site: the document gives the day alone."""
FORUM = "Belt and Road internet cooperation forum held in Wuzhen"
REPRINT = "Ministers discuss a shared Digital Silk Road at Wuzhen summit"
Pages = Mapping[str, Resource]


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """How a site is looked at."""

    base: str
    """Address of the site, without a slash at its end."""
    now: datetime
    changed: bool
    """Whether the change has happened."""


def seetao(view: View) -> Pages:
    """A list and articles in the structure of seetao.com; each also as a mobile page and under an alias."""
    seed = seeds.seetao()
    items = [
        {
            "href": "/details/20431.html?utm_source=list&utm_medium=web",
            "title": seed.title,
            "date": "04-03",
            "summary": seed.summary,
        }
    ]
    articles: dict[int, dict[str, Any]] = {
        20431: {
            "title": seed.title, "date": seed.date, "summary": seed.summary, "minutes": seed.minutes,
            "paragraphs": seed.paragraphs, "related": seed.related, "box": seed.box,
        }
    }  # fmt: skip
    for tale in of("seetao", changed=view.changed):
        local = tale.published(view.now).astimezone(CHINA)
        href = f"/details/{tale.id}.html"
        items.append({"href": href, "title": tale.title, "date": f"{local:%m-%d}", "summary": tale.summary})
        *most, last = tale.paragraphs
        closing = (
            f"{last} Keywords: {', '.join(tale.keywords)}. (This article is from the official website of Jiandao: www.seetao.com. "
            "Reproduction without permission is not allowed. Please indicate the website and the original link when reprinting.) "
            f"Jiandao's engineering column editor/{tale.editor}"
        )
        articles[tale.id] = {
            "title": tale.title, "date": f"Seetao {local:%Y-%m-%d %H:%M}", "summary": tale.summary,
            "minutes": tale.minutes, "paragraphs": (*most, closing), "related": seed.related[:3], "box": seed.box,
        }  # fmt: skip
    # the same article as an item of a second kind of address, as the site's own pages link it
    items.append({"href": "/m_details/20431/zh.html", "title": seed.title, "date": "04-03", "summary": seed.summary})
    out: dict[str, Resource] = {
        "/list/10.html": page("seetao_list.html", items=items),
        "/list/220.html": page("seetao_list.html", items=items),
    }
    for number, fields in articles.items():
        out[f"/details/{number}.html"] = page("seetao_article.html", mobile=False, **fields)
        out[f"/m_details/{number}/zh.html"] = page("seetao_article.html", mobile=True, **fields)
        out[f"/app_details/{number}/zh/share.html"] = page("seetao_article.html", mobile=True, **fields)
    return out


def chinanews(view: View) -> Pages:
    """RSS and articles in the structure of chinanews.com.cn: the dispatch, stories in Chinese, one of them on a GBK page."""
    seed = seeds.dispatch()
    where = "/gj/2022/11-09/9891027.shtml"
    items = [{"href": where, "title": FORUM, "summary": "", **dates(DISPATCH)}]
    out = {
        where: page(
            "chinanews_article.html",
            language="en",
            title=FORUM,
            paragraphs=seed.paragraphs,
            editor="Tian Boqun",
            **dates(DISPATCH),
        )
    }
    for tale in of("chinanews", changed=view.changed):
        moment = tale.published(view.now)
        local = moment.astimezone(CHINA)
        href = f"/{tale.channel}/{local:%Y}/{local:%m-%d}/{tale.id}.shtml"
        first, *rest = tale.paragraphs
        if tale.place:
            first = f"中新社{tale.place}{local.month}月{local.day}日电 (记者 {tale.reporter}){first}"
            rest[-1] += "(完)"
        items.insert(0, {"href": href, "title": tale.title, "summary": tale.paragraphs[0], **dates(moment)})
        out[href] = page(
            "chinanews_article.html",
            charset="gb18030" if tale.days > 2 else "utf-8",
            language="zh",
            title=tale.title,
            paragraphs=(first, *rest),
            editor=tale.editor,
            **dates(moment),
        )
    return out | {"/rss/world.xml": page("chinanews_rss.xml", base=view.base, items=items)}


def herald(view: View) -> Pages:
    """A newspaper with an Atom feed and JSON-LD: it reprints the dispatch, corrects an article, and has pages of other kinds."""
    outlet = "The Lakeside Herald (demo)"
    reprint = Tale(
        site="herald", id=4090, slug="digital-silk-road-wuzhen", language="en", title=REPRINT, days=0, hour=0,
        summary="Cuba, Pakistan and Egypt speak at the summit.", paragraphs=seeds.without_dateline(seeds.dispatch().paragraphs),
        authors=("Staff writer",), keywords=("digital economy",),
    )  # fmt: skip
    items: list[dict[str, str]] = []
    out: dict[str, Resource] = {}
    for tale in (*of("herald", changed=view.changed), reprint):
        moment = DISPATCH if tale is reprint else tale.published(view.now)
        href = f"/news/{tale.id}/{tale.slug}"
        items.append({"href": f"{href}?utm_source=feed", "title": tale.title, "summary": tale.summary, **dates(moment)})
        article = _article(view, tale, outlet, href, moment, "By ")
        # the alias path of one article names the other as canonical
        out |= {href: article, f"/amp{href}": article, f"/story/{tale.id}": article}
    kenya = next(item for item in items if "/4101/" in item["href"])
    items.append(kenya | {"href": "/story/4101"})
    items.append(
        {"href": "/members/week-in-pictures", "title": "The week in pictures", "summary": "", **dates(view.now)}
    )
    out["/members/week-in-pictures"] = page("herald_wall.html")
    return out | {"/feed.atom": page("herald_feed.xml", base=view.base, items=items)}


def courrier(view: View) -> Pages:
    """A newspaper in French and Spanish with a news sitemap."""
    items: list[dict[str, str]] = []
    out: dict[str, Resource] = {}
    for tale in of("courrier", changed=view.changed):
        moment = tale.published(view.now)
        href = f"/{tale.language}/{tale.id}-{tale.slug}"
        items.append({"href": href, "title": tale.title, "language": tale.language, **dates(moment)})
        out[href] = _article(view, tale, "Le Courrier du Sud (demo)", href, moment, "")
    return out | {"/sitemap-news.xml": page("sitemap.xml", base=view.base, items=items)}


def _article(view: View, tale: Tale, outlet: str, href: str, moment: datetime, byline: str) -> Resource:
    corrected = view.changed and bool(tale.changed)
    ld = json_ld(
        headline=tale.title,
        datePublished=moment.isoformat(),
        dateModified=(view.now if corrected else moment).isoformat(),
        author=[{"@type": "Person", "name": name} for name in tale.authors],
        publisher={"@type": "Organization", "name": outlet},
        mainEntityOfPage=view.base + href,
    )
    return page(
        "herald_article.html",
        language=tale.language,
        title=tale.title,
        outlet=outlet,
        canonical=view.base + href,
        summary=tale.summary,
        keywords=tale.keywords,
        ld=ld,
        byline=byline,
        authors=tale.authors,
        paragraphs=tale.text(changed=view.changed),
        iso=moment.isoformat(),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """One site: its name (that of its source file in `sources/`) and its pages."""

    name: str
    port: int
    """The port that is tried first, so that addresses stay the same from one demo to the next."""
    pages: Callable[[View], Pages]


SITES: tuple[Site, ...] = (
    Site(
        name="demo-seetao",
        port=47811,
        pages=seetao,
    ),
    Site(
        name="demo-chinanews",
        port=47812,
        pages=chinanews,
    ),
    Site(
        name="demo-herald",
        port=47813,
        pages=herald,
    ),
    Site(
        name="demo-courrier",
        port=47814,
        pages=courrier,
    ),
)
