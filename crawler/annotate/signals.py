"""The signs of cooperation in each sentence: rules over groups of words, weighed by the parties that stand beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from crawler.annotate import lists
from crawler.annotate.data import table
from crawler.annotate.document import LIMIT, Document, Where

MOST = 12
"""Words of one group looked at in one sentence; more say nothing new, and hostile text may have thousands."""
MONEY, LEAST = "money", 100_000
"""The group of sums of money, and from how much on one says something, in any currency."""
ACTORS = frozenset({"official", "leader", "international"})
"""Groups whose words say who acts, not what is done."""
BOTH = 1.5
"""Parties that “both countries” and the like stand for when the sentence names fewer; 双方 and “both sides” too, where the whole
text names several: a town and a school have two sides."""
DENIED = 0.4
BEFORE = 30
"""Characters before a sign in which a word that denies speaks of it."""
Span = tuple[int, int]


class Rule(NamedTuple):
    """One entry of `signals.toml`."""

    name: str
    kind: str | None
    weight: float
    kind_weight: float
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    within: int
    stage: str | None
    lead_only: bool
    otherwise: str | None = None
    """The kind of a text that tells no other."""


FRAMEWORK = Rule("framework", None, 0.4, 0.0, (), (), 0, None, False)
"""A named framework of cooperation is a sign by itself, besides being a party."""


class Sign(NamedTuple):
    """A rule that holds in a sentence; `start` and `end` enclose the words that make it hold."""

    rule: Rule
    start: int
    end: int
    share: float = 1.0
    """How much of the rule's weights counts: less after a word that denies."""


@dataclass(slots=True)
class Reading:
    """What one sentence says: the signs of cooperation in it, its parties, and the words against it."""

    where: Where
    signs: list[Sign]
    groups: dict[str, list[Span]]
    parties: float = 0.0
    """Different parties named, an allusion (“both countries”) counting half."""

    def count(self, group: str) -> int:
        """Words of a group in the sentence."""
        return len(self.groups.get(group, ()))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of `signals.toml`."""
    return tuple(_rule(row) for row in table("signals")["signal"])


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        name=row["name"],
        kind=row.get("kind"),
        weight=row["weight"],
        kind_weight=row.get("kind_weight", row["weight"]),
        verbs=tuple(row.get("verbs", ())),
        nouns=tuple(row["nouns"]),
        within=row.get("within", 0),
        stage=row.get("stage"),
        lead_only=row.get("where") == "lead",
        otherwise=row.get("otherwise"),
    )


def read(
    document: Document,
    parties: Iterable[tuple[int, str]],
    own: Iterable[Sign] = (),
    sums: Iterable[tuple[int, int, float, str]] = (),
) -> list[Reading]:
    """Every sentence with its signs. `parties` are offsets with a name for each party; `own` are signs of the user's words; `sums`
    are those of money, each with its place, value and currency."""
    words, starts = _cues(document), document.starts
    for start, end, value, _ in sums:
        if value >= LEAST and len(spans := words[document.index(start)].setdefault(MONEY, [])) < MOST:
            spans.append((start, end))
    named: dict[int, set[str]] = defaultdict(set)
    for start, name in parties:
        named[bisect_right(starts, start) - 1].add(name)
    further: dict[int, list[Sign]] = defaultdict(list)
    for sign in own:
        further[document.index(sign.start)].append(sign)
    several = len(set().union(*named.values())) > 1  # both sides: of what, where the text names no two
    dense, spoken_of = 2 if document.language in ("zh", "ja") else 1, _spoken_of()
    out = []
    for i, (_, _, where, _) in enumerate(document.sentences):
        groups, beside = words.get(i), len(named[i]) if i in named else 0.0
        signs: list[Sign] = []
        if groups:
            possible = _possible(spoken_of.intersection(groups))
            signs = _signs(where, groups, possible, dense) if possible else signs
            if "international" in groups:
                beside += 0.5 * min(2, len(groups["international"]))
            if "both" in groups or ("sides" in groups and several):
                beside = max(beside + 0.5, BOTH)
        if i in further:
            signs += further[i]
        out.append(Reading(where, signs, groups or {}, beside))
    return out


def _cues(document: Document) -> dict[int, dict[str, list[Span]]]:
    """The cue words of each sentence (by its number) in their groups, without those that lie within a name whose words say nothing,
    or tell what an office is for."""
    masked = {at for start, end, _ in lists.masks(document) for at in range(start, end)}
    (begins, ends), starts = lists.offices(document), document.starts
    words: dict[int, dict[str, list[Span]]] = defaultdict(dict)
    for start, end, values in lists.cues(document):
        if start in masked or ((start in begins or end in ends) and ACTORS.isdisjoint(values)):
            continue
        here = words[bisect_right(starts, start) - 1]
        for group in values:
            spans = here.get(group)
            if spans is None:
                here[group] = [(start, end)]
            elif len(spans) < MOST:
                spans.append((start, end))
    return words


@cache
def _speaking() -> dict[str, tuple[int, ...]]:
    """Which rules (by their numbers) have a noun of a group."""
    out: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(rules()):
        for group in rule.nouns:
            out[group].append(number)
    return {group: tuple(numbers) for group, numbers in out.items()}


@cache
def _spoken_of() -> frozenset[str]:
    """The groups that any rule speaks of; others say nothing of which rules are possible."""
    return frozenset(group for rule in rules() for group in (*rule.verbs, *rule.nouns))


Possible = tuple[Rule, tuple[str, ...], tuple[str, ...]]
"""A rule, and those of its verbs and nouns that a sentence has."""


@lru_cache(maxsize=1024)
def _possible(groups: frozenset[str]) -> tuple[Possible, ...]:
    """The rules that can hold in a sentence with words of these groups, with those of their verbs and nouns that it has."""
    every = rules()
    numbers = sorted({number for group in groups for number in _speaking().get(group, ())})
    found = (
        (rule, tuple(filter(groups.__contains__, rule.verbs)), tuple(filter(groups.__contains__, rule.nouns)))
        for rule in map(every.__getitem__, numbers)
    )
    return tuple((rule, verbs, nouns) for rule, verbs, nouns in found if verbs or not rule.verbs)


def _signs(where: Where, groups: dict[str, list[Span]], possible: Iterable[Possible], dense: int) -> list[Sign]:
    denials, in_body, out = groups.get("-not", ()), where == "body", []
    for rule, with_verbs, with_nouns in possible:
        if in_body and rule.lead_only:
            continue
        nouns = groups[with_nouns[0]] if len(with_nouns) == 1 else _all(groups, with_nouns)
        if not with_verbs:
            pair: Span | None = nouns[0] if len(nouns) == 1 else max(nouns, key=_length)
        else:
            pair = _nearest(_all(groups, with_verbs), nouns)
            if pair is not None and pair[1] - pair[0] > rule.within // dense + 20:
                pair = None
        if pair is not None:
            out.append(Sign(rule, *pair, _share(pair, denials) if denials else 1.0))
    return out


def _all(groups: dict[str, list[Span]], names: tuple[str, ...]) -> list[Span]:
    """The words of some groups."""
    return groups[names[0]] if len(names) == 1 else [span for name in names for span in groups[name]]


def _length(span: Span) -> int:
    return span[1] - span[0]


def _share(span: Span, denials: Sequence[Span]) -> float:
    """Less when a word that denies stands in the span or shortly before it."""
    if not denials:
        return 1.0
    return DENIED if any(span[0] - BEFORE <= start < span[1] for start, _ in denials) else 1.0


def _nearest(verbs: Sequence[Span], nouns: Sequence[Span]) -> Span | None:
    """What the closest verb and noun enclose; a word is not a pair with itself."""
    best, least = None, LIMIT
    for a, b in verbs:
        for c, d in nouns:
            if b <= c:
                if d - a < least:
                    best, least = (a, d), d - a
            elif d <= a and b - c < least:
                best, least = (c, b), b - c
    return best
