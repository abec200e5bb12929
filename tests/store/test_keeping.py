"""One reading in, one outcome out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from crawler.model import Article, Reading, Source
from crawler.store import Store

Make = Callable[..., Reading]
Text = Callable[..., str]
HOUR = timedelta(hours=1)


def test_new_then_seen(store: Store, reading: Make, now: datetime) -> None:
    first = store.keep(reading(), now)
    assert first.outcome == "new"
    again = store.keep(reading(), now + HOUR)
    assert (again.outcome, again.article_id, again.story_id) == ("seen", first.article_id, first.story_id)
    assert store.stats()["articles"] == 1


def test_what_is_kept_comes_back(store: Store, reading: Make, now: datetime) -> None:
    published = now - HOUR
    one = reading(
        "标题", "第一段。\n\n第二段。", url="https://a.example/x", canonical_url="https://a.example/y", title_raw="标题 - 站", summary="短",
        authors=("A", "B"), editor="C", agency="Harbour News", place="Havana", published=published, published_raw="an hour ago",
        published_precision="minute", published_inferred=("zone",), modified=now, language="zh", keywords=("k",),
        images=("https://a.example/i.jpg",), rights="no copying", reading_minutes=3, title_derived=True,
    )  # fmt: skip
    kept = store.keep(one, now)
    assert store.articles_of(kept.story_id) == (one.article,)
    story = store.story(kept.story_id)
    assert story.lead == one.article
    assert story.annotation == one.annotation
    assert (story.first_seen, story.updated, story.revision, story.change) == (now, now, 0, None)


def test_evidence_comes_back_word_for_word(
    store: Store, reading: Make, understood: Callable[..., object], evidence: type, now: datetime
) -> None:
    text = "Two ports signed. Two ports signed a contract on Monday."
    whole = f"Ports\n\n{text}"
    at = whole.rindex("signed")
    found = evidence(text="Two ports signed a contract on Monday.", start=at, end=at + 6, why="sign +2")
    lost = evidence(text="Words that stand nowhere.", start=3, end=9, why="odd")
    kept = store.keep(reading("Ports", text, annotation=understood("CN", evidence=(found, lost))), now)
    assert store.story(kept.story_id).annotation.evidence == (found, lost)


def test_html_is_kept_only_where_it_may_be_shown(
    store: Store, reading: Make, source: Callable[..., Source], now: datetime
) -> None:
    store.sync_sources([source("free", rights="full"), source("shy")])
    free = store.keep(reading(text="free text", html="<p>free</p>", source="free", url="https://free.example/1"), now)
    shy = store.keep(reading(text="shy words", html="<p>shy</p>", source="shy", url="https://shy.example/1"), now)
    assert store.story(free.story_id).lead.html == "<p>free</p>"
    assert store.story(shy.story_id).lead.html is None
    assert store.story(free.story_id).rights == "full"


def test_an_article_without_a_source_belongs_to_its_host(store: Store, reading: Make, now: datetime) -> None:
    kept = store.keep(reading(source=None, url="https://files.example:8000/a.txt"), now)
    assert store.story(kept.story_id).outlets[0].source == "files.example"


def test_addresses_of_one_page(store: Store, reading: Make, source: Callable[..., Source], now: datetime) -> None:
    store.sync_sources([source("a", page_id=r"/(\d+)\.html")])
    first = store.keep(reading(url="https://a.example/news/77.html"), now)
    for url, canonical in (
        ("https://www.a.example/news/77.html?utm_source=x#top", None),
        ("https://m.a.example/77.html", None),
        ("https://a.example/special/bridge", "https://a.example/news/77.html"),
        ("https://a.example/special/bridge", None),
    ):
        kept = store.keep(reading(url=url, canonical_url=canonical), now)
        assert (kept.outcome, kept.article_id) == ("seen", first.article_id), url
    assert [outlet.url for outlet in store.story(first.story_id).outlets] == ["https://a.example/news/77.html"]


def test_each_outlet_says_what_address_its_page_calls_its_own(store: Store, reading: Make, now: datetime) -> None:
    own = {
        "https://a.example/1?utm_source=rss": "https://a.example/1",
        "https://b.example/amp/1": "https://b.example/1",
    }
    kept = [store.keep(reading(url=url, canonical_url=mine, source=url[8]), now) for url, mine in own.items()]
    for told in (store.story(kept[0].story_id), store.some([kept[0].story_id])[0]):
        assert {outlet.url: outlet.canonical_url for outlet in told.outlets} == own


def test_the_same_address_under_another_sources_name_is_the_same_page(
    store: Store, reading: Make, now: datetime
) -> None:
    store.keep(reading(source="a.example"), now)
    assert store.keep(reading(source="a"), now).outcome == "seen"


def test_a_canonical_address_that_every_page_has_says_nothing(
    store: Store, reading: Make, text: Text, now: datetime
) -> None:
    for canonical in ("https://a.example/", "https://a.example/news"):
        kept = [
            store.keep(reading(f"T{at}", text(at), url=f"{canonical}x/{at}", canonical_url=canonical), now).outcome
            for at in (1, 2, 3)
        ]
        assert "seen" not in kept
        assert "revised" not in kept


def test_nor_does_it_where_the_pages_have_a_footer_in_common(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    footer = text(99, 6)
    for at in range(8):
        one = reading(
            f"T{at}",
            f"{text(at, 7)} {footer}",
            url=f"https://a.example/view?id={at}",
            canonical_url="https://a.example/view",
        )
        assert store.keep(one, now).outcome == "new"


def test_what_a_source_file_says_anew_decides_who_leads(
    store: Store, reading: Make, source: Callable[..., Source], text: Text, now: datetime
) -> None:
    store.sync_sources([source("a", trust=0.8), source("b")])
    told = store.keep(reading(), now).story_id
    store.keep(reading("Bridge open at last", text(1, 10), source="b", url="https://b.example/9"), now + HOUR)
    alone = store.keep(reading("Two", text(2), url="https://a.example/2"), now).story_id
    store.clean(*store.dirty())

    store.sync_sources([source("a", trust=0.8), source("b")])
    assert (store.story(told).lead.source, store.dirty()[1]) == ("a", frozenset())
    store.sync_sources([source("a", trust=0.1)])
    assert (store.story(told).lead.source, store.story(alone).lead.source) == ("b", "a")
    assert {"all", "source/a", "source/b"} <= store.dirty()[1]
    assert [(one.source, one.lead) for one in store.story(told).outlets] == [("b", True), ("a", False)]
    store.sync_sources([source("b", rights="link")])
    assert store.story(told).lead.source == "a"
    assert store.story(told).updated == now  # no reader need see it as new


def test_another_outlet_joins(
    store: Store, reading: Make, source: Callable[..., Source], text: Text, now: datetime
) -> None:
    store.sync_sources([source("a", title="The A", trust=0.8), source("b", title="The B")])
    first = store.keep(reading(), now)
    copy = reading("Bridge open at last", "By our reporter. " + text(1, 10), source="b", url="https://b.example/9")
    kept = store.keep(copy, now + HOUR)
    assert (kept.outcome, kept.story_id) == ("copy", first.story_id)
    story = store.story(first.story_id)
    assert [(one.name, one.lead) for one in story.outlets] == [("The A", True), ("The B", False)]
    assert story.outlets[1].likeness > 0.9
    assert (story.updated, story.revision) == (now, 0)


def test_a_site_that_prints_one_story_twice(store: Store, reading: Make, now: datetime) -> None:
    first = store.keep(reading(url="https://a.example/1"), now)
    kept = store.keep(reading(url="https://a.example/2"), now)
    assert (kept.outcome, kept.story_id) == ("copy", first.story_id)
    assert kept.article_id != first.article_id


def test_an_original_that_comes_late_leads_and_nothing_else_moves(
    store: Store, reading: Make, source: Callable[..., Source], now: datetime
) -> None:
    store.sync_sources([source("b"), source("agency", title="Harbour News", agency=True)])
    reprint = store.keep(reading("Reprinted", agency="Harbour News", source="b", url="https://b.example/9"), now)
    original = store.keep(
        reading("The original", agency="Harbour News", source="agency", url="https://agency.example/1"), now + HOUR
    )
    assert (original.outcome, original.story_id) == ("copy", reprint.story_id)
    story = store.story(reprint.story_id)
    assert story.lead.title == "The original"
    assert (story.id, story.first_seen, story.updated, story.revision) == (reprint.story_id, now, now, 0)


def test_halves_become_one_story(store: Store, reading: Make, text: Text, now: datetime) -> None:
    whole = text(5, 24)
    parts = whole.split(". ")
    first = store.keep(reading("First half", ". ".join(parts[:14]) + ".", url="https://a.example/1"), now)
    second = store.keep(reading("Second half", ". ".join(parts[9:]), source="b", url="https://b.example/1"), now + HOUR)
    if second.outcome == "new":
        kept = store.keep(reading("Whole", whole, source="c", url="https://c.example/1"), now + 2 * HOUR)
        assert kept.story_id == first.story_id
    story = store.story(second.story_id)
    assert story.id == first.story_id
    assert store.articles_of(second.story_id) == store.articles_of(first.story_id)


def test_weak_links_are_told_and_not_followed(store: Store, reading: Make, text: Text, now: datetime) -> None:
    common = text(9, 8)
    one = store.keep(reading("One", text(2, 13) + " " + common, url="https://a.example/1"), now)
    other = store.keep(reading("Other", text(3, 13) + " " + common, source="b", url="https://b.example/1"), now)
    assert other.outcome == "new"
    assert store.story(one.story_id).related == (other.story_id,)
    assert store.story(other.story_id).related == (one.story_id,)


def test_keep_many_is_keep_often(store: Store, reading: Make, text: Text, now: datetime) -> None:
    some = [reading(f"T{at % 7}", text(at % 7), url=f"https://a.example/{at}", source=f"s{at % 3}") for at in range(20)]
    kept = store.keep_many(some, now)
    assert [one.outcome for one in kept[:8]] == ["new"] * 7 + ["copy"]
    assert len({one.story_id for one in kept}) == 7


def test_a_preview_writes_nothing(store: Store, reading: Make, text: Text, now: datetime) -> None:
    assert store.preview(reading(), now).outcome == "new"
    assert (store.preview(reading(), now).article_id, store.preview(reading(), now).story_id) == (0, 0)
    assert store.stats()["articles"] == 0
    first = store.keep(reading(), now)
    assert {"all", "country/CN", "pair/CN-CU"} <= store.facets().keys()  # those that a preview made are made again
    copy = reading("Copy", source="b", url="https://b.example/1")
    preview = store.preview(copy, now)
    assert (preview.outcome, preview.article_id, preview.story_id) == ("copy", 0, first.story_id)
    assert store.preview(reading(), now).article_id == first.article_id
    mark, names = store.dirty()
    store.clean(mark, names)
    store.preview(copy, now)
    assert store.dirty() == (mark, frozenset())
    assert store.keep(copy, now).outcome == "copy"


def test_footers_do_not_make_stories_one(store: Store, reading: Make, text: Text, now: datetime) -> None:
    footer = text(99, 6)
    kept = [
        store.keep(reading(f"T{at}", f"{text(at, 3)}\n{footer}", url=f"https://a.example/{at}"), now) for at in range(1, 30)
    ]  # fmt: skip
    assert {one.outcome for one in kept} == {"new"}


def test_the_lead_among_many(
    store: Store, reading: Make, source: Callable[..., Source], text: Text, now: datetime
) -> None:
    store.sync_sources([source("open", rights="full"), source("closed", rights="link", trust=1.0)])
    store.keep(reading(source="closed", url="https://closed.example/1"), now)
    kept = store.keep(reading(source="open", url="https://open.example/1"), now + HOUR)
    excerpt = reading(text=text(1, 3), source="tiny", url="https://tiny.example/1")
    assert store.keep(excerpt, now).outcome == "copy"
    leads: list[Article] = [store.story(kept.story_id).lead]
    assert [lead.source for lead in leads] == ["open"]


def test_a_page_that_had_no_text_is_revised_when_it_has(
    store: Store, reading: Make, now: datetime, text: Callable[..., str]
) -> None:
    kept = store.keep(reading("Soon", ""), now)
    store.reindex()
    assert [one.what for one in store.doctor() if one.level == "error"] == []
    assert store.keep(reading("Soon", ""), now).outcome == "seen"
    assert store.keep(reading("Soon", text(1)), now).outcome == "revised"
    assert store.story(kept.story_id).lead.text == text(1)


def test_a_digest_joins_none_of_its_items_whenever_it_comes(
    path: Path, reading: Make, text: Text, now: datetime
) -> None:
    items = [text(seed, 3) for seed in (1, 2, 3, 4)]
    heads = [" ".join(item.split()[5:12]) for item in items]
    for at in range(5):
        pages = [(f"https://s{number}.example/1", *one) for number, one in enumerate(zip(heads, items, strict=True))]
        pages.insert(at, ("https://digest.example/1", "The morning's briefing", "\n\n".join(items)))
        with Store(path.with_name(f"{at}.db")) as store:
            for url, title, body in pages:
                store.keep(reading(title, body, url=url, source=url[8:15]), now)
            assert store.stats()["stories"] == 4  # the first item may pass for an excerpt


def test_a_notice_for_subscribers_is_no_story_of_all_pages_that_show_it(
    store: Store, reading: Make, now: datetime
) -> None:
    notice = (
        "Log in or take out a subscription to go on. It supports independent reporting from the whole region each day."
    )
    heads = (
        "Borduria builds two ports",
        "Sylvania lends hospitals money",
        "Wheat sent overseas",
        "Glacier watched jointly",
    )
    kept = [
        store.keep(reading(title, notice, url=f"https://a.example/{at}"), now).story_id
        for at, title in enumerate(heads * 2)
    ]
    assert len(set(kept[:4])) == 4
