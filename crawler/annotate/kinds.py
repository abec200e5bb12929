"""What kind of cooperation it is, and how far it has come, from the signs in the sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from crawler.annotate.document import Document
from crawler.annotate.signals import Reading, Sign
from crawler.model import KINDS, Evidence, Mention

_PLACE = {"title": 1.4, "lead": 1.0, "body": 0.45}
_ALONE = 0.35
"""Share of a sign that counts in a sentence without parties."""
LEAST = 0.45
"""A kind that is said less is left out."""
LEAST_OF_BEST = 0.4
MOST = 4
WEAKEST = 0.15
"""... unless it is the surest of all: then this is enough."""
FURTHER = 0.6
COMMENTARY = 1.0
"""Words of opinion, for 10 sentences, from which a text without news is a commentary."""


def kinds(document: Document, readings: list[Reading]) -> tuple[Mention, ...]:
    """The kinds, the surest first."""
    signs = _signs(readings) or _signs(readings, otherwise=True)
    said = {kind: _sum([weight for weight, _ in found]) for kind, found in signs.items()}
    commentary = _commentary(document, readings)
    if commentary:
        said["commentary"] = max([commentary[0], *said.values()]) + 0.01  # what it tells it tells as an opinion
    most = max(said.values(), default=0.0)
    least = max(min(LEAST, most), LEAST_OF_BEST * most, WEAKEST)
    told = [kind for kind in KINDS if said.get(kind, 0.0) >= least]
    told.sort(key=lambda kind: -said[kind])
    return tuple(
        Mention(
            code=kind,
            score=round(min(1.0, said[kind] / 2.0), 3),
            evidence=commentary[1] if commentary and kind == "commentary" else _strongest(document, signs[kind]),
        )
        for kind in told[:MOST]
    )


def _strongest(document: Document, found: list[tuple[float, Sign]]) -> tuple[Evidence, ...]:
    return distinct(
        evidence_of(document, sign.start, sign.end, f"{sign.rule.name} ({weight:.2f})")
        for weight, sign in sorted(found, key=lambda item: -item[0])[:4]
    )


def _signs(readings: list[Reading], *, otherwise: bool = False) -> dict[str, list[tuple[float, Sign]]]:
    """The strongest sign of each kind in each sentence, with its weight there; `otherwise`: of kinds for texts that tell no other."""
    out: dict[str, list[tuple[float, Sign]]] = defaultdict(list)
    for reading in readings:
        if not reading.signs:
            continue
        share = _PLACE[reading.where] * (1.0 if reading.parties >= 1 else _ALONE)
        best: dict[str, tuple[float, Sign]] = {}
        for sign in reading.signs:
            rule, _, _, counts = sign
            weight = rule.kind_weight * counts * share
            kind = rule.otherwise if otherwise else rule.kind
            if kind and weight > best.get(kind, (0.0, None))[0]:
                best[kind] = (weight, sign)
        for kind, found in best.items():
            out[kind].append(found)
    return out


def _sum(weights: list[float]) -> float:
    """The strongest in full, each further one less: what is said ten times in passing is not what the news is."""
    return sum(weight * FURTHER**i for i, weight in enumerate(sorted(weights, reverse=True)))


def evidence_of(document: Document, start: int, end: int, why: str) -> Evidence:
    """Words of the document as evidence."""
    return Evidence(text=document.words(start), start=start, end=end, why=why)


def distinct(evidence: Iterable[Evidence], most: int = 3) -> tuple[Evidence, ...]:
    """The first of each sentence: a title that is taken from the text says nothing twice."""
    out: dict[str, Evidence] = {}
    for one in evidence:
        out.setdefault(one.text.strip(" ."), one)
        if len(out) == most:
            break
    return tuple(out.values())


def _commentary(document: Document, readings: list[Reading]) -> tuple[float, tuple[Evidence, ...]] | None:
    """How surely it is a commentary: much opinion and nothing that happened."""
    spans = [span for reading in readings for span in reading.groups.get("opinion", ())]
    share = 10 * len(spans) / max(5, len(readings))
    if share < COMMENTARY:
        return None
    happened = sum(sign.rule.name in _EVENTS for reading in readings for sign in reading.signs)
    if 2 * happened > len(spans):
        return None
    evidence = tuple(evidence_of(document, *span, "opinion") for span in spans[:3])
    return min(2.0, share / 2), evidence


_EVENTS = frozenset(
    {
        "signed agreement",
        "signed memorandum",
        "held talks",
        "visit of officials",
        "forum held",
        "aid given",
        "loan given",
    }
)


def _ahead(reading: Reading, sign: Sign) -> bool:
    """Whether a word of planning stands in the sign or shortly before it: “plans to sign” is not signed, nor is what is to be."""
    return any(
        sign.start - before <= start < sign.end
        for group, before in (("plan", 30), ("future", 50))  # German puts its verb last
        for start, _ in reading.groups.get(group, ())
    )


_SOON = 30
"""Characters between “will be” or “soll” and what is done then."""


def _to_come(reading: Reading, done: tuple[int, int]) -> bool:
    """Whether a word of doing speaks of what is to come: “will be inaugurated”, “expected to be completed”, 预计2027年竣工."""
    return any(
        0 <= done[0] - end <= _SOON for group in ("ahead", "plan", "future") for _, end in reading.groups.get(group, ())
    )


def stages(document: Document, readings: list[Reading]) -> tuple[Mention, ...]:
    """planned, signed, under-way, done: where the text says it beside a sign of cooperation."""
    found: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for reading in readings:
        if not reading.signs or (reading.where == "body" and reading.parties < 1):
            continue
        weight = _PLACE[reading.where]
        for sign in reading.signs:
            rule, start, end, share = sign
            if (stage := rule.stage) is None:
                continue
            if _ahead(reading, sign):
                found["planned"].append((start, end, weight * 0.6 * share))
            else:
                found[stage].append((start, end, weight * share))
        for group, stage in (("plan", "planned"), ("under-way", "under-way")):
            found[stage] += [(*span, weight * 0.6) for span in reading.groups.get(group, ())[:1]]
        if done := reading.groups.get("done"):
            stage = "planned" if all(_to_come(reading, span) for span in done) else "done"
            found[stage].append((*done[0], weight * 0.6))
    out = []
    for stage, spans in found.items():
        if spans:
            score = min(1.0, sum(weight for *_, weight in spans) / 2)
            evidence = distinct((evidence_of(document, start, end, stage) for start, end, _ in spans[:3]), 2)
            out.append(Mention(code=stage, score=round(score, 3), evidence=evidence))
    return tuple(sorted(out, key=lambda mention: (-mention.score, mention.code)))
