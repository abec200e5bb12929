"""Halves of surrogate pairs become marks, and stop nothing."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from crawler.model import Link, Reading, Visit
from crawler.store import Store

Make = Callable[..., Reading]
HALF = "half \ud83d a sign"


@pytest.mark.parametrize(
    "field", ["title", "text", "url", "canonical_url", "summary", "editor", "agency", "place", "source"]
)
def test_half_a_surrogate_pair_becomes_a_mark_and_costs_no_other_article(
    store: Store, reading: Make, now: datetime, text: Callable[..., str], field: str
) -> None:
    value = f"https://a.example/{HALF}" if "url" in field else f"{text(1)} {HALF}" if field == "text" else HALF
    bad, good = reading(**{field: value}), reading("Another", text(2), url="https://a.example/2")
    assert [store.preview(one, now).outcome for one in (bad, good)] == ["new", "new"]
    kept = store.keep_many((good, bad), now)
    assert [one.outcome for one in kept] == ["new", "new"]
    assert store.keep(bad, now).outcome == "seen"
    with store.db.write():
        store.index.begin()
        store.index.drain()
    assert getattr(store.story(kept[1].story_id).lead, field) == value.replace("\ud83d", "\ufffd")


def test_a_text_that_was_kept_with_half_a_pair_can_be_searched_revised_and_moved(
    store: Store, reading: Make, now: datetime, text: Callable[..., str], tmp_path: Path
) -> None:
    store.keep(reading("Old", f"{text(1)} x"), now)
    with store.db.write() as raw:
        body = zlib.compress(f"{text(1)} {HALF}".encode("utf-8", "surrogatepass"))
        raw.execute("UPDATE articles SET body = ?", (body,))
    exported = tmp_path / "news.jsonl"
    with Store(store.path) as again:  # which reads what waits for the full text
        with again.db.write():
            again.index.begin()
            again.index.drain()
        again.export(exported)
        assert again.keep(reading("Old", f"{text(1)} And more."), now).outcome == "revised"
        assert again.story(1).lead.text.endswith("And more.")
    exported.write_text(exported.read_text().replace("\ufffd", "\\ud83d"))
    with Store(tmp_path / "other.db") as other:
        assert other.import_(exported) == 1
        assert other.story(1).lead.text.endswith(HALF.replace("\ud83d", "\ufffd"))


def test_an_address_with_half_a_pair_is_remembered_with_its_article(store: Store, reading: Make, now: datetime) -> None:
    url = f"https://a.example/{HALF}"
    visit = Visit(url=url, source="a", result="kept", final_url=url)
    assert [one.outcome for one in store.keep_many([reading(url=url)], now, visits=[visit])] == ["new"]
    assert store.wanted([Link(url=url)], now) == ()
