"""What real feeds and lists do wrong, one test each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.discover import acceptable, links, read_index
from crawler.errors import DiscoverError
from crawler.model import Link, Page, Source
from tests.discover.conftest import NOW, MakePage

HERALD = Source(
    name="herald",
    title="The Herald",
    url="https://www.herald.example/",
    feeds=("https://herald.example/feed.xml",),
    zone="Asia/Shanghai",
)


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'


def item(link: str = "https://herald.example/a/1", more: str = "", title: str = "Ministers meet in Havana") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


WEB_PAGE = "<!doctype html><html><head><title>Herald</title></head><body><h1>We have moved</h1>" + "".join(
    f'<h2><a href="/2026/11/20/story-number-{n}-of-the-day">Story number {n} of this long day</a></h2>'
    for n in range(9)
)


def test_a_web_page_at_a_feeds_address(page: MakePage) -> None:
    with pytest.raises(DiscoverError, match="web page stands where a feed"):
        links(page(WEB_PAGE), HERALD)


def test_a_web_page_where_the_feeds_address_led_to(page: MakePage) -> None:
    home = page(WEB_PAGE, "https://www.herald.example/")
    with pytest.raises(DiscoverError, match="web page stands where a feed"):
        read_index(home, HERALD, asked="https://herald.example/feed.xml")
    assert len(links(home, HERALD)) == 9


def test_a_feed_without_entries_is_no_error(page: MakePage) -> None:
    index = read_index(page(rss("")), HERALD)
    assert (index.kind, index.links, index.newest, index.next_page) == ("rss", (), None, None)


def test_a_newest_entry_of_years_ago_is_told(page: MakePage) -> None:
    index = read_index(page(rss(item(more="<pubDate>Thu, 09 Aug 2018 19:05:04 GMT</pubDate>"))), HERALD)
    assert index.newest == datetime(2018, 8, 9, 19, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("<pubDate>2026-10-04 16:02:36</pubDate>", datetime(2026, 10, 4, 8, 2, 36, tzinfo=UTC)),
        ("<pubDate>Sun, 04 Oct 2026 16:02:36</pubDate>", datetime(2026, 10, 4, 8, 2, 36, tzinfo=UTC)),
        ("<pubDate>Sun, 04 Oct 2026 16:02:36 CST</pubDate>", datetime(2026, 10, 4, 8, 2, 36, tzinfo=UTC)),
        ("<pubDate>2026年10月4日 16:02</pubDate>", datetime(2026, 10, 4, 8, 2, tzinfo=UTC)),
        (
            "<pubDate>soon</pubDate><updated>2026-10-04T16:02:36+08:00</updated>",
            datetime(2026, 10, 4, 8, 2, 36, tzinfo=UTC),
        ),
        (
            "<atom:updated xmlns:atom='http://www.w3.org/2005/Atom'>2026-10-04T08:00:00Z</atom:updated>",
            datetime(2026, 10, 4, 8, tzinfo=UTC),
        ),
        ("<pubDate/>", None),
        ("<pubDate>Sat, 04 Oct 2036 16:02:36 GMT</pubDate>", None),
    ],
)
def test_dates_of_other_forms(page: MakePage, told: str, meant: datetime | None) -> None:
    assert links(page(rss(item(more=told))), HERALD)[0].published == meant


def test_local_time_that_is_called_gmt(page: MakePage) -> None:
    """At 12:00 UTC an entry of `20:00 GMT` lies ahead: it was written in Shanghai, at 20:00 there."""
    told = item(more="<pubDate>Sat, 21 Nov 2026 20:00:00 GMT</pubDate>")
    assert links(page(rss(told)), HERALD)[0].published == NOW


def test_an_https_feed_whose_links_are_http(page: MakePage) -> None:
    found = links(page(rss(item("http://www.herald.example/a/1") + item("https://herald.example/a/1#top"))), HERALD)
    assert [link.url for link in acceptable(HERALD, found)] == ["http://www.herald.example/a/1"]


@pytest.mark.parametrize(
    "broken",
    [
        item(title="Bread & butter for A&B", more="<dc:creator>Nobody declared dc</dc:creator>"),
        item(title="Bread & butter for A&B", link="https://herald.example/a/1\x08"),
        item(title="Bread &amp; butter&nbsp;for A&B", more="<description>A < B & C\x00</description>"),
        item(title="<![CDATA[Bread & butter for A&B]]>") + "</channel></rss><script>ads()</script>",
        item(title="Bread & butter for A&B") + "<item><title>cut off in the mid",
        item(title="Bread & butter for A&B", more="<description><p>not closed<br></description>"),
        item(title="Bread & butter for A&B")[: -len("</item>")],
    ],
)
def test_broken_xml(page: MakePage, broken: str) -> None:
    index = read_index(page(rss(broken)), HERALD)
    assert index.mended
    assert (index.links[0].url, index.links[0].title) == ("https://herald.example/a/1", "Bread & butter for A&B")


def test_the_date_of_a_broken_feed(page: MakePage) -> None:
    """feedparser would warn of `updated` where an entry has `published` alone."""
    told = item(more="<pubDate>Fri, 20 Nov 2026 10:00:00 +0800</pubDate><p>unclosed")
    assert links(page(rss(told)), HERALD)[0].published == datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert links(page(rss(item(more="<p>unclosed"))), HERALD)[0].published is None


def test_warnings_before_the_feed(page: MakePage) -> None:
    noise = "<br />\n<b>Warning</b>: Cannot modify header information in <b>/var/www/feed.php</b><br />\n"
    assert links(page(noise + rss(item())), HERALD)[0].url == "https://herald.example/a/1"


def test_guids_that_lie(page: MakePage) -> None:
    """A guid is never an identity and hardly ever an address: shared, changing, of another host, or no address at all."""
    told = [
        item("https://herald.example/a/1", '<guid isPermaLink="true">https://herald.example/</guid>'),
        item("https://herald.example/a/2", '<guid isPermaLink="true">https://herald.example/</guid>'),
        item("https://herald.example/a/1", "<guid>urn:changed:7</guid>"),
        "<item><title>No link</title><guid isPermaLink='false'>https://herald.example/a/3</guid></item>",
        "<item><title>No link</title><guid>herald-4</guid></item>",
    ]
    assert [link.url for link in links(page(rss("".join(told))), HERALD)] == [
        "https://herald.example/a/1",
        "https://herald.example/a/2",
    ]


@pytest.mark.parametrize("ending", ["", "<item><title>cut off in the mid"])
def test_a_guid_that_is_no_address_makes_none(page: MakePage, ending: str) -> None:
    """Feed readers take `isPermaLink="false"` by its word, even over a whole address; so does a feed whose XML is broken."""
    told = [
        item("https://herald.example/a/1", '<guid isPermaLink="false">https://herald.example/?p=1</guid>'),
        "<item><title>No link</title><guid isPermaLink='false'>https://herald.example/?p=2</guid></item>",
        "<item><title>No link</title><guid ispermalink='false'>https://herald.example/?p=3</guid></item>",
        "<item><title>No link</title><guid>herald-4</guid></item>",
        "<item><title>No link</title><guid isPermaLink='false'>herald-5</guid></item>",
        "<item><title>A guid alone</title><guid>https://herald.example/a/6</guid></item>",
    ]
    found = links(page(rss("".join(told) + ending)), HERALD)
    assert [link.url for link in found] == ["https://herald.example/a/1", "https://herald.example/a/6"]


def test_a_feed_in_capitals(page: MakePage) -> None:
    feed = (
        '<?xml version="1.0"?><RSS VERSION="0.91"><CHANNEL><TITLE>Herald</TITLE><TTL>90</TTL><SKIPHOURS><HOUR>4</HOUR></SKIPHOURS>'
        "<ITEM><TITLE>Ministers meet in Havana</TITLE><LINK>/a/1</LINK><PUBDATE>Fri, 20 Nov 2026 10:00:00 GMT</PUBDATE>"
        "<DESCRIPTION>They met.</DESCRIPTION></ITEM>{}</CHANNEL></RSS>"
    )
    for more in ("", "<ITEM><TITLE>Bread & butter</TITLE><LINK>/a/2</LINK></ITEM>", "<ITEM><P>unclosed"):
        index = read_index(page(feed.format(more)), HERALD)
        assert index.kind == "rss"
        assert index.links[0] == Link(
            url="https://herald.example/a/1",
            title="Ministers meet in Havana",
            published=datetime(2026, 11, 20, 10, tzinfo=UTC),
            summary="They met.",
        )
    index = read_index(page(feed.format("")), HERALD)
    assert (index.title, index.ttl, index.skip_hours) == ("Herald", 5400, (4,))


def test_dates_without_a_year_at_new_year() -> None:
    body = "".join(
        f'<li><a href="/c/{n}.shtml">中国与老挝签署铁路合作协议之{n}</a><span>{date}</span></li>'
        for n, date in enumerate(("01-01 00:10", "12-31 23:55", "02-29 08:00"), start=10000)
    )
    new_year = Page(
        url="https://herald.example/list.html",
        body=body.encode(),
        headers={},
        fetched_at=datetime(2025, 12, 31, 16, 30, tzinfo=UTC),
    )
    assert [link.published for link in links(new_year, HERALD)] == [
        datetime(2025, 12, 31, 16, 10, tzinfo=UTC),
        datetime(2025, 12, 31, 15, 55, tzinfo=UTC),
        datetime(2024, 2, 29, 0, 0, tzinfo=UTC),
    ]


def test_mirrors_on_foreign_hosts() -> None:
    spam = [
        Link(url=url)
        for url in (
            "https://herald.example.spam.test/a/1",
            "https://notherald.example/a/1",
            "https://herald.example:8443/a/1",
            "https://user@evil.test/herald.example/a/1",
            "file:///etc/passwd",
            "javascript:alert(1)",
        )
    ]
    assert acceptable(HERALD, [*spam, Link(url="https://herald.example/a/1")]) == (
        Link(url="https://herald.example/a/1"),
    )


@pytest.mark.parametrize(
    ("label", "encoding", "inside"),
    [
        ("text/xml; charset=gb2312", "gb18030", ""),
        ("text/xml", "gb18030", "gb2312"),
        ("text/xml; charset=utf-8", "gb18030", "utf-8"),
        ("text/xml; charset=iso-8859-1", "utf-8", ""),
        ("", "utf-16", ""),
        ("text/xml; charset=utf-9", "utf-8", "utf-9"),
    ],
)
def test_wrong_labels_of_encoding(page: MakePage, label: str, encoding: str, inside: str) -> None:
    title = "中国与老挝签署铁路合作协议，镕"
    declared = f'<?xml version="1.0" encoding="{inside}"?>' if inside else ""
    body = declared + rss(item(title=title)).removeprefix('<?xml version="1.0"?>')
    assert links(page(body.encode(encoding), content_type=label))[0].title == title


def test_letters_are_counted_only_where_two_labels_differ(page: MakePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def count(body: bytes) -> bool:
        raise AssertionError("a page whose labels agree was read letter by letter")

    monkeypatch.setattr("crawler.discover.body._nearly_utf8", count)
    text = '<?xml version="1.0" encoding="UTF-8"?>' + rss(item(title="两国签约")).removeprefix('<?xml version="1.0"?>')
    assert links(page(text, content_type="text/xml; charset=utf-8"))[0].title == "两国签约"


@pytest.mark.parametrize(
    ("title", "encoding"),
    [
        ("Россия и Лаос подписали соглашение о сотрудничестве", "windows-1251"),
        ("Россия и Лаос подписали соглашение", "koi8-r"),
        ("الصين والسودان توقعان مذكرة تفاهم", "windows-1256"),
        ("La coopération avec la Côte d'Ivoire s'élargit à l'énergie", "iso-8859-1"),
    ],
)
def test_a_feed_is_believed_before_the_default_of_its_server(page: MakePage, title: str, encoding: str) -> None:
    feed = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>T</title>'
        f"<item><title>{title}</title><link>/1</link></item></channel></rss>"
    )
    (link,) = links(page(feed.encode(encoding), content_type="text/xml; charset=utf-8"))
    assert link.title == title
    (link,) = links(page(feed.encode(), content_type="text/xml; charset=utf-8"))  # here the server is right
    assert link.title == title
    damaged = feed.replace(title, title * 5).encode() + b"<!-- \x93 -->"
    (link,) = links(page(damaged, content_type="text/xml; charset=utf-8"))
    assert link.title == title * 5


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize(
    ("title", "encoding"),
    [
        ("Россия и Лаос подписали соглашение о сотрудничестве", "windows-1251"),
        ("Визит министра в Ханой", "koi8-r"),
        ("الصين والسودان توقعان مذكرة تفاهم", "windows-1256"),
        ("中国与老挝签署铁路合作协议", "gb2312"),
        ("兩國政府在北京簽署鐵路貨運合作協定", "big5"),
        ("両国政府は鉄道貨物協定に署名し、最初の列車の日付を決めました", "shift_jis"),
        ("두 나라 정부는 철도 화물 협정에 서명하고 첫 열차의 날짜를 정했다", "euc-kr"),
    ],
)
def test_a_feed_is_read_by_its_bytes_where_its_label_is_only_a_default(
    page: MakePage, title: str, encoding: str, label: str
) -> None:
    feed = f'<?xml version="1.0" encoding="{label}"?>' + rss(item(title=title)).removeprefix('<?xml version="1.0"?>')
    for content_type in (f"text/xml; charset={label}", "text/xml"):
        (link,) = links(page(feed.encode(encoding), content_type=content_type))
        assert link.title == title


@pytest.mark.parametrize(
    "title",
    [
        "La coopération avec l'Éthiopie s'élargit à l'énergie",
        "Cooperación energética: más años de inversión en Perú",
        "Però è così: l'accordo è più vicino",
        "Officials’ visit – a first",
    ],
)
def test_a_western_feed_that_calls_itself_utf8(page: MakePage, title: str) -> None:
    body = '<?xml version="1.0" encoding="utf-8"?>' + rss(item(title=title)).removeprefix('<?xml version="1.0"?>')
    (link,) = links(page(body.encode("windows-1252"), content_type="text/xml; charset=utf-8"))
    assert link.title == title


@pytest.mark.parametrize(
    "title",
    [
        "COOPERAÇÃO E INTEGRAÇÃO NA REGIÃO", "Ísland og Noregur undirrituðu samning þjóða", "Però è così: l'accordo è più vicino",
        "Coopération à l'étranger", "Außenminister besucht Brüssel für größere Gespräche", "Catalunya i València: això és cooperació",
    ],
)  # fmt: skip
def test_a_western_label_is_believed_over_western_letters(page: MakePage, title: str) -> None:
    feed = rss(item(title=title)).replace("?>", ' encoding="iso-8859-1"?>', 1)
    (link,) = links(page(feed.encode("windows-1252"), content_type="text/xml"))
    assert link.title == title


def test_one_damaged_letter_spoils_no_other(page: MakePage) -> None:
    title = "Coopération: l'Éthiopie et la Côte d'Ivoire signent à Genève, d'après l'éditeur"
    body = rss(item(title=title)).encode().replace("é".encode(), b"\xe9", 1)
    (link,) = links(page(body, content_type="text/xml; charset=utf-8"))
    assert link.title == title.replace("é", "\ufffd", 1)
