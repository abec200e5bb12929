"""The rules against the user's judgements, and against themselves after a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.model import Annotation, Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """How well the rules agree with a person."""

    judged: int
    right: int
    precision: float | None
    """Share of the rules' yes that the person calls yes; none when the rules never say yes."""
    recall: float | None
    """Share of the person's yes that the rules find; none when the person never says yes."""
    f1: float | None
    wrongly: tuple[int, ...]
    """Stories that the rules take for cooperation news and the person does not, the surest first."""
    missed: tuple[int, ...]
    """Stories that only the person takes for cooperation news, the least sure first."""

    def __str__(self) -> str:
        if not self.judged:
            return "nothing is judged yet: `silkwire judge STORY yes` or `no` notes what you think of a story"
        lines = [f"{self.judged} stories judged, {self.right} as the rules say"]
        for name, value in (("precision", self.precision), ("recall", self.recall), ("F1", self.f1)):
            lines.append(f"{name:9} {'-' if value is None else f'{value:.2f}'}")
        for name, stories in (("wrongly taken", self.wrongly), ("missed", self.missed)):
            if stories:
                lines.append(f"{name}: {', '.join(map(str, stories))}")
        return "\n".join(lines)


def evaluate(judgements: Mapping[int, tuple[Annotation, bool]]) -> Evaluation:
    """Compares, for each story, what the rules say (its annotation) with what the person says (yes or no)."""
    said = {story: one.is_cooperation for story, (one, _) in judgements.items()}
    both = sum(said[story] and yes for story, (_, yes) in judgements.items())
    yes_rules, yes_person = sum(said.values()), sum(yes for _, yes in judgements.values())
    precision = both / yes_rules if yes_rules else None
    recall = both / yes_person if yes_person else None
    by_score = sorted(judgements, key=lambda story: (-judgements[story][0].cooperation, story))
    return Evaluation(
        judged=len(judgements),
        right=sum(said[story] == yes for story, (_, yes) in judgements.items()),
        precision=precision,
        recall=recall,
        f1=2 * both / (yes_rules + yes_person) if yes_rules + yes_person else None,
        wrongly=tuple(story for story in by_score if said[story] and not judgements[story][1]),
        missed=tuple(story for story in by_score if judgements[story][1] and not said[story]),
    )


def changes(before: Annotation, after: Annotation) -> tuple[str, ...]:
    """What new rules changed, a line each; nothing when only scores moved a little."""
    lines = []
    if before.is_cooperation != after.is_cooperation:
        lines.append(
            f"{'now' if after.is_cooperation else 'no longer'} cooperation ({before.cooperation:.2f} -> {after.cooperation:.2f})"
        )
    for name, old, new in (
        ("countries", before.countries, after.countries),
        ("kinds", before.kinds, after.kinds),
        ("sectors", before.sectors, after.sectors),
        ("stages", before.stages, after.stages),
    ):
        lines += _moved(name, old, new)
    for name, had, has in (
        ("parties", [p.name for p in before.parties], [p.name for p in after.parties]),
        ("amounts", [a.words for a in before.amounts], [a.words for a in after.amounts]),
        ("quotes", [q.speaker for q in before.quotes], [q.speaker for q in after.quotes]),
    ):
        lines += _differ(name, had, has)
    return tuple(lines)


def _moved(name: str, old: Iterable[Mention], new: Iterable[Mention]) -> list[str]:
    return _differ(name, [one.code for one in old], [one.code for one in new])


def _differ(name: str, old: Iterable[str], new: Iterable[str]) -> list[str]:
    gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    parts = [f"+{value}" for value in come] + [f"-{value}" for value in gone]
    return [f"{name}: {' '.join(parts)}"] if parts else []
