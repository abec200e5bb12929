"""The signs of cooperation in each sentence: rules over groups of words, weighed by the parties that stand beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from crawler.annotate import lists
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import LIMIT, Document, Where

MOST = 12
"""Words of one group looked at in one sentence; more say nothing new, and hostile text may have thousands."""
MONEY, LEAST = "money", 100_000
"""The group of sums of money, and from how much on one says something, in any currency."""
ACTORS = frozenset({"official", "international"})
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
SIDE_BY_SIDE = Rule("side by side", None, 0.4, 0.3, (), (), 0, None, False, "project")
"""Two countries that begin a headline or a lead as one subject (“Monaco and Malta plant kelp”) do something together, where
anything else says so too: a heatwave has two countries as well."""
TOGETHER = Rule("done together", None, 0.55, 0.3, (), (), 0, None, False, "project")
"""The same with a word of a deed in the sentence (“Monaco and Malta open a nursery”)."""
FROM_ONE = Rule("from one to another", None, 0.55, 0.3, (), (), 0, None, False, "project")
"""A headline or lead that begins with a country and what it does, and goes on to another: “Monaco gives Malta a boat”."""
_SUBJECTS = (SIDE_BY_SIDE, TOGETHER, FROM_ONE)
_HOSTILE = ("-conflict", "-sport", "-crime")
"""Groups of which no word may stand in headline and lead for the two; and no word against it in the sentence itself."""
_ACROSS = 60
"""Characters between one country and the other to which it does something."""
_SOON = 12
"""Characters between a country and what it does: has, will, a été."""
BESIDE_IT = 0.15
"""What the strongest other sign of the headline and lead must weigh for that. So much is a word of support by two parties."""
_HEAD = 40
"""Characters of a sentence before its first country that can still be marks and an article."""


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
    dense = 2 if document.language in ("zh", "ja") else 1
    out = []
    for i, (_, _, where, _) in enumerate(document.sentences):
        groups, beside = words.get(i), len(named[i]) if i in named else 0.0
        signs: list[Sign] = []
        if groups:
            possible = _possible(frozenset(groups))
            signs = _signs(where, groups, possible, dense) if possible else signs
            if "international" in groups:
                beside += 0.5 * min(2, len(groups["international"]))
            if "both" in groups or ("sides" in groups and several):
                beside = max(beside + 0.5, BOTH)
        if i in further:
            signs += further[i]
        out.append(Reading(where, signs, groups or {}, beside))
    if any(sign.rule in _SUBJECTS for signs in further.values() for sign in signs):
        _with_others(document, out)
    return out


def _with_others(document: Document, readings: Iterable[Reading]) -> None:
    """Leaves `SIDE_BY_SIDE` out where nothing else in the headline and the lead says enough, and `FROM_ONE` where nothing is done."""
    head = [reading for reading in readings if reading.where != "body"]
    hostile = any(group in reading.groups for reading in head for group in _HOSTILE)
    for reading in head:
        signs = (_with_deed(document, reading, sign, hostile=hostile) for sign in reading.signs)
        reading.signs[:] = [sign for sign in signs if sign is not None]
    others = (
        sign.rule.weight * sign.share * min(1.0, reading.parties / 2)
        for reading in head
        for sign in reading.signs
        if sign.rule not in _SUBJECTS
    )
    if max(others, default=0.0) < BESIDE_IT:
        for reading in head:
            reading.signs[:] = [sign for sign in reading.signs if sign.rule not in _SUBJECTS]


def _with_deed(document: Document, reading: Reading, sign: Sign, *, hostile: bool) -> Sign | None:
    """A sign of countries that begin a sentence, by what they do: strikes and cups are `hostile`."""
    if sign.rule not in (FROM_ONE, SIDE_BY_SIDE):
        return sign
    after, groups = (sign.start, ("deed",)) if sign.rule is FROM_ONE else (sign.end, ("deed", "build"))
    spans = [span for group in groups for span in reading.groups.get(group, ())]
    deeds = [start for start, _ in spans if 0 <= start - after <= _SOON]
    hostile = hostile or any(group.startswith("-") for group in reading.groups)
    at_once = _at_once(lists.listed(document.language))
    done = not hostile and any(at_once.fullmatch(document.raw, after, start) for start in deeds)
    if sign.rule is FROM_ONE:
        return sign if done else None
    return sign._replace(rule=TOGETHER) if done else sign


def side_by_side(document: Document, countries: Iterable[Located]) -> Iterator[Sign]:
    """Where a headline or a lead begins with two countries in one; `countries` are in order.

    A town does nothing for a country (“Toyota to build plant in Malta”: a company has its name too), a capital stands for its own.
    """
    raw, (begins, joined) = document.raw, _subject(lists.listed(document.language))
    for (start, end, one, kind), (begin, stop, other, _) in pairwise(countries):
        first, last, where, _ = document.at(start)
        if where == "body":
            break
        if one != other and stop <= last and start - first < _HEAD and begins.fullmatch(raw, first, start):
            if joined.fullmatch(raw, end, begin):
                yield Sign(SIDE_BY_SIDE, start, stop)
            elif kind != "t" and begin - end < _ACROSS:
                yield Sign(FROM_ONE, end, stop)


@cache
def _subject(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before the first of two countries that begin a sentence, and between the two."""
    article = rf"(?:(?:{_joint('articles', language)})\s?)?"
    return (
        re.compile(rf"[\W\d_]*{article}", re.IGNORECASE),
        re.compile(rf"\s?(?:{_joint('joined', language)})\s?{article}", re.IGNORECASE),
    )


def _joint(name: str, language: str) -> str:
    """The words of all languages for what leads through a subject, and those of this one, as alternatives."""
    words = table("text")
    return "|".join([*words[name], *words["subjects"].get(language, {}).get(name, ())])


@cache
def _at_once(language: str) -> re.Pattern[str]:
    """What may stand between countries and what they do: will, has, to; “a French chef opens” is no country."""
    return re.compile(rf"\W*(?:(?:{_joint('auxiliaries', language)})\W+)*", re.IGNORECASE)


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
