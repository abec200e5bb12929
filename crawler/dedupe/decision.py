"""Which story does an article tell? Decided from fingerprints alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from crawler.dedupe.forms import AGREE
from crawler.dedupe.parts import SHORT, may_be_aside
from crawler.dedupe.sketch import FEWEST, Sample, compare, numbers_in_common, unpack

SAME, WEAK = 0.54, 0.3
"""Containment from which two texts tell one story, and from which they are related. Unrelated texts with the same site's
header and footer stay below .35 once those are known; copies in other words begin at .64."""

BOTH, REST = 0.4, 0.25
"""Containment of each in the other from which two texts tell one story in other words, if the sentences that they do not have word
for word in common are alike by the latter. Of the next day's report, which repeats some of the first one's, the rest is other news."""

SAME_SOURCE = 0.8
"""Containment that two articles of one source need: before a site's header and footer are known, they make up most of what its
short articles have in common."""

OF_A_FORM = 0.95
"""Containment that a copy needs of a text known to be a form filled in anew, unless all its fillings are the same: two days of a rate
whose points happen to be the same come to .9, and of some hundred days one is always such."""

BRIDGE = 0.2
"""Two stories are joined by an article that contains both only if they share so much themselves: a digest of the day
contains many stories that share nothing."""

SHARED = 80
"""Characters of whole sentences in common that count as evidence by themselves (half of it in Chinese, see `decide`)."""

OTHER_NUMBERS = 0.35
"""Texts with the same words of which fewer numbers than this agree are two issues of a list (prices, weather, results)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """The article to be decided on."""

    clean: int
    """Characters of its sentences that are not known furniture of a site."""
    sketch: bytes
    """Its sketch without that furniture."""
    furniture: frozenset[int] = frozenset()
    """Shingles of that furniture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A stored article that may tell the same story."""

    article_id: int
    story_id: int
    sketch: bytes
    clean: int
    shared: int = 0
    """Characters of the sentences, furniture apart, that both have."""
    same_source: bool = False
    pages_agree: bool = False
    """Whether one page calls the other its original (`rel=canonical`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What an article is."""

    story_id: int | None
    """The story it tells, or None: a new one."""
    article_id: int | None = None
    """The stored article it is most like."""
    likeness: float = 0.0
    """Share of the shorter of both that the other has."""
    joins: tuple[int, ...] = ()
    """Stories that turn out to be the same one."""
    related: tuple[tuple[int, float], ...] = ()
    """Stories that share some of its words, with how much: weak links, never followed further."""


def decide(
    own: Own,
    candidates: Sequence[Candidate],
    *,
    apart: Collection[frozenset[int]] = (),
    other_news: Callable[[Candidate], bool] = lambda one: False,
    other_fillings: Callable[[Candidate], bool] = lambda one: True,
    aside: Callable[[Candidate], bool] = lambda one: False,
) -> Decision:
    """Which story an article tells; `apart` are pairs of stories that a person has separated. `other_news` is asked of candidates
    that are like enough whether their text is but the same form with other names and numbers (see `forms`); where one is,
    `other_fillings` of the rest whether they have any other filling. `aside` is asked of those that are short, or much shorter or
    longer, whether what both have is not the news of either (see `parts`)."""
    mine = unpack(own.sketch)
    sketches = {one.article_id: _clean(one.sketch, own.furniture) for one in candidates}
    scored = sorted(
        ((_likeness(own, mine, one, sketches[one.article_id]), one) for one in candidates),
        key=lambda pair: (-pair[0], pair[1].article_id),
    )
    best: dict[int, tuple[float, Candidate]] = {}
    others: dict[int, tuple[float, Candidate]] = {}
    pieces: dict[int, tuple[float, Candidate]] = {}
    for score, one in scored:
        if one.story_id in best:
            continue
        if score >= SAME and not _same_numbers(mine, sketches[one.article_id]) and other_news(one):
            others.setdefault(one.story_id, (WEAK, one))
        elif score >= SAME and not one.pages_agree and may_be_aside(own.clean, one.clean) and aside(one):
            pieces.setdefault(one.story_id, (WEAK, one))
        else:
            best[one.story_id] = (score, one)
    strong = [
        (score, one) for score, one in best.values()
        if score >= (OF_A_FORM if others else SAME) or (score >= SAME and not other_fillings(one))
    ]  # fmt: skip
    told = {one.story_id for _, one in strong}
    weak = [
        (story, round(score, 3))
        for story, (score, _) in (pieces | others | best).items()
        if score >= WEAK and story not in told
    ]
    if not strong:
        return Decision(story_id=None, related=tuple(weak))
    score, chosen = strong[0]
    joins: list[int] = []
    for other_score, other in strong[1:]:
        bridge = compare(sketches[chosen.article_id], sketches[other.article_id])
        alike = max(bridge.of_first, bridge.of_second) >= BRIDGE and bridge.common >= FEWEST
        if own.clean < SHORT and min(bridge.of_first, bridge.of_second) >= OF_A_FORM:
            alike = False  # the same notice, told apart by its headlines
        if alike and not any(frozenset((one, other.story_id)) in apart for one in (chosen.story_id, *joins)):
            joins.append(other.story_id)
        else:
            weak.append((other.story_id, round(other_score, 3)))
    return Decision(
        story_id=chosen.story_id, article_id=chosen.article_id, likeness=round(score, 3), joins=tuple(joins),
        related=tuple(weak),
    )  # fmt: skip


def _same_numbers(mine: Sample, theirs: Sample) -> bool:
    """Whether two texts have so many numbers in common that nobody need read them."""
    share = numbers_in_common(mine, theirs)
    return share is not None and share > AGREE


def _other_numbers(mine: Sample, theirs: Sample) -> bool:
    """Whether two texts have so few numbers in common that they are two issues of a list."""
    share = numbers_in_common(mine, theirs)
    return share is not None and share < OTHER_NUMBERS


def _clean(sketch: bytes, furniture: Collection[int]) -> Sample:
    sample = unpack(sketch)
    return sample.without(furniture) if furniture else sample


def _likeness(
    own: Own,
    mine: Sample,
    other: Candidate,
    theirs: Sample,
) -> float:
    """0..1: the larger of what the sketches and what the common sentences say."""
    seen = compare(mine, theirs)
    by_words = max(seen.of_first, seen.of_second) if seen.common >= FEWEST else 0.0
    shorter = max(1, min(own.clean, other.clean))
    by_sentences = min(1.0, other.shared / shorter) if other.shared >= SHARED else 0.0
    likeness = max(by_words, by_sentences)
    if likeness < WEAK:  # most candidates: nothing below makes more of them
        return likeness
    if by_sentences < WEAK and _other_numbers(mine, theirs):
        return min(by_words, WEAK)
    both, told = min(seen.of_first, seen.of_second), min(1.0, other.shared / shorter)
    if both >= BOTH and seen.common >= 2 * FEWEST and both - told >= REST * (1 - told):
        by_words = max(by_words, SAME)
    if other.pages_agree and not other.same_source and by_words >= WEAK:
        return max(by_words, SAME)
    likeness = max(by_words, by_sentences)
    if other.same_source and SAME <= likeness < SAME_SOURCE:
        return SAME - 0.01
    return likeness
