"""Corrections are shown with a little around them, never as the whole text."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from feeds.web.revision import AROUND, corrections, shortened

LONG = " ".join(f"word{n}" for n in range(200))
HAN = "中国与古巴签署合作协议" * 30


@pytest.mark.parametrize("stretch", [LONG, HAN])
def test_only_the_neighbourhood_of_a_change_is_shown(stretch):
    pieces = shortened(
        [("same", stretch), ("gone", "200"), ("come", "300"), ("same", stretch), ("come", "new"), ("same", stretch)]
    )
    assert [what for what, _ in pieces] == ["same", "gone", "come", "same", "come", "same"]
    assert all(len(text) < len(stretch) / 2 for what, text in pieces if what == "same")
    assert pieces[0][1].endswith(stretch[-6:])
    assert pieces[3][1].startswith(stretch[:6])
    assert pieces[3][1].endswith(stretch[-6:])
    assert pieces[5][1].startswith(stretch[:6])


def test_a_short_stretch_stays_whole():
    text = " ".join(["few"] * AROUND)
    assert shortened([("come", "a"), ("same", text), ("gone", "b")]) == (("come", "a"), ("same", text), ("gone", "b"))
    assert shortened([("same", "It costs"), ("gone", "200")]) == (("same", "It costs"), ("gone", "200"))
    assert shortened([("same", " "), ("come", "x\x00y")]) == (("come", "xy"),)
    assert shortened([]) == ()


def test_changes_of_punctuation_are_left_out_and_the_newest_comes_first():
    def one(number, substance):
        at = datetime(2026, 1, number, tzinfo=UTC)
        return SimpleNamespace(
            at=at, change=f"change {number}", source="herald", substance=substance, diff=(("come", "x"),)
        )

    found = corrections([one(1, True), one(2, False), one(3, True)], quotable=True)
    assert [c.change for c in found] == ["change 3", "change 1"]
    assert all(c.pieces for c in found)
    assert not any(c.pieces for c in corrections([one(1, True)], quotable=False))
