from __future__ import annotations

from collections.abc import Callable

from crawler.dedupe import Candidate, Decision, Own, decide, fingerprint
from crawler.dedupe.prints import shingle_hashes
from crawler.dedupe.words import hashed_length
from crawler.model import Article

Make = Callable[..., Article]
Words = Callable[..., list[str]]


class Desk:
    """Texts as candidates for each other, as the store would bring them."""

    def __init__(self, make: Make) -> None:
        self.make = make

    def own(self, text: str, furniture: str = "") -> Own:
        print_ = fingerprint(self.make("t", text))
        clean = sum(hashed_length(one) for one in print_.sentences)
        return Own(clean=clean, sketch=print_.sketch, furniture=shingle_hashes(furniture) if furniture else frozenset())

    def candidate(self, text: str, own: str, story: int, **more: object) -> Candidate:
        mine, theirs = (fingerprint(self.make("t", one)) for one in (own, text))
        shared = set(mine.sentences) & set(theirs.sentences)
        fields = {
            "article_id": story * 10, "story_id": story, "sketch": theirs.sketch,
            "clean": sum(map(hashed_length, theirs.sentences)), "shared": sum(map(hashed_length, shared)),
        }  # fmt: skip
        return Candidate(**(fields | more))  # type: ignore[arg-type]  # a table of fields

    def decide(self, text: str, *others: str, **more: object) -> Decision:
        found = [self.candidate(other, text, at, **more) for at, other in enumerate(others, 1)]
        return decide(self.own(text), found)


def test_nothing_like_it_is_a_new_story(make: Make, words: Words) -> None:
    desk = Desk(make)
    assert desk.decide(" ".join(words(1, 10)), " ".join(words(2, 10))) == Decision(story_id=None)
    assert desk.decide("Short.", "Short too.").story_id is None
    assert decide(desk.own(""), ()).story_id is None


def test_copies_are_found_both_ways(make: Make, words: Words) -> None:
    desk, text = Desk(make), words(1, 14)
    whole, excerpt = " ".join(text), " ".join(text[:4])
    for one, other in ((whole, excerpt), (excerpt, whole), (whole, whole)):
        decision = desk.decide(one, " ".join(words(2, 9)), other)
        assert decision.story_id == 2
        assert decision.likeness > 0.9


def test_some_words_in_common_are_a_weak_link(make: Make, words: Words) -> None:
    a, b, common = words(1, 14), words(2, 14), words(3, 9)
    decision = Desk(make).decide(" ".join(a + common), " ".join(b + common))
    assert decision.story_id is None
    assert [story for story, _ in decision.related] == [1]


def test_a_list_with_other_numbers_is_another_day(make: Make) -> None:
    goods = ["copper", "zinc", "nickel", "wheat", "maize", "cotton", "sugar", "cocoa", "rubber", "steel"]

    def prices(start: int) -> str:
        return " ".join(f"The price of {good} closed at {start + 37 * at} a tonne." for at, good in enumerate(goods))

    desk = Desk(make)
    assert desk.decide(prices(1000), prices(2500)).story_id is None
    assert desk.decide(prices(1000), prices(1000)).story_id == 1


def test_within_one_source_more_is_asked(make: Make, words: Words) -> None:
    footer = words(9, 6)
    one, other = " ".join(words(1, 3) + footer), " ".join(words(2, 3) + footer)
    desk = Desk(make)
    assert desk.decide(one, other, same_source=True).story_id is None
    assert desk.decide(one, one, same_source=True).story_id == 1


def test_known_furniture_is_no_likeness(make: Make, words: Words) -> None:
    desk, footer = Desk(make), " ".join(words(9, 9))
    one, other = " ".join(words(1, 4)) + "\n" + footer, " ".join(words(2, 4)) + "\n" + footer
    found = [desk.candidate(other, one, 1, shared=0)]
    assert decide(desk.own(one), found).story_id == 1
    assert decide(desk.own(one, footer), found).story_id is None


def test_two_halves_become_one_story_when_the_whole_comes(make: Make, words: Words) -> None:
    text = words(1, 24)
    first, second, whole = " ".join(text[:15]), " ".join(text[9:]), " ".join(text)
    decision = Desk(make).decide(whole, first, second)
    assert {decision.story_id, *decision.joins} == {1, 2}


def test_a_digest_joins_nothing(make: Make, words: Words) -> None:
    stories = [" ".join(words(seed, 8)) for seed in (1, 2, 3)]
    decision = Desk(make).decide(" ".join(stories), *stories)
    assert decision.story_id is not None
    assert decision.joins == ()


def test_what_a_person_has_separated_stays_apart(make: Make, words: Words) -> None:
    desk, text = Desk(make), words(1, 24)
    whole = " ".join(text)
    found = [desk.candidate(" ".join(half), whole, at) for at, half in enumerate((text[:15], text[9:]), 1)]
    assert decide(desk.own(whole), found, apart={frozenset((1, 2))}).joins == ()


def test_the_next_days_report_repeats_some_and_tells_other_news(make: Make, words: Words) -> None:
    desk, known = Desk(make), words(3, 9)
    first, next_day = " ".join(known + words(1, 10)), " ".join(words(2, 10) + known)
    decision = desk.decide(next_day, first)
    assert decision.story_id is None
    assert [story for story, _ in decision.related] == [1]
    halves = [(a.split(), b.split()) for a, b in zip(words(1, 20), words(2, 20), strict=True)]
    reworded = " ".join(" ".join(a[: len(a) // 2 + 1] + b[len(b) // 2 + 1 :]) for a, b in halves)
    decision = desk.decide(reworded, " ".join(words(1, 20)))  # as much in common, but of each sentence some
    assert (decision.story_id, decision.likeness) == (1, 0.54)


def test_what_a_person_has_separated_is_not_joined_by_way_of_a_third_story(make: Make, words: Words) -> None:
    desk, whole = Desk(make), " ".join(words(1, 24))
    found = [desk.candidate(whole, whole, story) for story in (1, 2, 3)]
    decision = decide(desk.own(whole), found, apart={frozenset((2, 3))})
    assert decision.story_id == 1
    assert decision.joins == (2,)
    assert [story for story, _ in decision.related] == [3]


def test_a_page_that_names_its_original_needs_less(make: Make, words: Words) -> None:
    common = words(3, 9)
    one, other = " ".join(words(1, 12) + common), " ".join(words(2, 12) + common)
    desk = Desk(make)
    assert desk.decide(one, other).story_id is None
    assert desk.decide(one, other, pages_agree=True).story_id == 1


def test_the_order_of_candidates_does_not_matter(make: Make, words: Words) -> None:
    desk, text = Desk(make), words(1, 20)
    whole = " ".join(text)
    found = [desk.candidate(" ".join(text[:cut]), whole, cut) for cut in (6, 9, 12, 15)]
    assert decide(desk.own(whole), found) == decide(desk.own(whole), found[::-1])


def test_a_text_that_is_other_news_is_related_and_the_next_of_its_story_is_asked(make: Make, words: Words) -> None:
    desk, whole = Desk(make), " ".join(words(1, 14))
    found = [desk.candidate(whole, whole, story, article_id=at) for at, story in ((1, 1), (2, 2), (3, 2))]
    decision = decide(desk.own(whole), found, other_news=lambda one: one.article_id in (1, 2))
    assert (decision.story_id, decision.article_id, decision.joins) == (2, 3, ())
    assert [story for story, _ in decision.related] == [1]
    nothing = decide(desk.own(whole), found, other_news=lambda one: True)
    assert nothing.story_id is None
    assert [story for story, _ in nothing.related] == [1, 2]


def test_texts_that_share_their_numbers_need_not_be_read(make: Make, words: Words) -> None:
    desk, whole = Desk(make), " ".join(words(1, 14)) + " They signed contracts 17, 23, 450 and 1,200 in 2031."
    found = [desk.candidate(whole, whole, 1)]
    assert decide(desk.own(whole), found, other_news=lambda one: True).story_id == 1


def test_of_a_form_only_what_is_nearly_the_same_is_a_copy(make: Make, words: Words) -> None:
    desk, text = Desk(make), words(1, 30)
    whole, nearly, copy = " ".join(text), " ".join(text[:25] + words(2, 5)), " ".join(text[:29])
    found = [desk.candidate(other, whole, story) for story, other in enumerate((whole, nearly, copy), 1)]
    assert decide(desk.own(whole), found[1:2]).story_id == 2
    decision = decide(desk.own(whole), found[:2], other_news=lambda one: one.story_id == 1)
    assert decision.story_id is None
    assert [story for story, _ in decision.related] == [1, 2]
    assert decide(desk.own(whole), found, other_news=lambda one: one.story_id == 1).story_id == 3
    same = decide(
        desk.own(whole), found[:2], other_news=lambda one: one.story_id == 1, other_fillings=lambda one: False
    )
    assert same.story_id == 2
    assert [story for story, _ in same.related] == [1]
