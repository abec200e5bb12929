"""Full text in all languages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.model import Annotation, Reading
from crawler.store import Store, schema
from crawler.store.fulltext import fold, match, terms, tokens
from crawler.store.migrations import statements
from feeds.model import Query

TEXTS = {
    "en": ("Ports sign a contract", "The two ports signed a contract on Monday. Grain and copper will be shipped from the new terminal."),
    "zh": ("两国签署铁路合作协议", "两国代表周一在北京签署铁路合作协议。新线路将连接港口与首都，预计明年开工。"),
    "fr": ("Un accord à Libreville", "Le préfet a signé un accord de coopération à Libreville. Les écoles recevront du matériel."),
    "ru": ("Соглашение о мосте", "Стороны подписали соглашение о строительстве моста через реку. Йод и ёлки."),
    "ja": ("港湾協力", "両国は東京で港湾協力の覚書に署名した。"),
    "ko": ("항만 협력", "양국은 서울에서 항만 협력 양해각서에 서명했다."),
    "ar": ("اتفاق تعاون", "وقع الجانبان اتفاق تعاون في مجال الطاقة."),
    "noise": ("Harvest", "Grain prices rose. Copper did not. The terminal was closed, a contract sold for grain and more grain."),
}  # fmt: skip


@pytest.fixture(params=["fresh", "drained", "drained by another process"])
def filled(
    request: pytest.FixtureRequest,
    store: Store,
    reading: Callable[..., Reading],
    understood: Callable[..., Annotation],
    now: datetime,
) -> Iterator[Store]:
    """The texts, waiting in the small table or in the large index, whoever put them there: the answers are the same."""
    for at, (language, (title, text)) in enumerate(TEXTS.items()):
        one = reading(
            title, text, url=f"https://{language}.example/1", source=language, language=language[:2],
            annotation=understood("CN", "CU" if at % 2 else "EG"),
        )  # fmt: skip
        store.keep(one, now + timedelta(hours=at))
    if request.param == "drained":
        with store.db.write():
            store.index.drain()
    elif request.param != "fresh":
        with Store(store.path) as other, other.db.write():
            other.index.begin()
            other.index.drain()
    return store


def found(store: Store, text: str, query: Query = Query()) -> list[str]:  # noqa: B008 (a frozen record)
    return [hit.story.lead.source or "" for hit in store.search(text, query)]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("ports", ["en"]),
        ("PORTS Contract", ["en"]),
        ("contract", ["en", "noise"]),
        ('"signed a contract"', ["en"]),
        ('"contract signed"', []),
        ("contr*", ["en", "noise"]),
        ("contr", []),
        ("prefet", ["fr"]),
        ("préfet", ["fr"]),
        ("cooperation ecoles", ["fr"]),
        ("мост*", ["ru"]),
        ("铁路", ["zh"]),
        ("铁", ["zh"]),
        ("路合", ["zh"]),
        ("铁路合作协议", ["zh"]),
        ("铁路协议", []),
        ("铁路 协议", ["zh"]),
        ("北京签署", ["zh"]),
        ("港湾", ["ja"]),
        ("東京で", ["ja"]),
        ("МОСТА", ["ru"]),
        ("стройк*", []),
        ("йод", ["ru"]),
        ("协力", []),
        ("항만", ["ko"]),
        ("تعاون", ["ar"]),
        ("grain copper", ["noise", "en"]),
        ("nowhere", []),
        ("", []),
        ("*", []),
        ('"', []),
        ('AND OR NOT ( ) : ^ " *', []),
        ("grain' OR 1=1 --", []),
    ],
)
def test_words(filled: Store, text: str, sources: list[str]) -> None:
    assert sorted(found(filled, text)) == sorted(sources)
    if text == "grain copper":
        assert found(filled, text) == sources


def test_the_title_goes_first(filled: Store) -> None:
    assert found(filled, "contract")[0] == "en"
    assert found(filled, "grain")[0] == "noise"


def test_filters(filled: Store, now: datetime) -> None:
    assert found(filled, "contract", Query(languages=("en",))) == ["en"]
    assert found(filled, "contract", Query(sources=("noise",))) == ["noise"]
    assert found(filled, "contract", Query(countries=("CN", "CU"))) == ["noise"]
    assert found(filled, "contract", Query(since=now + timedelta(hours=5))) == ["noise"]
    assert found(filled, "contract", Query(countries=("XX",))) == []


def test_pages_of_hits(filled: Store) -> None:
    every = filled.search("contract")
    assert [*filled.search("contract", limit=1), *filled.search("contract", limit=5, offset=1)] == list(every)


def test_snippets_mark_the_words(filled: Store) -> None:
    (hit,) = filled.search("铁路")
    assert "\u0002铁路\u0003合作" in hit.snippet
    hit = filled.search("terminal grain")[0]
    assert "\u0002grain\u0003" in hit.snippet.lower()
    assert hit.snippet.count("\u0002") == hit.snippet.count("\u0003")
    (hit,) = filled.search("prefet")
    assert "\u0002préfet\u0003" in hit.snippet


def test_each_story_once_by_its_best_article(
    filled: Store, reading: Callable[..., Reading], understood: Callable[..., Annotation], now: datetime
) -> None:
    title, text = TEXTS["en"]
    copy = reading("Copper contract", text, source="b", url="https://b.example/1", annotation=understood("CN"))
    assert filled.keep(copy, now + timedelta(days=1)).outcome == "copy"
    assert found(filled, "contract") == ["en", "noise"]
    assert title == filled.search("contract")[0].story.lead.title


def test_folding_keeps_places() -> None:
    for text in ("Straße İstanbul ﬁn Ångström", "préfet", "e\u0301", "中文ＡＢＣ", "\u0130", "𝔄𝔅"):
        assert len(fold(text)) == len(text)
    assert fold("Ångström") == "angstrom"
    assert fold("ＡＢＣ") == "abc"


@given(st.text(max_size=30))
def test_nothing_typed_makes_trouble(text: str) -> None:
    assert indexed_and_found(text) in (True, False)


@given(st.text("abzéñßøйЙжﬁ铁路合作がギ항만 0189.,-'", max_size=30))
def test_a_text_has_the_words_it_has(text: str) -> None:
    assert indexed_and_found(text)
    assert all(term.pattern.search(fold(text)) for term in terms(text))


def indexed_and_found(text: str) -> bool:
    raw = sqlite3.connect(":memory:")
    try:
        raw.execute(next(one for one in statements(schema.TABLES) if "fts5" in one))
        raw.execute("INSERT INTO words (rowid, body) VALUES (1, ?)", (tokens(text),))
        wanted = terms(text)
        return not wanted or bool(raw.execute("SELECT 1 FROM words WHERE words MATCH ?", (match(wanted),)).fetchall())
    finally:
        raw.close()


def test_pairs_of_signs() -> None:
    assert sorted(tokens("共建China一带").split()) == sorted(["共建", "建", "China", "一带", "带"])
    assert sorted(tokens("路 桥，\0港口").split()) == sorted(["路", "桥", "，\0", "港口", "口"])
    assert [term.words for term in terms('两国 "signed a contract" gr*')] == [
        ("两国",),
        ("signed", "a", "contract"),
        ("gr",),
    ]
    assert match(terms("铁路合作")) == '"铁路" AND "路合" AND "合作"'


def test_a_feed_of_a_phrase_has_the_phrase(store: Store, reading: Callable[..., Reading], now: datetime) -> None:
    texts = (
        "The talks were about green energy and little else.",
        "Energy comes first, said the minister in a green hat.",
        "中国铁路公司与邻国签署协议。",
        "中国企业将修建铁路，国铁集团参加。",
    )
    for at, text in enumerate(texts, 1):
        store.keep(reading(f"Story {at}", text, url=f"https://a.example/{at}"), now + timedelta(hours=at))

    def found(text: str, **more: int) -> list[int]:
        return [story.id for story in store.stories(Query(text=text), **more)]

    for _ in range(2):
        assert found('"green energy"') == found('energy "green energy"') == [1]
        assert found("energy green") == [2, 1]
        assert found("中国铁路") == [3]
        assert found("中国") == [4, 3]
        assert found("铁路", limit=1) == [4]
        with store.db.write():
            store.index.begin()
            store.index.drain()
